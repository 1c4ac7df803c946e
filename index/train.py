"""The ``train`` command: which files the model of persons' and places' names is learned from.

Useful for: the command line. Not for: how it is learned; see ``index.entities.training``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from index.article import Article
from index.entities.model.lexicon import MODEL
from index.errors import CorpusError, KiosqueError
from index.readers import read_sources

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Where the project's own training data lies: beside the project, no part of it."""


def train_model(
    gold: Path | None, press_ocr: Path | None, articles: Path | None, output: Path | None, tell: Callable[[str], object]
) -> None:
    """Train, and write the model into ``output``; None stands for the project's own data, and for the model in use.

    Old newspapers are left out where there is no such folder and none is named.
    """
    try:
        from index.entities.training import annotated, make, old_press  # tools of requirements-train.txt
    except ModuleNotFoundError as error:
        raise KiosqueError(f"{error.name} is missing; cure: pip install -r requirements-train.txt") from error
    press = press_ocr or DATA / "press-ocr"
    gold_files = _files(gold or DATA / "gold", "train-*.json")
    old_files = _files(press, "*.gz") if press_ocr or press.is_dir() else []

    old = [article for path in old_files for article in old_press.articles(path)]
    tell(f"{len(gold_files):,} files of annotated articles, {len(old):,} pieces of old newspapers")

    def news() -> list[list[annotated.Paragraph]]:
        return [list(annotated.paragraphs(article)) for article in annotated.load(gold_files)]

    texts = _texts(articles or DATA / "orange" / "articles.jsonl.xz")
    folder = output or MODEL.parent
    folder.mkdir(parents=True, exist_ok=True)
    try:
        make.make(news, old, texts, folder, tell)
    except ValueError as error:
        raise CorpusError(str(error)) from error


def _files(folder: Path, pattern: str) -> list[Path]:
    found = sorted(folder.glob(pattern))
    if not found:
        raise CorpusError(f"no {pattern} in {folder}: nothing to learn from; cure: name the folder that has them")
    return found


def _texts(path: Path) -> Iterator[str]:
    for record in read_sources([path]):
        if isinstance(record, Article):
            yield "\n".join(text for _, text in record.texts())

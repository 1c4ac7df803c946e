"""Make the model: clusters from plain articles, weights from annotated ones, one file.

    python -m index train --gold FOLDER --articles FILE [--press-ocr FOLDER]

The model card (docs/model-card.md) says what the model of the project was made from, and how well it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.entities.gazetteer import wide_names
from index.entities.model import features, tokens
from index.entities.model import lexicon as known
from index.entities.model import weights as stored
from index.entities.model.scorer import Types
from index.entities.place_words import PLACE_HEADS
from index.entities.training import clusters, crf
from index.entities.training.annotated import Paragraph

OFTEN = 60_000
"""Words whose scores are part of the file: nearly all words of a text need not be computed at first sight."""
Article = Sequence[Paragraph]
Arrays = dict[str, NDArray[Any]]
_FEWEST = 10  # annotated articles: fewer teach nothing


def make(
    read_annotated: Callable[[], Sequence[Article]],
    old_press: Sequence[Article],
    texts: Iterable[str],
    folder: Path,
    tell: Callable[[str], object],
    learned: clusters.Clusters | None = None,
) -> None:
    """Train on annotated articles and the plain ``texts``, and write ``folder``'s model; with ``old_press``, annotated
    as well, a second one for old newspapers.

    Annotated articles are read when the lexicon is there: it tells which compounds are two names.
    """
    if learned is None:
        tell("words that stand in like contexts …")
        learned = clusters.learn(texts)
        tell(f"{len(learned.words):,} words in groups")
    lexicon = known.make_lexicon(learned.words, learned.clusters, learned.frequency)
    known.use(lexicon)
    features.word_class.cache_clear()
    tokens.parts.cache_clear()
    annotated = read_annotated()
    if len(annotated) < _FEWEST:
        raise ValueError(
            f"{len(annotated)} annotated articles are too few to learn from; cure: --gold FOLDER with train-*.json"
        )
    weights = _weights(annotated, tell)
    often = [word for word in learned.words[:OFTEN] if not any(map(str.isdigit, word))]
    words = Types(stored.unpacked(weights)).packed(often)
    shared: Arrays = {
        "words": known.encoded(learned.words),
        "clusters": learned.clusters,
        "frequency": learned.frequency,
    }
    _write(folder / known.MODEL.name, shared | weights | words, tell)
    if old_press:
        _write(folder / known.OLD_MODEL.name, _weights([*annotated, *old_press], tell), tell)


def _weights(annotated: Sequence[Article], tell: Callable[[str], object]) -> Arrays:
    tell(f"weights from {len(annotated):,} articles …")
    scores, transitions = crf.train(annotated)
    tell(f"{len(scores):,} features count")
    return stored.packed(scores, transitions, joiners(annotated))


def _write(path: Path, arrays: Arrays, tell: Callable[[str], object]) -> None:
    """Aside first: a model is there whole or not at all."""
    aside = path.with_suffix(".tmp.npz")
    np.savez_compressed(aside, **arrays)  # type: ignore[arg-type]
    aside.replace(path)
    tell(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


def joiners(annotated: Iterable[Article]) -> set[str]:
    """The words in lower case within names: those of the annotated articles and of the lists of wider places."""
    found = {
        word
        for article in annotated
        for paragraph in article
        for word, label in zip(paragraph.words, paragraph.labels, strict=True)
        if label != "O" and word.islower()
    }
    for name in wide_names():
        found |= {word for word in name.replace("'", "' ").replace("-", " ").split() if word.islower()}
    return found | features.LOWER_HEADS | PLACE_HEADS

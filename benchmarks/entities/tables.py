"""Tables of scores: on a terminal, and in Markdown between two marks of a document, so that nobody types a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.entities.score import NAMES, Score

BEGIN = "<!-- figures: written by `python -m benchmarks.entities --write-docs` -->"
END = "<!-- end of figures -->"


def of_scores(scores: Mapping[str, Score]) -> str:
    """Precision, recall and F1 of each, in columns."""
    return "\n".join(
        f"{name:22} P {s.precision:.3f}  R {s.recall:.3f}  F1 {s.f1:.3f}" for name, s in scores.items() if name in NAMES
    )


def of_groups(groups: Mapping[str, Mapping[str, Score]], names: Sequence[str]) -> str:
    """F1 of each group of articles, the worst first; – where there was nothing to find and nothing was found."""
    width = max((len(group) for group in groups), default=0) + 2
    ordered = sorted(groups.items(), key=lambda pair: sum(s.wrong + s.missed for s in pair[1].values()), reverse=True)
    lines = [" " * width + "".join(f"{name:>16}" for name in names)]
    lines += [f"{group:{width}}" + "".join(f"{_cell(scores[n]):>16}" for n in names) for group, scores in ordered]
    return "\n".join(lines)


def _cell(score: Score) -> str:
    total = score.right + score.wrong + score.missed
    return f"{score.f1:.3f}" if total else "–"


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def write_between_marks(path: Path, text: str) -> bool:
    """Put the text between the marks of a document; whether that changed it. ValueError when there are no two marks."""
    document = path.read_text(encoding="utf-8")
    before, begin, rest = document.partition(BEGIN)
    _, end, behind = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path}: no place for the figures; cure: the lines {BEGIN} and {END}")
    written = f"{before}{begin}\n{text.strip()}\n{end}{behind}"
    path.write_text(written, encoding="utf-8")
    return written != document


def between_marks(path: Path) -> str:
    """What stands between the marks."""
    return path.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()

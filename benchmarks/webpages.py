"""Web pages of any publishers: our main text, titles, days and authors against trafilatura's, on the same pages.

    python -m benchmarks.webpages [PAGES ARTICLES]... [--worst N]

PAGES is a folder, or a tar archive, of pages named ``<id>.html``, ARTICLES the JSON Lines file (packed or
not) with what each should give: ``id``, ``title``, ``published``, ``authors``, ``chapo``, ``body``, and
``neutral``: text that may be kept or left out (notes, pull quotes, dispatches' signatures). The 600 pages
of the shared corpus when none is named.

*words* compares bags of words; *4-grams* every four words in a row inside a paragraph, so their order counts;
*paragraphs* whole ones. Each is the mean over the pages of F1 (with precision and recall for words): the short
page counts as much as the long one. The chapo counts as text, the title and what the page's meta tags describe do
not. Titles, days and authors: the share of the pages that have one where it is right.

Useful for: choosing and tuning what reads pages. Not for: other formats.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import lzma
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from unidecode import unidecode

from benchmarks import DATA
from benchmarks.extraction import unpacked
from index.article import Article
from index.readers import read_sources

_WORD = re.compile(r"\w+")
_RUN = 4
_OPEN: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open, ".bz2": bz2.open}
# A paragraph counts as found, or as right, when nine tenths of its words are on the other side.
_SAME_PARAGRAPH = 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """What one system gives for one page."""

    text: str
    title: str
    day: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One page read by one system; None for what the page's known article does not have."""

    id: str
    precision: float
    recall: float
    words: float
    runs: float
    paragraphs: float
    title: bool | None
    day: bool | None
    authors: bool | None


System = Callable[[Path], Reading]


def ours(page: Path) -> Reading:
    """This project's reader."""
    found = next(iter(read_sources([page])))
    if not isinstance(found, Article):
        return Reading("", "", "", ())
    return Reading(f"{found.chapo}\n\n{found.body}", found.title, found.day, found.authors)


def systems() -> dict[str, System]:
    """Ours and, where it is installed, trafilatura, as it comes and leaning to precision."""
    try:
        import trafilatura
    except ImportError:
        return {"Kiosque": ours}

    def peer(*, precise: bool) -> System:
        def read(page: Path) -> Reading:
            found = trafilatura.bare_extraction(
                page.read_bytes(), with_metadata=True, include_comments=False, favor_precision=precise
            )
            if found is None:
                return Reading("", "", "", ())
            names = tuple(name for name in (found.author or "").split("; ") if name)
            return Reading(found.text or "", found.title or "", (found.date or "")[:10], names)

        return read

    return {"Kiosque": ours, "trafilatura": peer(precise=False), "trafilatura, precise": peer(precise=True)}


def score(known: dict[str, Any], read: Reading) -> Score:
    """Compare what was read with the known article."""
    wanted = [*_paragraphs(known.get("chapo")), *_paragraphs(known.get("body"))]
    # The title is no text; one system repeats it above the text, the other never.
    neutral = [*_paragraphs(known.get("neutral")), known.get("title") or "", *known.get("authors", ())]
    got = _paragraphs(read.text)
    precision, recall, words = _f1(_bag(got, 1), _bag(wanted, 1), _bag(neutral, 1))
    _, _, runs = _f1(_bag(got, _RUN), _bag(wanted, _RUN), _bag(neutral, _RUN))
    day, authors = known.get("published", "")[:10], known.get("authors") or ()
    return Score(
        known["id"], precision, recall, words, runs, _paragraph_f1(got, wanted, neutral),
        title=_letters(known["title"]) in _letters(read.title) if known.get("title") else None,
        day=read.day == day if day else None,
        authors=sorted(map(_letters, read.authors)) == sorted(map(_letters, authors)) if authors else None,
    )  # fmt: skip


def _paragraphs(text: str | None) -> list[str]:
    return [line for raw in (text or "").split("\n") if (line := raw.strip())]


def _bag(paragraphs: Sequence[str], size: int) -> Counter[str]:
    """Every run of so many words inside a paragraph; of a shorter paragraph, all of it."""
    found: Counter[str] = Counter()
    for paragraph in paragraphs:
        # A soft hyphen stands inside a word.
        words = _WORD.findall(paragraph.replace("\u00ad", "").lower())
        found.update(" ".join(words[i : i + size]) for i in range(max(len(words) - size + 1, min(len(words), 1))))
    return found


def _f1(got: Counter[str], wanted: Counter[str], neutral: Counter[str]) -> tuple[float, float, float]:
    right = (got & wanted).total()
    foreign = ((got - wanted) - neutral).total()
    precision = right / ((right + foreign) or 1)
    recall = right / (wanted.total() or 1)
    return precision, recall, _mean(precision, recall)


def _mean(precision: float, recall: float) -> float:
    return 2 * precision * recall / ((precision + recall) or 1)


def _paragraph_f1(got: Sequence[str], wanted: Sequence[str], neutral: Sequence[str]) -> float:
    found = sum(_covered(one, _bag(got, 1)) for one in wanted) / (len(wanted) or 1)
    known = _bag([*wanted, *neutral], 1)
    right = sum(_covered(one, known) for one in got) / (len(got) or 1)
    return _mean(right, found)


def _covered(paragraph: str, bag: Counter[str]) -> bool:
    words = _bag([paragraph], 1)
    return (words & bag).total() >= _SAME_PARAGRAPH * words.total()


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", unidecode(text.replace("\u00ad", "")).casefold())


def _known(articles: Path) -> Iterator[dict[str, Any]]:
    with _OPEN.get(articles.suffix, open)(articles, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def measure(pages: Path, articles: Path) -> dict[str, tuple[list[Score], float]]:
    """Per system its scores on the pages that have a known article, and its milliseconds of processor time a page."""
    with tempfile.TemporaryDirectory() as folder:
        files = {page.stem: page for page in sorted(unpacked(pages, Path(folder)).glob("*.html"))}
        known = [one for one in _known(articles) if one["id"] in files]
        result: dict[str, tuple[list[Score], float]] = {}
        for name, read in systems().items():
            # The first page pays for imports and models.
            for one in known[:1]:
                read(files[one["id"]])
            start = time.process_time()
            readings = [read(files[one["id"]]) for one in known]
            each = 1000 * (time.process_time() - start) / (len(known) or 1)
            result[name] = ([score(one, got) for one, got in zip(known, readings, strict=True)], each)
        return result


def table(measured: dict[str, tuple[list[Score], float]]) -> str:
    """The means, a line a system."""
    head = f"{'':22}{'words F1':>9}{'P':>7}{'R':>7}{'4-grams':>9}{'parag.':>8}{'title':>8}{'day':>8}{'authors':>9}{'ms':>6}"
    lines = [head]
    for name, (scores, each) in measured.items():
        figures = [
            fmean(getattr(one, key) for one in scores) for key in ("words", "precision", "recall", "runs", "paragraphs")
        ]
        shares = [_share([getattr(one, key) for one in scores]) for key in ("title", "day", "authors")]
        numbers = "".join(f"{value:>{width}.3f}" for value, width in zip(figures, (9, 7, 7, 9, 8), strict=True))
        lines.append(f"{name:22}{numbers}{shares[0]:>8}{shares[1]:>8}{shares[2]:>9}{each:>6.0f}")
    return "\n".join(lines)


def _share(values: Sequence[bool | None]) -> str:
    asked = [value for value in values if value is not None]
    return f"{sum(asked)}/{len(asked)}"


def main() -> None:
    """Print a table for each set of pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="*", metavar="PAGES ARTICLES")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also the N pages we read worst")
    options = parser.parse_args()
    if len(options.sets) % 2:
        parser.error("each folder of pages needs the file of its articles")
    orange = DATA / "orange"
    sets = options.sets or [orange / "html-sample.tar.xz", orange / "articles.jsonl.xz"]
    for pages, articles in zip(sets[::2], sets[1::2], strict=True):
        measured = measure(pages, articles)
        scores, _ = measured["Kiosque"]
        print(f"\n{len(scores)} pages of {pages}")
        print(table(measured))
        for one in sorted(scores, key=lambda one: one.words)[: options.worst]:
            others = ", ".join(
                f"{name} {next(s.words for s in peers if s.id == one.id):.2f}"
                for name, (peers, _) in measured.items() if name != "Kiosque"
            )  # fmt: skip
            print(f"  {one.id}: {one.words:.2f} (P {one.precision:.2f}, R {one.recall:.2f}); {others}")
    if len(systems()) == 1:
        print("\ntrafilatura is not installed (requirements-bench.txt): ours alone was measured.")


if __name__ == "__main__":
    main()

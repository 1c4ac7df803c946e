"""How well dates are found and resolved, against the French TimeBank (Bittar et al., ACL 2011).

    python -m benchmarks.timebank [--json] [--errors] [--speed] [FOLDER]

FOLDER holds ``*.tml`` files (default: the half of the French TimeBank in the shared corpus). Each article is
given to ``index.entities.dates.find_dates`` with the document creation time of its own ``<DCT>``.

*Scored*: every ``TIMEX3`` of type DATE in the text whose value names a day, a month, a year, or a stretch that our
values can say: a week, a week-end, a season, quarter or half of a known year, a decade, a century. ``mod`` ("fin",
"vers") does not count: neither scheme keeps it in the value.

*Left out*, and nothing found at the same place is counted as wrong: ``PAST_REF``, ``PRESENT_REF``, ``FUTURE_REF``,
durations (``P…`` as a value, or type DURATION), seasons of no year (``XXXX-SU``), and expressions of type TIME: the
scheme marks "hier matin" as one TIME, ours marks the day in it. What is found on a SET ("tous les jeudis") or where
nothing is annotated is wrong.

*Matching*: spans pair one to one from left to right when they overlap (relaxed) or are equal (strict, without a
leading "le", "la", "les", "l'", "du", "ce", which the annotators took in or left out). *Value* F1 counts a pair right when it
overlaps and its values are equal, as TempEval-3 does. All is given twice: with intervals, and on days, months and
years alone, as ``benchmarks.entities`` scores dates. *Days of times* adds the expressions of type TIME that name their
day, resolved to the day, for those who score "hier matin" too; their spans are longer than ours by the part of the day.

``--speed`` measures ``find_dates`` alone on 2,000 articles of the shared corpus: the best of three rounds of processor
time, a token being a word or a sign.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import lzma
import re
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.entities import ROOT, Score
from index.article import TEXT_FIELDS
from index.entities.dates import find_dates
from index.entities.dates.seasons import season_value

TIMEBANK = ROOT.parent / "shared" / "data" / "timebank"

_PREFIX = re.compile(r"(?:\d{4}|XXXX)(?:-\d\d(?:-\d\d)?)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|[QH]\d)")
_ROUND = re.compile(r"(\d{2,3})X{0,2}")
_SEASONS = {"SP": "printemps", "SU": "ete", "FA": "automne", "WI": "hiver"}
_TOKEN = re.compile(r"\w+|[^\w\s]")
_LEAD = re.compile(r"(?:les?|la|du|ce|cette)\s+|l['’]", re.IGNORECASE)


class Timex(NamedTuple):
    """A stretch of the text; ``value`` in our notation, "" when it is left out of the score."""

    start: int
    end: int
    value: str


class Document(NamedTuple):
    """An article: its date, its text, what is scored, and what is left out."""

    name: str
    published: str
    text: str
    gold: tuple[Timex, ...]
    left_out: tuple[Timex, ...]


def our_value(value: str) -> str | None:
    """A TIMEX3 value in our notation; None when no value of ours can say it.

    >>> [our_value(v) for v in ("1999-05-17", "1999-W20", "1999-SU", "199X", "PAST_REF", "XXXX-SU")]
    ['1999-05-17', '1999-05-17/1999-05-23', '1999-06-21/1999-09-22', '1990/1999', None, None]
    """
    if _PREFIX.fullmatch(value):
        return value
    if match := _WEEK.fullmatch(value):
        monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return f"{monday + dt.timedelta(days=5 if match[3] else 0)}/{monday + dt.timedelta(days=6)}"
    if match := _PART.fullmatch(value):
        return _part_of_year(int(match[1]), match[2])
    if match := _ROUND.fullmatch(value):
        first = int(match[1])
        decade = len(match[1]) == 3
        return f"{first}0/{first}9" if decade else f"{first}01/{first + 1}00"
    return None


def _part_of_year(year: int, part: str) -> str | None:
    if part in _SEASONS:
        return season_value(_SEASONS[part], year)
    size = 3 if part[0] == "Q" else 6
    last = int(part[1]) * size
    return f"{year}-{last - size + 1:02}/{year}-{last:02}" if 0 < last <= 12 else None


def read(path: Path, *, times: bool = False) -> Document:
    """One annotated article; with ``times`` its TIME expressions that name their day are scored as that day."""
    root = ET.fromstring(path.read_text("utf-8"))
    created = root.find("DCT/TIMEX3")
    published = created.get("value", "") if created is not None else path.stem[:10]
    body = root.find("TEXT")
    if body is None:
        raise SystemExit(f"{path}: no <TEXT>; cure: give a folder of TimeML files")
    text = "".join(body.itertext())
    marked = list(_marked(body, text))
    gold, left_out = [], []
    for element, start, end in marked:
        kind, value = element.get("type", ""), element.get("value", "")
        ours = our_value(value) if kind == "DATE" else None
        if kind == "TIME" and times and _names_a_day(text[start:end]):
            ours = our_value(value[:10])
        if ours:
            gold.append(Timex(start, end, ours))
        elif kind != "SET":
            left_out.append(Timex(start, end, ""))
    return Document(path.stem, published, text, tuple(gold), tuple(left_out))


_DAY_WORD = re.compile(
    r"\b(?:hier|demain|aujourd['’]hui|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|\d+ [a-zû]{3,})\b", re.IGNORECASE
)
_HOUR = re.compile(r"\d+ h(?:eures?)?\b")


def _names_a_day(surface: str) -> bool:
    """Whether a TIME expression says its day ("hier matin"), or only an hour ("18 h", "ce soir")."""
    return bool(_DAY_WORD.search(_HOUR.sub("", surface)))


def _marked(body: ET.Element, text: str) -> Iterator[tuple[ET.Element, int, int]]:
    """Each TIMEX3 with its offsets in ``text``, the text of ``body``; empty ones have none."""

    def walk(element: ET.Element, at: int) -> Iterator[tuple[ET.Element, int, int]]:
        end = at + len("".join(element.itertext()))
        if element.tag == "TIMEX3" and text[at:end].strip():
            yield element, at, end
        at += len(element.text or "")
        for child in element:
            yield from walk(child, at)
            at += len("".join(child.itertext())) + len(child.tail or "")

    return walk(body, 0)


def found_in(document: Document) -> tuple[Timex, ...]:
    """What we find, without what lies on expressions left out of the score and on none of the scored."""
    dates = find_dates([("body", document.text)], document.published)
    found = sorted(Timex(m.start, m.end, date.value) for date in dates for m in date.mentions)
    return tuple(
        f for f in found
        if any(_overlap(f, g) for g in document.gold) or not any(_overlap(f, o) for o in document.left_out)
    )  # fmt: skip


def _overlap(one: Timex, other: Timex) -> bool:
    return one.start < other.end and other.start < one.end


def pairs(gold: Sequence[Timex], found: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """One to one, from left to right: each expression with the first one found on it."""
    left = list(found)
    paired = []
    for timex in gold:
        match = next((f for f in left if _overlap(timex, f)), None)
        if match:
            left.remove(match)
            paired.append((timex, match))
    return paired


@dataclass(slots=True)
class Scores:
    """Relaxed and strict extraction, and values."""

    relaxed: Score
    strict: Score
    value: Score

    @classmethod
    def of(cls, documents: Iterable[Document], *, intervals: bool) -> Scores:
        """Over all documents; without ``intervals`` those are neither asked for nor held against."""
        scores = cls(Score(), Score(), Score())
        for document in documents:
            gold, found = _scored(document, intervals=intervals)
            paired = pairs(gold, found)
            text = document.text
            for score, right in (
                (scores.relaxed, len(paired)),
                (scores.strict, sum(_bare(text, g) == _bare(text, f) for g, f in paired)),
                (scores.value, sum(g.value == f.value for g, f in paired)),
            ):
                score.right += right
                score.wrong += len(found) - right
                score.missed += len(gold) - right
        return scores


def _scored(document: Document, *, intervals: bool) -> tuple[list[Timex], list[Timex]]:
    gold, found = list(document.gold), list(found_in(document))
    if intervals:
        return gold, found
    days = [g for g in gold if "/" not in g.value]
    stretches = [g for g in gold if "/" in g.value]
    found = [
        f for f in found
        if any(_overlap(f, g) for g in days) or ("/" not in f.value and not any(_overlap(f, g) for g in stretches))
    ]  # fmt: skip
    return days, found


def _bare(text: str, timex: Timex) -> tuple[int, int]:
    """The span without a leading article and spaces, commas or full stops at its end."""
    lead = _LEAD.match(text, timex.start, timex.end)
    return lead.end() if lead else timex.start, timex.start + len(text[timex.start : timex.end].rstrip(" ,.\n"))


def errors(documents: Iterable[Document]) -> Iterator[str]:
    """A line for each expression missed (-), superfluous (+), or of another value (≠)."""
    for document in documents:
        found = found_in(document)
        paired = pairs(document.gold, found)
        for gold in document.gold:
            match = next((f for g, f in paired if g is gold), None)
            if match is None or match.value != gold.value:
                sign, got = ("≠", f" ours {match.value}") if match else ("-", "")
                yield f"{sign} {document.published} {_quoted(document.text, gold)} {gold.value}{got}"
        for extra in set(found) - {f for _, f in paired}:
            yield f"+ {document.published} {_quoted(document.text, extra)} {extra.value}"


def _quoted(text: str, timex: Timex) -> str:
    start, end = timex.start, timex.end
    return f"{text[max(0, start - 60) : start]}[{text[start:end]}]{text[end : end + 40]}".replace("\n", " ")


def speed(articles: Path, count: int = 2000, every: int = 6) -> float:
    """Tokens a second through ``find_dates`` alone, warm, on one core."""
    with lzma.open(articles, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, 0, count * every, every)]
    given = [([(name, r[name]) for name in TEXT_FIELDS if r.get(name)], r["published"]) for r in records]
    tokens = sum(len(_TOKEN.findall(text)) for texts, _ in given for _, text in texts)
    seconds = []
    for _ in range(3):
        start = time.process_time()
        for texts, published in given:
            find_dates(texts, published)
        seconds.append(time.process_time() - start)
    return tokens / min(seconds)


def main() -> None:
    """Print the table; with ``--errors`` what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=TIMEBANK)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    parser.add_argument("--speed", action="store_true", help="measure the speed instead")
    options = parser.parse_args()
    if options.speed:
        print(f"{speed(ROOT.parent / 'shared' / 'data' / 'orange' / 'articles.jsonl.xz'):,.0f} tokens/s")
        return
    paths = sorted(options.folder.glob("*.tml"))
    if not paths:
        raise SystemExit(f"{options.folder}: no *.tml file there; cure: name the folder of the French TimeBank")
    documents = [read(path) for path in paths]
    table = {
        "with intervals": Scores.of(documents, intervals=True),
        "days, months, years": Scores.of(documents, intervals=False),
        "days of times too": Scores.of([read(path, times=True) for path in paths], intervals=True),
    }
    if options.json:
        figures = {f"{name}, {level}": round(getattr(scores, level).f1, 4)
                   for name, scores in table.items() for level in ("relaxed", "strict", "value")}  # fmt: skip
        print(json.dumps(figures, ensure_ascii=False))
        return
    print(f"{len(documents)} articles, {sum(len(d.gold) for d in documents)} dates")
    for name, scores in table.items():
        for level in ("relaxed", "strict", "value"):
            score: Score = getattr(scores, level)
            print(f"{name:20} {level:8} P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
    for line in errors(documents) if options.errors else ():
        print(line)


if __name__ == "__main__":
    main()

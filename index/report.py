"""What a run came to: counted from what is known of every record of its sources, told as text and as JSON.

All numbers describe the sources as they are, also files that had not changed and were not read: a second run over
the same files says the same of rejections, repeats and dates as the first.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from index.article import Rejected
from index.ingest import Outcome
from index.ledger import LOST
from index.settlement import Fates, fates, to_keep

WITHOUT_DATE = ""
"""Stands for the year of an article without a date."""

_QUOTED = re.compile(r"""(?<!\w)'[^']*'(?!\w)|"[^"]*"|«[^»]*»|(?<=its fields: )[^)]*""")
_NUMBER = re.compile(r"\d[\d,. ]*(?<=\d)")
_MOST_REASONS = 8
_MOST_SOURCES = 8
_MOST_YEARS = 6
_LONGEST_REASON = 160


@dataclass(slots=True)
class FileCounts:
    """Files of the sources: found, read in this run, the same as before; ``gone`` since, and ``shrunk``: changed
    so that articles they had are no more; ``lost_articles``: what the index still has of both, until it is pruned."""

    found: int = 0
    read: int = 0
    same: int = 0
    gone: int = 0
    shrunk: int = 0
    lost_articles: int = 0
    bytes_read: int = 0


@dataclass(slots=True)
class Summary:
    """What a run came to.

    ``articles`` is how many the index now holds. Of those of the sources ``added`` are new, ``updated`` changed,
    ``unchanged`` the same; ``read`` were read in this run, ``resumed`` of them by one that was interrupted;
    ``duplicates`` repeat another, ``older`` are revisions of one that is kept; ``removed`` are no more. ``reasons``:
    how often a record was rejected for which reason; ``by_source_and_year``: the articles of the sources, the year ""
    for those without date. ``entities`` is the file of the user's corrections ("" for none), ``corrections`` how many
    it has; ``seconds`` wall-clock time.
    """

    index: str
    articles: int = 0
    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    older: int = 0
    removed: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    without_date: int = 0
    by_source_and_year: dict[str, dict[str, int]] = field(default_factory=dict)
    files: FileCounts = field(default_factory=FileCounts)
    resumed: int = 0
    rejected_path: str = ""
    entities: str = ""
    corrections: int = 0
    seconds: float = 0.0
    version: str = ""

    @property
    def rate(self) -> float:
        """Articles read a second, those apart that an interrupted run had done."""
        return max(0, self.read - self.resumed) / self.seconds if self.seconds else 0.0

    def as_json(self) -> dict[str, Any]:
        """All of it; ``new``, ``changed`` and ``same`` are ``added``, ``updated`` and ``unchanged`` by other names."""
        return asdict(self) | {
            "new": self.added,
            "changed": self.updated,
            "same": self.unchanged,
            "articles_per_second": round(self.rate, 1),
            "files_per_second": round(self.files.found / self.seconds, 1) if self.seconds else 0.0,
        }

    def as_text(self) -> str:
        """Some lines."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield (
            f"{self.articles:,} articles in {self.index}: {self.added:,} added, {self.updated:,} updated,"
            f" {self.unchanged:,} unchanged, {self.duplicates:,} repeated, {self.rejected:,} rejected;"
            f" {self.seconds:.1f} s ({self.rate:,.0f} articles/s)"
        )
        yield (
            f"files: {self.files.found:,} found, {self.files.read:,} read ({self.files.bytes_read / 1e6:,.1f} MB),"
            f" {self.files.same:,} the same; {self.read:,} articles read"
        )
        if self.resumed:
            yield f"resumed: {self.resumed:,} of them were already indexed by a run that was interrupted"
        if self.older:
            yield f"older: {self.older:,} are earlier revisions of articles that are kept"
        if self.removed:
            yield f"removed: {self.removed:,} articles that the files have no more"
        yield from self._lost()
        if self.without_date:
            yield f"without date: {self.without_date:,}"
        yield from self._sources()
        if self.entities:
            yield f"corrected by the {self.corrections:,} rules of {self.entities}"
        if self.rejected:
            yield from _first(self.reasons, _MOST_REASONS, "rejected: ")
            yield f"rejected records, with the reasons: {self.rejected_path}"

    def _lost(self) -> Iterator[str]:
        files = self.files
        if files.lost_articles or files.gone:
            said = [f"{_of(files.gone, 'file is', 'files are')} gone"] * bool(files.gone)
            said += [f"{_of(files.shrunk, 'changed file has', 'changed files have')} articles no more"] * bool(
                files.shrunk
            )
            yield f"{' and '.join(said)}; --prune removes their {_of(files.lost_articles, 'article', 'articles')}"

    def _sources(self) -> Iterator[str]:
        most = sorted(self.by_source_and_year.items(), key=lambda each: (-sum(each[1].values()), each[0]))
        for source, years in most[:_MOST_SOURCES]:
            latest = sorted((year for year in years if year != WITHOUT_DATE), reverse=True)
            said = [f"{year} {years[year]:,}" for year in latest[:_MOST_YEARS]]
            if earlier := sum(years[year] for year in latest[_MOST_YEARS:]):
                said.append(f"before {earlier:,}")
            if WITHOUT_DATE in years:
                said.append(f"undated {years[WITHOUT_DATE]:,}")
            yield f"source: {source or '(none named)'}: {', '.join(said)}"
        if rest := most[_MOST_SOURCES:]:
            yield f"source: {len(rest):,} more: {sum(sum(years.values()) for _, years in rest):,}"


def _first(counts: dict[str, int], most: int, label: str) -> Iterator[str]:
    for reason, count in [*counts.items()][:most]:
        yield f"{label}{count:,} × {reason[:_LONGEST_REASON]}"
    if rest := [*counts.values()][most:]:
        yield f"{label}{sum(rest):,} × for {len(rest):,} more reasons"


def _of(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def counted(summary: Summary, outcome: Outcome) -> list[Rejected]:
    """Fill the summary; gives the rejected records of the sources, in the order of the files."""
    found = fates(outcome.gathered, outcome.settlement)
    gathered, records = outcome.gathered, outcome.gathered.ledger.records
    summary.articles, summary.version = outcome.made.articles, outcome.made.version
    summary.added, summary.updated, summary.unchanged = (int(m.sum()) for m in (found.new, found.changed, found.same))
    summary.duplicates, summary.older = int(found.repeated.sum()), int(found.older.sum())
    summary.removed, summary.resumed = len(outcome.settlement.removed), outcome.resumed
    summary.read = int(gathered.ledger.files["records"][gathered.part >= 0].sum())
    articles = found.new | found.changed | found.same
    summary.without_date = int((articles & (records["year"] == 0)).sum())
    summary.by_source_and_year = _by_source_and_year(outcome, np.flatnonzero(articles))
    summary.files = _files(outcome)
    rejected = [*_rejected(outcome, found)]
    summary.rejected = len(rejected)
    summary.reasons = dict(Counter(general(each.reason) for each in rejected).most_common())
    return rejected


def general(reason: str) -> str:
    """The reason without what differs from record to record: what is quoted, and numbers.

    >>> general("id 'a1' was already read at line 12")
    'id … was already read at line N'
    """
    return _NUMBER.sub("N", _QUOTED.sub("…", reason))


def _by_source_and_year(outcome: Outcome, places: np.ndarray[Any, np.dtype[np.int64]]) -> dict[str, dict[str, int]]:
    records = outcome.gathered.ledger.records
    sources, years = records.texts["source"], records["year"]
    counts = Counter((sources[place], int(years[place])) for place in places.tolist())
    found: dict[str, dict[str, int]] = {}
    for (source, year), count in sorted(counts.items()):
        name = source.decode("utf-8", "replace")
        found.setdefault(name, {})[f"{year:04d}" if year else WITHOUT_DATE] = count
    return found


def _files(outcome: Outcome) -> FileCounts:
    found, kept = outcome.found, to_keep(outcome.gathered, outcome.settlement)[0].files
    lost = np.flatnonzero((kept["flags"] & LOST) != 0).tolist()
    paths = [kept.texts["path"][place] for place in lost]
    below = [(path, int(kept["records"][place])) for path, place in zip(paths, lost, strict=True) if found.holds(path)]
    present = {found.paths[place] for place in range(len(found))} if below else set()
    return FileCounts(
        found=len(found),
        read=outcome.files_read,
        same=int(outcome.comparison.same.sum()),
        gone=len({path for path, _ in below if path not in present}),
        shrunk=len({path for path, _ in below if path in present}),
        lost_articles=sum(count for _, count in below),
        bytes_read=outcome.bytes_read,
    )


def _rejected(outcome: Outcome, found: Fates) -> Iterator[Rejected]:
    """The rejected records of the sources' files, and those whose id is taken."""
    ledger, winner = outcome.gathered.ledger, outcome.settlement.winner
    rejected, records = ledger.rejected, ledger.records
    of = ledger.file_of_records()
    of_rejected = np.repeat(np.arange(len(ledger.files)), ledger.files["rejected"])
    conflicts = np.flatnonzero(found.conflicting)
    mine = np.flatnonzero(of_rejected < outcome.gathered.mine)
    order = np.lexsort((
        np.repeat([0, 1], [len(mine), len(conflicts)]), np.concatenate([of_rejected[mine], of[conflicts]]),
    ))  # fmt: skip
    shown = _Shown(outcome)
    for place in order.tolist():
        if place < len(mine):
            n = int(mine[place])
            origin = shown(int(of_rejected[n])) + _text(rejected.texts["place"][n])
            yield Rejected(origin, int(rejected["line"][n]), _text(rejected.texts["reason"][n]))
        else:
            n = int(conflicts[place - len(mine)])
            origin = shown(int(of[n])) + _text(records.texts["place"][n])
            path, colon, line = origin.rpartition(":")
            first = int(winner[n])
            of_first = shown(int(of[first])) + _text(records.texts["place"][first])
            reason = (
                f"id {_text(records.texts['id'][n])!r} was already read with another content"
                f" (in {of_first!r}); the first is kept; cure: ids of their own"
            )
            yield Rejected(path, int(line), reason) if colon and line.isdecimal() else Rejected(origin, 0, reason)


class _Shown:
    """How a file of the gathered ones is called by the user."""

    def __init__(self, outcome: Outcome) -> None:
        self._files = outcome.gathered.ledger.files
        self._found = outcome.found
        self._places: dict[int, int] = {}
        self._by_key = {int(key): place for place, key in enumerate(outcome.found.keys.tolist())}

    def __call__(self, file: int) -> str:
        place = self._by_key.get(int(self._files["key"][file]))
        path = self._found.shown(place) if place is not None else _text(self._files.texts["path"][file])
        return path.encode("utf-8", "replace").decode()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def as_line(rejected: Rejected) -> str:
    """A rejected record as a line of JSON."""
    return json.dumps(asdict(rejected), ensure_ascii=False) + "\n"

"""A date facet as bars: every bar a link to its stretch of time, heights in per cent of the tallest.

Where years of publication are too many to be told apart they are gathered by ten, a hundred … so that
one can go from centuries to days; where years cannot be added up, the bars scroll instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.request import DateFilter, SearchRequest
from search.result import FacetResult
from web import links
from web.i18n import display
from web.language import counted, lang, t

# At 280 pixels of column, thinner bars could be neither hit nor told apart.
MAX_BARS = 40
_STEPS = ((1, "year"), (10, "decade"), (100, "century"), (1000, "millennium"))
# Facets of which an article has one date at most. Only there may years be added up: an article that
# speaks of 1941 and of 1944 would count twice in its decade, and counts are exact.
_ONE_EACH = ("date",)
# A bar that is not nought must be seen: two per cent of the height is a pixel or two.
_LEAST = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """``tick`` is the short label below, ``label`` the full one; ``height`` in per cent of the tallest."""

    tick: str
    label: str
    count: int
    height: float
    href: str
    selected: bool

    @property
    def sentence(self) -> str:
        """Its accessible name."""
        return t("histogram.bar", period=self.label, articles=counted("count.articles", self.count))

    @property
    def top(self) -> float:
        """Where it begins, from above, in per cent."""
        return round(100 - self.height, 2)


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars of a date facet; ``out`` zooms out ("" when nothing is narrowed), to ``out_label``."""

    name: str
    level: str
    bars: tuple[Bar, ...]
    peak: int
    without: int
    out: str
    out_label: str
    asked: DateFilter

    @property
    def sparse(self) -> int:
        """Every how many bars a tick is shown, so that ticks never touch: about eight in all."""
        return max(1, -(-len(self.bars) // (12 if self.level == "month" else 8)))


Bucket = tuple[str, str, int]


def view(result: FacetResult, wanted: SearchRequest) -> Histogram:
    """The histogram of that search."""
    asked = wanted.date(result.name)
    buckets = [(v.value, v.value, v.count) for v in result.values]
    level = result.level or "year"
    if level == "year":
        buckets = list(_inside(buckets, asked))
        if result.name in _ONE_EACH:
            buckets, level = gather(buckets)
    peak = max((count for *_, count in buckets), default=0)
    out = wider(asked)
    return Histogram(
        name=result.name,
        level=level,
        bars=tuple(_bar(bucket, level, peak, wanted, asked) for bucket in buckets),
        peak=peak,
        without=result.without,
        out="" if out is None else links.search(wanted.with_dates(result.name, out, out)),
        out_label=display.date(out, lang()) if out else t("histogram.everything"),
        asked=asked,
    )


def _inside(buckets: Iterable[Bucket], asked: DateFilter) -> Iterable[Bucket]:
    """The years of the stretch asked for, when it spans several: choosing a decade zooms into it."""
    several = asked.first[:4] != asked.last[:4]
    low, high = (asked.first[:4] or "0000", asked.last[:4] or "9999") if several else ("0000", "9999")
    return (b for b in buckets if low <= b[0] <= high)


def gather(years: Sequence[Bucket]) -> tuple[list[Bucket], str]:
    """Years as they are, or added up by decades or centuries when they would be too many bars.

    >>> gather([(str(y), str(y), 1) for y in range(1900, 2000)])[0][0]
    ('1900', '1909', 10)
    """
    step, level = next(
        (step, level) for step, level in _STEPS if len({int(y) // step for y, *_ in years}) <= MAX_BARS or step == 1000
    )
    if step == 1:
        return list(years), level
    sums: dict[int, int] = {}
    for year, _, count in years:
        sums[int(year) // step] = sums.get(int(year) // step, 0) + count
    return [(f"{n * step:04d}", f"{n * step + step - 1:04d}", count) for n, count in sorted(sums.items())], level


def _bar(bucket: Bucket, level: str, peak: int, wanted: SearchRequest, asked: DateFilter) -> Bar:
    first, last, count = bucket
    selected = (asked.first, asked.last) == (first, last)
    target = wanted.with_dates(asked.facet, *_toggled(first, last, selected=selected))
    height = max(_LEAST, round(100 * count / peak, 2)) if count else 0.0
    label = display.date(first, lang()) if first == last else f"{int(first)} – {int(last)}"
    return Bar(_tick(first, level), label, count, height, links.search(target), selected)


def _toggled(first: str, last: str, *, selected: bool) -> tuple[str, str]:
    """What a click on a bar asks for: its stretch, or the wider one when it is already chosen."""
    if not selected:
        return first, last
    out = wider(DateFilter("", first, last)) or ""
    return out, out


def _tick(first: str, level: str) -> str:
    if level == "month":
        return display.month_initial(first, lang())
    return str(int(first[8:10])) if level == "day" else first[:4].lstrip("0") or "0"


def wider(asked: DateFilter) -> str | None:
    """The stretch one level up: the month of a day, the year of a month, "" (all) of anything else;
    None when nothing is asked.

    >>> [wider(DateFilter("", d, d)) for d in ("2017-03-05", "2017-03", "2017")]
    ['2017-03', '2017', '']
    """
    if not asked.first and not asked.last:
        return None
    for length, shorter in ((10, 7), (7, 4)):
        if asked.first == asked.last and len(asked.first) == length:
            return asked.first[:shorter]
    return ""

"""The active filters in words, each with the address of the search without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.schema import FACETS, roll_up
from search.request import DateFilter, Filter, SearchRequest
from web import links
from web.i18n import display
from web.language import lang, t

Address = Callable[[SearchRequest], str]


@dataclass(frozen=True, slots=True)
class Chip:
    """``label`` names the facet ("" for options), ``text`` says the filter, ``remove`` is the address
    without it; ``excluded`` tells a refused value."""

    label: str
    text: str
    remove: str
    excluded: bool = False

    @property
    def sentence(self) -> str:
        """Both, for a reader who hears them."""
        return f"{self.label}{t('chip.colon')}{self.text}" if self.label else self.text


def chips(wanted: SearchRequest, address: Address = links.search) -> list[Chip]:
    """The chips of a search, in the order of the facets; ``address`` says where a search without one is shown."""
    shown: list[Chip] = []
    for facet in FACETS:
        shown += _values(wanted, facet.name, address)
        shown += [_dates(wanted, d, address) for d in wanted.dates if d.facet == facet.name]
    return shown + _options(wanted, address)


def cleared(wanted: SearchRequest, address: Address = links.search) -> str:
    """The address of the query alone, in its order: no chip left."""
    return address(replace(wanted.without_filters(), match="all", accents="loose", within=False))


def _values(wanted: SearchRequest, facet: str, address: Address) -> list[Chip]:
    label = t(f"facet.{facet}.within" if wanted.within and roll_up(facet) else f"facet.{facet}.one")
    seen: set[str] = set()
    shown = []
    for f in (f for mode in ("any", "all", "not") for f in wanted.filters if (f.facet, f.mode) == (facet, mode)):
        wording = _WORDINGS[f.mode][f.mode in seen]
        seen.add(f.mode)
        remove = address(_without(wanted, f))
        shown.append(Chip(label, t(wording, value=f.value), remove, f.mode == "not"))
    return shown


# What is said of the first value of a mode, and of the next.
_WORDINGS = {"any": ("chip.any", "chip.or"), "all": ("chip.all", "chip.and"), "not": ("chip.not", "chip.not")}


def _without(wanted: SearchRequest, f: Filter) -> SearchRequest:
    """Without that very filter: the same value may stand in another mode."""
    return replace(wanted.first_page(), filters=tuple(x for x in wanted.filters if x != f))


def _dates(wanted: SearchRequest, asked: DateFilter, address: Address) -> Chip:
    remove = address(wanted.with_dates(asked.facet, "", ""))
    return Chip(t(f"facet.{asked.facet}.one"), stretch(asked), remove)


def stretch(asked: DateFilter) -> str:
    """A stretch of days in words: « mars 2017 », « de 2015 à mars 2017 », « à partir de 2015 »."""
    if asked.first == asked.last:
        key = "dates.exactly"
    elif asked.first and asked.last:
        key = "dates.between"
    else:
        key = "dates.since" if asked.first else "dates.until"
    return t(key, first=display.date(asked.first, lang()), last=display.date(asked.last, lang()))


def _options(wanted: SearchRequest, address: Address) -> list[Chip]:
    shown = []
    if wanted.copies_of:
        shown.append(Chip("", t("chip.copies_of"), address(wanted.with_copies_of(""))))
    if wanted.match == "any":
        shown.append(Chip("", t("chip.match"), address(replace(wanted.first_page(), match="all"))))
    if wanted.accents == "strict":
        shown.append(Chip("", t("chip.accents"), address(replace(wanted.first_page(), accents="loose"))))
    return shown

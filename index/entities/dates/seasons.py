"""Seasons, quarters and feasts: "cet été", "au printemps 2018", "premier trimestre 2020", "Noël 2013"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.calendar import iso_prefix
from index.entities.dates.family import Context, Family, Found, one
from index.entities.dates.reference import day_value
from index.entities.dates.words import YEAR

# First and last day of each season, to the day usual in the calendar; winter ends in the next year.
_SEASONS = {
    "printemps": ("03-20", "06-20"),
    "ete": ("06-21", "09-22"),
    "automne": ("09-23", "12-20"),
    "hiver": ("12-21", "03-19"),
}
_MIDDLE = {"printemps": 5, "ete": 8, "automne": 11, "hiver": 1}


def _season(match: re.Match[str], context: Context) -> Iterator[Found]:
    season = match["season"]
    year = int(match["year"]) if match["year"] else _season_year(match, context)
    return one(match, season_value(season, year) if year else None)


def season_value(season: str, year: int) -> str:
    """The days of the season that begins in ``year``, as an interval."""
    first, last = _SEASONS[season]
    return f"{year:04d}-{first}/{year + (season == 'hiver'):04d}-{last}"


def _season_year(match: re.Match[str], context: Context) -> int | None:
    month = _MIDDLE[match["season"]]
    direction = context.direction(match["which"], match.start(), match.end())
    if match["this"] and context.reference.year:
        year: int | None = context.reference.year
    else:
        year = context.reference.year_of(month, None, direction)
    # Winter is called by its January; it begins the year before.
    return year - 1 if year and match["season"] == "hiver" else year


_ORDINALS = {"premier": 1, "1er": 1, "deuxieme": 2, "second": 2, "2e": 2, "2eme": 2, "troisieme": 3, "3e": 3, "3eme": 3,
             "quatrieme": 4, "dernier": 4, "4e": 4, "4eme": 4}  # fmt: skip


def _quarter(match: re.Match[str], context: Context) -> Iterator[Found]:
    """A quarter or a half of a year said; without a year it is the publication's."""
    year = int(match["year"]) if match["year"] else context.reference.year
    size = 3 if match["unit"] == "trimestre" else 6
    last = _ORDINALS[match["which"]] * size
    if year is None or last > 12 or (match["which"] == "dernier" and not match["year"]):
        return iter(())
    return one(match, f"{iso_prefix(year, last - size + 1)}/{iso_prefix(year, last)}")


_FEASTS = {
    "noel": "12-25",
    "nouvel an": "01-01",
    "saint-sylvestre": "12-31",
    "toussaint": "11-01",
    "assomption": "08-15",
}


def _feast(match: re.Match[str], context: Context) -> Iterator[Found]:
    """The feast of the year said, else the nearest one."""
    month, day = map(int, _FEASTS[" ".join(match["feast"].split())].split("-"))
    if match["year"]:
        return one(match, iso_prefix(int(match["year"]), month, day))
    direction = context.direction(None, match.start(), match.end())
    return one(match, day_value(context.reference.year_of(month, day, direction), month, day))


_OTHER_CALENDARS = (
    "(?:chinois|lunaire|juif|berbere|russe|orthodoxe|amazigh|vietnamien|hindou|tibetain|iranien|persan|musulman)"
)
_BEGINS = "|".join(f"{before}{season}" for season in _SEASONS for before in ("", "ce ", "cet "))

FAMILIES = (
    Family(
        "season",
        _BEGINS,
        rf"(?:(?:(?P<this>cet |ce )|(?<=l')|(?<=au\x20)|(?<=le\x20)|(?<=du\x20))(?P<season>printemps|ete|automne|hiver)"
        rf" (?:(?:de )?(?P<year>{YEAR})|(?P<which>dernier|prochain|passe)))(?!\w)",
        _season,
    ),
    Family(
        "this season",
        _BEGINS,
        r"(?P<this>cet |ce )(?P<season>printemps|ete|automne|hiver)(?P<year>(?!))?(?P<which>(?!))?(?![\w-])",
        _season,
    ),
    Family(
        "quarter",
        "|".join(f"{which} " for which in _ORDINALS),
        rf"(?P<which>{'|'.join(_ORDINALS)}) (?P<unit>trimestre|semestre)(?: (?:de )?(?P<year>{YEAR}))?(?!\w)",
        _quarter,
    ),
    Family("feast", "|".join(_FEASTS), rf"(?P<feast>{'|'.join(_FEASTS)}) (?P<year>{YEAR})(?!\w)", _feast),
    # Without a year the others mostly name something else: "le père Noël", "les vacances de la Toussaint".
    Family(
        "feast of no year",
        "nouvel an",
        rf"(?<!concert\x20du\x20)(?P<feast>nouvel an)(?P<year>(?!))?(?! {_OTHER_CALENDARS})(?![\w-])",
        _feast,
    ),
)

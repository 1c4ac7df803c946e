"""Decades and centuries: "les années 1990", "les années vingt", "au XIXe siècle", "le siècle dernier"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.entities.dates.family import Context, Family, Found, one
from index.entities.numerals import roman

_DECADES = {
    "vingt": 1920, "trente": 1930, "quarante": 1940, "cinquante": 1950, "soixante": 1960, "soixante-dix": 1970,
    "quatre-vingt": 1980, "quatre-vingts": 1980, "quatre-vingt-dix": 1990,
}  # fmt: skip
_ORDINALS = {
    "premier": 1, "1er": 1, "ier": 1, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6,
    "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "onzieme": 11, "douzieme": 12, "treizieme": 13,
    "quatorzieme": 14, "quinzieme": 15, "seizieme": 16, "dix-septieme": 17, "dix-huitieme": 18, "dix-neuvieme": 19,
    "vingtieme": 20, "vingt et unieme": 21,
}  # fmt: skip
_NEXT_CENTURY = 22


def _decade(match: re.Match[str], _context: Context) -> Iterator[Found]:
    for group in ("decade", "other"):
        if match[group]:
            start = match.start() if group == "decade" else match.start(group)
            first = _first_year(match[group])
            yield Found(start, match.end(group), f"{first:04d}/{first + 9:04d}")


def _first_year(decade: str) -> int:
    """As in "90", "1990" and "quatre-vingt-dix" → 1990; "10" and "20" are of this century, "30" of the last."""
    if not decade.isdigit():
        return _DECADES[decade]
    year = int(decade)
    if year >= 100:
        return year
    return 2000 + year if year <= 20 else 1900 + year


def _century(match: re.Match[str], _context: Context) -> Iterator[Found]:
    """As in "XIXe siècle" is 1801 to 1900. Before our era there is no value: ISO prefixes begin at year 1."""
    if match["before"]:
        return
    if match["other"] and 0 < (count := _number(match["other"])) < _NEXT_CENTURY:
        yield Found(*match.span("first"), _years(count))
    if 0 < (count := _number(match["century"])) < _NEXT_CENTURY:
        yield Found(match.start("century"), match.end(), _years(count))


def _number(century: str) -> int:
    """1 for the first; 0 when it is no numeral."""
    return _ORDINALS.get(" ".join(century.split())) or (int(century) if century.isdigit() else roman(century))


def _years(century: int) -> str:
    return f"{century * 100 - 99:04d}/{century * 100:04d}"


def _last_century(match: re.Match[str], context: Context) -> Iterator[Found]:
    """As in "au siècle dernier": from 2001 on, 1901 to 2000."""
    year = context.reference.year
    return one(match, _years((year - 1) // 100) if year and year > 100 else None)


_CENTURY = rf"(?:{'|'.join(_ORDINALS)}|[xvi]+|[0-9]{{1,2}})"
_ORDINAL = r"(?:ieme|eme|e|°|ᵉ|re|r)?"
_ERA = r"(?P<before> av(?:ant|\.) (?:j\.?-? ?-?c\.?|jesus|notre ere)(?:-christ)?)"
_PART = "(?:(?:debut|fin|milieu) du )?"
_ROUND = r"(?:1[0-9]|20)?[0-9]0(?![0-9%])"
_DECADE_WORD = rf"(?:{'|'.join(sorted(_DECADES, key=len, reverse=True))})(?![\w-])"

FAMILIES = (
    Family(
        "decade",
        "debut d|fin d|milieu d|annees|decennie",
        rf"(?:(?:debut|fin|milieu) des )?(?:annees|decennies?)[ -]"
        rf"(?P<decade>{_ROUND}|{_DECADE_WORD})s?(?:(?:-|/| et | ou | a |, )(?P<other>{_ROUND}|{_DECADE_WORD}))?",
        _decade,
    ),
    Family(
        "century",
        "|".join(
            ("debut d", "fin d", "milieu d", "[0-9]", "[ivx]+[ierm°ᵉ]*(?![a-z])", "[ivx]+[ierm°ᵉ]*siecle", *_ORDINALS)
        ),
        rf"{_PART}(?:(?P<first>(?P<other>{_CENTURY}){_ORDINAL})(?: siecle)?(?: et (?:au |le )?| au |-| ou ))?"
        rf"(?P<century>{_CENTURY}){_ORDINAL} ?siecles?(?!\w)(?:{_ERA}| apres (?:j\.?-?c\.?|jesus-christ))?",
        _century,
    ),
    Family("before our era", "[0-9]", rf"[0-9]{{1,4}}{_ERA}", lambda _match, _context: iter(())),
    Family("last century", "debut d|fin d|milieu d|siecle ", rf"{_PART}siecle (?:dernier|passe)(?!\w)", _last_century),
)

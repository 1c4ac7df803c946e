"""Names of peoples: "russe", "les Parisiens" are no places, but tell of one.

Useful for: keeping them apart from places, and as a hint that a person's name or nationality is near.
Not for: places; a demonym never is a mention of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from index.entities.fold import fold, word_set

_LIST = Path(__file__).parent / "data" / "demonyms.tsv"
_PLACES_TOO = word_set(
    "argentine corse limousin lorraine malouines perse philippines suisse toscane vatican"
)  # with a capital
UNTOLD = "-"  # more than one country, or none: "africain", "kurde", "congolais"


def demonym_country(word: str) -> str:
    """ISO 3166-1 code of the country that a demonym belongs to; "-" where it is several or none; "" for other words.

    In any gender, number and case, but "Suisse" and "Argentine" with a capital are the countries; of regions and
    cities too.

    >>> demonym_country("Parisiennes"), demonym_country("grecque"), demonym_country("africains"), demonym_country("Suisse")
    ('FR', 'GR', '-', '')
    """
    folded = fold(word)
    return "" if folded in _PLACES_TOO and word[0].isupper() else _demonyms().get(folded, "")


@cache
def _demonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _LIST.read_text("utf-8").splitlines()[1:]:
        masculine, country, others = line.split("\t")
        for form in _forms(fold(masculine), fold(others)):
            found[form] = country if country and found.get(form, country) == country else UNTOLD
    return found


def _forms(masculine: str, others: str) -> Iterator[str]:
    """Masculine and feminine, singular and plural; ``others`` gives the irregular ones: feminine, then plurals."""
    given = others.split("|") if others else [_feminine(masculine)]
    yield from (masculine, *given)
    if len(given) == 1:
        yield masculine if masculine[-1] in "sx" else f"{masculine}s"
        yield f"{given[0]}s"


def _feminine(masculine: str) -> str:
    if masculine.endswith("e"):
        return masculine
    if masculine.endswith("en"):
        return f"{masculine}ne"
    return f"{masculine}e"

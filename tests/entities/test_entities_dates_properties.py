"""Dates in any text: none is missed where it is not tried, spans are true, values are on a calendar."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.entities.calendar import first_day, has_year, last_day
from index.entities.dates import _FAMILIES, _SCAN, find_dates
from index.entities.fold import _FOLDED, fold

# What French dates are made of, and what looks like them.
_WORDS = (
    "lundi|mardi|dimanche|3|1er|premier|31|29|0|février|mars|avril|mai|septembre|déc.|oct|2019|1789|68|98|'68|12/03/2020|17/03|2020-03-12|"
    "31/12/99|hier|demain|aujourd’hui|avant-hier|ce jour|la veille|le lendemain|la nuit de|la nuit du|à|au|du|et|de|d’|l’|le|la|les|"
    "dernier|prochain|dernière|passé|an|année|années|mois|semaine|week-end|cette|ce|cet|été|hiver|printemps|début|fin|mi-|milieu|"
    "tout|courant|il y a|voilà|que|dans|deux|vingt|trente|soixante-dix|quatre-vingts|ans|jours|jour pour jour|siècle|siècles|XIXe|"
    "XVIIIᵉ|dix-neuvième|avant J.-C.|trimestre|deuxième|Noël|Nouvel An|Toussaint|jusqu’au|avant|publié|sera|a déclaré|soir|,|.|-|–|/|"
    " |  |\n|\u00a0|\u202f|İ|É|²|9999|0001|personnes|h|30"
)
_PIECES = st.sampled_from([*_WORDS.split("|"), "|"])
TEXTS = st.one_of(st.lists(_PIECES, max_size=30).map(" ".join), st.lists(_PIECES, max_size=30).map("".join), st.text())
PUBLISHED = st.one_of(st.dates().map(str), st.sampled_from(["", "2017", "2017-03", "0001-01-01", "9999-12-31", "x"]))


@settings(max_examples=600, deadline=None)
@given(TEXTS)
def test_no_family_matches_where_none_is_said_to_begin(text: str) -> None:
    folded = fold(text)
    for match in re.finditer(r"(?<![\w$€£#@])", folded):
        begins = [f.name for f in _FAMILIES if f.pattern.match(folded, match.start())]
        scanned = _SCAN.match(folded, match.start())
        assert bool(begins) == bool(scanned), folded
        assert not scanned or _FAMILIES[(scanned.lastindex or 1) - 1].name == begins[0]


@settings(max_examples=600, deadline=None)
@given(TEXTS, TEXTS, PUBLISHED)
def test_any_text(title: str, body: str, published: str) -> None:
    texts = {"title": title, "body": body}
    ends = dict.fromkeys(texts, 0)
    found = find_dates(texts.items(), published)
    for mention in sorted((m for d in found for m in d.mentions), key=lambda m: m.start):
        assert ends[mention.field] <= mention.start < mention.end
        assert texts[mention.field][mention.start : mention.end] == mention.text
        ends[mention.field] = mention.end
    for date in found:
        if has_year(date.value):
            assert dt.date.min <= first_day(date.value) <= last_day(date.value) <= dt.date.max
        else:
            assert re.fullmatch(r"XXXX-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?", date.value)


_NO_YEAR = st.sampled_from([word for word in _WORDS.split("|") if not re.search(r"\d|siècle|années", word)])


@given(st.lists(_NO_YEAR, max_size=30).map(" ".join))
def test_no_year_is_invented(text: str) -> None:
    """Without a publication date: weekdays, months and what is relative tell no year."""
    assert [d.value for d in find_dates([("body", text)]) if has_year(d.value)] == []


@given(st.text())
def test_folding_by_replacement_is_folding_by_table(text: str) -> None:
    """But for capitals outside the Latin script, which the table leaves as they are."""
    latin = "".join(c for c in text if ord(c) < 0x370 or 0x1E00 <= ord(c) < 0x1F00 or 0x2000 <= ord(c) < 0x2100)
    assert fold(latin) == latin.translate(_FOLDED)

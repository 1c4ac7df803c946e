"""What holds for any text: nothing raises, offsets are true, mentions of a kind never overlap."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.entities import annotate
from index.entities.calendar import first_day, has_year, last_day
from index.entities.dates import precision_of
from index.entities.fold import fold, plain
from index.entities.locate import locate

WORDS = (
    "Emmanuel Macron|M.|de|Le|à|Paris|(Var)|dans la|Vienne|Corée du Nord|mardi|13|septembre|1er|31|février|9999|2017|du|au|"
    "prochain|dernier|week-end du|il y a|deux|ans|XIXe|siècle|avant J.-C.|années 90|l’|d'|-|, |.|\n\n|\n|é|İ|ß|ﬁ|\u00a0|\u202f|"
    "rue|Victor Hugo|8e arrondissement|Noël|2 000|nuit de|lundi|à|mardi|hiver|dans|300|1|0"
)
PIECES = st.sampled_from(WORDS.split("|"))
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)
PUBLISHED = st.one_of(
    st.dates().map(str), st.sampled_from(["", "2017", "2017-03", "0001-01-01", "9999-12-31", "9999", "²²²²", "x"])
)


@settings(max_examples=400, deadline=None)
@given(title=TEXTS, body=TEXTS, published=PUBLISHED)
def test_any_text(title, body, published):
    texts = {"title": title, "body": body}
    found = annotate(texts.items(), published)
    for kind in (found.persons, found.places, found.dates):
        mentions = [m for entity in kind for m in entity.mentions]
        for m in mentions:
            assert texts[m.field][m.start : m.end] == m.text != ""
        spans = sorted((m.field, m.start, m.end) for m in mentions)
        for (field, _, end), (other, start, _) in pairwise(spans):
            assert field != other or end <= start
        assert len({entity.value for entity in kind}) == len(kind)
    for date in found.dates:
        assert date.precision == precision_of(date.value)
        if has_year(date.value):
            assert first_day(date.value) <= last_day(date.value)


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(plain(text)) == len(text)


@given(name=st.text(min_size=1, max_size=20), text=st.text(max_size=60))
def test_locate_never_raises(name, text):
    for m in locate(name, [("body", text + name)]):
        assert (text + name)[m.start : m.end] == m.text

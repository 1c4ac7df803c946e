"""Texts with spans: whatever overlaps, the text stays the text and the markup stays well-formed."""

from __future__ import annotations

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from web.annotated import Entity, inline, paragraphs


def entity(start: int, end: int, href: str = "/x") -> Entity:
    return Entity(start, end, "person", "t", href)


Spans = list[tuple[int, int]]

CASES: tuple[tuple[str, Spans, Spans, str], ...] = (
    ("a bc d", [], [], "a bc d"),
    ("a bc d", [], [(2, 4)], "a <mark>bc</mark> d"),
    ("a bc d", [(2, 4)], [], "a [bc] d"),
    ("a bc d", [(2, 4)], [(0, 3)], "<mark>a </mark>[<mark>b</mark>c] d"),
    ("a bc d", [(2, 4)], [(3, 6)], "a [b<mark>c</mark>]<mark> d</mark>"),
    ("a bc d", [(0, 4), (2, 4)], [], "[a bc] d"),
    ("a bc d", [(0, 3), (2, 6)], [], "a [bc d]"),
    ("abc", [(-1, 2), (2, 9), (2, 2), (3, 1)], [(-4, 2), (1, 1), (2, 99)], "ab<mark>c</mark>"),
    ("<b>&", [(0, 3)], [(3, 4)], "[&lt;b&gt;]<mark>&amp;</mark>"),
    ("a\nb", [], [], "a<br>b"),
)


def test_spans_are_wrapped():
    for text, entities, marks, expected in CASES:
        shown = str(inline(text, [entity(*e) for e in entities], marks))
        shown = shown.replace('<a class="entity person" href="/x" title="t" rel="nofollow">', "[").replace("</a>", "]")
        assert shown == expected


def test_an_entity_without_a_search_is_no_link():
    assert "<a" not in inline("abc", [entity(0, 3, "")], [])


def test_paragraphs():
    shown = paragraphs("  Un.\n\n\nDeux\nsuite. \n \nTrois", [entity(2, 4)], [])
    assert [BeautifulSoup(str(p), "lxml").get_text() for p in shown] == ["Un.", "Deuxsuite.", "Trois"]
    assert paragraphs(" \n\n ", [], []) == []


SPAN = st.tuples(st.integers(-3, 40), st.integers(-3, 40))


@given(st.text(max_size=35), st.lists(SPAN, max_size=8), st.lists(SPAN, max_size=8))
def test_the_text_survives_any_spans(text: str, entities: list[tuple[int, int]], marks: list[tuple[int, int]]):
    text = "".join(c for c in text if c.isprintable())
    shown = str(inline(text, [entity(*e) for e in entities], marks))
    assert BeautifulSoup(f"<p>{shown}</p>", "html.parser").get_text() == text
    for tag in ("a", "mark"):
        assert shown.count(f"<{tag}") - (shown.count("<article") if tag == "a" else 0) == shown.count(f"</{tag}>")

"""An article's text with its entities linked and the words of a query marked.

Useful for: any text with any spans, overlapping or out of bounds. Every piece is escaped first, then
wrapped, so nothing in a text can become markup.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

_PARAGRAPH = re.compile(r"\S.*?(?=\s*\n[ \t]*\n|\s*\Z)", re.DOTALL)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entity:
    """A span that leads somewhere: ``kind`` (person, place, date) styles it, ``href`` is "" when no
    search can be made of it."""

    start: int
    end: int
    kind: str
    title: str
    href: str


def paragraphs(text: str, entities: Iterable[Entity], marks: Iterable[Span]) -> list[Markup]:
    """The paragraphs of a text, which empty lines part."""
    chosen, marked = apart(entities, len(text)), merged(marks)
    return [_piece(text, m.start(), m.end(), chosen, marked) for m in _PARAGRAPH.finditer(text)]


def inline(text: str, entities: Iterable[Entity], marks: Iterable[Span]) -> Markup:
    """A text of one line: a title."""
    return _piece(text, 0, len(text), apart(entities, len(text)), merged(marks))


def apart(entities: Iterable[Entity], length: int) -> list[Entity]:
    """Entities within the text that do not overlap: of two that do, the longer is kept, then the first."""
    kept: list[Entity] = []
    valid = (e for e in entities if 0 <= e.start < e.end <= length)
    for entity in sorted(valid, key=lambda e: (e.start - e.end, e.start)):
        at = bisect_left(kept, entity.start, key=_start)
        before, after = kept[max(0, at - 1) : at], kept[at : at + 1]
        if all(e.end <= entity.start for e in before) and all(entity.end <= e.start for e in after):
            kept.insert(at, entity)
    return kept


def merged(spans: Iterable[Span]) -> list[Span]:
    """Ascending, those that overlap made one, empty ones left out."""
    done: list[Span] = []
    for start, end in sorted(s for s in spans if 0 <= s[0] < s[1]):
        if done and start < done[-1][1]:
            done[-1] = (done[-1][0], max(end, done[-1][1]))
        else:
            done.append((start, end))
    return done


def _start(entity: Entity) -> int:
    return entity.start


def _piece(text: str, start: int, end: int, entities: Sequence[Entity], marks: Sequence[Span]) -> Markup:
    return Markup("").join(_wrapped(text, start, end, entities, marks))


def _wrapped(text: str, start: int, end: int, entities: Sequence[Entity], marks: Sequence[Span]) -> Iterator[Markup]:
    at = start
    for entity in entities[bisect_right(entities, start, key=lambda e: e.end) :]:
        first, last = max(entity.start, start), min(entity.end, end)
        if first >= last:
            break
        yield _marked(text, at, first, marks)
        yield _link(entity, _marked(text, first, last, marks))
        at = last
    yield _marked(text, at, end, marks)


def _link(entity: Entity, content: Markup) -> Markup:
    if not entity.href:
        return Markup('<span class="entity {}" title="{}">{}</span>').format(entity.kind, entity.title, content)
    return Markup('<a class="entity {}" href="{}" title="{}" rel="nofollow">{}</a>').format(
        entity.kind, entity.href, entity.title, content
    )


def _marked(text: str, start: int, end: int, marks: Sequence[Span]) -> Markup:
    """The text between, its marks clipped to it; line breaks kept."""
    pieces, at = [], start
    for first, last in marks[bisect_right(marks, start, key=lambda m: m[1]) :]:
        low, high = max(first, at), min(last, end)
        if low >= high:
            break
        pieces += [_lines(text[at:low]), Markup("<mark>{}</mark>").format(_lines(text[low:high]))]
        at = high
    return Markup("").join([*pieces, _lines(text[at:end])])


def _lines(text: str) -> Markup:
    return Markup("<br>").join(text.split("\n"))

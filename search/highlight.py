"""Marks and snippets: where the query's words stand in a text, as spans of the original characters.

Pure: a text and a query in, offsets out; never HTML. The marked span is the word the reader sees:
"l’**Assemblée**", without the elided article, whole even where only its stem matched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.article import Article
from index.text import EXACT, STEM, Token, sentences
from search import phrase, strict
from search.query.tree import Fuzzy, Leaf, Node, Pattern, Phrase, Word, leaves
from search.result import Marked

Span = tuple[int, int]

# Two snippets of a sentence or so show the context of two different uses; more push hits off the screen.
MAX_SNIPPETS = 2
# About three lines of a page: long sentences are cut around their first marked word.
MAX_SNIPPET = 280
# Words kept before the first mark of a cut sentence, in characters.
_LEAD = 80


@dataclass(frozen=True, slots=True)
class Highlighter:
    """The leaves of a query that mark words; ``expansions`` gives the words of patterns and distances."""

    words: tuple[Leaf, ...]
    expansions: dict[Leaf, frozenset[str]]

    @classmethod
    def of(cls, tree: Node, expand: Callable[[Pattern | Fuzzy], Iterable[str]]) -> Highlighter:
        """For the positive leaves of the tree."""
        wanted = tuple(leaf for leaf in leaves(tree) if isinstance(leaf, Word | Phrase | Pattern | Fuzzy))
        expansions: dict[Leaf, frozenset[str]] = {
            leaf: frozenset(expand(leaf)) for leaf in wanted if isinstance(leaf, Pattern | Fuzzy)
        }
        return cls(wanted, expansions)

    def spans(self, text: str, field: str) -> list[Span]:
        """The spans to mark in that field's text: ascending, never overlapping."""
        if not self.words or not text:
            return []
        exact, stems = EXACT.tokens(text), STEM.tokens(text)
        found: list[Span] = []
        for leaf in self.words:
            if getattr(leaf, "field", "") in ("", field):
                found += self._leaf(leaf, text, exact, stems)
        return merge(found)

    def _leaf(self, leaf: Leaf, text: str, exact: Sequence[Token], stems: Sequence[Token]) -> list[Span]:
        if leaf in self.expansions:
            wanted = self.expansions[leaf]
            return [(t.start, t.end) for t in exact if t.term in wanted]
        assert isinstance(leaf, Word | Phrase)
        if leaf.strict:
            return strict.spans(leaf, text, exact)
        return _word(leaf, exact, stems) if isinstance(leaf, Word) else _sequence(leaf.text, exact, leaf.slop)


def _word(leaf: Word, exact: Sequence[Token], stems: Sequence[Token]) -> list[Span]:
    own = EXACT.tokens(leaf.text)
    if not own:
        return []
    if own[-1].position > own[0].position:
        wholes = phrase.joined(own)
        joined_stems = phrase.joined(STEM.tokens(leaf.text))
        return (
            _sequence(leaf.text, exact, 0)
            + [(t.start, t.end) for t in exact if t.term in wholes]
            + [(t.start, t.end) for t in stems if t.term in joined_stems]
        )
    forms = {t.term for t in own}
    roots = {t.term for t in STEM.tokens(leaf.text)}
    return [(t.start, t.end) for t in exact if t.term in forms] + [(t.start, t.end) for t in stems if t.term in roots]


def _sequence(text: str, tokens: Sequence[Token], slop: int) -> list[Span]:
    """The words of each place where the phrase stands."""
    return phrase.spans([t.term for t in phrase.parts(EXACT.tokens(text))], tokens, slop)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Ascending, overlapping or equal ones made one."""
    merged: list[Span] = []
    for start, end in sorted(set(spans)):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def title(highlighter: Highlighter, article: Article) -> Marked:
    """The whole title, marked."""
    return Marked(article.title, tuple(highlighter.spans(article.title, "title")), "title")


def snippets(highlighter: Highlighter, article: Article) -> tuple[Marked, ...]:
    """The sentences that say most about the query, in the order of the text; the opening when none does."""
    found: list[tuple[int, Marked]] = []
    for field in ("chapo", "body"):
        text = getattr(article, field)
        spans = highlighter.spans(text, field)
        for start, end in sentences(text) if spans else ():
            inside = [span for span in spans if start <= span[0] and span[1] <= end]
            if inside:
                distinct = len({text[a:b].lower() for a, b in inside})
                found.append((distinct, _cut(text, field, (start, end), inside)))
    best = sorted(range(len(found)), key=lambda n: (-found[n][0], n))[:MAX_SNIPPETS]
    return tuple(found[n][1] for n in sorted(best)) or _opening(article)


def _opening(article: Article) -> tuple[Marked, ...]:
    field = "chapo" if article.chapo else "body"
    text = getattr(article, field)
    bounds = sentences(text)
    return (_cut(text, field, bounds[0], []),) if bounds else ()


def _cut(text: str, field: str, sentence: Span, spans: Sequence[Span]) -> Marked:
    """The sentence, or as much of it around the first span as a snippet holds, cut between words."""
    start, end = sentence
    if end - start > MAX_SNIPPET:
        if spans and spans[0][0] - _LEAD > start:
            start = _after_space(text, spans[0][0] - _LEAD, spans[0][0])
        if end - start > MAX_SNIPPET:
            end = _before_space(text, start + MAX_SNIPPET, spans[0][1] if spans else start)
    marks = tuple((a - start, b - start) for a, b in spans if start <= a and b <= end)
    return Marked(text[start:end], marks, field, start)


def _after_space(text: str, start: int, limit: int) -> int:
    """The first beginning of a word from ``start`` on; ``start`` itself when there is none before the limit."""
    space = text.find(" ", start, limit)
    return start if space < 0 else space + 1


def _before_space(text: str, end: int, limit: int) -> int:
    """The last end of a word before ``end``; never before the limit."""
    space = text.rfind(" ", limit, end)
    return max(end, limit) if space < 0 else space

"""The words of a query in a whole article: what the search marked in snippets, marked everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from index.article import Article
from index.text import EXACT
from search.evaluate import strictly
from search.highlight import Highlighter
from search.query.parser import parse
from search.query.tree import Fuzzy, Pattern
from search.request import SearchRequest
from search.vocabulary import Vocabulary, WordList

Span = tuple[int, int]


def marks(article: Article, come_from: SearchRequest) -> dict[str, list[Span]]:
    """The spans to mark in each text field of the article."""
    if not come_from.q:
        return {}
    parsed = parse(come_from.q, match=come_from.match)
    tree = strictly(parsed.tree) if come_from.accents == "strict" else parsed.tree
    own = Vocabulary([WordList.of(token.term for _, text in article.texts() for token in EXACT.tokens(text))])

    def expand(leaf: Pattern | Fuzzy) -> Iterable[str]:
        if isinstance(leaf, Pattern):
            return own.matching(leaf.text)
        return (word for word, _ in own.near(leaf.text, leaf.distance))

    highlighter = Highlighter.of(tree, expand)
    return {field: highlighter.spans(text, field) for field, text in article.texts()}

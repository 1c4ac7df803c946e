"""Other searches that do have results: spelling, any word, without this word, without that filter.

Nothing is proposed that was not counted: each proposal carries its total, never 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.text import EXACT, fold
from search.evaluate import Evaluator
from search.filters import Filters
from search.loosen import by_words
from search.query.rewrite import any_word, replace_word, without
from search.query.tree import Node, Word, leaves
from search.query.write import write
from search.request import SearchRequest
from search.result import Proposal

# Past this many, advice is no longer read.
MAX_PROPOSALS = 8
# Only so many words of a query are spelled anew: each costs a pass over the vocabulary.
_MAX_SPELLED = 5
_CANDIDATES = 5


def proposals(evaluator: Evaluator, request: SearchRequest, tree: Node, total: int) -> tuple[Proposal, ...]:
    """Spellings whenever a word occurs nowhere; the rest only when there is no result at all."""
    found = list(_spellings(evaluator, request, tree))
    if total == 0:
        found += _wider(evaluator, request, tree)
    return tuple(sorted(found, key=lambda p: p.kind != "spelling")[:MAX_PROPOSALS])


def _total(evaluator: Evaluator, request: SearchRequest, tree: Node) -> int:
    matched = evaluator.run(by_words(tree) if request.match == "any" else tree).found
    return Filters(evaluator.snapshot, request, matched).results.count


def _spellings(evaluator: Evaluator, request: SearchRequest, tree: Node) -> Iterator[Proposal]:
    corrected, changed = tree, False
    unknown = [leaf for leaf in leaves(tree) if isinstance(leaf, Word) and not evaluator.run(leaf).found]
    for leaf in unknown[:_MAX_SPELLED]:
        spelling = best_spelling(evaluator, leaf)
        if spelling:
            corrected, changed = replace_word(corrected, leaf, spelling), True
    if changed:
        yield from _counted(evaluator, request.with_query(write(corrected)), corrected, "spelling", write(corrected))


def best_spelling(evaluator: Evaluator, leaf: Word) -> str | None:
    """The word of the corpus most likely meant: nearest first, then the most frequent."""
    if len({t.position for t in EXACT.tokens(leaf.text)}) != 1:
        return None
    word = fold(leaf.text)
    # One slip in a short word, two in a longer one: with more, anything resembles anything.
    distance = 1 if len(word) < 6 else 2
    near = {
        (edits + (candidate[:1] != word[:1]), candidate)
        for field in evaluator.fields
        for candidate, edits in evaluator.snapshot.vocabulary(field).near(word, distance)
        if candidate.isalpha()
    }
    return min(near, key=lambda found: (found[0], -_frequency(evaluator, found[1]), found[1]))[1] if near else None


def _frequency(evaluator: Evaluator, word: str) -> int:
    return sum(evaluator.snapshot.document_frequency(field, word) for field in evaluator.fields)


def _wider(evaluator: Evaluator, request: SearchRequest, tree: Node) -> Iterator[Proposal]:
    words = list(leaves(tree))
    if len(words) > 1:
        loose = any_word(tree)
        if loose != tree:
            yield from _counted(evaluator, replace(request.first_page(), match="any"), loose, "any-word", request.q)
        for leaf in words[:_CANDIDATES]:
            shorter = without(tree, leaf)
            yield from _counted(evaluator, request.with_query(write(shorter)), shorter, "drop-word", write(leaf))
    for f in dict.fromkeys((f.facet, f.value) for f in request.filters):
        yield from _counted(evaluator, request.without_filter(*f), tree, "drop-filter", f[1])
    for d in request.dates:
        text = " – ".join(dict.fromkeys(part for part in (d.first, d.last) if part))
        yield from _counted(evaluator, request.without_facet(d.facet), tree, "drop-filter", text)


def _counted(evaluator: Evaluator, request: SearchRequest, tree: Node, kind: str, text: str) -> Iterator[Proposal]:
    total = _total(evaluator, request, tree)
    if total:
        yield Proposal(kind, text, total, request)

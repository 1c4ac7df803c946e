"""Articles like this one: those that share its most telling words.

The article's stems are weighed by frequency and rarity (tf·idf); the 25 heaviest make a query whose
scores rank the others. After Lucene's MoreLikeThis, whose defaults these are.
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.text import STEM
from index.whoosh_schema import stem_field
from search.scorer import idf, term_scores
from search.snapshot import Floats, Snapshot

MAX_TERMS = 25
# A title's word stands for the whole article.
_TITLE_WEIGHT = 3
# What stands in more than a tenth of all articles tells nothing of this one.
_MAX_SHARE = 0.1


def telling_terms(snapshot: Snapshot, article: Article) -> list[tuple[str, float]]:
    """The article's stems that tell most about it, with their weights."""
    counts: Counter[str] = Counter()
    for field, text in article.texts():
        for token in STEM.tokens(text):
            counts[token.term] += _TITLE_WEIGHT if field == "title" else 1
    weights = []
    for term, count in counts.items():
        frequency = snapshot.document_frequency(stem_field("body"), term)
        # A term of one document is this article's alone.
        if len(term) > 2 and 1 < frequency <= max(2, _MAX_SHARE * snapshot.size):
            weights.append((term, math.sqrt(count) * idf(snapshot.size, frequency)))
    return sorted(weights, key=lambda pair: (-pair[1], pair[0]))[:MAX_TERMS]


def similar(snapshot: Snapshot, document: int, article: Article, limit: int) -> list[tuple[int, float]]:
    """The most similar documents and their scores, best first; never the article itself."""
    scores: Floats = np.zeros(snapshot.size, np.float32)
    for term, weight in telling_terms(snapshot, article):
        for field in (stem_field("title"), stem_field("body")):
            postings = snapshot.postings(field, term)
            if len(postings.documents):
                scores[postings.documents] += np.float32(weight) * term_scores(snapshot, field, term, postings)
    scores[document] = 0
    found: NDArray[np.int64] = np.flatnonzero(scores > 0)
    best = found[np.lexsort((snapshot.id_rank[found], -scores[found]))][:limit]
    return [(int(n), float(scores[n])) for n in best]

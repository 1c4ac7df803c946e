"""Articles like this one: those that share its most telling words.

The article's stems are weighed by frequency and rarity (tf·idf); the 25 heaviest make a query whose
scores rank the others. After Lucene's MoreLikeThis, whose defaults these are.
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
from whoosh import query as wq

from index.article import Article
from index.segment.similarity import idf
from index.shape import stem_field
from index.text import STEM
from search.best import best
from search.budget import Budget
from search.docset import of_documents
from search.executor import Executor
from search.snapshot import Snapshot

MAX_TERMS = 25
# A title's word stands for the whole article.
_TITLE_WEIGHT = 3
# What stands in more than a tenth of all articles tells nothing of this one.
_MAX_SHARE = 0.1
# A list at the foot of a page: more than this it is not worth.
_SECONDS = 2.0


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
        if len(term) > 2 and 1 < frequency <= max(2, _MAX_SHARE * snapshot.documents):
            weights.append((term, math.sqrt(count) * idf(snapshot.documents, frequency)))
    return sorted(weights, key=lambda pair: (-pair[1], pair[0]))[:MAX_TERMS]


def similar(snapshot: Snapshot, document: int, article: Article, limit: int) -> list[tuple[int, float]]:
    """The most similar documents and their scores, best first; never the article itself."""
    fields = (stem_field("title"), stem_field("body"))
    terms = [
        wq.Term(field, term, boost=weight)
        for term, weight in telling_terms(snapshot, article)
        for field in fields
        if snapshot.document_frequency(field, term)
    ]
    budget = Budget(_SECONDS)
    query = Executor(snapshot, budget).run(wq.Or(terms))
    others = query.found - of_documents(np.array([document], np.int32), snapshot.size)
    documents, scores = best(query, others, limit, budget)
    ids = [snapshot.id_of(int(n)) for n in documents]
    ranked = sorted(zip(-scores, ids, documents.tolist(), strict=True))[:limit]
    return [(int(n), float(-score)) for score, _, n in ranked]

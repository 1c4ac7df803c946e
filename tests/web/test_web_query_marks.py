"""The words of the search one comes from, in the whole article."""

from __future__ import annotations

import pytest

from index.article import Article
from search.request import SearchRequest
from web.query_marks import marks

ARTICLE = Article(
    "a",
    "L’Élysée et la pêche",
    "Les pêcheurs du marché marchent. Il a péché.\n\nL’électricité, les élections : l’élysée.",
)


@pytest.mark.parametrize(
    ("request_", "marked"),
    [
        (SearchRequest(q="elysee"), ["Élysée", "élysée"]),
        (SearchRequest(q="=pêche"), ["pêche"]),
        (SearchRequest(q="pêche", accents="strict"), ["pêche"]),
        (SearchRequest(q="élect*"), ["électricité", "élections"]),
        (SearchRequest(q="« pêcheurs du marché »"), ["pêcheurs", "du", "marché"]),
        (SearchRequest(q="elisee~1"), ["Élysée", "élysée"]),
        (SearchRequest(q="titre:elysee"), ["Élysée"]),
        (SearchRequest(q="elysee -marché"), ["Élysée", "élysée"]),
        (SearchRequest(q=""), []),
        (SearchRequest(q="((( «"), []),
    ],
    ids=lambda value: getattr(value, "q", ""),
)
def test_marked_words(request_: SearchRequest, marked: list[str]):
    found = marks(ARTICLE, request_)
    assert [getattr(ARTICLE, field)[a:b] for field in ("title", "body") for a, b in found.get(field, ())] == marked

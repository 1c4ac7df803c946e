"""An article's own persons and places are kept; what it leaves open is found."""

from __future__ import annotations

from index.article import Article
from index.enrich import enrich
from index.entities import Mention, Person, Place

ARTICLE = Article(
    id="1",
    title="Macron à Saint-Etienne",
    body="Emmanuel Macron était hier à Saint-Étienne, saint etienne pour ses amis. Stéphanois et fiers.",
    published="2020-01-02T10:00:00+01:00",
)


def test_what_is_open_is_found():
    done = enrich(ARTICLE)
    assert [p.value for p in done.persons or ()] == ["Emmanuel Macron"]
    assert [p.value for p in done.places or ()] == ["Saint-Étienne"]
    assert [d.value for d in done.dates or ()] == ["2020-01-01"]


def test_what_the_source_names_is_kept_exactly():
    mine = (Person("macron (Emmanuel)"), Person("Emmanuel Macron"))
    done = enrich(Article(**{f: getattr(ARTICLE, f) for f in ("id", "title", "body")}, persons=mine, places=()))
    assert [p.value for p in done.persons or ()] == ["macron (Emmanuel)", "Emmanuel Macron"]
    assert [p.mentions for p in done.persons or ()] == [(), (Mention("body", 0, 15, "Emmanuel Macron"),)]
    assert done.places == ()


def test_mentions_are_located_whatever_accents_and_case():
    article = Article(id="1", title=ARTICLE.title, body=ARTICLE.body, places=(Place("Saint-Etienne"),))
    (place,) = enrich(article).places or ()
    assert [m.text for m in place.mentions] == ["Saint-Etienne", "Saint-Étienne", "saint etienne"]

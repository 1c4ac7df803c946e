"""An article as its page prints it: entities linked to searches, the query's words marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from index.article import DATED_BY, Article
from index.entities.mention import Mention
from search.request import SearchRequest
from web import annotated, links, query_marks
from web.annotated import Entity
from web.i18n import display
from web.language import lang, t


@dataclass(frozen=True, slots=True)
class Named:
    """Something the article names: ``href`` searches for it ("" when no search can); ``hint`` says more of it."""

    label: str
    count: int
    href: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The article's texts as safe markup, and what it names, most often named first. ``dated_by`` says where
    its date was found, "" when the source states it plainly or there is none."""

    title: Markup
    chapo: list[Markup]
    body: list[Markup]
    persons: list[Named]
    places: list[Named]
    dates: list[Named]
    dated_by: str = ""

    @property
    def names_anything(self) -> bool:
        """Whether there is anything to list."""
        return bool(self.persons or self.places or self.dates)


def view(article: Article, come_from: SearchRequest) -> ArticleView:
    """The article, seen by a reader who comes from that search."""
    marks = query_marks.marks(article, come_from)
    found: dict[str, list[Entity]] = {}
    for mention, entity in _entities(article):
        found.setdefault(mention.field, []).append(entity)

    def paragraphs(field: str) -> list[Markup]:
        return annotated.paragraphs(getattr(article, field), found.get(field, ()), marks.get(field, ()))

    return ArticleView(
        # The title is a heading: links in it would only be in the way.
        title=annotated.inline(article.title, (), marks.get("title", ())),
        chapo=paragraphs("chapo"),
        body=paragraphs("body"),
        persons=_ranked(
            Named(p.value, len(p.mentions), links.entity("person", p.value), ", ".join(p.titles[:1]))
            for p in article.persons or ()
        ),
        places=_ranked(
            Named(p.value, len(p.mentions), links.entity("place", p.value), ", ".join(p.path[-1:]))
            for p in article.places or ()
        ),
        dates=[
            Named(display.date(d.value, lang()), len(d.mentions), links.spoken(d.value))
            for d in sorted(article.dates or (), key=lambda d: d.value)
        ],
        dated_by=_dated_by(article),
    )


def _dated_by(article: Article) -> str:
    """Where the date was found, in words, when the source has no field for it."""
    found = article.published_from if article.published else ""
    return t(f"article.dated.{found}") if found in DATED_BY and found != "field" else ""


def _ranked(named: Iterator[Named]) -> list[Named]:
    return sorted(named, key=lambda n: -n.count)


def _entities(article: Article) -> Iterator[tuple[Mention, Entity]]:
    for facet, values in (("person", article.persons), ("place", article.places)):
        for value in values or ():
            title, href = t(f"article.search_{facet}", value=value.value), links.entity(facet, value.value)
            yield from ((m, Entity(m.start, m.end, facet, title, href)) for m in value.mentions)
    for spoken in article.dates or ():
        href = links.spoken(spoken.value)
        shown = display.date(spoken.value, lang())
        title = t("article.search_date", value=shown) if href else shown
        yield from ((m, Entity(m.start, m.end, "date", title, href)) for m in spoken.mentions)

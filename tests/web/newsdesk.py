"""Invented articles for the tests of the pages, and a naive engine over them that obeys the contract.

The engine is slow and simple on purpose: it counts by looking at every article, so that the pages can be
tried without an index on disk.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from unidecode import unidecode

from index.article import Article
from index.entities.calendar import first_day, last_day
from index.entities.mention import Mention, Person, Place, SpokenDate
from index.errors import NotFound
from index.schema import FACETS
from index.whoosh_writer import build_index
from search.engine import WhooshSearcher
from search.query.problems import problem
from search.query.tree import Everything, Problem, Word
from search.reading.desk import Question
from search.request import SearchRequest
from search.result import (
    CopiesStatus,
    CopyGroup,
    FacetResult,
    FacetValue,
    Hit,
    IndexState,
    Marked,
    Proposal,
    SearchResult,
    SourceCoverage,
    Status,
    Suggestion,
)

T = TypeVar("T")
_TABLE = """
2015-01-12|Politique|Le Courrier du Rhône|Le conseil régional vote le budget des lycées|Hélène Marchetti|Lyon
2015-06-21|Culture|La Gazette de Brest|La fête de la musique envahit les quais|Yann Kerdoncuff|Brest
2016-03-09|Économie|Le Courrier du Rhône|L’usine de textile de Roanne rouvre ses portes|Étienne Vasseur|Roanne,Lyon
2016-07-14|Société|La Gazette de Brest|Un feu d’artifice sous la pluie|Yann Kerdoncuff,Hélène Marchetti|Brest
2016-11-30|Sport|Le Phare|Le stade brestois s’offre une victoire de prestige|Marc Le Goff|Brest,Marseille
2017-02-02|Politique|Le Phare|Débat tendu sur la réforme du port|Hélène Marchetti,Étienne Vasseur|Marseille
2017-03-15|International|Le Phare|À Dakar, les pêcheurs réclament un accord|Awa Diouf|Dakar,Sénégal
2017-05-07|Politique|Le Courrier du Rhône|Une participation en hausse dans les bureaux de vote|Hélène Marchetti|Lyon,France
2017-09-13|International|La Gazette de Brest|Le sommet des ports atlantiques s’ouvre à Lisbonne|Awa Diouf,Yann Kerdoncuff|Lisbonne,Portugal
2018-01-20|Sciences|Le Phare|Des chercheurs suivent les baleines au large d’Ouessant|Claire Bonnaud|Ouessant,Brest
2018-04-11|Économie|Le Courrier du Rhône|La soierie lyonnaise mise sur l’export|Étienne Vasseur|Lyon,Japon
2018-08-03|Société|Le Phare|Canicule : les écoles ouvrent leurs cours|Claire Bonnaud|Marseille,Nîmes
2018-12-08|Culture|Le Courrier du Rhône|La fête des Lumières, quatre soirs et deux millions de visiteurs|Hélène Marchetti|Lyon
2019-02-17|Sport|La Gazette de Brest|La transat partira de Brest au printemps|Marc Le Goff|Brest
2019-05-26|International|Le Phare|Le Portugal parie sur l’hydrogène|Awa Diouf|Portugal,Lisbonne
2019-10-04|Économie|La Gazette de Brest|Le port de commerce agrandit son polder|Yann Kerdoncuff|Brest
2020-03-17|Société|Le Courrier du Rhône|Confinement : les marchés de plein air ferment|Hélène Marchetti,Claire Bonnaud|Lyon,France
2020-06-02|Culture|Le Phare|Les théâtres rouvrent en plein air|Inès Benali|Marseille,Avignon
2020-09-01|Société|La Gazette de Brest|Une rentrée masquée dans les collèges|Inès Benali|Brest
2021-01-15|Sciences|Le Phare|Une sonde française mesure le courant profond|Claire Bonnaud|Ouessant
2021-05-09|Sport|Le Courrier du Rhône|Roanne remonte en première division|Marc Le Goff|Roanne
2021-11-23|International|Le Phare|Le Sénégal inaugure son train express|Awa Diouf|Dakar,Sénégal
2022-04-10|Politique|Le Courrier du Rhône|Nuit électorale dans les préfectures|Hélène Marchetti,Étienne Vasseur|Lyon,France
2022-08-19|Société|Le Phare|Orages en Corse : l’aide s’organise|Inès Benali|Corse,Ajaccio
2022-12-18|Sport|La Gazette de Brest|Une finale suivie sur tous les écrans|Marc Le Goff|Brest,France
2023-02-07|Économie|Le Phare|Le fret maritime retrouve ses prix d’avant|Étienne Vasseur|Marseille,Rotterdam
2023-06-16|Culture|La Gazette de Brest|Les bagadoù défilent rue de Siam|Yann Kerdoncuff|Brest
2023-09-13|International|Le Phare|Lisbonne et Dakar signent un accord de pêche|Awa Diouf,Yann Kerdoncuff|Lisbonne,Dakar
2023-10-08|Sciences|Le Courrier du Rhône|Le glacier de la Girose perd encore du terrain|Claire Bonnaud|Grenoble
2024-01-29|Politique|Le Phare|Le blocage des autoroutes gagne la vallée du Rhône|Hélène Marchetti|Valence,Lyon
2024-03-21|Culture|Le Courrier du Rhône|Un festival de polar fête ses vingt ans|Inès Benali|Lyon
2024-07-26|Sport|Le Phare|La flamme traverse le Vieux-Port|Marc Le Goff,Inès Benali|Marseille
2024-07-27|Sport|La Gazette de Brest|Les voileux brestois à l’heure olympique|Marc Le Goff|Marseille,Brest
2024-09-12|Économie|Le Courrier du Rhône|L’orfèvre Vasseur vend son cœur de métier|Étienne Vasseur|Lyon
|Société|Le Phare|Dépêche sans date sur les gilets jaunes|Hélène Marchetti|Lyon
2024|International|Le Phare|Bilan : l’année de Dakar|Awa Diouf|Dakar
"""

_BODY = (
    "{title}. C’est ce qu’a annoncé {person} mardi à {place}, devant une centaine de personnes.\n\n"
    "« Nous l’attendions depuis le 13 septembre 2014, et nous n’attendrons pas davantage », a déclaré {person}. "
    "Le dossier, ouvert en 2013, avait été relancé en mars 2015.\n\n"
    "À {place}, l’accueil est partagé : les uns saluent une avancée, les autres redoutent le coût de l’opération. "
    "Une réunion publique est prévue le 9 juillet."
)
_SPOKEN = (("2014-09-13", "13 septembre 2014"), ("2013", "2013"), ("2015-03", "mars 2015"), ("XXXX-07-09", "9 juillet"))


def _mentions(text: str, name: str) -> tuple[Mention, ...]:
    return tuple(Mention("body", m.start(), m.end(), m[0]) for m in re.finditer(re.escape(name), text))


def _article(number: int, line: str) -> Article:
    day, section, source, title, persons, places = line.split("|")
    people, towns = persons.split(","), places.split(",")
    body = _BODY.format(title=title, person=people[0], place=towns[0])
    return Article(
        id=f"a{number:02d}",
        title=title,
        chapo=f"Reportage : {title.lower()}.",
        body=body,
        published=day,
        authors=("Rédaction", *([people[-1]] if number % 3 == 0 else [])),
        source=source,
        section=section,
        url=f"https://example.org/{number}",
        persons=tuple(Person(p, _mentions(body, p)) for p in people),
        places=tuple(Place(p, _mentions(body, p)) for p in towns),
        dates=tuple(SpokenDate(v, "day", _mentions(body, text)) for v, text in _SPOKEN),
    )


ARTICLES = tuple(_article(n, line) for n, line in enumerate(_TABLE.strip().splitlines()))
STATE = IndexState("0123abcd", 7, "2024-10-01T08:00:00+00:00", len(ARTICLES))


def fold(text: str) -> str:
    return unidecode(text).lower()


def values(article: Article, name: str) -> tuple[str, ...]:
    """The values an article has in a facet."""
    given: dict[str, tuple[str, ...]] = {
        "person": tuple(p.value for p in article.persons or ()),
        "place": tuple(p.value for p in article.places or ()),
        "date": (article.day,),
        "mentioned": tuple(d.value for d in article.dates or () if d.value[0] != "X"),
        "section": (article.section,),
        "source": (article.source,),
        "author": article.authors,
    }
    return tuple(v for v in given[name] if v)


def _within(value: str, first: str, last: str) -> bool:
    return (not first or first_day(value) >= first_day(first)) and (not last or last_day(value) <= last_day(last))


@cache
def indexed(articles: tuple[Article, ...]) -> WhooshSearcher:
    """The articles in a real index, made once."""
    folder = Path(tempfile.mkdtemp(prefix="kiosque-newsdesk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    build_index(folder, articles, ("newsdesk",), 1, lambda _: None)
    return WhooshSearcher(folder)


class NaiveSearcher:
    """Searcher over a tuple of articles."""

    def __init__(self, articles: tuple[Article, ...] = ARTICLES) -> None:
        self.all = articles
        self._state = replace(STATE, articles=len(articles))

    def search(self, request: SearchRequest) -> SearchResult:
        found = self._found(request)
        start = (request.page - 1) * request.per_page
        more = start + request.per_page < len(found)
        wanted = [f.name for f in FACETS] if request.facets is None else request.facets
        return SearchResult(
            request=request,
            tree=Word(request.q) if request.q else Everything(),
            problems=self._problems(request.q),
            total=len(found),
            results=len(found),
            hits=tuple(self._hit(a, request.q) for a in found[start : start + request.per_page]),
            facets={name: self.facet(request, name, 1, request.option(name).limit) for name in wanted},
            proposals=() if found else self._proposals(request),
            took_ms=1.5,
            index=self._state,
            next=request.with_page(request.page + 1) if more else None,
            previous=request.with_page(request.page - 1) if request.page > 1 else None,
        )

    def articles(self, request: SearchRequest):
        yield from self._found(request)

    def get(self, article_id: str) -> Article:
        for article in self.all:
            if article.id == article_id:
                return article
        raise NotFound(f"aucun article {article_id}")

    def similar(self, article_id: str, limit: int = 5) -> tuple[Hit, ...]:
        own = self.get(article_id)
        near = [a for a in self.all if a.id != own.id and set(values(a, "person")) & set(values(own, "person"))]
        return tuple(self._hit(a, "") for a in near[:limit])

    def copies(self, article_id: str, limit: int = 50) -> CopyGroup | None:
        self.get(article_id)
        return None

    def facet(self, request: SearchRequest, name: str, page: int = 1, per_page: int = 100) -> FacetResult:
        option = request.option(name)
        if name in ("date", "mentioned"):
            return self._dates(request, name, page, per_page)
        kept = replace(request, filters=tuple(f for f in request.filters if (f.facet, f.mode) != (name, "any")))
        counts = Counter(v for a in self._found(kept) for v in values(a, name))
        picked = {f.value: f.mode for f in request.filters if f.facet == name}
        words = fold(option.q).split()
        names = [v for v in {*counts, *picked} if all(w in fold(v) for w in words)]
        by_count = option.sort == "count"
        names.sort(key=lambda v: (v not in picked and by_count, -counts[v] if by_count else 0, fold(v)))
        shown = tuple(
            FacetValue(
                v,
                v,
                counts[v],
                picked.get(v) in ("any", "all"),
                picked.get(v) == "not",
                request.without_filter(name, v) if v in picked else request.with_filter(name, v),
            )
            for v in names
        )
        initials: dict[str, int] = {}
        for rank, value in enumerate(sorted(names, key=fold)):
            initials.setdefault(fold(value)[0].upper(), rank)
        part = shown[(page - 1) * per_page : page * per_page]
        return FacetResult(name, part, len(shown), initials=tuple(initials.items()))

    def _dates(self, request: SearchRequest, name: str, page: int, per_page: int) -> FacetResult:
        own = request.date(name)
        length = {4: 7, 7: 10, 10: 10}.get(len(own.first), 4) if own.first == own.last else 4
        kept = request if length > 4 else replace(request, dates=tuple(d for d in request.dates if d.facet != name))
        counts = Counter(
            v for a in self._found(kept) for v in {x[:length] for x in values(a, name) if len(x) >= length}
        )
        shown = tuple(
            FacetValue(v, v, counts[v], own.first == own.last == v, False, request.with_dates(name, v, v))
            for v in sorted(counts)
        )
        return FacetResult(name, shown, len(shown), level={4: "year", 7: "month", 10: "day"}[length])

    def ask(self, question: Question[T]) -> T:
        """The reading room is the engine's: its answers are counted anew in tests of their own."""
        return indexed(tuple(self.all)).ask(question)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        counts = Counter(v for a in self.all for v in values(a, "person"))
        return tuple(Suggestion(v, "person", n) for v, n in counts.items() if fold(v).startswith(fold(prefix)))[:limit]

    def status(self) -> Status:
        days = sorted(a.day for a in self.all if len(a.day) == 10)
        coverage = tuple(
            SourceCoverage(s, tuple(sorted(Counter(a.day[:4] for a in self.all if a.source == s).items())), n)
            for s, n in Counter(a.source for a in self.all).most_common()
        )
        return Status(
            index=self._state,
            path="var/index",
            first_day=days[0] if days else "",
            last_day=days[-1] if days else "",
            undated=sum(not a.day for a in self.all),
            values={f.name: len({v for a in self.all for v in values(a, f.name)}) for f in FACETS},
            coverage=coverage,
            copies=CopiesStatus(0, 0, ()),
            size_bytes=123_456,
            fingerprint="f00dfeed" * 4,
        )

    def state(self) -> IndexState:
        return self._state

    def _found(self, request: SearchRequest) -> list[Article]:
        found = [a for a in self.all if self._matches(a, request)]
        if request.sort != "relevance" or not request.q:
            found.sort(key=lambda a: (a.day, a.id), reverse=request.sort != "oldest")
        return found

    def _matches(self, article: Article, request: SearchRequest) -> bool:
        text = fold(f"{article.title} {article.chapo} {article.body}")
        words = re.findall(r"-?\w+", fold(request.q))
        tests = [(w[1:] not in text) if w[0] == "-" else (w in text) for w in words] or [True]
        own = {f.name: values(article, f.name) for f in FACETS}
        for name, present in own.items():
            some, every, none = (request.values(name, mode) for mode in ("any", "all", "not"))
            if some and not set(some) & set(present):
                return False
            if not set(every) <= set(present) or set(none) & set(present):
                return False
        inside = all(any(_within(v, d.first, d.last) for v in own[d.facet]) for d in request.dates)
        return inside and (all(tests) if request.match == "all" else any(tests))

    def _hit(self, article: Article, q: str) -> Hit:
        words = re.findall(r"\w+", q)
        spans = tuple(m.span() for w in words for m in re.finditer(re.escape(w), article.title, re.IGNORECASE))
        sentence = article.body.split("\n\n")[0]
        marks = tuple(m.span() for w in words for m in re.finditer(re.escape(w), sentence, re.IGNORECASE))
        return Hit(article, 1.0, Marked(article.title, spans, "title"), (Marked(sentence, marks, "body"),))

    def _problems(self, q: str) -> tuple[Problem, ...]:
        at = q.find("(")
        if at < 0 or ")" in q:
            return ()
        return (problem("unclosed-parenthesis", q, at, at + 1),)

    def _proposals(self, request: SearchRequest) -> tuple[Proposal, ...]:
        options = [("drop-filter", f.value, request.without_filter(f.facet, f.value)) for f in request.filters]
        options += [("drop-word", w, request.with_query(request.q.replace(w, "").strip())) for w in request.q.split()]
        options.append(("any-word", request.q, replace(request.first_page(), match="any")))
        proposals = [Proposal(kind, text, len(self._found(r)), r) for kind, text, r in options]
        return tuple(p for p in proposals if p.total)

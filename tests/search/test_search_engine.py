"""The engine on a real index of the newsroom: what a French reader expects of each query."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from index.article import Article
from index.enrich import enrich
from index.errors import BadRequest, IndexMissing, NotFound
from index.whoosh_schema import facet_values
from index.whoosh_writer import add_to_index, build_index, remove_from_index
from search.engine import WhooshSearcher
from search.request import FACET_NAMES, SearchRequest
from search.result import SearchResult
from tests.newsroom import ARTICLES, article, build_newsroom, found, search


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> WhooshSearcher:
    return WhooshSearcher(build_newsroom(tmp_path_factory.mktemp("newsroom")))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", list(range(1, 11))),
        ("*", list(range(1, 11))),
        ("assemblee", [1]),
        ("L’Assemblée", [1]),
        ("l'assemblée", [1]),
        ("ASSEMBLEE NATIONALE", [1]),
        ("oeuvre", [3]),
        ("œuvre", [3]),
        ("coeur", [9]),
        ("Saint-Étienne", [2]),
        ("saint etienne", [2]),
        ("saint-malo", [3]),
        ("aujourd'hui", [2]),
        ("aujourd’hui", [2]),
        ("« état d’urgence »", [1]),
        ('"état d\'urgence"', [1]),
        ("“etat d urgence”", []),
        ("weekend", [5]),
        ("week-end", [5]),
        ('"gilets jaunes"', [5]),
        ("gilets jaunes", [5, 6]),
        ("gilet jaune", [5, 6]),
        ('"gilets jaunes"~2', [5, 6]),
        ('"gilets jaunes"~1', [5, 6]),
        ('"gilets verts"~2', []),
        ('"gilets verts"~3', [6]),
        ("roux -dupré", [1, 7]),
        ("roux SAUF dupré", [1, 7]),
        ("roux OU lyon", [1, 4, 5, 7]),
        ("(roux OU lyon) paris", [5]),
        ("électri*", [8]),
        ("electricien", [8]),
        ("brset~", [3, 4]),
        ("g?re", [7]),
        ("titre:gare", [7]),
        ("texte:gare", [5, 7]),
        ("personne:roux", [1, 4, 7]),
        ("personne:anna", [1, 4, 7]),
        ('personne:"Anna Roux"', [1, 4, 7]),
        ("personne:dupre lieu:brest", [4]),
        ("lieu:saint", [2, 3]),
        ("date:2017", [1, 2]),
        ("date:[2017 TO 2018]", [1, 2, 3, 4, 5, 6]),
        ("date:[octobre 2018 TO *]", [3, 4, 5, 6, 7, 9, 10]),
        ('évoqué:"13 septembre"', [8]),
        ("évoqué:XXXX-09-13", [8]),
        ('évoqué:"le 1er octobre"', [4]),
        ("évoqué:octobre", [3, 4]),
        ('date:"5 juillet"', [2]),
        ("rubrique:politique", [1, 4]),
        ("1000", [9]),
        ("1 000", [9]),
        ("\"l'état c'est moi\"", [10]),
        ("-paris", [1, 2, 3, 4, 6, 7, 8, 9, 10]),
        ("marche", [2]),
        ("=marché", [2]),
        ("=marche", []),
        ("peche", [3, 4]),
        ("=pêche", [3]),
        ("=péché", [4]),
        ('"=la pêche"', [3]),
        ("introuvable", []),
    ],
)
def test_queries(searcher: WhooshSearcher, query: str, expected: list[int]) -> None:
    assert found(searcher, query) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"person": "Anna Roux"}, [1, 4, 7]),
        ({"person": "Anna Roux|Jean Dupré"}, [1, 2, 4, 7]),
        ({"person__all": "Anna Roux|Jean Dupré"}, [4]),
        ({"person__not": "Anna Roux"}, [2, 3, 5, 6, 8, 9, 10]),
        ({"person": "Anna Roux", "place": "Brest"}, [4]),
        ({"person": "anna roux"}, [1, 4, 7]),
        ({"person": "anna"}, []),
        ({"place": "saint etienne", "person__not": "ANNA ROUX"}, [2]),
        ({"person": "Anna Roux", "person__not": "Anna Roux"}, []),
        ({"date__from": "2018", "date__to": "2018"}, [3, 4, 5, 6]),
        ({"date__from": "décembre 2018"}, [5, 6, 7, 9, 10]),
        ({"date__from": "1/12/2018", "date__to": "1/12/2018"}, [5]),
        ({"date__to": "2017-07-04"}, [1]),
        ({"mentioned__from": "1939", "mentioned__to": "1945"}, [7]),
        ({"mentioned__from": "2018-10-02", "mentioned__to": "2018-10-02"}, [4]),
        ({"source": "La Bouée", "section": "Culture"}, [7, 9]),
        ({"author": "Lise Aubry", "section": "Politique"}, [1]),
    ],
)
def test_filters(searcher: WhooshSearcher, filters: dict[str, str], expected: list[int]) -> None:
    assert found(searcher, **filters) == expected


def test_any_match_needs_one_word(searcher: WhooshSearcher) -> None:
    assert found(searcher, "urgence galette", match="any") == [1, 9]
    assert found(searcher, "urgence galette") == []


def test_any_match_takes_the_words_of_a_phrase_and_the_parts_of_a_compound(searcher: WhooshSearcher) -> None:
    assert found(searcher, '"gilets jaunes"', match="any") == [5, 6]
    assert found(searcher, '"gilets jaunes" ET lyon', match="any") == [5]
    assert found(searcher, "saint-étienne", match="any") == [2, 3]
    assert found(searcher, '"=gilets jaunes"', match="any") == [5]


def test_accents_can_be_strict(searcher: WhooshSearcher) -> None:
    assert found(searcher, "péché", accents="strict") == [4]
    assert found(searcher, "peche", accents="strict") == []


FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"person": "Anna Roux"},
    {"person": "Anna Roux", "place": "Brest"},
    {"person__all": "Anna Roux"},
    {"person__not": "Anna Roux", "date__from": "2018"},
    {"place": "Paris|Lyon", "section": "Société"},
)


@pytest.mark.parametrize(("filters", "query"), list(itertools.product(FILTERS, ["", "gare OU brest", "-paris"])))
def test_every_count_is_what_its_link_gives(searcher: WhooshSearcher, filters: dict[str, str], query: str) -> None:
    """Choosing a value of a facet where none is chosen gives exactly as many results as it said."""
    result = search(searcher, query, **filters)
    for name in FACET_NAMES:
        for value in result.facets[name].values:
            alone = not any(f.facet == name and f.mode == "any" for f in result.request.filters)
            if alone and not value.selected and not value.excluded:
                assert searcher.search(value.toggled).total == value.count, (name, value.value)


def test_spellings_of_a_value_are_one(tmp_path: Path) -> None:
    """Accents, case and hyphens do not part persons or places; the accented spelling is shown."""
    spellings = ["Édouard Le-Goff", "Edouard Le Goff", "Edouard Le Goff", "EDOUARD LE GOFF", "Edwige Le Goff"]
    articles = [article(n, f"Titre {n}", "Texte.", persons=name) for n, name in enumerate(spellings)]
    build_index(tmp_path, articles, ["test"], 1, lambda _: None)
    searcher = WhooshSearcher(tmp_path)
    counts = {v.value: v.count for v in search(searcher).facets["person"].values}
    assert counts == {"Édouard Le-Goff": 4, "Edwige Le Goff": 1}
    chosen = search(searcher, person="edouard le goff|EDOUARD LE GOFF").facets["person"].values[0]
    assert (chosen.value, chosen.count, chosen.selected) == ("Édouard Le-Goff", 4, True)
    assert [p.value for p in searcher.get("a03").persons or ()] == ["EDOUARD LE GOFF"], "an article keeps what it says"


def test_facets_against_a_naive_count(searcher: WhooshSearcher) -> None:
    """OR within a facet: its own choice does not narrow its values; others do."""
    result = search(searcher, person="Anna Roux", place="Brest")
    at_brest = [a for a in ARTICLES if "Brest" in facet_values(a)["place"]]
    with_anna = [a for a in ARTICLES if "Anna Roux" in facet_values(a)["person"]]
    assert _counts(result, "person") == _naive(at_brest, "person")
    assert _counts(result, "place") == _naive(with_anna, "place")
    both = [a for a in at_brest if a in with_anna]
    assert _counts(result, "section") == _naive(both, "section")


def _counts(result: SearchResult, name: str) -> dict[str, int]:
    return {v.value: v.count for v in result.facets[name].values if v.count}


def _naive(articles: list[Article], name: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for a in articles:
        for value in facet_values(a)[name]:
            counts[value] = counts.get(value, 0) + 1
    return counts


def test_selected_values_come_first_and_stay_at_zero(searcher: WhooshSearcher) -> None:
    values = search(searcher, "galette", person="Louis XIV|Personne d’Autre").facets["person"].values
    assert [(v.value, v.count, v.selected) for v in values[:2]] == [
        ("Louis XIV", 0, True),
        ("Personne d’Autre", 0, True),
    ]


def test_an_excluded_value_is_shown_as_such(searcher: WhooshSearcher) -> None:
    value = search(searcher, person__not="Anna Roux").facets["person"].values[0]
    assert (value.value, value.count, value.selected, value.excluded) == ("Anna Roux", 0, False, True)


def test_the_histogram_zooms(searcher: WhooshSearcher) -> None:
    years = search(searcher).facets["date"]
    assert [(v.value, v.count) for v in years.values] == [("2017", 2), ("2018", 4), ("2019", 3)]
    assert (years.level, years.without) == ("year", 1)
    months = searcher.search(years.values[1].toggled).facets["date"]
    assert (months.level, len(months.values)) == ("month", 12)
    assert {v.value: v.count for v in months.values if v.count} == {"2018-10": 2, "2018-12": 2}
    days = searcher.search(months.values[9].toggled).facets["date"]
    assert (days.level, len(days.values)) == ("day", 31)
    assert {v.value: v.count for v in days.values if v.count} == {"2018-10-01": 1, "2018-10-02": 1}


def test_spoken_dates_without_a_year_are_in_no_year(searcher: WhooshSearcher) -> None:
    values = {v.value: v.count for v in search(searcher).facets["mentioned"].values if v.count}
    assert values == {"1939": 1, "1945": 1, "2017": 1, "2018": 3, "2019": 1}


def test_facet_pages_search_sort_and_page(searcher: WhooshSearcher) -> None:
    request = SearchRequest.from_pairs([("facet.place.sort", "alpha")])
    first = searcher.facet(request, "place", 1, 3)
    assert [v.value for v in first.values] == ["Brest", "Lyon", "Paris"]
    assert first.total_values == 7
    assert [v.value for v in searcher.facet(request, "place", 3, 3).values] == ["Versailles"]
    narrowed = SearchRequest.from_pairs([("facet.place.q", "etienne")])
    assert [v.value for v in searcher.facet(narrowed, "place").values] == ["Saint-Étienne"]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("query", ["", "roux OU brest OU gare OU culture"])
def test_a_harvest_by_cursor_meets_everything_once(searcher: WhooshSearcher, sort: str, query: str) -> None:
    whole = [h.article.id for h in search(searcher, query, sort=sort).hits]
    seen: list[str] = []
    request = SearchRequest.from_pairs([("q", query), ("sort", sort), ("per_page", "1")])
    while True:
        result = searcher.search(request)
        seen += [h.article.id for h in result.hits]
        if not result.cursor:
            break
        request = request.with_cursor(result.cursor)
    assert seen == whole
    assert [a.id for a in searcher.articles(SearchRequest.from_pairs([("q", query), ("sort", sort)]))] == whole


def test_orders(searcher: WhooshSearcher) -> None:
    newest = [h.article.id for h in search(searcher, sort="newest").hits]
    assert newest[:2] == ["a10", "a09"]
    assert newest[-1] == "a08", "an undated article comes last"
    oldest = [h.article.id for h in search(searcher, sort="oldest").hits]
    assert (oldest[0], oldest[-1]) == ("a01", "a08")


@pytest.mark.parametrize("cursor", ["x", "W10", "eyJhIjoxfQ", "WyJyZWxldmFuY2UiLDFlOTk5LDAsImEiXQ", "é"])
def test_a_broken_cursor_is_refused(searcher: WhooshSearcher, cursor: str) -> None:
    with pytest.raises(BadRequest, match="cursor"):
        search(searcher, cursor=cursor)


def test_a_title_counts_more(searcher: WhooshSearcher) -> None:
    assert search(searcher, "gare").hits[0].article.id == "a07"


def marked(text: str, marks: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in marks]


@pytest.mark.parametrize(
    ("query", "identifier", "in_title", "in_text"),
    [
        ("assemblee", "a01", ["Assemblée"], []),
        ("etat", "a10", ["État"], ["État", "État", "État"]),
        ("gilet", "a06", ["gilets"], ["gilets", "gilets"]),
        ("saint-etienne", "a02", ["Saint-Étienne"], ["Saint-Étienne"]),
        ('"gilets jaunes"', "a05", [], ["gilets", "jaunes"]),
        ("électri*", "a08", [], ["électricité", "électriciens"]),
        ("oeuvre", "a03", [], ["œuvre"]),
    ],
)
def test_marks_are_the_words_the_reader_sees(
    searcher: WhooshSearcher, query: str, identifier: str, in_title: list[str], in_text: list[str]
) -> None:
    hit = next(h for h in search(searcher, query).hits if h.article.id == identifier)
    title = marked(hit.title.text, hit.title.marks)
    assert "-".join(title) == "-".join(in_title)
    assert "-".join(w for s in hit.snippets for w in marked(s.text, s.marks)) == "-".join(in_text)
    for snippet in hit.snippets:
        whole = getattr(hit.article, snippet.field)
        assert whole[snippet.offset : snippet.offset + len(snippet.text)] == snippet.text


def test_spelling_is_proposed_only_with_results(searcher: WhooshSearcher) -> None:
    result = search(searcher, "galetto")
    assert result.total == 0
    spelling = [p for p in result.proposals if p.kind == "spelling"]
    assert [(p.text, p.total) for p in spelling] == [("galette", 1)]
    assert search(searcher, "xyzzyx").proposals == ()


def test_advice_without_results_is_counted(searcher: WhooshSearcher) -> None:
    result = search(searcher, "galette urgence", place="Brest")
    kinds = {(p.kind, p.text): p.total for p in result.proposals}
    assert result.total == 0
    assert all(total > 0 for total in kinds.values())
    for proposal in result.proposals:
        assert searcher.search(proposal.request).total == proposal.total
    result = search(searcher, "galette urgence")
    kinds = {(p.kind, p.text): p.total for p in result.proposals}
    assert kinds == {("any-word", "galette urgence"): 2, ("drop-word", "galette"): 1, ("drop-word", "urgence"): 1}


def test_similar_articles_share_rare_words(searcher: WhooshSearcher) -> None:
    hits = searcher.similar("a05")
    assert hits[0].article.id == "a06"
    assert "a05" not in [h.article.id for h in hits]
    with pytest.raises(NotFound):
        searcher.similar("nobody")


def test_suggestions_ignore_accents(searcher: WhooshSearcher) -> None:
    assert next((s.text, s.kind, s.count) for s in searcher.suggest("rou")) == ("Anna Roux", "person", 3)
    assert ("Saint-Étienne", "place", 1) in [(s.text, s.kind, s.count) for s in searcher.suggest("etien")]
    assert searcher.suggest("") == ()
    assert searcher.suggest("«") == ()


def test_status_covers_the_corpus(searcher: WhooshSearcher) -> None:
    status = searcher.status()
    assert (status.index.articles, status.undated) == (10, 1)
    assert (status.first_day, status.last_day) == ("2017-07-04", "2019-12-31")
    assert sum(source.total for source in status.coverage) == 10


def test_an_article_comes_back_as_it_went_in(searcher: WhooshSearcher) -> None:
    for expected in ARTICLES:
        assert searcher.get(expected.id) == enrich(expected)
    with pytest.raises(NotFound):
        searcher.get("nobody")


def test_no_index_says_the_cure(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="python -m index build"):
        WhooshSearcher(tmp_path / "nothing").search(SearchRequest())


def test_a_new_generation_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engine._LOOK_EVERY", 0)
    folder = build_newsroom(tmp_path)
    searcher = WhooshSearcher(folder)
    assert searcher.search(SearchRequest()).total == 10
    add_to_index(folder, [article(11, "Nouvelle gare", "Une gare.", "2020-01-01")], ["x"], lambda _: None)
    assert found(searcher, "gare") == [5, 7, 11]
    remove_from_index(folder, ["a05"])
    assert found(searcher, "gare") == [7, 11]
    assert searcher.search(SearchRequest()).facets["place"].values[0].value == "Brest"
    assert "a05" not in [a.id for a in searcher.articles(SearchRequest())]
    assert found(searcher, "-gare") == [1, 2, 3, 4, 6, 8, 9, 10]

"""The concordance agrees with a naive recount: every text read, every word compared, every line sorted by hand."""

from __future__ import annotations

import csv
import io
import math
import random
import re
from collections import Counter, defaultdict
from itertools import product

import numpy as np
import pytest

from index.segment.builder import SegmentBuilder
from index.segment.segment import Segment
from index.shape import SHAPE
from index.text import EXACT, STEM, Token, as_written
from index.whoosh_schema import document
from search import forward
from search.budget import Budget
from search.engine import _Page
from search.highlight import Highlighter, merge
from search.query.tree import Phrase, Word
from search.reading.collocates import SPAN
from search.reading.concordance import BYS, AllCollocates, AllLines, Concordance
from search.reading.desk import Desk
from search.request import SearchRequest
from search.snapshot import Snapshot
from tests.seeds import seed_articles

QUERIES = [
    "président",
    "élections",
    "Saint-Denis",
    "weekend",
    "«premier ministre»",
    '"de la"',
    '"président république"~2',
    '"la la"~3',
    "électri*",
    "presidant~2",
    "saint*",
    "=élève OU =marche",
    "macron OU lieu:paris",
    "Macron -Merkel",
    "titre:France",
    "«le président» OU président OU «président de la République»",
    "attentat OU lemonde.fr",
    "introuvable",
    "l’",
    "été",
]


def opened(folder, parts):
    """Segments of these articles, some of each deleted."""
    found, gone = [], []
    chance = random.Random(5)
    for n, articles in enumerate(parts):
        path = folder / f"{n}.kiosque"
        builder = SegmentBuilder(path, SHAPE)
        for article in articles:
            builder.add(document(article, ""))
        builder.write()
        segment = Segment(path)
        deleted = np.array(sorted(chance.sample(range(len(articles)), 4)))
        gone += [segment.stored.values(number)["id"] for number in deleted.tolist()]
        found.append((segment, deleted))
    return Snapshot.of_segments(found), gone


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Real French in three segments: articles that are there, those deleted, and where to ask."""
    articles = seed_articles()
    parts = (articles[:60], articles[60:90], articles[90:])
    snapshot, gone = opened(tmp_path_factory.mktemp("library"), parts)
    desk = Desk(snapshot, Budget(600), lambda request: _Page(snapshot, request, 600).found())
    return {a.id: a for a in articles if a.id not in gone}, articles, desk


# --- what is to be found, by reading


def words_at(text):
    """The tokens at each position, by their terms; the last one is the part where there is a joined form, too."""
    found: defaultdict[int, dict[str, Token]] = defaultdict(dict)
    for token in EXACT.tokens(text):
        found[token.position][token.term] = token
    return found


def matches(rows, slop):
    """Every way to take one place of each row, each after the one before with at most ``slop`` others between."""
    found = [(place,) for place in rows[0]]
    for row in rows[1:]:
        found = [(*m, p) for m, p in product(found, row) if 1 <= p - m[-1] <= slop + 1]
    return found


def of_phrase(words, at, slop, written):
    rows = [[p for p, terms in at.items() if any(written(t) == word for t in terms.values())] for word in words]
    for match in matches(rows, slop):
        first = list(at[match[0]].values())[-1]
        last = next(t for t in at[match[-1]].values() if written(t) == words[-1])
        yield first.start, last.end


def naive_nodes(marker, text, field):
    """The nodes of a text, as characters."""
    at, found = words_at(text), []
    for leaf in marker.words:
        if leaf.field not in ("", field):
            continue
        own = EXACT.tokens(leaf.text) if isinstance(leaf, Word | Phrase) else []
        parts = list({t.position: t for t in own}.values())
        if getattr(leaf, "strict", False):

            def plain(token, source):
                word = as_written(source[token.start : token.end])
                return token.term if word.isascii() else word

            singles = {p: {"": list(terms.values())[-1]} for p, terms in at.items()}
            wanted = [plain(t, leaf.text) for t in parts]
            found += of_phrase(wanted, singles, getattr(leaf, "slop", 0), lambda t: plain(t, text))
        elif isinstance(leaf, Phrase) or len(parts) > 1:
            found += of_phrase([t.term for t in parts], at, getattr(leaf, "slop", 0), lambda t: t.term)
            if isinstance(leaf, Word):
                joined = {t.term for t in own} - {t.term for t in parts}
                roots = {s.term for s, t in zip(STEM.tokens(leaf.text), own, strict=True) if t.term in joined}
                pairs = zip(EXACT.tokens(text), STEM.tokens(text), strict=True)
                found += [(t.start, t.end) for t, s in pairs if t.term in joined or s.term in roots]
        else:
            found += Highlighter((leaf,), marker.expansions).spans(text, field)
    return merge(found)


def naive_lines(library, query, **options):
    articles, _, desk = library
    found = desk.found(SearchRequest(q=query, **options))
    marker = found.marker()
    for number in found.ranking.all().tolist():
        article = articles[desk.snapshot.id_of(number)]
        for field, text in article.texts():
            yield from ((article.id, field, *span) for span in naive_nodes(marker, text, field))


def of(line):
    return line.article.id, line.field, line.context.start, line.context.end


def neighbours(articles, line):
    """Three words before and three after, "" where there is none."""
    identity, field, start, end = line
    words = [list(terms.values())[-1] for terms in words_at(getattr(articles[identity], field)).values()]
    before = [t.term for t in words if t.end <= start or (t.start < start)][-SPAN:]
    after = [t.term for t in words if t.start >= end][:SPAN]
    return ["", "", "", *before][-SPAN:] + [*after, "", "", ""][:SPAN]


def all_pages(desk, request, **asked):
    """The lines of every page."""
    first = desk_answer(desk, request, **asked)
    found = list(first.shown)
    while len(found) < first.lines:
        page = desk_answer(desk, request, start=len(found), end=len(found) + 50, **asked)
        assert page.shown
        found += page.shown
    return found


def desk_answer(desk, request, **asked):
    return Concordance(request, **asked).answer(desk)


# --- tests


@pytest.mark.parametrize("options", [{"match": "any"}, {"accents": "strict"}, {"match": "any", "accents": "strict"}])
@pytest.mark.parametrize("query", ["président République", "«Premier ministre» été", "élection président"])
def test_the_options_of_a_search_count(library, query, options):
    _, _, desk = library
    request = SearchRequest(q=query, **options)
    lines = [of(line) for line in AllLines(request).answer(desk)]
    assert lines == list(naive_lines(library, query, **options)) != list(naive_lines(library, query))


@pytest.mark.parametrize("query", QUERIES)
def test_every_occurrence_is_a_line_and_nothing_else_is(library, query):
    _, _, desk = library
    expected = list(naive_lines(library, query))
    lines = list(AllLines(SearchRequest(q=query)).answer(desk))
    assert [of(line) for line in lines] == expected
    found = desk_answer(desk, SearchRequest(q=query))
    assert found.lines == len(expected)
    assert found.articles == len({line[0] for line in expected})
    assert found.total == found.articles + found.without


def test_the_queries_try_what_they_should(library):
    assert {bool(list(naive_lines(library, query))) for query in QUERIES} == {True, False}
    assert sum(bool(list(naive_lines(library, query))) for query in QUERIES) >= len(QUERIES) - 3


def test_what_the_highlighter_marks_stands_in_a_line(library):
    articles, _, desk = library
    for query in QUERIES:
        marker = desk.found(SearchRequest(q=query)).marker()
        by_text = defaultdict(list)
        for line in AllLines(SearchRequest(q=query)).answer(desk):
            by_text[line.article.id, line.field].append((line.context.start, line.context.end))
        for (identity, field), nodes in by_text.items():
            spans = marker.spans(getattr(articles[identity], field), field)
            assert all(any(a <= start and end <= b for a, b in nodes) for start, end in spans), query
            assert all(any(a == start for start, _ in spans) for a, _ in nodes), query
            assert all(any(b == end for _, end in spans) for _, b in nodes), query


@pytest.mark.parametrize("query", ["président", "«premier ministre»", "électri*"])
@pytest.mark.parametrize("words", [1, 2, 3])
@pytest.mark.parametrize("by", ["left", "right"])
def test_lines_are_sorted_by_their_contexts_then_by_article_and_place(library, query, by, words):
    articles, _, desk = library
    request = SearchRequest(q=query)

    def key(line):
        near = neighbours(articles, line)
        context = near[:SPAN][::-1] if by == "left" else near[SPAN:]
        return [word or "\U0010ffff" for word in context[:words]]

    expected = sorted((of(line) for line in AllLines(request).answer(desk)), key=key)
    assert [of(line) for line in all_pages(desk, request, by=by, words=words)] == expected
    assert len({tuple(key(line)) for line in expected}) > 1


@pytest.mark.parametrize("by", ["newest", "oldest"])
def test_lines_by_date(library, by):
    _, _, desk = library
    dates = [line.article.published for line in all_pages(desk, SearchRequest(q="président"), by=by)]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=by == "newest")
    assert len(set(dated)) > 1
    assert dates[: len(dated)] == dated


@pytest.mark.parametrize("query", ["président", "«premier ministre»", "de"])
def test_collocates_and_their_measures(library, query):
    articles, every, desk = library
    lines = [neighbours(articles, of(line)) for line in AllLines(SearchRequest(q=query)).answer(desk)]
    at = [Counter(line[n] for line in lines) for n in range(2 * SPAN)]
    once = Counter(word for line in lines for word in {*line} - {""})
    corpus = Counter(t.term for article in every for _, text in article.texts() for t in EXACT.tokens(text))
    found = {c.word: c for c in AllCollocates(SearchRequest(q=query)).answer(desk)}
    assert set(found) == {word for word, count in once.items() if count > 1}
    total, near = corpus.total(), once.total()
    for word, collocate in found.items():
        assert collocate.lines == once[word]
        assert collocate.at == tuple(counts[word] for counts in at)
        assert collocate.left + collocate.right == sum(counts[word] for counts in at)
        assert collocate.frequency == corpus[word]
        assert collocate.dice == pytest.approx(14 + math.log2(2 * once[word] / (corpus[word] + len(lines))))
        a, b = once[word], near - once[word]
        c = max(0, corpus[word] - a)
        d = total - a - b - c
        rows, columns = (a + b, c + d), (a + c, b + d)
        cells = ((a, rows[0], columns[0]), (b, rows[0], columns[1]), (c, rows[1], columns[0]), (d, rows[1], columns[1]))
        expected = 2 * sum(o * math.log(o * (a + b + c + d) / (r * k)) for o, r, k in cells if o)
        assert abs(collocate.likelihood) == pytest.approx(expected, abs=1e-6)
        assert (collocate.likelihood < 0) == (a * (a + b + c + d) < rows[0] * columns[0])
    ranked = list(AllCollocates(SearchRequest(q=query), measure="dice").answer(desk))
    assert [c.dice for c in ranked] == sorted((c.dice for c in ranked), reverse=True)


def test_a_collocate_leaves_as_many_lines_as_it_says(library):
    _, _, desk = library
    request = SearchRequest(q="président")
    whole = desk_answer(desk, request)
    assert whole.collocates
    for collocate in whole.collocates:
        narrowed = desk_answer(desk, request, near=collocate.written)
        assert narrowed.lines == collocate.lines
        assert (narrowed.total, narrowed.without) == (whole.total, whole.without)
        assert all(
            collocate.written in line.context.left.lower() + line.context.right.lower() for line in narrowed.shown
        )
    assert desk_answer(desk, request, near="zzzqqq").lines == 0


def test_collocates_are_written_as_they_mostly_are(library):
    _, every, desk = library
    written: Counter[tuple[str, str]] = Counter()
    for article in every:
        for _, text in article.texts():
            parts = {t.position: t for t in EXACT.tokens(text)}.values()
            written.update((t.term, as_written(text[t.start : t.end])) for t in parts)
    for collocate in AllCollocates(SearchRequest(q="président")).answer(desk):
        spelt = {spelling: n for (term, spelling), n in written.items() if term == collocate.word}
        if all(spelling.replace("-", "").isalpha() for spelling in spelt):
            assert spelt[collocate.written] == max(spelt.values())


def test_large_indexes_are_turned_round_in_parts(library, monkeypatch):
    _, _, desk = library
    snapshot = desk.snapshot
    monkeypatch.setattr(forward, "MOST_KEPT", 3000)
    monkeypatch.setattr(forward, "_CHUNK", 500)
    monkeypatch.setitem(snapshot.__dict__, "forward", forward.Forward(snapshot))
    for query in QUERIES:
        assert [of(line) for line in AllLines(SearchRequest(q=query)).answer(desk)] == list(naive_lines(library, query))
    assert not snapshot.forward._kept


def test_a_line_is_what_the_newspaper_wrote(library):
    articles, _, desk = library
    lines = list(AllLines(SearchRequest(q="président")).answer(desk))
    for line in lines:
        text = getattr(articles[line.article.id], line.field)
        context = line.context
        # Words are whole at the far ends.
        squeezed = re.sub(r"[ \t\r\n\f\v\u2028\u2029]+", " ", f" {text} ")
        assert f" {context.left}{context.node}{context.right} " in squeezed
        assert context.node == re.sub(r"\s+", " ", text[context.start : context.end])
        assert max(len(context.left), len(context.right)) <= 160
    assert any("\u202f" in line.context.left + line.context.right or "’" in line.context.left for line in lines)


# --- the addresses


@pytest.mark.parametrize(
    "query", ["q=le", "q=lyon&source=Le+Phare", "q=Roanne", "q=introuvable", "q=accueil&date.from=2018"]
)
def test_numbers_agree_everywhere(site, query):
    found = site.get(f"/api/v1/concordance?{query}").json
    rows = list(csv.DictReader(io.StringIO(site.get(f"/api/v1/concordance.csv?{query}").text)))
    search = site.get(f"/api/v1/search.jsonl?{query}").text.splitlines()
    assert found["total"] == len(search)
    assert found["lines"] == len(rows)
    assert found["articles"] == len({row["id"] for row in rows}) == found["total"] - found["without"]
    page = site.get(f"/concordance?{query}").text
    assert page.count('<p class="line"') == min(50, found["lines"]) == len(found["concordance"])


def test_pages_follow_each_other(site):
    address, seen = "/api/v1/concordance?q=de&by=left", []
    while address:
        answer = site.get(address).json
        seen += [(line["id"], line["field"], line["offset"]) for line in answer["concordance"]]
        address = answer["next"]
    assert len(seen) == len(set(seen)) == answer["lines"] > 100
    assert site.get(answer["prev"]).json["page"] == answer["page"] - 1


def test_a_file_has_the_lines_of_the_page(site):
    rows = list(
        csv.reader(io.StringIO(site.get("/api/v1/concordance.csv?q=port&delimiter=semicolon").text), delimiter=";")
    )
    assert rows[0] == ["left", "node", "right", "id", "title", "source", "date", "url", "field", "offset"]
    shown = site.get("/api/v1/concordance?q=port&by=article").json["concordance"]
    for row, line in zip(rows[1:], shown, strict=False):
        expected = [line[name] or "" for name in rows[0][:-1]] + [str(line["offset"])]
        assert [cell.lstrip("'") for cell in row] == [cell.lstrip("'") for cell in expected]
    response = site.get("/api/v1/concordance.csv?q=port")
    assert "kiosque-concordance-port-" in response.headers["Content-Disposition"]


def test_what_was_found_without_a_word_is_said(site):
    found = site.get("/api/v1/concordance?q=port+OU+lieu:dakar").json
    assert 0 < found["without"] < found["total"]
    page = site.get("/concordance?q=port+OU+lieu:dakar").text
    assert "sans contenir aucun des mots cherchés" in page


@pytest.mark.parametrize("query", ["", "?source=Le+Phare", "?q=lieu:lyon", "?q=-port", "?q=*"])
def test_a_search_without_a_word_is_told_so_kindly(site, query):
    page = site.get(f"/concordance{query}")
    assert page.status_code == 200
    assert "tapez un mot" in page.text
    assert site.get(f"/api/v1/concordance{query}").json["lines"] == 0
    assert len(site.get(f"/api/v1/concordance.csv{query}").text.splitlines()) == 1


def test_collocates_lead_to_their_lines(site):
    found = site.get("/api/v1/concordance?q=port").json
    assert found["collocates"]
    for collocate in found["collocates"]:
        assert site.get(collocate["url"]).json["lines"] == collocate["lines"]
    table = list(csv.DictReader(io.StringIO(site.get("/api/v1/collocates.csv?q=port").text)))
    assert [row["word"] for row in table][: len(found["collocates"])] == [c["word"] for c in found["collocates"]]
    rows = csv.DictReader(io.StringIO(site.get("/api/v1/collocates.csv?q=de").text))
    # Numbers of a spreadsheet, those below nought too.
    assert min(float(row["likelihood"]) for row in rows) < 0


def test_lines_keep_the_search_and_addresses_are_canonical(site):
    page = site.get("/concordance?page=1&q=port&by=right&words=3&measure=likelihood").text
    assert '<link rel="canonical" href="/concordance?q=port">' in page
    assert re.search(r'href="/article/a\d\d\?q=port"', page)
    beyond = site.get("/concordance?q=port&page=900").text
    assert "au-delà" in beyond
    assert 'href="/concordance?q=port"' in beyond


@pytest.mark.parametrize("wrong", ["by=middle", "words=4", "words=0", "page=0", "measure=magic", "per=1"])
def test_what_cannot_be_asked_is_refused(site, wrong):
    assert site.get(f"/concordance?q=port&{wrong}").status_code == 400
    assert site.get(f"/api/v1/concordance?q=port&{wrong}").status_code == 400


def test_every_order_is_offered(site):
    page = site.get("/concordance?q=port").text
    assert all(f"by={by}" in page or by == "right" for by in BYS)

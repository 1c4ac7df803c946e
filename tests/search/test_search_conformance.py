"""The fast path against Whoosh's own, slow path on the same segments: same articles, same totals, same scores.

2,400 generated queries of every kind the executor knows, nested, boosted, over three segments with deleted
documents. Three things of Whoosh's are left out, because its own answer depends on how many terms, documents
or segments there happen to be: scores of bare prefixes, patterns and ranges (compared by what they match,
and with scores under ``ConstantScoreQuery``); ``AndNot``, which lets the first document through when both
sides have it; ``DisjunctionMax``, which compares scores of different documents.
"""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import numpy as np
import pytest
import whoosh
from whoosh import query as wq
from whoosh import scoring
from whoosh.index import TOC, open_dir

from index.article import Article
from index.schema import FACETS, ROLL_UPS
from index.segment.builder import SegmentBuilder
from index.segment.codec import KiosqueSegment
from index.segment.segment import Segment
from index.segment.similarity import NEWS, idf
from index.shape import SHAPE
from index.text import EXACT, STEM, fold_key
from index.whoosh_index import storage_of
from index.whoosh_schema import document, whoosh_schema
from search.best import best
from search.budget import Budget
from search.docset import of_documents
from search.evaluate import ALL_FIELDS, STEM_WEIGHT, Evaluator
from search.executor import Executor, NotSupported
from search.query.tree import Fuzzy, Word
from search.snapshot import Snapshot
from search.whoosh_queries import Terms, Unscored
from tests.seeds import seed_articles

QUERIES_A_SEED = 200
# Those of 2016's Whoosh lose their place in the second part, and find or score what it has elsewhere.
PAIRS = (wq.AndMaybe, wq.Require) if whoosh.__version__ >= (3,) else (lambda a, b: wq.And([a, b]),)
TOP = 10
FIELDS = ("body", "body", "body", "title", "chapo", "body_stem", "title_stem")


class OurBM25(scoring.BM25F):  # type: ignore[misc]  # Whoosh is untyped
    """Whoosh's BM25F with our parameters and rarity."""

    def __init__(self) -> None:
        super().__init__(B=NEWS.b, K1=NEWS.k1)

    def idf(self, searcher: Any, fieldname: str, text: bytes) -> float:
        parent = searcher.get_parent()
        return idf(parent.doc_count_all(), parent.doc_frequency(fieldname, text))


class Corpus(NamedTuple):
    """Articles in three segments, opened by both; ``deleted`` ids; ``offsets`` of segments in Whoosh's numbers."""

    snapshot: Snapshot
    index: Any
    articles: list[Article]
    deleted: set[str]
    offsets: list[int]

    def whoosh_number(self, number: int) -> int:
        """Whoosh's number of one of our documents."""
        place = max(n for n, p in enumerate(self.snapshot.places) if p.base <= number)
        return number - self.snapshot.places[place].base + self.offsets[place]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The seed articles: real events in real French, persons, places and dates found in them."""
    folder = tmp_path_factory.mktemp("conformance")
    storage = storage_of(folder)
    articles = seed_articles()
    segments, opened, offsets, deleted = [], [], [0], set()
    chance = random.Random(3)
    for part in (articles[:70], articles[70:130], articles[130:]):
        segment = KiosqueSegment("MAIN", len(part))
        builder = SegmentBuilder(segment.path(storage), SHAPE)
        for article in part:
            builder.add(document(article, ""))
        builder.write()
        read = Segment(segment.path(storage))
        gone = np.array(sorted(chance.sample(range(len(part)), 6)))
        for number in gone.tolist():
            segment.delete_document(number)
            deleted.add(read.stored.values(number)["id"])
        segments.append(segment)
        opened.append((read, gone))
        offsets.append(offsets[-1] + len(part))
    TOC(whoosh_schema(), segments, 1).write(storage, "MAIN")
    return Corpus(Snapshot.of_segments(opened), open_dir(str(folder)), articles, deleted, offsets)


class Generator:
    """Random queries whose words are those of the articles."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self._chance = random.Random(seed)
        bodies = ([token.term for token in EXACT.tokens(article.body)] for article in corpus.articles)
        self._bodies = [body for body in bodies if len(body) > 5]

    def word(self) -> str:
        return self._chance.choice(self._chance.choice(self._bodies))

    def node(self, depth: int) -> wq.Query:
        """A query of at most that many levels below it."""
        chance = self._chance
        if depth == 0 or chance.random() < 0.25:
            return self.leaf()
        parts = [self.node(depth - 1) for _ in range(chance.choice((2, 2, 3)))]
        boost = chance.choice((1.0, 1.0, 1.5))
        kind = chance.randrange(8)
        if kind < 3:
            return wq.And(parts, boost=boost)
        if kind < 6:
            return wq.Or(parts, boost=boost)
        if kind == 6:
            return chance.choice(PAIRS)(parts[0], parts[1])
        return wq.And([parts[0], chance.choice((wq.Not, lambda q: Unscored(wq.Not(q))))(parts[1])])

    def leaf(self) -> wq.Query:
        chance = self._chance
        field, boost = chance.choice(FIELDS), chance.choice((1.0, 1.0, 2.5))
        kind = chance.randrange(11)
        if kind < 4:
            return wq.Term(field, self.word(), boost=boost)
        if kind < 7:
            return self._phrase(boost)
        if kind == 7:
            return (
                wq.Every() if chance.random() < 0.3 else wq.Term("persons", chance.choice(self._persons), boost=boost)
            )
        return wq.ConstantScoreQuery(self.many_terms(field), chance.choice((1.0, 2.0)))

    def _phrase(self, boost: float) -> wq.Query:
        body = self._chance.choice(self._bodies)
        start = self._chance.randrange(len(body) - 4)
        words = body[start : start + self._chance.choice((2, 2, 3, 4))]
        if self._chance.random() < 0.3:
            words = [words[0], words[-1]]
        return wq.Phrase("body", words, slop=self._chance.choice((1, 1, 2, 4)), boost=boost)

    def many_terms(self, field: str) -> wq.Query:
        """A query that stands for all terms of a kind."""
        chance = self._chance
        word = self.word()
        start, end = sorted((word[:3], self.word()[:2] + "z"))
        return chance.choice(
            (
                wq.Prefix(field, word[: chance.choice((1, 2, 3, 4))]),
                wq.Wildcard(field, word[:2] + chance.choice("*?") + word[-1:] + chance.choice(("", "*"))),
                # Whoosh fails on a word shorter than the beginning that must be right.
                wq.FuzzyTerm(field, word + "es", maxdist=chance.choice((1, 2)), prefixlength=chance.choice((1, 2))),
                wq.TermRange(field, start, end, chance.random() < 0.5, chance.random() < 0.5),
                wq.TermRange("published", "2017", chance.choice(("2018-03", None))),
                Terms(field, [self.word() for _ in range(5)]),
            )
        )

    _persons = ("Emmanuel Macron", "Angela Merkel", "Anne Hidalgo", "Personne Inconnue")


def theirs(corpus: Corpus, searcher: Any, query: wq.Query) -> dict[int, float]:
    """Whoosh's hits; it lets a deleted document through at the end of a segment when a Not is in an Or."""
    found = searcher.search(query, limit=None)
    return {hit.docnum: hit.score for hit in found if not searcher.reader().is_deleted(hit.docnum)}


@pytest.mark.parametrize("seed", range(12))
def test_the_fast_path_gives_what_whoosh_gives(corpus: Corpus, seed: int) -> None:
    generator = Generator(corpus, seed)
    with corpus.index.searcher(weighting=OurBM25()) as searcher:
        for _ in range(QUERIES_A_SEED):
            query = generator.node(random.Random(seed).choice((0, 1, 2)))
            expected = theirs(corpus, searcher, query)
            evaluated = Executor(corpus.snapshot, Budget(60)).run(query)
            documents = evaluated.found.documents
            scores = evaluated.scores(documents)
            found = dict(zip(map(corpus.whoosh_number, documents.tolist()), scores.tolist(), strict=True))
            assert found.keys() == expected.keys(), query
            assert evaluated.found.count == len(expected)
            assert found == pytest.approx(expected, abs=1e-4), repr(query)
            _check_the_best(evaluated, scores)


def _check_the_best(evaluated: Any, scores: Any) -> None:
    """Pruned or not, the best are the best, and no window holds more than its bound."""
    _, chosen = best(evaluated, evaluated.found, TOP, Budget(60))
    assert np.sort(chosen)[::-1][:TOP].tolist() == np.sort(scores)[::-1][:TOP].tolist()
    if len(scores):
        windows = evaluated.found.documents // 128
        assert (evaluated.bounds[windows] >= scores).all()


def test_bare_patterns_match_what_whoosh_matches(corpus: Corpus) -> None:
    generator = Generator(corpus, 99)
    with corpus.index.searcher() as searcher:
        for _ in range(200):
            query = generator.many_terms("body")
            found = Executor(corpus.snapshot, Budget(60)).run(query).found.documents
            assert set(map(corpus.whoosh_number, found.tolist())) == theirs(corpus, searcher, query).keys(), query


def test_facets_are_what_a_naive_count_gives(corpus: Corpus) -> None:
    """For every query, every facet: full counts, the best ten, and which documents a value has."""
    generator = Generator(corpus, 5)
    living = [article for article in corpus.articles if article.id not in corpus.deleted]
    rows = {article.id: document(article, "").values for article in living}
    for _ in range(60):
        found = Executor(corpus.snapshot, Budget(60)).run(generator.node(1)).found
        ids = [corpus.snapshot.id_of(n) for n in found.documents.tolist()]
        for name in (*(f.column for f in FACETS if f.kind == "values"), *(r.column for r in ROLL_UPS)):
            column = corpus.snapshot.column(name)
            expected: dict[str, int] = {}
            for article_id in ids:
                for key in {fold_key(value) or value for value in rows[article_id][name]}:
                    expected[key] = expected.get(key, 0) + 1
            counts = column.count(found)
            assert {column.keys[n]: int(counts[n]) for n in np.flatnonzero(counts)} == expected
            ranked = sorted(expected.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP]
            for way in (found, of_documents(found.documents, found.size)):
                assert [(column.keys[n], count) for n, count in column.top(way, TOP)] == ranked
            for key, count in ranked[:3]:
                assert column.having_value(key).counted(found) == count


def test_whoosh_itself_answers_the_query_of_a_word(corpus: Corpus) -> None:
    """What the site asks for is an ordinary Whoosh query."""
    query = Evaluator(corpus.snapshot, Budget(60)).query(Word("élections"))
    exact, stem = EXACT.tokens("élections")[0].term, STEM.tokens("élections")[0].term
    assert query == wq.Or(
        [q for f in ALL_FIELDS for q in (wq.Term(f, exact), wq.Term(f"{f}_stem", stem, boost=STEM_WEIGHT))]
    )


def test_what_is_not_known_is_refused(corpus: Corpus) -> None:
    with pytest.raises(NotSupported, match="Regex"):
        Executor(corpus.snapshot, Budget(60)).run(wq.Regex("body", "a.*"))


@pytest.mark.parametrize("distance", [1, 2])
def test_likeness_is_the_edit_distance(corpus: Corpus, distance: int) -> None:
    """The vocabulary's matrix against the definition, written naively."""
    chance = random.Random(distance)
    vocabulary = corpus.snapshot.vocabulary("title")
    for _ in range(30):
        word = chance.choice(vocabulary.words)
        cut = chance.randrange(len(word))
        misspelt = word[:cut] + word[cut + 1 :] or word
        expected = {w for w in vocabulary.words if _edits(misspelt, w) <= distance}
        assert {w for w, _ in vocabulary.near(misspelt, distance)} == expected
        found = Evaluator(corpus.snapshot, Budget(60)).run(Fuzzy(misspelt, distance, "title")).found
        holding = [corpus.snapshot.term("title", w.encode()).documents.documents for w in expected]
        assert found.documents.tolist() == sorted({int(n) for documents in holding for n in documents})


def _edits(a: str, b: str) -> int:
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]

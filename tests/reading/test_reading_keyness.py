"""What is distinctive of a set of articles: counted naively, by the formula of the papers, and found again by searching."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.text import STEM
from index.whoosh_writer import add_to_index, build_index, remove_from_index
from search.docset import of_documents
from search.engine import WhooshSearcher
from search.reading.keyness import LEAST_LIKELIHOOD, Key, Keyness, log_ratio
from search.reading.likelihood import likelihood
from search.reading.stopwords import tells
from search.reading.words import words_of
from search.request import SearchRequest
from search.snapshot import Snapshot
from tests.seeds import seed_articles


class Corpus:
    """The seed articles in two segments, some taken out again."""

    def __init__(self, folder) -> None:
        articles = seed_articles()
        half = len(articles) // 2
        build_index(folder, articles[:half], ["a"], 1, lambda _: None)
        add_to_index(folder, articles[half:], ["b"], lambda _: None)
        gone = {article.id for article in articles[3::11]}
        remove_from_index(folder, sorted(gone))
        self.searcher = WhooshSearcher(folder)
        self.snapshot = Snapshot(folder)
        self.article: dict[int, Article] = {int(n): self.snapshot.article(int(n)) for n in self.snapshot.live.documents}
        assert len(self.article) == len(articles) - len(gone)

    def some(self, condition) -> list[int]:
        return [n for n, article in self.article.items() if condition(article)]

    def set_of(self, numbers):
        return of_documents(np.array(sorted(numbers), np.int32), self.snapshot.size)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Corpus:
    return Corpus(tmp_path_factory.mktemp("keyness"))


def stems(article: Article) -> set[str]:
    return {token.term for _, text in article.texts() for token in STEM.tokens(text)}


def g2(a: int, size: int, b: int, other: int) -> float:
    """Dunning's ratio by its definition: twice the gain in log-likelihood of two shares over one."""

    def log_binomial(k: int, n: int, p: float) -> float:
        return (k * math.log(p) if k else 0) + ((n - k) * math.log(1 - p) if n - k else 0)

    together = (a + b) / (size + other)
    two = log_binomial(a, size, a / size) + log_binomial(b, other, b / other)
    one = log_binomial(a, size, together) + log_binomial(b, other, together)
    return (2 if a / size >= b / other else -2) * (two - one)


sizes = st.integers(1, 60_000)


@given(st.data(), sizes, sizes)
def test_the_likelihood_is_dunnings(data, size, other):
    a, b = data.draw(st.integers(0, size)), data.draw(st.integers(0, other))
    found = likelihood(np.array([a]), size, np.array([b]), other)[0]
    assert found == pytest.approx(g2(a, size, b, other), rel=1e-6, abs=1e-6)
    # The other way round it says the same of the other set.
    assert likelihood(np.array([b]), other, np.array([a]), size)[0] == pytest.approx(-found, rel=1e-6, abs=1e-6)
    ratio = log_ratio(np.array([a]), size, np.array([b]), other)[0]
    assert ratio == pytest.approx(math.log2(max(a, 0.5) / size / (max(b, 0.5) / other)))


@pytest.mark.parametrize("share", [2, 3, 7, 40])
def test_words_are_counted_in_every_text_of_every_segment(corpus, share):
    words = words_of(corpus.snapshot)
    chosen = list(corpus.article)[::share]
    expected = Counter(stem for n in chosen for stem in stems(corpus.article[n]))
    counts = words.count(corpus.set_of(chosen))
    assert {words.stems[n]: int(counts[n]) for n in np.flatnonzero(counts)} == dict(expected)
    every = Counter(stem for article in corpus.article.values() for stem in stems(article))
    assert {words.stems[n]: int(words.totals[n]) for n in np.flatnonzero(words.totals)} == dict(every)


@pytest.mark.parametrize("against", ["rest", "set"])
def test_the_distinctive_words_are_the_surest_of_all_and_searching_one_finds_its_articles(corpus, against):
    inside = corpus.some(lambda article: "Macron" in article.body)
    outside = [n for n in corpus.article if n not in inside]
    if against == "set":
        outside = corpus.some(lambda article: "France" in article.body)
    assert len(inside) > 20
    other = corpus.set_of(outside) if against == "set" else None
    found = Keyness(corpus.snapshot, corpus.set_of(inside), other, limit=60).words()
    one = Counter(stem for n in inside for stem in stems(corpus.article[n]))
    two = Counter(stem for n in outside for stem in stems(corpus.article[n]))
    naive = {
        stem: g2(count, len(inside), two[stem], len(outside))
        for stem, count in one.items()
        if count >= 3 and tells(stem)
    }
    sure = {stem: value for stem, value in naive.items() if value >= LEAST_LIKELIHOOD}
    assert found
    shown = {}
    for key in found:
        (token,) = STEM.tokens(key.value)
        shown[token.term] = key
        assert (key.count, key.reference) == (one[token.term], two[token.term])
        assert key.likelihood == pytest.approx(sure[token.term], abs=0.01)
        # The word as shown, searched, has just the articles that were counted.
        total = corpus.searcher.search(SearchRequest(q=key.value)).total
        assert total == sum(token.term in stems(article) for article in corpus.article.values())
    assert [key.likelihood for key in found] == sorted((key.likelihood for key in found), reverse=True)
    # What is left out is written with a hyphen, or in no article by itself.
    for stem in sure.keys() - shown.keys():
        if len(found) < 60:
            assert not any(
                token.term == stem and article.body[token.start : token.end].isalpha()
                for n in inside
                for article in [corpus.article[n]]
                for token in STEM.tokens(article.body)
            ), stem


def test_words_are_written_as_newspapers_write_them(corpus):
    words = words_of(corpus.snapshot)
    number = {stem: n for n, stem in enumerate(words.stems)}
    written = {
        stem: words.written(corpus.snapshot, number[stem]) for stem in ("macron", "president", "etat", "ministr")
    }
    assert written == {"macron": "Macron", "president": "président", "etat": "État", "ministr": "ministre"}


def test_values_against_all_other_articles_and_against_another_set(corpus):
    inside = corpus.some(lambda article: article.day >= "2017")
    outside = [n for n in corpus.article if n not in inside]

    def counted(numbers):
        return Counter(name for n in numbers for name in {person.value for person in corpus.article[n].persons})

    one, two = counted(inside), counted(outside)
    expected = sorted(
        (
            Key(
                name,
                count,
                two[name],
                value,
                round(math.log2(count / len(inside) / (max(two[name], 0.5) / len(outside))), 2),
            )
            for name, count in one.items()
            if count >= 2 and (value := round(g2(count, len(inside), two[name], len(outside)), 2)) >= LEAST_LIKELIHOOD
        ),
        key=lambda key: -key.likelihood,
    )
    rest = Keyness(corpus.snapshot, corpus.set_of(inside), minimum=2, limit=500).values("persons")
    other = Keyness(corpus.snapshot, corpus.set_of(inside), corpus.set_of(outside), minimum=2, limit=500).values(
        "persons"
    )
    assert rest == other
    assert sorted(rest, key=lambda key: (-key.likelihood, key.value)) == sorted(
        expected, key=lambda key: (-key.likelihood, key.value)
    )
    assert rest


def test_nothing_is_distinctive_of_nothing_and_of_everything(corpus):
    for documents in (corpus.set_of([]), corpus.snapshot.live):
        keyness = Keyness(corpus.snapshot, documents)
        assert keyness.words() == keyness.values("persons") == []
        assert Keyness(corpus.snapshot, documents, corpus.set_of([])).words() == []

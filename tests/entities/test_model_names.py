"""The learned tagger: what its arrays say is what its features say, in any company."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.entities.model import features, scorer
from index.entities.model.decode import LONGEST, best_labels, likelihoods, runs_of
from index.entities.model.lexicon import MODEL, OLD_MODEL, magnitude
from index.entities.model.names import OLD_UNTIL, find_names
from index.entities.model.scorer import END, Types, candidates, emissions, read
from index.entities.model.weights import LABELS, load, unpacked, weights

WORDS = (
    "Emmanuel Macron|M.|de|Le Pen|à|Paris|(Var)|Vienne|Corée du Nord|rue|Victor Hugo|8e arrondissement|l’Élysée|du|Havre|"
    "Saint-Étienne|PARIS|MACRON|Kim Jong-un|mer Noire|ministre|dit|« |»|\n|, |. |A7|The Voice Kids|Paris-Nice|É|ﬁ|\u202f|1er|-"
)
TEXTS = st.lists(st.sampled_from(WORDS.split("|")), max_size=30).map(" ".join)


@settings(max_examples=60)
@given(st.lists(st.lists(TEXTS, max_size=3), max_size=5))
def test_articles_are_read_alike_alone_and_together(articles):
    given_ = [[("title", texts[0]), *(("body", text) for text in texts[1:])] if texts else [] for texts in articles]
    assert find_names(given_) == [find_names([article])[0] for article in given_]
    for article, spans in zip(given_, find_names(given_), strict=True):
        for span in spans:
            assert article[span.text][1][span.start : span.end].strip()


def test_the_scores_are_the_sums_of_the_features():
    """What ``emissions`` gathers from rows and tables, added up feature by feature from the file."""
    with np.load(MODEL) as stored:
        arrays = {name: stored[name] for name in stored.files}
    names = arrays["feature_names"].tobytes().decode().split("\n")
    scores = dict(zip(names, arrays["feature_scores"] * float(arrays["scale"]), strict=True))
    text = "Le président russe Vladimir Poutine et la Corée du Nord. Au Havre, rue Victor-Hugo, The Voice Kids."
    types, model = Types(weights()), weights()
    batch = read([text], [True], types)
    places = np.flatnonzero((batch.types != END) & candidates(batch, types))
    found = emissions(batch, places, types, model)
    crf = pytest.importorskip("index.entities.training.crf", reason="needs requirements-train.txt")
    from index.entities.training.annotated import Paragraph, keys_of

    words = [types.words[number] for number in batch.types if number != END]
    listed = crf.names_of_features(Paragraph(words, keys_of(words), ["O"] * len(words), headline=True))
    zero = np.zeros(len(LABELS))
    expected = np.stack([sum((scores.get(name, zero) for name in each), zero) for each in listed])
    position = {int(place): index for index, place in enumerate(np.flatnonzero(batch.types != END))}
    assert np.allclose(found, expected[[position[int(place)] for place in places]], atol=1e-3)


def test_words_of_the_file_are_as_computed():
    """The rows kept in the model's file, against the same computed from the lists as they are now."""
    with np.load(MODEL) as stored:
        bare = unpacked({name: stored[name] for name in stored.files if not name.startswith("words_")})
    kept, fresh = Types(weights()), Types(bare)
    sample = kept.words[1::97]
    numbers = fresh.numbers_of(sample)
    assert len(sample) > 200
    for word, number in zip(sample, numbers, strict=True):
        known = kept.numbers[word]
        assert kept.keys[known] == fresh.keys[number]
        for name in set(scorer._ARRAYS) - {"folded"}:
            assert np.array_equal(getattr(kept, name)[known], getattr(fresh, name)[number]), (word, name)


def test_the_model_is_small_and_plain():
    for path in (MODEL, OLD_MODEL):
        with np.load(path, allow_pickle=False) as stored:
            assert all(stored[name].dtype.hasobject is False for name in stored.files)
    assert MODEL.stat().st_size + OLD_MODEL.stat().st_size <= 5_000_000


def test_a_model_of_another_version_is_refused(tmp_path):
    path = tmp_path / "model.npz"
    np.savez(path, version=np.array(99))
    with pytest.raises(ValueError, match=r"version 99.*index train"):
        load(path)


def test_memory_is_bounded(monkeypatch):
    """Past so many words everything is forgotten, and reading goes on."""
    types = Types(weights())
    monkeypatch.setattr(scorer, "_MOST_TYPES", len(types.words))
    read(["Unmotnouveau Unautremot"], [False], types)
    assert types.is_full
    read(["Paris"], [False], types)
    assert not types.is_full or len(types.words) <= scorer._MOST_TYPES + 1


def test_old_newspapers_have_weights_of_their_own():
    article = [("body", "M. le comte de Mun et M. Clemenceau sont partis pour Rennes.")]
    year = int(OLD_UNTIL)
    old, new = (find_names([article], [f"{y}-05-01"]) for y in (year - 1, year))
    assert find_names([article, article], [f"{year - 1}", ""]) == [old[0], find_names([article])[0]]
    assert new == find_names([article])
    assert {span.kind for span in old[0]} == {"PER", "LOC"}


def _ways(scores: Any, transitions: Any, opened: bool, closed: bool) -> Iterator[tuple[tuple[int, ...], float]]:
    """Every labelling of a run with its score."""
    for labels in itertools.product(range(len(LABELS)), repeat=len(scores)):
        total = sum(scores[k][label] for k, label in enumerate(labels))
        total += sum(transitions[a][b] for a, b in itertools.pairwise(labels))
        total += transitions[0][labels[0]] if opened else 0
        total += transitions[labels[-1]][0] if closed else 0
        yield labels, total


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.lists(st.booleans(), min_size=3, max_size=8))
def test_decoding_against_all_ways(seed, inside):
    rng = np.random.default_rng(seed)
    ends = np.array([True, True, *(not each and rng.random() < 0.5 for each in inside), True, True])
    places = np.flatnonzero(np.array([False, False, *inside, False, False]) & ~ends)
    scores = rng.normal(size=(len(places), len(LABELS))).astype(np.float32)
    transitions = rng.normal(size=(len(LABELS), len(LABELS))).astype(np.float32)
    if not len(places):
        return
    runs = runs_of(places, ends)
    labels, chances = best_labels(scores, runs, transitions), likelihoods(scores, runs, transitions)
    start = 0
    while start < len(places):
        stop = start + 1
        while stop < len(places) and places[stop] == places[stop - 1] + 1:
            stop += 1
        if stop - start <= 4:
            ways = list(
                _ways(scores[start:stop], transitions, not ends[places[start] - 1], not ends[places[stop - 1] + 1])
            )
            best, _ = max(ways, key=lambda way: way[1])
            assert tuple(labels[start:stop]) == best
            weight = np.exp([total for _, total in ways])
            for k in range(stop - start):
                for label in range(len(LABELS)):
                    share = sum(w for (way, _), w in zip(ways, weight, strict=True) if way[k] == label) / weight.sum()
                    assert abs(chances[start + k][label] - share) < 1e-3
        start = stop


def test_long_runs_are_cut_and_bounded():
    """A page in capitals beside many short names: no table of the one's length for all the others."""
    text = " ".join(["JEAN DUPONT"] * 3_000) + "\n" + "Paris est là. " * 3_000
    types, model = Types(weights()), weights()
    batch = read([text], [False], types)
    places = np.flatnonzero(candidates(batch, types))
    runs = runs_of(places, batch.types == END)
    assert runs.cells.shape[1] == LONGEST
    assert (runs.cells >= 0).sum() == len(places)
    labels = best_labels(emissions(batch, places, types, model), runs, model.transitions)
    assert len(labels) == len(places)
    assert {span.kind for span in find_names([[("body", text)]])[0]} >= {"LOC"}


def test_magnitudes_rise():
    found = [magnitude(n) for n in (0, 1, 2, 10, 10**3, 10**6, 10**9)]
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] == 9


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["la", "mer", "Noire"], ["", "Bmsea", "Imsea"]),
        (["du", "Pellerin"], ["", "A1city"]),
        (["à", "Paris"], ["", "B1city"]),
        (["en", "Corée", "du", "Nord"], ["", "Bmcountry", "Imcountry", "Imcountry"]),
        (["il", "mange"], ["", ""]),
    ],
)
def test_places_in_the_lists(words, expected):
    from index.entities.gazetteer import name_key

    assert features.place_tags(words, [name_key(word) for word in words]) == expected

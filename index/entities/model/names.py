"""The spans of some articles that name persons and places.

First each word is labelled by what stands around it; then once more, with what the article's other words of the same
spelling were taken for: a name made plain once ("l'acteur Birol Ünel") is known in the rest of the article ("Ünel").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.entities.model.decode import best_labels, likelihoods, runs_of
from index.entities.model.scorer import END, Batch, Types, candidates, emissions, read
from index.entities.model.weights import LABELS, Floats, Weights, old_weights, weights

PERSON, PLACE = "PER", "LOC"
_TITLE = "title"
_KINDS = tuple((label.startswith("B"), label[2:]) for label in LABELS)
_IN_PERSON = LABELS.index("I-PER")
# How much an article's other mentions weigh, in the scores' own scale; chosen on the training set, by halves:
# persons' F1 rises from .940 to .948, places' stays, anywhere between 1 and 3.
_SAME_LABEL, _SURNAME, _OUTSIDE = 2.0, 2.0, 1.0
_MAY_BE = 0.3  # how likely a surname's other mentions must be persons for it to weigh


class Span(NamedTuple):
    """A name: ``text`` is the number of the text, ``start`` and ``end`` its characters, ``kind`` PER or LOC."""

    text: int
    start: int
    end: int
    kind: str


OLD_UNTIL = "1950"
"""Articles published before this year are read by the weights that learned from old newspapers as well: other
customs, and letters misread by machines."""


@cache
def _model(*, old: bool) -> tuple[Weights, Types]:
    found = old_weights() if old else weights()
    return found, Types(found)


def find_names(articles: Sequence[Sequence[tuple[str, str]]], published: Sequence[str] = ()) -> list[list[Span]]:
    """The names in each article, given as ``(field, text)`` pairs; spans count its texts from 0, in reading order.

    ``published`` is the date of each, an ISO prefix or ""; the undated are read as news of today.
    """
    old = [number for number, date in enumerate(published) if "" < date < OLD_UNTIL and date[:4].isdigit()]
    if not old:
        return tagged(articles, *_model(old=False))
    found = tagged([() if number in old else article for number, article in enumerate(articles)], *_model(old=False))
    for number, spans in zip(old, tagged([articles[number] for number in old], *_model(old=True)), strict=True):
        found[number] = spans
    return found


def tagged(articles: Sequence[Sequence[tuple[str, str]]], model: Weights, types: Types) -> list[list[Span]]:
    """The same by a given model."""
    texts = [(field, text) for article in articles for field, text in article]
    counts = [len(article) for article in articles]
    found: list[list[Span]] = [[] for _ in articles]
    if not texts:
        return found
    batch = read([text for _, text in texts], [field == _TITLE for field, _ in texts], types)
    article_of = np.repeat(np.arange(len(articles)), counts)
    first_text = np.cumsum(counts) - counts
    for span in _spans(batch, article_of, types, model):
        article = int(article_of[span.text])
        found[article].append(span._replace(text=span.text - int(first_text[article])))
    return found


def _spans(batch: Batch, article_of: NDArray[np.intp], types: Types, model: Weights) -> list[Span]:
    places = np.flatnonzero(candidates(batch, types))
    if not len(places):
        return []
    scores = emissions(batch, places, types, model)
    runs = runs_of(places, batch.types == END)
    chances = likelihoods(scores, runs, model.transitions)
    labels = best_labels(scores, runs, model.transitions)
    scores += _told_elsewhere(batch, places, article_of, types, chances, labels)
    return _joined(batch, places, best_labels(scores, runs, model.transitions))


def _told_elsewhere(
    batch: Batch,
    places: NDArray[np.intp],
    article_of: NDArray[np.intp],
    types: Types,
    chances: Floats,
    labels: NDArray[np.int8],
) -> Floats:
    """What to add to the scores [place, label] for what the same word was taken for elsewhere in the article."""
    numbers = batch.types[places]
    capital = types.capital[numbers]
    key = article_of[batch.text[places]].astype(np.int64) * (1 + int(types.folded.max())) + types.folded[numbers]
    _, group = np.unique(np.where(capital, key, -1), return_inverse=True)
    total = np.stack([np.bincount(group, chances[:, label]) for label in range(len(LABELS))], 1)[group]
    others = np.bincount(group)[group] - 1
    elsewhere = (total - chances) / np.maximum(others, 1)[:, None]
    person, place = elsewhere[:, 1] + elsewhere[:, 2], elsewhere[:, 3] + elsewhere[:, 4]
    outside = _OUTSIDE * elsewhere[:, 0]
    surnames = np.bincount(group, (labels == _IN_PERSON) & capital)[group]
    added = np.zeros_like(chances)
    added[:, 1] = added[:, 2] = _SAME_LABEL * person - outside
    added[:, 3] = added[:, 4] = _SAME_LABEL * place - outside
    added[:, 1] += _SURNAME * np.minimum(1, surnames / 2 + 0.5) * (surnames > 0) * (person > _MAY_BE)
    added[~capital | (others == 0)] = 0
    return added


def _joined(batch: Batch, places: NDArray[np.intp], labels: NDArray[np.int8]) -> list[Span]:
    """The spans that labels make: a beginning and what follows inside."""
    spans: list[Span] = []
    for index in np.flatnonzero(labels).tolist():
        begins, kind = _KINDS[labels[index]]
        follows = index and labels[index - 1] and places[index] == places[index - 1] + 1
        if follows and not begins and _KINDS[labels[index - 1]][1] == kind:
            spans[-1] = spans[-1]._replace(end=int(batch.end[places[index]]))
        else:
            first = places[index]
            spans.append(Span(int(batch.text[first]), int(batch.start[first]), int(batch.end[first]), kind))
    return spans

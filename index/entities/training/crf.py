"""The weights of a linear-chain CRF, learned with python-crfsuite from annotated paragraphs.

L-BFGS with an L1 and an L2 term: most features get no weight at all, which keeps the model small.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pycrfsuite

from index.entities.model import features
from index.entities.model.features import TEMPLATES, TYPE_VIEWS
from index.entities.model.weights import LABELS, OFFSETS, Floats, template_name
from index.entities.training.annotated import Paragraph

# Chosen by training on one half of the training set and scoring the other; anything near does as well.
L1, L2 = 0.1, 0.05
ITERATIONS = 80
LEAST_ARTICLES = 2  # a feature of one article only says what that article is about

Sparse = dict[str, Floats]


def names_of_features(paragraph: Paragraph) -> list[list[str]]:
    """The features of each word: "b", a type's at each offset, combinations of classes."""
    words = paragraph.words
    size = len(words)
    given = [features.lists(word) for word in words]
    views = {view: [features.type_view(view, word) for word in words] for view in TYPE_VIEWS}
    ends = {view: features.type_view(view, "") for view in TYPE_VIEWS}
    views |= features.position_views(words, paragraph.keys, headline=paragraph.headline)
    heads = [f"{template_name(template)}=" for template in TEMPLATES]
    found = []
    for index in range(size):
        names = ["b"]
        for lists, offsets in enumerate(OFFSETS):
            for offset in offsets:
                place = index + offset
                found_there = given[place][lists] if 0 <= place < size else features.END
                names += [f"{offset}{name}" for name in found_there]
        for head, template in zip(heads, TEMPLATES, strict=True):
            values = [
                views[view][index + offset] if 0 <= index + offset < size else ends.get(view, "")
                for view, offset in template
            ]
            if all(values):
                names.append(head + "\t".join(values))
        found.append(names)
    return found


def train(articles: Iterable[Sequence[Paragraph]], l1: float = L1, l2: float = L2) -> tuple[Sparse, Floats]:
    """The score [label] of every feature that has any, and the transitions [label before, label]."""
    examples: list[tuple[list[list[str]], list[str]]] = []
    met: Counter[str] = Counter()
    for article in articles:
        here: set[str] = set()
        for paragraph in article:
            names = names_of_features(paragraph)
            examples.append((names, paragraph.labels))
            for each in names:
                here.update(each)
        met.update(here)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for names, labels in examples:
        trainer.append([[name for name in each if met[name] >= LEAST_ARTICLES] for each in names], labels)
    examples.clear()
    trainer.set_params({"c1": l1, "c2": l2, "max_iterations": ITERATIONS, "feature.possible_transitions": True})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "weights.crfsuite")
        trainer.train(path)
        return _weights(path)


def _weights(path: str) -> tuple[Sparse, Floats]:
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    learned = tagger.info()
    number = {label: index for index, label in enumerate(LABELS)}
    scores: Sparse = {}
    for (name, label), score in learned.state_features.items():
        scores.setdefault(name, np.zeros(len(LABELS), np.float32))[number[label]] = score
    transitions = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for (before, label), score in learned.transitions.items():
        transitions[number[before], number[label]] = score
    return scores, transitions

"""spaCy's named entity recogniser, a CNN trained here on the same annotated articles.

The number of rounds is chosen on every tenth training article, held out; then all are trained on for so many rounds.
Layers (HashEmbedCNN 96 × 4), optimiser, averaged weights and batches that grow are those of spaCy's own recipe for
processors; dropout is .25 instead of .1, lest a small set be learnt by heart. Persons and places only: dates would be spans
without values. spaCy links no names: the value of a mention is its text. No word vectors: none come with spaCy, and
nothing is downloaded.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import fix_random_seed

from benchmarks.entities.gold import TYPES, Item, Record, annotated, texts_of

KINDS = ("persons", "places")
SEED = 20260301
# 128 instead of 96 was tried: .852 at best on the held-out articles, and a quarter to a half slower.
WIDTH, DEPTH, ROWS = 96, 4, 5000
DROPOUT = 0.25
# So many rounds at most, and so many without gain until it is seen that no more come.
_ROUNDS, _PATIENCE = 30, 4
_HELD_OUT = 10
_BATCH = 256

_LABELS = {TYPES[kind]: kind for kind in KINDS}


def _untrained() -> Any:
    nlp = spacy.blank("fr")
    tok2vec = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": WIDTH,
        "depth": DEPTH,
        "embed_size": ROWS,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    }
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }
    nlp.add_pipe("ner", config={"model": model})
    return nlp


def _examples(nlp: Any, articles: Sequence[Record]) -> Iterator[Example]:
    """A title, a body: one document each. A name that spaCy's words do not part is unknown to it, not wrong."""
    for article in articles:
        for field, text in texts_of(article):
            known = nlp.make_doc(text)
            ents, missing = [], []
            for item in annotated(article):
                if item.field == field and item.kind in KINDS:
                    span = known.char_span(item.start, item.end, label=TYPES[item.kind])
                    if span is None:
                        missing.append(known.char_span(item.start, item.end, alignment_mode="expand"))
                    else:
                        ents.append(span)
            known.set_ents(ents, missing=missing, default="outside")
            yield Example(nlp.make_doc(text), known)


def _rounds(nlp: Any, examples: list[Example], count: int) -> Iterator[Any]:
    """Train; after each round gives the optimiser, whose averages are the weights to use."""
    fix_random_seed(SEED)
    shuffle = random.Random(SEED).shuffle
    optimizer = nlp.initialize(lambda: examples)
    # One stream over all rounds: each would begin small again else.
    sizes = _batch_sizes()
    for _ in range(count):
        shuffle(examples)
        for batch in minibatch_by_words(examples, size=sizes, discard_oversize=False):
            nlp.update(batch, sgd=optimizer, drop=DROPOUT)
        yield optimizer


def _batch_sizes() -> Iterator[int]:
    """Words a batch: from 100, a thousandth more each, to 1,000."""
    size = 100.0
    while True:
        yield int(size)
        size = min(size * 1.001, 1000.0)


def _best_count(articles: Sequence[Record]) -> int:
    """After how many rounds the held-out articles are read best."""
    nlp = _untrained()
    held = [a for n, a in enumerate(articles) if n % _HELD_OUT == 0]
    rest = [a for n, a in enumerate(articles) if n % _HELD_OUT]
    tests = list(_examples(nlp, held))
    best, count = -1.0, 0
    for number, optimizer in enumerate(_rounds(nlp, list(_examples(nlp, rest)), _ROUNDS), 1):
        with nlp.use_params(optimizer.averages):
            f1 = nlp.evaluate(tests)["ents_f"]
        print(f"  spaCy: round {number}: F1 {f1:.3f} on the held-out articles", file=sys.stderr, flush=True)
        if f1 > best:
            best, count = f1, number
        elif number >= count + _PATIENCE:
            break
    return count


def train(articles: Sequence[Record], folder: Path) -> None:
    """Train on the articles and keep the model in ``folder``."""
    count = _best_count(articles)
    nlp = _untrained()
    for number, optimizer in enumerate(_rounds(nlp, list(_examples(nlp, articles)), count), 1):
        print(f"  spaCy: round {number} of {count}, all articles", file=sys.stderr, flush=True)
        if number == count:
            with nlp.use_params(optimizer.averages):
                nlp.to_disk(folder)


class SpacyTagger:
    """A trained model, opened."""

    def __init__(self, folder: Path) -> None:
        self._nlp = spacy.load(folder)

    def tag(self, articles: Sequence[Record]) -> Iterator[list[Item]]:
        """The persons and places of each article."""
        texts = [(text, number) for number, article in enumerate(articles) for text in texts_of(article)]
        parts = (((text, (number, field))) for (field, text), number in texts)
        found: list[list[Item]] = [[] for _ in articles]
        for doc, (number, field) in self._nlp.pipe(parts, as_tuples=True, batch_size=_BATCH):
            found[number] += [Item(_LABELS[e.label_], field, e.start_char, e.end_char, e.text) for e in doc.ents]
        yield from found


def load(model: Path) -> SpacyTagger:
    """The model of that folder."""
    return SpacyTagger(model)


def version() -> str:
    """Of the package."""
    return f"spaCy {spacy.__version__}"

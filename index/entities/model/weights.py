"""The model's weights as arrays: what each feature, and each combination of classes, adds to the score of a label.

The file ``data/model.npz`` (no pickle) also holds the lexicon's words; docs/model-card.md says what it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.entities.model.features import TEMPLATES, VIEWS
from index.entities.model.lexicon import MODEL, OLD_MODEL, decoded, encoded

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
"""Outside, beginning and inside of a person's or a place's name."""
VERSION = 1
WORDS = "words_"
"""How the names of the arrays of words begin."""
_OFFSET = re.compile(r"(?<=^-\d)|(?<=^\d)")

Floats = NDArray[np.float32]


OFFSETS = ((0,), (-1, 1), (-2, 2))
"""Where a word's features count: at its own place, at its neighbours', two away."""


@dataclass(frozen=True, slots=True)
class Table:
    """Scores [row, offset, label] of some features, by name, in units of ``Weights.scale``."""

    rows: dict[str, int]
    scores: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Weights:
    """``tables`` are the scores of a word's features at each of ``OFFSETS``.

    ``values`` numbers the values of each view from 1 (0: none that counts). For each of ``TEMPLATES``, ``keys`` are the
    combinations that count, ascending, as numbers to the base of the views' sizes, and ``scores`` their rows;
    the last row is of zeros, for all others. ``transitions``: [label before, label]. ``joiners``: the words in lower
    case that stand in names ("rue", "de", "latine").
    """

    tables: tuple[Table, ...]
    values: dict[str, dict[str, int]]
    keys: tuple[NDArray[np.int64], ...]
    scores: tuple[Floats, ...]
    transitions: Floats
    bias: Floats
    joiners: frozenset[str]
    scale: float
    words: dict[str, NDArray[Any]]


def template_name(template: tuple[tuple[str, int], ...]) -> str:
    """How a template's features begin: "cls-1|cls0"."""
    return "|".join(f"{view}{offset}" for view, offset in template)


@cache
def weights() -> Weights:
    """The weights of the model in use."""
    return load(MODEL)


@cache
def old_weights() -> Weights:
    """The weights for newspapers of the first half of the twentieth century and before."""
    return load(OLD_MODEL)


def load(path: Path) -> Weights:
    """Read a model; ValueError when it is of another version."""
    with np.load(path, allow_pickle=False) as stored:
        if int(stored["version"]) != VERSION:
            raise ValueError(
                f"{path} is a model of version {int(stored['version'])}, not {VERSION}; cure: python -m index train"
            )
        return unpacked({name: stored[name] for name in stored.files})


def unpacked(arrays: Mapping[str, NDArray[Any]]) -> Weights:
    """The weights that ``packed`` made arrays of."""
    names = decoded(arrays["feature_names"])
    return make(
        dict(zip(names, arrays["feature_scores"].astype(np.int32), strict=True)),
        float(arrays["scale"]),
        arrays["transitions"].astype(np.float32),
        decoded(arrays["joiners"]),
        {name: array for name, array in arrays.items() if name.startswith(WORDS)},
    )


def make(
    scores: dict[str, NDArray[np.int32]],
    scale: float,
    transitions: Floats,
    joiners: Iterable[str],
    words: dict[str, NDArray[Any]],
) -> Weights:
    """Weights from the score of every feature by name, templates and types alike."""
    names = {f"{template_name(template)}=": number for number, template in enumerate(TEMPLATES)}
    features: dict[str, NDArray[np.int32]] = {}
    combined: list[list[tuple[tuple[str, ...], Floats]]] = [[] for _ in TEMPLATES]
    values: dict[str, dict[str, int]] = {view: {} for view in VIEWS}
    for name, row in scores.items():
        head, sign, rest = name.partition("=")
        number = names.get(head + sign)
        if number is None:
            features[name] = row
            continue
        parts = tuple(rest.split("\t"))
        for (view, _), value in zip(TEMPLATES[number], parts, strict=True):
            values[view].setdefault(value, len(values[view]) + 1)
        combined[number].append((parts, row * np.float32(scale)))
    bias = features.pop("b", np.zeros(len(LABELS), np.int32)) * np.float32(scale)
    looked_up = [_combinations(template, found, values) for template, found in zip(TEMPLATES, combined, strict=True)]
    return Weights(
        tuple(_table(features, offsets) for offsets in OFFSETS),
        values,
        tuple(keys for keys, _ in looked_up),
        tuple(table for _, table in looked_up),
        transitions,
        bias,
        frozenset(joiners),
        scale,
        words,
    )


def _combinations(
    template: tuple[tuple[str, int], ...],
    found: list[tuple[tuple[str, ...], Floats]],
    values: dict[str, dict[str, int]],
) -> tuple[NDArray[np.int64], Floats]:
    """A template's keys, ascending, and their scores."""
    sizes = [len(values[view]) + 1 for view, _ in template]
    keys = np.array(
        [
            _key([values[view][value] for (view, _), value in zip(template, parts, strict=True)], sizes)
            for parts, _ in found
        ],
        np.int64,
    )
    order = np.argsort(keys, kind="stable")
    rows = [found[index][1] for index in order] + [np.zeros(len(LABELS), np.float32)]
    return keys[order], np.stack(rows).astype(np.float32)


def _table(features: dict[str, NDArray[np.int32]], offsets: tuple[int, ...]) -> Table:
    """The features of these offsets: a word's own are named by the place it is seen from, "-1w=paris" from behind."""
    rows: dict[str, int] = {}
    found: list[tuple[int, int, NDArray[np.int32]]] = []
    for name, scores in features.items():
        offset, feature = _OFFSET.split(name)
        if int(offset) in offsets:
            found.append((rows.setdefault(feature, len(rows)), offsets.index(int(offset)), scores))
    table = np.zeros((len(rows), len(offsets), len(LABELS)), np.int32)
    for row, column, scores in found:
        table[row, column] = scores
    return Table(rows, table)


def _key(numbers: list[int], sizes: list[int]) -> int:
    key = 0
    for number, size in zip(numbers, sizes, strict=True):
        key = key * size + number
    return key


def packed(scores: dict[str, Floats], transitions: Floats, joiners: Iterable[str]) -> dict[str, NDArray[Any]]:
    """The arrays of a model file: scores as 16-bit integers of one scale, a rounding far below what decides."""
    names = sorted(scores)
    rows = np.stack([scores[name] for name in names])
    scale = float(np.abs(rows).max()) / 32_767
    return {
        "version": np.array(VERSION),
        "feature_names": encoded(names),
        "feature_scores": np.round(rows / scale).astype(np.int16),
        "scale": np.array(scale),
        "transitions": transitions.astype(np.float32),
        "joiners": encoded(sorted(joiners)),
    }

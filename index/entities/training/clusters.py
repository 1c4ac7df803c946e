"""Classes of words that stand in like contexts, learned from articles nobody has annotated.

Each word is counted with the commonest words at the two places before and after it; the table of positive pointwise
mutual information is brought to a hundred columns (Halko, Martinsson and Tropp 2011; Levy and Goldberg 2014: what
word2vec does), and words are grouped by direction (spherical k-means). Three sizes of groups, as Brown clusters are
used at several depths (Miller et al. 2004). Deterministic: every draw has a seed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from index.entities.model.lexicon import without_digits
from index.entities.model.tokens import pieces

LEAST = 2  # times a word must be met to be in a cluster; from 4 to 2, places' F1 rises by .004
SIZES = (128, 512, 2048)
_CONTEXTS = 2_500
_OFFSETS = (-2, -1, 1, 2)
_DIMENSIONS, _SPARE, _ROUNDS = 100, 20, 5
_SMOOTH = 0.75  # contexts' counts to this power: rare ones would tell too much (Levy, Goldberg and Dagan 2015)
_ITERATIONS = 15
SEED = 0
"""Where k-means begins: another beginning moves F1 on the development set by up to .007 either way."""
_SLICE = 8_192
_LARGEST_WEIGHT = 100.0

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Clusters:
    """``words`` by falling ``frequency``; ``clusters`` [word, size] for each of ``SIZES``."""

    words: list[str]
    frequency: NDArray[np.int32]
    clusters: NDArray[np.uint16]


def learn(texts: Iterable[str]) -> Clusters:
    """The clusters of all words of some texts; some 15 million words take a few minutes and 3 GB."""
    numbers: dict[str, int] = {}
    stream: list[int] = []
    for text in texts:
        for piece in pieces(text):
            if piece[0] == "\n" or not piece.isspace():
                word = "\n" if piece[0] == "\n" else without_digits(piece)
                stream.append(numbers.setdefault(word, len(numbers)))
        stream.append(numbers.setdefault("\n", len(numbers)))
    tokens = np.array(stream, np.int32)
    frequency = np.bincount(tokens, minlength=len(numbers))
    order = np.argsort(-frequency, kind="stable")
    kept = order[frequency[order] >= LEAST]
    vectors = _vectors(tokens, order, kept)
    weight = np.minimum(np.sqrt(frequency[kept]), _LARGEST_WEIGHT).astype(np.float32)
    groups = np.stack([_grouped(vectors, weight, size) for size in SIZES], 1).astype(np.uint16)
    names = list(numbers)
    words = kept != numbers.get("\n", -1)
    return Clusters([names[k] for k in kept[words]], frequency[kept[words]].astype(np.int32), groups[words])


def _vectors(tokens: NDArray[np.int32], order: NDArray[np.intp], kept: NDArray[np.intp]) -> Floats:
    """A direction of 100 dimensions for each word kept."""
    table = _information(_counts(tokens, order, kept))
    rng = np.random.default_rng(0)
    basis = rng.standard_normal((table.shape[1], _DIMENSIONS + _SPARE)).astype(np.float32)
    for _ in range(_ROUNDS):
        basis, _ = np.linalg.qr(table.T @ np.linalg.qr(table @ basis)[0])
    left, sizes, _ = np.linalg.svd(table @ basis, full_matrices=False)
    vectors = left[:, :_DIMENSIONS] * np.sqrt(sizes[:_DIMENSIONS])
    even: Floats = (vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)).astype(np.float32)
    return even


def _counts(tokens: NDArray[np.int32], order: NDArray[np.intp], kept: NDArray[np.intp]) -> sp.csr_matrix:
    """How often each word stands beside each context [word, context at an offset]."""
    row, column = np.full(len(order), -1), np.full(len(order), -1)
    row[kept] = np.arange(len(kept))
    contexts = order[:_CONTEXTS]
    column[contexts] = np.arange(len(contexts))
    tables = []
    for offset in _OFFSETS:
        here = tokens[max(0, -offset) : len(tokens) - max(0, offset)]
        there = tokens[max(0, offset) : len(tokens) - max(0, -offset)]
        rows, columns = row[here], column[there]
        both = (rows >= 0) & (columns >= 0)
        key, count = np.unique(rows[both] * _CONTEXTS + columns[both], return_counts=True)
        shape = (len(kept), _CONTEXTS)
        tables.append(sp.csr_matrix((count.astype(np.float64), (key // _CONTEXTS, key % _CONTEXTS)), shape=shape))
    return sp.hstack(tables).tocsr()


def _information(counts: sp.csr_matrix) -> sp.csr_matrix:
    """Positive pointwise mutual information; what was seen once counts half."""
    words = np.asarray(counts.sum(1)).ravel()
    contexts = np.asarray(counts.sum(0)).ravel() ** _SMOOTH
    contexts /= max(contexts.sum(), 1e-9)
    cells = counts.tocoo()
    value = np.log(cells.data / (words[cells.row] * contexts[cells.col]))
    value = np.maximum(value, 0) * cells.data / (cells.data + 1)
    table = sp.csr_matrix((value.astype(np.float32), (cells.row, cells.col)), shape=counts.shape)
    table.eliminate_zeros()
    return table


def _grouped(vectors: Floats, weight: Floats, size: int) -> NDArray[np.intp]:
    """Each word's group, of at most ``size``."""
    size = min(size, len(vectors))
    rng = np.random.default_rng([SEED, size])
    centres = vectors[rng.choice(len(vectors), size, replace=False, p=weight / weight.sum())]
    group = np.zeros(len(vectors), np.intp)
    for _ in range(_ITERATIONS):
        for start in range(0, len(vectors), _SLICE):
            part = slice(start, start + _SLICE)
            group[part] = (vectors[part] @ centres.T).argmax(1)
        weighed = sp.csr_matrix((weight, (group, np.arange(len(vectors)))), shape=(size, len(vectors)))
        centres = weighed @ vectors
        centres /= np.linalg.norm(centres, axis=1, keepdims=True) + 1e-9
    return group

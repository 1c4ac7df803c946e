"""The likeliest labels of stretches of words, and how likely each label is: Viterbi and forward-backward in batches.

A *run* is a stretch of words that may be in names; the words around it are outside of any. Useful for: ``names``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.entities.model.weights import LABELS, Floats

OUTSIDE = LABELS.index("O")
LONGEST = 128
"""Words of a run; names have at most fourteen."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs laid side by side, the longest first, padded: ``cells`` [run, step] are indices of words, -1 for none.

    ``active[step]`` is how many runs are longer than ``step``. ``opened`` and ``closed`` tell whether a word, outside
    of any name, stands before and after the run.
    """

    cells: NDArray[np.intp]
    active: NDArray[np.intp]
    opened: NDArray[np.bool_]
    closed: NDArray[np.bool_]


def runs_of(places: NDArray[np.intp], ends: NDArray[np.bool_]) -> Runs:
    """The runs of words at ``places``, ascending; ``ends`` tells which words of the batch end a paragraph.

    A run longer than ``LONGEST`` is cut, each part decided by itself: a page in capitals shall not need a table as
    long for every other run.
    """
    begins = np.flatnonzero(np.diff(places, prepend=-2) != 1)
    within = np.arange(len(places)) - np.repeat(begins, np.diff(begins, append=len(places)))
    first = np.flatnonzero(within % LONGEST == 0)
    length = np.diff(first, append=len(places))
    order = np.argsort(-length, kind="stable")
    first, length = first[order], length[order]
    last = first + length - 1
    steps = np.arange(length[0] if len(length) else 0)
    cells = np.where(steps[None, :] < length[:, None], first[:, None] + steps[None, :], -1)
    active = np.searchsorted(-length, -steps, side="left")
    cut_before = within[first] > 0
    cut_after = np.append(within, 0)[last + 1] > 0
    return Runs(cells, active, ~ends[places[first] - 1] & ~cut_before, ~ends[places[last] + 1] & ~cut_after)


def best_labels(scores: Floats, runs: Runs, transitions: Floats) -> NDArray[np.int8]:
    """The labels of the likeliest way through each run, for each word [word]."""
    count, steps = runs.cells.shape
    labels = np.zeros(len(scores), np.int8)
    if not steps:
        return labels
    best = scores[runs.cells[:, 0]] + np.where(runs.opened[:, None], transitions[OUTSIDE], 0)
    back = np.zeros((steps, count, len(LABELS)), np.int8)
    for step in range(1, steps):
        on = runs.active[step]
        ways = best[:on, :, None] + transitions[None, :, :]
        back[step, :on] = ways.argmax(1)
        best[:on] = ways.max(1) + scores[runs.cells[:on, step]]
    best += np.where(runs.closed[:, None], transitions[:, OUTSIDE], 0)
    label = best.argmax(1)
    for step in range(steps - 1, -1, -1):
        on = runs.active[step]
        labels[runs.cells[:on, step]] = label[:on]
        if step:
            label[:on] = back[step, np.arange(on), label[:on]]
    return labels


def likelihoods(scores: Floats, runs: Runs, transitions: Floats) -> Floats:
    """How likely each label is at each word [word, label], all ways through its run considered."""
    steps = runs.cells.shape[1]
    if not steps:
        return np.zeros_like(scores)
    # Sums of exponentials: scores are brought to at most 0 first, so that nothing overflows.
    here = np.exp(scores - scores.max(1, keepdims=True))
    ways = np.exp(transitions - transitions.max())
    forward, backward = np.zeros_like(here), np.zeros_like(here)
    now = np.where(runs.opened[:, None], ways[OUTSIDE], 1) * here[runs.cells[:, 0]]
    forward[runs.cells[:, 0]] = now = _even(now)
    for step in range(1, steps):
        on = runs.active[step]
        now = _even((now[:on] @ ways) * here[runs.cells[:on, step]])
        forward[runs.cells[:on, step]] = now
    last = np.where(runs.closed[:, None], ways[:, OUTSIDE], 1).astype(np.float32)
    for step in range(steps - 1, -1, -1):
        on = runs.active[step]
        backward[runs.cells[:on, step]] = last[:on]
        if step:
            last[:on] = _even((last[:on] * here[runs.cells[:on, step]]) @ ways.T)
    return _even(forward * backward)


def _even(rows: Floats) -> Floats:
    total: Floats = rows / np.maximum(rows.sum(1, keepdims=True), np.float32(1e-30))
    return total

"""Annotated newspapers of the nineteenth and twentieth centuries, read by machine: BIO columns as labelled paragraphs.

Two layouts: Europeana Newspapers (a word and its label, parted by a space; no ends of paragraph), and HIPE (tab-parted
columns, ``# hipe2022:document_id`` before each article). Titles are taken out of persons' names, as in the project's own guide.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.entities.fold import fold
from index.entities.name_words import HONORIFICS, ROLES, SURE_TITLES
from index.entities.training.annotated import Paragraph, keys_of

_KINDS = {"per": "PER", "pers": "PER", "loc": "LOC"}
_TITLES = HONORIFICS | SURE_TITLES | ROLES | {"le", "la", "l'", ".", "citoyen", "sieur"}
_STOPS = frozenset(".!?")
_PARAGRAPH = 60  # words after which a paragraph ends with its sentence
_ARTICLE = 6  # paragraphs
_OUTSIDE = "O"

Row = tuple[str, str]


def articles(path: Path) -> Iterator[list[Paragraph]]:
    """The articles of a file, as paragraphs; where a file has none, six paragraphs are one."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for rows in _documents(lines):
            paragraphs = list(_paragraphs(rows))
            for start in range(0, len(paragraphs), _ARTICLE):
                yield paragraphs[start : start + _ARTICLE]


def _documents(lines: Iterable[str]) -> Iterator[list[Row]]:
    """Words and labels, article by article."""
    rows: list[Row] = []
    for line in lines:
        if line.startswith("# hipe2022:document_id"):
            yield rows
            rows = []
        elif line.startswith(("#", "TOKEN")):
            continue
        elif columns := (line.rstrip("\n").split("\t") if "\t" in line else line.split()):
            word, label = columns[0].replace("’", "'").replace("¬", ""), columns[1] if len(columns) > 1 else _OUTSIDE
            if word.strip():
                rows.append((word, label))
    yield rows


def _paragraphs(rows: list[Row]) -> Iterator[Paragraph]:
    start = 0
    for end, (word, _) in enumerate(rows, 1):
        if end == len(rows) or (end - start >= _PARAGRAPH and word in _STOPS):
            words = [word for word, _ in rows[start:end]]
            yield Paragraph(words, keys_of(words), _labels(rows[start:end]), headline=False)
            start = end


def _labels(rows: list[Row]) -> list[str]:
    """Labels of ours: a run of one kind is one name, whether its first word says so or not."""
    labels, before = [], ""
    for word, label in rows:
        kind = _KINDS.get(label[2:].casefold(), "")
        begins = kind != before or label.startswith("B")
        if kind == "PER" and begins and fold(word).rstrip(".") in _TITLES:
            kind = ""
        labels.append(f"{'B' if begins else 'I'}-{kind}" if kind else _OUTSIDE)
        before = kind
    return labels

"""Titles of real articles, typed as they are: no problems, no operators, all their words."""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from search.query.parser import parse
from search.query.tree import And, Node, Phrase, Word, leaves

_WORDS = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(("l", "d", "j", "m", "t", "s", "n", "c", "qu"))


@pytest.fixture(scope="module")
def titles(shared_data: Path) -> list[str]:
    """Every eighth title."""
    with lzma.open(shared_data / "orange" / "articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [str(json.loads(line)["title"]) for line in islice(lines, 0, None, 8)]


def _balanced(title: str) -> bool:
    return title.count('"') % 2 == 0 and title.count("«") == title.count("»") and not re.search(r'\w" \w', title)


def _plain(tree: Node) -> bool:
    parts = tree.parts if isinstance(tree, And) else (tree,)
    return all(isinstance(part, Word | Phrase) and not part.field and not part.strict for part in parts)


@pytest.mark.corpus
def test_titles_keep_all_their_words(titles: list[str]) -> None:
    assert len(titles) > 4_000
    for title in titles:
        kept = " ".join(leaf.text for leaf in leaves(parse(title).tree) if isinstance(leaf, Word | Phrase))
        missing = Counter(_WORDS.findall(title.lower())) - Counter(_WORDS.findall(kept.lower()))
        assert set(missing) <= _ARTICLES, title


@pytest.mark.corpus
def test_titles_have_no_operators(titles: list[str]) -> None:
    assert [title for title in titles if _WORDS.search(title) and not _plain(parse(title).tree)] == []


@pytest.mark.corpus
def test_titles_have_no_problems_but_quotes_left_open(titles: list[str]) -> None:
    for title in titles:
        codes = {problem.code for problem in parse(title).problems}
        assert codes <= (set() if _balanced(title) else {"unclosed-quote", "unopened-quote"}), title

"""What docstrings and docs/text.md show is what happens."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

from index.text import EXACT

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path.stem for path in (ROOT / "index" / "text").glob("[a-z]*.py"))
EXAMPLES = re.findall(
    r"^\| (.+?) \| (`.+) \|$",
    (ROOT / "docs" / "text.md").read_text(encoding="utf-8").split("## Examples")[1],
    re.MULTILINE,
)


@pytest.mark.parametrize("module", MODULES)
def test_docstrings(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"index.text.{module}")).failed == 0


def test_the_table_is_read() -> None:
    assert len(EXAMPLES) >= 20


@pytest.mark.parametrize(("text", "shown"), EXAMPLES)
def test_examples(text: str, shown: str) -> None:
    code = re.findall(r"`([^`]+)`", shown.partition(":")[0])
    wanted = [term for cell in code for term in cell.replace("\\|", "|").split("|")]
    assert [t.term for t in EXACT.tokens(text)] == wanted

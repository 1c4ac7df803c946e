"""The docs say everything: each setting, command, format and query operator is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.cli import cli
from index.readers import FORMATS
from index.settings import SETTINGS
from search.query.examples import EXAMPLES
from search.request import PARAMETERS

DOCS = Path(__file__).resolve().parents[1] / "docs"


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.variable)
def test_settings(setting) -> None:
    assert f"| `{setting.variable}` | `{setting.default}` | {setting.meaning} |" in text("operations.md")


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_commands(command: str) -> None:
    assert f"python -m index {command}" in text("operations.md")


@pytest.mark.parametrize("form", FORMATS, ids=lambda f: f.name)
def test_formats(form) -> None:
    for suffix in form.suffixes:
        assert suffix in text("formats.md")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.query)
def test_operators(example) -> None:
    assert example.query in text("query-language.md").replace("\\|", "|")


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_parameters(parameter: str) -> None:
    assert f"`{parameter}`" in text("api.md")


def test_the_readme_and_the_map_name_what_exists() -> None:
    root = DOCS.parent
    for paper in (root / "README.md", root / "ARCHITECTURE.md"):
        for word in paper.read_text(encoding="utf-8").replace("`", " ").split():
            path = word.strip("(),.;:")
            if path.startswith(("index/", "search/", "web/", "docs/", "tests/", "benchmarks/")) and "…" not in path:
                assert (root / path).exists() or (root / f"{path}.py").exists(), f"{paper.name}: {path}"

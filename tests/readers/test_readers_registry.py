"""Every format has samples that it alone claims, a bad one that is rejected, and its place in the docs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path, PurePath

import pytest

from index.article import Article, Rejected
from index.readers import FORMATS, Format, read_sources
from index.readers.registry import format_of
from index.readers.unpack import head_of, opened, unpacked

SAMPLES = Path(__file__).parent / "samples"
DOCS = Path(__file__).parents[2] / "docs" / "formats.md"


def files(format_: Format) -> Iterator[Path]:
    """The samples of a format; those of several files lie in folders, and any file of them will do."""
    return (path for path in sorted((SAMPLES / format_.name).rglob("*")) if path.is_file())


def head(path: Path) -> bytes:
    with ExitStack() as stack:
        return head_of(unpacked(opened(io.BytesIO(path.read_bytes()), stack), stack))


@pytest.mark.parametrize("format_", FORMATS, ids=lambda f: f.name)
def test_samples_are_read_whole(format_: Format) -> None:
    good = [path for path in (SAMPLES / format_.name).iterdir() if not path.name.startswith("bad")]
    assert good, "a format needs a sample"
    for source in good:
        found = list(read_sources([source]))
        assert found
        for each in found:
            assert isinstance(each, Article), (source, each)
            assert each.title, source
            assert each.body, source
            assert each.published, source


@pytest.mark.parametrize("format_", FORMATS, ids=lambda f: f.name)
def test_its_samples_are_claimed_by_it_and_by_no_other(format_: Format) -> None:
    claimed = [format_of(PurePath(path.name), head(path), named=False) for path in files(format_)]
    assert format_ in claimed
    if format_.general:
        assert set(claimed) == {format_}
    for path in files(format_):
        others = [f.name for f in FORMATS if not f.general and f is not format_ and f.sniff(head(path))]
        # An issue's pages are another format than its table of contents.
        assert not others or path.parent != SAMPLES / format_.name, path


@pytest.mark.parametrize("format_", FORMATS, ids=lambda f: f.name)
def test_what_is_bad_is_rejected_with_a_reason(format_: Format) -> None:
    bad = [path for path in (SAMPLES / format_.name).iterdir() if path.name.startswith("bad")]
    assert bad, "a format needs a bad case"
    for source in bad:
        rejected = [each for each in read_sources([source]) if isinstance(each, Rejected)]
        assert rejected, source
        for each in rejected:
            assert each.origin.startswith(str(source))
            assert len(each.reason) > 10
            assert "please report" not in each.reason


@pytest.mark.parametrize("format_", FORMATS, ids=lambda f: f.name)
def test_it_has_a_section_in_the_docs(format_: Format) -> None:
    sections = DOCS.read_text(encoding="utf-8").split("\n## ")[1:]
    assert any(f"`{format_.name}`" in section for section in sections)


def test_samples_belong_to_formats() -> None:
    assert {path.name for path in SAMPLES.iterdir()} == {f.name for f in FORMATS}

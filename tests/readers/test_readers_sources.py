"""Folders, archives, unknown files; and that no bytes whatever make a reader fail."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Rejected
from index.errors import CorpusError
from index.readers import FORMATS, Format, read_sources
from index.readers.beside import Nothing
from index.readers.fields import FIELD_NAMES


def test_a_folder_is_walked_in_order_without_hidden_files_or_loops(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "c.txt", ".cache/x.txt", "a/.x.txt", "a/README.md", "LICENSE", "b/LisezMoi.txt"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"Titre {name}\n\nTexte.", encoding="utf-8")
    (tmp_path / "b" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b" / "link.txt").symlink_to(tmp_path / "c.txt")
    names = [Path(f.origin).relative_to(tmp_path).as_posix() for f in read_sources([tmp_path])]
    assert names == ["c.txt", "a/1.txt", "b/2.txt", "b/link.txt"]


def test_a_readme_is_no_article_unless_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Mon corpus\n\nVoici.", encoding="utf-8")
    assert list(read_sources([tmp_path])) == []
    (found,) = read_sources([tmp_path / "README.md"])
    assert isinstance(found, Article)


def test_parts_of_saved_pages_and_what_systems_leave_behind_are_passed_over(tmp_path: Path) -> None:
    page = "<html><title>Titre</title><p>Texte.</html>"
    for name in ("page.html", "page_files/frame.html", "autre_fichiers/vraie.html", "a.jpg", "s.css", "Thumbs.db"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(page, encoding="utf-8")
    names = [Path(f.origin).name for f in read_sources([tmp_path])]
    assert names == ["page.html", "vraie.html"]
    (named,) = read_sources([tmp_path / "a.jpg"])
    assert isinstance(named, Article)


def test_a_relative_path_stays_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_text('{"titre": "x"}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (found,) = read_sources([Path("a.jsonl")])
    assert found.origin == "a.jsonl:1"


def test_a_missing_source_and_a_wrong_mapping_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nulle-part"):
        read_sources([tmp_path, tmp_path / "nulle-part"])
    with pytest.raises(CorpusError, match="no field 'titre'"):
        read_sources([tmp_path], {"x": "titre"})


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"%PDF-1.4", "the PDF is damaged"),
        ("robot.py", b"print(1)", "unknown format"),
        ("a.txt", b"\x7fELF\x00\x00", "control characters"),
        ("a.html", b"\x7fELF\x00\x00", "control characters"),
        ("a.csv", b"\x7fELF\x00\x00", "control characters"),
        ("a.json", b"", "the file is empty"),
        ("a.txt.gz", b"\x1f\x8b\x08\x00\x00", "damaged or cut short"),
        ("b.txt.gz", gzip.compress(b"Titre\n\nTexte.")[:-6], "damaged or cut short"),
    ],
)
def test_what_cannot_be_read_is_rejected_once(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (found,) = read_sources([tmp_path])
    assert isinstance(found, Rejected)
    assert reason in found.reason
    assert found.origin == str(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("depeche", b"Titre\n\nTexte."),
        ("page", b"<!DOCTYPE html><title>Titre</title><p>Texte."),
        ("page.txt", b"<html><title>Titre</title><p>Texte."),
        ("export.dump", b'{"titre": "Titre"}'),
        ("export", b"titre\ttexte\nTitre\tTexte.\n"),
        ("double.jsonl", gzip.compress(gzip.compress(b'{"titre": "Titre"}'))),
    ],
)
def test_the_format_is_told_from_the_content(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (found,) = read_sources([tmp_path])
    assert isinstance(found, Article)
    assert found.title == "Titre"


def test_a_file_named_outright_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "depeche.log").write_text("Titre\n\nTexte.", encoding="utf-8")
    assert isinstance(next(read_sources([tmp_path])), Rejected)
    assert isinstance(next(read_sources([tmp_path / "depeche.log"])), Article)


def test_files_can_be_watched(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Titre\n\nTexte.", encoding="utf-8")
    seen = []
    list(read_sources([tmp_path], watch=lambda stream: seen.append(stream) or stream))  # type: ignore[func-returns-value]
    assert len(seen) == 1


# Bytes that lead far into the readers, and bytes that are nothing.
_PIECES = st.sampled_from(
    [b'{"titre":"', b'"}', b"[", b"]", b"\n", b",", b";", b"\t", b'"', b"titre", b"texte", b"<p>", b"</p>", b"<html>", b"<a href='x'>",
     b"<script type='application/ld+json'>", b"</script>", b'{"@type":"Article","author":[{}],"datePublished":', b"\xc3\xa9", b"\xe9",
     b"\x00", b"\x92", b"\xff\xfe", b"\xef\xbb\xbf", b"---", b"Titre : ", b"Date : 31/02/2020", b"1e999", b"9" * 4400, b"\\ud800", b"&#0;",
     b"<meta property='og:title' content='x'>", b"<!--", b"<![CDATA[", b"<time datetime='x'>", b"publi\xc3\xa9 le 3 mars 2020"]
)  # fmt: skip


@pytest.mark.parametrize("format_", FORMATS, ids=lambda f: f.name)
@given(data=st.one_of(st.binary(max_size=300), st.lists(_PIECES, max_size=14).map(b"".join)))
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_a_reader_fail(format_: Format, data: bytes) -> None:
    for found in format_.read(io.BytesIO(data), "a", None, Nothing()):
        assert isinstance(found, Article | Rejected)
        if isinstance(found, Article):
            assert found.id
            assert found.title or found.body
            assert not any(
                (ord(c) < 32 and c not in "\n\t") or 0xD800 <= ord(c) < 0xE000 for c in found.title + found.body
            )


@given(data=st.binary(max_size=200))
def test_sniffing_never_fails(data: bytes) -> None:
    assert {f.sniff(data) for f in FORMATS} <= {True, False}


def test_every_format_is_of_one_shape() -> None:
    assert [f.name for f in FORMATS if f.general] == ["html", "json", "csv", "text"]
    suffixes = [s for f in FORMATS if f.general for s in f.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for format_ in FORMATS:
        assert format_.meaning.endswith(".")
        assert all(s.startswith(".") and s == s.lower() for s in format_.suffixes)


def test_every_format_and_every_field_name_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    for format_ in FORMATS:
        assert f"| {format_.name} | {' '.join(f'`{s}`' for s in format_.suffixes)} | {format_.meaning} |" in text
    for field, names in FIELD_NAMES.items():
        assert f"| `{field}` |" in text
        assert ", ".join(names) in text

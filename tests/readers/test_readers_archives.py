"""Archives are read where they lie; bombs, links, passwords and damage cost no more than what they touch."""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard

from index.article import Article, Rejected
from index.readers import read_sources, unpack
from index.readers.beside import Beside, InArchive, InFolder

PAGES = {
    "a.txt": b"Un titre\n\nUn texte.",
    "dossier/b.jsonl": b'{"titre": "Deux"}\n{"titre": "Trois"}\n',
    "dossier/été.txt.gz": gzip.compress(b"Quatre\n\nUn texte."),
    ".caché.txt": b"Non\n\nNon.",
    "__MACOSX/a.txt": b"Non\n\nNon.",
    "photo.jpg": b"\xff\xd8\xff",
    "README.md": b"# Non",
}
TITLES = ["Un titre", "Deux", "Trois", "Quatre"]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("lien.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def titles(path: Path) -> list[str]:
    found = list(read_sources([path]))
    assert all(isinstance(each, Article) for each in found), found
    return [each.title for each in found if isinstance(each, Article)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("c.zip", zipped(PAGES)),
        ("c.dat", zipped(PAGES)),
        ("c.tar", tarred(PAGES)),
        ("c.tar.gz", tarred(PAGES, "w:gz")),
        ("c.tar.xz", tarred(PAGES, "w:xz")),
        ("c.tar.bz2", bz2.compress(tarred(PAGES))),
        ("c.tar.zst", zstandard.compress(tarred(PAGES))),
        ("c.zip.gz", gzip.compress(zipped(PAGES))),
        ("dans.zip", zipped({"dedans.zip": zipped(PAGES)})),
        ("dans.tar", tarred({"dedans.zip": zipped(PAGES)})),
    ],
)
def test_members_are_read_like_the_files_of_a_folder(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert sorted(titles(tmp_path)) == sorted(TITLES)
    found = [each.origin for each in read_sources([tmp_path]) if isinstance(each, Article) and each.title == "Deux"]
    assert found[0].startswith(str(tmp_path / name))
    assert found[0].endswith("/dossier/b.jsonl:1")


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress, zstandard.compress])
def test_one_packed_file(tmp_path: Path, pack) -> None:
    (tmp_path / "a.jsonl.packed").write_bytes(pack(b'{"titre": "Un"}\n') + pack(b'{"titre": "Deux"}\n'))
    assert titles(tmp_path) == ["Un", "Deux"]


def rejected(path: Path) -> tuple[list[str], str]:
    found = list(read_sources([path]))
    (reason,) = [each.reason for each in found if isinstance(each, Rejected)]
    return [each.title for each in found if isinstance(each, Article)], reason


def test_a_bomb_is_given_up_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "FREE_BYTES", 100_000)
    bomb = b'{"titre": "Un"}\n' + b" " * 40_000_000
    (tmp_path / "bombe.zip").write_bytes(zipped({"a.jsonl": bomb, "b.jsonl": b'{"titre": "Deux"}\n'}))
    kept, reason = rejected(tmp_path / "bombe.zip")
    assert kept == ["Un", "Deux"]
    assert "more than 200 times its size" in reason
    (tmp_path / "bombe.gz").write_bytes(gzip.compress(bomb))
    assert rejected(tmp_path / "bombe.gz")[0] == ["Un"]
    (tmp_path / "bombe.gz.gz").write_bytes(gzip.compress(gzip.compress(bomb)))
    assert "more than 200 times its size" in rejected(tmp_path / "bombe.gz.gz")[1]


def test_archives_are_not_followed_for_ever(tmp_path: Path) -> None:
    deep = zipped({"a.txt": b"Titre\n\nTexte."})
    for _ in range(5):
        deep = zipped({"dedans.zip": deep})
    (tmp_path / "a.zip").write_bytes(deep)
    assert "an archive in an archive in an archive" in rejected(tmp_path / "a.zip")[1]


def test_what_came_before_the_damage_is_kept(tmp_path: Path) -> None:
    files = {f"{n}.txt": f"Titre {n}\n\n".encode() + bytes(range(32, 127)) * 300 for n in range(5)}
    (tmp_path / "a.tar").write_bytes(tarred(files)[:70_000])
    kept, reason = rejected(tmp_path / "a.tar")
    assert kept[:2] == ["Titre 0", "Titre 1"]
    assert "damaged, cut short" in reason
    broken = bytearray(zipped({n: d for n, d in files.items() if n < "3"}))
    broken[60:64] = b"\0\0\0\0"
    (tmp_path / "a.zip").write_bytes(bytes(broken))
    assert "damaged" in rejected(tmp_path / "a.zip")[1]


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"Titre\n\nTexte."}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert "encrypted" in rejected(tmp_path / "a.zip")[1]


def test_a_missing_package_is_named_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> None:
        raise ImportError(module)

    monkeypatch.setattr(importlib, "import_module", missing)
    (tmp_path / "a.jsonl.zst").write_bytes(zstandard.compress(b'{"titre": "Un"}\n'))
    assert "pip install -r requirements-extra.txt" in rejected(tmp_path)[1]


def _read(beside: Beside, name: str) -> bytes | None:
    stream = beside.open(name)
    if stream is None:
        return None
    with stream:
        return stream.read()


def test_what_lies_beside_a_file_in_a_folder(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    for name in ("toc/T1.xml", "ocr/X1.xml", "ocr/X2.xml.gz"):
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(gzip.compress(b"page") if name.endswith("gz") else b"page")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (root / "lien").symlink_to(tmp_path / "secret")
    touched: list[Path] = []
    beside = InFolder(root / "toc" / "T1.xml", root, touched.append)
    assert beside.names("../ocr") == ["../ocr/X1.xml", "../ocr/X2.xml.gz"]
    assert _read(beside, "../ocr/X2.xml.gz") == b"page"
    assert [path.name for path in touched] == ["X2.xml.gz"]
    for outside in ("../../secret", "../lien", str(tmp_path / "secret"), "../ocr", "rien", "\0"):
        assert _read(beside, outside) is None
    assert beside.names("../..") == []


def test_what_lies_beside_a_member_of_an_archive() -> None:
    def opener(stack):
        return unpack.opened(io.BytesIO(gzip.compress(b"page")), stack)

    beside = InArchive("toc/T1.xml", {"toc/T1.xml": opener, "ocr/X1.xml.gz": opener, "ocr/s/X.xml": opener})
    assert beside.names("../ocr") == ["../ocr/X1.xml.gz"]
    assert beside.names() == ["T1.xml"]
    assert _read(beside, "../ocr/X1.xml.gz") == b"page"
    assert _read(beside, "../../ocr/X1.xml.gz") is None


def test_an_archive_of_exports_is_none_of_them(tmp_path: Path) -> None:
    """Members lie in an archive as they are, and may be seen in its first bytes: it is an archive all the same."""
    samples = Path(__file__).parent / "samples"
    for name in (
        "europresse/export.html",
        "factiva/codes.txt",
        "nexis/export.txt",
        "mail/lettre.mbox",
        "iramuteq/corpus.txt",
        "docx/article.docx",
    ):
        with zipfile.ZipFile(tmp_path / "corpus.zip", "w", zipfile.ZIP_STORED) as archive:
            archive.write(samples / name, name)
        with tarfile.open(tmp_path / "corpus.tar", "w") as tar:
            tar.add(samples / name, name)
        alone = [each for each in read_sources([samples / name]) if isinstance(each, Article)]
        for packed in ("corpus.zip", "corpus.tar"):
            found = [each for each in read_sources([tmp_path / packed]) if isinstance(each, Article)]
            assert [each.title for each in found] == [each.title for each in alone]
            assert all(f"{packed}/{name}" in each.origin for each in found)

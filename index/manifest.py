"""What a generation of the index is made of: counts, sources, versions, segments, and a checksum of each file.

Useful for: telling which index answered, refusing one made otherwise, naming a damaged file.
One manifest a generation, ``manifest-N.json`` beside Whoosh's ``_MAIN_N.toc``, written before it:
a generation that can be seen has its manifest. Searching needs nothing else: Whoosh's table of contents,
which is pickled, is for Whoosh's own programs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from index.errors import IndexDamaged, IndexUnusable
from index.schema import FORMAT_VERSION
from index.segment.layout import SegmentFile, identity
from index.segment.segment import SUFFIX
from index.text import FINGERPRINT


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment of the index: ``documents`` with the deleted ones; ``deleted`` the file that lists these, or ""."""

    name: str
    documents: int
    deleted: str = ""

    @property
    def file(self) -> str:
        """The name of its file."""
        return self.name + SUFFIX


@dataclass(frozen=True, slots=True)
class Manifest:
    """``files`` maps a file's name to its checksum (``layout.identity``); ``contents`` is that of Whoosh's
    table of contents (BLAKE2b-128); ``built_at`` is ISO 8601 in UTC; ``entities`` the file of the user's
    corrections, "" for none; ``copies`` the file of near-copies; ``ledger`` the file that tells which files the articles
    come from, "" for none; ``seen`` the file of when each article was first seen, "" for none."""

    articles: int
    sources: tuple[str, ...] = ()
    built_at: str = ""
    format_version: int = FORMAT_VERSION
    fingerprint: str = FINGERPRINT
    segments: tuple[SegmentEntry, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    contents: str = ""
    entities: str = ""
    copies: str = ""
    ledger: str = ""
    seen: str = ""

    @property
    def version(self) -> str:
        """A short name of this very content, for citations and ETags. A file that was touched changes
        nothing of it, nor when its articles were met."""
        digest = hashlib.blake2b(digest_size=6)
        for name, checksum in sorted(self.files.items()):
            if name in (self.ledger, self.seen):
                continue
            # Its name tells the generation: the same groups made again are the same.
            digest.update(f"{'copies' if name == self.copies else name}={checksum};".encode())
        return digest.hexdigest()


_CHECKSUM = "checksum"


def path_of(folder: Path, generation: int) -> Path:
    """Where the manifest of that generation lies."""
    return folder / f"manifest-{generation}.json"


def make(
    folder: Path,
    segments: Sequence[SegmentEntry],
    articles: int,
    sources: Iterable[str],
    known: Manifest | None,
    entities: str = "",
    copies: str = "",
    ledger: str = "",
) -> Manifest:
    """The manifest of those segments. A file that ``known`` lists is never written again, so its checksum
    is taken over; the others lie in ``folder``."""
    before = known.files if known else {}
    names = [name for segment in segments for name in (segment.file, segment.deleted) if name]
    names += [name for name in (copies, ledger) if name]
    files = {name: before.get(name) or identity(folder / name) for name in sorted(names)}
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Manifest(
        articles,
        tuple(sources),
        now,
        segments=tuple(segments),
        files=files,
        entities=entities,
        copies=copies,
        ledger=ledger,
    )


def write(path: Path, manifest: Manifest) -> None:
    """Write it, with a checksum of its own."""
    values = asdict(manifest)
    text = json.dumps({**values, _CHECKSUM: _checksum(values)}, indent=1, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")


def _checksum(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def digest_of(path: Path) -> str:
    """The checksum of a small file."""
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def read(folder: Path, generation: int) -> Manifest:
    """The manifest of that generation; IndexDamaged when it is lost or unreadable."""
    path = path_of(folder, generation)
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        values.pop(_CHECKSUM, None)
        # Version 1 had no list of segments: it is read, to be refused with the right cure.
        segments = tuple(SegmentEntry(**entry) for entry in values.pop("segments", ()))
        return Manifest(**{**values, "sources": tuple(values["sources"])}, segments=segments)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"{path} is lost or unreadable; re-index: python -m index build SOURCE… --index {folder}"
        raise IndexDamaged(message) from error


def damaged(folder: Path, generation: int, contents: Path) -> list[str]:
    """What is lost or differs from what was written: each file, and where possible the section in it.

    ``contents``: Whoosh's table of contents. IndexDamaged when the manifest itself cannot be read.
    """
    manifest = read(folder, generation)
    path = path_of(folder, generation)
    written = json.loads(path.read_text(encoding="utf-8"))
    if written.pop(_CHECKSUM, "") != _checksum(written):
        return [f"{path.name}: altered"]
    wrong = _damaged_files(folder, manifest)
    if not contents.is_file() or digest_of(contents) != manifest.contents:
        wrong.append(f"{contents.name}: {'altered' if contents.is_file() else 'missing'}")
    return wrong


def _damaged_files(folder: Path, manifest: Manifest) -> list[str]:
    wrong = []
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            wrong.append(f"{name}: missing")
            continue
        try:
            sections = SegmentFile(path).damaged()
            if identity(path) != expected:
                wrong.append(f"{name}: another file than was written")
        except (IndexUnusable, OSError, ValueError) as error:
            wrong.append(f"{name}: {error}")
        else:
            wrong += [f"{name}: section {section!r} is altered" for section in sections]
    return wrong

"""What a generation of the index is made of: counts, sources, versions, and a checksum of each file.

Useful for: telling which index answered, refusing one made otherwise, naming a damaged file.
One manifest a generation, ``manifest-N.json`` beside Whoosh's ``_MAIN_N.toc``, written before it:
a generation that can be seen has its manifest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.errors import IndexDamaged
from index.schema import FORMAT_VERSION
from index.text import FINGERPRINT


@dataclass(frozen=True, slots=True)
class Manifest:
    """``files`` maps a file's name to its BLAKE2b-128; ``built_at`` is ISO 8601 in UTC."""

    articles: int
    sources: tuple[str, ...] = ()
    built_at: str = ""
    format_version: int = FORMAT_VERSION
    fingerprint: str = FINGERPRINT
    files: dict[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """A short name of this very content, for citations and ETags."""
        digest = hashlib.blake2b(digest_size=6)
        for name, checksum in sorted(self.files.items()):
            digest.update(f"{name}={checksum};".encode())
        return digest.hexdigest()


def path_of(folder: Path, generation: int) -> Path:
    """Where the manifest of that generation lies."""
    return folder / f"manifest-{generation}.json"


def make(folder: Path, names: Iterable[str], articles: int, sources: Iterable[str], known: Manifest | None) -> Manifest:
    """The manifest of those files. A file that ``known`` lists is never written again by Whoosh
    (segments are immutable), so its checksum is taken over."""
    before = known.files if known else {}
    files = {name: before.get(name) or checksum(folder / name) for name in sorted(names)}
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Manifest(articles, tuple(sources), now, files=files)


def write(folder: Path, generation: int, manifest: Manifest) -> None:
    """Write it for that generation, all or nothing."""
    path = path_of(folder, generation)
    aside = path.with_suffix(".tmp")
    aside.write_text(json.dumps(asdict(manifest), indent=1, ensure_ascii=False), encoding="utf-8")
    aside.replace(path)


def read(folder: Path, generation: int) -> Manifest:
    """The manifest of that generation; IndexDamaged when it is lost or unreadable."""
    path = path_of(folder, generation)
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(**{**values, "sources": tuple(values["sources"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        message = f"{path} is lost or unreadable; re-index: python -m index build SOURCE… --index {folder}"
        raise IndexDamaged(message) from error


def checksum(path: Path) -> str:
    """BLAKE2b-128 of a file's bytes, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def damaged(folder: Path, manifest: Manifest) -> list[str]:
    """The files that are lost or differ from what was written, each with what is wrong."""
    wrong = []
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            wrong.append(f"{name}: missing")
        elif checksum(path) != expected:
            wrong.append(f"{name}: altered or truncated ({path.stat().st_size:,} bytes)")
    return wrong

"""The peers' indexes in ``var/bench``: made once, and anew when what makes them has changed."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.engine.corpus import CACHE, ROOT
from benchmarks.engine.peer import Built, Peer

# What else than its own module makes a peer's index.
_MADE_BY = {
    "kiosque": ("index/segment", "index/text", "index/shape.py"),
    "lucene": ("benchmarks/engine/lucene",),
    "xapian": ("benchmarks/engine/peers/xapian_child.py",),
}


def tell(message: str) -> None:
    """Progress, on standard error."""
    print(message, file=sys.stderr, flush=True)


@contextmanager
def alone() -> Iterator[None]:
    """Holds ``var/bench``: two runs would write the same files, and slow each other. Raises BlockingIOError."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def folder_of(peer: Peer, items: Path, *, from_text: bool = False) -> Path:
    """Where the peer's index of these articles lies."""
    return CACHE / f"{items.stem}-{peer.name}{'-text' if from_text else ''}"


def build(peer: Peer, items: Path, count: int, *, from_text: bool) -> Built:
    """The peer's index of so many articles; what it took is kept beside it."""
    folder = folder_of(peer, items, from_text=from_text)
    noted, made_by = folder.with_suffix(".json"), _digest(peer)
    if noted.exists() and folder.exists():
        known = json.loads(noted.read_text(encoding="utf-8"))
        if known.pop("made_by", "") == made_by:
            return Built(**known)
    noted.unlink(missing_ok=True)
    tell(f"  {peer.name}: indexing {count:,} articles{' from their text' if from_text else ''} …")
    made = peer.build_from_text(items, folder) if from_text else peer.build(items, folder)
    noted.write_text(json.dumps(made._asdict() | {"made_by": made_by}), encoding="utf-8")
    tell(f"  {peer.name}: {count / made.seconds:,.0f} articles/s, {made.bytes / 1e6:,.0f} MB")
    return made


def _digest(peer: Peer) -> str:
    """Of the sources that make the peer's index."""
    module = sys.modules[type(peer).__module__].__file__
    assert module is not None
    sources = [Path(module)]
    for name in _MADE_BY.get(peer.name, ()):
        place = ROOT / name
        sources += sorted(place.rglob("*.py")) + sorted(place.rglob("*.java")) if place.is_dir() else [place]
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:16]


def open_cold(peer: Peer, folder: Path) -> float:
    """Open with the files out of the system's page cache; gives the seconds until the first answer."""
    for path in folder.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fdatasync(descriptor)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)
    return peer.open(folder)

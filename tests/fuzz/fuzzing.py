"""A format, mutated samples, and whether any of them makes its reader fail."""

from __future__ import annotations

import io
import random
import resource
import signal
import time
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from index.article import Article, Rejected
from index.readers import FORMATS, Format
from index.readers.beside import InFolder
from index.readers.extras import ExtraMissing
from index.readers.sources import files_of
from index.readers.unpack import UNPACKING_ERRORS, head_of, opened, unpacked
from tests.fuzz.mutations import mutated

SAMPLES = Path(__file__).parents[1] / "readers" / "samples"
KEPT = Path("var/fuzz")
SECONDS = 2.0
MEGABYTES = 500
# What a mutation is made of; larger files are cut.
_LARGEST = 300_000


class TooSlow(BaseException):
    """Nothing catches it on its way but the harness."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a format's inputs came to."""

    name: str
    inputs: int
    articles: int
    rejected: int
    failures: tuple[str, ...]
    slowest: float
    megabytes: int


def fuzzed(job: tuple[str, int, Sequence[Path], int]) -> Outcome:
    """Give the reader of the format named so many inputs, made of its samples and those of the folders."""
    name, inputs, folders, number = job
    format_ = next(f for f in FORMATS if f.name == name)
    samples = _samples(format_, folders)
    seed = random.Random(f"{name} {number}")
    signal.signal(signal.SIGVTALRM, _too_slow)
    articles = rejected = 0
    slowest = 0.0
    failures: list[str] = []
    for _ in range(inputs):
        path, _data = seed.choice(samples)
        data = mutated(seed, [d for _, d in samples])
        start = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            found = _read(format_, data, path)
            articles += found[0]
            rejected += found[1]
        except (Exception, TooSlow) as error:  # noqa: BLE001  what is looked for
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            KEPT.mkdir(parents=True, exist_ok=True)
            kept = KEPT / f"{name}-{len(failures)}"
            kept.write_bytes(data)
            where = traceback.extract_tb(error.__traceback__)[-1]
            failures.append(f"{type(error).__name__}: {str(error)[:100]} ({where.filename}:{where.lineno}) {kept}")
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        slowest = max(slowest, time.process_time() - start)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    if megabytes > MEGABYTES:
        failures.append(f"it took {megabytes} MB")
    return Outcome(name, inputs, articles, rejected, tuple(failures), slowest, megabytes)


def _too_slow(*_: object) -> None:
    raise TooSlow


def _read(format_: Format, data: bytes, path: Path) -> tuple[int, int]:
    """How many articles and rejections; AssertionError for anything else, or an article that cannot be kept."""
    stream = cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)), 1 << 16))
    articles = rejected = 0
    for found in format_.read(stream, str(path), None, InFolder(path, path.parent.parent, lambda _: None)):
        if isinstance(found, Rejected):
            assert found.reason
            rejected += 1
        else:
            assert isinstance(found, Article), found
            assert found.id
            assert found.title or found.body
            assert all(ord(c) >= 32 or c in "\n\t" for c in found.title + found.chapo + found.body)
            found.fingerprint().encode()
            found.body.encode()
            articles += 1
    return articles, rejected


def _samples(format_: Format, folders: Sequence[Path]) -> list[tuple[Path, bytes]]:
    """The format's samples, and the files of the folders that it claims, unpacked."""
    own = sorted(path for path in (SAMPLES / format_.name).rglob("*") if path.is_file())
    others = [file.path for file in files_of(folders)]
    found = []
    for path in [*own, *others]:
        data = _unpacked(path)
        if path in own or format_.sniff(data[:32_768]):
            found.append((path, data))
    return found


def _unpacked(path: Path) -> bytes:
    with path.open("rb") as raw, ExitStack() as stack:
        try:
            stream = unpacked(opened(raw, stack), stack)
            head_of(stream)
            return stream.read(_LARGEST)
        except (*UNPACKING_ERRORS, ExtraMissing):
            return path.read_bytes()[:_LARGEST]

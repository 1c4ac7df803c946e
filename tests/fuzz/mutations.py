"""A sample → what editors, transfers and attackers make of it: cut, re-encoded, bits flipped, pieces moved, doubled, nested."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

# Bytes that lead far into parsers, or that they stumble over.
_TROUBLE = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1a", b"\x0c", b"\r", b"\xc3", b"\xe9", b"\xed\xa0\x80", b"&#0;", b"&#xD800;", b"&eacute;",
    b"&a;", b"<", b">", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b'"', b"'", b"{", b"}", b"[", b"]", b"\\u0000", b"\\", b"{{", b"}}", b"[[",
    b"]]", b"{|", b"|}", b"=" * 60, b"9" * 400, b"-1", b"1e999", b"99999999-99-99", b"31/02/2020", b" " * 5000, b"\n" * 3000, b"(" * 2000,
    b"<p>" * 2000, b"<div><b>" * 1000, b"A" * 100_000, b"null", b"NaN", b"http://[", b"javascript:1", b"../../../../etc/passwd",
)  # fmt: skip
_ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "cp1252", "mac_roman", "cp850", "cp037")
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,80}>")

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def mutated(seed: random.Random, samples: Sequence[bytes]) -> bytes:
    """A sample after one to four mutations; once in twenty nothing but noise."""
    data = seed.choice(samples)
    if seed.random() < 0.05:
        return seed.randbytes(seed.randrange(4000))
    for _ in range(seed.randint(1, 4)):
        data = seed.choice(MUTATIONS)(seed, data, samples)
    # Samples that are glued together again and again would measure the machine.
    return data[:2_000_000]


def _place(seed: random.Random, data: bytes) -> int:
    return seed.randrange(len(data) + 1)


def _span(seed: random.Random, data: bytes) -> tuple[int, int]:
    start = _place(seed, data)
    return start, min(len(data), start + int(seed.expovariate(1 / 200)))


def truncated(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Cut short."""
    return data[: _place(seed, data)]


def beheaded(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """Without its beginning."""
    return data[_span(seed, data)[0] // 4 :]


def re_encoded(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """In another encoding than it declares."""
    return data.decode("utf-8", "replace").encode(seed.choice(_ENCODINGS), "replace")


def re_lined(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """With the line ends of another system, or none."""
    return data.replace(b"\n", seed.choice((b"\r\n", b"\r", b" ")))


def flipped(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """With some bits turned."""
    out = bytearray(data)
    for _i in range(seed.randint(1, 30)):
        if out:
            out[seed.randrange(len(out))] ^= 1 << seed.randrange(8)
    return bytes(out)


def cut_out(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """With a hole."""
    start, end = _span(seed, data)
    return data[:start] + data[end:]


def doubled(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """With a piece repeated."""
    start, end = _span(seed, data)
    return data[:end] + data[start:end] * seed.choice((1, 2, 50)) + data[end:]


def moved(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """With a piece elsewhere."""
    start, end = _span(seed, data)
    rest = data[:start] + data[end:]
    at = _place(seed, rest)
    return rest[:at] + data[start:end] + rest[at:]


def troubled(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """With what parsers stumble over."""
    at = _place(seed, data)
    return data[:at] + seed.choice(_TROUBLE) + data[at:]


def spliced(seed: random.Random, data: bytes, samples: Sequence[bytes]) -> bytes:
    """Its beginning, and the end of another."""
    other = seed.choice(samples)
    return data[: _place(seed, data)] + other[_place(seed, other) :]


def renumbered(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """With another number in the place of one: a day, a length, an offset."""
    found = list(_NUMBER.finditer(data[:200_000]))
    if not found:
        return data
    match = seed.choice(found)
    return data[: match.start()] + seed.choice((b"0", b"-1", b"4294967296", b"31", b"1e400")) + data[match.end() :]


def retagged(seed: random.Random, data: bytes, _: Sequence[bytes]) -> bytes:
    """With one tag lost, or nested a thousand times."""
    found = list(_TAG.finditer(data[:200_000]))
    if not found:
        return data
    match = seed.choice(found)
    return data[: match.start()] + match[0] * seed.choice((0, 0, 2, 1000)) + data[match.end() :]


MUTATIONS: tuple[Mutation, ...] = (
    truncated, beheaded, re_encoded, re_lined, flipped, cut_out, doubled, moved, troubled, spliced, renumbered, retagged,
)  # fmt: skip

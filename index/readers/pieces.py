"""A file that holds many articles one after another → its pieces, each with the line it begins in.

Useful for: exports of databases, in which every article begins with the same mark. Not for: XML; see ``xml_stream``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from index.article import Article, Rejected
from index.readers.encoding import decode, text_stream

# Characters. The longest articles of the press have 200,000 with all their markup; a tree of five million fits into
# 300 MB and is made in seconds.
PIECE_LIMIT = 5_000_000
_READ = 1 << 16
# No mark is longer: what is nearer to the end of what was read may be cut in two.
_LONGEST_MARK = 400


class Piece(NamedTuple):
    """The text from one mark to before the next, the line (from 1) it begins in, and whether the file ends with it."""

    line: int
    text: str
    last: bool = False


Mark = re.Pattern[str] | Callable[[str], re.Pattern[str]]


def pieces(stream: BinaryIO, mark: Mark, *, limit: int = PIECE_LIMIT) -> Iterator[Piece | None]:
    """The pieces of a text: what stands before the first mark, then what each mark begins.

    None stands for a piece longer than ``limit``, which is passed over. A mark may look back at what comes before it
    (``(?m)^``, ``(?<=…)``) and must match in at most 400 characters; it may be chosen by the beginning of the file.
    Memory: one piece.
    """
    text, head = text_stream(stream)
    if not isinstance(mark, re.Pattern):
        mark = mark(decode(head))
    held, line, searched, too_long, ended = "", 1, 0, False, False
    while not ended:
        read = text.read(_READ)
        ended = not read
        held += read
        safe = len(held) if ended else len(held) - _LONGEST_MARK
        while (match := mark.search(held, searched)) and match.start() < safe:
            cut = match.start()
            if cut and not too_long:
                yield Piece(line, held[:cut])
            elif too_long:
                yield None
            line += held.count("\n", 0, cut)
            held, searched, too_long, safe = held[cut:], 1, False, safe - cut
        searched = max(safe, 1)
        if len(held) > limit:
            # The last character stays, so that a mark may see that it begins a line.
            keep = _LONGEST_MARK + 1
            line += held.count("\n", 0, len(held) - keep)
            held, searched, too_long = held[-keep:], 1, True
    if too_long:
        yield None
    elif held:
        yield Piece(line, held, last=True)


def too_long(origin: str) -> Rejected:
    """For a piece that is None."""
    return Rejected(origin, 0, f"an article longer than {PIECE_LIMIT:,} characters; cure: one article a file")


def cut_short(origin: str, line: int) -> Rejected:
    """For an article in which the file ends: half an article would be found as if it were whole."""
    return Rejected(origin, line, "the file ends within this article; cure: export it anew; those before it are kept")


def each(
    stream: BinaryIO, origin: str, mark: Mark, make: Callable[[Piece], Iterator[Article | Rejected]]
) -> Iterator[Article | Rejected]:
    """What ``make`` gives for every piece, and Rejected for those too long."""
    for piece in pieces(stream, mark):
        if piece is None:
            yield too_long(origin)
        else:
            yield from make(piece)


def joined_lines(text: str) -> str:
    r"""The paragraphs of a text, each on one line: for text that was broken at a width.

    >>> joined_lines("Un long\nparagraphe.\n\nUn autre.")
    'Un long paragraphe.\n\nUn autre.'
    """
    paragraphs = re.split(r"\n[ \t\u00a0]*\n\s*", text)
    return "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in paragraphs)

"""The values of a JSON text one by one: the elements of its top-level array, or values in a row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from index.readers.encoding import RECORD_LIMIT

_DECODER = json.JSONDecoder(strict=False)
_BETWEEN = " \t\r\n,"
# Text gathered before a value is tried: most values then take one try.
_AT_LEAST = 1 << 16


class Unreadable(ValueError):
    """The text stops being JSON in the value that begins at ``line``; what follows cannot be found again."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"not JSON: {reason}; what follows was not read; cure: mend it, or write JSON Lines")
        self.line = line


def values(lines: Iterator[tuple[int, str | None]]) -> Iterator[tuple[int, Any]]:
    """Each value with the line it begins on. Raises Unreadable where the text stops being JSON."""
    text = _Text(lines)
    text.fill(_AT_LEAST)
    in_array = text.take("[", leading=" \t\r\n\x00\ufeff")
    while True:
        text.take("", leading=_BETWEEN)
        if not text.rest:
            if not text.fill(_AT_LEAST):
                break
            continue
        if in_array and text.take("]"):
            return
        yield text.line, text.value()
    if in_array:
        raise Unreadable(text.line, "the array has no end")


class _Text:
    """A window on the text: filled from its lines, emptied by values."""

    def __init__(self, lines: Iterator[tuple[int, str | None]]) -> None:
        self._lines = lines
        self._text = ""
        self._at = 0
        self.line = 1

    @property
    def rest(self) -> bool:
        return self._at < len(self._text)

    def fill(self, size: int) -> bool:
        """Read some ``size`` characters more; False at the end of the text."""
        parts, room = [], size
        while room > 0 and (item := next(self._lines, None)) is not None:
            if item[1] is None:
                raise Unreadable(item[0], "a line is longer than 50 MB")
            parts.append(item[1])
            room -= len(parts[-1])
        self._text = self._text[self._at :] + "".join(parts)
        self._at = 0
        return bool(parts)

    def take(self, sign: str, leading: str = "") -> bool:
        """Pass over the ``leading`` characters, then over ``sign`` if it comes; whether it came."""
        start = self._at
        while self._at < len(self._text) and self._text[self._at] in leading:
            self._at += 1
        self._count(start)
        found = bool(sign) and self._text.startswith(sign, self._at)
        self._at += found
        return found

    def value(self) -> Any:
        """The value that begins here; more is read until it is whole."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                # Cut off, or wrong? Only more text can tell.
                size = len(self._text) - self._at
                if size > RECORD_LIMIT or not self.fill(max(size, _AT_LEAST)):
                    raise Unreadable(self.line, error.msg) from error
            except ValueError as error:
                # A number of more digits than Python converts.
                raise Unreadable(self.line, str(error)) from error
            except RecursionError as error:
                raise Unreadable(self.line, "nested too deeply") from error
            else:
                # A number may go on in text not yet read; an object or a string cannot.
                start, self._at = self._at, end
                self._count(start)
                return value

    def _count(self, start: int) -> None:
        self.line += self._text.count("\n", start, self._at)

"""JSON Lines, JSON arrays and JSON objects, however large: one record in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import PurePath
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.encoding import decode, numbered_lines, text_stream
from index.readers.fields import article_from, by_field
from index.readers.json_values import Unreadable, values

NAME = "json"
SUFFIXES = (".jsonl", ".ndjson", ".json")
MEANING = "JSON Lines (one object a line), or JSON: an array of objects, or one object."

_LINES = (".jsonl", ".ndjson", ".jsonlines")
# Where programs put the list of articles when a whole file is one object.
_LISTS = ("articles", "items", "results", "data", "docs", "documents", "records", "response", "hits", "feed", "entries")

_LEVELS = 3


def sniff(head: bytes) -> bool:
    """Whether a file begins as JSON records do: an object, or an array of them."""
    start = "".join(decode(head).split(maxsplit=3)[:3])[:3]
    return start.startswith(('{"', "[{", "[]", "{}"))


def names(head: bytes) -> list[str]:
    """The keys of the first record, where it is whole in these bytes."""
    start = decode(head).lstrip().removeprefix("[").lstrip()
    try:
        first, _ = json.JSONDecoder(strict=False).raw_decode(start)
    except (ValueError, RecursionError):
        return []
    record = _listed(first)[0]
    return [str(key) for key in record] if isinstance(record, dict) else []


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a JSON file; each record that is none as Rejected, with its line."""
    for line, value in records_of(stream, origin):
        for item in _listed(value):
            yield item if isinstance(item, Rejected) else _article(item, origin, line, mapping)


def records_of(stream: BinaryIO, origin: str) -> Iterator[tuple[int, Any]]:
    """The values of JSON Lines, of an array, or in a row, each with its line; what cannot be read as Rejected."""
    lines = numbered_lines(text_stream(stream)[0])
    first = next(lines, None)
    if first is None:
        return
    if any(suffix in _LINES for suffix in PurePath(origin).suffixes) or _is_record(first[1]):
        yield from _from_lines(chain([first], lines), origin)
    else:
        yield from _from_values(chain([first], lines), origin)


def _is_record(line: str | None) -> bool:
    """Whether the first line is a whole object: then every line is one."""
    try:
        return isinstance(json.loads(line or ""), dict)
    except (ValueError, RecursionError):
        return False


def _from_lines(lines: Iterator[tuple[int, str | None]], origin: str) -> Iterator[tuple[int, Any]]:
    for number, line in lines:
        if line is None:
            yield number, Rejected(origin, number, "the line is longer than 50 MB; cure: one article a line")
        elif text := line.strip(" \t\r\n\x00"):
            yield number, _value(text, origin, number)


def _value(text: str, origin: str, number: int) -> Any:
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        return Rejected(origin, number, f"not JSON: {error.msg} at character {error.pos + 1}")
    except RecursionError:
        return Rejected(origin, number, "not an article: nested too deeply")
    except ValueError as error:
        return Rejected(origin, number, f"not JSON: {error}")


def _article(value: Any, origin: str, line: int, mapping: Mapping[str, str] | None) -> Article | Rejected:
    if isinstance(value, dict):
        return article_from(value, origin, line, mapping)
    kind = {list: "an array", str: "a string", bool: "true or false", type(None): "null"}.get(type(value), "a number")
    return Rejected(origin, line, f"not an article: {kind}; cure: one JSON object an article")


def _from_values(lines: Iterator[tuple[int, str | None]], origin: str) -> Iterator[tuple[int, Any]]:
    try:
        yield from values(lines)
    except Unreadable as error:
        yield error.line, Rejected(origin, error.line, str(error))


def _listed(value: Any) -> list[Any]:
    """The objects of a list inside a value, {"articles": […]} or {"response": {"docs": […]}}; else itself."""
    inner = value
    for _ in range(_LEVELS):
        if not isinstance(inner, dict) or "body" in by_field(inner):
            break
        inner = next((inner[key] for key in _LISTS if inner.get(key)), None)
        if isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
            return inner
    return [value]

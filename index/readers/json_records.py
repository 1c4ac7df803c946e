"""JSON Lines, JSON arrays and JSON objects, however large: one record in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import PurePath
from typing import Any, BinaryIO

from index.article import Article, Rejected
from index.readers.encoding import decode, numbered_lines, text_stream
from index.readers.fields import article_from
from index.readers.json_values import Unreadable, values

NAME = "json"
SUFFIXES = (".jsonl", ".ndjson", ".json")
MEANING = "JSON Lines (one object a line), or JSON: an array of objects, or one object."

_LINES = (".jsonl", ".ndjson", ".jsonlines")
# Where programs put the list of articles when a whole file is one object.
_LISTS = ("articles", "items", "results", "data", "docs", "documents", "records", "response", "hits", "feed", "entries")


def sniff(head: bytes) -> bool:
    """Whether a file begins as JSON records do: an object, or an array of them."""
    start = "".join(decode(head).split())[:3]
    return start.startswith(('{"', "[{", "[]", "{}"))


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The articles of a JSON file; each record that is none as Rejected, with its line."""
    lines = numbered_lines(text_stream(stream)[0])
    first = next(lines, None)
    if first is None:
        return
    if any(suffix in _LINES for suffix in PurePath(origin).suffixes) or _is_record(first[1]):
        records = _from_lines(chain([first], lines), origin)
    else:
        records = _from_values(chain([first], lines), origin)
    for line, record in records:
        yield record if isinstance(record, Rejected) else article_from(record, origin, line, mapping)


def _is_record(line: str | None) -> bool:
    """Whether the first line is a whole object: then every line is one."""
    try:
        return isinstance(json.loads(line or ""), dict)
    except (ValueError, RecursionError):
        return False


_Record = tuple[int, dict[str, Any] | Rejected]


def _from_lines(lines: Iterator[tuple[int, str | None]], origin: str) -> Iterator[_Record]:
    for number, line in lines:
        if line is None:
            yield number, Rejected(origin, number, "the line is longer than 50 MB; cure: one article a line")
        elif text := line.strip(" \t\r\n\x00"):
            yield number, _object(text, origin, number)


def _object(text: str, origin: str, number: int) -> dict[str, Any] | Rejected:
    try:
        value = json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        return Rejected(origin, number, f"not JSON: {error.msg} at character {error.pos + 1}")
    except RecursionError:
        return Rejected(origin, number, "not an article: nested too deeply")
    except ValueError as error:
        return Rejected(origin, number, f"not JSON: {error}")
    return _only_objects(value, origin, number)


def _only_objects(value: Any, origin: str, number: int) -> dict[str, Any] | Rejected:
    if isinstance(value, dict):
        return value
    kinds = {list: "an array", str: "a string", bool: "true or false", type(None): "null"}
    kind = kinds.get(type(value), "a number")
    return Rejected(origin, number, f"not an article: {kind}; cure: one JSON object an article")


def _from_values(lines: Iterator[tuple[int, str | None]], origin: str) -> Iterator[_Record]:
    try:
        for number, value in values(lines):
            for item in _listed(value):
                yield number, _only_objects(item, origin, number)
    except Unreadable as error:
        yield error.line, Rejected(origin, error.line, str(error))


def _listed(value: Any) -> list[Any]:
    """The objects of a list inside a value, {"articles": […]} or {"response": {"docs": […]}}; else itself."""
    for _ in range(3):
        inner = next((value[k] for k in _LISTS if value.get(k)), None) if isinstance(value, dict) else None
        if isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
            return inner
        if not isinstance(inner, dict):
            break
        value = inner
    return [value]

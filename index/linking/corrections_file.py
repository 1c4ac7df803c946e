"""Reads ``entities.toml``, the user's corrections: every mistake is told with its line and the cure, or nothing is.

The file is described in docs/entities.md.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from index.entities.calendar import parse_date
from index.errors import BadCorrections
from index.linking.corrections import Action, Corrections, Kind, Rule, key_of

_ACTIONS: tuple[Action, ...] = get_args(Action)
_KINDS: tuple[Kind, ...] = get_args(Kind)
_KEYS: dict[Action, tuple[str, ...]] = {
    "merge": ("kind", "value", "from"),
    "rename": ("kind", "value", "to"),
    "forget": ("kind", "value"),
    "split": ("kind", "value", "to", "ids", "since", "until"),
}
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*[\"']?([\w-]+)[\"']?[ \t]*\]\]", re.MULTILINE)
# More would scroll the first out of sight.
_MOST_TOLD = 10

Told = list[tuple[int, str]]
"""Mistakes: line and sentence."""


def read_corrections(path: Path) -> Corrections:
    """The corrections of a file; BadCorrections tells what is wrong with it."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
        tables = tomllib.loads(text)
    except FileNotFoundError as error:
        message = f"{path}: there is no such file of corrections; cure: put it back, or name another with --entities (an empty one for none)"
        raise BadCorrections(message) from error
    except OSError as error:
        message = f"{path}: the file of corrections cannot be read: {error.strerror or error}"
        raise BadCorrections(message) from error
    except UnicodeDecodeError as error:
        message = f"{path}: byte {error.start} is no UTF-8; cure: save the file as UTF-8"
        raise BadCorrections(message) from error
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: no valid TOML: {error}; cure: see the example in docs/entities.md"
        raise BadCorrections(message) from error
    told: Told = []
    rules = list(_rules(tables, _lines(text), told))
    checked = _checked(rules, told) if not told else Corrections()
    if told:
        mistakes = [f"line {line}: {sentence}" if line else sentence for line, sentence in sorted(told)]
        more = f"\n  and {len(mistakes) - _MOST_TOLD} more" if len(mistakes) > _MOST_TOLD else ""
        raise BadCorrections(f"{path}: " + "\n  ".join(mistakes[:_MOST_TOLD]) + more)
    digest = hashlib.blake2b(data, digest_size=16).hexdigest()
    return replace(checked, path=str(path.absolute()), digest=digest)


def _lines(text: str) -> dict[str, list[int]]:
    """Of each table, the lines on which its entries begin."""
    lines: dict[str, list[int]] = {}
    for match in _HEADER.finditer(text):
        lines.setdefault(match[1], []).append(text.count("\n", 0, match.start()) + 1)
    return lines


# --- entries


def _rules(tables: Mapping[str, Any], lines: Mapping[str, list[int]], told: Told) -> Iterator[Rule]:
    for table, entries in tables.items():
        action = next((known for known in _ACTIONS if known == table), None)
        if action is None:
            told.append((lines.get(table, [0])[0], f"[[{table}]] is unknown; there are {_list(_ACTIONS)}"))
        elif not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            told.append((0, f"{table} must be entries of their own; cure: begin each with [[{table}]]"))
        else:
            known = lines.get(table, [])
            # Entries written in another way, as {…} in a list, have no line of their own.
            numbers = known if len(known) == len(entries) else [0] * len(entries)
            for number, (entry, line) in enumerate(zip(entries, numbers, strict=True), 1):
                where = "" if line else f"[[{table}]] number {number}: "
                rules, mistakes = _entry(action, entry, line)
                told += [(line, where + mistake) for mistake in mistakes]
                yield from rules


def _entry(action: Action, entry: Mapping[str, Any], line: int) -> tuple[list[Rule], list[str]]:
    """The rules of one entry, or its mistakes."""
    mistakes: list[str] = []
    if unknown := [key for key in entry if key not in _KEYS[action]]:
        mistakes.append(f"{_list(unknown)} is unknown in [[{action}]]; there are {_list(_KEYS[action])}")
    kind = next((known for known in _KINDS if known == entry.get("kind")), None)
    if kind is None:
        mistakes.append(f'kind = {entry.get("kind")!r} is unknown; cure: kind = "person" or kind = "place"')
    value = _text(entry, "value", mistakes)
    to = _text(entry, "to", mistakes) if action == "rename" or (action == "split" and "to" in entry) else ""
    froms = _texts(entry, "from", mistakes) if action == "merge" else []
    ids = _texts(entry, "ids", mistakes) if "ids" in entry else []
    since, until = (_day(entry, name, mistakes) for name in ("since", "until"))
    if since and until and since > until:
        mistakes.append(f"since = {since} is after until = {until}")
    if (ids or since or until) and "to" not in entry and action == "split":
        mistakes.append('ids, since and until say which articles go where; cure: add to = "…"')
    if mistakes or kind is None:
        return [], mistakes
    if action == "merge":
        return [Rule(action, kind, each, line, value) for each in froms], []
    return [Rule(action, kind, value, line, to, frozenset(ids), since, until)], []


def _text(entry: Mapping[str, Any], name: str, mistakes: list[str]) -> str:
    value = entry.get(name)
    if not _is_name(value):
        mistakes.append(f'{name} must be a name in quotes; cure: {name} = "Emmanuel Macron"')
        return ""
    return str(value).strip()


def _texts(entry: Mapping[str, Any], name: str, mistakes: list[str]) -> list[str]:
    values = entry.get(name)
    # Ids of articles may be numbers.
    plain = [str(v) if name == "ids" and isinstance(v, int) else v for v in values] if isinstance(values, list) else []
    if not plain or not all(map(_is_name, plain)):
        mistakes.append(f'{name} must be a list in brackets; cure: {name} = ["…", "…"]')
        return []
    return [value.strip() for value in plain]


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _day(entry: Mapping[str, Any], name: str, mistakes: list[str]) -> str:
    value = entry.get(name, "")
    day = value.isoformat()[:10] if isinstance(value, dt.date) else value
    if day and (not isinstance(day, str) or len(day) != len("2017-01-31") or parse_date(day) != day):
        mistakes.append(f"{name} = {value!r} is no day; cure: {name} = 2017-01-31")
        return ""
    return str(day)


def _list(words: Any) -> str:
    return ", ".join(words)


# --- all of them


def _checked(rules: list[Rule], told: Told) -> Corrections:
    """The rules by value, chains followed to their end; contradictions and cycles are told."""
    single: dict[tuple[Kind, str], Rule] = {}
    splits: dict[tuple[Kind, str], tuple[Rule, ...]] = {}
    for rule in rules:
        key = (rule.kind, key_of(rule.value))
        before = single.get(key) or next(iter(splits.get(key, ())), None)
        if before and not _agree(before, rule):
            told.append((rule.line, f"“{rule.value}” has already {_said(before)}; cure: leave one of the two"))
        elif rule.action == "split":
            splits[key] = (*splits.get(key, ()), rule)
        else:
            single.setdefault(key, rule)
    for rule in rules:
        target = single.get((rule.kind, key_of(rule.to))) if rule.to else None
        if target and target.action == "forget":
            sentence = (
                f"“{target.value}” is forgotten, but “{rule.value}” has {_said(rule)}; cure: leave one of the two"
            )
            told.append((target.line, sentence))
    ends = {key: _end(rule, single, told) for key, rule in single.items()}
    split_ends = {k: tuple(replace(r, to=_end(r, single, told)) for r in each) for k, each in splits.items()}
    return Corrections(rules={key: replace(rule, to=ends[key]) for key, rule in single.items()}, splits=split_ends)


def _agree(one: Rule, other: Rule) -> bool:
    """Whether two rules of a value say the same; several splits of a value each have articles of their own."""
    if one.action == other.action == "split":
        return True
    return one.action == other.action and one.to == other.to


def _said(rule: Rule) -> str:
    what = {
        "merge": f"been merged into “{rule.to}”",
        "rename": f"been renamed to “{rule.to}”",
        "forget": "been forgotten",
        "split": "been split",
    }
    return f"{what[rule.action]} on line {rule.line}" if rule.line else what[rule.action]


def _end(rule: Rule, single: Mapping[tuple[Kind, str], Rule], told: Told) -> str:
    """The last value that a rule's target becomes."""
    seen = {key_of(rule.value)} if rule.action != "split" else set()
    to = rule.to
    while to and key_of(to) not in seen:
        seen.add(key_of(to))
        after = single.get((rule.kind, key_of(to)))
        if after is None or not after.to or key_of(after.to) == key_of(to):
            return after.to if after and after.to else to
        to = after.to
    if to and key_of(rule.value) != key_of(rule.to):
        told.append(
            (rule.line, f"“{rule.value}” becomes “{rule.to}” and that in turn “{to}”: a circle; cure: leave one")
        )
    return to

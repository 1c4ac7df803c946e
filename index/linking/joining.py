"""Persons or places under other values, those that become one with the mentions of all. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from index.entities.mention import Mention, Person, Place

Named = TypeVar("Named", Person, Place)
# In which order a reader meets them.
_FIELDS = {"title": 0, "chapo": 1, "body": 2}


def joined(found: Iterable[Named], values: Mapping[str, str]) -> tuple[Named, ...]:
    """What was found, each value replaced by what ``values`` has for it; equal ones become one, at the place of
    the first, with the attributes of the one that bore the value from the start, else of the first."""
    groups: dict[str, list[Named]] = {}
    for each in found:
        groups.setdefault(values.get(each.value, each.value), []).append(each)
    return tuple(_one(value, group) for value, group in groups.items())


def _one(value: str, group: list[Named]) -> Named:
    if len(group) == 1:
        return group[0] if group[0].value == value else replace(group[0], value=value)
    bearer = next((each for each in group if each.value == value), group[0])
    mentions = sorted({mention for each in group for mention in each.mentions}, key=reading_order)
    return replace(bearer, value=value, mentions=tuple(mentions))


def reading_order(mention: Mention) -> tuple[int, int, int]:
    """Title, then chapo, then body; from the first character on."""
    return _FIELDS.get(mention.field, len(_FIELDS)), mention.start, mention.end

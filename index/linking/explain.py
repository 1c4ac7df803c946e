"""Why a value is what it is: each name that was joined to it, and the reason, in words for a person. Pure.

Useful for: ``annotate --explain``. Not for: deciding; the reasons are those of what was decided elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from index.entities.linking import is_slip, words_of
from index.entities.mention import Person, Place
from index.linking.corrections import Applied, key_of
from index.linking.linker import WINDOW_DAYS, Link
from index.linking.names import are_variants, name_of

_DONE = {"merge": "merged", "rename": "renamed", "forget": "forgotten", "split": "renamed"}


def explained(
    found: Sequence[Person | Place], applied: Iterable[Applied], links: Mapping[str, Link], file: str, *, dated: bool
) -> Iterator[str]:
    """Lines about an article's persons, or its places: each value it ends with, then what was joined to it and why.

    ``found`` are those of the article before ``applied``, what the user's ``file`` did, and ``links``, what other
    articles say, by value; ``dated``: whether the article has a date.
    """
    values = [each.value for each in found]
    reasons: dict[str, list[str]] = {each.value: list(_in_article(each, values)) for each in found}
    becomes: dict[str, str] = {}
    for old, new, rule in applied:
        whole = key_of(rule.value) == key_of(old)
        done = f"“{old}”: {_DONE[rule.action]}" if whole else f"“{rule.value}”: parted from “{old}”"
        reasons.setdefault(new, []).append(f"{done} by {_place(file, rule.line)}")
        if whole:
            becomes[old] = new
    for old, link in links.items():
        reasons.setdefault(link.value, []).append(f"“{old}”: {_why(link, dated=dated)}")
        becomes[old] = link.value
    ends: dict[str, list[str]] = {}
    for value, lines in reasons.items():
        ends.setdefault(_end(value, becomes), []).extend(lines)
    for value, lines in ends.items():
        yield f"    {value or '(forgotten)'}"
        yield from (f"      {line}" for line in lines)


def _in_article(each: Person | Place, values: Sequence[str]) -> Iterator[str]:
    """How the article itself names the person or place, and why these are one."""
    for text, count in Counter(mention.text for mention in each.mentions).most_common():
        times = f"“{text}” × {count}" if count > 1 else f"“{text}”"
        if key_of(text) == key_of(each.value):
            yield f"{times}: the name"
        elif isinstance(each, Place):
            yield f"{times}: another name of the place"
        else:
            others = [value for value in values if value != each.value]
            yield f"{times}: {reason_in_article(text, each.value, others)}"


def reason_in_article(text: str, value: str, others: Sequence[str] = ()) -> str:
    """Why a mention is taken for a person of the same article, which names ``others`` too.

    >>> reason_in_article("Macron", "Emmanuel Macron")
    'ends this name, and no other full name of the article'
    """
    short, full = name_of(text), name_of(value)
    some, every = short.key.split(), full.key.split()
    if some == every:
        return "the name, with a title"
    if every[-len(some) :] == some:
        if any(name_of(other).key.split()[-len(some) :] == some for other in others):
            return (
                "ends this name, the one that “M.” or “Mme” tells, or was named last, or of whom the article says most"
            )
        return "ends this name, and no other full name of the article"
    if every[: len(some)] == some:
        return "begins this name, and no other full name of the article"
    if short.initial and full.words[0].startswith(short.initial) and short.words[-1] == full.words[-1]:
        return "this name with an initial"
    if are_variants(short, full) or is_slip(words_of(text), words_of(value)):
        return "a spelling of this name, less frequent in the article"
    if set(some) & set(every):
        return "shares a part of this name, and of no other full name of the article"
    return "named so in the article"


def _why(link: Link, *, dated: bool) -> str:
    when = f"within {WINDOW_DAYS} days of the article" if dated else "in the index, as the article has no date"
    if link.reason == "spelling":
        return f"a spelling of this name, which {link.share:.0%} of {link.total:,} articles have {when}"
    return f"the full name in {link.share:.0%} of {link.total:,} articles that name someone so in full {when}"


def _place(file: str, line: int) -> str:
    name = Path(file).name
    return f"{name}, line {line}" if line else name


def _end(value: str, becomes: Mapping[str, str]) -> str:
    seen = set()
    while value in becomes and value not in seen:
        seen.add(value)
        value = becomes[value]
    return value

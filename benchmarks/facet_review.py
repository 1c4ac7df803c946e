"""The first values of a facet for a person to look through: is there junk, is anybody there twice?

    python -m benchmarks.facet_review [--index DIR] [--facet person|place] [--first 500] [--samples 2] [--flagged]

Each value with its count, what makes it suspicious, and mentions in context, from articles spread over those that have
it. A suspicion is no verdict: two who share a surname are mostly two, and one word may be a whole name ("Ronaldo").
Useful for: looking before a release, and after every change of what is found. Not for: a figure; see ``benchmarks.quality``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from index.article import Article
from index.entities import Person, Place
from index.errors import KiosqueError
from index.schema import facet as facet_of
from index.settings import Settings
from index.text import fold_key
from search.snapshot import Snapshot

FACETS = ("person", "place")
Key = tuple[str, ...]
"""The folded words of a value."""
# Small words that begin or part names without a capital.
_PARTICLES = frozenset(
    ("al", "ben", "bin", "d", "da", "das", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "et", "l", "la",
     "las", "le", "les", "los", "of", "s", "sous", "sur", "van", "von", "y", "à")
)  # fmt: skip
_SIGNS = re.compile(r"[^\w\s'’.&-]|[\d_]")
_WORDS = re.compile(r"[^\W\d_]+")
# Spellings closer than this are read as one: "Zelensky", "Zelenski"; further off there are too many false alarms.
_ALIKE = 0.88
_LONGEST_NAME = 4
# So many of those that a short name is part of are named.
_NAMED = 3
_SURNAME = "same last word as"
# Names of places looked for in those of persons: beyond the most frequent they are mostly somebody's surname too.
_OTHERS = 1_000
_CONTEXT = 40


@dataclass(slots=True)
class Value:
    """A value of a facet: in how many articles, and why it should be looked at: kind of suspicion → other values."""

    rank: int
    name: str
    count: int
    flags: dict[str, list[str]] = field(default_factory=dict)

    def flag(self, kind: str, *others: str) -> None:
        """Note a suspicion, and the values it comes from."""
        self.flags.setdefault(kind, []).extend(others)

    def __str__(self) -> str:
        """For a list: rank, count, name, what is suspicious."""
        line = f"{self.rank:4} {self.count:6,}  {self.name}"
        told = "; ".join(f"{kind} {_listed(others)}".rstrip() for kind, others in self.flags.items())
        return f"{line}  ? {told}" if told else line


def suspicions(values: Sequence[Value], others: Sequence[str], facet: str) -> None:
    """Flag values, most frequent first; ``others`` are the most frequent values of the other of the two facets."""
    keys = [tuple(fold_key(value.name).split()) for value in values]
    elsewhere = {tuple(fold_key(name).split()): name for name in others}
    for number, (value, key) in enumerate(zip(values, keys, strict=True)):
        _flag_form(value)
        if facet == "person":
            _flag_person(value)
            _flag_parts(key, value, elsewhere)
        elif key in elsewhere:
            value.flag("is of the other facet:", elsewhere[key])
        for before, known in zip(values[:number], keys, strict=False):
            if facet == "person":
                # The shorter of two is the doubtful one, wherever it stands.
                if set(key) < set(known):
                    value.flag("part of", f"{before.rank} {before.name}")
                elif set(known) < set(key):
                    before.flag("part of", f"{value.rank} {value.name}")
            how = _alike(key, known)
            if how and (facet == "person" or how != _SURNAME):
                value.flag(how, f"{before.rank} {before.name}")


def _flag_form(value: Value) -> None:
    if not any(word[0].isupper() for word in _WORDS.findall(value.name)):
        value.flag("no capital")
    if value.name.isupper() and len(value.name) > 1:
        value.flag("all capitals")


def _flag_person(value: Value) -> None:
    words = _WORDS.findall(value.name)
    if any(word[0].islower() and word not in _PARTICLES for word in words):
        value.flag("lower case")
    if len(words) == 1:
        value.flag("one word")
    if len(words) > _LONGEST_NAME:
        value.flag("long")
    if _SIGNS.search(value.name):
        value.flag("odd sign")


def _flag_parts(key: Key, value: Value, elsewhere: Mapping[Key, str]) -> None:
    """Whole names of places in a person's; a first name alone ("David", "Florence") says nothing."""
    for length in range(1, len(key) + 1):
        for start in range(len(key) - length + 1):
            name = elsewhere.get(key[start : start + length])
            if name is not None and (start or length > 1 or len(key) == 1):
                value.flag("is of the other facet:" if length == len(key) else "holds", name)


def _alike(key: Key, known: Key) -> str:
    """How a value may be another one again; "" when nothing speaks for it. Two numerals tell two apart."""
    if not key or not known or _numerals(key) != _numerals(known):
        return ""
    if sorted(key) == sorted(known):
        return "same words as"
    matcher = SequenceMatcher(None, "".join(key), "".join(known), autojunk=False)
    if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE:
        return "spelt like"
    return _SURNAME if key[-1] == known[-1] and len(key) > 1 and len(known) > 1 else ""


def _numerals(key: Key) -> list[str]:
    return re.findall(r"\d+", " ".join(key))


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def first_values(snapshot: Snapshot, facet: str, count: int) -> list[Value]:
    """The most frequent values of a facet over the whole index."""
    column = snapshot.column(facet_of(facet).column)
    found = column.top(snapshot.live, count)
    return [Value(rank, column.value(number), total) for rank, (number, total) in enumerate(found, 1)]


def samples(snapshot: Snapshot, facet: str, value: str, count: int) -> Iterator[tuple[Article, Person | Place]]:
    """Articles spread over those that have a value, and what they know of it."""
    documents = snapshot.column(facet_of(facet).column).having_value(value).documents
    step = max(1, len(documents) // max(1, count))
    for document in documents[::step][:count].tolist():
        article = snapshot.article(document)
        entities = getattr(article, facet_of(facet).column) or ()
        yield from ((article, entity) for entity in entities if fold_key(entity.value) == fold_key(value))


def in_context(article: Article, entity: Person | Place) -> str:
    """Its first mention, on one line."""
    if not entity.mentions:
        return f"{article.id} {article.day}: in no text, as its source says"
    mention = entity.mentions[0]
    text, start, end = getattr(article, mention.field), mention.start, mention.end
    shown = f"{text[max(0, start - _CONTEXT) : start]}[{text[start:end]}]{text[end : end + _CONTEXT]}"
    return f"{article.id} {article.day}: {shown}".replace("\n", " ")


def flag_unknown(snapshot: Snapshot, places: Sequence[Value]) -> None:
    """Flag the places of which nothing is known, neither a kind nor a country, in the first article that names them."""
    for value in places:
        for _, place in samples(snapshot, "place", value.name, 1):
            if isinstance(place, Place) and not (place.kind or place.country):
                value.flag("nothing known")


def summary(values: Sequence[Value]) -> str:
    """How many have which flags."""
    kinds = Counter(kind for value in values for kind in value.flags)
    flagged = sum(bool(value.flags) for value in values)
    told = "; ".join(f"{kind.rstrip(':')}: {count}" for kind, count in kinds.most_common())
    return f"{len(values)} values, {flagged} to look at" + (f" ({told})" if told else "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the values. Exit code 1 when there is no index to read."""
    options = _options(arguments)
    try:
        snapshot = Snapshot(options.index or Settings.from_environ().index)
    except KiosqueError as error:
        print(error, file=sys.stderr)
        return 1
    values = first_values(snapshot, options.facet, options.first)
    other = next(name for name in FACETS if name != options.facet)
    suspicions(values, [value.name for value in first_values(snapshot, other, _OTHERS)], options.facet)
    if options.facet == "place":
        flag_unknown(snapshot, values)
    for value in values:
        if value.flags or not options.flagged:
            print(value)
            for article, entity in samples(snapshot, options.facet, value.name, options.samples):
                print(f"{'':13}{in_context(article, entity)}")
    print(summary(values))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.facet_review",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--index", type=Path, help="folder of the index (default: $KIOSQUE_INDEX, else var/index)")
    parser.add_argument("--facet", choices=FACETS, default="person")
    parser.add_argument("--first", type=int, default=500, metavar="N", help="how many values (default 500)")
    parser.add_argument("--samples", type=int, default=2, metavar="N", help="mentions of each (default 2)")
    parser.add_argument("--flagged", action="store_true", help="only those that something makes suspicious")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

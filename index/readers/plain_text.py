"""Plain text: a title line, or "Clé : valeur" lines, then the text. Nothing of the file is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers.clean import clean_characters, clean_line, clean_text, is_wrapped
from index.readers.encoding import RECORD_LIMIT, decode, is_binary, is_text
from index.readers.fields import article_from, our_field

NAME = "text"
SUFFIXES = (".txt", ".text", ".md")
MEANING = 'Plain text: a title line, or lines such as "Titre : …", "Date : …" at the top; then the text.'

# "Titre: …" and, as French typography has it, "Titre : …". A key is a few words at most.
_KEY_LINE = re.compile(r"([^\W\d_][\w’' -]{0,30}?)[ \u00a0\u202f]*:(?:[ \t\u00a0\u202f]+(.*)|$)")
_METADATA = frozenset(
    {"id", "title", "chapo", "published", "authors", "source", "section", "url", "lang", "persons", "places"}
)
_FENCE = "---"
_HEADING = re.compile(r"#{1,6}\s+|=+\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…][»”\"]?(?=\s|$)")
_INNER_END = re.compile(r"[.!?…][»”\"]?\s+[«“\"]?[A-ZÀ-ÝŒ]")

# Enough to tell text from anything else.
_LOOKED_AT = 1 << 16
# Headlines of 34,000 French dispatches: 99 % have fewer than 120 characters, none has 200.
_TITLE_USUAL = 120
_TITLE_LONGEST = 200


def sniff(head: bytes) -> bool:
    """Whether these bytes can be text. XML of a kind that nobody reads is none: its tags would be its words."""
    return is_text(head) and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The one article of a text file; Rejected when it is binary, empty, or longer than 50 MB."""
    data = stream.read(RECORD_LIMIT + 1)
    if len(data) > RECORD_LIMIT:
        yield Rejected(origin, 0, "longer than 50 MB; cure: one article a file")
    elif is_binary(data[:_LOOKED_AT]):
        yield Rejected(origin, 0, "not text: it has control characters; cure: give the file the suffix of its format")
    elif not data.strip():
        yield Rejected(origin, 0, "the file is empty")
    else:
        yield article_from(record_of(decode(data), mapping), origin, 0, mapping, plain=True, file=origin)


def record_of(text: str, mapping: Mapping[str, str] | None = None) -> dict[str, str]:
    """The fields of a plain text: those of its key lines, its title and its body.

    A first line too long for a title, or that reads as prose, stays in the body; the title is then
    its first sentence, or its opening words with "…".
    """
    lines = clean_characters(text).strip("\n\ufeff").split("\n")
    top = _Top(lines, mapping)
    top.read_keys()
    if not top.has_title and (title := _title_line(top.lines)):
        top.record["title"] = title
        top.lines = top.lines[1:]
        top.read_keys()
    body = clean_text("\n".join(top.lines))
    record = {**top.record, "body": body}
    if not top.has_title:
        record["title"] = opening_words(body)
    return record


@dataclass(slots=True)
class _Top:
    """The lines not yet understood, and the fields that those before them gave."""

    lines: list[str]
    mapping: Mapping[str, str] | None
    record: dict[str, str] = field(default_factory=dict)

    @property
    def has_title(self) -> bool:
        return any((known := our_field(key, self.mapping)) and known[0] == "title" for key in self.record)

    def read_keys(self) -> None:
        """Take the key lines at the top, up to an empty line; front matter between "---" lines too.

        The first must have a key we know. A line with an unknown key ("Page : 3") is passed over
        only where an empty line ends the key lines: elsewhere it may be the first of the text.
        """
        while self.lines and not self.lines[0].strip():
            self.lines = self.lines[1:]
        fenced = bool(self.lines) and self.lines[0].strip() == _FENCE
        lines = self.lines[1:] if fenced else self.lines
        end = next((n for n, line in enumerate(lines) if not line.strip() or line.strip() == _FENCE), len(lines))
        block = lines[:end]
        known = [self._known(line) for line in block]
        closed = end < len(lines) and all(_KEY_LINE.fullmatch(line.strip()) for line in block)
        taken = len(block) if closed and any(known) and known[0] else _leading(known)
        if not taken:
            return
        self.record |= dict(pair for pair in known[:taken] if pair)
        self.lines = lines[taken + (fenced and closed) :]

    def _known(self, line: str) -> tuple[str, str] | None:
        match = _KEY_LINE.fullmatch(line.strip())
        known = our_field(match[1], self.mapping) if match else None
        if match is None or known is None or known[0] not in _METADATA:
            return None
        return match[1], (match[2] or "").strip("\"' ")


def _leading(known: list[tuple[str, str] | None]) -> int:
    return next((n for n, pair in enumerate(known) if not pair), len(known))


def _title_line(lines: list[str]) -> str:
    """The first line, when it can be a title; "" when it is prose, or all there is."""
    first = clean_line(_HEADING.sub("", lines[0])) if lines else ""
    rest = next((line.strip() for line in lines[1:] if line.strip()), "")
    if not first or not rest or len(first) > _TITLE_LONGEST:
        return ""
    ends_as_prose = first.endswith((".", ".»", ". »", '."', ",", ";")) and not first.endswith(("...", "etc."))
    if ends_as_prose and (len(first) > _TITLE_USUAL or _INNER_END.search(first)):
        return ""
    follows = lines[1].strip()
    runs_on = bool(follows) and (follows[0].islower() or is_wrapped(lines[:12]))
    return "" if runs_on or first.endswith((",", ";")) else first


def opening_words(body: str) -> str:
    """A title for a text without one: its first sentence, else its first words and "…".

    >>> opening_words("«Je suis très content. Merci», a dit Poutine.")
    '«Je suis très content»'
    """
    first = clean_line(body.split("\n\n", 1)[0])
    end = _SENTENCE_END.search(first)
    sentence = first[: end.end()] if end else first
    if len(sentence) > _TITLE_USUAL:
        return _closed(sentence[:_TITLE_USUAL].rsplit(None, 1)[0].rstrip(" ,;:.–—-\u00a0\u202f«(")) + "…"
    return _closed(sentence.removesuffix("."))


def _closed(text: str) -> str:
    """With the French quotation mark closed that the cut left open."""
    space = "\u00a0" if re.search(r"«\s", text) else ""
    return text + space + "»" if text.count("«") > text.count("»") else text

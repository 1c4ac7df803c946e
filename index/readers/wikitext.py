"""Wikitext → plain text: templates, tables, pictures and references go, links become their labels, headings stay as lines.

Useful for: MediaWiki dumps of news and of encyclopedias. Not for: rendering; nothing is expanded, a table of templates says which
stand for words. One pass over nested constructs and bounded patterns over the rest: time grows with the text, whatever is in it.
Own, and not ``mwparserfromhell``: its tree is ten times the work, and says no more about which templates are text.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from unidecode import unidecode

from index.readers.wiki_templates import Arguments, is_date, template_text

# Tags whose content is no text of the article.
_SILENT = (
    "ref", "references", "gallery", "math", "timeline", "score", "graph", "mapframe", "syntaxhighlight", "source",
    "templatestyles", "imagemap", "noinclude", "includeonly", "inputbox", "dynamicpagelist", "script", "style", "choose",
)  # fmt: skip
_OPENING = re.compile(rf"<({'|'.join((*_SILENT, 'nowiki', 'pre'))})\b([^<>]{{0,500}})>", re.IGNORECASE)
_NESTED = re.compile(r"\{\{|\}\}|\[\[|\]\]|(?<!\{)\{\|(?!\})|(?<!\|)\|\}(?!\})|\|")
# MediaWiki allows 40 templates within each other.
_DEEPEST = 50
# More than a table is ever set in.
_INDENT = 20
_CLOSES = {"}}": "{{", "]]": "[[", "|}": "{|"}

_EXTERNAL = re.compile(r"\[(?:(?:https?|ftp):)?//[^\s\[\]<>]{1,2000}([^\[\]\n]{0,2000})\]")
_BREAK = re.compile(r"<\s*br\b[^<>]{0,100}>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|center|blockquote|table|tr|poem|section|h[1-6]|ul|ol|li|dl|dd|dt|hr)\b[^<>]{0,500}>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_SWITCH = re.compile(r"__[A-ZÀ-Ý_]{3,30}__")
_QUOTES = re.compile(r"'{2,}")
_BLANKS = re.compile(" {2,}")
_LIST = re.compile(r"[*#:;]+\s*")
_PROTECTED = re.compile(r"[\[\]{}|='*#:;<>_]")

_FILES = frozenset(("fichier", "file", "image", "media", "média", "archivo", "datei"))
_CATEGORIES = frozenset(("catégorie", "categorie", "category", "catégories"))
# Of one wiki to its siblings; what is not here and short is a language.
_SIBLINGS = frozenset((
    "w", "wp", "wikipedia", "wikipédia", "wikt", "wiktionary", "wiktionnaire", "s", "wikisource", "c", "commons", "m", "meta",
    "n", "wikinews", "q", "wikiquote", "b", "wikibooks", "v", "wikiversity", "d", "wikidata", "voy", "species", "mw",
))  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,12})*|simple")

# Signs that are nothing by themselves.
_NO_TEXT = "-–—.,;:|*()[] "

# Sections about the article and not of it.
_APPENDED = frozenset((
    "source", "sources", "reference", "references", "note", "notes", "notes et references", "voir aussi", "articles connexes",
    "article connexe", "liens externes", "lien externe", "liens", "sur le meme sujet", "annexes", "bibliographie", "autres projets",
    "sur les autres projets wikimedia", "articles lies", "pages connexes", "sister links", "external links", "external link",
    "related news", "related articles", "see also", "sources and references", "further reading",
))  # fmt: skip


@dataclass(slots=True)
class Plain:
    """What a wikitext says: its text, the dates its templates bear, its categories and banners."""

    text: str
    dates: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)


def plain(text: str) -> Plain:
    """The plain text of a wikitext, paragraphs parted by empty lines. Never raises."""
    found = Plain("")
    text = _unnested(_without_silent(_without_comments(text)), found)
    text = _EXTERNAL.sub(r" \1", text)
    text = _BLOCK.sub("\n\n", _BREAK.sub("\n", text))
    text = html.unescape(_SWITCH.sub("", _TAG.sub("", text)))
    found.text = _paragraphs(text.split("\n"))
    return found


def _without_comments(text: str) -> str:
    parts: list[str] = []
    place = 0
    while (start := text.find("<!--", place)) >= 0:
        parts.append(text[place:start])
        end = text.find("-->", start)
        place = len(text) if end < 0 else end + 3
    return "".join((*parts, text[place:]))


def _without_silent(text: str) -> str:
    """Without references, galleries and the like; what is between ``<nowiki>`` is protected from being read as markup."""
    lower = text.lower()
    if len(lower) != len(text):
        # "İ" has two characters in small letters: then places differ.
        lower = text
    parts: list[str] = []
    place = 0
    unclosed: set[str] = set()
    for match in _OPENING.finditer(text):
        name = match[1].lower()
        if match.start() < place:
            continue
        parts.append(text[place : match.start()])
        place = match.end()
        if match[2].rstrip().endswith("/") or name in unclosed:
            continue
        end = lower.find(f"</{name}", place)
        if end < 0:
            # Asked once: else a page of openings would be searched to its end for each.
            unclosed.add(name)
            continue
        if name in ("nowiki", "pre"):
            parts.append(_PROTECTED.sub(lambda sign: f"&#{ord(sign[0])};", text[place:end]))
        close = text.find(">", end)
        place = len(text) if close < 0 else close + 1
    return "".join((*parts, text[place:]))


@dataclass(slots=True)
class _Open:
    """A construct that is open: what opened it, and its parts so far, which "|" parts."""

    sign: str
    parts: list[list[str]] = field(default_factory=lambda: [[]])

    def joined(self) -> list[str]:
        return ["".join(part) for part in self.parts]


def _unnested(text: str, found: Plain) -> str:
    """Without templates, links and tables: each is replaced, the inner ones first, by the text it stands for."""
    stack = [_Open("")]
    opened = dict.fromkeys(("{{", "[[", "{|"), 0)
    began = False

    def leave() -> str:
        one = stack.pop()
        opened[one.sign] -= 1
        # Never closed: its text stays, its signs go.
        return "|".join(one.joined())

    place = 0
    for match in _NESTED.finditer(text):
        before = text[place : match.start()]
        place = match.end()
        stack[-1].parts[-1].append(before)
        began = began or (len(stack) == 1 and any(map(str.isalnum, before)))
        sign = match[0]
        if sign in opened:
            if sign == "{|" and not _at_line_start(text, match.start()):
                stack[-1].parts[-1].append(sign)
            elif len(stack) <= _DEEPEST:
                stack.append(_Open(sign))
                opened[sign] += 1
        elif sign == "|":
            if stack[-1].sign in ("{{", "[["):
                stack[-1].parts.append([])
            elif len(stack) == 1:
                stack[-1].parts[-1].append(sign)
        elif opened[_CLOSES[sign]]:
            while stack[-1].sign != _CLOSES[sign]:
                inner = leave()
                stack[-1].parts[-1].append(inner)
            one = stack.pop()
            opened[one.sign] -= 1
            stack[-1].parts[-1].append(_meaning(one, found, began=began))
        else:
            stack[-1].parts[-1].append("" if sign != "|}" else sign)
    stack[-1].parts[-1].append(text[place:])
    while len(stack) > 1:
        inner = leave()
        stack[-1].parts[-1].append(inner)
    return "".join(stack[0].parts[0])


def _at_line_start(text: str, place: int) -> bool:
    """Whether nothing but an indent stands before a place on its line: elsewhere "{|" opens no table."""
    before = text[max(0, place - _INDENT) : place]
    start = before.rfind("\n") + 1
    return (start > 0 or place <= _INDENT) and not before[start:].strip(" :\t")


def _meaning(one: _Open, found: Plain, *, began: bool) -> str:
    """The text that a template or a link stands for; "" for a table."""
    if one.sign == "{|":
        return "\n"
    parts = one.joined()
    if one.sign == "[[":
        return _link(parts, found)
    arguments = Arguments.of(parts)
    if is_date(arguments.name):
        date = arguments.date()
        if date:
            found.dates.append(date)
        # Above the text it is the article's date, within it words.
        return date if began else ""
    if not (arguments.places or arguments.names):
        # Banners of subjects: {{Météo}}.
        found.categories.append(parts[0].strip())
    return template_text(arguments)


def _link(parts: list[str], found: Plain) -> str:
    target = parts[0].strip()
    label = parts[-1].strip() if len(parts) > 1 else ""
    shown = target.startswith(":")
    target = target.lstrip(": ")
    prefix, colon, rest = target.partition(":")
    kind = prefix.strip().lower()
    if colon and not shown and kind in _FILES:
        return ""
    if colon and not shown and kind in _CATEGORIES:
        found.categories.append(rest.strip())
        return ""
    if colon and not rest.startswith(" ") and (kind in _SIBLINGS or _LANGUAGE.fullmatch(kind)):
        if not label and not shown and kind not in _SIBLINGS:
            return ""
        target = rest.rpartition(":")[2] if kind in _SIBLINGS else rest
    return parts[-1] if label else target.replace("_", " ").partition("#")[0]


def _paragraphs(lines: list[str]) -> str:
    """Lines of wikitext → paragraphs: empty lines part them, items of lists and headings keep lines of their own."""
    # Each block with what parts its lines: a space in prose, a line end in a list.
    blocks: list[tuple[str, list[str]]] = []
    goes_on = ""
    left_out = 0
    for raw in lines:
        line = _without_quotes(raw.strip())
        if level := _level(line):
            title = line.strip("= ").strip()
            if left_out and level > left_out:
                continue
            left_out = level if _folded(title) in _APPENDED else 0
            if not left_out:
                blocks.append(("", [title]))
            goes_on = ""
            continue
        item = _LIST.match(line)
        text = _BLANKS.sub(" ", line[item.end() :] if item else line).strip()
        if not text.strip(_NO_TEXT):
            # What is left of a list of templates parts nothing.
            goes_on = goes_on if item else ""
        elif not left_out:
            between = "\n" if item else " "
            if goes_on != between:
                blocks.append((between, []))
            blocks[-1][1].append(text)
            goes_on = between
    return "\n\n".join(between.join(block) for between, block in blocks)


def _level(line: str) -> int:
    """The level of a heading, 1 to 6; 0 for what is none."""
    if len(line) < 3 or line[0] != "=" or line[-1] != "=":
        return 0
    signs = min(len(line) - len(line.lstrip("=")), len(line) - len(line.rstrip("=")))
    return min(signs, 6) if line.strip("= ") else 0


def _folded(title: str) -> str:
    return " ".join(unidecode(title).lower().strip(" :").split())


def _without_quotes(line: str) -> str:
    """Without the signs of bold and italics. Where both are odd, one of three is an apostrophe: ``l'''Express''``."""
    runs = [(match.start(), len(match[0])) for match in _QUOTES.finditer(line)]
    if not runs:
        return line
    bold = sum(size == 3 or size >= 5 for _, size in runs)
    italic = sum(size == 2 or size >= 5 for _, size in runs)
    apostrophe = -1
    if bold % 2 and italic % 2:
        threes = [start for start, size in runs if size == 3 and start > 0 and line[start - 1] != " "]
        single = [start for start in threes if start < 2 or not line[start - 2].isalnum()]
        apostrophe = next(iter((*single, *threes)), -1)

    def kept(match: re.Match[str]) -> str:
        size = len(match[0])
        return "'" if match.start() == apostrophe or size == 4 else "'" * max(0, size - 5)

    return _QUOTES.sub(kept, line)

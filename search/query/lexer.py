"""Cuts a query into tokens, in one pass from left to right, whatever the text.

The rules follow French typography: a quotation mark of any kind opens a phrase, a no-break space is
a space, an apostrophe or a hyphen inside a word belongs to it, dashes and ``! ; …`` separate, ``?``
at the end of a word is punctuation. What is doubtful stays in the word: the chains of the index
cut the words of texts and queries alike. docs/query-language.md tells it to readers.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from index.text.elision import ELIDED, leading_articles
from index.text.normalise import APOSTROPHES
from search.query import fields
from search.query.problems import MAX_PROBLEMS, problem
from search.query.tree import Problem

Kind = Literal["word", "phrase", "open", "close", "and", "or", "not", "field", "range", "compare"]

MAX_TOKENS = 2_000
"""More than any query within the parser's limit of leaves needs; what follows is not read."""

MAX_PHRASE = 200
"""Words of a phrase; the longest sentences of the French press have some 150."""

OPERATORS: dict[str, Kind] = {"OU": "or", "OR": "or", "ET": "and", "AND": "and", "SAUF": "not", "NOT": "not"}

_CLOSERS = {'"': '"', "«": "»", "“": '”"', "„": '“”"', "”": "”", "‹": "›"}
_QUOTES = '"«»“”„‹›'
_CONTROL = r"\x00-\x1f\x7f\ud800-\udfff"
_SPLITS = rf"\s,;!…—–―|{{}}<>\[\]()\\^~{_CONTROL}{_QUOTES}"

# A comma or colon between digits (3,5 and 12:30), a single full stop, a single hyphen are of the word.
_WORD = re.compile(
    r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d))?"  # 38 000: one number
    rf"(?:[^{_SPLITS}.:\-]|(?<=\d)[,:](?=\d)|(?<!\.)\.(?!\.)|(?<!-)-(?!-))*"
)
_ADDRESS = re.compile(rf"https?://[^\s<>(){_CONTROL}{_QUOTES}]+", re.IGNORECASE)
_FIELD = re.compile(r"((?:[^\W\d_][\u0300-\u036f]*){2,12})([ \u00a0\u202f]?):(?!//)([\s]*)(?=[^\s)])")
_OPERATOR = re.compile(rf"(?:{'|'.join(OPERATORS)})(?=[\s()\"«“„]|\Z)")
_MINUS = re.compile(r"[-−](?=[^\s\-−)])")
# "-6", "-69,6°C": a temperature or a loss, not an exclusion. A year (-2017) or a name (-5G) is excluded.
_NEGATIVE = re.compile(r"[-−]\d{1,3}(?:[.,]\d+)?(?!\w|[.,]\d)|[-−]\d{1,3}(?:[ \u00a0\u202f]\d{3})+\b")
_RANGE = re.compile(r"\[([^\[\]]{0,80})(\]|\Z)")
_COMPARE = re.compile(r"[<>]=?")
_TILDE = re.compile(r"~(\d*)(?!\w)")
_SKIP = re.compile(rf"(?:[\s,;!…—–―{_CONTROL}]|\.{{2,}}|-{{2,}})+")

# At its edges a word keeps, beside letters and digits: @compte, #motdièse, C++, 10%, pré*.
_FIRST = frozenset("*@#")
_LAST = frozenset("*+#°%€$£")
# An article alone, as in l'"affaire": the index has none.
_ARTICLE = re.compile(rf"(?:{'|'.join(ELIDED)})[{APOSTROPHES}]", re.IGNORECASE)
WILDCARD = re.compile(r"\*|(?<=\w)\?+(?=\w)")
"""``?`` is a wildcard between letters only: "Où va la France ?" is a question."""
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}\Z")
_LETTER = re.compile(r"[^\W_]")
_NOISE = re.compile(rf"[\s{_QUOTES}{_CONTROL}]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query. ``text`` is what counts of ``query[start:end]``.

    ``strict``: after ``=``. ``tilde``: the digits after ``~``, "" for a bare one, None without.
    """

    kind: Kind
    text: str
    start: int
    end: int
    strict: bool = False
    tilde: str | None = None


def tokens(query: str) -> tuple[list[Token], list[Problem]]:
    """The tokens of a query and what is wrong in its signs. Never raises; linear time."""
    lexer = _Lexer(query)
    lexer.run()
    return lexer.tokens, lexer.problems


def _without_end(word: str) -> str:
    """The word without the punctuation it ends with."""
    end = len(word)
    while end and not (word[end - 1].isalnum() or word[end - 1] in _LAST or unicodedata.combining(word[end - 1])):
        end -= 1
    return word[:end]


class _Lexer:
    def __init__(self, query: str) -> None:
        self.query = query
        self.at = 0
        self.tokens: list[Token] = []
        self.problems: list[Problem] = []

    def run(self) -> None:
        while self.at < len(self.query):
            if len(self.tokens) >= MAX_TOKENS:
                self._report("too-complex", self.at, len(self.query))
                return
            if skipped := _SKIP.match(self.query, self.at):
                self.at = skipped.end()
            else:
                self._next()

    def _next(self) -> None:
        """Read one token, or step over one character that is nothing."""
        c, before = self.query[self.at], self.query[self.at - 1 : self.at]
        if c in "()":
            self._add("open" if c == "(" else "close", c, self.at + 1)
        elif c in _QUOTES:
            self._quote(c, before)
        elif self._after_field() and self._period():
            return
        elif _NEGATIVE.match(self.query, self.at):
            self.at += 1
            self._word()
        elif c in "-−" and (not before or before.isspace() or before in "(:"):
            self._minus(c)
        else:
            self._word_like(before)

    def _word_like(self, before: str) -> None:
        starts = not (before.isalnum() or before == "_")
        if starts and (found := _OPERATOR.match(self.query, self.at)):
            self._add(OPERATORS[found[0]], found[0], found.end())
        elif starts and (found := _FIELD.match(self.query, self.at)) and self._is_field(found):
            self._add("field", found[1], found.end(2) + 1)
        elif starts and (found := _ADDRESS.match(self.query, self.at)):
            self._add_word(self.at, found.end(), strict=False)
        else:
            self._word()

    def _minus(self, c: str) -> None:
        if _MINUS.match(self.query, self.at):
            self._add("not", c, self.at + 1)
        else:
            self.at += 1

    def _is_field(self, found: re.Match[str]) -> bool:
        """Whether the prefix is one. With a space beside the colon ("Impôt à la source : le débat"),
        only where no plain word stands before it."""
        if fields.target(found[1]) is None:
            return False
        if not found[2] and not found[3]:
            return True
        last = self.tokens[-2:]
        return not last or last[-1].kind != "word" or (len(last) == 2 and last[0].kind == "field")

    def _after_field(self) -> bool:
        return bool(self.tokens) and self.tokens[-1].kind == "field"

    def _period(self) -> bool:
        """``[2017 TO 2019]`` or ``>=2017`` after a prefix; False when there is none."""
        if found := _RANGE.match(self.query, self.at):
            if not found[2]:
                self._report("unclosed-bracket", self.at, self.at + 1)
            self._add("range", found[1], found.end())
        elif found := _COMPARE.match(self.query, self.at):
            self._add("compare", found[0], found.end())
        return found is not None

    def _quote(self, c: str, before: str) -> None:
        start = self.at
        glued = before.isalnum() and not self.query[start + 1 : start + 2].isalnum()
        if c in "»›" or (c in '"”' and glued):
            # 24": inches.
            if not (c == '"' and before.isdigit()):
                self._report("unopened-quote", start, start + 1)
            self.at += 1
            return
        closing = re.compile(f"[{_CLOSERS[c]}]").search(self.query, start + 1)
        stop = closing.start() if closing else len(self.query)
        if not closing:
            self._report("unclosed-quote", start, start + 1)
        tilde = _TILDE.match(self.query, stop + 1)
        end = tilde.end() if tilde else stop + (1 if closing else 0)
        self._phrase(start, stop, end, tilde[1] if tilde else None)
        self.at = end

    def _phrase(self, start: int, stop: int, end: int, tilde: str | None) -> None:
        inner = self.query[start + 1 : stop]
        text = _NOISE.sub(" ", inner).strip()
        words = text.lstrip("= ").split(" ", MAX_PHRASE)
        if not _LETTER.search(text):
            if not text:
                self._report("empty-quotes", start, end)
            return
        if len(words) > MAX_PHRASE:
            self._report("too-complex", end - len(words[MAX_PHRASE]) - 1, end)
        strict = text.startswith("=") or self.query[start - 1 : start] == "="
        self.tokens.append(Token("phrase", " ".join(words[:MAX_PHRASE]), start, end, strict, tilde))

    def _word(self) -> None:
        """A word with its signs; what is left of punctuation alone is stepped over."""
        found = _WORD.match(self.query, self.at)
        end = found.end() if found else self.at
        if end == self.at:
            self.at += 1
            return
        if _ARTICLE.fullmatch(self.query, self.at, end):
            self.at = end
            return
        strict = self.query[self.at] == "="
        self._add_word(self.at, end, strict=strict)

    def _add_word(self, start: int, end: int, *, strict: bool) -> None:
        """The word of ``query[start:end]`` without the punctuation around it."""
        self.at = end
        raw = self.query[start:end]
        tilde = _TILDE.match(self.query, end)
        first = next((n for n, c in enumerate(raw) if c.isalnum() or c in _FIRST), len(raw))
        core = raw[first:] if _ACRONYM.match(raw, first) else _without_end(raw[first:])
        if not _LETTER.search(core) and "*" not in core:
            return
        if tilde or WILDCARD.search(core):
            # A pattern is compared with whole words of the index, which have no article.
            first += (article := leading_articles(core))
            core = core[article:]
        core = core.lower() if core in OPERATORS else core
        first += start
        self.at = tilde.end() if tilde else end
        stop = self.at if tilde else first + len(core)
        self.tokens.append(Token("word", core, first, stop, strict, tilde[1] if tilde else None))

    def _add(self, kind: Kind, text: str, end: int) -> None:
        self.tokens.append(Token(kind, text, self.at, end))
        self.at = end

    def _report(self, code: str, start: int, end: int) -> None:
        if len(self.problems) <= MAX_PROBLEMS:
            self.problems.append(problem(code, self.query, start, end))

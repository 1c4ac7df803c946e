"""BibTeX for LaTeX and JabRef: one article an entry ``@article``, UTF-8, special signs escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from unidecode import unidecode

from index.article import Article
from search.envelope import is_web_address
from search.export.authors import author
from search.export.provenance import Provenance

# LaTeX's own ten signs; the backslash and the braces have no backslash form of one sign.
_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_NO_KEY = re.compile(r"[^A-Za-z0-9:.-]+")
# In an address only these would end or open a group; biblatex sets the rest in verbatim.
_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def entries(articles: Iterable[Article], provenance: Provenance | None = None) -> Iterator[str]:
    """A comment that says where the file comes from, then one entry an article; keys are unique within the file."""
    if provenance:
        yield f"% {provenance.sentence()}\n\n"
    used: dict[str, int] = {}
    for article in articles:
        key = _key(article)
        used[key] = used.get(key, 0) + 1
        suffix = f"-{used[key]}" if used[key] > 1 else ""
        fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(article) if value)
        yield f"@article{{{key}{suffix},\n{fields}\n}}\n\n"


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    # Two braces keep the capitals of a French title as they are.
    yield "title", _braced(article.title, "{{", "}}")
    yield "author", _braced(" and ".join(map(_filed, article.authors)), escaped=True)
    yield "journal", _braced(article.source)
    parts = article.day.split("-") if article.day else []
    yield "year", _braced(parts[0] if parts else "")
    yield "month", _MONTHS[int(parts[1]) - 1] if len(parts) > 1 else ""
    yield "day", _braced(str(int(parts[2])) if len(parts) > 2 else "")
    yield "date", _braced(article.day)
    yield "pages", _braced(article.page)
    yield "url", _braced(article.url.translate(_URL), escaped=True) if is_web_address(article.url) else ""
    yield "language", _braced("french" if article.lang in ("", "fr") else article.lang)
    yield "note", _braced(article.section)


def _braced(value: str, opening: str = "{", closing: str = "}", *, escaped: bool = False) -> str:
    text = " ".join(value.split())
    return f"{opening}{text if escaped else text.translate(_SPECIAL)}{closing}" if text else ""


def _filed(name: str) -> str:
    """An institution's name is braced, or BibTeX would take its last word for a family name."""
    found = author(name)
    text = found.inverted.translate(_SPECIAL)
    return text if found.given else f"{{{text}}}"


def _key(article: Article) -> str:
    """Who, when, and the longest of the first words of the title: vasseur2021pont."""
    who = author(article.authors[0]).family if article.authors else article.source or "anonyme"
    word = max(article.title.split()[:6], key=len, default="")
    raw = unidecode(f"{who.split()[-1] if who.split() else ''}{article.day[:4]}{word}").lower()
    return _NO_KEY.sub("", raw) or "article"

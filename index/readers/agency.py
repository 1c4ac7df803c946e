"""What newswire formats share: a dispatch's date, subject and state; and its making from what a format found.

Useful for: NewsML, NewsML-G2, NITF, ninjs. Not for: feeds of web sites; see ``feed``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from index.article import Article, Rejected
from index.readers.clean import clean_line
from index.readers.fields import article_from
from index.readers.markup import looks_like_markup
from index.readers.names import strings
from index.readers.plain_text import opening_words
from index.readers.times import published
from index.readers.xml_stream import XmlDamaged, elements
from index.readers.xml_text import element_line, html_text

# The 17 top subjects of the IPTC's Subject Codes and Media Topics (11000000), and the categories of its older
# Information Interchange Model with those of AFP that stand for the same.
_SUBJECTS = {
    "01": "Culture", "02": "Police et justice", "03": "Catastrophes et accidents", "04": "Économie",
    "05": "Éducation", "06": "Environnement", "07": "Santé", "08": "Insolite", "09": "Social",
    "10": "Vie quotidienne", "11": "Politique", "12": "Religion", "13": "Sciences et techniques",
    "14": "Société", "15": "Sport", "16": "Conflits", "17": "Météo",
}  # fmt: skip
_CATEGORIES = {
    "ACE": "01", "CUL": "01", "CLJ": "02", "DIS": "03", "EBF": "04", "ECO": "04", "FIN": "04", "EDU": "05",
    "ENV": "06", "EVN": "06", "HTH": "07", "HUM": "08", "LAB": "09", "SOC": "09", "LIF": "10", "POL": "11",
    "REL": "12", "SCI": "13", "SOI": "14", "SPO": "15", "UNR": "16", "WAR": "16", "WEA": "17",
}  # fmt: skip
_CODE = re.compile(r"(?:(?:subj|medtop):)?(\d\d)\d{6}")

# ISO 8601's basic form, as NewsML 1.2 and NITF write it: 20190121T104233+0000.
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[Tt ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*(Z|z|[+-]\d\d:?\d\d)?)?")
_CANCELED = frozenset(("canceled", "cancelled"))
_LETTERS = re.compile(r"[\W_]+")
# A standfirst that the text begins with says nothing twice; of the truncated ones the last word may be half.
_SAME_BEGINNING = 40
_BYLINE_LEAD = re.compile(r"(?:par|by|de|von|propos|texte|with|avec)\b", re.IGNORECASE)
# More words than the longest "Prénom Nom et Prénom Nom, correspondants": fewer are not judged.
_BYLINE_WORDS = 6


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An item that is by its nature no article (a picture, a package): no fault of the file, unless there is nothing
    else in it. ``what``: "picture"."""

    what: str


Found = Iterator[Article | Rejected | PassedOver]


@dataclass(slots=True)
class Dispatch:
    """What a format found of one dispatch. Texts are plain, paragraphs parted by empty lines; "" is unknown.

    ``dates``, ``chapos`` and ``sources`` are candidates, the surest first. ``origin_places`` are where it was written:
    given with the places it names, never instead of them, since an article that brings its places keeps only those.
    ``more``: fields under the format's own names, for ``--map``.
    """

    id: str = ""
    revision: str = ""
    status: str = ""
    title: str = ""
    chapos: list[str] = field(default_factory=list)
    body: str = ""
    dates: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    section: str = ""
    lang: str = ""
    url: str = ""
    persons: list[Any] = field(default_factory=list)
    places: list[Any] = field(default_factory=list)
    origin_places: list[str] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)

    def article(self, origin: str, line: int, mapping: Mapping[str, str] | None) -> Article | Rejected:
        """The article it makes; Rejected when it is none or was canceled."""
        if self.status.lower() in _CANCELED:
            named = f" {clean_line(self.title)[:80]!r}" if self.title else ""
            return Rejected(origin, line, f"the dispatch{named} was canceled by its agency; cure: leave it out")
        title = without_markup(self.title)
        body = without_markup(self.body)
        chapo = without_markup(next((text for text in self.chapos if text.strip()), ""))
        body = _without_leading(body, (title, chapo))
        if not body and chapo:
            body, chapo = chapo, ""
        if _begins(body, chapo) or _letters(chapo) == _letters(title):
            chapo = ""
        if not title and not body:
            named = f" {clean_line(self.id)[:80]!r}" if self.id else ""
            return Rejected(origin, line, f"the item{named} has no headline and no text; cure: leave it out")
        record: dict[str, Any] = {
            **{key: value for key, value in self.more.items() if value},
            "id": self.id,
            "revision": self.revision,
            "title": title or (opening_words(body) if body else ""),
            "chapo": chapo,
            "body": body,
            "published": _readable(self.dates),
            "authors": self.authors,
            "source": next((name for name in map(clean_line, self.sources) if name), ""),
            "section": self.section,
            "lang": self.lang,
            "url": self.url,
            "persons": self.persons or None,
            "places": _with_origin(self.places, self.origin_places) or None,
        }
        return article_from(record, origin, line, mapping, plain=True)


def read_each(
    stream: BinaryIO, origin: str, names: tuple[str, ...], make: Callable[[Any], Found]
) -> Iterator[Article | Rejected]:
    """What ``make`` makes of each element of these names; damage, and a file without any article, as Rejected."""
    passed: Counter[str] = Counter()
    empty = True
    try:
        for element in elements(stream, *names):
            for found in make(element):
                if isinstance(found, PassedOver):
                    passed[found.what] += 1
                else:
                    empty = False
                    yield found
    except XmlDamaged as error:
        reason = f"{error}; what came before is kept; cure: mend the file there, or fetch it anew"
        yield Rejected(origin, error.line, reason)
        return
    if empty:
        yield no_article(origin, passed)


def no_article(origin: str, passed: Mapping[str, int]) -> Rejected:
    """The rejection of a file that holds no article: ``passed`` counts what it does hold."""
    held = ", ".join(f"{count} {what}{'s' * (count > 1)}" for what, count in passed.items()) or "no item"
    return Rejected(origin, 0, f"no article in it: {held}; cure: leave the file out")


def find(element: Any, path: str) -> Any:
    """The first element at a path of local names ("body/body.head/byline"), whatever their namespaces; None for none."""
    return element.find("/".join(f"{{*}}{name}" for name in path.split("/"))) if element is not None else None


def find_all(element: Any, path: str) -> list[Any]:
    """All elements at a path of local names."""
    return list(element.iterfind("/".join(f"{{*}}{name}" for name in path.split("/")))) if element is not None else []


def line_at(element: Any, path: str) -> str:
    """The text of the first element at a path, as one line; "" when there is none."""
    return element_line(find(element, path))


def host(address: str) -> str:
    """The site of a web address, without "www."; "" where there is none."""
    try:
        return urlsplit(address).netloc.lower().removeprefix("www.")
    except ValueError:
        # "http://[…": no address.
        return ""


def xml_lang(element: Any) -> str:
    """The language an element says it is in; "" for none."""
    return str(element.get("{http://www.w3.org/XML/1998/namespace}lang") or "") if element is not None else ""


def moment(text: str) -> str:
    """A date or date-time in ISO 8601's extended form, when it is in the basic one; else as it is.

    >>> moment("20190121T104233+0000"), moment("20190603")
    ('2019-01-21T10:42:33+0000', '2019-06-03')
    """
    match = _BASIC.fullmatch(text.strip())
    if match is None:
        return text
    year, month, day, hour, minute, second, offset = match.groups()
    time = f"T{hour}:{minute}:{second or '00'}{offset or ''}" if hour else ""
    return f"{year}-{month}-{day}{time}"


def subject(code: str) -> str:
    """The French name of the top subject that an IPTC code or category stands under; "" for others.

    A code may stand at the end of an address.

    >>> subject("02008000"), subject("medtop:11000000"), subject("SPO"), subject("medtop:20000634")
    ('Police et justice', 'Politique', 'Sport', '')
    """
    last = code.strip().rpartition("/")[2]
    match = _CODE.fullmatch(last)
    number = match[1] if match else _CATEGORIES.get(last.upper(), "")
    return _SUBJECTS.get(number, "")


def is_sentence(byline: str) -> bool:
    """Whether a "byline" is a sentence: some agencies put the second headline there."""
    words = byline.split()
    capitals = sum(word[:1].isupper() for word in words)
    return len(words) >= _BYLINE_WORDS and 2 * capitals < len(words) and not _BYLINE_LEAD.match(byline)


def without_markup(text: str) -> str:
    """The text without the markup that stands, escaped, in some of its paragraphs ("&lt;div class=…&gt;")."""
    if not looks_like_markup(text):
        return text
    parts = (html_text(part) if looks_like_markup(part) else part for part in text.split("\n\n"))
    return "\n\n".join(part for part in parts if part)


def _with_origin(places: list[Any], origins: list[str]) -> list[Any]:
    """The places with those where it was written, unless these say the same ("Lorient, France") or stand alone."""
    known = [name for place in places for name in strings(place)]
    return [*places, *(name for name in origins if known and not any(one in name for one in known))]


def _readable(dates: Iterable[str]) -> str:
    """The first date that can be read; else the first there is, which is then rejected with a reason."""
    given = [moment(clean_line(date)) for date in dates if date and date.strip()]
    for date in given:
        try:
            if published(date):
                return date
        except ValueError:
            continue
    return given[0] if given else ""


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).casefold()


def _without_leading(body: str, said: tuple[str, ...]) -> str:
    """The body without the headline and standfirst printed above it once more."""
    known = {letters for text in said if (letters := _letters(text))}
    paragraphs = body.split("\n\n")
    while len(paragraphs) > 1 and _letters(paragraphs[0]) in known:
        known.discard(_letters(paragraphs.pop(0)))
    return "\n\n".join(paragraphs)


def _begins(body: str, chapo: str) -> bool:
    """Whether the body begins with its standfirst: whole, or cut somewhere after ``_SAME_BEGINNING`` letters."""
    wanted = _letters(chapo)
    return bool(wanted) and _letters(body[: 4 * len(chapo) + 200]).startswith(wanted)

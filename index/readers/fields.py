"""The one table of what sources call our fields, and the making of an Article from a record of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from unidecode import unidecode

from index.article import Article, Rejected, stable_id
from index.errors import CorpusError
from index.readers.addresses import address_key
from index.readers.clean import clean_line, clean_text
from index.readers.datelines import found_date
from index.readers.markup import looks_like_markup, markup_text
from index.readers.names import authors, persons, places
from index.readers.times import published

# Field of Article → what sources call it, French and English, the surest first. Case, accents and
# signs do not count: "Date de publication" is "datedepublication".
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "identifiant", "uuid", "guid", "docid", "articleid", "idarticle", "iddocument"),
    "title": ("title", "titre", "headline", "titrearticle", "articletitle", "titreprincipal", "hl1"),
    "chapo": (
        "chapo", "chapeau", "standfirst", "lead", "abstract", "resume", "summary", "description", "accroche",
        "soustitre", "subtitle", "intro", "introduction", "excerpt", "extrait", "teaser", "dek",
    ),
    "body": (
        "body", "texte", "corps", "contenu", "text", "content", "texteintegral", "fulltext", "articlebody",
        "bodytext", "corpsdutexte", "corpsdelarticle", "articletext", "contenttext", "maintext", "plaintext",
        "article", "bodyxhtml", "bodyhtml", "contenthtml", "html",
    ),
    "published": (
        "published", "date", "datepublication", "datedepublication", "dateparution", "datedeparution", "datepublished",
        "publicationdate", "publishdate", "publisheddate", "publishedat", "publishedon", "publishedtime", "pubdate",
        "datepub", "datetime", "dateheure", "parution", "publiele", "timestamp", "versioncreated", "createdat",
    ),
    "authors": (
        "authors", "author", "auteurs", "auteur", "byline", "signature", "journaliste", "journalistes", "creator",
        "dccreator",
    ),
    "source": (
        "source", "journal", "media", "publication", "medianame", "nomdujournal", "newspaper", "sitename", "site",
        "publisher", "editeur", "sourcename",
    ),
    "section": ("section", "rubrique", "category", "categorie", "categories", "articlesection", "desk", "theme"),
    "page": ("page", "pages", "pagenumber", "numeropage", "numerodepage", "folio"),
    "revision": ("revision", "revisionid", "version", "versionnumber"),
    "url": ("url", "lien", "link", "permalink", "canonicalurl", "adresse", "href", "weburl"),
    "lang": ("lang", "langue", "language", "inlanguage", "locale", "languagecode"),
    "persons": ("persons", "personnes", "people", "person", "personne", "personnalites"),
    "places": ("places", "lieux", "place", "lieu", "locations", "location"),
}  # fmt: skip

# field, place among its names
_RANKS = {name: (field, rank) for field, names in FIELD_NAMES.items() for rank, name in enumerate(names)}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_SIGNS = re.compile(r"[^a-z0-9]+")
# "Contenu de l'article", "article_text", "Nom du média": what is said besides the field itself.
_BESIDES = re.compile(r"^(?:article|nomd(?:ela|el|u|e))|d?(?:el)?article$")
# WordPress, XML converters, MongoDB's extended JSON.
_TEXT_KEYS = ("rendered", "value", "text", "#text", "plain", "html", "name", "$date", "$oid", "$numberLong")

# No headline has ten lines of print: such a "title" is a lost quotation mark or the wrong field.
_LONGEST_TITLE = 2000
# "1, 14-15 et 22": more is another field of that name.
_LONGEST_PAGE = 40


@lru_cache(maxsize=4096)
def fold_key(key: str) -> str:
    """The name of a field without case, accents and signs.

    >>> fold_key("Date de publication")
    'datedepublication'
    """
    return _SIGNS.sub("", unidecode(key).lower())


def check_mapping(mapping: Mapping[str, str] | None) -> None:
    """Raise CorpusError when a mapping leads to a field there is none of."""
    for theirs, ours in (mapping or {}).items():
        if ours not in FIELD_NAMES:
            raise CorpusError(f"{theirs}={ours}: there is no field {ours!r}; fields: {', '.join(FIELD_NAMES)}")


def our_field(key: str, mapping: Mapping[str, str] | None = None) -> tuple[str, int] | None:
    """The field of Article a source's field is, and its rank (-1 for a mapped one); None for neither."""
    if mapping:
        mapped = mapping.get(key) or {fold_key(k): v for k, v in mapping.items()}.get(fold_key(key))
        if mapped:
            return mapped, -1
    folded = fold_key(key)
    return _RANKS.get(folded) or _RANKS.get(_BESIDES.sub("", folded))


def by_field(record: Mapping[str, Any], mapping: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The values of a record under our names: for each field the surest of those that hold anything."""
    best: dict[str, tuple[int, Any]] = {}
    for key, value in record.items():
        known = our_field(key, mapping) if isinstance(key, str) else None
        if known is None or _is_empty(value):
            continue
        field, rank = known
        if field not in best or rank < best[field][0]:
            best[field] = rank, value
    return {field: value for field, (_, value) in best.items()}


def _is_empty(value: Any) -> bool:
    # An empty list of persons says "nobody", which is something; an empty cell says nothing.
    return value is None or (isinstance(value, str) and not value.strip())


def article_from(
    record: Mapping[str, Any],
    origin: str,
    line: int = 0,
    mapping: Mapping[str, str] | None = None,
    *,
    plain: bool = False,
    file: str = "",
) -> Article | Rejected:
    """The article a record describes; Rejected, with the reason, when it describes none.

    ``line`` is where the record begins in ``origin``, from 1; 0 when the format has no lines.
    ``file`` is the file's name where it is this article's alone: it may say the date.
    ``plain``: the values are text, and a "<b>" in them is meant; else what is clearly HTML is read as such.
    """
    value = by_field(record, mapping)
    line_of, text_of = (_plain_line, _plain_text) if plain else (_line, _text)
    texts = {
        "title": line_of(value.get("title")),
        "chapo": text_of(value.get("chapo")),
        "body": text_of(value.get("body")),
    }
    if not texts["title"] and not texts["body"]:
        return Rejected(origin, line, _nothing(record))
    if len(texts["title"]) > _LONGEST_TITLE:
        reason = (
            f"a title of {len(texts['title']):,} characters; cure: close the quotation marks, or map the right field"
        )
        return Rejected(origin, line, reason)
    try:
        date = published(_held(value.get("published")))
    except ValueError as error:
        return Rejected(origin, line, str(error))
    url = _address(value.get("url"))
    found, found_in = (date, "field") if date else found_date(texts["title"], texts["body"], url, file)
    return Article(
        id=_line(value.get("id")) or stable_id(address_key(url), *texts.values(), date),
        title=texts["title"],
        body=texts["body"],
        chapo=texts["chapo"],
        published=found,
        published_from=found_in,
        authors=authors(value.get("authors")),
        source=_line(value.get("source")),
        section=_line(value.get("section")),
        page=_line(value.get("page"))[:_LONGEST_PAGE],
        revision=_count(value.get("revision")),
        url=url,
        lang=_line(value.get("lang")).replace("_", "-").partition("-")[0].lower(),
        persons=persons(value.get("persons"), texts),
        places=places(value.get("places"), texts),
        origin=f"{origin}:{line}" if line else origin,
    )


def _nothing(record: Mapping[str, Any]) -> str:
    keys = ", ".join(clean_line(str(key))[:40] for key in list(record)[:8]) or "none"
    return f"no title and no body (its fields: {keys}); cure: fill them, or map one with --map THEIRS=body"


def _line(value: Any) -> str:
    text = _string(value)
    return clean_line(markup_text(text) if looks_like_markup(text) else text)


def _text(value: Any) -> str:
    text = _string(value)
    return clean_text(markup_text(text) if looks_like_markup(text) else text)


def _plain_line(value: Any) -> str:
    return clean_line(_string(value))


def _plain_text(value: Any) -> str:
    return clean_text(_string(value))


def _count(value: Any) -> int:
    """A number of a revision; 0 for what is none: many a "version" is a word."""
    text = _line(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _address(value: Any) -> str:
    """A web address; none with another scheme, which a page would turn into a link that runs."""
    url = clean_line(_string(value))
    scheme = _SCHEME.match(url)
    return "" if scheme and scheme[1].lower() not in ("http", "https") else url


def _string(value: Any) -> str:
    """The text of a value: a string, a number, an object that holds one, or a list of paragraphs."""
    value = _held(value)
    if isinstance(value, list):
        return "\n\n".join(part for part in map(_held, value) if isinstance(part, str))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def _held(value: Any) -> Any:
    """What an object holds as its value: "…" of {"rendered": "…"}; anything else as it is."""
    # {"$date": {"$numberLong": "…"}} is one in the other.
    for _ in range(2):
        if isinstance(value, Mapping):
            value = next((value[key] for key in _TEXT_KEYS if value.get(key)), "")
    return value

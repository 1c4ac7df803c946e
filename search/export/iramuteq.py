"""IRaMuTeQ's text format: a line of starred variables, then the text (its documentation, "formatage des entrées").

Variables take letters, figures and underscores only; a line of text must not begin with a star.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from unidecode import unidecode

from index.article import Article
from search.export.provenance import Provenance

_NO_LETTER = re.compile(r"[^a-z0-9-]+")
_STARS = re.compile(r"^\*+", re.MULTILINE)
_LONGEST = 60


def texts(articles: Iterable[Article], provenance: Provenance) -> Iterator[str]:
    """One text an article; the index's version and the day of the export are variables of each."""
    common = f"*index_{_variable(provenance.version)} *extrait_{provenance.made_on}"
    for number, article in enumerate(articles, 1):
        year, month = article.day[:4], article.day[:7]
        variables = [
            ("article", str(number)),
            ("source", article.source),
            ("date", article.day),
            ("mois", month if len(month) == 7 else ""),
            ("annee", year),
            ("rubrique", article.section),
        ]
        stars = " ".join(f"*{name}_{_variable(value)}" for name, value in variables if value)
        body = "\n".join(text for _, text in article.texts())
        # Empty lines would be fine, stars at a line's beginning would not.
        yield f"**** {stars} {common}\n{_STARS.sub('', body)}\n\n"


def _variable(value: str) -> str:
    """A modality of a variable.

    >>> _variable("L’Écho de Port-Brac")
    'lecho_de_port-brac'
    """
    plain = unidecode(value).lower().replace("'", "")
    return _NO_LETTER.sub("_", plain).strip("_")[:_LONGEST]

"""Where a known name stands in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.entities.fold import fold
from index.entities.mention import Mention


def locate(name: str, texts: Iterable[tuple[str, str]]) -> tuple[Mention, ...]:
    """Every occurrence of ``name`` as whole words, whatever its accents, case and apostrophes.

    A space or a hyphen in the name stands for either.

    >>> [m.text for m in locate("saint etienne", [("body", "À Saint-Étienne, les Stéphanois")])]
    ['Saint-Étienne']
    """
    words = [re.escape(word) for word in re.split(r"[\s-]+", fold(name)) if word]
    if not words:
        return ()
    pattern = re.compile(r"(?<!\w)" + r"[\s-]+".join(words) + r"(?!\w)")
    return tuple(
        Mention(field, m.start(), m.end(), text[m.start() : m.end()])
        for field, text in texts
        for m in pattern.finditer(fold(text))
    )

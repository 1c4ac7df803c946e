"""French typography: the spaces that keep a sign on the line of its word."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
NARROW = "\u202f"

# Imprimerie nationale's rules: a full no-break space before ":" and "»" and after "«", a narrow one
# before ";", "!", "?" and "%".
_RULES = (
    (re.compile(r" (?=[:»])"), NO_BREAK),
    (re.compile(r"(?<=«) "), NO_BREAK),
    (re.compile(r" (?=[;!?%])"), NARROW),
)


def typeset(text: str) -> str:
    r"""French text with its ordinary spaces beside signs made no-break.

    >>> typeset("« Quoi ? »") == "«\u00a0Quoi\u202f?\u00a0»"
    True
    """
    for pattern, space in _RULES:
        text = pattern.sub(space, text)
    return text

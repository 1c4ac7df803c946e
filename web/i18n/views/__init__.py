"""The texts of the reading room, a module a view, French and English side by side."""

from __future__ import annotations

from web.i18n.views import map as map_texts
from web.i18n.views import room, trends

_PARTS = (room, trends, map_texts)

FRENCH: dict[str, str] = {key: text for part in _PARTS for key, text in part.FRENCH.items()}
ENGLISH: dict[str, str] = {key: text for part in _PARTS for key, text in part.ENGLISH.items()}

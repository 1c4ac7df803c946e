"""The texts of the reading room, a module a view, French and English side by side."""

from __future__ import annotations

from web.i18n.views import batch, compare, concordance, network, room, take, trends
from web.i18n.views import map as map_texts

_PARTS = (room, concordance, trends, map_texts, network, compare, take, batch)

FRENCH: dict[str, str] = {key: text for part in _PARTS for key, text in part.FRENCH.items()}
ENGLISH: dict[str, str] = {key: text for part in _PARTS for key, text in part.ENGLISH.items()}

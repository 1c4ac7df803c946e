"""The views of the reading room, in the order of their tabs."""

from __future__ import annotations

from web.views import compare, network, trends
from web.views.view import View

VIEWS: tuple[View, ...] = (trends.VIEW, network.VIEW, compare.VIEW)

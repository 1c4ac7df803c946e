"""The views of the reading room, in the order of their tabs."""

from __future__ import annotations

from web.views import map as map_view
from web.views import trends
from web.views.view import View

VIEWS: tuple[View, ...] = (trends.VIEW, map_view.VIEW)

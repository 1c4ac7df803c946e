"""The views of the reading room, in the order of their tabs."""

from __future__ import annotations

from web.views import batch, compare, concordance, network, trends
from web.views import map as map_view
from web.views.view import View

VIEWS: tuple[View, ...] = (concordance.VIEW, trends.VIEW, map_view.VIEW, network.VIEW, compare.VIEW, batch.VIEW)

"""What all views of the reading room say."""

from __future__ import annotations

FRENCH = {
    "view.label": "Regarder cette recherche autrement",
    "view.articles": "Articles",
    "view.csv": "CSV",
    "view.json": "JSON",
    "view.graphml": "GraphML",
    "view.download": "Emporter :",
    "view.table": "Le tableau",
    "view.submit": "Afficher",
    "view.zero": "Aucun article ne répond à cette recherche.",
}
ENGLISH = {
    "view.label": "Look at this search in another way",
    "view.articles": "Articles",
    "view.csv": "CSV",
    "view.json": "JSON",
    "view.graphml": "GraphML",
    "view.download": "Take away:",
    "view.table": "The table",
    "view.submit": "Show",
    "view.zero": "No article matches this search.",
}

"""The texts of the view over time."""

from __future__ import annotations

FRENCH = {
    "view.trends": "Dans le temps",
    "trends.by": "Par",
    "trends.day": "jour",
    "trends.week": "semaine",
    "trends.month": "mois",
    "trends.year": "année",
    "trends.period": "Période",
    "trends.articles": "Tous les articles",
    "trends.share": "‰",
    "trends.vs": "Comparer avec",
    "trends.add": "Ajouter",
    "trends.everything": "tous les articles",
}
ENGLISH = {
    "view.trends": "Over time",
    "trends.by": "By",
    "trends.day": "day",
    "trends.week": "week",
    "trends.month": "month",
    "trends.year": "year",
    "trends.period": "Period",
    "trends.articles": "All articles",
    "trends.share": "‰",
    "trends.vs": "Compare with",
    "trends.add": "Add",
    "trends.everything": "all articles",
}

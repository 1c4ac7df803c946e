"""Persons, places and dates in a text. ``annotate`` is all the rest of Kiosque needs."""

from __future__ import annotations

from index.entities.mention import Annotations, Mention, Person, Place, SpokenDate
from index.entities.tagger import annotate, annotate_all

__all__ = ["Annotations", "Mention", "Person", "Place", "SpokenDate", "annotate", "annotate_all"]

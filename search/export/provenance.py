"""Where an export comes from: the search, when it was made, on which index. Every file says it, so that it can be cited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """``search`` is the search's canonical address, ``asked`` its query as typed, ``total`` how many articles it found,
    ``version`` the index's version, ``made_on`` the day of the export (ISO)."""

    search: str
    asked: str
    total: int
    version: str
    made_on: str

    def sentence(self) -> str:
        """All of it on one line, in French."""
        what = f"« {self.asked} »" if self.asked else "tous les articles"
        return " ".join(
            f"Kiosque, recherche {what}, {self.total} articles, index {self.version}, {self.made_on}, {self.search}".split()
        )

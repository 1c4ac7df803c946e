"""The site over the articles of ``seeds/``, indexed aside and served as in production."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.article import Article
from index.build import Run
from index.enrich import enrich
from index.readers import read_sources
from index.settings import Settings
from tests.contract.serving import serve
from web import create_app

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def seed_articles() -> list[Article]:
    """The articles of ``seeds/`` with their persons, places and dates."""
    return [enrich(record) for record in read_sources([SEEDS]) if isinstance(record, Article)]


@contextmanager
def served_seeds(folder: Path) -> Iterator[str]:
    """Index ``seeds/`` in that folder and serve it; yields the address of the site."""
    settings = Settings(index=folder / "index", rejected=folder / "rejected.jsonl")
    Run([SEEDS], settings.index, settings.rejected, workers=1).build()
    with serve(create_app(settings)) as port:
        yield f"http://127.0.0.1:{port}"

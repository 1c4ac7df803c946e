"""The same site as the other tests of the web, its reading room over a real index."""

from tests.web.conftest import naive_app, site

__all__ = ["naive_app", "site"]

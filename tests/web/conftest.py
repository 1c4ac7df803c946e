"""The site over the invented articles of ``newsdesk``."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.settings import Settings
from tests.web.newsdesk import NaiveSearcher
from web import create_app


@pytest.fixture
def naive_app() -> Flask:
    app = create_app(Settings(), NaiveSearcher())
    app.testing = True
    return app


@pytest.fixture
def site(naive_app: Flask) -> FlaskClient:
    return naive_app.test_client()

"""Optional packages: heavy ones, for formats that few people have. ``requirements-extra.txt`` lists them."""

from __future__ import annotations

import importlib
from typing import Any


class ExtraMissing(Exception):
    """A format needs a package that is not installed; the sentence names the cure."""


def needed(module: str, what: str) -> Any:
    """The module; ExtraMissing when its package is not installed. ``what`` is the format that needs it.

    Imported when the first file of the format is read: start-up stays fast, and those who have none need nothing.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        message = f"reading {what} needs a package more; cure: pip install -r requirements-extra.txt"
        raise ExtraMissing(message) from error

"""Files in, articles out: one module a format, one shape each, listed in ``registry``.

Useful for: reading a corpus (``read_sources``), listing what can be read (``FORMATS``).
Not for: what an article means; see ``index.article``.
"""

from __future__ import annotations

from index.readers.registry import FORMATS, Format
from index.readers.sources import read_sources

__all__ = ["FORMATS", "Format", "read_sources"]

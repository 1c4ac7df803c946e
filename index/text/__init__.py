"""French text to terms: pure functions, offsets always into the original. See docs/text.md.

``original[token.start:token.end]`` is the word the reader sees. Nothing here ever raises on a text.
"""

from __future__ import annotations

from index.text.chains import EXACT, FINGERPRINT, STEM, Chain, Token, fold_key
from index.text.fold import fold
from index.text.normalise import as_written, normalise
from index.text.sentences import sentences

__all__ = ["EXACT", "FINGERPRINT", "STEM", "Chain", "Token", "as_written", "fold", "fold_key", "normalise", "sentences"]

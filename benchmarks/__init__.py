"""Measurements: speed and quality, printed as tables. Only ``quality`` has floors, and tests that hold it to them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
"""The shared corpus: real text to measure on, no part of the project."""
RESULTS = ROOT / "benchmarks" / "results"

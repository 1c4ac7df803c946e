"""Measurements: speed and quality, printed as tables, never asserted by a test."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
"""The shared corpus: real text to measure on, no part of the project."""
RESULTS = ROOT / "benchmarks" / "results"

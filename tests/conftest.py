"""Fixtures shared by all tests: where the shared corpus is, when there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the shared corpus; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared corpus in {SHARED}: not part of the project")
    return SHARED

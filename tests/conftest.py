"""Fixtures shared by all tests: where the shared corpus is, when there is one."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


# A busy machine is no defect: no deadlines. Under CI the examples are always the same, so that a red
# run is about the change; on a developer's machine they are new ones each time.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of the shared corpus; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared corpus in {SHARED}: not part of the project")
    return SHARED


# A job in the background of a script is started with Ctrl-C ignored, and its children inherit that: then no
# test could interrupt a program. What is handled here is the system's default again in every child.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

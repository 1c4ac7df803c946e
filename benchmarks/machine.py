"""The machine a measurement was made on, as results name it; and what a process takes of it."""

from __future__ import annotations

import platform
import resource
from pathlib import Path


def description() -> dict[str, str]:
    """System, processor and Python."""
    return {
        "system": platform.platform(),
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor(),
        "python": platform.python_version(),
    }


def peak_megabytes() -> float:
    """The most memory this process has held (10⁶ bytes)."""
    # Linux counts in ru_maxrss what the parent held when it forked; VmHWM is of this program alone.
    kilobytes = _first("/proc/self/status", "VmHWM").removesuffix("kB").strip()
    # Kilobytes of 1,024 on Linux and elsewhere, but bytes on macOS.
    held = int(kilobytes) * 1024 if kilobytes else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(held / 1e6, 1)


def _first(path: str, name: str) -> str:
    """What a file of "name: value" lines says of a name first; "" where there is no such file or name."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")

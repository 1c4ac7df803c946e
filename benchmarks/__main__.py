"""``make bench``: every measurement, one after the other. Needs the shared corpus; says so without it."""

from __future__ import annotations

import subprocess
import sys

from benchmarks import DATA

MEASUREMENTS = (
    ("engine",),
    ("analysis",),
    ("entities", "--write-docs"),
    ("places",),
    ("timebank",),
    ("extraction",),
    ("webpages",),
    ("relevance",),
    ("copies",),
)


def main() -> int:
    """Run them all; the exit code of the first that fails."""
    if not DATA.is_dir():
        print(f"The benchmarks measure on the corpus in {DATA}, which is not here.", file=sys.stderr)
        return 1
    for name, *options in MEASUREMENTS:
        print(f"\n== {name}", flush=True)
        # A process each: what one has cached must not help the next.
        code = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""``python -m tests.fuzz [FORMAT …] [--inputs 5000] [--samples DIR …]``: no input makes a reader fail.

Each reader is given so many mutated samples (``mutations``), of tests/readers/samples and of the folders named, whose files
are sorted by the format that claims them. Every input must give articles and rejections only, within two seconds of
processor time; the process may take 500 MB in all. Exit code 1, and the inputs kept in var/fuzz, when one does not.
Deterministic: the same ``--seed`` gives the same inputs.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from pathlib import Path

from index.readers import FORMATS
from tests.fuzz.fuzzing import fuzzed


def main() -> int:
    """1 when any input fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("formats", nargs="*", help="default: all")
    parser.add_argument("--inputs", type=int, default=5000)
    parser.add_argument("--samples", type=Path, nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    names = asked.formats or [f.name for f in FORMATS]
    jobs = [(name, asked.inputs, asked.samples, asked.seed) for name in names]
    failed = False
    # A process a format: its memory is its own.
    with multiprocessing.get_context("spawn").Pool(asked.processes, maxtasksperchild=1) as pool:
        for outcome in pool.imap(fuzzed, jobs):
            failed |= bool(outcome.failures)
            print(
                f"{outcome.name:<14} {outcome.inputs:>6,} inputs {outcome.articles:>7,} articles {outcome.rejected:>7,} rejected"
                f"  slowest {outcome.slowest:.2f} s  {outcome.megabytes} MB  {len(outcome.failures)} failures",
                flush=True,
            )
            for failure in outcome.failures[:10]:
                print(f"    {failure}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

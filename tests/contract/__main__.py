"""``python -m tests.contract``: the served API against its own OpenAPI description, by schemathesis.

Builds an index of seeds/ aside, serves it with waitress on a free port of this machine, and fails
when any answer is not as described. Takes a minute or two.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.seeds import served_seeds

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def main() -> int:
    """Exit code of schemathesis: 0 when everything is as described."""
    with tempfile.TemporaryDirectory() as folder, served_seeds(Path(folder)) as url:
        return check(url, Path(folder))


def check(url: str, folder: Path) -> int:
    """Run schemathesis against that address; it keeps its notes in that folder."""
    command = [
        sys.executable, "-m", "schemathesis.cli",
        "--config-file", str(HERE / "schemathesis.toml"),
        "run", f"{url}/openapi.json",
    ]  # fmt: skip
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "SCHEMATHESIS_HOOKS": "tests.contract.hooks"}
    return subprocess.run(command, cwd=folder, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""A peer in a process of its own: a line to it, a line back."""

from __future__ import annotations

import subprocess

from benchmarks.engine.peer import Unavailable


def asked(process: subprocess.Popen[str], name: str, line: str) -> str:
    """What the process of that engine answers to a line; Unavailable when it has ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        message = f"{name}'s process has ended"
        raise Unavailable(message)
    return answer.rstrip("\n")

"""The settings, each declared once; the only reader of the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from index.errors import KiosqueError

_LAST_PORT = 65_535
DEFAULT_MEMORY = 512
"""Megabytes a worker."""
DEFAULT_ENTITIES = "entities.toml"
"""The user's corrections in the current folder, where none are named."""
# The program itself takes more; with less every few articles would make a segment.
_LEAST_MEMORY = 16

_N = TypeVar("_N", int, float)


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its environment variable, its default and what it is for."""

    variable: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("KIOSQUE_INDEX", "var/index", "folder of the index"),
    Setting("KIOSQUE_REJECTED", "var/rejected.jsonl", "where records that could not be read are listed"),
    Setting("KIOSQUE_MEMORY", "512", "megabytes of memory each indexing process may take"),
    Setting(
        "KIOSQUE_ENTITIES", DEFAULT_ENTITIES, "the user's corrections of persons and places, where the file exists"
    ),
    Setting("HOST", "127.0.0.1", "address the site listens on"),
    Setting("PORT", "8000", "port of the site"),
    Setting("KIOSQUE_SITE_NAME", "Kiosque", "name shown at the top of every page"),
    Setting("KIOSQUE_RATE_LIMIT", "0", "API requests a minute and client; 0 sets no limit"),
    Setting("KIOSQUE_TIME_BUDGET", "5", "seconds one query may take before it is refused"),
    Setting("KIOSQUE_DEBUG", "0", "1 shows tracebacks on the command line"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, read and typed."""

    index: Path = Path("var/index")
    rejected: Path = Path("var/rejected.jsonl")
    memory: int = DEFAULT_MEMORY
    entities: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    site_name: str = "Kiosque"
    rate_limit: int = 0
    time_budget: float = 5.0
    debug: bool = False

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the environment; an empty variable counts as absent."""
        env = os.environ if environ is None else environ
        value = {s.variable: env.get(s.variable) or s.default for s in SETTINGS}
        port = _number(int, "PORT", value)
        # The system would take 73536 for 8000, without a word.
        if not 0 <= port <= _LAST_PORT:
            message = f"the setting PORT={port} is no port: 0 to {_LAST_PORT:,} (0: any that is free)"
            raise KiosqueError(message)
        return cls(
            index=Path(value["KIOSQUE_INDEX"]),
            rejected=Path(value["KIOSQUE_REJECTED"]),
            memory=max(_LEAST_MEMORY, _number(int, "KIOSQUE_MEMORY", value)),
            # Only a file that was named must exist.
            entities=Path(value["KIOSQUE_ENTITIES"]) if env.get("KIOSQUE_ENTITIES") else None,
            host=value["HOST"],
            port=port,
            site_name=value["KIOSQUE_SITE_NAME"],
            rate_limit=_number(int, "KIOSQUE_RATE_LIMIT", value),
            time_budget=_number(float, "KIOSQUE_TIME_BUDGET", value),
            debug=value["KIOSQUE_DEBUG"] == "1",
        )


def _number(kind: type[_N], variable: str, value: Mapping[str, str]) -> _N:
    try:
        return kind(value[variable])
    except ValueError as error:
        message = f"the setting {variable}={value[variable]!r} is not a number"
        raise KiosqueError(message) from error

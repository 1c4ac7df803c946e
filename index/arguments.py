"""Arguments and options that several commands of ``python -m index`` share, each declared once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def index_option(function: Function) -> Function:
    """``--index``."""
    help_text = "Folder of the index (default: $KIOSQUE_INDEX, else var/index)."
    return click.option("--index", "folder", type=click.Path(path_type=Path), help=help_text)(function)


def json_option(function: Function) -> Function:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(function)


def entities_option(function: Function) -> Function:
    """``--entities``."""
    help_text = (
        "The user's corrections of persons and places (default: $KIOSQUE_ENTITIES, else the index's last, else"
        " entities.toml where there is one)."
    )
    return click.option("--entities", type=click.Path(path_type=Path), help=help_text)(function)


def workers_option(function: Function) -> Function:
    """``--workers``."""
    return click.option(
        "--workers",
        type=click.IntRange(1),
        default=os.cpu_count() or 1,
        show_default="all cores",
        help="Processes that read, analyse and write.",
    )(function)


def prune_options(function: Function) -> Function:
    """``--prune`` and ``--allow-empty``."""
    function = click.option(
        "--allow-empty", is_flag=True, help="With --prune: even if nothing at all is left of one of SOURCES."
    )(function)
    help_text = "Remove the articles of files that are gone from SOURCES, and those that changed files have no more."
    return click.option("--prune", is_flag=True, help=help_text)(function)


def fresh_option(function: Function) -> Function:
    """``--fresh``."""
    help_text = "Begin anew even if an interrupted run over SOURCES can be gone on with."
    return click.option("--fresh", is_flag=True, help=help_text)(function)


def map_option(function: Function) -> Function:
    """``--map``."""
    help_text = "Take the source's field THEIRS as our field OURS, e.g. --map Titre_long=title. Repeatable."
    return click.option("--map", "mapping", multiple=True, metavar="THEIRS=OURS", help=help_text)(function)


def sources_argument(function: Function) -> Function:
    """``SOURCES…`` and ``--map``."""
    return click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))(map_option(function))

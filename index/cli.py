"""``python -m index``: build, add, watch, remove, status, verify, preview, annotate, train, formats.

Exit codes: 0 done; 1 failure; 2 usage; 3 done, but some records were rejected.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from index import preview as previews
from index import rim
from index.annotate import Annotator, annotate_stream
from index.arguments import (
    entities_option,
    fresh_option,
    index_option,
    json_option,
    map_option,
    prune_options,
    sources_argument,
    workers_option,
)
from index.build import Run, corrections_for, needs_build
from index.linking.segments import linker_of
from index.readers import FORMATS
from index.report import Summary
from index.settings import Settings
from index.verify import verify_index
from index.watch import Watch, as_change
from index.whoosh_index import open_segments
from index.whoosh_writer import remove_from_index

REJECTED = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Make and keep an index of French news articles."""


@cli.command()
@sources_argument
@index_option
@workers_option
@click.option("--keep", is_flag=True, help="Leave an index that can serve, and any that is of other sources, as it is.")
@fresh_option
@entities_option
@json_option
def build(
    sources: tuple[Path, ...], folder: Path | None, *, keep: bool, as_json: bool, **options: Unpack[_RunOptions]
) -> int:
    """Index SOURCES (files or folders) anew, instead of what the index holds.

    The old index serves until the new one is complete. An interrupted build goes on where it was when it is
    run again. Example: python -m index build corpus/
    """
    if keep and not needs_build(_folder(folder), sources):
        return 0
    return _report(_run(sources, folder, options).build(), as_json=as_json)


@cli.command()
@sources_argument
@index_option
@workers_option
@prune_options
@fresh_option
@entities_option
@json_option
def add(sources: tuple[Path, ...], folder: Path | None, *, as_json: bool, **options: Unpack[_RunOptions]) -> int:
    """Add SOURCES: new articles are added, changed ones replaced, unchanged ones skipped.

    Files that have not changed since the index was made are not even read. An interrupted addition goes on where it
    was when it is run again. Example: python -m index add corpus/ --prune
    """
    return _report(_run(sources, folder, options).add(), as_json=as_json)


@cli.command()
@sources_argument
@index_option
@click.option(
    "--every", type=click.FloatRange(0.1), default=10.0, show_default=True, metavar="SECONDS", help="How often to look."
)
@workers_option
@prune_options
@entities_option
@json_option
def watch(
    sources: tuple[Path, ...], folder: Path | None, *, every: float, as_json: bool, **options: Unpack[_RunOptions]
) -> int:
    """Add SOURCES, and whatever changes in them, until Ctrl-C.

    One line a change (with --json one JSON object). A round that fails is told on standard error and tried again.
    """
    say = (lambda summary: json.dumps(summary.as_json(), ensure_ascii=False)) if as_json else as_change
    Watch(_run(sources, folder, options), every, lambda summary: click.echo(say(summary))).run()
    return 0


@cli.command()
@click.argument("ids", nargs=-1, required=True)
@index_option
@json_option
def remove(ids: tuple[str, ...], folder: Path | None, as_json: bool) -> int:
    """Remove articles by their IDS. Exit code 1 when one of them was not there."""
    missing = remove_from_index(_folder(folder), ids)
    removed = len(set(ids) - set(missing))
    text = f"{removed:,} removed" + "".join(f"\nno such article: {i}" for i in missing)
    _print({"removed": removed, "missing": missing}, text, as_json=as_json)
    return 1 if missing else 0


@cli.command()
@index_option
@json_option
def status(folder: Path | None, as_json: bool) -> int:
    """Say what the index holds."""
    path = _folder(folder)
    segments, made, generation, _ = open_segments(path)
    found = {
        "index": str(path),
        "articles": made.articles,
        "generation": generation,
        "segments": len(segments),
        "version": made.version,
        "built_at": made.built_at,
        "format_version": made.format_version,
        "fingerprint": made.fingerprint,
        "sources": list(made.sources),
        "entities": made.entities,
        "size_bytes": sum((path / name).stat().st_size for name in made.files),
    }
    lines = (f"{name:<15} {', '.join(v) if isinstance(v, list) else v}" for name, v in found.items())
    _print(found, "\n".join(lines), as_json=as_json)
    return 0


@cli.command()
@index_option
@json_option
def verify(folder: Path | None, as_json: bool) -> int:
    """Check every file of the index against its checksum, and read every article once."""
    found = verify_index(_folder(folder))
    text = "\n".join(found.problems) or f"{found.articles:,} articles, sound"
    _print(asdict(found) | {"ok": not found.problems}, text, as_json=as_json)
    return 1 if found.problems else 0


@cli.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default="-")
@click.option("--explain", is_flag=True, help="Say instead which names were joined to which, and why.")
@click.option(
    "--index", "folder", type=click.Path(path_type=Path), help="Link persons by the articles of this index, too."
)
@entities_option
def annotate(file: Path, folder: Path | None, entities: Path | None, *, explain: bool) -> int:
    """Find persons, places and dates in the articles of FILE (JSON Lines; "-" = standard input).

    Writes the same objects with persons, places and dates to standard output.
    """
    corrections = corrections_for(entities or Settings.from_environ().entities, folder)
    linker = None if folder is None else linker_of(open_segments(folder).segments, corrections)
    with click.open_file(str(file), "rb") as stream:
        _, rejected = annotate_stream(stream, sys.stdout, Annotator(corrections, linker), explain=explain)
    return REJECTED if rejected else 0


@cli.command("preview")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--articles", "count", type=click.IntRange(1), default=previews.ARTICLES, show_default=True, metavar="N")
@click.option("--full", is_flag=True, help="Show the whole of every text.")
@map_option
@json_option
def preview_command(file: Path, count: int, mapping: tuple[str, ...], *, full: bool, as_json: bool) -> int:
    """Show what is understood of the first articles of FILE (or of a folder), before anything is indexed.

    Fields, the date and where it was found, persons, places and dates; what was rejected, and why; the source's
    fields that are left out.
    """
    seen = previews.preview(file, _pairs(mapping), count)
    _print(previews.as_json(seen), previews.as_text(seen, full=full).rstrip("\n"), as_json=as_json)
    return REJECTED if seen.rejected else 0


@cli.command()
@click.option("--gold", type=click.Path(path_type=Path), help="Folder of annotated articles, train-*.json.")
@click.option("--press-ocr", type=click.Path(path_type=Path), help="Folder of annotated old newspapers, *.gz.")
@click.option(
    "--articles", type=click.Path(path_type=Path), help="Articles without annotations: which words are alike."
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="Folder for the model (default: that of the one in use)."
)
def train(gold: Path | None, press_ocr: Path | None, articles: Path | None, output: Path | None) -> int:
    """Learn anew to find persons and places, and write the model.

    Takes some minutes and 4 GB. Needs requirements-train.txt. Defaults: the project's own data in ../shared/data.
    """
    from index.train import train_model  # its tools are not installed where articles are only read

    train_model(gold, press_ocr, articles, output, click.echo)
    return 0


@cli.command()
@json_option
def formats(as_json: bool) -> int:
    """List the formats that can be read."""
    found = [{"name": f.name, "suffixes": list(f.suffixes), "meaning": f.meaning} for f in FORMATS]
    lines = (f"{f.name:<14} {' '.join(f.suffixes):<28} {f.meaning}" for f in FORMATS)
    _print(found, "\n".join(lines), as_json=as_json)
    return 0


def _folder(given: Path | None) -> Path:
    return given or Settings.from_environ().index


class _RunOptions(TypedDict, total=False):
    """Options that ``build``, ``add`` and ``watch`` hand on as they are."""

    mapping: tuple[str, ...]
    workers: int
    entities: Path | None
    fresh: bool
    prune: bool
    allow_empty: bool


def _run(sources: Sequence[Path], folder: Path | None, options: _RunOptions) -> Run:
    settings = Settings.from_environ()
    return Run(
        sources,
        _folder(folder),
        settings.rejected,
        options.get("workers", 1),
        _pairs(options.get("mapping", ())),
        settings.memory,
        fresh=options.get("fresh", False),
        entities=options.get("entities") or settings.entities,
        prune=options.get("prune", False),
        allow_empty=options.get("allow_empty", False),
    )


def _pairs(given: Sequence[str]) -> dict[str, str] | None:
    """The pairs of ``--map``; None for none."""
    pairs = {}
    for pair in given:
        theirs, equals, ours = pair.rpartition("=")
        if not (theirs and equals and ours):
            message = f"{pair!r} is not THEIRS=OURS"
            raise click.BadParameter(message, param_hint="--map")
        pairs[theirs] = ours
    return pairs or None


def _report(summary: Summary, *, as_json: bool) -> int:
    _print(summary.as_json(), summary.as_text(), as_json=as_json)
    return REJECTED if summary.rejected else 0


def _print(value: Any, text: str, *, as_json: bool) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1) if as_json else text)


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(rim.run(cli, "python -m index"))

"""Lucene in a Java process of its own that takes its own times: the pipe between does not count."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from benchmarks.engine.corpus import CACHE, read
from benchmarks.engine.peer import Answer, Built, Level, Query, Unavailable, size_of
from benchmarks.engine.peers.child import asked

_SOURCE = Path(__file__).resolve().parents[1] / "lucene"
_SEPARATOR = "\x1f"
# Lucene 10 needs it.
_JAVA = 21
_OPTIONS = ("-Xmx4g", "--enable-native-access=ALL-UNNAMED", "--add-modules", "jdk.incubator.vector")


class Lucene:
    """See ``Peer``."""

    name = "lucene"

    def __init__(self) -> None:
        home = _java_home()
        classes = _compiled(home)
        command = [str(home / "bin/java"), *_OPTIONS, "-cp", f"{classes}:{classes}/lib/*", "Search"]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def _ask(self, *parts: str) -> list[str]:
        return asked(self._process, "Lucene", "\t".join(parts)).split("\t")

    def build(self, items: Path, folder: Path) -> Built:
        """From the words."""
        return self._build(items, folder, "whitespace")

    def build_from_text(self, items: Path, folder: Path) -> Built:
        """With Lucene's French analyzer."""
        return self._build(items, folder, "french")

    def _build(self, items: Path, folder: Path, analysis: str) -> Built:
        shutil.rmtree(folder, ignore_errors=True)
        lines = _as_lines(items)
        (seconds,) = self._ask("build", str(folder), str(lines), analysis)
        return Built(float(seconds), size_of(folder))

    def open(self, folder: Path) -> float:
        """Map the segments, number the facets' values, answer."""
        return float(self._ask("open", str(folder))[0])

    def search(self, query: Query, level: Level) -> Answer:
        """One search with one pass over the hits."""
        _, total, ids, persons, places, months = self._asked(query, level)
        pairs = (month.split("=") for month in months.split(_SEPARATOR) if month)
        dates = {f"{int(m.split('-')[0]):04d}-{int(m.split('-')[1]):02d}": int(n) for m, n in pairs}
        return Answer([i for i in ids.split(_SEPARATOR) if i], int(total), _counts(persons), _counts(places), dates)

    def _asked(self, query: Query, level: Level) -> list[str]:
        words = (" ".join(words) for words in (query.must, query.should, query.phrase))
        return self._ask("search", level, *words, query.prefix, *(query.filter or ("", "")), *(query.days or ("", "")))

    def timed(self, query: Query, level: Level) -> float:
        """As Java's own clock has it."""
        return int(self._asked(query, level)[0]) / 1e9

    def close(self) -> None:
        """End the process: it ends with its input."""
        with self._process:
            pass


def _counts(joined: str) -> list[tuple[str, int]]:
    pairs = (value.rpartition("=") for value in joined.split(_SEPARATOR) if value)
    return [(name, int(count)) for name, _, count in pairs]


def _as_lines(items: Path) -> Path:
    """The items as lines that Java reads without a JSON library."""
    path = items.with_suffix(".tsv")
    if not path.exists():
        aside = path.with_suffix(".tmp")
        with aside.open("w", encoding="utf-8") as out:
            for item in read(items):
                named = (_SEPARATOR.join(values) for values in (item.persons, item.places))
                text = " ".join(item.text.split())
                out.write("\t".join((item.id, item.day, *named, item.tokens, text)) + "\n")
        aside.rename(path)
    return path


def _java_home() -> Path:
    """A JDK that is new enough: JAVA_HOME, or the newest where systems put them."""
    named = os.environ.get("JAVA_HOME")
    homes = [Path(named)] if named else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"), key=_version, reverse=True)
    for home in homes:
        if _version(home) >= _JAVA and (home / "bin/javac").exists():
            return home
    message = f"no Java {_JAVA} or later in JAVA_HOME or /usr/lib/jvm"
    raise Unavailable(message)


def _version(home: Path) -> int:
    try:
        release = (home / "release").read_text(encoding="utf-8")
        number = release.split('JAVA_VERSION="')[1].split('"')[0]
        return int(number.split(".")[0])
    except (OSError, IndexError, ValueError):
        return 0


def _compiled(home: Path) -> Path:
    """The classes and Lucene's own, made once."""
    folder = CACHE / "lucene"
    made, source = folder / "Search.class", _SOURCE / "Search.java"
    libraries = folder / "lib"
    if not libraries.exists():
        if shutil.which("mvn") is None:
            message = "Maven is not installed, which fetches Lucene"
            raise Unavailable(message)
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / "lib.tmp"
        shutil.rmtree(aside, ignore_errors=True)
        fetch = ["mvn", "-q", "dependency:copy-dependencies", f"-DoutputDirectory={aside}"]
        _run(fetch, {**os.environ, "JAVA_HOME": str(home)}, "Maven could not fetch Lucene")
        aside.rename(libraries)
    if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
        compile_it = [str(home / "bin/javac"), "-nowarn", "-d", str(folder), "-cp", f"{libraries}/*", source.name]
        _run(compile_it, dict(os.environ), f"{source.name} does not compile")
    return folder


def _run(command: list[str], environment: dict[str, str], trouble: str) -> None:
    done = subprocess.run(command, cwd=_SOURCE, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{trouble}: {(done.stdout + done.stderr).strip()[:500]}"
        raise Unavailable(message)

"""``python -m benchmarks.engine [--quick]``: the engine against its peers.

Without arguments: 34,139 real articles, then 200,000 and 1,000,000 made of their sentences, all peers; results and
plot go to ``benchmarks/results``. With
``--quick``: 200,000, against tantivy, Lucene and a sample of stock Whoosh, in some minutes; it ends with one
line of ratios. Corpora and indexes are kept in ``var/bench``: a run that was interrupted goes on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.engine import corpus, harness, indexes, report
from benchmarks.engine.compare import compare
from benchmarks.engine.harness import Measured
from benchmarks.engine.indexes import tell
from benchmarks.engine.peer import Peer, Unavailable
from benchmarks.engine.peers.kiosque import Kiosque
from benchmarks.engine.peers.lucene import Lucene
from benchmarks.engine.peers.sqlite_fts5 import SqliteFts5
from benchmarks.engine.peers.tantivy_py import Tantivy
from benchmarks.engine.peers.whoosh_stock import WhooshStock
from benchmarks.engine.peers.xapian_py import Xapian
from benchmarks.engine.queries import queries

QUICK = 200_000
SIZES = (corpus.REAL, 200_000, 1_000_000)
# Stock Whoosh answers a faceted query on 200,000 articles in seconds: beyond that, and in a hurry, it is given
# the first so many, and its times, which grow with the articles, are multiplied.
_WHOOSH_WHOLE = 200_000
_WHOOSH_SAMPLE = 10_000

Maker = Callable[[], Peer]


def measure(count: int, pool: int, makers: dict[str, Maker], *, repeats: int, few: int, sample: int) -> Measured:
    """One size, all peers; ``sample``: how many articles stock Whoosh is given."""
    items = corpus.items(count, pool)
    measured = Measured(count)
    asked = queries(items)
    peers: list[Peer] = []
    for name, make in makers.items():
        try:
            peers.append(make())
        except Unavailable as error:
            measured.unavailable[name] = str(error)
    if sample < count:
        measured.sampled = {peer.name: sample for peer in peers if isinstance(peer, WhooshStock)}
    for peer in peers:
        given = measured.sampled.get(peer.name, count)
        measured.built[peer.name] = indexes.build(peer, items, given, from_text=False)
        measured.analysed[peer.name] = indexes.build(peer, items, given, from_text=True)
    for peer in peers:
        measured.opened[peer.name] = indexes.open_cold(peer, indexes.folder_of(peer, items))
    tell("  comparing answers")
    measured.comparison = compare(peers, asked, items, measured.sampled)
    harness.take_times(measured, peers, asked, repeats, few)
    for peer in peers:
        peer.close()
    return measured


def main() -> int:
    """Measure, print, keep. Exit code 1 when answers differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engine", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200,000 articles, three peers, a line of ratios")
    parser.add_argument("--size", type=int, action="append", help="measure at this size only; repeatable")
    options = parser.parse_args()
    if not corpus.ORANGE.exists():
        print(f"The benchmark is made of the articles in {corpus.ORANGE}, which are not here.", file=sys.stderr)
        return 1
    try:
        with indexes.alone():
            return _run(options.size or ((QUICK,) if options.quick else SIZES), quick=options.quick)
    except BlockingIOError:
        print("Another run is measuring: two at once would measure each other.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        tell("\nInterrupted. What is made is kept: the next run goes on from there.")
        return 130


def _run(sizes: Sequence[int], *, quick: bool) -> int:
    wrong = False
    for count in sizes:
        tell(f"{count:,} articles")
        sample = _WHOOSH_SAMPLE if quick or count > _WHOOSH_WHOLE else count
        makers: dict[str, Maker] = {"kiosque": Kiosque, "tantivy": Tantivy, "lucene": Lucene}
        if not quick:
            makers |= {"sqlite": SqliteFts5, "xapian": Xapian}
        makers["whoosh"] = partial(WhooshStock, sample)
        pool = corpus.QUICK_POOL if quick else corpus.REAL
        measured = measure(count, pool, makers, repeats=5, few=1 if quick else 3, sample=sample)
        wrong |= bool(measured.comparison.wrong)
        print(report.table(measured))
        if not quick:
            path = report.write(measured)
            print(f"\nresults: {path.relative_to(corpus.ROOT)}")
            _draw(path, count)
        print(report.line(measured))
    return int(wrong)


def _draw(results: Path, count: int) -> None:
    """The README shows the largest size."""
    if count == SIZES[-1]:
        # Imported here: nothing else needs matplotlib.
        from benchmarks.engine.plot import draw

        print(f"plot: {draw(results).relative_to(corpus.ROOT)}")


if __name__ == "__main__":
    sys.exit(main())

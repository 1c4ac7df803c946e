"""``python -m benchmarks.engine [--quick]``: the engine against its peers.

Without arguments: 34,139 real articles, then 200,000 and 1,000,000 made of their sentences, all peers. With
``--quick``: 200,000, against tantivy, Lucene and a sample of stock Whoosh, in some minutes; it ends with one
line of ratios. Corpora and indexes are kept in ``var/bench``: a run that was interrupted goes on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from benchmarks.engine import corpus, harness, report
from benchmarks.engine.harness import Measured, tell
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
# Stock Whoosh answers a faceted query on 200,000 articles in 8 s: it is asked about so many at most.
_WHOOSH_SAMPLE = 10_000
# Xapian and SQLite take hours to be asked about more.
_SMALL_ONLY = 200_000

Makers = Sequence[Callable[[], Peer]]


def measure(count: int, pool: int, makers: Makers, *, repeats: int, few: int) -> Measured:
    """One size, all peers."""
    items = corpus.items(count, pool)
    measured = Measured(count)
    asked = queries(items)
    peers: list[Peer] = []
    for make in makers:
        try:
            peer = make()
        except Unavailable as error:
            measured.unavailable[make.__name__.lower()] = str(error)
            continue
        measured.built[peer.name] = harness.build(peer, items, count, from_text=False)
        measured.analysed[peer.name] = harness.build(peer, items, count, from_text=True)
        if isinstance(peer, WhooshStock) and count > _WHOOSH_SAMPLE:
            measured.sampled[peer.name] = _WHOOSH_SAMPLE
        measured.opened[peer.name] = peer.open(harness.folder_of(peer, items))
        peers.append(peer)
    tell("  comparing answers …")
    measured.differences = harness.compare(peers, asked, items)
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
    differing = False
    for count in options.size or ((QUICK,) if options.quick else SIZES):
        tell(f"{count:,} articles")
        makers: list[Callable[[], Peer]] = [Kiosque, Tantivy, Lucene, WhooshStock]
        if not options.quick and count <= _SMALL_ONLY:
            makers += [SqliteFts5, Xapian]
        pool = corpus.QUICK_POOL if options.quick else corpus.REAL
        measured = measure(count, pool, makers, repeats=5, few=1 if options.quick else 3)
        differing |= bool(measured.differences)
        print(report.table(measured))
        if options.quick:
            print(report.line(measured))
        else:
            path = report.write(measured)
            print(f"\n{report.line(measured)}\nresults: {path}")
    return int(differing)


if __name__ == "__main__":
    sys.exit(main())

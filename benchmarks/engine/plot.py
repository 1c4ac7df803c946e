"""The picture in the README: what a faceted query takes, by class of query, as SVG."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib as mpl

from benchmarks import RESULTS
from benchmarks.engine.report import OURS

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "kiosque"

import matplotlib.pyplot as plt  # noqa: E402  after the choice of a backend

PEERS = {
    OURS: "#0b6e4f",
    "tantivy": "#c8553d",
    "lucene": "#588157",
    "xapian": "#8d99ae",
    "sqlite": "#bfa46f",
    "whoosh": "#444",
}


def draw(results: Path) -> Path:
    """A bar a peer and class, on a logarithmic scale."""
    measured = json.loads(results.read_text(encoding="utf-8"))
    kinds = list(measured["times_ms"][OURS]["faceted"])
    peers = [peer for peer in PEERS if peer in measured["times_ms"]]
    figure, axes = plt.subplots(figsize=(10, 4.6))
    width = 0.8 / len(peers)
    for n, peer in enumerate(peers):
        times = measured["times_ms"][peer].get("faceted", {})
        places = [place + n * width for place, kind in enumerate(kinds) if kind in times]
        heights = [times[kind]["median"] for kind in kinds if kind in times]
        axes.bar(places, heights, width, label=peer, color=PEERS[peer])
    axes.set_yscale("log")
    axes.set_ylabel("milliseconds, median")
    axes.set_xticks([place + 0.4 - width / 2 for place in range(len(kinds))], kinds, rotation=30, ha="right")
    axes.set_title(
        f"Ten best, exact total, persons, places and months among {measured['articles']:,} articles, one thread",
        pad=28,
    )
    axes.legend(ncols=len(peers), frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    path = RESULTS / "engine.svg"
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
    return path


if __name__ == "__main__":
    print(draw(Path(sys.argv[1])))

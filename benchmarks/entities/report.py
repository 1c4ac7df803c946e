"""What was measured of persons, places and dates: a file of results, and its tables in Markdown, made of that file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks import RESULTS, ROOT
from benchmarks.entities.compare import Measured
from benchmarks.entities.score import NAMES
from benchmarks.entities.tables import markdown

FILE = RESULTS / "entities.json"
DOCUMENT = ROOT / "docs" / "entities.md"
OURS = "kiosque"
_SPEEDS = {
    "cold": "tokens/s, cold: the first articles of a process",
    "next": "tokens/s, the articles after them",
    "warm": "tokens/s, warm: the first articles again",
}
_COSTS = {"read": "reading JSON Lines", "annotate": "annotating", "index": "indexing"}
_NONE = "–"

Results = Mapping[str, Any]


def of_peer(measured: Measured) -> dict[str, Any]:
    """As results keep it: shares with four places."""
    scores = {
        name: {"precision": round(s.precision, 4), "recall": round(s.recall, 4), "f1": round(s.f1, 4)}
        for name, s in measured.scores.items()
    }
    return {
        "version": measured.version,
        "load_seconds": measured.load_seconds,
        "tokens_per_second": measured.tokens_per_second,
        "peak_megabytes": measured.peak_megabytes,
        "scores": scores,
    }


def write(results: Results, path: Path = FILE) -> None:
    """Keep the results."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path = FILE) -> Results:
    """The results kept."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def in_markdown(results: Results) -> str:
    """All tables."""
    peers = results["peers"]
    header = [peer["version"] for peer in peers.values()]
    parts = [
        markdown([f"{results['articles']} articles: P / R / **F1**", *header], _score_rows(peers)),
        markdown(["one core", *header], _speed_rows(peers)),
    ]
    if results.get("cost"):
        parts.append(_cost(results["cost"]))
    parts += [f"{name}: {why}." for name, why in results.get("unavailable", {}).items()]
    parts.append(f"Measured on {results['processor']}, Python {results['python']}.")
    return "\n\n".join(parts)


def _score_rows(peers: Mapping[str, Any]) -> list[list[str]]:
    return [
        [name.replace(" ", ", ", 1), *(_scores(peer["scores"].get(name)) for peer in peers.values())] for name in NAMES
    ]


def _scores(score: Mapping[str, float] | None) -> str:
    if score is None:
        return _NONE
    return f"{_share(score['precision'])} / {_share(score['recall'])} / **{_share(score['f1'])}**"


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _speed_rows(peers: Mapping[str, Any]) -> list[list[str]]:
    rows = [
        [label, *(_rate(peer["tokens_per_second"].get(key), peers, key) for peer in peers.values())]
        for key, label in _SPEEDS.items()
    ]
    rows.append(["loading, s", *(f"{peer['load_seconds']:.2f}" for peer in peers.values())])
    rows.append(["peak memory, MB", *(f"{peer['peak_megabytes']:,.0f}" for peer in peers.values())])
    return rows


def _rate(rate: int | None, peers: Mapping[str, Any], key: str) -> str:
    """Tokens a second, and how many times as long as ours it takes."""
    if not rate:
        return _NONE
    ours = peers.get(OURS, {}).get("tokens_per_second", {}).get(key, rate)
    # Beyond the third figure it is noise.
    shown = f"{float(f'{rate:.3g}'):,.0f}"
    return shown if rate == ours else f"{shown} ({ours / rate:.3g} × as long)"


def _cost(cost: Mapping[str, float]) -> str:
    rows = [[label, f"{cost[name]:.2f}"] for name, label in _COSTS.items()]
    table = markdown(["a thousand articles, one process", "s"], rows)
    return f"{table}\n\nAnnotating is {cost['share']:.0%} of making an index of JSON Lines."

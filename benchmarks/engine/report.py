"""What was measured: a table, a file of results, a line of ratios."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from pathlib import Path
from statistics import geometric_mean, median, quantiles

from benchmarks.engine.harness import Measured
from benchmarks.engine.peer import LEVELS, Built

RESULTS = Path(__file__).resolve().parents[1] / "results"
OURS = "kiosque"


def table(measured: Measured) -> str:
    """Everything, in columns."""
    peers = list(measured.times)
    lines = [f"\n{measured.articles:,} articles", _row("", peers)]
    lines.append(_row("articles/s (words given)", [_rate(measured, measured.built, peer) for peer in peers]))
    lines.append(_row("articles/s (own analysis)", [_rate(measured, measured.analysed, peer) for peer in peers]))
    lines.append(_row("size, MB", [_size(measured, peer) for peer in peers]))
    lines.append(_row("cold open, ms", [f"{measured.opened[peer] * 1000:.1f}" for peer in peers]))
    for level in LEVELS:
        lines.append(f"\n{level}: milliseconds, median (95th percentile)")
        for kind in measured.times[OURS][level]:
            cells = [_times(measured.times[peer].get(level, {}).get(kind)) for peer in peers]
            lines.append(_row(f"  {kind}", cells))
        ratios = [f"x{geometric_mean(_ratios(measured, peer, level).values()):.2f}" for peer in peers]
        lines.append(_row("  geometric mean, theirs / ours", ratios))
    for peer, count in measured.sampled.items():
        lines.append(f"{peer}: measured on {count:,} articles, times multiplied by {measured.articles / count:g}")
    for peer, why in measured.unavailable.items():
        lines.append(f"{peer}: not available: {why}")
    lines += [f"DIFFERS: {difference}" for difference in measured.differences]
    return "\n".join(lines)


def _row(name: str, cells: list[str]) -> str:
    return f"{name:<32}" + "".join(f"{cell:>22}" for cell in cells)


def _rate(measured: Measured, built: dict[str, Built], peer: str) -> str:
    if peer not in built:
        return "–"
    return f"{measured.sampled.get(peer, measured.articles) / built[peer][0]:,.0f}"


def _size(measured: Measured, peer: str) -> str:
    count = measured.sampled.get(peer, measured.articles)
    return f"{measured.built[peer].bytes / 1e6 * measured.articles / count:,.0f}"


def _times(times: list[float] | None) -> str:
    if not times:
        return "–"
    last = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return f"{median(times):.3f} ({last:.3f})"


def _ratios(measured: Measured, peer: str, level: str) -> dict[str, float]:
    """By class, the peer's median over ours."""
    theirs, ours = measured.times[peer].get(level, {}), measured.times[OURS][level]
    return {kind: median(theirs[kind]) / median(ours[kind]) for kind in ours if kind in theirs}


def line(measured: Measured) -> str:
    """The ratios in one line, above 1: ours is better; but the size: ours over theirs."""
    parts = []
    for peer in ("tantivy", "lucene", "whoosh"):
        known = peer in measured.times
        parts.append(
            f"faceted_vs_{peer}="
            + (f"{geometric_mean(_ratios(measured, peer, 'faceted').values()):.2f}" if known else "unavailable")
        )
    worst = [
        (ratio, f"{kind.replace(' ', '-')}:{peer}:{ratio:.2f}")
        for peer in ("tantivy", "lucene")
        if peer in measured.times
        for kind, ratio in _ratios(measured, peer, "faceted").items()
    ]
    parts.append(f"worst_class={min(worst)[1] if worst else 'unavailable'}")
    if "tantivy" in measured.times:
        parts.append(f"top10_vs_tantivy={geometric_mean(_ratios(measured, 'tantivy', 'total').values()):.2f}")
        rates = [measured.analysed[peer].seconds for peer in ("tantivy", OURS)]
        parts.append(f"index_rate_vs_tantivy={rates[0] / rates[1]:.2f}")
        parts.append(f"size_vs_tantivy={measured.built[OURS].bytes / measured.built['tantivy'].bytes:.2f}")
    return " ".join(parts)


def write(measured: Measured) -> Path:
    """Keep everything as JSON."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"engine-{measured.articles}.json"
    machine = {"machine": platform.machine(), "system": platform.platform(), "python": platform.python_version()}
    values = {**machine, **asdict(measured)}
    for name in ("built", "analysed"):
        values[name] = {peer: built._asdict() for peer, built in getattr(measured, name).items()}
    path.write_text(json.dumps(_rounded(values), indent=1) + "\n", encoding="utf-8")
    return path


def _rounded(value: object) -> object:
    match value:
        case float():
            return round(value, 4)
        case dict():
            return {key: _rounded(part) for key, part in value.items()}
        case list() | tuple():
            return [_rounded(part) for part in value]
        case _:
            return value

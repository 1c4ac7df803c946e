"""What was measured: a table, a file of results, a line of ratios."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import geometric_mean, median, quantiles

from benchmarks import RESULTS, machine
from benchmarks.engine.harness import Measured
from benchmarks.engine.peer import LEVELS, Built

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
            lines.append(_row(f"  {kind} ({median(measured.hits[kind]):,.0f} hits)", cells))
        ratios = [f"x{geometric_mean(_ratios(measured, peer, level).values()):.2f}" for peer in peers]
        lines.append(_row("  geometric mean, theirs / ours", ratios))
    lines += ["", *_remarks(measured)]
    return "\n".join(lines)


# How many differences are worth reading.
_SHOWN = 10


def _remarks(measured: Measured) -> list[str]:
    factor = {peer: measured.articles / count for peer, count in measured.sampled.items()}
    lines = [f"{p}: measured on {n:,} articles, times multiplied by {factor[p]:g}" for p, n in measured.sampled.items()]
    lines += [f"{peer}: not available: {why}" for peer, why in measured.unavailable.items()]
    found = measured.comparison
    lines.append(f"answers: {len(found.wrong)} wrong; {len(found.ranked)} with fewer than 7 of the 10 best in common")
    lines += [f"WRONG: {told}" for told in found.wrong[:_SHOWN]]
    lines += [f"ranked otherwise: {told}" for told in found.ranked[:_SHOWN]]
    return lines


def _row(name: str, cells: list[str]) -> str:
    return f"{name:<36}" + "".join(f"{cell:>20}" for cell in cells)


def _rate(measured: Measured, built: dict[str, Built], peer: str) -> str:
    if peer not in built:
        return "–"
    return f"{measured.sampled.get(peer, measured.articles) / built[peer][0]:,.0f}"


def _size(measured: Measured, peer: str) -> str:
    count = measured.sampled.get(peer, measured.articles)
    return f"{measured.built[peer].bytes / 1e6 * measured.articles / count:,.0f}"


def _times(times: list[float] | None) -> str:
    return f"{median(times):.3f} ({_late(times):.3f})" if times else "–"


def _late(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


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
        built = measured.analysed or measured.built
        parts.append(f"index_rate_vs_tantivy={built['tantivy'].seconds / built[OURS].seconds:.2f}")
        parts.append(f"size_vs_tantivy={measured.built[OURS].bytes / measured.built['tantivy'].bytes:.2f}")
    return " ".join(parts)


def write(measured: Measured) -> Path:
    """Keep it as JSON: milliseconds by peer, level and class."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"engine-{measured.articles}.json"
    values = {
        "articles": measured.articles,
        **machine.description(),
        "ratios": line(measured),
        "remarks": _remarks(measured),
        "hits": {kind: median(hits) for kind, hits in measured.hits.items()},
        "cold_open_ms": {peer: round(seconds * 1000, 1) for peer, seconds in measured.opened.items()},
        "words_given": {peer: _built(measured, measured.built, peer) for peer in measured.built},
        "own_analysis": {peer: _built(measured, measured.analysed, peer) for peer in measured.analysed},
        "times_ms": {
            peer: {level: {kind: _summary(times) for kind, times in kinds.items()} for level, kinds in levels.items()}
            for peer, levels in measured.times.items()
        },
    }
    path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _built(measured: Measured, built: dict[str, Built], peer: str) -> dict[str, float]:
    count = measured.sampled.get(peer, measured.articles)
    return {"articles": count, "articles_per_second": round(count / built[peer].seconds), "bytes": built[peer].bytes}


def _summary(times: list[float]) -> dict[str, float]:
    return {"median": round(median(times), 4), "p95": round(_late(times), 4), "queries": len(times)}

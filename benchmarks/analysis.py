"""How fast French text is analysed: ``python -m benchmarks.analysis [articles.jsonl[.xz]]``.

Prints tokens a second on one core (processor time), cold and warm, for each chain and for the Whoosh
analyzer, and how many words are lost when their accents are not typed (it should be none).
"""

from __future__ import annotations

import json
import lzma
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from unidecode import unidecode

from index.text import EXACT, STEM, Chain
from index.whoosh_analysis import ChainAnalyzer

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "data" / "orange" / "articles.jsonl.xz"
ARTICLES = 5_000


def texts(source: Path) -> Iterator[str]:
    """Title, chapo and body of each article of a JSON Lines file; the files of a folder as they are."""
    if source.is_dir():
        for path in sorted(p for p in source.rglob("*") if p.is_file()):
            yield path.read_text(encoding="utf-8", errors="replace")
        return
    opener = lzma.open if source.suffix == ".xz" else open
    with opener(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield "\n".join(str(article.get(name) or "") for name in ("title", "chapo", "body"))


def rate(analyse: Callable[[str], int], sample: list[str]) -> str:
    """Tokens a second of processor time."""
    started = time.process_time()
    tokens = sum(map(analyse, sample))
    seconds = time.process_time() - started
    return f"{tokens:>10,} tokens  {tokens / max(seconds, 1e-9) / 1e6:6.2f} million/s"


def in_whoosh(name: str) -> Callable[[str], int]:
    """Counts the tokens Whoosh sees when it indexes a text with positions."""
    analyzer = ChainAnalyzer(name)
    return lambda text: sum(1 for _ in analyzer(text, positions=True, mode="index"))


def lost(chain: Chain, words: set[str]) -> list[str]:
    """The words that give other terms when typed without accents; n° (ndeg to Unidecode) is left out."""
    return [
        word
        for word in words
        if "°" not in word and [t.term for t in chain.tokens(word)] != [t.term for t in chain.tokens(unidecode(word))]
    ]


def main() -> None:
    """Measure and print."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS if CORPUS.exists() else ROOT / "seeds"
    sample = list(islice(texts(source), ARTICLES))
    print(f"{len(sample):,} texts, {sum(map(len, sample)):,} characters of {source}")
    for chain in (EXACT, STEM):
        for state in ("cold", "warm"):
            print(f"{chain.name:6} {state:6} {rate(lambda text, c=chain: len(c.tokens(text)), sample)}")  # type: ignore[misc]  # mypy cannot type a default
        print(f"{chain.name:6} whoosh {rate(in_whoosh(chain.name), sample)}")
    words = {text[t.start : t.end] for text in sample for t in EXACT.tokens(text)}
    for chain in (EXACT, STEM):
        missing = lost(chain, words)
        print(f"{chain.name:6} {len(missing)} of {len(words):,} words lost without accents {sorted(missing)[:10]}")


if __name__ == "__main__":
    main()

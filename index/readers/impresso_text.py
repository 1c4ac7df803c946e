"""The words of impresso's pages → text: regions, paragraphs, lines, tokens; broken words whole again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.readers.alto_pages import gallica_url
from index.readers.print_lines import Line, paragraphs, running, whole_word


@dataclass(slots=True)
class PageText:
    """A page: its id, its number, the address of its image; the text of each region with the article it belongs to."""

    id: str
    number: str
    url: str
    regions: list[tuple[str, str]] = field(default_factory=list)

    def of(self, article: str) -> list[str]:
        """The text of one article on this page, region by region."""
        return [text for owner, text in self.regions if owner == article]

    @property
    def text(self) -> str:
        """The text of the whole page."""
        return running(part for _, text in self.regions for part in text.split("\n\n"))


def page_text(record: Mapping[str, Any]) -> PageText:
    """A page as its JSON has it; what is not as the schema says is passed over."""
    name = str(record.get("id"))
    number = name.rpartition("-p")[2].lstrip("0")
    image = next((v for key in ("iiif_img_base_uri", "iiif") if isinstance(v := record.get(key), str)), "")
    page = PageText(name, number, gallica_url(image))
    half = _Half()
    regions = [
        (str(region.get("pOf") or ""), [list(_lines(part, half)) for part in _objects(region.get("p"))])
        for region in _objects(record.get("r"))
    ]
    # Only now are all broken words whole: the second half may stand in the next column.
    for owner, parts in regions:
        found = [text for lines in parts for text in paragraphs([Line(" ".join(words), *box) for words, box in lines])]
        if found:
            page.regions.append((owner, "\n\n".join(found)))
    return page


def rebuilt_text(record: Mapping[str, Any]) -> str:
    """The text of a rebuilt article, its paragraphs at the offsets that the record gives."""
    text = record.get("ft")
    if not isinstance(text, str):
        return ""
    cuts = {n for key in ("pb", "rb") for n in record.get(key) or () if isinstance(n, int) and 0 < n < len(text)}
    places = [0, *sorted(cuts), len(text)]
    parts = (" ".join(text[a:b].split()) for a, b in itertools.pairwise(places))
    return "\n\n".join(part for part in parts if part)


@dataclass(slots=True)
class _Half:
    """The first half of a broken word, and the words it ends, until its second half is met."""

    text: str = ""
    words: list[str] = field(default_factory=list)


def _lines(part: Mapping[str, Any], half: _Half) -> Iterator[tuple[list[str], tuple[float, float, float]]]:
    """The words of each line and where it stands: left and right edge, height."""
    for line in _objects(part.get("l")):
        words: list[str] = []
        glued = False
        for token in _objects(line.get("t")):
            text, whole = str(token.get("tx") or ""), token.get("nf")
            if isinstance(whole, str) and whole and half.text:
                half.words[-1] = whole_word(half.text, text, whole)
                half.text = ""
            elif text:
                if glued and words:
                    words[-1] += text
                else:
                    words.append(text)
                half.text, half.words = (text if token.get("hy") is True else ""), words
            glued = token.get("gn") is True
        yield words, _edges(line.get("c"))


def _edges(value: Any) -> tuple[float, float, float]:
    """Left and right edge and height of a box given as x, y, width, height; zeros for what is none."""
    numbers = [n for n in value if isinstance(n, int | float) and abs(n) < 1e9] if isinstance(value, list) else []
    return (numbers[0], numbers[0] + numbers[2], numbers[3]) if len(numbers) == 4 else (0, 0, 0)


def _objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; some lines come as a list of an object and its coordinates."""
    found: list[dict[str, Any]] = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            found.append(item)
        elif isinstance(item, list):
            found.extend(each for each in item if isinstance(each, dict))
    return found

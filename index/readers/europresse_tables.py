"""One document of Europresse in the layout before 2014: a table cell in which the source, the header and the title have
names, and all else is loose text between ``<br>`` and ``<p></p>``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.element import Tag

from index.readers.clean import clean_line
from index.readers.europresse_header import RIGHTS, number_in
from index.readers.markup import blocks, parse

# Stands in the text for the title, which is taken out.
_TITLE_WAS_HERE = "\ue000"
_NUMBER_LINE = re.compile(r"(?:Numéro de document|Document number|No\.? de document)\s*:", re.IGNORECASE)
# "Second Author", "Propos recueillis par Zoé Roy": what is longer is text.
_LONGEST_BYLINE = 10


def record_of(html: str) -> dict[str, str]:
    """The parts of a document: source, header, title, chapo, authors, body, id; those missing are "".

    ``html`` begins at the name of the source and ends where the next document does.
    """
    root = parse(f"<div>{html}</div>")
    source, header = _taken(root, "DocPublicationName"), _taken(root, "DocHeader")
    title = root.find(class_="TitreArticleVisu")
    record = {
        "source": source,
        "header": header,
        "authors": _byline(title),
        "id": number_in(root.get_text(" ")),
    }
    if isinstance(title, Tag):
        record["title"] = clean_line(title.get_text())
        mark = root.new_tag("p")
        mark.string = _TITLE_WAS_HERE
        title.replace_with(mark)
    lines = list(_until_number(root))
    at = next((n for n, line in enumerate(lines) if _TITLE_WAS_HERE in line), -1)
    text = lines[at + 1 :]
    if record["authors"] and text and text[0] == record["authors"]:
        text = text[1:]
    return {**record, "chapo": "\n\n".join(lines[: max(at, 0)]), "body": "\n\n".join(text)}


def _taken(root: Tag, name: str) -> str:
    """The text of the elements of a class, which are taken out of the tree."""
    found = root.find_all(class_=name)
    text = "".join(element.get_text() for element in found)
    for element in found:
        element.decompose()
    return text


def _byline(title: object) -> str:
    """The authors: the loose line after the title that a line break and a paragraph end."""
    if not isinstance(title, Tag):
        return ""
    line = ""
    for sibling in title.next_siblings:
        if isinstance(sibling, Tag) and sibling.name != "br":
            return clean_line(line) if sibling.name == "p" and line.endswith("\n") and _is_byline(line) else ""
        line += "\n" if isinstance(sibling, Tag) else str(sibling)
    return ""


def _is_byline(line: str) -> bool:
    return 0 < len(line.split()) <= _LONGEST_BYLINE and "\n" not in line.strip() and line.strip()[-1] not in ".!?…:"


def _until_number(root: Tag) -> Iterator[str]:
    """The paragraphs of a document up to its number, without what says whose rights it is."""
    for block in blocks(root):
        if _NUMBER_LINE.match(block.text) or number_in(block.text) == block.text:
            return
        if not (RIGHTS.fullmatch(block.text)):
            yield block.text

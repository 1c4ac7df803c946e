"""One document of Nexis (LexisNexis), as blocks of text in the order of print → its fields.

The older exports print source, date, title, then labels ("LONGUEUR: 143 mots"), the text, and labels again; Nexis Uni
prints title, source, date, labels, "Body", the text, "Classification" and labels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.readers.clean import clean_line
from index.readers.languages import language_code
from index.readers.names import printed_byline
from index.readers.nexis_labels import label_of, looks_like_label, section_and_page
from index.readers.printed_dates import day_in, moment_in

_RIGHTS = re.compile(r"\s*(?:Copyright\b|©|\(c\)|tous droits réservés|all rights reserved)", re.IGNORECASE)
_YEAR = re.compile(r"[A-Za-zÀ-ÿ ./-]{0,30}\b((?:1[89]|20)\d{2})(?:/\d{2,4})?")
# Source, rights, edition and date: the header has a few lines.
_HEADER = 8
# What stands below the text of Nexis Uni, alone on its line.
_AFTER_BODY = frozenset((
    "classification", "notes", "graphic", "graphique", "grafik", "load-date", "klassifizierung", "clasificación",
    "classificazione", "notizen",
))  # fmt: skip
_BODY = frozenset(("body", "corps", "texte", "text", "haupttext", "cuerpo", "corpo", "corps de l'article"))
_LINKS = re.compile(
    r"(?:Link to (?:Image|PDF|the original)|Lien vers|Original Gesamtseiten-PDF|PDF[ -]Datei).{0,80}", re.IGNORECASE
)


def older_record(blocks: Sequence[str]) -> dict[str, str]:
    """The fields of a document of the older exports, whose labels are in capitals."""
    at, record = _header(blocks)
    rest = list(blocks[at:])
    labels = [label_of(block, capitals=True) for block in rest]
    start, has_length = _first_text(rest, labels)
    if start and (label := labels[start - 1]) and label[0] == "body" and label[1]:
        # "CORPS: Le maire …": the text begins in the line of its label.
        start -= 1
        rest[start], labels[start] = label[1], None
    loose = []
    for block, label in zip(rest[:start], labels[:start], strict=True):
        if label and label[0] not in ("other", "length", "body"):
            record.setdefault(label[0], label[1])
        elif not label and not (has_length and looks_like_label(block)):
            loose.append(block)
    record |= {name: value for name, value in _titles(loose).items() if name not in record}
    end = next(
        (n for n in range(start, len(rest)) if (found := labels[n]) and found[0] not in ("title", "chapo")), len(rest)
    )
    record["body"] = "\n\n".join(block for block in rest[start:end] if not _RIGHTS.match(block))
    for label in labels[end:]:
        if label and label[0] in ("lang", "url", "section", "authors"):
            record.setdefault(*label)
    return _tidy(record)


def _header(blocks: Sequence[str]) -> tuple[int, dict[str, str]]:
    """Where the header ends, and the source and the date in it."""
    names: list[str] = []
    for n, block in enumerate(blocks[:_HEADER]):
        for line in block.split("\n"):
            day = day_in(line)
            year = _YEAR.fullmatch(line) if names and not day else None
            if (day and day.start <= 2) or year:
                date = moment_in(block) if day else year[1] if year else ""
                return n + 1, {"source": names[0] if names else "", "published": date}
            if not _RIGHTS.match(line):
                names.append(line)
    source = next((block for block in blocks[:1] if not _RIGHTS.match(block)), "")
    return min(1, len(blocks)), {"source": source}


def _first_text(blocks: Sequence[str], labels: Sequence[tuple[str, str] | None]) -> tuple[int, bool]:
    """Where the text begins, and whether the number of words stands before it: after that, after "BODY:", or after the
    labels that follow the title."""
    names = [label[0] if label else "" for label in labels]
    for name in ("body", "length"):
        if name in names:
            n = names.index(name) + 1
            while n < len(blocks) and names[n] and names[n] != "other":
                n += 1
            return n, True
    first_label = next((n for n, name in enumerate(names) if name), len(names))
    if first_label == 0 or first_label > 3:
        return min(1, len(blocks)), False
    n = first_label
    while n < len(names) and names[n]:
        n += 1
    return n, False


def _titles(loose: Sequence[str]) -> dict[str, str]:
    """Title, and a byline or a subtitle, of what stands before the text without a label."""
    record = {"title": loose[0]} if loose else {}
    for block in loose[1:]:
        name = "authors" if printed_byline(clean_line(block)) else "chapo"
        record[name] = f"{record[name]}\n\n{block}" if name in record else block
    return record


def uni_record(lines: Sequence[str]) -> dict[str, str]:
    """The fields of a document of Nexis Uni: its paragraphs, from the title on."""
    lines = [line for line in lines if line and not _LINKS.fullmatch(line)]
    body = next((n for n, line in enumerate(lines) if line.lower().rstrip(" :") in _BODY), -1)
    head = lines[: body if body >= 0 else min(_HEADER, len(lines))]
    record = {"title": lines[0]} if lines else {}
    start = body + 1
    for n, line in enumerate(head[1:], 1):
        label = label_of(line, capitals=False)
        day = None if label else day_in(line)
        if label:
            record.setdefault(*label)
        elif day and day.start <= 2 and "published" not in record:
            record["published"] = moment_in(line)
        elif "source" not in record and not _RIGHTS.match(line):
            record["source"] = line
        elif body < 0 and "published" in record and not _RIGHTS.match(line):
            start = n
            break
        start = n + 1 if body < 0 else start
    end = next((n for n in range(start, len(lines)) if _ends_text(lines[n])), len(lines))
    record["body"] = "\n\n".join(lines[start:end])
    for line in lines[end:]:
        if (label := label_of(line, capitals=False)) and label[0] in ("lang", "url", "section"):
            record.setdefault(*label)
    return _tidy(record)


def _ends_text(line: str) -> bool:
    label = label_of(line, capitals=False)
    return line.lower().strip(" :") in _AFTER_BODY or (label is not None and label[0] in ("lang", "length", "other"))


def _tidy(record: dict[str, str]) -> dict[str, str]:
    section, page = section_and_page(record.get("section", ""))
    kept = ("title", "chapo", "body", "published", "authors", "source", "url")
    return {
        **{name: record[name] for name in kept if name in record},
        "title": clean_line(record.get("title", "")),
        "source": clean_line(record.get("source", "").partition("\n")[0]),
        "section": section,
        "page": page,
        "lang": language_code(record.get("lang", "")),
    }

"""E-mail: one message (.eml), or a mailbox of them (.mbox): newsletters, press lists, releases (RFC 5322, 2045, 4155).

The subject is the title, the plain text (else the HTML) the body; what is quoted stays, attachments are left out. A
list (List-Id) is the source of what its members write; else the sender is the source: a newsletter signs as its
newspaper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from index.article import Article, Rejected
from index.readers.clean import clean_line, clean_text, is_wrapped
from index.readers.encoding import RECORD_LIMIT, decode
from index.readers.fields import article_from
from index.readers.markup import markup_text
from index.readers.pieces import joined_lines

NAME = "mail"
SUFFIXES = (".eml", ".mbox", ".mbx")
MEANING = "E-mail: a message, or a mailbox with many; its subject, its sender and its text, without attachments."

_ENVELOPE = re.compile(rb"From \S+.{0,40}\d{2}:\d{2}.{0,30}\d{4}|From - .{0,60}|From \S+@\S+.*")
_HEADER_LINE = re.compile(rb"[!-9;-~]{1,76}:(?: .*|\t.*|)\r?\n?")
_TELLING = (
    b"message-id:",
    b"received:",
    b"mime-version:",
    b"return-path:",
    b"delivered-to:",
    b"x-mailer:",
    b"dkim-signature:",
)
_NEEDED = (b"from:", b"date:")
# A message with its attachments: servers take 25 MB, 35 as base64 writes them.
_LARGEST = RECORD_LIMIT
# A header is read up to this: ten thousand recipients are no longer.
_LONGEST_HEADER = 20_000
_SIGNATURE = re.compile(r"\n-- \n.*\Z", re.DOTALL)
_SURNAME_FIRST = re.compile(r"^([^,]+), ([^,]+)$")
_LIST = re.compile(r"\s*<[^<>]*>\s*$")
_FLOWED_LINE = re.compile(r"(?m)(?<! ) \n(?!\n|-- )(?:>* ?)?")
_PREFIX = re.compile(r"^\s*\[[^\[\]]{1,60}\]\s*")


def sniff(head: bytes) -> bool:
    """Whether a file begins with the headers of a message, an envelope line before them or not."""
    lines = head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 400)
    enveloped = _ENVELOPE.match(lines[0]) is not None
    names = []
    for line in lines[enveloped:]:
        if not line.strip():
            break
        if line[:1] not in b" \t":
            if not _HEADER_LINE.fullmatch(line.rstrip(b"\r") + b"\n"):
                return False
            names.append(line.partition(b":")[0].lower() + b":")
    known = sum(name in _TELLING for name in names)
    return all(name in names for name in _NEEDED) and (known > 0 or (enveloped and b"subject:" in names))


def read(stream: BinaryIO, origin: str, mapping: Mapping[str, str] | None = None) -> Iterator[Article | Rejected]:
    """The messages, one by one; those without text, or longer than 50 MB, are Rejected with their line."""
    for line, data in _messages(stream):
        if data is None:
            yield Rejected(origin, line, "a message longer than 50 MB; cure: take its attachments out")
        elif data.strip():
            yield _article(message_from_bytes(data, policy=policy.compat32), origin, line, mapping)


def _messages(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each message with the line it begins in; None for one that is too long. A line "From …" after an empty line
    begins one (RFC 4155), when the first line of the file is such.
    """
    held: list[bytes] = []
    size, number, start, empty, many = 0, 0, 1, True, False
    while line := stream.readline(RECORD_LIMIT):
        number += 1
        begins = empty and line.startswith(b"From ") and _ENVELOPE.match(line) is not None
        if begins and (many or not size):
            if size:
                yield start, b"".join(held) if size <= _LARGEST else None
            held, size, start, many = [], 0, number, True
        else:
            size += len(line)
            if size <= _LARGEST:
                held.append(line[1:] if many and re.match(rb">+From ", line) else line)
        empty = not line.strip()
    if size:
        yield start, b"".join(held) if size <= _LARGEST else None


def _article(message: Message, origin: str, line: int, mapping: Mapping[str, str] | None) -> Article | Rejected:
    subject = _header(message, "Subject")
    body = _body(message)
    if not body:
        reason = (
            f'no text in the message "{subject[:80]}"; cure: its article may be an attachment: save it and read that'
        )
        return Rejected(origin, line, reason)
    name, address = _from(message)
    of_list = clean_line(_LIST.sub("", _header(message, "List-Id")).strip('"'))
    sender = clean_line(name.strip("\"'")) or address.partition("@")[2]
    record = {
        "id": _header(message, "Message-ID").strip("<> "),
        "title": _PREFIX.sub("", subject) if of_list else subject,
        "body": body,
        "published": _date(_header(message, "Date")),
        "source": of_list or sender,
        "authors": _SURNAME_FIRST.sub(r"\2 \1", sender) if of_list else "",
        "url": _header(message, "Archived-At").strip("<> "),
        "lang": _header(message, "Content-Language").partition(",")[0],
    }
    others = {name: _header(message, name) for name in mapping or {}}
    return article_from({**record, **others}, origin, line, mapping, plain=True)


def _from(message: Message) -> tuple[str, str]:
    """The sender's name and address; nothing of comments within comments within comments."""
    try:
        return parseaddr(_header(message, "From"))
    except RecursionError:
        return "", ""


def _date(text: str) -> str:
    """A date of RFC 5322 as ISO 8601; any other as it stands, for the reader of dates to judge."""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError, RecursionError):
        return text


def _header(message: Message, name: str) -> str:
    """A header on one line, its encoded words (RFC 2047) read, and raw bytes, which are forbidden and frequent."""
    found = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    raw = str(found)[:_LONGEST_HEADER]
    if not raw.isascii():
        raw = decode(raw.encode("utf-8", "surrogateescape"))
    try:
        text = str(make_header(decode_header(raw)))
    except (ValueError, LookupError, MessageError):  # an unknown character set, broken base64
        text = raw
    return clean_line(re.sub(r"\r?\n[ \t]+", " ", text))


def _body(message: Message) -> str:
    """The text of a message: its first plain text, else its first HTML; that of attachments is none."""
    plain = markup = ""
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if kind == "text/plain" and not plain.strip():
            plain = _plain(part)
        elif kind == "text/html" and not markup.strip():
            markup = markup_text(_decoded(part))
    return clean_text(plain) or clean_text(markup)


def _plain(part: Message) -> str:
    """A plain text, its lines joined where the program that sent it had broken them (RFC 3676, or a width)."""
    text = _SIGNATURE.sub("", _decoded(part).replace("\r\n", "\n"))
    if str(part.get_param("format", "")).lower() == "flowed":
        return _FLOWED_LINE.sub(" ", text)
    lines = [line for line in text.split("\n") if line.strip()]
    return joined_lines(text) if is_wrapped(lines) else text


def _decoded(part: Message) -> str:
    """The text of a part in the character set it declares, else in the one that its bytes show."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        declared = str(part.get_content_charset() or "")
        return data.decode(declared) if declared else decode(data)
    except (LookupError, ValueError):
        return decode(data)

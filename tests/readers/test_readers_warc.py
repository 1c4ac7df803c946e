"""Web crawls: the pages in them and nothing else, however they were sent, whatever is damaged."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Rejected
from index.readers import read_sources, warc
from index.readers.http_message import answer
from index.readers.warc_records import Record, records

SAMPLES = Path(__file__).parent / "samples" / "warc"
TEXT = "Les digues, relevées l’an dernier, ont tenu partout, a annoncé la préfecture dans un long communiqué."
PAGE = (
    f"<html><head>META<title>La crue</title></head><body><h1>La crue</h1><p>{TEXT}</p><p>{TEXT} Bis.</p></body></html>"
)


def record(block: bytes, kind: str = "response", uri: str = "https://echo.example/a") -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def http(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", "")).encode() + body


def chunked(body: bytes, size: int = 100) -> bytes:
    parts = (body[n : n + size] for n in range(0, len(body), size))
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def read(data: bytes) -> list[Article | Rejected]:
    return list(warc.read(io.BytesIO(data), "a.warc", None))


def page(data: bytes) -> Article:
    (found,) = read(data)
    assert isinstance(found, Article), found
    return found


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


UTF8 = PAGE.replace("META", '<meta charset="utf-8">').encode()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (UTF8, ()),
        (chunked(UTF8), ("Transfer-Encoding: chunked",)),
        (gzip.compress(UTF8), ("Content-Encoding: gzip",)),
        (gzip.compress(UTF8), ("Content-Encoding: X-GZIP",)),
        (zlib.compress(UTF8), ("Content-Encoding: deflate",)),
        (bare(UTF8), ("Content-Encoding: deflate",)),
        (chunked(gzip.compress(UTF8)), ("Content-Encoding: gzip", "Transfer-Encoding: chunked")),
        (gzip.compress(zlib.compress(UTF8)), ("Content-Encoding: deflate, gzip",)),
        # Headers of an answer that the crawler has put in order already.
        (UTF8, ("Content-Encoding: gzip", "Transfer-Encoding: chunked")),
        (UTF8, ("Content-Encoding: br",)),
        (UTF8, ("Content-Encoding: deflate",)),
        (UTF8, ("Content-Encoding: identity", "Content-Length: 12")),
    ],
)
def test_a_page_however_it_was_sent(body: bytes, headers: tuple[str, ...]) -> None:
    assert page(record(http(body, *headers))).body == f"{TEXT}\n\n{TEXT} Bis."


@pytest.mark.parametrize(("packed", "header"), [("brotli", "br"), ("zstandard", "zstd")])
def test_a_page_that_needs_a_package(packed: str, header: str) -> None:
    module = pytest.importorskip(packed)
    body = module.compress(UTF8)
    assert page(record(http(body, f"Content-Encoding: {header}"))).body == f"{TEXT}\n\n{TEXT} Bis."


@pytest.mark.parametrize(
    ("kind", "meta"),
    [
        ("text/html; charset=windows-1252", ""),
        ('text/html;charset="ISO-8859-1"', ""),
        ("text/html", '<meta charset="windows-1252">'),
        ("text/html; charset=utf-8", '<meta charset="windows-1252">'),
        ("text/html; charset=zut", ""),
    ],
)
def test_the_servers_charset_counts_where_the_page_says_none(kind: str, meta: str) -> None:
    body = PAGE.replace("META", meta).encode("cp1252")
    assert page(record(http(body, kind=kind))).body.startswith(TEXT)


def test_a_charset_that_only_the_server_tells() -> None:
    body = PAGE.replace("META", "").replace("relevées", "relevées ½¾").encode("utf-16-le")
    assert "½¾" in page(record(http(body, kind="text/html; charset=utf-16le"))).body


def test_the_address_is_the_pages_own_else_where_it_was_fetched() -> None:
    assert page(record(http(UTF8), uri="https://www.echo.example/2024/04/12/crue")).url.endswith("/crue")
    found = page(record(http(UTF8), uri="<https://www.echo.example/2024/04/12/crue>"))
    assert (found.source, found.published, found.published_from) == ("echo.example", "2024-04-12", "url")
    own = UTF8.replace(b"<title>", b'<link rel="canonical" href="https://echo.example/une"><title>')
    assert page(record(http(own))).url == "https://echo.example/une"


def test_the_day_of_the_crawl_is_no_date() -> None:
    (found,) = warc.read(io.BytesIO(record(http(UTF8))), "crawl-20240506.warc", None)
    assert isinstance(found, Article)
    assert found.published == ""


def test_what_is_no_page_passes() -> None:
    others = [
        record(b"software: essai", "warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(http(b"", status="304 Not Modified"), "revisit"),
        record(http(UTF8, status="404 Not Found")),
        record(http(UTF8, status="301 Moved")),
        record(http(b"body { }", kind="text/css")),
        record(http(UTF8), uri="https://echo.example/robots.txt"),
        record(http(UTF8), uri="dns:echo.example"),
        record(b"fetchTimeMs: 3", "metadata"),
    ]
    assert isinstance(page(b"".join(others) + record(http(UTF8))), Article)
    (nothing,) = read(b"".join(others))
    assert isinstance(nothing, Rejected)
    assert "1 × status 404" in nothing.reason


def test_a_page_kept_as_a_resource() -> None:
    data = record(UTF8, "resource").replace(b"Content-Length", b"Content-Type: text/html\r\nContent-Length")
    assert page(data).body.startswith(TEXT)


def test_a_damaged_record_costs_that_record() -> None:
    good = record(http(UTF8))
    found = read(
        good + b"du bruit\r\nencore\r\n" + good + good.replace(b"Content-Length: ", b"Content-Length: x") + good
    )
    assert [type(each) for each in found] == [Article, Rejected, Article, Rejected, Article]
    assert [each.origin for each in found if isinstance(each, Article)] == ["a.warc:1", "a.warc:3", "a.warc:5"]


def test_a_file_cut_short_keeps_what_came_before() -> None:
    good = record(http(UTF8))
    first, last = read(good + good[:-200])
    assert isinstance(first, Article)
    assert isinstance(last, Rejected)
    assert (last.line, "not whole" in last.reason) == (2, True)


def test_damaged_content_is_told() -> None:
    (found,) = read(record(http(gzip.compress(UTF8)[:-60], "Content-Encoding: gzip")[:-1] + b"\x00"))
    assert isinstance(found, Article | Rejected)
    broken = bytearray(gzip.compress(UTF8))
    broken[60] ^= 0xFF
    (found,) = read(record(http(bytes(broken), "Content-Encoding: gzip")))
    assert isinstance(found, Rejected)


def test_content_that_grows_without_end_is_refused() -> None:
    bomb = gzip.compress(b"<html>" + b" " * 60_000_000)
    (found,) = read(record(http(bomb, "Content-Encoding: gzip")))
    assert isinstance(found, Rejected)
    assert "50 MB" in found.reason


@given(st.binary(max_size=2000))
def test_any_answer_gives_one_or_none(data: bytes) -> None:
    answer(data)
    answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: deflate\r\n\r\n" + data)
    assert all(each.number > 0 for each in records(io.BytesIO(data)))


@given(st.binary(max_size=500), st.integers(1, 60))
def test_chunks_are_put_together(body: bytes, size: int) -> None:
    found = answer(http(chunked(body, size), "Transfer-Encoding: chunked"))
    assert found is not None
    assert found.body == body


def test_records_are_numbered_and_whole() -> None:
    found = list(records(io.BytesIO(record(b"un") + record(b"deux"))))
    assert [(r.number, r.block) for r in found if isinstance(r, Record)] == [(1, b"un"), (2, b"deux")]


def test_of_a_wacz_the_crawls_are_read_and_nothing_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "moisson.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", gzip.compress(record(http(UTF8))))
        archive.writestr(
            "pages/pages.jsonl",
            '{"format": "json-pages-1.0"}\n{"url": "https://echo.example/b", "title": "Une page"}\n',
        )
        archive.writestr("datapackage.json", '{"title": "Une moisson", "resources": []}')
    (found,) = read_sources([tmp_path / "moisson.wacz"])
    assert isinstance(found, Article)
    assert found.title == "La crue"


def test_samples() -> None:
    found = list(read_sources([SAMPLES / "moisson-20240506.warc.gz", SAMPLES / "ancien.arc"]))
    assert all(isinstance(each, Article) for each in found)
    assert [each.title for each in found if isinstance(each, Article)] == [
        "Le viaduc rouvre aux trains",
        "La crue d'avril a épargné la vallée",
        "Le viaduc rouvre aux trains",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("example.warc", "Example Domain"),
        ("example.warc.gz", "Example Domain"),
        ("example-bad-non-chunked.warc.gz", "Example Domain"),
        ("example.arc.gz", "Example Domain"),
        ("example-digest.warc", "no web page in this crawl; it has 4 × request"),
    ],
)
@pytest.mark.corpus
def test_real_crawls(shared_data: Path, name: str, expected: str) -> None:
    (found,) = read_sources([shared_data / "formats" / "warc" / name])
    assert (found.reason if isinstance(found, Rejected) else found.title) == expected


@pytest.mark.corpus
def test_real_news(shared_data: Path) -> None:
    found = list(read_sources([shared_data / "formats" / "warc" / "fr_news_5pages.warc.gz"]))
    told = [(a.source, a.day, a.title[:25], a.url.startswith("https://")) for a in found if isinstance(a, Article)]
    assert told == [
        ("euronews", "2024-04-30", "Comment les efforts europ", True),
        ("euronews", "2026-01-06", '"Just Coup It" : le survê', True),
        ("Le Figaro", "2024-11-22", "Guerre en Ukraine\u00a0: la Ru", True),
        ("Le Monde.fr", "2023-08-30", "Sophie Binet met en garde", True),
        ("Les Echos", "2024-07-18", "Europe\u00a0: les ventes de vo", True),
    ]
    assert all(len(a.body) > 1000 for a in found if isinstance(a, Article))

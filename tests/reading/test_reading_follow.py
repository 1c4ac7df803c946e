"""Feeds, alerts and first-seen dates: nothing new is missed, nothing old comes again, whatever happens to the index."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from flask.testing import FlaskClient
from lxml import etree

from index import manifest, rim
from index.article import Article
from index.seen import FirstSeen, keys_of
from index.settings import Settings
from index.verify import verify_index
from index.whoosh_index import latest_generation
from index.whoosh_writer import add_to_index, build_index, remove_from_index
from search.engine import WhooshSearcher
from search.reading.arrivals import Arrivals
from search.request import SearchRequest
from search.watch import request_of
from search.watch_cli import watch
from tests.web.newsdesk import ARTICLES
from web import create_app

ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/elements/1.1/"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
OLD, NEW = ARTICLES[:30], ARTICLES[30:]


def built(folder: Path, articles: Sequence[Article]) -> None:
    build_index(folder, articles, ("newsdesk",), 1, lambda _: None)


def added(folder: Path, articles: Sequence[Article]) -> None:
    add_to_index(folder, articles, ("newsdesk",), lambda _: None)


def dates(folder: Path) -> dict[str, int]:
    found = WhooshSearcher(folder).ask(Arrivals(SearchRequest(), 1000))
    return {arrival.article.id: arrival.second for arrival in found.arrivals}


@pytest.fixture
def grown(tmp_path):
    """An index that has met ``OLD`` first, then ``NEW``."""
    folder = tmp_path / "index"
    built(folder, OLD)
    added(folder, NEW)
    return folder


# --- first seen


def test_dates_stay_when_articles_come_go_and_come_back(grown):
    before = dates(grown)
    old, new = {before[a.id] for a in OLD}, {before[a.id] for a in NEW}
    assert len(old) == len(new) == 1
    assert max(old) < min(new)
    built(grown, ARTICLES)
    assert dates(grown) == before
    remove_from_index(grown, [OLD[0].id])
    assert OLD[0].id not in dates(grown)
    added(grown, [OLD[0], replace(NEW[0], body="Un autre texte."), replace(OLD[1], id="neuf")])
    after = dates(grown)
    assert {i: after[i] for i in before} == before
    assert after["neuf"] > max(before.values())
    assert verify_index(grown).problems == ()


def test_dates_are_no_part_of_the_version(grown):
    made = manifest.read(grown, latest_generation(grown))
    assert made.seen in made.files
    assert replace(made, files={**made.files, made.seen: "another"}).version == made.version
    (segment, *_) = made.segments
    assert replace(made, files={**made.files, segment.file: "another"}).version != made.version


def test_an_index_that_kept_no_dates_has_those_of_its_publication(grown):
    generation = latest_generation(grown)
    made = manifest.read(grown, generation)
    (grown / made.seen).unlink()
    files = {name: checksum for name, checksum in made.files.items() if name != made.seen}
    manifest.write(
        manifest.path_of(grown, generation), replace(made, seen="", files=files, built_at="2020-02-02T02:02:02+00:00")
    )
    assert set(dates(grown).values()) == {1_580_608_922}
    added(grown, [replace(OLD[1], id="neuf")])
    assert {i for i, second in dates(grown).items() if second > 1_580_608_922} == {"neuf"}


def test_a_lost_file_is_found_and_harms_no_search(grown):
    (grown / manifest.read(grown, latest_generation(grown)).seen).unlink()
    assert WhooshSearcher(grown).search(SearchRequest()).total == len(ARTICLES)
    assert any(".seen: missing" in problem for problem in verify_index(grown).problems)


def test_tables_of_dates_are_joined_by_key():
    first = FirstSeen(np.empty(0, np.uint64), np.empty(0, np.int64)).joined(keys_of(["a", "b", "a"]), 5)
    second = first.joined(keys_of(["c", "a"]), 9)
    assert (np.diff(second.keys.astype(object)) > 0).all()
    assert second.of(keys_of(["c", "b", "a", "d"]), 1).tolist() == [9, 5, 5, 1]


# --- feeds


@pytest.fixture
def reader(grown):
    return create_app(Settings(index=grown)).test_client()


def entries(client: FlaskClient, address: str) -> list[Any]:
    """All entries of a feed, page by page."""
    found = []
    while address:
        feed = etree.fromstring(client.get(address).data)
        found += feed.findall("a:entry", ATOM)
        after = feed.xpath("string(a:link[@rel='next']/@href)", namespaces=ATOM)
        parts = urlsplit(after)
        address = f"{parts.path}?{parts.query}" if after else ""
    return found


@pytest.mark.parametrize(
    "asked", ["", "q=brest", "q=lyon&person=H%C3%A9l%C3%A8ne+Marchetti", "place.not=Brest&sort=oldest"]
)
def test_a_feed_has_the_articles_of_the_search_the_last_met_first(reader, grown, asked):
    found = entries(reader, f"/feed.atom?{asked}&per_page=4")
    wanted = {a["id"] for a in map(json.loads, reader.get(f"/api/v1/search.jsonl?{asked}").text.splitlines())}
    ids = [e.findtext("a:id", namespaces=ATOM).rpartition("/")[2] for e in found]
    assert len(ids) == len(set(ids)) == len(wanted)
    assert set(ids) == wanted
    seconds = dates(grown)
    assert [seconds[i] for i in ids] == sorted((seconds[i] for i in ids), reverse=True)
    days = {a.id: a.day for a in ARTICLES}
    newest = [i for i in ids if seconds[i] == max(seconds.values())]
    dated = [days[i] for i in newest if len(days[i]) == 10]
    assert dated == sorted(dated, reverse=True)
    items = reader.get(f"/feed.json?{asked}&per_page=200").json["items"]
    assert [item["id"] for item in items] == [e.findtext("a:id", namespaces=ATOM) for e in found]


def test_atom_has_what_the_standard_wants(reader):
    response = reader.get("/feed.atom?q=brest&per_page=3")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(response.data)
    assert [len(feed.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated", "author")] == [1, 1, 1, 1]
    assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == ["http://localhost/feed.atom?q=brest&per_page=3"]
    assert feed.findtext("a:title", namespaces=ATOM) == "Kiosque : brest"
    for entry in feed.findall("a:entry", ATOM):
        assert [
            len(entry.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated", "published", "summary")
        ] == [1] * 5
        assert len(entry.xpath("a:link[@rel='alternate'][@type='text/html']", namespaces=ATOM)) == 1
        assert TIME.fullmatch(entry.findtext("a:updated", namespaces=ATOM))
        assert re.fullmatch(r"tag:localhost,2026:article/a\d\d", entry.findtext("a:id", namespaces=ATOM))
        assert len(entry.findtext("dc:date", namespaces=ATOM)) in (4, 10)


def test_ids_and_dates_survive_re_indexing_and_equal_searches_are_one_feed(reader, grown):
    def told(address: str) -> list[list[str]]:
        feed = etree.fromstring(reader.get(address).data)
        names = ("a:id", "a:updated", "a:entry/a:id", "a:entry/a:updated")
        return [[found.text for found in feed.findall(name, ATOM)] for name in names]

    before = told("/feed.atom?q=brest&place=Brest&place=Lyon")
    built(grown, ARTICLES)
    fresh = create_app(Settings(index=grown)).test_client()
    reader = fresh
    assert told("/feed.atom?q=brest&place=Brest&place=Lyon") == before
    assert told("/feed.atom?place=Lyon&sort=newest&place=Brest&q=brest") == before


def test_a_feed_is_in_french_for_everybody_and_confirmed_by_its_tag(reader):
    first = reader.get("/feed.atom?q=brest&place=Lyon", headers={"Accept-Language": "en"})
    assert "brest, Lieu" in first.text
    assert (
        reader.get("/feed.atom?q=brest&place=Lyon", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    )
    assert reader.get("/feed.atom?truc=1").status_code == 400


def test_hostile_articles_leave_a_feed_whole(tmp_path):
    wild = "]]><script>\x01\ud800&amp;\"'"
    article = Article(
        id=f"{wild}/é",
        title=wild,
        body=wild,
        source=wild,
        section=wild,
        authors=(wild,),
        url=f"https://x.example/{wild} a",
    )
    built(tmp_path, [article])
    client = create_app(Settings(index=tmp_path, site_name=wild)).test_client()
    feed = etree.fromstring(client.get("/feed.atom", headers={"Host": "evil<.example"}).data)
    assert feed.findtext("a:id", namespaces=ATOM).startswith("tag:localhost,2026:")
    assert len(feed.findall("a:entry", ATOM)) == 1
    assert json.loads(client.get("/feed.json").text)["items"][0]["_kiosque"]["source"]


def test_pages_of_results_name_their_feeds(reader):
    page = etree.HTML(reader.get("/?q=brest&place=Brest&page=2&sort=newest").text)
    links = page.xpath("//link[@rel='alternate'][contains(@type, 'feed') or contains(@type, 'atom')]/@href")
    assert links == ["/feed.atom?q=brest&place=Brest", "/feed.json?q=brest&place=Brest"]
    assert set(links) <= set(page.xpath("//details//a/@href"))


# --- watch


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("titre:climat -sport", [("q", "titre:climat -sport")]),
        ("=marché", [("q", "=marché")]),
        ("a=b", [("q", "a=b")]),
        ("q=gr%C3%A8ve&place=Lyon&page=3&sort=newest", [("q", "grève"), ("place", "Lyon")]),
        ("?place=Lyon", [("place", "Lyon")]),
        ("/feed.atom?q=a", [("q", "a")]),
        ("https://k.example/api/v1/search?q=a&facet=none", [("q", "a")]),
    ],
)
def test_lines_are_queries_or_addresses(line, pairs):
    assert request_of(line) == SearchRequest.from_pairs(pairs)


class Watcher:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
        self.index, self.capsys = folder / "index", capsys
        self.file = folder / "veille.txt"
        self.file.write_text(text, encoding="utf-8")

    def __call__(self, *options: str) -> tuple[int, str, str]:
        code = rim.run(watch, "watch", [str(self.file), "--index", str(self.index), *options])
        out, err = self.capsys.readouterr()
        return code, out, err


@pytest.fixture
def watcher(tmp_path, capsys):
    built(tmp_path / "index", OLD)
    return Watcher(tmp_path, capsys, "# Le port\nlyon\n\nq=marseille&place=Marseille\n")


def test_first_how_many_then_nothing_then_what_is_new(watcher):
    total = WhooshSearcher(watcher.index).search(SearchRequest(q="lyon")).total
    code, out, err = watcher()
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"Le port: {total} articles so far"
    assert len(out.splitlines()) == 2
    assert watcher() == (0, "", "")
    added(watcher.index, NEW)
    fresh = WhooshSearcher(watcher.index).search(SearchRequest(q="lyon")).total - total
    code, out, _ = watcher()
    assert out.splitlines()[0] == f"Le port: {fresh} new"
    assert "Un festival de polar fête ses vingt ans (2024-03-21, Le Courrier du Rhône)" in out
    assert watcher() == (0, "", "")
    built(watcher.index, ARTICLES)
    assert watcher() == (0, "", "")


def test_json_all_and_most(watcher):
    told = [json.loads(line) for line in watcher("--json", "--all", "--most", "3")[1].splitlines()]
    assert [(one["line"], one["first"], one["new"], len(one["articles"])) for one in told] == [
        (2, True, 0, 3),
        (4, True, 0, 3),
    ]
    added(watcher.index, NEW)
    (port, _) = (json.loads(line) for line in watcher("--json")[1].splitlines())
    assert {a["id"] for a in port["articles"]} <= {a.id for a in NEW}
    assert port["new"] == len(port["articles"])


def test_a_bad_line_does_not_stop_the_others_and_new_lines_begin(watcher):
    watcher.file.write_text("brest\n?truc=1\nlyon\n", encoding="utf-8")
    code, out, err = watcher()
    assert code == 3
    assert [line.partition(":")[0] for line in out.splitlines()] == ["brest", "lyon"]
    assert f"{watcher.file}:2: truc" in err
    watcher.file.write_text("lyon\nbrest\nmarseille\n", encoding="utf-8")
    assert [line.partition(":")[0] for line in watcher()[1].splitlines()] == ["marseille"]


def test_what_was_not_printed_is_news_the_next_time(watcher, monkeypatch):
    watcher()
    added(watcher.index, NEW)

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("search.watch_cli._print", broken)
        assert watcher()[0] == 1
    assert "new" in watcher()[1]


def test_a_strange_state_is_an_error_and_kept(watcher):
    state = watcher.file.with_name("veille.txt.state")
    state.write_text("[]")
    code, out, err = watcher()
    assert (code, out) == (1, "")
    assert "--state" in err
    assert state.read_text() == "[]"
    shutil.rmtree(watcher.index)
    state.unlink()
    assert watcher()[0] == 1

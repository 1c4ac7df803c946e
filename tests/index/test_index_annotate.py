"""JSON Lines in, the same with persons, places and dates out."""

from __future__ import annotations

import io
import json
from typing import Any

from index.annotate import annotate_stream


def run(*lines: str | bytes) -> tuple[tuple[int, int], list[dict[str, Any]]]:
    out = io.StringIO()
    counts = annotate_stream(lines, out)
    return counts, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_record_comes_back_with_what_was_found_and_all_its_keys():
    record = {"id": 7, "title": "À Paris", "body": "M. Blanc\u00a0y était hier.", "published": "2020-01-02", "x": [1]}
    counts, (found,) = run(json.dumps(record))
    assert counts == (1, 0)
    assert {k: found[k] for k in record} == record
    assert found["persons"] == [
        {"value": "Blanc", "mentions": [{"field": "body", "start": 3, "end": 8, "text": "Blanc"}], "titles": []}
    ]
    assert found["dates"] == [
        {
            "value": "2020-01-01",
            "precision": "day",
            "mentions": [{"field": "body", "start": 17, "end": 21, "text": "hier"}],
        }
    ]
    place = found["places"][0]
    assert len(found["places"]) == 1
    assert place["value"] == "Paris"
    assert place["mentions"] == [{"field": "title", "start": 2, "end": 7, "text": "Paris"}]
    assert set(place) == {"value", "mentions", "kind", "country", "lat", "lon", "path"}


def test_a_bad_line_is_counted_and_named_and_the_rest_goes_on(capsys):
    lines = ("{", "[1]", '{"body": 3}', '{"id": "empty"}', "", '{"body": "ok", "published": null}', b'{"body": "\xff"}')
    counts, done = run(*lines)
    assert counts == (1, 5)
    assert done[0]["body"] == "ok"
    reported = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in reported] == ["line 1", "line 2", "line 3", "line 4", "line 7"]


def test_persons_and_places_that_a_record_brings_are_kept_and_located():
    record = {"body": "Paul Durand et Zoé Blanc sont à Lyon.", "persons": ["Zoé Blanc"], "places": []}
    _, (found,) = run(json.dumps(record))
    assert found["persons"] == [
        {
            "value": "Zoé Blanc",
            "mentions": [{"field": "body", "start": 15, "end": 24, "text": "Zoé Blanc"}],
            "titles": [],
        }
    ]
    assert [p["value"] for p in found["places"]] == ["Lyon"], "an empty list has yet to be filled"
    again = run(json.dumps(found))[1]
    assert again == [found], "what is annotated comes back the same"


def test_an_unusable_publication_date_dates_nothing():
    _, (found,) = run(json.dumps({"body": "Il est venu hier, le 3 mai 2019.", "published": "bientôt"}))
    assert [d["value"] for d in found["dates"]] == ["2019-05-03"]

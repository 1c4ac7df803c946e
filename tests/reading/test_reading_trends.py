"""Searches over time agree with a naive recount, and with the number of results."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter

import pytest

LENGTH = {"day": 10, "month": 7, "year": 4}


def period(day: str, by: str) -> str:
    if by != "week":
        return day[: LENGTH[by]]
    date = dt.date.fromisoformat(day)
    return (date - dt.timedelta(days=date.weekday())).isoformat()


@pytest.mark.parametrize("by", ["day", "week", "month", "year"])
@pytest.mark.parametrize("query", ["q=le", "q=lyon&date.from=2015&date.to=2016", "q=introuvable", ""])
def test_counts_are_those_of_the_articles(site, by, query):
    found = site.get(f"/api/v1/trends?{query}&by={by}").json
    lines = site.get(f"/api/v1/search.jsonl?{query}").text.splitlines()
    days = [json.loads(line)["published"][:10] for line in lines]
    expected = Counter(period(day, by) for day in days if len(day) >= LENGTH.get(by, 10))
    (series,) = found["series"]
    assert {p: c for p, c in zip(found["periods"], series["counts"], strict=True) if c} == dict(expected)
    assert sum(series["counts"]) + series["undated"] == series["total"] == len(lines)
    for count, articles, share in zip(
        series["counts"], found["articles"], series["per_thousand_articles"], strict=True
    ):
        assert count <= articles
        assert share == (round(1000 * count / articles, 3) if articles else 0)


def test_several_searches_stand_side_by_side_under_the_same_filters(site):
    found = site.get("/api/v1/trends?q=le&vs=la&vs=les&by=year&date.to=2016").json
    assert [series["q"] for series in found["series"]] == ["le", "la", "les"]
    assert max(found["periods"]) <= "2016"
    table = list(csv.reader(io.StringIO(site.get("/api/v1/trends.csv?q=le&vs=la&by=year").text)))
    assert table[0] == [
        "period",
        "articles",
        "words",
        "le",
        "le ‰ articles",
        "le ‰ words",
        "la",
        "la ‰ articles",
        "la ‰ words",
    ]


def test_the_page_links_each_period_to_its_articles(site):
    page = site.get("/trends?q=le&by=year").text
    assert 'aria-current="page">Dans le temps</a>' in page
    assert "date.from=2015&amp;date.to=2015" in page
    assert site.get("/trends?by=siècle").status_code == 400

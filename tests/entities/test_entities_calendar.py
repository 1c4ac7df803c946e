"""ISO prefixes, intervals and years that are not said."""

from __future__ import annotations

import datetime as dt

import pytest

from index.entities.calendar import first_day, has_year, iso_prefix, last_day, parse_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2023", True), ("2023-09-13", True), ("1939/1945", True), ("XXXX-09-13", False), ("XXXX-07", False)],
)
def test_has_year(value, expected):
    assert has_year(value) is expected


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("1939/1945-05", dt.date(1939, 1, 1), dt.date(1945, 5, 31)),
    ],
)
def test_bounds(value, first, last):
    assert (first_day(value), last_day(value)) == (first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mars 2017", "2017-03"),
        ("13/09/2023", "2023-09-13"),
        ("1er août 2020", "2020-08-01"),
        ("August 1, 2020", "2020-08-01"),
        ("30/02/2020", None),
        ("bientôt", None),
    ],
)
def test_parse_date(text, expected):
    assert parse_date(text) == expected


def test_there_is_no_thirtieth_of_february():
    assert iso_prefix(2023, 2, 30) is None

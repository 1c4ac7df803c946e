"""Dates as press databases print them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.printed_dates import day_in, moment_in, plainly
from index.readers.times import published


@pytest.mark.parametrize(
    "text",
    [
        "mardi 14 mars 2006", "Mardi 14 Mars 2006", "14 mars 2006 mardi", "Lundi, 14 mars 2006", "mars 14 2006", "14 March 2006",
        "March 14, 2006", "March 14, 2006 Tuesday", "Tuesday, March 14, 2006", "March 14, 2006, Tuesday, Late Edition",
        "14. März 2006", "Dienstag, 14.März 2006", "martes, 14 de marzo de 2006", "14 marzo 2006", "14 maart 2006",
        "14 de março de 2006",
    ],
)  # fmt: skip
def test_days_in_the_languages_of_the_interfaces(text: str) -> None:
    assert published(text) == "2006-03-14"
    assert moment_in(f"Une, {text}, p. 3") == "2006-03-14"


@pytest.mark.parametrize(
    "text",
    [
        "31 février 2010",
        "30. Februar 2010",
        "February 30th, 2010",
        "30th February 2010",
        "lundi",
        "mars",
        "le 14 mars",
        "Page 3, colonne 2",
        "2006",
        "Ve siècle",
    ],
)
def test_no_day_is_guessed(text: str) -> None:
    assert day_in(text) is None


@pytest.mark.parametrize("text", ["31 février 2010", "Montag", "Freitag, 31. Februar 2010", "quartz 2010"])
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="unreadable"):
        published(text)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("lundi 16 octobre 2023 - 16:55:20 -0000 1017 mots", "2023-10-16T16:55:20+00:00"),
        ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01T09:20:00+00:00"),
        ("July 1, 2019 Monday 12:05 AM GMT", "2019-07-01T00:05:00+00:00"),
        ("July 1, 2019 Monday 12:05 PM GMT", "2019-07-01T12:05:00+00:00"),
        ("10 décembre 2019 mardi 3:00 AM GMT", "2019-12-10T03:00:00+00:00"),
        ("16 octobre 2023 10:12 UTC +02:00", "2023-10-16T10:12:00+02:00"),
        ("16 octobre 2023 10:12 +0530", "2023-10-16T10:12:00+05:30"),
        ("16 octobre 2023 à 10h12", "2023-10-16"),
        ("July 1, 2019 9:20 AM EST", "2019-07-01"),
        ("16 octobre 2023 25:12 UTC", "2023-10-16"),
        ("octobre 2023 10:12 UTC", "2023-10"),
    ],
)  # fmt: skip
def test_a_time_counts_where_its_offset_is_said(text: str, moment: str) -> None:
    assert moment_in(text) == moment


@pytest.mark.parametrize("text", ["2023 10 16T16:55:20", "2023 10 16", "2023/10/16", "2023.10.16"])
def test_dates_of_tables_made_of_exports(text: str) -> None:
    assert published(text) == "2023-10-16"


def test_where_the_day_stands() -> None:
    line = "Communication, mardi 14 mars 2006, p. 16"
    day = day_in(line)
    assert day is not None
    assert line[day.start : day.end] == "mardi 14 mars 2006"


@given(st.text(max_size=80))
def test_any_line_is_read(line: str) -> None:
    day = day_in(line)
    assert day is None or (0 <= day.start < day.end <= len(line) and day.iso[:4].isdigit())
    plainly(line)
    moment_in(line)


@given(st.dates(min_value=dt.date(1800, 1, 1)))
def test_every_day_is_found(day: dt.date) -> None:
    months = (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    )
    found = day_in(f"Monde, {day.day} {months[day.month - 1]} {day.year}, p. 2")
    assert found is not None
    assert found.iso == day.isoformat()

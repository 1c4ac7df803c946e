"""The map: where the articles of a search take place, as circles on a sheet and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response

from search.reading.places_map import LEVELS, Level, MapAnswer, PlacesMap, Row
from search.request import Parameter, SearchRequest
from web import downloads, engine, links
from web.language import t
from web.maps.drawing import MOST, Circle, Drawing, chosen_name, draw
from web.maps.sheets import FRANCE, Sheet, sheets
from web.openapi_schemas import COUNT, LINK, STRING, closed, many, one_of, said
from web.operation import CSV, EXPORT_OPTIONS, JSON, Operation
from web.parameters import Values
from web.views import rendering
from web.views.view import View, as_json

_AUTO = "auto"
_KINDS = frozenset(
    [
        "city",
        "continent",
        "country",
        "department",
        "district",
        "fiction",
        "island",
        "mountain",
        "region",
        "river",
        "road",
        "sea",
        "site",
    ]
) | {""}
_MOST_ROWS, _USUAL_ROWS = 1_000, 100
# A page is to weigh 100 kB at most: so many bytes for circles and for rows, each with an address as long as the search.
_CIRCLE_BYTES, _ROW_BYTES = 42_000, 36_000
_CIRCLE, _ROW = 150, 210
# Half of the other addresses of a page; and what is shown all the same.
_OTHERS, _LEAST = 15, 5

_BY = Parameter(
    "by",
    "choice",
    "the places as they are named, or communes, French departments, French regions, states with all that lies in them",
    "place",
    LEVELS,
)
_REGION = Parameter(
    "region", "choice", "the sheet of the map; auto: where most of the articles are", _AUTO, (_AUTO, *sheets())
)
_OWN = (
    _BY,
    _REGION,
    Parameter("start", "integer", "the first place listed, from 1, most articles first", "1", (), 1, 1_000_000),
    Parameter("limit", "integer", "how many places are listed", str(_USUAL_ROWS), (), 1, _MOST_ROWS),
)
OPERATIONS = (
    Operation(
        "map",
        "/api/v1/map",
        "The places of a search with their positions and numbers of articles, as they are or rolled up.",
        ((JSON, "Map"),),
        _OWN,
        search=True,
    ),
    Operation(
        "map_csv",
        "/api/v1/map.csv",
        "All the places of a search as a table, a place a row.",
        ((CSV, "Table"),),
        (_BY, *EXPORT_OPTIONS),
        search=True,
    ),
)


def _asked(wanted: SearchRequest, own: Values) -> PlacesMap:
    level: Level = next(level for level in LEVELS if level == own["by"])
    return PlacesMap(wanted, level)


def narrowed(asked: PlacesMap, value: str) -> SearchRequest:
    """The search for the articles counted beside a value: exactly those."""
    wanted = asked.asked.with_within(asked.asked.within or asked.level != "place")
    others = wanted.values("place", "any")
    if value in others:
        for other in others:
            wanted = wanted.without_filter("place", other)
        others = ()
    # Beside others, "place=" would add articles instead of choosing among them.
    return wanted.with_filter("place", value, "all" if others else "any")


def answer(wanted: SearchRequest, own: Values) -> Response:
    """For programs."""
    asked = _asked(wanted, own)
    found = engine.searcher().ask(asked)
    first = int(own["start"]) - 1
    return as_json(
        {
            "by": found.level,
            "region": chosen_name(found.rows, found.level, own["region"]),
            "total": found.total,
            "without": found.without,
            "places": len(found.rows),
            "rows": [_row(asked, row) for row in found.rows[first : first + int(own["limit"])]],
        }
    )


def _row(asked: PlacesMap, row: Row) -> dict[str, object]:
    place = row.place
    return {
        "place": row.value,
        "count": row.count,
        "kind": place.kind,
        "country": place.country,
        "path": list(place.path),
        "lat": place.lat,
        "lon": place.lon,
        "position_of": place.by or (row.value if place.lat is not None else ""),
        "also": [list(path) for path in place.also],
        "url": links.api("search", narrowed(asked, row.value)),
    }


def table(wanted: SearchRequest, own: Values) -> Response:
    """For spreadsheets."""
    found = engine.searcher().ask(_asked(wanted, own))
    return downloads.cells(_cells(found), own, downloads.filename(wanted, "map", "csv"))


def _cells(found: MapAnswer) -> Iterator[list[str]]:
    yield ["place", "articles", "kind", "country", "in", "lat", "lon", "position of"]
    for row in found.rows:
        place = row.place
        degrees = ["" if place.lat is None else str(place.lat), "" if place.lon is None else str(place.lon)]
        whose = place.by or (row.value if place.lat is not None else "")
        yield [row.value, str(row.count), place.kind, place.country, " > ".join(place.path), *degrees, whose]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page's table."""

    row: Row
    kind: str
    href: str


def _line(asked: PlacesMap, row: Row) -> Line:
    kind = row.place.kind
    # A source may have kinds of its own.
    said_so = t(f"map.kind.{kind}") if kind in _KINDS else kind
    return Line(row, said_so, links.search(narrowed(asked, row.value)))


def page(wanted: SearchRequest, own: Values) -> Response:
    """For readers."""
    asked = _asked(wanted, own)
    found = engine.searcher().ask(asked)
    long = len(links.search(narrowed(asked, "")))
    drawing = draw(found.rows, found.level, own["region"], _fitting(MOST, _CIRCLE_BYTES, _CIRCLE, long))
    step = min(int(own["limit"]), _fitting(_USUAL_ROWS, _ROW_BYTES, _ROW, long))
    first = int(own["start"]) - 1
    rows = found.rows[first : first + step]

    def address(**changed: str) -> str:
        return links.view("map", asked.asked, OPERATIONS[0].unusual(own.to_pairs(**changed)))

    return rendering.page(
        "map",
        OPERATIONS,
        asked.asked,
        own,
        total=found.total,
        problems=found.problems,
        answer=found,
        drawing=drawing,
        circles=[(circle, links.search(narrowed(asked, circle.row.value))) for circle in drawing.circles],
        named=_named(drawing),
        rows=[_line(asked, row) for row in rows],
        first=first + 1,
        last=first + len(rows),
        levels=[(level, address(by=level, start="1")) for level in LEVELS],
        wide=[(s.name, address(region=s.name, start="1")) for s in _wide()],
        parts=[s.name for s in sheets().values() if s.inside == FRANCE],
        before=address(start=str(max(1, first + 1 - step))) if first else "",
        after=address(start=str(first + 1 + step)) if first + step < len(found.rows) else "",
    )


def _fitting(most: int, room: int, each: int, long: int) -> int:
    """How many circles or rows fit in so many bytes: ``each`` of their own and an address; the page has others besides."""
    return max(_LEAST, min(most, (room - _OTHERS * long) // (each + long)))


def _named(drawing: Drawing) -> list[Circle]:
    return [circle for circle in drawing.circles if circle.name]


def _wide() -> list[Sheet]:
    """The world, the continents, France."""
    return [s for s in sheets().values() if s.inside != FRANCE]


SCHEMAS = {
    "Map": closed(
        by=one_of(*LEVELS),
        region=said(one_of(*sheets()), "the sheet of the map that the page draws"),
        total=COUNT,
        without=said(COUNT, "articles that name no place"),
        places=said(COUNT, "how many places, all pages together"),
        rows=said(
            many(
                closed(
                    place=STRING,
                    count=said(COUNT, "articles"),
                    kind=said(STRING, "city, country, region, department …; empty when unknown"),
                    country=said(STRING, "ISO 3166-1 alpha-2, or empty"),
                    path=said(many(STRING), "the places it lies in, widest first"),
                    lat={"type": ["number", "null"], "description": "degrees, WGS 84; null when unknown"},
                    lon={"type": ["number", "null"], "description": "degrees, WGS 84; null when unknown"},
                    position_of=said(
                        STRING, "whose position that is: its own, or that of a place it lies in; or empty"
                    ),
                    also=said(many(many(STRING)), "paths of other places of that name that the articles speak of"),
                    url=LINK,
                )
            ),
            "most articles first, then alphabetically",
        ),
    )
}
VIEW = View("map", "/map", page, OPERATIONS, {"map": answer, "map_csv": table}, SCHEMAS)

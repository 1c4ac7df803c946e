"""What a NewsML-G2 item says it is about: persons, places, a section.

Useful for: ``newsml_g2``. Names are taken in French where there are several, else as the agency shows them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from index.readers.agency import find, find_all, subject, xml_lang
from index.readers.xml_text import element_line

_PERSON = frozenset(("person",))
# Reuters writes "cptType:5" for an area.
_PLACE = frozenset(("geoarea", "poi", "cpttype:5"))
_DESK = re.compile(r"desk|department|categ|dpacat|rubri", re.IGNORECASE)
# "pl", "f", "ALR": a category's sign, not its name.
_SIGN = re.compile(r".{0,2}|[A-Z]{3,4}")
_ABSTRACT = frozenset(("", "abstract", "dpasubject"))
_COUNTRY = re.compile(r"iso3166-1a2:([A-Z]{2})")


@dataclass(slots=True)
class Subjects:
    """Persons and places as ``article_from`` takes them, and the section; empty where the item says nothing."""

    section: str = ""
    persons: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)


def of(item: Any) -> Subjects:
    """The subjects of a news item."""
    asserted = {_key(one): one for one in find_all(item, "assert") if _key(one)}
    found = Subjects()
    desks, tops, others = [], [], []
    for one in find_all(item, "contentMeta/subject"):
        kind = (one.get("type") or one.get("typeuri") or "").rstrip("/").lower()
        kind = kind if kind in _PLACE else re.split(r"[:/]", kind)[-1]
        told = asserted.get(_key(one))
        name = _shown(told) or name_of(one) or name_of(told)
        ancestor = (one.get("why") or "").endswith("ancestor")
        if kind in _PERSON and name:
            found.persons.append({"value": name})
        elif kind in _PLACE:
            if name and not ancestor:
                found.places.append(_place(name, one, told))
        else:
            named = "" if _SIGN.fullmatch(name) or find(one, "name") is None else name
            desks.append(named if _DESK.search(one.get("qcode") or "") or _DESK.search(kind) else "")
            tops.append(_top(one))
            others.append(named if kind in _ABSTRACT and not ancestor else "")
    found.section = next(filter(None, [*desks, *tops, *others]), "")
    return found


def code(element: Any) -> str:
    """What an element's code is, without its scheme: "usable" of qcode="stat:usable"; "" for none."""
    if element is None:
        return ""
    value = element.get("qcode") or element.get("literal") or ""
    return str(value.partition(":")[2] or value if element.get("qcode") else value) or _last(element.get("uri") or "")


def _last(uri: str) -> str:
    # A page about an agency is no code of it.
    return uri.rpartition("/")[2] if "cv.iptc.org" in uri else ""


def name_of(element: Any) -> str:
    """The name an element gives: in French, else the one to be shown, else the first; else its literal."""
    if element is None:
        return ""
    names = [(one, element_line(one)) for one in find_all(element, "name")]
    named = [(_rank(one), line) for one, line in names if line]
    return min(named, key=lambda pair: pair[0])[1] if named else str(element.get("literal") or "")


def _rank(name: Any) -> int:
    if xml_lang(name).lower().startswith("fr"):
        return 0
    role = (name.get("role") or "").lower()
    return 1 if "display" in role or "full" in role else 3 if role else 2


def _key(element: Any) -> str:
    return str(element.get("qcode") or element.get("literal") or element.get("uri") or "")


def _shown(told: Any) -> str:
    """The display line of a point of interest: its name without the address."""
    lines = find_all(told, "POIDetails/address/line")
    return next((element_line(one) for one in lines if (one.get("role") or "").endswith("display")), "")


def _top(one: Any) -> str:
    """The French name of the top subject among the codes of a subject: its own, or what it is the same as."""
    codes = [one.get("qcode") or "", *(same.get("qcode") or "" for same in find_all(one, "sameAs"))]
    # Of "medtop:20000634" the code does not tell what it stands under.
    return next(filter(None, map(subject, codes)), "")


def _place(name: str, one: Any, told: Any) -> dict[str, Any]:
    codes = " ".join(same.get("qcode") or "" for same in [one, *find_all(one, "sameAs")])
    country = _COUNTRY.search(codes)
    position = next((found for found in told.iter("{*}position")), None) if told is not None else None
    return {
        "value": name,
        "country": country[1] if country else "",
        "lat": _degrees(position, "latitude"),
        "lon": _degrees(position, "longitude"),
    }


def _degrees(position: Any, name: str) -> float | None:
    try:
        return float(position.get(name)) if position is not None else None
    except (TypeError, ValueError):
        return None

"""What spans of place names become: values, homonyms, hierarchy, spellings; and what holds for any spans."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.entities.mention import Place
from index.entities.resolve import resolve


def resolved(marked: str, *more: str) -> list[Place]:
    """The places of texts in which each span stands in [brackets]."""
    texts, spans = [], []
    for number, text in enumerate((marked, *more)):
        plain = ""
        for piece in re.split(r"(\[[^\]]*\])", text):
            if piece.startswith("["):
                spans.append((number, len(plain), len(plain) + len(piece) - 2))
            plain += piece.strip("[]") if piece.startswith("[") else piece
        texts.append((f"field{number}", plain))
    return list(resolve(tuple(texts), spans))


def values(*marked: str) -> list[str]:
    return [place.value for place in resolved(*marked)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en [Ile-de-France] et aux [USA]", ["Île-de-France", "États-Unis"]),
        ("l'[Hexagone] et la [Grande-Bretagne]", ["France", "Grande-Bretagne"]),
        ("[PARIS] puis [Paris], [SAINT-ETIENNE]", ["Paris", "Saint-Étienne"]),
        ("au [Havre], du [Mans], au [Caire]", ["Le Havre", "Le Mans", "Le Caire"]),
        ("la [Réunion] et la [Mecque]", ["La Réunion", "La Mecque"]),
        ("à [Beijing] et à [Kyiv]", ["Pékin", "Kiev"]),
        ("le [XVIe arrondissement] et le [16e]", ["16e arrondissement de Paris"]),
        ("à [Lyon], dans le [3e arrondissement]", ["Lyon", "3e arrondissement de Lyon"]),
        ("le [premier arrondissement de Marseille]", ["1er arrondissement de Marseille"]),
        ("l'[Elysée] et [Matignon]", ["Élysée", "Matignon"]),
        ("en [Eure-et-Loire] et dans les [Hautes-de-Seine]", ["Eure-et-Loir", "Hauts-de-Seine"]),
        ("l'[Amérique] de Trump, président des [Etats-Unis]", ["États-Unis"]),
        ("Christophe Colomb en [Amérique]", ["Amérique"]),
        ("le [palais\nde l'Élysée]", ["Élysée"]),
        ("le [golfe]", ["Golfe"]),
        ("l'[Etat islamique du Nulpart]", ["État islamique du Nulpart"]),
    ],
)
def test_values(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Tsararivotra] puis [TSARARIVOTRA]", ["Tsararivotra"]),
        ("[TSARARIVOTRA-SUR-MER]", ["Tsararivotra-sur-Mer"]),
        ("le [JFK]", ["JFK"]),
        ("[Krévaszna] et [Krevaszna]", ["Krévaszna"]),
        ("la [place Zmirnov], [Zmirnov]", ["place Zmirnov"]),
        ("[Levallois] ou [Levallois-Perret]", ["Levallois-Perret"]),
        ("le [palais impérial], le [palais impérial de Tokyo]", ["palais impérial de Tokyo"]),
        ("le [musée Zorba], le [musée historique Zorba]", ["musée historique Zorba"]),
        ("le [circuit Paul Zorba], [circuit du Paul Zorba]", ["circuit du Paul Zorba"]),
        ("à [Jausier] ; [Jausiers] est un village", ["Jausiers"]),
        ("l'[A26], sur l'[autoroute A26]", ["autoroute A26"]),
    ],
)
def test_spellings_of_one_place_are_one_value(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la [gare de Rennes], à [Rennes]", ["gare de Rennes", "Rennes"]),
        ("la [Loire] et la [Haute-Loire]", ["Loire", "Haute-Loire"]),
        ("[Kansas] et [Kansas City]", ["Kansas", "Kansas City"]),
        ("[Calais], [Pas-de-Calais]", ["Calais", "Pas-de-Calais"]),
        ("[Marseille] et [Aix-Marseille]", ["Marseille", "Aix-Marseille"]),
    ],
)
def test_places_of_their_own_stay_apart(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("dans la [Vienne]", "department", "Nouvelle-Aquitaine"),
        ("à [Vienne]", "city", "Autriche"),
        ("à [Vienne] ([Isère])", "city", "Isère"),
        ("à [Vienne] (38)", "city", "Isère"),
        ("à [Vienne], dans l'[Isère]", "city", "Isère"),
        ("à [Saint-Denis]", "city", "Seine-Saint-Denis"),
        ("à [Saint-Denis] de [La Réunion]", "city", "La Réunion"),
        ("à [Valence]", "city", "Drôme"),
        ("à [Valence] et à [Barcelone], en [Espagne]", "city", "Espagne"),
        ("à [Grenade], en [Andalousie]", "city", "Espagne"),
        ("la [Géorgie], l'[Arménie] et la [Russie]", "country", "Asie"),
        ("en [Géorgie] et en [Alabama], aux [États-Unis]", "region", "États-Unis"),
        ("à [Tripoli], au [Liban]", "city", "Liban"),
        ("à [Tripoli], en [Libye]", "city", "Libye"),
        ("l'État de [Washington]", "region", "États-Unis"),
        ("à [Washington]", "city", "États-Unis"),
        ("au [Québec]", "region", "Canada"),
        ("dans la [Manche]", "department", "Normandie"),
        ("le [Luxembourg]", "country", "Europe"),
        ("à [Brest], en [Biélorussie]", "city", "Biélorussie"),
        ("[Cambridge], dans le [Massachusetts]", "city", "États-Unis"),
        ("à [Boulogne]", "city", "Pas-de-Calais"),
    ],
)
def test_homonyms(text, kind, where):
    place = resolved(text)[0]
    assert (place.kind, place.path[-1]) == (kind, where)


def test_the_sea_and_the_department_of_one_name():
    assert [p.kind for p in resolved("traverser la [Manche]")] == ["sea"]


@pytest.mark.parametrize(
    ("text", "country", "path"),
    [
        ("à [Rennes]", "FR", ("Europe", "France", "Bretagne", "Ille-et-Vilaine")),
        ("à [Paris]", "FR", ("Europe", "France", "Île-de-France")),
        ("le [16e]", "FR", ("Europe", "France", "Île-de-France", "Paris")),
        ("à [Seytroux]", "FR", ("Europe", "France", "Auvergne-Rhône-Alpes", "Haute-Savoie")),
        ("en [Bretagne]", "FR", ("Europe", "France")),
        ("à [Los Angeles]", "US", ("Amérique", "États-Unis")),
        ("le [Kremlin]", "RU", ("Europe", "Russie", "Moscou")),
        ("le [stade Vélodrome]", "FR",
         ("Europe", "France", "Provence-Alpes-Côte d'Azur", "Bouches-du-Rhône", "Marseille")),
        ("l'[Hôtel de Ville]", "", ()),
        ("la [gare de Rennes]", "FR", ("Europe", "France", "Bretagne", "Ille-et-Vilaine", "Rennes")),
        ("à [Nouméa]", "FR", ("Océanie", "France", "Nouvelle-Calédonie")),
        ("à [Zzyzxville] ([Var])", "FR", ("Europe", "France", "Provence-Alpes-Côte d'Azur", "Var")),
        ("à [Zzyzxville]", "", ()),
        ("la [rue de Paris]", "", ()),
        ("[Poudlard]", "", ()),
    ],
)  # fmt: skip
def test_country_and_path(text, country, path):
    place = resolved(text)[0]
    assert (place.country, place.path) == (country, path)


def test_coordinates():
    nice, village = resolved("à [Nice] et à [Seytroux]")
    assert nice.lat == pytest.approx(43.7, abs=0.05)
    assert nice.lon == pytest.approx(7.26, abs=0.05)
    assert village.lat == pytest.approx(46.25, abs=0.05)  # GeoNames has no such small place: its town hall
    assert village.lon == pytest.approx(6.61, abs=0.05)


def test_mentions_are_those_given_in_order_of_fields():
    places = resolved("[Nantes], [USA]", "Les [États-Unis], [Nantes]")
    assert [(p.value, [(m.field, m.start, m.text) for m in p.mentions]) for p in places] == [
        ("Nantes", [("field0", 0, "Nantes"), ("field1", 16, "Nantes")]),
        ("États-Unis", [("field0", 8, "USA"), ("field1", 4, "États-Unis")]),
    ]


NAMES = "Vienne|Paris|PARIS|Saint-Denis|la Réunion|16e|XIe|VIe|A7|gare de|Nice|d'|l’Île|(|38|)|États-Unis|éé|ﬁ|İ|\n|, |-|Le |rue "
TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(NAMES.split("|")), max_size=14).map("".join))


@settings(max_examples=400, deadline=None)
@given(data=st.data(), title=TEXTS, body=TEXTS)
def test_any_spans(data, title, body):
    """Nothing raises; every span that is not blank is in exactly one place, as it stands in the text."""
    texts = (("title", title), ("body", body))
    spans = data.draw(
        st.lists(
            st.integers(0, 1).flatmap(
                lambda n: st.tuples(st.just(n), st.integers(0, len(texts[n][1])), st.integers(0, len(texts[n][1])))
            ),
            unique=True,
            max_size=8,
        )
    )
    places = resolve(texts, spans)
    mentions = [(m.field, m.start, m.end) for p in places for m in p.mentions]
    kept = [(texts[n][0], s, e) for n, s, e in spans if texts[n][1][s:e].strip()]
    assert sorted(mentions) == sorted(kept)
    assert len({p.value for p in places}) == len(places)
    for place in places:
        assert place.value.strip()
        assert all(dict(texts)[m.field][m.start : m.end] == m.text for m in place.mentions)
        assert (place.lat is None) == (place.lon is None)
        assert place.value not in place.path

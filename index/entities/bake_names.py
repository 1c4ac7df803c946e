"""What French papers call places where CLDR and GeoNames have another name, or none. Read by ``bake`` alone."""

from __future__ import annotations

# CLDR's names where the press writes shorter or otherwise; the rest are its names as they are.
PRESS_NAMES = {
    "CD": "République démocratique du Congo", "CG": "Congo", "MM": "Birmanie", "VA": "Vatican", "HK": "Hong Kong",
    "MO": "Macao", "VN": "Vietnam", "GF": "Guyane", "GD": "La Grenade", "PS": "Palestine", "CZ": "République tchèque",
    "CF": "République centrafricaine", "MU": "Île Maurice", "DM": "La Dominique", "FK": "Malouines", "BB": "La Barbade",
    "KY": "Îles Caïmans", "VI": "Îles Vierges américaines", "KG": "Kirghizistan",
}  # fmt: skip
ALIASES = {
    "US": "USA|U.S.A|U.S|États-Unis d'Amérique|Amérique", "GB": "Royaume Uni|UK", "AE": "Émirats|Emirats",
    "CD": "RDC|RD Congo|Congo-Kinshasa|Zaïre", "CG": "Congo-Brazzaville|République du Congo", "CF": "Centrafrique",
    "CZ": "Tchéquie", "MU": "Maurice", "RE": "Réunion|île de la Réunion", "IR": "République islamique d'Iran|République islamique", "KG": "Kirghizstan",
    "KP": "RPDC|République populaire démocratique de Corée", "KR": "République de Corée", "MM": "Myanmar",
    "VN": "Viêt Nam|Viet Nam|Viêtnam", "BY": "Bélarus|Belarus", "KZ": "Kazakstan",
    "CI": "Côte-d'Ivoire", "MK": "Macédoine", "QA": "Katar", "VE": "Vénézuela", "NG": "Nigéria", "LR": "Libéria",
    "FK": "îles Malouines", "VA": "Cité du Vatican", "BL": "Saint-Barth", "SV": "Salvador", "KW": "Koweit",
    "FR": "Hexagone|République française", "NL": "Hollande", "ES": "Royaume d'Espagne", "BF": "Burkina",
    "CN": "République populaire de Chine|Empire du Milieu", "MD": "République de Moldavie", "JP": "Empire du Soleil levant",
    "CV": "Cap Vert", "SZ": "Swaziland", "LK": "Ceylan", "BA": "Bosnie",
    "TR": "Türkiye", "RU": "Fédération de Russie", "SY": "République arabe syrienne", "TW": "République de Chine",
}  # fmt: skip
# Of cities abroad, by their French name and country.
CITY_ALIASES = {
    ("New York", "US"): "Grosse Pomme|Big Apple|NYC|New York City", ("Rio de Janeiro", "BR"): "Rio", ("Los Angeles", "US"): "L.A",
    ("Washington", "US"): "Washington DC|Washington D.C", ("La Nouvelle-Orléans", "US"): "Nouvelle-Orléans",
    ("Francfort", "DE"): "Francfort-sur-le-Main", ("Bruxelles", "BE"): "Bruxelles-ville", ("Kiev", "UA"): "Kyiv|Kyïv",
    ("Kharkiv", "UA"): "Kharkov", ("Tel-Aviv", "IL"): "Tel-Aviv-Jaffa", ("Rome", "IT"): "Ville éternelle",
    ("Saint-Jacques-de-Compostelle", "ES"): "Compostelle", ("Fribourg-en-Brisgau", "DE"): "Fribourg",
}  # fmt: skip

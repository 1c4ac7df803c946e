"""Dates in running text: every family, the traps, and what an undated article may say."""

from __future__ import annotations

import time

import pytest

from index.entities.dates import find_dates

THURSDAY = "2022-09-15"


def values(text: str, published: str = THURSDAY) -> list[str]:
    return [date.value for date in find_dates([("body", text)], published)]


def surfaces(text: str, published: str = THURSDAY) -> list[str]:
    return [m.text for date in find_dates([("body", text)], published) for m in date.mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 14 juillet 1789", ["1789-07-14"]),
        ("Le 1er août 2020, à midi", ["2020-08-01"]),
        ("SAMEDI 4 MARS 2017", ["2017-03-04"]),
        ("le 12/03/2020", ["2020-03-12"]),
        ("le 12.03.2020", ["2020-03-12"]),
        ("relevé 2020-03-12", ["2020-03-12"]),
        ("le 17/03 à Lille", ["2022-03-17"]),
        ("ce 13 septembre", ["2022-09-13"]),
        ("ce 13\u00a0septembre", ["2022-09-13"]),
        ("le 9\njuillet", ["2022-07-09"]),
        ("mardi 13 septembre", ["2022-09-13"]),
        ("mardi soir 13 septembre", ["2022-09-13"]),
        ("le 9 juillet dernier", ["2022-07-09"]),
        ("le 9 juillet prochain", ["2023-07-09"]),
        ("le 20 septembre dernier", ["2021-09-20"]),
        ("La réunion est prévue le 3 novembre.", ["2022-11-03"]),
        ("Il avait été arrêté le 3 janvier.", ["2022-01-03"]),
        ("Le délibéré est prévu le 3 janvier.", ["2023-01-03"]),
        ("du 3 au 7 mai", ["2022-05-03", "2022-05-07"]),
        ("du 28 mars au 3 avril 2020", ["2020-03-28", "2020-04-03"]),
        ("les 11, 12 et 13 novembre 2018", ["2018-11-11", "2018-11-12", "2018-11-13"]),
        ("les 23-28 juin 2020", ["2020-06-23/2020-06-28"]),
        ("le 11-Septembre", ["2001-09-11"]),
        ("les attentats du 11 septembre", ["2001-09-11"]),
        ("les attentats du 13 novembre 2015", ["2015-11-13"]),
        ("le 10 novembre 93, sur l’A 10", ["1993-11-10"]),
        ("le 31/12/99", ["1999-12-31"]),
        ("le 17 octobre de l’an 79", ["0079-10-17"]),
        ("le 12 février 60 personnes", ["2022-02-12"]),
        ("Elle a quitté son poste le 30 août avant de revenir.", ["2022-08-30"]),
        ("Le texte sera appliqué à partir du 3 janvier.", ["2023-01-03"]),
    ],
)
def test_days_by_number(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a-t-il déclaré mardi", ["2022-09-13"]),
        ("a-t-il déclaré jeudi matin", ["2022-09-15"]),
        ("a-t-il déclaré vendredi", ["2022-09-09"]),
        ("Le procès s'ouvrira vendredi.", ["2022-09-16"]),
        ("La rencontre est prévue mardi", ["2022-09-20"]),
        ("lundi dernier", ["2022-09-12"]),
        ("jeudi dernier", ["2022-09-08"]),
        ("jeudi prochain", ["2022-09-22"]),
        ("dans la nuit de lundi à mardi", ["2022-09-12", "2022-09-13"]),
        ("dans la nuit de lundi à mardi 30 août", ["2022-08-29", "2022-08-30"]),
        ("dans la nuit du lundi au mardi 1er mars 2022", ["2022-02-28", "2022-03-01"]),
        ("la nuit de jeudi à vendredi dernier", ["2022-09-08", "2022-09-09"]),
        ("un sondage publié vendredi, avant le vote", ["2022-09-09"]),
        ("L’entretien sera tout de même diffusé vendredi", ["2022-09-16"]),
        ("avant vendredi", ["2022-09-16"]),
        ("vendredi 9 à minuit", ["2022-09-09"]),
        ("mardi 12 personnes", ["2022-09-13"]),
        ("Hier mercredi", ["2022-09-14"]),
        ("Le ministre se rend aujourd’hui à Calais", ["2022-09-15"]),
        ("Ils ont aujourd’hui levé le voile", ["2022-09-15"]),
        ("aujourd’hui jeudi", ["2022-09-15"]),
        ("dès aujourd’hui", ["2022-09-15"]),
        ("mardi 6 septembre. La veille, il avait parlé.", ["2022-09-06", "2022-09-05"]),
        ("le 14 juillet 1789 et le lendemain", ["1789-07-14", "1789-07-15"]),
        ("vendredi 9", ["2022-09-09"]),
        ("hier", ["2022-09-14"]),
        ("avant-hier", ["2022-09-13"]),
        ("Demain, dès l’aube", ["2022-09-16"]),
        ("a-t-il annoncé aujourd’hui", ["2022-09-15"]),
    ],
)
def test_days_by_name(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en novembre 2019", ["2019-11"]),
        ("en juillet dernier", ["2022-07"]),
        ("en juillet", ["2022-07"]),
        ("en octobre prochain", ["2022-10"]),
        ("depuis mars", ["2022-03"]),
        ("mi-mai", ["2022-05"]),
        ("début août", ["2022-08"]),
        ("à la fin du mois d'octobre 2016", ["2016-10"]),
        ("de mars à juin 2019", ["2019-03", "2019-06"]),
        ("le mois dernier", ["2022-08"]),
        ("le mois prochain", ["2022-10"]),
        ("fin du mois", ["2022-09"]),
        ("il y a trois mois", ["2022-06"]),
        ("en 2017", ["2017"]),
        ("depuis 1952", ["1952"]),
        ("fin 2018", ["2018"]),
        ("mi-2021", ["2021"]),
        ("entre 1939 et 1945", ["1939", "1945"]),
        ("la saison 2014-2015", ["2014/2015"]),
        ("en 1968-69", ["1968/1969"]),
        ("l'an dernier", ["2021"]),
        ("l’année prochaine", ["2023"]),
        ("cette année", ["2022"]),
        ("au début de l'année", ["2022"]),
        ("il y a deux ans", ["2020"]),
        ("il y a deux ans jour pour jour", ["2020-09-15"]),
        ("pendant mai 68, il", ["1968-05"]),
        ("en octobre 98.", ["1998-10"]),
        ("En 98, personne n’y croyait", ["1998"]),
        ("en l’an 800", ["0800"]),
        ("il y a près de vingt ans", ["2002"]),
        ("dans quatre ans", ["2026"]),
        ("le réveillon du Nouvel An", ["2023-01-01"]),
    ],
)
def test_months_and_years(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cette semaine", ["2022-09-12/2022-09-18"]),
        ("la semaine dernière", ["2022-09-05/2022-09-11"]),
        ("ce week-end", ["2022-09-17/2022-09-18"]),
        ("le week-end dernier", ["2022-09-10/2022-09-11"]),
        ("tout le week-end", ["2022-09-17/2022-09-18"]),
        ("le week-end du 23 septembre 2017", ["2017-09-23/2017-09-24"]),
        ("dans les années 1990", ["1990/1999"]),
        ("les années 80", ["1980/1989"]),
        ("des années 50 et 60", ["1950/1959", "1960/1969"]),
        ("au XIXe siècle", ["1801/1900"]),
        ("au 18ème siècle", ["1701/1800"]),
        ("les 17e et 18e siècles", ["1601/1700", "1701/1800"]),
        ("au dix-neuvième siècle", ["1801/1900"]),
        ("au début du siècle dernier", ["1901/2000"]),
        ("les années soixante-dix", ["1970/1979"]),
        ("les années 1990 et 2000", ["1990/1999", "2000/2009"]),
        ("au premier siècle après Jésus-Christ", ["0001/0100"]),
        ("au printemps 2018", ["2018-03-20/2018-06-20"]),
        ("cet été", ["2022-06-21/2022-09-22"]),
        ("l'hiver dernier", ["2021-12-21/2022-03-19"]),
        ("le premier trimestre 2020", ["2020-01/2020-03"]),
    ],
)
def test_stretches_are_intervals(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "le 70e anniversaire",
        "trois heures",
        "à 18h30",
        "en mer",
        "à la une",
        "2 000 personnes",
        "2000 personnes",
        "1900 euros",
        "le 06 12 20 18 19",
        "chaque lundi",
        "du lundi au vendredi",
        "le Journal du dimanche",
        "le lundi de Pâques",
        "la rue du 4 septembre",
        "la planète Mars",
        "Avril Lavigne",
        "une Peugeot 2008",
        "1.234.567",
        "pendant trois ans",
        "deux ans de prison",
        "il y a quelques années",
        "au IIIe siècle avant Jésus-Christ",
        "en 52 avant J.-C.",
        "aujourd'hui, beaucoup de gens",
        "Elle est aujourd'hui estimée à un million",
        "Il a aujourd'hui envie de partir",
        "Voilà trois jours que la maire",
        "uniquement le mercredi",
        "ouvert le week-end",
        "le Nouvel An chinois",
        "le père Noël",
        "Demain nous appartient",
        "une association loi 1901",
        "à la veille du scrutin",
        "La veille, il avait parlé.",
        "les années vingt-cinq",
        "en 95 minutes",
        "de 20 à 95,",
        "31 février 2020",
        "le 45/13/2020",
        "une note de 7/10",
    ],
)
def test_what_is_no_date(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ce 13 septembre", [("XXXX-09-13", "day")]),
        ("Le 29 février", [("XXXX-02-29", "day")]),
        ("En juillet dernier", [("XXXX-07", "month")]),
        ("du 3 au 7 mai", [("XXXX-05-03", "day"), ("XXXX-05-07", "day")]),
        ("la nuit de lundi à mardi 7 juin", [("XXXX-06-06", "day"), ("XXXX-06-07", "day")]),
        ("la nuit de lundi à mardi 1er mars", [("XXXX-03-01", "day")]),
        ("Le 3 mai. La veille, au siècle dernier, aujourd'hui jeudi", [("XXXX-05-03", "day")]),
        ("le 14 juillet 1789 et en 2019", [("1789-07-14", "day"), ("2019", "year")]),
        ("hier, mardi, l'an dernier, cette semaine, il y a deux ans, cet été", []),
    ],
)
def test_an_undated_article_invents_no_year(text, expected):
    assert [(d.value, d.precision) for d in find_dates([("body", text)])] == expected


def test_a_year_alone_resolves_years_only():
    assert values("l'an dernier, hier, le 9 juillet", "2017") == ["2016", "XXXX-07-09"]


def test_a_month_alone_resolves_months_and_days_with_a_month():
    assert values("le mois dernier, hier, en janvier", "2017-03") == ["2017-02", "2017-01"]


@pytest.mark.parametrize("published", ["n'importe quoi", "2020-02-30", "0000-00-00", "2020-13"])
def test_an_impossible_publication_date_is_none(published):
    assert values("hier", published) == []


def test_the_article_and_the_preposition_are_not_part_of_a_mention():
    text = "Depuis le 9 juillet et en 2017, l'an dernier, lundi 12 septembre au soir"
    assert surfaces(text) == ["9 juillet", "2017", "l'an dernier", "lundi 12 septembre"]
    assert surfaces("la nuit de lundi à mardi 30 août") == ["lundi", "mardi 30 août"]
    assert surfaces("les 17e et 18e siècles") == ["17e", "18e siècles"]


def test_equal_dates_are_one_with_all_mentions():
    found = find_dates([("title", "Hier"), ("body", "Le 14 septembre, hier donc")], THURSDAY)
    assert [(d.value, [(m.field, m.text) for m in d.mentions]) for d in found] == [
        ("2022-09-14", [("title", "Hier"), ("body", "14 septembre"), ("body", "hier")])
    ]


@pytest.mark.parametrize(
    "piece", ["3, ", "lundi 3 et ", "1999 ", "xvi ", "\n", "fin de ", "mardi soir ", "aujourd'hui ", "la veille "]
)
def test_time_grows_with_the_text_not_with_its_square(piece):
    def seconds(count: int) -> float:
        start = time.process_time()
        find_dates([("body", piece * count)], THURSDAY)
        return time.process_time() - start

    # Eight times the text takes eight times as long, and would take 64 times; the floor is the clock's noise.
    assert min(seconds(8000) for _ in range(2)) < 24 * max(min(seconds(1000) for _ in range(3)), 0.004)

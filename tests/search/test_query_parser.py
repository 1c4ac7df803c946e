"""What queries mean: operators, French typography, prefixes, dates, and what is wrong with them."""

from __future__ import annotations

import pytest

from search.query.parser import MAX_DEPTH, MAX_LEAVES, parse
from search.query.simplify import without_positions as bare
from search.query.tree import (
    And,
    Dates,
    Everything,
    Fuzzy,
    Node,
    Not,
    Nothing,
    Or,
    Pattern,
    Phrase,
    Value,
    Word,
    leaves,
)


def words(*texts: str) -> Node:
    parts = tuple(Word(text) for text in texts)
    return And(parts) if len(parts) > 1 else parts[0]


A, B, C = Word("a"), Word("b"), Word("c")

TREES: list[tuple[str, Node]] = [
    # operators
    ("", Everything()),
    (" \u00a0", Everything()),
    ("*", Everything()),
    ("a", A),
    ("a b c", And((A, B, C))),
    ("a ET b AND c", And((A, B, C))),
    ("a OU b OR c", Or((A, B, C))),
    ("a b OU c", Or((And((A, B)), C))),
    ("a (b OU c)", And((A, Or((B, C))))),
    ("a -b", And((A, Not(B)))),
    ("a −b", And((A, Not(B)))),
    ("a SAUF b", And((A, Not(B)))),
    ("a ET NOT b", And((A, Not(B)))),
    ("a OU -b", Or((A, Not(B)))),
    ("-a", Not(A)),
    ("SAUF -a", A),
    ("-(a OU b)", Not(Or((A, B)))),
    ("a -(b c)", And((A, Not(And((B, C)))))),
    ('a -"b c"', And((A, Not(Phrase("b c"))))),
    ("a ou b", words("a", "ou", "b")),
    ("sauf a et b", words("sauf", "a", "et", "b")),
    ("OUI OUEST ORDRE", words("OUI", "OUEST", "ORDRE")),
    ("((a))", A),
    ("a *", A),
    ("a SAUF *", And((A, Nothing()))),
    # hyphens, dashes, numbers
    ("Paris - Lyon", words("Paris", "Lyon")),
    ("Paris – Lyon—Nice", words("Paris", "Lyon", "Nice")),
    ("a --b", words("a", "b")),
    ("Saint-Étienne", Word("Saint-Étienne")),
    ("covid-19", Word("covid-19")),
    ("-10 °C", words("10", "C")),
    ("Philippe (-6)", words("Philippe", "6")),
    ("-69,6°C", words("69,6°C")),
    ("a -2017", And((A, Not(Word("2017"))))),
    ("a -5G", And((A, Not(Word("5G"))))),
    ("10 000 pas", words("10 000", "pas")),
    ("1\u202f000\u00a0000", Word("1\u202f000\u00a0000")),
    ("1, 000", words("1", "000")),
    ("3,5 % de 12:30", words("3,5", "de", "12:30")),
    # words
    ("L’Élysée", Word("L’Élysée")),
    ("aujourd'hui", Word("aujourd'hui")),
    ("d' l' a", A),
    ("C++ C# Canal+ 10%", words("C++", "C#", "Canal+", "10%")),
    ("n°10 20h30 G7 @compte #mot", words("n°10", "20h30", "G7", "@compte", "#mot")),
    ("O.N.U. fin. M. lemonde.fr", words("O.N.U.", "fin", "M", "lemonde.fr")),
    ("'70 (a), [b]; c…", words("70", "a", "b", "c")),
    ("a,b", words("a", "b")),
    ("cafe\u0301", Word("cafe\u0301")),
    ("http://a.fr/b?c=d*", Word("http://a.fr/b?c=d*")),
    ("/OU/", Word("ou")),
    # phrases
    ('"a b"', Phrase("a b")),
    ("«\u00a0a b\u202f»", Phrase("a b")),
    ("“a b” „a b“ ”a b”", And((Phrase("a b"),) * 3)),
    ('"a b"~5', Phrase("a b", slop=5)),
    ("«a»~2 b", And((Phrase("a", slop=2), B))),
    ('« dit "oui" »', Phrase("dit oui")),
    ("l'\"affaire Benalla\"", Phrase("affaire Benalla")),
    ('des"gilets jaunes"', And((Word("des"), Phrase("gilets jaunes")))),
    ('écran 24"', words("écran", "24")),
    ('"Où va-t-on ?": la suite', And((Phrase("Où va-t-on ?"), Word("la"), Word("suite")))),
    # strict
    ("=pêche", Word("pêche", strict=True)),
    ('"=marché noir"', Phrase("marché noir", strict=True)),
    ('="marché noir"', Phrase("marché noir", strict=True)),
    ("-=pêche", Not(Word("pêche", strict=True))),
    # wildcards and distances
    ("pré*", Pattern("pré*")),
    ("*phobie", Pattern("*phobie")),
    ("l'électri*", Pattern("électri*")),
    ("N'Gol*", Pattern("N'Gol*")),
    ("d’Elysee~", Fuzzy("Elysee")),
    ("m*****de", Pattern("m*de")),
    ("l?s", Pattern("l?s")),
    ("mot?", Word("mot")),
    ("Où va la France ?", words("Où", "va", "la", "France")),
    ("mot~", Fuzzy("mot")),
    ("mot~2", Fuzzy("mot", 2)),
    ("~100 morts", words("100", "morts")),
    # prefixes
    ("titre:a", Word("a", "title")),
    ("TITRE:a body:b chapô:c", And((Word("a", "title"), Word("b", "body"), Word("c", "chapo")))),
    ("titre : a", Word("a", "title")),
    ("titre\u00a0:\u00a0a", Word("a", "title")),
    ("titre:(a OU pré*)", Or((Word("a", "title"), Pattern("pré*", "title")))),
    ("titre:(a texte:b)", And((Word("a", "title"), Word("b", "body")))),
    ("-titre:a", Not(Word("a", "title"))),
    ("titre:-a", Not(Word("a", "title"))),
    ("titre:=a", Word("a", "title", strict=True)),
    ("titre:*", Everything()),
    ("personne:Macron", Value("person", "Macron")),
    ("dans:Bretagne", Value("place", "Bretagne", within=True)),
    ("within:(Lyon OU Nice)", Or((Value("place", "Lyon", within=True), Value("place", "Nice", within=True)))),
    ("Un air dans : lieu", And((Word("Un"), Word("air"), Word("dans"), Word("lieu")))),
    ("personne: Macron lieu: Paris", And((Value("person", "Macron"), Value("place", "Paris")))),
    ("personne:« Emmanuel Macron »", Value("person", "Emmanuel Macron")),
    ("lieu:(Lyon OU Nice)", Or((Value("place", "Lyon"), Value("place", "Nice")))),
    ("Macron: le discours", words("Macron", "le", "discours")),
    ("a:b", words("a", "b")),
    ("à la source : a", words("à", "la", "source", "a")),
    ("à la source: a", words("à", "la", "source", "a")),
    ("Une date:", words("Une", "date")),
    # dates
    ("date:2017", Dates("date", "2017-01-01", "2017-12-31")),
    ("date:02/2016", Dates("date", "2016-02-01", "2016-02-29")),
    ("date:13/09/2023 a", And((Dates("date", "2023-09-13", "2023-09-13"), A))),
    ("date:mars 2017 a", And((Dates("date", "2017-03-01", "2017-03-31"), A))),
    ("date:le 1er août 2020", Dates("date", "2020-08-01", "2020-08-01")),
    ('date:"mars 2017"', Dates("date", "2017-03-01", "2017-03-31")),
    ("date:[2017 TO 2019]", Dates("date", "2017-01-01", "2019-12-31")),
    ("date:[mars 2017 À 2018]", Dates("date", "2017-03-01", "2018-12-31")),
    ("date : [du 3 mai 2017 au 5 mai 2017]", Dates("date", "2017-05-03", "2017-05-05")),
    ("date:[2017 TO *]", Dates("date", "2017-01-01", "")),
    ("date:[* TO 2017]", Dates("date", "", "2017-12-31")),
    ("date:[ TO 2017]", Dates("date", "", "2017-12-31")),
    ("date:2017-2019", Dates("date", "2017-01-01", "2019-12-31")),
    ("date:>2017", Dates("date", "2018-01-01", "")),
    ("date:>=mars 2017", Dates("date", "2017-03-01", "")),
    ("date:<2017", Dates("date", "", "2016-12-31")),
    ("date:<=2017", Dates("date", "", "2017-12-31")),
    ("date:*", Dates("date", "", "")),
    ("date:(2017 OU mars 2019)", Or((Dates("date", "2017-01-01", "2017-12-31"), Dates("date", "2019-03-01", "2019-03-31")))),
    ("evoque:1944 publié:2017", And((Dates("mentioned", "1944-01-01", "1944-12-31"), Dates("date", "2017-01-01", "2017-12-31")))),
]  # fmt: skip


@pytest.mark.parametrize(("query", "tree"), TREES, ids=[query or "(empty)" for query, _ in TREES])
def test_meaning(query: str, tree: Node) -> None:
    parsed = parse(query)
    assert bare(parsed.tree) == tree
    assert parsed.problems == ()


ANY: list[tuple[str, Node]] = [
    ("a b", Or((A, B))),
    ("a b -c", And((Or((A, B)), Not(C)))),
    ("-c a b", And((Or((A, B)), Not(C)))),
    ("a ET b c", Or((And((A, B)), C))),
    ("a OU -b", Or((A, Not(B)))),
    ("-a OU b", Or((Not(A), B))),
    ("-a -b", And((Not(A), Not(B)))),
]


@pytest.mark.parametrize(("query", "tree"), ANY)
def test_any_word_is_enough(query: str, tree: Node) -> None:
    assert bare(parse(query, match="any").tree) == tree


def test_strict_accents_hold_for_words_and_phrases() -> None:
    tree = parse('a "b c" personne:d', accents="strict").tree
    assert bare(tree) == And((Word("a", strict=True), Phrase("b c", strict=True), Value("person", "d")))


PROBLEMS: list[tuple[str, Node, list[tuple[str, int, int]]]] = [
    ('a "b c', And((A, Phrase("b c"))), [("unclosed-quote", 2, 3)]),
    ("«a", Phrase("a"), [("unclosed-quote", 0, 1)]),
    ('a" b', words("a", "b"), [("unopened-quote", 1, 2)]),
    ("a » b", words("a", "b"), [("unopened-quote", 2, 3)]),
    ('a ""', A, [("empty-quotes", 2, 4)]),
    ("(a (b", words("a", "b"), [("unclosed-parenthesis", 0, 1), ("unclosed-parenthesis", 3, 4)]),
    ("a) b", words("a", "b"), [("unopened-parenthesis", 1, 2)]),
    ("a ()", A, [("empty-parentheses", 2, 4)]),
    ("a OU", A, [("lonely-operator", 2, 4)]),
    ("OU a", A, [("lonely-operator", 0, 2)]),
    ("a OU ET b", Or((A, B)), [("lonely-operator", 5, 7)]),
    ("a SAUF", A, [("lonely-operator", 2, 6)]),
    ("a (b OU)", words("a", "b"), [("lonely-operator", 5, 7)]),
    ("titre: OU a", A, [("empty-field", 0, 6), ("lonely-operator", 7, 9)]),
    ("()", Nothing(), [("empty-parentheses", 0, 2), ("no-word", 0, 2)]),
    ("?!", Nothing(), [("no-word", 0, 2)]),
    ("\0", Nothing(), [("no-word", 0, 1)]),
    ("a date:bidule", And((A, Nothing())), [("bad-date", 7, 13)]),
    ("a -date:30/02/2023", A, [("bad-date", 8, 18)]),
    ("date:[]", Nothing(), [("bad-date", 5, 7)]),
    ("date:à", Nothing(), [("bad-date", 5, 6)]),
    ("date:[2019 TO 2017]", Nothing(), [("reversed-dates", 5, 19)]),
    ("date:[2017 TO 2018", Dates("date", "2017-01-01", "2018-12-31"), [("unclosed-bracket", 5, 6)]),
    ("date:>9999", Nothing(), [("bad-date", 5, 10)]),
    ("date:> a", Nothing(), [("bad-date", 5, 8)]),
    ("date:\ud800", Nothing(), [("empty-field", 0, 5), ("no-word", 0, 6)]),
    ('date:"\ud800a"', Nothing(), [("bad-date", 5, 9)]),
    ("titre:[a TO b]", Nothing(), [("no-sign-here", 6, 14)]),
    ("personne:mac*", Nothing(), [("no-sign-here", 9, 13)]),
    ("personne:macron~", Nothing(), [("no-sign-here", 9, 16)]),
    ("a*", Nothing(), [("too-wide", 0, 2)]),
    ("a*b*c*d*e*", Nothing(), [("too-wide", 0, 10)]),
    ("b a~", And((B, Nothing())), [("too-wide", 2, 4)]),
    ("mot~3", Fuzzy("mot", 2), [("bad-distance", 0, 5)]),
    ("mot~0", Fuzzy("mot", 1), [("bad-distance", 0, 5)]),
    ('"a b"~500', Phrase("a b", slop=100), [("bad-distance", 0, 9)]),
    ("=pré*", Pattern("pré*"), [("mixed-signs", 1, 5)]),
    ("pré*~", Pattern("pré*"), [("mixed-signs", 0, 5)]),
    ('"gilets jau*"', Phrase("gilets jau*"), [("wildcard-in-phrase", 0, 13)]),
]


@pytest.mark.parametrize(("query", "tree", "problems"), PROBLEMS, ids=[query for query, _, _ in PROBLEMS])
def test_problems(query: str, tree: Node, problems: list[tuple[str, int, int]]) -> None:
    parsed = parse(query)
    assert bare(parsed.tree) == tree
    assert [(p.code, p.start, p.end) for p in parsed.problems] == problems


def test_a_pasted_book_keeps_its_first_words() -> None:
    parsed = parse("mot " * 1_000)
    assert [p.code for p in parsed.problems] == ["too-complex"]
    assert len(list(leaves(parsed.tree))) == MAX_LEAVES
    assert parsed.problems[0].start == MAX_LEAVES * len("mot ")


def test_a_long_phrase_keeps_its_first_words() -> None:
    parsed = parse('"' + "mot " * 1_000 + '"')
    assert [p.code for p in parsed.problems] == ["too-complex"]
    assert bare(parsed.tree) == Phrase(" ".join(["mot"] * 200))


def test_depth_is_bounded() -> None:
    deep = "(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH
    assert (bare(parse(deep).tree), parse(deep).problems) == (A, ())
    parsed = parse(f"b ({deep})")
    assert bare(parsed.tree) == B
    assert [p.code for p in parsed.problems] == ["too-complex"]


def test_positions_are_offsets_into_the_query() -> None:
    query = "«\u00a0état d’urgence » l'électri* -titre : (=pêche) personne: Macron date:mars 2017 mot~"
    starts = [(leaf.start, query[leaf.start :][:6]) for leaf in leaves(parse(query).tree, positive=False)]
    assert [text for _, text in starts] == ["«\u00a0état", "électr", "pêche)", "Macron", "mars 2", "mot~"]


def test_details_are_french_and_say_where() -> None:
    (problem,) = parse("mot date:bidule").problems
    assert problem.detail.startswith("«\u00a0bidule\u00a0» (caractère 10) n’est pas une date")

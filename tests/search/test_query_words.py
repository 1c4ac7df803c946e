"""Queries told in words, rewritten, documented; the sentences of problems."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from search.query.examples import EXAMPLES, Example
from search.query.explain import explain
from search.query.parser import parse
from search.query.problems import KINDS, sentence
from search.query.rewrite import any_word, replace_word, without
from search.query.tree import Everything, Word, leaves
from search.query.write import write

DOCS = Path(__file__).resolve().parents[2] / "docs" / "query-language.md"

IN_WORDS = [
    ("", "tous les articles", "all articles"),
    ("SAUF *", "aucun article", "no article"),
    ("macron merkel -trump", "«~macron~» et «~merkel~» sans «~trump~»", "“macron” and “merkel” without “trump”"),
    ("a (b OU titre:c)", "«~a~» et («~b~» ou «~c~» dans le titre)", "“a” and (“b” or “c” in the title)"),
    ("a OU b -c", "«~a~» ou («~b~» sans «~c~»)", "“a” or (“b” without “c”)"),
    ("-(a b)", "tous les articles sans («~a~» et «~b~»)", "all articles without (“a” and “b”)"),
    ('"a b"~1', "l’expression «~a b~» (au plus un mot intercalé)", "the phrase “a b” (at most one word in between)"),
    ("=pêche", "«~pêche~» avec ces accents exactement", "“pêche” with exactly these accents"),
    ("pré*", "un mot commençant par «~pré~»", "a word beginning with “pré”"),
    ("*phobie", "un mot finissant par «~phobie~»", "a word ending in “phobie”"),
    ("l?s*", "un mot de la forme «~l?s*~»", "a word of the form “l?s*”"),
    ("mot~2", "un mot proche de «~mot~» (à 2 lettres près)", "a word close to “mot” (2 letters apart)"),
    ("personne:macron", "la personne «~macron~»", "the person “macron”"),
    ("dans:bretagne", "un lieu situé dans «~bretagne~»", "a place in “bretagne”"),
    ("date:2017", "une publication en 2017", "a publication in 2017"),
    ("date:mars 2017", "une publication en mars 2017", "a publication in March 2017"),
    ("date:1/3/2017", "une publication le 1er mars 2017", "a publication on 1 March 2017"),
    ("date:>=2017", "une publication depuis le 1er janvier 2017", "a publication since 1 January 2017"),
    ("évoqué:<=1944", "une date évoquée jusqu’au 31 décembre 1944", "a date spoken of until 31 December 1944"),
    ("date:*", "une publication à une date connue", "a publication on a known date"),
    (
        "date:[mars 2017 À 2018]",
        "une publication du 1er mars 2017 au 31 décembre 2018",
        "a publication from 1 March 2017 to 31 December 2018",
    ),
]


@pytest.mark.parametrize(("query", "french", "english"), IN_WORDS)
def test_said_back_in_words(query: str, french: str, english: str) -> None:
    tree = parse(query).tree
    assert explain(tree) == french.replace("~", "\u00a0")
    assert explain(tree, "en") == english


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.query)
def test_examples_work_and_are_documented(example: Example) -> None:
    assert parse(example.query).problems == ()
    assert f"| `{example.query}` | {example.en} |" in DOCS.read_text(encoding="utf-8")


def test_problems_are_documented_once() -> None:
    documented = DOCS.read_text(encoding="utf-8")
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    assert [kind.code for kind in KINDS if f"| `{kind.code}` | " not in documented] == []


def test_problems_in_english() -> None:
    query = "macron date:bidule"
    (problem,) = parse(query).problems
    assert sentence(problem, query) == problem.detail
    assert sentence(problem, query, "en").startswith("“bidule” (character 13) is no date")


WRITTEN = [
    ("a  ET  b", "all", "a b"),
    ("a ET b", "any", "a ET b"),
    ("a b", "any", "a OU b"),
    ("a b -c", "any", "(a OU b) ET -c"),
    ("SAUF 10%", "all", "SAUF 10%"),
    ("1 ET 000", "all", "1 ET 000"),
    ("« état d’urgence »", "all", '"état d’urgence"'),
    ("personne:macron lieu:« New York »", "all", 'personne:macron lieu:"New York"'),
    ("WITHIN:Bretagne -Dans:« New York »", "all", 'dans:Bretagne -dans:"New York"'),
    ("date:[01/01/2017 TO 31/12/2017]", "all", "date:2017"),
    ("date:[mars 2017 À *]", "all", "date:[2017-03 TO *]"),
]


@pytest.mark.parametrize(("query", "match", "written"), WRITTEN)
def test_written_in_its_shortest_form(query: str, match: Literal["all", "any"], written: str) -> None:
    assert write(parse(query, match=match).tree, match) == written


WITHOUT = [
    ("macron merkel", 0, "merkel"),
    ("macron (merkel OU trump)", 1, "macron trump"),
    ("macron -merkel", 1, "macron"),
    ("macron macron", 1, "macron"),
    ("a OU (b c)", 0, "b c"),
    ("macron", 0, "*"),
]


@pytest.mark.parametrize(("query", "number", "left"), WITHOUT)
def test_without_a_leaf(query: str, number: int, left: str) -> None:
    tree = parse(query).tree
    leaf = list(leaves(tree, positive=False))[number]
    assert write(without(tree, leaf)) == left


def test_only_the_leaf_at_its_place_is_replaced() -> None:
    tree = parse("macrn titre:macrn").tree
    second = list(leaves(tree))[1]
    assert write(replace_word(tree, second, "macron")) == "macrn titre:macron"
    assert write(replace_word(tree, second, "le président")) == 'macrn titre:"le président"'


ANY_WORD = [
    ("a b", "a OU b"),
    ('a "b c" -d date:2017', '(a OU "b c") -d date:2017'),
    ("a personne:b", "a personne:b"),
    ("a OU b", "a OU b"),
    ("a", "a"),
]


@pytest.mark.parametrize(("query", "written"), ANY_WORD)
def test_any_of_the_words(query: str, written: str) -> None:
    assert write(any_word(parse(query).tree)) == written


def test_a_word_that_no_query_makes_is_written_as_a_phrase() -> None:
    assert write(Word("OU")) == '"OU"'
    assert write(Word('dit "oui"', "title")) == 'titre:"dit oui"'
    assert write(Everything()) == "*"

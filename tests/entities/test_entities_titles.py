"""What a text calls its persons: [ ] stand around the name looked at, { } around other persons' names."""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entities import Mention, Person, annotate
from index.entities.locate import locate
from index.entities.title_kinds import kind
from index.entities.titles import with_titles

_MARKED = re.compile(r"([\[{])([^\]}]*)[\]}]")


def titles(marked: str) -> list[str]:
    """The titles of the person in brackets."""
    text, at = "", 0
    mentions: list[Mention] = []
    others: list[Mention] = []
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        mention = Mention("body", len(text), len(text) + len(found[2]), found[2])
        (mentions if found[1] == "[" else others).append(mention)
        text += found[2]
        at = found.end()
    text += marked[at:]
    looked_at, *_ = with_titles([("body", text)], [Person("x", tuple(mentions)), Person("y", tuple(others))])
    return list(looked_at.titles)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Before the name
        ("Le président russe [Vladimir Poutine] a reçu son homologue.", ["président russe"]),
        ("selon le ministre de la Santé [Olivier Véran].", ["ministre de la Santé"]),
        ("L’acteur [Kevin Hart] était là.", ["acteur"]),
        ("l'acteur et réalisateur américain [Clint Eastwood]", ["acteur et réalisateur américain"]),
        ("la maire de Paris [Anne Hidalgo]", ["maire de Paris"]),
        ("le député LREM [Mustapha Laabid]", ["député LREM"]),
        ("le maire (LR) de Châteauroux [Gil Avérous]", ["maire (LR) de Châteauroux"]),
        ("du Premier ministre [Jean Castex]", ["Premier ministre"]),
        ("l’ex-président [Nicolas Sarkozy]", ["ex-président"]),
        ("l’ancien ministre et patron des Landes [Henri Emmanuelli]", ["ancien ministre et patron des Landes"]),
        ("le vice-président du RN [Jordan Bardella]", ["vice-président du RN"]),
        ("le directeur général de la Santé [Jérôme Salomon]", ["directeur général de la Santé"]),
        ("le chef de la diplomatie américaine [Mike Pompeo]", ["chef de la diplomatie américaine"]),
        ("au lieutenant-colonel [Arnaud Beltrame]", ["lieutenant-colonel"]),
        ("le nouveau président [Joe Biden]", ["président"]),
        ("la jeune militante [Greta Thunberg]", ["militante"]),
        ("Emmanuel Macron et le pape [François]", ["pape"]),
        ("Le Président [Emmanuel Macron] arrive.", ["Président"]),
        ("Hommage.\nPrésident du jury, [Paul Durand] a parlé.", []),
        ("la ministre de l’Enseignement supérieur, de la Recherche et de l’Innovation [Frédérique Vidal]",
         ["ministre de l’Enseignement supérieur, de la Recherche et de l’Innovation"]),
        ("le secrétaire d’État auprès du ministre de l’Action et des Comptes publics [Olivier Dussopt]",
         ["secrétaire d’État auprès du ministre de l’Action et des Comptes publics"]),
        ("le délégué général de La République en Marche [Christophe Castaner]",
         ["délégué général de La République en Marche"]),
        ("l’homme d’affaires [Bernard Tapie]", ["homme d’affaires"]),
        ("les proches de la chanteuse\u00a0[Maurane]", ["chanteuse"]),
        ("le commissaire\nchargé de la santé [Paul Durand]", []),
        # Between commas or brackets
        ("[Anne Hidalgo], maire PS de Paris, a réagi.", ["maire PS de Paris"]),
        ("[Richard Ferrand], président de l’Assemblée nationale.", ["président de l’Assemblée nationale"]),
        ("[Julian Assange], le fondateur de WikiLeaks : « Non »", ["fondateur de WikiLeaks"]),
        ("explique [Yves], 54 ans, policier à Montpellier.", ["policier à Montpellier"]),
        ("[Paul Durand], âgé de 54 ans, boulanger, attend.", ["boulanger"]),
        ("[Lionel Jospin], alors Premier ministre.", ["Premier ministre"]),
        ("[Patrick Drahi] (fondateur d’Altice, propriétaire de Libération) l’a dit.", ["fondateur d’Altice"]),
        ("Le préfet de l’Hérault, [Pierre Pouëssel], l’a dit.", ["préfet de l’Hérault"]),
        ("un courrier de son avocat, [Mario Stasi], l’a dit.", ["avocat"]),
        ("L’avocat de la famille, Me [Jean Veil], l’a dit.", ["avocat de la famille"]),
        ("[Jean Dupont], maire de Lyon, {Paul Martin}, préfet, et d’autres", ["maire de Lyon"]),
        ("[Katie Miller], porte-parole de {Mike Pence}, a été testée.", ["porte-parole de Mike Pence"]),
        # Somebody else's, or nobody's
        ("[Emmanuel Macron], le Premier ministre, {Édouard Philippe}, et d’autres", []),
        ("{Emmanuel Macron}, le Premier ministre, [Édouard Philippe], et d’autres", []),
        ("avec le Premier ministre, [Yves Veyrier], le secrétaire général de FO, a parlé",
         ["secrétaire général de FO"]),
        ("[Mathias Fekl], la maire de Rennes {Nathalie Appéré}, la présidente", []),
        ("le fils du président, [Jean Dupont], a parlé", []),
        ("la petite-fille de l’artiste, [Marina Picasso], l’a dit", []),
        ("le directeur de cabinet du maire, [Jean Dupont], a parlé", []),
        ("pour le chef des députés LREM, [Jean-Yves Le Drian] l’aidera", []),
        ("les ministres de l’Économie {Bruno Le Maire} et du Travail [Muriel Pénicaud]", []),
        ("« Ils somatisent », juge [Anne], fatiguée", []),
        ("Pour [Jean Dupont], le président a menti.", []),
        ("Le président a rencontré [Jean Dupont] hier.", []),
        ("Le président explique [Jean Dupont]", []),
        ("l’avocat de [Jean Dupont] a parlé", []),
        ("sa femme [Brigitte] et son fils [Marc]", []),
        ("l’Espagnol [Rafael Nadal]", []),
        ("M. [Dupont] et Mme [Martin]", []),
        ("l’homme [Paul Durand]", []),
        ("[Jean Dupont]", []),
    ],
)  # fmt: skip
def test_titles(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


def test_the_most_frequent_comes_first_and_spellings_are_one() -> None:
    text = "Le député [Jean Dupont] parle. L’Élu [Dupont] répond. L’élu [Dupont], élu, rit. [Dupont], député."
    assert titles(text) == ["Élu", "député"]


def test_titles_already_known_are_kept() -> None:
    known = Person("x", (Mention("body", 9, 13, "Paul"),), ("roi",))
    assert with_titles([("body", "le maire Paul")], [known]) == (known,)


def test_they_come_with_the_persons_of_an_article() -> None:
    found = annotate([("title", "Macron reçu"), ("body", "Le président français Emmanuel Macron est arrivé.")])
    assert [(p.value, p.titles) for p in found.persons] == [("Emmanuel Macron", ("président français",))]


PHRASES = "le la l’ d' président ministre maire de du et , ( ) . M. Me russe Jean Dupont Le PS ex- 54 ans a juge homme"
WORDS = st.sampled_from([*PHRASES.split(), "\n", "\u00a0"])


@given(st.lists(WORDS, max_size=30), st.data())
def test_any_text_gives_titles_that_stand_in_it(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    [person] = with_titles([("body", text)], [Person("x", (Mention("body", start, end, text[start:end]),))])
    for title in person.titles:
        assert title in " ".join(text.split())
        assert "F" in map(kind, re.findall(r"[\w-]+", title))


@given(st.text(min_size=1))
def test_every_word_has_one_kind(word: str) -> None:
    assert len(kind(word)) == 1


# Whom everybody knows, and what alone the press of 2010 to 2020 rightly calls them.
KNOWN = {
    "Angela Merkel": r"chancel|dirigeante|chef|présidente|leader|patronne",
    "Vladimir Poutine": r"président|Premier ministre|dirigeant|leader|chef|maître|candidat",
    "Olivier Véran": r"ministre|neurologue|député|rapporteur|médecin",
    "Anne Hidalgo": r"maire|candidate|élue|présidente|adjointe",
    "Jean-Luc Mélenchon": r"leader|chef|président|candidat|député|eurodéputé|patron|fondateur|élu|sénateur|ministre",
    "Didier Raoult": r"professeur|médecin|infectiologue|microbiologiste|directeur|chercheur|spécialiste|virologue|patron|épid|expert",
}


@pytest.mark.corpus
def test_the_well_known_are_called_what_they_are(shared_data: Path) -> None:
    """Among 34,139 articles; what is read wrongly would give Merkel the titles of those she meets."""
    called: dict[str, Counter[str]] = {name: Counter() for name in KNOWN}
    with lzma.open(shared_data / "orange" / "articles.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for name in KNOWN:
                if name in line:
                    record = json.loads(line)
                    texts = [(field, record[field]) for field in ("title", "chapo", "body") if field in record]
                    [person] = with_titles(texts, [Person(name, locate(name, texts))])
                    called[name].update(person.titles)
    for name, counts in called.items():
        right = sum(number for title, number in counts.items() if re.search(KNOWN[name], title, re.IGNORECASE))
        assert sum(counts.values()) >= 30, (name, counts)
        assert right / sum(counts.values()) >= 0.97, (name, [t for t in counts if not re.search(KNOWN[name], t)])

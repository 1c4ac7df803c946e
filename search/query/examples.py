"""Every operator of the query language with a live example, for the help page and docs/query-language.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A query and what it finds, in French and English."""

    query: str
    fr: str
    en: str


EXAMPLES: tuple[Example, ...] = (
    Example(
        "élections européennes",
        "les articles qui contiennent les deux mots, au singulier comme au pluriel, accents ou non",
        "articles with both words, singular or plural, accents or not",
    ),
    Example("Lyon OU Marseille", "l’un, l’autre ou les deux", "one, the other or both"),
    Example("Macron ET Merkel", "les deux, comme sans opérateur", "both, as without an operator"),
    Example("Macron -Merkel", "le premier mot sans le second", "the first word without the second"),
    Example("jaguar SAUF voiture", "la même chose en toutes lettres", "the same in full"),
    Example(
        "(grève OU manifestation) retraites",
        "les parenthèses groupent ; sans elles, ET passe avant OU",
        "parentheses group; without them, ET goes before OU",
    ),
    Example("« état d’urgence »", "l’expression exacte, dans cet ordre", "the exact phrase, in this order"),
    Example('"gilets jaunes"', "de même avec des guillemets droits", "the same with straight quotation marks"),
    Example(
        '"ministre transports"~3',
        "ces mots dans cet ordre, au plus trois autres entre eux",
        "these words in this order, at most three others in between",
    ),
    Example("électri*", "les mots qui commencent ainsi", "words that begin so"),
    Example("*phobie", "les mots qui finissent ainsi", "words that end so"),
    Example("Mo?cou", "une lettre quelconque à cet endroit du mot", "any one letter at this place in the word"),
    Example("Gadafi~", "les mots à une lettre près", "words one letter apart"),
    Example("Zelenski~2", "les mots à deux lettres près", "words two letters apart"),
    Example(
        "=pêche", "ce mot avec ces accents : ni péché ni pêcher", "this word with these accents: not péché, not pêcher"
    ),
    Example('"=marché noir"', "l’expression avec ces accents", "the phrase with these accents"),
    Example("titre:climat", "le mot dans le titre", "the word in the title"),
    Example("chapo:enquête", "le mot dans le chapô", "the word in the lead"),
    Example("texte:climat", "le mot dans le texte", "the word in the body"),
    Example(
        "titre:(grève OU blocage)",
        "un préfixe vaut pour tout ce qui est entre parenthèses",
        "a prefix holds for all that is in parentheses",
    ),
    Example(
        "personne:Poutine", "les articles où cette personne est reconnue", "articles in which this person is recognised"
    ),
    Example('personne:"Emmanuel Macron"', "un nom de plusieurs mots", "a name of several words"),
    Example("lieu : Marseille", "un espace près des deux-points ne gêne pas", "a space beside the colon does no harm"),
    Example(
        "dans:Bretagne",
        "un lieu situé en Bretagne : Rennes, le Finistère ou la région elle-même",
        "a place in Brittany: Rennes, the Finistère or the region itself",
    ),
    Example("rubrique:politique", "les articles d’une rubrique", "articles of a section"),
    Example("source:AFP", "les articles d’une source", "articles of a source"),
    Example("auteur:Martin", "les articles d’un auteur", "articles by an author"),
    Example("date:2017", "publiés cette année-là", "published in that year"),
    Example("date:mars 2017", "publiés ce mois-là", "published in that month"),
    Example("date:13/09/2023", "publiés ce jour-là", "published on that day"),
    Example(
        "date:[mars 2017 À 2018]", "publiés de mars 2017 à fin 2018", "published from March 2017 to the end of 2018"
    ),
    Example("date:[2017 TO *]", "publiés depuis le début de 2017", "published since the beginning of 2017"),
    Example("date:<2016", "publiés avant 2016", "published before 2016"),
    Example("évoqué:1944", "les articles qui parlent de cette année-là", "articles that speak of that year"),
    Example('évoqué:"14 juillet"', "de ce jour, de quelque année que ce soit", "of that day, of whatever year"),
    Example("*", "tous les articles", "all articles"),
)

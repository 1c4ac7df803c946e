"""Which mentions of an article name the same person.

Inside one article a name has one referent, as editors avoid ambiguity (Ravin and Kazi 1999): a short mention joins the
single longest name that it ends ("Macron") or begins ("Kim Jong"), slips of spelling join the spelling that is met
most ("Danny Boon"). When two names fit a surname (Emmanuel and Brigitte Macron), the one named last is meant, unless
"M." or "Mme" tells which; a headline means the one of whom the article says most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.entities.fold import fold, word_set
from index.entities.slips import are_one_letter_apart

_WORDS = re.compile(r"[^\W_]+")
_COURTESY = re.compile(r"\b(?:M\.?|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle)[ \u00a0]$")
COURTESY = 14  # characters to look at before a name: "Mademoiselle "
_REACH = 400  # characters, some three sentences: further back nobody remembers who was named last
_CLEARLY = 100  # characters between two bearers: named in one sentence, neither is the last
_SHORTEST_SLIP = 8  # letters of a name of which one may be wrong: "Dany Boon"
_SHORTEST_FIRST = 3  # and of its first name: "Abou", "Abu"
_NEVER = 1 << 30  # characters: further back than any text
_FAR_OFTENER = 2  # times as many mentions: of whom an article says most
_SEVERAL = ("MM. ", "Mmes ")
# First names in -e and -a of men, and others of women: those of the news.
_MEN = word_set(
    "philippe pierre antoine jerome christophe guillaume alexandre stephane patrice serge andre rene jose claude dominique "
    "maurice georges baptiste gregoire honore jules gustave eugene alphonse auguste camille cyrille etienne hippolyte isidore "
    "maxime noe theodore thibaute timothee tancrede urbaine ambroise anatole aristide barnabe blaise come desire edme elie "
    "luca joshua nicola andrea mustapha moustapha abdallah issa moussa mike joe george steve pete dave luke bruce wayne "
    "jake blake kyle lance duane clyde dwayne pape recep roch-marc kanye dante ezra garcia krishna musa aga luka sacha"
)
_WOMEN = word_set(
    "alice agnes ines doris iris anais maelys segolene carmen marion manon sharon kate kim meghan meghane michele jill hillary "
    "mary kelly nancy penny judith edith elizabeth elisabeth ruth sarah deborah hannah rachel raquel muriel marielle "
    "astrid ingrid margaret janet rosemary cindy sandy wendy jennifer jenifer esther heather vanity leonor bethany"
)
_VOWELS_OF_GENDER = frozenset("aeio")  # "Louis" and "Louise", "Mario" and "Maria" are two

Words = tuple[str, ...]


class Named(NamedTuple):
    """A mention: ``text`` is the number of the text it stands in, ``start`` where; ``before`` what stands just before."""

    name: str
    text: int = 0
    start: int = 0
    before: str = ""


@lru_cache(maxsize=65_536)
def words_of(name: str) -> Words:
    """The folded words of a name, hyphens and apostrophes parting them.

    >>> words_of("Kim Jong-un")
    ('kim', 'jong', 'un')
    """
    return tuple(_WORDS.findall(fold(name)))


def values_of(mentions: Sequence[Named]) -> list[str]:
    """For each mention, in reading order, the fullest name of the same person among them.

    >>> values_of([Named("Emmanuel Macron"), Named("Macron"), Named("Brigitte")])
    ['Emmanuel Macron', 'Emmanuel Macron', 'Brigitte']
    """
    counts = Counter(mention.name for mention in mentions)
    spelled = _spellings(counts)
    right = _slips(spelled, counts)
    longer = _longer(words for words in spelled if right[words] == words)
    fuller = {words: _longest(longer.get(right[words], ())) for words in spelled}
    order: dict[Words, list[tuple[int, int]]] = {}
    for mention in mentions:
        order.setdefault(right[words_of(mention.name)], []).append((mention.text, mention.start))
    return [
        spelled[_meant(mention, right[words_of(mention.name)], fuller[words_of(mention.name)], order)]
        for mention in mentions
    ]


def fullest_names(names: Iterable[str]) -> dict[str, str]:
    """For each name as written, the fullest form of it among ``names``; itself when none is fuller, or two are."""
    mentions = [Named(name, number) for number, name in enumerate(dict.fromkeys(names))]
    return dict(zip((mention.name for mention in mentions), values_of(mentions), strict=True))


def _spellings(counts: Counter[str]) -> dict[Words, str]:
    """How each name is shown: of its spellings one that is not all capitals, with its accents, the commonest, the first."""
    spelled: dict[Words, list[str]] = {}
    for name in counts:
        spelled.setdefault(words_of(name), []).append(name)
    return {
        words: max(names, key=lambda name: (not name.isupper(), not name.isascii(), counts[name]))
        for words, names in spelled.items()
    }


def _slips(spelled: dict[Words, str], counts: Counter[str]) -> dict[Words, Words]:
    """For each name the one it is a slip for, itself mostly: of two the commoner, the longer, the first."""
    often = dict.fromkeys(spelled, 0)
    for name, count in counts.items():
        often[words_of(name)] += count
    ranked = sorted((words for words in spelled if words), key=lambda words: (-often[words], -len("".join(words))))
    right: dict[Words, Words] = {words: words for words in spelled}
    # Slips of one name share all their letters, or a word at its place: nothing else need be compared, and an article
    # with a list of thousands of names is read in time.
    alike: dict[object, list[int]] = defaultdict(list)
    for place, words in enumerate(ranked):
        keys = ["".join(words), *((len(words), k, word) for k, word in enumerate(words))]
        if len("".join(words)) >= _SHORTEST_SLIP:
            others = sorted({other for key in keys for other in alike[key]})
            right[words] = next((ranked[other] for other in others if is_slip(words, ranked[other])), words)
        if right[words] == words:
            for key in keys:
                alike[key].append(place)
    return right


def is_slip(one: Words, other: Words) -> bool:
    """Whether one letter at most parts two full names, other than the one that makes a first name a woman's; or
    only spaces and hyphens do ("JoeyStarr")."""
    if "".join(one) == "".join(other):
        return True
    if len(one) != len(other) or len(one) < 2:
        return False
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(different) != 1:
        return False
    a, b = different[0]
    if min(len(a), len(b)) < _SHORTEST_FIRST or not are_one_letter_apart(a, b):
        return False
    if one[0] == other[0]:
        return True
    # A first name: "Dany" and "Danny", but not "Louis" and "Louise", "Mario" and "Marie", "Tom" and "Tim".
    return len(a) != len(b) and a[-1] == b[-1] and not (a[-1] in _VOWELS_OF_GENDER and a[:-1] == b[:-1])


def _longer(known: Iterable[Words]) -> dict[Words, list[Words]]:
    """By every beginning and end of a name: the names."""
    longer: dict[Words, list[Words]] = defaultdict(list)
    for words in known:
        for part in dict.fromkeys(part for cut in range(1, len(words)) for part in (words[:cut], words[cut:])):
            longer[part].append(words)
    return longer


def _longest(names: Sequence[Words]) -> list[Words]:
    """Those that neither begin nor end another of them."""
    parts = {part for words in names for cut in range(1, len(words)) for part in (words[:cut], words[cut:])}
    return [words for words in names if words not in parts]


def _meant(mention: Named, words: Words, fuller: list[Words], order: dict[Words, list[tuple[int, int]]]) -> Words:
    """Which of the fuller names a mention stands for: the only one, else the last one named before it."""
    if len(fuller) <= 1:
        return fuller[0] if fuller else words
    courtesy = _COURTESY.search(mention.before)
    if courtesy:
        is_her = courtesy[0].startswith(("Mm", "Ml", "Mad"))
        addressed = [long for long in fuller if is_feminine(long[0]) == is_her]
        return addressed[0] if len(addressed) == 1 and courtesy[0] not in _SEVERAL else words
    named = sorted((_distance(mention, order.get(long, ())), long) for long in fuller)
    (nearest, last), (next_nearest, _) = named[:2]
    if nearest <= _REACH:
        return last if next_nearest - nearest >= _CLEARLY else words
    often = sorted(((len(order.get(long, ())), long) for long in fuller), reverse=True)
    first_named = nearest == _NEVER and often[0][0] >= _FAR_OFTENER * often[1][0]
    return often[0][1] if first_named else words


def _distance(mention: Named, places: Sequence[tuple[int, int]]) -> int:
    """How many characters before the mention a name stands last, in the same text."""
    index = bisect_left(places, (mention.text, mention.start))
    return mention.start - places[index - 1][1] if index and places[index - 1][0] == mention.text else _NEVER


def is_feminine(name: str) -> bool:
    """Whether a first name, folded, sounds like a woman's in French: a guess, good enough to tell a couple apart.

    >>> [is_feminine(name) for name in ("brigitte", "emmanuel", "philippe", "carla", "jean")]
    [True, False, False, True, False]
    """
    return name in _WOMEN or (name.endswith(("e", "a")) and name not in _MEN)

"""The forward index has the very words that analysis finds, wherever they stand; and so have parts of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.segment.builder import SegmentBuilder
from index.segment.segment import Segment
from index.shape import SHAPE
from index.text import EXACT
from index.text.stem import stem
from index.whoosh_schema import document
from search import forward
from search.budget import Budget
from search.snapshot import Snapshot

# What gives two words at one place, none at all, or words that sort before others' parts.
WORDS = (
    "Saint-Étienne", "saint", "week-end", "weekend", "l’Élysée", "Val-d’Oise", "@macron", "#MeToo", "https://www.lemonde.fr/a-b/",
    "lemonde.fr", "jean.dupont@presse.fr", "20 h 30", "1 000", "a-t-il", "étudiant·e·s", "O.N.U.", "C++", "½", "—", "œuvre", "中文", "\n\n",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(WORDS) | st.text("aé-’. @#0", max_size=8), max_size=12).map(" ".join)
ARTICLES = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6)


def snapshot_of(folder, parts):
    found, count = [], 0
    for n, texts in enumerate(parts):
        path = Path(folder) / f"{n}.kiosque"
        builder = SegmentBuilder(path, SHAPE)
        for title, chapo, body in texts:
            builder.add(document(Article(id=f"a{count:02d}", title=title, chapo=chapo, body=body), ""))
            count += 1
        builder.write()
        found.append((Segment(path), np.empty(0, np.int64)))
    return Snapshot.of_segments(found)


def read(snapshot, documents):
    """The words of each text as the forward index has them: parts by position, and joined forms."""
    words, lexicon = {}, snapshot.forward.lexicon
    for texts in snapshot.forward.of(documents, Budget(60)):
        assert (texts.cells[: forward.ROOM] == 0).all()
        for n, number in enumerate(texts.documents.tolist()):
            first, end = texts.starts[n], texts.starts[n + 1]
            cells = texts.cells[first:end].tolist()
            assert not any(cells[-forward.ROOM :])
            low, high = np.searchsorted(texts.whole_at, [first, end])
            wholes = zip((texts.whole_at[low:high] - first).tolist(), texts.wholes[low:high].tolist(), strict=True)
            found = {place: [lexicon.word(word)] for place, word in enumerate(cells) if word}
            for place, word in wholes:
                found[place].insert(0, lexicon.word(word))
            words[number, texts.field] = found
    return words


def expected(snapshot, documents):
    words: dict[tuple[int, str], dict[int, list[str]]] = {}
    for number in documents.tolist():
        for field, text in snapshot.article(number).texts():
            found = words.setdefault((number, field), {})
            for token in EXACT.tokens(text):
                found.setdefault(token.position, []).append(token.term)
    return words


@settings(max_examples=60, deadline=None)
@given(st.lists(ARTICLES, min_size=1, max_size=2), st.randoms(use_true_random=False))
def test_the_words_of_every_text_in_their_order(parts, chance):
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(folder, parts)
        every = snapshot.live.documents
        some = np.array(sorted(chance.sample(every.tolist(), chance.randint(1, len(every)))), np.int32)
        for documents in (every, some):
            found = read(snapshot, documents)
            for key, words in expected(snapshot, documents).items():
                assert found.get(key, {}) == words


def test_the_lexicon_is_in_order_and_knows_all_forms_of_a_stem(tmp_path):
    texts = ("élection élections électoral zèbre", "Électorale, 12 élus", "chevaux cheval aaron aron addition")
    snapshot = snapshot_of(tmp_path, [[texts], [texts[::-1]]])
    lexicon = snapshot.forward.lexicon
    words = [lexicon.word(n) for n in range(1, len(lexicon))]
    assert words == sorted({t.term for text in texts for t in EXACT.tokens(text)})
    assert [lexicon.number(word) for word in words] == list(range(1, len(lexicon)))
    assert lexicon.number("absent") == 0
    for root in {stem(word) for word in words}:
        assert {lexicon.word(n) for n in lexicon.with_stem(root)} == {word for word in words if stem(word) == root}
    assert lexicon.with_stem("absent") == lexicon.with_stem("") == []
    assert lexicon.frequencies[lexicon.number("cheval")] == 2
    assert lexicon.total == 2 * sum(len(EXACT.tokens(text)) for text in texts)

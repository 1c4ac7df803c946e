"""The tour: one dispatch becomes a hit on a page. Read this first; each step names where it lives."""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.build import Run
from index.enrich import enrich
from index.readers import read_sources
from index.settings import Settings
from index.text import EXACT, STEM
from search.engine import open_searcher
from search.envelope import envelope
from search.query.parser import parse
from search.query.tree import And, Value, Word
from search.request import SearchRequest
from web import create_app

DISPATCH = """L’usine de Vierzon rouvre ses portes
Date : 13 septembre 2023
Source : Le Courrier de Loire

La ministre Élisabeth Borne a visité mardi l’usine de Vierzon. Les ouvrières, en grève depuis
le 4 juillet 2023, ont repris le travail. « L’œuvre de tous », a dit Mme Borne.
"""


def test_a_dispatch_becomes_a_hit(tmp_path: Path) -> None:
    # 1. A file on disk. (index/readers: one file a format; here plain text)
    (tmp_path / "vierzon.txt").write_text(DISPATCH, encoding="utf-8")
    [article] = read_sources([tmp_path / "vierzon.txt"])
    assert isinstance(article, Article)
    assert article.title == "L’usine de Vierzon rouvre ses portes"
    assert (article.published, article.source) == ("2023-09-13", "Le Courrier de Loire")

    # 2. Words, folded; the span is what the reader sees, without the elided article. (index/text)
    usine = EXACT.tokens(article.title)[0]
    assert (usine.term, article.title[usine.start : usine.end]) == ("usine", "usine")
    assert {t.term for t in STEM.tokens("ouvrières")} == {t.term for t in STEM.tokens("OUVRIERE")}

    # 3. Who, where, when. (index/entities, applied by index/enrich)
    enriched = enrich(article)
    assert [p.value for p in enriched.persons or ()] == ["Élisabeth Borne"]
    assert "Vierzon" in [p.value for p in enriched.places or ()]
    assert "2023-07-04" in [d.value for d in enriched.dates or ()]

    # 4. An index, made aside and swapped in. (index/build, index/segments, index/transaction)
    settings = Settings(index=tmp_path / "index", rejected=tmp_path / "rejected.jsonl")
    summary = Run([tmp_path / "vierzon.txt"], settings.index, settings.rejected).build()
    assert (summary.articles, summary.rejected) == (1, 0)

    # 5. What is typed becomes a tree. (search/query)
    assert parse("oeuvre personne:borne").tree == And((Word("oeuvre"), Value("person", "borne", start=16)))

    # 6. The tree meets the index. (search/engine, executor, facets, highlight)
    searcher = open_searcher(settings)
    result = searcher.search(SearchRequest.from_pairs([("q", "oeuvre personne:borne"), ("date.from", "2023")]))
    assert result.total == 1
    snippet = result.hits[0].snippets[0]
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["œuvre"]
    assert [(v.value, v.count) for v in result.facets["person"].values] == [("Élisabeth Borne", 1)]

    # 7. The same result as JSON … (search/envelope, web/api)
    assert envelope(result)["hits"][0]["title"] == article.title
    client = create_app(settings, searcher).test_client()
    assert client.get("/api/v1/search?q=oeuvre").get_json()["total"] == 1

    # 8. … and as a page, the word marked. (web/pages, web/templates)
    page = client.get("/?q=oeuvre").get_data(as_text=True)
    assert "<mark>œuvre</mark>" in page

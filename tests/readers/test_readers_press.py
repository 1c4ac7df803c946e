"""Digitised papers: METS with ALTO, ALTO alone, impresso: articles, pages, words, and which file brings which."""

from __future__ import annotations

import gzip
import json
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from index.article import Article, Rejected
from index.readers import read_sources

SAMPLES = Path(__file__).parent / "samples"


def read(*sources: Path) -> list[Article]:
    found = list(read_sources(sources))
    assert all(isinstance(each, Article) for each in found), found
    return [each for each in found if isinstance(each, Article)]


@pytest.fixture
def gallica(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLES / "mets" / "gallica", tmp_path / "gallica"))


def test_an_issue_of_gallica() -> None:
    bridge, horse, rest = read(SAMPLES / "mets" / "gallica")
    assert bridge.title == "Le pont de la Rive : Une séance animée"
    assert bridge.body == (
        "Le conseil municipal s'est réuni hier pour examiner le projet du nouveau pont.\n\nM. Fournel, ingénieur, a promis "
        "que les travaux du vingt-deux mars seraient finis à temps."
    )
    assert (bridge.source, bridge.published, bridge.page, bridge.lang) == (
        "LA GAZETTE DU QUAI",
        "1901-03-20",
        "1",
        "fr",
    )
    assert bridge.authors == ("Jules Fay",)
    assert bridge.url == "https://gallica.bnf.fr/ark:/12148/bpt6k0000001z/f1"
    # From one page to the next, in the midst of a word; under its section.
    assert (
        horse.body
        == "Un cheval s'est emballé mardi rue des Tanneurs, et n'a pu être arrêté qu'à la barrière de l'octroi."
    )
    assert (horse.page, horse.section) == ("1, 2", "Faits divers")
    # What belongs to no article makes a document of its page; advertisements, mastheads and running titles do not.
    assert (rest.title, rest.page) == ("LA GAZETTE DU QUAI, 20 mars 1901, page 2", "2")
    assert len({bridge.id, horse.id, rest.id}) == 3
    assert "savon" not in bridge.body + horse.body + rest.body


def test_an_issue_of_europeana() -> None:
    (only,) = read(SAMPLES / "mets" / "europeana")
    assert (only.title, only.source, only.published) == ("LE CONGRÈS DES BATELIERS", "La Gazette du quai", "1901-03-21")
    assert only.body == (
        "Les bateliers de la Seille ont tenu leur congrès annuel à Sainte-Berthe, devant trois cents personnes."
    )


def test_an_issue_in_a_zip_is_the_same(gallica: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for file in sorted(gallica.rglob("*.*")):
            archive.write(file, file.relative_to(gallica))
    assert read(tmp_path / "a.zip") == read(gallica)


def test_a_tar_cannot_be_entered_anywhere_and_its_pages_are_read_alone(gallica: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        archive.add(gallica, "gallica")
    found = list(read_sources([tmp_path / "a.tar"]))
    assert [each.page for each in found if isinstance(each, Article)] == ["1", "2"]
    assert all("tar" in each.reason for each in found if isinstance(each, Rejected))


def test_the_contents_are_read_alone_where_the_manifest_is_gone(gallica: Path) -> None:
    (gallica / "0000001" / "manifest.xml").unlink()
    assert [article.title for article in read(gallica)][:2] == [
        "Le pont de la Rive : Une séance animée",
        "Un cheval emballé",
    ]


def test_the_contents_may_be_called_otherwise_than_the_manifest_says(gallica: Path) -> None:
    toc = gallica / "0000001" / "toc"
    (toc / "T0000001.xml").rename(toc / "M0000001.xml")
    assert len(read(gallica)) == 3


def test_without_contents_each_page_is_a_document(gallica: Path) -> None:
    shutil.rmtree(gallica / "0000001" / "toc")
    assert [(a.page, a.published) for a in read(gallica)] == [("1", "1901-03-20"), ("2", "1901-03-20")]


def test_pages_alone_are_documents(gallica: Path) -> None:
    first, second = read(gallica / "0000001" / "ocr")
    assert first.url == "https://gallica.bnf.fr/ark:/12148/bpt6k0000001z/f1"
    assert (first.page, second.page, first.published) == ("1", "2", "")
    assert first.body.startswith("LA GAZETTE DU QUAI\n\nCinq centimes\n\n")
    (named,) = read(gallica / "0000001" / "ocr" / "X0000001.xml")
    assert named.title == first.title


def test_missing_and_damaged_pages_are_told_and_the_others_read(gallica: Path) -> None:
    ocr = gallica / "0000001" / "ocr"
    page = ocr / "X0000002.xml.gz"
    page.write_bytes(page.read_bytes()[:300])
    found = list(read_sources([gallica]))
    damaged = [each for each in found if isinstance(each, Rejected)]
    assert damaged
    assert all("X0000002.xml" in each.origin and "damaged" in each.reason for each in damaged)
    assert next(each.title for each in found if isinstance(each, Article)).startswith("Le pont")
    page.unlink()
    found = list(read_sources([gallica]))
    (missing,) = [each.reason for each in found if isinstance(each, Rejected)]
    assert missing.startswith("1 of its pages")


def test_nothing_outside_the_source_is_opened(gallica: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(
        "<alto><Layout><Page><TextBlock ID='a'><TextLine><String CONTENT='SECRET'/></TextLine></TextBlock></Page></Layout></alto>"
    )
    manifest = gallica / "0000001" / "manifest.xml"
    manifest.write_text(manifest.read_text().replace("ocr/X0000001.xml", "../../secret.xml"))
    assert "SECRET" not in str(list(read_sources([gallica])))


def alto(tmp_path: Path, lines: str, name: str = "p-1901-03-22.xml") -> Path:
    path = tmp_path / name
    path.write_text(f"<alto><Layout><Page PHYSICAL_IMG_NR='7'><PrintSpace>{lines}</PrintSpace></Page></Layout></alto>")
    return path


def test_a_broken_word_is_there_once(tmp_path: Path) -> None:
    line = "<TextLine>{}</TextLine>"
    first = line.format(
        '<String CONTENT="un"/><SP/><String CONTENT="admi" SUBS_TYPE="HypPart1" SUBS_CONTENT="admirable"/><HYP CONTENT="-"/>'
    )
    second = line.format(
        '<String CONTENT="rable" SUBS_TYPE="HypPart2" SUBS_CONTENT="admirable"/><SP/><String CONTENT="jour"/>'
    )
    (one,) = read(alto(tmp_path, f"<TextBlock>{first}{second}</TextBlock>"))
    # The second half may stand in the next column.
    (two,) = read(alto(tmp_path, f"<TextBlock>{first}</TextBlock><TextBlock>{second}</TextBlock>"))
    assert one.body == two.body == "un admirable jour"
    assert (one.page, one.published, one.published_from) == ("7", "1901-03-22", "file name")


def test_a_blank_page_says_so(tmp_path: Path) -> None:
    (found,) = read_sources([alto(tmp_path, "<Illustration/>")])
    assert isinstance(found, Rejected)
    assert "without text" in found.reason


def test_strings_that_touch_are_one_word(tmp_path: Path) -> None:
    touching = '<String CONTENT="l’" HPOS="10" WIDTH="5"/><String CONTENT="eau" HPOS="15" WIDTH="9"/><String CONTENT="vive" HPOS="30" WIDTH="9"/>'
    (found,) = read(alto(tmp_path, f"<TextBlock><TextLine>{touching}</TextLine></TextBlock>"))
    assert found.body == "l’eau vive"


def test_a_page_transcribed() -> None:
    (only,) = read(SAMPLES / "page" / "gazette-1901-03-23_p0002.xml")
    # In the order given, without the page's number; the first reading of each line.
    assert only.body == (
        "LE MARCHÉ\n\nLe marché de samedi a été fort animé malgré la pluie.\n\nLe beurre a valu deux francs, et les œufs un franc."
    )
    assert (only.page, only.published, only.title) == ("2", "1901-03-23", "LE MARCHÉ")


@pytest.mark.parametrize(
    ("regions", "body"),
    [
        # Nothing but the text of a region; a table with its cells; an order in groups; one of Transkribus.
        ("<TextRegion id='a'><TextEquiv><Unicode>Un texte.</Unicode></TextEquiv></TextRegion>", "Un texte."),
        (
            "<TableRegion><TextRegion id='a'>{un}</TextRegion><TextRegion id='b'>{deux}</TextRegion></TableRegion>",
            "Un.\n\nDeux.",
        ),
        ("<TextRegion id='a'>{un}<TextRegion id='b'>{deux}</TextRegion></TextRegion>", "Un.\n\nDeux."),
        (
            (
                "<ReadingOrder><OrderedGroup><OrderedGroupIndexed index='1'><RegionRefIndexed index='0' regionRef='a'/></OrderedGroupIndexed>"
                "<RegionRefIndexed index='0' regionRef='b'/></OrderedGroup></ReadingOrder><TextRegion id='a'>{un}</TextRegion><TextRegion id='b'>{deux}</TextRegion>"
            ),
            "Deux.\n\nUn.",
        ),
        (
            (
                "<TextRegion id='a' custom='readingOrder {{index:2;}}'>{un}</TextRegion><TextRegion id='b' custom='readingOrder {{index:1;}}'>{deux}</TextRegion>"
                "<TextRegion id='c' custom='structure {{type:header;}}'>{un}</TextRegion>"
            ),
            "Deux.\n\nUn.",
        ),
    ],
)
def test_regions_of_a_page(tmp_path: Path, regions: str, body: str) -> None:
    line = "<TextLine><TextEquiv><Unicode>{}</Unicode></TextEquiv></TextLine>"
    text = regions.format(un=line.format("Un."), deux=line.format("Deux."))
    (tmp_path / "a.xml").write_text(f"<PcGts><Page imageFilename='a.jpg'>{text}</Page></PcGts>")
    (only,) = read(tmp_path / "a.xml")
    assert only.body == body


def test_impresso_brings_pages_and_articles_together() -> None:
    (only,) = read(SAMPLES / "impresso" / "gazette")
    assert only.title == "Le pont de la Rive"
    assert only.body == (
        "Le conseil municipal s'est réuni hier pour examiner le projet du pont neuf.\n\nLes travaux seront finis en mars."
    )
    assert (only.id, only.published, only.page, only.lang) == ("gazette-1901-03-20-a-i0001", "1901-03-20", "1, 2", "fr")
    assert only.url == "https://gallica.bnf.fr/ark:/12148/bpt6k0000001z/f1"


def test_impresso_as_it_is_stored(tmp_path: Path) -> None:
    gazette = SAMPLES / "impresso" / "gazette"
    (tmp_path / "issues").mkdir()
    (tmp_path / "pages" / "gazette-1901").mkdir(parents=True)
    shutil.copy(gazette / "gazette-1901-issues.jsonl.bz2", tmp_path / "issues")
    shutil.copy(gazette / "gazette-1901-03-20-a-pages.jsonl.bz2", tmp_path / "pages" / "gazette-1901")
    assert [a.id for a in read(tmp_path)] == ["gazette-1901-03-20-a-i0001"]
    # The pages alone are documents, in the file's order.
    assert [a.page for a in read(tmp_path / "pages")] == ["2", "1"]


def test_impresso_rebuilt() -> None:
    (only,) = read(SAMPLES / "impresso" / "rebuilt.jsonl")
    assert (only.title, only.page) == ("LE PONT NEUF", "1, 2")
    assert only.body == "Le nouveau pont sera inauguré dimanche.\n\nIl mesure deux cents mètres."


def test_impresso_printed_over_many_lines(tmp_path: Path) -> None:
    record = {"id": "gazette-1901-03-24-a-i0004", "tp": "article", "ft": "Le pont."}
    (tmp_path / "a.json").write_text(json.dumps(record, indent=1))
    (only,) = read(tmp_path / "a.json")
    assert only.body == "Le pont."


def test_articles_without_their_pages_are_one_rejection(tmp_path: Path) -> None:
    record = {
        "id": "gazette-1901-03-20-a",
        "i": [{"m": {"id": f"gazette-1901-03-20-a-i000{n}", "tp": "article"}} for n in range(5)],
    }
    (tmp_path / "a.json").write_text(json.dumps(record))
    (found,) = read_sources([tmp_path / "a.json"])
    assert isinstance(found, Rejected)
    assert "5 articles" in found.reason


@pytest.mark.parametrize(
    ("source", "articles", "expected"),
    [
        ("alto_mets_gallica/oeuvre_1915", 54, ("Lettres du Front : Ne pas être Jobards", "L'ŒUVRE", "1915-12-01", "1", "Lorsque, en août 1870, après Rez")),
        ("alto_mets_gallica/excelsior_1910", 117, ("LA VEUVE DU GRAND-DUC SERGE AU COUVENT", "EXCELSIOR", "1910-11-16", "1", "S. A. I. ELISABETH, SUPÉRIEURE")),
        ("alto_mets_gallica/journal_des_debats_1814", 6, ("JOURNAL DES DEBATS,", "Le Journal des Débats politiques et littéraires", "1814-04-01", "1", "Hollande et des Pays-Bas, le .fils")),
        ("impresso_canonical/excelsior-1910-issues.jsonl.bz2", 109, ("A nos lecteurs.", "excelsior", "1910-11-16", "2", "Sous l'aile de la nymphe Echo,")),
        ("impresso_canonical/lafronde-1898-issues.jsonl.bz2", 39, ("", "lafronde", "1898-02-14", "1", "")),
        ("impresso_canonical/oeuvre-1915-issues.jsonl.bz2", 55, ("Le théâtre et la guerre", "oeuvre", "1915-12-01", "1", "La question ne se pose pas pour M. P.-B. Gheusi")),
    ],
)  # fmt: skip
@pytest.mark.corpus
def test_real_issues(shared_data: Path, source: str, articles: int, expected: tuple[str, str, str, str, str]) -> None:
    title, paper, day, page, words = expected
    found = read(shared_data / "formats" / source)
    assert abs(len(found) - articles) <= 2, len(found)
    assert {a.published for a in found} == {day}
    assert {a.source for a in found} == {paper}
    assert all(a.page and a.body and a.title for a in found)
    assert len({a.id for a in found}) == len(found)
    assert any(a.title == title and a.page == page and words in a.body for a in found) or not title
    # A word broken by a line is never left in two.
    assert not any(f"{half}-\n" in a.body for a in found for half in ("exa", "con"))


@pytest.mark.corpus
def test_all_real_issues_together_are_those_of_each(shared_data: Path) -> None:
    formats = shared_data / "formats" / "alto_mets_gallica"
    assert len(read(formats)) == sum(len(read(folder)) for folder in formats.iterdir())


@pytest.mark.parametrize("name", ["GDL-1900-01-02-a", "IMP-2012-10-19-a"])
@pytest.mark.corpus
def test_real_issues_whose_pages_are_elsewhere(shared_data: Path, name: str) -> None:
    (found,) = read_sources([shared_data / "formats" / "impresso_canonical" / f"{name}-issue.json"])
    assert isinstance(found, Rejected)
    assert f"{name}-pages.jsonl" in found.reason


def test_pages_may_have_been_packed_since(gallica: Path) -> None:
    page = gallica / "0000001" / "ocr" / "X0000001.xml"
    page.with_suffix(".xml.gz").write_bytes(gzip.compress(page.read_bytes()))
    page.unlink()
    assert len(read(gallica)) == 3


def test_a_damaged_issue_in_a_wrong_encoding(tmp_path: Path) -> None:
    whole = (SAMPLES / "mets" / "gallica" / "0000001" / "manifest.xml").read_text()
    (tmp_path / "manifest.xml").write_bytes(
        whole.replace("group", "gr\u00edoup").replace("Année", "&#xD83D;&#55357;").encode("cp1252")[:-40]
    )
    found = list(read_sources([tmp_path]))
    assert found
    assert all(isinstance(each, Rejected) and "report" not in each.reason for each in found)

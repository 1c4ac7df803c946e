"""Writes the samples that are no text: Word and OpenDocument texts, PDF, Parquet. All invented.

    python tests/readers/office_samples.py

The tests make further ones with the same functions.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).parent / "samples"
# Members of an archive all made in one moment: the same bytes each time.
_MOMENT = (2017, 3, 14, 7, 0, 0)


def archive(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name, _MOMENT), text, compress_type=kind)
    return out.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    """A Word document of (style, text); a style that begins with "#" is a bookmark."""
    body = "".join(_word_paragraph(style, text) for style, text in paragraphs)
    return archive(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
            "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        }
    )


def _word_paragraph(style: str, text: str) -> str:
    mark = f'<w:bookmarkStart w:id="1" w:name="{style[1:]}"/>' if style.startswith("#") else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style and not mark else ""
    # A word in two runs, as Word writes what was typed at two times.
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in (text[:5], text[5:]) if part
    )
    return f"<w:p>{properties}{mark}{runs}</w:p>"


_O = "urn:oasis:names:tc:opendocument:xmlns"


def odt(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    """An OpenDocument text of (style, text)."""
    body = "".join(f'<text:p text:style-name="{style}">{escape(text)}</text:p>' for style, text in paragraphs)
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<?xml version="1.0"?><office:document-content xmlns:office="{_O}:office:1.0" xmlns:style="{_O}:style:1.0" '
            f'xmlns:text="{_O}:text:1.0"><office:automatic-styles><style:style style:name="P1" style:family="paragraph" '
            f'style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>{body}</office:text>'
            "</office:body></office:document-content>",
        }
    )


def pdf(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """A PDF of pages of lines, in windows-1252."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Title (" + _pdf_string(title) + b") /CreationDate (D:20240101120000Z) >>",
    ]
    kids = []
    for lines in pages:
        text = (
            b"BT /F1 10 Tf 14 TL 40 560 Td "
            + b" ".join(b"(" + _pdf_string(line) + b") Tj T*" for line in lines)
            + b" ET"
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _pdf_string(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def parquet(columns: dict[str, list[object]], *, rows_a_group: int = 2) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=rows_a_group)
    return out.getvalue()


def rtf(lines: Sequence[str]) -> bytes:
    """A Rich Text of paragraphs; letters beyond windows-1252's by their numbers."""
    head = (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator Essai;}{\info{\title Sans titre}}\uc1"
    )
    return (head + "\n" + "".join(rf"{{\pard\b0 {_rtf_text(line)}\par}}" + "\n" for line in lines) + "}").encode(
        "ascii"
    )


def _rtf_text(line: str) -> str:
    escaped = line.replace("\\", r"\\").replace("{", r"\{").replace("}", r"\}")
    return "".join(each if each.isascii() else _rtf_letter(each) for each in escaped)


def _rtf_letter(letter: str) -> str:
    byte = letter.encode("cp1252", "ignore")
    return rf"\'{byte[0]:02x}" if byte and letter != "’" else rf"\u{ord(letter)}?"


ARTICLE = [
    ("Title", "Le viaduc de Plouzal rouvre aux trains"),
    ("Subtitle", "Après deux ans de travaux, la ligne est rendue aux voyageurs."),
    ("", "Publié le 14 mars 2017"),
    ("", "L’autorail de 7 h 12 a franchi mardi le viaduc."),
    ("", "Les travaux ont coûté 3,5 millions d’euros."),
]
NEXIS_COVER = [
    ("", "Date and Time: mardi 21 mars 2017 09:31:00 CET"),
    ("", "Job Number: 00000001"),
    ("", "Documents (2)"),
    ("", "1. Le viaduc de Plouzal rouvre aux trains"),
    ("", "Client/Matter: -None-"),
    ("", "Search Terms: viaduc"),
]
NEXIS = [
    *NEXIS_COVER,
    ("#Bookmark_1", ""),
    ("Heading1", "Le viaduc de Plouzal rouvre aux trains"),
    ("", "Le Courrier de l’Aulne"),
    ("", "14 mars 2017 mardi"),
    ("", "Copyright 2017 Le Courrier de l’Aulne Tous droits réservés"),
    ("", "Section:\u00a0BRETAGNE; Pg. 16"),
    ("", "Length:\u00a0212 words"),
    ("", "Byline:\u00a0Maëlle Kerbrat"),
    ("", "Highlight:\u00a0La ligne est rendue aux voyageurs."),
    ("", "Body"),
    ("", "L’autorail de 7 h 12 a franchi mardi le viaduc."),
    ("", "Le maire : « Une promesse tenue. »"),
    ("", "Classification"),
    ("", "Language: FRENCH; FRANÇAIS"),
    ("", "Publication-Type: Journal"),
    ("", "Load-Date:\u00a0March 14, 2017"),
    ("", "End of Document"),
    ("#Bookmark_2", ""),
    ("Heading1", "La grève des remorqueurs s’achève"),
    ("", "La Gazette du Ponant"),
    ("", "October 16, 2023 Monday 4:55 PM GMT"),
    ("", "Length:\u00a098 words"),
    ("", "Body"),
    ("", "Les remorqueurs ont repris le travail lundi."),
    ("", "Load-Date:\u00a0October 17, 2023"),
    ("", "End of Document"),
]
PAGES = [
    [
        "Le Courrier de l’Aulne - 14 mars 2017",
        "Le viaduc de Plouzal rouvre aux trains",
        "Publié le 14 mars 2017",
        "L’autorail de 7 h 12 a franchi mardi matin le viaduc de Plouzal, « sans un",
        "bruit », disent les riverains. Les travaux, dont le coût atteint 3,5 mil-",
        "lions d’euros, se sont achevés avec six mois d’avance.",
        "Le maire y croit : « Nous aurons cent voyageurs par jour, peut-",
        "être davantage l’été. » La région, qui a payé la moitié des travaux, pro-",
        "1 / 2",
    ],
    [
        "Le Courrier de l’Aulne - 14 mars 2017",
        "met deux trains de plus à partir de septembre.",
        "Les riverains demandent que la gare, fermée depuis 2009, rouvre elle aussi.",
        "2 / 2",
    ],
]
EUROPRESSE_PAGES = [
    [
        "Nom de la source", "Le Courrier de l’Aulne", "Type de source", "Presse • Journaux", "Périodicité", "Quotidien",
        "Mardi 14 mars 2017", "Le Courrier de l’Aulne, no. 4021 • Bretagne • p. 16 • 212 mots",
        "Le viaduc de Plouzal rouvre aux trains", "Maëlle Kerbrat",
        "L’autorail de 7 h 12 a franchi mardi matin le viaduc de Plouzal, « sans un",
        "bruit ». Les travaux ont coûté 3,5 millions d’euros.",
        "© 2017 Le Courrier de l’Aulne. Tous droits réservés. Le présent document",
        "est protégé par les lois et conventions internationales sur le droit d’auteur.",
        "Certificat émis le 21 mars 2017 à Université-de-Plouzal à des",
        "fins de visualisation personnelle et temporaire.", "news·20170314·CAU·0k1403_556071",
    ],
    [
        "Nom de la source", "La Gazette du Ponant", "Lundi 16 octobre 2023", "La Gazette du Ponant (site web) • 98 mots",
        "La grève des remorqueurs s’achève", "Les remorqueurs ont repris le travail lundi.",
        "© 2023 La Gazette du Ponant. Tous droits réservés.", "web·20231016·GPO·7d1f02",
    ],
]  # fmt: skip
TABLE: dict[str, list[object]] = {
    "titre": ["Le viaduc rouvre", "La grève s’achève", "Le marché change de place"],
    "texte": ["L’autorail a franchi le viaduc.", "Les remorqueurs ont repris.", "Il se tiendra place du Pilori."],
    "date": ["2017-03-14", "2023-10-16", "2017-05-05"],
    "auteurs": [["Maëlle Kerbrat", "Yann Le Goff"], [], ["Zoé Roy"]],
    "journal": ["Le Courrier de l’Aulne", "La Gazette du Ponant", "Ouest-Éclair"],
}


def write() -> None:
    files = {
        "docx/article.docx": docx(ARTICLE),
        "docx/nexis.docx": docx(NEXIS),
        "docx/bad.docx": docx(ARTICLE)[:400],
        "odt/article.odt": odt([("P1" if style == "Title" else style or "Standard", text) for style, text in ARTICLE]),
        "odt/bad.odt": odt([("Standard", "")]),
        "rtf/article.rtf": rtf([text for _, text in ARTICLE]),
        "rtf/nexis.rtf": rtf([text for _, text in NEXIS]),
        "rtf/factiva.rtf": rtf((SAMPLES / "factiva/codes.txt").read_text(encoding="utf-8").split("\n")),
        "rtf/bad.rtf": rtf([""]),
        "pdf/article.pdf": pdf(PAGES, "Le viaduc de Plouzal rouvre aux trains"),
        "pdf/europresse.pdf": pdf(EUROPRESSE_PAGES),
        "pdf/bad.pdf": pdf([["1"], ["2"]]),
        "parquet/articles.parquet": parquet(TABLE),
        "parquet/bad.parquet": parquet({"mot": ["viaduc"], "compte": [3]}),
    }
    for name, data in files.items():
        (SAMPLES / name).write_bytes(data)


if __name__ == "__main__":
    write()

"""XML is read element by element; nothing outside the file is fetched, no entity is expanded."""

import io
import tracemalloc
from typing import BinaryIO, cast

import pytest

from index.readers.xml_stream import XmlDamaged, elements, local, root_of


def texts(data: bytes, *names: str) -> list[str]:
    return ["".join(element.itertext()) for element in elements(io.BytesIO(data), *names)]


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<rss version='2.0'>", ("", "rss")),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <a> -->\n<feed xmlns="http://www.w3.org/2005/Atom">', ("http://www.w3.org/2005/Atom", "feed")),
        (b'<!DOCTYPE nitf SYSTEM "nitf.dtd" [ <!ENTITY a "<b>"> ]>\n<nitf>', ("", "nitf")),
        (b'<x:mets xmlns:y="u:y" xmlns:x="u:x" a="b">', ("u:x", "mets")),
        ('<?xml version="1.0" encoding="utf-16"?><alto>'.encode("utf-16"), ("", "alto")),
        (b"Du texte < ordinaire", None),
        (b"", None),
        (b"<?a?>" * 5000 + b"non", None),
    ],
)  # fmt: skip
def test_the_root_tells_the_dialect(head, root):
    assert root_of(head) == root


def test_names_of_characters_are_understood_wherever_they_are_cut():
    data = b"<r>" + b"".join(b"<i>%s&eacute;t&eacute; &amp; &lt;</i>" % (b"x" * n) for n in range(40)) + b"</r>"
    padded = b"<r><!--" + b"y" * (1 << 16) + b"-->" + data[3:]
    for shift in range(30):
        shifted = padded.replace(b"<!--", b"<!--" + b"z" * shift, 1)
        assert [t.lstrip("x") for t in texts(shifted, "i")] == ["été & <"] * 40


def test_no_file_is_read(tmp_path):
    (tmp_path / "secret").write_text("SECRET")
    data = f'<!DOCTYPE r [<!ENTITY f SYSTEM "{tmp_path}/secret">]><r><i>début &f; fin</i></r>'
    assert texts(data.encode(), "i") == ["début &f; fin"]


def test_entities_that_multiply_are_refused():
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    with pytest.raises(XmlDamaged, match="amplification"):
        texts(f'<!DOCTYPE r [<!ENTITY l0 "lol">{lol}]><r><i>&l8;</i></r>'.encode(), "i")


def test_what_came_before_the_damage_is_given():
    read = elements(io.BytesIO(b"<r>\n<i>un</i>\n<i>deux</i>\n<i>tr"), "i")
    assert [next(read).text, next(read).text] == ["un", "deux"]
    with pytest.raises(XmlDamaged, match="not XML") as error:
        next(read)
    assert error.value.line == 4


def test_parents_stay_and_memory_does_not_grow():
    class Endless(io.RawIOBase):
        """Twenty megabytes of entries."""

        def __init__(self) -> None:
            self.left = 20_000
            self.data = b"<feed><title>Le Fil</title>"

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            if not self.data and self.left:
                self.left -= 1
                self.data = b"<entry>" + b"mot " * 250 + b"</entry>" + (b"</feed>" if not self.left else b"")
            data, self.data = self.data[:size], self.data[size:]
            return data

    tracemalloc.start()
    count = 0
    for entry in elements(cast("BinaryIO", Endless()), "entry"):
        count += 1
        assert local(entry) == "entry"
        assert entry.getparent().findtext("title") == "Le Fil"
        assert len(entry.getparent()) <= 3
    assert count == 20_000
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_without_a_name_the_root_is_given():
    assert [local(root) for root in elements(io.BytesIO(b"<nitf><a/><b/></nitf>"))] == ["nitf"]

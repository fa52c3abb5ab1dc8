"""Files of which no story can be made: what an import says of them."""

import gzip
import io
import tarfile
import zipfile

import pytest
from tests.conftest import SiteDriver


def packed(*paths: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for path in paths:
            archive.writestr(path, "<x/>")
    return made.getvalue()


def tarred() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return made.getvalue()


DUMP = b"-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\nDROP TABLE IF EXISTS `posts`;\n"


@pytest.mark.parametrize(
    ("name", "content", "words", "mend"),
    [
        ("stories.xlsx", packed("xl/workbook.xml"), "a spreadsheet of Excel", "CSV UTF-8"),
        ("stories.ods", packed("mimetype", "content.xml"), "a spreadsheet of LibreOffice", "Text CSV"),
        ("story.docx", packed("word/document.xml"), "a document of Word", ".rtf"),
        ("story.odt", packed("content.xml"), "a document of LibreOffice", ".rtf"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a document of an old Office", "as CSV in Excel"),
        ("story.pdf", b"%PDF-1.7\n", "a PDF", "pdftotext"),
        ("wall.png", b"\x89PNG\r\n\x1a\n", "a picture", "--picture"),
        ("feed.xml.gz", gzip.compress(b"<rss/>", mtime=0), "packed (gzip)", "gunzip"),
        ("site.tar", tarred(), "packed (tar)", "tar -xf"),
        ("site.rar", b"Rar!\x1a\7\0", "packed", "unpack it"),
        ("talk.mp3", b"ID3\3\0\0", "a recording or a film", "the text of its story"),
        ("dump.sql", DUMP, "a dump of a database", "as CSV"),
        ("odd.xml", b"<?xml version='1.0'?><odd/>", "a document of XML of a kind that is not known", "docs/import.md"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name_and_has_a_mend(
    site: SiteDriver, name: str, content: bytes, words: str, mend: str
) -> None:
    site.write_file(name, content)

    done = site.newsgen("import", str(site.root / name))

    assert done.code == 2, done.out
    said, _, mended = done.err.partition("mend: ")
    assert f"{name} is {words}\n" in said
    assert mend in mended
    assert not (site.root / "imports").exists()


@pytest.mark.parametrize(
    "text",
    [
        "BM wins the race\n\nThe race was won by BM, who had trained for a year.",
        "How to read a database\n\nFirst write this:\n\nCREATE TABLE stories\n\nThen look at what is there.",
        "-- The night train\n\nThe night train came at four, and nobody was at the station.",
    ],
)
def test_a_text_that_only_begins_like_one_of_these_is_a_text(site: SiteDriver, text: str) -> None:
    site.write_file("story.txt", text)

    assert site.newsgen("import", str(site.root / "story.txt"), "--dry-run").code == 0


def test_an_empty_folder_is_told_as_such(site: SiteDriver) -> None:
    (site.root / "old").mkdir()

    done = site.newsgen("import", str(site.root / "old"))

    assert done.code == 2
    assert "old is empty: no file lies in it" in done.err

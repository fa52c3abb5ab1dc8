"""Files of which no story can be made as they are: what each is, and how its owner gets a file of it that can. Pure."""

import re
from collections.abc import Sequence

_SPREADSHEET = (
    "open it, choose File → Save As, and of the formats “CSV UTF-8 (Comma delimited)”; in LibreOffice “Text CSV”, with "
    "the character set UTF-8; in Numbers File → Export To → CSV. Each sheet is a file: give those of stories"
)
_DOCUMENT = "open it, choose File → Save As, and of the formats “Rich Text Format (.rtf)”; one story in each file"
_PARTS = (
    (r"xl/workbook\.\w+", "a spreadsheet of Excel", _SPREADSHEET),
    (r"word/document\d*\.xml", "a document of Word", _DOCUMENT),
    (r"ppt/presentation\.xml", "a presentation", "copy its texts, and give them with `newsgen import -`"),
    (r"META-INF/container\.xml", "a book (EPUB)", "unpack it, and give the folder with its pages: --as pages"),
)
_NAMES = (
    (r"(?i).*\.(?:ods|fods)", "a spreadsheet of LibreOffice", _SPREADSHEET),
    (r"(?i).*\.(?:odt|fodt)", "a document of LibreOffice", _DOCUMENT),
    (r"(?i).*\.(?:numbers|pages)", "a document of Numbers or Pages", "export it: File → Export To → CSV, or RTF"),
)
_PACKED = "unpack it, and give what comes of it"
_BEGINNINGS = (
    (
        rb"%PDF",
        "a PDF",
        "copy its story, and give that: `newsgen import -`; or make a text of it: `pdftotext FILE story.txt`",
    ),
    (rb"\xd0\xcf\x11\xe0", "a document of an old Office", "save it as CSV in Excel, or as RTF in Word, and give that"),
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF.{2,4}WEBP|.{1,4}ftyp(?:avif|heic|mif1)",
        "a picture",
        "give the text of its story, and the picture with --picture",
    ),
    (rb"\x1f\x8b", "packed (gzip)", f"{_PACKED}: `gunzip FILE`, or `tar -xzf FILE` where it is called .tar.gz or .tgz"),
    (rb"BZh\d|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!\x1a", "packed", _PACKED),
    (rb"ID3[\2-\4]|OggS|fLaC|.{1,4}ftyp|\x1aE\xdf\xa3|RIFF", "a recording or a film", "give the text of its story"),
)
_SQL_BEGIN = re.compile(rb"\s*(?:--|/\*|SET |CREATE |DROP |INSERT |PRAGMA |BEGIN TRANSACTION)", re.IGNORECASE)
_SQL = re.compile(
    rb"^\s*(?:CREATE TABLE|DROP TABLE|INSERT INTO|LOCK TABLES|COPY [\w.\" (),]+ FROM stdin)\b", re.MULTILINE
)
_BOM = b"\xef\xbb\xbf"


def other_file(name: str, head: bytes, paths: Sequence[str]) -> tuple[str, str]:
    """What a file is, and what to do with it; both empty where it is none of these.

    Args:
        name: As it was named.
        head: Its first bytes, without NUL.
        paths: The files that are packed in it.
    """
    for pattern, words, mend in _PARTS:
        if any(re.fullmatch(pattern, path) for path in paths):
            return words, mend
    head = head.removeprefix(_BOM)
    if paths or head.startswith(b"<?xml"):
        return next(
            ((words, mend) for pattern, words, mend in _NAMES if re.fullmatch(pattern, name.rstrip("/"))), ("", "")
        )
    if re.fullmatch(r"(?i).*\.tar", name):
        return "packed (tar)", f"{_PACKED}: `tar -xf FILE`"
    for beginning, words, mend in _BEGINNINGS:
        if re.match(beginning, head, re.DOTALL):
            return words, mend
    if _SQL_BEGIN.match(head) and _SQL.search(head):
        return (
            "a dump of a database",
            "load it into one, and export the table of the stories as CSV, or make SQLite of it",
        )
    return "", ""

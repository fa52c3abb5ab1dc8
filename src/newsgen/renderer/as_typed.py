"""What typography leaves as it was typed: web and mail addresses, names of files, and paths.

Works on one block of text, whose inline tags are `JOINT`.
"""

import re
from collections.abc import Iterator

JOINT = "\ufdde"
"""Stands between two pieces of a block, for an inline tag. A noncharacter: the loader lets none through."""

_SIGN = r"(?!&(?:quot|\#34|\#39|\#x27|apos|lt|gt|nbsp|\#160);)[^\s<>\"“”„«»\ufdd7\ufdde]"
_SUFFIXES = (
    "7z avi avif bak bat bin bmp bz2 c cfg conf cpp cs csv css dat db deb doc docx dll epub exe flac gif go gz h heic"
    " htm html ini ipynb iso jar java jpeg jpg js json kt less log lua m4a map md mjs mkv mov mp3 mp4 odp ods odt ogg"
    " otf pdf php pl png ppt pptx ps psd py r rar rb rpm rs rst rtf scss sh sql svg swift tar tex tgz tif tiff toml"
    " ts tsv tsx ttf txt vtt wav webm webp whl woff woff2 xhtml xls xlsx xml xz yaml yml zip"
).replace(" ", "|")
_ADDRESS = re.compile(
    rf"""
    (?<![^\W\d_]) [a-zA-Z][a-zA-Z0-9+.-]{{0,20}}:// {_SIGN}+          # https://example.org/a--b
    | (?<![\w.]) www\. {_SIGN}+
    | (?<![\w.+-]) [\w.+'-]{{1,64}} @ [\w-]{{1,63}} (?:\.[\w-]{{1,63}})+  # jane.o'neil@example.org
    | (?<![\w.@-]) (?:[a-zA-Z0-9-]{{1,63}}\.){{1,9}} [a-z]{{2,24}} / {_SIGN}*    # example.org/it's
    | (?<![^\s(\[{{"'“‘„«=\ufdde;]) (?:~|\.\.?|[a-zA-Z]:)? [/\\] {_SIGN}+     # /etc/a--b, C:\it's
    """,
    re.VERBOSE,
)
_FILE = re.compile(
    r"(?<![\w./+\\-])[\w./+\\-]{0,200}(?:--|\.\.\.|(?<=\w)')[\w./+\\'-]{0,200}"
    rf"\.(?:{_SUFFIXES})(?![\w-]|\.\w)",
    re.ASCII,
)
_LAST_SIGNS = ".,;:!?'’”)]}*_…-"
"""Of the sentence around an address, not of the address, where they stand at its end."""


_MAY_BE_FILE = re.compile(r"(?:--|'|\.\.\.)[\w/+\\'-]*\.[\w.]*[a-z0-9]", re.ASCII)
_MAY_BE_SUFFIX = re.compile(r"\.[\w.]*[a-z0-9]", re.ASCII)
"""Without one there is no file: found quickly, since it begins with a literal."""
_WORD_WITH_SIGN = re.compile(r"(?<!\S)[^\s/@\\]*+[/@\\]\S*")


def spans_to_leave(text: str) -> list[tuple[int, int]]:
    """Where addresses, paths and names of files stand in a text, in order."""
    found: list[tuple[int, int]] = []
    if "www." in text:
        found += _addresses(text, 0, len(text))
    elif "/" in text or "@" in text or "\\" in text:
        for word in _WORD_WITH_SIGN.finditer(text):
            found += _addresses(text, *word.span())
    if _MAY_BE_SUFFIX.search(text) is not None and _MAY_BE_FILE.search(text) is not None:
        found += [match.span() for match in _FILE.finditer(text)]
    return sorted(found)


def _addresses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _ADDRESS.finditer(text, start, end):
        address = match[0]
        bare = address.rstrip(_LAST_SIGNS)
        # A bracket that the address itself has opened belongs to it.
        if address[len(bare) : len(bare) + 1] == ")" and bare.count("(") > bare.count(")"):
            bare += ")"
        yield match.start(), match.start() + len(bare)

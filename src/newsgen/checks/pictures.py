"""Whether a picture can be shown: whole, of the kind that its name says, and not too large. Pure.

Nothing is decoded, so that a picture of a few bytes that would fill the memory costs nothing here. The head says kind
and size; the blocks that every format is made of say where the file should end.
"""

# The numbers are those of the formats.
# ruff: noqa: PLR2004

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from newsgen.pictures.containers import colour_table_size

SUFFIXES = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".jpe": "JPEG", ".jfif": "JPEG", ".png": "PNG", ".apng": "PNG", ".gif": "GIF",
    ".webp": "WebP", ".avif": "AVIF", ".bmp": "BMP", ".ico": "ICO", ".svg": "SVG",
}  # fmt: skip
"""End of a name to the kind of picture that it promises."""
MOST_PIXELS = 100_000_000
"""A browser keeps four bytes of each."""
_HEAD = 4_096
_PROLOGUE = 1 << 18
"""Bytes in which a drawing begins: a licence and names of entities may stand before it."""
_DRAWING = re.compile(rb"<(?:\w+:)?svg[\s>]", re.IGNORECASE)
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)


class Fault(NamedTuple):
    """What is wrong with a picture, and the mend."""

    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the blocks of a picture say."""

    width: int
    height: int
    is_whole: bool


def picture_fault(path: str, content: bytes) -> Fault | None:
    """What is wrong with the file of a picture; None where nothing is, or where its name promises none."""
    promised = SUFFIXES.get(f".{path.rpartition('.')[2].lower()}")
    if promised is None:
        return None
    if not content.strip(b"\0 \t\r\n"):
        return Fault("the picture has no content" if content else "the picture has 0 bytes", _AGAIN)
    kind = _kind_of(content)
    if kind not in {promised, "HEIC" if promised == "AVIF" else promised}:
        found = f"is {kind}" if kind else "is no picture that is known"
        mend = "give it the suffix of its kind, wherever it is named" if kind in _SUFFIX_OF else _AGAIN
        return Fault(f"the picture {found}, and its name says {promised}", mend)
    shape = _SHAPES[kind](content) if kind in _SHAPES else None
    if shape is None:
        return None
    if shape.width * shape.height > MOST_PIXELS:
        what = f"the picture has {shape.width:,} × {shape.height:,} pixels, more than a browser can hold"
        return Fault(what, "make it smaller: 2,000 pixels are enough for any screen")
    return None if shape.is_whole else Fault("the picture is cut off: its end is missing", _AGAIN)


_AGAIN = "copy it again from where it came from, or take it out"
_SUFFIX_OF = frozenset(SUFFIXES.values())


def _kind_of(content: bytes) -> str:
    head = content[:_HEAD]
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        return "AVIF" if b"avi" in head[8:32] else "HEIC" if b"hei" in head[8:32] else "a film"
    if _PAGE.match(head):
        return "a page of HTML"
    return "SVG" if _DRAWING.search(_in_ascii(content[:_PROLOGUE])) else ""


def _in_ascii(content: bytes) -> bytes:
    """A text in which ASCII stands as such, as it does not in UTF-16."""
    is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16", "replace").encode() if is_wide else content


_SIGNS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"\0\0\1\0", "ICO"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "a PDF"),
    (b"PK\3\4", "a ZIP archive"),
)


def _number(content: bytes, at: int, length: int, order: str = "big") -> int:
    return int.from_bytes(content[at : at + length], "big" if order == "big" else "little")


def _png(content: bytes) -> _Shape:
    """https://www.w3.org/TR/png-3/, 5.3: length, name, that many bytes, and a sum of four."""
    at, is_whole = 8, False
    while at + 8 <= len(content) and not is_whole:
        end = at + 12 + _number(content, at, 4)
        is_whole = content[at + 4 : at + 8] == b"IEND" and end <= len(content)
        at = end
    return _Shape(_number(content, 16, 4), _number(content, 20, 4), is_whole)


_FRAMES = frozenset((0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF))
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_SCAN = 0xDA


def _jpeg(content: bytes) -> _Shape:
    """ITU-T T.81, annex B: segments up to the first scan; in a scan no byte 0xFF stands before what is not 0."""
    at, width, height = 2, 0, 0
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width = _number(content, at + 5, 2), _number(content, at + 7, 2)
        if marker == _SCAN:
            return _Shape(width, height, content.rfind(b"\xff\xd9", at) >= 0)
        at += 2 + _number(content, at + 2, 2)
    return _Shape(width, height, is_whole=False)


def _gif(content: bytes) -> _Shape:
    """https://www.w3.org/Graphics/GIF/spec-gif89a.txt: blocks up to the trailer, which some leave out."""
    at, has_picture = 13 + colour_table_size(content, 10), False
    while at < len(content) and content[at] != 0x3B:
        if content[at] == 0x2C:
            at, has_picture = at + 11 + colour_table_size(content, at + 9), True
        elif content[at] == 0x21:
            at += 2
        else:
            break
        while at < len(content) and content[at]:
            at += 1 + content[at]
        at += 1
    width, height = (_number(content, place, 2, "little") for place in (6, 8))
    return _Shape(width, height, has_picture and at <= len(content))


def _webp(content: bytes) -> _Shape:
    """https://developers.google.com/speed/webp/docs/riff_container: the head says how long all is."""
    width = height = 0
    match content[12:16]:
        case b"VP8X":
            width, height = (1 + _number(content, at, 3, "little") for at in (24, 27))
        case b"VP8L":
            bits = _number(content, 21, 4, "little")
            width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 ":
            width, height = (_number(content, at, 2, "little") & 0x3FFF for at in (26, 28))
    return _Shape(width, height, len(content) >= 8 + _number(content, 4, 4, "little"))


def _avif(content: bytes) -> _Shape:
    """ISO/IEC 14496-12: boxes, each with its length; `ispe` says how large the picture is."""
    at, has_data = 0, b"idat" in content[: 16 * _HEAD]
    while at + 8 <= len(content):
        has_data = has_data or content[at + 4 : at + 8] == b"mdat"
        length = _number(content, at, 4)
        if length == 1:
            length = _number(content, at + 8, 8)
        if length < 8:  # 0: to the end of the file
            at = len(content)
            break
        at += length
    extents = [found.end() for found in re.finditer(b"ispe", content[: 16 * _HEAD])]
    sizes = [(_number(content, place + 4, 4), _number(content, place + 8, 4)) for place in extents] or [(0, 0)]
    return _Shape(*max(sizes), has_data and at == len(content))


def _bmp(content: bytes) -> _Shape:
    width, height = (_number(content, at, 4, "little") for at in (18, 22))
    height = min(height, (1 << 32) - height)  # negative where the picture begins at its top
    return _Shape(width, height, len(content) >= max(26, _number(content, 2, 4, "little")))


def _ico(content: bytes) -> _Shape:
    """A table of pictures, each with its length and where it begins: a byte for each side, in which 256 is 0."""
    entries = [content[at : at + 16] for at in range(6, 6 + 16 * _number(content, 4, 2, "little"), 16)]
    ends = [_number(entry, 12, 4, "little") + _number(entry, 8, 4, "little") for entry in entries]
    is_whole = all(len(entry) == 16 for entry in entries) and max(ends, default=6) <= len(content)
    return _Shape(256, 256, bool(entries) and is_whole)


def _svg(content: bytes) -> _Shape:
    """https://www.w3.org/TR/xml/, 2.1: one element, behind which only remarks and instructions stand."""
    text = _in_ascii(content).rstrip(b"\0 \t\r\n")
    for begin, end in ((b"<!--", b"-->"), (b"<?", b"?>"), (b"<!--", b"-->")):
        while text.endswith(end) and (at := text.rfind(begin)) > 0:
            text = text[:at].rstrip()
    root = _DRAWING.search(text)
    is_alone = root is not None and text.endswith(b"/>") and text.find(b">", root.start()) == len(text) - 1
    return _Shape(0, 0, is_alone or _END_OF_DRAWING.search(text[-_HEAD:]) is not None)


_END_OF_DRAWING = re.compile(rb"</(?:\w+:)?svg\s*>\Z", re.IGNORECASE)


_SHAPES: dict[str, Callable[[bytes], _Shape]] = {
    "PNG": _png,
    "JPEG": _jpeg,
    "GIF": _gif,
    "WebP": _webp,
    "AVIF": _avif,
    "BMP": _bmp,
    "ICO": _ico,
    "SVG": _svg,
}


def pictures_among(paths: Iterable[str]) -> list[str]:
    """Those whose names promise a picture."""
    return [path for path in paths if f".{path.rpartition('.')[2].lower()}" in SUFFIXES]

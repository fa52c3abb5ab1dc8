"""The blocks that files of pictures are made of: which of them hold metadata, and where provenance (C2PA) lies.

Nothing is decoded here, and no byte of the picture itself changes.
"""

# The numbers are those of the formats.
# ruff: noqa: PLR2004

import zlib
from collections.abc import Iterator

_EXIF = 0xE1
_PHOTOSHOP = 0xED
_JUMBF = 0xEB
_COMMENT = 0xFE
_SCAN = 0xDA
_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD = 8 + 25
"""Where the first chunk of a PNG ends, which always has this length."""
_PNG_WORDS = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
_LARGEST_SEGMENT = 65_533


def without_metadata(content: bytes) -> bytes:
    """A JPEG, PNG, WebP or GIF file without the blocks in which words, places and devices stand; others as they are.

    Colours (ICC) and the way that a picture is turned (EXIF) go with the latter: it is for files that need neither.
    """
    if content.startswith(b"\xff\xd8"):
        private = (_EXIF, _PHOTOSHOP, _JUMBF, _COMMENT)
        return b"\xff\xd8" + b"".join(segment for marker, segment in _jpeg_segments(content) if marker not in private)
    if content.startswith(_PNG_SIGN):
        chunks = (chunk for name, chunk in _png_chunks(content) if name not in _PNG_WORDS and name != b"caBX")
        return _PNG_SIGN + b"".join(chunks)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        private_chunks = {b"EXIF", b"XMP ", b"C2PA"}
        return _webp(chunk for name, chunk in _webp_chunks(content) if name not in private_chunks)
    if content[:4] == b"GIF8":
        return _gif_without_words(content)
    return content


def provenance_in(content: bytes) -> bytes:
    """The C2PA manifest of a JPEG, PNG or WebP file, as a JUMBF box; empty where there is none."""
    if content.startswith(b"\xff\xd8"):
        parts = [segment[4:] for marker, segment in _jpeg_segments(content) if marker == _JUMBF]
        # Each part: "JP", number of the box, number of the part, and, but for the first, the box's head once more.
        boxes = [part[8:] if number == 0 else part[16:] for number, part in enumerate(parts) if part[:2] == b"JP"]
        box = b"".join(boxes)
    elif content.startswith(_PNG_SIGN):
        box = b"".join(chunk[8:-4] for name, chunk in _png_chunks(content) if name == b"caBX")
    elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        box = b"".join(_webp_data(chunk) for name, chunk in _webp_chunks(content) if name == b"C2PA")
    else:
        box = b""
    return box if box[4:8] == b"jumb" and b"c2pa" in box[:64] else b""


def with_provenance(content: bytes, box: bytes) -> bytes:
    """A JPEG, PNG or WebP file with a C2PA manifest in it; others as they are."""
    if not box:
        return content
    if content.startswith(b"\xff\xd8"):
        head, room = box[:8], _LARGEST_SEGMENT - 16
        parts = [box[8:][at : at + room] for at in range(0, len(box) - 8, room)]
        segments = [
            b"\xff\xeb" + (len(part) + 18).to_bytes(2, "big") + b"JP\0\1" + number.to_bytes(4, "big") + head + part
            for number, part in enumerate(parts, 1)
        ]
        at = _after_jfif(content)
        return content[:at] + b"".join(segments) + content[at:]
    if content.startswith(_PNG_SIGN):
        return content[:_PNG_HEAD] + _png_chunk(b"caBX", box) + content[_PNG_HEAD:]
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP" and content[12:16] == b"VP8X":
        chunk = b"C2PA" + len(box).to_bytes(4, "little") + box + b"\0" * (len(box) & 1)
        return _webp([*(each for _, each in _webp_chunks(content)), chunk])
    return content


def with_metadata(content: bytes, exif: bytes, xmp: bytes) -> bytes:
    """A JPEG or PNG file that has none, with these blocks of EXIF and XMP; others as they are."""
    if content.startswith(b"\xff\xd8"):
        said = ((b"", exif), (b"http://ns.adobe.com/xap/1.0/\0", xmp))
        bodies = [name + block for name, block in said if block and len(name + block) <= _LARGEST_SEGMENT]
        segments = [b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body for body in bodies]
        at = _after_jfif(content)
        return content[:at] + b"".join(segments) + content[at:]
    if content.startswith(_PNG_SIGN):
        words = b"XML:com.adobe.xmp\0\0\0\0\0" + xmp
        chunks = [(b"iTXt", words)] if xmp else []
        chunks += [(b"eXIf", exif.removeprefix(b"Exif\0\0"))] if exif else []
        return content[:_PNG_HEAD] + b"".join(_png_chunk(*chunk) for chunk in chunks) + content[_PNG_HEAD:]
    return content


def _after_jfif(content: bytes) -> int:
    """Where further segments of a JPEG begin: behind its own, which must come first."""
    return 4 + int.from_bytes(content[4:6], "big") if content[2:4] == b"\xff\xe0" else 2


def _png_chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """ITU-T T.81, annex B: segments with their marker and length, up to the first scan, which is the last here."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == _SCAN:
            break
        if marker == 0xFF:  # A fill byte.
            at += 1
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        yield marker, content[at:end]
        at = end
    yield _SCAN, content[at:]


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """https://www.w3.org/TR/png-3/, 5.3: length, name, that many bytes, and a sum of four."""
    at = 8
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at:end]
        at = end


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """https://developers.google.com/speed/webp/docs/riff_container: name, length, and an even number of bytes."""
    at = 12
    while at + 8 <= len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + (length & 1)
        yield content[at : at + 4], content[at:end]
        at = end


def _webp_data(chunk: bytes) -> bytes:
    return chunk[8 : 8 + int.from_bytes(chunk[4:8], "little")]


def _webp(chunks: Iterator[bytes] | list[bytes]) -> bytes:
    """A file of these chunks, whose head says which there are."""
    parts = list(chunks)
    names = {part[:4] for part in parts}
    if parts and parts[0][:4] == b"VP8X":
        flags = parts[0][8] & ~0x0C | (0x08 if b"EXIF" in names else 0) | (0x04 if b"XMP " in names else 0)
        parts[0] = parts[0][:8] + bytes([flags]) + parts[0][9:]
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _gif_without_words(content: bytes) -> bytes:
    """https://www.w3.org/Graphics/GIF/spec-gif89a.txt: without comments, texts, and what programs have added."""
    at = 13 + _table(content, 10)
    kept = [content[:at]]
    while at < len(content) and content[at] in (0x21, 0x2C):
        begin = at
        at += 11 + _table(content, at + 9) if content[at] == 0x2C else 2
        while at < len(content) and content[at]:
            at += 1 + content[at]
        at += 1
        is_picture = content[begin] == 0x2C or content[begin + 1] == 0xF9
        repeats = content[begin + 1 : begin + 14] in (b"\xff\x0bNETSCAPE2.0"[:13], b"\xff\x0bANIMEXTS1.0"[:13])
        if is_picture or repeats:
            kept.append(content[begin:at])
    return b"".join([*kept, content[at:]])


def _table(content: bytes, at: int) -> int:
    """The bytes of the table of colours that these flags announce."""
    flags = content[at] if at < len(content) else 0
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0

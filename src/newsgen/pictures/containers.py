"""The blocks that files of pictures are made of: which of them hold metadata, and where provenance (C2PA) lies.

Nothing is decoded here, and no byte of the picture itself changes.
"""

# The numbers are those of the formats.
# ruff: noqa: PLR2004

import re
import zlib
from collections.abc import Iterator

_JUMBF = 0xEB
_SCAN = 0xDA
_END = 0xD9
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD})
"""Markers of what a JPEG cannot be decoded without, besides its scans."""
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends a scan: inside it a byte of ones is followed by zeros, or by a number of where to go on."""
_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD = 8 + 25
"""Where the first chunk of a PNG ends, which always has this length."""
_PNG_SHOWN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT".split()
)
_WEBP_SHOWN = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"})
_LARGEST_SEGMENT = 65_533


def without_metadata(content: bytes) -> bytes:
    """A JPEG, PNG, WebP or GIF file with nothing but what shows the picture; empty where that cannot be told apart.

    What is not known to be of the picture goes, and so does all behind its end: makers of cameras and of programs have
    dozens of blocks of their own. The way that a picture is turned (EXIF) goes with it.
    """
    if content.startswith(b"\xff\xd8"):
        return _jpeg_without_words(content)
    if content.startswith(_PNG_SIGN):
        return _PNG_SIGN + b"".join(chunk for name, chunk in _png_chunks(content) if name in _PNG_SHOWN)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        chunks = ((name, chunk) for name, chunk in _webp_chunks(content) if name in _WEBP_SHOWN)
        return _webp(_frame_without_words(chunk) if name == b"ANMF" else chunk for name, chunk in chunks)
    if content[:4] == b"GIF8":
        return _gif_without_words(content)
    return b""


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


def _jpeg_without_words(content: bytes) -> bytes:
    """Tables, frames, scans, colours (ICC, Adobe), density of pixels; empty where a file is not as it should be."""
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        segment, body = content[at:end], content[at + 4 : end]
        if marker == _SCAN:
            if (following := _NEXT_MARKER.search(content, end)) is None:
                return b""
            kept.append(content[at : following.start()])
            at = following.start()
            if content[at + 1] == _END:
                return b"".join([*kept, b"\xff\xd9"])
            continue
        if marker in _JPEG_FRAMES or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0")):
            kept.append(segment)
        elif marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
            kept.append(b"\xff\xe0\0\x10" + body[:12] + b"\0\0")  # Without its thumbnail.
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            kept.append(b"\xff\xee\0\x0e" + body[:12])
        elif not 0xE0 <= marker <= 0xEF and marker != 0xFE:
            return b""
        at = end
    return b""


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """https://www.w3.org/TR/png-3/, 5.3: length, name, that many bytes, and a sum of four. IEND is the last."""
    at, name = 8, b""
    while at + 12 <= len(content) and name != b"IEND":
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + 8]
        yield name, content[at:end]
        at = end


def _webp_chunks(content: bytes, at: int = 12) -> Iterator[tuple[bytes, bytes]]:
    """https://developers.google.com/speed/webp/docs/riff_container: name, length, and an even number of bytes."""
    stop = min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    while at + 8 <= stop:
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + (length & 1)
        yield content[at : at + 4], content[at : min(end, stop)]
        at = end


def _frame_without_words(frame: bytes) -> bytes:
    """A frame of a WebP that moves: its place, and what shows it."""
    data = _webp_data(frame)
    kept = data[:16] + b"".join(chunk for name, chunk in _webp_chunks(frame, 24) if name in _WEBP_SHOWN)
    return b"ANMF" + len(kept).to_bytes(4, "little") + kept


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
    at = 13 + colour_table_size(content, 10)
    kept = [content[:at]]
    while at < len(content) and content[at] != 0x3B:
        if content[at] not in (0x21, 0x2C):  # Browsers go on behind what is no block.
            at += 1
            continue
        begin = at
        at += 11 + colour_table_size(content, at + 9) if content[at] == 0x2C else 2
        while at < len(content) and content[at]:
            at += 1 + content[at]
        at += 1
        if content[begin] == 0x2C:
            kept.append(content[begin:at])
        elif content[begin + 1 : begin + 3] == b"\xf9\x04":
            kept.append(content[begin : begin + 7] + b"\0")
        elif content[begin + 1 : begin + 15] in (b"\xff\x0bNETSCAPE2.0\x03", b"\xff\x0bANIMEXTS1.0\x03"):
            kept.append(content[begin : begin + 18] + b"\0")  # How often it is repeated.
    return b"".join([*kept, b"\x3b"])


def colour_table_size(content: bytes, at: int) -> int:
    """The bytes of the table of colours that these flags announce."""
    flags = content[at] if at < len(content) else 0
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0

"""Small pictures in PNG's format, uncompressed: two of as many pixels take as many bytes."""

import io
import struct
import zlib

from PIL import Image


def png(width: int, height: int) -> bytes:
    """A black picture."""
    header = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (height + width * height), level=0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _photograph(width: int, height: int, light: int, maker: str = "") -> bytes:
    """A JPEG with something in it."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    exif = Image.Exif()
    if maker:
        exif[0x013B] = maker
    file = io.BytesIO()
    picture = Image.merge("RGB", (across, across.rotate(180), Image.new("L", (width, height), light)))
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


PHOTOGRAPHS = {
    "one": _photograph(600, 400, 90),
    "other": _photograph(600, 400, 200),
    "high": _photograph(600, 700, 90),
    "signed": _photograph(600, 400, 90, "Jane Roe"),
}

"""Feeds that were saved as servers send them: packed by gzip, within bounds. Pure."""

import zlib

_GZIP = b"\x1f\x8b\x08"
_BY_GZIP = 31
"""What tells zlib that there is a header of gzip."""
_MOST_TIMES = 200
"""How many times its packed size a feed may have: text is packed by less than this."""
_SMALL = 10_000_000
"""Bytes that any may have."""


def unpacked(content: bytes, most: int) -> bytes:
    """A content unpacked; as it is where it is not packed, is damaged from its first byte on, or would be a bomb."""
    if not content.startswith(_GZIP):
        return content
    bound = min(most, max(_SMALL, _MOST_TIMES * len(content)))
    reader = zlib.decompressobj(_BY_GZIP)
    try:
        found = reader.decompress(content, bound)
    except zlib.error:
        return content
    return content if reader.unconsumed_tail else found

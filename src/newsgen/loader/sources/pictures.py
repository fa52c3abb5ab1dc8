"""Pictures as files: what their heads say, and their bytes."""

import hashlib
import os
from pathlib import Path
from typing import IO

from newsgen.models.picture import NO_FACTS, OVERSIZED, PictureFacts
from newsgen.opening import open_regular
from newsgen.pictures.facts import facts_of
from newsgen.pictures.metadata import MISTAKES

LARGEST = 1 << 28
"""Bytes of the largest file that is read as a picture."""


def look_at_picture(path: Path) -> tuple[PictureFacts, str]:
    """The facts of the picture in a file, and the SHA-256 of its bytes; none of either where it cannot be read."""
    try:
        opened = open_regular(str(path))
        if opened is None:
            return NO_FACTS, ""
        with os.fdopen(opened, "rb") as file:
            size = os.fstat(opened).st_size
            if size > LARGEST:
                return PictureFacts(kind=OVERSIZED, fault=f"its file has {size:,} bytes, too many for a picture"), ""
            if not size:
                return PictureFacts(fault="it has 0 bytes"), ""
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            return (_facts_of_drawing(file) if path.suffix.lower() == ".svg" else facts_of(file)), digest
    except OSError:
        return NO_FACTS, ""


def _facts_of_drawing(file: IO[bytes]) -> PictureFacts:
    import imagesize  # noqa: PLC0415 - brings half of the standard library with it

    try:
        width, height = imagesize.get(file)
    except MISTAKES:
        return PictureFacts(kind="svg")
    return PictureFacts(max(0, int(width)), max(0, int(height)), "svg")


def read_picture(path: Path) -> bytes | None:
    """The bytes of a picture's file; None where it cannot be read any more."""
    try:
        opened = open_regular(str(path))
        if opened is None:
            return None
        with os.fdopen(opened, "rb") as file:
            return file.read(LARGEST)
    except OSError:
        return None

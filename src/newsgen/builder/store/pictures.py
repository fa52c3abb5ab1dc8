"""Pictures that have been made, by what they were made from: a file of the workspace for each.

A file begins with the digest of all that follows: where it does not agree, the file counts as absent. Anybody may
delete any of them at any time.
"""

import contextlib
import os
import shutil
import uuid
from collections.abc import Collection, Sequence
from pathlib import Path

from newsgen.builder.store.database import DIGEST_SIZE, digest_in_place

PICTURES = "pictures"
"""The folder in the workspace."""
_HEAD = 4
"""Bytes in which a length is written."""


class PictureCache:
    """The pictures that a workspace holds. Several processes may use it at once."""

    def __init__(self, workspace: Path) -> None:
        self._folder = workspace / PICTURES

    def read(self, key: str) -> list[bytes] | None:
        """What was kept under a key, which is a hexadecimal text; None if there is nothing, or nothing whole."""
        try:
            content = self._path(key).read_bytes()
        except OSError:
            return None
        if content[:DIGEST_SIZE] != digest_in_place(PICTURES, key, content[DIGEST_SIZE:]):
            return None
        parts: list[bytes] = []
        at = DIGEST_SIZE
        while at < len(content):
            end = at + _HEAD + int.from_bytes(content[at : at + _HEAD], "big")
            parts.append(content[at + _HEAD : end])
            at = end
        return parts

    def keep(self, key: str, parts: Sequence[bytes]) -> None:
        """Keeps the parts under a key. Where the disk refuses they are not kept: they can be made again."""
        content = b"".join(len(part).to_bytes(_HEAD, "big") + part for part in parts)
        path = self._path(key)
        beside = path.with_name(f"{key}.{uuid.uuid4().hex}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("xb") as file:
                file.write(digest_in_place(PICTURES, key, content) + content)
            os.replace(beside, path)  # noqa: PTH105 - the one step in which a file comes whole
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()

    def let_go(self, used: Collection[str]) -> None:
        """Deletes what lies under other keys than these."""
        with contextlib.suppress(OSError):
            for folder in list(self._folder.iterdir()):
                if folder.is_symlink() or not folder.is_dir():
                    continue
                for path in list(folder.iterdir()):
                    if path.name not in used:
                        path.unlink()

    def empty(self) -> None:
        """Deletes all of it."""
        if not self._folder.is_symlink():
            shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

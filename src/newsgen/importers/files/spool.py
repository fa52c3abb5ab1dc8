"""What is remembered while a source is read, however large that is."""

import os
import pickle
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Generic, TypeVar, cast

_IN_MEMORY = 500_000
"""Bytes of what is remembered of a source; more of it lies on the disk."""
_T = TypeVar("_T")


class Spool(Generic[_T]):
    """Values in the order in which they were added, as in a list; where they are many, they lie on the disk."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it lives as long as this does
        self._count = 0

    def __del__(self) -> None:
        self._file.close()

    def append(self, value: _T) -> None:
        """Adds one."""
        pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[_T]:
        at = 0
        for _ in range(self._count):
            self._file.seek(at)
            value = pickle.load(self._file)  # noqa: S301 - this very process has written it into a file without a name
            at = self._file.tell()
            self._file.seek(0, os.SEEK_END)
            yield cast("_T", value)

"""Brings out the records of pages from the store, where they are compared with what is planned now."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from newsgen.builder.ledger import PageRecord, pages_from_records
from newsgen.builder.store import Store


@dataclass(frozen=True, slots=True)
class RecordBox:
    """The records of the pages of one output.

    Those of a large site would be the greater part of a build's memory, and take the parent a while to read while the
    workers wait. So each process brings out those of its batch.
    """

    workspace: Path
    """Where the store lies."""
    shelf: str

    def bring_out(self, paths: Iterable[str]) -> dict[str, PageRecord]:
        """Path to record of those of these pages of which there is one.

        The store is opened each time: no connection may be carried into another process.
        """
        with closing(Store(self.workspace)) as store:
            return pages_from_records(store.records(self.shelf, paths))

"""The I/O of this package: reads the index of a site, and its pages, from the folder into which it was built."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsgen.errors import UsageError, machine_error
from newsgen.opening import chunks, open_regular
from newsgen.searcher.manifest import FORMAT, Manifest, manifest_from_json
from newsgen.searcher.shards import CALL, FOLDER, NAMES

_MEND = "run `newsgen build`; if newsgen.yaml says `search: off`, delete that line first"


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """The index of a site."""

    output: Path
    """The folder into which the site was built."""

    def manifest(self) -> Manifest:
        """What there is.

        Raises:
            UsageError: There is no index, or one of another newsgen.
        """
        try:
            record = self._held("manifest")
        except KeyError:
            raise UsageError(f"there is no search index in {self.output}", mend=_MEND) from None
        if not isinstance(record, dict) or record.get("format") != FORMAT:
            raise UsageError(f"the search index in {self.output} is of another newsgen", mend=_MEND)
        return manifest_from_json(record)

    def taxonomies(self) -> list[str]:
        """Those by whose terms texts can be filtered."""
        return sorted(path.stem for path in (self.output / FOLDER / NAMES).glob("*.js"))

    def names(self, taxonomy: str) -> list[list[str]]:
        """Slug, name and other names of each term of a taxonomy.

        Raises:
            UsageError: It is none of `taxonomies`.
            MachineError: The file cannot be read.
        """
        name = f"{NAMES}/{taxonomy}"
        names: list[list[str]] = self.load([name])[name]
        return names

    def load(self, names: Iterable[str]) -> dict[str, Any]:
        """What files of the index hold, by their names.

        Raises:
            UsageError: One is not there.
            MachineError: One cannot be read.
        """
        try:
            return {name: self._held(name) for name in names}
        except KeyError as error:
            what = f"the search index in {self.output} lacks {FOLDER}/{error.args[0]}.js"
            raise UsageError(what, mend="run `newsgen build --verify`") from None

    def _held(self, name: str) -> Any:  # noqa: ANN401 - what JSON says
        text = self._read(f"{FOLDER}/{name}.js")
        begin = f'{CALL}("{name}",'
        if text is None or not text.startswith(begin):
            raise KeyError(name)
        return json.loads(text.removeprefix(begin).rstrip().removesuffix(")"))

    def page(self, place: str) -> str:
        """The HTML of a page by its place; empty where there is none."""
        return self._read(f"{place}index.html" if place.endswith("/") or not place else place) or ""

    def _read(self, path: str) -> str | None:
        """A file of the site; None where there is none."""
        try:
            file = open_regular(str(self.output / path))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise machine_error(f"cannot read {self.output / path}", error) from error
        if file is None:
            return None
        try:
            return b"".join(chunks(file)).decode("utf-8", "replace")
        finally:
            os.close(file)

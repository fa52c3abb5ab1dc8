"""What an import leaves in ``imports/``: a folder for each source, and the digests of all that was read."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from newsgen.errors import UsageError
from newsgen.importers.editable import is_edited
from newsgen.importers.files import STANDARD_INPUT, Publication, digest_of_source, files_of
from newsgen.importers.kinds import TEXT, WORDPRESS, Kind
from newsgen.importers.originals import ORIGINALS, originals_text, read_originals
from newsgen.importers.report import Report, page_of, whose_report
from newsgen.importers.source import Beside, Source
from newsgen.models.names import slug_for

if TYPE_CHECKING:
    from newsgen.importers.old_addresses import OldAddresses


class ImportsFolder:
    """The folder ``imports/`` of a publication, but for the record of stories."""

    def __init__(self, publication: Publication, base_path: str) -> None:
        """Takes the publication, and what the paths of its addresses begin with."""
        self._publication = publication
        self._base_path = base_path
        self._reports: dict[str, str] = {}
        """Folder of each report of this import to what it is of."""
        self._originals: list[bytes] = []
        """What was read and is no file."""

    def name(self, report: Report, source: Source, key: str) -> None:
        """Gives a report its folder: of two sources of one name each has its own, in every import the same."""
        whose = _whose(source.kind, key) or self._publication.path_to(source.name)
        name = folder = f"imports/{_folder_of(source.name)}"
        number = 1
        while self._reported(folder) not in {"", whose}:
            number += 1
            folder = f"{name}-{number}"
        self._reports[folder] = report.whose = whose
        report.folder = folder

    def leave(self, report: Report, source: Source) -> None:
        """Writes what is told of a source."""
        folder, publication = report.folder, self._publication
        for name, content in source.written.items():
            if is_edited(there := publication.text(f"{folder}/{name}")) and there.encode() != content:
                report.notes.append(f"{folder}/{name} has been edited, and stays as it is")
            else:
                publication.write(f"{folder}/{name}", content)
        publication.write_pieces(f"{folder}/report.json", report.json_pieces)
        publication.write(f"{folder}/report.html", page_of(report).encode("utf-8", "backslashreplace"))
        self._write_addresses(folder, source.old)
        if len(source.old.every) or len(source.old.asked):
            report.old_urls = f"{folder}/old-urls.txt"
        if any(True for _ in source.old.redirect_lines()):
            report.redirects = f"{folder}/redirects.txt"
        for name, lines in source.beside.items():
            publication.write_pieces(f"{folder}/{name}.ndjson", partial(_json_lines, lines))
        self._originals += source.originals

    def note_originals(self, sources: Sequence[str]) -> None:
        """Remembers the digests of all sources, and keeps those that are no files."""
        originals = read_originals(self._publication.text(ORIGINALS))
        files = [file for name in sources if name != STANDARD_INPUT for file in files_of(name)]
        for file in files:
            with suppress(UsageError):  # What cannot be read is told where it is wanted.
                originals[self._publication.path_to(file)] = digest_of_source(file)
        for content in self._originals:
            digest = hashlib.sha256(content).hexdigest()
            path = f"imports/originals/{digest}.txt"
            self._publication.write(path, content)
            originals[path] = digest
        self._publication.write(ORIGINALS, originals_text(originals).encode())

    def _reported(self, folder: str) -> str:
        """What the report in a folder is of; empty where there is none, or it does not say that."""
        if folder not in self._reports:
            return whose_report(self._publication.head_of(f"{folder}/report.json"))
        return self._reports[folder] or "another source of this import"

    def _write_addresses(self, folder: str, old: "OldAddresses") -> None:
        """The addresses that a source had, and what leads them on."""
        base, write = self._base_path, self._publication.write_pieces
        if len(old.asked):
            write(f"{folder}/questions.nginx.conf", lambda: old.nginx_lines(base))
            write(f"{folder}/questions.netlify.txt", lambda: old.netlify_lines(base))
        if len(old.every) or len(old.asked):
            write(f"{folder}/old-urls.txt", old.list_lines)
            write(f"{folder}/redirects.txt", old.redirect_lines)


def _whose(kind: Kind, key: str) -> str:
    """Whose a source is, by the key of its first story: that very story's, or that of the site of an export.

    Empty for all others, which are told by where they lie.
    """
    if kind is TEXT:
        return key
    return ":".join(key.split(":")[:2]) if kind is WORDPRESS else ""


def _json_lines(lines: "Beside") -> Iterator[str]:
    return (json.dumps(said, ensure_ascii=False) + "\n" for said in lines)


def _folder_of(source: str) -> str:
    """The name of the folder for what is told of a source."""
    return slug_for(source.replace("\\", "/").rstrip("/").rpartition("/")[2])

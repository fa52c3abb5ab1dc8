"""What was imported before, and which files came of it: ``imports/record.ndjson``, a line for each story. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from newsgen.errors import UsageError

RECORD = "imports/record.ndjson"


_NO_FILES: Mapping[str, str] = {}
"""One for all stories: an archive has many."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one story."""

    source: str
    """SHA-256 of what its source said, in hex."""
    path: str
    """Of its file, in the publication's folder."""
    written: str
    """SHA-256 of the file as it was written, in hex."""
    files: Mapping[str, str] = field(default_factory=lambda: _NO_FILES)
    """Path of each further file, such as a picture, to its SHA-256; to nothing where it could not be copied."""


def read_record(text: str) -> dict[str, Entry]:
    """Key of each story to what is known of it.

    Of several lines with one key the last counts: an import adds a line for whatever it has done, and puts them in
    order at its end. What stands behind the last end of a line is of one that was ended while it wrote.

    Raises:
        UsageError: A line is not what this newsgen has written.
    """
    found: dict[str, Entry] = {}
    ends = text.count("\n")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            values = (said["key"], said["source"], said["path"], said["written"])
            files = said.get("files") or _NO_FILES
            is_sound = all(isinstance(value, str) for value in (*values, *files, *files.values()))
            found[values[0] if is_sound else {}] = Entry(*values[1:], files)
        except (ValueError, KeyError, TypeError, AttributeError):
            if number > ends:
                continue
            mend = (
                "take the line out; what it told of is imported once more then, under another name if its file is there"
            )
            raise UsageError(f"{RECORD}:{number}: this is no line of a record of imports", mend=mend) from None
    return found


def record_text(entries: Mapping[str, Entry]) -> Iterator[str]:
    """The lines of the record, in the order of their keys."""
    return (record_line(key, entry) for key, entry in sorted(entries.items()))


def record_line(key: str, entry: Entry) -> str:
    """The line of one story."""
    said: dict[str, object] = {"key": key, "source": entry.source, "path": entry.path, "written": entry.written}
    if entry.files:
        said["files"] = dict(sorted(entry.files.items()))
    return json.dumps(said, ensure_ascii=False) + "\n"

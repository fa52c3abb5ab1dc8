"""Which files of the output are ours: as the manifest says, and a journal that a killed publication has left.

A dirty manifest lists all that a publication may have written; a journal beside it is of no meaning any more. A clean
one that has a journal is as it was before the publication, or, if the journal says so, as it is to be after it.
"""

# Paths are text here: for small files, making Path objects would cost as much as writing.
# ruff: noqa: PTH105, PTH108

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from newsgen.errors import UsageError
from newsgen.opening import chunks, open_regular
from newsgen.writer.folder.files import sync_folder, write_synced
from newsgen.writer.manifest import (
    JOURNAL_NAME,
    MANIFEST_NAME,
    Journal,
    Manifest,
    clean_digest,
    clean_text,
    digest_at_end,
    parse_journal,
    parse_manifest,
    render_journal,
    render_manifest,
)

_NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Ownership:
    """What is ours in the output."""

    files: Mapping[str, str]
    """As in Manifest."""
    is_dirty: bool
    """Whether a publication began and did not end."""
    digest: str
    """Of the manifest; empty unless it is clean and without a journal."""


NOTHING_OWNED = Ownership({}, is_dirty=False, digest="")


def read_ownership(output: str, label: str) -> Ownership | None:
    """What is ours, or None where there is no manifest. Raises UsageError where manifest or journal is damaged."""
    text = _read(f"{output}/{MANIFEST_NAME}")
    if text is None:
        return None
    manifest = parse_manifest(text)
    if manifest is None:
        raise _damaged(label, MANIFEST_NAME)
    if manifest.is_dirty or (journal_text := _read(f"{output}/{JOURNAL_NAME}")) is None:
        return Ownership(manifest.files, manifest.is_dirty, clean_digest(text))
    journal = parse_journal(journal_text)
    if journal is None or clean_digest(text) not in {journal.before, journal.after}:
        raise _damaged(label, JOURNAL_NAME)
    files = manifest.files if clean_digest(text) == journal.after else {**manifest.files, **journal.files}
    return Ownership(files, is_dirty=True, digest="")


def adopted(output: str, label: str) -> Ownership | None:
    """What is ours in an output that may be foreign; None if that is not known."""
    with suppress(UsageError):
        return read_ownership(output, label)
    manifest = parse_manifest(_read(f"{output}/{MANIFEST_NAME}") or "")
    return Ownership(manifest.files, is_dirty=True, digest="") if manifest else None


def last_state(output: str, names: Sequence[str], label: str, *, adopt: bool) -> tuple[bool, str]:
    """Whether the output, which holds these names, is dirty, and the digest of its manifest as in Ownership.

    Raises UsageError if the output is foreign.
    """
    if not names:
        return False, ""
    if adopt:
        owned = adopted(output, label)
        return owned is None or owned.is_dirty, ""
    if digest := quick_digest(output):
        return False, digest
    owned = read_ownership(output, label)
    if owned is None:
        shown = ", ".join(names[:_NAMES_SHOWN])
        more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
        raise UsageError(f"{label}/ holds files that newsgen did not write: {shown}{more}", mend=_ADOPT)
    return owned.is_dirty, owned.digest


def quick_digest(output: str) -> str:
    """The digest as in Ownership, though no line of the manifest has been looked at."""
    return digest_at_end(clean_manifest(output))


def clean_manifest(output: str) -> str:
    """The text of the manifest, if it has a digest and there is no journal; else empty. Its lines may be wrong."""
    if os.path.lexists(f"{output}/{JOURNAL_NAME}"):
        return ""
    return clean_text(_read_bytes(f"{output}/{MANIFEST_NAME}") or b"")


def claim(output: str, staging: str, old: Ownership, new: Mapping[str, str], after: str) -> None:
    """Make the output dirty: from now on it owns the new files besides the old ones, whatever happens.

    ``after`` is the digest of the manifest that will be put in the end.
    """
    if old.digest:
        _put(render_journal(Journal(new, old.digest, after)), f"{staging}/{JOURNAL_NAME}", f"{output}/{JOURNAL_NAME}")
        sync_folder(output)
        return
    dirty = Manifest({**old.files, **new}, is_dirty=True)
    _put(render_manifest(dirty), f"{staging}/{MANIFEST_NAME}.dirty", f"{output}/{MANIFEST_NAME}")
    forget_journal(output)


def forget_journal(output: str) -> None:
    """Remove the journal, if there is one."""
    with suppress(FileNotFoundError):
        os.unlink(f"{output}/{JOURNAL_NAME}")


def _put(text: str, staged: str, path: str) -> None:
    write_synced(staged, text)
    os.replace(staged, path)


def _read(path: str) -> str | None:
    """The text of a file; None where there is none, and a text that is damaged where there is something else."""
    content = _read_bytes(path)
    return None if content is None else content.decode(errors="replace")


def _read_bytes(path: str) -> bytes | None:
    try:
        file = open_regular(path)
    except FileNotFoundError:
        return None
    if file is None:
        return b""
    try:
        return b"".join(chunks(file))
    finally:
        os.close(file)


def _damaged(label: str, name: str) -> UsageError:
    return UsageError(f"{label}/{name} is damaged: it is not known which files newsgen wrote", mend=_ADOPT)


_ADOPT = (
    "choose another output, or build once with --adopt: "
    "files that lie where the site is written are then replaced, all others stay"
)

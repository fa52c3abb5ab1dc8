"""Which files of the output are ours, as its manifest says."""

# Paths are text here: for small files, making Path objects would cost as much as writing.

import os
from collections.abc import Sequence
from contextlib import suppress

from newsgen.errors import UsageError
from newsgen.writer.folder.files import chunks, open_regular
from newsgen.writer.manifest import MANIFEST_NAME, Manifest, parse_manifest

_NAMES_SHOWN = 5


def read_manifest(output: str, label: str) -> Manifest | None:
    """The manifest, or None where there is none. Raises UsageError where it is damaged."""
    try:
        file = open_regular(f"{output}/{MANIFEST_NAME}")
    except FileNotFoundError:
        return None
    manifest = None
    if file is not None:
        try:
            manifest = parse_manifest(b"".join(chunks(file)).decode(errors="replace"))
        finally:
            os.close(file)
    if manifest is None:
        raise UsageError(f"{label}/{MANIFEST_NAME} is damaged: it is not known which files newsgen wrote", mend=ADOPT)
    return manifest


def adopted(output: str, label: str) -> Manifest | None:
    """What is ours in an output that may be foreign; None if that is not known."""
    with suppress(UsageError):
        return read_manifest(output, label)
    return None


def last_manifest(output: str, names: Sequence[str], label: str, *, adopt: bool) -> Manifest | None:
    """What is ours in the output; None if it is empty or adopted. Raises UsageError if it is foreign."""
    if not names:
        return None
    if adopt:
        return adopted(output, label)
    manifest = read_manifest(output, label)
    if manifest is None:
        shown = ", ".join(names[:_NAMES_SHOWN])
        more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
        raise UsageError(f"{label}/ holds files that newsgen did not write: {shown}{more}", mend=ADOPT)
    return manifest


ADOPT = (
    "choose another output, or build once with --adopt: "
    "files that lie where the site is written are then replaced, all others stay"
)

"""Whether GitHub Pages takes the site: how large it is, and what each file is. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsgen.checks.finding import of_file
from newsgen.checks.folder import OutputFile, OutputFolder
from newsgen.errors import Problem
from newsgen.models.rules import FILE_SIZE, REFUSED_FILE, SITE_SIZE

MOST_BYTES = 1_000_000_000
"""Of a published site. https://docs.github.com/pages, "Usage limits"."""
_MOST_BYTES_A_FILE = 100 * 1024 * 1024
"""GitHub takes no larger file in a push."""
_REFUSED_CHARACTERS = re.compile(r'["<>|*?:\\\x00-\x1f\x7f]')
_HEAVIEST = 5


@dataclass(frozen=True, slots=True)
class Weight:
    """How much lies at a path of the output."""

    path: str
    """A folder ends in a slash."""
    size: int
    """In bytes."""


def heaviest(files: Sequence[OutputFile]) -> tuple[Weight, ...]:
    """The heaviest folders and files at the top of the site, the heaviest first."""
    sizes: Counter[str] = Counter()
    for file in files:
        folder, slash, _ = file.path.partition("/")
        sizes[folder + slash] += file.size
    return tuple(Weight(path, size) for path, size in sizes.most_common(_HEAVIEST))


def check_hosting(folder: OutputFolder, label: str) -> Iterator[Problem]:
    """What GitHub Pages would refuse."""
    size = sum(file.size for file in folder.files)
    if size > MOST_BYTES:
        heavy = ", ".join(f"{label}/{weight.path} {weight.size / 1e6:,.0f} MB" for weight in heaviest(folder.files))
        what = f"the site has {size / 1e9:.2f} GB; GitHub Pages publishes at most 1 GB"
        yield of_file(label, SITE_SIZE, what, f"look at what is heaviest: {heavy}")
    for path in folder.closed_folders:
        mend = f"`chmod 755 {label}/{path}`, and build with a umask of 022"
        yield of_file(f"{label}/{path}", REFUSED_FILE, "a folder that not everybody may read", mend)
    for file in folder.files:
        yield from _check_file(file, f"{label}/{file.path}")


def _check_file(file: OutputFile, shown: str) -> Iterator[Problem]:
    if not file.is_file:
        yield of_file(shown, REFUSED_FILE, "is no file, but a link or something stranger", "put a file in its place")
        return
    if file.has_other_names:
        yield of_file(shown, REFUSED_FILE, "is a hard link", "copy the file")
    if not file.is_readable:
        mend = f"`chmod 644 {shown}`, and build with a umask of 022"
        yield of_file(shown, REFUSED_FILE, "not everybody may read the file", mend)
    if found := _REFUSED_CHARACTERS.search(file.path):
        yield of_file(shown, REFUSED_FILE, f"the name has the character {found[0]!r}", "rename the file")
    if file.size > _MOST_BYTES_A_FILE:
        what = f"{file.size / 1e6:,.0f} MB; GitHub takes no file of more than 100 MB"
        yield of_file(shown, FILE_SIZE, what, "put the file elsewhere, and link to it")

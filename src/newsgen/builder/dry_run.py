"""What a build would make of the sources now, and how far the site in the output is that. Nothing is published."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.builder.report import BuildReport
from newsgen.loader.sources import digest_of_file
from newsgen.models.article import Article
from newsgen.models.output import FileCopy
from newsgen.models.written import Other, Written


@dataclass(frozen=True, slots=True)
class DryRun:
    """A build that stopped before it wrote anything."""

    report: BuildReport
    """Its problems are those that a build would tell."""
    difference: str
    """What a build would do to the site in the output; empty where that is nothing, or where it would refuse."""
    articles: tuple[Article, ...]
    """Those that may be shown now, oldest first."""
    others: tuple[Other, ...]
    """The files that are no articles and may be shown now."""
    held_back: tuple[Written, ...]
    """The others that can be read."""
    places: Mapping[str, str]
    """Source of each article and standing page that may be shown to its place."""
    copies: Mapping[str, str]
    """Path in the output to the file in static/ that is published there as it is."""
    credited: frozenset[str] = frozenset()
    """The sources of those whose pictures' own files say who made them, where they do not."""
    unknown_fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Source of an article to the fields in it that newsgen does not know."""


def difference(
    written: Mapping[str, str], pages: Mapping[str, str], copies: Iterable[FileCopy], gone: Collection[str]
) -> str:
    """What a build would do to a site first; empty where that is nothing.

    Args:
        written: Path of each file that newsgen has written to the SHA-256 of what it wrote.
        pages: The same of the pages that may be stale, as they would be now.
        copies: The files that would be copied.
        gone: The files of the site that would be removed.
    """
    for copy in copies:
        if copy.path not in pages and digest_of_file(copy.origin) != written.get(copy.path):
            return f"it would copy {copy.label}"
    changed = [path for path, digest in pages.items() if written.get(path) != digest]
    if changed:
        others = f" and {len(changed) - 1:,} more" if len(changed) > 1 else ""
        return f"it would write /{changed[0].removesuffix('index.html')}{others}"
    others = f" and {len(gone) - 1:,} more" if len(gone) > 1 else ""
    return f"it would remove {min(gone)}{others}" if gone else ""

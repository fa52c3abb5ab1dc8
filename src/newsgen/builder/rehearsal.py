"""What a build would make of the sources now, and how far the site in the output is that. Nothing is published."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.builder.ledger import Ledger
from newsgen.builder.report import BuildReport
from newsgen.loader.sources import digest_of_file
from newsgen.models.article import Article
from newsgen.models.output import FileCopy


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A build that stopped before it wrote anything."""

    report: BuildReport
    """Its problems are those that a build would tell."""
    difference: str
    """What a build would do to the site in the output; empty where that is nothing, or where it would refuse."""
    articles: tuple[Article, ...]
    """Those that may be shown now, oldest first."""
    held_back: tuple[Article, ...]
    """The others that can be read."""
    places: Mapping[str, str]
    """Source of each article that may be shown to its place."""
    unknown_fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Source of an article to the fields in it that newsgen does not know."""


def difference(
    ledger: Ledger,
    rendered: Sequence[str],
    pages: Collection[str],
    statics: Sequence[FileCopy],
    beside: Sequence[FileCopy],
) -> str:
    """How the site that was published last differs from the one that was planned now; empty where it does not.

    Args:
        ledger: Of the last build.
        rendered: The paths of the pages that had to be made anew.
        pages: The paths of all pages.
        statics: The static files.
        beside: The files beside articles that some page needs.
    """
    if rendered:
        others = f" and {len(rendered) - 1:,} more" if len(rendered) > 1 else ""
        return f"it would make /{rendered[0].removesuffix('index.html')}{others} anew"
    if len(pages) < ledger.page_count:
        return f"it would remove {ledger.page_count - len(pages):,} pages"
    copies = [*statics, *beside]
    wanted = {copy.path for copy in copies} - set(pages)
    if odd := sorted(wanted ^ ledger.copies.keys()):
        return f"it would {'copy' if odd[0] in wanted else 'remove'} {odd[0]}"
    changed = (copy.label for copy in copies if digest_of_file(copy.origin) != ledger.copies[copy.path].sha256)
    first = next(changed, "")
    return f"it would copy {first} again" if first else ""

"""The index card of an article: what listings, feeds and dates need to know of it. Its text is not here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from newsgen.models.front import USUAL, Prominence
from newsgen.models.moment import Moment

HTML_SUFFIXES = (".html", ".htm")
"""Of the files in which the text of a story is HTML, and no Markdown."""
ARTICLE_SUFFIXES = (".md", ".markdown", *HTML_SUFFIXES)
"""Of all files that may be articles."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file inside content/ and its text, with line feeds only and without a byte-order mark."""

    path: str
    """Relative to content/, with forward slashes."""
    text: str
    digest: str
    """The first 32 hex digits of the SHA-256 of the bytes as they lay on disk."""


@dataclass(frozen=True, slots=True)
class Image:
    """The picture of a story, as its front matter names it."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    line: int = 0
    """Where the address stands in the source file."""
    column: int = 0
    focus: tuple[int, int] | None = None
    """What must be seen where the picture is cut: hundredths from its left and its top; None where nobody has said."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong, and when it was put right."""

    date: Moment
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article's card. Equal cards make equal listings."""

    source: str
    """Path of its file inside content/, with forward slashes."""
    digest: str
    """Of its file, as in SourceFile."""
    slug: str
    title: str
    date: Moment
    updated: Moment | None = None
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Taxonomy name to the names the article carries there, in the author's order."""
    dateline: str = ""
    kicker: str = ""
    genre: str = ""
    """One of GENRES; empty for news."""
    subtitle: str = ""
    summary: str = ""
    """Plain text: the author's, else the first words of the story."""
    has_own_summary: bool = False
    """Whether the author wrote it."""
    image: Image | None = None
    corrections: tuple[Correction, ...] = ()
    lang: str = ""
    """A BCP 47 tag; empty where it is the publication's own."""
    hidden_by: str = ""
    """What keeps it from being published, whatever the time is: ``draft``, or ``hidden by …``; empty for nothing."""
    expires: Moment | None = None
    aliases: tuple[str, ...] = ()
    """Old addresses, relative to the site's root, without the leading slash."""
    canonical: str = ""
    """Where it was first published; empty where that is here."""
    url: str = ""
    """Its very own place, relative to the site's root, without the leading slash; empty where that is made from
    `permalink`."""
    id: str = ""
    """Its identity in feeds: a URI, or a path of this site; empty where that is its oldest address."""
    version_key: str = ""
    """The same for all translations of one story; empty where it is known to have none."""
    version_place: str = ""
    """Where its file names another version, as ``line:column``; empty where it does not."""
    prominence: Prominence = USUAL
    """On front pages."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """What newsgen does not know: text, lists and mappings as they were typed."""
    body_line: int = 1
    """The line of the source file on which the body begins."""

    def names(self, taxonomy: str) -> tuple[str, ...]:
        """The terms it carries in one taxonomy."""
        return self.terms.get(taxonomy, ())

    @property
    def ends(self) -> tuple[Moment, ...]:
        """When a pin and a banner end while the article is published."""
        start, end = self.date.instant, self.expires.instant if self.expires else None
        return tuple(
            each for each in self.prominence.ends if each.instant > start and (end is None or each.instant < end)
        )

    @property
    def section(self) -> str:
        """Its section, or an empty text."""
        return next(iter(self.names("sections")), "")

    @property
    def modified(self) -> Moment:
        """When its content last changed, as the author says."""
        return self.updated or self.date


def hold_back(article: Article, by: str) -> Article:
    """The article, which is not to be published; reports name it as ``hidden by …``."""
    return replace(article, hidden_by=f"hidden by {by}")


BROKEN = "has errors"
"""Why an article with errors is not in the site."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An article that is not in the site, and why."""

    source: str
    title: str
    reason: str
    """``draft``, ``hidden by …``, ``in the folder …``, ``future until …``, ``expired since …`` or `BROKEN`."""


class Withheld(Protocol):
    """What may be held back: an article, a standing page."""

    @property
    def hidden_by(self) -> str:
        """As in Article."""
        ...

    @property
    def date(self) -> Moment | None:
        """From when on it may be shown."""
        ...

    @property
    def expires(self) -> Moment | None:
        """From when on it may not be shown any more."""
        ...


def held_back_reason(article: Withheld, now: int) -> str:
    """Why it may not be shown at the instant ``now`` (seconds, as in Moment.instant); empty if it may."""
    if article.hidden_by:
        return article.hidden_by
    if article.date is not None and article.date.instant > now:
        return f"future until {article.date.iso}"
    if article.expires is not None and article.expires.instant <= now:
        return f"expired since {article.expires.iso}"
    return ""

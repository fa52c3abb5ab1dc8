"""What the contexts of pages are made of, besides stories, terms and links: pagers, rows, summaries of years.

As of those in models/page.py, a theme designer may use the fields of these dataclasses.
"""

from dataclasses import dataclass
from datetime import date

from newsgen.models.moment import Moment
from newsgen.models.views import Link, Teaser, TermLink, Version


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a listing page stands among its neighbours. Page 1 is the oldest; the newest page has no number."""

    number: int
    """0 on the newest page."""
    newer: Link | None
    older: Link | None
    newest: Link | None = None
    """The listing's own address; None on the page that lies there."""
    jumps: tuple[Link, ...] = ()
    """Some of the older pages, by their numbers, newest first, page 1 last."""
    years: tuple[Link, ...] = ()
    """On the newest page of a long listing: each year, newest first, and the page with its newest story."""


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of a page: at least one."""

    rss: str = ""
    """Its address; empty where there is none in this format."""
    atom: str = ""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What every page says of itself."""

    kind: str
    """``home``, ``article``, ``term`` …: the name of its template without ``.html``."""
    url: str
    absolute_url: str
    title: str
    """Empty on the home page."""
    description: str = ""
    lang: str = ""
    """The language of the page; never empty on a rendered page."""
    direction: str = "ltr"
    canonical: str = ""
    """The address that search engines should keep; absolute."""
    breadcrumbs: tuple[Link, ...] = ()
    """From the home page to the page above this one."""
    feeds: Feeds | None = None
    versions: tuple[Version, ...] = ()
    """The page in every language that has it, this one among them; empty where there is but one."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a front page."""

    kind: str
    """``latest``, ``featured``, ``term``, ``on_this_day`` or ``archive``."""
    title: str
    """The editor's, or the name of the term; empty for what the theme says."""
    url: str = ""
    """The page that has all of it; empty where there is none."""
    teasers: tuple[Teaser, ...] = ()
    """Of ``term`` and ``featured`` the first is the one to be set large."""
    day: date | None = None
    """Of ``on_this_day``: the day of the newest story."""


@dataclass(frozen=True, slots=True)
class FrontView:
    """A front page: that of the site, or of a term. No story stands twice in it but what is breaking."""

    breaking: tuple[Teaser, ...] = ()
    """What the banner says, newest first."""
    lead: Teaser | None = None
    top: tuple[Teaser, ...] = ()
    """Beside the lead."""
    latest: tuple[Teaser, ...] = ()
    """Headlines beside these."""
    rows: tuple[RowView, ...] = ()


@dataclass(frozen=True, slots=True)
class TermLetter:
    """The terms of an index that begin alike."""

    letter: str
    terms: tuple[TermLink, ...]


@dataclass(frozen=True, slots=True)
class TermLetters:
    """A long index of terms, and the letters to which readers jump there: the first is at ``#page.letter-1``."""

    index: Link
    letters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchField:
    """A taxonomy by which results of a search can be narrowed."""

    name: str
    """As in newsgen.yaml: ``tags``."""
    title: str
    choices: tuple["TermChoice", ...]
    """All its terms, by name; empty where there are so many that the name of one is typed."""


@dataclass(frozen=True, slots=True)
class TermChoice:
    """A term by which results of a search can be narrowed."""

    name: str
    url: str
    slug: str
    """The last part of its address, by which the index knows it."""


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """A language by which results of a search can be narrowed."""

    tag: str
    name: str
    """In that language itself."""
    direction: str


@dataclass(frozen=True, slots=True)
class MonthSummary:
    """A month of a year; without a URL where nothing was published."""

    month: int
    url: str
    count: int
    cover: Teaser | None = None
    """The story that stands for it on the page of its year, if none that is shown above does."""


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year and how much was published in it."""

    year: int
    url: str
    count: int
    months: tuple[MonthSummary, ...]
    """All twelve, January first."""
    cover: Teaser
    """The story that stands for it."""


@dataclass(frozen=True, slots=True)
class DecadeSummary:
    """The years of a decade in which something was published."""

    first: int
    """Its first year: 1990."""
    count: int
    years: tuple[YearSummary, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A cell of a month's calendar."""

    day: date | None
    """None in the cells before the first and after the last day of the month."""
    url: str = ""
    """Empty where nothing was published."""
    count: int = 0


@dataclass(frozen=True, slots=True)
class SitemapVersion:
    """A story in one language, as a sitemap names it."""

    lang: str
    url: str
    """Absolute."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One URL of a sitemap."""

    url: str
    """Absolute."""
    lastmod: str
    """A W3C date, or empty."""
    versions: tuple[SitemapVersion, ...] = ()
    """Of a story in several languages: itself and the others."""


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """One story of the news sitemap."""

    url: str
    """Absolute."""
    publication: str
    """What the publication is called in the story's language."""
    language: str
    """An ISO 639 code, or ``zh-cn`` and ``zh-tw``."""
    date: Moment
    title: str

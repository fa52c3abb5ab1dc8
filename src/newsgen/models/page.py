"""A promise of HTML: one URL, one template, one context.

The fields of these dataclasses, and of those in models/views.py, are what a theme designer may use; docs/templates.md
lists each of them, and a test holds the two together. Every text here is plain text, except where a field says that it
is HTML.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from newsgen.models.colors import ColorPair
from newsgen.models.moment import Moment
from newsgen.models.page_parts import (
    CalendarDay,
    DecadeSummary,
    FrontView,
    LanguageChoice,
    MonthSummary,
    NewsEntry,
    PageHead,
    Pager,
    SearchField,
    SitemapEntry,
    TermLetter,
    TermLetters,
    YearSummary,
)
from newsgen.models.views import ArticleView, Link, ProfileView, SeriesView, StandingView, Teaser, TermLink, Version


@dataclass(frozen=True, slots=True)
class NoContext:
    """A page that needs nothing but `page` and `site`."""


@dataclass(frozen=True, slots=True)
class HomeContext:
    """home.html: the front page."""

    front: FrontView
    newest: date | None
    """The day of the newest story: of what was published on it, the time of day is told."""
    article_count: int
    first_year: int
    """0 while there is no article."""


@dataclass(frozen=True, slots=True)
class ArticleContext:
    """article.html: one story. Its text is the variable `body`, made when the page is rendered."""

    article: ArticleView
    day: Link
    """The page of its day."""
    previous: Link | None
    """The article published before this one."""
    next: Link | None
    versions: tuple[Version, ...] = ()
    """The story in every language in which it was published, this one among them; empty where there is but one."""
    profiles: tuple[ProfileView, ...] = ()
    """What term files say of its terms, in the order of taxonomies."""
    series: tuple[SeriesView, ...] = ()
    """Of each of its series that has another part."""
    before_in_section: tuple[Teaser, ...] = ()
    """The stories of its section right before it, the latest first: no news changes them."""


@dataclass(frozen=True, slots=True)
class StandingContext:
    """page.html, or the template that the page names. Its text is the variable `body`, as in ArticleContext."""

    standing: StandingView


@dataclass(frozen=True, slots=True)
class ListingContext:
    """archive.html: every article, page by page."""

    teasers: tuple[Teaser, ...]
    """Newest first."""
    pager: Pager


@dataclass(frozen=True, slots=True)
class TermContext:
    """term.html: the articles that carry one term, page by page."""

    term: TermLink
    """Its count is 0 on numbered pages, which must not change when the term gains articles."""
    taxonomy: Link
    """The index of the taxonomy."""
    teasers: tuple[Teaser, ...]
    """Newest first; a series that fits on one page, and what its file says so of, oldest first."""
    pager: Pager
    profile: ProfileView | None = None
    """What its file says of it, on the newest page. Its text is the variable `body`, as in ArticleContext."""
    within: tuple[TermLink, ...] = ()
    """The terms of which it is the parent, by name, on the newest page."""
    front: FrontView | None = None
    """Rows above the list, where its file asks for them, on the newest page."""


@dataclass(frozen=True, slots=True)
class TaxonomyContext:
    """taxonomy.html: every term of one taxonomy."""

    taxonomy: Link
    count: int
    """How many terms."""
    letters: tuple[TermLetter, ...]
    most_used: tuple[TermLink, ...]
    """The most used terms, most used first; empty in a short index."""


@dataclass(frozen=True, slots=True)
class DatesContext:
    """dates.html: every year."""

    years: tuple[YearSummary, ...]
    """Newest first."""
    decades: tuple[DecadeSummary, ...]
    """The same years by decade, newest first; empty where the archive goes over fewer than sixteen years."""
    most: int
    """How many stories the month has that has the most: by this, bars of all years are comparable."""


@dataclass(frozen=True, slots=True)
class YearContext:
    """year.html: the twelve months of a year."""

    year: int
    count: int
    months: tuple[MonthSummary, ...]
    """All twelve, January first."""
    most: int
    """How many stories the month has that has the most."""
    covers: tuple[Teaser, ...]
    """The stories that stand for the year, the first before all others."""
    previous: Link | None
    """The last year before this one in which something was published."""
    next: Link | None


@dataclass(frozen=True, slots=True)
class MonthContext:
    """month.html: a calendar, and the month's articles page by page."""

    year: int
    month: int
    count: int
    """0 on numbered pages, which must not change while the month goes on."""
    weeks: tuple[tuple[CalendarDay, ...], ...]
    """Seven cells each, Monday first; empty on numbered pages."""
    covers: tuple[Teaser, ...]
    """The stories that stand for it; empty on numbered pages, and where the list is short."""
    teasers: tuple[Teaser, ...]
    pager: Pager
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class DayContext:
    """day.html: the articles of one day."""

    day: date
    count: int
    """0 on numbered pages."""
    teasers: tuple[Teaser, ...]
    pager: Pager
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class OnThisDayContext:
    """on-this-day.html: the articles of one day of the year, of all years."""

    month: int
    day: int
    count: int
    """0 on numbered pages."""
    teasers: tuple[Teaser, ...]
    pager: Pager
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class SearchContext:
    """search.html: the form, and the ways into the archive without it."""

    fields: tuple[SearchField, ...]
    """The taxonomies that have terms, by which results can be narrowed."""
    languages: tuple[LanguageChoice, ...]
    """Those in which something is written; empty where it is but one."""
    language: str
    """Of the edition, whose stories are looked for first; empty where there are no editions."""
    years: tuple[Link, ...]
    """In which something was published, newest first."""
    letters: tuple[TermLetters, ...]
    """Of each long index, the letters to jump to."""
    snippets: str
    """What results show below a headline: ``pages``, ``stored`` or ``off``."""


@dataclass(frozen=True, slots=True)
class RedirectContext:
    """redirect.html: an old address that leads to a new one."""

    target: Link
    absolute_target: str


@dataclass(frozen=True, slots=True)
class FeedContext:
    """rss.xml and atom.xml: the newest articles, newest first."""

    title: str
    html_url: str
    """Absolute: the page whose feed this is."""
    feed_url: str
    """Absolute: where the feed itself lies."""
    feed_id: str
    """Permanent (RFC 4287)."""
    updated: Moment | None
    """When the newest content changed; None in an empty feed."""
    items: tuple[Teaser, ...]
    has_full_text: bool = False
    """Whether it holds the texts of its stories."""


@dataclass(frozen=True, slots=True)
class ThemeContext:
    """theme.css: what newsgen.yaml says under `theme`."""

    accent: ColorPair | None
    """None for the theme's own."""
    fonts: str
    """``bundled`` or ``system``."""


@dataclass(frozen=True, slots=True)
class ManifestContext:
    """site.webmanifest: what a telephone shows of the publication."""

    accent: str
    paper: str


@dataclass(frozen=True, slots=True)
class DrawingContext:
    """favicon.svg: the icon of browsers that take drawings."""

    accent: ColorPair


@dataclass(frozen=True, slots=True)
class IconContext:
    """An icon. It is drawn, and has no template."""

    size: int
    """Of each side, in pixels; 0 for a file with the sizes of tabs and desktops."""
    paper: str
    is_opaque: bool
    accent: str = ""
    letter: str = ""
    """What stands on the accent."""
    logo: str = ""
    """The path of the static file that is shown in the place of the letter; or empty."""


@dataclass(frozen=True, slots=True)
class CardContext:
    """The picture for previews of a story's link. It is drawn, and has no template."""

    title: str
    kicker: str
    """May be empty."""
    nameplate: str
    accent: str
    paper: str


@dataclass(frozen=True, slots=True)
class SitemapContext:
    """sitemap.xml and sitemap-index.xml."""

    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True)
class NewsSitemapContext:
    """news-sitemap.xml: the stories of the last two days, newest first."""

    entries: tuple[NewsEntry, ...]


Context = (
    NoContext
    | HomeContext
    | ArticleContext
    | StandingContext
    | ListingContext
    | TermContext
    | TaxonomyContext
    | DatesContext
    | YearContext
    | MonthContext
    | DayContext
    | OnThisDayContext
    | SearchContext
    | RedirectContext
    | FeedContext
    | ThemeContext
    | ManifestContext
    | DrawingContext
    | IconContext
    | CardContext
    | SitemapContext
    | NewsSitemapContext
)


def written_view(context: Context) -> StandingView | ProfileView | None:
    """Of what is no article, but has a text of its own: what it says of itself."""
    if isinstance(context, StandingContext):
        return context.standing
    return context.profile if isinstance(context, TermContext) else None


@dataclass(frozen=True, slots=True)
class Page:
    """One URL, one template, one context."""

    path: str
    """Where its file goes: relative to the output folder."""
    template: str
    head: PageHead
    make_context: Callable[[], Context]
    """Makes the context when the page is rendered: 100,000 of them need not lie in memory at once."""
    label: str
    """What it is to a person who reads an error: ``article content/a.md``, ``tag Harbour``."""
    source: str = ""
    """The path inside content/ of its article or standing page: the body is rendered with the page."""
    blamed: str = ""
    """The user's file that asks for a redirect, as a message shows it."""
    blamed_line: tuple[int, str] = (0, "")
    """The line that asks for it, if one does: its number and its text."""
    listed_under: tuple[tuple[str, str], ...] = ()
    """Taxonomy and slug of each term whose page lists its article: its own, and those of which they are a part."""
    edition: str = ""
    """What the places of its edition begin with: ``ko/``; empty for the publication's own language."""

"""What templates see of articles, standing pages and terms: the pieces that pages' contexts are made of.

As in models/page.py, the fields are what a theme designer may use; docs/templates.md lists each of them, and a test
holds the two together. Every text here is plain text, except where a field says that it is HTML.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsgen.models.moment import Moment


@dataclass(frozen=True, slots=True)
class Link:
    """A title and where it leads."""

    title: str
    url: str
    """Begins with the site's base path, or is absolute."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A standing page."""

    title: str
    url: str
    menu: int
    """Its place in the menu, counted from 1; 0 for none."""
    depth: int
    """In the folders of how many other standing pages it is."""
    lang: str = ""
    """Of a page that the edition has only in the publication's own language; else empty."""


@dataclass(frozen=True, slots=True)
class Version:
    """One story in one language."""

    lang: str
    language: str
    """The language's own name: ``日本語``."""
    direction: str
    title: str
    url: str
    absolute_url: str


@dataclass(frozen=True, slots=True)
class TermLink:
    """A term and its page."""

    name: str
    url: str
    taxonomy: str
    count: int = 0
    """How many articles carry it; 0 on article pages and teasers, where it is not asked."""
    label: str = ""
    """What readers must know of it wherever it is named: ``state media``."""


@dataclass(frozen=True, slots=True)
class PictureSource:
    """A picture in one format, in several sizes: what the element `source` says."""

    type: str
    """The media type: ``image/webp``."""
    srcset: str
    """Its files with their widths."""


@dataclass(frozen=True, slots=True)
class PictureCut:
    """A picture that is cut to a shape."""

    absolute_url: str
    width: int
    """In pixels."""
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a story."""

    url: str
    """Of the largest file that every browser knows."""
    absolute_url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int = 0
    """In pixels; 0 where it is not known."""
    height: int = 0
    srcset: str = ""
    """All sizes in the same format as `url`; empty where there is one."""
    sources: tuple[PictureSource, ...] = ()
    """The formats that are offered besides, the first first."""
    original: str = ""
    """The URL of the picture in its full size; empty where that is not published."""
    card: PictureCut | None = None
    """As previews of links show it; None where it is not cut for them."""
    shapes: tuple[PictureCut, ...] = ()
    """16:9, 4:3 and square, for search engines."""
    focus: str = ""
    """What must be seen where a list cuts it, as classes of the theme: ``left top-edge``; ``upright`` where
    the picture is not wider than high and nobody has said it; empty for the middle."""

    @property
    def shared(self) -> PictureCut | None:
        """What previews of a link show: the card, or the picture itself; None for a drawing, which no network shows."""
        if self.card is not None or self.url.lower().endswith(".svg"):
            return self.card
        return PictureCut(self.absolute_url, self.width, self.height)


@dataclass(frozen=True, slots=True)
class TermGroup:
    """The terms of an article in one taxonomy."""

    taxonomy: str
    title: str
    terms: tuple[TermLink, ...]


def _names_in(groups: tuple[TermGroup, ...], taxonomy: str) -> tuple[str, ...]:
    return tuple(term.name for group in groups if group.taxonomy == taxonomy for term in group.terms)


@dataclass(frozen=True, slots=True)
class Teaser:
    """What a listing shows of an article."""

    source: str
    """The path of its file inside content/."""
    url: str
    absolute_url: str
    id: str
    """Its identity in feeds, which no move changes: a URI."""
    title: str
    kicker: str
    genre: str
    """What kind of story it is: `labels.genres` has the word; empty for news."""
    summary: str
    date: Moment
    updated: Moment | None
    section: TermLink | None
    authors: tuple[TermLink, ...]
    dateline: str
    lang: str
    """Empty where it is the publication's language."""
    direction: str
    """``ltr`` or ``rtl``, after lang."""
    picture: Picture | None
    terms: tuple[TermGroup, ...]
    """As on the article's own page."""
    extra: Mapping[str, object]

    def names(self, taxonomy: str) -> tuple[str, ...]:
        """The names of the article's terms in one taxonomy."""
        return _names_in(self.terms, taxonomy)


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was wrong, and when it was put right."""

    date: Moment
    text: str


@dataclass(frozen=True, slots=True)
class ProfileView:
    """What a term file says of its term."""

    source: str
    """The path of its file inside content/."""
    term: TermLink
    summary: str
    """Plain text: of an author, what the box below a story says."""
    picture: Picture | None
    role: str
    email: str
    links: tuple[Link, ...]
    """Where else to find them; a title may be empty."""
    same_as: tuple[str, ...]
    """Web addresses that mean the same."""
    updated: Moment | None
    lang: str
    """Of its text; never empty."""
    direction: str
    has_text: bool
    """Whether there is more than the summary: the text itself stands on the term's own page."""
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """Where a story stands in its series."""

    series: TermLink
    number: int
    """Which part it is, counted from 1."""
    count: int
    """How many parts there are; 0 in a long series, which no old story is told of."""
    parts: tuple["PartLink", ...]
    """The first part first; of a long series those around this one. Of a story in several languages one version."""


@dataclass(frozen=True, slots=True)
class PartLink:
    """A part of a series."""

    number: int
    title: str
    url: str
    lang: str
    """Empty where it is the publication's language."""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article on its own page."""

    source: str
    title: str
    kicker: str
    genre: str
    """What kind of story it is: `labels.genres` has the word; empty for news."""
    subtitle: str
    summary: str
    dateline: str
    date: Moment
    updated: Moment | None
    expires: Moment | None
    lang: str
    """Never empty."""
    direction: str
    section: TermLink | None
    sections: tuple[TermLink, ...]
    """All of them; `section` is the first."""
    authors: tuple[TermLink, ...]
    terms: tuple[TermGroup, ...]
    """Every taxonomy but sections and authors, in the order of newsgen.yaml."""
    picture: Picture | None
    card: PictureCut | None
    """What previews of its link show; None for the publication's own picture."""
    corrections: tuple[CorrectionView, ...]
    extra: Mapping[str, object] = field(default_factory=dict)

    def names(self, taxonomy: str) -> tuple[str, ...]:
        """The names of the article's terms in one taxonomy."""
        return _names_in(self.terms, taxonomy)


@dataclass(frozen=True, slots=True)
class StandingView:
    """A standing page on its own page."""

    source: str
    """The path of its file inside content/."""
    title: str
    subtitle: str
    summary: str
    updated: Moment | None
    lang: str
    """Never empty."""
    direction: str
    picture: Picture | None
    children: tuple[Link, ...]
    """The standing pages in its folder, by title."""
    extra: Mapping[str, object] = field(default_factory=dict)

"""What the publication says of itself."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, unquote

from newsgen.models.language import direction_of, own_name_of

DEFAULT_LANGUAGE = "en"
DEFAULT_TIMEZONE = "UTC"

_COMPLETE = re.compile(r"(?:https?:)?//|mailto:|tel:|#")
_RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_SAFE = "/~@!$&'()*+,;=:"
_IS_SAFE = re.compile(rf"[A-Za-z0-9_.\-{_SAFE}]*").fullmatch
"""Most places have nothing to quote, which is seen in a tenth of the time; and most are asked for on many pages."""


@lru_cache
def _base_path(base_url: str) -> str:
    return "/" + base_url.split("://", 1)[1].partition("/")[2]


@lru_cache
def _origin(base_url: str) -> str:
    scheme, _, rest = base_url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


@lru_cache(maxsize=32_768)
def _quoted(place: str) -> str:
    return place if _IS_SAFE(place) else quote(place, safe=_SAFE)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the publication."""

    name: str = ""
    logo: str = ""
    """A path inside the site, or a URL."""
    url: str = ""
    email: str = ""
    policies: tuple[tuple[str, str], ...] = ()
    """schema.org's policy properties of a NewsMediaOrganization (``correctionsPolicy`` …) and their URLs."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of the site's menu, as newsgen.yaml has it."""

    title: str
    url: str = ""
    """Empty where the title names a section."""


@dataclass(frozen=True, slots=True)
class EditionLink:
    """The publication in one of its languages."""

    language: str
    title: str
    place: str = ""
    """Of its front page: ``ko/``; empty for the publication's own language."""

    @property
    def name(self) -> str:
        """The language's own name: ``한국어``."""
        return own_name_of(self.language)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, after the language."""
        return direction_of(self.language)


@dataclass(frozen=True, slots=True)
class Site:
    """The publication."""

    title: str
    base_url: str
    """Absolute, ends in a slash: ``https://example.org/record/``."""
    language: str = DEFAULT_LANGUAGE
    timezone: str = DEFAULT_TIMEZONE
    description: str = ""
    publisher: Publisher = field(default_factory=Publisher)
    copyright: str = ""
    image: str = ""
    """The picture for link previews of pages that have none of their own."""
    menu: tuple[MenuItem, ...] = ()
    editions: tuple[EditionLink, ...] = ()
    """One for each language, the publication's own first; empty where it has but one."""
    relative_urls: bool = False
    """Whether pages name places of the site relative to themselves, so that it can be opened from a disk."""
    asset_versions: bool = False
    """Whether the address of a static file carries digits of its digest."""
    logo: str = ""
    """The picture in the nameplate, as typed; empty where the title stands there in letters."""
    logo_dark: str = ""
    """The picture there on dark pages; empty where it is the same."""
    dark: bool = True
    """Whether pages have dark colours for readers who want them."""
    has_search: bool = True
    """Whether readers can search it: whether there is a search page."""
    theme_css: str = ""
    """The place of the stylesheet that says what newsgen.yaml does of colours and faces; empty where it does not."""

    @property
    def logo_is_raster(self) -> bool:
        """Whether the logo is a file of pixels, of which icons can be made."""
        return self.logo.lower().endswith(_RASTER)

    @property
    def base_path(self) -> str:
        """The path under which the site lies: ``/record/``, or ``/``."""
        return _base_path(self.base_url)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, after the language."""
        return direction_of(self.language)

    @property
    def origin(self) -> str:
        """Scheme and host, without a slash at the end: ``https://example.org``."""
        return _origin(self.base_url)

    def url(self, place: str) -> str:
        """A place of the site (``tags/harbour/``) behind the base path, percent-encoded: ``/record/tags/harbour/``."""
        return _base_path(self.base_url) + _quoted(place)

    def absolute(self, place: str) -> str:
        """The same with scheme and host: ``https://example.org/record/tags/harbour/``."""
        return self.base_url + _quoted(place)

    def absolute_url(self, url: str) -> str:
        """A URL of this site with its scheme and host; others as they are."""
        return self.origin + url if url.startswith("/") and not url.startswith("//") else url

    def from_author(self, url: str) -> str:
        """What somebody typed, relative to the site's root (``/about/``) or absolute, as a URL."""
        if _COMPLETE.match(url):
            return url
        return self.url(url.lstrip("/"))


def path_in_site(site: Site, typed: str) -> str:
    """The path in the site that somebody has typed, as for `Site.from_author`; empty where it leads elsewhere."""
    led = site.from_author(typed) if typed else ""
    return unquote(led.removeprefix(site.base_path)) if led.startswith(site.base_path) else ""

"""newsgen.yaml, resolved: what the program is told. What the publication says of itself is its Site."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from newsgen.models.front import USUAL_FRONT, FrontRow
from newsgen.models.language import broader_tags
from newsgen.models.names import SLUG_STYLES, slug_for
from newsgen.models.picture import PictureRules
from newsgen.models.site import Site
from newsgen.plugins import Plugins
from newsgen.settings.addresses import DEFAULT_PERMALINK
from newsgen.settings.deploy import DeploySettings
from newsgen.settings.feeds import FeedSettings
from newsgen.settings.front import front_as_values
from newsgen.settings.importing import ImportSettings
from newsgen.settings.languages import Edition, languages_as_values
from newsgen.settings.markdown import MarkdownSettings
from newsgen.settings.output import DEFAULT_OUTPUT
from newsgen.settings.pictures import CARDS
from newsgen.settings.publication import menu_as_values
from newsgen.settings.reading import ReadingSettings
from newsgen.settings.search import SearchSettings
from newsgen.settings.taxonomies import DEFAULT_TAXONOMIES, Taxonomy
from newsgen.settings.theme import ThemeSettings

SETTINGS_FILE = "newsgen.yaml"
DEFAULT_PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Settings:
    """newsgen.yaml, resolved: every field has its value."""

    site: Site
    permalink: str = DEFAULT_PERMALINK
    slugs: str = SLUG_STYLES[0]
    """One of models.names.SLUG_STYLES."""
    languages: tuple[str, ...] = ()
    """Names of folders in content/ whose articles are in the language of that name."""
    editions: tuple[Edition, ...] = ()
    """Of each language besides the publication's own."""
    old_urls: tuple[str, ...] = ()
    """Where the publication was before: web addresses (``https://old.example/``), and paths of this site."""
    feed_ids: str = ""
    """The base URL that the identities of stories in feeds begin with; empty for that of the site."""
    redirect_files: tuple[str, ...] = ()
    """Files of the project with old and new addresses, line by line."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """What those files say: old place to the new place or web address."""
    redirect_lines: Mapping[str, tuple[str, int, str]] = field(default_factory=dict, repr=False, compare=False)
    """Old place to its line: the file, the number and the text. No page hangs on it."""
    per_page: int = DEFAULT_PER_PAGE
    front: tuple[FrontRow, ...] = USUAL_FRONT
    """The rows of the front page."""
    theme: ThemeSettings = field(default_factory=ThemeSettings)
    """Of this pages know only what `site` says of it: the rest stands in files of its own."""
    feeds: FeedSettings = field(default_factory=FeedSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    news_sitemap: bool = False
    """Whether the stories of the last two days have a sitemap of their own."""
    taxonomies: tuple[Taxonomy, ...] = DEFAULT_TAXONOMIES
    markdown: MarkdownSettings = field(default_factory=MarkdownSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    cards: str = CARDS[0]
    """Which stories have a picture for previews of links: one of CARDS."""
    pictures: PictureRules = field(default_factory=PictureRules)
    """How pictures are published."""
    output: str = DEFAULT_OUTPUT
    """The output folder, relative to the project."""
    checks: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Rule of `newsgen check` to `off`, `warning` or `error`. Not part of what a site is made from, and so not of the
    text by which settings are compared."""
    deploy: DeploySettings = field(default_factory=DeploySettings, repr=False)
    """Likewise: where a site is published to makes none of its pages stale."""
    importing: ImportSettings = field(default_factory=ImportSettings, repr=False)
    """Likewise: what an import makes of an old site."""
    plugins: Plugins = field(default_factory=Plugins)
    """With the digest of their code as it was when newsgen.yaml was read."""

    @property
    def zone(self) -> ZoneInfo:
        """The publication's time zone."""
        return ZoneInfo(self.site.timezone)

    def of_edition(self, edition: Edition) -> "Settings":
        """What holds in an edition of the publication."""
        said = {name: text for name in ("title", "description", "copyright") if (text := getattr(edition, name))}
        site = replace(self.site, language=edition.language, menu=edition.menu, **said)
        return replace(self, site=site, front=edition.front or self.front)

    def edition_of(self, language: str) -> Edition | None:
        """The edition in which stories in a language stand; None for the publication's own.

        It is that of the language itself, else that of the language without its region or script.
        """
        known = {edition.language.lower(): edition for edition in self.editions}
        own = self.site.language.lower()
        return next((known.get(tag) for tag in broader_tags(language) if tag == own or tag in known), None)

    def term_slug(self, taxonomy: str, name: str) -> str:
        """The slug under which a name is filed in a taxonomy."""
        slugs = next((known.slugs for known in self.taxonomies if known.name == taxonomy), {})
        return slugs.get(name) or slug_for(name, self.slugs)

    def as_text_values(self) -> dict[str, object]:
        """The settings in the form of newsgen.yaml, for `newsgen config`."""
        site = self.site
        return {
            "title": site.title,
            "base_url": site.base_url,
            "language": site.language,
            "timezone": site.timezone,
            "description": site.description,
            "publisher": {
                "name": site.publisher.name,
                "logo": site.publisher.logo,
                "url": site.publisher.url,
                "email": site.publisher.email,
                **dict(site.publisher.policies),
            },
            "copyright": site.copyright,
            "image": site.image,
            "menu": menu_as_values(site.menu),
            "relative_urls": site.relative_urls,
            "assets": {"versions": site.asset_versions},
            "permalink": self.permalink,
            "slugs": self.slugs,
            "languages": languages_as_values(self.languages, self.editions, self.taxonomies),
            "old_urls": list(self.old_urls),
            "feed_ids": self.feed_ids,
            "redirects": list(self.redirect_files),
            "per_page": self.per_page,
            "front": front_as_values(self.front, self.taxonomies),
            "theme": self.theme.as_values(),
            "feeds": {
                "formats": list(self.feeds.formats),
                "of_terms": list(self.feeds.of_terms),
                "from": self.feeds.least,
                "full_text": self.feeds.full_text,
            },
            "feed_limit": self.feeds.limit,
            "news_sitemap": self.news_sitemap,
            "taxonomies": {
                taxonomy.name: {
                    "title": taxonomy.title,
                    "singular": taxonomy.singular,
                    **({"slugs": dict(taxonomy.slugs)} if taxonomy.slugs else {}),
                }
                for taxonomy in self.taxonomies
            },
            "markdown": {
                "dialect": self.markdown.dialect,
                "extensions": list(self.markdown.extensions),
                "bare_links": self.markdown.bare_links,
            },
            "raw_html": self.markdown.raw_html,
            "fields": dict(self.reading.fields),
            "date_formats": list(self.reading.date_formats),
            "encoding": self.reading.encoding,
            "folders": {"pages": self.reading.folders.pages, "terms": self.reading.folders.terms},
            "cards": self.cards,
            "pictures": {
                "widths": list(self.pictures.widths),
                "formats": list(self.pictures.formats),
                "keep": list(self.pictures.keep),
                "originals": self.pictures.originals,
            },
            "output": self.output,
            "checks": dict(self.checks),
            "deploy": {
                "remote": self.deploy.remote,
                "branch": self.deploy.branch,
                "cname": self.deploy.cname,
                "history": self.deploy.history,
            },
            "import": {"comments": self.importing.comments, "types": dict(self.importing.types)},
            "plugins": list(self.plugins.names),
        }

"""One function crosses from newsgen.yaml as typed to Settings: `read_settings`.

Each group of settings is read by the module that is named after it.
"""

from newsgen.documents.fields import FieldReader
from newsgen.documents.text import Text
from newsgen.documents.yaml_nodes import read_mapping
from newsgen.errors import Problem
from newsgen.models.front import USUAL_FRONT
from newsgen.models.names import SLUG_STYLES
from newsgen.plugins import Plugins
from newsgen.settings.addresses import read_feed_ids, read_old_urls, read_permalink, read_redirect_files
from newsgen.settings.checks import read_checks
from newsgen.settings.deploy import read_deploy
from newsgen.settings.feeds import read_feeds
from newsgen.settings.front import read_front
from newsgen.settings.importing import read_import
from newsgen.settings.languages import read_languages, with_editions
from newsgen.settings.markdown import read_markdown
from newsgen.settings.model import DEFAULT_PER_PAGE, Settings
from newsgen.settings.output import read_output
from newsgen.settings.pictures import read_cards, read_pictures
from newsgen.settings.plugins import read_plugins
from newsgen.settings.publication import read_site
from newsgen.settings.reading import read_reading
from newsgen.settings.search import read_search
from newsgen.settings.taxonomies import read_taxonomies
from newsgen.settings.theme import read_theme

KEYS = (
    "title",
    "base_url",
    "language",
    "timezone",
    "description",
    "publisher",
    "copyright",
    "image",
    "menu",
    "relative_urls",
    "assets",
    "permalink",
    "slugs",
    "languages",
    "old_urls",
    "feed_ids",
    "redirects",
    "per_page",
    "front",
    "theme",
    "feeds",
    "search",
    "feed_limit",
    "news_sitemap",
    "taxonomies",
    "markdown",
    "raw_html",
    "fields",
    "date_formats",
    "encoding",
    "folders",
    "cards",
    "pictures",
    "output",
    "checks",
    "deploy",
    "import",
    "plugins",
)


def read_settings(text: Text) -> Settings | list[Problem]:
    """The settings that the text of newsgen.yaml asks for, or everything that is wrong with it."""
    record = read_mapping(text)
    if isinstance(record, Problem):
        return [record]
    problems: list[Problem] = []
    fields = FieldReader(text, record, problems)
    taxonomies = read_taxonomies(fields)
    theme = read_theme(fields)
    search = read_search(fields)
    site = read_site(fields, theme, has_search=search.is_on)
    languages, editions = read_languages(fields, site.language, taxonomies)
    settings = Settings(
        site=with_editions(site, editions),
        permalink=read_permalink(fields, languages),
        slugs=fields.choice("slugs", SLUG_STYLES),
        languages=languages,
        editions=editions,
        old_urls=read_old_urls(fields),
        feed_ids=read_feed_ids(fields),
        redirect_files=read_redirect_files(fields),
        per_page=fields.whole_number("per_page", DEFAULT_PER_PAGE, least=1, most=1000),
        front=read_front(fields, taxonomies, USUAL_FRONT),
        theme=theme,
        feeds=read_feeds(fields),
        search=search,
        news_sitemap=fields.flag("news_sitemap"),
        taxonomies=taxonomies,
        markdown=read_markdown(fields),
        reading=read_reading(fields, taxonomies),
        cards=(cards := read_cards(fields)),
        pictures=read_pictures(fields, cards),
        output=read_output(fields),
        checks=read_checks(fields),
        deploy=read_deploy(fields),
        importing=read_import(fields),
        plugins=Plugins(read_plugins(fields)),
    )
    fields.refuse_unknown(KEYS)
    return [problem.as_error() for problem in problems] or settings

"""newsgen.yaml as typed, and as resolved.

Pure: the file is read in `project`. `model` has Settings, `resolve` makes it of what was typed. What a setting can be,
and what is wrong with it otherwise, is told by the module of its group:

- `publication`: title, description, language, timezone, publisher, copyright, image, menu, relative_urls
- `languages`: languages
- `addresses`: base_url, permalink, old_urls, feed_ids, redirects
- `taxonomies`: taxonomies
- `markdown`: markdown, raw_html
- `reading`: folders, fields, date_formats, encoding
- `pictures`: pictures, cards
- `output`: output, assets
- `checks`: checks
- `deploy`: deploy
- `importing`: import
- `plugins`: plugins
- `front`: front
- `theme`: theme
- `feeds`: feeds, feed_limit
- `search`: search
- `resolve`: slugs, per_page, news_sitemap
"""

from newsgen.settings.addresses import BASE_URL_MEND, PLACEHOLDER_URL, read_base_url
from newsgen.settings.deploy import DEPLOY_KEYS, DeploySettings, address_fault, branch_fault, branch_mend, remote_fault
from newsgen.settings.feeds import FEED_KEYS, FeedSettings
from newsgen.settings.front import read_front
from newsgen.settings.importing import IMPORT_KEYS, ImportSettings
from newsgen.settings.languages import Edition
from newsgen.settings.later import problem_with_item
from newsgen.settings.markdown import COMMONMARK_EXTENSIONS, DEFAULT_EXTENSIONS, DIALECTS, RAW_HTML, MarkdownSettings
from newsgen.settings.model import SETTINGS_FILE, Settings
from newsgen.settings.pictures import DRAWN, PICTURE_FORMATS, PICTURE_KEYS
from newsgen.settings.publication import POLICIES
from newsgen.settings.reading import Folders
from newsgen.settings.resolve import KEYS, read_settings
from newsgen.settings.search import SEARCH_KEYS, SEARCHED_FIELDS, SNIPPETS, SearchSettings
from newsgen.settings.taxonomies import ARTICLE_FIELDS, DEFAULT_TAXONOMIES, Taxonomy
from newsgen.settings.theme import DEFAULT_ACCENT, THEME_CSS, THEME_KEYS, ThemeSettings

__all__ = [
    "ARTICLE_FIELDS",
    "BASE_URL_MEND",
    "COMMONMARK_EXTENSIONS",
    "DEFAULT_ACCENT",
    "DEFAULT_EXTENSIONS",
    "DEFAULT_TAXONOMIES",
    "DEPLOY_KEYS",
    "DIALECTS",
    "DRAWN",
    "FEED_KEYS",
    "IMPORT_KEYS",
    "KEYS",
    "PICTURE_FORMATS",
    "PICTURE_KEYS",
    "PLACEHOLDER_URL",
    "POLICIES",
    "RAW_HTML",
    "SEARCHED_FIELDS",
    "SEARCH_KEYS",
    "SETTINGS_FILE",
    "SNIPPETS",
    "THEME_CSS",
    "THEME_KEYS",
    "DeploySettings",
    "Edition",
    "FeedSettings",
    "Folders",
    "ImportSettings",
    "MarkdownSettings",
    "SearchSettings",
    "Settings",
    "Taxonomy",
    "ThemeSettings",
    "address_fault",
    "branch_fault",
    "branch_mend",
    "problem_with_item",
    "read_base_url",
    "read_front",
    "read_settings",
    "remote_fault",
]

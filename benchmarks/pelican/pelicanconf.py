"""The settings of the Pelican site: the pages and feeds of newsgen's default theme, where Pelican has them."""

# ruff: noqa: INP001 - Pelican reads this file from the site's folder

SITENAME = "The Meridian Record"
SITESUBTITLE = "A made archive for measuring: its people, places and events do not exist."
SITEURL = "https://example.org"
FEED_DOMAIN = SITEURL
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_DIR = "."
STATIC_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
PLUGINS: list[str] = []
DELETE_OUTPUT_DIRECTORY = False
TEMPLATE_EXTENSIONS = [".html", ".xml"]
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True, "extensions": []}

# Summaries are plain text in the other sites too.
FORMATTED_FIELDS: list[str] = []
SUMMARY_MAX_LENGTH = 38
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.smarty": {}},
    "output_format": "html5",
}

ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
CATEGORY_URL = "sections/{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
AUTHOR_URL = "authors/{slug}/"
AUTHOR_SAVE_AS = AUTHOR_URL + "index.html"
YEAR_ARCHIVE_URL = "{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html"
MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_URL + "index.html"
DAY_ARCHIVE_URL = "{date:%Y}/{date:%m}/{date:%d}/"
DAY_ARCHIVE_SAVE_AS = DAY_ARCHIVE_URL + "index.html"

DIRECT_TEMPLATES = ["index", "articles", "archives", "categories", "tags", "authors", "404", "sitemap"]
ARTICLES_URL = "articles/"
ARTICLES_SAVE_AS = ARTICLES_URL + "index.html"
ARCHIVES_URL = "dates/"
ARCHIVES_SAVE_AS = ARCHIVES_URL + "index.html"
CATEGORIES_URL = "sections/"
CATEGORIES_SAVE_AS = CATEGORIES_URL + "index.html"
TAGS_URL = "tags/"
TAGS_SAVE_AS = TAGS_URL + "index.html"
AUTHORS_URL = "authors/"
AUTHORS_SAVE_AS = AUTHORS_URL + "index.html"
SITEMAP_SAVE_AS = "sitemap.xml"

PAGINATED_TEMPLATES = {"articles": 25, "tag": 25, "category": 25, "author": 25}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{base_name}/index.html"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)

# Pelican's Atom feeds hold every article's whole text, so only the site has one; RSS can be held to summaries.
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = True
FEED_ALL_ATOM = "atom.xml"
FEED_ALL_RSS = "feed.xml"
CATEGORY_FEED_ATOM = None
CATEGORY_FEED_RSS = "sections/{slug}/feed.xml"
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = "authors/{slug}/feed.xml"
TAG_FEED_ATOM = None
TAG_FEED_RSS = "tags/{slug}/feed.xml"
TRANSLATION_FEED_ATOM = None

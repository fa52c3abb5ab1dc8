"""What each file of the theme is for, in a few words; docs/templates.md has the same table."""

from collections.abc import Mapping
from types import MappingProxyType

PURPOSES: Mapping[str, str] = MappingProxyType(
    {
        "base.html": "the frame of every page",
        "home.html": "the front page",
        "article.html": "a story",
        "page.html": "a standing page",
        "archive.html": "all stories, page by page",
        "term.html": "a tag, an author, a place …, and its stories",
        "taxonomy.html": "the index of all tags, all authors …",
        "dates.html": "the years",
        "year.html": "a year and its months",
        "month.html": "a month: its calendar and its stories",
        "day.html": "the stories of a day",
        "on-this-day.html": "the stories of a day in every year",
        "search.html": "the search page",
        "search.js": "the scripts of the search page in one file",
        "snippets.js": "the scripts that show results of a search",
        "404.html": "what is shown where no page is",
        "redirect.html": "a page for an old address; it has no frame",
        "rss.xml": "the RSS feed",
        "atom.xml": "the Atom feed",
        "sitemap.xml": "addresses for search engines",
        "sitemap-index.xml": "the list of sitemaps",
        "news-sitemap.xml": "the stories of the last two days, for Google News",
        "robots.txt": "what search engines may ask for",
        "site.webmanifest": "what telephones show of the publication",
        "favicon.svg": "the icon of the site, a drawing",
        "theme.css": "the colours and faces of theme in newsgen.yaml",
        "partials/teaser.html": "macros: a story in a list (entry), on the front page (card), in a line (line)",
        "partials/figure.html": "macros: the picture of a story, and its preview when its address is shared",
        "partials/picture.html": "macros: a picture in its sizes",
        "partials/text.html": "macros: the contents of a long text, and its HTML with tables that scroll",
        "partials/profile.html": "macros: what a term file says, at the end of a story and on the term's page",
        "partials/series.html": "macros: which part of a series a story is, and the others",
        "partials/front.html": "macros: the banner, the lead and the rows of a front page",
        "partials/listing.html": "stories page by page, with the pager",
        "partials/pager.html": "a macro: the way to the other pages of a list",
        "partials/share.html": "a macro: links by which a reader passes a story on",
        "partials/bars.html": "macros: the months of a year as bars, and its cover",
        "partials/between.html": "the way to the earlier and the later date",
        "partials/count.html": "a macro: so many stories",
        "partials/description.html": "macros for the block description",
        "partials/search.html": "macros: the form of the search page, and one of its results",
        "partials/search-box.html": "the search box in the head of every page",
        "partials/block.html": "a macro: class, id and language of a block",
        "partials/embed.html": "a macro: what stands for something at another host",
        "partials/youtube.html": "a macro: a film of YouTube",
        "blocks/NAME.html": "a block of stories, ::: NAME",
        "embeds/HOST.html": "what an address at this host becomes where it stands alone on a line",
        "labels/regions.yaml": "what a region says otherwise than its language",
        "labels/TAG.yaml": "every word that the templates say in a language",
        "static/style.css": "how everything looks",
        "static/front.css": "front pages and covers; articles have no need of it",
        "static/print.css": "how it looks on paper",
        "static/search/search.css": "how the search page looks",
        "static/search/index.js": "loads files of the search index",
        "static/search/words.js": "cuts texts into words",
        "static/search/postings.js": "reads in which stories a word stands",
        "static/search/stems.js": "the endings of words in five languages",
        "static/search/typed.js": "reads what is typed",
        "static/search/slips.js": "tells words that are typed wrongly",
        "static/search/ranking.js": "counts how much a story says of what is asked",
        "static/search/query.js": "finds what answers",
        "static/search/page.js": "the form and the address of the search page",
        "static/search/excerpts.js": "the lines of a story in which words stand, and marks on them",
        "static/search/results.js": "shows results, and hears the arrow keys",
        "static/search/not-found.js": "puts the words of an address into the search box",
        "static/fonts/newsreader.woff2": "the face of headlines",
        "static/fonts/OFL.txt": "the licence of that face",
    }
)
"""The name of a file, or of all files of a folder, to what it is."""
_PATTERNS: Mapping[str, str] = MappingProxyType(
    {"blocks": "blocks/NAME.html", "embeds": "embeds/HOST.html", "labels": "labels/TAG.yaml"}
)
_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "partials": "parts of pages",
        "blocks": "blocks",
        "embeds": "embeds",
        "labels": "words",
        "static": "static files",
    }
)


def purpose_of(name: str) -> str:
    """What a file of the theme is for; empty where nothing is known of it."""
    return PURPOSES.get(name) or PURPOSES.get(_PATTERNS.get(name.partition("/")[0], ""), "")


def group_of(name: str) -> str:
    """What files it stands among in a list."""
    if "/" in name:
        return _GROUPS.get(name.partition("/")[0], "others")
    return "pages" if name.endswith(".html") else "feeds and files for search engines"

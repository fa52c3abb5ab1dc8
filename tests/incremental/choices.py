"""What an edit may choose from: few values, so that stories collide, and often two of one length.

Nothing here writes a file.
"""

from dataclasses import dataclass, replace
from typing import Any

from incremental.picture import png

NOWS = ("2026-01-01", "2025-01-01T12:00", "2025-06-01", "2027-01-01")
"""Before and after every border that a story may have."""

SOURCES = (
    "a.md",
    "b.md",
    "c.md",
    "x/c.md",
    "x/d.md",
    "y/index.md",
    "2025-01-02-e.md",
    "ü.markdown",
    "a.ja.md",
    "ja/c.md",
)
TITLES = ("Ferry A", "Ferry B", "Harbour wall to rise: a <long> “headline” & more", "Ferry")
DATES = (
    "2025-01-01",
    "2025-01-02",
    "2024-01-01",
    "2024-12-31",
    "2025-01-01 09:30",
    "2025-01-01T23:30:00Z",
    "2025-02-01",
    "2025-01-02T03:00:00+09:00",
    "2026-06-01",
)
TAGS = ("Harbor", "harbor", "Sea", "Ocean", "C++", "Été", "经济", "竞技")
SECTIONS = (None, "World", "Local", "world")
AUTHORS = ((), ("A. Seo",), ("a. seo", "B"), ("B",))
SERIES = (None, "Long read", "long read")
BODIES = (
    "Plain words about ferries.",
    "See [another](/a.md) and [one more](/b.md#part).",
    "See [one in a folder](/x/c.md) and [nothing](/nowhere.md).",
    "![A wall](/p.png) and ![nothing](/gone.png)",
    'The [figures](/figures.csv) are here.\n\n## Part\n\nMore -- "quoted" words.',
    '<b onclick="x()">Bold</b> and <HVE> stays.\n\n- one\n- two',
    "# A heading\n\nSee [itself](/c.md).[^1]\n\n[^1]: A note, and [a file](/x/d.md).",
    'See [a](/a.md) and [named]({{< ref "named.md" >}}).',
    "See [old](https://old.example/2003/one/), [older](/old/one/) and [e]({% post_url 2025-01-02-e %}).",
    "See [the sea](/terms/tags/sea.md) and [who writes](/terms/authors/a-seo.md).",
    "::: factbox Ferries\nSee [b](/b.md) and ![a wall](/p.png).\n:::\n\nhttps://example.com/1\n\n::: own\nWords.\n:::",
)
STANDING = {
    "content/pages/about.md": (
        None,
        "---\ntitle: About\nmenu: 1\n---\nWho we are. See [the ferry](/x/c.md) and [rules](about/rules.md).\n",
        "---\ntitle: About us\nimage: /p.png\naliases: [/who/]\n---\nWho we are. ![Wall](/p.png)\n",
        "---\ntitle: About\ndraft: true\n---\nSoon.\n",
    ),
    "content/pages/about/rules.md": (
        None,
        "---\ntitle: Rules\nupdated: 2025-02-02\n---\nSee [a](/a.md).\n",
        "---\ntitle: Rules\nurl: /rules.html\nexpires: 2026-06-01\n---\nSee [about](../about.md).\n",
        "---\ntitle: Rules\nkind: article\ndate: 2025-01-03\ntags: [Sea]\n---\nA story.\n",
    ),
    "content/landing.md": (
        None,
        "---\ntitle: Landing\nkind: page\ntemplate: landing.html\n---\nWords.\n",
        "---\ntitle: Landing\nkind: page\ndate: 2026-06-01\nmenu: 2\n---\nWords.\n",
    ),
}
"""Standing pages, and what they may say; one is a story for a while."""
TERM_FILES = {
    "content/terms/tags/sea.md": (
        None,
        "---\ntitle: The Sea\naliases: [Ocean, 经济]\n---\nSalt water. See [the ferry](/n/t4.md).\n",
        "---\nsummary: Salt water.\nimage: /p.png\nparent: Water\nlabel: deep\n---\n",
        "---\ntitle: The Sea\naliases: [Ocean, Harbor]\nslug: deep\n---\n",
        "---\ntitle: The Sea\ndraft: true\n---\nSoon.\n",
        "---\nfront: [{lead: true, stories: 1}, {section: World}]\n---\n",
    ),
    "content/terms/tags/harbor.md": (
        None,
        "---\nparent: Sea\n---\nA quiet place. See [the sea](sea.md).\n",
        "---\ntitle: Harbour\norder: oldest\n---\n",
    ),
    "content/terms/authors/a-seo.md": (
        None,
        "---\ntitle: Ah Seo\nrole: Editor\nemail: seo@example.org\nimage: /p.png\n---\nShe writes.\n",
        "---\ntitle: Ah Seo\nrole: Chief editor\nlinks: [https://example.net/seo]\nsame_as: https://example.net/seo\n---\nWords.\n",
        "---\naliases: [B]\n---\n",
    ),
    "content/terms/series/long-read.md": (
        None,
        "---\ntitle: A long read\nsummary: From the beginning.\n---\nFrom the beginning.\n",
        "---\norder: newest\nkind: page\n---\n",
    ),
}
"""Term files, and what they may say."""
WINDS = ("north", "south")
"""One word of every story: the smallest edit, and as long as before."""
OPTIONAL: dict[str, tuple[Any, ...]] = {
    "draft": (None, True),
    "expires": (None, "2025-03-01", "2026-03-01"),
    "lang": (None, "ko", "ar"),
    "summary": (None, "In a few words.", "In more words."),
    "image": (None, "/p.png", {"src": "/x/q.png", "alt": "A wall", "credit": "Us"}, "/gone.png"),
    "aliases": (None, ["/old/one/"], ["/old/two.html"], ["/2025/01/01/a/"]),
    "corrections": (None, [{"date": "2025-01-03", "text": "It was a boat."}]),
    "updated": (None, "2025-01-04"),
    "canonical": (None, "https://example.net/first"),
    "desk": (None, "night", "day"),
    "kicker": (None, "Now"),
    "genre": (None, "opinion", "Op-Ed", "jazz"),
    "slug": (None, "other", "2003/other"),
    "url": (None, "/2003/05/story.html", "/2003/05/story/", "https://old.example/2003/one/"),
    "id": (None, "tag:example.org,2003:1", "12"),
    "translation_of": (None, "a.md", "release-1"),
    "status": (None, "draft", "publish"),
    "weight": (None, 5, -1),
    "featured": (None, True),
    "pinned": (None, True, "2026-03-01"),
    "breaking": (None, {"until": "2026-03-01"}, "2025-06-01"),
    "topics": (None, ["Sea", "经济"]),
}
BROKEN_ARTICLES = ("---\ntitle: No date\n---\nText.\n", "No fields.\n", "---\ntitle: T\ndate: 2025-02-30\n---\n")


def _byline(text: str) -> str:
    return f'{{% extends "theme/article.html" %}}{{% block byline %}}{text}{{% endblock %}}'


def _asking(question: str) -> str:
    return _byline(f"{{% for one in archive.{question} %}}{{{{ one.title }}}} {{{{ one.summary }}}}, {{% endfor %}}")


def _counts(taxonomy: str) -> str:
    return f'{{% for one in archive.terms("{taxonomy}") %}}{{{{ one.name }}}} {{{{ one.count }}}}, {{% endfor %}}'


ARTICLE_TEMPLATES: dict[str, str | None] = {
    "the theme's": None,
    "includes": _byline('{% include "partials/desk.html" %}'),
    "latest": _asking("latest(3)"),
    "on this day": _asking("on_this_day(article.date.day.month, article.date.day.day)"),
    "on the day": _asking("on_day(article.date.day)"),
    "related": _asking("related(article.source, 2)"),
    "terms": _byline(_counts("tags")),
    "by conditions": _asking('articles(section="World", tag=["Sea", "harbor"], limit=2)'),
    "data": _byline("{{ data.towns[0].People }}{% for one in data.people|default({}) %}{{ one }}{% endfor %}"),
    "by a condition of its own": _asking("articles(author=article.authors, year=article.date.day.year)"),
    "dynamic include": _byline(
        '{% include "partials/" ~ (article.extra.desk|default("no")) ~ ".html" ignore missing %}'
    ),
    "mistake": _byline("{{ article.mistake }}"),
}
_CARRIED = """{% extends "theme/day.html" %}{% block main %}{% for one in teasers %}
{{ one.extra.desk|default("no desk") }}
{% cached one %}{{ one.names("tags")|join("/") }} {{ one.terms|length }}{% endcached %}
{% endfor %}{% endblock %}"""
"""A listing that shows more of its stories than the theme does."""
TEMPLATES: dict[str, tuple[str | None, ...]] = {
    "article.html": tuple(ARTICLE_TEMPLATES.values()),
    "base.html": (
        None,
        '{% extends "theme/base.html" %}{% block head %}<!-- {{ site.title }} -->{% endblock %}',
        '{% extends "theme/base.html" %}{% block head %}<link href="{{ asset_url("more.css") }}">{% endblock %}',
        f'{{% extends "theme/base.html" %}}{{% block footer %}}{_counts("tags")}{{% endblock %}}',
    ),
    "home.html": (
        None,
        f'{{% extends "theme/home.html" %}}{{% block archive_size %}}{_counts("authors")}{{% endblock %}}',
    ),
    "day.html": (None, _CARRIED),
    "landing.html": (
        None,
        '{% extends "page.html" %}{% block text %}{{ archive.count(tag="Sea") }}{{ body.html|safe }}{% endblock %}',
        '{% extends "page.html" %}{% block after_text %}{{ archive.pages()|length }}{% endblock %}',
    ),
    "404.html": (
        None,
        '{% for one in archive.articles(tag="sea", limit=3, offset=1) %}{{ one.title }} {% endfor %}',
        '{{ archive.count(lang="ko") }} {{ (archive.term("section", "local") or {"count": 0}).count }}',
        '{{ (archive.article("x/c.md") or archive.latest(1)[0]).title }}',
        "{{ data.team[0].name if data.team is defined }} {% cached 1 %}{{ data.people is defined }}{% endcached %}",
    ),
    "partials/desk.html": ("<p>desk one {{ site.title }}</p>", "<p>desk two {{ site.title }}</p>", None),
    "partials/night.html": (None, "<p>night one</p>", "<p>night two</p>"),
    "partials/day.html": (None, "<p>by day</p>"),
    "partials/count.html": (None, "{% macro stories(count) %}{{ count }} pieces{% endmacro %}"),
    "labels.yaml": (None, "en: {related: Before}\n", "en: {latest: Newest, related: Since}\nko: {latest: New}\n"),
}
DATA: dict[str, tuple[str | None, ...]] = {
    "team.yaml": ("- name: Jo", "- name: Al", None, "- name: [Jo"),
    "team.json": (None, '[{"name": "Jo"}]'),
    "towns.csv": ("Name,People\nBay,80\n", "Name,People\nBay,90\n", "Name,People\nBay\n"),
    "people/jo.yaml": (None, "role: editor", "role: writer"),
}
STATIC: dict[str, tuple[bytes | None, ...]] = {
    "style.css": (None, b"body{color:#111}", b"body{color:#222}"),
    "more.css": (b"i{}", b"b{}", None),
    "about/index.html": (None, b"About us", b"About me"),
    "robots.txt": (None, b"User-agent: *\n"),
    "old/one/index.html": (None, b"in the way of an alias"),
}
ATTACHMENTS: dict[str, tuple[bytes | None, ...]] = {
    "p.png": (png(3, 2), png(3, 4), png(2, 2), None),
    "x/q.png": (None, png(4, 3), png(6, 2)),
    "figures.csv": (b"1,2\n", b"1,3\n", None),
    "x/unused.csv": (None, b"unused"),
}
SETTINGS: dict[str, tuple[str | None, ...]] = {
    "folders": (None, "{pages: x}"),
    "front": (
        None,
        "[{lead: true, stories: 1}, {latest: 1}, {tag: Sea, stories: 2}, {series: Long read}, {sections: 1}]",
        "[{featured: 2}, {lead: true, stories: 0}, {on_this_day: 1}, {archive: true}, {latest: 2, title: New}]",
        "[]",
    ),
    "title": ("Test Post", "Best Post"),
    "base_url": ("https://example.org/", "https://example.com/", "https://example.org/post/"),
    "per_page": ("2", "1", "3", None),
    "news_sitemap": (None, "true"),
    "theme": (
        None,
        '{accent: "#0a58ca"}',
        '{accent: "#006400", dark: off}',
        "{fonts: system, logo: {light: /favicon.svg, dark: /x.svg}}",
    ),
    "feed_limit": (None, "1", "2"),
    "search": (None, "off", "{fields: [terms], snippets: stored, synonyms: false}"),
    "feeds": (
        None,
        "{from: 2}",
        "{formats: [], of_terms: [rss, atom], from: 1}",
        "{of_terms: [atom], from: 4}",
        "{full_text: true, from: 1}",
    ),
    "permalink": (None, "/{year}/{slug}/", "/{section}/{year}/{month}/{slug}/"),
    "menu": (None, "[World, {title: About, url: /about/}]", "[Nowhere]"),
    "taxonomies": (None, "{beats: {}}", "{people: off, tags: {slugs: {Sea: the-sea}}}", "{series: off}"),
    "raw_html": (None, "escape", "sanitize"),
    "markdown": (
        None,
        "{extensions: [extra]}",
        "{dialect: commonmark}",
        "{bare_links: true}",
        "{dialect: commonmark, bare_links: true}",
    ),
    "slugs": (None, "unicode"),
    "languages": (None, "[ja]", "{ja: {title: Shinbun, menu: [World]}, fr: }"),
    "old_urls": (None, "[https://old.example/]", "[https://old.example/, /old/]"),
    "feed_ids": (None, "https://old.example/"),
    "relative_urls": (None, "true"),
    "assets": (None, "{versions: true}"),
    "redirects": (None, "redirects.txt"),
    "fields": (None, "{topics: tags}", "{status: extra}"),
    "date_formats": (None, '["%d.%m.%Y"]'),
    "encoding": (None, "windows-1252"),
    "language": (None, "ko", "fr"),
    "timezone": ("UTC", "Asia/Seoul", "America/New_York"),
    "description": (None, "A paper."),
    "copyright": (None, "All rights reversed."),
    "publisher": (None, "{name: Us, logo: /favicon.svg}"),
    "plugins": (None, "[plugins/own.py]"),
    "nonsense": (None, "a key that no settings have"),
}


REDIRECTS: tuple[str | None, ...] = (
    None,
    "",
    "/before/ /2025/01/01/a/\n",
    "/before/ https://example.net/\n/old/one/ /tags/\n",
    "one word\n",
)
"""The file of redirects."""


def _plugin(word: str, title: str) -> str:
    """A plugin with a hand in everything: cards, texts, templates; it reads what lies beside it."""
    return f"""
from dataclasses import replace
from pathlib import Path
from newsgen import Mistake, hold_back
def shaped(article):
    if "Sea" in article.names("tags") and article.title == "Wall":
        return hold_back(article, "{word}")
    if article.title == "Ferry":
        return Mistake("{word} is odd", is_error=False)
    return replace(article, {title}, extra={{**article.extra, "more": (1, 2.5, [])}})
def bodied(html, article):
    beside = Path(__file__).parent / "words.csv"
    return f"{{html}}<p>{word}, {{beside.read_text() if beside.is_file() else None}}, {{article.extra.get('more')}}</p>"
articles = [shaped]
bodies = [bodied]
"""


PLUGIN = (_plugin("one", "kicker='One'"), _plugin("two", "kicker='Two'"), _plugin("two", "slug='s' + article.slug"))
PLUGINS: dict[str, tuple[str | None, ...]] = {
    "own.py": (*PLUGIN, _plugin("six", "title=5"), "bodies = [", None),
    "words.csv": (None, "high", "low"),
}


@dataclass(frozen=True)
class Card:
    """An article as its author means it."""

    title: str = TITLES[0]
    date: str = DATES[0]
    body: str = BODIES[0]
    wind: str = WINDS[0]
    tags: tuple[str, ...] = ()
    section: str | None = None
    authors: tuple[str, ...] = ()
    series: str | None = None
    more: tuple[tuple[str, Any], ...] = ()
    """Fields of OPTIONAL."""

    def but(self, name: str, value: Any) -> "Card":
        """The same with one optional field changed."""
        return replace(self, more=tuple((dict(self.more) | {name: value}).items()))

    @property
    def fields(self) -> dict[str, Any]:
        """Its front matter, in the words of the test driver; what is None is left out."""
        return {
            "title": f'"{self.title}"',
            "date": self.date,
            "tags": list(self.tags) or None,
            "section": self.section,
            "authors": list(self.authors) or None,
            "series": self.series,
            **dict(self.more),
        }

    @property
    def text(self) -> str:
        """Its body."""
        return f"{self.body}\n\nWind from the {self.wind}."

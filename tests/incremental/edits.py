"""Every kind of edit once, in an order in which each means something: a short history that is always the same."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

from incremental.choices import ARTICLE_TEMPLATES, ATTACHMENTS, BODIES, PLUGIN, STANDING, TEMPLATES, TERM_FILES, Card
from incremental.picture import PHOTOGRAPHS
from incremental.publication import DAMAGES, DELETE, VERSIONS, Publication

BEGINNING = {
    "a.md": Card(body=BODIES[1], tags=("Harbor", "Sea"), section="World", authors=("A. Seo",)),
    "b.md": Card("Ferry B", "2025-01-02", tags=("harbor",), section="World", authors=("B",)),
    "x/c.md": Card("Ferry", "2025-01-01 09:30", BODIES[3], tags=("Sea",), section="Local", series="Long read"),
    "x/d.md": Card("Wall", "2024-01-01", BODIES[4], tags=("C++", "Sea"), more=(("image", "/p.png"),)),
}


Edit = Callable[[Publication], None]


def begin(paper: Publication) -> None:
    """A few stories with terms, pictures and links among them."""
    for source, card in BEGINNING.items():
        paper.write(source, card)
    paper.put("content/p.png", ATTACHMENTS["p.png"][0])
    paper.put("content/figures.csv", b"1,2\n")


def change(source: str, stamp: str = "new", **fields: object) -> Edit:
    """Writes one article with other values."""
    return lambda paper: paper.write(source, replace(paper.cards[source], **fields), stamp)


def field(source: str, name: str, value: object) -> Edit:
    """Writes one article with another optional field."""
    return lambda paper: paper.write(source, paper.cards[source].but(name, value))


def put(path: str, content: bytes | str | None, stamp: str = "new") -> Edit:
    """Writes or deletes one file."""
    return lambda paper: paper.put(path, content, stamp)


def template(name: str) -> Edit:
    """One of the templates for articles."""
    return put("templates/article.html", ARTICLE_TEMPLATES[name])


def setting(key: str, value: str | None, stamp: str = "new") -> Edit:
    """One key of newsgen.yaml."""
    return lambda paper: paper.set(key, value, stamp)


def write(source: str, title: str, date: str, body: str = BODIES[0], **fields: object) -> Edit:
    """Writes an article that is new."""
    return lambda paper: paper.write(source, replace(Card(title, date, body), **fields))


COMPOSED, TAKEN_APART = (f"n/{unicodedata.normalize(form, 'été.md')}" for form in ("NFC", "NFD"))
KINDS: Mapping[str, Edit] = {
    "links by name": write("n/linking.md", "Linking", "2024-02-02", BODIES[7]),
    "what one of them names": write("n/named.md", "Named", "2025-01-05"),
    "another slug of it": field("n/named.md", "slug", "other"),
    "an address of its own": field("n/named.md", "url", "/2003/05/named.html"),
    "what is named lies elsewhere": lambda paper: paper.rename("n/named.md", "x/named.md"),
    "what is named is HTML": lambda paper: paper.rename("x/named.md", "x/named.html"),
    "what is named is gone": lambda paper: paper.delete("x/named.html"),
    "a draft by its status": field("n/linking.md", "status", "draft"),
    "published by its status": field("n/linking.md", "status", "publish"),
    "links to an old site": write("n/old.md", "Old", "2024-02-03", BODIES[8]),
    "an old site": setting("old_urls", "[https://old.example/]"),
    "a story that was there": write("n/one.md", "One", "2025-01-06", more=(("aliases", ["/2003/one/"]),)),
    "it was elsewhere": field("n/one.md", "aliases", ["/2003/two/"]),
    "an address on the old site": field("n/one.md", "url", "https://old.example/2003/one/"),
    "no old site": setting("old_urls", None, "kept"),
    "a folder of another language": setting("languages", "[ja]"),
    "a version of a story": write("ja/n/linking.md", "リンク", "2025-06-05"),
    "a headline of that version": change("ja/n/linking.md", title="リンク集"),
    "a version by its field": write("n/ko.md", "링크", "2025-06-06", more=(("translation_of", "n/linking.md"),)),
    "its language": field("n/ko.md", "lang", "ko"),
    "a version less": lambda paper: paper.delete("ja/n/linking.md"),
    "no folder of another language": setting("languages", None),
    "a term in another script": change("n/linking.md", tags=("经济",)),
    "another that is alike in ASCII": change("n/old.md", tags=("竞技",)),
    "the first of the two goes": change("n/linking.md", tags=()),
    "slugs in their own script": setting("slugs", "unicode"),
    "an identity": field("n/old.md", "id", "tag:example.org,2003:1"),
    "other identities in feeds": setting("feed_ids", "https://old.example/"),
    "relative URLs": setting("relative_urls", "true"),
    "a file of redirects": put("redirects.txt", "/before/ /2024/02/03/old/\n"),
    "which is named": setting("redirects", "redirects.txt"),
    "another redirect, quietly": put("redirects.txt", "/before/ /2024/05/01/one/\n", "kept"),
    "another dialect": setting("markdown", "{dialect: commonmark}"),
    "bare links": setting("markdown", "{dialect: commonmark, bare_links: true}"),
    "topics": field("n/old.md", "topics", ["Sea", "Trade"]),
    "topics are tags": setting("fields", "{topics: tags}"),
    "an unusual date": change("n/old.md", date="03.02.2024"),
    "a form for it": setting("date_formats", '["%d.%m.%Y"]'),
    "an article in no UTF-8": put("content/n/latin.md", b"---\ntitle: Caf\xe9\ndate: 2024-06-01\n---\nCaf\xe9\n"),
    "its encoding": setting("encoding", "latin-1"),
    "another encoding": setting("encoding", "windows-1251"),
    "a plugin": put("plugins/own.py", PLUGIN[0]),
    "which is in use": setting("plugins", "[plugins/own.py]"),
    "another plugin, quietly": put("plugins/own.py", PLUGIN[1], "kept"),
    "what lies beside it": put("plugins/words.csv", "high"),
    "what lies beside it, quietly": put("plugins/words.csv", "deep", "kept"),
    "a story after that": write("n/plugged.md", "Wall", "2025-01-07", BODIES[1], tags=("Sea",)),
    "a plugin for slugs": put("plugins/own.py", PLUGIN[2]),
    "a body after that": change("a.md", wind="south"),
    "no plugin": setting("plugins", None),
    "a name taken apart": write(TAKEN_APART, "Apart", "2024-07-01"),
    "the same name composed": write(COMPOSED, "Composed", "2024-07-02"),
    "that name alone again": lambda paper: paper.delete(COMPOSED),
    "full-text feeds": setting("feeds", "{full_text: true, from: 1, of_terms: [rss, atom]}"),
    "a summary of its own": field("a.md", "summary", "In a few words."),
    "a text in them": change("a.md", body=BODIES[1], wind="south"),
    "a text in them, quietly": change("a.md", body=BODIES[1], wind="north", stamp="kept"),
    "another place of what it links to": field("b.md", "slug", "elsewhere"),
    "a file that it links to": change("a.md", body=BODIES[4]),
    "that file less": put("content/figures.csv", None),
    "a picture in them": change("a.md", body=BODIES[3]),
    "a larger picture in them": put("content/p.png", ATTACHMENTS["p.png"][1]),
}
"""What came with addresses, languages and other systems: after the other edits."""
_ABOUT, _RULES, _LANDING = STANDING
STANDING_PAGES: Mapping[str, Edit] = {
    "nothing in its way": put("static/about/index.html", None),
    "a standing page": put(_ABOUT, STANDING[_ABOUT][1]),
    "what it links to has another slug": field("x/c.md", "slug", "moved"),
    "a page below it": put(_RULES, STANDING[_RULES][1]),
    "what that links to moves": field("a.md", "slug", "moved-too"),
    "another title for the page above": put(_ABOUT, STANDING[_ABOUT][2]),
    "the picture of a page grows": put("content/p.png", ATTACHMENTS["p.png"][0]),
    "the picture of a page goes": put("content/p.png", None),
    "the picture of a page is back": put("content/p.png", ATTACHMENTS["p.png"][1]),
    "a page lies elsewhere": put(_RULES, STANDING[_RULES][2]),
    "a page whose time is up": lambda paper: paper.move_clock("2027-01-01"),
    "before that": lambda paper: paper.move_clock("2026-01-01"),
    "a page is a draft": put(_ABOUT, STANDING[_ABOUT][3]),
    "a page is a story": put(_RULES, STANDING[_RULES][3]),
    "a story links to a page": write("n/linking-to.md", "To", "2025-01-08", "See [us](../pages/about.md)."),
    "the draft is a page": put(_ABOUT, STANDING[_ABOUT][1]),
    "the page moves": put(_ABOUT, "---\ntitle: About\nurl: /us/\n---\nWho we are.\n"),
    "the story is a page again": put(_RULES, STANDING[_RULES][1]),
    "a template for a page": put("templates/landing.html", TEMPLATES["landing.html"][1]),
    "a page with a template of its own": put(_LANDING, STANDING[_LANDING][1]),
    "a story for that template": write("n/sea.md", "Sea", "2025-01-09", tags=("Sea",)),
    "another such template": put("templates/landing.html", TEMPLATES["landing.html"][2]),
    "a page that is to come": put(_LANDING, STANDING[_LANDING][2]),
    "the day it comes": lambda paper: paper.move_clock("2026-07-01"),
    "another folder for pages": setting("folders", "{pages: n}"),
    "the usual folder": setting("folders", None),
    "a story there and no page": lambda paper: paper.move_clock("2026-01-01"),
    "a page, quietly": put(_ABOUT, "---\ntitle: About\nurl: /us/\n---\nWho we ARE.\n", "kept"),
    "a page less": put(_ABOUT, None),
    "the other page less": put(_RULES, None),
    "no page": put(_LANDING, None),
}
"""Pages that are no stories: after the kinds of files."""

BLOCKS: Mapping[str, Edit] = {
    "a story with blocks": write("n/blocks.md", "Blocks", "2025-01-03", BODIES[10]),
    "a picture in a block": put("content/p.png", ATTACHMENTS["p.png"][0]),
    "what a block links to": write("b.md", "B", "2025-01-03"),
    "that lies elsewhere": field("b.md", "slug", "in-a-block"),
    "a block of its own": put("templates/blocks/own.html", "<aside>{{ inside }}</aside>"),
    "an embed of its own": put("templates/embeds/example.com.html", "<p>{{ embed.path[0] }}</p>"),
    "what a block includes": put("templates/partials/inner.html", "one"),
    "a block that includes": put("templates/blocks/own.html", '{% include "partials/inner.html" %}{{ inside }}'),
    "what it includes is another": put("templates/partials/inner.html", "two", "kept"),
    "a block with a mistake": put("templates/blocks/own.html", "{{ block.nothing }}"),
    "no such block": put("templates/blocks/own.html", None),
    "no such embed": put("templates/embeds/example.com.html", None),
    "a block that is not closed": change("n/blocks.md", body="::: note\nText."),
    "a story without blocks": change("n/blocks.md", body=BODIES[0]),
    "that is gone": lambda paper: paper.delete("b.md"),
}
"""Blocks in stories, and their templates."""
MANY = {f"n/m{number}.md": Card(f"Many {number}", f"2024-03-0{number + 1}", section="World") for number in range(9)}
FRONTS: Mapping[str, Edit] = {
    "stories for fronts": write("n/f1.md", "Old but good", "2024-02-01", tags=("Sea",), section="World"),
    "rows of its own": setting("front", "[{lead: true, stories: 1}, {latest: 2}, {tag: Sea}, {archive: true}]"),
    "a pinned story": field("n/f1.md", "pinned", "2026-03-01"),
    "a banner": field("a.md", "breaking", {"until": "2026-02-01"}),
    "a weight": field("a.md", "weight", 7),
    "a genre": field("a.md", "genre", "opinion"),
    "another genre": field("a.md", "genre", "review"),
    "a featured story": field("n/f1.md", "featured", value=True),
    "a row of featured stories": setting("front", "[{featured: 2}, {lead: true}, {sections: 1}]", "kept"),
    "the front of a term": put("content/terms/tags/sea.md", TERM_FILES["content/terms/tags/sea.md"][5]),
    "a headline on that front": change("n/f1.md", title="Better"),
    "many stories of a month": lambda paper: [paper.write(*each) for each in MANY.items()],
    "one of them stands for it": field("n/m7.md", "weight", 3),
    "another headline of one of them": change("n/m2.md", title="Another"),
    "one of them less": lambda paper: paper.delete("n/m0.md"),
    "none of them": lambda paper: [paper.delete(each) for each in MANY if each != "n/m0.md"],
    "the banner ends": lambda paper: paper.move_clock("2026-02-02"),
    "the pin ends": lambda paper: paper.move_clock("2026-03-02"),
    "both are back": lambda paper: paper.move_clock("2026-01-01"),
    "no weight": field("a.md", "weight", None),
    "no banner": field("a.md", "breaking", None),
    "no front of a term": put("content/terms/tags/sea.md", None),
    "the usual rows": setting("front", None),
    "a news sitemap": setting("news_sitemap", "true"),
    "news": write("n/news.md", "News", "2025-12-31 12:00"),
    "the next day": lambda paper: paper.move_clock("2026-01-02"),
    "two days later": lambda paper: paper.move_clock("2026-01-02T12:00"),
    "the day before": lambda paper: paper.move_clock("2026-01-01"),
    "no news sitemap": setting("news_sitemap", None),
}
"""What leads, and which rows there are."""
_SEA, _HARBOR, _SEO, _LONG_READ = TERM_FILES
TERMS: Mapping[str, Edit] = {
    "stories for term files": write(
        "n/t1.md", "One", "2025-01-05", tags=("Harbor", "Sea"), authors=("A. Seo",), series="Long read"
    ),
    "another for them": write("n/t2.md", "Two", "2025-01-06", tags=("Ocean",), authors=("B",), series="Long read"),
    "a third for them": write("n/t3.md", "Three", "2025-01-07", tags=("Sea",), series="Long read"),
    "a term file": put(_SEA, TERM_FILES[_SEA][1]),
    "its text": put(_SEA, TERM_FILES[_SEA][1].replace("Salt", "SALT"), "kept"),
    "what it links to": write("n/t4.md", "Four", "2025-01-08"),
    "a link in it leads elsewhere": field("n/t4.md", "slug", "elsewhere"),
    "a story links to a term": write(
        "n/to-sea.md", "To", "2025-01-07", "See [sea](/terms/tags/sea.md).", tags=("Sea",)
    ),
    "a term within another": put(_HARBOR, TERM_FILES[_HARBOR][1]),
    "a story of the inner term": write("n/in-harbor.md", "In", "2025-01-06", tags=("Harbor",)),
    "a picture, a parent without a file, a label": put(_SEA, TERM_FILES[_SEA][2]),
    "the picture of a term grows": put("content/p.png", ATTACHMENTS["p.png"][1]),
    "the file claims the inner term": put(_SEA, TERM_FILES[_SEA][3]),
    "the inner term has no file": put(_HARBOR, None),
    "another address for a name": put(_SEA, TERM_FILES[_SEA][3].replace("deep", "sea")),
    "a draft of a term file": put(_SEA, TERM_FILES[_SEA][4]),
    "the inner term, the oldest first": put(_HARBOR, TERM_FILES[_HARBOR][2]),
    "no draft of a term file": put(_SEA, TERM_FILES[_SEA][1]),
    "an author's file": put(_SEO, TERM_FILES[_SEO][1]),
    "a story links to an author": change("n/to-sea.md", body="See [who](/terms/authors/a-seo.md)."),
    "another role": put(_SEO, TERM_FILES[_SEO][2]),
    "two authors are one": put(_SEO, TERM_FILES[_SEO][3]),
    "the author writes no more": change("n/t1.md", authors=()),
    "nor under another name": change("n/t2.md", authors=()),
    "the author writes again": change("n/t2.md", authors=("B",)),
    "a file of a series": put(_LONG_READ, TERM_FILES[_LONG_READ][1]),
    "another title for a part": change("n/t2.md", title="Part of a series"),
    "an older part": write("n/older.md", "Older", "2024-06-01", series="Long read"),
    "a part less": change("n/t2.md", series=None),
    "the file of a series is a page": put(_LONG_READ, TERM_FILES[_LONG_READ][2]),
    "another folder for term files": setting("folders", "{terms: n}"),
    "the usual folder for term files": setting("folders", None),
    "a term is a part of itself": put(_HARBOR, "---\nparent: Harbor\n---\n"),
    "a taxonomy that is none": put(_HARBOR, "---\ntaxonomy: tag\n---\n"),
    "no such file": put(_HARBOR, None),
    "no file of a series": put(_LONG_READ, None),
    "no file of an author": put(_SEO, None),
    "no term file": put(_SEA, None),
}
"""What is said of terms: before settings that file stories otherwise."""

_JA_ABOUT, _JA_SEA = "content/ja/pages/about.md", "content/ja/terms/tags/sea.md"
_YEAR = '{% extends "theme/year.html" %}{% block main %}{{ archive.latest(1)[0].title }}{% endblock %}'
EDITIONS: Mapping[str, Edit] = {
    "a story with versions": write("n/e1.md", "One", "2025-01-05", tags=("Sea",), section="World", series="Long read"),
    "editions": setting("languages", "{ja: {title: Shinbun, menu: [World]}, ko: }"),
    "a story of an edition": write("ja/n/e2.md", "二", "2025-01-06", tags=("Sea",), section="World"),
    "a version in an edition": write("ja/n/e1.md", "一", "2024-12-30", tags=("Sea",), series="Long read"),
    "another headline in an edition": change("ja/n/e1.md", title="一番"),
    "another headline of the story": change("n/e1.md", title="Number one"),
    "a text in an edition": change("ja/n/e1.md", wind="south"),
    "a text in an edition, quietly": change("ja/n/e1.md", wind="north", stamp="kept"),
    "a story goes to another edition": field("ja/n/e2.md", "lang", "ko"),
    "its address stays": field("ja/n/e2.md", "url", "/fixed.html"),
    "it goes to the publication's own": field("ja/n/e2.md", "lang", "en"),
    "it goes to its first edition": field("ja/n/e2.md", "lang", "ja"),
    "its old address": field("ja/n/e2.md", "aliases", ["/e2/"]),
    "a page in both languages": put(_ABOUT, STANDING[_ABOUT][1]),
    "its version": put(_JA_ABOUT, "---\ntitle: 概要\nmenu: 1\n---\n[一](/ja/n/e1.md)\n"),
    "the title of its version": put(_JA_ABOUT, "---\ntitle: 会社\n---\n[一](/ja/n/e1.md)\n"),
    "the page has another title": put(_ABOUT, STANDING[_ABOUT][2]),
    "a term file for both": put(_SEA, TERM_FILES[_SEA][1]),
    "a term file of an edition": put(_JA_SEA, "---\ntitle: 海\naliases: [Sea]\n---\n[一](/ja/n/e1.md)\n"),
    "another name in it": put(_JA_SEA, "---\ntitle: 大海\naliases: [Sea]\nlabel: wet\n---\n", "kept"),
    "a story links to it": change("n/e1.md", body="See [sea](/ja/terms/tags/sea.md)."),
    "the address of what it links to": field("ja/n/e1.md", "slug", "other"),
    "the edition has no such file": put(_JA_SEA, None),
    "nobody has": put(_SEA, None),
    "a page that asks its edition": put("templates/year.html", _YEAR),
    "the newest of an edition": write("ja/n/e3.md", "三", "2025-07-01"),
    "another newest of it": write("ja/n/e4.md", "四", "2025-07-02", tags=("Ocean",)),
    "that is to come": change("ja/n/e4.md", date="2026-05-01"),
    "its day": lambda paper: paper.move_clock("2026-05-02"),
    "no such page": put("templates/year.html", None),
    "words of an edition": put("templates/labels.yaml", "ja: {latest: 新着, taxonomies: {tags: 札}}\n"),
    "the usual words of it": put("templates/labels.yaml", None),
    "another title of an edition": setting("languages", "{ja: {title: Shimbun, front: [{latest: 1}]}, ko: }"),
    "a story with a picture for it": write("ko/n/e5.md", "오", "2025-02-01", more=(("image", "/p.png"),)),
    "its picture": put("content/p.png", ATTACHMENTS["p.png"][1]),
    "an edition without a story": lambda paper: paper.delete("ko/n/e5.md"),
    "a version less of the story": lambda paper: paper.delete("ja/n/e1.md"),
    "another language of its own": setting("language", "ja"),
    "its own language again": setting("language", None),
    "no editions": setting("languages", None),
    "the clock as it was": lambda paper: paper.move_clock("2026-01-01"),
    "no second story of an edition": lambda paper: paper.delete("ja/n/e2.md"),
    "no third": lambda paper: paper.delete("ja/n/e3.md"),
    "no fourth": lambda paper: paper.delete("ja/n/e4.md"),
    "no version of the page": put(_JA_ABOUT, None),
    "no page in both languages": put(_ABOUT, None),
}
"""The publication in several languages."""

THEMES: Mapping[str, Edit] = {
    "an accent": setting("theme", '{accent: "#0a58ca"}'),
    "another accent, quietly": setting("theme", '{accent: "#006400"}', "kept"),
    "versions of a theme": setting("assets", "{versions: true}"),
    "another accent with versions": setting("theme", '{accent: "#0a58ca"}'),
    "faces of the system": setting("theme", "{fonts: system}"),
    "a stylesheet for the theme": put("templates/theme.css", "{{ fonts }} {{ accent is none }}"),
    "no such stylesheet": put("templates/theme.css", None),
    "never dark": setting("theme", "{dark: off}"),
    "a drawn logo": setting("theme", "{logo: /favicon.svg}"),
    "a file for a logo": put("static/logo.png", ATTACHMENTS["p.png"][0]),
    "a logo of pixels": setting("theme", "{logo: /logo.png}"),
    "a logo for dark pages": setting("theme", "{logo: {light: /logo.png, dark: /favicon.svg}}"),
    "another such file, quietly": put("static/logo.png", ATTACHMENTS["p.png"][1], "kept"),
    "a drawing of its own": put("static/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "no drawing of its own": put("static/favicon.svg", None),
    "a logo that is none": put("static/logo.png", b"none"),
    "it is one again": put("static/logo.png", ATTACHMENTS["p.png"][0]),
    "an icon of its own": put("static/favicon.ico", b"icon"),
    "a manifest of its own": put("static/site.webmanifest", "{}"),
    "no icon of its own": put("static/favicon.ico", None),
    "no manifest of its own": put("static/site.webmanifest", None),
    "no file for a logo": put("static/logo.png", None),
    "the theme as it is": setting("theme", None),
    "no versions of a theme": setting("assets", None),
}
"""What newsgen.yaml says of the theme's looks."""

GROUPS: Mapping[str, Edit] = {**THEMES, **BLOCKS, **FRONTS, **TERMS, **KINDS, **STANDING_PAGES, **EDITIONS}
"""What a usual run goes through by its histories and its planted faults alone."""

_PHOTO = "content/n/f.jpg"
PICTURES: dict[str, Edit] = {
    "a story with a photograph for it": write(
        "n/f1.md", "Photograph", "2024-05-01", '![A wall](f.jpg "A wall"){.wide}', more=(("image", "f.jpg"),)
    ),
    "its photograph": put(_PHOTO, PHOTOGRAPHS["one"]),
    "another of the same size": put(_PHOTO, PHOTOGRAPHS["other"]),
    "a higher one": put(_PHOTO, PHOTOGRAPHS["high"]),
    "one that says who made it": put(_PHOTO, PHOTOGRAPHS["signed"]),
    "what it says stays not in it": setting("pictures", "{keep: []}"),
    "another place of it": field("n/f1.md", "image", {"src": "f.jpg", "alt": "A wall", "focus": "left top"}),
    "no cards": setting("cards", "off"),
    "cards that are drawn": setting("cards", "all"),
    "a headline on a card": write("n/f4.md", "Wind", "2024-05-03"),
    "another headline on it": change("n/f4.md", title="Storm"),
    "a headline that cannot be drawn": change("n/f4.md", title="바람"),
    "a headline on it again": change("n/f4.md", title="Wind"),
    "a photograph in its place": field("n/f4.md", "image", "f.jpg"),
    "no photograph in its place": field("n/f4.md", "image", None),
    "another section on it": change("n/f4.md", section="Sea"),
    "cards again": setting("cards", None),
    "other sizes": setting("pictures", "{widths: [100, 300], formats: [avif, webp], originals: true}"),
    "the usual sizes": setting("pictures", None),
    "a photograph that is cut off": put(_PHOTO, PHOTOGRAPHS["one"][:3000]),
    "no photograph at all": put(_PHOTO, b"words"),
    "the photograph again": put(_PHOTO, PHOTOGRAPHS["one"]),
    "a photograph of a lower page": lambda paper: paper.rename("n/f1.md", "n/f2.md"),
    "a static photograph": put("static/n/s.jpg", PHOTOGRAPHS["signed"]),
    "a story that shows it": write("n/f3.md", "Static", "2024-05-02", "![A wall](/n/s.jpg)"),
    "another static photograph": put("static/n/s.jpg", PHOTOGRAPHS["other"]),
    "a higher static one": put("static/n/s.jpg", PHOTOGRAPHS["high"]),
    "nobody shows it": change("n/f3.md", body=BODIES[0]),
    "it is shown again": change("n/f3.md", body="![A wall](/n/s.jpg)"),
    "it is gone": put("static/n/s.jpg", None),
    "the other photograph is gone": put(_PHOTO, None),
}
"""Pictures in their sizes, beside stories and among the static files."""

EDITS: Mapping[str, Edit] = {
    "nothing": lambda _: None,
    "a body": change("a.md", wind="south"),
    "a body, quietly": change("b.md", wind="south", stamp="kept"),
    "feeds of larger terms": setting("feeds", "{from: 4}"),
    "a newer story": lambda paper: paper.write("2025-01-02-e.md", Card("News", "2025-02-01", tags=("Sea",))),
    "an older story": lambda paper: paper.write("y/index.md", Card("Olds", "2024-12-31", tags=("Sea", "Harbor"))),
    "days show what their stories carry": put("templates/day.html", TEMPLATES["day.html"][1]),
    "a desk for the day": field("b.md", "desk", "day"),
    "a tag for the day": change("b.md", tags=("harbor", "Sea")),
    "another desk for the day": field("b.md", "desk", "night"),
    "a headline": change("x/c.md", title="Ferry B"),
    "a headline, quietly": change("x/c.md", title="Ferry A", stamp="kept"),
    "a term less": change("a.md", tags=("Sea",)),
    "a term with another spelling": change("a.md", tags=("harbor", "Sea")),
    "an author with another spelling": change("a.md", authors=("b",)),
    "a section": change("b.md", section="Local"),
    "a date": change("x/d.md", date="2025-01-02"),
    "a draft": field("b.md", "draft", value=True),
    "no draft": field("b.md", "draft", value=None),
    "another slug": field("b.md", "slug", "other"),
    "the usual slug": field("b.md", "slug", None),
    "an end": field("b.md", "expires", "2026-03-01"),
    "a day after the end": lambda paper: paper.move_clock("2027-01-01"),
    "a day before it": lambda paper: paper.move_clock("2026-01-01"),
    "an alias": field("a.md", "aliases", ["/old/one/"]),
    "a picture on listings": field("a.md", "image", "/p.png"),
    "a larger picture": put("content/p.png", ATTACHMENTS["p.png"][1], "kept"),
    "no picture": put("content/p.png", None),
    "a picture again": put("content/p.png", ATTACHMENTS["p.png"][0]),
    "a link": change("x/c.md", body=BODIES[6]),
    "a dead link": lambda paper: paper.delete("x/d.md"),
    "a new name": lambda paper: paper.rename("b.md", "c.md"),
    "swapped": lambda paper: paper.swap("a.md", "c.md"),
    "swapped again": lambda paper: paper.swap("a.md", "c.md"),
    "everything younger": Publication.touch_everything,
    "a template": template("includes"),
    "what it includes is missing": put("templates/partials/desk.html", None),
    "what it includes": put("templates/partials/desk.html", "<p>desk one</p>"),
    "what it includes, quietly": put("templates/partials/desk.html", "<p>desk two</p>", "kept"),
    "a question for the latest": template("latest"),
    "a story after that question": lambda paper: paper.write("ü.markdown", Card("Last", "2025-03-01")),
    "a question for this day": template("on this day"),
    "a story after this question": change("ü.markdown", date="2024-01-01"),
    "a question for terms": template("terms"),
    "a term after this question": change("ü.markdown", tags=("Été",)),
    "a question with conditions": template("by conditions"),
    "a story that fulfils them": change("ü.markdown", section="world", tags=("Sea",)),
    "a story that does so no more": change("ü.markdown", section="Local", tags=("Sea",)),
    "a question with another for each story": template("by a condition of its own"),
    "an author for that question": change("ü.markdown", authors=("B",)),
    "some data": put("data/towns.csv", "Name,People\nBay,80\n"),
    "a page that asks for it": template("data"),
    "other data": put("data/towns.csv", "Name,People\nBay,90\n"),
    "other data, quietly": put("data/towns.csv", "Name,People\nBay,70\n", "kept"),
    "a folder of data": put("data/people/jo.yaml", "role: editor"),
    "another file in that folder": put("data/people/al.yaml", "role: writer"),
    "an article beside data": change("a.md", wind="north"),
    "data that nobody asks for": put("data/team.yaml", "- name: ["),
    "no such data": put("data/team.yaml", None),
    "a folder of data less": put("data/people/jo.yaml", None),
    "and its other file": put("data/people/al.yaml", None),
    "a desk": field("a.md", "desk", "night"),
    "a dynamic include": template("dynamic include"),
    "what it then includes": put("templates/partials/night.html", "<p>night</p>"),
    "the theme's template": template("the theme's"),
    "a label": put("templates/labels.yaml", "en: {related: Before, latest: Newest}\n"),
    "no label": put("templates/labels.yaml", None),
    **THEMES,
    **BLOCKS,
    **FRONTS,
    **TERMS,
    **EDITIONS,
    **PICTURES,
    "versions of static files": setting("assets", "{versions: true}"),
    "a style sheet": put("static/style.css", "body{color:#111}"),
    "a style sheet, quietly": put("static/style.css", "body{color:#222}", "kept"),
    "a static file": put("static/about/index.html", "About us"),
    "robots of its own": put("static/robots.txt", b"User-agent: *\n"),
    "the usual robots": put("static/robots.txt", None),
    "its own page for what is missing": put("templates/404.html", "<h1>Gone</h1>{{ archive.latest(1)[0].title }}"),
    "another such page, quietly": put("templates/404.html", "<h1>Lost</h1>{{ archive.latest(1)[0].title }}", "kept"),
    "news for that page": change("a.md", date="2025-03-02"),
    "the title, quietly": setting("title", "Best Post", "kept"),
    "a base path": setting("base_url", "https://example.org/post/"),
    "a menu": setting("menu", "[World, {title: About, url: /about/}]"),
    "shorter listings": setting("per_page", "1"),
    "shorter feeds": setting("feed_limit", "1"),
    "no search": setting("search", "off"),
    "search of names alone": setting("search", "{fields: [terms], snippets: stored, synonyms: false}"),
    "a text that is not searched": change("a.md", body=BODIES[4]),
    "search of all": setting("search", None),
    "another permalink": setting("permalink", "/{lang}/{section}/{day}/{slug}/"),
    "a taxonomy less": setting("taxonomies", "{series: off}"),
    "another zone": setting("timezone", "Asia/Seoul"),
    "another language": setting("language", "ko"),
    "no raw HTML": setting("raw_html", "escape"),
    "a newer version": lambda paper: paper.upgrade(VERSIONS[1]),
    "a mistake": lambda paper: paper.break_article("b.md", "---\ntitle: No date\n---\nText.\n"),
    "a mistake mended": lambda paper: paper.write("b.md", BEGINNING["b.md"]),
    **KINDS,
    **STANDING_PAGES,
    "another output": lambda paper: paper.build_into("www"),
    "an edit for that output": change("a.md", wind="north"),
    "the first output": lambda paper: paper.build_into("build"),
    "another folder": lambda paper: paper.move_project("moved"),
    "no .newsgen": Publication.forget,
    "the .newsgen of another": Publication.take_workspace_of_another,
    "a foreign file": lambda paper: paper.add_foreign("2025/mine.txt", b"mine"),
    **{f"{damage} the site": lambda paper, damage=damage: paper.spoil_output(9, damage) for damage in DAMAGES},
    "a missing page": lambda paper: paper.spoil_output(5, DELETE),
    "a missing folder": lambda paper: paper.delete_from_output("tags"),
    "a missing site": lambda paper: paper.delete_from_output(""),
}
"""Name of an edit to what it does to a publication that `begin` has made, after the edits before it."""

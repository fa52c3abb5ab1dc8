"""Every kind of edit once, in an order in which each means something: a short history that is always the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from incremental.choices import ARTICLE_TEMPLATES, ATTACHMENTS, BODIES, Card
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


EDITS: Mapping[str, Edit] = {
    "nothing": lambda _: None,
    "a body": change("a.md", wind="south"),
    "a body, quietly": change("b.md", wind="south", stamp="kept"),
    "a newer story": lambda paper: paper.write("2025-01-02-e.md", Card("News", "2025-02-01", tags=("Sea",))),
    "an older story": lambda paper: paper.write("y/index.md", Card("Olds", "2024-12-31", tags=("Sea", "Harbor"))),
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
    "a desk": field("a.md", "desk", "night"),
    "a dynamic include": template("dynamic include"),
    "what it then includes": put("templates/partials/night.html", "<p>night</p>"),
    "the theme's template": template("the theme's"),
    "a label": put("templates/labels.yaml", "en: {related: Before, latest: Newest}\n"),
    "no label": put("templates/labels.yaml", None),
    "a style sheet": put("static/style.css", "body{color:#111}"),
    "a style sheet, quietly": put("static/style.css", "body{color:#222}", "kept"),
    "a static file": put("static/about/index.html", "About us"),
    "the title, quietly": setting("title", "Best Post", "kept"),
    "a base path": setting("base_url", "https://example.org/post/"),
    "a menu": setting("menu", "[World, {title: About, url: /about/}]"),
    "shorter listings": setting("per_page", "1"),
    "shorter feeds": setting("feed_limit", "1"),
    "another permalink": setting("permalink", "/{section}/{slug}/"),
    "a taxonomy less": setting("taxonomies", "{series: off}"),
    "another zone": setting("timezone", "Asia/Seoul"),
    "another language": setting("language", "ko"),
    "no raw HTML": setting("raw_html", "escape"),
    "a newer version": lambda paper: paper.upgrade(VERSIONS[1]),
    "a mistake": lambda paper: paper.break_article("b.md", "---\ntitle: No date\n---\nText.\n"),
    "a mistake mended": lambda paper: paper.write("b.md", BEGINNING["b.md"]),
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

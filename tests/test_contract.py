"""docs/templates.md is a contract: what it lists is what templates get, no more and no less."""

import dataclasses
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, meta, nodes

from newsgen.models import block, page, page_parts, views
from newsgen.models.body import Body, BodyPicture, Heading
from newsgen.models.colors import ColorPair
from newsgen.models.moment import Moment
from newsgen.models.site import EditionLink, Publisher, Site
from newsgen.planner.archive_api import ArchiveApi
from newsgen.renderer.filters import filter_table
from newsgen.renderer.fragments import CachedFragments

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
DOCUMENT = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z0-9_]+)(\([^`]*\))?` \|", re.MULTILINE)


def sections() -> dict[str, list[tuple[str, str]]]:
    """First word of a heading to what follows it, one entry for each time the heading stands there."""
    found: dict[str, list[tuple[str, str]]] = {}
    for piece in re.split(r"^#{2,4} ", DOCUMENT, flags=re.MULTILINE)[1:]:
        heading, _, text = piece.partition("\n")
        name, _, rest = heading.partition(" — ")
        found.setdefault(name, []).append((rest, text))
    return found


SECTIONS = sections()
CLASSES = {
    name: thing
    for module in (block, page, page_parts, views)
    for name, thing in vars(module).items()
    if dataclasses.is_dataclass(thing) and thing.__module__ == module.__name__ and name not in {"NoContext", "Page"}
}
CLASSES |= {
    thing.__name__: thing for thing in (Site, EditionLink, Publisher, ColorPair, Body, BodyPicture, Heading, Moment)
}


def rows(section: str) -> list[str]:
    """The names in the first column of a section's tables."""
    ((_, text),) = SECTIONS[section]
    return [match[1] for match in ROW.finditer(text)]


@pytest.mark.parametrize("name", CLASSES)
def test_every_field_is_documented_exactly_once(name: str) -> None:
    thing = CLASSES[name]
    fields = [field.name for field in dataclasses.fields(thing) if not field.name.startswith("_")]
    properties = [key for key, value in vars(thing).items() if isinstance(value, property) and not key.startswith("_")]

    assert name in SECTIONS, f"docs/templates.md has no section `{name}`"
    assert sorted(rows(name)) == sorted(fields + properties)


@pytest.mark.parametrize("name", CLASSES)
def test_every_method_is_named(name: str) -> None:
    methods = [
        key for key, value in vars(CLASSES[name]).items() if inspect.isfunction(value) and not key.startswith("_")
    ]
    told = {"url", "absolute", "absolute_url"} if name == "Site" else set()  # as functions: site_url, absolute_url
    ((_, text),) = SECTIONS[name]

    assert not [method for method in methods if f"{method}(" not in text and method not in told]


def test_no_section_tells_of_a_class_that_is_not_there() -> None:
    told = {name for name in SECTIONS if re.fullmatch(r"(?:[A-Z][a-z]+){2,}|[A-Z][a-z]+Context", name)}

    assert not told - CLASSES.keys()


def test_every_question_is_documented() -> None:
    questions = [
        name for name, value in vars(ArchiveApi).items() if inspect.isfunction(value) and not name.startswith("_")
    ]
    ((_, text),) = SECTIONS["Questions to the archive"]

    assert sorted(set(re.findall(r"^\| `(?:archive\.)?(\w+)\(", text, re.MULTILINE))) == sorted(questions)


def test_every_filter_is_documented() -> None:
    ((_, text),) = SECTIONS["Filters"]

    assert sorted(set(re.findall(r"^\| `(\w+)[`(]", text, re.MULTILINE)) & set(filter_table({}))) == sorted(
        filter_table({})
    )


EVERYWHERE = {"site", "page", "archive", "data", "labels", "body"}
CONTEXTS = {
    "home.html": page.HomeContext,
    "article.html": page.ArticleContext,
    "page.html": page.StandingContext,
    "archive.html": page.ListingContext,
    "term.html": page.TermContext,
    "taxonomy.html": page.TaxonomyContext,
    "dates.html": page.DatesContext,
    "year.html": page.YearContext,
    "month.html": page.MonthContext,
    "day.html": page.DayContext,
    "search.html": page.SearchContext,
    "search.js": page.NoContext,
    "snippets.js": page.NoContext,
    "on-this-day.html": page.OnThisDayContext,
    "redirect.html": page.RedirectContext,
    "rss.xml": page.FeedContext,
    "atom.xml": page.FeedContext,
    "theme.css": page.ThemeContext,
    "favicon.svg": page.DrawingContext,
    "site.webmanifest": page.ManifestContext,
    "sitemap.xml": page.SitemapContext,
    "sitemap-index.xml": page.SitemapContext,
    "news-sitemap.xml": page.NewsSitemapContext,
    "404.html": page.NoContext,
    "robots.txt": page.NoContext,
    "base.html": page.NoContext,
}
FILES = sorted(
    path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.suffix != ".yaml" and path.is_file()
)


def functions() -> set[str]:
    ((_, text),) = SECTIONS["Functions"]
    return set(re.findall(r"^\| `(\w+)\(", text, re.MULTILINE))


def test_every_page_variable_is_documented() -> None:
    assert set(rows("On every page")) == EVERYWHERE


def test_every_page_kind_has_a_template() -> None:
    assert set(CONTEXTS) == {name for name in FILES if "/" not in name}


def names_made_by(tree: nodes.Template) -> Iterator[str]:
    """What a template imports or sets outside of its blocks, which use it."""
    for node in tree.find_all((nodes.FromImport, nodes.Assign, nodes.AssignBlock)):
        if isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node.target, nodes.Name):
            yield node.target.name


@pytest.mark.parametrize("name", FILES)
def test_the_theme_uses_what_is_documented_and_nothing_else(name: str) -> None:
    environment = Environment(extensions=[CachedFragments], autoescape=True)
    environment.filters |= filter_table({})
    tree = environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    used = meta.find_undeclared_variables(tree) - set(names_made_by(tree))

    if name in CONTEXTS:
        own = {field.name for field in dataclasses.fields(CONTEXTS[name])}
    else:  # a partial is told by its comment what it needs
        own = {field.name for context in CONTEXTS.values() for field in dataclasses.fields(context)}
        # docs/blocks.md says so.
        own |= {"blocks": {"block", "inside", "words", "lang"}, "embeds": {"embed", "words", "lang"}}.get(
            name.partition("/")[0], set()
        )
    assert used <= EVERYWHERE | functions() | own


@pytest.mark.parametrize(
    "name",
    [name for name in CONTEXTS if name not in {"404.html", "robots.txt", "base.html", "search.js", "snippets.js"}],
)
def test_every_context_names_its_template(name: str) -> None:
    ((rest, _),) = SECTIONS[CONTEXTS[name].__name__]

    assert name in re.split(r"[ ,]+", rest)

"""``newsgen new``."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

import click

from newsgen.builder.clock import read_clock
from newsgen.cli.console import Console
from newsgen.cli.files import is_there, write_new
from newsgen.cli.options import now_option, project_at, project_option
from newsgen.documents.fields import suggest
from newsgen.documents.writing import yaml_item, yaml_text
from newsgen.errors import UsageError
from newsgen.loader.name_lists import ANDS
from newsgen.models.moment import Moment
from newsgen.models.names import is_in_another_script, name_digest, slug_for
from newsgen.project import Project, theme_folder
from newsgen.renderer.labels import read_labels
from newsgen.renderer.theme import ThemeLoader


@click.command("new", epilog='Example: newsgen new "Harbour wall to be raised" --section Local --tag harbour --draft')
@click.argument("headline")
@project_option
@click.option("--section", default="", metavar="NAME", help="The article's section.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="An author; may be repeated.")
@click.option("--tag", "tags", multiple=True, metavar="NAME", help="A tag; may be repeated.")
@click.option("--page", is_flag=True, help="Write a standing page, such as About, instead of an article.")
@click.option("--term", "taxonomy", default="", metavar="TAXONOMY", help="Write a term file: of an author, a place.")
@click.option("--draft", is_flag=True, help="Mark it as a draft, which is not published.")
@now_option
def command(
    *,
    headline: str,
    project_folder: Path | None,
    section: str,
    authors: tuple[str, ...],
    tags: tuple[str, ...],
    page: bool,
    taxonomy: str,
    draft: bool,
    now: str,
) -> int:
    """Write a new article, a standing page or a term file, with its front matter. Never overwrites a file."""
    project = project_at(project_folder)
    title = " ".join(headline.split())
    if not title:
        raise UsageError("the headline is empty", mend='write `newsgen new "Headline"`')
    if (page or taxonomy) and (section or authors or tags):
        what = "a term file" if taxonomy else "a standing page"
        raise UsageError(
            f"{what} is filed nowhere: --section, --author and --tag are for articles",
            mend=f'write `newsgen new --{f"term {taxonomy}" if taxonomy else "page"} "{title}"`',
        )
    if taxonomy:
        if page:
            raise UsageError("--page and --term are two kinds of file", mend="leave out one of them")
        return _write_term(project, taxonomy, title, draft=draft)
    if page:
        if slug_for(title, project.settings.slugs) == "index":
            raise UsageError("a standing page of this name would be the front page", mend="give it another title")
        name = f"content/{project.settings.reading.folders.pages}/{slug_for(title, project.settings.slugs)}.md"
        return _write(project, name, page_text(title, draft=draft))
    moment = read_clock(now, dict(os.environ), project.settings.zone)
    names = tuple(name for author in authors for name in names_in_byline(author, _words_before_names(project)))
    name = f"content/{moment.day.year:04}/{moment.day.month:02}/{slug_for(title)}.md"
    return _write(project, name, article_text(title, moment, section=section, authors=names, tags=tags, draft=draft))


def _write_term(project: Project, taxonomy: str, title: str, *, draft: bool) -> int:
    settings = project.settings
    named = {word: each.name for each in settings.taxonomies for word in (each.singular, each.name)}
    if taxonomy not in named:
        known = tuple(each.name for each in settings.taxonomies)
        what = f"there is no taxonomy {taxonomy!r}{suggest(taxonomy, named)}"
        raise UsageError(what, mend=f"the taxonomies are {', '.join(known)}")
    folder = f"content/{settings.reading.folders.terms}/{named[taxonomy]}"
    slug = settings.term_slug(named[taxonomy], title)
    if is_in_another_script(title) and is_there(project.root / folder / f"{slug}.md"):
        slug = f"{slug}-{name_digest(slug_for(title, 'unicode'))}"  # Two names may be alike in ASCII alone.
    return _write(project, f"{folder}/{slug}.md", term_text(title, named[taxonomy], draft=draft))


def _write(project: Project, name: str, text: str) -> int:
    write_new(project.root, {name: text})
    Console.for_process().say(str(Path(os.path.relpath(project.root / name))))
    return 0


def _words_before_names(project: Project) -> tuple[str, ...]:
    """What the theme writes before an author's name, in the publication's language and in English."""
    loader = ThemeLoader(project.root, project.templates, theme_folder() / "templates")
    found = (read_labels(loader, tag).get("by") for tag in (project.settings.site.language, "en"))
    return tuple(word for word in found if isinstance(word, str) and word)


_PARTICLES = frozenset({"da", "de", "del", "di", "van", "von"})
"""Words that may begin a name, too."""
_JOINED = re.compile(rf"\s+(?:{ANDS})\s+", re.IGNORECASE)


def names_in_byline(text: str, words: Sequence[str] = ()) -> list[str]:
    """The names in a byline that somebody typed as it will stand on the page: ``By Jane Doe and John Roe``.

    ``words`` are what the theme writes before names. Only what is plainly names is taken apart: a ministry of health
    and welfare is one author.
    """
    name = " ".join(text.split())
    for word in ("By", "by", "BY", *words):
        rest = name.removeprefix(word).lstrip(" :：")
        if name.startswith((f"{word} ", f"{word}:", f"{word}：")) and (" " in rest or word.lower() not in _PARTICLES):
            name = rest or name
            break
    parts = _JOINED.split(name)
    return parts if all(_is_full_name(part) for part in parts) else [name]


def _is_full_name(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and not any(word.islower() and word not in _PARTICLES for word in words)


def article_text(
    title: str,
    moment: Moment,
    *,
    section: str = "",
    authors: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    draft: bool = False,
) -> str:
    """A file with the fields that most articles have."""
    clock = f"{moment.iso_day} {moment.local.hour:02}:{moment.local.minute:02}"
    lines = ["---", f"title: {yaml_text(title)}", f"date: {clock}"]
    lines.append(f"section: {yaml_text(section)}" if section else "section:")
    lines.append(f"authors: [{', '.join(yaml_item(author) for author in authors)}]")
    lines.append(f"tags: [{', '.join(yaml_item(tag) for tag in tags)}]")
    lines.append("summary:")
    if draft:
        lines.append("draft: true")
    return "\n".join([*lines, "---", "", ""])


def page_text(title: str, *, draft: bool = False) -> str:
    """A file with the fields that most standing pages have."""
    lines = ["---", f"title: {yaml_text(title)}", "summary:"]
    if draft:
        lines.append("draft: true")
    return "\n".join([*lines, "---", "", ""])


_FIELDS_OF_TERMS = {"authors": ("role", "email"), "places": ("parent",), "sources": ("label",)}


def term_text(title: str, taxonomy: str, *, draft: bool = False) -> str:
    """A file with the fields that most term files of a taxonomy have."""
    fields = (f"{field}:" for field in (*_FIELDS_OF_TERMS.get(taxonomy, ()), "summary"))
    lines = ["---", f"title: {yaml_text(title)}", *fields]
    if draft:
        lines.append("draft: true")
    return "\n".join([*lines, "---", "", ""])

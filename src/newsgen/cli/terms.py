"""``newsgen terms``."""

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import click

from newsgen.builder.catalogue import Catalogue, read_catalogue
from newsgen.builder.renaming import rename_terms
from newsgen.builder.term_list import TermEntry, list_terms
from newsgen.checks.terms import find_spellings, nearly_alike
from newsgen.cli.console import Console, counted, say_json
from newsgen.cli.files import rewrite
from newsgen.cli.options import json_option, now_option, project_at, project_option
from newsgen.documents.fields import suggest
from newsgen.errors import ExitCode, UsageError, display_width, printable
from newsgen.loader.renaming import NewNames
from newsgen.models.term_profile import TermProfile
from newsgen.planner.filings import filings_of, in_own_language
from newsgen.project import Project
from newsgen.settings import Settings

_CHANGES = ("merge", "rename")


@click.command(
    "terms",
    epilog='Example: newsgen terms merge people "Kim Jong-un" "Kim Jong Un"',
)
@click.argument("words", nargs=-1, metavar="[TAXONOMY]... | merge TAXONOMY OLD... NEW | rename TAXONOMY OLD NEW")
@project_option
@click.option("--like", is_flag=True, help="Only terms that look like another one.")
@click.option("--missing", is_flag=True, help="Only terms without a text of their own.")
@click.option("--write", is_flag=True, help="With merge or rename: change the files.")
@now_option
@json_option
def command(
    *,
    words: tuple[str, ...],
    project_folder: Path | None,
    like: bool,
    missing: bool,
    write: bool,
    now: str,
    as_json: bool,
) -> int:
    """List the terms of the publication, or give some another name in all files."""
    project = project_at(project_folder)
    catalogue = read_catalogue(project, now, dict(os.environ))
    console = Console.for_process(quiet=as_json)
    if words[:1] and words[0] in _CHANGES:
        if like or missing:
            raise UsageError("--like and --missing are for the list", mend=f"call `newsgen terms {words[0]}` without")
        return _change(project, catalogue, words, console, writes=write, as_json=as_json)
    if write:
        raise UsageError("--write is for merge and rename", mend="leave it out")
    wanted = [_taxonomy(word, project.settings) for word in words]
    every = list_terms(catalogue, project.settings)
    doubles = _doubles(catalogue, every, project.settings)
    terms = [
        term
        for term in every
        if (not wanted or term.taxonomy in wanted)
        and not (like and (term.taxonomy, term.name) not in doubles)
        and not (missing and term.profile is not None and term.profile.has_text)
    ]
    if as_json:
        say_json([_term_json(term, doubles) for term in terms])
    else:
        _print(terms, doubles)
    console.problems(catalogue.errors)
    return ExitCode.CONTENT if catalogue.errors else ExitCode.OK


def _taxonomy(word: str, settings: Settings) -> str:
    named = {name: each.name for each in settings.taxonomies for name in (each.singular, each.name)}
    if word in named:
        return named[word]
    known = ", ".join(each.name for each in settings.taxonomies)
    raise UsageError(f"there is no taxonomy {word!r}{suggest(word, named)}", mend=f"the taxonomies are {known}")


def _doubles(catalogue: Catalogue, terms: Sequence[TermEntry], settings: Settings) -> Mapping[tuple[str, str], str]:
    """Taxonomy and name of each term that is probably another one, to the name of that."""
    articles = [entry.article for entry in catalogue.entries if entry.state == "published"]
    apart = {(each.name, name) for each in settings.taxonomies for name in each.slugs}
    found = find_spellings(
        articles, settings.term_slug, apart, filings_of(in_own_language(catalogue.others, settings), settings)
    )
    near = {
        (each.name, rare): usual
        for each in settings.taxonomies
        for rare, usual in nearly_alike(
            {term.name: term.count for term in terms if term.taxonomy == each.name and term.count}
        ).items()
    }
    return near | {(each.taxonomy, each.name): each.other for each in found}


def _print(terms: Sequence[TermEntry], doubles: Mapping[tuple[str, str], str]) -> None:
    for taxonomy, group in groupby(terms, key=lambda term: term.taxonomy):
        some = list(group)
        files = sum(term.profile is not None for term in some)
        click.echo(f"{taxonomy}: {counted(len(some), 'term')}, {files:,} with a file")
        width = min(40, max(display_width(printable(term.name)) for term in some))
        for term in some:
            name = printable(term.name)
            told = [f"content/{printable(term.profile.source)}"] if term.profile else []
            told += [f"also {', '.join(map(printable, term.spellings))}"] if term.spellings else []
            told += [f"like {printable(other)}"] if (other := doubles.get((taxonomy, term.name))) else []
            told += [] if term.count else ["no story carries it"]
            gap = " " * max(0, width - display_width(name))
            click.echo(f"  {name}{gap}  {term.count:>7,}  {'; '.join(told)}".rstrip())
    click.echo(counted(len(terms), "term"))


def _term_json(term: TermEntry, doubles: Mapping[tuple[str, str], str]) -> dict[str, object]:
    return {
        "taxonomy": term.taxonomy,
        "name": term.name,
        "slug": term.slug,
        "count": term.count,
        "file": f"content/{term.profile.source}" if term.profile else None,
        "has_text": bool(term.profile and term.profile.has_text),
        "spellings": list(term.spellings),
        "like": doubles.get((term.taxonomy, term.name)),
    }


def _change(
    project: Project, catalogue: Catalogue, words: Sequence[str], console: Console, *, writes: bool, as_json: bool
) -> int:
    names = _read_change(words, catalogue, project.settings)
    changes = rename_terms(project, catalogue, names)
    if as_json:
        say_json(
            {
                "files": [
                    {"source": path, "lines": [{"line": line, "name": name} for line, name in change.lines]}
                    for path, change in changes.files.items()
                ],
                "problems": [f"{problem.place}: {problem.message()}" for problem in changes.problems],
                "is_written": writes and not changes.problems,
            }
        )
    else:
        for path, change in changes.files.items():
            for line, name in change.lines:
                console.say(f"{printable(path)}:{line}: {printable(name)} → {printable(names.new)}")
    for remark in _not_changed(names, catalogue, project.settings):
        console.say(remark)
    console.problems((*changes.problems, *catalogue.errors))
    if changes.problems or catalogue.errors:
        console.say("nothing was changed: mend these first")
        return ExitCode.CONTENT
    files = counted(len(changes.files), "file")
    if not writes:
        console.say(f"{files} would change. `--write` changes them.")
        return ExitCode.OK
    rewrite({Path(project.root, path): change.content for path, change in changes.files.items()})
    console.say(f"{files} changed")
    return ExitCode.OK


def _not_changed(names: NewNames, catalogue: Catalogue, settings: Settings) -> Iterator[str]:
    """What names a term besides, and is to be changed by hand."""
    slugs = {settings.term_slug(names.taxonomy, name) for name in names.old}
    for other in catalogue.others:
        if not isinstance(other, TermProfile):
            continue
        is_own = other.taxonomy == names.taxonomy and not (names.changes_titles and other.has_own_title)
        if is_own and (other.title in names.old or (not other.has_own_title and other.slug in slugs)):
            old = ", ".join(sorted(names.old))
            yield f"content/{printable(other.source)}: it tells of {printable(old)}, which no story names then"
        if any(row.taxonomy == names.taxonomy and row.name in names.old for row in other.front):
            yield f"content/{printable(other.source)}: its `front` names it"
    rows = [("front", row.name) for row in settings.front if row.taxonomy == names.taxonomy]
    rows += [("menu", item.title) for item in settings.site.menu if not item.url and names.taxonomy == "sections"]
    for key in dict.fromkeys(key for key, name in rows if name in names.old):
        yield f"newsgen.yaml: `{key}` names it"


def _read_change(words: Sequence[str], catalogue: Catalogue, settings: Settings) -> NewNames:
    """What is to be called how.

    Raises:
        UsageError: A name is not there, or is there and must not be.
    """
    kind, *rest = words
    usage = f"write `newsgen terms {kind} TAXONOMY OLD{'…' if kind == 'merge' else ''} NEW`"
    if len(rest) < 3 or (kind == "rename" and len(rest) > 3):  # noqa: PLR2004 - a taxonomy and two names
        raise UsageError(f"`terms {kind}` takes a taxonomy and names", mend=usage)
    taxonomy, (*old, new) = _taxonomy(rest[0], settings), [" ".join(word.split()) for word in rest[1:]]
    used = dict.fromkeys(name for entry in catalogue.entries for name in entry.article.names(taxonomy))
    known = {*used, *_names_in_files(catalogue, taxonomy)}
    for name in old:
        if name not in known:
            what = f"nothing is filed under {name!r} in {taxonomy}{suggest(name, used)}"
            raise UsageError(what, mend=f"`newsgen terms {taxonomy}` lists what there is")
    if not new or new in old:
        raise UsageError("the new name is one of the old ones" if new else "the new name is empty", mend=usage)
    if (new in known) != (kind == "merge"):
        other = "rename" if kind == "merge" else "merge"
        near = suggest(new, used) if kind == "merge" else ""
        what = f"{new!r} is {'not ' if kind == 'merge' else ''}used in {taxonomy}{near}"
        raise UsageError(what, mend=f"`newsgen terms {other}` is for that")
    return NewNames(taxonomy, frozenset(old), new, changes_titles=kind == "rename")


def _names_in_files(catalogue: Catalogue, taxonomy: str) -> Iterator[str]:
    """The names by which term files call terms, and those around them."""
    for other in catalogue.others:
        if isinstance(other, TermProfile) and other.taxonomy == taxonomy:
            yield from filter(None, (other.title, other.parent, *other.names))

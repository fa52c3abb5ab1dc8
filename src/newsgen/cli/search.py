"""``newsgen search``."""

import re
from pathlib import Path

import click

from newsgen.cli.console import counted, say_json
from newsgen.cli.options import FOLDER, json_option, project_at, project_option, split_term
from newsgen.errors import ExitCode, UsageError, printable
from newsgen.project import Project
from newsgen.searcher.find import Asked, Found, search
from newsgen.settings import Settings

_WITHOUT = re.compile(r"-[^\W\d_].")
_MINUS = "\N{MINUS SIGN}"


class _SearchCommand(click.Command):
    """Takes `-weather` as a word to be left out: no option of this command has one dash and a word behind it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        shown = [_MINUS + word[1:] if _WITHOUT.match(word) else word for word in args[:end]]
        return super().parse_args(ctx, shown + args[end:])


@click.command(cls=_SearchCommand, epilog='Example: newsgen search "night bus" ferry -weather --section Local --json')
@project_option
@click.argument("words", nargs=-1)
@click.option("--tag", metavar="NAME", help="Only stories with this tag.")
@click.option("--section", metavar="NAME", help="Only stories of this section.")
@click.option("--author", metavar="NAME", help="Only stories by this author.")
@click.option("--term", "terms", multiple=True, metavar="TAXONOMY=NAME", help="Only stories with this term.")
@click.option("--since", default="", metavar="DATE", help="Only stories of this day or later.")
@click.option("--until", default="", metavar="DATE", help="Only stories of this day or earlier.")
@click.option("--language", default="", metavar="TAG", help="Only texts in this language.")
@click.option("--picture", is_flag=True, help="Only stories with a picture.")
@click.option("--newest", is_flag=True, help="The newest first, not those that answer best.")
@click.option("--limit", type=click.IntRange(min=1), default=10, metavar="N", help="Results at most; else 10.")
@click.option("--output", type=FOLDER, metavar="DIR", help="Where the site was built; else `output` of newsgen.yaml.")
@json_option
def command(
    *,
    project_folder: Path | None,
    words: tuple[str, ...],
    tag: str | None,
    section: str | None,
    author: str | None,
    terms: tuple[str, ...],
    since: str,
    until: str,
    language: str,
    picture: bool,
    newest: bool,
    limit: int,
    output: Path | None,
    as_json: bool,
) -> int:
    """Search the built site, as its readers do on the search page.

    Each word is an argument of its own, and an argument with blanks is a phrase. A minus before a word or a phrase
    leaves out what has it; behind `--` whatever begins with one is taken so, numbers too. A star ends the beginning of
    a word.
    """
    filters = (tag, section, author, *terms, since, until, language, picture)
    if not words and not any(filters):
        raise UsageError("there is nothing to search for", mend="name words, or a filter: `newsgen search --help`")
    project = project_at(project_folder)
    asked = dict(split_term(term, project.settings) for term in terms)
    asked |= {taxonomy: name for taxonomy, name in (("tags", tag), ("sections", section), ("authors", author)) if name}
    wanted = Asked(terms=asked, first=since, last=until, lang=language, has_picture=picture)
    query = " ".join(map(_with_marks, words))
    found = search(output or project.output, query, wanted, is_newest=newest, limit=limit)
    if as_json:
        say_json(_as_json(found, project.settings))
    else:
        _say(found, project)
    return ExitCode.OK


def _with_marks(word: str) -> str:
    """An argument as it is typed on the search page: the shell has taken the marks from a phrase."""
    if '"' in word or " " not in word:
        return word
    said = word.lstrip(f"-{_MINUS}")
    return f'{"-" if said != word else ""}"{said}"'


def _as_json(found: Found, settings: Settings) -> dict[str, object]:
    return {
        "count": found.count,
        "has_all_words": found.has_all,
        "results": [
            {
                "title": result.title,
                "url": settings.site.absolute(result.place),
                "date": result.day or None,
                "section": result.section or None,
                "lang": result.lang,
                "snippet": result.snippet,
            }
            for result in found.results
        ],
    }


def _say(found: Found, project: Project) -> None:
    for result in found.results:
        said = "  ".join(filter(None, [result.day, printable(result.section), printable(result.title)]))
        click.echo(said)
        click.echo(f"  {project.settings.site.absolute(result.place)}")
        if result.snippet:
            click.echo(f"  {printable(result.snippet)}")
        click.echo()
    shown = f", {len(found.results):,} of them shown" if len(found.results) < found.count else ""
    partly = "" if found.has_all or not found.count else "; none has all of these words"
    click.echo(f"{counted(found.count, 'text')} found{shown}{partly}")

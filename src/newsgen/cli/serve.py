"""``newsgen serve``."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from newsgen.builder.preview import PreviewOptions
from newsgen.cli.console import BuildProgress, Console, counted
from newsgen.cli.options import project_at, project_option, quiet_option, verbose_option
from newsgen.errors import ExitCode, Problem, UsageError
from newsgen.serve.request_guard import host_fault
from newsgen.serve.server import ServeOptions, serve

_SHOWN = 3


@click.command("serve", epilog="Example: newsgen serve --drafts --open")
@project_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Where to listen.")
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="N",
    help="Or the next free one.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="A name under which a proxy shows the preview; may be repeated.",
)
@click.option("--drafts", is_flag=True, help="Show drafts, too.")
@click.option("--future", is_flag=True, help="Show stories of a later date, too.")
@click.option("--now", default="", metavar="DATE", help="Show the site as at this time, like 2025-12-14T09:30.")
@click.option("--open", "opens", is_flag=True, help="Open a browser.")
@click.option("--poll", "polls", is_flag=True, help="Look at every file by turns: for network drives.")
@quiet_option
@verbose_option
def command(
    *,
    project_folder: Path | None,
    host: str,
    port: int,
    allowed: tuple[str, ...],
    drafts: bool,
    future: bool,
    now: str,
    opens: bool,
    polls: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Show the site in a browser while you write. Nothing is written to build/. Ctrl-C ends it."""
    console = Console.for_process(quiet=quiet, verbose=verbose)
    for name in allowed:
        if fault := host_fault(name):
            mend = "write the name alone, such as preview.example.org: no https://, port or path"
            raise UsageError(f"--allow-host {fault}: {name!r}", mend=mend)
    project = project_at(project_folder)
    preview = PreviewOptions(now=now, drafts=drafts, future=future)
    try:
        with BuildProgress(console) as progress:
            teller = _Teller(console, project.settings.site.title, progress, opens=opens, shows_drafts=drafts)
            serve(project, ServeOptions(host, port, allowed, polls, preview), teller, progress)
    except KeyboardInterrupt:
        pass  # the usual end; where a shell has this signal ignored, the server ends without it
    console.note("the preview has ended")
    return ExitCode.OK


class _Teller:
    """Tells a person how a preview goes on. Each problem is told when it is new."""

    def __init__(
        self, console: Console, title: str, progress: BuildProgress, *, opens: bool, shows_drafts: bool
    ) -> None:
        self._console = console
        self._progress = progress
        self._title = title
        self._opens = opens
        self._shows_drafts = shows_drafts
        self._known: frozenset[Problem] = frozenset()
        """What was told of, whatever was rendered when it was met."""

    def ready(self, url: str, articles: int, problems: Sequence[Problem], *, is_public: bool) -> None:
        """The first lines."""
        self._progress.end()
        self._tell(problems)
        if is_public:
            drafts = ", drafts included" if self._shows_drafts else ""
            self._console.warn(f"every machine that reaches this one can read the preview{drafts}")
        self._console.say(f"{self._title}, {counted(articles, 'article')}: {url} (Ctrl-C ends it)")
        if self._opens:
            import webbrowser  # noqa: PLC0415 - asks the system much

            webbrowser.open_new_tab(url)

    def looked(self, changed: Sequence[str], seconds: float, problems: Sequence[Problem]) -> None:
        """A line on what has changed. If nobody reads it any more, the preview goes on without."""
        with suppress(BrokenPipeError):
            self._tell_of(changed, seconds, problems)

    def _tell_of(self, changed: Sequence[str], seconds: float, problems: Sequence[Problem]) -> None:
        if changed:
            shown = ", ".join(changed[:_SHOWN])
            more = f" and {len(changed) - _SHOWN:,} more" if len(changed) > _SHOWN else ""
            self._console.say(f"{time.strftime('%H:%M:%S')} {shown}{more} ({1000 * seconds:.0f} ms)")
        self._tell(problems)

    def remark(self, text: str) -> None:
        """A line on the run."""
        with suppress(BrokenPipeError):
            self._console.note(text)

    def found(self, problems: Sequence[Problem]) -> None:
        """What is wrong with a page that was made since the last look."""
        with suppress(BrokenPipeError):
            self._tell_new(problems)
            self._known |= frozenset(map(_apart_from_page, problems))

    def _tell(self, problems: Sequence[Problem]) -> None:
        found = frozenset(map(_apart_from_page, problems))
        self._tell_new(problems)
        if any(problem.is_error for problem in self._known) and not any(problem.is_error for problem in found):
            self._console.say("no errors any more")
        self._known = found

    def _tell_new(self, problems: Sequence[Problem]) -> None:
        self._console.problems(problem for problem in problems if _apart_from_page(problem) not in self._known)


def _apart_from_page(problem: Problem) -> Problem:
    """The problem, whatever page met it: a template's mistake is one, on all pages."""
    return replace(problem, during="")

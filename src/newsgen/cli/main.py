"""The command ``newsgen``: finds the command that was meant, and turns what goes wrong into a message and an exit code.

A command's module is imported when it is called, so that none pays for another.
"""

import difflib
import errno
import importlib
import io
import os
import signal
import sys
import traceback
from contextlib import suppress
from types import FrameType
from typing import NoReturn

import click

from newsgen import __version__
from newsgen.cli.console import Console
from newsgen.errors import ExitCode, NewsgenError, machine_error

_COMMANDS = {
    "init": "Begin a new publication in a folder.",
    "new": "Write a new article file from a headline.",
    "import": "Make article files of another system's stories, or of a copied text.",
    "build": "Build the site.",
    "serve": "Show the site in a browser while you write.",
    "check": "Check the articles and the built site before they go public.",
    "deploy": "Publish the site.",
    "search": "Search the built site, as its readers do.",
    "list": "List articles.",
    "terms": "List terms, or give one another name in all files.",
    "theme": "List the theme's files, copy some, and see what copies have missed.",
    "config": "Show the settings in force.",
    "clean": "Delete what newsgen wrote, and nothing else.",
}


class _Commands(click.Group):
    """Loads a command when it is called, and guesses what a misspelt one meant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"newsgen.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in _COMMANDS and not name.startswith("-"):
            near = difflib.get_close_matches(name, _COMMANDS, n=1, cutoff=0.5)
            hint = f" Did you mean `newsgen {near[0]}`?" if near else " `newsgen --help` lists the commands."
            raise click.UsageError(f"There is no command `{name}`.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: newsgen init my-paper && cd my-paper && newsgen build",
)
@click.version_option(__version__, "--version", message="newsgen %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn a folder of news articles into a static news archive."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


class _Terminated(BaseException):
    """The process was asked to end; carries the exit code that a shell expects."""


_OF_OUTPUT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What a stream meets; where a file does, its name is known."""
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Signals that end a process."""


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """Has the work end in order. Whoever asks twice does not want to wait for that."""
    _let_signals_kill()
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise _Terminated(128 + number)


def _take_signals() -> None:
    """From now on signals are exceptions; those that our parent has had ignored, as nohup does, stay so."""
    for number in _ENDINGS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _let_signals_kill() -> None:
    for number in _ENDINGS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def main() -> NoReturn:
    """Runs the command line and exits."""
    _insist_on_utf8()
    _escape_what_cannot_be_written()
    try:
        try:
            _take_signals()
            code = run(sys.argv[1:])
        finally:
            _let_signals_kill()
    except _Terminated as ended:
        code = int(ended.args[0])
    except KeyboardInterrupt:
        code = ExitCode.INTERRUPTED
    _exit(code)


def _exit(code: int) -> NoReturn:
    """Ends the process at once: to take a large archive apart, object by object, would take Python a while.

    Whoever measures or traces the process is given the usual end.
    """
    if sys.getprofile() or sys.gettrace():
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any more, or it was closed
            if stream is not None:  # as it is where the process was started without one
                stream.flush()
    os._exit(code)


def _insist_on_utf8() -> None:
    """Begins again in Python's UTF-8 mode where the locale has another encoding: it must change no name (law 2)."""
    if sys.getfilesystemencoding() != "utf-8":
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - itself


def _escape_what_cannot_be_written() -> None:
    """Lets output have what its encoding lacks as escapes: PYTHONIOENCODING or a code page may name any encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # not where the process was started without one
            stream.reconfigure(errors="backslashreplace")


def _code_of_signal_behind(error: BaseException | None) -> int:
    """The exit code where a signal is what an error came of; else 0.

    Python packs what is raised while a class names its members into a RuntimeError, and a signal may come there.
    """
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return ExitCode.INTERRUPTED
        if isinstance(error, _Terminated):
            return int(error.args[0])
        error = error.__cause__
    return 0


def _call(arguments: list[str]) -> int:
    """The exit code of the command that is asked for. click's own ``main`` would exit where a pipe is broken."""
    try:
        with cli.make_context("newsgen", list(arguments)) as context:
            code = int(cli.invoke(context) or 0)
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    if sys.stdout is not None:  # it is None where the process was started without one
        sys.stdout.flush()
    return code


def run(arguments: list[str]) -> int:  # noqa: PLR0911 - one return for each way to end
    """Runs the command line; returns its exit code. Prints no traceback unless ``--verbose`` asks for one."""
    console = Console.for_process(quiet=False)
    try:
        return _call(arguments)
    except click.ClickException as error:
        console.usage(error)
        return ExitCode.USAGE
    except NewsgenError as error:
        console.failure(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        console.note("interrupted; the site is as it was")
        return ExitCode.INTERRUPTED
    except _Terminated as ended:
        return int(ended.args[0])
    except BrokenPipeError:
        # Whoever read our output has gone. Python would complain once more while it closes down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13
    except OSError as error:
        place = error.filename or ("standard output" if error.errno in _OF_OUTPUT else "newsgen")
        console.failure(machine_error(str(place), error, again="call this again"))
        return ExitCode.MACHINE
    except Exception as error:  # noqa: BLE001 - the last resort: an editor must not see a traceback
        if code := _code_of_signal_behind(error):
            return code
        console.failure(
            NewsgenError(
                f"newsgen itself failed: {type(error).__name__}: {error}",
                mend="this is a fault of newsgen; please report it with what `--verbose` prints",
            )
        )
        if {"--verbose", "-v"} & set(arguments):
            traceback.print_exc()
        return ExitCode.FAULT

"""newsgen as a process: signals at any moment, output in any encoding, a disk that is full."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import SiteDriver
from examples import some_of

_LACKS = {"PYTHONIOENCODING": "latin-1"}


def run(site: SiteDriver, *arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own, in the publication's folder."""
    return subprocess.run(
        [sys.executable, "-m", "newsgen", *arguments],
        cwd=site.root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600", **environ},
        capture_output=True,
        check=False,
        timeout=600,
    )


# Signals. The moment is a place in the program, not a time.

_AT_IMPORT = """
import os, signal, sys
class Signals:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), {number})
sys.meta_path.insert(0, Signals())
sys.argv = ["newsgen", "config"]
from newsgen.__main__ import main
main()
"""
_AT_HANDLER = """
import os, signal, sys
real = signal.signal
def watched(number, handler):
    before = real(number, handler)
    if callable(handler) and number == {at}:
        os.kill(os.getpid(), {number})
    return before
signal.signal = watched
sys.argv = ["newsgen", "config"]
from newsgen.__main__ import main
main()
"""
_AT_END = """
import os, signal, sys
from newsgen.cli import main as module
def run(arguments):
    try:
        os.kill(os.getpid(), {first})
        while True:
            signal.pause()
    finally:
        os.kill(os.getpid(), {number})
module.run = run
from newsgen.__main__ import main
main()
"""
_AT_NAMING = """
import os, signal, sys
class Member:
    def __set_name__(self, owner, name):
        os.kill(os.getpid(), {number})
class Signals:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            type("Owner", (), dict(member=Member()))
sys.meta_path.insert(0, Signals())
sys.argv = ["newsgen", {command!r}]
from newsgen.__main__ import main
main()
"""
_CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129} if os.name == "posix" else {}


def shell_code(returncode: int) -> int:
    """What a shell makes of it."""
    return 128 - returncode if returncode < 0 else returncode


def assert_ends_in_order(program: str, site: SiteDriver, wanted: int) -> None:
    ran = subprocess.run([sys.executable, "-c", program], cwd=site.root, capture_output=True, check=False, timeout=600)
    assert shell_code(ran.returncode) == wanted
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("module", ["newsgen.cli", "click", "newsgen.settings"])
@pytest.mark.parametrize("number", _CODES)
def test_a_signal_that_comes_while_modules_are_loaded_leaves_no_traceback(
    site: SiteDriver, module: str, number: int
) -> None:
    assert_ends_in_order(_AT_IMPORT.format(module=module, number=int(number)), site, _CODES[signal.Signals(number)])


@pytest.mark.parametrize("at", _CODES)
@pytest.mark.parametrize("number", _CODES)
def test_a_signal_that_comes_while_handlers_are_installed_leaves_no_traceback(
    site: SiteDriver, at: int, number: int
) -> None:
    program = _AT_HANDLER.format(at=int(at), number=int(number))
    assert_ends_in_order(program, site, _CODES[signal.Signals(number)])


@pytest.mark.parametrize("command", ["config", "list", "check"])
@pytest.mark.parametrize("number", _CODES)
def test_a_signal_that_python_packs_into_an_error_is_a_signal(site: SiteDriver, command: str, number: int) -> None:
    program = _AT_NAMING.format(module=f"newsgen.cli.{command}", command=command, number=int(number))
    assert_ends_in_order(program, site, _CODES[signal.Signals(number)])


@pytest.mark.parametrize("first", _CODES)
@pytest.mark.parametrize("number", _CODES)
def test_a_second_signal_ends_the_process_at_once(site: SiteDriver, first: int, number: int) -> None:
    assert_ends_in_order(_AT_END.format(first=int(first), number=int(number)), site, _CODES[signal.Signals(number)])


@pytest.mark.skipif(os.name != "posix", reason="nohup is POSIX's")
@pytest.mark.parametrize("number", _CODES)
def test_a_signal_that_was_ignored_before_stays_ignored(site: SiteDriver, number: int) -> None:
    program = _AT_HANDLER.format(at=int(signal.SIGTERM), number=int(number))
    begin = f"import signal; signal.signal({int(number)}, signal.SIG_IGN)\n"
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            begin + program.replace('"config"', '"--version"').replace(f"== {signal.SIGTERM:d}", ">= 0"),
        ],
        cwd=site.root,
        capture_output=True,
        check=False,
        timeout=600,
    )
    assert (ran.returncode, ran.stdout[:8]) == (0, b"newsgen ")


# Encodings.


@pytest.fixture
def world(site: SiteDriver) -> SiteDriver:
    """A publication whose words no single code page has."""
    site.write_file("newsgen.yaml", "title: 日本 čeština Ελλάδα\nbase_url: https://paper.test/\ntimezone: UTC\n")
    site.write("content/seoul.md", title="서울의 봄 — “quoted”", tags=["한국"], summary="العربية")
    site.write("content/draft.md", title="Черновик", draft=True)
    return site


@pytest.mark.sampled(every=2)
@pytest.mark.parametrize(
    "environ",
    [
        _LACKS,
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["latin-1", "cp1252", "POSIX"],
)
@pytest.mark.parametrize(
    "arguments",
    some_of(
        [
            ("config",),
            ("list",),
            ("list", "--broken"),
            ("build",),
            ("build", "--explain", "/tags/"),
            ("check",),
            ("check", "--rules"),
            ("new", "도쿄 日本", "--section", "Мир"),
            ("init", "paper", "--title", "新聞"),
            ("--help",),
        ]
    ),
    ids=" ".join,
)
def test_every_command_writes_in_any_encoding(
    world: SiteDriver, arguments: tuple[str, ...], environ: dict[str, str]
) -> None:
    ran = run(world, *arguments, **environ)

    assert ran.returncode in {0, 1}, ran.stderr
    assert ran.stdout
    assert b"newsgen itself failed" not in ran.stderr


@pytest.mark.sampled(every=5)
@pytest.mark.parametrize("command", ["config", "list", "build", "check"])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_json_is_utf_8_in_any_encoding(world: SiteDriver, command: str, encoding: str) -> None:
    ran = run(world, command, "--json", PYTHONIOENCODING=encoding)

    assert json.loads(ran.stdout.decode("utf-8"))
    assert command not in {"config", "list"} or ("日本" if command == "config" else "서울") in ran.stdout.decode(
        "utf-8"
    )


@pytest.mark.parametrize("encoding", ["latin-1", "cp1253", "ascii"])
def test_settings_read_back_from_any_encoding(world: SiteDriver, encoding: str) -> None:
    shown = run(world, "config", PYTHONIOENCODING=encoding).stdout.decode(encoding)

    assert yaml.safe_load(shown)["title"] == "日本 čeština Ελλάδα"


# Disks that are full, or may only be read.

_MOUNTED = 'mount -t tmpfs -o size=1m,mode=755 none "$0" && cp -r "$1" "$0/p" && cd "$0/p" && shift && '
_FILL = 'head -c $(($(df --output=avail -B1 . | tail -1) - LEFT)) /dev/zero > ../filler; "$@"; echo "code $?"; find .'
_READ_ONLY = 'mount --bind "$1" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && shift && "$@"; echo "code $?"'


def mounted(script: str, site: SiteDriver, *arguments: str) -> str:
    """What a command prints that runs on a disk of its own, which no other process sees."""
    disk = site.root.parent / "disk"
    disk.mkdir()
    prefix = ["unshare", "--mount", "sh", "-c"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*prefix, 'mount -t tmpfs none "$0"', str(disk)], check=False, capture_output=True).returncode
    ):
        pytest.skip("a disk cannot be mounted here")
    command = [sys.executable, "-m", "newsgen", *arguments]
    ran = subprocess.run(
        [*prefix, script, str(disk), str(site.root), *command], capture_output=True, check=False, text=True, timeout=600
    )
    return ran.stdout + ran.stderr


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("left", "arguments", "named", "absent"),
    [
        (0, ("new", "A Long Night"), "a-long-night.md", "a-long-night.md\n"),
        (0, ("init", "paper"), "paper/newsgen.yaml", "./paper"),
        (12_288, ("init", "paper"), "paper/content/", "./paper"),
        (0, ("build",), "/.newsgen/lock", "./build"),
        (24_576, ("build",), "/.newsgen/store.sqlite", "./build"),
        (160_000, ("build",), "build/", "./build"),
        (24_576, ("check",), "/.newsgen/store.sqlite", "./build"),
        (0, ("deploy", "--workflow"), ".whl", ".github"),
        (0, ("deploy", "--wheel", "wheels"), ".whl", "./wheels"),
    ],
)
def test_on_a_full_disk_nothing_is_left_in_part_and_the_room_is_told(
    site: SiteDriver, left: int, arguments: tuple[str, ...], named: str, absent: str
) -> None:
    site.write(body="word " * 9000)

    told = mounted(_MOUNTED + _FILL.replace("LEFT", str(left)), site, *arguments)

    printed, _, message = told.rpartition("error: ")
    assert "code 3" in printed
    assert named in message
    assert re.search(r"no space left on device \([\d,]+ bytes are needed\)\n  mend: free some space", message)
    assert absent not in printed


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("command", ["config", "list", "check --rules"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_json_that_finds_no_room_is_an_error(site: SiteDriver, command: str) -> None:
    site.write()
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "newsgen", *command.split(), "--json"],
            cwd=site.root,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert ran.returncode == 3
    assert re.match(rb"error: cannot write the JSON: no space left on device \([\d,]+ bytes", ran.stderr)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("arguments", [("check",), ("check", "--json"), ("list", "--broken"), ("list",)], ids=" ".join)
def test_a_publication_that_may_only_be_read_is_looked_at(
    site: SiteDriver, arguments: tuple[str, ...], *, is_known: bool
) -> None:
    site.write(summary="A summary.")
    site.build(now="")
    if not is_known:
        site.remove(".newsgen")

    told = mounted(_READ_ONLY, site, *arguments)

    assert "code 0" in told, told

"""The driver of all tests that build a site: write files, build, look, change something, build again."""

import contextlib
import gc
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from examples import IS_FULL, load_profile

from newsgen.builder import engine
from newsgen.cli.main import run
from newsgen.writer.manifest import RECORD_NAMES

NOW = "2026-01-01"
SETTINGS = "title: Test Post\nbase_url: https://example.org/\ntimezone: UTC\n"


@dataclass(frozen=True)
class Result:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def pytest_configure() -> None:
    """One profile of hypothesis. Thousands of tests are collected without a look for garbage, of which there is none.

    Signals are heard, whatever a shell or nohup mutes for what runs in the background."""
    gc.disable()
    # No site of a test has to outlive a power cut. What a disk refuses is tried in processes of their own.
    os.fsync = lambda _: None
    load_profile()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: no test's garbage is looked for among it, and that of tests not as often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: tests wait for disks, for programs, and for files to be seen."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test that is `sampled(every=3)`, a usual run takes every third case; a full one, as in CI, takes all."""
    if IS_FULL:
        return
    seen: Counter[str] = Counter()
    left_out, kept = [], []
    for item in items:
        marker = item.get_closest_marker("sampled")
        if marker is not None and (every := marker.kwargs.get("every")):
            name = item.nodeid.partition("[")[0]
            seen[name] += 1
            if (seen[name] - 1) % every:
                left_out.append(item)
                continue
        kept.append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = kept


def pytest_itemcollected(item: pytest.Item) -> None:
    """What uses the browser is marked so, whoever wrote it; if the browser itself dies, the test has another."""
    if "browser" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=["TargetClosedError"]))


class SiteDriver:
    """A publication in a temporary folder, driven through the command line in this process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.head = SETTINGS
        root.mkdir(parents=True, exist_ok=True)
        self.write_file("newsgen.yaml", SETTINGS)

    def write_file(self, path: str, text: str | bytes) -> Path:
        """A file as it is given."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def write(self, path: str = "content/a.md", body: str = "A story.", **fields: Any) -> Path:
        """An article; title and date have defaults, a field that is None is left out."""
        values = {"title": "A title", "date": "2025-03-04"} | fields
        lines = [
            f"{key}: {value if isinstance(value, str) else json.dumps(value)}"
            for key, value in values.items()
            if value is not None
        ]
        return self.write_file(path, "\n".join(["---", *lines, "---", "", body, ""]))

    def moved_to(self, base_url: str) -> None:
        """The publication has another address from now on."""
        self.head = SETTINGS.replace("https://example.org/", base_url)
        self.settings("")

    def settings(self, text: str) -> None:
        """More lines for newsgen.yaml, behind the usual three."""
        self.write_file("newsgen.yaml", self.head + text)

    def take(self, other: "SiteDriver") -> None:
        """Takes over all that another publication has, built or not: it stays as it is."""
        self.head = other.head
        shutil.copytree(other.root, self.root, symlinks=True, dirs_exist_ok=True)

    def remove(self, path: str) -> None:
        """Deletes a file or a folder."""
        target = self.root / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    def newsgen(self, *arguments: str) -> Result:
        """Runs a command on this publication."""
        return newsgen(arguments[0], "--project", str(self.root), *arguments[1:])

    def build(self, *arguments: str, now: str = NOW) -> Result:
        """Runs `newsgen build` at a fixed time."""
        return self.newsgen("build", "--now", now, *arguments)

    def peak_of(self, command: str, *arguments: str) -> tuple[int, int]:
        """The exit code of a command in a process of its own, and its peak of memory in bytes, by Linux's /proc.

        ``ru_maxrss`` will not do: it begins with that of the process which starts another.
        """
        program = (
            "import re, sys; from pathlib import Path; from newsgen.cli.main import run; code = run(sys.argv[1:]);"
            "print(code, re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, command, "-q", "--project", str(self.root), *arguments],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONPATH": str(Path(__file__).parent.parent / "src"), "PATH": "/usr/bin:/bin"},
        )
        code, kibibytes = done.stdout.split()
        return int(code), 1024 * int(kibibytes)

    def report(self, *arguments: str, now: str = NOW) -> Any:
        """The JSON report of a build."""
        return self.build("--json", *arguments, now=now).json

    @property
    def output(self) -> Path:
        return self.root / "build"

    def exists(self, path: str) -> bool:
        """Whether a file is in the site."""
        return (self.output / path).exists()

    def read(self, path: str) -> str:
        """A file of the site."""
        return (self.output / path).read_text(encoding="utf-8")

    def files(self, output: Path | None = None) -> dict[str, bytes]:
        """Every file of the site but the manifest, by its path."""
        return read_tree(output or self.output)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Path to bytes of every file in a folder, but for the manifest and its journal."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in RECORD_NAMES
    }


def tree_digest(folder: Path) -> str:
    """One hash for a whole tree: names and bytes."""
    digest = hashlib.sha256()
    for path, content in read_tree(folder).items():
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def newsgen(*arguments: str) -> Result:
    """Runs the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(arguments))
    return Result(code, out.getvalue(), err.getvalue())


@pytest.fixture
def site(tmp_path: Path) -> SiteDriver:
    """An empty publication called Test Post, at https://example.org/, in UTC."""
    return SiteDriver(tmp_path / "site")


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[[str], SiteDriver]:
    """Makes more publications, by name."""
    return lambda name: SiteDriver(tmp_path / name)


@pytest.fixture
def take(site: SiteDriver, tmp_path: Path) -> Callable[..., Any]:
    """Imports a folder of another generator that is made of these files: `tests.made_folders` says what comes back."""
    from tests.made_folders import take_folder  # noqa: PLC0415 - that module needs the driver of this one

    def taken(files: dict[str, str | bytes], *arguments: str, name: str = "old", code: int = 0) -> Any:
        return take_folder(site, tmp_path / "sources", files, arguments, name, code)

    return taken


@pytest.fixture
def partial(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each build that did something, whether it looked at a part of the pages only."""
    seen: list[bool] = []
    find_dirty = engine.find_dirty

    def watched(*given: Any, **named: Any) -> Any:
        dirty = find_dirty(*given, **named)
        seen.append(not dirty.is_all)
        return dirty

    monkeypatch.setattr(engine, "find_dirty", watched)
    return seen


@pytest.fixture(scope="module")
def launched() -> Iterator[Callable[[], Any]]:
    """Gives a Chromium that lives: one for a module, and another if it died."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("there is no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        running: list[Any] = []

        def living() -> Any:
            if not running or not running[-1].is_connected():
                # A container's /dev/shm may hold 64 MB, and whoever fills it is ended.
                arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
                running.append(playwright.chromium.launch(executable_path=program, args=arguments))
            return running[-1]

        yield living
        if running and running[-1].is_connected():
            running[-1].close()


@pytest.fixture
def browser(launched: Callable[[], Any]) -> Any:
    """Chromium, for tests that are marked `browser`."""
    return launched()


@contextlib.contextmanager
def page_without_complaints(browser: Any, *, height: int, patience: int) -> Iterator[Any]:
    """A page of a browser, which at last must have told of no error; ``patience`` is in seconds."""
    context = browser.new_context(viewport={"width": 768, "height": height})
    context.set_default_timeout(patience * 1000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    # A server that ends before the page does, and a page that is an error, are not the page's faults.
    assert [text for text in complaints if not text.startswith("Failed to load resource")] == []

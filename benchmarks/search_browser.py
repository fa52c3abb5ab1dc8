"""What a search costs in a browser that is far away from the site: Chromium, 150 ms and 1.6 Mbit/s; Pagefind likewise.

Chromium and the package `playwright` are needed; without them nothing is measured.
"""

import gzip
import shutil
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.search_queries import Asked

_LATENCY = 150
"""Milliseconds of each answer."""
_BYTES_A_SECOND = 1_600_000 / 8
_CACHED = 600
"""Seconds for which a browser keeps a file, as on GitHub Pages."""
_PACKED = {".html", ".js", ".css", ".json"}
_HEADERS = 300
"""Bytes of the head of an answer."""
_TEN = 10
_FIRST = """() => document.querySelector('[id="page.results"] li')"""
_OPEN = "async (path) => { window.pagefind = await import(path); await window.pagefind.init(); }"
_ASK = """async ([query, limit]) => {
  const found = await window.pagefind.search(query);
  const told = await Promise.all(found.results.slice(0, limit).map((result) => result.data()));
  return told.map((each) => each.url);
}"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a search in the browser."""

    seconds: Sequence[float]
    """From the opening of the page to the first result, of each query."""
    packed: Sequence[int]
    """Bytes that came for each query, besides those of the engine."""
    engine: int
    """Bytes that come before any query."""


class _Line:
    """A connection that is far away: every answer waits, and all share its width."""

    def __init__(self) -> None:
        self.is_slow = False
        self.sent = 0
        """Bytes of all answers."""
        self._lock = threading.Lock()
        self._free = 0.0

    def carry(self, size: int) -> None:
        """Waits as long as so many bytes take."""
        with self._lock:
            self.sent += size
            arrival = time.monotonic() + _LATENCY / 1_000
            self._free = max(arrival, self._free) + size / _BYTES_A_SECOND
            wait = self._free - time.monotonic()
        if self.is_slow:
            time.sleep(wait)


class _Handler(SimpleHTTPRequestHandler):
    """A host of static sites: packs texts, keeps connections."""

    protocol_version = "HTTP/1.1"
    line: _Line

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        if path.suffix in _PACKED:
            content = gzip.compress(content, 6)
        self.line.carry(len(content) + _HEADERS)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", f"max-age={_CACHED}")
        if path.suffix in _PACKED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library names it
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *told: object) -> None:
        """Says nothing of a browser that has gone away."""


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, _Line]]:
    """The address at which a folder is served, for this machine alone, and the line to it."""
    line = _Line()
    handler = type("Handler", (_Handler,), {"line": line})
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", line
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _chromium() -> Iterator[Any]:
    with import_module("playwright.sync_api").sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield browser
        browser.close()


def can_browse() -> bool:
    """Whether there is a browser to measure with."""
    return shutil.which("chromium") is not None and find_spec("playwright") is not None


@contextmanager
def _fresh_page(browser: Any) -> Iterator[Any]:  # noqa: ANN401 - playwright's
    """A page of a browser that has been nowhere."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def search_page(output: Path, queries: Sequence[str]) -> Seen:
    """Opens the search page at each of these queries, in a fresh browser."""

    def opened(page: Any, address: str, query: str) -> None:  # noqa: ANN401 - playwright's
        page.goto(f"{address}/search/?q={quote(query)}", wait_until="commit")
        if query:
            page.wait_for_function(_FIRST, polling=10, timeout=60_000)

    return _seen(output, queries, opened)


def pagefind_page(index: Path, queries: Sequence[str]) -> Seen:
    """The same of an index of Pagefind, in an empty page; its first ten results, since it shows none itself."""
    (index / "blank.html").write_text("<!doctype html><title>Blank</title>", encoding="utf-8")

    def opened(page: Any, address: str, query: str) -> None:  # noqa: ANN401 - playwright's
        page.goto(f"{address}/blank.html")
        page.evaluate(_OPEN, "/pagefind.js")
        if query:
            page.evaluate(_ASK, [query, _TEN])

    return _seen(index, queries, opened)


def _seen(folder: Path, queries: Sequence[str], opened: Callable[[Any, str, str], None]) -> Seen:
    seconds: list[float] = []
    packed: list[int] = []
    with _served(folder) as (address, line), _chromium() as browser:
        with _fresh_page(browser) as page:
            opened(page, address, "")
            page.wait_for_load_state("networkidle")
            engine = line.sent
        for query in queries:
            line.sent, line.is_slow = 0, True
            with _fresh_page(browser) as page:
                opened(page, address, query)
                seconds.append(page.evaluate("performance.now()") / 1_000)
                page.wait_for_load_state("networkidle")
            packed.append(line.sent - engine)
    return Seen(seconds, packed, engine)


def pagefind_found(index: Path, queries: Mapping[str, Sequence[Asked]], limit: int) -> dict[str, float]:
    """How many queries of each kind have their story among the first results of Pagefind, in hundredths."""
    (index / "blank.html").write_text("<!doctype html><title>Blank</title>", encoding="utf-8")
    with _served(index) as (address, _), _chromium() as browser:
        page = browser.new_context().new_page()
        page.goto(f"{address}/blank.html")
        page.evaluate(_OPEN, "/pagefind.js")
        return {
            kind: 100 * statistics.mean(f"/{each.place}" in page.evaluate(_ASK, [each.text, limit]) for each in asked)
            for kind, asked in queries.items()
        }

"""Links to other sites: asked of a server on this machine."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import NOW, SiteDriver

from newsgen.checks.check import CheckOptions
from newsgen.checks.external import Answer, Manners, answers_from_json, answers_to_json, ask
from newsgen.models.rules import EXTERNAL_LINK

pytestmark = pytest.mark.sampled(every=3)

QUICK = Manners(pause=0.0, timeout=600.0)
ROBOTS = "User-agent: *\nDisallow: /private/\n"


class Elsewhere(BaseHTTPRequestHandler):
    """Another site."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        server = self.server
        assert isinstance(server, Server)
        server.asked.append((self.command, self.path, time.monotonic()))
        if self.path == "/robots.txt" and server.drips:
            self._drip()
        elif self.path == "/robots.txt":
            self._send(server.robots_status, server.robots.encode())
        elif self.path.startswith("/to?"):
            self._send(302, b"", {"Location": unquote(self.path.partition("?")[2])})
        elif self.path.startswith("/moved"):
            self._send(301, b"", {"Location": "/there" if self.path == "/moved" else self.path})
        elif self.path == "/get-only":
            self._send(200 if self.command == "GET" else 405, b"")
        elif self.path == "/head-lies":
            self._send(200 if self.command == "GET" else 404, b"")
        else:
            status = {"/there": 200, "/same": 304, "/gone": 410, "/refused": 403, "/broken": 503}.get(self.path, 404)
            self._send(status, b"")

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        with suppress(OSError):
            for _ in range(100_000):
                self.wfile.write(b"#")
                self.wfile.flush()
                time.sleep(0.05)
            return
        assert isinstance(self.server, Server)
        self.server.was_left.set()

    def _send(self, status: int, content: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    asked: list[tuple[str, str, float]]
    was_left: threading.Event
    """While it said something drop by drop."""
    robots = ROBOTS
    robots_status = 200
    drips = False


@pytest.fixture
def elsewhere() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Elsewhere)
    server.asked = []
    server.was_left = threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def address(server: Server, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def answers_of(
    addresses: list[str], known: dict[str, Answer] | None = None, now: int = 1_000, manners: Manners = QUICK
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    ask(addresses, known or {}, now, manners, answers.__setitem__)
    return answers


def faults(server: Server, *paths: str, manners: Manners = QUICK) -> dict[str, str]:
    answers = answers_of([address(server, path) for path in paths], manners=manners)
    return {url.removeprefix(address(server, "")): answer.fault for url, answer in answers.items()}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/there", ""),
        ("/there#part", ""),
        ("/moved", ""),
        ("/moved-in-a-circle", "it leads on and on"),
        ("/none", "the answer is 404 (not found)"),
        ("/gone", "the answer is 410 (gone)"),
        ("/broken", "the answer is 503 (service unavailable)"),
        ("/refused", ""),
        ("/get-only", ""),
        ("/same", ""),
        ("/to?http://[::1", "it leads on to http://[::1, which is no address"),
        ("/to?/private/none", ""),
        ("/to?/gone", "the answer is 410 (gone)"),
        ("/head-lies", ""),
        ("/private/none", ""),
    ],
)
def test_what_is_there_is_told_from_what_is_not(elsewhere: Server, path: str, fault: str) -> None:
    assert faults(elsewhere, path) == {path.partition("#")[0]: fault}


def test_what_robots_txt_forbids_is_not_asked_for(elsewhere: Server) -> None:
    faults(elsewhere, "/private/none", "/there")

    assert {path for _, path, _ in elsewhere.asked} == {"/robots.txt", "/there"}


def test_what_robots_txt_forbids_is_not_asked_for_when_something_leads_to_it(elsewhere: Server) -> None:
    faults(elsewhere, "/to?/private/none")

    assert {path for _, path, _ in elsewhere.asked} == {"/robots.txt", "/to?/private/none"}


def test_robots_txt_of_another_host_is_read_before_it_is_asked(elsewhere: Server) -> None:
    other = f"http://localhost:{elsewhere.server_port}/there"

    assert faults(elsewhere, f"/to?{other}") == {f"/to?{other}": ""}

    assert [path for _, path, _ in elsewhere.asked] == ["/robots.txt", f"/to?{other}", "/robots.txt", "/there"]


def test_a_host_by_several_names_of_one_spelling_is_one(elsewhere: Server) -> None:
    port = elsewhere.server_port
    urls = [f"http://localhost:{port}/there", f"http://LOCALHOST:{port}/gone", f"http://me:pw@localhost:{port}/none"]

    answers_of(urls, manners=Manners(pause=0.1, timeout=600))

    assert [path for _, path, _ in elsewhere.asked].count("/robots.txt") == 1
    times = [moment for _, _, moment in elsewhere.asked]
    assert all(later - earlier >= 0.09 for earlier, later in pairwise(times))


@pytest.mark.parametrize("line", ["Disallow: //[", "Crawl-delay: ²", "Request-rate: ²/³", "Disallow: http://[::1"])
def test_a_robots_txt_that_makes_no_sense_is_read_as_far_as_it_does(elsewhere: Server, line: str) -> None:
    elsewhere.robots = f"User-agent: *\n{line}\nDisallow: /private/\n"

    assert faults(elsewhere, "/gone", "/private/none") == {"/gone": "the answer is 410 (gone)", "/private/none": ""}
    assert "/private/none" not in {path for _, path, _ in elsewhere.asked}


def test_a_robots_txt_that_comes_in_drops_is_waited_for_in_vain(elsewhere: Server) -> None:
    elsewhere.drips = True

    assert faults(elsewhere, "/there", manners=Manners(pause=0, timeout=0.5)) == {"/there": ""}
    assert elsewhere.was_left.wait(600)


@pytest.mark.parametrize("url", ["http://a.example:99999/", "http:///x", "http://127.0.0.1:port/"])
def test_what_is_no_address_is_told(url: str) -> None:
    (answer,) = answers_of([url]).values()

    assert answer.fault


def test_what_was_heard_before_an_interruption_is_kept(
    site: SiteDriver, elsewhere: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsgen.cli.check.CheckOptions", partial(CheckOptions, manners=QUICK))
    site.write("content/a.md", f"[one]({address(elsewhere, '/there')})", summary="In short.")
    site.build()

    def ask_and_be_interrupted(*arguments: Any) -> None:
        ask(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("newsgen.checks.external.ask", ask_and_be_interrupted)
        assert site.newsgen("check", "--now", NOW, "--external").code == 130
    asked = len(elsewhere.asked)
    site.newsgen("check", "--now", NOW, "--external")

    assert len(elsewhere.asked) == asked > 0


def test_a_host_whose_robots_txt_fails_is_let_be(elsewhere: Server) -> None:
    elsewhere.robots_status = 500

    assert faults(elsewhere, "/none") == {"/none": ""}
    assert {path for _, path, _ in elsewhere.asked} == {"/robots.txt"}


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(elsewhere: Server) -> None:
    faults(elsewhere, "/there", "/refused", "/moved", manners=Manners(pause=0.1, timeout=600))

    times = [moment for _, _, moment in elsewhere.asked]
    assert len(times) >= 5
    assert all(later - earlier >= 0.09 for earlier, later in pairwise(times))


def test_a_host_says_how_long_the_pause_is(elsewhere: Server) -> None:
    elsewhere.robots = "User-agent: *\nCrawl-delay: 1\n"

    faults(elsewhere, "/there")

    (_, _, first), (_, _, second) = elsewhere.asked
    assert second - first >= 0.9


def test_no_host_is_told(elsewhere: Server) -> None:
    port = elsewhere.server_port
    elsewhere.shutdown()
    elsewhere.server_close()

    answers = answers_of([f"http://127.0.0.1:{port}/x"])

    assert [answer.fault for answer in answers.values()] == ["the host refuses connections"]


def test_what_is_known_is_not_asked_for_again(elsewhere: Server) -> None:
    there, gone = address(elsewhere, "/there"), address(elsewhere, "/gone")
    known = {there: Answer("", 1_000), gone: Answer("gone", 1_000)}

    soon = answers_of([there, gone], known, 2_000)
    assert (soon, elsewhere.asked) == (known, [])
    answers_of([there, gone], known, 90_000)
    assert {path for _, path, _ in elsewhere.asked} == {"/robots.txt", "/gone"}
    answers_of([there, gone], known, 700_000)
    assert Counter(path for _, path, _ in elsewhere.asked)["/there"] == 1


def test_answers_are_kept_as_long_as_they_hold() -> None:
    answers = {"https://a.example/": Answer("", 1_000), "https://b.example/": Answer("gone", 1_000)}

    assert answers_from_json(answers_to_json(answers, 1_500)) == answers
    assert list(answers_from_json(answers_to_json(answers, 90_000))) == ["https://a.example/"]
    assert answers_from_json("nonsense") == answers_from_json({"x": 1}) == {}


def test_a_dead_link_to_another_site_is_found_where_it_was_typed(
    site: SiteDriver, elsewhere: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsgen.cli.check.CheckOptions", partial(CheckOptions, manners=QUICK))
    site.settings("checks: {unreachable-link: off}\n")  # The server is on this computer.
    body = f"[one]({address(elsewhere, '/there')}) [two]({address(elsewhere, '/gone')})"
    site.write("content/a.md", body, summary="In short.")
    site.build()

    silent = site.newsgen("check", "--now", NOW)
    assert (silent.err, elsewhere.asked) == ("", [])
    told = site.newsgen("check", "--now", NOW, "--external")
    asked = len(elsewhere.asked)
    again = site.newsgen("check", "--now", NOW, "--external")

    column = body.index(address(elsewhere, "/gone")) + 1
    expected = f"content/a.md:7:{column}: warning: dead link {address(elsewhere, '/gone')}: the answer is 410 (gone)"
    assert expected in told.err
    assert f"[{EXTERNAL_LINK.name}]" in told.err
    assert "2 links to other sites" in told.out
    assert told.code == 0
    assert again.err == told.err
    assert len(elsewhere.asked) == asked

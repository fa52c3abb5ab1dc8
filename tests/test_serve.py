"""`newsgen serve` over a real socket: the site as it will be, who may see it, and what open pages are told."""

import asyncio
import os
import re
import shutil
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from pictures import png
from serving.driver import PATIENCE, Server, serving
from tests.conftest import SETTINGS, SiteDriver

from newsgen.builder.preview import Preview, PreviewOptions
from newsgen.project import open_project
from newsgen.serve.app import App
from newsgen.serve.inject import dressed
from newsgen.serve.media_types import kind_of
from newsgen.serve.preview_worker import PreviewWorker
from newsgen.serve.ranges import UnsatisfiableError, part_of
from newsgen.serve.request_guard import RequestGuard, is_loopback

pytestmark = pytest.mark.sampled(every=3)


def make_paper(folder: Path) -> SiteDriver:
    site = SiteDriver(folder)
    site.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/") + "feeds: {from: 1}\n")
    site.write("content/a.md", "One. ![A wall](wall.png) [Figures](figures.csv)", tags=["Sea"])
    site.write("content/b.md", "Two.", draft=True)
    site.write("content/été.md", "Three.", slug="été")
    site.write_file("content/wall.png", png(4, 3))
    site.write_file("content/figures.csv", "1,2\n")
    site.write_file("content/notes.txt", "for us alone")
    site.write_file("static/film.mp4", bytes(range(256)) * 4)
    site.write_file("static/drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    site.write_file("static/about/index.html", "<p>About us")
    site.write_file("static/old.html", "<p>Old")
    return site


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One that is only asked."""
    site = make_paper(tmp_path_factory.mktemp("serve") / "paper")
    (site.root / "static" / "outside.txt").symlink_to("/etc/hostname")
    with serving(site.root) as server:
        yield server


@contextmanager
def saving(save: Callable[[int], object]) -> Iterator[None]:
    """Saves again and again in the meantime: a folder that has come is watched a while later."""
    is_over = threading.Event()

    def go_on() -> None:
        for number in count():
            save(number)
            if is_over.wait(0.2):
                return

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


@pytest.fixture
def paper(tmp_path: Path) -> SiteDriver:
    return make_paper(tmp_path / "paper")


# The site.


@pytest.mark.parametrize(
    ("path", "status", "kind", "part"),
    [
        ("/record/", 200, "text/html; charset=utf-8", b"Test Post"),
        ("/record/2025/03/04/a/", 200, "text/html; charset=utf-8", b"One."),
        ("/record/2025/03/04/%C3%A9t%C3%A9/", 200, "text/html; charset=utf-8", b"Three."),
        ("/record/tags/sea/", 200, "text/html; charset=utf-8", b"Sea"),
        ("/record/index.html", 200, "text/html; charset=utf-8", b"Test Post"),
        ("/record/feed.xml", 200, "application/xml; charset=utf-8", b"<rss"),
        ("/record/tags/sea/feed.xml", 200, "application/xml; charset=utf-8", b"<rss"),
        ("/record/atom.xml", 200, "application/xml; charset=utf-8", b"<feed"),
        ("/record/sitemap.xml", 200, "application/xml; charset=utf-8", b"sitemaps/"),
        ("/record/robots.txt", 200, "text/plain; charset=utf-8", b"Sitemap:"),
        ("/record/about/", 200, "text/html; charset=utf-8", b"About us"),
        ("/record/old", 200, "text/html; charset=utf-8", b"Old"),
        ("/record/style.css?v=1", 200, "text/css; charset=utf-8", b"{"),
        ("/record/film.mp4", 200, "video/mp4", b"\x00\x01"),
        ("/record/nothing/", 404, "text/html; charset=utf-8", b"404"),
        ("/record/2025/03/04/b/", 404, "text/html; charset=utf-8", b"404"),
        ("/record/notes.txt", 404, "text/html; charset=utf-8", b"404"),
        ("/record/b.md", 404, "text/html; charset=utf-8", b"404"),
        ("/elsewhere", 404, "text/html; charset=utf-8", b"outside of it"),
    ],
)
def test_an_address_has_what_the_site_will_have_there(
    server: Server, path: str, status: int, kind: str, part: bytes
) -> None:
    reply = server.get(path)

    assert (reply.status, reply.headers["content-type"]) == (status, kind)
    assert part in reply.body
    assert reply.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in reply.headers


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/", "/record/"),
        ("/record", "/record/"),
        ("/record/tags/sea", "/record/tags/sea/"),
        ("/record/2025/03/04/%C3%A9t%C3%A9?a=b", "/record/2025/03/04/%C3%A9t%C3%A9/?a=b"),
    ],
)
def test_an_address_without_its_slash_leads_to_the_one_with_it(server: Server, path: str, to: str) -> None:
    reply = server.get(path)

    assert reply.status in {301, 307}
    assert reply.headers["location"] == to


@pytest.mark.parametrize(
    "path",
    [
        "/record/../newsgen.yaml",
        "/record/%2e%2e/newsgen.yaml",
        "/record/..%2fnewsgen.yaml",
        "/record/.newsgen/store.sqlite",
        "/.newsgen/store.sqlite",
        "/record/content/a.md",
        "/record//etc/passwd",
        "//etc/passwd",
        "/record/outside.txt",
        "/record/%00",
        "/record/%ff",
        "/record/%0a",
        "/%0a",
        "/record/%0a/x",
        "/record/a.md%00.html",
    ],
)
def test_nothing_is_shown_but_the_site(server: Server, path: str) -> None:
    reply = server.get(path)

    assert reply.status == 404
    assert b"timezone: UTC" not in reply.body


def test_attachments_are_shown_when_a_page_shows_them(server: Server) -> None:
    server.get("/record/2025/03/04/a/")

    assert server.get("/record/wall.png").headers["content-type"] == "image/png"
    assert server.get("/record/figures.csv").text == "1,2\n"


def test_a_drawing_runs_no_script(server: Server) -> None:
    assert "script-src 'none'" in server.get("/record/drawing.svg").headers["content-security-policy"]


def test_only_questions_are_answered(server: Server) -> None:
    assert server.get("/record/", method="POST").status == 405
    head = server.get("/record/", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    events = server.get("/.preview/events?path=/record/", method="HEAD")
    assert (events.status, events.body) == (200, b"")
    assert events.headers["content-type"].startswith("text/event-stream")


@pytest.mark.parametrize(
    ("wanted", "status", "told", "length"),
    [
        ("bytes=0-9", 206, "bytes 0-9/1024", 10),
        ("bytes=1000-", 206, "bytes 1000-1023/1024", 24),
        ("bytes=-24", 206, "bytes 1000-1023/1024", 24),
        ("bytes=0-5000", 206, "bytes 0-1023/1024", 1024),
        ("bytes=5000-", 416, "bytes */1024", 0),
        ("bytes=0-1,4-5", 200, None, 1024),
        ("lines=1-2", 200, None, 1024),
        ("bytes=5-2", 200, None, 1024),
        ("bytes=x", 200, None, 1024),
    ],
)
def test_a_part_of_a_film_can_be_asked_for(
    server: Server, wanted: str, status: int, told: str | None, length: int
) -> None:
    reply = server.get("/record/film.mp4", Range=wanted)

    assert (reply.status, reply.headers.get("content-range"), len(reply.body)) == (status, told, length)
    assert reply.headers.get("x-content-type-options") == "nosniff"
    whole = bytes(range(256)) * 4
    if status == 206 and told:
        first = int(told.removeprefix("bytes ").split("-")[0])
        assert reply.body == whole[first : first + length]


# Who may see it.


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("LOCALHOST", 200),
        ("[::1]:{port}", 200),
        ("evil.example", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example:{port}", 403),
        ("evil.example:{port}", 403),
        ("192.168.0.1", 403),
        ("localhost@evil.example", 403),
        ("", 403),
    ],
)
@pytest.mark.parametrize("path", ["/record/", "/.preview/events?path=index.html", "/.preview/client.js", "/nothing"])
def test_a_preview_answers_to_its_own_names_alone(server: Server, host: str, status: int, path: str) -> None:
    found = server.status(path, Host=host.format(port=server.port))

    assert found == (404 if status == 200 and path == "/nothing" else status)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}, 200),
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"Sec_Fetch_Site": "none", "Sec_Fetch_Mode": "navigate"}, 200),
    ],
)
@pytest.mark.parametrize("path", ["/record/", "/.preview/events?path=index.html"])
def test_no_other_site_sees_it(server: Server, headers: dict[str, str], status: int, path: str) -> None:
    assert server.status(path, **headers) == status


def test_another_machine_is_let_in_by_its_address_where_that_was_asked_for() -> None:
    guard = RequestGuard(any_address=True)

    assert guard.refusal({"host": "192.168.0.7:8000"}) == ""
    assert guard.refusal({"host": "[fe80::1]:8000"}) == ""
    assert guard.refusal({"host": "rebound.example"})


def test_loopback_is_told_from_other_addresses() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.1.2.3", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "192.168.0.1", "example.org")))  # noqa: S104


def test_a_public_preview_is_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    from newsgen.cli.console import BuildProgress, Console  # noqa: PLC0415 - for this test alone
    from newsgen.cli.serve import _Teller  # noqa: PLC0415 - likewise

    for shows_drafts in (True, False):
        console = Console(quiet=True)
        teller = _Teller(console, "Post", BuildProgress(console), opens=False, shows_drafts=shows_drafts)
        teller.ready("http://0.0.0.0:1/", 1, (), is_public=True)
        told = capsys.readouterr().err
        assert "every machine" in told
        assert ("drafts included" in told) == shows_drafts


# What open pages are told.


def test_pages_are_told_what_has_changed(paper: SiteDriver) -> None:
    with (
        serving(paper.root) as server,
        server.page("2025/03/04/a/index.html") as story,
        server.page("tags/sea/index.html") as term,
        server.page("404.html") as missing,
    ):
        before = [page.state() for page in (story, term, missing)]
        assert all(state["version"] and not state["problems"] for state in before)

        paper.write("content/a.md", "Edited.", tags=["Sea"], summary="As before")
        state = story.state()

        assert state["version"] != before[0]["version"]
        assert b"Edited." in server.get("/record/2025/03/04/a/").body
        assert server.wait_for("content/a.md")
        assert server.end() == 0
        assert server.wait_for("the preview has ended")


@pytest.mark.long
def test_the_version_in_a_page_is_the_one_that_its_stream_tells(paper: SiteDriver) -> None:
    with serving(paper.root) as server:
        for path, url in (("index.html", "/record/"), ("nothing/index.html", "/record/nothing/")):
            body = server.get(url).text
            with server.page(path) as page:
                assert f'data-path="{path}" data-version="{page.state()["version"]}"' in body


def test_a_mistake_is_told_in_every_page_and_leaves_when_it_is_mended(paper: SiteDriver) -> None:
    with (
        serving(paper.root) as server,
        server.page("index.html") as home,
        server.page("2025/03/04/a/index.html") as story,
    ):
        before = home.state(), story.state()
        server.get("/record/2025/03/04/a/")
        paper.write_file("content/a.md", "---\ntitle: [\n---\n")

        for page, was in zip((home, story), before, strict=True):
            state = page.state()
            assert state["version"] == was["version"]
            assert [problem["place"] for problem in state["problems"]] == ["content/a.md:2:9"]
            assert "mend: " in state["problems"][0]["text"]
        assert b"One." in server.get("/record/2025/03/04/a/").body
        assert server.get("/record/tags/sea/").status == 200
        server.wait_for("content/a.md:2:9: error")

        paper.write("content/a.md", "Mended.", tags=["Sea"])

        assert home.state()["problems"] == story.state()["problems"] == []
        assert b"Mended." in server.get("/record/2025/03/04/a/").body
        server.wait_for("no errors any more")


def test_a_page_that_cannot_be_made_says_why(paper: SiteDriver) -> None:
    paper.write_file("templates/article.html", "{{ article.nothing }} <b>")
    with serving(paper.root) as server, server.page("2025/03/04/a/index.html") as story:
        reply = server.get("/record/2025/03/04/a/")
        assert reply.status == 500
        assert "templates/article.html:1" in reply.text
        assert 'data-version=""' in reply.text
        assert server.get("/record/").status == 200
        assert story.state()["version"] == ""
        server.wait_for("templates/article.html:1: error")

        paper.remove("templates/article.html")

        assert story.state()["version"]
        assert server.get("/record/2025/03/04/a/").status == 200


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% if %}", "templates/partials/teaser.html:1: error"),
        ("{{ nothing.at.all }}", "templates/partials/teaser.html:1: error"),
        ("{% include 'none.html' %}", "templates/partials/teaser.html:1: error"),
    ],
)
def test_a_mistake_in_a_template_shows_in_the_terminal_once(paper: SiteDriver, template: str, told: str) -> None:
    paper.write_file("templates/partials/own.html", "")  # a folder that comes later is looked at by the clock at first
    with serving(paper.root) as server, server.page("index.html") as home:
        home.state()
        paper.write_file("templates/partials/teaser.html", template)
        home.state_with("teaser.html")
        server.wait_for(told)
        server.get("/record/")
        server.get("/record/tags/sea/")

        paper.remove("templates/partials/teaser.html")
        server.wait_for("no errors any more")
        assert sum(told in line for line in server.told) == 1


@pytest.mark.long
def test_a_proxy_is_let_in_under_the_name_that_was_allowed(paper: SiteDriver) -> None:
    name = "friendly-space-8000.app.example"
    with serving(paper.root, "--allow-host", name, "--allow-host", "Desk.Local") as server:
        assert any("can read the preview" in line for line in server.told)

        def status(host: str, **headers: str) -> int:
            return server.status("/record/", Host=host, **headers)

        assert status(name) == status("desk.local:8000") == status(f"localhost:{server.port}") == 200
        assert status(f"localhost:{server.port}", Origin=f"https://{name}", Sec_Fetch_Site="same-origin") == 200
        assert status(f"x.{name}") == status("app.example") == 403
        assert status(name, Origin="https://evil.example") == 403
        assert status(name, Origin=f"https://{name}.evil.example") == 403
        assert status(name, Sec_Fetch_Site="cross-site") == 403


@pytest.mark.parametrize("name", ["https://x.example", "x.example/path", "x.example:8000", "", "a b", "*.example"])
def test_what_is_no_name_of_a_host_is_not_allowed(paper: SiteDriver, name: str) -> None:
    refused = paper.newsgen("serve", "--allow-host", name)

    assert refused.code == 2
    assert "--allow-host" in refused.err
    assert "mend: write the name alone" in refused.err


@pytest.mark.long
def test_what_the_system_does_not_tell_is_seen_a_while_later(paper: SiteDriver) -> None:
    (paper.root / "content" / "linked").symlink_to(paper.root / "more", target_is_directory=True)
    (paper.root / "more").mkdir()
    with serving(paper.root) as server, server.page("index.html") as home:
        before = home.state()["version"]
        paper.write("more/new.md", "News.")

        assert home.state()["version"] != before


def test_a_new_story_is_offered(paper: SiteDriver) -> None:
    with serving(paper.root) as server, server.page("index.html") as home:
        home.state()
        paper.write("content/new.md", "News.", title="Ferry <sinks>")

        assert home.state()["stories"] == [{"title": "Ferry <sinks>", "url": "/record/2025/03/04/new/"}]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("content/wall.png", png(4, 5)),
        ("static/film.mp4", b"other"),
        ("static/style.css", b"body{}"),
        ("templates/home.html", b'{% extends "theme/home.html" %}{% block title %}Other{% endblock %}'),
        ("newsgen.yaml", SETTINGS.replace("Test Post", "Best Post").encode()),
    ],
)
def test_every_kind_of_source_is_seen(paper: SiteDriver, path: str, content: bytes) -> None:
    with serving(paper.root) as server, server.page("index.html") as home:
        before = home.state()["version"]
        paper.write_file(path, content)

        assert home.state()["version"] != before


@pytest.mark.long
def test_data_is_watched_from_when_its_folder_comes(paper: SiteDriver) -> None:
    paper.write_file("templates/home.html", '{{ data.words.x|default("none") if data.words is defined }}')
    with serving(paper.root) as server, server.page("index.html") as home:
        before = home.state()["version"]
        paper.write_file("data/words.yaml", "x: one")
        changed = home.state()["version"]
        assert changed != before

        with saving(lambda number: paper.write_file("data/words.yaml", f"x: {number}")):
            assert home.state()["version"] not in {before, changed}


@pytest.mark.long
@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("name", ["redirects.txt", "lists/old addresses.txt", "static/redirects.txt"])
def test_the_file_of_redirects_is_watched_from_when_it_is_named(paper: SiteDriver, name: str) -> None:
    with serving(paper.root) as server, server.page("before/index.html") as page:
        page.state()
        paper.write_file(
            "newsgen.yaml", f"{SETTINGS.replace('example.org/', 'example.org/record/')}redirects: {name}\n"
        )
        assert "there is no file" in page.state()["problems"][0]["text"]

        paper.write_file(name, "/before/ /2025/03/04/a/\n")
        while page.state()["problems"]:
            pass
        assert b"/record/2025/03/04/a/" in server.get("/record/before/").body

        with saving(lambda number: paper.write_file(name, f"/before/ https://example.net/{number}/\n")):
            seen = set[bytes]()
            while len(seen) < 4:  # one look may come by the clock, and not by the watch
                page.state()
                seen.add(server.get("/record/before/").body)


@pytest.mark.long
def test_plugins_are_watched_from_when_they_are_named(paper: SiteDriver) -> None:
    def plugin(word: str) -> str:
        return f"def own(html, article): return html + '{word}'\nbodies = [own]\n"

    with serving(paper.root) as server, server.page("2025/03/04/a/index.html") as page:
        page.state()
        paper.write_file("plugins/own.py", "bodies = [\n")
        paper.write_file(
            "newsgen.yaml", f"{SETTINGS.replace('example.org/', 'example.org/record/')}plugins: [plugins/own.py]\n"
        )
        page.state_with("the plugin cannot be loaded")

        paper.write_file("plugins/own.py", plugin("word 0"))  # nobody watches this folder yet
        while page.state()["problems"]:
            pass
        assert b"word 0" in server.get("/record/2025/03/04/a/").body

        with saving(lambda number: paper.write_file("plugins/own.py", plugin(f"word {number}"))):
            seen = set[bytes]()
            while len(seen) < 4:
                page.state()
                seen.add(server.get("/record/2025/03/04/a/").body)


@pytest.mark.long
def test_a_folder_that_comes_later_is_seen(paper: SiteDriver) -> None:
    paper.remove("static")
    with serving(paper.root) as server, server.page("index.html") as home:
        before = home.state()["version"]
        paper.write_file("static/style.css", "body{}")
        changed = home.state()["version"]
        assert changed != before

        with saving(lambda number: paper.write_file("static/style.css", f"body{{width:{number}px}}")):
            assert home.state()["version"] not in {before, changed}


def test_content_that_goes_is_told_and_comes_back(paper: SiteDriver) -> None:
    with serving(paper.root) as server, server.page("index.html") as home:
        before = home.state()
        (paper.root / "content").rename(paper.root / "away")
        state = home.state()
        assert state["version"] == before["version"]
        assert "the folder is not there any more" in state["problems"][0]["text"]
        assert server.get("/record/").status == 200

        (paper.root / "away").rename(paper.root / "content")

        assert home.state()["problems"] == []
        with saving(lambda number: paper.write("content/a.md", "Edited.", title=f"Another headline {number}")):
            assert home.state()["version"] != before["version"]


@pytest.mark.long
def test_pages_that_nobody_has_asked_for_are_those_of_the_last_build_while_content_is_away(paper: SiteDriver) -> None:
    paper.write("content/pictured.md", "See ![it](it.png) and [notes](notes.txt).", title="Pictured", date="2025-03-04")
    paper.write_file("content/notes.txt", "Notes")
    assert paper.newsgen("build").code == 0
    with serving(paper.root) as server, server.page("index.html") as home:
        (paper.root / "content").rename(paper.root / "away")
        home.state()

        assert b"One." in server.get("/record/2025/03/04/a/").body
        assert b"Three." in server.get("/record/2025/03/04/%C3%A9t%C3%A9/").body
        assert server.get("/record/notes.txt").body == b"Notes"
        assert server.get("/record/2025/03/04/no-such-story/").status == 404

        (paper.root / "away").rename(paper.root / "content")
        with saving(lambda number: paper.write("content/a.md", "Edited.", title=f"Another headline {number}")):
            home.state()
        assert b"Edited." in server.get("/record/2025/03/04/a/").body


@pytest.mark.long
def test_a_burst_of_saves_is_looked_at_few_times(paper: SiteDriver) -> None:
    with serving(paper.root) as server, server.page("2025/03/04/a/index.html") as page:
        page.state()
        begun = time.monotonic()
        for number in range(50):
            paper.write("content/a.md", f"Save {number}.")
            time.sleep(0.01)
        seconds = time.monotonic() - begun
        server.wait_for("content/a.md")
        while b"Save 49." not in server.get("/record/2025/03/04/a/").body:
            page.state()
        time.sleep(0.5)
        server.end()
        server.wait_for("the preview has ended")

        looks = sum("content/a.md (" in line for line in server.told)
        assert looks <= max(10, 4 * seconds)  # a slow burst is several


@pytest.mark.long
def test_a_build_beside_it_is_as_ever(paper: SiteDriver) -> None:
    with serving(paper.root) as server, server.page("index.html") as home:
        home.state()
        paper.write("content/new.md", "News.")
        assert paper.build().code == 0
        home.state()
        assert b"News." in server.get("/record/2025/03/04/new/").body
    assert paper.exists("2025/03/04/new/index.html")


@pytest.mark.long
@pytest.mark.parametrize("base", ["the record", "the%20record", "é"])
def test_a_base_path_may_need_escapes(paper: SiteDriver, base: str) -> None:
    paper.write_file("newsgen.yaml", SETTINGS.replace("example.org/", f"example.org/{base}/"))
    with serving(paper.root) as server:
        home = server.get("/").headers["location"]
        page = server.get(home)
        (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+style.css[^"]*)"', page.text)

        assert page.status == server.get(style).status == server.get(f"{home}articles/").status == 200
        assert server.get(home.rstrip("/")).headers["location"] == home
        assert server.get(f"{home}articles").headers["location"] == f"{home}articles/"


def test_drafts_have_a_banner(paper: SiteDriver) -> None:
    with serving(paper.root, "--drafts") as server:
        assert "Preview: this story is not published (draft)" in server.get("/record/2025/03/04/b/").text
        assert "Preview: this story" not in server.get("/record/2025/03/04/a/").text


@pytest.mark.long
def test_network_drives_are_polled(paper: SiteDriver) -> None:
    with serving(paper.root, "--poll") as server, server.page("2025/03/04/a/index.html") as page:
        before = page.state()["version"]
        paper.write("content/a.md", "Edited.")

        assert page.state()["version"] != before


def test_a_port_that_is_taken_is_passed_over(paper: SiteDriver) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serving(paper.root, "--port", str(port)) as server:
            assert server.port > port
            assert any(f"port {port} is taken" in line for line in server.told)


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--host", "203.0.113.7"], 3, "cannot listen"),
        (["--host", "no such host"], 2, "no such host"),
        (["--now", "yesterday"], 2, "--now is"),
    ],
)
def test_what_cannot_be_served_is_told(paper: SiteDriver, options: list[str], code: int, told: str) -> None:
    result = paper.newsgen("serve", *options)

    assert result.code == code
    assert told in result.err
    assert "mend: " in result.err


@pytest.mark.long
def test_settings_that_cannot_be_had_are_told_and_edits_are_followed_on(paper: SiteDriver) -> None:
    with serving(paper.root) as server, server.page("2025/03/04/a/index.html") as page:
        page.state()
        paper.write_file("newsgen.yaml", SETTINGS + "markdown: {extensions: [nosuch]}\n")
        assert "nosuch" in page.state()["problems"][0]["text"]
        paper.write("content/a.md", "Edited.")

        assert page.state()["version"]
        assert b"Edited." in server.get("/record/2025/03/04/a/").body


def test_a_name_that_is_no_text_is_told_and_edits_are_followed_on(paper: SiteDriver) -> None:
    with serving(paper.root) as server, server.page("2025/03/04/a/index.html") as page:
        page.state()
        (Path(os.fsdecode(os.fsencode(paper.root / "content") + b"/\xff.md"))).write_text("x", encoding="utf-8")
        assert "not UTF-8" in page.state()["problems"][0]["text"]
        server.wait_for("by turns instead")
        before = page_version(server)
        paper.write("content/a.md", "Edited.")
        while page_version(server) == before:
            page.state()


def page_version(server: Server) -> str:
    return server.get("/record/2025/03/04/a/").text.split('data-version="')[1].split('"')[0]


@pytest.mark.long
def test_a_terminal_that_is_gone_stops_nothing(paper: SiteDriver) -> None:
    with serving(paper.root, reads_on=False) as server, server.page("2025/03/04/a/index.html") as page:
        page.state()
        for text in ("One more.", "Two more.", "Three more."):
            paper.write("content/a.md", text)
            page.state()
            assert text.encode() in server.get("/record/2025/03/04/a/").body


@pytest.mark.long
def test_a_project_that_is_taken_away_and_put_back_is_followed_on(paper: SiteDriver) -> None:
    with serving(paper.root) as server, server.page("2025/03/04/a/index.html") as page:
        page.state()
        shutil.copytree(paper.root, paper.root.parent / "copy")
        shutil.rmtree(paper.root)
        page.state_with("not there")
        shutil.copytree(paper.root.parent / "copy", paper.root)
        while page.state()["problems"]:
            pass

        with saving(lambda number: paper.write("content/a.md", f"Edited, {number}.")):
            for _ in range(3):
                page.state()

        assert b"Edited, " in server.get("/record/2025/03/04/a/").body


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files cannot be counted here")
def test_an_answer_that_nobody_takes_leaves_no_file_open(paper: SiteDriver) -> None:
    paper.write_file("static/large.bin", bytes(5_000_000))
    with serving(paper.root) as server:
        server.get("/record/large.bin")
        before = server.open_files()
        for _ in range(40):
            with socket.create_connection(("127.0.0.1", server.port)) as connection:
                connection.sendall(b"GET /record/large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
        deadline = time.monotonic() + PATIENCE
        while server.open_files() > before + 3 and time.monotonic() < deadline:
            server.get("/record/")
            time.sleep(0.1)

        assert server.open_files() <= before + 3


@pytest.mark.long
def test_a_preview_that_looks_by_turns_sees_two_saves_in_one_second(paper: SiteDriver) -> None:
    with serving(paper.root, "--poll") as server, server.page("2025/03/04/a/index.html") as page:
        page.state()
        for text in ("Save 1.", "Save 22.", "Save 3."):
            paper.write("content/a.md", text)
            page.state()
            assert text.encode() in server.get("/record/2025/03/04/a/").body


@pytest.mark.long
def test_a_closed_terminal_ends_it_in_order(paper: SiteDriver) -> None:
    with serving(paper.root) as server, server.page("index.html") as page:
        page.state()

        assert server.end(signal.SIGHUP) == 143
        assert not any("Traceback" in line for line in server.rest())


def test_an_address_that_ends_like_an_index_is_its_own(paper: SiteDriver) -> None:
    paper.write("content/c.md", "Three.", aliases=["/old-index.html"])
    with serving(paper.root) as server:
        body = server.get("/record/old-index.html").text
        with server.page("old-index.html") as page:
            assert f'data-version="{page.state()["version"]}"' in body


def test_a_fault_of_newsgen_is_told_in_the_page(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("<out of ink>")

    preview = Preview(open_project(paper.root), PreviewOptions())
    monkeypatch.setattr(preview, "page", fail)
    worker = PreviewWorker(preview, Silent())
    app = App(preview.project, worker, RequestGuard(), no_lifespan)
    sent: list[Any] = []

    async def ask() -> None:
        async def receive() -> Any:
            await asyncio.sleep(1)
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        for path in ("/record/", "/.preview/events"):
            scope = {
                "type": "http",
                "method": "GET",
                "path": path,
                "query_string": b"",
                "headers": [(b"host", b"localhost")],
            }
            await app(scope, receive, send)

    try:
        asyncio.run(ask())
    finally:
        worker.close()

    assert sent[0]["status"] == 500
    assert b"RuntimeError: &lt;out of ink&gt;" in sent[1]["body"]


@asynccontextmanager
async def no_lifespan(_: object) -> AsyncIterator[None]:
    yield


class Silent:
    def looked(self, *_: object) -> None:
        """Says nothing."""

    def found(self, *_: object) -> None:
        """Likewise."""


@pytest.mark.long
def test_a_story_that_is_gone_before_it_is_told_is_not_told(paper: SiteDriver) -> None:
    worker = PreviewWorker(Preview(open_project(paper.root), PreviewOptions()), Silent())
    try:
        state = asyncio.run(worker.state("index.html", ["gone.md", "a.md"]))
    finally:
        worker.close()

    assert [title for title, _ in state.stories] == ["A title"]


# Paper.


def test_a_page_is_dressed_before_its_end() -> None:
    page = dressed(b"<body><p></body>\n<!-- </BODY > --></html>", 'a"b', "v", "draft <1>")

    assert page.endswith(b"</BODY > --></html>")
    assert b"a&quot;b" in page
    assert b"(draft &lt;1&gt;)" in page
    assert dressed(b"<p>no end", "p", "v", "").startswith(b"<p>no end<script")


def test_kinds_and_ranges() -> None:
    assert kind_of("a/B.HTML") == "text/html; charset=utf-8"
    assert kind_of("a/b") == kind_of(".hidden") == "application/octet-stream"
    assert part_of("bytes=5-2", 10) is None
    assert part_of("bytes=-", 10) is None
    with pytest.raises(UnsatisfiableError):
        part_of("bytes=-0", 10)
    with pytest.raises(UnsatisfiableError):
        part_of("bytes=0-", 0)

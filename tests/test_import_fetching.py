"""Pictures that lie nowhere but on the network: fetched once, politely, and never from a machine of the house."""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from conftest import Result, SiteDriver

from newsgen.importers import run
from newsgen.importers.beside import Names
from newsgen.importers.files import fetched
from newsgen.importers.files.fetched import why_not_public
from newsgen.web.manners import Manners, UnreachableError

JPEG = b"\xff\xd8\xff\xe0 a picture"
POST = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>The Paper</title><link>http://paper.example</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>http://paper.example</wp:base_blog_url>
<item><title>Harbour wall to rise</title><link>http://paper.example/2012/harbour/</link>
<content:encoded><![CDATA[TEXT]]></content:encoded><wp:post_id>7</wp:post_id>
<wp:post_date>2012-05-06 10:00:00</wp:post_date><wp:post_name>harbour</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type></item></channel></rss>"""


class Elsewhere(BaseHTTPRequestHandler):
    """Another site, with pictures."""

    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append(self.path)
        kinds = {"jpg": "image/jpeg", "php": "image/png", "html": "text/html", "exe": "application/x-msdownload"}
        name = self.path.partition("?")[0]
        if name == "/robots.txt":
            self._send(200, "text/plain", b"User-agent: *\nDisallow: /private/\n")
        elif name.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", name.removeprefix("/moved"))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif name.startswith("/gone") or (kind := kinds.get(name.rpartition(".")[2])) is None:
            self._send(404, "text/html", b"Not here.")
        else:
            self._send(200, kind, (JPEG + name.encode()).ljust(1_200_000 if "large" in name else 0))

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Server(ThreadingHTTPServer):
    asked: list[str]


@dataclass
class Paper:
    """A publication, and the site from which it imports."""

    site: SiteDriver
    server: Server
    url: str
    options: list[str] = field(default_factory=list)

    def imported(self, text: str, *arguments: str) -> Result:
        self.site.write_file("export.xml", POST.replace("TEXT", text.replace("URL", self.url)))
        return self.site.newsgen("import", str(self.site.root / "export.xml"), *self.options, *arguments)

    @property
    def story(self) -> str:
        return (self.site.root / "content/2012/05/harbour.md").read_text()

    def beside(self) -> list[str]:
        return sorted(path.name for path in (self.site.root / "content/2012/05").iterdir() if path.suffix != ".md")


@pytest.fixture
def paper(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Paper]:
    """Whoever imports asks without a pause; this machine is as public as others."""
    monkeypatch.setattr(fetched, "why_not_public", lambda _: "")
    monkeypatch.setattr(fetched, "public_address", lambda host, _: host)
    polite = fetched.polite_client
    monkeypatch.setattr(run, "polite_client", lambda _: polite(Manners(pause=0.0, timeout=600.0)))
    server = Server(("127.0.0.1", 0), Elsewhere)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield Paper(site, server, f"http://127.0.0.1:{server.server_port}", ["--fetch"])
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_picture_is_fetched_and_lies_beside_its_story(paper: Paper) -> None:
    result = paper.imported('<p>The wall.</p><p><img src="URL/a%20b/wall.jpg?w=300" alt="The wall"></p>')

    assert result.code == 0
    assert paper.beside() == ["wall.jpg"]
    assert "![The wall](wall.jpg)" in paper.story
    assert paper.url not in paper.story
    assert paper.site.newsgen("build").code == 0


def test_a_second_import_asks_nobody_and_writes_nothing(paper: Paper) -> None:
    text = '<p><img src="URL/wall.jpg" alt="The wall"></p>'
    paper.imported(text)
    (paper.site.root / ".newsgen/fetched").rename(paper.site.root / "elsewhere")  # as if it had been deleted
    paper.server.asked.clear()
    paper.options = []

    again = paper.imported(text)

    assert "nothing has changed" in again.out
    assert paper.server.asked == []
    assert "](wall.jpg)" in paper.story


def test_what_cannot_be_fetched_keeps_its_address_and_is_named(paper: Paper) -> None:
    names = ("gone.jpg", "page.html", "private/a.jpg", "run.exe", "wall.jpg")
    result = paper.imported("".join(f'<p><img src="URL/{name}" alt=""></p>' for name in names))

    assert result.code == 1
    assert f"{paper.url}/gone.jpg was not fetched: the answer is 404" in result.err
    assert f"{paper.url}/page.html was not fetched: a page came in its place" in result.err
    assert f"{paper.url}/private/a.jpg was not fetched: its host's robots.txt does not want that" in result.err
    assert f"{paper.url}/run.exe was not fetched: it is of a kind that does not lie beside stories" in result.err
    assert paper.beside() == ["wall.jpg"]
    assert f"{paper.url}/gone.jpg" in paper.story
    assert "/private/a.jpg" not in paper.server.asked


def test_an_import_goes_on_where_its_budget_ended(paper: Paper) -> None:
    text = '<p><img src="URL/large-a.jpg"></p><p><img src="URL/large-b.jpg"></p>'
    first = paper.imported(text, "--fetch-at-most", "1")
    assert first.code == 1
    assert "large-b.jpg was not fetched: the budget is used up; import once more" in first.err

    second = paper.imported(text, "--fetch-at-most", "1")

    assert second.code == 0
    assert paper.beside() == ["large-a.jpg", "large-b.jpg"]
    assert paper.server.asked.count("/large-a.jpg") == 1


def test_a_file_of_too_many_bytes_is_left(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetched, "_LARGEST_FILE", 3)

    assert "it has more than 3 bytes" in paper.imported('<p><img src="URL/wall.jpg"></p>').err
    assert list((paper.site.root / ".newsgen/fetched").iterdir()) == []


def test_nothing_is_fetched_in_a_dry_run(paper: Paper) -> None:
    result = paper.imported('<p><img src="URL/wall.jpg"></p>', "--dry-run")

    assert "1 picture or recording would be fetched" in result.out
    assert paper.server.asked == []
    assert not (paper.site.root / "imports").exists()


def test_nothing_is_fetched_unless_it_is_asked_for(paper: Paper) -> None:
    paper.options = []

    assert paper.imported('<p><img src="URL/wall.jpg"></p>').code == 0
    assert paper.server.asked == []


def test_an_address_that_leads_on_is_followed(paper: Paper) -> None:
    paper.imported('<p><img src="URL/moved/wall.jpg"></p>')

    assert paper.beside() == ["wall.jpg"]


def test_a_program_that_makes_pictures_gives_one_of_its_kind(paper: Paper) -> None:
    paper.imported('<p><img src="URL/show.php?id=1"></p><p><img src="URL/show.php?id=2"></p>')

    first, second = paper.beside()
    assert first.startswith("show-")
    assert second == "show.png"


def test_the_index_survives_that_its_writer_was_ended(paper: Paper) -> None:
    paper.site.write_file("imports/fetched.ndjson", '{"address": "http://a.example/x.jpg", "sha')

    paper.imported('<p><img src="URL/wall.jpg"></p>')

    lines = (paper.site.root / "imports/fetched.ndjson").read_text().splitlines()
    assert [json.loads(line)["address"] for line in lines] == [f"{paper.url}/wall.jpg"]


def test_a_damaged_index_is_told(paper: Paper) -> None:
    paper.site.write_file("imports/fetched.ndjson", "no JSON\n")

    result = paper.imported("<p>A text.</p>")

    assert result.code == 2
    assert "imports/fetched.ndjson cannot be read" in result.err


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1/a.jpg", "its host is not public"),
        ("http://[::1]:8000/a.jpg", "its host is not public"),
        ("http://169.254.169.254/latest/meta-data/", "its host is not public"),
        ("http://10.0.0.1/a.jpg", "its host is not public"),
        ("http://[::ffff:192.168.0.1]/a.jpg", "its host is not public"),
        ("http://2130706433/a.jpg", "its host is not public"),
        ("http://[64:ff9b::10.0.0.1]/a.jpg", "its host is not public"),
        ("http://[64:ff9b:1::10.0.0.1]/a.jpg", "its host is not public"),
        ("http://[2002:7f00:1::]/a.jpg", "its host is not public"),
        ("http://[::ffff:8.8.8.8]/a.jpg", ""),
        ("http://[64:ff9b::8.8.8.8]/a.jpg", ""),
        ("http://224.0.0.1/a.jpg", "its host is not public"),
        ("http://nobody.invalid/a.jpg", "there is no such host"),
        ("http://a:b:c/", "it is no address"),
        ("http://8.8.8.8/a.jpg", ""),
    ],
)
def test_machines_of_the_house_are_not_asked(address: str, why: str) -> None:
    assert why_not_public(address) == why


def test_a_name_that_has_another_address_by_the_time_of_the_request_is_not_asked(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def changing(host: str, port: int, **_: object) -> list[Any]:
        """The address of a host that everybody reaches, once; this machine from then on."""
        calls.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8" if len(calls) == 1 else "127.0.0.1", port))]

    monkeypatch.undo()
    monkeypatch.setattr(socket, "getaddrinfo", changing)
    client = fetched.polite_client(Manners(pause=0.0, timeout=600.0))

    with pytest.raises(UnreachableError, match="its host is not public"):
        client.ask("GET", f"http://harbour.example:{paper.server.server_port}/a.jpg", lambda answer: answer.status)

    assert len(calls) == 2
    assert paper.server.asked == []


def test_two_files_of_one_name_stay_two() -> None:
    names = Names()

    assert names.name_for("http://a.example/2010/Wall.JPG") == "Wall.JPG"
    other = names.name_for("http://a.example/2011/wall.jpg")
    assert other.startswith("wall-")
    assert names.name_for("http://a.example/2010/Wall.JPG") == "Wall.JPG"
    assert names.name_for("http://a.example/2011/wall.jpg") == other


@pytest.mark.parametrize(
    "address", ["http://a.example/..%2f..%2fetc.jpg", "http://a.example/a%00b.jpg", "http://a.example/"]
)
def test_a_name_never_leads_elsewhere(address: str, tmp_path: Path) -> None:
    name = Names().name_for(address, "jpg")

    assert name.endswith(".jpg")
    assert (tmp_path / name).parent == tmp_path

"""docs/publish.md, with nginx: the very lines that stand there, on a site that `newsgen deploy --to` has copied."""

import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from conftest import SiteDriver
from selectolax.lexbor import LexborHTMLParser

PAGE = Path(__file__).parent.parent / "docs" / "publish.md"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
TYPES = Path("/etc/nginx/mime.types")

pytestmark = pytest.mark.skipif(NGINX is None or not TYPES.exists(), reason="nginx is not installed")

AROUND = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    include {types};
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {block}
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers["content-type"]


@dataclass(frozen=True)
class Server:
    """nginx, and where the site lies in it."""

    port: int
    path: str
    site: SiteDriver

    def get(self, place: str, **headers: str) -> Answer:
        """What it answers for a place of the site; no redirect is followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", f"{self.path}{place}", headers=named)
        answer = connection.getresponse()
        got = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return got


def documented_block() -> str:
    (block,) = re.findall(r"^```nginx\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert isinstance(block, str)
    return block


def configuration(folder: Path, port: int, path: str) -> str:
    """The documented lines, for another port, folder and path."""
    block = documented_block()
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "root /srv/www;": f"root {folder}/www;",
        "error_page 404 /my-paper/404.html;": f"error_page 404 {path}404.html;",
    }.items():
        assert block.count(old) == 1
        block = block.replace(old, new)
    return AROUND.format(folder=folder, types=TYPES, block=block)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it answers, or ends."""
    while process.poll() is None:
        with socket.socket() as knocking:
            if knocking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nginx has ended")


@pytest.fixture(scope="module", params=["/repo/", "/"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A publication, built for where nginx shows it, and copied there."""
    path, folder, port = request.param, tmp_path_factory.mktemp("nginx"), free_port()
    site = SiteDriver(folder / "site")
    site.moved_to("https://paper.example.org/")
    site.settings("assets: {versions: true}\nfeeds: {from: 1}\n")
    site.write("content/a.md", "[The other](b.md), and a picture: ![p](p.svg)", tags=["Sea"], aliases=["/old/"])
    site.write("content/b.md", title="B é", date="2025-03-05", section="Local", author="Rae")
    site.write_file("content/p.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    site.write_file("static/.well-known/security.txt", "Contact: mailto:a@example.org\n")
    assert site.build("--base-url", f"http://127.0.0.1:{port}{path}").code == 0
    base = ("--base-url", f"http://127.0.0.1:{port}{path}")
    copied = site.newsgen("deploy", "--to", str(folder / "www" / path.strip("/")), *base)
    assert copied.code == 0, copied.err
    (folder / "nginx.conf").write_text(configuration(folder, port, path))
    with subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]) as process:
        try:
            wait_for(port, process)
            yield Server(port, path, site)
        finally:
            process.terminate()
    assert "emerg" not in (folder / "error.log").read_text()


def test_the_front_page_and_a_story_are_shown(server: Server) -> None:
    home, story = server.get(""), server.get("2025/03/04/a/")

    assert (home.status, home.type) == (200, "text/html; charset=utf-8")
    assert (story.status, story.type) == (200, "text/html; charset=utf-8")
    assert home.body == (server.site.output / "index.html").read_bytes()
    assert story.body == (server.site.output / "2025/03/04/a/index.html").read_bytes()


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("feed.xml", "application/rss+xml; charset=utf-8"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("tags/sea/feed.xml", "application/rss+xml; charset=utf-8"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("sitemaps/articles-2025.xml", "text/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("p.svg", "image/svg+xml; charset=utf-8"),
        (".well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_their_types(server: Server, place: str, wanted: str) -> None:
    answer = server.get(place)

    assert (answer.status, answer.type) == (200, wanted)


@pytest.mark.parametrize(
    "place", ["none/", "2025/none", "none/feed.xml", "none.css", ".newsgen-manifest", ".git/config"]
)
def test_what_is_missing_has_the_sites_own_page(server: Server, place: str) -> None:
    answer = server.get(place)

    assert (answer.status, answer.type) == (404, "text/html; charset=utf-8")
    assert answer.body == (server.site.output / "404.html").read_bytes()


def test_a_folder_without_its_slash_leads_to_it(server: Server) -> None:
    answer = server.get("2025/03/04/a")

    base = f"http://127.0.0.1:{server.port}{server.path}"
    assert answer.status == 301
    assert urljoin(f"{base}2025/03/04/a", answer.headers["location"]) == f"{base}2025/03/04/a/"


def test_what_has_a_version_is_kept_and_all_else_is_asked_for(server: Server) -> None:
    page = server.get("")
    (address,) = {
        urlsplit(str(link.attributes["href"]))
        for link in LexborHTMLParser(page.body.decode()).css("link[rel=stylesheet][href*='style.css']")
    }

    style = server.get(f"{address.path.removeprefix(server.path)}?{address.query}")

    assert address.query.startswith("v=")
    assert style.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert page.headers["cache-control"] == "no-cache"
    assert server.get("", If_None_Match=page.headers["etag"]).status == 304
    assert server.get("none.css?v=1").headers.get("cache-control") is None


def test_texts_are_compressed(server: Server) -> None:
    answer = server.get("feed.xml", Accept_Encoding="gzip")

    assert answer.headers["content-encoding"] == "gzip"


def test_every_link_of_every_page_leads_somewhere(server: Server) -> None:
    base = f"http://127.0.0.1:{server.port}{server.path}"
    waiting, seen = [base], {base}
    while waiting:
        url = waiting.pop()
        answer = server.get(url.removeprefix(base))
        assert answer.status == 200, url
        if not answer.type.startswith("text/html"):
            continue
        for node in LexborHTMLParser(answer.body.decode()).css("[href], [src]"):
            target = urljoin(url, str(node.attributes.get("href") or node.attributes.get("src"))).partition("#")[0]
            if target.startswith(f"http://127.0.0.1:{server.port}/") and target not in seen:
                assert target.startswith(base), f"{target} in {url}"
                seen.add(target)
                waiting.append(target)
    assert f"{base}2025/03/05/b/" in seen
    assert len(seen) > 20


def test_an_old_address_leads_on(server: Server) -> None:
    answer = server.get("old/")

    assert answer.status == 200
    assert f"{server.path}2025/03/04/a/".encode() in answer.body

"""Files of WARC and WACZ as sources: each record by its address; one that is damaged or a bomb stops itself alone."""

import base64
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import brotli
import pytest
from tests.conftest import SiteDriver

from newsgen.importers.files import WebArchive, tree_of
from newsgen.importers.tree import UnreadableError
from newsgen.importers.web_records import key_of

HOST = "http://www.harbour-post.example"
PICTURE = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
TEXT = (
    "The council decided on Sunday that the wall along the harbour is to be raised by a metre.",
    "Work begins in the spring, said the mayor, who has asked the province for half of the money.",
)
PAGE = (
    "<html><head><title>{title} - Harbour Post</title></head><body><div id='main'><h1>{title}</h1>"
    "<p class='byline'>By Jane Roe</p><div class='text'><img src='/img/wall?id=5' alt='A wall'>"
    "<p>{0}</p><p>{1}</p></div></div></body></html>"
)
HTML = ("Content-Type", "text/html")


def page(title: str = "The wall is to be raised") -> bytes:
    return PAGE.format(*TEXT, title=title).encode()


class Crawl:
    """Writes a file of WARC."""

    def __init__(self, *, packed: bool = True) -> None:
        self.packed = packed
        self.content = b""
        self.begins: list[int] = []

    def add(
        self,
        path: str,
        body: bytes = b"",
        *headers: tuple[str, str],
        status: str = "200 OK",
        day: str = "2009-04-05T06:07:08Z",
        kind: str = "response",
        named: dict[str, str] | None = None,
    ) -> None:
        http = f"HTTP/1.1 {status}\r\n{lines(headers or [HTML])}\r\n".encode()
        block = body if kind == "resource" else http + body
        about = {
            "WARC-Type": kind,
            "WARC-Target-URI": path if "://" in path else HOST + path,
            "WARC-Date": day,
            "WARC-Payload-Digest": digest_of(body),
            "Content-Type": headers[0][1] if kind == "resource" else "application/http; msgtype=response",
            "Content-Length": f"{len(block)}",
            **(named or {}),
        }
        record = f"WARC/1.0\r\n{lines(about.items())}\r\n".encode() + block + b"\r\n\r\n"
        self.begins.append(len(self.content))
        self.content += gzip.compress(record) if self.packed else record


def lines(headers: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers)


def digest_of(body: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"


def opened(path: Path, content: bytes) -> WebArchive:
    path.write_bytes(content)
    tree = tree_of(str(path))
    assert isinstance(tree, WebArchive)
    return tree


def wacz(content: bytes, method: int, name: str = "archive/data.warc.gz") -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr(name, content)
    return whole.getvalue()


def three(*, packed: bool = True) -> Crawl:
    """Three pages and a picture."""
    crawl = Crawl(packed=packed)
    for name in ("a", "b", "c"):
        crawl.add(f"/{name}.html", page(name))
    crawl.add("/img/wall?id=5", PICTURE, ("Content-Type", "image/gif"))
    return crawl


WRAPPED: dict[str, Callable[[], tuple[str, bytes]]] = {
    "packed record by record": lambda: ("crawl.warc.gz", three().content),
    "not packed": lambda: ("crawl.warc", three(packed=False).content),
    "packed as a whole": lambda: ("crawl.warc.gz", gzip.compress(three(packed=False).content)),
    "without a suffix": lambda: ("crawl", three().content),
    "WACZ": lambda: ("crawl.wacz", wacz(three().content, zipfile.ZIP_STORED)),
    "WACZ, packed once more": lambda: ("crawl.zip", wacz(three().content, zipfile.ZIP_DEFLATED)),
    "WACZ, not packed inside": lambda: (
        "crawl.wacz",
        wacz(three(packed=False).content, zipfile.ZIP_STORED, "archive/data.warc"),
    ),
}


@pytest.mark.parametrize("how", WRAPPED)
def test_pages_and_pictures_are_found_by_their_addresses(how: str, tmp_path: Path) -> None:
    name, content = WRAPPED[how]()

    tree = opened(tmp_path / name, content)

    host = HOST.removeprefix("http://")
    assert tree.paths() == [f"{host}/a.html", f"{host}/b.html", f"{host}/c.html", f"{host}/img/wall?id=5"]
    assert [tree.read(path) for path in tree.pages()] == [page("a"), page("b"), page("c")]
    assert tree.read(tree.paths()[-1]) == PICTURE
    assert tree.faults == []


def test_a_folder_of_such_files_is_one_crawl(tmp_path: Path) -> None:
    for number, name in enumerate(("one", "two")):
        crawl = Crawl()
        crawl.add(f"/{name}.html", page(name), day=f"200{number}-01-01T00:00:00Z")
        (tmp_path / f"{name}.warc.gz").write_bytes(crawl.content)
    (tmp_path / "crawl.log").write_text("done")

    tree = tree_of(str(tmp_path))

    assert isinstance(tree, WebArchive)
    assert len(tree.pages()) == 2


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:50], body[50:])) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(body) + engine.flush()


CODED: dict[str, tuple[Callable[[bytes], bytes], Sequence[tuple[str, str]]]] = {
    "in chunks": (chunked, [("Transfer-Encoding", "chunked")]),
    "said to be in chunks, and whole": (bytes, [("Transfer-Encoding", "chunked")]),
    "gzip": (gzip.compress, [("Content-Encoding", "gzip")]),
    "said to be gzip, and plain": (bytes, [("Content-Encoding", "gzip")]),
    "deflate": (zlib.compress, [("Content-Encoding", "deflate")]),
    "deflate without its head": (raw_deflate, [("Content-Encoding", "deflate")]),
    "brotli": (brotli.compress, [("Content-Encoding", "br")]),
    "said to be brotli, and plain": (bytes, [("Content-Encoding", "br")]),
    "gzip in chunks": (
        lambda body: chunked(gzip.compress(body)),
        [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
    ),
}


@pytest.mark.parametrize("how", CODED)
def test_bodies_are_what_a_browser_would_have_got(how: str, tmp_path: Path) -> None:
    code, headers = CODED[how]
    crawl = Crawl()
    crawl.add("/a.html", code(page()), HTML, *headers)

    tree = opened(tmp_path / "crawl.warc.gz", crawl.content)

    assert tree.read(tree.pages()[0]) == page()


BOMBS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "gzip": (gzip.compress, "gzip"),
    "deflate": (zlib.compress, "deflate"),
    "brotli": (brotli.compress, "br"),
    "gzip in gzip": (lambda body: gzip.compress(gzip.compress(body)), "gzip, gzip"),
}


@pytest.mark.parametrize("how", BOMBS)
def test_a_body_that_is_a_bomb_is_refused_and_the_others_are_read(how: str, tmp_path: Path) -> None:
    code, coding = BOMBS[how]
    crawl = three()
    crawl.add("/bomb.html", code(bytes(20_000_000)), HTML, ("Content-Encoding", coding))

    tree = opened(tmp_path / "crawl.warc.gz", crawl.content)

    with pytest.raises(UnreadableError, match="like a bomb"):
        tree.read(key_of(f"{HOST}/bomb.html"))
    assert tree.read(key_of(f"{HOST}/a.html")) == page("a")
    with pytest.raises(UnreadableError, match="more than 10 bytes"):
        tree.read(key_of(f"{HOST}/a.html"), 10)


def test_a_record_that_is_a_bomb_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    crawl = three()
    crawl.add("/bomb.html", bytes(20_000_000))
    crawl.add("/d.html", page("d"))

    tree = opened(tmp_path / "crawl.warc.gz", crawl.content)

    assert len(tree.pages()) == 4
    assert [fault.rpartition(": ")[2] for fault in tree.faults] == ["it is packed like a bomb"]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("where", [0, 3, 40, 200])
def test_a_damaged_record_stops_itself_alone_and_is_told(where: int, *, packed: bool, tmp_path: Path) -> None:
    crawl = three(packed=packed)
    at = crawl.begins[1] + where
    content = crawl.content[:at] + b"\xff\xff\xff\xff\xff\xff" + crawl.content[at + 6 :]

    tree = opened(tmp_path / "crawl.warc.gz", content)

    assert {key_of(f"{HOST}/{name}.html") for name in "ac"} <= set(tree.pages())
    assert tree.read(key_of(f"{HOST}/c.html")) == page("c")
    damaged = key_of(f"{HOST}/b.html") not in tree.pages()
    assert damaged == bool(tree.faults)
    assert not damaged or "was passed over" in tree.faults[0]
    assert damaged or not packed


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_ends_amid_a_record_is_read_up_to_it(*, packed: bool, tmp_path: Path) -> None:
    crawl = three(packed=packed)

    tree = opened(tmp_path / "crawl.warc.gz", crawl.content[: crawl.begins[3] - 40])

    assert len(tree.pages()) == 2
    assert "its end is missing" in tree.faults[0]


def test_a_wacz_that_says_it_has_more_than_it_has_comes_to_an_end(tmp_path: Path) -> None:
    content = wacz(three().content, zipfile.ZIP_STORED)
    size = len(three().content).to_bytes(4, "little")
    lying = content.replace(size, (len(three().content) + 1_000_000).to_bytes(4, "little"))

    tree = opened(tmp_path / "crawl.wacz", lying)

    assert len(tree.pages()) == 3
    assert tree.faults


def test_the_newest_capture_counts_and_the_others_are_told(tmp_path: Path) -> None:
    crawl = Crawl()
    for day, title in (("2005", "old"), ("2012", "new"), ("2008", "between")):
        crawl.add("/a.html", page(title), day=f"{day}-01-01T00:00:00Z")
    crawl.add("/a.html", b"Gone.", status="404 Not Found", day="2020-01-01T00:00:00Z")
    crawl.add("/a.css", b"a{}", ("Content-Type", "text/css"))

    tree = opened(tmp_path / "crawl.warc.gz", crawl.content)
    (found,) = (tree.captured(path) for path in tree.pages())

    assert found.content == page("new")
    assert found.day is not None
    assert found.day.year == 2012
    assert tree.passed_over == {
        "older captures of the same address": 2,
        "answers of servers that are no page: 404": 1,
        "files that are neither pages nor pictures": 1,
    }


REFERENCES: dict[str, Callable[[str], dict[str, str]]] = {
    "by digest": lambda digest: {"WARC-Payload-Digest": digest},
    "by address and day": lambda _: {
        "WARC-Refers-To-Target-URI": f"{HOST}/a.html",
        "WARC-Refers-To-Date": "2005-01-01T00:00:00Z",
    },
    "by record": lambda _: {"WARC-Refers-To": "<urn:uuid:1>"},
}


@pytest.mark.parametrize("how", REFERENCES)
def test_a_revisit_has_the_text_of_its_original(how: str, tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.add("/a.html", page(), day="2005-01-01T00:00:00Z", named={"WARC-Record-ID": "<urn:uuid:1>"})
    named = {"WARC-Payload-Digest": "", **REFERENCES[how](digest_of(page()))}
    crawl.add("/moved.html", kind="revisit", day="2011-01-01T00:00:00Z", named=named)
    crawl.add("/lost.html", kind="revisit", named={"WARC-Payload-Digest": "sha1:NOT-HERE"})

    tree = opened(tmp_path / "crawl.warc.gz", crawl.content)
    found = tree.captured(key_of(f"{HOST}/moved.html"))

    assert (found.content, found.address) == (page(), f"{HOST}/moved.html")
    assert found.day is not None
    assert found.day.year == 2005  # The text is as old as its first capture.
    assert tree.passed_over == {"captures whose text is in another file of the crawl": 1}


def test_resources_count_as_what_a_server_has_sent(tmp_path: Path) -> None:
    crawl = Crawl()
    crawl.add("/a.html", page(), ("Content-Type", "text/html; charset=windows-1251"), kind="resource")
    crawl.add("metadata://crawler/log.html", page(), HTML, kind="resource")

    tree = opened(tmp_path / "crawl.warc.gz", crawl.content)

    (path,) = tree.pages()
    assert (tree.captured(path).charset, tree.read(path)) == ("windows-1251", page())


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("HTTP://User:secret@Www.Post.example:80/a%20b.html?x=1#top", "www.post.example/a b.html?x=1"),
        ("https://post.example:8443", "post.example:8443/"),
        ("http://post.example/../../etc/passwd", ""),
        ("http://post.example/%2e%2e/passwd", ""),
        ("file:///etc/passwd", ""),
        ("dns:post.example", ""),
        ("http://[", ""),
        ("http://post.example:x/", ""),
    ],
)
def test_addresses_are_paths_that_lead_nowhere_outside(address: str, key: str) -> None:
    assert key_of(address) == key


@pytest.mark.parametrize("content", [b"WARC/1.0", b"WARC/1.0\r\n\r\n", b"WARC/1.1\r\nContent-Length: x\r\n\r\n"])
def test_what_is_no_record_is_told(content: bytes, tmp_path: Path) -> None:
    tree = opened(tmp_path / "crawl.warc", content)

    assert tree.paths() == []
    assert "is damaged" in tree.faults[0]


def test_a_crawl_is_imported_and_a_second_time_nothing_is_written(site: SiteDriver, tmp_path: Path) -> None:
    crawl = Crawl()
    sentence = "Совет решил в воскресенье закрыть мост до весны."
    text = page("Мост у гавани закрыт до весны").decode().replace(TEXT[0], sentence)
    typed = ("Content-Type", "text/html; charset=windows-1251")
    crawl.add("/2009/story/", text.encode("windows-1251"), typed)
    crawl.add("/img/wall?id=5", PICTURE, ("Content-Type", "image/gif"))
    crawl.add("/counter", b"")
    (tmp_path / "crawl.warc.gz").write_bytes(crawl.content)

    first = site.newsgen("import", str(tmp_path / "crawl.warc.gz"), "--now", "2026-11-28")
    second = site.newsgen("import", str(tmp_path / "crawl.warc.gz"), "--now", "2026-11-28")

    assert first.code == 0, first.err
    assert "a crawl in WARC or WACZ" in first.out
    assert "2 pages and 1 pictures" in first.out
    assert "1 answer that a server calls a page, and that is none" in first.out
    (story,) = (site.root / "content/2009").rglob("*.md")
    written = story.read_text(encoding="utf-8")
    assert sentence in written
    assert "url: /2009/story/" in written
    assert "date: 2009-04-05" in written  # Nothing else tells a day.
    (picture,) = story.parent.glob("*.gif")
    assert picture.read_bytes() == PICTURE
    assert picture.name in written
    assert "nothing has changed" in second.out

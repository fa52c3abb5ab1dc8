"""The demo publication, built whole: every address leads somewhere, and other people's formats are kept."""

import gzip
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, pairwise
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from conftest import SiteDriver, newsgen
from examples import IS_FULL
from selectolax.lexbor import LexborHTMLParser, LexborNode

pytestmark = pytest.mark.sampled

ROOT = Path(__file__).parent.parent
NOW = "2026-11-23"
BASES = {
    "root": "https://newsgen.example.org/",
    "sub-path": "https://record.example/some/sub path/é/",
}
FIRST_PAINT = 14_336
"""Bytes that reach a reader in the first round trip (RFC 6928: ten packets)."""


@dataclass(frozen=True)
class Demo:
    """The demo publication, built for one base URL."""

    root: Path
    base_url: str
    """As newsgen.yaml has it."""
    report: dict[str, Any]

    @property
    def output(self) -> Path:
        return self.root / "build"

    @property
    def base(self) -> str:
        """The base URL as a browser writes it."""
        return quote(self.base_url, safe=":/")

    @property
    def base_path(self) -> str:
        return urlsplit(self.base).path

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """Path in the output to the parsed page."""
        return {
            path.relative_to(self.output).as_posix(): LexborHTMLParser(path.read_text(encoding="utf-8"))
            for path in sorted(self.output.rglob("*.html"))
        }

    @cached_property
    def articles(self) -> dict[str, LexborHTMLParser]:
        return {path: page for path, page in self.pages.items() if page.css_matches("body.page-article")}

    def url_of(self, path: str) -> str:
        """The absolute address of a file of the site."""
        return self.base + quote(path.removesuffix("index.html"), safe="/~@!$&'()*+,;=:")

    def files(self, pattern: str) -> list[Path]:
        return sorted(self.output.rglob(pattern))


@pytest.fixture(scope="session", params=BASES if IS_FULL else ["sub-path"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The repository's own content and settings, at the root of a host and under a path."""
    root = tmp_path_factory.mktemp("demo") / "site"
    root.mkdir()
    shutil.copytree(ROOT / "content", root / "content")
    settings = (ROOT / "newsgen.yaml").read_text(encoding="utf-8")
    base_url = BASES[request.param]
    (root / "newsgen.yaml").write_text(settings.replace(BASES["root"], base_url), encoding="utf-8")
    result = newsgen("build", "--project", str(root), "--now", NOW, "--json")
    assert result.code == 0, result.out
    return Demo(root, base_url, result.json)


def test_the_demo_builds_without_a_complaint(demo: Demo) -> None:
    assert demo.report["problems"] == []
    assert demo.report["unknown_fields"] == {}
    assert demo.report["unused_files"] == []
    assert demo.report["articles"] > 40


def test_no_page_shows_a_sign_that_is_no_break_of_a_line(demo: Demo) -> None:
    for path, page in demo.pages.items():
        shown = [node.text() for node in page.css("main p, main li, main td")]
        assert not [text for text in shown if "\\\n" in text], path


# Every address leads somewhere.


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves the output under the base path, as a host would; case and all."""

    base_path = "/"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def translate_path(self, path: str) -> str:
        asked = urlsplit(path).path
        if not asked.startswith(self.base_path):
            return str(Path(self.directory) / "outside of the base path")
        inside = PurePosixPath(unquote(asked.removeprefix(self.base_path)))
        return str(Path(self.directory) / inside) + ("/" if asked.endswith("/") else "")

    def list_directory(self, path: Any) -> None:  # noqa: ARG002
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Crawl:
    """What a visitor finds who follows every link from the front page."""

    origin: str
    connection: HTTPConnection
    found: dict[str, str] = field(default_factory=dict)
    """Address to the type of what lies there."""
    dead: list[str] = field(default_factory=list)

    def walk(self, starts: Iterable[str]) -> None:
        waiting = [(start, "") for start in starts]
        while waiting:
            url, origin = waiting.pop()
            address = url.partition("#")[0]
            if address in self.found or not address.startswith(self.origin):
                continue
            kind, content = self._get(address)
            self.found[address] = kind
            if not kind:
                self.dead.append(f"{address} (linked from {origin})")
            waiting += [(urljoin(address, link), address) for link in links_of(kind, content)]

    def _get(self, address: str) -> tuple[str, str]:
        parts = urlsplit(address)
        self.connection.request(
            "GET", quote(parts.path, safe="/%~@!$&'()*+,;=:") + (f"?{parts.query}" if parts.query else "")
        )
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            return "", ""
        kind = (answer.getheader("Content-Type") or "").partition(";")[0]
        is_text = kind.startswith("text/") or kind.endswith("xml")
        return kind, content.decode() if is_text else ""


def links_of(kind: str, content: str) -> Iterator[str]:
    """Every address that a page, a feed, a sitemap or a stylesheet holds."""
    if kind == "text/html":
        yield from page_links(LexborHTMLParser(content))
    elif kind == "text/css":
        yield from re.findall(r"url\(\s*[\"']?([^\"')]+)", content)
    elif kind.endswith("xml") and "svg" not in kind:
        for element in ET.fromstring(content).iter():  # noqa: S314 - our own
            yield from (value for name in ("href", "url") if (value := element.get(name)))
            if element.tag.rpartition("}")[2] in {"link", "loc", "guid", "id"} and (element.text or "").startswith(
                "http"
            ):
                yield str(element.text)


def page_links(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css("[href], [src], [srcset], [poster], meta[content]"):
        yield from (value for name in ("href", "src", "poster") if (value := node.attributes.get(name)))
        yield from (part.split()[0] for part in (node.attributes.get("srcset") or "").split(",") if part.strip())
        if node.tag == "meta":
            content = node.attributes.get("content") or ""
            name = node.attributes.get("property") or node.attributes.get("name") or ""
            if node.attributes.get("http-equiv") == "refresh":
                yield content.partition("url=")[2]
            elif name in {"og:url", "og:image", "article:author", "citation_public_url"}:
                yield content


@pytest.fixture(scope="session")
def crawl(demo: Demo) -> Iterator[Crawl]:
    """The site as a visitor walks it, served from its base path on this machine."""
    handler = type("Handler", (SiteHandler,), {"base_path": demo.base_path})
    with ThreadingHTTPServer(("127.0.0.1", 0), lambda *given: handler(*given, directory=str(demo.output))) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        parts = urlsplit(demo.base)
        crawled = Crawl(
            f"{parts.scheme}://{parts.netloc}", HTTPConnection("127.0.0.1", server.server_port, timeout=300)
        )
        crawled.walk([demo.base])
        yield crawled
        crawled.connection.close()
        server.shutdown()


def test_no_link_is_dead(crawl: Crawl) -> None:
    assert not crawl.dead
    assert len(crawl.found) > 500


def test_every_page_can_be_reached_from_the_front_page(demo: Demo, crawl: Crawl) -> None:
    unreached = {path for path in demo.pages if demo.url_of(path) not in crawl.found}
    redirects = {path for path, page in demo.pages.items() if page.css_first("meta[http-equiv=refresh]")}

    # An old address is reached from the outside, and 404.html from an address that is none.
    assert unreached <= redirects | {"404.html"}


def test_redirects_lead_to_pages(demo: Demo, crawl: Crawl) -> None:
    crawl.walk(demo.url_of(path) for path, page in demo.pages.items() if page.css_first("meta[http-equiv=refresh]"))

    assert not crawl.dead


def test_the_page_for_what_is_missing_has_links_that_hold_anywhere(demo: Demo, crawl: Crawl) -> None:
    links = [link for link in page_links(demo.pages["404.html"]) if not link.startswith("#")]

    assert links
    assert all(link.startswith((demo.base_path, demo.base)) for link in links)
    crawl.walk(urljoin(demo.base, link) for link in links)
    assert not crawl.dead


def test_every_link_inside_a_page_has_its_target(demo: Demo) -> None:
    for path, page in demo.pages.items():
        anchors = {node.attributes["id"] for node in page.css("[id]")}
        inner = {unquote(str(node.attributes["href"])[1:]) for node in page.css("a[href^='#']")}
        assert inner - {""} <= anchors, path


def test_no_address_in_a_page_leaves_the_base_path(demo: Demo) -> None:
    for path, page in demo.pages.items():
        absolute = [link for link in page_links(page) if link.startswith("/")]
        assert all(link.startswith(demo.base_path) for link in absolute), path


# Nobody else is asked for anything, and no script runs.

RESOURCES = ", ".join(f"{name}[src]" for name in "img source video audio iframe embed script input".split())
RESOURCES += ", object[data]"


def test_no_page_loads_anything_from_another_host(demo: Demo) -> None:
    host = urlsplit(demo.base).netloc
    for path, page in demo.pages.items():
        nodes = [
            *page.css(RESOURCES),
            *page.css("link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel~=preconnect]"),
        ]
        addresses = [
            str(node.attributes.get("src") or node.attributes.get("data") or node.attributes.get("href"))
            for node in nodes
        ]
        assert {urlsplit(address).netloc for address in addresses} <= {"", host}, path
        assert not page.css("link[rel~=dns-prefetch], link[rel~=preconnect]"), path
        assert "@import" not in page.html, path  # type: ignore[operator]


def test_no_stylesheet_loads_anything_from_another_host(demo: Demo) -> None:
    for path in demo.files("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8")), path


def test_no_script_but_structured_data_and_search(demo: Demo) -> None:
    for path, page in demo.pages.items():
        scripts = [node.attributes for node in page.css("script")]
        searches = path.endswith("search/index.html") or path == "404.html"
        assert {script.get("type") for script in scripts} <= {"application/ld+json", *([None] if searches else [])}, (
            path
        )
        sources = [source for script in scripts if (source := script.get("src"))]
        assert all(source.startswith(f"{demo.base_path}search/") for source in sources), path
        handlers = [name for node in page.css("body, body *") for name in node.attributes if name.startswith("on")]
        assert not handlers, path


def test_an_article_arrives_in_the_first_round_trip(demo: Demo) -> None:
    style = len(gzip.compress((demo.output / "style.css").read_bytes(), 9))
    sizes = {path: style + len(gzip.compress((demo.output / path).read_bytes(), 9)) for path in demo.articles}

    assert {path: size for path, size in sizes.items() if size > FIRST_PAINT} == {}


def test_what_is_held_back_is_in_no_file(demo: Demo) -> None:
    held = demo.report["held_back"]
    assert {entry["reason"].split()[0] for entry in held} == {"draft", "future", "expired"}
    telltales = [entry["title"].encode() for entry in held]
    telltales += [Path(entry["source"]).stem.encode() for entry in held]
    for entry in held:
        body = (demo.root / entry["source"]).read_text(encoding="utf-8").split("---", 2)[2]
        telltales += [line.strip()[:60].encode() for line in body.splitlines() if len(line) > 40]

    for path in demo.files("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [telltale for telltale in telltales if telltale in content], path


# Sitemaps.

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
W3C_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))?")


def sitemap_locations(path: Path, tag: str) -> list[str]:
    root = ET.parse(path).getroot()  # noqa: S314 - our own
    assert root.tag == MAP + {"sitemap": "sitemapindex", "url": "urlset"}[tag]
    assert {child.tag for child in root} <= {MAP + tag}
    for lastmod in root.iter(f"{MAP}lastmod"):
        assert W3C_DATE.fullmatch(str(lastmod.text))
        assert str(lastmod.text)[:10] <= NOW
    return [str(loc.text) for loc in root.iter(f"{MAP}loc")]


def test_the_index_lists_every_sitemap(demo: Demo) -> None:
    listed = sitemap_locations(demo.output / "sitemap.xml", "sitemap")

    assert sorted(listed) == [demo.url_of(f"sitemaps/{path.name}") for path in demo.files("sitemaps/*.xml")]


def test_sitemaps_keep_the_rules(demo: Demo) -> None:
    # That of the news repeats what others list.
    maps = [path for path in demo.files("sitemaps/*.xml") if path.name != "news.xml"]
    locations = [sitemap_locations(path, "url") for path in maps]

    assert all(0 < len(inner) <= 50_000 for inner in locations)
    assert all(path.stat().st_size <= 52_428_800 for path in maps)
    every = list(chain.from_iterable(locations))
    assert len(every) == len(set(every))
    assert all(location.startswith(demo.base) for location in every)


def test_sitemaps_list_every_page_that_search_engines_should_know(demo: Demo) -> None:
    listed = set(chain.from_iterable(sitemap_locations(path, "url") for path in demo.files("sitemaps/*.xml")))
    canonical = {
        demo.url_of(path)
        for path, page in demo.pages.items()
        if path != "404.html"
        and not page.css_first("meta[name=robots][content*=noindex]")
        and (link := page.css_first("link[rel=canonical]"))
        and link.attributes["href"] == demo.url_of(path)
    }

    assert listed == canonical


def test_robots_names_the_sitemap(demo: Demo) -> None:
    assert f"\nSitemap: {demo.base}sitemap.xml\n" in (demo.output / "robots.txt").read_text()


# Feeds.

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")


def test_every_feed_is_well_formed(demo: Demo) -> None:
    feeds = [*demo.files("feed.xml"), *demo.files("atom.xml")]
    assert len(feeds) > 20
    for path in feeds:
        parsed = feedparser.parse(path.read_bytes())
        assert not parsed.bozo, path
        assert parsed.entries, path


def test_rss_keeps_the_rules(demo: Demo) -> None:
    for path in demo.files("feed.xml"):
        channel = ET.parse(path).getroot().find("channel")  # noqa: S314 - our own
        assert channel is not None
        assert all(channel.findtext(name) for name in ("title", "link", "description"))
        own = channel.find(f"{ATOM}link[@rel='self']")
        assert own is not None
        assert own.get("href") == demo.url_of(path.relative_to(demo.output).as_posix())
        items = channel.findall("item")
        guids = [str(item.findtext("guid")) for item in items]
        assert len(guids) == len(set(guids))
        for item in items:
            assert item.findtext("title")
            assert str(item.findtext("link")).startswith(demo.base)
            guid = item.find("guid")
            assert guid is not None
            assert str(guid.text).startswith("http") or guid.get("isPermaLink") == "false"
            date = str(item.findtext("pubDate"))
            assert RFC822.fullmatch(date)
            assert parsedate_to_datetime(date).tzinfo
            assert item.find("author") is None  # an e-mail address; bylines are dc:creator
            inner = item.findtext("description") or ""
            assert not re.search(r"<(?:script|iframe)|(?:href|src)=[\"']?(?!https?:)", inner)


def test_atom_keeps_the_rules(demo: Demo) -> None:
    for path in demo.files("atom.xml"):
        feed = ET.parse(path).getroot()  # noqa: S314 - our own
        assert feed.tag == f"{ATOM}feed"
        own = feed.find(f"{ATOM}link[@rel='self']")
        assert own is not None
        assert own.get("href") == demo.url_of(path.relative_to(demo.output).as_posix())
        entries = feed.findall(f"{ATOM}entry")
        for part in (feed, *entries):
            assert part.findtext(f"{ATOM}id")
            assert part.findtext(f"{ATOM}title")
            assert RFC3339.fullmatch(str(part.findtext(f"{ATOM}updated")))
            assert part.find(f"{ATOM}author/{ATOM}name") is not None or feed.find(f"{ATOM}author") is not None
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids))
        assert all(RFC3339.fullmatch(str(entry.findtext(f"{ATOM}published"))) for entry in entries)
        newest = max(datetime.fromisoformat(str(entry.findtext(f"{ATOM}updated"))) for entry in entries)
        assert datetime.fromisoformat(str(feed.findtext(f"{ATOM}updated"))) == newest


def test_no_two_feeds_have_one_id(demo: Demo) -> None:
    ids = [ET.parse(path).getroot().findtext(f"{ATOM}id") for path in demo.files("atom.xml")]  # noqa: S314

    assert len(ids) == len(set(ids))


def test_no_output_holds_what_xml_forbids(demo: Demo) -> None:
    forbidden = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]")
    for path in [*demo.files("*.xml"), *demo.files("*.html")]:
        assert not forbidden.search(path.read_text(encoding="utf-8")), path


# Structured data and link previews.


def things_of(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """The JSON-LD of a page."""
    return [thing for node in page.css("script[type='application/ld+json']") for thing in json.loads(node.text())]


def metas_of(page: LexborHTMLParser) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for node in page.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        metas.setdefault(name, []).append(str(node.attributes["content"]))
    return metas


def test_structured_data_can_be_read_on_every_page(demo: Demo) -> None:
    for path, page in demo.pages.items():
        for thing in things_of(page):
            assert thing["@context"] == "https://schema.org", path
            assert thing["@type"], path


def test_every_article_says_what_search_engines_ask_for(demo: Demo) -> None:
    for path, page in demo.articles.items():
        (article,) = [thing for thing in things_of(page) if str(thing["@type"]).endswith("NewsArticle")]
        heading = page.css_first("h1")
        assert heading is not None
        assert article["headline"] == heading.text().strip(), path
        for name in ("datePublished", "dateModified"):
            assert RFC3339.fullmatch(article[name]), path
        assert article["dateModified"] >= article["datePublished"] or "+" in article["datePublished"], path
        assert all(
            author["@type"] in {"Person", "Organization", "NewsMediaOrganization"} for author in article["author"]
        ), path
        assert all(author["name"] and not author["name"].startswith("By ") for author in article["author"]), path
        assert article["publisher"]["name"], path
        assert article["publisher"]["logo"]["url"].startswith(demo.base), path
        assert article["mainEntityOfPage"], path
        assert article["url"] == demo.url_of(path), path
        assert article["inLanguage"], path
        assert article["isAccessibleForFree"] is True, path
        assert article["articleSection"], path
        crumbs = [thing for thing in things_of(page) if thing["@type"] == "BreadcrumbList"]
        assert [item["position"] for item in crumbs[0]["itemListElement"]] == list(
            range(1, len(crumbs[0]["itemListElement"]) + 1)
        )


def test_the_front_page_says_who_publishes(demo: Demo) -> None:
    kinds = {thing["@type"] for thing in things_of(demo.pages["index.html"])}

    assert {"NewsMediaOrganization", "WebSite"} <= kinds


def test_every_article_has_a_preview_and_can_be_cited(demo: Demo) -> None:
    for path, page in demo.articles.items():
        metas = metas_of(page)
        assert metas["og:type"] == ["article"], path
        for name in (
            "og:title",
            "og:url",
            "og:site_name",
            "og:locale",
            "og:description",
            "twitter:card",
            "description",
        ):
            assert len(metas[name]) == 1, (path, name)
            assert metas[name][0], (path, name)
        assert "-" not in metas["og:locale"][0], path
        assert RFC3339.fullmatch(metas["article:published_time"][0]), path
        for image in metas.get("og:image", []):
            assert image.startswith("http"), path
            assert metas["og:image:alt"], path
        assert "max-image-preview:large" in metas["robots"][0], path
        for name in (
            "citation_title",
            "citation_publication_date",
            "citation_journal_title",
            "citation_language",
            "citation_public_url",
        ):
            assert len(metas[name]) == 1, (path, name)
        assert metas["citation_title"] == metas["og:title"], path
        assert re.fullmatch(r"\d{4}/\d\d/\d\d", metas["citation_publication_date"][0]), path
        assert metas["citation_public_url"] == [demo.url_of(path)], path


def test_every_page_that_lists_says_what_it_holds(demo: Demo) -> None:
    for path, page in demo.pages.items():
        metas = metas_of(page)
        if "noindex" in page.html or "refresh" in page.html or path in demo.articles:
            continue
        assert len(metas["description"]) == len(metas["og:description"]) == 1, path
        assert 0 < len(metas["description"][0]) <= 220, path
    day = metas_of(demo.pages["2025/12/index.html"])
    assert re.match(r"\d+ stories — [^·]+ · ", day["description"][0])


def test_every_page_is_a_whole_page(demo: Demo) -> None:
    def one(selector: str) -> Callable[[LexborHTMLParser], list[LexborNode]]:
        return lambda page: page.css(selector)

    for path, page in demo.pages.items():
        source = (demo.output / path).read_text(encoding="utf-8")
        assert source.startswith("<!DOCTYPE html>\n"), path
        for select in map(
            one, ("html[lang][dir]", "title", "main", "h1", "meta[charset=utf-8]", "meta[name=viewport]")
        ):
            assert len(select(page)) == 1, path
        assert all("alt" in node.attributes for node in page.css("img")), path
        levels = [int(str(node.tag)[1]) for node in page.css("h1, h2, h3, h4, h5, h6")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids)), path


def test_every_page_but_redirects_can_skip_to_its_text(demo: Demo) -> None:
    for path, page in demo.pages.items():
        if not page.css_first("meta[http-equiv=refresh]"):
            assert page.css_first("a[href='#page.main']"), path
            assert page.css_first("main[id='page.main']"), path


def test_a_publication_without_sections_has_a_menu_of_what_its_stories_are_filed_by(site: SiteDriver) -> None:
    site.write(tags=["Harbour"])

    site.build()

    menu = site.read("index.html").partition('<nav class="menu"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', menu) == ["/articles/", "/tags/", "/dates/"]


_EDGES = """() => {
  const front = document.querySelector(".front").getBoundingClientRect();
  const below = document.querySelectorAll(".front .top .story, .front .under");
  const boxes = [...below].map(one => one.getBoundingClientRect());
  return [Math.min(...boxes.map(box => box.left)) - front.left, front.right - Math.max(...boxes.map(box => box.right))];
}"""


@pytest.mark.parametrize(
    ("count", "language", "body"),
    [
        (2, "ar", "سيبدأ العمل في الميناء في مارس ويستمر عامين. "),
        (3, "ko", "항만 공사는 삼월에 시작한다. "),
        (4, "zh", "港口将于三月开始施工，工期两年。"),
        (5, "fr", "Les travaux commencent en mars. "),
        (9, "de", "Der Hafen wird vertieft. "),
    ],
)
def test_a_front_page_without_pictures_has_no_hole(
    site: SiteDriver, browser: Any, count: int, language: str, body: str
) -> None:
    for number in range(count):
        site.write(f"content/{number}.md", body * 9, title=body * 2, date=f"2020-03-0{number + 1}", tags=None)
    site.settings(f"language: {language}\nrelative_urls: true\n")
    site.build()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"file://{site.root}/build/index.html")

    left, right = page.evaluate(_EDGES)
    page.close()

    assert (round(left), round(right)) == (0, 0)
    menu = site.read("index.html").partition('<nav class="menu"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', menu) == ["articles/index.html", "dates/index.html"]


def test_a_front_page_whose_lead_has_no_picture_is_laid_out_without_a_place_for_one(site: SiteDriver) -> None:
    site.write()

    site.build()

    assert 'class="front plain' in site.read("index.html")


def test_the_page_of_a_day_tells_the_times_of_day(site: SiteDriver) -> None:
    site.write("content/wire.md", date="2025-03-04 09:30")
    site.write("content/late.md", date="2025-03-04 23:05", authors=["A. Seo"])
    site.write("content/day.md", date="2025-03-04")
    site.build()

    times = re.findall(r'<time class="clock" datetime="([^"]+)">(.*?)</time>', site.read("2025/03/04/index.html"))
    assert times == [("2025-03-04T23:05:00+00:00", "23:05"), ("2025-03-04T09:30:00+00:00", "09:30")]
    assert "clock" not in site.read("2025/03/index.html")

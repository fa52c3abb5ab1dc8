"""The face of headlines: small, of this site alone, and nothing jumps when it comes."""

import functools
import http.server
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import newsgen

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "static"
STYLE = (STATIC / "style.css").read_text(encoding="utf-8")
FACES = re.findall(r"@font-face \{(.*?)\}", STYLE, re.DOTALL)
FILE = "fonts/newsreader.woff2"


def test_the_face_is_small_and_has_its_licence_beside_it() -> None:
    content = (STATIC / FILE).read_bytes()

    assert content[:4] == b"wOF2"
    assert len(content) <= 35_000
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8")


def test_the_stylesheet_names_its_files_relative_to_itself() -> None:
    named = re.findall(r"url\(([^)]*)\)", STYLE)

    assert named == [f'"{FILE}"']


def letters_of(face: str) -> set[str]:
    """What the unicode-range of a face holds."""
    found = set()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face):
        found |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return found


def test_every_face_stands_for_the_same_letters() -> None:
    assert len(FACES) > 1
    assert len({frozenset(letters_of(face)) for face in FACES}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The quick “brown” fox – jumps: over ‘13’ lazy dogs…",
        "Příliš žluťoučký kůň úpěl ďábelské ódy",
        "Zażółć gęślą jaźń",
        "Árvíztűrő tükörfúrógép",
        "Falsches Üben von Xylophonmusik quält jeden größeren Zwerg „GROẞ“",
        "Portez ce vieux whisky au juge blond qui fume : « œuf » ÿ",
        "Pijamalı hasta yağız şoföre çabucak güvendi İI",
        "Gheorghe, obezul, a reuşit să obţină jucându-se un flux în Quebec ȘșȚț",
        "Do bạch kim rất quý nên sẽ dùng để lắp vô xương ƠơƯưẶặ",
        "Høj bly gom vandt fræk sexquiz på wc Åå",
        "El pingüino Wenceslao ¿hizo kilómetros? ¡Ñandú!",
    ],
)
def test_the_face_has_what_the_languages_of_the_theme_need(text: str) -> None:
    assert set(text) <= letters_of(FACES[0])


@pytest.mark.parametrize("text", ["Ω", "Ж", "经", "경", "か", "ش", "א", "ก", "ह"])
def test_other_scripts_keep_the_faces_of_the_system(text: str) -> None:
    assert not letters_of(FACES[0]) & set(text)


def test_a_face_that_stands_in_has_the_height_of_ours() -> None:
    for face in FACES[1:]:
        said = {name: float(value) / 100 for name, value in re.findall(r"([a-z-]+): ([\d.]+)%", face)}

        assert "local(" in face
        assert round(said["ascent-override"] * said["size-adjust"], 3) == 0.735
        assert round(said["descent-override"] * said["size-adjust"], 3) == 0.265
        assert said["line-gap-override"] == 0


class Server(http.server.ThreadingHTTPServer):
    """Does not mind a browser that goes before it has all."""

    def handle_error(self, *_: object) -> None:
        """Says nothing."""


class SlowFace(http.server.SimpleHTTPRequestHandler):
    """Serves a folder: pictures later than pages, and the face later still."""

    def do_GET(self) -> None:
        time.sleep({"woff2": 1.5, "svg": 1.2, "webp": 1.2, "jpg": 1.2}.get(self.path.rpartition(".")[2], 0))
        super().do_GET()

    def end_headers(self) -> None:
        self.send_header(
            "Content-Security-Policy", "default-src 'self'; font-src 'self'; style-src 'self' 'unsafe-inline'"
        )
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo publication under a path, at its address."""
    root = tmp_path_factory.mktemp("served") / "demo"
    root.mkdir()
    for name in ("newsgen.yaml", "content", "templates", "static"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    built = newsgen(
        "build",
        "--project",
        str(root),
        "--base-url",
        "http://127.0.0.1/sub/path/",
        "--output",
        str(root.parent / "sub/path"),
    )
    assert built.code == 0, built.err
    handler = functools.partial(SlowFace, directory=root.parent)
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/sub/path"
        server.shutdown()


SHIFTS = """() => new Promise(told => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(each => { sum += each.value; }))
        .observe({type: "layout-shift", buffered: true});
    const settled = () => requestAnimationFrame(() => setTimeout(() => told(sum), 300));
    document.fonts.ready.then(settled);
})"""
"""How far the page has shifted when its faces are there."""


@pytest.mark.parametrize("width", [375, 768, 1440])
@pytest.mark.parametrize(
    "path",
    [
        "/", "/2025/10/05/after-the-mines-1-the-treaty/", "/2024/05/05/harbour-papers-1-the-tin-box/", "/about/",
        "/tags/diplomacy/", "/sections/local/", "/2025/", "/2025/10/", "/2025/10/05/", "/dates/", "/articles/",
        "/on-this-day/05-05/", "/tags/", "/404.html",
    ],
)  # fmt: skip
def test_nothing_jumps_when_pictures_and_the_face_come_late(served: str, browser: Any, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(served + path)
    shift = page.evaluate(SHIFTS)
    faces = page.evaluate("[...document.fonts].filter(each => each.status == 'loaded').map(each => each.family)")
    context.close()

    assert "Newsreader" in faces
    assert shift <= 0.01


@pytest.mark.parametrize("path", ["/", "/2024/"])
@pytest.mark.parametrize("width", [375, 768, 900, 1200, 1440])
def test_no_column_of_headlines_is_too_narrow_for_them(served: str, browser: Any, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{served}{path}")
    widths = page.evaluate("[...document.querySelectorAll('.story h2, .story h3, .lines a')].map(e => e.clientWidth)")
    context.close()

    assert min(each for each in widths if each) > 150


LEFTS = """[...document.querySelectorAll('.story :is(h2, h3), .lines a, .row > h2')]
    .filter(each => each.clientWidth).map(each => Math.round(each.getBoundingClientRect().left))"""


def test_all_of_a_front_page_stands_on_four_columns(served: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{served}/")
    lefts = set(page.evaluate(LEFTS))
    (first, *_), width = sorted(lefts), page.evaluate("document.querySelector('main').clientWidth")
    context.close()

    # A rule before a column takes a pixel of it.
    assert {(left - first + 20) // (width // 4) for left in lefts} <= {0, 1, 2, 3}
    assert len({left - left % 4 for left in lefts}) <= 4


def test_the_front_page_of_the_demo_is_five_screens_of_a_telephone(served: str, browser: Any) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 812})
    page = context.new_page()
    page.goto(f"{served}/")
    page.evaluate("document.fonts.ready")
    high = page.evaluate("document.documentElement.scrollHeight")
    context.close()

    assert high <= 5 * 812

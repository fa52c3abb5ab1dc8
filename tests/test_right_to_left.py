"""The publication in Arabic that CI looks at has a page of every kind, and stands in its own words and direction."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import newsgen

ROOT = Path(__file__).parent.parent
KINDS = {path.stem for path in (ROOT / "templates").glob("*.html")} - {"base", "redirect"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Address of a file to its HTML."""
    root = tmp_path_factory.mktemp("arabic") / "site"
    maker = ROOT / ".ci" / "arabic.py"
    subprocess.run([sys.executable, maker, root, "https://example.org/"], check=True)
    assert newsgen.build(root, jobs=1).problems == ()
    output = root / "build"
    return {path.relative_to(output).as_posix(): path.read_text(encoding="utf-8") for path in output.rglob("*.html")}


def kind_of(html: str) -> str:
    match = re.search(r'<body class="page-([\w-]+)"', html)
    return match[1] if match else "redirect"


def test_every_kind_of_page_is_read_from_right_to_left(pages: dict[str, str]) -> None:
    assert {kind_of(html) for html in pages.values()} - {"redirect"} == KINDS
    assert [name for name, html in pages.items() if '<html lang="ar" dir="rtl"' not in html] == []


def test_lists_have_the_commas_of_their_language(pages: dict[str, str]) -> None:
    (story,) = (html for name, html in pages.items() if name.endswith("/everything/index.html"))
    assert "</a>، <bdi>وكالة أنباء</bdi>" in story

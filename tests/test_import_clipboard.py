"""What the clipboard gives besides plain text: HTML, Windows' envelope around it, RTF."""

import io
import json

import pytest
from tests.conftest import SiteDriver
from tests.test_import_pasted import NOW, text_at
from tests.test_import_pasted_kinds import ENDS, GOES_ON, HEADLINE, LONG

HTML = f"""<html><body><!--StartFragment--><h1>{HEADLINE}</h1><p>By Jane Roe</p>
<img src="/wall.jpg"><p>{LONG.replace("wall", '<a href="https://a.example/">wall</a>')}</p>
<h2>What it costs</h2><p>{GOES_ON}</p><ul><li>Stone</li><li>Sand<ul><li>white sand</li></ul></li></ul>
<blockquote><p>Nobody minds.</p></blockquote><table><tr><th>Year</th><th>Boats</th></tr><tr><td>2024</td><td>4</td></tr>
</table><p>{ENDS}</p><script>alert(1)</script><!--EndFragment--></body></html>"""

ENVELOPE = f"Version:0.9\r\nStartHTML:000097\r\nEndHTML:001\r\nSourceURL:https://paper.example/a\r\n{HTML}"
RTF = rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl\f0 Arial;}}\b {HEADLINE}\b0\par\par {LONG}\par\par Caf\'e9 {ENDS}\par}}"


def imported(site: SiteDriver, monkeypatch: pytest.MonkeyPatch, content: str) -> dict[str, object]:
    class Stream:
        buffer = io.BytesIO(content.encode())

    monkeypatch.setattr("sys.stdin", Stream())
    done = site.newsgen("import", "-", "--now", NOW, "--json")
    assert done.code == 0, done.out + done.err
    item: dict[str, object] = json.loads(done.out)["reports"][0]["items"][0]
    return item


@pytest.mark.parametrize("content", [HTML, ENVELOPE])
def test_html_of_the_clipboard(content: str, site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    item = imported(site, monkeypatch, content)

    text = text_at(site, str(item["path"]))
    assert f"title: {HEADLINE}\n" in text
    assert "authors: [Jane Roe]" in text
    assert f"\n\n## What it costs\n\n{GOES_ON}\n\n- Stone\n- Sand\n- white sand\n\n> Nobody minds.\n\n| Year |" in text
    assert "alert" not in text
    addresses = json.dumps(item["left_out"])
    assert "https://a.example/" in addresses
    assert "/wall.jpg" in addresses
    assert ("https://paper.example/a" in addresses) == content.startswith("Version")


def test_rtf_of_the_clipboard(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    item = imported(site, monkeypatch, RTF)

    assert text_at(site, str(item["path"])).endswith(f"\n\n{LONG}\n\nCafé {ENDS}\n")


@pytest.mark.parametrize("content", ["<?xml version='1.0'?><rss></rss>", "%PDF-1.4 of a page"])
def test_what_is_no_text_is_refused_with_a_mend(
    content: str, site: SiteDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stream:
        buffer = io.BytesIO(content.encode())

    monkeypatch.setattr("sys.stdin", Stream())

    done = site.newsgen("import", "-")

    assert done.code == 2
    assert "save it as a file" in done.err


@pytest.mark.parametrize(
    ("content", "says", "mend"),
    [
        (
            f"<!doctype html><html><head><title>{HEADLINE}</title></head><body><p>{LONG}</p></body></html>",
            "a page",
            "page",
        ),
        ("title,date,body\nOne,2010-05-01,Words of it\n", "a table", "--as table"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><item/></channel></rss>', "a feed", "--as feed"),
    ],
)
def test_what_is_no_copied_story_is_told_with_how_to_give_it(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch, content: str, says: str, mend: str
) -> None:
    class Stream:
        buffer = io.BytesIO(content.encode())

    monkeypatch.setattr("sys.stdin", Stream())

    done = site.newsgen("import", "-", "--now", NOW)

    assert done.code == 2
    assert f"standard input is {says}" in done.err.replace("a whole page", "a page")
    assert mend in done.err

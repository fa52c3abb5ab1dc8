"""newsgen.yaml: rows 82 and 83 of the table of faults."""

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import pytest
from conftest import SETTINGS, SiteDriver
from faults import has_caret
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsgen.documents.text import Text
from newsgen.settings import Settings, read_settings

TITLE = "title: Test Post\n"
BAD: Mapping[str, tuple[str, str, str]] = {
    "an empty file": ("", "1:1: error: `title` is missing", "title: …"),
    "bad YAML": (f"{TITLE}base_url: [\n", "2:12: error: a `[` or `{` is not closed", "close it"),
    "TOML": ('title = "x"\n', "1:1: error: expected `key: value` lines", "title: …"),
    "an unknown key": (
        f"{SETTINGS}tilte: x\n",
        "4:1: error: unknown field `tilte`, did you mean `title`?",
        "known here:",
    ),
    "a key of another program": (
        f"{SETTINGS}plugin_dirs: x\n",
        "4:1: error: unknown field `plugin_dirs`",
        "known here:",
    ),
    "a list as a title": (
        "title: [x]\nbase_url: https://e.org/\n",
        "1:8: error: `title` is a list",
        "one line",
    ),
    "words as a number": (
        f"{SETTINGS}per_page: many\n",
        "4:11: error: `per_page` is 'many'; it must be a whole number from 1",
        "",
    ),
    "nothing on a page": (f"{SETTINGS}per_page: 0\n", "4:11: error: `per_page` is '0'", ""),
    "an unknown choice": (
        f"{SETTINGS}raw_html: alow\n",
        "4:11: error: `raw_html` is 'alow', did you mean `allow`?",
        "choose one of",
    ),
    "an unknown format of feeds": (
        f"{SETTINGS}feeds:\n  of_terms: [rss, jsn]\n",
        "5:19: error: `of_terms` has the unknown word 'jsn'",
        "choose from rss, atom",
    ),
    "a format that is nearly one": (
        f"{SETTINGS}feeds: {{formats: [atm]}}\n",
        "4:19: error: `formats` has the unknown word 'atm', did you mean `atom`?",
        "choose from",
    ),
    "feeds of no stories": (f"{SETTINGS}feeds: {{from: 0}}\n", "4:15: error: `from` is '0'", ""),
    "a key that feeds have not": (f"{SETTINGS}feeds: {{form: [rss]}}\n", "4:9: error: unknown field `form`", "from"),
    "a zone": (
        f"{TITLE}base_url: https://e.org/\ntimezone: Asia/Soul\n",
        "3:11: error: `timezone` names no time zone",
        "Asia/Seoul",
    ),
    "a zone that climbs": (
        f"{TITLE}base_url: https://e.org/\ntimezone: ../../etc/passwd\n",
        "3:11: error: `timezone` names no time zone",
        "",
    ),
    "a language": (
        f"{SETTINGS}language: 'en us'\n",
        "4:11: error: `language` is not a language tag",
        "pt-BR",
    ),
    "one of the folders of languages": (
        f"{SETTINGS}languages: [ko, 'pt br', ja]\n",
        "4:17: error: `languages`: pt br is not a language tag",
        "[en, ja, zh-Hant]",
    ),
    "one of the sites of before": (
        f"{SETTINGS}old_urls:\n- https://alt.example/\n- https://뉴스.example/a?b\n",
        "6:3: error: `old_urls`: https://뉴스.example/a?b",
        "https://old.example/",
    ),
    "one of the forms of dates": (
        f'{SETTINGS}date_formats: ["%d.%m.%Y", "%d.%m"]\n',
        "4:28: error: the format '%d.%m' needs a year",
        "%d.%m.%Y",
    ),
    "a menu that is a word": (
        f"{SETTINGS}menu: World\n",
        "4:7: error: `menu` must be a list",
        "[World, Business]",
    ),
    "an item of a menu": (
        f"{SETTINGS}menu: [{{name: x}}]\n",
        "4:8: error: an item of `menu`",
        "title: About",
    ),
    "a taxonomy that is a field": (
        f"{SETTINGS}taxonomies: {{title: {{}}}}\n",
        "4:14: error: `title` is a field of every article",
        "",
    ),
    "a control": (f"{SETTINGS}description: a\x07b\n", "4:15: error: control character U+0007", "delete"),
    "a tag of YAML": (
        f"{SETTINGS}description: !!python/name:os.system x\n",
        "4:14: error: tag not allowed",
        "quotes",
    ),
    "two documents": (f"{SETTINGS}---\ntitle: y\n", "error: a second document begins here", "one block"),
    "a key twice": (
        f"{SETTINGS}title: y\n",
        "4:1: error: `title` is set twice (first on line 1)",
        "delete one",
    ),
    **{
        f"base_url {url}": (
            f"title: Test Post\nbase_url: '{url}'\n",
            f"2:11: error: `base_url` {what}",
            "write it like `https://",
        )
        for url, what in {
            "example.org": "does not begin with https:// or http://",
            "//example.org": "does not begin with",
            "ftp://example.org": "does not begin with",
            "https://": "names no host",
            "https://exa mple.org": "",
            "https://e.org/?a": "must have no ?",
            "https://e.org/#a": "must have no ?",
            "https://user@e.org/": "must have no ?",
            "https://[": "is not a web address",
            "https://e.org:99999/": "is not a web address",
            "https://e.org/a/../b/": "has a path with a part that begins with a dot",
            "javascript:alert(1)": "does not begin with",
        }.items()
    },
}


@pytest.mark.parametrize("fault", BAD)
def test_a_mistake_in_the_settings_is_told_at_its_place(site: SiteDriver, fault: str) -> None:
    text, what, hint = BAD[fault]
    site.write_file("newsgen.yaml", text)

    result = site.build()

    assert result.code == 2
    assert "newsgen.yaml:" in result.err
    assert what in result.err
    assert hint in result.err
    assert not text or has_caret(result.err)
    assert sorted(path.name for path in site.root.iterdir()) == ["newsgen.yaml"]


def test_all_mistakes_in_the_settings_are_told_at_once(site: SiteDriver) -> None:
    site.write_file("newsgen.yaml", "base_url: x\nper_page: x\ntimezone: x\nfoo: x\n")

    result = site.build()

    assert result.code == 2
    assert len(re.findall(r"(?m)^newsgen\.yaml:\d+:\d+: error:", result.err)) == 5


def test_a_project_without_settings_is_told_how_to_begin(site: SiteDriver) -> None:
    site.remove("newsgen.yaml")

    result = site.build()

    assert result.code == 2
    assert f"no newsgen.yaml in {site.root}" in result.err
    assert "newsgen init" in result.err


def test_settings_that_are_no_text_are_refused(site: SiteDriver) -> None:
    site.write_file("newsgen.yaml", b"title: caf\xe9\n")
    latin = site.build()
    site.write_file("newsgen.yaml", "title: x\n" + "# more\n" * 50_000)
    large = site.build()

    assert (latin.code, large.code) == (2, 2)
    assert "newsgen.yaml:1:11: error: not UTF-8: byte 0xE9" in latin.err
    assert "newsgen.yaml: error: larger than 256 KB" in large.err


def test_the_old_site_stays_when_the_settings_are_wrong(site: SiteDriver) -> None:
    site.write()
    site.build()
    before = site.files()

    site.settings("per_page: x\n")

    assert site.build().code == 2
    assert site.files() == before


@pytest.mark.parametrize(
    ("typed", "resolved"),
    [
        ("https://e.org", "https://e.org/"),
        ("https://e.org///", "https://e.org/"),
        ("HTTPS://E.org:8080/Sub", "https://e.org:8080/Sub/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("https://e.org/café/", "https://e.org/caf%C3%A9/"),
    ],
)
def test_an_address_is_resolved_to_one_form(typed: str, resolved: str) -> None:
    settings = read_settings(Text("newsgen.yaml", f"title: x\nbase_url: {typed}\n"))

    assert isinstance(settings, Settings)
    assert settings.site.base_url == resolved


def test_every_link_and_feed_lies_under_the_base_path(site: SiteDriver) -> None:
    site.write_file(
        "newsgen.yaml",
        "title: T\nbase_url: https://example.org/sub/\ntimezone: UTC\nmenu: [World, {title: About, url: /about/}]\n",
    )
    site.write_file("content/p.jpg", b"")
    for number in range(3):
        body = "[b](a-0.md) ![p](p.jpg) [root](/about/)"
        site.write(
            f"content/a-{number}.md",
            body,
            section="World",
            tags=["x"],
            authors=["A"],
            image="p.jpg",
            aliases=[f"/old-{number}"],
        )

    result = site.build()

    assert result.code == 0, result.err
    for path, content in site.files().items():
        page = content.decode("utf-8", "replace")
        if path.endswith(".html"):
            found = LexborHTMLParser(page).css("[href]:not([rel~=nofollow]), [src]")  # which pass the page on
            addresses = [node.attributes.get("href") or node.attributes.get("src") or "" for node in found]
        elif path.endswith(".xml"):
            addresses = re.findall(r"<(?:loc|link|id|guid[^>]*)>([^<]+)<|(?:href|url)=\"([^\"]+)\"", page)
            addresses = [one or other for one, other in addresses]
        else:
            continue
        for address in addresses:
            resolved = urlsplit(urljoin(f"https://example.org/sub/{path}", address))
            assert resolved.scheme == "mailto" or resolved.path.startswith("/sub/"), (path, address)


@given(st.text(max_size=200))
def test_any_text_makes_settings_or_problems(text: str) -> None:
    for whole in (text, f"title: x\nbase_url: https://e.org/\n{text}", f"title: x\nbase_url: {text}"):
        read = read_settings(Text("newsgen.yaml", whole))
        if isinstance(read, list):
            assert read
            assert all(problem.is_error and problem.explain() for problem in read)
        else:
            assert read.site.base_url.endswith("/")


@pytest.mark.parametrize("word", ["off", "Off", "FALSE", "no", "“no”"])
def test_a_taxonomy_is_taken_away_by_a_word_in_any_form(word: str) -> None:
    settings = read_settings(Text("newsgen.yaml", f"{SETTINGS}taxonomies: {{series: {word}}}\n"))

    assert isinstance(settings, Settings), settings
    assert "series" not in [taxonomy.name for taxonomy in settings.taxonomies]


def test_settings_that_the_system_does_not_let_us_read_are_told_with_a_mend(site: SiteDriver) -> None:
    (site.root / "newsgen.yaml").unlink()
    (site.root / "newsgen.yaml").mkdir()

    result = site.build()

    assert result.code == 3
    assert "newsgen.yaml: is a directory" in result.err
    assert "mend: put a file there that you may read" in result.err


KEYS = """
    title base_url language timezone publisher image menu permalink per_page taxonomies markdown raw_html output
""".split()
VALUES = st.sampled_from(
    [
        "x",
        "[a]",
        "{a: b}",
        "{tags: {slugs: {a: b}}}",
        "/{slug}/",
        "/{",
        "-1",
        "[[a]]",
        "{title: a, url: b}",
        "{extensions: [x]}",
        "9" * 30,
        "https://[",
        "~",
    ]
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_any_values_make_settings_or_problems(values: dict[str, str]) -> None:
    assert read_settings(Text("newsgen.yaml", "".join(f"{key}: {value}\n" for key, value in values.items())))

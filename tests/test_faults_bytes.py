"""Bytes and encoding: rows 1 to 14 of the table of faults."""

import os
import string
from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import Result, SiteDriver
from faults import HEAD, Refusal, article, has_caret, refuse
from hypothesis import given
from hypothesis import strategies as st

from newsgen.errors import Problem
from newsgen.loader.articles import load_article, read_body
from newsgen.loader.rules import ArticleRules
from newsgen.loader.sources import ContentFolder
from newsgen.models.article import SourceFile
from newsgen.settings import DEFAULT_TAXONOMIES

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
BAD: Mapping[str, tuple[str | bytes, str, str]] = {
    "a byte of Latin-1": (
        b"---\ntitle: caf\xe9\n---\n",
        "2:11: error: not UTF-8: byte 0xE9",
        r"title: caf\xe9",
    ),
    "Latin-1 in the body": (
        article(body="x\ny café z").encode("latin-1"),
        "7:6: error: not UTF-8: byte 0xE9",
        "UTF-8",
    ),
    "Latin-1 with old Macintosh line ends": (
        b"---\rtitle: caf\xe9\r---\r",
        "2:11: error: not UTF-8: byte 0xE9",
        "UTF-8",
    ),
    "Latin-1 behind a byte-order mark": (
        b"\xef\xbb\xbf---\ntitle: caf\xe9\n---\n",
        "2:11: error: not UTF-8: byte 0xE9",
        "UTF-8",
    ),
    "UTF-16 without a mark": (
        "---\ntitle: café\n---\n".encode("utf-16-be"),
        "1:1: error: UTF-16 without a byte-order mark",
        "save the file as UTF-8",
    ),
    "plain UTF-16 without a mark": (
        "---\ntitle: cafe\n---\n".encode("utf-16-le"),
        "1:1: error: UTF-16 without a byte-order mark",
        "save the file as UTF-8",
    ),
    "UTF-32 without a mark": (
        "---\ntitle: café\n---\n".encode("utf-32-le"),
        "1:1: error: UTF-32 without a byte-order mark",
        "save the file as UTF-8",
    ),
    "half a letter of UTF-16": ("---\ntitle: x\n---\n".encode("utf-16") + b"x", "1:1: error: not UTF-16", "damaged"),
    "a surrogate in UTF-8": (b"---\ntitle: \xed\xa0\x80\n---\n", "2:8: error: not UTF-8: byte 0xED", "UTF-8"),
    "NUL in front matter": ("---\ntitle: a\0b\n---\n", "2:9: error: NUL byte", r"a\x00b"),
    "NUL in the body": (article(body="x\na\0b"), "7:2: error: NUL byte", "damaged"),
    "NUL as an escape": (article('kicker: "a\\0b"'), "4:9: error: NUL byte, written as an escape", "quotes"),
    "a control as an escape": (
        article('kicker: "a\\x01b"'),
        "4:9: error: control character U+0001",
        "quotes",
    ),
    "a noncharacter as an escape": (
        article('kicker: "\\uFFFE"'),
        "4:9: error: control character U+FFFE",
        "quotes",
    ),
    "a control in front matter": (
        article("kicker: a\x02b"),
        "4:10: error: control character U+0002",
        "delete",
    ),
    "an empty file": ("", "1:1: error: no front matter", "begin the file with `---`"),
    "empty front matter": ("---\n---\n", "2:1: error: `title` is missing", "add a line `title: …`"),
    "a picture": (PNG, "1:1: error: not UTF-8: byte 0x89", "this is no text"),
    "a direction mark in a slug": (
        article('slug: "a\\u202eb"'),
        "4:7: error: `slug` has an invisible",
        "U+202E",
    ),
}


@pytest.fixture(scope="module")
def refusal(tmp_path_factory: pytest.TempPathFactory) -> Refusal:
    files = {f"content/bad-{number}.md": text for number, (text, *_) in enumerate(BAD.values())}
    return refuse(tmp_path_factory.mktemp("bytes") / "site", files)


@pytest.mark.parametrize("fault", BAD)
def test_damaged_text_is_refused_at_its_place(refusal: Refusal, fault: str) -> None:
    said = refusal.of(f"content/bad-{list(BAD).index(fault)}.md")

    _, what, hint = BAD[fault]
    assert f".md:{what}" in said
    assert hint in said


def test_all_damaged_files_are_named_in_one_run_and_the_old_site_stays(refusal: Refusal) -> None:
    assert refusal.result.code == 1
    assert refusal.left_the_old_site


@pytest.mark.parametrize("fault", ["a byte of Latin-1", "NUL in the body", "a control in front matter"])
def test_damaged_text_is_shown_with_a_caret(refusal: Refusal, fault: str) -> None:
    assert has_caret(refusal.of(f"content/bad-{list(BAD).index(fault)}.md"))


def test_a_picture_that_is_named_like_an_article_does_not_fill_the_terminal(refusal: Refusal) -> None:
    said = refusal.of(f"content/bad-{list(BAD).index('a picture')}.md")

    assert len(said.splitlines()) == 2
    assert "\x1b" not in refusal.result.err
    assert "PNG" not in said


def test_a_byte_order_mark_and_line_ends_make_no_difference(make_site: Callable[[str], SiteDriver]) -> None:
    text = article("subtitle: Second", "One\n\n- two\n- three\n\n    code\n")
    trees = []
    for number, content in enumerate([text, "\ufeff" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r")]):
        other = make_site(f"site-{number}")
        other.write_file("content/a.md", content.encode())
        result = other.build()
        assert result.code == 0, result.err
        trees.append(other.files())

    assert trees[1:] == trees[:1] * 3
    assert not any(b"\xef\xbb\xbf" in content for content in trees[1].values())


def test_markdowns_own_marks_in_a_text_are_left_out_with_a_warning(site: SiteDriver) -> None:
    site.write(body="before \x02klzzwxh:0000\x03 after \x02wzxhzdk:1\x03 and *more*")

    result = site.build()

    assert result.code == 0, result.err
    assert "content/a.md:6:8: warning: control character U+0002 and 3 more" in result.err
    page = site.read("2025/03/04/a/index.html")
    assert "before klzzwxh:0000 after wzxhzdk:1 and <em>more</em>" in page
    assert not {"\x02", "\x03"} & set(page)


def test_a_direction_mark_is_warned_of_and_kept_from_turning_its_neighbours(site: SiteDriver) -> None:
    site.write(title='"Profit \u202e5 mn"', tags=["\u2066x"], section="A")
    site.write("content/b.md", section="A")

    result = site.build()

    assert result.code == 0
    assert "content/a.md:2:8: warning: `title` holds the direction character U+202E" in result.err
    assert "content/a.md:4:8: warning: `tags` holds the direction character U+2066" in result.err
    # Blocks of their own isolate a text as <bdi> does.
    for line in site.read("2025/03/04/b/index.html").splitlines():
        if "\u202e" in line:
            assert "<bdi>Profit \u202e5 mn</bdi>" in line or "Profit \u202e5 mn</a>" in line


where_permissions_bind = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no permissions by mode")


def build_as_nobody(site: SiteDriver) -> Result:
    """A build by somebody whom permissions bind; the site was built before, which imports what he may not read."""
    if os.geteuid():
        return site.build()
    for path in (site.root, *site.root.rglob("*")):
        os.chown(path, 65534, 65534)
    for path in site.root.parents:  # pytest's folders are for their owner only
        if path.name.startswith(("pytest-", "popen-", "test_")):
            path.chmod(0o755)
    os.seteuid(65534)
    try:
        return site.build()
    finally:
        os.seteuid(0)


@where_permissions_bind
def test_an_article_that_may_not_be_read_is_named_with_all_others(site: SiteDriver) -> None:
    locked = site.write("content/locked.md")
    site.build()
    locked.chmod(0)
    site.write("content/z.md", title=None)

    result = build_as_nobody(site)

    assert result.code == 1, result.err
    assert "content/locked.md: error: permission denied" in result.err
    assert "content/z.md:2:1: error: `title` is missing" in result.err


@where_permissions_bind
@pytest.mark.parametrize("folder", ["static", "static/maps"])
def test_no_file_of_a_static_folder_that_cannot_be_listed_leaves_the_site(site: SiteDriver, folder: str) -> None:
    site.write()
    site.write_file("static/maps/harbour.txt", "a map")
    site.build()
    (site.root / folder).chmod(0)

    result = build_as_nobody(site)
    (site.root / folder).chmod(0o755)

    assert result.code == 1, result.err
    assert f"{folder}: error: permission denied" in result.err
    assert site.read("maps/harbour.txt") == "a map"


def test_a_pipe_among_the_articles_does_not_stop_the_build(site: SiteDriver) -> None:
    site.write()
    os.mkfifo(site.root / "content/pipe.md")
    (site.root / "content/link.md").symlink_to("pipe.md")
    (site.root / "content/dead.md").symlink_to("nowhere.md")

    result = site.build()

    assert result.code == 1
    assert "content/dead.md: error: no such file or directory" in result.err
    assert "content/pipe.md: warning: a named pipe, which is left out" in result.err
    assert "content/link.md: warning: a named pipe" in result.err


def test_what_is_no_file_among_templates_and_static_files_is_named(site: SiteDriver, tmp_path: Path) -> None:
    site.write()
    for folder in ("templates/partials", "static/img", "shared/maps"):
        (site.root / folder).mkdir(parents=True)
    os.mkfifo(site.root / "templates/base.html")
    os.mkfifo(site.root / "static/img/pipe.png")
    (site.root / "static/maps").symlink_to("../shared/maps")
    (site.root / "static/again").symlink_to(".")
    (site.root / "static/.well-known").symlink_to("../.newsgen")

    result = site.build()

    assert result.code == 0
    for path in ("templates/base.html", "static/img/pipe.png"):
        assert f"{path}: warning: a named pipe, which is left out" in result.err
    for path in ("static/maps", "static/again", "static/.well-known"):
        assert f"{path}: warning: a link to a folder, which is left out" in result.err
    assert "a link to a folder" in site.newsgen("check").err

    (tmp_path / "elsewhere.html").write_text("{{ secret }}", encoding="utf-8")
    (site.root / "templates/partials/head.html").symlink_to(tmp_path / "elsewhere.html")
    result = site.build()
    assert result.code == 1
    assert "templates/partials/head.html: error: symlink leaves the project" in result.err


RULES = ArticleRules(ZoneInfo("Asia/Seoul"), DEFAULT_TAXONOMIES)
KEYS = """
    title date updated slug section authors tags dateline summary image corrections lang draft
    expires aliases canonical extra x
""".split()
VALUES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="[]{}#&*!|>'\"%@`-:,? \\\t\n~a0", max_size=20),
    st.sampled_from(
        [
            "2024-01-02",
            "0001-01-01",
            "9999-12-31T23:59-23:59",
            "[a, b]",
            "{src: x.jpg}",
            "http://[",
            "- a: b",
            "null",
            "../x",
        ]
    ),
)


def loads(text: str) -> None:
    """Whatever the text is, it becomes an article or problems that can be shown."""
    source = SourceFile("a/b.md", text, "0" * 64)
    loaded = load_article(source, RULES)
    assert loaded.article is not None or any(problem.is_error for problem in loaded.problems)
    for problem in loaded.problems:
        problem.explain().encode()
    if loaded.article is not None:
        loaded.article.title.encode()
        read_body(source)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES), st.text(max_size=200))
def test_any_fields_make_an_article_or_a_problem(fields: dict[str, str], body: str) -> None:
    loads("---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\n" + body)


@given(st.text(max_size=300))
def test_any_front_matter_makes_an_article_or_a_problem(text: str) -> None:
    loads(f"---\n{HEAD}{text}\n---\nbody")


@given(st.text(alphabet=st.sampled_from([*string.printable, "\x00", "\ufeff", "\x85", "\u2028", "é"]), max_size=200))
def test_any_text_makes_an_article_or_a_problem(text: str) -> None:
    loads(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_at_a_place(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = tmp_path_factory.getbasetemp().resolve() / "any-bytes"
    (root / "content").mkdir(parents=True, exist_ok=True)
    (root / "content/a.md").write_bytes(content)

    source = ContentFolder(root).read("a.md")

    if isinstance(source, Problem):
        assert (source.line, source.column) >= (1, 1)
        source.explain().encode()
    else:
        assert "\r" not in source.text

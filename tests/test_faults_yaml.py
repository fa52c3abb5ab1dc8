"""The shape of YAML: rows 25 to 32 of the table of faults."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import SiteDriver
from faults import Refusal, article, has_caret, refuse
from hypothesis import given
from hypothesis import strategies as st

from newsgen.documents.text import Text
from newsgen.documents.writing import yaml_item, yaml_text
from newsgen.documents.yaml_nodes import Record, Scalar, Sequence, read_mapping

DATE = "date: 2024-01-02\n"


def titled(value: str) -> str:
    return article(head=f"title: {value}\n{DATE}")


QUOTE = "put the value in quotes"
BAD: Mapping[str, tuple[str, str, str]] = {
    "a colon": (titled("a: b"), "2:9: error: a second `: ` in one value", QUOTE),
    "an apostrophe in quotes": (
        titled("'it's'"),
        "2:12: error: text behind the closing quotation mark",
        "in the other kind",
    ),
    "an at sign": (titled("@x"), "2:8: error: a value begins with a character", QUOTE),
    "a link": (titled("[x](y)"), "2:11: error: text where a `key: value` line was expected", QUOTE),
    "a percent sign": (titled("%x"), "2:8: error: a value begins with a character", QUOTE),
    "a backtick": (titled("`x`"), "2:8: error: a value begins with a character", QUOTE),
    "an asterisk": (titled("*x* y"), "2:10: error: a value begins with `*`", QUOTE),
    "an ampersand": (titled("&x y"), "2:8: error: anchors and aliases", "in quotes"),
    "an exclamation mark": (titled("!x y"), "2:8: error: tag not allowed: !x", "in quotes"),
    "a hyphen": (titled("- x"), "2:8: error: a value begins with a character", QUOTE),
    "a question mark": (titled("? x"), "2:8: error: a value begins with a character", QUOTE),
    "an open quotation mark": (titled('"open'), "2:8: error: a quotation mark is not closed", "close it"),
    "an open brace": (titled("{open"), "2:8: error: a `[` or `{` is not closed", QUOTE),
    "text behind quotes": (
        titled('"Yes" they said'),
        "2:14: error: text behind the closing quotation mark",
        "in the other kind",
    ),
    "a backslash": (titled('"C:\\Users"'), "error: a backslash inside double quotes", "single quotes"),
    "a tab as indent": (
        "---\n\ttitle: x\n---\n",
        "2:1: error: a tab where YAML wants spaces",
        "indent with spaces",
    ),
    "a directive": ("---\n%YAML 1.1\ntitle: x\n---\n", "error: a line begins with `%`", "in quotes"),
    "a line without a key": (
        "---\ntitle: x\nwords\n---\n",
        "3:1: error: a line without `key:`",
        "write `key: value`",
    ),
    "a field twice": (
        "---\ntitle: x\ntitle: y\n---\n",
        "3:1: error: `title` is set twice (first on line 2)",
        "delete one of the two lines; most systems took the last",
    ),
    "no end": ("---\ntitle: x\n", "1:1: error: the front matter is not closed", "add a line `---`"),
    "four hyphens": ("----\ntitle: x\n----\n", "1:1: error: no front matter: a line `----`", "write `---` there"),
    "a list at the top": (
        "---\n- a\n---\n",
        "2:1: error: expected `key: value` lines, found a list",
        "title: …",
    ),
    "a word at the top": (
        "---\nhello\n---\n",
        "2:1: error: expected `key: value` lines, found plain text",
        "title: …",
    ),
    "a Python object": (
        titled("!!python/object/apply:os.system ['touch pwned']"),
        "2:8: error: tag not allowed: tag:yaml.org,2002:python/object/apply:os.system",
        "in quotes",
    ),
    "a misspelt field": (
        article("titel: x"),
        "4:1: error: unknown field `titel`, did you mean `title`?",
        "extra",
    ),
    "a capital beside a small one": (
        article("slug: y\nSlug: x"),
        "5:1: error: unknown field `Slug`, did you mean `slug`?",
        "extra",
    ),
    "two commas": (article("tags: [a, , b]"), "4:11: error: an empty item before a comma", "delete the comma"),
    "a comma at the start": (article("tags: [, 부두]"), "4:8: error: an empty item before a comma", "delete the comma"),
    "quotes in quotes": (
        article('kicker: "Er sagt "ja""'),
        "4:19: error: text behind the closing",
        "in the other kind",
    ),
    "a name without a name": (article("authors: [{nme: x}]"), "4:11: error: an item of `authors`", "its `name`"),
    "tags in tags": (article("tags: [a, [b]]"), "4:11: error: an item of `tags` is not one text", "quotes"),
    "tags as fields": (
        article("tags: {a: 1}"),
        "4:7: error: `tags` is a group of fields; it must be a list",
        "[one, another]",
    ),
    "a list as a title": (titled("[a]"), "2:8: error: `title` is a list; it must be one text", "quotes"),
    "a list as a key": (article("[a]: b"), "4:1: error: a key must be one word or text", "quotes"),
    "an empty title": (titled("null"), "2:8: error: `title` is empty", "needs quotes"),
    "a title that is a comment": (
        titled("#x"),
        "2:7: error: `title` is empty",
        "a text that begins with `#` needs quotes",
    ),
    "a draft that may be": (
        article("draft: maybe"),
        "4:8: error: `draft` is 'maybe'; it must be true or false",
        "",
    ),
    "a mistake behind a line break of old YAML": (
        article("kicker: a\u2028b\u0085c\nslug: a//b"),
        "5:7: error: `slug` has a slash",
        "",
    ),
}


@pytest.fixture(scope="module")
def refusal(tmp_path_factory: pytest.TempPathFactory) -> Refusal:
    files = {f"content/bad-{number}.md": text for number, (text, *_) in enumerate(BAD.values())}
    return refuse(tmp_path_factory.mktemp("yaml") / "site", files)


@pytest.mark.parametrize("fault", BAD)
def test_a_slip_in_yaml_is_told_at_its_place_with_a_way_out(refusal: Refusal, fault: str) -> None:
    said = refusal.of(f"content/bad-{list(BAD).index(fault)}.md")

    _, what, hint = BAD[fault]
    assert what in said
    assert hint in said
    assert has_caret(said)


def test_all_slips_are_told_in_one_run_and_the_old_site_stays(refusal: Refusal) -> None:
    assert refusal.result.code == 1
    assert refusal.left_the_old_site


def test_no_tag_of_yaml_runs_a_program(refusal: Refusal, tmp_path: Path) -> None:
    assert not Path("pwned").exists()
    assert not (tmp_path / "pwned").exists()
    assert refusal.result.code == 1


TYPED = {
    "1.10": "1.10",
    "no": "no",
    "0123": "0123",
    "1:30": "1:30",
    "2024-01-01": "2024-01-01",
    "1e3": "1e3",
    "0x1F": "0x1F",
    ".inf": ".inf",
    '"null"': "null",
    '"#x"': "#x",
    "=": "=",
    "<<": "&lt;&lt;",
    "a # comment": "a",
    "'it''s'": "it&#39;s",
}


@pytest.fixture(scope="module")
def typed_site(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    site = SiteDriver(tmp_path_factory.mktemp("typed") / "site")
    for number, value in enumerate(TYPED):
        site.write_file(f"content/t-{number}.md", titled(value))
    site.write_file("content/dots.md", f"---\ntitle: Dots\n{DATE}...\nbody\n")
    site.write_file("content/spaces.md", f"\n---  \ntitle: Spaces\n{DATE}--- \t\nbody\n")
    site.write_file("content/tag.md", article("tags: politics"))
    site.write_file("content/odd.md", article("tags: [1, null, true, 2024-01-01]"))
    site.write_file("content/layout.md", article("layout: post\ncolour: red"))
    site.write_file("content/line.md", titled("one\u2028two\u0085three"))
    result = site.build()
    assert result.code == 0, result.err
    site.write_file("said", result.out)
    return site


@pytest.mark.parametrize("typed", TYPED)
def test_a_title_is_the_text_that_was_typed(typed_site: SiteDriver, typed: str) -> None:
    page = typed_site.read(f"2024/01/02/t-{list(TYPED).index(typed)}/index.html")

    in_type = TYPED[typed].replace("&#39;", "’")
    assert f"<h1>{in_type}</h1>" in page


@pytest.mark.parametrize("name", ["dots", "spaces"])
def test_front_matter_may_end_in_dots_and_spaces(typed_site: SiteDriver, name: str) -> None:
    assert f"<h1>{name.title()}</h1>" in typed_site.read(f"2024/01/02/{name}/index.html")


def test_one_tag_needs_no_brackets(typed_site: SiteDriver) -> None:
    assert typed_site.exists("tags/politics/index.html")


def test_tags_that_look_like_values_are_words(typed_site: SiteDriver) -> None:
    assert all(typed_site.exists(f"tags/{slug}/index.html") for slug in ("1", "null", "true", "2024-01-01"))


def test_an_unknown_field_is_kept_and_counted(typed_site: SiteDriver) -> None:
    assert "not understood, kept in `extra`: colour (1)\n" in (typed_site.root / "said").read_text(encoding="utf-8")


def test_the_line_breaks_of_old_yaml_are_spaces(typed_site: SiteDriver) -> None:
    assert "<h1>one two three</h1>" in typed_site.read("2024/01/02/line/index.html")


@pytest.mark.parametrize(
    ("field", "place", "told"),
    [
        ('summary: "one\ntwo"', "5:1", "a line inside quotation marks that is not indented"),
        ("kicker: '하나\n둘\n  셋'", "5:1", "a line inside quotation marks that is not indented"),
        ("tags: [a,\nb]", "5:1", "a line inside brackets that is not indented"),
        ('summary: "one"# two', "4:15", "a `#` that no blank sets off"),
        ("kicker: 'Größe'#1", "4:16", "a `#` that no blank sets off"),
        ("summary: ># two\n  one", "4:11", "a `#` that no blank sets off"),
        ("summary: |-#x\n  日本", "4:12", "a `#` that no blank sets off"),
    ],
)
def test_yaml_that_stricter_readers_refuse_is_told(site: SiteDriver, field: str, place: str, told: str) -> None:
    site.write_file("content/a.md", article(field))

    result = site.build()

    assert result.code == 0
    assert f"content/a.md:{place}: warning: {told}" in result.err
    assert has_caret(result.err)


@pytest.mark.parametrize(
    "field",
    [
        'summary: "one\n  two"',
        "kicker: 'one # two'",
        'summary: "one"  # two',
        "summary: >  # two\n  one",
        'summary: "it\n\n  goes on"',
        "tags: ['a#1', \"b#2\"]",
        'corrections:\n  - date: 2024-01-03\n    text: "one\n     two"',
    ],
)
def test_yaml_that_every_reader_takes_is_not_told(site: SiteDriver, field: str) -> None:
    site.write_file("content/a.md", article(field))

    assert "content/a.md" not in site.build().err


# What YAML can hold at all: neither controls nor what only UTF-16 knows.
TEXT = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufffe\uffff"),
    max_size=60,
)
AWKWARD = st.text(alphabet="[]{}#&*!|>'\"%@`-:,? \\~a0ny.=<", max_size=12)


@given(st.one_of(TEXT, AWKWARD))
def test_a_text_that_is_written_reads_back_alike(text: str) -> None:
    record = read_mapping(Text("", f"key: {yaml_text(text)}\n"))

    assert isinstance(record, Record)
    node = record.entries["key"]
    assert isinstance(node, Scalar)
    assert node.text == text


@given(st.lists(st.one_of(TEXT, AWKWARD), min_size=1, max_size=4))
def test_a_list_that_is_written_reads_back_alike(items: list[str]) -> None:
    record = read_mapping(Text("", f"key: [{', '.join(map(yaml_item, items))}]\n"))

    assert isinstance(record, Record)
    node = record.entries["key"]
    assert isinstance(node, Sequence)
    assert [item.text for item in node.items if isinstance(item, Scalar)] == items

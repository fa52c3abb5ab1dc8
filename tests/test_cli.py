"""The command line, as a person uses it."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC
from itertools import product
from pathlib import Path

import pytest
import yaml
from conftest import NOW, Result, SiteDriver, newsgen
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from newsgen.cli.new import article_text
from newsgen.documents.text import Text
from newsgen.documents.writing import yaml_item, yaml_text
from newsgen.documents.yaml_nodes import Record, Scalar, read_mapping
from newsgen.loader.frontmatter import split_source
from newsgen.models.article import SourceFile
from newsgen.models.moment import parse_moment

COMMANDS = (
    "init",
    "new",
    "import",
    "build",
    "serve",
    "check",
    "deploy",
    "search",
    "list",
    "terms",
    "theme",
    "config",
    "clean",
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one; today is 1 January 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_from_an_empty_folder_to_a_site_and_back(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = newsgen("init", "my-paper", "--title", "The Harbour Post")
    assert begun.code == 0, begun.err
    assert "Next: cd my-paper && newsgen build" in begun.out
    monkeypatch.chdir(desk / "my-paper")

    written = newsgen("new", "Harbour wall: raised, at last", "--section", "Local", "--tag", "harbour", "--tag", "a, b")
    assert (written.code, written.out) == (0, "content/2026/01/harbour-wall-raised-at-last.md\n")
    built = newsgen("build")
    assert built.code == 0, built.err
    assert "4 articles" in built.out
    assert built.err.count("warning") == 1
    assert "harbour-wall-raised-at-last.md:9:1: warning: the article has no text" in built.err
    assert "The Harbour Post" in Path("build/index.html").read_text()
    assert Path("build/tags/a-b/index.html").exists()
    listed = newsgen("list")
    assert listed.out.endswith("4 articles\n")
    assert "Harbour wall: raised, at last" in listed.out
    shown = newsgen("config")
    assert yaml.safe_load(shown.out)["title"] == "The Harbour Post"
    cleaned = newsgen("clean")
    assert cleaned.code == 0
    assert not Path("build").exists()
    assert Path("content/2026/01/harbour-wall-raised-at-last.md").exists()


@pytest.mark.usefixtures("desk")
def test_the_settings_that_are_shown_are_settings() -> None:
    newsgen("init", "a")
    shown = newsgen("config", "--project", "a")

    Path("a/newsgen.yaml").write_text(shown.out)

    assert newsgen("config", "--project", "a").out == shown.out


@pytest.mark.usefixtures("desk")
def test_init_in_the_current_folder() -> None:
    result = newsgen("init", ".")

    assert result.code == 0
    assert "Next: newsgen build" in result.out
    assert newsgen("build").code == 0


@pytest.mark.usefixtures("desk")
def test_init_overwrites_nothing() -> None:
    Path("paper").mkdir()
    Path("paper/newsgen.yaml").write_text("mine")

    result = newsgen("init", "paper")

    assert result.code == 2
    assert "paper/newsgen.yaml is there already" in result.err
    assert [path.name for path in Path("paper").iterdir()] == ["newsgen.yaml"]
    assert Path("paper/newsgen.yaml").read_text() == "mine"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "title", ["It's: a #1 [paper] & co", 'Say "yes"', "no", "1.10", "- dash", "한국 신문", "$title"]
)
def test_init_takes_any_title(title: str) -> None:
    assert newsgen("init", "p", "--title", title).code == 0

    assert newsgen("config", "--project", "p", "--json").json["title"] == title


@pytest.mark.usefixtures("desk")
def test_init_knows_its_time_zones() -> None:
    result = newsgen("init", "p", "--timezone", "Asia/Soul")

    assert result.code == 2
    assert "there is no time zone 'Asia/Soul'" in result.err
    assert not Path("p").exists()


def test_new_overwrites_nothing(site: SiteDriver) -> None:
    assert site.newsgen("new", "A story", "--now", NOW).code == 0
    path = site.root / "content" / "2026" / "01" / "a-story.md"
    path.write_text("mine")

    result = site.newsgen("new", "A  story!", "--now", NOW)

    assert result.code == 2
    assert "a-story.md is there already" in result.err
    assert path.read_text() == "mine"


def test_new_wants_a_headline(site: SiteDriver) -> None:
    assert site.newsgen("new", "  ").code == 2
    assert site.newsgen("new").code == 2
    assert not (site.root / "content").exists()


def test_a_draft_is_held_back_until_it_is_none(site: SiteDriver) -> None:
    site.newsgen("new", "A story", "--draft", "--now", NOW)

    assert site.report()["held_back"] == [
        {"source": "content/2026/01/a-story.md", "title": "A story", "reason": "draft"}
    ]


def front_matter(text: str) -> Record:
    split = split_source(SourceFile("a.md", text, ""), [])
    assert split is not None
    record = read_mapping(split.front_matter)
    assert isinstance(record, Record), record
    return record


def text_of(record: Record, key: str) -> str:
    node = record.entries[key]
    assert isinstance(node, Scalar)
    return node.text


MOMENT = parse_moment("2026-01-01 09:30", UTC)
LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=60)
NAMES = LINE.map(lambda text: " ".join(text.split())).filter(bool)


@given(NAMES, NAMES, st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3))
@examples(200)
def test_any_headline_reads_back(title: str, section: str, authors: list[str], tags: list[str]) -> None:
    text = article_text(title, MOMENT, section=section, authors=tuple(authors), tags=tuple(tags))

    record = front_matter(text)

    assert text_of(record, "title") == title
    assert text_of(record, "section") == section
    assert text_of(record, "date") == "2026-01-01 09:30"
    for key, names in (("authors", authors), ("tags", tags)):
        assert [item.text for item in record.entries[key].items] == names  # type: ignore[union-attr]


@given(NAMES)
def test_any_text_is_yaml_that_reads_back(text: str) -> None:
    for line in (f"key: {yaml_text(text)}\n", f"key: [{yaml_item(text)}]\n"):
        record = read_mapping(Text("", line))
        assert isinstance(record, Record)
        node = record.entries["key"]
        assert (node.text if isinstance(node, Scalar) else node.items[0].text) == text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "headline",
    [
        "Yes",
        "null",
        "1:30",
        "2024-01-01",
        "~",
        "'quoted'",
        "a: b # c",
        "*bold*",
        "[x](y)",
        "!",
        "%",
        "—",
        "~~~",
        "---",
        "\\",
    ],
)
def test_a_headline_stands_on_its_page_as_it_was_typed(site: SiteDriver, headline: str) -> None:
    assert site.newsgen("new", "--now", NOW, "--", headline).code == 0
    result = site.newsgen("list", "--json", "--now", NOW)

    assert [entry["title"] for entry in result.json] == [headline]


# Help and guesses.


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_by_an_example(command: str) -> None:
    result = newsgen(command, "--help")

    assert result.code == 0
    assert f"Example: newsgen {command}" in result.out
    assert newsgen(command, "-h").out == result.out


def test_the_help_lists_every_command() -> None:
    result = newsgen("--help")

    assert result.code == 0
    assert "Example:" in result.out
    assert re.findall(r"^  (\w+)  ", result.out, re.MULTILINE) == list(COMMANDS)


def test_the_version_is_told() -> None:
    assert re.fullmatch(r"newsgen \d+\.\d+\.\d+\S*\n", newsgen("--version").out)


@pytest.mark.parametrize(
    ("typed", "guess"),
    [
        (["bild"], "Did you mean `newsgen build`?"),
        (["built"], "Did you mean `newsgen build`?"),
        (["ls"], "Did you mean `newsgen list`?"),
        (["configure"], "Did you mean `newsgen config`?"),
        (["xyzzy"], "`newsgen --help` lists the commands"),
        (["build", "--ouput", "x"], "--output"),
        (["build", "--keepgoing"], "--keep-going"),
        (["list", "--tags", "x"], "--tag"),
        (["new", "x", "--drafts"], "--draft"),
        (["new", "Harbour", "wall"], "between quotation marks"),
        (["deploy", "--wheel"], "`newsgen --help` shows what can be written"),
    ],
)
def test_a_misspelt_word_is_guessed(typed: list[str], guess: str) -> None:
    result = newsgen(*typed)

    assert result.code == 2
    assert guess in result.err
    assert result.out == ""


def test_without_a_command_the_help_is_shown() -> None:
    result = newsgen()

    assert result.code in {0, 2}
    assert "Commands:" in result.out + result.err


# Where the publication is.


@pytest.mark.parametrize("arguments", [("build",), ("list",), ("config",), ("new", "A story"), ("clean",)])
def test_commands_find_the_publication_from_a_folder_inside_it(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    site.write("content/2025/deep/a.md")
    monkeypatch.chdir(site.root / "content" / "2025" / "deep")

    result = newsgen(*arguments)

    assert result.code == 0, result.err
    assert not (site.root / "content" / "2025" / "deep" / "build").exists()


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("command", ["build", "list", "terms", "theme", "config", "clean"])
def test_where_there_is_no_publication_the_way_to_one_is_shown(command: str) -> None:
    result = newsgen(command)

    assert result.code == 2
    assert "no newsgen.yaml" in result.err
    assert "newsgen init" in result.err


def test_a_folder_that_was_named_is_not_searched_above(site: SiteDriver) -> None:
    (site.root / "content").mkdir()

    assert newsgen("build", "--project", str(site.root / "content")).code == 2


# What is printed, and where.


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("command", [("check",), ("deploy", "--to", "copy", "--force", "--dry-run")])
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_json_is_utf_8_whatever_a_file_is_called(site: SiteDriver, command: tuple[str, ...]) -> None:
    site.write()
    site.build()
    Path(os.fsdecode(os.fsencode(site.output) + b"/\xff.txt")).write_text("x")

    ran = subprocess.run(
        [sys.executable, "-m", "newsgen", *command, "--json", "--project", str(site.root)],
        cwd=site.root.parent,
        capture_output=True,
        check=False,
    )

    assert "\udcff.txt" in json.dumps(json.loads(ran.stdout.decode("utf-8")), ensure_ascii=False)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("closed", ["2>&-", ">&-", ">&- 2>&-"])
@pytest.mark.skipif(os.name != "posix", reason="the shell of POSIX closes streams")
def test_a_command_does_its_work_where_nobody_listens(site: SiteDriver, closed: str) -> None:
    site.write()
    command = shlex.join([sys.executable, "-m", "newsgen", "build", "--project", str(site.root)])

    ran = subprocess.run(["/bin/sh", "-c", f"{command} {closed}"], capture_output=True, check=False)

    assert ran.returncode == 0
    assert site.exists("index.html")


def test_json_goes_to_standard_output_alone(site: SiteDriver) -> None:
    site.write("content/a.md", "[dead](none.md)", colour="red", image="none.jpg")
    site.write("content/b.md", title=None)

    failed, kept = site.build("--json"), site.build("--json", "--keep-going")

    assert (failed.code, kept.code) == (1, 1)
    assert failed.err == ""
    assert failed.json["is_published"] is False
    assert kept.json["is_published"] is True
    assert kept.json["exit_code"] == 1
    assert kept.json["unknown_fields"] == {"colour": 1}
    problems = {(problem["path"], problem["line"], problem["severity"]) for problem in kept.json["problems"]}
    assert problems == {
        ("content/b.md", 2, "error"),
        ("content/a.md", 8, "warning"),
        ("content/a.md", 5, "warning"),
    }


@pytest.mark.parametrize("arguments", [("list", "--json"), ("config", "--json"), ("build", "--json")])
def test_every_json_output_is_json(site: SiteDriver, arguments: tuple[str, ...]) -> None:
    site.write(title="é “quoted” \\ \u2028")

    assert site.newsgen(*arguments).json


def test_a_quiet_build_says_errors_only(site: SiteDriver) -> None:
    site.write("content/a.md", "[dead](none.md)", draft=True)
    site.write("content/b.md")

    assert site.build("--quiet") == Result(0, "", "")
    site.write("content/c.md", title=None)
    result = site.build("-q")
    assert result.out == ""
    assert result.err.startswith("content/c.md:2:1: error: `title` is missing")
    assert site.newsgen("clean", "--quiet") == Result(0, "", "")


class Terminal:
    """Standard error that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("value", "is_coloured"), [(None, True), ("", True), ("1", False), ("0", False)])
def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch, value: str | None, *, is_coloured: bool) -> None:
    from newsgen.cli.console import Console  # noqa: PLC0415 - nobody else needs it here

    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)

    assert Console.for_process().uses_colour is is_coloured


def test_what_a_file_says_cannot_drive_the_terminal(site: SiteDriver) -> None:
    site.write("content/a.md", title='"\\e]0;x\\a\\e[2J"', draft=True)
    site.write("content/b.md", date="\x1b[2J")

    result = site.build()
    listed = site.newsgen("list")

    assert "\x1b" not in result.out + result.err + listed.out + listed.err


# newsgen list.


@pytest.fixture
def shelf(site: SiteDriver) -> SiteDriver:
    """One article of each state, and some of each kind."""
    site.write("content/old.md", title="Old", date="2020-05-05", tags=["Sea"], section="World", author="Rae")
    site.write(
        "content/new.md",
        title="New",
        date="2025-12-31",
        tags=["sea", "Sky"],
        section="Local",
        places=["Quay"],
    )
    site.write("content/draft.md", title="Draft", draft=True, tags=["Sky"])
    site.write("content/future.md", title="Future", date="2026-02-01")
    site.write("content/expired.md", title="Expired", expires="2025-06-01")
    return site


def titles(site: SiteDriver, *arguments: str) -> list[str]:
    return [entry["title"] for entry in site.newsgen("list", "--json", "--now", NOW, *arguments).json]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ((), ["Future", "New", "Expired", "Draft", "Old"]),
        (("--draft",), ["Draft"]),
        (("--future",), ["Future"]),
        (("--expired",), ["Expired"]),
        (("--draft", "--future"), ["Future", "Draft"]),
        (("--tag", "SEA"), ["New", "Old"]),
        (("--tag", "sea", "--tag", "sky"), ["New"]),
        (("--section", "world"), ["Old"]),
        (("--author", "rae"), ["Old"]),
        (("--term", "places=Quay"), ["New"]),
        (("--since", "2025-12-31"), ["Future", "New"]),
        (("--until", "2020-05-05"), ["Old"]),
        (("--since", "2025-03-04", "--until", "2025-03-04"), ["Expired", "Draft"]),
        (("--tag", "none"), []),
    ],
)
def test_list_shows_what_is_asked_for(shelf: SiteDriver, arguments: tuple[str, ...], wanted: list[str]) -> None:
    assert titles(shelf, *arguments) == wanted


@pytest.mark.parametrize(
    "arguments",
    [("--term", "places"), ("--term", "colours=red"), ("--since", "yesterday"), ("--until", "2025-02-30")],
)
def test_list_refuses_what_it_cannot_understand(shelf: SiteDriver, arguments: tuple[str, ...]) -> None:
    result = shelf.newsgen("list", *arguments)

    assert result.code == 2
    assert "mend:" in result.err


def test_list_shows_the_rest_of_a_broken_archive(shelf: SiteDriver) -> None:
    shelf.write("content/bad.md", title=None)

    result = shelf.newsgen("list", "--now", NOW)

    assert result.code == 1
    assert "5 articles" in result.out
    assert "content/bad.md:2:1: error: `title` is missing" in result.err


def test_list_tells_the_address_that_build_gives(shelf: SiteDriver) -> None:
    shelf.build()

    for entry in shelf.newsgen("list", "--json", "--now", NOW).json:
        place = entry["url"].removeprefix("https://example.org/")
        assert shelf.exists(f"{place}index.html") == (entry["state"] == "published")


@pytest.mark.parametrize(
    ("command", "option"),
    [
        *product(("build", "check", "clean", "deploy"), ("--output", "--project")),
        *(("deploy", "--to"), ("deploy", "--wheel")),
    ],
)
def test_a_folder_without_a_name_is_refused(
    site: SiteDriver, command: str, option: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("content/a.md")
    site.build()
    monkeypatch.chdir(tmp_path)  # what is not refused writes there

    result = site.newsgen(command, option, " ")

    assert result.code == 2
    assert f"error: {option} is empty" in result.err
    assert site.exists("index.html")
    assert not (tmp_path / " ").exists()


def test_a_publication_without_a_folder_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    result = newsgen("init", "")

    assert result.code == 2
    assert "DIR is empty" in result.err
    assert not list(tmp_path.iterdir())


def test_clean_refuses_a_folder_that_can_be_no_output(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.build()

    result = site.newsgen("clean", "--output", str(site.root))

    assert result.code == 2
    assert site.exists("index.html")


def test_init_writes_no_publication_that_cannot_be_built(tmp_path: Path) -> None:
    result = newsgen("init", str(tmp_path / "p"), "--base-url", "foo")

    assert result.code == 2
    assert "`base_url` does not begin with https://" in result.err
    assert not (tmp_path / "p").exists()


def test_a_build_does_not_replace_another_publication(make_site: Callable[[str], SiteDriver]) -> None:
    ours, theirs = make_site("ours"), make_site("theirs")
    ours.write("content/a.md")
    theirs.write("content/b.md")
    theirs.build()
    before = theirs.files()

    result = ours.build("--output", str(theirs.output))

    assert result.code == 2
    assert "lies in another publication" in result.err
    assert theirs.files() == before

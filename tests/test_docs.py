"""The documentation and the code agree: whatever can be set, typed or read is documented, and links lead somewhere."""

import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from newsgen.builder.report import BuildReport
from newsgen.cli.build import report_json
from newsgen.cli.main import cli
from newsgen.errors import ExitCode
from newsgen.settings import ARTICLE_FIELDS, DEFAULT_TAXONOMIES, FEED_KEYS, KEYS, POLICIES, RAW_HTML, THEME_KEYS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = ROOT / "README.md"
COMMANDS = {
    name: importlib.import_module(f"newsgen.cli.{name}").command for name in cli.list_commands(click.Context(cli))
}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next heading of its level or a higher one."""
    level = len(heading) - len(heading.lstrip("#"))
    body = text.split(f"\n{heading}\n", 1)[1]
    return re.split(rf"^#{{1,{level}}} ", body, maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(text: str) -> set[str]:
    """Every word in code in the first two cells of tables, and in headings."""
    rows = re.findall(r"^\|([^|]*\|[^|]*)\|", text, re.MULTILINE) + re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {word for row in rows for word in re.findall(r"`([^`]+)`", row)}


@pytest.mark.parametrize(
    "key", [*KEYS, *POLICIES, *(f"feeds: {key}" for key in FEED_KEYS), *(f"theme: {key}" for key in THEME_KEYS)]
)
def test_every_setting_is_documented(key: str) -> None:
    assert key in first_cells(text_of("docs/settings.md"))


@pytest.mark.parametrize("key", KEYS)
def test_the_settings_tell_the_module_that_reads_each(key: str) -> None:
    listed = re.findall(r"^- `(\w+)`: (.*)$", text_of("src/newsgen/settings/__init__.py"), re.MULTILINE)
    [module] = [module for module, keys in listed if key in keys.split(", ")]

    assert re.search(rf"""\w\("{key}"[,)]""", text_of(f"src/newsgen/settings/{module}.py"))


@pytest.mark.parametrize("choice", RAW_HTML)
def test_every_choice_for_raw_html_is_documented(choice: str) -> None:
    assert f"`{choice}`" in section(text_of("docs/settings.md"), "## The text of articles")


@pytest.mark.parametrize("name", [name for known in DEFAULT_TAXONOMIES for name in (known.name, known.singular)])
@pytest.mark.parametrize("page", ["docs/settings.md", "docs/articles.md"])
def test_every_taxonomy_is_documented(page: str, name: str) -> None:
    assert name in first_cells(text_of(page))


@pytest.mark.parametrize("name", ARTICLE_FIELDS)
def test_every_field_of_an_article_is_documented(name: str) -> None:
    assert name in first_cells(section(text_of("docs/articles.md"), "## Fields"))


@pytest.mark.parametrize("page", ["README.md", "docs/getting-started.md"])
@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_documented(page: str, code: ExitCode) -> None:
    assert f"\n| {code} |" in section(text_of(page), "## Exit codes")


@pytest.mark.parametrize("key", report_json(BuildReport("build", is_published=True)))
def test_every_key_of_the_report_is_documented(key: str) -> None:
    assert key in first_cells(section(text_of("docs/getting-started.md"), "## The report as JSON"))


@pytest.mark.parametrize(
    ("name", "option"),
    [(name, option) for name, command in COMMANDS.items() for parameter in command.params for option in parameter.opts],
)
def test_every_option_is_documented(name: str, option: str) -> None:
    chapter = section(text_of("docs/getting-started.md"), "## Commands")
    heading = re.search(rf"^### newsgen {name}\b.*$", chapter, re.MULTILINE)
    assert heading is not None
    own = section(chapter, heading[0])

    if option.startswith("-"):
        assert re.search(rf"`{option}[ `]", own)
    else:
        assert option.upper() in heading[0] or "DIR" in heading[0]


def typed_commands() -> Iterator[tuple[str, str]]:
    """Page and command line of every `newsgen …` that a reader may copy."""
    for page in PAGES:
        for language, block in re.findall(
            r"^```(sh|console)\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        ):
            for line in block.splitlines():
                if language == "console" and not line.startswith("$ "):
                    continue
                for part in re.split(r"&&|;", line.removeprefix("$ ")):
                    words = shlex.split(part, comments=True)
                    if words and words[0].rpartition("/")[2] == "newsgen":
                        yield page.name, shlex.join(words[1:])


@pytest.mark.parametrize(("page", "line"), sorted(set(typed_commands())))
def test_every_command_that_is_shown_exists(page: str, line: str) -> None:
    name, *arguments = shlex.split(line)
    if name.startswith("-"):
        assert name in {"--version", "--help"}, page
    else:
        COMMANDS[name].make_context(name, arguments, help_option_names=["-h", "--help"])


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to headings."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = (heading.lower() for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not re.match(r"[a-z]+:", target):
                yield page, target


@pytest.mark.sampled(every=4)
@pytest.mark.parametrize(("page", "target"), [pytest.param(*link, id=f"{link[0].name}-{link[1]}") for link in links()])
def test_every_link_leads_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page

    assert file.exists()
    assert not anchor or anchor in anchors(file)


def test_the_readme_has_the_two_lines_that_ci_runs() -> None:
    blocks = re.findall(
        r"^```sh\n(.*?)^```", section(README.read_text(encoding="utf-8"), "## Try it"), re.MULTILINE | re.DOTALL
    )

    assert [block.count("\n") for block in blocks] == [1, 1]
    assert blocks[0].rstrip().endswith("newsgen build")
    assert "pytest" in blocks[1]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"tests/\w+\.py", text_of("docs/architecture.md")))))
def test_the_tests_that_hold_a_law_are_there(name: str) -> None:
    assert (ROOT / name).is_file()

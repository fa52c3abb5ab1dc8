"""The Python API: what `newsgen` offers is documented, works as documented, and costs nothing until it is used."""

import ast
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import NOW, SiteDriver

import newsgen

DOCS = Path(__file__).parent.parent / "docs" / "api.md"
TEXT = DOCS.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
OFFERED = sorted(set(newsgen.__all__))


@pytest.mark.parametrize("name", OFFERED)
def test_every_name_is_documented(name: str) -> None:
    assert re.search(rf"`(?:newsgen\.)?{name}\b", TEXT)


def test_every_name_that_is_documented_is_there() -> None:
    named = set(re.findall(r"\bnewsgen\.(\w+)", "\n".join([*re.findall(r"`([^`\n]+)`", TEXT), *EXAMPLES])))

    assert named - {"yaml"} <= set(OFFERED)


@pytest.mark.parametrize("name", [*OFFERED, "__version__"])
def test_every_name_can_be_had(name: str) -> None:
    assert getattr(newsgen, name) is not None


def test_the_names_are_those_that_type_checkers_see() -> None:
    tree = ast.parse(Path(str(newsgen.__file__)).read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("newsgen.")
        for alias in node.names
    }

    assert imported | {"__version__"} == set(OFFERED)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        _ = newsgen.biuld


@pytest.mark.parametrize("line", ["import newsgen", "import newsgen; newsgen.Problem"])
def test_nobody_loads_what_he_does_not_ask_for(line: str) -> None:
    program = f"{line}; import sys; print(*sorted(name for name in sys.modules if name.startswith('newsgen.')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert set(done.stdout.split()) <= {"newsgen.errors"}


def test_the_documented_examples_run(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("content/pier.md", title="The pier is open", tags=["harbour"], body="After *ten* years.")
    site.write("content/wall.md", title="The wall", draft=True)
    monkeypatch.chdir(site.root.parent)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    site.root.rename(site.root.parent / "my-paper")
    names: dict[str, object] = {}

    for example in EXAMPLES:
        exec(compile(example, DOCS.name, "exec"), names)  # noqa: S102 - our own documentation

    assert (site.root.parent / "my-paper/build/2025/03/04/pier/index.html").is_file()


def test_articles_come_with_their_state_their_address_and_what_is_wrong(site: SiteDriver) -> None:
    site.write("content/a.md", title="\"The pier, 'at last'\"", body="*First* words.")
    site.write("content/b.md", title="Later", date="2027-01-01")
    site.write("content/c.md", title=None)

    found = newsgen.load(site.root).articles(now=NOW)

    assert [(entry.article.title, entry.state, entry.url) for entry in found.entries] == [
        ("The pier, ‘at last’", "published", "https://example.org/2025/03/04/a/"),
        ("Later", "future", "https://example.org/2027/01/01/b/"),
    ]
    assert found.entries[0].article.summary == "First words."
    assert [(problem.place, problem.what) for problem in found.errors] == [
        ("content/c.md:2:1", "`title` is missing"),
    ]


def test_the_text_of_an_article_is_what_was_typed(site: SiteDriver) -> None:
    site.write("content/a.md", body="*First* words.")
    publication = newsgen.load(site.root)
    [entry] = publication.articles(now=NOW).entries

    assert publication.text(entry.article).strip() == "*First* words."

    site.remove("content/a.md")
    with pytest.raises(newsgen.ContentError) as raised:
        publication.text(entry.article)
    assert raised.value.problems[0].path == "content/a.md"


def test_a_build_is_the_one_of_the_command(site: SiteDriver, tmp_path: Path) -> None:
    site.write()
    site.build()
    expected = site.files()

    report = newsgen.build(site.root, output=tmp_path / "out", now=datetime(2026, 1, 1, tzinfo=UTC))

    assert (report.is_published, report.exit_code, report.articles) == (True, newsgen.ExitCode.OK, 1)
    assert site.files(tmp_path / "out") == expected


def test_mistakes_of_authors_are_in_the_report_and_raise_nothing(site: SiteDriver) -> None:
    site.write("content/a.md", date="someday")
    site.write("content/b.md")

    report = newsgen.build(site.root, now=NOW)
    assert not report.is_published
    assert [problem.place for problem in report.errors] == ["content/a.md:3:7"]

    report = newsgen.build(site.root, now=NOW, keep_going=True)
    assert report.is_published
    assert [held.source for held in report.held_back] == ["a.md"]


def test_mistakes_of_settings_raise_an_error_that_holds_them_all(site: SiteDriver) -> None:
    site.settings("per_page: none\nmenu: x\n")

    with pytest.raises(newsgen.UsageError) as raised:
        newsgen.load(site.root)

    assert {problem.place for problem in raised.value.problems} == {"newsgen.yaml:4:11", "newsgen.yaml:5:7"}
    assert isinstance(raised.value, newsgen.NewsgenError)


def test_settings_are_read_at_each_call(site: SiteDriver) -> None:
    publication = newsgen.load(site.root)
    assert publication.site.title == "Test Post"

    site.write_file("newsgen.yaml", "title: Best Post\nbase_url: https://example.org/\n")

    assert publication.site.title == "Best Post"
    assert publication.output == site.output


def test_another_base_url_may_be_named(site: SiteDriver) -> None:
    site.write()

    newsgen.build(site.root, base_url="https://example.net/paper/", now=NOW)

    assert "https://example.net/paper/" in site.read("index.html")


def test_the_publication_of_the_current_folder_is_found(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write()
    monkeypatch.chdir(site.root / "content")

    assert newsgen.load().root == site.root.resolve()


def test_a_page_is_explained(site: SiteDriver) -> None:
    site.write()
    publication = newsgen.load(site.root)
    assert publication.explain("/2025/03/04/a/", now=NOW).reason

    publication.build(now=NOW)
    assert not publication.explain("/2025/03/04/a/", now=NOW).reason


def test_a_site_is_checked(site: SiteDriver) -> None:
    site.write(body="See [there](/nowhere/).")
    publication = newsgen.load(site.root)
    publication.build(now=NOW)

    report = publication.check(now=NOW)

    assert ("broken-link", "content/a.md:6:13") in {(problem.rule, problem.place) for problem in report.problems}
    assert report.exit_code == newsgen.ExitCode.CONTENT

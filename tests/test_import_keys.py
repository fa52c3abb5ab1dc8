"""Which story of a source is which of an earlier import: none ever takes the place of another one."""

from pathlib import Path

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers.plan import are_versions

NOW = "2026-11-28"
ROWS = "id,title,date,body\n"


def imported(site: SiteDriver, *arguments: str) -> Result:
    result = site.newsgen("import", *arguments, "--now", NOW)
    assert result.code == 0, result.out + result.err
    return result


def stories(site: SiteDriver) -> dict[str, str]:
    content = site.root / "content"
    return {path.relative_to(content).as_posix(): path.read_text("utf-8") for path in content.rglob("*.md")}


def table(folder: Path, *rows: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "posts.csv").write_text(ROWS + "".join(f"{row}\n" for row in rows), "utf-8")
    return str(folder / "posts.csv")


def test_two_tables_of_one_name_and_their_numbers_are_two(site: SiteDriver, tmp_path: Path) -> None:
    one = table(tmp_path / "one", "1,The wall,2019-05-02,The wall of the harbour has stood for a hundred years.")
    two = table(tmp_path / "two", "1,Rain,2019-05-02,It rained on every day of that month and few complained.")

    imported(site, one)
    imported(site, two)
    both = stories(site)
    again = [imported(site, one), imported(site, two)]

    assert {"2019/05/the-wall.md", "2019/05/rain.md"} <= both.keys()
    assert all("nothing has changed" in result.out for result in again)
    assert stories(site) == both
    assert {path.name for path in (site.root / "imports").iterdir()} >= {"posts-csv", "posts-csv-2"}


def test_another_headline_or_another_text_of_one_story_is_an_update(site: SiteDriver, tmp_path: Path) -> None:
    source = table(tmp_path, "1,The wall,2019-05-02,The wall of the harbour has stood for a hundred years.")
    imported(site, source)
    table(tmp_path, "1,The old wall,2019-05-02,The wall of the harbour has stood for a hundred and two years.")
    imported(site, source)
    table(tmp_path, "1,The old wall,2019-05-03,Nobody knows who built what stands there.")
    imported(site, source)

    (text,) = stories(site).values()
    assert "Nobody knows" in text


def test_what_was_deleted_of_one_source_is_nothing_to_another(site: SiteDriver, tmp_path: Path) -> None:
    imported(site, table(tmp_path / "one", "1,The wall,2019-05-02,The wall has stood for a hundred years."))
    (site.root / "content/2019/05/the-wall.md").unlink()
    imported(site, table(tmp_path / "two", "1,Rain,2019-05-02,It rained on every day of that month."))

    assert [*stories(site)] == ["2019/05/rain.md"]


def test_two_texts_of_one_headline_without_a_date_are_two(site: SiteDriver, tmp_path: Path) -> None:
    for name, text in (("a", "The ferry should run on Sundays, too."), ("b", "Who painted the lamp posts green?")):
        (tmp_path / f"{name}.txt").write_text(f"Letters to the editor\n\n{text}\n\nIt is a shame. I wrote before.\n")
        imported(site, str(tmp_path / f"{name}.txt"))

    assert len(stories(site)) == 2


def test_a_report_of_another_source_of_one_name_stays(site: SiteDriver, tmp_path: Path) -> None:
    for name in ("a", "b"):
        posts = tmp_path / name / "site/content/posts"
        posts.mkdir(parents=True)
        (tmp_path / name / "site/hugo.toml").write_text(f'baseURL = "https://{name}.example/"\n')
        (posts / f"{name}.md").write_text(f"---\ntitle: Story {name}\ndate: 2019-05-02\n---\nText of {name}.\n")
        imported(site, str(tmp_path / name / "site"))

    assert "/posts/a/" in (site.root / "imports/site/old-urls.txt").read_text()
    assert "/posts/b/" in (site.root / "imports/site-2/old-urls.txt").read_text()


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("title: A\n---\nx\n", "title: A\n---\ny\n", True),
        ("title: A\ndate: 2019-05-02 10:00\n---\nx\n", "title: B\ndate: 2019-05-02 10:00\n---\ny\n", True),
        ("title: A\ndate: 2019-05-02\n---\nx\n", "title: B\ndate: 2019-05-02\n---\ny\n", False),
        ("title: A\n---\none two three four\n", "title: B\n---\none two three five\n", True),
        ("title: A\n---\none two three four\n", "title: B\n---\none six seven five\n", False),
        ("title: A\n---\n\n", "title: B\n---\n\n", False),
    ],
)
def test_versions_of_a_story_are_told_by_what_they_share(one: str, other: str, *, are: bool) -> None:
    assert are_versions(f"---\n{one}", f"---\n{other}") is are


def test_a_page_is_the_same_from_wherever_it_is_named(
    site: SiteDriver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "kept/a/index.html"
    page.parent.mkdir(parents=True)
    body = "".join(
        f"<p>The wall of the harbour has stood for {number} hundred years, they say.</p>" for number in range(9)
    )
    page.write_text(f"<html><title>The wall</title><h1>The wall</h1><p>May 2, 2019</p>{body}</html>")
    for folder, name in ((tmp_path, "kept/a/index.html"), (page.parent, "index.html"), (tmp_path, str(page))):
        monkeypatch.chdir(folder)
        site.newsgen("import", name, "--now", NOW)

    assert len(stories(site)) == 1

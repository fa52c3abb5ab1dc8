"""The benchmark measures what it says: the same archive each time, the same articles in all sites, real edits."""

import importlib.util
import json
import re
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import (
    check,
    contenders,
    edits,
    growth,
    pictures,
    preview,
    recall,
    search,
    tables,
    wordpress_import,
)
from benchmarks.__main__ import PARTS, main
from benchmarks.alike import take_census
from benchmarks.archive import Story, make_archive, write_files
from benchmarks.contenders import Contender, RefusedError, Wanted, unsealed, write_sources
from benchmarks.measure import CommandError, Cost, measure
from benchmarks.page import PAGE, MarkerError, check_markers, read_options, replace_parts, tell
from benchmarks.read_pages import page_of
from benchmarks.recall import Score
from benchmarks.rounds import builds_after_edits

pytestmark = pytest.mark.benchmark
ROOT = Path(__file__).parent.parent
ARTICLE_PAGE = re.compile(r"\d{4}/\d\d/\d\d/[^/]+/index\.html")
UNAVAILABLE = 69
"""Exit code of benchmarks.hugo_site where there is no Hugo."""


def run(module: str, *arguments: object, hash_seed: int = 0) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={"PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def write_archive(folder: Path, *, articles: int, seed: int = 1, hash_seed: int = 0) -> dict[str, bytes]:
    """Write an archive, and return the bytes of each of its files."""
    result = run("benchmarks.archive", folder, "--articles", articles, "--seed", seed, hash_seed=hash_seed)
    assert result.returncode == 0, result.stderr
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def article_pages(output: Path) -> set[str]:
    pages = (str(path.relative_to(output)) for path in output.rglob("index.html"))
    return {page for page in pages if ARTICLE_PAGE.fullmatch(page)}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_archive(tmp_path / "first", articles=40, hash_seed=1)
    second = write_archive(tmp_path / "second", articles=40, hash_seed=2)

    assert first == second


def test_another_seed_gives_another_archive(tmp_path: Path) -> None:
    first = write_archive(tmp_path / "first", articles=5, seed=1)
    second = write_archive(tmp_path / "second", articles=5, seed=2)

    assert first.keys() != second.keys()


def test_so_many_articles_are_so_many_files(tmp_path: Path) -> None:
    files = write_archive(tmp_path, articles=300)

    assert len([name for name in files if name.startswith("content/") and name.endswith(".md")]) == 300


def test_newsgen_and_hugo_publish_the_same_articles(tmp_path: Path) -> None:
    hugo = run("benchmarks.hugo_site", tmp_path / "hugo", "--articles", 60, "--without-related", "--build")
    if hugo.returncode == UNAVAILABLE:
        pytest.skip(hugo.stderr.strip())
    assert hugo.returncode == 0, hugo.stderr
    write_archive(tmp_path / "newsgen", articles=60)
    newsgen = run("newsgen", "build", "--project", tmp_path / "newsgen")
    assert newsgen.returncode == 0, newsgen.stderr

    pages = article_pages(tmp_path / "newsgen" / "build")

    assert len(pages) == 60
    assert pages == article_pages(tmp_path / "hugo" / "public")


def test_newsgen_and_pelican_publish_the_same_articles(tmp_path: Path) -> None:
    if importlib.util.find_spec("pelican") is None:
        pytest.skip("pelican is not installed here")
    wanted = Wanted(articles=60)
    newsgen, pelican = contenders.newsgen(tmp_path, wanted), contenders.pelican(tmp_path)
    for contender in (newsgen, pelican):
        write_sources(contender, wanted)
        contender.build()

    pages = article_pages(tmp_path / "newsgen" / "build")

    assert len(pages) == 60
    assert pages == article_pages(tmp_path / "pelican" / "output")


def test_every_kind_of_page_is_found_in_a_site_of_newsgen(tmp_path: Path) -> None:
    wanted = Wanted(articles=60)
    contender = contenders.newsgen(tmp_path, wanted)
    write_sources(contender, wanted)
    contender.build()

    census = take_census(contender.folder / "build")

    assert census.files["Articles"] == 60
    assert census.files["Front page"] == census.files["Index of dates"] == 1
    assert census.files["Indexes of terms"] == 7  # So few articles are in no series.
    assert census.files["RSS feeds"] == census.files["Atom feeds"]
    assert min(census.files[kind] for kind in ("Days", "Months", "Years", "Other terms", "Sitemaps")) > 0


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("days/2019-01-02/page/2/index.html", "Days"),
        ("months/2019-01/index.html", "Months"),
        ("years/2019/index.html", "Years"),
        ("years/index.html", "Index of dates"),
        ("tags/coal/feed.xml", "RSS feeds"),
        ("tags/coal/page/3/index.html", "Tags, sections, authors"),
        ("series/the-long-strike/index.html", "Other terms"),
        (".newsgen-manifest", "Others"),
    ],
)
def test_a_file_is_counted_with_its_kind(tmp_path: Path, place: str, kind: str) -> None:
    write_files([(place, "text")], tmp_path)

    assert take_census(tmp_path).files == {kind: 1}


def test_sources_of_the_same_archive_are_used_again(tmp_path: Path) -> None:
    wanted = Wanted(articles=5)
    contender = contenders.newsgen(tmp_path, wanted)
    write_sources(contender, wanted)

    assert not write_sources(contender, wanted)


@pytest.mark.parametrize("other", [Wanted(6), Wanted(5, seed=2), Wanted(5, with_related=False)])
def test_sources_of_another_archive_are_written_anew(tmp_path: Path, other: Wanted) -> None:
    write_sources(contenders.newsgen(tmp_path, Wanted(5)), Wanted(5))

    assert write_sources(contenders.newsgen(tmp_path, other), other)
    assert len(list(tmp_path.rglob("*.md"))) == other.articles


def test_sources_left_in_the_middle_of_edits_are_written_anew(tmp_path: Path) -> None:
    wanted = Wanted(articles=5)
    contender = contenders.newsgen(tmp_path, wanted)
    write_sources(contender, wanted)

    with pytest.raises(KeyboardInterrupt), unsealed(contender):
        raise KeyboardInterrupt

    assert write_sources(contender, wanted)


def test_settings_that_newsgen_refuses_leave_a_contender_out(tmp_path: Path) -> None:
    contender = contenders.newsgen(tmp_path, Wanted(5))

    def write_site(_stories: Iterable[Story]) -> None:
        write_files([("newsgen.yaml", "markdown: {dialect: none}\n")], contender.folder)

    with pytest.raises(RefusedError, match=r"newsgen is left out: newsgen\.yaml:"):
        write_sources(replace(contender, write_site=write_site), Wanted(5))


def sources(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["newsgen", "pelican"])
def test_after_the_edits_the_sources_are_what_they_were(tmp_path: Path, name: str) -> None:
    if name == "pelican" and importlib.util.find_spec("pelican") is None:
        pytest.skip("pelican is not installed here")
    contender = contenders.pelican(tmp_path) if name == "pelican" else contenders.newsgen(tmp_path, Wanted(20))
    write_sources(contender, Wanted(20))
    before, template = sources(contender.folder), contender.template_text()
    chosen = edits.choose_stories(make_archive(20, 1), 2)
    for run in (1, 2):
        for edit in edits.edits_of(run, chosen):
            edit.apply(contender, template)
    assert sources(contender.folder) != before

    edits.undo(contender, 2, chosen, template)

    assert sources(contender.folder) == before


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cost]:
    """What the builds of newsgen cost after each edit of a small archive."""
    wanted = Wanted(articles=30)
    contender: Contender = contenders.newsgen(tmp_path_factory.mktemp("rounds"), wanted)
    write_sources(contender, wanted)
    contender.build()
    costs = builds_after_edits([contender], wanted, 1, lambda _what, _cost: None)
    return {title: costs[0] for title, costs in costs["newsgen"].items()}


def written(cost: Cost) -> int:
    return int(json.loads(cost.answer)["written"])


def test_every_edit_is_measured(rounds: dict[str, Cost]) -> None:
    assert tuple(rounds) == edits.TITLES


def test_nothing_changed_writes_nothing(rounds: dict[str, Cost]) -> None:
    assert written(rounds[edits.NOTHING]) == 0


def test_a_text_changes_its_page_only_and_what_is_searched(rounds: dict[str, Cost]) -> None:
    assert json.loads(rounds[edits.BODY].answer)["rendered"] == 1
    assert 1 < written(rounds[edits.BODY]) < 12


@pytest.mark.parametrize("title", [edits.TITLE, edits.ADDED, edits.DELETED])
def test_what_stands_on_other_pages_changes_these(rounds: dict[str, Cost], title: str) -> None:
    assert written(rounds[title]) > 5


def test_a_template_of_articles_changes_all_of_them(rounds: dict[str, Cost]) -> None:
    assert written(rounds[edits.TEMPLATE]) == 30


def test_the_chosen_stories_have_summaries_so_that_their_teasers_hang_on_no_text() -> None:
    chosen = edits.choose_stories(make_archive(50, 1), 3)

    assert len({story.slug for story in chosen}) == 9
    assert all(story.summary for story in chosen)


def test_an_added_article_is_newer_than_all_others() -> None:
    stories = list(make_archive(300, 1))
    added = next(edit for edit in edits.edits_of(1, stories) if edit.title == edits.ADDED)

    assert added.write[0].date > max(story.date for story in stories)


def test_a_line_goes_through_points_on_a_line() -> None:
    line = growth.fit_line([10, 20, 40], [7, 12, 22])

    assert line.at(1_000) == pytest.approx(502)
    assert line.reaches(102) == pytest.approx(200)


@pytest.mark.parametrize("last", [5, 4])
def test_what_never_grows_meets_no_limit(last: int) -> None:
    assert growth.fit_line([10, 20], [5, last]).reaches(6) == float("inf")


def test_an_article_that_costs_twice_as_much_in_the_larger_archive_has_growth_two() -> None:
    assert growth.growth_per_article([10, 100], [1, 20]) == pytest.approx(2)


def test_the_limit_that_fewer_articles_meet_comes_first() -> None:
    lines = {"time": growth.Line(0, 2), "disk": growth.Line(0, 1)}

    assert growth.order_of_limits(lines, {"time": 10, "disk": 8}) == [("time", 5), ("disk", 8)]


def cost(seconds: float) -> Cost:
    return Cost(wall=seconds, cpu=seconds, memory=1, files=1, size=1)


def test_a_ratio_is_how_many_times_hugos_median() -> None:
    table = tables.from_nothing({"newsgen": [cost(1), cost(3), cost(90)], "Hugo": [cost(4)]}, articles=12)

    assert "| Wall clock, seconds | 3.00 (0.75) | 4.00 |" in table


def test_without_hugo_there_are_no_ratios() -> None:
    assert "| Wall clock, seconds | 3.00 |" in tables.from_nothing({"newsgen": [cost(3)]}, articles=12)


def test_growth_over_the_target_is_marked() -> None:
    table = tables.growth({"steep": {10: [cost(1)], 100: [cost(20)]}, "linear": {10: [cost(1)], 100: [cost(10)]}})

    assert "| steep | 2.00 (over) |" in table
    assert "| linear | 1.00 |" in table


def test_a_part_is_replaced_and_the_rest_of_the_page_stays(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- measured: one -->\nold\n<!-- end -->\nb\n<!-- measured: two -->\nold\n<!-- end -->\n")

    replace_parts(page, {"two": r"new \1"})

    assert page.read_text() == (
        "a\n<!-- measured: one -->\nold\n<!-- end -->\nb\n<!-- measured: two -->\n\nnew \\1\n\n<!-- end -->\n"
    )


def test_a_page_without_a_place_for_a_part_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- measured: one -->\nold\n<!-- end -->\n")

    with pytest.raises(MarkerError, match="measured: two"):
        replace_parts(page, {"one": "new", "two": "new"})

    assert "old" in page.read_text()


def test_the_documentation_has_a_place_for_every_part() -> None:
    check_markers(PAGE, [*PARTS, *(each.PART for each in (check, pictures, preview, recall, search, wordpress_import))])


def test_nothing_is_measured_for_a_page_without_a_place_for_it() -> None:
    with pytest.raises(MarkerError, match="measured: no part"):
        read_options(ArgumentParser(), "no part", ["--write"])


@pytest.mark.parametrize(("typed", "part"), [([], "old\n"), (["--write"], "\nnew\n\n")])
def test_a_part_is_put_into_the_page_if_that_is_wanted(
    typed: list[str], part: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- measured: one -->\nold\n<!-- end -->\n")
    monkeypatch.setattr("benchmarks.page.PAGE", page)

    tell("one", "new", read_options(ArgumentParser(), "one", typed))

    assert page.read_text() == f"<!-- measured: one -->\n{part}<!-- end -->\n"


def test_one_command_measures_and_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("".join(f"<!-- measured: {name} -->\n<!-- end -->\n" for name in PARTS))

    code = main(["--extrapolate", "5,10", "--keep", str(tmp_path / "sites"), "--write", str(page)])

    assert code == 0
    assert "First to break: " in page.read_text()
    assert "First to break: " in capsys.readouterr().out


def test_a_command_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    contender = contenders.newsgen(tmp_path, Wanted(5))

    with pytest.raises(CommandError, match=r"ended with 2:(?s:.*)newsgen\.yaml"):
        measure(contender.command, contender.environment)


def test_an_archive_too_small_for_the_edits_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--articles", "29", "--runs", "3"])

    assert "3 runs of the edits want 30 articles or more" in capsys.readouterr().err


def test_the_smallest_archive_has_enough_stories_for_the_edits() -> None:
    for seed in range(20):
        chosen = edits.choose_stories(make_archive(10, seed), 1)

        assert len(list(edits.edits_of(1, chosen))) == len(edits.TITLES)


def test_an_import_of_a_made_export_is_measured_and_its_second_run_writes_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert wordpress_import.main(["--posts", "9"]) == 0

    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines() if line.startswith("| the ")]
    assert [(row[0], int(row[-1])) for row in rows] == [("the first import", 9 + 9 + 9), ("the second one", 0)]


def test_recall_is_told_of_a_folder_of_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, (title, text) in enumerate(
        [
            ("항구의 배", "한국어판에는 항구 소식이 있습니다."),
            ("소식", "AI반도체 소식이 늘었다."),
            ("바다", "배가 바다로 갔다."),
        ]
    ):
        page = f"<title>x</title><body><nav>없음</nav><h1>{title}</h1><p>{text}<br>x &amp; y: *z*</p></body>"
        write_files([(f"{number}.html", page)], tmp_path / "pages")

    code = recall.main(
        [str(tmp_path / "pages"), "--language", "ko", "--queries", "9", "--folder", str(tmp_path / "sites")]
    )

    told = capsys.readouterr().out
    assert code == 0
    assert "| pages; letters of each | 3; " in told
    assert "| 2 letters: recall; precision | 1; 1 |" in told


def test_pages_are_read_in_blocks_without_what_stands_around_them() -> None:
    page = (
        "<title>Site</title><h1></h1><nav>No<form>no</form></nav><p>One <b>tw</b>o<br>three<wbr>\x07 four</p>x"
        '<div class="a text"><ul><li>five<li>six</ul><aside><aside>no</aside>no</aside> &amp;</div>'
    )

    assert page_of(page) == ("Site", ["One two", "three four", "x", "five", "six", "&"])
    assert page_of(page, is_built=True) == ("Site", ["five", "six", "&"])
    assert page_of("<p>Text", is_built=True) == ("", [])


def test_recall_names_what_is_not_found() -> None:
    score = Score()
    score.add("배", true={"a/", "b/"}, found={"a/", "c/"})

    assert (score.recall, score.precision, score.missed, score.wrong) == (0.5, 0.5, ["배"], ["배"])

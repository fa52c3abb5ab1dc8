"""``newsgen theme``: copies of the theme's files, and what they have missed since they were made."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Result, SiteDriver, read_tree

from newsgen import __version__
from newsgen.cli.theme_diff import painted
from newsgen.errors import Problem
from newsgen.project import theme_folder
from newsgen.renderer.theme_copies import Original, lines_of, original_path, read_original, write_original
from newsgen.renderer.theme_purposes import PURPOSES, purpose_of

ROOT = Path(__file__).parent.parent
YEAR = (ROOT / "templates" / "year.html").read_text(encoding="utf-8")
LINES = YEAR.splitlines()
FIRST, LAST = 5, len(LINES) - 4
"""Two lines of it, far from each other, that no theme and no designer has changed yet."""
YEAR_COPY = "templates/year.html"
ORIGINAL = f"theme-originals/{YEAR_COPY}.txt"


def changed(*edits: tuple[int, str], text: str = YEAR) -> str:
    """The theme's template for a year, or another text, with other lines."""
    lines: list[str | None] = [*text.splitlines()]
    for number, line in edits:
        lines[number] = line or None
    return "".join(f"{line}\n" for line in lines if line is not None)


def copied(site: SiteDriver, older: str, mine: str | bytes, path: str = YEAR_COPY, file: str = "") -> None:
    """A copy as an older newsgen has made it, of a theme that was other then, and a designer has changed it."""
    site.write_file(path, mine)
    site.write_file(original_path(path), write_original(file or path, "0.0.9", lines_of(older)))


def copy_of(site: SiteDriver, path: str = YEAR_COPY) -> dict[str, Any]:
    """How a copy stands to the theme, as `diff` tells it."""
    [found] = [each for each in site.newsgen("theme", "diff", "--json").json if each["path"] == path]
    return dict(found)


def state(site: SiteDriver, path: str = YEAR_COPY) -> tuple[str, int, int, int]:
    """State, and how many changes are in it already, are missed, and conflict."""
    found = copy_of(site, path)
    return found["state"], found["taken"], found["missed"], found["conflicts"]


# What there is


def test_every_file_of_the_theme_has_a_purpose_and_every_purpose_a_file() -> None:
    files = [
        path.relative_to(ROOT).as_posix().removeprefix("templates/")
        for folder in ("templates", "static")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    ]

    assert not [name for name in files if not purpose_of(name)]
    assert {purpose_of(name) for name in files} == set(PURPOSES.values())


def test_the_documentation_has_the_same_purposes() -> None:
    chapter = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8").split("### The files of the theme\n")[1]
    table = chapter.split("\n##")[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.*) \|$", re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", table), re.MULTILINE)

    assert {name: text.replace("`", "") for name, text in rows} == dict(PURPOSES)


def test_the_list_has_every_file_and_says_what_it_is_for(site: SiteDriver) -> None:
    files = {each["name"]: each for each in site.newsgen("theme", "list", "--json").json["files"]}

    assert files["year.html"] == {
        "name": "year.html",
        "path": YEAR_COPY,
        "group": "pages",
        "purpose": "a year and its months",
        "copy": None,
    }
    assert files["static/style.css"]["group"] == "static files"
    shown = site.newsgen("theme").out
    assert not [name for name in files if name not in shown]
    assert f"{len(files)} files; the publication has none of them" in shown


def test_the_list_names_copies_and_how_they_stand(site: SiteDriver) -> None:
    copied(site, changed((FIRST, "{# old #}")), changed((FIRST, "{# old #}")))
    site.newsgen("theme", "copy", "day.html")

    listed = site.newsgen("theme", "list")

    assert listed.code == 0
    assert "theme/year.html has changed in 1 place since newsgen 0.0.9: 1 to be taken over" in listed.out
    assert "templates/day.html: the same as theme/day.html" in listed.out
    assert "the publication has 2 of them, 1 to look at" in listed.out


def test_the_theme_itself_has_no_copies(tmp_path: Path) -> None:
    paper = SiteDriver(tmp_path / "paper")
    (paper.root / "templates").symlink_to(theme_folder() / "templates")
    (paper.root / "static").symlink_to(theme_folder() / "static")

    assert "are the theme itself" in paper.newsgen("theme").out
    refused = paper.newsgen("theme", "copy", "year.html")
    assert (refused.code, "are the theme itself" in refused.err) == (2, True)


# Copying


def test_a_copy_is_the_theme_s_file_to_the_byte_and_changes_no_page(site: SiteDriver) -> None:
    site.write()
    site.build()
    before = site.files()

    done = site.newsgen("theme", "copy", "article.html", "static/style.css", "theme/rss.xml", "./templates/robots.txt")

    assert done.code == 0, done.err
    for path in ("templates/article.html", "static/style.css", "templates/rss.xml", "templates/robots.txt"):
        assert (site.root / path).read_bytes() == (ROOT / path).read_bytes()
        assert f"{path} is a copy of theme/" in done.out
    site.build("--verify")
    assert site.files() == before
    assert site.newsgen("check").code == 0
    assert "theme-originals" not in site.newsgen("check").err


def test_a_copy_says_what_may_do_in_its_place(site: SiteDriver) -> None:
    said = site.newsgen("theme", "copy", "article.html").out

    assert '{% extends "theme/article.html" %}' in said
    assert "{% block byline %}{{ super() }}" in said
    assert "corrections" in said


def test_the_documentation_shows_what_a_copy_says(site: SiteDriver) -> None:
    said = site.newsgen("theme", "copy", "year.html")

    assert f"$ newsgen theme copy year.html\n{said.out}```" in (ROOT / "docs" / "templates.md").read_text(
        encoding="utf-8"
    )


def test_the_lines_that_a_copy_advises_are_a_template(site: SiteDriver) -> None:
    site.write()
    said = site.newsgen("theme", "copy", "article.html", "static/style.css").out
    lines = [line.strip() for line in said.splitlines() if line.strip().startswith("{%")]
    site.remove("static/style.css")

    site.write_file("templates/article.html", "\n".join(lines[:2]))
    site.write_file("templates/base.html", "\n".join(lines[2:]))
    site.write_file("static/own.css", "p {}")

    assert site.build().code == 0
    page = site.read("2025/03/04/a/index.html")
    assert "and what you add" in page
    assert "own.css" in page


def test_nothing_is_ever_overwritten(site: SiteDriver) -> None:
    site.write_file(YEAR_COPY, "mine")

    refused = site.newsgen("theme", "copy", "day.html", "year.html")

    assert refused.code == 2
    assert "templates/year.html is there already" in refused.err
    assert (site.root / YEAR_COPY).read_text() == "mine"
    assert not (site.root / "templates/day.html").exists()
    assert not (site.root / "theme-originals").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("artcle.html", "did you mean `article.html`?"),
        ("home", "did you mean `home.html`?"),
        ("teaser.html", "did you mean `partials/teaser.html`?"),
        ("../x", "the theme has no file '../x'"),
        ("../../templates/year.html", "the theme has no file"),
        ("templates/../templates/year.html", "the theme has no file"),
        ("/etc/passwd", "the theme has no file"),
        ("", "the theme has no file"),
        ("labels/ko.yaml", "write only the words that differ into templates/labels.yaml: `ko:`"),
        ("labels.yaml", "write only the words that differ into templates/labels.yaml"),
    ],
)
def test_what_the_theme_does_not_have_is_not_copied(site: SiteDriver, name: str, said: str) -> None:
    before = read_tree(site.root)

    refused = site.newsgen("theme", "copy", name)

    assert (refused.code, said in refused.err) == (2, True), refused.err
    assert read_tree(site.root) == before


@pytest.mark.parametrize("link", ["templates", "templates/partials", "theme-originals"])
def test_no_link_leads_a_copy_out_of_the_publication(site: SiteDriver, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site.root / link).parent.mkdir(exist_ok=True)
    (site.root / link).symlink_to(outside)

    refused = site.newsgen("theme", "copy", "partials/count.html")

    assert (refused.code, "outside of the publication" in refused.err) == (2, True), refused.err
    assert not list(outside.iterdir())


def test_a_link_that_leads_nowhere_is_in_the_way_of_a_copy(site: SiteDriver) -> None:
    (site.root / "templates").mkdir()
    (site.root / YEAR_COPY).symlink_to("nowhere.html")

    assert "is there already" in site.newsgen("theme", "copy", "year.html").err
    assert not (site.root / "templates/nowhere.html").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_publication_that_cannot_be_written_is_told_and_can_be_looked_at(site: SiteDriver) -> None:
    copied(site, changed((FIRST, "{# old #}")), changed((FIRST, "{# old #}")))
    folders = [site.root, *(path for path in site.root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert site.newsgen("theme", "copy", "day.html").code == 3
        assert site.newsgen("theme", "merge", "--write").code == 3
        assert state(site) == ("behind", 0, 1, 0)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert (site.root / YEAR_COPY).read_text() == changed((FIRST, "{# old #}"))


def test_where_originals_cannot_be_kept_nothing_is_copied(site: SiteDriver) -> None:
    site.write_file("theme-originals", "a file in the way")

    refused = site.newsgen("theme", "copy", "day.html")

    assert (refused.code, "cannot write" in refused.err) == (3, True), refused.err
    assert not (site.root / "templates").exists()


# What a copy has missed

OLD, MINE = "{# old #}", "{# mine #}"
CASES = {
    "untouched": (changed((FIRST, OLD)), changed((FIRST, OLD)), ("behind", 0, 1, 0)),
    "changed elsewhere": (changed((FIRST, OLD)), changed((FIRST, OLD), (LAST, MINE)), ("behind", 0, 1, 0)),
    "changed at the same place": (changed((FIRST, OLD)), changed((FIRST, MINE)), ("behind", 0, 0, 1)),
    "taken over by hand": (changed((FIRST, OLD)), changed((LAST, MINE)), ("changed", 1, 0, 0)),
    "nothing missed": (YEAR, changed((LAST, MINE)), ("changed", 0, 0, 0)),
    "the same": (changed((FIRST, OLD)), YEAR, ("same", 1, 0, 0)),
    "a line came": (changed((FIRST, "")), changed((FIRST, ""), (LAST, MINE)), ("behind", 0, 1, 0)),
    "a line went": (YEAR + "{# old #}\n", YEAR + "{# old #}\n", ("behind", 0, 1, 0)),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_copy_has_missed_is_told(site: SiteDriver, name: str) -> None:
    older, mine, expected = CASES[name]
    copied(site, older, mine)

    assert state(site) == expected
    assert site.newsgen("theme", "diff").code == (expected[0] == "behind")
    assert site.newsgen("theme", "diff", "year.html").code == (expected[0] == "behind")


def test_the_diff_says_of_each_piece_what_it_is_to_the_copy(site: SiteDriver) -> None:
    copied(site, changed((FIRST, OLD), (LAST, OLD)), changed((FIRST, OLD), (LAST, MINE)))

    told = site.newsgen("theme", "diff").out

    assert "--- theme/year.html\tnewsgen 0.0.9" in told
    assert f"+++ theme/year.html\tnewsgen {__version__}" in told
    assert "@@ to be taken over" in told
    assert f"@@ in conflict with yours, {YEAR_COPY}:{LAST + 1}" in told
    assert f"-{OLD}\n+{LINES[FIRST]}\n" in told
    assert "\x1b" not in told


def test_on_a_terminal_what_differs_in_a_line_is_set_off() -> None:
    lines = [
        "--- a",
        "+++ b",
        "@@ -1,3 +1,3 @@ words",
        " same",
        '-<p class="by">x</p>',
        '+<p class="line">x</p>',
        "-gone",
    ]

    shown = list(painted(lines))

    assert [click.unstyle(line) for line in shown] == lines
    assert shown[3] == " same"
    assert click.style("by", fg="red", reverse=True) in shown[4]
    assert click.style("line", fg="green", reverse=True) in shown[5]
    assert shown[6] == click.style("-gone", fg="red")


@given(st.lists(st.text("-+@ ab", min_size=1), max_size=8))
@examples(200)
def test_colours_leave_every_line_as_it_is(lines: list[str]) -> None:
    assert [click.unstyle(line) for line in painted(lines)] == lines


def test_a_copy_made_by_hand_is_compared_with_the_theme_of_today(site: SiteDriver) -> None:
    site.write_file(YEAR_COPY, changed((FIRST, MINE)))

    told = site.newsgen("theme", "diff")

    assert told.code == 1
    assert "what it was made from is not known" in told.out
    assert f"-{MINE}\n+{LINES[FIRST]}\n" in told.out
    assert "--keep-mine --write" in told.err
    assert site.newsgen("theme", "merge", "year.html", "--write").code == 1
    assert not (site.root / ORIGINAL).exists()


def test_a_copy_made_by_hand_is_followed_from_when_it_is_said_to_be_right(site: SiteDriver) -> None:
    site.write_file(YEAR_COPY, changed((FIRST, MINE)))

    assert site.newsgen("theme", "merge", "year.html", "--keep-mine").code == 0
    assert not (site.root / ORIGINAL).exists()
    assert site.newsgen("theme", "merge", "year.html", "--keep-mine", "--write").code == 0

    assert state(site) == ("changed", 0, 0, 0)
    assert (site.root / YEAR_COPY).read_text() == changed((FIRST, MINE))


def test_a_template_that_extends_the_theme_s_is_no_copy(site: SiteDriver) -> None:
    site.write_file(YEAR_COPY, '{%- extends "theme/year.html" %}\n{% block main %}{{ super() }}{% endblock %}\n')

    assert state(site)[0] == "extends"
    assert site.newsgen("theme", "diff").code == 0


def test_a_copy_of_a_file_that_the_theme_has_no_more_is_told(site: SiteDriver) -> None:
    site.write()
    copied(site, "a\nb\n", "a\nmine\n", "templates/partials/lead.html")

    told = site.newsgen("theme", "diff")

    assert told.code == 1
    assert "templates/partials/lead.html: the theme has no partials/lead.html any more" in told.out
    assert "theme-originals/templates/partials/lead.html.txt" in told.err
    assert site.newsgen("theme", "merge", "partials/lead.html", "--write", "--keep-mine").code == 1


def test_a_copy_that_was_renamed_is_known_by_its_text(site: SiteDriver) -> None:
    older = changed((FIRST, OLD))
    copied(site, older, changed((LAST, MINE), text=older))
    (site.root / YEAR_COPY).rename(site.root / "templates/annual.html")
    site.write_file("templates/another.html", "something\nelse\n")

    assert state(site, "templates/annual.html") == ("behind", 0, 1, 0)
    assert "(templates/year.html until it was renamed)" in site.newsgen("theme", "diff", "annual.html").out
    assert site.newsgen("theme", "merge", "annual.html", "--write").code == 0

    assert (site.root / "templates/annual.html").read_text() == changed((LAST, MINE))
    found = site.newsgen("theme", "list", "--json").json
    assert [(each["path"], each["theme_path"], each["state"]) for each in found["others"]] == [
        ("templates/annual.html", YEAR_COPY, "changed")
    ]
    assert found["lost_originals"] == [ORIGINAL]


def test_an_original_without_a_copy_is_named_and_is_in_no_way(site: SiteDriver) -> None:
    copied(site, changed((FIRST, OLD)), YEAR)
    site.remove(YEAR_COPY)

    assert f"{ORIGINAL}: its copy is gone" in site.newsgen("theme").out
    assert site.newsgen("theme", "diff").code == 0
    assert site.newsgen("theme", "copy", "year.html").code == 0
    assert state(site) == ("same", 0, 0, 0)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_are_no_change_and_stay(site: SiteDriver, ending: str) -> None:
    older = changed((FIRST, OLD))
    copied(site, older, changed((LAST, MINE), text=older).replace("\n", ending).encode())
    kept = (site.root / ORIGINAL).read_bytes()
    site.write_file(ORIGINAL, kept.replace(b"\n", b"\r\n"))  # as git does with core.autocrlf

    assert state(site) == ("behind", 0, 1, 0)
    assert site.newsgen("theme", "merge", "--write").code == 0
    assert (site.root / YEAR_COPY).read_bytes() == changed((LAST, MINE)).replace("\n", ending).encode()


def test_a_byte_order_mark_and_a_missing_last_line_end_are_no_change_and_stay(site: SiteDriver) -> None:
    older = changed((FIRST, OLD))
    copied(site, older, b"\xef\xbb\xbf" + older.rstrip("\n").encode())

    assert state(site) == ("behind", 0, 1, 0)
    site.newsgen("theme", "merge", "--write")
    assert (site.root / YEAR_COPY).read_bytes() == b"\xef\xbb\xbf" + YEAR.rstrip("\n").encode()


def test_a_copy_that_is_no_utf_8_is_told_with_its_place(site: SiteDriver) -> None:
    copied(site, YEAR, changed((FIRST, "caf?")).encode().replace(b"caf?", b"caf\xe9"))

    told = site.newsgen("theme", "diff")

    assert told.code == 1
    assert f"{YEAR_COPY}:{FIRST + 1}:4: error: not UTF-8" in told.err
    assert site.newsgen("theme", "merge", "year.html", "--write", "--keep-mine").code == 1
    assert "not UTF-8" in site.newsgen("theme").out


def test_a_copy_behind_a_link_is_what_a_build_takes(site: SiteDriver, tmp_path: Path) -> None:
    older = changed((FIRST, OLD))
    copied(site, older, older, "templates/shared/year.html", YEAR_COPY)
    (site.root / "theme-originals/templates/shared/year.html.txt").rename(site.root / ORIGINAL)
    (site.root / YEAR_COPY).symlink_to("shared/year.html")

    site.newsgen("theme", "merge", "year.html", "--write")

    assert (site.root / YEAR_COPY).is_symlink()
    assert (site.root / "templates/shared/year.html").read_text() == YEAR
    outside = tmp_path / "outside.html"
    outside.write_text(older)
    site.remove(YEAR_COPY)
    site.remove("templates/shared")
    (site.root / YEAR_COPY).symlink_to(outside)
    site.newsgen("theme", "merge", "--write")
    assert outside.read_text() == older
    assert "is not in the publication" in site.newsgen("theme", "diff", "year.html").err


def test_links_in_a_circle_are_no_copy(site: SiteDriver) -> None:
    (site.root / "templates").mkdir()
    (site.root / YEAR_COPY).symlink_to("year.html")

    assert site.newsgen("theme", "diff").code == 0
    assert site.newsgen("theme", "copy", "year.html").code == 2


def test_an_original_that_somebody_has_edited_is_not_believed(site: SiteDriver) -> None:
    site.write()
    copied(site, changed((FIRST, OLD)), changed((FIRST, OLD)))
    kept = (site.root / ORIGINAL).read_text()
    site.write_file(ORIGINAL, kept.replace("<", "["))

    told = site.newsgen("theme", "diff")

    assert told.code == 1
    assert f"{ORIGINAL} was changed" in told.out
    assert "restore it from version control" in told.err
    assert site.newsgen("theme", "merge", "--write").code == 0
    assert (site.root / YEAR_COPY).read_text() == changed((FIRST, OLD))
    assert "[theme-copy]" in site.newsgen("check").err


@pytest.mark.parametrize("text", ["", "a\n", "a\n\nb\n\n", "caf\udce9\n", "\n"])
def test_what_is_kept_of_an_original_is_read_as_it_was(text: str) -> None:
    kept = write_original(YEAR_COPY, "1.2.3", lines_of(text))

    if "\udce9" in text:
        assert isinstance(read_original(YEAR_COPY, kept), Problem)
    else:
        assert read_original(YEAR_COPY, kept) == Original(YEAR_COPY, YEAR_COPY, "1.2.3", tuple(lines_of(text)))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dif",), "did you mean `diff`?"),
        (("list", "year.html"), "takes no names"),
        (("copy",), "wants the names of files"),
        (("diff", "--write"), "--write is for `theme merge`"),
        (("merge", "--keep-mine"), "--keep-mine wants the names"),
        (("diff", "year.html"), "templates/year.html is not in the publication: the theme's own is used"),
        (("diff", "../year.html"), "is no copy of a file of the theme"),
        (("merge", "yaer.html"), "is no copy of a file of the theme"),
    ],
)
def test_what_cannot_be_asked_is_told(site: SiteDriver, arguments: tuple[str, ...], said: str) -> None:
    refused = site.newsgen("theme", *arguments)

    assert (refused.code, said in refused.err) == (2, True), refused.err


# Taking over


def test_a_merge_is_tried_before_it_is_done(site: SiteDriver) -> None:
    older = changed((FIRST, OLD))
    mine = changed((LAST, MINE), text=older)
    copied(site, older, mine)
    kept = (site.root / ORIGINAL).read_bytes()

    tried = site.newsgen("theme", "merge")
    assert (tried.code, (site.root / YEAR_COPY).read_text(), (site.root / ORIGINAL).read_bytes()) == (0, mine, kept)
    assert f"-{OLD}\n+{LINES[FIRST]}\n" in tried.out
    assert "Nothing was written" in tried.out

    done = site.newsgen("theme", "merge", "--write")
    assert done.code == 0
    assert (site.root / YEAR_COPY).read_text() == changed((LAST, MINE))
    assert state(site) == ("changed", 0, 0, 0)
    assert copy_of(site)["copied_from"] == __version__
    assert "no copy is behind" in site.newsgen("theme", "merge").out


def test_a_conflict_is_told_and_never_written(site: SiteDriver) -> None:
    older = changed((FIRST, OLD + "\n{# older #}"), (LAST, OLD))
    mine = changed((FIRST, OLD + "\n{# older #}"), (LAST, MINE))
    copied(site, older, mine)

    done = site.newsgen("theme", "merge", "--write")

    assert done.code == 1
    assert (site.root / YEAR_COPY).read_text() == changed((LAST, MINE))
    assert f"{YEAR_COPY}:{LAST + 1}: conflict: the theme has changed\n-{OLD}\n+{LINES[LAST]}\n" in done.out
    assert "--keep-mine --write" in done.err
    assert state(site) == ("behind", 0, 0, 1)
    again = site.newsgen("theme", "merge", "--json")
    assert again.code == 1
    assert again.json[0]["conflicts"] == [
        {"line": LAST + 1, "yours": [MINE], "theme_then": [OLD], "theme_now": [LINES[LAST]]}
    ]

    assert "no copy would change\n" in site.newsgen("theme", "merge").out
    tried = site.newsgen("theme", "merge", "year.html", "--keep-mine")
    assert "would count as known to it\nno copy would change. Nothing was written" in tried.out
    assert site.newsgen("theme", "merge", "year.html", "--keep-mine", "--write").code == 0
    assert (site.root / YEAR_COPY).read_text() == changed((LAST, MINE))
    assert state(site) == ("changed", 0, 0, 0)


def test_what_a_merge_would_break_is_left_and_told(site: SiteDriver) -> None:
    older = YEAR.replace("{% block main %}", "").replace("{% endblock %}", "", 1)
    mine = older + "{# mine #}\n" * 3 + "{% block main %}{% endblock %}\n"
    copied(site, older, mine)

    done = site.newsgen("theme", "merge", "--write")

    assert done.code == 1
    assert "with the theme's changes it would be no template any more: block 'main' defined twice" in done.err
    assert (site.root / YEAR_COPY).read_text() == mine
    assert state(site)[2] > 0


def test_a_merge_of_several_copies_leaves_those_that_are_up_to_date(site: SiteDriver) -> None:
    copied(site, changed((FIRST, OLD)), changed((FIRST, OLD)))
    css = (ROOT / "static/style.css").read_text(encoding="utf-8")
    copied(site, f"/* old */\n{css}", f"/* old */\n{css}p {{}}\n", "static/style.css")
    site.newsgen("theme", "copy", "day.html")
    site.write_file("templates/month.html", "by hand")

    merged = site.newsgen("theme", "merge", "--write", "--json").json

    assert [(each["path"], each["taken"], each["is_written"]) for each in merged] == [
        ("static/style.css", 1, True),
        (YEAR_COPY, 1, True),
    ]
    assert (site.root / "static/style.css").read_text(encoding="utf-8") == f"{css}p {{}}\n"
    assert (site.root / "templates/month.html").read_text() == "by hand"


# Checks


def test_a_check_tells_of_copies_that_are_behind_and_of_no_others(site: SiteDriver) -> None:
    site.write()
    site.write_file("templates/day.html", (ROOT / "templates/day.html").read_text() + "{# by hand #}")
    site.newsgen("theme", "copy", "month.html")
    taken = (LAST + FIRST) // 2
    copied(site, changed((FIRST, OLD), (taken, OLD), (LAST, OLD)), changed((FIRST, OLD), (LAST, MINE)))
    assert state(site) == ("behind", 1, 1, 1)
    site.build()

    told = [each for each in site.newsgen("check", "--json").json["problems"] if each["rule"] == "theme-copy"]

    assert [(each["path"], each["severity"]) for each in told] == [(YEAR_COPY, "warning")]
    assert "lacks 2 changes that theme/year.html has had since newsgen 0.0.9" in told[0]["what"]


def test_the_output_may_not_be_the_folder_of_originals(site: SiteDriver) -> None:
    site.write()

    assert site.build("--output", str(site.root / "theme-originals")).code == 2


# An upgrade, played for real


@pytest.fixture
def old_newsgen(tmp_path: Path) -> Iterator[Path]:
    """An older newsgen beside this one, with a theme of its own, as it is installed."""
    package = tmp_path / "old" / "newsgen"
    shutil.copytree(ROOT / "src" / "newsgen", package, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("templates", "static"):
        shutil.copytree(ROOT / folder, package / "theme" / folder)
    module = package / "__init__.py"
    module.write_text(module.read_text().replace(f'__version__ = "{__version__}"', '__version__ = "0.0.7"'))
    yield package
    shutil.rmtree(package)


def call(package: Path, site: SiteDriver, *arguments: str) -> Result:
    """Runs a command of the older newsgen."""
    command = [sys.executable, "-P", "-m", "newsgen", arguments[0], "--project", str(site.root), *arguments[1:]]
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.mark.long
def test_a_copy_goes_through_an_upgrade_of_newsgen(site: SiteDriver, old_newsgen: Path, tmp_path: Path) -> None:
    template = old_newsgen / "theme" / "templates" / "article.html"
    today = template.read_text(encoding="utf-8")
    line = "<article"
    assert today.count(line) == 1
    template.write_text(today.replace(line, "<article data-old"), encoding="utf-8")
    site.write()
    made = call(old_newsgen, site, "theme", "copy", "article.html")
    assert (made.code, "of newsgen 0.0.7" in made.out) == (0, True), made.err
    copy = site.write_file(
        "templates/article.html", (site.root / "templates/article.html").read_text(encoding="utf-8") + "{# mine #}\n"
    )
    assert call(old_newsgen, site, "theme", "diff").code == 0
    assert call(old_newsgen, site, "build").code == 0
    assert "data-old" in site.read("2025/03/04/a/index.html")

    # Another machine: what version control has, and nothing else.
    clone = SiteDriver(tmp_path / "clone")
    for path in ("content", "templates", "theme-originals"):
        shutil.copytree(site.root / path, clone.root / path)
    assert clone.newsgen("theme", "diff").code == 1
    assert copy_of(clone, "templates/article.html")["copied_from"] == "0.0.7"
    assert clone.newsgen("theme", "merge", "--write").code == 0
    assert clone.newsgen("theme", "diff").code == 0
    assert (clone.root / "templates/article.html").read_text(encoding="utf-8") == today + "{# mine #}\n"
    assert clone.build().code == 0
    assert "data-old" not in clone.read("2025/03/04/a/index.html")
    assert copy.exists()

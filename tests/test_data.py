"""The files of data/: what templates get of them, what is wrong with them, and who is made anew after an edit."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import SiteDriver, tree_digest
from hypothesis import given
from hypothesis import strategies as st
from tests.test_partial_builds import settle

from newsgen.documents.data import MAX_DATA_BYTES, read_data
from newsgen.documents.text import Text
from newsgen.errors import Problem

FILES: Mapping[str, str | bytes] = {
    "team.yaml": "- name: Jo <b>\n  since: 2003\n  active: true\n  left:\n- name: no\n  since: 0123\n",
    "team-2025.yml": "lead: 'true'\nversion: 1.10\nday: 2025-12-14\ndeep: {list: [a, 2]}\n",
    "votes.json": '{"yes": 12, "share": 0.5, "no": null, "ok": false, "long": 1' + "0" * 50 + ', "é": "\\u00e9"}',
    "towns.csv": 'Name,People\n"Harwick, East",1200\n\nBay,80\n',
    "excel.csv": "\ufeffNaam;Aantal\r\nÉén;1\r\n",
    "tide.toml": "high = 07:30:00\nday = 2025-12-14\n[port]\nname = 'Quay'\n",
    "people/jane.yaml": "role: editor",
    "people/old/bob.yaml": "role: writer",
    "plain.yaml": "just words",
    "empty.yaml": "",
    "rows.csv": "",
    "README.md": "not data",
    ".hidden.yaml": "x: [",
    "draft.yaml~": "x: [",
}
SHOWN: Mapping[str, str] = {
    "data.team[0].name": "Jo &lt;b&gt;",
    "data.team[0].since + 1": "2004",
    "data.team[0].active": "True",
    "data.team[0].left": "",
    "data.team[1].name": "no",
    "data.team[1].since": "0123",
    "data.team|length": "2",
    "data['team-2025'].lead": "true",
    "data['team-2025'].version": "1.10",
    "data['team-2025'].day|date_long": "14 December 2025",
    "data['team-2025'].deep.list|join('+')": "a+2",
    "data.votes.yes + 1": "13",
    "data.votes.share * 2": "1.0",
    "data.votes.no": "",
    "data.votes.ok": "False",
    "data.votes.long|length": "51",
    "data.votes['é']": "é",
    "data.votes|tojson": '{"yes":12,',
    "data.towns[0].Name": "Harwick, East",
    "data.towns|map(attribute='People')|map('int')|sum": "1280",
    "data.excel[0].Naam": "Één",
    "data.tide.high": "07:30:00",
    "data.tide.day|date_long": "14 December 2025",
    "data.tide.port.name": "Quay",
    "data.people.jane.role": "editor",
    "data.people['old'].bob.role": "writer",
    "data['people/jane'].role": "editor",
    "data.people|join(' ')": "jane old",
    "data.people.items()|map('first')|join(' ')": "jane old",
    "data|join(' ')": "empty excel people plain rows team team-2025 tide towns votes",
    "data.plain": "just words",
    "data.empty": "",
    "data.rows|length": "0",
    "data.people": "data/people",
    "data": "data",
    "data.nothing is defined": "False",
    "data.nothing|default('none')": "none",
    "data.people.nobody is defined": "False",
    "data.team is defined": "True",
    "'team' in data": "True",
    "'nothing' in data": "False",
    "data.get('nothing', 'none')": "none",
    "data.README is defined": "False",
}


def write(site: SiteDriver, files: Mapping[str, str | bytes]) -> SiteDriver:
    """Files of data/."""
    for path, content in files.items():
        site.write_file(f"data/{path}", content)
    return site


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Each expression to what a page shows of it."""
    site = write(SiteDriver(tmp_path_factory.mktemp("data") / "site"), FILES)
    site.write_file("templates/404.html", "".join(f"{{{{ {expression} }}}}\n\n" for expression in SHOWN))
    result = site.build()
    assert result.code == 0, result.err
    return dict(zip(SHOWN, site.read("404.html").split("\n\n"), strict=False))


@pytest.mark.parametrize("expression", SHOWN)
def test_a_template_shows_data(expression: str, told: Mapping[str, str]) -> None:
    assert told[expression].startswith(SHOWN[expression])
    assert told[expression] or not SHOWN[expression]


BAD: Mapping[str, tuple[str, str | bytes, str]] = {
    "a mistake in YAML": ("a.yaml", "x: 1\ny: 'open\n", "data/a.yaml:2:4: error: a quotation mark is not closed"),
    "an anchor": ("a.yaml", "x: &a [1]\ny: *a\n", "data/a.yaml:1:4: error: anchors and aliases"),
    "a tag": ("a.yaml", "x: !!python/object:os.system 1\n", "data/a.yaml:1:4: error: tag not allowed"),
    "a key twice": ("a.yaml", "x: 1\nx: 2\n", "data/a.yaml:2:1: error: `x` is set twice (first on line 1)"),
    "deep YAML": ("a.yaml", "[" * 40 + "]" * 40, "data/a.yaml:1:33: error: nested deeper than 32 levels"),
    "very deep YAML": ("a.yaml", "[" * 50_000, "data/a.yaml:1:32: error: nested deeper than 32 levels"),
    "a control": ("a.yaml", "x: a\x01b\n", "data/a.yaml:1:5: error: control character U+0001"),
    "a mistake in JSON": ("a.json", '{"x": 1,\n "y" 2}', "data/a.json:2:6: error: not valid JSON: Expecting ':'"),
    "a key twice in JSON": ("a.json", '{"x": 1,\n "x": 2}', "data/a.json:2:2: error: `x` is set twice"),
    "deep JSON": ("a.json", '{"[": ' + "[" * 40 + "]" * 40 + "}", "data/a.json:1:38: error: nested deeper than"),
    "very deep JSON": ("a.json", "[" * 100_000, "data/a.json:1:33: error: nested deeper than"),
    "a number that is none": ("a.json", "[1,\n NaN]", "data/a.json:2:2: error: a number that is none"),
    "half a character": ("a.json", '["a",\n "\\ud800"]', "data/a.json:2:3: error: control character U+D800"),
    "a NUL": ("a.json", '["a\\u0000"]', "data/a.json:1:4: error: NUL byte, written as an escape"),
    "a control in a key": ("a.json", '{"a\\u0001": 1}', "data/a.json:1:4: error: control character U+0001"),
    "a mistake in TOML": ("a.toml", "x = 1\ny = \n", "data/a.toml:2:5: error: not valid TOML: invalid value"),
    "a long number in TOML": ("a.toml", "x = 1\ny = " + "1" * 5000, "data/a.toml:2:5: error: a number of too many"),
    "a deep key in TOML": ("a.toml", "x = 1\n" + "a." * 40 + "a = 1\n", "data/a.toml:2:1: error: nested deeper than"),
    "a very deep key in TOML": ("a.toml", "[" + "a." * 100_000 + "a]\n", "data/a.toml:1:2: error: nested deeper than"),
    "quotation marks in JSON": ("a.json", '"\\' * 100_000, "data/a.json:1:1: error: not valid JSON: Unterminated"),
    "many columns of one name": ("a.csv", "x" + ",x" * 100_000, "data/a.csv:1:200001: error: two columns are"),
    "a row too long": (
        "a.csv",
        "x,y\n1,2\n\n1,2,3\n",
        "data/a.csv:4:1: error: a row of 3; the first row names 2: x, y",
    ),
    "a row too short": ("a.csv", "x,y\n1\n", "data/a.csv:2:1: error: a row of 1; the first row names 2: x, y"),
    "a column twice": ("a.csv", "x,y,x\n1,2,3\n", "data/a.csv:1:5: error: two columns are named `x`"),
    "a column without a name": ("a.csv", "x,,y\n1,2,3\n", "data/a.csv:1:1: error: column 2 has no name"),
    "an open cell": ("a.csv", 'x,y\n1,2\n1,"2\n3,4\n', "data/a.csv:3:3: error: not valid CSV: unexpected end of data"),
    "a quotation mark": ("a.csv", 'x,y\n"1"a,2\n', "data/a.csv:2:1: error: not valid CSV: ',' expected after '\"'"),
    "a large cell": ("a.csv", "x\n" + "a" * 200_000, "data/a.csv:2:1: error: not valid CSV: field larger than"),
    "no text": ("a.csv", b"x\n\xe9\n", "data/a.csv:2:1: error: not UTF-8: byte 0xE9"),
    "too large": ("a.csv", b"x\n" * (MAX_DATA_BYTES // 2 + 1), "data/a.csv: error: larger than 5 MB"),
}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("fault", BAD)
def test_what_is_wrong_with_data_is_told_at_its_place(fault: str, site: SiteDriver) -> None:
    path, content, message = BAD[fault]
    write(site, {path: content})
    site.write_file("templates/404.html", "{{ data.a }}")

    result = site.build()

    assert result.code == 1, result.err
    assert message in result.err
    assert "Traceback" not in result.err
    assert not site.output.exists()


def test_all_mistakes_in_data_are_told_at_once(site: SiteDriver) -> None:
    write(site, {"a.yaml": "x: [", "b.csv": "x,y\n1\n1\n", "c.json": "{", "d.yaml": "fine: 1"})
    site.write("content/no-title.md", title=None)
    site.write_file("templates/404.html", "{{ data.a }}")

    result = site.build()

    told = [
        path for path in ("data/a.yaml:1:", "data/b.csv:2:1", "data/b.csv:3:1", "data/c.json:1:2") if path in result.err
    ]
    assert len(told) == 4
    assert "content/no-title.md:2:1" in result.err


def test_a_file_that_nobody_asks_for_is_not_read(site: SiteDriver) -> None:
    write(site, {"a.yaml": "x: [", "b.yaml": "x: 1"})
    site.write_file("templates/404.html", "{{ data.b.x }}")

    assert site.build().code == 0


NAMES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "two forms": (("a.json", "a.yaml"), "data/a.yaml: error: data/a.json has the same name for templates, `a`"),
    "a folder": (("a.yaml", "a/b.yaml"), "data/a.yaml: error: a folder has the same name for templates, `a`"),
    "a deep folder": (("x/a.csv", "x/a/b/c.csv"), "data/x/a.csv: error: a folder has the same name for templates"),
}


@pytest.mark.parametrize("case", NAMES)
def test_two_files_of_one_name_are_refused(case: str, site: SiteDriver) -> None:
    paths, message = NAMES[case]
    write(site, dict.fromkeys(paths, "1"))

    result = site.build()

    assert result.code == 1
    assert message in result.err


def test_a_name_that_is_missing_is_told_with_those_that_are_there(site: SiteDriver) -> None:
    write(site, {"team.yaml": "1", "people/jane.yaml": "1"})
    site.write_file("templates/404.html", "\n{{ data.teams.name }}")
    site.write_file("templates/home.html", "{{ data.people.jan }}")

    result = site.build()

    assert "templates/404.html:2: error: there is no file or folder `teams` in data, did you mean `team`?" in result.err
    assert "; data has people, team" in result.err
    assert "templates/home.html:1: error: there is no file or folder `jan` in data/people" in result.err


@pytest.mark.parametrize("change", ["a.update(x=1)", "a.list.append(1)", "a.clear()", "a.group.pop('y')"])
def test_a_template_changes_no_data(change: str, site: SiteDriver) -> None:
    write(site, {"a.yaml": "x: 1\nlist: [1]\ngroup: {y: 1}\n"})
    site.write_file("templates/404.html", f"{{{{ data.{change} }}}}")

    assert "templates/404.html:1: error: " in site.build().err


def test_data_stands_in_what_is_cached(site: SiteDriver) -> None:
    write(site, {"a.yaml": "x: one", "b/c.yaml": "1"})
    pieces = "{% cached data.a, data.b %}{{ data.a.x }}{% endcached %}{% cached 1 %}{{ data.a.x }}{% endcached %}"
    site.write_file("templates/404.html", pieces)
    site.build()

    write(site, {"a.yaml": "x: two"})
    site.build()

    assert site.read("404.html") == "twotwo"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no links")
def test_a_link_out_of_the_project_is_not_followed(site: SiteDriver, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("x: secret")
    (site.root / "data").mkdir()
    (site.root / "data/a.yaml").symlink_to(tmp_path / "secret.yaml")
    (site.root / "data/b").symlink_to(tmp_path)
    site.write_file("templates/404.html", "{{ data.a is defined }}{{ data.b is defined }}")

    result = site.build()

    assert result.code == 1
    assert "data/a.yaml: error: symlink leaves the project" in result.err
    assert "data/b: error: symlink leaves the project" in result.err


def test_no_output_may_be_put_into_data(site: SiteDriver) -> None:
    write(site, {"a.yaml": "1"})

    assert site.build("-o", str(site.root / "data")).code == 2


ASKING = {
    "one file": "{{ data.a.x }}",
    "whether it is there": "{{ data.c is defined }}",
    "a folder": "{% for name in data.people %}{{ name }}{% endfor %}",
    "nothing": "none",
}
CHANGES: Mapping[str, tuple[Mapping[str, str | None], frozenset[str]]] = {
    "an edit": ({"a.yaml": "x: 2"}, frozenset({"one file"})),
    "an edit of another": ({"b.yaml": "x: 2"}, frozenset()),
    "another form": ({"a.yaml": None, "a.json": '{"x": 1}'}, frozenset({"one file"})),
    "a file that comes": ({"c.csv": "x\n1\n"}, frozenset({"whether it is there"})),
    "a folder that comes": ({"c/d.csv": "x\n1\n"}, frozenset({"whether it is there"})),
    "a file in a folder": ({"people/b.yaml": "1"}, frozenset({"a folder"})),
    "an edit in a folder": ({"people/a.yaml": "2"}, frozenset()),
    "a file less": ({"people/a.yaml": None, "people/c.yaml": "1"}, frozenset({"a folder"})),
}


@pytest.mark.sampled(every=2)
@pytest.mark.parametrize("change", CHANGES)
def test_an_edit_of_data_makes_stale_who_asked_for_it(change: str, site: SiteDriver) -> None:
    edits, stale = CHANGES[change]
    pages = dict(zip(ASKING, ("404.html", "home.html", "dates.html", "archive.html"), strict=True))
    paths = {"404.html": "404.html", "home.html": "", "dates.html": "dates/", "archive.html": "articles/"}
    site.write()
    write(site, {"a.yaml": "x: 1", "b.yaml": "x: 1", "people/a.yaml": "1"})
    for case, text in ASKING.items():
        site.write_file(f"templates/{pages[case]}", text)
    site.build()

    for path, content in edits.items():
        if content is None:
            site.remove(f"data/{path}")
        else:
            write(site, {path: content})
    explained = {case: site.build("--explain", f"/{paths[pages[case]]}", "--json").json for case in ASKING}
    site.build()

    assert {case for case, told in explained.items() if told["is_stale"]} == stale
    assert all("data" in explained[case]["reason"] for case in stale)
    after = tree_digest(site.output)
    site.build("-o", str(site.root / "clean"))
    assert after == tree_digest(site.root / "clean")


@pytest.mark.parametrize("paths", [("a.yaml",), ("new.yaml",)])
def test_a_build_after_an_edit_of_data_looks_closer(paths: tuple[str, ...], site: SiteDriver) -> None:
    site.write()
    write(site, {"a.yaml": "x: 1"})
    settle(site)
    assert "look" in site.report()["seconds"]

    write(site, dict.fromkeys(paths, "x: 2"))

    assert "look" not in site.report()["seconds"]


def test_an_edit_of_an_article_has_a_part_looked_at_beside_data(site: SiteDriver, partial: list[bool]) -> None:
    write(site, {"a.yaml": "x: 1"})
    site.write_file("templates/404.html", "{{ data.a.x }}{% for name in data %}{% endfor %}")
    site.write("content/a.md", "One.")
    settle(site)

    site.write("content/a.md", "Two.", summary="The same")
    site.build()

    assert partial[-1]


def test_data_is_the_same_for_worker_processes(site: SiteDriver) -> None:
    write(site, {"a.yaml": "x: 1"})
    site.write_file("templates/article.html", "{{ data.a.x }}")
    for number in range(30):
        site.write(f"content/{number}.md")

    assert site.build("--jobs", "2").code == 0
    assert site.read("2025/03/04/29/index.html") == "1"


@given(st.text(max_size=60), st.sampled_from(("yaml", "json", "toml", "csv")))
def test_whatever_a_file_holds_is_a_value_or_a_mistake_with_its_place(typed: str, suffix: str) -> None:
    value, problems = read_data(Text(f"data/a.{suffix}", typed))

    for problem in problems:
        assert isinstance(problem, Problem)
        assert problem.line >= 0
        assert problem.mend
    assert isinstance(value, str | int | float | tuple | dict)

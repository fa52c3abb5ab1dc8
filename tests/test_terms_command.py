"""``newsgen terms``: what there is, and another name for it in all files."""

import json
from typing import Any

import pytest
from tests.conftest import SiteDriver


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    """A few stories, and a term file."""
    site.write("content/a.md", people=["Kim Jong Un", "Moon"])
    site.write("content/b.md", people=["Kim Jong Un"])
    site.write("content/c.md", people=["Kim Jong-uns"])
    site.write("content/d.md", people=["Kim Jong Uns"], draft=True)
    site.write_file("content/terms/people/kim-jong-un.md", "---\ntitle: Kim Jong Un\naliases: [김정은]\n---\nWho.\n")
    site.write_file("content/terms/people/nobody.md", "---\n---\n")
    return site


def listed(site: SiteDriver, *options: str) -> list[dict[str, Any]]:
    """What is listed."""
    found: list[dict[str, Any]] = json.loads(site.newsgen("terms", *options, "--json").out)
    return found


def test_the_list_says_what_carries_each_term(paper: SiteDriver) -> None:
    result = paper.newsgen("terms", "people")

    assert result.code == 0
    assert result.out.splitlines() == [
        "people: 4 terms, 2 with a file",
        "  Kim Jong Un         2  content/terms/people/kim-jong-un.md",
        "  Kim Jong-uns        1  like Kim Jong Un",
        "  Moon                1",
        "  nobody              0  content/terms/people/nobody.md; no story carries it",
        "4 terms",
    ]
    assert [(each["name"], each["has_text"]) for each in listed(paper, "people", "--missing")] == [
        ("Kim Jong-uns", False),
        ("Moon", False),
        ("nobody", False),
    ]


def test_the_list_names_likely_doubles(site: SiteDriver) -> None:
    site.write("content/a.md", tags=["harbour"])
    site.write("content/b.md", tags=["harbour"])
    site.write("content/c.md", tags=["harbours", "Sea"])

    assert [(each["name"], each["like"]) for each in listed(site, "--like")] == [("harbours", "harbour")]


@pytest.mark.parametrize(
    ("one", "other", "is_like"),
    [
        ("Mei Castellan", "Mei Castelan", True),
        ("Mei Castellan", "Mei Castallan", True),
        ("Mei Castellan", "Mei Castellani", True),
        ("Mei Castellan", "Mei Castel", False),
        ("Iran", "Iraq", False),
        ("Chapter 12", "Chapter 13", False),
        ("평양직할시청사", "평양직할시청", True),
    ],
)
def test_a_name_that_is_other_in_one_letter_is_told(site: SiteDriver, one: str, other: str, *, is_like: bool) -> None:
    site.write("content/a.md", people=[one])
    site.write("content/b.md", people=[one])
    site.write("content/c.md", people=[other])

    found = {each["name"]: each["like"] for each in listed(site, "people")}

    assert found == {one: None, other: one if is_like else None}


FORMS = {
    "a list": (
        "---\ntitle: T\ndate: 2025-01-01\npeople: [Old Name, Other]  # x\nsummary: Old Name\n---\nOld Name.\n",
        4,
    ),
    "lines": ("---\ntitle: T\ndate: 2025-01-01\npeople:\n  - Other\n  - Old Name # him\n---\nText.\n", 6),
    "one text": ("---\ntitle: T\ndate: 2025-01-01\nperson: Old Name\n---\nText.\n", 4),
    "quotes": ("---\ntitle: T\ndate: 2025-01-01\npeople: [\"Old Name\", 'Other']\n---\nText.\n", 4),
    "single quotes": ("---\ntitle: T\ndate: 2025-01-01\npeople: ['Old Name']\n---\nText.\n", 4),
    "two names in one text": ("---\ntitle: T\ndate: 2025-01-01\npeople: Old Name and Jane Doe\n---\nText.\n", 4),
    "line ends": ("---\r\ntitle: T\r\ndate: 2025-01-01\r\npeople: [Old Name]\r\n---\r\nText.\r\n", 4),
    "a byte-order mark": ("\ufeff---\ntitle: T\ndate: 2025-01-01\npeople: [Old Name]\n---\nText.\n", 4),
    "TOML": ('+++\ntitle = "T"\ndate = 2025-01-01\npeople = ["Old Name"]\n+++\nText.\n', 4),
    "JSON": ('{\n"title": "T",\n"date": "2025-01-01",\n"people": ["Old Name"]\n}\n\nText.\n', 4),
    "headers": ("Title: T\nDate: 2025-01-01\nPeople: Old Name\n\nText.\n", 3),
}


@pytest.mark.sampled(every=4)
@pytest.mark.parametrize("new", ["New Name", 'A: B\'s "C"', "김정은", "#1, and more", "[x]"])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_but_the_name_changes(site: SiteDriver, form: str, new: str) -> None:
    text, line = FORMS[form]
    path = site.write_file("content/a.md", text.encode())
    before = path.read_bytes().decode()

    tried = site.newsgen("terms", "rename", "people", "Old Name", new)

    if tried.code:  # A header has no quotes.
        assert f"content/a.md:{line}:" in tried.err
        assert path.read_bytes().decode() == before
        assert form in {"headers", "two names in one text"}
        return
    assert f"content/a.md:{line}: Old Name → " in tried.out
    assert path.read_bytes().decode() == before
    assert site.newsgen("terms", "rename", "people", "Old Name", new, "--write").code == 0
    lines, old = path.read_bytes().decode().splitlines(keepends=True), before.splitlines(keepends=True)
    assert [number for number, pair in enumerate(zip(lines, old, strict=True), 1) if pair[0] != pair[1]] == [line]
    found = {each["name"] for each in listed(site, "people")}
    assert new in found
    assert "Old Name" not in found


def test_a_merge_writes_the_new_name_everywhere(paper: SiteDriver) -> None:
    arguments = ("terms", "merge", "people", "Kim Jong-uns", "Kim Jong Uns", "Kim Jong Un")
    tried = paper.newsgen(*arguments)
    before = (paper.root / "content/c.md").read_bytes()

    assert "2 files would change" in tried.out
    assert paper.newsgen(*arguments, "--write").code == 0
    assert (paper.root / "content/c.md").read_bytes() == before.replace(b"Kim Jong-uns", b"Kim Jong Un")
    assert [each["name"] for each in listed(paper, "people")] == ["Kim Jong Un", "Moon", "nobody"]
    assert paper.newsgen(*arguments).code == 2


def test_a_rename_follows_term_files(site: SiteDriver) -> None:
    site.write(places=["Pyongyang"])
    site.write_file("content/terms/places/pyongyang.md", "---\nparent: DPRK # as ever\n---\n")
    site.write_file("content/terms/places/korea.md", "---\ntitle: DPRK\nsummary: DPRK.\n---\nDPRK.\n")

    assert site.newsgen("terms", "rename", "places", "DPRK", "North Korea", "--write").code == 0

    assert (site.root / "content/terms/places/pyongyang.md").read_text() == "---\nparent: North Korea # as ever\n---\n"
    assert (site.root / "content/terms/places/korea.md").read_text() == (
        "---\ntitle: North Korea\nsummary: DPRK.\n---\nDPRK.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("persons",), "there is no taxonomy 'persons', did you mean `person`?"),
        (("merge", "people", "Moon"), "`terms merge` takes a taxonomy and names"),
        (("rename", "people", "Moon", "X", "Y"), "`terms rename` takes a taxonomy and names"),
        (("merge", "people", "Mon", "Moon"), "nothing is filed under 'Mon' in people, did you mean `Moon`?"),
        (("merge", "people", "Moon", "Somebody"), "'Somebody' is not used in people"),
        (("rename", "people", "Moon", "Kim Jong Un"), "'Kim Jong Un' is used in people"),
        (("merge", "people", "Moon", "Moon"), "the new name is one of the old ones"),
        (("people", "--write"), "--write is for merge and rename"),
        (("merge", "people", "Moon", "Kim Jong Un", "--like"), "--like and --missing are for the list"),
    ],
)
def test_a_wrong_call_is_told(paper: SiteDriver, arguments: tuple[str, ...], what: str) -> None:
    result = paper.newsgen("terms", *arguments)

    assert result.code == 2
    assert what in result.err


def test_no_file_is_touched_while_one_is_broken(paper: SiteDriver) -> None:
    paper.write_file("content/broken.md", "---\ntitle: No date\npeople: [Moon]\n---\nText.\n")
    before = (paper.root / "content/a.md").read_bytes()

    result = paper.newsgen("terms", "merge", "people", "Moon", "Kim Jong Un", "--write")

    assert result.code == 1
    assert "content/broken.md" in result.err
    assert (paper.root / "content/a.md").read_bytes() == before


def test_files_in_another_encoding_stay_in_it(site: SiteDriver) -> None:
    site.settings("encoding: windows-1252\n")
    text = "---\ntitle: Été\ndate: 2025-01-01\npeople: [Zoé]\n---\nÀ bientôt.\n"
    path = site.write_file("content/a.md", text.encode("cp1252"))

    assert site.newsgen("terms", "rename", "people", "Zoé", "Zoë", "--write").code == 0
    assert path.read_bytes().decode("cp1252") == text.replace("Zoé", "Zoë")
    refused = site.newsgen("terms", "rename", "people", "Zoë", "김정은", "--write")
    assert refused.code == 1
    assert "cannot be written in the encoding of the file, cp1252" in refused.err


def test_list_finds_stories_by_any_name_of_a_term(paper: SiteDriver) -> None:
    paper.write("content/e.md", title="Under another name", people=["김정은"])

    found = json.loads(paper.newsgen("list", "--term", "people=Kim Jong Un", "--json").out)

    assert [each["source"] for each in found] == ["content/e.md", "content/b.md", "content/a.md"]


def test_what_a_rename_leaves_to_the_editor_is_named(site: SiteDriver) -> None:
    site.settings("menu: [World]\nfront: [{section: World}]\n")
    site.write(section="World")
    site.write_file("content/terms/sections/world.md", "---\nfront: [{section: World}]\n---\nText.\n")

    told = site.newsgen("terms", "rename", "sections", "World", "Globe").out

    assert "newsgen.yaml: `front` names it" in told
    assert "newsgen.yaml: `menu` names it" in told
    assert "content/terms/sections/world.md: its `front` names it" in told
    assert "content/terms/sections/world.md: it tells of World, which no story names then" in told


def test_a_merge_of_many_names_leaves_none(site: SiteDriver) -> None:
    names = [f"N{number:02}" for number in range(60)]
    site.write(people=[*names, "Z"])

    assert site.newsgen("terms", "merge", "people", *names, "Z", "--write").code == 0
    assert [each["name"] for each in listed(site, "people")] == ["Z"]


def test_an_encoding_that_spells_in_two_ways_is_refused(site: SiteDriver) -> None:
    site.settings("encoding: cp932\n")
    content = "---\ntitle: 日本\ndate: 2025-01-01\npeople: [花]\n---\n".encode("cp932") + b"\x87\x90\n"
    path = site.write_file("content/a.md", content)

    result = site.newsgen("terms", "rename", "people", "花", "草", "--write")

    assert result.code == 1
    assert "content/a.md" in result.err
    assert path.read_bytes() == content


def test_what_lies_beside_a_file_is_not_written_over(paper: SiteDriver) -> None:
    other = paper.write_file("content/.c.md.new", "mine")

    assert paper.newsgen("terms", "merge", "people", "Kim Jong-uns", "Moon", "--write").code == 0
    assert other.read_text() == "mine"
    assert sorted(path.name for path in (paper.root / "content").iterdir() if path.name.startswith(".")) == [
        ".c.md.new"
    ]

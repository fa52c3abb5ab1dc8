"""Tables that nobody has prepared: states, abbreviated columns, several pictures, joined tables, blocks, revisions."""

import json
import sqlite3
from pathlib import Path

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers.found.bbcode import has_bbcode, html_of
from newsgen.importers.tables.blocks import html_of as html_of_blocks
from newsgen.importers.tables.blocks import is_blocks
from newsgen.importers.tables.naming import called


def imported(site: SiteDriver, name: str, content: str, *arguments: str) -> Result:
    return site.newsgen("import", str(site.write_file(name, content)), "--now", "2026-11-28", *arguments)


def notes_of(site: SiteDriver, name: str) -> str:
    return "\n".join(json.loads((site.root / f"imports/{name}/report.json").read_text(encoding="utf-8"))["notes"])


def story(site: SiteDriver, name: str) -> str:
    return next(site.root.glob(f"content/**/{name}.md")).read_text(encoding="utf-8")


def held(site: SiteDriver) -> set[str]:
    return {file.stem for file in site.root.glob("content/**/*.md") if "draft: true" in file.read_text()}


def table(column: str, values: list[str]) -> str:
    rows = "".join(f"Story {n},2010-05-{n:02},Words {n},{value}\n" for n, value in enumerate(values, 1))
    return f"title,date,body,{column}\n{rows}"


@pytest.mark.parametrize("column", ["Stat", "sts_status", "est", "Status_Kz", "publ"])
def test_the_code_that_most_rows_have_is_published_and_no_other(site: SiteDriver, column: str) -> None:
    imported(site, "paper.csv", table(column, ["Q"] * 8 + ["W", "Z"]))

    assert held(site) == {"story-9", "story-10"}
    notes = notes_of(site, "paper-csv")
    assert "LOOK AT THIS" in notes
    assert "q (8), w (1), z (1)" in notes
    assert "--status q=published,w=held,z=held" in notes


def test_where_no_code_is_that_of_most_rows_all_are_held_back(site: SiteDriver) -> None:
    imported(site, "paper.csv", table("Stat", ["Q"] * 5 + ["W"] * 5))

    assert len(held(site)) == 10
    assert "since none is that of most rows" in notes_of(site, "paper-csv")


def test_numbers_that_are_no_switch_are_codes_and_zero_is_never_published(site: SiteDriver) -> None:
    imported(site, "paper.csv", table("status", ["3"] * 8 + ["1", "2"]))
    imported(site, "other.csv", table("status", ["0"] * 8 + ["4", "2"]).replace("Story", "Other"))

    assert held(site) == {"story-9", "story-10", *(f"other-{n}" for n in range(1, 11))}


@pytest.mark.parametrize(
    ("column", "values", "hidden"),
    [
        ("sichtbar", "1 0 2", {2, 3}),
        ("Online", "ja nein ja", {2}),
        ("visible", "S N S", {2}),
        ("gesperrt", "0 1 0", {2}),
        ("columna", "publicado borrador publicado", {2}),
        ("wf", "published pending published", {2}),
        ("Статус", "опубл. черновик опубл.", {2}),
        ("geloescht", "nein ja nein", {2}),
        ("Stat", "F E F", {2}),
        ("Stat", "E F E", {2}),
    ],
)
def test_states_are_known_by_their_names_or_by_their_values(
    site: SiteDriver, column: str, values: str, hidden: set[int]
) -> None:
    imported(site, "paper.csv", table(column, values.split()))

    assert held(site) == {f"story-{n}" for n in hidden}


def test_each_of_several_columns_of_states_holds_back(site: SiteDriver) -> None:
    rows = "One,2010-05-01,Words,publish,1\nTwo,2010-05-02,Words,publish,0\nThree,2010-05-03,Words,draft,1\n"

    imported(site, "paper.csv", f"title,date,body,status,online\n{rows}")

    assert held(site) == {"two", "three"}


def test_what_a_person_says_of_states_decides(site: SiteDriver) -> None:
    content = table("Stat", ["Q"] * 8 + ["W", "Z"])

    done = imported(site, "paper.csv", content, "--status", "Q=held,W=published", "--status", "Z=nothing")

    assert held(site) == {f"story-{n}" for n in range(1, 9)}
    assert "1 rows with Stat: z, as `--status` says" in done.out
    assert "LOOK AT THIS" not in done.out


def test_words_that_are_not_known_are_told_and_hold_back(site: SiteDriver) -> None:
    imported(site, "paper.csv", table("status", ["satt"] * 3 + ["draft"]))

    assert len(held(site)) == 4
    assert "satt (3); they are held back. Say it: --status satt=held" in notes_of(site, "paper-csv")


def test_a_meaning_that_there_is_not_is_told(site: SiteDriver) -> None:
    done = imported(site, "paper.csv", table("Stat", ["Q"]), "--status", "Q=shown")

    assert done.code == 2
    assert "published, held, nothing" in done.err


def test_a_table_without_states_names_columns_that_may_be_some(site: SiteDriver) -> None:
    imported(site, "paper.csv", table("xyz", ["A"] * 3 + ["B"]))

    assert "no column says what readers saw" in notes_of(site, "paper-csv")
    assert "xyz (a, b)" in notes_of(site, "paper-csv")


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("Schlagw.", "tags"),
        ("mots_cl", "tags"),
        ("Verf", "authors"),
        ("kat", "sections"),
        ("secc.", "sections"),
        ("txt", "body"),
        ("u_titel", "subtitle"),
        ("utitel", "subtitle"),
        ("title.sub", "subtitle"),
        ("foto_text", "caption"),
        ("img_legend", "caption"),
        ("picture_author", "credit"),
        ("image_file", "image"),
        ("Bild3", "image"),
        ("заголов", "title"),
    ],
)
def test_abbreviated_names_and_names_put_together_are_known(column: str, name: str) -> None:
    assert called(column, name) >= 0.5


@pytest.mark.parametrize(("column", "name"), [("views", "title"), ("user_id", "id"), ("comments", "body")])
def test_other_names_are_not(column: str, name: str) -> None:
    assert called(column, name) < 0.5


def test_the_day_of_publication_comes_before_that_of_making(site: SiteDriver) -> None:
    row = "One,2010-05-01 10:00,2010-05-02 12:30,2010-05-03 09:00,2030-01-01,Words\n"

    imported(site, "paper.csv", f"title,angelegt_am,online_ab,geaend,online_bis,body\n{row}")

    text = story(site, "one")
    assert "date: 2010-05-02 12:30\n" in text
    assert "updated: 2010-05-03 09:00\n" in text
    assert "expires: 2030-01-01" in text


def test_what_stands_in_a_column_counts_for_more_than_its_name(site: SiteDriver) -> None:
    rows = "".join(
        f"Story {n},2010-05-{n:02},Words {n},/old/{n}.html,news,https://o.example/{n}.jpg\n" for n in range(1, 21)
    )

    imported(site, "paper.csv", f"title,date,body,url_alt,slug,link.url\n{rows}")

    text = story(site, "story-3")
    assert "url: /old/3.html" in text
    assert "src: https://o.example/3.jpg" in text
    assert "slug (few values)" in notes_of(site, "paper-csv")


def test_pictures_with_numbers_come_with_the_captions_of_their_numbers(site: SiteDriver) -> None:
    for name in ("a", "b"):
        site.write_file(f"photos/{name}.jpg", b"\xff\xd8\xff\xe0" + name.encode())
    row = "One,2010-05-01,Words,a.jpg,First caption,photos/b.jpg,Second caption\n"

    imported(
        site,
        "paper.csv",
        f"title,date,body,Bild1,BU1,Bild2,BU2\n{row}",
        "--files",
        str(site.root / "photos"),
    )

    head, text = story(site, "one").split("---\n")[1:]
    assert "src: a.jpg" in head
    assert "caption: First caption" in head
    assert "Second caption" not in head
    assert "](b.jpg" in text
    assert "Second caption" in text
    assert (site.root / "content/2010/05/b.jpg").exists()


def test_bbcode_becomes_what_it_means(site: SiteDriver) -> None:
    typed = "[b]Bold[/b] and [url=https://o.example/x]a link[/url].\n\n[quote=Kim]Said 5 < 6[/quote]\n\nEnd [sic]."

    imported(site, "paper.csv", f'title,date,body\nOne,2010-05-01,"{typed}"\n')

    text = story(site, "one")
    assert "**Bold** and [a link](https://o.example/x)." in text
    assert "> Said 5 < 6" in text.replace("\\<", "<").replace("&lt;", "<")
    assert "Kim" in text
    assert "sic" in text
    assert "texts with BBCode, which became HTML: 1" in notes_of(site, "paper-csv")


def test_bbcode_runs_nothing_and_ends() -> None:
    assert "javascript" not in html_of("[url=javascript:run()]x[/url]")
    assert not has_bbcode("a [b] c")
    assert html_of("[b]" * 20_000 + "x[/b]").endswith("<strong>x</strong>")


def test_blocks_become_a_text_and_lose_no_word(site: SiteDriver) -> None:
    blocks: list[dict[str, object]] = [
        {"type": "paragraph", "text": "First & last"},
        {"type": "heading", "text": "Head", "level": 3},
        {"type": "listitem", "text": "one"},
        {"type": "listitem", "text": "two"},
        {"type": "quote", "text": "Said", "cite": "Kim"},
        {"type": "list", "data": {"style": "ordered", "items": ["a", "b"]}},
        {"type": "strange", "text": "Kept"},
    ]
    assert is_blocks(blocks)
    assert not is_blocks([{"type": "author", "name": "Kim"}])
    assert html_of_blocks(blocks).split("\n") == [
        "<p>First &amp; last</p>",
        "<h3>Head</h3>",
        "<ul><li>one</li><li>two</li></ul>",
        "<blockquote><p>Said</p><p>Kim</p></blockquote>",
        "<ol><li>a</li><li>b</li></ol>",
        "<p>Kept</p>",
    ]
    long = "Many words of a paragraph that goes on and on until it is a story. " * 3
    rows = [
        {"title": "One", "date": "2010-05-01", "body": {"format": "html", "value": f"<p>{long}</p>"}},
        {
            "title": "Two",
            "date": "2010-05-02",
            "body": {"format": "blocks", "items": [*blocks, {"type": "p", "text": long}]},
        },
    ]

    imported(site, "paper.ndjson", "".join(f"{json.dumps(row)}\n" for row in rows))

    assert "Many words" in story(site, "one")
    assert "### Head" in story(site, "two")


def test_who_took_the_pictures_is_no_author_and_stays(site: SiteDriver) -> None:
    byline = [{"name": "Jane Roe", "role": "author"}, {"name": "Kim Lee", "role": "photographer"}]

    imported(
        site, "paper.ndjson", json.dumps({"title": "One", "date": "2010-05-01", "body": "Words", "byline": byline})
    )

    text = story(site, "one")
    assert "authors: [Jane Roe]" in text
    assert "Kim Lee (photographer)" in text


def test_the_last_revision_is_the_story_and_other_rows_of_one_identity_stay(site: SiteDriver) -> None:
    rows = (
        "1,2,New,2010-05-01,New words\n1,1,Old,2010-05-01,Old words\n2,1,Two,2010-05-02,Words\n"
        "3,1,Three,2010-05-03,Words\n4,1,Four,2010-05-04,Words\n"
    )
    imported(site, "paper.csv", f"id,rev,title,date,body\n{rows}")
    others = "id,title,date,body\n" + "".join(f"7,Other {n},2010-06-0{n},Words\n" for n in (1, 2))
    imported(site, "other.csv", others, "--map", "id=id")

    names = {file.stem for file in site.root.glob("content/**/*.md")}
    assert names == {"new", "two", "three", "four", "other-1", "other-2"}


def test_numbers_that_name_rows_of_other_tables_become_their_names(site: SiteDriver, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "paper.db") as made:
        made.execute("CREATE TABLE writers (wid INTEGER PRIMARY KEY, first TEXT, last TEXT, email TEXT)")
        made.execute("CREATE TABLE desks (did INTEGER PRIMARY KEY, label TEXT, parent INTEGER)")
        made.execute("INSERT INTO writers VALUES (4, 'Jane', 'Roe', 'jane@old.example')")
        made.executemany("INSERT INTO desks VALUES (?, ?, ?)", [(1, "Sport", 0), (2, "Football", 1)])
        made.execute(
            "CREATE TABLE story (nr INTEGER PRIMARY KEY, title TEXT, txt TEXT, day TEXT, author INT, desk INT)"
        )
        for n in range(1, 11):
            row = (n, f"Story {n}", f"<p>{'Words of it. ' * 40}</p>", f"2010-05-{n:02}", 9 if n == 10 else 4, 2)
            made.execute("INSERT INTO story VALUES (?, ?, ?, ?, ?, ?)", row)

    done = site.newsgen("import", str(tmp_path / "paper.db"), "--now", "2026-11-28")

    text = story(site, "story-1")
    assert "authors: [Jane Roe]" in text
    assert "sections: [Football]" in text
    assert "desk_parent: Sport" in text
    assert "author_number: 9" in story(site, "story-10")
    assert "authors" not in story(site, "story-10")
    assert "author names rows of the table writers" in done.out
    assert "jane@old.example" not in "".join(file.read_text() for file in site.root.rglob("*.md"))


def test_names_come_from_a_table_between_and_columns_that_say_little_are_called_as_their_table(
    site: SiteDriver, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "paper.db") as made:
        made.execute("CREATE TABLE redacteurs (id_red INTEGER PRIMARY KEY, nom TEXT)")
        made.execute("INSERT INTO redacteurs VALUES (4, 'Jeanne Roux')")
        made.execute("CREATE TABLE motscles (id_mot INTEGER PRIMARY KEY, mot TEXT)")
        made.executemany("INSERT INTO motscles VALUES (?, ?)", [(1, "port"), (2, "digue")])
        made.execute("CREATE TABLE articles_motscles (id_art INT, id_mot INT)")
        made.executemany("INSERT INTO articles_motscles VALUES (?, ?)", [(1, 1), (1, 2), (2, 2)])
        made.execute(
            "CREATE TABLE articles (id_art INTEGER PRIMARY KEY, titre TEXT, ss_titre TEXT, chapo TEXT, corps TEXT, "
            "date_crea TEXT, date_publi TEXT, id_red INT, en_ligne INT)"
        )
        for n in range(1, 11):
            words = f"<p>{'Des mots. ' * 40}</p>"
            days = (f"2010-04-{n:02} 09:00", f"2010-05-{n:02} 10:00")
            row = (n, f"Titre {n}", f"Sous {n}", f"Chapeau {n}", words, *days, 4, int(n != 3))
            made.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    site.newsgen("import", str(tmp_path / "paper.db"), "--now", "2026-11-28")

    text = story(site, "titre-1")
    assert "authors: [Jeanne Roux]" in text
    assert "tags: [port, digue]" in text
    assert "subtitle: Sous 1" in text
    assert "summary: Chapeau 1" in text
    assert "date: 2010-05-01 10:00" in text
    assert "tags: [digue]" in story(site, "titre-2")
    assert held(site) == {"titre-3"}


def test_a_number_that_names_nothing_is_no_name(site: SiteDriver, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "paper.db") as made:
        made.execute("CREATE TABLE votes (id INTEGER PRIMARY KEY, name TEXT)")
        made.execute("INSERT INTO votes VALUES (1, 'Poll')")
        made.execute("CREATE TABLE story (nr INTEGER PRIMARY KEY, title TEXT, txt TEXT, day TEXT, views INT)")
        for n in range(1, 11):
            row = (n, f"Story {n}", f"<p>{'Words of it. ' * 40}</p>", f"2010-05-{n:02}", n)
            made.execute("INSERT INTO story VALUES (?, ?, ?, ?, ?)", row)

    site.newsgen("import", str(tmp_path / "paper.db"), "--now", "2026-11-28")

    assert "views: 3" in story(site, "story-3")


def test_names_of_columns_that_stand_there_again_are_no_story(site: SiteDriver) -> None:
    head = "title,date,body\n"

    done = imported(site, "paper.csv", f"{head}One,2010-05-01,Words\n{head}Two,2010-05-02,Words\n")

    assert "1 rows of the names of columns" in done.out
    assert {file.stem for file in site.root.glob("content/**/*.md")} == {"one", "two"}


@pytest.mark.parametrize(("column", "yes", "no"), [("live", "1", "0"), ("опубликовано", "да", "нет")])
def test_a_column_that_may_be_a_day_is_a_switch_where_it_says_yes_or_no(
    site: SiteDriver, column: str, yes: str, no: str
) -> None:
    rows = "".join(f"Story {day},2010-01-0{day},The harbour wall is {day} metres high.,{yes}\n" for day in (2, 3, 4))
    site.write_file("a.csv", f"title,date,body,{column}\n{rows}Secret,2010-01-05,The harbour wall is to go.,{no}\n")

    site.newsgen("import", str(site.root / "a.csv"))

    assert "draft: true" in (site.root / "content/2010/01/secret.md").read_text()
    assert "draft: true" not in (site.root / "content/2010/01/story-2.md").read_text()


CODES = "titre,corps,paru,etat\n" + "".join(
    f'T{number},"<p>A text that is long enough to be one, number {number}.</p>",2001-02-0{number},{state}\n'
    for number, state in enumerate("FFFFEL", 1)
)


def test_what_is_said_of_states_finds_its_column(site: SiteDriver) -> None:
    done = imported(site, "blatt.csv", CODES, "--status", "F=published,E=held,L=nothing")

    assert "held back: 1 with etat: e" in done.out
    assert "draft: true" in story(site, "t5")
    assert not list((site.root / "content").rglob("t6.md"))


def test_what_is_said_of_states_that_no_column_has_is_told(site: SiteDriver) -> None:
    site.write_file("blatt.csv", CODES)

    done = site.newsgen("import", str(site.root / "blatt.csv"), "--status", "public=published")

    assert done.code == 2
    assert "--status: no column has the values public" in done.err
    assert "name the column, with --map status=…: etat (f, e, l)" in done.err


def test_the_values_that_the_column_of_states_has_are_told(site: SiteDriver) -> None:
    done = imported(site, "blatt.csv", CODES.replace("etat", "status"), "--status", "public=published")

    assert done.code == 2
    assert "mend: write values that are there: status (f, e, l)" in done.err


def test_several_columns_that_are_named_as_the_text_are_one(site: SiteDriver) -> None:
    table = (
        "id,title,introtext,fulltext,day\n1,One,<p>First.</p>,<p>Then.</p>,2010-05-01\n2,Two,<p>Only.</p>,,2010-05-02\n"
    )

    imported(site, "joomla.csv", table, "--map", "title=title,body=introtext,body=fulltext,date=day")

    assert story(site, "one").endswith("\nFirst.\n\nThen.\n")
    assert story(site, "two").endswith("\nOnly.\n")
    assert "introtext" not in story(site, "one")


def test_the_numbers_of_a_views_own_rows_are_no_names(site: SiteDriver, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "paper.sqlite") as database:
        database.execute("CREATE TABLE node (nid INTEGER PRIMARY KEY, title TEXT, created TEXT)")
        database.execute("CREATE TABLE texts (nid INTEGER, body TEXT)")
        for number in (1, 2):
            database.execute("INSERT INTO node VALUES (?, 'Notes', '2010-05-01')", (number,))
            database.execute(
                "INSERT INTO texts VALUES (?, ?)", (number, f"<p>Many words of note {number}, and more.</p>")
            )
        database.execute("CREATE VIEW stories AS SELECT nid, title, created, body FROM node JOIN texts USING (nid)")

    done = site.newsgen("import", str(tmp_path / "paper.sqlite"), "--table", "stories", "--now", "2026-11-28")

    assert "2 stories" in done.out
    assert "its numbers became their names" not in done.out

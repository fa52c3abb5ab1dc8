"""Tables: which column is what, and that no row is lost, published or read wrongly without a word."""

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers.found.bodies import form_of, read_body
from newsgen.importers.found.dates import DateReader, Order, is_later, order_of
from newsgen.importers.found.item import Form
from newsgen.importers.found.names import authors_in, names_in

HEAD = "id;headline;pub_date;text_html;Author Name;category;tags;link;Status;editor_email;desk_note\n"


def imported(site: SiteDriver, name: str, content: str | bytes, *arguments: str) -> Result:
    return site.newsgen("import", str(site.write_file(name, content)), "--now", "2026-11-28", *arguments)


def text_at(site: SiteDriver, path: str) -> str:
    return (site.root / path).read_text(encoding="utf-8")


def report_of(site: SiteDriver, name: str) -> Any:
    return json.loads(text_at(site, f"imports/{name}/report.json"))


def notes_of(site: SiteDriver, name: str) -> str:
    return "\n".join(report_of(site, name)["notes"])


def test_a_row_becomes_a_file_that_a_person_would_have_written(site: SiteDriver) -> None:
    row = (
        '1;"The wall; at last";13/06/2008 08:01;"<p>First <b>words</b>; see '
        '<a href=""https://www.old.example/2008/01/x.html"">it</a>.</p><script>run()</script>";By Jane Roe and '
        "John Doe;World;mines, peace;https://www.old.example/2008/06/wall.html;published;jane@old.example;late\n"
    )

    done = imported(site, "paper.csv", HEAD + row)

    assert done.code == 0, done.out + done.err
    assert (
        text_at(site, "content/2008/06/wall.md")
        == """\
---
title: The wall; at last
date: 2008-06-13 08:01
url: /2008/06/wall.html
sections: [World]
authors: [Jane Roe, John Doe]
tags: [mines, peace]
extra:
  desk_note: late
  id: 1
---

First **words**; see [it](/2008/01/x.html).
"""
    )
    assert text_at(site, "imports/paper-csv/old-urls.txt") == "/2008/06/wall.html\n"
    everything = "".join(file.read_text() for file in site.root.rglob("*.md"))
    assert "jane@old.example" not in everything + text_at(site, "imports/paper-csv/report.json")
    assert site.newsgen("build", "--now", "2026-11-28").code == 0


def test_the_guess_is_told_as_an_option_that_says_the_same(site: SiteDriver) -> None:
    imported(site, "paper.csv", "headline,pub_date,text_html\nOne,2010-05-06,<p>Some words.</p>\n")

    assert "--map title=headline,body=text_html,date=pub_date" in notes_of(site, "paper-csv")


def test_what_a_person_says_of_columns_decides(site: SiteDriver) -> None:
    table = "title,other,date,body\nNot this,This one,2010-05-06,Some words of it.\n"

    done = imported(site, "paper.csv", table, "--map", "title=other,subtitle=title")

    assert done.code == 0, done.out + done.err
    assert "title: This one" in text_at(site, "content/2010/05/this-one.md")
    assert "subtitle: Not this" in text_at(site, "content/2010/05/this-one.md")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("title=nothing", "there is no column nothing"),
        ("nothing=title", "there is no field nothing"),
        ("title", "--map title: there is no column behind it"),
    ],
)
def test_a_map_that_is_wrong_is_told_with_what_there_is(site: SiteDriver, said: str, wrong: str) -> None:
    done = imported(site, "paper.csv", "title,date,body\nOne,2010-05-06,Words.\n", "--map", said)

    assert done.code == 2
    assert wrong in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("Titel;Erscheinungsdatum;Inhalt", "Titel"),
        ("Titre;Date de publication;Contenu", "Titre"),
        ("Titular;Fecha de publicación;Cuerpo", "Titular"),
        ("Titolo;Data pubblicazione;Testo", "Titolo"),
        ("Tytuł;Data publikacji;Treść", "Tytuł"),
        ("Заголовок;Дата публикации;Текст", "Заголовок"),
        ("标题;发布日期;正文", "标题"),
        ("タイトル;公開日;本文", "タイトル"),
        ("제목;게시일;본문", "제목"),
        ("Başlık;Tarih;Metin", "Başlık"),
        ("العنوان;التاريخ;النص", "العنوان"),
        ("Rubrik;Publicerad;Brödtext", "Rubrik"),
        ("Kop;Datum;Tekst", "Kop"),
        ("Título;Data publicação;Conteúdo", "Título"),
        ("post_title;post_date;post_content", "post_title"),
    ],
)
def test_columns_are_known_in_many_languages(site: SiteDriver, header: str, title: str) -> None:
    done = imported(site, "paper.csv", f"{header}\nWall;2010-05-06;Some words.\nDoor;2010-05-07;Other words.\n")

    assert done.code == 0, done.out + done.err
    assert f"title={title}" in notes_of(site, "paper-csv")
    assert "Some words." in text_at(site, "content/2010/05/wall.md")


def test_columns_without_a_word_are_known_by_their_values(site: SiteDriver) -> None:
    words = "It has been a long day for all who were there, and for those who were not it was as long. " * 3
    rows = "".join(f'Headline {number} of them,2010-05-0{number},"{words}{number}"\n' for number in range(1, 6))

    done = imported(site, "paper.csv", f"c1,c2,c3\n{rows}")

    assert done.code == 0, done.out + done.err
    assert "title=c1,body=c3,date=c2" in notes_of(site, "paper-csv")
    assert "50%" in notes_of(site, "paper-csv")


@pytest.mark.parametrize(
    ("column", "value", "is_shown"),
    [
        ("status", "publish", True),
        ("status", "draft", False),
        ("status", "pending review", False),
        ("status", "1", True),
        ("status", "0", False),
        ("state", "-2", False),
        ("draft", "true", False),
        ("draft", "0", True),
        ("is_published", "no", False),
        ("deleted_at", "2012-01-01 10:00:00", False),
        ("deleted_at", "", True),
        ("embargo", "2030-01-01", False),
        ("embargo", "2012-01-01", True),
        ("visibility", "members", False),
        ("visibility", "public", True),
        ("post_password", "sesame", False),
        ("post_password", "", True),
        ("published", "false", False),
        ("published", "true", True),
        ("access", "1", True),
        ("access", "2", False),
        ("is_premium", "1", False),
        ("comment_status", "closed", True),
        ("approved", "0", False),
    ],
)
def test_what_readers_did_not_see_is_held_back(site: SiteDriver, column: str, value: str, *, is_shown: bool) -> None:
    imported(site, "paper.csv", f"title,date,body,{column}\nWall,2010-05-06,Some words.,{value}\n")

    text = text_at(site, "content/2010/05/wall.md")
    assert ("draft: true" not in text) == is_shown
    assert "sesame" not in text


def test_one_of_several_states_is_enough_to_hold_back(site: SiteDriver) -> None:
    rows = "One,2010-05-06,Words.,0,1\nTwo,2010-05-06,Words.,1,0\nThree,2010-05-06,Words.,0,0\n"

    imported(site, "paper.csv", f"title,date,body,deleted,hidden\n{rows}")

    assert "draft: true" in text_at(site, "content/2010/05/one.md")
    assert "draft: true" in text_at(site, "content/2010/05/two.md")
    assert "draft: true" not in text_at(site, "content/2010/05/three.md")


def test_lines_without_a_state_that_others_have_and_drafts_of_sanity_are_held_back(site: SiteDriver) -> None:
    rows = [
        {"_id": "a", "title": "One", "publishedAt": "2010-05-06", "body": "Words", "status": "live"},
        {"_id": "b", "title": "Two", "publishedAt": "2010-05-06", "body": "Words"},
        {"_id": "drafts.c", "title": "Three", "publishedAt": "2010-05-06", "body": "Words", "status": "live"},
    ]

    imported(site, "paper.ndjson", "\n".join(map(json.dumps, rows)))

    assert "draft: true" not in text_at(site, "content/2010/05/one.md")
    assert "draft: true" in text_at(site, "content/2010/05/two.md")
    assert "draft: true" in text_at(site, "content/2010/05/three.md")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2010-05-06T07:08:09Z", "2010-05-06 07:08 +00:00"),
        ("2010-05-06 07:08:09.123", "2010-05-06 07:08"),
        ("2010-05-06T07:08:09+0930", "2010-05-06 07:08 +09:30"),
        ("1273129689", "2010-05-06 07:08 +00:00"),
        ("1273129689000", "2010-05-06 07:08 +00:00"),
        ("40304", "2010-05-06"),
        ("40304.5", "2010-05-06 12:00"),
        ("20100506", "2010-05-06"),
        ("20100506070809", "2010-05-06 07:08"),
        ("6/5/2010", "2010-05-06"),
        ("6.5.10", "2010-05-06"),
        ("13/5/2010 7:08 pm", "2010-05-13 19:08"),
        ("Thu, 06 May 2010 07:08:09 GMT", "2010-05-06 07:08 +00:00"),
        ("May 6, 2010", "2010-05-06"),
        ("2010年5月6日", "2010-05-06"),
        ("0000-00-00 00:00:00", ""),
        ("2010", ""),
        ("31/31/2010", ""),
        ("soon", ""),
        ("9" * 400, ""),
    ],
)
def test_dates_of_any_kind(typed: str, read: str) -> None:
    assert DateReader().read(typed) == read


def test_a_column_tells_whether_the_day_comes_first(site: SiteDriver) -> None:
    rows = "One,5/3/2010,Words\nTwo,5/28/2010,More words\n"

    imported(site, "paper.csv", f"title,date,body\n{rows}")

    assert "date: 2010-05-03" in text_at(site, "content/2010/05/one.md")
    assert order_of(["5/3/2010", "28/5/2010", "5/28/2010"]) is Order.BOTH


def test_a_date_that_no_other_explains_is_told(site: SiteDriver) -> None:
    imported(site, "paper.csv", "title,date,body\nOne,5/3/2010,Words\n")

    assert "5/3/2010 is read with the" in notes_of(site, "paper-csv")


def test_a_date_that_cannot_be_read_holds_its_row_back_and_stays(site: SiteDriver) -> None:
    rows = "".join(f"Story {number},2010-05-0{number},Words {number}\n" for number in range(1, 6))

    imported(site, "paper.csv", f"title,date,body\n{rows}Last,next week,Words\n")

    assert "draft: true" in text_at(site, "content/drafts/last.md")
    assert "date: next week" in text_at(site, "content/drafts/last.md")
    assert report_of(site, "paper-csv")["stories"] == 6


def test_broken_quotes_swallow_no_row(site: SiteDriver) -> None:
    table = (
        'title,date,body\nOne,2010-01-02,"never closed\nTwo,2010-01-03,Second words\n'
        'Three,2010-01-04,"Third ""words"" on\ntwo lines"\nFour,2010-01-05,A 5" nail\n'
    )

    done = imported(site, "paper.csv", table)

    assert "line 2 has a quotation mark that is never closed" in done.err
    for number, words in (
        ("one", "never closed"),
        ("two", "Second words"),
        ("three", "two lines"),
        ("four", '5" nail'),
    ):
        assert words in text_at(site, f"content/2010/01/{number}.md")
    assert report_of(site, "paper-csv")["stories"] == 4


def test_a_quote_that_is_never_closed_at_the_end_loses_nothing(site: SiteDriver) -> None:
    done = imported(site, "paper.csv", 'title,date,body\nOne,2010-01-02,"open\nTwo,2010-01-03,"Words"\n')

    assert done.code == 1
    assert report_of(site, "paper-csv")["stories"] == 2


def test_ragged_rows_empty_rows_and_copies_are_told(site: SiteDriver) -> None:
    rows = "One,2010-01-02,Words, and more\n,,\nTwo,2010-01-03,Words\nTwo,2010-01-03,Words\nThree,2010-01-04\n"

    done = imported(site, "paper.csv", f"title,date,body\n{rows}")

    report = report_of(site, "paper-csv")
    assert "line 2 has 4 cells for 3 columns" in done.err
    assert "Words, and more" in text_at(site, "content/2010/01/one.md")
    assert report["passed_over"] == {"rows that are there twice": 1}
    assert report["stories"] == 3
    assert "fewer cells than columns: 1" in notes_of(site, "paper-csv")


@pytest.mark.parametrize(
    "content",
    [
        "\ufefftitle;date;body\nGrüße;2010-02-01;Schöner Text\n".encode(),
        "title;date;body\nGrüße;2010-02-01;Schöner Text\n".encode("windows-1252"),
        "title;date;body\nGrüße;2010-02-01;Schöner Text\n".encode("utf-16"),
        "title;date;body\nGrüße;2010-02-01;Schöner Text\n".encode("utf-16-le"),
        "sep=;\r\ntitle;date;body\r\nGrüße;2010-02-01;Schöner Te\0xt\r\n".encode(),
        "title\tdate\tbody\nGrüße\t2010-02-01\tSchöner Text\n".encode(),
        "title|date|body\nGrüße|2010-02-01|Schöner Text\n".encode(),
    ],
)
def test_encodings_and_separators_are_told_from_the_content(site: SiteDriver, content: bytes) -> None:
    done = imported(site, "paper.csv", content)

    assert done.code == 0, done.out + done.err
    assert text_at(site, "content/2010/02/grusse.md").endswith("\nSchöner Text\n")


def test_lines_of_json_with_names_in_one_another(site: SiteDriver) -> None:
    first = {
        "title": {"rendered": "Walls &amp; doors"},
        "content": {"rendered": "<p>Words of it</p>"},
        "date_gmt": "2010-05-06T07:08:09",
        "author": {"name": "Kim Lee", "email": "kim@old.example"},
        "tags": ["a", "b"],
        "id": 5,
        "blocks": [[1, 2], [3]],
    }

    done = imported(site, "paper.ndjson", f'{json.dumps(first)}\n{{"broken\n\n[]\n{json.dumps(first | {"id": 6})}\n')

    assert "line 2 is no JSON" in done.err
    text = text_at(site, "content/2010/05/walls-and-doors.md")
    assert "title: Walls & doors" in text
    assert "authors: [Kim Lee]" in text
    assert "kim@" not in text
    assert report_of(site, "paper-ndjson")["stories"] == 2


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"meta": {}, "data": {"posts": rows}}])
def test_a_list_of_objects_is_found_wherever_it_is(site: SiteDriver, wrap: Any) -> None:
    rows = [
        {"title": f"Story {n}", "date": "2010-05-06", "body": f"# Head\n\n**Words** {n}", "id": n} for n in range(3)
    ]

    done = imported(site, "paper.json", json.dumps(wrap(rows)))

    assert done.code == 0, done.out + done.err
    assert text_at(site, "content/2010/05/story-2.md").endswith("# Head\n\n**Words** 2\n")


@pytest.mark.parametrize("content", ["{", "[1, 2]", "[" * 100_000, '{"a": NaN}', "{}"])
def test_a_document_of_json_that_is_no_table_is_told(site: SiteDriver, content: str) -> None:
    done = imported(site, "paper.json", content)

    assert done.code == 2
    assert "Traceback" not in done.err


def database(path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE people (id INTEGER, name TEXT)")
    made.execute("INSERT INTO people VALUES (1, 'Jane Roe')")
    made.execute(
        "CREATE TABLE node (nid INTEGER PRIMARY KEY, title TEXT, body TEXT, created INTEGER, status INTEGER, uid INT)"
    )
    for number in range(1, 5):
        words = f"<p>{'Words of it. ' * 40}{number}</p>"
        row = (number, f"Story {number}", words, 1273129689 + number, number % 2, 1)
        made.execute("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?)", row)
    made.commit()
    return made


def test_a_database_gives_the_table_with_most_texts_and_stays_as_it_is(site: SiteDriver, tmp_path: Path) -> None:
    file = tmp_path / "paper.sqlite"
    made = database(file)
    made.close()
    before = file.read_bytes()

    done = site.newsgen("import", str(file), "--now", "2026-11-28")

    assert done.code == 0, done.out + done.err
    assert "date: 2010-05-06 07:08 +00:00" in text_at(site, "content/2010/05/story-1.md")
    assert "draft: true" in text_at(site, "content/2010/05/story-2.md")
    assert file.read_bytes() == before
    assert "table node; others, for --table: people" in notes_of(site, "paper-sqlite")


def test_a_view_that_joins_the_names_of_authors_is_taken(site: SiteDriver, tmp_path: Path) -> None:
    made = database(tmp_path / "paper.sqlite")
    made.execute(
        "CREATE VIEW stories AS "
        "SELECT nid, title, body, created, status, name AS author FROM node, people WHERE uid = id"
    )
    made.commit()
    made.close()

    site.newsgen("import", str(tmp_path / "paper.sqlite"), "--now", "2026-11-28")

    assert "authors: [Jane Roe]" in text_at(site, "content/2010/05/story-1.md")


@pytest.mark.long
def test_a_view_that_would_never_end_is_refused(site: SiteDriver, tmp_path: Path) -> None:
    made = database(tmp_path / "paper.sqlite")
    endless = (
        "WITH RECURSIVE n (title) AS (SELECT 1 UNION ALL SELECT title + 1 FROM n) SELECT title FROM n WHERE title < 0"
    )
    made.execute(f"CREATE VIEW endless AS {endless}")
    made.commit()
    made.close()

    done = site.newsgen("import", str(tmp_path / "paper.sqlite"), "--now", "2026-11-28", "--table", "node")

    assert done.code == 0, done.out + done.err


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"\xff" * 2_000, b"SQLite format 3\0"])
def test_a_damaged_database_is_told(site: SiteDriver, content: bytes) -> None:
    done = imported(site, "paper.db", content)

    assert done.code == 2
    assert "paper.db" in done.err
    assert "Traceback" not in done.err


def test_a_table_that_is_not_there_is_told_with_those_that_are(site: SiteDriver, tmp_path: Path) -> None:
    database(tmp_path / "paper.sqlite").close()

    done = site.newsgen("import", str(tmp_path / "paper.sqlite"), "--table", "nodes")

    assert done.code == 2
    assert "node, people" in done.err


def test_a_second_import_writes_nothing_and_a_change_changes_one(site: SiteDriver) -> None:
    table = "title,date,body\nOne,2010-01-02,Words\nTwo,2010-01-03,Other words\n"
    imported(site, "paper.csv", table)

    second = imported(site, "paper.csv", table)
    third = imported(site, "paper.csv", table.replace("Other", "Changed"))

    assert "nothing has changed" in second.out
    assert "content/2010/01/two.md: updated" in third.out
    assert "Changed words" in text_at(site, "content/2010/01/two.md")


def test_a_table_comes_from_standard_input(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    table = io.BytesIO(b"title,date,body\nOne,2010-01-02,Words\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(table))

    done = site.newsgen("import", "-", "--as", "table", "--now", "2026-11-28")

    assert done.code == 0, done.out + done.err
    assert "Words" in text_at(site, "content/2010/01/one.md")


def test_pictures_that_lie_in_the_folder_come_along(site: SiteDriver) -> None:
    site.write_file("uploads/img/wall.jpg", b"\xff\xd8\xff\xe0 a picture")
    table = "title,date,body,image,link\nOne,2010-01-02,Words,/img/wall.jpg,https://o.example/one\n"

    done = imported(site, "paper.csv", table, "--files", str(site.root / "uploads"))

    assert done.code == 0, done.out + done.err
    assert "src: wall.jpg" in text_at(site, "content/2010/01/one.md")
    assert (site.root / "content/2010/01/wall.jpg").exists()


def test_a_folder_of_files_of_one_object_each_is_a_table(site: SiteDriver) -> None:
    for number in (1, 2):
        story = {"headline": f"Story {number}", "date": "2010-05-06", "body": f"Words {number}"}
        site.write_file(f"old/{number}.json", json.dumps(story))
    site.write_file("old/3.json", "{")

    done = site.newsgen("import", str(site.root / "old"), "--now", "2026-11-28")

    assert "3.json is no JSON" in done.err
    assert "Words 2" in text_at(site, "content/2010/05/story-2.md")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("<p>Words</p>", Form.HTML),
        ("&lt;p&gt;Words&lt;/p&gt;", Form.HTML),
        ("A <b>word</b>\n\nAnd another", Form.LINES),
        ("# Head\n\nWords", Form.MARKDOWN),
        ("See [it](https://old.example/)", Form.MARKDOWN),
        ("Words\n\nand words, 5 < 6", Form.TEXT),
    ],
)
def test_what_a_text_is_written_in_is_told(text: str, form: Form) -> None:
    assert form_of([text])[0] is form


def test_plain_text_becomes_paragraphs_that_show_every_sign() -> None:
    body = read_body("One *star*\n\n# no head\nsecond line\n", Form.TEXT, str)

    assert body.text == "One \\*star\\*\n\n\\# no head  \nsecond line"


def test_a_word_goes_on_beside_an_element_that_nobody_knows() -> None:
    body = read_body("<p>Wo<x-y>rds</x-y> of<br>it<p>all", Form.HTML, str)

    assert body.said.split() == ["Words", "of", "it", "all"]


def test_markdown_stays_but_for_what_runs() -> None:
    typed = (
        "# Head\n\n<script>run()</script>Words <b onclick='run()'>bold</b> [x](javascript:run()) [y](https://o.example/y)\n\n"
        "```html\n<script>shown</script>\n```\n\n<iframe src='https://x.example'></iframe>![p](a.jpg)\n"
    )

    body = read_body(typed, Form.MARKDOWN, lambda address: address.replace("https://o.example", ""))

    assert "run()" not in body.text
    assert "iframe" not in body.text
    assert "<script>shown</script>" in body.text
    assert "[y](/y)" in body.text
    assert body.links == ["/y"]
    assert body.pictures == ["a.jpg"]
    assert len(body.left_out) == 3


def test_names_are_taken_apart_where_they_are_several() -> None:
    assert names_in('["a", "b, c"]') == ("a", "b, c")
    assert names_in("a, b;c", commas=True) == ("a", "b", "c")
    assert names_in("Paris, France; Rome") == ("Paris, France", "Rome")
    assert authors_in("Von Jane Roe und John Doe") == ("Jane Roe", "John Doe")
    assert authors_in("Roe, Jane") == ("Roe, Jane",)
    assert authors_in([{"name": "Kim", "email": "x@y"}]) == ("Kim",)


def test_a_story_was_changed_only_after_it_was_published() -> None:
    assert is_later("2010-05-07", "2010-05-06 10:00")
    assert is_later("2010-05-06 10:00 +00:00", "2010-05-06 10:30 +09:00")
    assert not is_later("2010-05-06", "2010-05-06 10:00")


@pytest.mark.long
def test_a_hundred_thousand_rows_are_read_in_bounded_memory(site: SiteDriver) -> None:
    words = "word " * 200
    rows = (
        f"{n},Story {n},{1 + n % 28:02}/{1 + n % 12:02}/{1990 + n % 30},<p>{words}{n}</p>\n" for n in range(100_000)
    )
    file = site.write_file("paper.csv", "id,title,date,body\n" + "".join(rows))

    code, peak = site.peak_of("import", str(file), "--now", "2026-11-28", "--dry-run")

    assert code == 0
    assert peak < 600_000_000


def test_what_readers_did_not_see_of_a_row_is_told_and_kept_beside(site: SiteDriver) -> None:
    body = (
        '<p>The pier is open.</p><p style=""position:absolute;left:-9999px"">Cheap <a href=""https://spam.example/"">pills</a></p>'
        '<div class=""fb-post"" data-href=""https://www.facebook.com/town/posts/1""></div>'
        '<noscript><img src=""http://c.statcounter.com/1/0/ab/1/""></noscript>'
    )
    done = imported(
        site, "rows.csv", f'{HEAD}1;The wall;13/06/2008;"{body}";Kim;World;;https://old.example/w/;published;;\n'
    )

    assert done.code == 0, done.err
    text = text_at(site, "content/2008/06/w.md")
    assert "https://www.facebook.com/town/posts/1\n" in text
    assert "pills" not in text
    assert "statcounter" not in text
    (kept,) = (site.root / "imports/rows-csv/kept").rglob("*.json")
    assert {"Cheap pills", "https://spam.example/"} <= set(json.loads(kept.read_text())["left_out"])
    assert "never shown: it lies outside of the page" in done.out

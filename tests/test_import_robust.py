"""Imports that are ended, refused by the disk, or given what they should not have: nothing is lost or half done."""

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers import run
from newsgen.importers.files import databases, publication
from newsgen.importers.found.json_text import load_json
from newsgen.importers.from_html.bounds import bounded
from newsgen.importers.from_html.nodes import parse
from newsgen.importers.generators import bodies
from newsgen.importers.generators.cutting import split_at_bars
from newsgen.importers.generators.markups import markdown_of_html
from newsgen.importers.generators.masks import Masks
from newsgen.importers.pasted import notes

FIRST = "content/2020/01/the-wall-1.md"
PICTURE = b"\xff\xd8\xff\xe0 a picture"


class EndedError(BaseException):
    """The process is no more."""


def rows(count: int = 4, more: str = "") -> str:
    return "".join(
        json.dumps(
            {
                "title": f"The wall {number}",
                "body": f"<p>The council decided on wall {number} that it is to be raised by a metre{more}.</p>",
                "date": f"2020-01-{number:02}",
                "image": f"wall-{number}.jpg",
                "remarks": "What nobody has a field for. " * 20,
            }
        )
        + "\n"
        for number in range(1, count + 1)
    )


def imported(site: SiteDriver, *arguments: str, more: str = "") -> Result:
    """An import of a table with a picture and something kept for each row."""
    source = site.root.parent / "old/rows.ndjson"
    source.parent.mkdir(exist_ok=True)
    source.write_text(rows(more=more))
    for number in range(1, 5):
        (source.parent / f"wall-{number}.jpg").write_bytes(PICTURE + bytes([number]))
    return site.newsgen("import", str(source), "--now", "2026-11-28", *arguments)


def tree(site: SiteDriver) -> dict[str, bytes]:
    folders = (site.root / "content", site.root / "imports")
    return {
        path.relative_to(site.root).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def failing_at(call: int, name: str, error: Callable[[], BaseException]) -> Iterator[list[int]]:
    """Whatever is called so of `os` fails at this call, within the publication's own I/O."""
    seen = [0]
    real = getattr(os, name)

    def failing(*given: Any, **named: Any) -> Any:
        seen[0] += 1
        if seen[0] == call:
            raise error()
        return real(*given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication.os, name, failing)
        yield seen


@pytest.mark.sampled(every=6)
@pytest.mark.parametrize("name", ["fdopen", "lstat", "replace", "mkdir"])
@pytest.mark.parametrize("call", [1, 3, 6, 9, 13])
def test_an_import_that_is_ended_goes_on_as_if_it_never_had_been(
    make_site: Callable[[str], SiteDriver], name: str, call: int
) -> None:
    whole, ended = make_site("whole"), make_site("ended")
    imported(whole)
    with failing_at(call, name, EndedError), suppress(EndedError):
        imported(ended)

    again = imported(ended)

    assert again.code == 0, again.err
    assert tree(ended) == tree(whole)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("call", range(1, 17, 3))
def test_a_full_disk_leaves_nothing_half_written(make_site: Callable[[str], SiteDriver], call: int) -> None:
    whole, full = make_site("whole"), make_site("full")
    imported(whole)
    with failing_at(call, "fdopen", lambda: OSError(errno.ENOSPC, "No space left on device")) as seen:
        refused = imported(full)
    assert seen[0] >= call
    assert refused.code == 3
    assert "no space left" in refused.err
    left = tree(full)
    assert {path for path in left if left[path] != tree(whole).get(path)} <= {"imports/record.ndjson"}

    assert imported(full).code == 0
    assert tree(full) == tree(whole)


def test_what_is_edited_after_an_import_was_ended_is_no_second_story(site: SiteDriver) -> None:
    with failing_at(9, "fdopen", EndedError), pytest.raises(EndedError):
        imported(site)
    edited = (site.root / FIRST).read_text() + "\nA line of mine.\n"
    (site.root / FIRST).write_text(edited)

    imported(site)

    assert (site.root / FIRST).read_text() == edited
    assert len(list((site.root / "content").rglob("*.md"))) == 4


def test_a_line_that_was_cut_off_is_no_line(site: SiteDriver) -> None:
    imported(site)
    record = site.root / "imports/record.ndjson"
    whole = record.read_bytes()
    record.write_bytes(whole[:-40])

    imported(site, more=", and painted")
    assert record.read_bytes().count(b"\n") == 4

    record.write_bytes(whole.removesuffix(b"\n"))  # as an editor may leave it
    assert imported(site).code == 0
    assert record.read_bytes().count(b"\n") == 4


def test_two_imports_never_write_at_once(site: SiteDriver) -> None:
    fcntl = pytest.importorskip("fcntl")
    folder = os.open(site.root, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        refused = imported(site)
        looked = imported(site, "--dry-run")
    finally:
        os.close(folder)

    assert (refused.code, looked.code) == (3, 0)
    assert "another import is at work here" in refused.err
    assert imported(site).code == 0


def test_a_picture_that_cannot_be_read_stops_no_story(site: SiteDriver) -> None:
    picture = b"a picture of which a part is lost" * 50
    with zipfile.ZipFile(site.root / "blog.zip", "w") as packed:
        packed.writestr("blog/hugo.toml", "title = 'x'\n")
        packed.writestr("blog/content/posts/wall.md", "---\ntitle: Wall\ndate: 2020-01-02\n---\n![a](wall.jpg)\n")
        packed.writestr("blog/content/posts/wall.jpg", picture)
    content = (site.root / "blog.zip").read_bytes()
    (site.root / "blog.zip").write_bytes(content.replace(picture[:20], picture[:20].upper()))

    done = site.newsgen("import", str(site.root / "blog.zip"), "--now", "2026-11-28")

    assert done.code == 1
    assert "wall.jpg was not copied" in done.err
    assert "it is damaged" in done.err
    assert "imports/sources.sha256" in tree(site)
    assert [path.name for path in (site.root / "content/2020/01").iterdir()] == ["wall.md"]


@pytest.mark.parametrize("source", ["", "content", "imports", "newsgen.yaml"])
def test_a_publication_is_not_imported_into_itself(site: SiteDriver, source: str) -> None:
    imported(site)
    before = tree(site)

    done = site.newsgen("import", str(site.root / source), "--now", "2026-11-28")

    assert done.code == 2
    assert "of the publication itself" in done.err
    assert tree(site) == before


def test_a_publication_in_the_folder_that_it_imports_is_no_part_of_it(make_site: Callable[[str], SiteDriver]) -> None:
    outer = make_site("old")
    outer.remove("newsgen.yaml")
    outer.write_file("texts/wall.md", "---\ntitle: Wall\ndate: 2020-01-02\n---\nIt is high.\n")
    inner = make_site("old/new")

    inner.newsgen("import", str(outer.root), "--now", "2026-11-28")
    before = tree(inner)
    inner.newsgen("import", str(outer.root), "--now", "2026-11-28")

    assert len([path for path in before if path.endswith(".md")]) == 1
    assert tree(inner) == before


def test_names_that_are_no_utf8_are_told_and_imported_again(site: SiteDriver) -> None:
    name = os.fsencode(site.root) + b"/wall-\xff.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(
            b"The wall of the harbour\n\nHALDANE BAY, 14 December 2025 - The council decided that it is raised."
        )
    except OSError:
        pytest.skip("this disk has no such names")

    first = site.newsgen("import", os.fsdecode(name), "--now", "2026-11-28")
    second = site.newsgen("import", os.fsdecode(name), "--now", "2026-11-28")

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert "nothing has changed" in second.out


def test_links_of_a_folder_are_not_followed_and_told(site: SiteDriver, tmp_path: Path) -> None:
    site.write_file("old/texts/wall.md", "---\ntitle: Wall\ndate: 2020-01-02\n---\nIt is high.\n")
    (site.root / "old/texts/round").symlink_to(site.root / "old")
    (site.root / "old/texts/more.md").symlink_to(tmp_path / "more.md")

    done = site.newsgen("import", str(site.root / "old"), "--as", "hugo", "--now", "2026-11-28")

    assert "2 links are not followed: texts/more.md, texts/round" in done.out


def test_what_never_ends_is_no_source(site: SiteDriver) -> None:
    os.mkfifo(site.root / "pipe.xml")

    done = site.newsgen("import", str(site.root / "pipe.xml"))

    assert done.code == 2
    assert "is no file and no folder" in done.err


@pytest.mark.parametrize("lies", ["link", "file"])
@pytest.mark.parametrize("path", ["content", "imports"])
def test_what_lies_in_the_place_of_a_folder_is_named(site: SiteDriver, path: str, lies: str) -> None:
    if lies == "link":
        (site.root / path).symlink_to(site.root / "nowhere")
    else:
        site.write_file(path, "mine")

    done = imported(site)

    assert done.code == 2
    assert ("leads nowhere" if lies == "link" else "is no folder") in done.err


def test_a_story_that_could_not_be_built_is_not_called_written(site: SiteDriver) -> None:
    deep = "".join(f"{'  ' * depth}- words\n" for depth in range(600))
    site.write_file("old/texts/wall.md", f"---\ntitle: Wall\ndate: 2020-01-02\n---\n{deep}\n")

    done = site.newsgen("import", str(site.root / "old"), "--as", "hugo", "--now", "2026-11-28")

    assert done.code == 1
    assert "content/2020/01/wall.md: not written, since it could not be built" in done.out


def test_many_pairs_of_tags_in_one_another_end_nothing(site: SiteDriver) -> None:
    site.write_file("old/_config.yml", "title: x\n")
    nested = "{% note %}" * 2_000 + "words" + "{% endnote %}" * 2_000
    site.write_file("old/_posts/2020-01-02-wall.md", f"---\ntitle: Wall\n---\n{nested}\n")

    done = site.newsgen("import", str(site.root / "old"), "--now", "2026-11-28")

    assert done.code == 0, done.err
    assert "words" in (site.root / "content/2020/01/wall.md").read_text()


@pytest.mark.parametrize("many", ["{% raw %}", "{{< /* ", "{% highlight x %}\n", "{{< highlight \n", "| b: 'c' "])
def test_signs_that_nothing_ends_are_read_once(many: str) -> None:
    knower = cast("Any", SimpleNamespace(masks=Masks(), code=lambda _, code: code))
    text = many * 20_000

    assert bodies.with_code(bodies.without_raw(text), knower) in {text, ""}
    assert len(split_at_bars(text)) == (20_001 if "|" in many else 1)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 60_000 + "words",
        "<x-y>" * 60_000 + "words",
        "".join(f"<p><font size={size}>" for size in range(4_000)) + "words",
        "<p " + " ".join(f"a{number}=1" for number in range(60_000)) + ">words",
    ],
)
def test_html_that_would_take_hours_is_cut_back_and_keeps_its_words(html: str) -> None:
    assert len(bounded(html)) < 110_000
    assert "words" in parse(html).text()


def test_html_of_usual_depth_stays_as_it_is() -> None:
    html = "<div>" * 300 + "<b><i>words</i></b>" * 300 + "</div>" * 300

    assert bounded(html) is html


@pytest.mark.parametrize("deep", ["[" * 900 + "]" * 900, '{"a":' * 900 + "1" + "}" * 900, "[" * 99_999])
def test_json_that_is_too_deep_stops_one_row(site: SiteDriver, deep: str) -> None:
    lines = rows(2).split("\n")
    site.write_file("rows.ndjson", f'{lines[0]}\n{lines[1][:-1]}, "odd": {deep}}}\n')

    done = site.newsgen("import", str(site.root / "rows.ndjson"), "--now", "2026-11-28")

    assert done.code == 1
    assert "line 2" in done.err
    assert (site.root / FIRST).exists()


def test_half_letters_and_long_numbers_of_json_end_nothing() -> None:
    said = load_json('{"a\\ud83d": "\\udc00 \\ud83d\\ude00 \\\\ud83d", "n": ' + "9" * 5_000 + "}")

    assert said == {"a\ufffd": "\ufffd 😀 \\ud83d", "n": "9" * 5_000}


def test_keys_that_stand_twice_are_told(site: SiteDriver) -> None:
    line = rows(1).replace('"remarks"', '"title": "Another", "remarks"')
    site.write_file("rows.ndjson", line)

    done = site.newsgen("import", str(site.root / "rows.ndjson"), "--now", "2026-11-28")

    assert done.code == 1
    assert "line 1: `title` stands twice in one object" in done.err
    assert "title: Another" in next((site.root / "content").rglob("*.md")).read_text()


@pytest.mark.parametrize("said", ["soon: or later", "2020-0\\r-01", "# never", "[2020", "'"])
def test_a_date_that_is_none_makes_no_file_that_cannot_be_built(site: SiteDriver, said: str) -> None:
    site.write_file("rows.ndjson", rows(3) + rows(1).replace("2020-01-01", said).replace("wall 1", "wall 9"))

    done = site.newsgen("import", str(site.root / "rows.ndjson"), "--now", "2026-11-28")

    assert "could not be built" not in done.out
    assert len(list((site.root / "content").rglob("*.md"))) == 4


def database(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as made:
        made.executescript(f"CREATE TABLE posts (title, body, date); {script}")
        made.execute("INSERT INTO posts VALUES (?, ?, ?)", ("One", "Words of it. " * 40, "2020-01-02"))
        made.commit()


@pytest.mark.long
def test_many_views_without_end_are_not_all_waited_for(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "_STEPS", 10_000)
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) AS n FROM c;"
    database(site.root / "a.sqlite", "".join(f"CREATE VIEW v{number} AS {endless}" for number in range(900)))
    looks: list[bool] = []
    is_over = databases._Patience.is_over
    monkeypatch.setattr(databases._Patience, "is_over", lambda self: looks.append(True) or is_over(self))

    done = site.newsgen("import", str(site.root / "a.sqlite"), "--now", "2026-11-28")

    assert done.code == 0, done.err
    assert 300 <= len(looks) < 900


@pytest.mark.long
def test_a_table_of_a_million_columns_is_read_as_far_as_people_make_them(site: SiteDriver) -> None:
    names = ",".join(f"c{number}" for number in range(30_000))
    cells = ",".join("x" for _ in range(30_000))
    site.write_file("a.csv", f"title,body,date,{names}\nWall,The text of it is long,2020-01-02,{cells}\n")

    done = site.newsgen("import", str(site.root / "a.csv"), "--now", "2026-11-28")

    assert "it has 30,003 columns, of which 1,000 are looked at" in done.out
    assert "The text of it" in (site.root / "content/2020/01/wall.md").read_text()
    assert "x,x,x" in next((site.root / "imports/a-csv/kept").rglob("*.json")).read_text()


@pytest.mark.long
def test_objects_with_a_name_for_each_value_are_read(site: SiteDriver) -> None:
    objects = [
        {
            "title": f"Wall {number}",
            "body": "The text of it is long",
            "of": {f"{number}-{at}": "x" for at in range(900)},
        }
        for number in range(4)
    ]
    site.write_file("a.json", json.dumps(objects))

    done = site.newsgen("import", str(site.root / "a.json"), "--now", "2026-11-28")

    assert done.code == 0, done.err
    written = "".join(path.read_text() for path in site.root.rglob("wall-*.*"))
    assert "of_3_899: x" in written


def test_a_zip_of_a_version_that_nobody_has_made_is_refused(site: SiteDriver) -> None:
    with zipfile.ZipFile(site.root / "a.zip", "w") as packed:
        packed.writestr("content/a.md", "words")
    content = bytearray((site.root / "a.zip").read_bytes())
    content[content.find(b"PK\1\2") + 6] = 236
    (site.root / "a.zip").write_bytes(content)

    done = site.newsgen("import", str(site.root / "a.zip"))

    assert done.code == 2
    assert "a.zip cannot be read" in done.err


def test_an_element_of_countless_attributes_stops_its_feed_alone(site: SiteDriver) -> None:
    many = " ".join(f'a{number}="1"' for number in range(30_000))
    item = "<item><title>Wall</title><guid>1</guid><description>Words of it.</description></item>"
    site.write_file("feeds/a.xml", f'<rss version="2.0" {many}><channel>{item}</channel></rss>')
    site.write_file("feeds/b.xml", f'<rss version="2.0"><channel>{item}</channel></rss>')

    done = site.newsgen("import", str(site.root / "feeds"), "--now", "2026-11-28")

    assert done.code == 1
    assert "a.xml has an element with more than 1,000 attributes" in done.err
    assert "1 story" in done.out


def test_a_key_of_countless_parts_in_toml_is_refused_before_it_is_parsed(site: SiteDriver) -> None:
    site.write_file("old/hugo.toml", "title = 'x'\n")
    deep = ".".join("a" * 20_000)
    site.write_file("old/content/posts/a.md", f"+++\ntitle = 'T'\n{deep} = 1\n+++\nWords\n")

    done = site.newsgen("import", str(site.root / "old"), "--now", "2026-11-28")

    assert done.code == 1
    assert "content/posts/a.md:3:1: nested deeper than 32 levels" in done.err


PIXELS = [
    '<img src="https://count.example/1" width=1>',
    '<img width="1px" height="1px" src="https://count.example/1">',
    "<img src='https://count.example/1' height='0'>",
    '<img src="https://count.example/1" style="border:0; width: 1px">',
]


@pytest.mark.parametrize("pixel", PIXELS)
@pytest.mark.parametrize("kind", ["folder", "html", "table"])
def test_pictures_that_count_readers_stay_behind(site: SiteDriver, kind: str, pixel: str) -> None:
    if kind == "table":
        row = {
            "title": "Wall",
            "date": "2020-01-02",
            "body": f"## Words\n\nSome **words** of it. {pixel}\n\n- one\n- two\n",
        }
        site.write_file("old.ndjson", f"{json.dumps(row)}\n{json.dumps({**row, 'title': 'Gate'})}\n")
    else:
        suffix, text = ("md", f"Words.\n\n{pixel}\n") if kind == "folder" else ("html", f"<p>Words.</p>{pixel}")
        site.write_file("old/hugo.toml", "title = 'x'\n")
        site.write_file(f"old/content/posts/wall.{suffix}", f"---\ntitle: Wall\ndate: 2020-01-02\n---\n{text}")
    source = next(site.root.glob("old*"))

    done = site.newsgen("import", str(source), "--now", "2026-11-28")

    assert done.code == 0, done.err
    assert "count.example" not in (site.root / "content/2020/01/wall.md").read_text()
    assert "count.example" in done.out


def test_a_text_of_a_hundred_thousand_lines_is_read(monkeypatch: pytest.MonkeyPatch, site: SiteDriver) -> None:
    looked = []
    is_note = notes.Notes.is_note
    monkeypatch.setattr(notes.Notes, "is_note", lambda self, text: looked.append(text) or is_note(self, text))
    head = "The wall of the harbour is to be raised\n\nHALDANE BAY, 14 December 2025 – The council decided.\n\n"

    done = site.newsgen("import", str(site.write_file("a.txt", head + "A\n" * 400)), "--now", "2026-11-28")

    assert done.code == 0
    assert len(looked) < 400 * 20


@pytest.mark.parametrize("sizes", ["a.jpg 1x,", "a.jpg 300w, b.jpg 900w", ","])
def test_sizes_of_a_picture_that_are_no_list_end_nothing(sizes: str) -> None:
    assert [*parse(f'<p><img srcset="{sizes}">words</p>').every("img")]
    assert "words" in markdown_of_html(f'<p><img srcset="{sizes}">words</p>').text


def test_whatever_one_row_does_the_others_are_imported(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    real = run.prove

    def failing(story: Any, rendered: str) -> Any:
        if story.fields["title"] == "The wall 2":
            raise KeyError("no such thing")
        return real(story, rendered)

    monkeypatch.setattr(run, "prove", failing)

    done = imported(site)

    assert done.code == 1
    assert "line 2 was not imported: newsgen fails at it (KeyError('no such thing'))" in done.err
    assert len(list((site.root / "content").rglob("*.md"))) == 3


def kept_in(site: SiteDriver) -> str:
    return "".join(path.read_text() for path in (site.root / "imports").rglob("*.json"))


def test_what_an_attribute_says_and_no_reader_would_see_is_told(site: SiteDriver) -> None:
    html = (
        '<p title="a hint">Words.</p><blockquote cite="https://cite.example/"><p>Said.</p></blockquote>'
        '<map><area href="https://area.example/" alt="the harbour"></map><a href="https://empty.example/"></a>'
        '<video src="https://v.example/v.mp4"><track src="https://track.example/t.vtt"></video>'
    )
    row = {"title": "Wall", "date": "2020-01-02", "body": html}
    site.write_file("a.json", json.dumps([row, {**row, "title": "Gate"}]))

    done = site.newsgen("import", str(site.root / "a.json"), "--now", "2026-11-28")

    for said in ("a hint", "cite.example", "empty.example", "track.example"):
        assert said in done.out
    assert "[the harbour](https://area.example/)" in "".join(path.read_text() for path in site.root.rglob("wall.md"))


RSS = """<rss version="2.0" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:o="http://odd.example/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title><item><title>Wall</title><guid>1</guid>
<pubDate>Fri, 13 Jun 2008 10:00:00 GMT</pubDate><description>Said in short.</description>
<content:encoded>Words of it, and many more.</content:encoded><i:summary>Said for ears.</i:summary>
<i:subtitle>Below it.</i:subtitle><author>jane@mail.example (Jane Roe)</author>
<o:thing size="large">A thing apart.</o:thing></item></channel></rss>"""


def test_what_a_feed_says_and_its_reader_has_no_word_for_is_kept(site: SiteDriver) -> None:
    done = site.newsgen("import", str(site.write_file("a.xml", RSS)), "--now", "2026-11-28")

    assert done.code == 0, done.err
    kept = kept_in(site) + next((site.root / "content").rglob("*.md")).read_text()
    for said in ("Said in short", "Said for ears", "Below it", "A thing apart", "large", "Jane Roe"):
        assert said in kept
    assert "mail.example" not in kept


def test_a_comment_below_an_entry_of_livejournal_is_not_its_headline(site: SiteDriver) -> None:
    site.write_file(
        "a.xml",
        "<livejournal><entry><itemid>1</itemid><eventtime>2004-01-02 10:00:00</eventtime><subject>Wall</subject>"
        "<event>Words of it.</event><mapped>Odd one</mapped><comments><comment><subject>Re: that</subject>"
        "<user>kim</user><body>I was there</body></comment></comments></entry></livejournal>",
    )

    site.newsgen("import", str(site.root / "a.xml"), "--now", "2026-11-28")

    assert "title: Wall" in next((site.root / "content").rglob("*.md")).read_text()
    for said in ("Re: that", "I was there", "Odd one"):
        assert said in kept_in(site)


def test_lines_of_a_conversation_of_tumblr_arrive(site: SiteDriver) -> None:
    site.write_file(
        "posts.xml",
        '<tumblr version="1.0"><tumblelog name="x"/><posts><post id="1" type="conversation" source-title="The Post" '
        'date-gmt="2010-01-01 10:00:00 GMT"><conversation-title>Talk</conversation-title><conversation>'
        '<line name="a" label="Kim:">Hello there</line></conversation></post></posts></tumblr>',
    )

    site.newsgen("import", str(site.root / "posts.xml"), "--now", "2026-11-28")

    assert "Kim: Hello there" in next((site.root / "content").rglob("*.md")).read_text()
    assert "The Post" in kept_in(site)


@pytest.mark.parametrize("kind", ["substack", "medium", "movabletype", "hugo", "pages", "table", "warc"])
def test_a_source_in_which_nothing_is_ends_with_an_error(site: SiteDriver, kind: str) -> None:
    (site.root / "nothing").mkdir()
    source = "nothing" if kind != "movabletype" else "nothing/a.txt"
    if kind == "movabletype":
        site.write_file(source, "")

    empty = site.newsgen("import", str(site.root / source), "--as", kind)
    missing = site.newsgen("import", str(site.root / "not-there"), "--as", kind)

    assert empty.code in {1, 2}
    assert "nothing" in empty.err
    assert missing.code == 2
    assert "not-there cannot be read: there is no such file or folder" in missing.err


@pytest.mark.long
@pytest.mark.parametrize("call", ["rename", "write", "mkdir", "openat"])
@pytest.mark.parametrize("when", [1, 4, 9, 15, 22])
def test_an_import_that_the_system_kills_goes_on(make_site: Callable[[str], SiteDriver], call: str, when: int) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    whole, killed = make_site("whole"), make_site("killed")
    imported(whole)
    inject = f"inject={call}:signal=KILL:when={when}"
    # Only calls that concern the publication are counted: Python opens hundreds of files before.
    path = ["-P", str(killed.root)] if call == "openat" else []
    source = str(killed.root.parent / "old/rows.ndjson")
    command = [sys.executable, "-m", "newsgen", "import", "--project", str(killed.root), source, "--now", "2026-11-28"]
    subprocess.run([strace, "-f", "-o", "/dev/null", *path, "-e", inject, *command], capture_output=True, check=False)

    again = imported(killed)

    assert again.code == 0, again.err
    assert tree(killed) == tree(whole)
    assert not list((killed.root / "content").rglob(".*"))


@pytest.mark.parametrize(
    ("option", "is_for"),
    [
        ("--map=title=headline", "tables and feeds"),
        ("--status=F=published", "tables"),
        ("--table=posts", "tables"),
        ("--rules=rules.yaml", "saved pages"),
        ("--picture=a.jpg", "a copied text"),
    ],
)
def test_an_option_that_a_source_does_not_heed_is_refused(
    site: SiteDriver, tmp_path: Path, option: str, is_for: str
) -> None:
    (tmp_path / "old/_posts").mkdir(parents=True)
    (tmp_path / "old/_config.yml").write_text("title: Old\n", encoding="utf-8")
    (tmp_path / "old/_posts/2012-02-03-a.md").write_text("---\ntitle: A\n---\nText.\n", encoding="utf-8")

    result = site.newsgen("import", str(tmp_path / "old"), option)

    assert result.code == 2
    assert f"is for {is_for}, and {tmp_path / 'old'} is a folder of Jekyll" in result.err
    assert "leave it out" in result.err

"""Front matter in the forms of other systems, dates and encodings of old archives, names typed as one text."""

import codecs
import unicodedata
from zoneinfo import ZoneInfo

import pytest
from conftest import SiteDriver

from newsgen.documents.encoding import decoded, known_encoding
from newsgen.documents.fields import plain_value
from newsgen.documents.text import Text
from newsgen.documents.yaml_nodes import Record, read_mapping
from newsgen.errors import Problem
from newsgen.loader.articles import Loaded, load_article, read_body
from newsgen.loader.kinds import is_written, sorted_by_kind, wants_a_look
from newsgen.loader.rules import ArticleRules
from newsgen.models.article import SourceFile
from newsgen.models.date_forms import format_fault
from newsgen.models.language import is_language_tag, language_tag
from newsgen.models.moment import DateError, read_moment
from newsgen.settings import DEFAULT_TAXONOMIES

SEOUL = ZoneInfo("Asia/Seoul")
RULES = ArticleRules(SEOUL, DEFAULT_TAXONOMIES)


def load(text: str, path: str = "a.md") -> Loaded:
    return load_article(SourceFile(path, text, "0"), RULES)


def places(loaded: Loaded) -> list[str]:
    return [f"{problem.line}:{problem.column} {problem.what}" for problem in loaded.problems]


FORMS = {
    "yaml": "---\ntitle: Head\ndate: 2020-01-02\ntags: [a, b]\n---\nText.\n",
    "yaml behind blank lines": "\n\n---\ntitle: Head\ndate: 2020-01-02\ntags: [a, b]\n---\nText.\n",
    "yaml without its first line": "title: Head\ndate: 2020/1/2\ntags:\n- a\n- b\n---\nText.\n",
    "toml": '+++\ntitle = "Head"\ndate = 2020-01-02\ntags = ["a", "b"]\n+++\nText.\n',
    "toml of Zola": '+++\ntitle = "Head"\ndate = 2020-01-02\n[taxonomies]\ntags = ["a", "b"]\n+++\nText.\n',
    "json": '{"title": "Head", "date": "2020-01-02", "tags": ["a", "b"]}\nText.\n',
    "header lines": "Title: Head\nDate: 2020-01-02\nTags: a, b\n\nText.\n",
    "header lines in another script": "title: Head\ndate: 2020年1月2日\ntags: a、b\n\nText.\n",
    "dotted": ".. title: Head\n.. date: 2020-01-02\n.. tags: a, b\n.. link:\n\nText.\n",
    "dotted in a comment": "<!--\n.. title: Head\n.. date: 2020-01-02\n.. tags: a,b\n-->\n\nText.\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_front_matter_says_the_same(form: str) -> None:
    source = SourceFile("a.md", FORMS[form], "0")
    loaded = load_article(source, RULES)

    assert loaded.problems == ()
    assert loaded.article is not None
    assert (loaded.article.title, loaded.article.date.iso) == ("Head", "2020-01-02")
    assert loaded.article.terms == {"tags": ("a", "b")}
    assert read_body(source).strip() == "Text."


@pytest.mark.parametrize(
    "headline",
    [
        "# Head\n\n",
        "**Head**\n\n",
        "__Head__\n\n",
        "## Head ##\n",
        "Head\n====\n",
        "Head\n----\n\n",
        "Head\n\n",
        "\nHead\n\n",
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        "2019/10/12/x.md",
        "2019-10-12-x.md",
        "n/2019/10/12/x.md",
        "2019-10-12/x.md",
        "2019-10-12-x/index.md",
        "2019/10/12/x/index.md",
        "2019-10-12-x.html.md",
    ],
)
def test_a_file_without_fields_has_its_date_in_the_path_and_its_headline_in_the_first_line(
    headline: str, path: str
) -> None:
    source = SourceFile(path, f"{headline}Text.\n", "0")
    loaded = load_article(source, RULES)

    assert loaded.article is not None, loaded.problems
    assert (loaded.article.title, loaded.article.date.iso) == ("Head", "2019-10-12")
    assert read_body(source).strip() == "Text."


@pytest.mark.parametrize("text", ["", "----\nx\n", "<p>Text</p>\n", "A line\nthat goes on\n", "![x](y.jpg)\n"])
def test_a_file_in_which_no_headline_is_certain_is_refused(text: str) -> None:
    assert places(load(text, "2019-10-12-x.md"))[0].startswith("1:1 no front matter")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\u200b---\ntitle: A\n---\n", "1:1 no front matter: U+200B"),
        ("\ufeff\n---\ntitle: A\n---\n", "1:1 no front matter: U+FEFF"),
        ("\u00a0---\ntitle: A\n---\n", "1:1 no front matter: U+00A0"),
        ("–––\ntitle: A\n–––\n", "1:1 no front matter: a line `–––`"),
        ("----\n제목: A\n----\n", "1:1 no front matter: a line `----`"),
        ("---js\n{title: 'A'}\n---\n", "1:1 no front matter: fields in `js`"),
        ("---coffee\ntitle: 'A'\n---\n", "1:1 no front matter: fields in `coffee`"),
        (';;;\n"title": "A"\n;;;\n', "1:1 no front matter: fields between `;;;`"),
        ("  ---\n  title: A\n  ---\n", "1:1 no front matter: `---` is indented"),
        ("```yaml\ntitle: A\n```\n", "1:1 no front matter: the fields stand in a block of code"),
        ("<!-- x -->\n\n---\ntitle: A\n---\n", "3:1 no front matter: the fields do not begin the file"),
        ("# Head\n\n---\n제목: A\n---\n", "3:1 no front matter: the fields do not begin the file"),
        ("Date: 2020-01-02\nAuthor: X\n\nText.\n", "1:1 no front matter: none of the lines"),
        ("{\\rtf1\\ansi x}", "1:1 no front matter: a document of rich text"),
        ("\n<!DOCTYPE html>\n<html>", "1:1 no front matter: a page of HTML"),
    ],
)
def test_a_file_without_fields_is_told_what_it_begins_with(text: str, place: str) -> None:
    (found,) = places(load(text))

    assert found.startswith(place)


@pytest.mark.parametrize("text", ["**Bold** and more\n", "***\n", "**\n**\n", "**A**\nB\n"])
def test_bold_words_that_are_no_line_of_their_own_are_no_headline(text: str) -> None:
    assert places(load(text, "2019-10-12-x.md"))[0] == "1:1 no front matter: no headline is certain"


def test_a_headline_alone_has_no_date() -> None:
    assert places(load("# Head\n\nText.\n"))[0] == "1:1 no front matter"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('+++\ntitle = "Head\n+++\n', "2:14 not valid TOML: "),
        ('+++\ntitle = "Head"\ndate = 2020-13-01\n+++\n', "3:12 not valid TOML"),
        ('+++\ntitle = "Head"\ndate = "soon"\n+++\n', "3:8 `date` is not a date: 'soon'"),
        ('+++\ntitle = "Head"\n', "1:1 the front matter is not closed"),
        ('{\n "title": "Head",\n "date" "x"\n}\n', "3:9 not valid JSON: "),
        ('{\n "title": "Head",\n "date": "soon"\n}\n', "3:10 `date` is not a date: 'soon'"),
        ("Title: Head\nDate: soon\n\nText\n", "2:7 `date` is not a date: 'soon'"),
        ("Title: Head\nTitle: Tail\nDate: 2020-01-01\n\nText\n", "2:1 `title` is set twice (first on line 1)"),
        (".. title: Head\n.. date: soon\n", "2:10 `date` is not a date: 'soon'"),
    ],
)  # fmt: skip
def test_a_mistake_in_another_form_is_told_at_its_place(text: str, place: str) -> None:
    found = places(load(text))

    assert found[0].startswith(place), found


# Names typed as one text.


@pytest.mark.parametrize(
    ("field", "taxonomy", "names"),
    [
        ("tags: council, quay, money", "tags", ("council", "quay", "money")),
        ("tags: 항만，의회、돈", "tags", ("항만", "의회", "돈")),
        ("tags: x;y; z", "tags", ("x", "y", "z")),
        ("tags: 1,000 days, 2023,2024", "tags", ("1,000 days", "2023", "2024")),
        ("authors: Jana Roth und Max Klein", "authors", ("Jana Roth", "Max Klein")),
        ("authors: Анна Петрова и Иван Сидоров", "authors", ("Анна Петрова", "Иван Сидоров")),
        ("people: Zoé Petit, Paul Roy et Ève Dubois", "people", ("Zoé Petit", "Paul Roy", "Ève Dubois")),
        ("people: José Ortega y Gasset", "people", ("José Ortega y Gasset",)),
        ("authors: AFP/Reuters", "authors", ("AFP/Reuters",)),
        ("authors: Jane O'Neill, Paul Finch", "authors", ("Jane O'Neill", "Paul Finch")),
        ("authors: Jane Doe and John Roe", "authors", ("Jane Doe", "John Roe")),
        ("authors: Jane Doe, Ann Poe, and John Roe", "authors", ("Jane Doe", "Ann Poe", "John Roe")),
        ("author: Jane Doe, PhD, John Roe Jr.", "authors", ("Jane Doe, PhD", "John Roe Jr.")),
        ("people: Martin Luther King, Jr.", "people", ("Martin Luther King, Jr.",)),
        ("authors: 김서연, 이도윤", "authors", ("김서연", "이도윤")),
        ("authors: Анна Петрова, Иван Сидоров", "authors", ("Анна Петрова", "Иван Сидоров")),
        ("places: Washington, D.C.", "places", ("Washington, D.C.",)),
        ("places: Paris, France", "places", ("Paris, France",)),
        ("organizations: Acme, Inc.", "organizations", ("Acme, Inc.",)),
        ("tags: [a, 'b, c']", "tags", ("a", "b, c")),
        ("authors: [Martin Luther King, Jr.]", "authors", ("Martin Luther King", "Jr.")),
        ("section: Arts and Culture", "sections", ("Arts and Culture",)),
    ],
)  # fmt: skip
def test_names_in_one_text_are_a_list_where_that_is_plain(field: str, taxonomy: str, names: tuple[str, ...]) -> None:
    loaded = load(f"---\ntitle: T\ndate: 2020-01-02\n{field}\n---\nText.\n")

    assert loaded.article is not None
    assert loaded.article.terms[taxonomy] == names
    assert loaded.problems == ()


@pytest.mark.parametrize(
    ("field", "mend"),
    [
        ("authors: Doe, Jane", 'write `authors: [Doe, Jane]`, or `authors: ["Doe, Jane"]` if it is one'),
        ("people: Jane and John Roe", "write `people: [Jane, John Roe]`"),
        ("authors: Jane Doe, Staff Writer", "write `authors: [Jane Doe, Staff Writer]`"),
        ("authors: Ana Ruiz y Juan Pérez", "write `authors: [Ana Ruiz, Juan Pérez]`"),
        ("authors: Jane Doe/John Roe", "write `authors: [Jane Doe, John Roe]`"),
        ("authors: 김철수·이영희", "write `authors: [김철수, 이영희]`"),
        ("places: Seoul, Pusan, Jeju", "write `places: [Seoul, Pusan, Jeju]`"),
        ("sources: AP, Reuters", "write `sources: [AP, Reuters]`"),
    ],
)
def test_names_that_may_be_several_stay_one_with_a_warning_that_has_the_list(field: str, mend: str) -> None:
    loaded = load(f"---\ntitle: T\ndate: 2020-01-02\n{field}\n---\nText.\n")

    assert loaded.article is not None
    (warning,) = loaded.problems
    assert (warning.rule, warning.line, warning.is_error) == ("list-as-text", 4, False)
    assert mend in warning.mend
    assert [len(names) for names in loaded.article.terms.values()] == [1]


# YAML as people write headlines.


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("k: Win #1 spot", "Win #1 spot"),
        ("k: [C #, x]", ["C #", "x"]),
        ("k: [#a, #b]", ["#a", "#b"]),
        ("k: We are #", "We are #"),
        ("k: 경제 #1 뉴스", "경제 #1 뉴스"),
        ("k: «Уйти» #MeToo", "«Уйти» #MeToo"),
        ("k:\n- F #\n- #b", ["F #", "#b"]),
        ('k: "a #b"', "a #b"),
        ("k: |\n  a #b\n  c # d", "a #b\nc # d"),
        ("k: a  # a comment", "a"),
        ("k: [a, b] #c", ["a", "b"]),
        ("# a comment\nk: a", "a"),
        ('k: "Gold" # a comment', "Gold"),
        ('k: "Gold"  #1', "Gold"),
    ],
)
def test_a_hash_of_a_headline_is_text_and_a_comment_is_none(typed: str, read: object) -> None:
    warnings: list[Problem] = []
    record = read_mapping(Text("p", typed), warnings)

    assert isinstance(record, Record), record
    assert plain_value(record.entries["k"]) == read
    assert warnings == []


@pytest.mark.parametrize(
    ("typed", "cut", "column"),
    [
        ('k: "Gold" #1 again', "#1 again", 11),
        ("k: '김정은' #2", "#2", 10),
        ("k: Été # deux", "# deux", 8),
        ("k:\n- 'F' #x", "#x", 7),
        ("k: #MeToo marches on", "#MeToo marches on", 4),
        ("k: #a #b", "#a #b", 4),
    ],
)
def test_what_a_hash_cuts_off_is_told(typed: str, cut: str, column: int) -> None:
    warnings: list[Problem] = []
    read_mapping(Text("p", typed), warnings)

    assert [(each.what, each.column) for each in warnings] == [
        (f"`{cut}` is a comment to YAML, which is not shown", column)
    ]


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("title:No space\ndate: x", "1:6 no blank behind the colon of `title`"),
        ("title:\u00a0Hello\ndate: x", "1:6 a blank behind `title:` that is none to YAML, U+00A0"),
        ("date: x\ntitle：你好", "2:6 a full-width colon behind `title`"),
        ("tags: [C # x, b]", "1:10 a `#` behind a blank begins a comment in YAML"),
        ("k: 'a\n...\nb'", "1:4 a quotation mark is not closed"),
        ("%YAML 1.2\n%YAML 1.2\n---\nk: a", "2:1 a line begins with `%`"),
    ],
)
def test_a_slip_is_named_for_what_it_is(typed: str, what: str) -> None:
    problem = read_mapping(Text("p", typed), [])

    assert isinstance(problem, Problem)
    assert f"{problem.line}:{problem.column} {problem.what}".startswith(what)


@pytest.mark.parametrize(
    ("typed", "place", "item"),
    [
        ("tags:\n  -harbour\n  -quay", "2:3", "harbour"),
        ("people:\n -Mei Castellan", "2:2", "Mei Castellan"),
        ("tags:\n    • 항구\n    • 바다", "2:5", "항구"),
        ("tags:\n  ・港\n  ・海", "2:3", "港"),
        ("tags:\n- Fall\n  - Winter\n- Spring", "3:3", "Winter"),
        ("authors:\n  - 王小明\n   - 李四", "3:4", "李四"),
        ("k:\n  - a\n    -b c", "3:5", "b c"),
        ("tags:\n-a\n-b", "2:1", "a"),
        ("tags:\n  - a\n  -été", "3:3", "été"),
    ],
)
def test_an_item_without_a_blank_behind_its_dash_is_told(typed: str, place: str, item: str) -> None:
    warnings: list[Problem] = []
    read = read_mapping(Text("p", typed), warnings)

    (problem,) = [read] if isinstance(read, Problem) else warnings
    assert f"{problem.line}:{problem.column}" == place
    assert problem.mend.endswith(f"with a dash and a blank: `- {item}`")


@pytest.mark.parametrize(
    "typed",
    [
        "k:\n  -5 degrees",
        "k: -a",
        "k:\n  '-a'",
        "k: |\n  -a",
        "k:\n  — Oui, dit-elle.",
        "k:\n- -a\n- b",
        "k:\n- a - b\n  c",
        "k:\n- a\n  -5 b",
        "k:\n- 'a\n  - b'",
        "-k:\n  a",
    ],
)
def test_a_dash_that_begins_a_text_is_none_of_a_list(typed: str) -> None:
    warnings: list[Problem] = []

    assert not isinstance(read_mapping(Text("p", typed), warnings), Problem)
    assert warnings == []


def test_a_long_value_is_cut_in_a_message() -> None:
    (problem,) = load(f"---\ntitle: T\ndate: {'7' * 5000}\n---\nText.\n").problems

    assert len(problem.what) <= 400


# Dates.


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2017-12-12 8:00:00 -0500", "2017-12-12T22:00:00+09:00"),
        ("2015-03-17 14:00:00 -4", "2015-03-18T03:00:00+09:00"),
        ("2018-02-24  +0800", "2018-02-24"),
        ("2020-1-2", "2020-01-02"),
        ("2020/01/02 3:04 pm", "2020-01-02T15:04:00+09:00"),
        ("2020. 1. 2.", "2020-01-02"),
        ("2020년 1월 2일 15:04", "2020-01-02T15:04:00+09:00"),
        ("July 3, 1999", "1999-07-03"),
        ("3rd Jul. 1999 at 10:30", "1999-07-03T10:30:00+09:00"),
        ("Sat, 03 Jul 1999 10:30:00 GMT", "1999-07-03T19:30:00+09:00"),
        ("2011-10-29 14:00 EST", "2011-10-30T04:00:00+09:00"),
        ("2020-01-02T15:04:05.999999999Z", "2020-01-03T00:04:05+09:00"),
        ("2020-01-02 15:04:05.9 +0900 KST", "2020-01-02T15:04:05+09:00"),
        ("“2020-01-02”", "2020-01-02"),
        ("２０２０年１月２日", "2020-01-02"),
        ("2020年01月02日15:04", "2020-01-02T15:04:00+09:00"),
        ("2020年1月2日 星期四 下午3点04分", "2020-01-02T15:04:00+09:00"),
        ("2020年1月2日（木）午後0時4分5秒", "2020-01-02T12:04:05+09:00"),
        ("2020年1月2日（木曜日）", "2020-01-02"),
        ("2020-01-02 上午 9:05", "2020-01-02T09:05:00+09:00"),
        ("2020년 1월 2일 오후 3시 4분", "2020-01-02T15:04:00+09:00"),
        ("2020년 1월 2일 목요일 15시", "2020-01-02T15:00:00+09:00"),
        ("2020. 1. 2. 오전 12:04", "2020-01-02T00:04:00+09:00"),
        ("2020. 1. 2.(목) 10:20", "2020-01-02T10:20:00+09:00"),
        ("2020-01-02 오후 3:04:05", "2020-01-02T15:04:05+09:00"),
        ("٢٠٢٠-٠١-٠٢", "2020-01-02"),
        ("२०२०/१/२", "2020-01-02"),
    ],
)  # fmt: skip
def test_a_date_that_can_mean_one_day_only_is_understood(typed: str, iso: str) -> None:
    assert read_moment(typed, SEOUL).iso == iso


@pytest.mark.parametrize(
    "typed",
    [
        "05/03/2024",
        "20200102",
        "198-04-06",
        "3.4.05",
        "2020-13-1",
        "31 June 2020",
        "2020-1-2 25:00",
        "2020-01-02 10:00 XYT",
        "۱۳۹۹-۰۱-۰۲",  # Persian
        "٢٠-٠١-٠٢",
        "๒๕๖๓-๐๑-๐๒",  # Buddhist
        "2020年13月2日",
        "2020年1月2日 下午13:20",
        "令和2年1月2日",
        "٠٥/٠٣/٢٠٢٤",
    ],
)
def test_what_may_mean_two_days_or_none_is_no_date(typed: str) -> None:
    with pytest.raises(DateError):
        read_moment(typed, SEOUL)


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("Last Modified", "the time of the file"),
        ("git Created", "the time of the file"),
        ("'git last modified'", "the time of the file"),
        (":fileModTime", "the time of the file"),
        ("'{{ .Date }}'", "code of a template"),
        ("<% tp.date.now() %>", "code of a template"),
        ("today", "no word stands for a day"),
    ],
)
def test_a_date_that_another_system_was_to_find_is_named(typed: str, mend: str) -> None:
    (problem,) = load(f"---\ntitle: T\ndate: {typed}\n---\nText.\n").problems

    assert (problem.line, problem.column) == (3, 7)
    assert mend in problem.mend


def test_formats_of_an_archive_say_how_dates_are_read() -> None:
    formats = ("%d.%m.%Y", "%m/%d/%y %I:%M %p")

    assert read_moment("05.03.2024", SEOUL, formats).iso == "2024-03-05"
    assert read_moment("03/05/99 5:06 PM", SEOUL, formats).iso == "1999-03-05T17:06:00+09:00"


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("2020年1月2日15:04", "%Y年%m月%d日%H:%M"),
        ("2日（1月）2020", "%d日（%m月）%Y"),
        ("2020년01월02일", "%Y년%m월%d일"),
    ],
)
def test_a_format_in_another_script_is_read_as_it_stands(typed: str, form: str) -> None:
    assert read_moment(typed, SEOUL, (form,)).iso_day == "2020-01-02"


@pytest.mark.parametrize(
    ("form", "fault"), [("%d.%m", "year"), ("%Q", "does not know %Q"), ("%Y %m", "day"), ("%d %d %m %Y", "twice")]
)
def test_a_format_that_makes_no_date_is_refused(form: str, fault: str) -> None:
    assert fault in format_fault(form)


# Encodings, languages, kinds of files.


@pytest.mark.parametrize("encoding", ["windows-1252", "shift_jis", "euc-kr", "gb18030", "koi8-r"])
def test_old_files_are_read_in_the_encoding_that_is_named(encoding: str) -> None:
    text = {"windows-1252": "“café”", "shift_jis": "東京", "euc-kr": "서울", "gb18030": "北京", "koi8-r": "Москва"}[
        encoding
    ]
    name = known_encoding(encoding)

    assert decoded(text.encode(encoding), "p", name) == text
    assert decoded(text.encode(), "p", name) == text
    assert decoded(codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "p", name) == text


@pytest.mark.parametrize("wide", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_wide_text_without_a_mark_is_named_whatever_encoding_is(wide: str) -> None:
    problem = decoded("---\ntitle: Cafe “x”\n---\n".encode(wide), "content/a.md", "cp1252")

    assert isinstance(problem, Problem)
    assert "without a byte-order mark" in problem.what


def test_a_byte_that_does_not_fit_the_encoding_is_named() -> None:
    problem = decoded(b"a\n\xc7\xff", "p", known_encoding("shift_jis"))

    assert isinstance(problem, Problem)
    assert (problem.line, "not shift_jis: byte 0xFF" in problem.what) == (2, True)


@pytest.mark.parametrize("name", ["", "klingon", "base64", "rot13"])
def test_what_is_no_encoding_of_text_is_refused(name: str) -> None:
    assert known_encoding(name) == ""


def test_an_encoding_that_is_named_later_makes_the_page_anew(site: SiteDriver) -> None:
    site.write_file(
        "content/a.md", "---\ntitle: Café\ndate: 2020-01-02\n---\nDéjà vu.\n".encode("iso8859-5", "replace")
    )
    site.write_file("content/a.md", "---\ntitle: x\ndate: 2020-01-02\n---\n\xc4\xe5\n".encode("latin-1"))
    site.settings("encoding: latin-1\n")
    site.build()
    site.settings("encoding: koi8-r\n")
    site.build()

    assert "де" in site.read("2020/01/02/a/index.html").casefold()


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("zh_tw", "zh-TW"), ("zh_cn", "zh-CN"), ("pt_BR", "pt-BR"),
        ("en_US.UTF-8", "en-US"), ("sr_latn_rs", "sr-Latn-RS"),
    ],
)  # fmt: skip
def test_a_locale_is_a_language(typed: str, tag: str) -> None:
    assert language_tag(typed) == tag
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "path", ["README.md", "_index-of-prices.md", "a/index.md", "_includes/x.md", "x.html", "LICENSE.markdown"]
)
def test_a_file_that_may_be_no_story_is_one_if_it_has_fields_and_a_date(path: str) -> None:
    assert wants_a_look(path)
    assert is_written(path, "---\ntitle: T\ndate: 2020-01-02\n---\n")
    assert not is_written(path, "---\ntitle: T\n---\n")
    assert not is_written(path, "# T\n")


@pytest.mark.parametrize("path", ["_index.md", "a/_index.md", "2020/01/02/_index.ko.md", "a/_index.html.md"])
def test_the_page_of_a_section_is_no_story_even_with_a_date(path: str) -> None:
    assert wants_a_look(path)
    assert not is_written(path, "---\ntitle: T\ndate: 2020-01-02\n---\n")


@pytest.mark.parametrize(
    "path", ["_posts/2020-01-02-x.md", "_drafts/x.md", "a/story.md", "readme-to-all.md", "2020_01_02_x.md"]
)
def test_other_files_need_no_look(path: str) -> None:
    assert not wants_a_look(path)


def test_files_that_are_no_stories_are_sorted_by_kind() -> None:
    files = ["a.jpg", "README.md", "b.rst", "c.rst", "d.MDX"]

    assert sorted_by_kind(files) == (
        ["a.jpg"],
        ["README.md"],
        {".rst": 2, ".mdx": 1},
    )


@pytest.mark.parametrize(("stored", "linked"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")])
def test_a_file_is_found_however_its_letters_are_composed(site: SiteDriver, stored: str, linked: str) -> None:
    site.moved_to("https://paper.example.org/")
    site.write_file(f"content/{unicodedata.normalize(stored, 'café.txt')}", "x")  # type: ignore[arg-type]
    site.write(body=f"A [link]({unicodedata.normalize(linked, 'café.txt')}).")  # type: ignore[arg-type]

    result = site.build()

    assert result.err == ""
    assert site.exists("café.txt")


def test_two_files_that_differ_in_the_composing_of_letters_alone_are_an_error(site: SiteDriver) -> None:
    for form in ("NFC", "NFD"):
        site.write(f"content/{unicodedata.normalize(form, 'é.md')}")  # type: ignore[arg-type]

    result = site.build()

    assert result.code == 1
    assert "content/é.md: error: two files or folders have this name" in result.err


@pytest.mark.parametrize("name", ["é/a.md", "가나.md", "ガ.md"])
def test_what_was_read_of_one_of_two_such_files_is_not_kept_for_the_other(site: SiteDriver, name: str) -> None:
    composed, apart = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))  # type: ignore[arg-type]
    site.write(f"content/{apart}", "Of the first.")
    assert site.build().code == 0
    site.write(f"content/{composed}", "Of the second.")
    assert site.build().code == 1

    site.remove(f"content/{composed}")
    if "/" in name:
        (site.root / "content" / composed).parent.rmdir()

    assert site.build().code == 0
    assert any(b"Of the first." in page for page in site.files().values())
    assert not any(b"Of the second." in page for page in site.files().values())


def test_the_text_of_an_html_file_is_no_markdown(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/")
    site.write("content/a.html", "<p>One *two*</p>\n\n    <p>not code</p>\n<ul>\n<li><a href='b.md'>B</a></li></ul>")
    site.write("content/b.md", "See [a](a.html).")

    assert site.build().err == ""
    page = site.read("2025/03/04/a/index.html")
    assert "<p>One *two*</p>" in page
    assert "<code>" not in page
    assert 'href="/2025/03/04/b/"' in page
    assert 'href="/2025/03/04/a/"' in site.read("2025/03/04/b/index.html")


def test_a_page_of_html_that_becomes_a_story_is_seen(site: SiteDriver) -> None:
    site.write()
    site.write_file("content/b.html", "<p>x</p>\n")
    site.build()
    site.write("content/b.html", "<p>x</p>")
    site.build()

    assert site.exists("2025/03/04/b/index.html")


@pytest.mark.parametrize(
    "head",
    [
        "---yaml\ntitle: T\ndate: 2020-01-02\n---\n",
        "---toml\ntitle = 'T'\ndate = 2020-01-02\n---\n",
        '--- json\n{"title": "T",\n "date": "2020-01-02"}\n---\n',
    ],
)
def test_a_fence_may_say_what_it_fences(head: str) -> None:
    article = load_article(SourceFile("a.md", f"{head}Text.\n", "0"), RULES).article

    assert article is not None
    assert (article.title, article.date.iso_day) == ("T", "2020-01-02")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("---\n제목: x\ntags: [a]\n제목: y\n---\nT\n", "4:1 `제목` is set twice (first on line 2)"),
        ("---\nimage: {src: x.png, alt: A, alt: B}\n---\nT\n", "2:29 `alt` is set twice (first on line 2)"),
        ("+++\ntitle = 'a'\ntitle = 'b'\n+++\nT\n", "3:1 `title` is set twice"),
        ("+++\ntags = ['x']\ntags = [\n 'y',\n 'z']\ndate = 2020-01-02\n+++\nT\n", "3:1 `tags` is set twice"),
        ("+++\n[extra]\nb = 1\n[extra]\n+++\nT\n", "4:2 `extra` is set twice"),
        ("+++\nimage = {src='x', src='y'}\n+++\nT\n", "2:19 `src` is set twice"),
        (
            '{"title": "a",\n "x": {"draft": 1, "title": 2},\n "title": "b"}\nT\n',
            "3:2 `title` is set twice (first on line 1)",
        ),
        ('{"x": "{\\"x\\": 1", "\\u0078": 2}\nT\n', "1:20 `x` is set twice (first on line 1)"),
    ],
)
def test_a_key_that_is_set_twice_is_told_with_its_place(text: str, told: str) -> None:
    (problem,) = load(text).problems

    assert f"{problem.line}:{problem.column} {problem.what}" == told
    assert problem.mend == "delete one of the two lines; most systems took the last"


def test_a_key_of_two_objects_is_not_set_twice() -> None:
    assert load('{"title": "T", "date": "2020-01-02", "x": [{"y": 1}, {"y": {"y": 2}}]}\nText.\n').problems == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"title": "T", "date": "2025-03-04", "n": %s}\n\nText.\n', 0),
        ('+++\ntitle = "T"\ndate = 2025-03-04\nn = %s\n+++\nText.\n', 1),
    ],
)
def test_a_number_of_thousands_of_digits_ends_no_build(text: str, code: int, site: SiteDriver) -> None:
    site.write_file("content/a.md", text.replace("%s", "7" * 5_000))

    result = site.build()

    assert result.code == code, result.err
    assert ("content/a.md:4:5: error: a number of too many digits" in result.err) == bool(code)

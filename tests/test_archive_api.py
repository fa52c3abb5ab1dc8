"""What a template asks of the archive by conditions: which stories it gets, how often it is asked, what is wrong."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import SiteDriver

from newsgen.models.recorder import DependencyRecorder, read_note
from newsgen.planner import archive_api
from newsgen.planner.archive_api import ArchiveApi, ask_again, spelled

SETTINGS = "taxonomies: {people: off, beats: {}, story-kinds: {singular: story-kind}, tags: {slugs: {Sea: the-sea}}}\n"
STORIES: Mapping[str, Mapping[str, object]] = {
    "a": {"date": "2023-03-04", "section": "World", "tags": ["Harbour", "Sea"], "authors": ["A. Seo"]},
    "b": {"date": "2023-12-14", "section": "world", "tags": ["harbour"], "lang": "ko"},
    "c": {"date": "2024-03-04", "section": "Local", "tags": ["Sea", "Café"], "series": "Long read"},
    "d": {"date": "2024-03-05", "section": "World", "beats": ["Courts"], "story-kinds": ["Essay"], "lang": "pt-BR"},
    "x/e": {"date": "2025-12-14 09:00", "section": "Local", "tags": ["Harbour", "harbour"], "authors": ["A. Seo", "B"]},
    "content/y": {"date": "2001-01-01"},
    "draft": {"date": "2025-12-15", "section": "World", "draft": True},
}
ANSWERS: Mapping[str, str] = {
    "archive.articles()": "e d c b a y",
    "archive.articles(section='World')": "d b a",
    "archive.articles(sections='world')": "d b a",
    "archive.articles(section='WORLD')": "d b a",
    "archive.articles(section='Nowhere')": "",
    "archive.articles(tag='Sea')": "c a",
    "archive.articles(tag='the-sea')": "c a",
    "archive.articles(tag='sea')": "",
    "archive.articles(tag='cafe')": "c",
    "archive.articles(tag=['Harbour', 'Sea'])": "e c b a",
    "archive.articles(tag=[])": "",
    "archive.articles(tag='Harbour', section='Local')": "e",
    "archive.articles(tag='Harbour', section=['Local', 'World'], author='a. seo')": "e a",
    "archive.articles(series='Long read')": "c",
    "archive.articles(beat='Courts')": "d",
    "archive.articles(beats='Courts')": "d",
    "archive.articles(story_kind='Essay')": "d",
    "archive.articles(**{'story-kinds': 'Essay'})": "d",
    "archive.articles(person='Jane')": "",
    "archive.articles(person='Jane', section='World')": "",
    "archive.articles(year=2024)": "d c",
    "archive.articles(year='2024')": "d c",
    "archive.articles(year=2024, month=3, day=4)": "c",
    "archive.articles(year=2023, month=2, day=30)": "",
    "archive.articles(month=12)": "e b",
    "archive.articles(month=12, day=14, section='Local')": "e",
    "archive.articles(day='2024-03-05')": "d",
    "archive.articles(day=archive.latest(1)[0].date)": "e",
    "archive.articles(day=archive.latest(1)[0].date.day)": "e",
    "archive.articles(lang='ko')": "b",
    "archive.articles(lang='pt-br')": "d",
    "archive.articles(lang='en')": "e c a y",
    "archive.articles(lang='EN', section='Local', year=2024)": "c",
    "archive.articles(limit=2)": "e d",
    "archive.articles(limit='2', offset=1)": "d c",
    "archive.articles(limit=0)": "",
    "archive.articles(offset=4)": "a y",
    "archive.articles(offset=9)": "",
    "archive.articles(section=archive.latest(1)[0].section)": "e c",
    "archive.articles(author=archive.latest(1)[0].authors)": "e a",
    "[archive.article('x/e.md')]": "e",
    "[archive.article('content/x/e.md')]": "e",
    "[archive.article('content/y.md')]": "y",
    "archive.article('draft.md')": "None",
    "archive.count()": "6",
    "archive.count(section='World')": "3",
    "archive.count(tag='Harbour', year=2023)": "2",
    "archive.term('tag', 'harbour').name": "Harbour",
    "archive.term('tags', 'Harbour').count": "3",
    "archive.term('tags', 'Sea').url": "/tags/the-sea/",
    "archive.term('tags', 'Nothing')": "None",
    "archive.term('people', 'Jane')": "None",
    "archive.terms('tag')|length": "3",
    "archive.on_day('2023-12-14')": "b",
    "archive.on_day(archive.article('x/e.md').date)": "e",
}
WRONG: Mapping[str, str] = {
    "articles('World')": "archive.articles wants names for its conditions: archive.articles(section='World')",
    "articles(sectoin='World')": "archive.articles knows no `sectoin`, did you mean `section`? it knows ",
    "articles(section=none)": "archive.articles: `section` is none; it must be a text",
    "articles(section='')": "archive.articles: `section` is empty: ask whether it is there first",
    "articles(section=nothing)": "'nothing' is undefined",
    "articles(tag=[1])": "archive.articles: `tag` is 1; it must be a text",
    "articles(tag='a', tags='b')": "archive.articles: `tags` is given twice, by two names",
    "articles(limit=-1)": "archive.articles: `limit` is -1; it must be a whole number from 0 to 1,000,000,000",
    "articles(limit='many')": "archive.articles: `limit` is 'many'; it must be a whole number",
    "articles(limit=true)": "archive.articles: `limit` is True; it must be a whole number",
    "articles(month=13)": "archive.articles: `month` is 13; it must be a whole number from 1 to 12",
    "articles(day='soon')": "archive.articles: `day` is 'soon'; it must be a date",
    "articles(day=archive.latest(1)[0].date, year=2025)": "`day` is a whole date: leave out `year` and `month`",
    "articles(tag='\\ud800')": "archive.articles: `tag` has half a character in it",
    "count(limit=1)": "archive.count knows no `limit`",
    "count(tag=1)": "archive.count: `tag` is 1; it must be a text",
    "article()": "archive.article is asked as archive.article(path)",
    "article('a.md', 1)": "archive.article is asked as archive.article(path)",
    "article(file='a.md')": "archive.article is asked as archive.article(path)",
    "term('tgas', 'Sea')": "archive.term: `taxonomy` is 'tgas', which is none: ",
    "terms('tagss')": "archive.terms: `taxonomy` is 'tagss', which is none, did you mean `tags`?",
    "latest('three')": "archive.latest: `count` is 'three'; it must be a whole number",
    "on_day(7)": "archive.on_day: `day` is 7; it must be a date",
}


def publish(site: SiteDriver, lines: str) -> SiteDriver:
    """The stories, with a page that shows these lines."""
    site.settings(SETTINGS)
    for name, fields in STORIES.items():
        site.write(f"content/{name}.md", title=name.rpartition("/")[2], **fields)
    site.write_file("templates/404.html", lines)
    return site


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Each expression to what a page shows of it: the titles of stories."""
    folder = tmp_path_factory.mktemp("questions")
    macro = "{% macro show(it) %}{% if it is string or it is number or it is none %}{{ it }}{% else %}"
    macro += "{{ it|map(attribute='title')|join(' ') }}{% endif %}{% endmacro %}"
    lines = "\n".join(f"{{{{ show({expression}) }}}}" for expression in ANSWERS)
    site = publish(SiteDriver(folder / "site"), f"{macro}\n{lines}\n")
    result = site.build()
    assert result.code == 0, result.err
    return dict(zip(ANSWERS, site.read("404.html").split("\n"), strict=False))


@pytest.mark.parametrize("expression", ANSWERS)
def test_a_question_has_this_answer(expression: str, told: Mapping[str, str]) -> None:
    assert told[expression] == ANSWERS[expression]


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("expression", WRONG)
def test_what_is_wrong_with_a_question_is_told_with_its_line(expression: str, site: SiteDriver) -> None:
    publish(site, f"\n{{{{ archive.{expression} }}}}\n")

    result = site.build()

    assert result.code == 1
    assert "templates/404.html:2: error: " in result.err
    assert WRONG[expression] in result.err
    assert not site.output.exists()


def test_a_question_gives_few_stories_unless_it_says_how_many(site: SiteDriver) -> None:
    for day in range(1, 15):
        site.write(f"content/{day}.md", date=f"2025-01-{day:02}")
    site.write_file("templates/404.html", "{{ archive.articles()|length }} {{ archive.articles(limit=99)|length }}")
    site.build()

    assert site.read("404.html") == "10 14"


EDITS: Mapping[str, tuple[str, Mapping[str, object], bool]] = {
    "a story that is asked for": ("f", {"date": "2025-12-16", "section": "World"}, True),
    "a story of another section": ("f", {"date": "2025-12-16", "section": "Local"}, False),
    "another section": ("a", {"date": "2023-03-04", "section": "Local"}, True),
    "a headline": ("a", {"date": "2023-03-04", "section": "World", "title": "A2"}, True),
    "a headline of another story": ("c", {"date": "2024-03-04", "section": "Local", "title": "C2"}, False),
    "a story too far back": ("f", {"date": "2020-01-01", "section": "World"}, False),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_page_is_made_anew_only_if_its_question_has_another_answer(edit: str, site: SiteDriver) -> None:
    name, fields, is_stale = EDITS[edit]
    publish(site, "{% for one in archive.articles(section='World', limit=3) %}{{ one.title }} {% endfor %}")
    site.build()

    site.write(f"content/{name}.md", **{"title": name} | dict(fields))

    explained = site.build("--explain", "/404.html", "--json").json
    assert explained["is_stale"] == is_stale
    if is_stale:
        asked = "archive.articles(sections='World', limit=3, offset=0) has another answer"
        assert explained["reason"] == asked


def test_every_question_can_be_asked_again_by_its_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes: dict[str, object] = {}
    again: list[str] = []
    note = DependencyRecorder.note

    def watch(recorder: DependencyRecorder, question: str, *given: object) -> None:
        note(recorder, question, *given)
        notes[question] = given

    def ask(asked: ArchiveApi, text: str) -> object:
        again.append(read_note(text)[0])
        return ask_again(asked, text)

    monkeypatch.setattr(DependencyRecorder, "note", watch)
    monkeypatch.setattr("newsgen.builder.staleness.ask_again", ask)
    lines = """
        {{ archive.latest(1)|length }} {{ archive.articles(tag="Sea")|length }} {{ archive.count() }}
        {{ archive.article("a.md").title }} {{ archive.terms("tags")|length }} {{ archive.term("tags", "Sea").name }}
        {{ archive.taxonomies()|length }} {{ archive.on_day("2023-03-04")|length }} {{ archive.menu()|length }}
        {{ archive.on_this_day(3, 4)|length }} {{ archive.related("x/e.md", 2)|length }}"""
    site = publish(SiteDriver(tmp_path / "site"), lines)

    assert site.build().code == 0
    every = {name for name, value in vars(ArchiveApi).items() if hasattr(value, archive_api._ASKED)}
    assert notes.keys() >= every
    assert set(again) >= every


@pytest.mark.parametrize("note", ['["nothing"]', '["_answer", 1]', '["__init__", 1]'])
def test_a_note_of_no_question_is_refused(note: str) -> None:
    with pytest.raises(ValueError, match="no such question"):
        ask_again(ArchiveApi.__new__(ArchiveApi), note)


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ('["latest", 3]', "archive.latest(3)"),
        ('["articles", "tags", "Sea", "tags", "Été", "limit", 5]', "archive.articles(tags='Sea', tags='Été', limit=5)"),
        ('["count"]', "archive.count()"),
    ],
)
def test_a_note_is_spelled_as_a_template_would(note: str, text: str) -> None:
    assert spelled(note) == text


def test_a_listing_shows_the_terms_and_fields_of_its_stories(site: SiteDriver) -> None:
    site.write("content/a.md", tags=["Sea", "Coast"], place="Harwick", extra={"desk": "night", "list": ["x"]})
    site.write_file(
        "templates/day.html",
        "{% for one in teasers %}{{ one.names('tags')|join('+') }} {{ one.extra.desk }} {{ one.extra.list[0] }}"
        "{% for group in one.terms %} {{ group.title }}: {{ group.terms[0].url }}{% endfor %}{% endfor %}",
    )
    site.build()

    assert site.read("2025/03/04/index.html") == "Sea+Coast night x Tags: /tags/sea/ Places: /places/harwick/"


@pytest.mark.parametrize("change", ["update(desk='x')", "list.append('x')", "clear()", "pop('desk')"])
def test_no_page_changes_what_the_next_one_shows(change: str, site: SiteDriver) -> None:
    site.write("content/a.md", extra={"desk": "night", "list": ["x"]})
    site.write_file("templates/day.html", f"{{{{ teasers[0].extra.{change} }}}}")

    result = site.build()

    assert result.code == 1
    assert "templates/day.html:1: error: " in result.err

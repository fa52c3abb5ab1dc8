"""The theme's words: complete in each language, and laid over one another as docs/languages.md says."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import SiteDriver

from newsgen.models.moment import Moment
from newsgen.project import theme_folder
from newsgen.renderer.filters import Filters, place_caps
from newsgen.renderer.labels import has_words_in, read_labels
from newsgen.renderer.theme import ThemeLoader

FOLDER = theme_folder() / "templates" / "labels"
LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.yaml") if file.stem != "regions")
WITH_FORMS = ("stories", "terms", "minutes", "search_results")
NUMBERS = (*range(200), 1_000, 1_000_000, 2_000_000)


def _words(tag: str, project: Path = Path("/nowhere")) -> Mapping[str, object]:
    return read_labels(ThemeLoader(project, project / "templates", theme_folder() / "templates"), tag)


def _filters(tag: str) -> Filters:
    return Filters(_words(tag))


def _moment(hour: int) -> Moment:
    return Moment(datetime(2025, 12, 14, hour, 5, tzinfo=ZoneInfo("UTC")), has_time=True)


def _fields(word: object) -> set[str]:
    return set(re.findall(r"{\w+}", str(word)))


def test_there_are_thirty_languages() -> None:
    assert len({tag.partition("-")[0] for tag in LANGUAGES}) >= 30


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if "-" not in tag])
def test_a_language_has_every_word(tag: str) -> None:
    written = {line.partition(":")[0] for line in (FOLDER / f"{tag}.yaml").read_text(encoding="utf-8").splitlines()}
    english = (FOLDER / "en.yaml").read_text(encoding="utf-8").partition("# Words\n")[2]
    names = [line.partition(":")[0] for line in english.splitlines() if not line.startswith("#")]

    assert [name for name in names if name not in written] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_word_is_filled_in_with_what_english_is_filled_in_with(tag: str) -> None:
    english, words = _words("en"), _words(tag)
    dates = {"date_long", "month_long", "day_of_year", "time", "plural", "months_alone", *WITH_FORMS}

    assert {name: _fields(word) for name, word in words.items() if name not in dates} == {
        name: _fields(word) for name, word in english.items() if name not in dates
    }
    assert words["language"] == tag


@pytest.mark.sampled(every=4)
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("name", WITH_FORMS)
def test_there_is_a_form_for_every_number(tag: str, name: str) -> None:
    words, filters = _words(tag), _filters(tag)
    forms = words[name]
    assert isinstance(forms, dict)

    used = {filters._category(number) for number in NUMBERS}
    assert used <= forms.keys() or "other" in forms
    assert forms.keys() <= used | {"other"}
    shown = filters.counted(forms, 57)
    assert filters.digits(57) in shown
    assert "{" not in shown


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_date_has_its_words(tag: str) -> None:
    filters = _filters(tag)

    days = {filters.date_long(date(2025, month, 14)) for month in range(1, 13)}
    assert len(days) == 12
    assert all(filters.digits(2025) in day and filters.digits(14) in day for day in days)
    assert len(filters.weekdays(())) == len(set(filters.weekdays(()))) == 7
    assert filters.clock(_moment(9)) != filters.clock(_moment(21))


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("en", ["14 December 2025", "1 May 2025", "December 2025", "21:05", "12,345", "Mon"]),
        ("en-US", ["December 14, 2025", "May 1, 2025", "December 2025", "9:05 PM", "12,345", "Sun"]),
        ("en-IN", ["14 December 2025", "1 May 2025", "December 2025", "9:05 PM", "12,345", "Sun"]),
        ("fr", ["14 décembre 2025", "1er mai 2025", "décembre 2025", "21:05", "12\N{NO-BREAK SPACE}345", "lun."]),
        ("de", ["14. Dezember 2025", "1. Mai 2025", "Dezember 2025", "21:05", "12.345", "Mo"]),
        ("es", ["14 de diciembre de 2025", "1 de mayo de 2025", "diciembre de 2025", "21:05", "12.345", "lun"]),
        ("pl", ["14 grudnia 2025", "1 maja 2025", "grudzień 2025", "21:05", "12\N{NO-BREAK SPACE}345", "pon."]),
        ("ko", ["2025년 12월 14일", "2025년 5월 1일", "2025년 12월", "오후 9:05", "12,345", "일"]),
        ("zh-TW", ["2025年12月14日", "2025年5月1日", "2025年12月", "下午9:05", "12,345", "週日"]),
        ("bn", ["১৪ ডিসেম্বর, ২০২৫", "১ মে, ২০২৫", "ডিসেম্বর ২০২৫", "৯:০৫ PM", "১২,৩৪৫", None]),
        ("ar", ["14 ديسمبر 2025", "1 مايو 2025", "ديسمبر 2025", "9:05 م", "12,345", "سبت"]),
        ("ar-EG", ["١٤ ديسمبر ٢٠٢٥", "١ مايو ٢٠٢٥", "ديسمبر ٢٠٢٥", "٩:٠٥ م", "١٢٬٣٤٥", "سبت"]),
        ("no", ["14. desember 2025", "1. mai 2025", "desember 2025", "21:05", "12\N{NO-BREAK SPACE}345", None]),
    ],
)
def test_dates_times_and_numbers_follow_the_language_and_its_region(tag: str, shown: list[str | None]) -> None:
    filters = _filters(tag)
    made = [
        filters.date_long("2025-12-14"),
        filters.date_long("2025-05-01"),
        filters.date_long("2025-12"),
        filters.clock(_moment(21)).replace("\N{NO-BREAK SPACE}", " "),
        filters.thousands(12_345),
        filters.weekdays(())[0],
    ]

    assert [one for one, wanted in zip(made, shown, strict=True) if wanted is not None] == [
        wanted for wanted in shown if wanted is not None
    ]


@pytest.mark.parametrize(
    ("tag", "count", "shown"),
    [
        ("en", 1, "1 story"),
        ("en", 0, "0 stories"),
        ("ru", 1, "1 материал"),
        ("ru", 21, "21 материал"),
        ("ru", 3, "3 материала"),
        ("ru", 11, "11 материалов"),
        ("fr", 0, "0 article"),
        ("fr", 2, "2 articles"),
        ("es", 4_000, "4000 artículos"),
        ("ko", 1, "기사 1건"),
    ],
)
def test_a_number_has_its_form(tag: str, count: int, shown: str) -> None:
    assert _filters(tag).counted(_words(tag)["stories"], count) == shown


@pytest.mark.parametrize(("tag", "shown"), [("hi", "1,23,45,678"), ("en", "12,345,678"), ("es", "12.345.678")])
def test_digits_are_grouped_as_the_language_groups_them(tag: str, shown: str) -> None:
    assert _filters(tag).thousands(12_345_678) == shown
    assert _filters(tag).thousands(-12_345_678) == f"-{shown}"


@pytest.mark.parametrize(
    ("dateline", "language", "shown"),
    [
        ("Pyongyang, North Korea", "en", "PYONGYANG, North Korea"),
        ("izmir, Türkiye", "tr", "İZMİR, Türkiye"),
        ("Iğdır", "tr-TR", "IĞDIR"),
        ("Αθήνα", "el", "ΑΘΗΝΑ"),
        ("Μαΐου", "el", "ΜΑΪΟΥ"),
        ("Gießen", "de", "GIESSEN"),
    ],
)
def test_capitals_are_those_of_the_language(dateline: str, language: str, shown: str) -> None:
    assert place_caps(dateline, language) == shown


def test_own_words_lie_over_those_of_their_language_alone(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    own = "en: {latest: Newest}\nKO_kr: {taxonomies: {places: 지역}}\nzh: {by: 記者}\n"
    (tmp_path / "templates" / "labels.yaml").write_text(own, encoding="utf-8")

    assert _words("en", tmp_path)["latest"] == "Newest"
    assert _words("ko-KR", tmp_path)["latest"] == _words("ko")["latest"]
    taxonomies = _words("ko-KR", tmp_path)["taxonomies"]
    assert isinstance(taxonomies, dict)
    assert (taxonomies["places"], taxonomies["people"]) == ("지역", "인물")
    assert _words("zh", tmp_path)["by"] == "記者"
    assert _words("eo", tmp_path)["latest"] == "Newest"


@pytest.mark.parametrize(("tag", "is_there"), [("ko-KR", True), ("eo", False), ("iw", True), ("x-pirate", False)])
def test_it_is_known_of_which_languages_there_are_words(tag: str, *, is_there: bool) -> None:
    loader = ThemeLoader(Path("/nowhere"), Path("/nowhere/templates"), theme_folder() / "templates")

    assert has_words_in(loader, tag) is is_there


@pytest.mark.parametrize(
    ("own", "what"),
    [
        ("first_weekday: Monday", "`first_weekday` is not a number from 0 to 6: Monday"),
        ("first_weekday: 9", "`first_weekday` is not a number from 0 to 6: 9"),
        ('date_long: "{foo}"', "`date_long` has {foo}, with which nothing is filled in"),
        ('date_long: "{day"', "`date_long` cannot be filled in"),
        ('date_long: "{day:>999999999999}"', "`date_long` has {day:>999999999999}"),
        ('date_long: "{}"', "`date_long` has {}, with which"),
        ("date_long: [a, b]", "`date_long` must be one text"),
        ("date_long: ", "`date_long` is empty"),
        ('part_of: "{foo}"', "`part_of` has {foo}"),
        ("latest: {a: b}", "`latest` must be one text"),
        ("stories: {few: x}", "`stories` has no form `other`"),
        ('stories: {other: "{number}"}', "`stories` has {number}"),
        ("months: [a, b]", "`months` must be a list of 12"),
        ("group_sizes: 3", "`group_sizes` must be a list of 2"),
        ("taxonomies: x", "`taxonomies` must be a group of words"),
        ("plural: one", "`plural` must be a group of words"),
        ('digits: "012"', "`digits` must be ten digits"),
        ("group_from: many", "`group_from` is not a number: many"),
        ("plural: {one: n ==}", "`plural`: one: n == cannot be understood"),
        ("plural: {one: n / 0}", "`plural`: one: n / 0 cannot be understood"),
        ("plural: {one: m == 1}", "`plural`: one: m == 1 cannot be understood"),
    ],
)
def test_a_label_that_is_no_use_is_told(site: SiteDriver, own: str, what: str) -> None:
    site.write("content/a.md", "Text")
    site.write_file("templates/labels.yaml", f"en: {{{own}}}\n")

    result = site.build()

    assert result.code == 1
    assert re.search(rf"templates/labels.yaml(:1:\d+)?: error: {re.escape(what)}", result.err), result.err


@pytest.mark.parametrize(
    ("own", "what"),
    [
        ("en: x", "`en` must be a group of words"),
        ("en: []", "`en` must be a group of words"),
        ("english words: {latest: x}", "`english words` is not a language tag"),
        ("en: {latest: a}\nEN: {by: b}", "`EN` is there twice"),
    ],
)
def test_a_group_that_is_no_language_is_told(site: SiteDriver, own: str, what: str) -> None:
    site.write("content/a.md", "Text")
    site.write_file("templates/labels.yaml", f"{own}\n")

    assert what in site.build().err


def test_words_of_its_own_and_a_group_for_another_language_are_fine(site: SiteDriver) -> None:
    site.write("content/a.md", "Text")
    site.write_file("templates/labels.yaml", 'en: {mine: "{x}", stories: "{count} pieces", by: }\nfr: {latest: Vite}\n')
    site.write_file("templates/404.html", "{{ labels.mine.format(x=1) }} {{ labels.stories|counted(2) }}")

    assert site.build().code == 0
    assert site.read("404.html") == "1 2 pieces"

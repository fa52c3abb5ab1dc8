"""The time of day beside a date, before and behind it, in many languages."""

import pytest
from tests.test_import_pasted import known

from newsgen.importers.pasted.days import Day


@pytest.mark.parametrize(
    "line",
    [
        "2:30pm Monday 6th April 2009",
        "2:30 p.m. on Monday, April 6, 2009",
        "14.30 Uhr am Montag, 6. April 2009",
        "à 14h30 le lundi 6 avril 2009",
        "kl. 14:30 den 6 april 2009",
        "14:30 GMT, Monday, 6 April 2009",
        "poniedziałek, 6 kwietnia 2009 r., godz. 14:30",
        "6 kwietnia 2009 o godzinie 14.30",
        "6. April 2009 um 14.30 Uhr",
        "6 avril 2009 à 14 h 30",
        "lunedì 6 aprile 2009 alle ore 14.30",
        "6. april 2009 kl. 14.30",
        "6. huhtikuuta 2009 klo 14.30",
        "6. aprill 2009 kell 14.30",
        "6 апреля 2009 года, понедельник, в 14:30",
        "6 квітня 2009 року о 14:30",
        "6 Nisan 2009 Pazartesi, saat 14:30",
        "6 de abril de 2009 a las 2:30 p. m.",
        "6 de abril de 2009 às 14h30",
        "6 april 2009 om 14.30 uur",
        "6 aprilie 2009, ora 14:30",
        "6. travnja 2009. u 14:30 sati",
        "6. dubna 2009 v 14:30",
        "2009. április 6., hétfő 14:30",
        "6 Απριλίου 2009, ώρα 2:30 μ.μ.",
        "6 أبريل 2009 في الساعة 2:30 مساءً",
        "٦ أبريل ٢٠٠٩ - ٢:٣٠ م",
        "6 באפריל 2009 בשעה 14:30",
        "6 अप्रैल 2009 अपराह्न 2:30",
        "6 tháng 4 năm 2009 lúc 14:30",
        "6 เมษายน 2552 เวลา 14.30 น.",
        "2009년 4월 6일(월) 오후 2시 30분",
        "2009年4月6日（月）午後2時30分",
        "2009年4月6日 星期一 下午2点30分",
    ],
)
def test_the_time_beside_a_date_is_found_with_words_and_weekdays_between(line: str) -> None:
    found = known().days.find(line)

    assert found is not None
    assert found.day == Day(2009, 4, 6, (14, 30))


@pytest.mark.parametrize(
    "line",
    [
        "6 April 2009",
        "6 April 2009, 12 people",
        "6 April 2009, 10.5 million",
        "6 April 2009 - 15 comments",
        "Page 3 of 12, 6 April 2009",
        "14:30 Jane Roe, 6 April 2009",
    ],
)
def test_another_number_beside_a_date_is_no_time(line: str) -> None:
    found = known().days.find(line)

    assert found is not None
    assert found.day == Day(2009, 4, 6)


@pytest.mark.parametrize(("line", "clock"), [("12:05 a.m.", (0, 5)), ("9pm", (21, 0)), ("12:10 pm", (12, 10))])
def test_halves_of_the_day_are_counted_from_midnight_and_noon(line: str, clock: tuple[int, int]) -> None:
    found = known().days.find(f"{line}, Monday, 6 April 2009")

    assert found is not None
    assert found.day == Day(2009, 4, 6, clock)

"""Texts as people copy them from pages: what is headline, dateline, story, and what only hangs about it."""

import io
import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from tests.conftest import SiteDriver

from newsgen.importers.files import pasted_words
from newsgen.importers.pasted.bylines import read_bylines
from newsgen.importers.pasted.datelines import Known, read_dateline
from newsgen.importers.pasted.days import Day, month_names, read_days
from newsgen.importers.pasted.known import read_known
from newsgen.importers.pasted.leftovers import Leftovers, read_leftovers
from newsgen.importers.pasted.paragraphs import paragraphs

LABELS = Path(__file__).parent.parent / "templates" / "labels"
NOW = "2026-11-28T12:00"


def text_at(site: SiteDriver, path: str) -> str:
    return (site.root / path).read_text(encoding="utf-8")


def has(site: SiteDriver, path: str) -> bool:
    return (site.root / path).exists()


@cache
def known() -> Known:
    months = month_names(yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(LABELS.glob("*.yaml")))
    days = read_days(pasted_words("months.yaml"), months)
    return read_known(pasted_words("words.yaml"), days)


@cache
def leftovers() -> Leftovers:
    return read_leftovers(pasted_words("leftovers.yaml"))


@pytest.mark.parametrize(
    ("begins", "place", "day", "agencies"),
    [
        ("Pyongyang, North Korea – December 14, 2025 : ", "Pyongyang, North Korea", Day(2025, 12, 14), ()),
        ("PARIS, 14 déc (Reuters) - ", "PARIS", Day(0, 12, 14), ("Reuters",)),
        ("Paris, le 14 décembre 2025 (AFP) – ", "Paris", Day(2025, 12, 14), ("AFP",)),
        ("SEOUL, Dec. 14 (Yonhap) -- ", "SEOUL", Day(0, 12, 14), ("Yonhap",)),
        ("WASHINGTON (AP) — ", "WASHINGTON", None, ("AP",)),
        ("WASHINGTON — ", "WASHINGTON", None, ()),
        ("London — ", "London", None, ()),
        ("Washington, D.C. – December 14, 2025 – ", "Washington, D.C.", Day(2025, 12, 14), ()),
        ("Tehran, Dec 14, IRNA – ", "Tehran", Day(0, 12, 14), ("IRNA",)),
        ("Berlin (dpa) - ", "Berlin", None, ("dpa",)),
        ("BERLIN/PARIS (dpa). ", "BERLIN/PARIS", None, ("dpa",)),
        ("Berlin, 14. Dezember 2025 – ", "Berlin", Day(2025, 12, 14), ()),
        ("Madrid, 14 dic (EFE).- ", "Madrid", Day(0, 12, 14), ("EFE",)),
        ("Madrid, 14 de diciembre de 2025.- ", "Madrid", Day(2025, 12, 14), ()),
        ("(ANSA) - ROMA, 14 DIC - ", "ROMA", Day(0, 12, 14), ("ANSA",)),
        ("São Paulo, 14 de dezembro de 2025 – ", "São Paulo", Day(2025, 12, 14), ()),
        ("Lisboa, 14 dez 2025 (Lusa) - ", "Lisboa", Day(2025, 12, 14), ("Lusa",)),
        ("AMSTERDAM (ANP) - ", "AMSTERDAM", None, ("ANP",)),
        ("МОСКВА, 14 декабря. /ТАСС/. ", "МОСКВА", Day(0, 12, 14), ("ТАСС",)),
        ("МОСКВА, 14 дек — РИА Новости. ", "МОСКВА", Day(0, 12, 14), ("РИА Новости",)),
        ("Київ. 14 грудня. УНІАН. ", "Київ", Day(0, 12, 14), ("УНІАН",)),
        ("Warszawa, 14 grudnia 2025 (PAP) - ", "Warszawa", Day(2025, 12, 14), ("PAP",)),
        ("Ankara, 14 Aralık 2025 - ", "Ankara", Day(2025, 12, 14), ()),
        ("القاهرة، 14 ديسمبر 2025 (رويترز) - ", "القاهرة", Day(2025, 12, 14), ("رويترز",)),
        ("【ソウル=共同】", "ソウル", None, ("共同",)),
        ("（平壌12月14日発朝鮮中央通信）", "平壌", Day(0, 12, 14), ("朝鮮中央通信",)),
        ("【12月14日 AFP】", "", Day(0, 12, 14), ("AFP",)),
        ("新华社北京12月14日电（记者王明）", "北京", Day(0, 12, 14), ("新华社",)),
        ("(서울=연합뉴스) 홍길동 기자 = ", "서울", None, ("연합뉴스",)),
    ],
)
def test_a_dateline_gives_place_date_and_agency(
    begins: str, place: str, day: Day | None, agencies: tuple[str, ...]
) -> None:
    story = "The wall was opened on Monday, people said." if begins.isascii() else "Стена — 벽은 열렸다, 人々は言った。"

    line = read_dateline(begins + story, known())

    assert line is not None
    assert (line.place, line.day, line.agencies, line.rest) == (place, day, agencies, story)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kim Jong Un – the leader of the country – said on Monday that he would go",
        "Nagorno-Karabakh is a region in which many people live",
        "The prime minister: We will not go there again",
        "London — a city of many people — is a large one",
        "On December 14, 2025 – a Sunday – the government said nothing",
        "Faute d'annonceurs, Kerloc'h-sur-Mer affiche des vers à l'entrée du bourg",
        "He said: The wall is high, and nobody climbs it",
    ],
)
def test_a_sentence_with_a_dash_is_no_dateline(sentence: str) -> None:
    assert read_dateline(sentence, known()) is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Published: 14 December 2025, 10:15", Day(2025, 12, 14, (10, 15))),
        ("Updated at 10:15 am on Dec. 14, 2025", Day(2025, 12, 14, (10, 15))),
        ("Published 4:12 PM EST, December 14, 2025", Day(2025, 12, 14, (16, 12))),
        ("December 14, 2025 at 12:04 a.m. ET", Day(2025, 12, 14, (0, 4))),
        ("Fri 14 Dec 2025 15.48 GMT", Day(2025, 12, 14, (15, 48))),
        ("14.12.2025, 10:15 Uhr", Day(2025, 12, 14, (10, 15))),
        ("2025. december 14. 10:15", Day(2025, 12, 14, (10, 15))),
        ("입력 2025.12.14. 오후 3:15", Day(2025, 12, 14, (15, 15))),
        ("2025年12月14日 15:04", Day(2025, 12, 14, (15, 4))),
        ("ngày 14 tháng 12 năm 2025", Day(2025, 12, 14)),
        ("14 ธันวาคม 2025", Day(2025, 12, 14)),
        ("١٤ ديسمبر ٢٠٢٥", Day(2025, 12, 14)),
        ("14 दिसंबर 2025", Day(2025, 12, 14)),
        ("12 फरवरी 2025, 18:20", Day(2025, 2, 12, (18, 20))),
        ("14 בדצמבר 2025, 10:15", Day(2025, 12, 14, (10, 15))),
        ("١٤ كانون الأول / ديسمبر ٢٠٢٥", Day(2025, 12, 14)),
        ("١٧ تشرين الأول ٢٠٢٤", Day(2024, 10, 17)),
        ("Dec 14, 202510:15 PM GMT+2", Day(2025, 12, 14, (22, 15))),
        ("14.dez.2025 às 4h00", Day(2025, 12, 14, (4, 0))),
        ("14 ธ.ค. 2568 เวลา 08:45 น.", Day(2025, 12, 14, (8, 45))),
        ("14 ธันวาคม พ.ศ. 2568", Day(2025, 12, 14)),
        ("14 ธ.ค. 68", Day(2025, 12, 14)),
        ("۱۴ اسفند ۱۴۰۳، ۱۶:۴۵", Day(2025, 3, 4, (16, 45))),
        ("30 اسفند 1403", Day(2025, 3, 20)),
        ("1404/01/01", Day(2025, 3, 21)),
        ("22 بهمن 1357", Day(1979, 2, 11)),
        ("4 رمضان 1446 هـ", Day(2025, 3, 4, is_reckoned=True)),
        ("1446/09/04", Day(2025, 3, 4, is_reckoned=True)),
        ("الثلاثاء 4 مارس 2025 م - 4 رمضان 1446 هـ", Day(2025, 3, 4)),
        ("民國114年12月14日", Day(2025, 12, 14)),
        ("114年12月14日", Day(2025, 12, 14)),
        ("令和7年12月14日", Day(2025, 12, 14)),
        ("令和元年５月１日", Day(2019, 5, 1)),
        ("주체114(2025)년 3월 6일", Day(2025, 3, 6)),
        ("주체114년 3월 6일", Day(2025, 3, 6)),
        ("March 6, Juche 114 (2025)", Day(2025, 3, 6)),
        ("二〇二五年十二月三十一日", Day(2025, 12, 31)),
        ("20/3/2024", Day(2024, 3, 20)),
        ("3/20/2024", Day(2024, 3, 20)),
        ("14 դեկտեմբերի 2025 - 10:15 AMT", Day(2025, 12, 14, (10, 15))),
        ("14 დეკემბერი, 2025", Day(2025, 12, 14)),
        ("14 dhjetor 2025, 10:15", Day(2025, 12, 14, (10, 15))),
        ("14 de desembre del 2025", Day(2025, 12, 14)),
        ("24. októbra 2025", Day(2025, 10, 24)),
        ("2025. gada 14. decembris", Day(2025, 12, 14)),
        ("2025eko abenduaren 14a", Day(2025, 12, 14)),
        ("2025 ഡിസംബർ 14", Day(2025, 12, 14)),
        ("14 டிசம்பர், 2025", Day(2025, 12, 14)),
        ("14 ធ្នូ 2025", Day(2025, 12, 14)),
        ("14-dekabr, 2025", Day(2025, 12, 14)),
        ("14-Dec-2025 10:15", Day(2025, 12, 14, (10, 15))),
        ("14/Dec/2025", Day(2025, 12, 14)),
    ],
)
def test_dates_in_many_languages(typed: str, day: Day) -> None:
    found = known().days.find(typed)

    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "typed",
    ["3/5/2024", "31 February", "version 2.10.2", "in 2025", "5 may be too many", "13:45", "31 اسفند 1403",
     "1403/13/01", "30 اسفند 1402"],
)  # fmt: skip
def test_what_is_no_date_or_may_be_two(typed: str) -> None:
    found = known().days.find(typed)

    assert found is None or found.day.as_date(date(2025, 1, 1)) is not None
    assert typed != "3/5/2024" or found is None


def test_a_day_without_a_year_is_the_last_one_of_its_kind() -> None:
    assert Day(0, 12, 30).as_date(date(2025, 1, 2)) == date(2024, 12, 30)
    assert Day(0, 1, 2).as_date(date(2025, 1, 2)) == date(2025, 1, 2)
    assert Day(0, 0, 28).as_date(date(2025, 1, 2)) == date(2024, 12, 28)
    assert Day(0, 2, 29).as_date(date(2026, 1, 2)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("LEAVE A REPLY", "comments"),
        ("12 Comments", "comments"),
        ("Share on Facebook", "share"),
        ("Read also: Kim visits the farm", "another story"),
        ("— Advertisement —", "advertisement"),
        ("← Previous article", "other stories"),
        ("5 min read", "way through"),
        ("© 2025 Example. All rights reserved.", "rights"),
        ("Lesen Sie auch: Der lange Weg", "stor"),
        ("댓글 3", "comments"),
        ("저작권자 ⓒ 보기신문 무단전재 및 재배포 금지", "rights"),
        ("関連記事", "other stories"),
        ("اقرأ أيضا", "other stories"),
        ("Подписаться на рассылку", "newsletter"),
        ("* * *", "marks"),
    ],
)
def test_leftovers_are_known_by_whole_lines(line: str, why: str) -> None:
    assert why in leftovers().reason(line)


@pytest.mark.parametrize(
    "line",
    ["Share prices fall in Tokyo", "Home prices rise again", "Like a river", "Search for survivors goes on", "2025",
     "Follow the money, he said", "Name of the father", "Comments by the minister were read out", "Del 2 af serien"],
)  # fmt: skip
def test_true_sentences_are_no_leftovers(line: str) -> None:
    assert leftovers().reason(line) == ""


def test_every_reason_knows_thirty_languages() -> None:
    for why, languages in pasted_words("leftovers.yaml").items():
        assert why == "ends" or len(languages) >= 30


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Roe and John Doe", ("Jane Roe", "John Doe")),
        ("By Hannah Oyelaran, Arts Correspondent", ("Hannah Oyelaran",)),
        ("Von Erika Muster", ("Erika Muster",)),
        ("Par Jeanne Martin et Luc Dubois", ("Jeanne Martin", "Luc Dubois")),
        ("홍길동 기자 gildong@example.com", ("홍길동",)),
        ("作者：王明", ("王明",)),
        ("By the sea", ()),
        ("Jane Roe", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert read_bylines(pasted_words("words.yaml")).authors(line) == names


def test_lines_that_a_program_has_cut_are_joined() -> None:
    lines = (
        "The council of the town has decided that the wall along the harbour",
        "is to be raised by a metre, which will take two years and close the",
        "quay for a summer, the mayor said to those who had come to the town-",
        "hall in the rain. Nobody spoke against it at the end of the evening.",
    )

    whole = " ".join(lines).replace("town- hall", "townhall")
    assert [each.text for each in paragraphs("\n".join([*lines, "", "Another paragraph."]))] == [
        whole,
        "Another paragraph.",
    ]


COPIED = """Home » News » Harbour

WORLD

Harbour Wall to Be Raised by a Metre After the Flood

The council voted in the night, against the advice of its engineers.

By Jane Roe and John Doe

Published: 14 December 2025, 10:15
Updated: 15 December 2025

Share on Facebook

The wall at low tide. Photo: Kim Doe

HALDANE BAY, Dec. 14 (Reuters) - The council of the town decided on Sunday that the wall along the harbour is to be \
raised by a metre, which will take two years.

The Korean Central News Agency (KCNA) said nothing about it, and so did all the others who had been asked in the \
morning, at noon, and once more in the evening.

Advertisement

What it costs

• Stone: 5*3 millions
• Sand: _none_

“Nobody has ever seen such a flood in this town, and nobody wants to see one again”
— The mayor

Read also: The long winter

It will be paid by those who live behind it, the council said; the others need not pay, as long as they stay where \
they are.

Tags: harbour, flood
© 2025 Example News. All rights reserved.
LEAVE A REPLY
Please enter your comment!
"""


def test_a_copied_story_becomes_a_page(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/")
    site.write_file("story.txt", "\ufeff" + COPIED.replace("\n", "\r\n"))

    done = site.newsgen("import", str(site.root / "story.txt"), "--now", NOW)

    assert done.code == 0, done.err
    text = text_at(site, "content/2025/12/harbour-wall-to-be-raised-by-a-metre-after-the-flood.md")
    assert (
        text
        == """---
title: Harbour Wall to Be Raised by a Metre After the Flood
date: 2025-12-14 10:15
updated: 2025-12-15
kicker: WORLD
subtitle: The council voted in the night, against the advice of its engineers.
authors: [Jane Roe, John Doe]
tags: [harbour, flood]
places: [Haldane Bay]
sources: [Reuters, KCNA]
dateline: Haldane Bay
extra:
  caption: The wall at low tide.
  credit: Kim Doe
---

The council of the town decided on Sunday that the wall along the harbour is to be raised by a metre, which \
will take two years.

The Korean Central News Agency (KCNA) said nothing about it, and so did all the others who had been asked in the \
morning, at noon, and once more in the evening.

## What it costs

- Stone: 5\\*3 millions
- Sand: \\_none\\_

> “Nobody has ever seen such a flood in this town, and nobody wants to see one again”
>
> — The mayor

It will be paid by those who live behind it, the council said; the others need not pay, as long as they stay \
where they are.
"""
    )
    for left in ("Home » News", "Share on Facebook", "Advertisement", "Read also: The long winter", "LEAVE A REPLY"):
        assert f"“{left}" in done.out
    assert site.build(now=NOW).err == ""
    page = site.read("2025/12/14/harbour-wall-to-be-raised-by-a-metre-after-the-flood/index.html")
    assert "HALDANE BAY" in page
    assert "LEAVE A REPLY" not in page


def test_standard_input_is_a_source(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        buffer = io.BytesIO(COPIED.encode())

    monkeypatch.setattr("sys.stdin", Stream())

    assert site.newsgen("import", "-", "--now", NOW).code == 0
    assert has(site, "content/2025/12/harbour-wall-to-be-raised-by-a-metre-after-the-flood.md")
    assert has(site, "imports/standard-input/report.html")


def test_a_picture_beside_the_text_takes_its_caption(site: SiteDriver) -> None:
    site.write_file("story.txt", COPIED)
    site.write_file("story.jpg", b"\xff\xd8\xff")

    site.newsgen("import", str(site.root / "story.txt"), "--now", NOW)

    stem = "content/2025/12/harbour-wall-to-be-raised-by-a-metre-after-the-flood"
    assert (
        "image:\n  src: harbour-wall-to-be-raised-by-a-metre-after-the-flood.jpg\n  alt: The wall at low tide.\n"
        in text_at(site, f"{stem}.md")
    )
    assert has(site, f"{stem}.jpg")


def test_a_picture_that_is_not_there_is_told_before_a_story_shows_it(site: SiteDriver) -> None:
    site.write_file("story.txt", COPIED)

    done = site.newsgen("import", str(site.root / "story.txt"), "--picture", str(site.root / "none.jpg"), "--now", NOW)

    assert done.code == 2
    assert "none.jpg is no file" in done.err
    assert not (site.root / "content").exists()


def test_a_rehearsal_says_what_would_be_updated(site: SiteDriver) -> None:
    site.write_file("story.txt", COPIED)
    site.newsgen("import", str(site.root / "story.txt"), "--now", NOW)

    done = site.newsgen("import", str(site.root / "story.txt"), "--draft", "--dry-run", "--now", NOW)

    assert "would be updated: its source has changed, and held back: draft" in done.out


def test_a_text_without_a_date_gets_the_day_of_the_import_and_says_so(site: SiteDriver) -> None:
    site.write_file(
        "a.txt", "A wall of stones\n\n" + "The wall of the town is high, and nobody has climbed it yet. " * 3
    )

    done = site.newsgen("import", str(site.root / "a.txt"), "--now", NOW, "--json")

    guess = next(each for each in json.loads(done.out)["reports"][0]["items"][0]["guesses"] if each["field"] == "date")
    assert guess["value"] == "2026-11-28"
    assert guess["confidence"] < 0.5
    assert "the text names none" in guess["why"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("Only a headline\n", "has no story: no paragraph"),
        ("\n \n", "is empty"),
        ("https://old.example/story\n", "it is an address, and newsgen fetches no pages"),
    ],
)
def test_a_text_without_a_story_is_refused(site: SiteDriver, text: str, says: str) -> None:
    site.write_file("a.txt", text)

    done = site.newsgen("import", str(site.root / "a.txt"))

    assert done.code == 2
    assert says in done.err
    assert not has(site, "imports")

"""What hangs about a copied story and is told by other lines: heads of mails, captions said twice, authors' lives."""

import pytest
from tests.conftest import Result, SiteDriver

STORY = """\
The wall around the harbour will be raised by a metre, the council said on Friday, after three storms flooded the town.

Work begins in the spring and will take two years."""


def pasted(site: SiteDriver, text: str) -> tuple[Result, str]:
    site.write_file("story.txt", text)
    done = site.newsgen("import", str(site.root / "story.txt"), "--now", "2026-11-28")
    assert done.code == 0, done.out + done.err
    made = [path for path in (site.root / "content").rglob("*.md") if "harbour" in path.read_text().casefold()]
    return done, made[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "head",
    [
        "From: Jane Roe <jane@example.org>\nDate: Fri, Mar 14, 2025 at 3:14 PM\nSubject: Harbour wall to be raised",
        "Von: Jane Roe\nGesendet: 14. März 2025\nAn: Kim\nBetreff: WG: Harbour wall to be raised",
        "--- Forwarded message ---\nDe: Jane Roe\nDate: 14 mars 2025\nObjet: Fwd: Re: Harbour wall to be raised",
    ],
)
def test_the_subject_of_a_mail_is_the_headline_and_its_day_the_date(site: SiteDriver, head: str) -> None:
    done, text = pasted(site, f"{head}\n\n{STORY}")

    assert "title: Harbour wall to be raised\n" in text
    assert "date: 2025-03-14" in text
    assert "Roe" not in text
    assert "(the head of a mail)" in done.out


def test_lines_with_a_colon_are_no_mail_without_a_subject(site: SiteDriver) -> None:
    _, text = pasted(site, f"Harbour wall to be raised\n\nFrom: the old town\n\nTo: the new one\n\n{STORY}")

    assert "From: the old town" in text
    assert "To: the new one" in text


def test_a_caption_that_stands_twice_stands_once(site: SiteDriver) -> None:
    lines = "The wall in the harbour\nThe wall in the harbour. Photograph: Kim Lee/The Post"

    _, text = pasted(site, f"Harbour wall to be raised after storms\n\n14 March 2025\n\n{lines}\n\n{STORY}")

    assert "caption: The wall in the harbour." in text
    assert "credit: Kim Lee/The Post" in text
    assert text.count("The wall in the harbour") == 1


def test_a_verse_that_comes_twice_stays(site: SiteDriver) -> None:
    verses = "The harbour is far away\nThe harbour is far away\nand nobody comes"

    _, text = pasted(site, f"Harbour wall to be raised after storms\n\n14 March 2025\n\n{STORY}\n\n{verses}\n\n{STORY}")

    assert text.count("The harbour is far away") == 2


def test_counts_and_a_lone_word_before_a_name_are_left_out(site: SiteDriver) -> None:
    head = "Harbour wall to be raised\nBy\nJane Roe\n-\nMarch 14, 2025\n0\n1,287"

    done, text = pasted(site, f"{head}\n\n{STORY}")

    assert "authors: [Jane Roe]" in text
    assert "1,287" not in text
    assert "\nBy\n" not in text
    assert "“1,287” (a count of readers, comments or the like)" in done.out


def test_a_number_alone_in_the_story_stays(site: SiteDriver) -> None:
    _, text = pasted(site, f"Harbour wall to be raised\n\n14 March 2025\n\n{STORY}\n\n1953\n\n{STORY}")

    assert "1953" in text


def test_what_a_story_is_filed_by_is_parted(site: SiteDriver) -> None:
    _, text = pasted(
        site,
        f"Harbour wall to be raised\nBy Jane Roe | 4 March 2025\n{STORY}\n\nFiled Under: Town Tagged With: wall, flood",
    )

    assert "tags: [Town, wall, flood]" in text


def test_the_life_of_an_author_is_left_out_and_a_person_of_the_story_stays(site: SiteDriver) -> None:
    head = f"Harbour wall to be raised\nBy Jane Roe\nMarch 14, 2025\n\n{STORY}"

    done, text = pasted(site, f"{head}\n\nAbout Jane Roe\n\nJane Roe writes about the coast.")
    assert "writes about the coast" not in text
    assert "(about its author)" in done.out

    _, other = pasted(
        site, f"{head.replace('raised', 'built')}\n\nAbout Ann Poe\n\nAnn Poe leads the council of the town."
    )
    assert "leads the council" in other or "leads the council" in "".join(
        path.read_text() for path in (site.root / "content").rglob("*built*.md")
    )


@pytest.mark.parametrize("words", ["Image source, Kim Lee", "صدر الصورة، Kim Lee", "Источник изображения, Kim Lee"])
def test_a_source_of_a_picture_with_a_comma_is_its_credit(site: SiteDriver, words: str) -> None:
    _, text = pasted(
        site, f"Harbour wall to be raised\n\n14 March 2025\n\n{words}\nImage caption, The wall in winter\n\n{STORY}"
    )

    assert "caption: The wall in winter" in text
    assert "credit: Kim Lee" in text


@pytest.mark.parametrize(
    "line",
    ["Lire plus tard", "Save for later", "Später lesen", "字号：小 中 大", "This article is more than 2 years old"],
)
def test_further_lines_of_pages_are_left_out(site: SiteDriver, line: str) -> None:
    _, text = pasted(site, f"Harbour wall to be raised\n\n14 March 2025\n\n{line}\n\n{STORY}")

    assert line not in text

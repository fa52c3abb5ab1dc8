"""Writes a publication in Arabic that has every kind of page: what is read from right to left is looked at, too.

What must be said as it is lies in `arabic/` beside this file. The many short stories, and the long read, are made of
the prose of the demo's Arabic stories.

Usage: python .ci/arabic.py FOLDER BASE_URL
"""

import shutil
import sys
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

SAID = Path(__file__).parent / "arabic"
DEMO = Path(__file__).parent.parent / "content"
PICTURES = ("suez.svg", "cleared-lane.svg")

FIRST = date(2008, 2, 14)
HALF_YEARLY = 36
"""So many stories stand half a year apart: more years than a list shows without decades."""
TWO_A_DAY = 12
"""So many of late stand two on a day: days and months with several stories."""
LONG = 60
"""Paragraphs of the long read."""

STORY = """\
---
title: "{title} ({number})"
date: {day} 09:30
section: {section}
kicker: {kicker}
authors: [سلمى درويش, Ingrid Vasal]
tags: [الملاحة, {tag}, Suez Canal]
places: [Suez Canal, باكو]
sources: [Reuters]
dateline: السويس
summary: "{title}: حديث مع Nadim Khayyat عن 12 سفينة."
{more}---
{text}
"""
PICTURE = "image: {src: /cleared-lane.svg, alt: ممرّ في حقل, caption: الممرّ في Cambodia}\n"
PART = "series: بعد الألغام\n"
SECTIONS = ("العالم", "الأعمال", "المناخ", "الرأي")
KICKERS = ("تجارة", "شرح", "مؤتمر المناخ")
TAGS = ("الألغام", "المناخ", "التجارة", "Paris Agreement", "Reuters 24")


def demo_prose() -> tuple[list[str], list[str]]:
    """The headlines and the plain paragraphs of the demo's Arabic stories."""
    headlines, paragraphs = [], []
    for path in sorted(DEMO.rglob("*-ar.md")):
        _, fields, text = path.read_text(encoding="utf-8").split("---\n", 2)
        headlines.append(fields.partition('title: "')[2].partition('"')[0])
        paragraphs += [part for part in text.strip().split("\n\n") if part[0].isalpha() and "](" not in part]
    return headlines, paragraphs


def stories() -> dict[str, str]:
    """Each file of a story and its text, oldest first; the last but one is long, the one before it an advertisement."""
    headlines, paragraphs = demo_prose()
    files = {}
    last = HALF_YEARLY + TWO_A_DAY - 1
    for number in range(last + 1):
        day = FIRST + timedelta(days=min(number, HALF_YEARLY) * 181 + max(number - HALF_YEARLY, 0) // 2 * 3)
        is_long = number == last - 1
        parts = list(
            islice(cycle(paragraphs), number % len(paragraphs), number % len(paragraphs) + (LONG if is_long else 3))
        )
        if is_long:
            parts[::6] = [f"## الفصل {at}\n\n{part}" for at, part in enumerate(parts[::6], 1)]
        more = (PICTURE if number % 3 == 0 or is_long else "") + (PART if number % 6 == 0 else "")
        files[f"{day:%Y/%m}/{day:%d}-story-{number + 1}.md"] = STORY.format(
            title=headlines[number % len(headlines)],
            number=number + 1,
            day=day,
            section=SECTIONS[number % len(SECTIONS)],
            kicker=KICKERS[number % len(KICKERS)],
            tag=TAGS[number % len(TAGS)],
            more=more + ("genre: sponsored\n" if number == last - 2 else ""),
            text="\n\n".join(parts),
        )
    return files


def write(folder: Path, base_url: str) -> None:
    """The whole publication, into a folder that is not there."""
    shutil.copytree(SAID, folder)
    settings = folder / "newsgen.yaml"
    settings.write_text(f"base_url: {base_url}\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    (folder / "static").mkdir()
    (folder / "static" / "interview.mp3").write_bytes(b"ID3\x04\0\0\0\0\0\0")
    for name in PICTURES:
        shutil.copy(next(DEMO.rglob(name)), folder / "static" / name)
    for name, text in stories().items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2])

"""What an import says beside each story, and its report as a page."""

import json
import re

from tests.conftest import SiteDriver

from newsgen.importers.plan import Outcome
from newsgen.importers.proof import Proof, amid
from newsgen.importers.report import Item, Report, page_of
from newsgen.importers.story import Guess

ROWS = "title,body,date,status\nOne,<p>Words of it.</p>,2010-05-01,published\nTwo,<p>Not yet.</p>,2010-05-02,draft\n"


def test_what_is_held_back_is_said_beside_its_file_and_in_the_report(site: SiteDriver) -> None:
    site.write_file("paper.csv", ROWS)

    done = site.newsgen("import", str(site.root / "paper.csv"), "--now", "2026-11-28")

    assert "content/2010/05/two.md: written, and held back: status: draft\n" in done.out
    assert "content/2010/05/one.md: written\n" in done.out
    report = json.loads((site.root / "imports/paper-csv/report.json").read_text())
    assert [item["held_back"] for item in report["items"]] == ["", "status: draft"]
    assert "held back: status: draft" in (site.root / "imports/paper-csv/report.html").read_text()


def test_the_way_to_look_through_old_addresses_is_said_and_works(site: SiteDriver) -> None:
    site.write_file("paper.csv", "title,body,date,url\nOne,<p>Words.</p>,2010-05-01,https://old.example/one.html\n")
    done = site.newsgen("import", str(site.root / "paper.csv"), "--now", "2026-11-28")
    assert "after `newsgen build`: `newsgen check --old-urls imports/paper-csv/old-urls.txt`" in done.out
    site.newsgen("build")

    listed = site.root / "imports/paper-csv/old-urls.txt"
    done = site.newsgen("check", "--old-urls", str(listed))

    assert "1 old address: each leads to something" in done.out
    listed.write_text("/one.html\n/gone.html\n# a remark\n")
    assert "2 old addresses: 1 of them to nothing" in site.newsgen("check", "--old-urls", str(listed)).out


def test_the_same_text_again_says_that_no_story_has_changed(site: SiteDriver) -> None:
    text = (
        "The wall is to be raised\n\n14 March 2025\n\nThe wall around the harbour will be raised by a metre this year."
    )
    for name in ("one.txt", "two.txt"):
        site.write_file(name, text)
    site.newsgen("import", str(site.root / "one.txt"), "--now", "2026-11-28")

    done = site.newsgen("import", str(site.root / "two.txt"), "--now", "2026-11-28")

    assert "no story has changed; " in done.out
    assert "shows the site with it" not in done.out


def test_what_is_least_sure_stands_first_and_what_is_missing_is_set_off() -> None:
    report = Report("paper.csv", "a table")
    guesses = (Guess("title", "One", "the first line", 1.0), Guess("date", "2010", "the day of the import", 0.1))
    report.add(Item("k", "line 1", "content/one.md", Outcome.NEW, Proof(2, 1, ("lost",)), "One", guesses))

    page = page_of(report)

    assert page.index("date: 2010") < page.index("title: One")
    assert re.search(r'<tr class="bad"><td>missing words</td><td>lost</td>', page)
    assert re.search(r'<tr class="bad"><td>words missing</td><td>1</td>', page)
    assert "<tr><td>addresses of these missing</td><td>0</td>" in page


def test_of_many_stories_what_was_left_out_is_counted_and_not_told_one_by_one(site: SiteDriver) -> None:
    rows = "".join(f"S{number},<p>Words.</p><form>Ask</form>,2010-05-01\n" for number in range(25))
    site.write_file("paper.csv", f"title,body,date\n{rows}")

    few = site.newsgen("import", str(site.root / "paper.csv"), "--dry-run", "--now", "2026-11-28").out
    every = site.newsgen("import", str(site.root / "paper.csv"), "--dry-run", "--verbose", "--now", "2026-11-28").out

    assert "left out: a form (25 times)\n" in few
    assert "left out: “" not in few
    assert every.count("left out: “Ask” (a form)") == 25


def test_missing_words_are_told_amid_those_around_them() -> None:
    said = "The ferry was late. " * 40 + "Seen by Kim from the old pier at noon. " + "Nobody was hurt. " * 40

    (piece,) = amid(said, {"pier": 1, "noon": 1})
    assert piece.startswith("from the old pier at noon. Nobody")
    assert amid(said, {}) == ()
    assert len(amid(said, {"ferry": 40})) == 3

"""Questions about saved pages: asked once, on a terminal only, and answered in the rules."""

import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from benchmarks.saved_pages.__main__ import site_of
from benchmarks.saved_pages.templates import wordpress
from tests.conftest import SiteDriver

from newsgen.importers.saved_pages.rules import read_rules, rules_text
from newsgen.importers.source import Question

PAGE = """<html><head><title>The Post</title></head><body><div id="main"><h2>{0} is raised again</h2>
<p class="when">{1} March 2004</p><p class="seen">{2} April 2004</p><div class="text"><p>{0} is to be raised by a metre
within two years, and nobody knows who is to pay for it, said the mayor.</p><p>Of {0} nothing more was heard in the
town for a long while, though many had asked the council about it again and again.</p></div></div></body></html>"""
WHAT = "Wall Ferry School Market Bridge Station Church Harbour".split()


def files() -> dict[str, bytes]:
    return {
        f"www.post.example/{name.lower()}.html": PAGE.format(f"The old {name.lower()}", at + 1, at + 9).encode()
        for at, name in enumerate(WHAT)
    }


def asked(answers: Sequence[int]) -> tuple[list[Question], list[dict[str, object]], str]:
    """The questions, the fields of the stories by the answers, and the rules."""
    site = site_of(files())
    questions: list[Question] = []

    def ask(question: Question) -> int:
        questions.append(question)
        return answers[len(questions) - 1] if len(questions) <= len(answers) else 0

    site.ask = ask
    rules = rules_text(site.learn())
    return questions, [dict(story.fields) for story in site.stories()], rules


def test_several_dates_are_asked_about_with_examples_of_three_pages_the_learned_one_first() -> None:
    questions, _, _ = asked([])

    dates = next(each for each in questions if each.wanted == "the date")
    assert dates.about == "story-1, 8 pages"
    assert {each.selector.rpartition(" ")[2] for each in dates.candidates} == {"p.when", "p.seen"}
    assert dates.candidates[0].is_learned
    assert all(len(each.examples) == 3 for each in dates.candidates)


def test_an_answer_is_in_the_rules_and_these_read_the_same_stories_without_a_question() -> None:
    questions, _, _ = asked([])
    number = next(at for at, each in enumerate(questions) if each.wanted == "the date")

    _, fields, rules = asked([0] * number + [1])

    assert {str(each["date"])[5:7] for each in fields} == {"04"}
    again = site_of(files())
    again.rules = read_rules(rules, "rules.yaml")
    again.learn()
    assert [dict(story.fields) for story in again.stories()] == fields


def test_none_of_them_leaves_a_field_empty() -> None:
    questions, _, _ = asked([])
    number = next(at for at, each in enumerate(questions) if each.wanted == "the date")

    _, _, rules = asked([0] * number + [-1])

    assert "date: []" in rules


def test_where_all_is_sure_nothing_is_asked() -> None:
    _, pages = wordpress(16)
    site = site_of(pages)
    questions: list[Question] = []
    site.ask = lambda question: questions.append(question) or 0

    site.learn()

    assert questions == []


def written(folder: Path) -> Path:
    for path, content in files().items():
        (folder / "crawl" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "crawl" / path).write_bytes(content)
    return folder / "crawl"


def test_without_a_terminal_it_ends_with_the_mend(site: SiteDriver, tmp_path: Path) -> None:
    ran = site.newsgen("import", str(written(tmp_path)), "--interactive")
    both = site.newsgen("import", str(tmp_path / "crawl"), "--interactive", "--rules", "rules.yaml")

    assert ran.code == 2
    assert "standard input is no terminal" in ran.err
    assert "--rules" in ran.err
    assert "--rules answers what --interactive would ask" in both.err
    assert not (site.root / "imports").exists()


@pytest.mark.long
def test_on_a_terminal_the_answers_that_are_typed_count(site: SiteDriver, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, b"9\n2\n\n\n")
    command = [
        sys.executable,
        "-m",
        "newsgen",
        "import",
        str(written(tmp_path)),
        "--interactive",
        "--now",
        "2026-11-28",
    ]

    done = subprocess.run(command, cwd=site.root, stdin=theirs, capture_output=True, text=True, timeout=60, check=False)

    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    assert "story-1, 8 pages: which is the date?" in done.stderr
    assert "1  div#main > p.when   “5 March 2004” · “" in done.stderr
    assert "9 is not in the range" in done.stderr
    assert "8 stories" in done.stdout
    rules = (site.root / "imports/crawl/rules.yaml").read_text(encoding="utf-8")
    assert rules.partition("    date:\n")[2].startswith('      - "div#main > p.seen"')

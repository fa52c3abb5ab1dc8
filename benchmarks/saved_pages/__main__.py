"""How well saved pages are read, in a table.

python -m benchmarks.saved_pages [--pages 60] [--only "tables of 1998"] [--show 3]

For each made site: stories whose body is right to the word, F1 of the words of bodies, right headlines, dates and authors,
pictures that came along, lists taken for stories, and the processor time a page, learning included.
"""

import argparse
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

import yaml

from benchmarks.saved_pages.held_out import TEMPLATES
from benchmarks.saved_pages.stories import Made
from benchmarks.saved_pages.templates import TUNED, Files
from newsgen.importers.files import pasted_words
from newsgen.importers.pasted.bylines import Bylines, read_bylines
from newsgen.importers.pasted.datelines import Known
from newsgen.importers.pasted.days import month_names, read_days
from newsgen.importers.pasted.known import read_known
from newsgen.importers.pasted.leftovers import Leftovers, read_leftovers
from newsgen.importers.saved_pages.captures import unwrapped
from newsgen.importers.saved_pages.kinds import is_page_name
from newsgen.importers.saved_pages.rules import rules_text
from newsgen.importers.saved_pages.site import PackedBytes, PageFile, Site
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.story import Story
from newsgen.project import theme_folder

_WORD = re.compile(r"\w+")


@cache
def _known() -> tuple[Known, Bylines, Leftovers]:
    words = pasted_words("words.yaml")
    labels = [
        yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for path in sorted((theme_folder() / "templates/labels").glob("*.yaml"))
    ]
    months = month_names(each for each in labels if "months" in each)
    known = read_known(words, read_days(pasted_words("months.yaml"), months))
    return known, read_bylines(words), read_leftovers(pasted_words("leftovers.yaml"))


def tongue() -> Tongue:
    """The words of all languages."""
    return Tongue(*_known(), datetime.now(UTC).date())


def site_of(files: Files) -> Site:
    """A site whose files lie in memory."""
    pages = [
        PageFile(path, lambda path=path: unwrapped(path, files[path])) for path in sorted(files) if is_page_name(path)
    ]
    return Site(pages, tongue(), lambda path: PackedBytes(files[path], path) if path in files else None)


@dataclass
class Score:
    """What came of one site."""

    stories: int = 0
    exact: int = 0
    found: int = 0
    wanted: int = 0
    common: int = 0
    right: Counter[str] = field(default_factory=Counter)
    pictures: int = 0
    wanted_pictures: int = 0
    wrong: int = 0
    missing: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """A line of the table."""
        many = max(1, self.stories)
        f1 = 2 * self.common / max(1, self.found + self.wanted)
        rights = " | ".join(f"{100 * self.right[key] / many:.0f}" for key in ("headline", "date", "authors"))
        return f"| {name} | {self.stories} | {100 * self.exact / many:.0f} | {f1:.4f} | {rights} | {self.pictures}/{self.wanted_pictures} | {self.wrong} | {1000 * self.seconds / many:.0f} |"


def words_of(story: Story) -> list[str]:
    """The words of a story's text as readers see them, but for captions."""
    import pyromark  # noqa: PLC0415 - only here
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    text = re.sub(r"^:::.*$", "", story.text, flags=re.MULTILINE)
    made = LexborHTMLParser(pyromark.html(text)).text(separator=" ")
    return _WORD.findall(made)


def measure(made: list[Made], files: Files, show: int) -> Score:
    """Reads a site and compares."""
    score = Score()
    began = time.process_time()
    site = site_of(files)
    rules = site.learn()
    found = list(site.stories())
    score.seconds = time.process_time() - began
    if show:
        print(rules_text(rules), file=sys.stderr)
        print(dict(site.passed_over), site.faults, file=sys.stderr)
    by_path = {story.source: story for story in found}
    score.wrong = len(by_path.keys() - {each.path for each in made})
    for each in made:
        score.stories += 1
        story = by_path.get(each.path)
        wanted = [word for text in each.body for word in _WORD.findall(text)]
        score.wanted += len(wanted)
        if story is None:
            score.missing += 1
            continue
        mine = words_of(story)
        if (
            each.standfirst
            and story.fields.get("subtitle") != each.standfirst
            and "".join(_WORD.findall(each.standfirst)) in "".join(mine)
        ):
            wanted = _WORD.findall(each.standfirst) + wanted
        common = (Counter(mine) & Counter(wanted)).total()
        score.found, score.common = score.found + len(mine), score.common + common
        is_exact = "".join(mine) == "".join(wanted)
        score.exact += is_exact
        rights = {
            "headline": story.fields.get("title") == each.headline,
            "date": str(story.fields.get("date", ""))[:10] == each.when.date().isoformat(),
            "authors": tuple(name.casefold() for name in story.fields.get("authors", ()))
            == tuple(name.casefold() for name in each.authors),
        }
        score.right.update(key for key, is_right in rights.items() if is_right)
        files_wanted = {part.texts[0] for part in each.parts if part.kind == "photo"} | (
            {each.photo[0]} if each.photo else set()
        )
        score.wanted_pictures += len(files_wanted)
        score.pictures += min(len(files_wanted), len(story.files))
        if show and (not is_exact or not all(rights.values())) and len(score.faults) < show:
            gone, more = Counter(wanted) - Counter(mine), Counter(mine) - Counter(wanted)
            score.faults.append(
                f"{each.path}: {rights} {story.fields.get('title')!r} {story.fields.get('date')!r} {story.fields.get('authors')!r} wanted {each.headline!r} {each.when} {each.authors}\n  gone: {' '.join(gone.elements())[:300]}\n  more: {' '.join(more.elements())[:300]}\n"
                f"  left out: {[(t[:60], w) for t, w in story.left_out][:12]}"
            )
    return score


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--only", default="")
    parser.add_argument("--tuned", action="store_true", help="without the sites that are held out")
    parser.add_argument("--show", type=int, default=0, help="faults of each site that are told")
    asked = parser.parse_args()
    print(
        "| site | stories | bodies right % | F1 | headline % | date % | authors % | pictures | lists taken | ms a page |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    for group, mark in ((TUNED, ""), ({} if asked.tuned else TEMPLATES, " (held out)")):
        for name, make in group.items():
            if asked.only and asked.only not in name:
                continue
            made, files = make(asked.pages)
            score = measure(made, files, asked.show)
            print(score.row(name + mark), flush=True)
            for fault in score.faults:
                print(fault, file=sys.stderr)


if __name__ == "__main__":
    main()

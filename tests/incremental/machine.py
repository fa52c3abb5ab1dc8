"""The history of a publication as a machine of hypothesis: every rule is one edit, and often a build follows."""

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from incremental import choices
from incremental.choices import Card
from incremental.comparison import build_and_compare, build_and_kill
from incremental.edits import begin
from incremental.publication import DAMAGES, DELETE, STAMPS, VERSIONS, Publication

THEN = {
    "build": ((),),
    "build again": ((), ()),
    "pile up": (),
    "check strictly": (("--strict",),),
    "keep going": (("--keep-going",),),
    "keep going strictly": (("--strict", "--keep-going"), ()),
    "two jobs": (("--jobs", "2"),),
}
"""What follows an edit: the options of some builds."""

_ANY = st.integers(0, 999)
"""Chooses among what is there, whatever its number."""
_SOURCES = st.sampled_from(choices.SOURCES)
_STAMPS = st.sampled_from(STAMPS)
_THEN = st.sampled_from(["build", "build", "build", "pile up", "pile up", *THEN])
_TAGS = st.lists(st.sampled_from(choices.TAGS), unique=True, max_size=3).map(tuple)
_OPTIONAL = st.sampled_from([(name, value) for name, values in choices.OPTIONAL.items() for value in values])
_DAMAGES = st.sampled_from([*DAMAGES, DELETE])
_CARDS = st.builds(
    Card,
    title=st.sampled_from(choices.TITLES),
    date=st.sampled_from(choices.DATES),
    body=st.sampled_from(choices.BODIES),
    tags=_TAGS,
    section=st.sampled_from(choices.SECTIONS),
    authors=st.sampled_from(choices.AUTHORS),
    series=st.sampled_from(choices.SERIES),
    more=st.lists(_OPTIONAL, max_size=2, unique_by=lambda field: field[0]).map(tuple),
)


def files_of(folder: str, files: dict[str, Any]) -> list[tuple[str, Any]]:
    """Path and content of every file that may lie in a folder of the project."""
    return [(f"{folder}/{name}", content) for name, contents in files.items() for content in contents]


def pairs(values: dict[str, Any]) -> list[tuple[str, Any]]:
    """Each key with each of its values."""
    return [(key, value) for key, each in values.items() for value in each]


class History(RuleBasedStateMachine):
    """Edits, damage and builds in any order. After each build the site is the one that a build from nothing makes."""

    happened: ClassVar[Counter[str]] = Counter()
    """How often each kind of step happened, and how builds ended, in all histories of this class."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._paper = Publication(Path(self._folder.name).resolve() / "project")

    @initialize()
    def begin(self) -> None:
        begin(self._paper)
        self._follow("build")

    def teardown(self) -> None:
        try:
            build_and_compare(self._paper)
        finally:
            self._folder.cleanup()

    def _follow(self, then: str, step: str = "begin") -> None:
        self.happened[step] += 1
        for options in THEN[then]:
            outcome = build_and_compare(self._paper, *options)
            self.happened["published" if outcome.files else "not published"] += 1

    def _change(self, number: int, stamp: str, change: Callable[[Card], Card]) -> None:
        """Writes an article anew, if there is any."""
        if self._paper.cards:
            source = self._source(number)
            self._paper.write(source, change(self._paper.cards[source]), stamp)

    def _source(self, number: int) -> str:
        sources = sorted(self._paper.cards)
        return sources[number % len(sources)]

    # Articles.

    @rule(source=_SOURCES, card=_CARDS, stamp=_STAMPS, then=_THEN)
    def write(self, source: str, card: Card, stamp: str, then: str) -> None:
        self._paper.write(source, card, stamp)
        self._follow(then, "write")

    @rule(page=st.sampled_from(pairs(choices.STANDING)), stamp=_STAMPS, then=_THEN)
    def write_a_standing_page(self, page: tuple[str, str | None], stamp: str, then: str) -> None:
        self._paper.put(*page, stamp)
        self._follow(then, "standing page")

    @rule(file=st.sampled_from(pairs(choices.TERM_FILES)), stamp=_STAMPS, then=_THEN)
    def write_a_term_file(self, file: tuple[str, str | None], stamp: str, then: str) -> None:
        self._paper.put(*file, stamp)
        self._follow(then, "term file")

    @rule(number=_ANY, then=_THEN)
    def delete(self, number: int, then: str) -> None:
        if self._paper.cards:
            self._paper.delete(self._source(number))
        self._follow(then, "delete")

    @rule(number=_ANY, to=_SOURCES, then=_THEN)
    def rename(self, number: int, to: str, then: str) -> None:
        if self._paper.cards:
            self._paper.rename(self._source(number), to)
        self._follow(then, "rename")

    @rule(one=_ANY, other=_ANY, then=_THEN)
    def swap(self, one: int, other: int, then: str) -> None:
        if self._paper.cards and self._source(one) != self._source(other):
            self._paper.swap(self._source(one), self._source(other))
        self._follow(then, "swap")

    @rule(number=_ANY, stamp=_STAMPS, then=_THEN)
    def turn_the_wind(self, number: int, stamp: str, then: str) -> None:
        north, south = choices.WINDS
        self._change(number, stamp, lambda card: replace(card, wind=south if card.wind == north else north))
        self._follow(then, "turn_the_wind")

    @rule(number=_ANY, body=st.sampled_from(choices.BODIES), stamp=_STAMPS, then=_THEN)
    def rewrite(self, number: int, body: str, stamp: str, then: str) -> None:
        self._change(number, stamp, lambda card: replace(card, body=body))
        self._follow(then, "rewrite")

    @rule(number=_ANY, title=st.sampled_from(choices.TITLES), stamp=_STAMPS, then=_THEN)
    def retitle(self, number: int, title: str, stamp: str, then: str) -> None:
        self._change(number, stamp, lambda card: replace(card, title=title))
        self._follow(then, "retitle")

    @rule(number=_ANY, date=st.sampled_from(choices.DATES), stamp=_STAMPS, then=_THEN)
    def redate(self, number: int, date: str, stamp: str, then: str) -> None:
        self._change(number, stamp, lambda card: replace(card, date=date))
        self._follow(then, "redate")

    @rule(number=_ANY, tags=_TAGS, section=st.sampled_from(choices.SECTIONS), stamp=_STAMPS, then=_THEN)
    def refile(self, number: int, tags: tuple[str, ...], section: str | None, stamp: str, then: str) -> None:
        self._change(number, stamp, lambda card: replace(card, tags=tags, section=section))
        self._follow(then, "refile")

    @rule(number=_ANY, field=_OPTIONAL, stamp=_STAMPS, then=_THEN)
    def change_a_field(self, number: int, field: tuple[str, Any], stamp: str, then: str) -> None:
        self._change(number, stamp, lambda card: card.but(*field))
        self._follow(then, "change_a_field")

    @rule(number=_ANY, then=_THEN)
    def toggle_draft(self, number: int, then: str) -> None:
        self._change(number, "new", lambda card: card.but("draft", None if dict(card.more).get("draft") else True))
        self._follow(then, "toggle_draft")

    @rule(source=_SOURCES, text=st.sampled_from(choices.BROKEN_ARTICLES), card=_CARDS)
    def break_and_mend(self, source: str, text: str, card: Card) -> None:
        self._paper.break_article(source, text)
        self._follow("keep going", "break_and_mend")
        self._follow("build", "break_and_mend")
        self._paper.write(source, card)
        self._follow("build", "break_and_mend")

    # Other files, settings, the world around.

    @rule(file=st.sampled_from(files_of("templates", choices.TEMPLATES)), stamp=_STAMPS, then=_THEN)
    def edit_a_template(self, file: tuple[str, str | None], stamp: str, then: str) -> None:
        self._paper.put(*file, stamp)
        self._follow(then, "edit_a_template")

    @rule(name=st.sampled_from([name for name in choices.ARTICLE_TEMPLATES if name != "mistake"]), then=_THEN)
    def edit_the_article_template(self, name: str, then: str) -> None:
        self._paper.put("templates/article.html", choices.ARTICLE_TEMPLATES[name])
        self._follow(then, "edit_the_article_template")

    @rule(file=st.sampled_from(files_of("static", choices.STATIC)), stamp=_STAMPS, then=_THEN)
    def edit_a_static_file(self, file: tuple[str, bytes | None], stamp: str, then: str) -> None:
        self._paper.put(*file, stamp)
        self._follow(then, "edit_a_static_file")

    @rule(file=st.sampled_from(files_of("data", choices.DATA)), stamp=_STAMPS, then=_THEN)
    def edit_data(self, file: tuple[str, str | None], stamp: str, then: str) -> None:
        self._paper.put(*file, stamp)
        self._follow(then, "edit_data")

    @rule(file=st.sampled_from(files_of("content", choices.ATTACHMENTS)), stamp=_STAMPS, then=_THEN)
    def edit_an_attachment(self, file: tuple[str, bytes | None], stamp: str, then: str) -> None:
        self._paper.put(*file, stamp)
        self._follow(then, "edit_an_attachment")

    @rule(text=st.sampled_from(choices.REDIRECTS), stamp=_STAMPS, then=_THEN)
    def edit_the_redirects(self, text: str | None, stamp: str, then: str) -> None:
        self._paper.put("redirects.txt", text, stamp)
        self._follow(then, "edit_the_redirects")

    @rule(file=st.sampled_from(files_of("plugins", choices.PLUGINS)), stamp=_STAMPS, then=_THEN)
    def edit_a_plugin(self, file: tuple[str, str | None], stamp: str, then: str) -> None:
        self._paper.put(*file, stamp)
        self._follow(then, "edit_a_plugin")

    @rule(then=_THEN)
    def touch_everything(self, then: str) -> None:
        self._paper.touch_everything()
        self._follow(then, "touch_everything")

    @rule(setting=st.sampled_from(pairs(choices.SETTINGS)[:-1]), stamp=_STAMPS, then=_THEN)
    def set(self, setting: tuple[str, str | None], stamp: str, then: str) -> None:
        self._paper.set(*setting, stamp)
        self._follow(then, "set")

    @rule()
    def mistake_a_setting(self) -> None:
        self._paper.set(*pairs(choices.SETTINGS)[-1])
        self._follow("build", "mistake_a_setting")
        self._paper.set("nonsense", None)
        self._follow("build", "mistake_a_setting")

    @rule(now=st.sampled_from(choices.NOWS), then=_THEN)
    def move_clock(self, now: str, then: str) -> None:
        self._paper.move_clock(now)
        self._follow(then, "move_clock")

    @rule(version=st.sampled_from(VERSIONS), then=_THEN)
    def upgrade(self, version: str, then: str) -> None:
        self._paper.upgrade(version)
        self._follow(then, "upgrade")

    @rule(name=st.sampled_from(("build", "www", "outside")), then=_THEN)
    def build_into(self, name: str, then: str) -> None:
        self._paper.build_into(name)
        self._follow(then, "build_into")

    @rule(name=st.sampled_from(("site", "moved")), then=_THEN)
    def move_project(self, name: str, then: str) -> None:
        self._paper.move_project(name)
        self._follow(then, "move_project")

    # Damage.

    @rule(then=_THEN)
    def forget(self, then: str) -> None:
        self._paper.forget()
        self._follow(then, "forget")

    @rule(number=_ANY, damage=_DAMAGES, then=_THEN)
    def spoil_workspace(self, number: int, damage: str, then: str) -> None:
        self._paper.spoil_workspace(number, damage)
        self._follow(then, "spoil_workspace")

    @rule(number=_ANY, damage=_DAMAGES, stamp=_STAMPS, then=_THEN)
    def spoil_output(self, number: int, damage: str, stamp: str, then: str) -> None:
        self._paper.spoil_output(number, damage, stamp)
        self._follow(then, "spoil_output")

    @rule(folder=st.sampled_from(("", "2025", "tags", "2025/01")), then=_THEN)
    def delete_from_output(self, folder: str, then: str) -> None:
        self._paper.delete_from_output(folder)
        self._follow(then, "delete_from_output")

    @rule(path=st.sampled_from(("mine.txt", "2025/mine.txt", "tags/sea/mine.txt")), then=_THEN)
    def add_foreign(self, path: str, then: str) -> None:
        self._paper.add_foreign(path, b"mine")
        self._follow(then, "add_foreign")

    @rule()
    def keep_backup(self) -> None:
        self._paper.keep_backup()
        self._follow("pile up", "keep_backup")

    @rule(workspace=st.booleans(), output=st.booleans(), then=_THEN)
    def put_back(self, workspace: bool, output: bool, then: str) -> None:  # noqa: FBT001 - hypothesis names them
        self._paper.put_back(workspace=workspace, output=output)
        self._follow(then, "put_back")

    @rule(then=_THEN)
    def take_workspace_of_another(self, then: str) -> None:
        self._paper.take_workspace_of_another()
        self._follow(then, "take_workspace_of_another")

    @rule(moment=st.integers(0, 150))
    def kill_a_build(self, moment: int) -> None:
        build_and_kill(self._paper, moment)
        self._follow("build", "kill_a_build")

"""Faults for the walk to find: what a build could do wrong on top of an earlier one, and not from nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pytest

from newsgen.builder import change, glance, load, recipe
from newsgen.builder.amendment import _Amendment
from newsgen.builder.report import report_from_json
from newsgen.builder.staleness import STANDS, Staleness
from newsgen.loader.sources import ContentTree
from newsgen.models.output import FileCopy
from newsgen.planner import changes
from newsgen.planner.changes import _ChangePlanner
from newsgen.writer.folder import Receipt, Staging
from newsgen.writer.folder.publishing import Publication

Plant = Callable[[pytest.MonkeyPatch], None]
"""Plants one fault for the length of a test."""


def replacing(owner: Any, name: str, fault: Callable[..., Any]) -> Plant:
    """A method of a class, or a function of a module, is another one; it gets the original first."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        original = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *arguments, **named: fault(original, *arguments, **named))

    return plant


def blind_to(pattern: str) -> Plant:
    """A page is left as it is where only this piece of it would change."""
    piece = re.compile(pattern.encode(), re.DOTALL)

    def holds(_: Any, staging: Staging, path: str, content: bytes, *_given: Any) -> bool:
        old = published(staging, path)
        return old is not None and piece.sub(b"", old) == piece.sub(b"", content)

    return replacing(Staging, "_holds", holds)


def published(staging: Staging, path: str) -> bytes | None:
    """What lies in the output already."""
    file = staging.output.open(path) if not staging.is_first else None
    if file is None:
        return None
    with open(file, "rb") as opened:  # noqa: PTH123 - an open file has no path
        return opened.read()


def overlooking(reason: str) -> Plant:
    """A page is left as it is where this would be the reason to make it anew."""

    def reason_for(original: Any, *arguments: Any) -> str:
        told: str = original(*arguments)
        return STANDS if told.startswith(reason) else told

    return replacing(Staleness, "reason", reason_for)


def _believe_in_files(_: Any, staging: Staging, path: str, *_given: Any) -> bool:
    return published(staging, path) is not None


def _believe_in_sizes(_: Any, staging: Staging, path: str, content: bytes, *_given: Any) -> bool:
    return len(published(staging, path) or b"") == len(content)


def _believe_in_copies(original: Any, staging: Staging, copy: FileCopy) -> Receipt:
    old = published(staging, copy.path)
    return original(staging, copy) if old is None else staging.keep(copy.path, sha256(old).hexdigest())


def _believe_in_the_first_report(_: Any, seen: glance.Glance, __: int) -> Any:
    kept = seen._store.sheet(seen._shelves.report)
    return report_from_json(kept["report"]) if kept else None


@dataclass(frozen=True)
class Fault:
    """A fault and the edits that bring it to light: a build after each of them."""

    plant: Plant
    edits: tuple[str, ...]
    """Names in EDITS."""


PLANTED: Mapping[str, Fault] = {
    "takes_a_page_that_is_there_for_right": Fault(replacing(Staging, "_holds", _believe_in_files), ("a body",)),
    "takes_a_page_of_that_size_for_right": Fault(replacing(Staging, "_holds", _believe_in_sizes), ("a body",)),
    "takes_a_static_file_that_is_there_for_right": Fault(
        replacing(Staging, "copy", _believe_in_copies), ("a style sheet",)
    ),
    "leaves_what_left_the_site": Fault(replacing(Publication, "_remove_orphans", lambda *_: []), ("a dead link",)),
    "forgets_the_text": Fault(blind_to("Wind from the (north|south)"), ("a body",)),
    "forgets_the_neighbours": Fault(blind_to('<nav class="neighbours".*?</nav>'), ("a newer story",)),
    "forgets_earlier_coverage": Fault(
        blind_to('<section aria-labelledby="page.earlier">.*?</section>'), ("an older story",)
    ),
    "forgets_the_feeds": Fault(blind_to("<(entry|item)>.*</(entry|item)>"), ("a headline",)),
    "forgets_the_menu": Fault(blind_to('<nav class="menu".*?</nav>'), ("a menu",)),
    "forgets_the_digests_of_assets": Fault(blind_to(r"\?v=[0-9a-f]{8}"), ("versions of static files", "a style sheet")),
    "forgets_the_sizes_of_pictures": Fault(blind_to(r' (width|height)="\d+"'), ("a larger picture",)),
    "overlooks_another_newsgen": Fault(overlooking("newsgen, one of"), ("a newer version",)),
    "overlooks_a_text": Fault(overlooking("the text of"), ("a body",)),
    "overlooks_what_a_page_shows": Fault(overlooking("what it shows"), ("a newer story",)),
    "overlooks_a_template": Fault(overlooking("the template"), ("a template",)),
    "overlooks_an_answer": Fault(overlooking("archive."), ("a question for the latest", "a story after that question")),
    "overlooks_where_a_link_leads": Fault(overlooking("the link"), ("another slug",)),
    "overlooks_a_static_file": Fault(overlooking("the static file"), ("versions of static files", "a style sheet")),
    "sees_no_change_of_the_sources": Fault(
        replacing(ContentTree, "digest", lambda *_: "as ever"), ("nothing", "a body")
    ),
    "takes_the_surroundings_for_the_same": Fault(
        replacing(glance, "_look_at_surroundings", lambda *_: "as ever"), ("nothing", "a menu")
    ),
    "sees_no_card_change": Fault(replacing(load, "shown_digest", lambda *_: "as ever"), ("a headline",)),
    "forgets_who_links_there": Fault(replacing(change, "keys_of_file", lambda *_: ()), ("another slug",)),
    "forgets_who_links_by_name": Fault(
        replacing(change, "keys_of_file", lambda *_: ()),
        ("links by name", "what one of them names", "another slug of it"),
    ),
    "forgets_who_links_to_an_old_address": Fault(
        replacing(change, "keys_of_place", lambda *_: ()),
        ("links to an old site", "an old site", "nothing", "a story that was there"),
    ),
    "forgets_the_other_versions": Fault(
        replacing(
            _ChangePlanner,
            "_articles",
            lambda real, planner, terms: {source for source in real(planner, terms) if source[2:] != "linking.md"},
        ),
        ("links by name", "a folder of another language", "a version of a story"),
    ),
    "forgets_the_other_versions_in_sitemaps": Fault(
        replacing(
            _ChangePlanner, "_years_in_sitemaps", lambda _, planner: {day.year for day in planner._touched_days()}
        ),
        ("links by name", "a folder of another language", "a version of a story"),
    ),
    "reads_by_the_settings_of_before": Fault(
        replacing(recipe, "reading_rules", lambda *_: "as ever"), ("links to an old site", "topics", "topics are tags")
    ),
    "forgets_what_was_the_old_site": Fault(
        replacing(recipe.Recipe, "_surroundings", lambda real, *given: replace(real(*given), environment="as ever")),
        ("links to an old site", "nothing", "an old site"),
    ),
    "forgets_the_page_before_and_after": Fault(
        replacing(
            _ChangePlanner, "_articles", lambda _, planner, __: {*planner._looks_other, *planner._difference.own}
        ),
        ("a newer story",),
    ),
    "forgets_who_asks_for_earlier_coverage": Fault(
        replacing(changes, "asking_anew", lambda *_: set()), ("an older story",)
    ),
    "forgets_what_a_listing_lists": Fault(
        replacing(changes, "altered_numbers", lambda *_: (set(), set())), ("shorter listings", "a headline")
    ),
    "forgets_new_neighbours_of_days": Fault(
        replacing(changes, "with_new_neighbours", lambda _, touched, *__: set(touched)), ("a newer story",)
    ),
    "forgets_who_spells_a_term_so": Fault(
        replacing(_ChangePlanner, "_members_of_renamed_terms", lambda *_: ()), ("an author with another spelling",)
    ),
    "forgets_who_links_to_a_feed": Fault(
        replacing(_ChangePlanner, "_has_other_feeds", lambda *_: False),
        ("shorter listings", "feeds of larger terms", "a newer story"),
    ),
    "does_not_ask_again": Fault(
        replacing(_Amendment, "_answers_stand", lambda *_: True),
        ("a question for the latest", "nothing", "a story after that question"),
    ),
    "keeps_the_last_report": Fault(
        replacing(glance.Glance, "last_report", _believe_in_the_first_report), ("nothing", "a headline")
    ),
    "forgets_what_is_included": Fault(
        blind_to("<p>desk[^<]*</p>"), ("what it includes", "a template", "what it includes, quietly")
    ),
}
"""What a build does wrong, and how that is made and found. A new kind of memory wants a line here."""

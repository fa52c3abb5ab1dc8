"""Law 1, incremental equals clean: after any history, a build leaves what a build from nothing would."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from examples import IS_FULL, histories
from hypothesis.stateful import run_state_machine_as_test
from incremental.comparison import DifferenceError, build, build_and_compare
from incremental.edits import EDITS, GROUPS, begin
from incremental.machine import History
from incremental.planted import PLANTED
from incremental.publication import Publication

from newsgen.errors import ExitCode
from newsgen.planner import sitemaps, term_shares
from newsgen.searcher import shards

SETTINGS = histories((2, 12), full=(25, 20), long=(500, 40))


@pytest.fixture(autouse=True)
def _shares_and_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sitemaps of a few pages, and short files of the search index: a small publication has what a large one has."""
    monkeypatch.setattr(term_shares, "SHARE", 2)
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 4)
    monkeypatch.setattr(shards, "_SMALLEST", 500)
    monkeypatch.setattr(shards, "_LARGEST", 1_000)


def walk(folder: Path, names: Iterable[str] = EDITS, builds_every: int = 1, compares_every: int = 1) -> None:
    """Some kinds of edit, one after another, and a build after each or a few; not each build is compared at once.

    What a build leaves wrong is found by the next comparison, unless an edit between the two covers it.
    """
    paper = Publication(folder)
    begin(paper)
    built = build_and_compare(paper)
    for number, name in enumerate(names, 1):
        paper.note(f"({name})")
        EDITS[name](paper)
        if number % compares_every == 0:
            built = build_and_compare(paper)
        elif number % builds_every == 0:
            build(paper)
    built = build_and_compare(paper)
    assert built.code == ExitCode.OK, "from some edit on nothing was published, and all builds were alike"


@pytest.mark.sampled
def test_a_build_after_any_history_equals_a_build_from_nothing() -> None:
    run_state_machine_as_test(History, settings=SETTINGS)


@pytest.mark.sampled
def test_a_build_after_each_kind_of_edit_equals_a_build_from_nothing(tmp_path: Path) -> None:
    if IS_FULL:
        walk(tmp_path / "project")
    else:
        # Each edit has what those before it have left: none can be left out, but two can be built at once.
        names = [name for name in EDITS if name not in GROUPS]
        walk(tmp_path / "project", names, builds_every=2, compares_every=16)


@pytest.mark.sampled(every=40)
@pytest.mark.parametrize("fault", PLANTED)
def test_a_comparison_catches_a_build_that(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    PLANTED[fault].plant(monkeypatch)

    with pytest.raises(DifferenceError):
        walk(tmp_path / "project", PLANTED[fault].edits)

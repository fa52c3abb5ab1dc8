"""Law 1, incremental equals clean: after any history, a build leaves what a build from nothing would."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from incremental.comparison import DifferenceError, build_and_compare
from incremental.edits import EDITS, begin
from incremental.machine import History
from incremental.planted import PLANTED, Fault
from incremental.publication import Publication

IS_LONG = bool(os.environ.get("NEWSGEN_LONG"))
"""Many histories, and others each time; else a few that are always the same."""

SETTINGS = settings(
    database=None,
    deadline=None,
    derandomize=not IS_LONG,
    max_examples=500 if IS_LONG else 25,
    stateful_step_count=40 if IS_LONG else 20,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    phases=(Phase.generate, Phase.shrink),
    print_blob=True,
)


def walk(folder: Path, names: Iterable[str] = EDITS) -> None:
    """Some kinds of edit, one after another, and a build after each."""
    paper = Publication(folder)
    begin(paper)
    build_and_compare(paper)
    for name in names:
        paper.note(f"({name})")
        EDITS[name](paper)
        build_and_compare(paper)


def test_a_build_after_any_history_equals_a_build_from_nothing() -> None:
    run_state_machine_as_test(History, settings=SETTINGS)


def test_a_build_after_each_kind_of_edit_equals_a_build_from_nothing(tmp_path: Path) -> None:
    walk(tmp_path / "project")


@pytest.mark.parametrize("fault", PLANTED.values(), ids=PLANTED)
def test_a_comparison_catches_a_build_that(fault: Fault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)

    with pytest.raises(DifferenceError):
        walk(tmp_path / "project", fault.edits)

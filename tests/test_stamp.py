import os
from pathlib import Path

import pytest

from newsgen.models.stamp import STAMP_OF, Stamp, is_settled

SECOND = 1_000_000_000
NOON = 1_700_000_000 * SECOND + 123_456_789


def stamp(*, modified: int = NOON, changed: int = NOON) -> Stamp:
    return (5, modified, changed, 77)


def test_a_stamp_is_size_times_and_inode(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"story")
    os.utime(file, ns=(1, NOON))
    status = file.stat()

    assert STAMP_OF(status) == (5, NOON, status.st_ctime_ns, status.st_ino)


@pytest.mark.parametrize("age", [21_000_000, SECOND, 10**18])
def test_a_file_that_rested_before_it_was_looked_at_is_settled(age: int) -> None:
    assert is_settled(stamp(), NOON + age)


@pytest.mark.parametrize("age", [-SECOND, 0, 1, 10_000_000, 20_000_000])
def test_a_file_changed_within_a_step_of_the_clock_is_not_settled(age: int) -> None:
    assert not is_settled(stamp(), NOON + age)


def test_a_file_whose_time_of_modification_was_set_back_is_not_settled() -> None:
    assert not is_settled(stamp(modified=NOON - 9 * SECOND), NOON + 1)


def test_a_file_from_the_future_is_not_settled() -> None:
    assert not is_settled(stamp(modified=NOON + 9 * SECOND), NOON + SECOND)


def test_a_whole_second_may_be_all_that_the_file_system_keeps() -> None:
    whole = NOON - NOON % SECOND

    assert not is_settled(stamp(modified=whole, changed=whole), whole + 2 * SECOND)
    assert is_settled(stamp(modified=whole, changed=whole), whole + 2 * SECOND + 1)


def test_a_stamp_that_is_settled_shows_the_next_change(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"one")
    before = STAMP_OF(file.stat())
    while not is_settled(before, _clock(tmp_path)):
        pass

    file.write_bytes(b"two")

    assert STAMP_OF(file.stat()) != before


def _clock(folder: Path) -> int:
    """What the file system's clock says."""
    probe = folder / "probe"
    probe.touch()
    return probe.stat().st_mtime_ns

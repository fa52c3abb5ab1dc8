"""A sample of the loops in `kill_loops`, which try every call."""

import pytest
from examples import IS_FULL
from kill_loops import BUILDS, KILL, PARTIAL, Bench, can_trace, run_loop

SAMPLES = (
    ("rename,renameat,renameat2", KILL, 9),
    pytest.param("pwrite64", KILL, 30, marks=pytest.mark.long),
    pytest.param("unlink,unlinkat", KILL, 5, marks=pytest.mark.long),
    ("pwrite64", "error=ENOSPC", 40),
    pytest.param("write", "error=ENOSPC", 30, marks=pytest.mark.long),
    ("fsync,fdatasync", "error=EIO", 8),
)
"""System calls, a fault, and how many calls are left out between two."""


@pytest.fixture(scope="module", params=BUILDS)
def bench(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"), request.param)


def test_the_build_that_goes_wrong_is_the_one_that_is_meant(bench: Bench) -> None:
    assert bench.is_partial() == (bench.build == PARTIAL)


@pytest.mark.sampled(every=6)
@pytest.mark.skipif(not can_trace(), reason="strace is not installed, or may not trace")
@pytest.mark.parametrize(("calls", "fault", "every"), SAMPLES)
def test_after_a_fault_the_site_is_whole_and_the_next_build_equals_a_clean_one(
    bench: Bench, calls: str, fault: str, every: int
) -> None:
    tally = run_loop(bench, calls, fault, every=every, at_most=2 if IS_FULL else 1)

    assert tally.tried
    assert tally.broken == []

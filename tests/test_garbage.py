"""When garbage is looked for."""

import gc
import weakref

import pytest

from newsgen.builder.gc_tuning import rare_collection


class _Circle:
    def __init__(self) -> None:
        self.itself = self


def test_what_a_build_leaves_is_not_gone_through_when_it_ends() -> None:
    with rare_collection():
        left = weakref.ref(_Circle())

    kept = [[] for _ in range(10 * gc.get_threshold()[0])]  # makes Python look at what is young

    assert left() is not None, len(kept)


@pytest.mark.long
def test_what_a_build_leaves_is_let_go_of_later() -> None:
    with rare_collection():
        left = weakref.ref(_Circle())

    gc.collect()

    assert left() is None

"""When Python looks for garbage in cycles, which takes as long as there are objects to be looked through.

Cards, columns, contexts and pages form no cycles, and they are many. Only what fills a template does, a little for each
page.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (1_000_000, 50, 1_000)
_WHILE_RENDERING = (100_000, 50, 1_000)


@contextmanager
def rare_collection() -> Iterator[None]:
    """Lets it look seldom until the block ends. What is there by then counts as old: it is not gone through at once."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.freeze()  # What is let go of again is among what is oldest.
        gc.unfreeze()
        gc.set_threshold(*before)


def settle_before_many() -> None:
    """Takes what is there by now for what stays, and lets it look for what many pages leave behind.

    Workers that are forked now share what stays for as long as nobody touches it.
    """
    gc.freeze()
    gc.set_threshold(*_WHILE_RENDERING)


def settle_for_long() -> None:
    """Takes what is there by now for what stays, in a process that lives on; what was before may have gone."""
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()

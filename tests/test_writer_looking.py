"""Whether a site is as it was is seen without reading it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from writer_faults.desk import Desk

from newsgen.writer.folder import restat, stored_snapshot, take_snapshot
from newsgen.writer.manifest import JOURNAL_NAME, MANIFEST_NAME

SITE = {"index.html": b"home", "2024/a/index.html": b"story", "tags/x/y/index.html": b"tag"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "project")
    desk.publish(SITE)
    return desk


def look(desk: Desk) -> bytes | None:
    seen = take_snapshot(desk.build, desk.workspace)
    return seen.encode() if seen else None


def test_a_site_that_nobody_touches_looks_the_same(desk: Desk) -> None:
    assert look(desk) is not None
    assert look(desk) == look(desk)


def rewrite(desk: Desk) -> None:
    file = desk.build / "2024/a/index.html"
    times = file.stat()
    file.write_bytes(b"STORY")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def put_a_link_in_the_place_of(folder: str) -> Callable[[Desk], None]:
    def put(desk: Desk) -> None:
        (desk.build / folder).rename(desk.root / "moved")
        (desk.build / folder).symlink_to(desk.root / "moved")

    return put


def swap_for_a_copy(desk: Desk) -> None:
    shutil.copytree(desk.build, desk.root / "copy")
    shutil.rmtree(desk.build)
    (desk.root / "copy").rename(desk.build)


@pytest.mark.parametrize(
    "change",
    [
        rewrite,
        swap_for_a_copy,
        *(put_a_link_in_the_place_of(folder) for folder in ("2024", "2024/a", "tags", "tags/x", "tags/x/y")),
        lambda desk: desk.publish({**SITE, "index.html": b"new"}),
        lambda desk: desk.publish({**SITE, "more.html": b"more"}),
        lambda desk: desk.publish({"index.html": b"home"}),
    ],
)
def test_every_change_is_seen(desk: Desk, change: Callable[[Desk], object]) -> None:
    before = look(desk)

    change(desk)

    assert look(desk) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: (desk.build / "index.html").unlink(),
        lambda desk: shutil.rmtree(desk.build),
        lambda desk: (desk.build / MANIFEST_NAME).unlink(),
        lambda desk: desk.write(MANIFEST_NAME, b"damaged"),
        lambda desk: desk.write(JOURNAL_NAME, b""),
        lambda desk: desk.open(),
        lambda desk: ((desk.build / "index.html").unlink(), (desk.build / "index.html").symlink_to("2024")),
        lambda desk: ((desk.build / "index.html").unlink(), (desk.build / "index.html").mkdir()),
        lambda desk: os.utime(desk.build / "index.html", ns=(0, 2**62)),
    ],
)
def test_a_site_that_is_not_whole_or_not_at_rest_looks_like_nothing(
    desk: Desk, change: Callable[[Desk], object]
) -> None:
    change(desk)

    assert look(desk) is None


def test_the_same_site_elsewhere_is_another(desk: Desk, tmp_path: Path) -> None:
    before = look(desk)

    desk.root.rename(tmp_path / "elsewhere")

    assert look(Desk(tmp_path / "elsewhere")) not in {None, before}


@pytest.mark.parametrize(
    ("changed", "gone"),
    [
        ({"index.html": b"other"}, set()),
        ({"new/page/index.html": b"new", "index.html": b"other"}, set()),
        ({"new/page/index.html": b"new", "index.html": b"other"}, {"2024/a/index.html"}),
        ({}, {"tags/x/y/index.html"}),
    ],
)
def test_a_second_look_sees_what_a_whole_look_would(desk: Desk, changed: dict[str, bytes], gone: set[str]) -> None:
    before = take_snapshot(desk.build, desk.workspace)
    assert before is not None
    after = {path: content for path, content in SITE.items() if path not in gone} | changed
    desk.publish(after)
    whole = take_snapshot(desk.build, desk.workspace)
    assert whole is not None

    again = restat(before, sorted(changed), gone, whole.manifest)

    assert again == whole.encode()


def test_what_was_changed_meanwhile_shows_in_the_next_look(desk: Desk) -> None:
    before = take_snapshot(desk.build, desk.workspace)
    assert before is not None
    rewrite(desk)

    again = restat(before, [], set(), before.manifest)

    assert again
    assert again != look(desk)


def test_what_was_kept_and_is_damaged_is_no_snapshot(desk: Desk) -> None:
    kept = look(desk) or b""

    assert stored_snapshot(kept, desk.build) is not None
    assert not any(stored_snapshot(kept[:length], desk.build) for length in range(len(kept)))

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from writer_faults.desk import Desk

from newsgen.models.names import path_fault
from newsgen.writer.manifest import (
    _PATH,
    MANIFEST_NAME,
    Journal,
    Listed,
    Manifest,
    _stay_inside,
    clean_digest,
    parse_journal,
    parse_manifest,
    render_journal,
    render_manifest,
)

digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
segments = st.text("abAZ09-_.~ '&#!éß日𝒜", min_size=1, max_size=12)
paths = st.lists(segments, min_size=1, max_size=4).map("/".join).filter(lambda path: path_fault(path) is None)
manifests = st.builds(Manifest, st.dictionaries(paths, digests, max_size=8), is_dirty=st.booleans())

HEX = "ab" * 32
TWO_FILES = Manifest({"b/index.html": HEX, "a.css": HEX}, is_dirty=False)


@given(manifests)
def test_what_was_written_is_what_is_read(manifest: Manifest) -> None:
    assert parse_manifest(render_manifest(manifest)) == manifest


@given(manifests, st.data())
def test_a_manifest_cut_short_anywhere_is_damaged(manifest: Manifest, data: st.DataObject) -> None:
    text = render_manifest(manifest)

    cut = text[: data.draw(st.integers(0, len(text) - 1))]

    assert parse_manifest(cut) is None


@given(manifests, st.data())
def test_a_manifest_with_one_character_changed_is_damaged(manifest: Manifest, data: st.DataObject) -> None:
    text = render_manifest(manifest)
    position = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("\n #/.:a0\0é").filter(lambda char: char != text[position]))

    assert parse_manifest(text[:position] + other + text[position + 1 :]) is None


def test_the_lines_are_sorted_by_path() -> None:
    lines = render_manifest(TWO_FILES).split("\n")

    assert lines[:3] == ["# newsgen manifest 1 clean", f"{HEX}  a.css", f"{HEX}  b/index.html"]


@given(manifests)
def test_the_lines_are_sorted_as_bytes(manifest: Manifest) -> None:
    lines = [line.encode()[66:] for line in render_manifest(manifest).split("\n") if not line.startswith("#")][:-1]

    assert lines == sorted(lines)


def test_a_manifest_without_files_is_not_damaged() -> None:
    assert parse_manifest(render_manifest(Manifest({}, is_dirty=True))) == Manifest({}, is_dirty=True)


@pytest.mark.parametrize(
    "text", ["", "\n", "# newsgen manifest 1 clean\n", "{}", "# newsgen manifest 2 clean\n# end: 0"]
)
def test_what_is_no_manifest_is_damaged(text: str) -> None:
    assert parse_manifest(text) is None


@pytest.mark.parametrize("head", ["# newsgen manifest 2 clean", "# newsgen manifest 1 tidy"])
def test_a_format_of_the_future_is_not_guessed_at(head: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = render_manifest(TWO_FILES)
    monkeypatch.setattr("newsgen.writer.manifest._end_of", lambda _lines, _count: text[text.index("# end") :])

    assert parse_manifest(text) == TWO_FILES
    assert parse_manifest(text.replace("# newsgen manifest 1 clean", head)) is None


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "a/../x",
        "/etc/passwd",
        "a//b",
        "a/",
        ".",
        "..",
        "./a",
        ".git/config",
        "a/.b",
        "C:x",
        "a\\b",
        "a\0b",
        "",
    ],
)
def test_a_manifest_never_owns_a_path_that_leaves_or_hides(path: str) -> None:
    forged = render_manifest(Manifest({path: HEX}, is_dirty=False))

    assert parse_manifest(forged) is None


@given(st.lists(st.text("a./\\:\0\r", max_size=6) | st.sampled_from([".nojekyll", ".well-known/a", "a/.nojekyll"])))
def test_a_look_at_all_paths_at_once_is_as_strict_as_one_at_each(paths: list[str]) -> None:
    assert _stay_inside(paths) == all(_PATH.fullmatch(path) for path in paths)


@given(manifests)
def test_a_manifest_has_a_digest_only_if_it_is_clean(manifest: Manifest) -> None:
    text = render_manifest(manifest)

    assert clean_digest(text) == ("" if manifest.is_dirty else text.split()[-1])


@given(manifests)
def test_the_paths_are_listed_in_the_order_of_the_manifest(manifest: Manifest) -> None:
    assert list(Listed(render_manifest(manifest))) == sorted(manifest.files)


@pytest.mark.parametrize("line", [f"{HEX} a", f"{HEX[1:]}  a", f"{HEX.upper()}  a", f" {HEX}  a", f"{HEX}  ", "", "#"])
def test_a_line_of_another_form_is_damage(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = render_manifest(TWO_FILES)
    monkeypatch.setattr("newsgen.writer.manifest._end_of", lambda _lines, _count: text[text.index("# end") :])

    assert parse_manifest(text) == TWO_FILES
    assert parse_manifest(text.replace(f"{HEX}  a.css", line)) is None


journals = st.builds(Journal, st.dictionaries(paths, digests, max_size=8), digests, digests)


@given(journals)
def test_a_journal_that_was_written_is_what_is_read(journal: Journal) -> None:
    assert parse_journal(render_journal(journal)) == journal


@given(journals, st.data())
def test_a_journal_with_one_character_changed_or_cut_off_is_damaged(journal: Journal, data: st.DataObject) -> None:
    text = render_journal(journal)
    position = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("\n #/.:a0\0é").filter(lambda char: char != text[position]))

    assert parse_journal(text[:position] + other + text[position + 1 :]) is None
    assert parse_journal(text[:position]) is None


def test_a_journal_is_no_manifest_and_a_manifest_no_journal() -> None:
    assert parse_manifest(render_journal(Journal({"a": HEX}, HEX, HEX))) is None
    assert parse_journal(render_manifest(TWO_FILES)) is None


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")
def test_the_site_can_be_checked_without_newsgen(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.publish({"index.html": b"home", "straße/a b.html": b"story"})
    command = ["sha256sum", "--check", "--strict", "--quiet", MANIFEST_NAME]

    whole = subprocess.run(command, cwd=desk.build, check=False, capture_output=True)
    desk.write("index.html", b"hone")
    altered = subprocess.run(command, cwd=desk.build, check=False, capture_output=True)

    assert (whole.returncode, whole.stdout) == (0, b"")
    assert (altered.returncode, altered.stdout) == (1, b"index.html: FAILED\n")


def test_a_list_with_changes_is_the_manifest_of_what_is_then_there() -> None:
    before = {"a/index.html": "0" * 64, "b.html": "1" * 64, "b/c.html": "2" * 64}
    listed = Listed(render_manifest(Manifest(before, is_dirty=False)))

    text = listed.with_changes({"b.html": "3" * 64, "a.html": "4" * 64}, {"b/c.html"})

    after = {"a.html": "4" * 64, "a/index.html": "0" * 64, "b.html": "3" * 64}
    assert text == render_manifest(Manifest(after, is_dirty=False))
    assert dict(Listed(text).items()) == after
    assert list(listed.below("b")) == ["b/c.html"]

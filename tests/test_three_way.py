"""Three texts line by line: what can be taken over, what is there already, and what is for a person to decide."""

import shutil
import subprocess

import pytest
from examples import examples
from hypothesis import assume, given
from hypothesis import strategies as st

from newsgen.documents.three_way import Kind, find_changes, hunks, merged, settled

BASE = "abcdefghij"
TEXTS = st.lists(st.sampled_from("abcdefg"), max_size=12)


def kinds(base: str, ours: str, theirs: str) -> list[str]:
    """Which changes there are, each line being one letter."""
    return [str(change.kind) for change in find_changes(base, ours, theirs)]


def merge(base: str, ours: str, theirs: str) -> str:
    return "".join(merged(ours, theirs, find_changes(base, ours, theirs)))


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "result"),
    [
        (BASE, BASE, [], BASE),
        ("abXdefghij", BASE, ["ours"], "abXdefghij"),
        (BASE, "abXdefghij", ["theirs"], "abXdefghij"),
        ("abXdefghij", "abcdefgYij", ["ours", "theirs"], "abXdefgYij"),
        ("abXdefghij", "abXdefghij", ["both"], "abXdefghij"),
        ("abXdefghij", "abYdefghij", ["conflict"], "abXdefghij"),
        ("abdefghij", "abcdefghi", ["ours", "theirs"], "abdefghi"),
        ("abdefghij", "abXdefghij", ["conflict"], "abdefghij"),
        ("", "abXdefghij", ["conflict"], ""),
        ("XabcdefghijY", "abcdeZfghij", ["ours", "theirs", "ours"], "XabcdeZfghijY"),
        # Theirs is in ours, beside something of our own.
        ("abXYdefghij", "abXdefghij", ["both"], "abXYdefghij"),
        ("abYdefghij", "abdefghij", ["both"], "abYdefghij"),
        # They have added X and taken out d; ours has only added.
        ("abcXYdefghij", "abcXefghij", ["conflict"], "abcXYdefghij"),
    ],
)
def test_a_change_is_ours_theirs_both_or_a_conflict(ours: str, theirs: str, expected: list[str], result: str) -> None:
    assert kinds(BASE, ours, theirs) == expected
    assert merge(BASE, ours, theirs) == result


def test_lines_may_be_given_as_any_sequence() -> None:
    assert [change.kind for change in find_changes(tuple(BASE), list(BASE), "abXdefghij")] == [Kind.THEIRS]


@given(TEXTS, TEXTS)
@examples(400)
def test_what_one_alone_has_changed_is_taken_over_whole(base: list[str], other: list[str]) -> None:
    assert merged(base, other, find_changes(base, base, other)) == other
    assert merged(other, base, find_changes(base, other, base)) == other
    assert merged(other, other, find_changes(base, other, other)) == other


@given(TEXTS, TEXTS, TEXTS)
@examples(800)
def test_after_a_merge_only_conflicts_are_left(base: list[str], ours: list[str], theirs: list[str]) -> None:
    changes = find_changes(base, ours, theirs)
    mine, then = merged(ours, theirs, changes), settled(base, theirs, changes)

    if all(change.kind is not Kind.CONFLICT for change in changes):
        assert then == theirs
        assert Kind.CONFLICT not in kinds(then, mine, theirs)
        assert Kind.THEIRS not in kinds(then, mine, theirs)
    else:
        assert then != theirs


@given(TEXTS, TEXTS, TEXTS)
@examples(800)
def test_the_pieces_lie_behind_one_another_and_the_rest_is_the_same(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    at = (0, 0, 0)
    for change in [*find_changes(base, ours, theirs), None]:
        ends = (len(base), len(ours), len(theirs))
        begins = (change.base[0], change.ours[0], change.theirs[0]) if change else ends
        assert base[at[0] : begins[0]] == ours[at[1] : begins[1]] == theirs[at[2] : begins[2]]
        at = (change.base[1], change.ours[1], change.theirs[1]) if change else ends


@given(TEXTS, TEXTS, TEXTS)
@examples(100)
@pytest.mark.skipif(not shutil.which("git"), reason="there is no git on this machine")
def test_the_pieces_that_are_shown_are_a_diff_that_git_applies(
    tmp_path_factory: pytest.TempPathFactory, base: list[str], ours: list[str], theirs: list[str]
) -> None:
    assume(base != theirs)
    folder = tmp_path_factory.mktemp("applied")
    told = [(change, "words") for change in find_changes(base, ours, theirs) if change.kind is not Kind.OURS]
    diff = ["--- a/x", "+++ b/x", *hunks(base, theirs, told)]
    (folder / "x").write_text("".join(f"{line}\n" for line in base))
    command = ["git", "apply", "--unidiff-zero", "-"]
    text = "\n".join(diff) + "\n"
    done = subprocess.run(command, input=text, text=True, cwd=folder, capture_output=True, check=False)

    left = (folder / "x").read_text() if (folder / "x").exists() else ""
    assert (done.returncode, left) == (0, "".join(f"{line}\n" for line in theirs)), (done.stderr, diff)

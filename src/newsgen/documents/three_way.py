"""Three texts line by line: what there was first (base), what one has made of it (ours), and what another has (theirs).

Line ends and byte-order marks are no business of this module: it compares lines, of whatever kind they are given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Kind(StrEnum):
    """Who has changed a piece of the first text."""

    OURS = "ours"
    """We alone."""
    THEIRS = "theirs"
    """They alone."""
    BOTH = "both"
    """They, and what they have done is done in ours, too."""
    CONFLICT = "conflict"
    """Both, each in another way."""


Span = tuple[int, int]
"""From one line to another, counted from 0, without the last."""


@dataclass(frozen=True, slots=True)
class Change:
    """A piece that is not the same in all three texts."""

    kind: Kind
    base: Span
    ours: Span
    theirs: Span


def find_changes(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[Change, ...]:
    """The pieces in which the texts differ, in order. Between two of them stands a line or more that all three have.

    This is the usual merge of three texts (Khanna, Kunal and Pierce: A Formal Investigation of Diff3, 2007), but for
    one thing: what they have added is no conflict where it stands in ours already, and what they took out does not.
    """
    return tuple(_changes([*base], [*ours], [*theirs]))


def _changes(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[Change]:
    in_ours, in_theirs = _same_lines(base, ours), _same_lines(base, theirs)
    stable = [(line, in_ours[line], in_theirs[line]) for line in sorted(in_ours.keys() & in_theirs.keys())]
    above = (0, 0, 0)
    for here in (*stable, (len(base), len(ours), len(theirs))):
        if here != above:
            spans = [*zip(above, here, strict=True)]
            kind = _kind(*(text[slice(*span)] for text, span in zip((base, ours, theirs), spans, strict=True)))
            yield Change(kind, *spans)
        above = (here[0] + 1, here[1] + 1, here[2] + 1)


def _same_lines(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Each line of the base that the other text still has, to the line of that."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _kind(base: list[str], ours: list[str], theirs: list[str]) -> Kind:
    if theirs == base:
        return Kind.OURS
    if ours == base:
        return Kind.THEIRS
    return Kind.BOTH if ours == theirs or _is_done_in(ours, base, theirs) else Kind.CONFLICT


def _is_done_in(ours: Sequence[str], base: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether all that they have added stands in ours, in its order, and nothing that they have taken out."""
    added, removed = list[str](), list[str]()
    for what, i1, i2, j1, j2 in SequenceMatcher(None, base, theirs, autojunk=False).get_opcodes():
        if what != "equal":
            removed += base[i1:i2]
            added += theirs[j1:j2]
    rest = iter(ours)
    return all(line in rest for line in added) and not (set(removed) - set(added)) & set(ours)


def merged(ours: Sequence[str], theirs: Sequence[str], changes: Sequence[Change]) -> list[str]:
    """Our text with what they alone have changed. Where both have, ours stays."""
    lines, at = list[str](), 0
    for change in changes:
        lines += ours[at : change.ours[0]]
        lines += theirs[slice(*change.theirs)] if change.kind is Kind.THEIRS else ours[slice(*change.ours)]
        at = change.ours[1]
    return [*lines, *ours[at:]]


def settled(base: Sequence[str], theirs: Sequence[str], changes: Sequence[Change]) -> list[str]:
    """The text to merge by the next time: theirs, but where there is a conflict, which is to be told again."""
    lines, at = list[str](), 0
    for change in changes:
        lines += theirs[at : change.theirs[0]]
        lines += base[slice(*change.base)] if change.kind is Kind.CONFLICT else theirs[slice(*change.theirs)]
        at = change.theirs[1]
    return [*lines, *theirs[at:]]


def hunks(base: Sequence[str], theirs: Sequence[str], told: Sequence[tuple[Change, str]]) -> Iterator[str]:
    """What they have changed, piece by piece in the form of a unified diff, with a few words to each.

    Pieces keep apart, so that each may have its own words; no line is shown twice.
    """
    shown = 0
    for number, (change, words) in enumerate(told):
        end = told[number + 1][0].base[0] if number + 1 < len(told) else len(base)
        before = min(_CONTEXT, change.base[0] - shown)
        after = min(_CONTEXT, end - change.base[1])
        shown = change.base[1] + after
        b1, b2 = change.base[0] - before, shown
        t1, t2 = change.theirs[0] - before, change.theirs[1] + after
        yield f"@@ -{_range(b1, b2)} +{_range(t1, t2)} @@ {words}".rstrip()
        yield from _body(base[b1:b2], theirs[t1:t2])


_CONTEXT = 3


def _range(start: int, end: int) -> str:
    """Lines as unified diffs count them; of none, the line behind which they would stand."""
    length = end - start
    return f"{start + 1 if length else start},{length}"


def _body(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (f" {line}" for line in old[i1:i2])
        else:
            yield from (f"-{line}" for line in old[i1:i2])
            yield from (f"+{line}" for line in new[j1:j2])

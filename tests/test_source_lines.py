"""The columns in which articles' files are known do what a mapping would, after any edits."""

import random
from array import array

import pytest

from newsgen.builder.source_lines import SourceEntry, SourceLines, stamps_of, whole
from newsgen.models.stamp import NO_STAMP, Stamp


def entry(chance: random.Random) -> SourceEntry:
    return SourceEntry(stamp(chance), f"{chance.random()}", f"{chance.random()}", chance.randrange(1000))


def stamp(chance: random.Random) -> Stamp:
    return chance.choice([NO_STAMP, (chance.randrange(9), chance.randrange(9), 3, 4)])


@pytest.mark.parametrize("seed", range(8))
def test_columns_do_what_a_mapping_does(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same edits each time
    names = [f"{year}/{word}.md" for year in range(20) for word in ("a", "a-b", "a/b", "ü", "z")]
    mapping = {name: entry(chance) for name in names[: 50 * (seed % 3)]}
    lines = SourceLines().with_changes(mapping)
    for _ in range(60):
        new = {name: entry(chance) for name in chance.sample(names, chance.choice([0, 1, 2, 40]))}
        gone = set(chance.sample(names, chance.choice([0, 1, 3]))) - new.keys()
        mapping = {name: line for name, line in {**mapping, **new}.items() if name not in gone}
        lines = lines.with_changes(new, gone)

        assert dict(lines) == dict(sorted(mapping.items()))
        assert list(lines) == sorted(mapping)
        assert whole(lines) is lines
        assert [name for name in names if name in lines] == [name for name in names if name in mapping]
        assert lines == SourceLines().with_changes(mapping)


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 900])
def test_files_that_look_otherwise_are_found(count: int) -> None:
    chance = random.Random(count)  # noqa: S311 - likewise
    known = SourceLines().with_changes({f"{number:04}.md": entry(chance) for number in range(count)})
    for _ in range(20):
        gone = set(chance.sample(known.sources, min(count, chance.choice([0, 0, 2]))))
        came = {f"{chance.randrange(9000):04}.md" for _ in range(chance.choice([0, 0, 3]))}
        there = tuple(sorted({*known.sources, *came} - gone))
        changed = set(chance.sample(there, min(len(there), chance.choice([0, 1, 4]))))
        looks = {name: known[name].stamp if name in known and name not in changed else (9, 9, 9, 9) for name in there}

        found = list(known.otherwise(there, stamps_of(looks.values())))

        assert found == [name for name in there if name not in known or name in changed]


def test_a_file_that_cannot_be_looked_at_is_other_than_any() -> None:
    known = SourceLines().with_changes({"a.md": SourceEntry(NO_STAMP, "", "", 0)})

    assert list(known.otherwise(("a.md",), stamps_of([(-1, -1, -1, -1)]))) == ["a.md"]


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        whole(SourceLines(("a.md",), array("q"), ["digest"], ["shown"], [1]))

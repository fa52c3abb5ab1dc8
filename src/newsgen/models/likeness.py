"""Terms that are alike in ASCII alone: 经济 and 竞技 are both ``jing-ji``, and are two all the same.

The one that was used first, in the order of the archive, has the plain slug; each other has its own behind it: a digest
of its name, which is the same whatever else comes. News therefore moves no term. Names with Latin letters are merged
with the first, as are spellings that differ in case: who writes them so means one term.
"""

from collections import defaultdict
from dataclasses import replace

from newsgen.models.index import TermColumn
from newsgen.models.names import is_in_another_script, name_digest, slug_for


def tell_apart(column: TermColumn) -> TermColumn:
    """The column with a slug for each term; the same column where nothing is alike."""
    if len(set(column.slugs)) == len(column.slugs):
        return column
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, slug in enumerate(column.slugs):
        numbers[slug].append(number)
    own: dict[int, str] = {}
    for some in numbers.values():
        own |= _own_slugs(column, some) if len(some) > 1 else {}
    if not own:
        return column
    return replace(column, slugs=[own.get(number, slug) for number, slug in enumerate(column.slugs)])


def slug_among(name: str, usual: str, column: TermColumn) -> str:
    """The slug of a name among those that articles carry; ``usual`` is the one that it makes.

    Of a name that no article carries it is that of the term to which it would belong, or one that no term has.
    """
    numbers = set(column.ids)
    alike = [number for number in numbers if column.slugs[number] == usual]
    known = next((number for number in numbers if column.names[number] == name), None)
    if known is not None:
        return column.slugs[known]
    if not alike or not is_in_another_script(name):
        return usual
    word = slug_for(name, "unicode")
    names = [column.names[number] for number in alike]
    is_one = any(not is_in_another_script(each) or slug_for(each, "unicode") == word for each in names)
    return usual if is_one else f"{usual}-{name_digest(word)}"


def _own_slugs(column: TermColumn, numbers: list[int]) -> dict[int, str]:
    """Of names with one slug those that are to have another, by their numbers."""
    words = {
        number: slug_for(column.names[number], "unicode")
        for number in numbers
        # A slug that newsgen.yaml names is meant so.
        if is_in_another_script(column.names[number]) and column.slugs[number] == slug_for(column.names[number])
    }
    if len(set(words.values())) < 2:  # noqa: PLR2004 - nothing to tell apart
        return {}
    used = set(column.ids)
    first = min((number for number in words if number in used), key=column.ids.index, default=None)
    return {
        number: f"{column.slugs[number]}-{name_digest(word)}"
        for number, word in words.items()
        if first is not None and word != words[first]
    }

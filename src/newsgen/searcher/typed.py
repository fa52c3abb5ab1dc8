"""What a reader has typed, as slots: each must be answered by a text. As in `search/typed.js`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsgen.searcher.words import compared_text, is_dense_script, words_in

_QUOTES = '"“”„‟«»「」『』〝〞〟＂״'
_PART = re.compile(rf"([-−－]?)(?:[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]?|([^\s{_QUOTES}]+))")
MOST_WORDS = 6
"""Of a name that has others."""
MOST_SLOTS = 12
"""What is typed behind so many words is not looked for."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A word that texts must have, or must not."""

    word: str
    is_prefix: bool = False
    """Whether a word that begins so will do."""
    is_excluded: bool = False
    is_exact: bool = False
    """Whether no other form of it and nothing typed like it will do."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A query."""

    slots: tuple[Slot, ...] = ()
    phrases: tuple[str, ...] = ()
    """What must stand in a text as it is typed, as `words.compared_text`."""
    excluded: tuple[tuple[Slot, ...], ...] = ()
    """Of each part that texts must not have, its slots: a text with all of them does not answer."""
    others: tuple[tuple[tuple[Slot, ...], ...], ...] = ()
    """Of words that are a name, other names: the slots of the name, then those of each that does as well."""
    is_one_piece: bool = False
    """Whether it has no blanks: of a script that parts no words it may be one word."""

    def groups(self) -> list[tuple[tuple[Slot, ...], ...]]:
        """What a text must have: all slots of one way to say it, of each group; the first way is the typed one."""
        named = {slot: group for group in self.others for slot in group[0]}
        wanted = (slot for slot in self.slots if not slot.is_excluded)
        return list(dict.fromkeys(named.get(slot, ((slot,),)) for slot in wanted))


def read_query(query: str, *, is_unfinished: bool = False) -> Typed:
    """What is typed; if it ``is_unfinished``, the last word may be the beginning of one."""
    slots: list[Slot] = []
    phrases: list[str] = []
    query = query.replace("\ufeff", "")  # A blank for scripts alone.
    excluded: list[tuple[Slot, ...]] = []
    parts = list(_PART.finditer(query))
    for number, part in enumerate(parts):
        minus, said, bare = part.groups()
        words = words_in(bare if said is None else said)
        is_excluded = bool(minus)
        if said is not None and len(words) > 1 and not is_excluded:
            phrases.append(compared_text(said))
        is_last = is_unfinished and number == len(parts) - 1 and part.end() == len(query) and said is None
        is_begun = is_last or (said is None and bare.endswith("*"))
        of_part = _slots_of(words, Slot("", is_begun, is_excluded, is_exact=said is not None))
        slots += of_part
        if is_excluded and of_part:
            excluded.append(tuple(of_part))
    wanted = tuple(dict.fromkeys(slots))[:MOST_SLOTS]
    whole = tuple(part for part in excluded if {*part} <= {*wanted})
    return Typed(wanted, tuple(phrases), whole, is_one_piece=len(parts) == 1)


def with_synonyms(typed: Typed, names: Sequence[Sequence[str]]) -> Typed:
    """A query with other names of what it names; each of ``names`` is all that mean one thing, as `compared_text`."""
    ways = [[tuple(_slots_of(words_in(name), Slot("", is_exact=True))) for name in same] for same in names]
    by_words = {tuple(slot.word for slot in way): same for same in ways for way in same}
    slots = [slot for slot in typed.slots if not slot.is_excluded and (not slot.is_exact or is_dense_script(slot.word))]
    others: list[tuple[tuple[Slot, ...], ...]] = []
    place = 0
    while place < len(slots):
        taken = 1
        for length in range(min(len(slots) - place, MOST_WORDS), 0, -1):
            run = tuple(slots[place : place + length])
            words = tuple(slot.word for slot in run)
            if words in by_words:
                others.append((run, *(way for way in by_words[words] if tuple(slot.word for slot in way) != words)))
                taken = length
                break
        place += taken
    return replace(typed, others=tuple(others))


def _slots_of(words: list[str], like: Slot) -> list[Slot]:
    """A slot for each word; of a script that parts none, pairs of letters tell what the last letter does."""
    found: list[Slot] = []
    for number, word in enumerate(words):
        is_last = number == len(words) - 1
        if is_dense_script(word) and len(word) == 1:
            if number and is_dense_script(words[number - 1]) and len(words[number - 1]) > 1:
                continue
            found.append(replace(like, word=word, is_prefix=True))
            continue
        is_exact = like.is_exact or is_dense_script(word)
        found.append(replace(like, word=word, is_prefix=like.is_prefix and is_last, is_exact=is_exact))
    return found

"""Endings of words: which words of a lexicon are forms of a word that somebody types. As in `search/stems.js`.

Light on purpose: endings of number, case, gender and tense go, nothing that makes another word.
The manifest tells scripts the endings of the languages of its texts.
"""

from collections.abc import Iterator

ENDINGS = {
    "en": "ing ings ed es s e ies>y ied>y",
    "fr": "s x e es ee ees er ez ait aient ant ent ment aux al ale ales elle elles el els if ive ifs ives",
    "de": "e en er es em n s st te ten test et ern ere eren erer eres erem",
    "es": "s es o a os as ar er ir ado ada ados adas ando iendo aron ieron mente",
    "ru": "а я о е ы и у ю й ь ам ям ах ях ов ев ей ой ем ом ами ями ого его ому ему ый ий ая яя ое ее ые ие ую юю ых"
    " их ым им ыми ими л ла ло ли ть т ет ит ют ят",
}
"""Language to its endings, in the letters that are compared; with what stands in the place of one, if anything does."""
_SHORTEST = {"en": 3}
"""Letters that a word keeps at least without its ending."""
_USUAL_SHORTEST = 4
_UNDOUBLED = "en"
"""The language in which a letter is doubled before an ending: *run*, *running*."""
_NEVER_UNDOUBLED = "lsz"
_PARTED = {
    language: [(ending, other) for ending, _, other in (each.partition(">") for each in endings.split())]
    for language, endings in ENDINGS.items()
}


def are_forms(one: str, other: str, language: str) -> bool:
    """Whether two words are forms of one in a language: they have a stem in common."""
    return not {*_stems(one, language)}.isdisjoint(_stems(other, language))


def beginning_of(word: str, language: str) -> str:
    """With what all forms of a word begin: what its stems have in common."""
    shortest = word
    for stem in _stems(word, language):
        while not stem.startswith(shortest):
            shortest = shortest[:-1]
    turns = {other for _, other in _PARTED.get(language, ()) if other}
    is_kept = len(shortest) > _SHORTEST.get(language, _USUAL_SHORTEST)
    return shortest[:-1] if is_kept and shortest[-1] in turns else shortest


def _stems(word: str, language: str) -> Iterator[str]:
    """A word, and what it is without each of its endings."""
    yield word
    for ending, other in _PARTED.get(language, ()):
        rest = word[: -len(ending)]
        if not word.endswith(ending) or len(rest) < _SHORTEST.get(language, _USUAL_SHORTEST):
            continue
        yield rest + other
        if language == _UNDOUBLED and rest[-1] == rest[-2] and rest[-1] not in _NEVER_UNDOUBLED and not other:
            yield rest[:-1]

"""In which texts of a segment a word stands, and how much it says of each, as text that scripts can carry.

A text has a number in its segment, the oldest 0; how much a word says of it is its *impact*, 1 to 15. Both together are
one number, its code: ``number << 4 | impact``. A list of codes is spelled in digits of base 64, in one of two ways:

- sparse: the differences, each in digits of five bits, the lowest first; a digit of 32 and more has another behind
  it;
- dense: ``!`` and a digit for every three texts from the first on, two bits for each: 0 where the word does not stand
  in it, else 1, 2 or 3 for an impact of up to 5, 10 or 15. A word in every sixth text tells little of how well one
  answers.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import sub

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
MOST = 15
"""The greatest impact."""
BY_LEVEL = (0, 3, 8, 13)
"""The impacts that a dense list says."""
_DENSE = "!"
_TIMES = 6
"""A word in one text of so many, or in more, is spelled densely: that is shorter then."""
_STEP = 1_024
"""The number of texts is rounded up to such steps for that, so that a text that comes makes few lists others."""
_LEVEL = bytes((impact + 4) // 5 for impact in range(MOST + 1))
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}
_AS_DIGITS = bytes(ord(DIGITS[byte]) if byte < len(DIGITS) else 0 for byte in range(256))
_FROM_DIGITS = bytes(_VALUES.get(chr(byte), 0) for byte in range(256))
_FIVE_BITS = 31
_MOST_KEPT = 100_000

Spelling = Callable[[int], str]
"""Spells a number in digits of five bits."""


class _Spelled(dict[int, str]):
    """Numbers in digits; kept, since a few are spelled over and over."""

    def __missing__(self, number: int) -> str:
        rest, digits = number, ""
        while rest > _FIVE_BITS:
            digits += DIGITS[rest & _FIVE_BITS | 32]
            rest >>= 5
        spelled = digits + DIGITS[rest]
        if len(self) < _MOST_KEPT:
            self[number] = spelled
        return spelled


def spelling() -> Spelling:
    """What spells numbers, for any number of lists."""
    return _Spelled().__getitem__


def least_of_dense(count: int) -> int:
    """The number of postings from which a list of a segment of ``count`` texts is dense."""
    return -(count // -_STEP) * _STEP // _TIMES


def is_dense(postings: str) -> bool:
    """Whether a list is spelled densely: then it tells three impacts alone."""
    return postings.startswith(_DENSE)


def encode(codes: Sequence[int], least: int, spell: Spelling) -> str:
    """A list of codes, ascending; ``least`` is `least_of_dense`."""
    if len(codes) < least:
        return spell(codes[0]) if len(codes) == 1 else "".join(map(spell, map(sub, codes, [0, *codes])))
    levels = bytearray((codes[-1] >> 4) // 3 * 3 + 3)
    for code in codes:
        levels[code >> 4] = _LEVEL[code & MOST]
    return _DENSE + _in_digits(levels)


def _in_digits(levels: bytes | bytearray) -> str:
    # Whole lists as numbers of a digit a byte: no level has more than two bits, so none reaches into the next byte.
    one, two, three = (int.from_bytes(levels[place::3], "little") for place in range(3))
    return (one | two << 2 | three << 4).to_bytes(len(levels) // 3, "little").translate(_AS_DIGITS).decode()


def decode(postings: str) -> list[int]:
    """The codes of a list."""
    if is_dense(postings):
        values = postings[1:].encode().translate(_FROM_DIGITS)
        return [
            3 * place + each << 4 | BY_LEVEL[level]
            for place, value in enumerate(values)
            for each in (0, 1, 2)
            if (level := value >> 2 * each & 3)
        ]
    codes: list[int] = []
    code = number = shift = 0
    for value in postings.encode().translate(_FROM_DIGITS):
        number |= (value & _FIVE_BITS) << shift
        if value > _FIVE_BITS:
            shift += 5
            continue
        code += number
        codes.append(code)
        number = shift = 0
    return codes


def with_impacts(postings: str, impacts: Mapping[int, int]) -> str:
    """A dense list in which some texts have other impacts, 0 where the word stands in one no more."""
    values = bytearray(postings[1:].encode().translate(_FROM_DIGITS))
    values.extend(bytes(max(0, max(impacts) // 3 + 1 - len(values))))
    for number, impact in impacts.items():
        place, shift = number // 3, 2 * (number % 3)
        values[place] = values[place] & ~(3 << shift) | _LEVEL[impact] << shift
    return _DENSE + values.rstrip(b"\0").translate(_AS_DIGITS).decode()


def count_of(postings: str) -> int:
    """In how many texts a word stands."""
    if is_dense(postings):
        return int.from_bytes(postings[1:].encode().translate(_STANDING), "little").bit_count()
    return len(postings.encode().translate(None, _GOES_ON))


_STANDING = bytes(sum(1 << shift for shift in (0, 2, 4) if _FROM_DIGITS[byte] >> shift & 3) for byte in range(256))
"""A bit for each text of a digit in which the word stands."""
_GOES_ON = DIGITS[32:].encode()

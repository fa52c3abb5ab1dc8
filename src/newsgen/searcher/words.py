"""Texts as words that compare: in small letters, without accents, in one width; the same as in `search/words.js`.

A word is a run of letters, digits and the marks on them. Scripts that part no words (Chinese, Japanese, Thai) and
Korean, whose particles hang on the nouns, are cut into pairs of letters that overlap, and the last letter alone: what
a reader types is found wherever it stands, one letter as the beginning of a pair.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 40
"""Letters of a word that is told from others."""
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711-\u07f3\u07fd\u0816-\u082d\u0859-\u085b\u0898-\u08e1\u08e3-\u0963"
    "\u0981-\u09e3\u09fe-\u0a75\u0a81-\u0ae3\u0afa-\u0b63\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0d4d"
    "\u0d57-\u0d63\u0d81-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd\u0f18\u0f19\u0f35\u0f37\u0f39\u0f3e-\u0f84"
    "\u0f86-\u0fbc\u0fc6\u102b-\u103e\u1056-\u109d\u135d-\u135f\u1712-\u1734\u1752-\u17d3\u17dd\u180b-\u180d"
    "\u180f-\u193b\u1a17-\u1a1b\u1a55-\u1a7f\u1ab0-\u1b44\u1b6b-\u1b73\u1b80-\u1bf3\u1c24-\u1c37\u1cd0-\u1cd2"
    "\u1cd4-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua672\ua674-\ua67d\ua69e-\ua6f1\ua802-\ua827\ua82c"
    "\ua880-\ua8c5\ua8e0-\ua8f1\ua8ff-\ua92d\ua947-\ua953\ua980-\ua9c0\ua9e5-\uaa4d\uaa7b-\uaac1\uaaeb-\uaaef"
    "\uaaf5\uaaf6\uabe3-\uabea\uabec\uabed\ufb1e\ufe20-\ufe2f"
    "\U000101fd\U000102e0\U00010376-\U0001037a\U00010a01-\U00010a3f\U00010ae5-\U00010ae6\U00010d24-\U00010d27"
    "\U00010d69-\U00010d6d\U00010eab-\U00010eac\U00010efa-\U00010eff\U00010f46-\U00010f50\U00010f82-\U00010f85"
    "\U00011000-\U00011046\U00011070-\U000110ba\U000110c2\U00011100-\U00011134\U00011145-\U00011173"
    "\U00011180-\U000111c0\U000111c9-\U000111cc\U000111ce-\U000111cf\U0001122c-\U00011237\U0001123e-\U00011241"
    "\U000112df-\U00011303\U0001133b-\U00011374\U000113b8-\U000113d2\U000113e1-\U00011446\U0001145e-\U000114c3"
    "\U000115af-\U000115c0\U000115dc-\U00011640\U000116ab-\U000116b7\U0001171d-\U0001172b\U0001182c-\U0001183a"
    "\U00011930-\U00011943\U000119d1-\U000119e0\U000119e4-\U00011a3e\U00011a47-\U00011a99\U00011b60-\U00011b67"
    "\U00011c2f-\U00011c3f\U00011c92-\U00011cb6\U00011d31-\U00011d97\U00011ef3-\U00011ef6\U00011f00-\U00011f42"
    "\U00011f5a\U00013440-\U00013455\U0001611e-\U0001612f\U00016af0-\U00016af4\U00016b30-\U00016b36"
    "\U00016f4f-\U00016f92\U00016fe4-\U00016ff1\U0001bc9d-\U0001bc9e\U0001cf00-\U0001cf46\U0001d165-\U0001d169"
    "\U0001d16d-\U0001d172\U0001d17b-\U0001d182\U0001d185-\U0001d18b\U0001d1aa-\U0001d1ad\U0001d242-\U0001d244"
    "\U0001da00-\U0001da36\U0001da3b-\U0001da6c\U0001da75\U0001da84\U0001da9b-\U0001daaf\U0001e000-\U0001e02a"
    "\U0001e08f\U0001e130-\U0001e136\U0001e2ae-\U0001e2ef\U0001e4ec-\U0001e4ef\U0001e5ee-\U0001e5ef"
    "\U0001e6e3-\U0001e6f5\U0001e8d0-\U0001e8d6\U0001e944-\U0001e94a"
)
"""The marks of Unicode (`\\p{M}`) for a class of a regular expression, with letters that stand among them."""
DROPPED = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u302a-\u302f"
)
"""Accents, points, the vowels of Arabic and the tones of old Korean, which readers do not type; voicing marks of
Japanese are letters."""
UNSEEN = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0100-\U000e01ef"
)
"""What stands in words and is nothing: soft hyphens, joiners, marks of direction, and which form a letter has."""
DENSE = (
    "\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3031-\u3035"
    "\u303b\u303c\u3041-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3"
    "\ud7b0-\ud7fb\ufa0e-\ufa29\U0001aff0-\U0001b16f\U00020000-\U000323af"
)
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese and Korean, the latter's letters by themselves too (ㅋㅋ)."""
LETTERS = {
    "ß": "ss", "ς": "σ", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ĸ": "k", "ə": "e", "ʻ": "", "ʼ": "", "ʹ": "", "ʺ": "", "ʾ": "", "ʿ": "",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
}  # fmt: skip
"""Letters that have another form, to what they are filed under."""

RUN = re.compile(rf"[\w{MARKS}]+")
"""Letters, digits and marks one after another."""
_UNSEEN = re.compile(f"[{UNSEEN}]+")
_DROPPED = re.compile(f"[{DROPPED}]+")
_BY_SCRIPT = re.compile(f"[{DENSE}]+|[^{DENSE}]+")
_IS_DENSE = re.compile(f"[{DENSE}]")
_ZEROS = "٠۰०০"
_DIGITS = {chr(ord(zero) + digit): str(digit) for zero in _ZEROS for digit in range(10)}
"""Of Arabic, Persian, Devanagari and Bengali."""
_FOLDS = str.maketrans(LETTERS | _DIGITS)
_SIGNS = re.compile(
    rb"\xc2[\x80-\xa9\xab\xac\xae-\xb1\xb4\xb6-\xb8\xbb\xbf]"
    rb"|\xe2(?:\x80[\x90-\xa9\xaf-\xbf]|\x81[\x80-\x9f]|\x82[\xa0-\xbf]|\x86[\x90-\xbf]|[\x87-\x90][\x80-\xbf])"
)
"""Signs of no word that prose has amid letters of ASCII, in UTF-8: quotation marks, dashes, currencies, arrows."""
_USUAL_SIGNS = "\u2019\u201c\u201d\u2018\u2013\u2014\u2026\u00a0\u20ac\u00a3\u00ab\u00bb"
"""Those of nearly every text; to look for one of them takes less time than for all."""
_KEPT = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyz").union(range(0x80, 0x100))
_SMALL = bytes(byte if byte in _KEPT else ord(" ") for byte in bytes(range(256)).lower())
"""Bytes of UTF-8 to what they become: small letters, and blanks between words."""
_LETTER_OR_NOT = bytes(byte if byte == ord(" ") else ord("x") for byte in range(256))
_TOO_LONG = b"x" * (LONGEST + 1)


def words_in(text: str) -> list[str]:
    """The words of a text, in their order."""
    if text.isascii():
        return [word[:LONGEST] for word in text.encode().translate(_SMALL).decode().split()]
    return [word for run in _runs_of(text) for word in _words_of(run)]


def count_words(text: str) -> Counter[str]:
    """How often each word of a text stands in it.

    What is spelled in ASCII, nearly all of most archives, is cut without a look at single letters.
    """
    if not text.isascii():
        for sign in _USUAL_SIGNS:
            text = text.replace(sign, " ")
    data = text.encode("utf-8", "replace")
    if not data.isascii():
        data = _SIGNS.sub(b" ", data)
    data = data.translate(_SMALL)
    counts = Counter(data.decode().split())
    if data.isascii() and _TOO_LONG not in data.translate(_LETTER_OR_NOT):
        return counts
    for chunk in [chunk for chunk in counts if not chunk.isascii() or len(chunk) > LONGEST]:
        times = counts.pop(chunk)
        for word in _words_of_chunk(chunk) if len(chunk) <= LONGEST else words_in(chunk):
            counts[word] += times
    return counts


@lru_cache(maxsize=16_384)
def _words_of_chunk(chunk: str) -> tuple[str, ...]:
    """Of a short one: those with accents come again and again."""
    return tuple(words_in(chunk))


def _runs_of(text: str) -> list[str]:
    """The letters that stand side by side, without what nobody sees. か゛ is が, as where the sign has no width."""
    text = text.replace("\u309b", "\u3099").replace("\u309c", "\u309a")
    return RUN.findall(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("_", " "))


def _words_of(run: str) -> Iterator[str]:
    if run.isascii():
        yield run.lower()[:LONGEST]
        return
    folded = folded_letters(run)
    for part in RUN.findall(folded):
        if not _IS_DENSE.search(part):
            yield part[:LONGEST]
            continue
        for piece in _BY_SCRIPT.findall(part):
            if _IS_DENSE.match(piece):
                yield from (piece[at : at + 2] for at in range(len(piece)))
            else:
                yield piece[:LONGEST]


def folded_letters(text: str) -> str:
    """A text in the letters that are compared, with all else in it as it was."""
    if text.isascii():
        return text.lower()
    plain = _DROPPED.sub("", unicodedata.normalize("NFKD", text).lower())
    return unicodedata.normalize("NFC", plain.translate(_FOLDS))


def compared_text(text: str) -> str:
    """A text as phrases are looked for in it: its words as they compare, with one blank between."""
    return " ".join(part for run in _runs_of(text) for part in RUN.findall(folded_letters(run)))


def has_phrase(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text, both as `compared_text`: as whole words, but in scripts that part none."""
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if _ends_here(text[at - 1 : at], phrase[:1]) and _ends_here(text[end : end + 1], phrase[-1:]):
            return bool(phrase)
        at = text.find(phrase, at + 1)
    return False


def _ends_here(outside: str, inside: str) -> bool:
    return outside in {"", " "} or is_dense_script(outside) or is_dense_script(inside)


def is_dense_script(word: str) -> bool:
    """Whether a word is a pair of letters of a script that parts none."""
    return not word.isascii() and _IS_DENSE.match(word) is not None

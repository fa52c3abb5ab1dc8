"""Under which letter of an index a name is filed, and in which order: as a reader of the language looks for it.

Pure, and the same on every machine: no locale is asked.
"""

import re
import unicodedata

from text_unidecode import unidecode

NO_LETTER = "#"
"""Of a name that begins with a digit, or has no letter."""
IDEOGRAPHS = "漢"
"""Of names in ideographs, where their reading is not told by the letters."""

_ARTICLES = {
    "en": r"(?:the|an?)\s",
    "de": r"(?:der|die|das|eine?)\s",
    "fr": r"(?:(?:les?|la|une?)\s|l['’])",
    "es": r"(?:el|l[ao]s?|una?)\s",
    "it": r"(?:(?:il|lo|la|i|gli|le|una?|uno)\s|l['’])",
    "pt": r"(?:[oa]s?|uma?)\s",
    "ca": r"(?:(?:els?|l[ae]s?|una?)\s|l['’])",
    "nl": r"(?:(?:de|het|een)\s|['’]t\s|['’]s[\s-])",
    "hu": r"az?\s",
    "el": r"(?:ο|η|το|οι|τα)\s",
    "ar": r"ال",
}
"""Language to the words that a name is not looked for under."""
_OWN_LETTERS = {
    "be": "её ий уў",
    "bg": "ий",
    "bs": "cčć dđ sš zž",
    "cs": "cč rř sš zž",
    "da": "zæøå",
    "es": "nñ",
    "et": "sšzž wõäöü",
    "fi": "zåäö",
    "hr": "cčć dđ sš zž",
    "is": "aá dð eé ií oó uú yý zþæö",
    "lt": "cč sš zž",
    "lv": "cč gģ kķ lļ nņ sš zž",
    "nb": "zæøå",
    "nn": "zæøå",
    "no": "zæøå",
    "pl": "aą cć eę lł nń oó sś zźż",
    "ro": "aăâ iî sș tț",
    "ru": "ий",
    "sk": "aä cč oô rř sš zž",
    "sl": "cčć dđ sš zž",
    "sq": "cç eë",
    "sv": "zåäö",
    "tr": "cç gğ oö sş uü",
    "uk": "гґ еє ий ії",
    "vi": "aăâ dđ eê oôơ uư",
}
"""Language to letters with marks that are letters of their own there, each group behind the plain one (after CLDR)."""
_NAMES_OF_PEOPLE = frozenset({"authors", "people"})
"""Taxonomies in which a first word is part of the name: Le Pen, A Reporter."""

_SIGNS = re.compile(r"\W+")
"""What may stand before a name's first letter: quotation marks, brackets, a hash."""
_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HANGUL_INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
"""By their order in Unicode; a doubled one stands with the plain one, as CLDR has it."""
_HANGUL_FIRST = 0xAC00
_HANGUL_LAST = 0xD7A3
_HANGUL_PER_INITIAL = 588
_HIRAGANA_FROM_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_KANA_ROWS = tuple(zip("ぁかさたなはまゃらゎゕ", "あかさたなはまやらわか", strict=True))
"""Where each row of the table of fifty sounds begins in Unicode, and the kana that it is called after."""
_THAI_VOWELS_IN_FRONT = "เแโใไ"


class Alphabet:
    """Files the names of one taxonomy in the language of the publication."""

    def __init__(self, language: str, taxonomy: str) -> None:
        base, _, rest = language.lower().partition("-")
        article = None if taxonomy in _NAMES_OF_PEOPLE else _ARTICLES.get(base)
        self._article = re.compile(article, re.IGNORECASE) if article else None
        groups = _OWN_LETTERS.get(base, "").split()
        # "\x01" and on: behind the plain letter, and before the next one.
        self._own = {own: group[0].upper() + chr(at) for group in groups for at, own in enumerate(group) if at}
        # The reading of Han characters that is known is the one of Mandarin, by which simplified Chinese is sorted.
        self._reads_ideographs = base == "zh" and not re.search(r"hant|\b(?:tw|hk|mo)\b", rest)

    def letter(self, name: str) -> str:
        """The letter a name is filed under: ``#`` for what is no letter."""
        first = self._sorted_part(name)[:1]
        if _HANGUL_FIRST <= ord(first or " ") <= _HANGUL_LAST:
            return _HANGUL_INITIALS[(ord(first) - _HANGUL_FIRST) // _HANGUL_PER_INITIAL]
        if _IDEOGRAPH.match(first):
            return (self._reads_ideographs and unidecode(first)[:1].upper()) or IDEOGRAPHS
        if first.lower() in self._own:
            return first.upper()
        base = unicodedata.normalize("NFKD", first)[:1]
        if row := _kana_row(base):
            return row
        letter = base.upper()[:1]
        return letter if letter.isalpha() else NO_LETTER

    def key(self, name: str) -> tuple[str, str, str]:
        """What names are sorted by: letter, what they are looked for under, and the name itself."""
        part = self._sorted_part(name)
        if self._reads_ideographs:
            part = _IDEOGRAPH.sub(lambda match: unidecode(match[0]), part)
        letter = self.letter(name)
        return self._own.get(letter.lower(), letter), part.casefold(), name

    def _sorted_part(self, name: str) -> str:
        """The name from the word on that it is looked for under."""
        name = self._without_article(unicodedata.normalize("NFC", name))
        if signs := _SIGNS.match(name):
            name = self._without_article(name[signs.end() :]) or name
        if name[:1] in _THAI_VOWELS_IN_FRONT and len(name) > 1:
            return name[1] + name[0] + name[2:]
        return name

    def _without_article(self, name: str) -> str:
        article = self._article.match(name) if self._article else None
        return (article and name[article.end() :].lstrip()) or name


def _kana_row(character: str) -> str:
    """``か`` for が and キ; empty for what is no kana."""
    kana = character.translate(_HIRAGANA_FROM_KATAKANA)
    if not "ぁ" <= kana <= "ゖ":
        return ""
    return next(row for first, row in reversed(_KANA_ROWS) if first <= kana)

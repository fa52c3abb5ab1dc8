"""Typographer's quotation marks, dashes and ellipses in text that was typed with straight ones.

Works on the text between the tags of rendered HTML; code and the like are not touched by the caller. The marks follow
the language: where a language's own are not known here, its quotation marks stay as they were typed.
"""

import re

_QUOTES = {
    # opening and closing, outer and inner: CLDR's delimiters
    "": "\"\"''",
    "en": "“”‘’",
    "ko": "“”‘’",
    "ar": "“”‘’",
    "pt": "“”‘’",
    "tr": "“”‘’",
    "vi": "“”‘’",
    "id": "“”‘’",
    "es": "“”‘’",
    "nl": "“”‘’",
    "zh": "“”‘’",
    "de": "„“‚‘",
    "cs": "„“‚‘",
    "pl": "„”‚’",
    "sv": "””’’",
    "fi": "””’’",
}
# All of them as literals: a set of characters among them would make the search half as fast.
_STRAIGHT = re.compile(r"""---|--|\.\.\.|&quot;|&\#39;|"|'""")
_SIGNS = {"---": "—", "--": "–", "...": "…"}
_OPENS_AFTER = frozenset(" \t\n\u00a0([{—–-/“‘„‚«=")
_YEARS = re.compile(r"\d\ds?\b")
_CLIPPED = re.compile(r"(?:tis|twas|twere|til|em|cause|bout|round|n)\b", re.IGNORECASE)


class Typographer:
    """Text of one language, piece by piece: a mark's direction may hang on the piece before."""

    def __init__(self, language: str) -> None:
        marks = _QUOTES.get(language.partition("-")[0].lower(), _QUOTES[""])
        self._open, self._close, self._inner_open, self._inner_close = tuple(marks)
        self._apostrophe = "’" if marks != _QUOTES[""] else "'"
        self._before = " "

    def begin_block(self) -> None:
        """What follows begins a paragraph, a cell, a heading."""
        self._before = " "

    def pass_over(self, text: str) -> None:
        """Takes note of text that stays as it is, such as code."""
        if text:
            self._before = text[-1]

    def set(self, text: str) -> str:
        """The text with its marks."""
        if not text or text == "\n":  # Half of the pieces are line ends between blocks.
            self._before = text or self._before
            return text
        result = _STRAIGHT.sub(lambda match: self._mark(match, text), text)
        self._before = result[-1]
        return result

    def _mark(self, match: re.Match[str], text: str) -> str:
        typed = match[0]
        return _SIGNS.get(typed) or self._quotation_mark(match, text, is_double=typed in {'"', "&quot;"})

    def _quotation_mark(self, match: re.Match[str], text: str, *, is_double: bool) -> str:
        start = match.start()
        before = text[start - 1] if start else self._before
        opens = before in _OPENS_AFTER or (before in "\"'" and (start < 2 or text[start - 2] in _OPENS_AFTER))  # noqa: PLR2004
        rest = text[match.end() : match.end() + 8]
        if before == "/":
            opens = rest[:1].isalnum()
        if is_double:
            return self._open if opens and not rest[:1].isspace() else self._close
        if not opens:
            return self._apostrophe if before.isalnum() and rest[:1].isalnum() else self._inner_close
        if _YEARS.match(rest) or _CLIPPED.match(rest):
            return self._apostrophe
        return self._inner_open if rest and not rest[0].isspace() else self._inner_close

"""The blanks of French: a narrow one that does not break, before double signs and inside guillemets.

The blanks that are missing are put in, and those that were typed are kept from breaking. Québec puts them before the
colon and inside guillemets only; Switzerland puts in none.
"""

import re
from dataclasses import dataclass

from newsgen.renderer.as_typed import JOINT

_NARROW = "\u202f"
_ENTITY = r"&\#?\w{1,31};"
_BEHIND = rf"(?=[\s)\]»”’…{JOINT}&]|\Z)"
_SIGNS = re.compile(rf"{_ENTITY}|(?<![\s(\[«“‹?!:;])(?P<blank>[ ]?)(?P<sign>[!?]+|[;:]){_BEHIND}")
_OPENING = re.compile(rf"«(?P<joint>{JOINT}*)(?P<blank>[ ]?)(?=[^\s])")
_CLOSING = re.compile(rf"(?<=[^\s«{JOINT}])(?P<blank>[ ]?)(?P<joint>{JOINT}*)»")


@dataclass(frozen=True, slots=True)
class Spacing:
    """Where blanks stand."""

    puts_in: str
    """The signs before which a blank is put in if there is none."""
    guillemets: bool
    """Whether one is put inside of them."""

    def concerns(self, text: str) -> bool:
        """Whether a text may want blanks."""
        return any(sign in text for sign in "!?;:«»")

    def set(self, text: str) -> str:
        """The text with its blanks."""
        if "!" in text or "?" in text or ";" in text or ":" in text:
            text = _SIGNS.sub(self._before_sign, text)
        if "«" in text:
            text = _OPENING.sub(lambda match: "«" + self._inside(match) + match["joint"], text)
        if "»" in text:
            text = _CLOSING.sub(lambda match: match["joint"] + self._inside(match) + "»", text)
        return text

    def _before_sign(self, match: re.Match[str]) -> str:
        sign = match["sign"]
        if not sign:
            return match[0]
        return (_NARROW if match["blank"] or sign[0] in self.puts_in else "") + sign

    def _inside(self, match: re.Match[str]) -> str:
        return _NARROW if match["blank"] or self.guillemets else ""


_FRANCE = Spacing("!?;:", guillemets=True)
_VARIANTS = {"fr-ca": Spacing(":", guillemets=True), "fr-ch": Spacing("", guillemets=False)}


def spacing_of(language: str) -> Spacing | None:
    """How a language (a tag in lower case) sets its blanks; None for all but French."""
    tag = language
    while tag and tag not in _VARIANTS:
        tag = tag.rpartition("-")[0]
    if tag:
        return _VARIANTS[tag]
    return _FRANCE if language.partition("-")[0] == "fr" else None

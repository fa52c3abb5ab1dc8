"""Markdown to HTML with Python-Markdown, set up once for each process.

Knows nothing of addresses or articles: `body` makes use of it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import markdown
from markdown.extensions import Extension

from newsgen.errors import Problem, UsageError
from newsgen.plugins import Function, PluginError, call, wrong_answer
from newsgen.renderer.brackets import hide_endless_brackets
from newsgen.renderer.conversion import Conversion
from newsgen.renderer.dialects import SMART_TYPOGRAPHY, Converted, Converter, NestingError
from newsgen.renderer.fences import sub_outside_code
from newsgen.renderer.lost_words import lost_words
from newsgen.renderer.markdown_rules import set_rules
from newsgen.renderer.markdown_shortcuts import KNOWN_EXTENSIONS, hasten_prose
from newsgen.renderer.markup import hide_stray_angles
from newsgen.renderer.typed import keep_ideographic_blanks
from newsgen.renderer.whole_text import convert_whole, keep_words
from newsgen.settings import SETTINGS_FILE, MarkdownSettings

_NOT_ITS_OWN = frozenset({SMART_TYPOGRAPHY, "toc", "markdown.extensions.toc"})
"""Extensions whose work is done behind Markdown, in every dialect."""
_DEEPEST = 60
"""Lists inside one another: Python-Markdown takes a time for each that grows with all that stand in it."""
_TAB = 4
_DEEP = " " * _DEEPEST * _TAB
_TOO_DEEP = re.compile(rf"^[ ]{{{len(_DEEP)},}}(?:[*+-]|\d+\.)[ ]", re.MULTILINE)


_PIECE = re.compile(
    r"""^(\#{1,6}[ \t][^\n]*|(?:=+|-+)[ ]*
    |[ ]{0,3}(?:(?>(?:-[ ]{0,2}+){3,})|(?>(?:_[ ]{0,2}+){3,})|(?>(?:\*[ ]{0,2}+){3,}))[ ]*)\n(?=[^\s])""",
    re.MULTILINE | re.VERBOSE,
)
"""A heading or a rule: behind it Python-Markdown parts a block itself."""
_DEFINITION = r"[ ]{0,3}:[ ][^\n]*\n"
_DEFINITIONS = re.compile(rf"(?:\A|(?<=\n\n))(?:[^\W\d_][^\n]*\n)?(?>(?:{_DEFINITION}){{2,}})(?=\n|\Z)")
"""A term and its definitions, with nothing else in their block; likewise behind each of them."""
_BEFORE_ANOTHER = re.compile(rf"({_DEFINITION})(?=[ ]{{0,3}}:[ ])")
_BEGINNINGS = ("\n#", "\n=", "\n-", "\n*", "\n_", "\n:")
_MANY_PIECES = 200


def _parted(text: str) -> str:
    """The text with an empty line behind each such piece, where there are many: one block is read anew for each."""
    if text.count("\n") < _MANY_PIECES or sum(map(text.count, _BEGINNINGS)) < _MANY_PIECES:
        return text
    text = sub_outside_code(_PIECE, r"\1\n\n", text)
    return sub_outside_code(_DEFINITIONS, lambda found: _BEFORE_ANOTHER.sub(r"\1\n", found[0]), text)


class MarkdownConverter:
    """One Python-Markdown instance and its settings."""

    def __init__(self, settings: MarkdownSettings, fallback: Converter, plugged: Sequence[Function] = ()) -> None:
        self._keep_tags = settings.raw_html != "escape"
        self._conversion = Conversion(settings)
        self._fallback = fallback
        self._is_plugged = bool(plugged)
        extensions: list[Any] = [name for name in settings.extensions if name not in _NOT_ITS_OWN]
        extensions += _made_extensions(plugged)
        try:
            self._markdown = markdown.Markdown(extensions=extensions, output_format="html")
        except (ImportError, AttributeError, TypeError) as error:
            what = f"`markdown.extensions` names an extension that cannot be loaded: {error}"
            mend = "correct its name, or install the package it comes from"
            raise UsageError("newsgen.yaml has errors", problems=(Problem(SETTINGS_FILE, what, mend),)) from error
        keep_words(self._markdown)
        set_rules(self._markdown)
        if KNOWN_EXTENSIONS.issuperset(settings.extensions) and not plugged:
            hasten_prose(self._markdown)

    def convert(self, text: str) -> Converted:
        """The HTML of a Markdown text; where Python-Markdown loses a word, that of the other engine.

        Raises:
            NestingError: The text is nested deeper than the converter can follow.
        """
        if _DEEP in text and _TOO_DEEP.search(text):
            raise NestingError("nested too deeply")
        try:
            hidden = hide_endless_brackets(hide_stray_angles(text, keep_tags=self._keep_tags))
            converted = self._conversion.convert(keep_ideographic_blanks(_parted(hidden)), self._render)
        except RecursionError:
            raise NestingError("nested too deeply") from None
        # What an extension of a plugin makes of words is its own business.
        if self._is_plugged or not (lost := lost_words(text, converted.html)):
            return converted
        other = self._fallback.convert(text)
        return other if len(lost_words(text, other.html)) < len(lost) else converted

    def _render(self, text: str) -> str:
        return convert_whole(self._markdown, text)


def _made_extensions(functions: Iterable[Function]) -> list[Extension]:
    """The extensions of Python-Markdown that plugins make.

    Raises:
        UsageError: One cannot be made, or is none.
    """
    made = []
    for function in functions:
        try:
            extension = call(function)
            if not isinstance(extension, Extension):
                mend = "return an object of `markdown.extensions.Extension`"
                raise wrong_answer(function, f"gave {type(extension).__name__} and no extension of Markdown", mend)
        except PluginError as error:
            raise UsageError("a plugin has errors", problems=error.problems) from error
        made.append(extension)
    return made

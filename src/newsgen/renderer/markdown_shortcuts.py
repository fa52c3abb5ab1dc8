"""Short ways through Python-Markdown: no rule is asked about a text that holds none of the signs it looks for.

Sound only with the extensions of `KNOWN_EXTENSIONS`: a rule of somebody else's may have a use for any paragraph.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import count
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, STX, AtomicString

KNOWN_EXTENSIONS = frozenset(
    "extra abbr attr_list def_list fenced_code footnotes md_in_html tables sane_lists smarty toc".split()
)
# Every line begins with a letter, a quotation mark, a bracket or a dash of print; no cell border; no placeholder.
_PARAGRAPH = re.compile(r"(?:(?:[^\W\d_]|[\"'“”‘’«(—–…])[^|\x02\n]*(?:\n|\Z))+\Z")
_MARK = re.compile(r"[\\`*_\[<&~]|  \n")
"""What no inline rule matches without."""
_ANY: Sequence[str] = ("",)
_SIGNS: dict[str, Sequence[str]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "newsgen-struck": ("~~",),
    "em_strong": ("*", "_"),
}
"""Name of an inline rule to its signs, one or two; a rule with another name is always tried."""
_OF_DEFINITIONS = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
"""Rules of no use where no link is defined."""


def hasten_prose(converter: markdown.Markdown) -> None:
    """Sets the short ways in a converter that has all its other rules."""
    source = _Source(converter)
    converter.parser.blockprocessors.register(_PlainParagraph(converter.parser), "newsgen-paragraph", 1000)
    converter.preprocessors.register(source, "normalize_whitespace", 30)
    converter.treeprocessors.register(_QuickInline(converter), "inline", 20)
    for registry, name, signs in (
        (converter.preprocessors, "fenced_code_block", ("```", "~~~")),
        (converter.preprocessors, "html_block", ("<", "&")),
        (converter.treeprocessors, "attr_list", ("{",)),
        (converter.treeprocessors, "unescape", ("\\", "#")),  # newsgen's rule for headings escapes a `#` itself
    ):
        if name in registry:
            _ask_only_for(registry[name], source, signs)


def _ask_only_for(rule: Any, source: "_Source", signs: Sequence[str]) -> None:  # noqa: ANN401 - for lines or for trees
    """Lets a rule see only what comes of texts that hold one of its signs."""
    run = rule.run
    rule.run = lambda given: run(given) if source.holds(signs) else given


class _Source(Preprocessor):
    """Does what `NormalizeWhitespace` does, which looks at every character, and knows the text from then on."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with their blanks in one form."""
        text = "\n".join(lines)
        if STX in text or ETX in text:
            text = text.replace(STX, "").replace(ETX, "")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\t" in text:
            text = text.expandtabs(self.md.tab_length)
        if "\n " in text:
            text = re.sub(r"\n(?: +\n)+", lambda blanks: "\n" * blanks[0].count("\n"), f"{text}\n\n")[:-2]
        self.text = text
        return f"{text}\n\n".split("\n")

    def holds(self, signs: Sequence[str]) -> bool:
        """Whether the text has one of these signs."""
        return any(sign in self.text for sign in signs)


class _PlainParagraph(BlockProcessor):
    """Blocks that no other rule could claim, outside of any list or quotation."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Markdown's signature
        return not self.parser.state and _PARAGRAPH.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "p").text = blocks.pop(0)
        while blocks and _PARAGRAPH.match(blocks[0]):
            SubElement(parent, "p").text = blocks.pop(0)


class _QuickInline(InlineProcessor):
    """Tries no pattern on text that does not hold its signs."""

    # Python-Markdown's own names, mangled as Python mangles them: the one place where text meets the patterns.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString) or not _MARK.search(data):
            return data
        has_definitions = bool(self.md.references)
        for index, rule, signs, wants_definitions in self._rules[patternIndex:]:
            if (wants_definitions and not has_definitions) or (signs[0] not in data and signs[-1] not in data):
                continue
            is_found, start = True, 0
            while is_found:
                data, is_found, start = self._InlineProcessor__applyPattern(rule, data, index, start)  # type: ignore[attr-defined]
        return data

    @cached_property
    def _rules(self) -> list[tuple[int, Any, Sequence[str], bool]]:
        """Each rule with its number, its signs, and whether it is of use only where links are defined."""
        names = {self.inlinePatterns.get_index_for_name(name): name for name in _SIGNS if name in self.inlinePatterns}
        return [
            (index, rule, _SIGNS[names[index]] if index in names else _ANY, names.get(index) in _OF_DEFINITIONS)
            for index, rule in zip(count(), self.inlinePatterns, strict=False)
        ]

"""Plain prose, the quick way: most paragraphs of a newspaper hold nothing that Markdown has a meaning for.

Python-Markdown asks some fifteen rules whether a block is theirs, and tries some fifteen patterns on its text. Here a
block that is plainly a paragraph is taken at once, and a pattern is tried only where the characters stand that it
cannot match without. The HTML is the same to the byte (tests/test_plain_prose.py); a converter with rules or patterns
unknown here is left as it is.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor as MarkdownInHtmlPreprocessor
from markdown.inlinepatterns import DelimiterProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

# What each of Python-Markdown's inline patterns cannot match without.
_NEEDS = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
_KNOWN_BLOCKS = frozenset(
    """
    markdown_block empty defindent indent code table hashheader setextheader hr olist ulist deflist quote
    footnote abbr reference paragraph
    """.split()
)
_KNOWN_TREES = frozenset(
    "footnote footnote-duplicate footnote-reorder prettify attr_list abbr toc unescape inline".split()
)
_KNOWN_TEXTS = frozenset("normalize_whitespace fenced_code_block html_block".split())
# Every line begins with a letter, a quotation mark, a bracket or a dash of print; no cell border; no placeholder.
_PARAGRAPH = re.compile(r"(?:(?:[^\W\d_]|[\"'“”‘’«(—–…])[^|\x02\n]*(?:\n|\Z))+\Z")


def hasten_plain_prose(converter: markdown.Markdown) -> bool:
    """Sets up the quick way in a converter; tells whether all of its rules and patterns are known."""
    _quicken_html(converter)
    knows_blocks = all(name in _KNOWN_BLOCKS for name in _names(converter.parser.blockprocessors))
    if knows_blocks:
        converter.parser.blockprocessors.register(_PlainParagraph(converter.parser), "newsgen-paragraph", 1000)
    knows_patterns = all(name in _NEEDS for name in _names(converter.inlinePatterns))
    knows_patterns = knows_patterns and _delimiters(converter) <= {"*", "_"}
    if knows_patterns:
        converter.treeprocessors.register(_QuickInline(converter), "inline", 20)
    knows_trees = all(name in _KNOWN_TREES for name in _names(converter.treeprocessors))
    knows_texts = all(name in _KNOWN_TEXTS for name in _names(converter.preprocessors))
    return knows_blocks and knows_patterns and knows_trees and knows_texts


def _quicken_html(converter: markdown.Markdown) -> None:
    slow = converter.preprocessors["html_block"]
    if isinstance(slow, HtmlBlockPreprocessor | MarkdownInHtmlPreprocessor):
        converter.preprocessors.register(_QuickHtmlBlocks(converter, slow), "html_block", 20)


def _names(registry: Any) -> list[str]:  # noqa: ANN401 - the stubs have no public way to ask
    items = registry._priority  # noqa: SLF001 - nor has Python-Markdown
    return [item.name for item in sorted(items, key=lambda item: item.priority, reverse=True)]


def _delimiters(converter: markdown.Markdown) -> set[str]:
    return {token for item in converter.inlinePatterns if isinstance(item, DelimiterProcessor) for token in item.tokens}


class _QuickHtmlBlocks(Preprocessor):
    """Looks for blocks of HTML only in a text that has a tag or a character reference."""

    def __init__(self, md: markdown.Markdown, slow: Preprocessor) -> None:
        super().__init__(md)
        self._slow = slow

    def run(self, lines: list[str]) -> list[str]:
        if any("<" in line or "&" in line for line in lines):
            return self._slow.run(lines)
        return lines


class _PlainParagraph(BlockProcessor):
    """A block that no other rule could claim, outside of any list or quotation."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Markdown's signature
        return not self.parser.state and _PARAGRAPH.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "p").text = blocks.pop(0)


class _QuickInline(InlineProcessor):
    """Tries a pattern only on text that holds what the pattern cannot do without."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._patterns = [(md.inlinePatterns[name], _NEEDS[name]) for name in _names(md.inlinePatterns)]

    # Python-Markdown's own name, mangled as Python mangles it: the one place where text meets the patterns.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for index in range(patternIndex, len(self._patterns)):
            pattern, needs = self._patterns[index]
            matched = any(need in data for need in needs)
            start = 0
            while matched:
                data, matched, start = apply(pattern, data, index, start)
        return data

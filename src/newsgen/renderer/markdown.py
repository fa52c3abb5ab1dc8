"""Markdown to HTML with Python-Markdown, set up once for each process.

Knows nothing of addresses or articles: `body` makes use of it.
"""

import html
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.treeprocessors import Treeprocessor

from newsgen.errors import Problem, UsageError
from newsgen.models.body import Heading
from newsgen.renderer.brackets import hide_endless_brackets
from newsgen.renderer.dialects import SMART_TYPOGRAPHY, Converted, NestingError
from newsgen.renderer.markup import hide_stray_angles, show_hidden
from newsgen.renderer.plain_prose import hasten_plain_prose
from newsgen.renderer.set_aside import SetAside, set_aside
from newsgen.renderer.whole_text import convert_whole, keep_words
from newsgen.settings import SETTINGS_FILE, MarkdownSettings


class MarkdownConverter:
    """One Python-Markdown instance and its settings."""

    def __init__(self, settings: MarkdownSettings) -> None:
        self._keep_tags = settings.raw_html != "escape"
        extensions: list[Any] = [name for name in settings.extensions if name != SMART_TYPOGRAPHY]
        extensions.append(TocExtension(slugify=slugify_unicode, marker=""))
        try:
            self._markdown = markdown.Markdown(extensions=extensions, output_format="html")
        except (ImportError, AttributeError, TypeError) as error:
            what = f"`markdown.extensions` names an extension that cannot be loaded: {error}"
            mend = "correct its name, or install the package it comes from"
            raise UsageError("newsgen.yaml has errors", problems=(Problem(SETTINGS_FILE, what, mend),)) from error
        keep_words(self._markdown)
        # What is set aside is not sanitized, and a rule of somebody else's may have a use for any paragraph.
        self._sets_aside = hasten_plain_prose(self._markdown) and settings.raw_html == "allow"
        # Before `toc` (5), which lists the headings.
        self._markdown.treeprocessors.register(_OneHeadline(self._markdown), "newsgen-headline", 8)

    def convert(self, text: str) -> Converted:
        """The HTML of a Markdown text.

        Raises:
            NestingError: The text is nested deeper than the converter can follow.
        """
        try:
            hidden = hide_endless_brackets(hide_stray_angles(text, keep_tags=self._keep_tags))
            aside = set_aside(hidden) if self._sets_aside else SetAside(hidden, ())
            rendered = convert_whole(self._markdown, aside.text)
        except RecursionError:
            raise NestingError("nested too deeply") from None
        tokens: list[dict[str, Any]] = getattr(self._markdown, "toc_tokens", [])
        return Converted(show_hidden(rendered), tuple(_headings(tokens)), aside)


def _headings(tokens: list[dict[str, Any]]) -> list[Heading]:
    found = []
    for token in tokens:
        found.append(Heading(token["level"], html.unescape(show_hidden(token["name"])), token["id"]))
        found += _headings(token["children"])
    return found


_DEEPEST = 6


class _OneHeadline(Treeprocessor):
    """The page's only level-1 heading is the headline: if the text has some, all of its headings go down by one."""

    def run(self, root: Element) -> None:
        if root.find(".//h1") is None:
            return
        for element in root.iter():
            if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():  # noqa: PLR2004
                element.tag = f"h{min(_DEEPEST, int(element.tag[1]) + 1)}"

"""From an author's text to HTML: what is done before an engine and behind it, the same in every dialect.

What is hidden before comes back behind. No step of it costs a text anything that has no use for it.
"""

from collections.abc import Callable, Mapping

from newsgen.renderer.abbreviations import explain_abbreviations, take_abbreviations
from newsgen.renderer.attribute_lists import set_attribute_lists, take_attribute_lists
from newsgen.renderer.bare_links import link_addresses
from newsgen.renderer.dialects import Converted, MarkdownRemark, asks_for
from newsgen.renderer.footnotes import gather_footnotes, undefined_notes
from newsgen.renderer.headings import anchor_headings
from newsgen.renderer.markup import show_hidden
from newsgen.renderer.typed import keep_numbers, mark_escaped, show_escaped, unread_emphasis
from newsgen.settings import MarkdownSettings


class Conversion:
    """What the settings ask for around an engine."""

    def __init__(self, settings: MarkdownSettings) -> None:
        self._has_attributes = asks_for("attr_list", settings.extensions)
        self._has_abbreviations = asks_for("abbr", settings.extensions)
        self._has_notes = asks_for("footnotes", settings.extensions)
        self._links_addresses = settings.bare_links

    def convert(self, text: str, engine: Callable[[str], str]) -> Converted:
        """The HTML of a text, by an engine that knows Markdown alone."""
        meanings: Mapping[str, str] = {}
        remarks: list[MarkdownRemark] = []
        if self._has_attributes:
            text = take_attribute_lists(text)
        if self._has_abbreviations:
            text, meanings, remarks = take_abbreviations(text)
        rendered = engine(mark_escaped(keep_numbers(text)))
        return self._finished(rendered, text, meanings, remarks)

    def _finished(
        self, rendered: str, text: str, meanings: Mapping[str, str], remarks: list[MarkdownRemark]
    ) -> Converted:
        if 'class="footnote-' in rendered:
            rendered, of_notes = gather_footnotes(rendered)
            remarks += of_notes
        rendered = show_escaped(show_hidden(rendered))
        if self._has_notes:
            remarks += undefined_notes(rendered, text)
        remarks += unread_emphasis(rendered)
        if self._has_attributes:
            rendered = set_attribute_lists(rendered)
        if meanings:
            rendered = explain_abbreviations(rendered, meanings)
        if self._links_addresses:
            rendered = link_addresses(rendered)
        rendered, headings = anchor_headings(rendered, has_attributes=self._has_attributes)
        return Converted(rendered, headings, tuple(remarks))

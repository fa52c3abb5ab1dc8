"""Texts in other markups than Markdown, as HTML. Each library is imported where it is wanted. Pure."""

from newsgen.importers.from_html.convert import Converted, to_markdown
from newsgen.importers.generators.rst import MarkupError


def markdown_of_html(text: str) -> Converted:
    """The Markdown of HTML."""
    return to_markdown(text)


def html_of_textile(text: str) -> str:
    """The HTML of Textile.

    Raises:
        MarkupError: It cannot be read.
    """
    import textile  # noqa: PLC0415 - only where there is such a text

    try:
        return str(textile.textile(text))
    except Exception as error:
        raise MarkupError(str(error).partition("\n")[0]) from error

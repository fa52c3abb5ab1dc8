"""The converter of the dialect that the settings name. The code of the other one is not even loaded."""

from newsgen.renderer.dialects import Converter
from newsgen.settings import MarkdownSettings


def make_converter(settings: MarkdownSettings) -> Converter:
    """The converter of a dialect.

    Raises:
        UsageError: The settings name an extension or an engine that cannot be loaded.
    """
    if settings.dialect == "commonmark":
        from newsgen.renderer.commonmark import CommonMarkConverter  # noqa: PLC0415 - an engine takes a while to load

        return CommonMarkConverter(settings)
    from newsgen.renderer.markdown import MarkdownConverter  # noqa: PLC0415 - Python-Markdown takes a while to load

    return MarkdownConverter(settings)

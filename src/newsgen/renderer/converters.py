"""The converter of the dialect that the settings name. Python-Markdown is not even loaded for the other one."""

from newsgen.renderer.commonmark import CommonMarkConverter
from newsgen.renderer.dialects import Converter
from newsgen.settings import MarkdownSettings


def make_converter(settings: MarkdownSettings) -> Converter:
    """The converter of a dialect.

    Raises:
        UsageError: The settings name an extension or an engine that cannot be loaded.
    """
    if settings.dialect == "commonmark":
        return CommonMarkConverter(settings)
    from newsgen.renderer.markdown import MarkdownConverter  # noqa: PLC0415 - Python-Markdown takes a while to load

    return MarkdownConverter(settings, CommonMarkConverter(settings))

"""The converter of the dialect that the settings name. Python-Markdown is not even loaded for the other one."""

from newsgen.errors import UsageError
from newsgen.plugins import Plugins, load_plugins, wrong_answer
from newsgen.renderer.commonmark import CommonMarkConverter
from newsgen.renderer.dialects import Converter
from newsgen.settings import MarkdownSettings


def make_converter(settings: MarkdownSettings, plugins: Plugins | None = None) -> Converter:
    """The converter of a dialect.

    Raises:
        UsageError: The settings name an extension or an engine that cannot be loaded, or a plugin has an extension
            that is none, or none of this dialect.
    """
    extensions = load_plugins(plugins or Plugins()).markdown_extensions
    if settings.dialect == "commonmark":
        if extensions:
            what = "is an extension of Python-Markdown, which `markdown: {dialect: commonmark}` does not use"
            faults = (wrong_answer(each, what, "write `dialect: markdown`, or take it out") for each in extensions)
            raise UsageError("a plugin has errors", problems=tuple(fault.problems[0] for fault in faults))
        return CommonMarkConverter(settings)
    from newsgen.renderer.markdown import MarkdownConverter  # noqa: PLC0415 - Python-Markdown takes a while to load

    return MarkdownConverter(settings, CommonMarkConverter(settings), extensions)

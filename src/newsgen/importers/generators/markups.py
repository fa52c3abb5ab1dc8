"""Texts in other markups than Markdown, as HTML. Each library is imported where it is wanted. Pure."""

import re
from typing import Any

from newsgen.importers.from_html.convert import Converted, to_markdown


class MarkupError(Exception):
    """A text that cannot be read; its message says why."""


def markdown_of_html(text: str) -> Converted:
    """The Markdown of HTML."""
    return to_markdown(text)


def html_of_rst(text: str) -> str:
    """The HTML of reStructuredText. Nothing is included, no raw HTML taken, no file touched.

    Raises:
        MarkupError: It cannot be read.
    """
    import docutils.core  # noqa: PLC0415 - only where there is such a text

    settings: dict[str, Any] = {
        "file_insertion_enabled": False, "raw_enabled": False, "_disable_config": True, "report_level": 5,
        "halt_level": 6, "initial_header_level": 2, "doctitle_xform": False, "sectsubtitle_xform": False,
        "syntax_highlight": "none", "smart_quotes": False, "embed_stylesheet": False, "input_encoding": "unicode",
        "traceback": False, "math_output": "LaTeX", "footnote_references": "superscript", "warning_stream": False,
        "line_length_limit": 100_000,
    }  # fmt: skip
    try:
        parts = docutils.core.publish_parts(_with_known_directives(text), writer="html5", settings_overrides=settings)
    except Exception as error:  # whatever a parser of another project raises is a fault of this text alone
        raise MarkupError(str(error).partition("\n")[0]) from error
    body = str(parts["body"])
    body = re.sub(r"<section [^>]*id=\"[^\"]*\"[^>]*>|</?section>|<a class=\"headerlink\".*?</a>", "", body)
    body = re.sub(r"<p class=\"admonition-title\">(.*?)</p>", r"<p><strong>\1</strong></p>", body)
    body = re.sub(r"<aside class=\"system-message\">.*?</aside>", "", body, flags=re.DOTALL)
    return re.sub(r"<a class=\"toc-backref\"[^>]*>(.*?)</a>", r"\1", body, flags=re.DOTALL)


_MORE = re.compile(r"(?im)^[ ]*\.\. (?:TEASER_END(?::[^\n]*)?|more)[ ]*$")
_VIDEO = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. (?P<name>youtube|vimeo|gist):: (?P<id>[\w/-]+)[ ]*$(?:\n[ ]+:[\w-]+:[^\n]*)*"
)
_CODE = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. (?:code-block|sourcecode|code|highlight|prompt|ipython"
    r"|parsed-literal)::[ ]*(?P<language>[\w+#.-]*)[^\n]*$"
    r"(?:\n(?P=indent)[ ]+:[\w-]+:[^\n]*)*"
)
_DIRECTIVE = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. (?P<name>[\w:.+-]+)::[ ]*(?P<rest>[^\n]*)$"
    r"(?P<options>(?:\n(?P=indent)[ ]+:[\w-]+:[^\n]*)*)"
)
RAW_DIRECTIVE = re.compile(r"(?m)^[ ]*\.\. (?:raw|include)::[^\n]*")
_KNOWN = frozenset(
    """admonition attention caution danger error hint important note tip warning image figure topic sidebar line-block
    parsed-literal code math rubric epigraph highlights pull-quote compound container table csv-table list-table
    contents sectnum header footer class role default-role unicode replace date title meta raw include""".split()
)
_THUMBNAIL = re.compile(r"(?m)^([ ]*)\.\. thumbnail:: ")
_ROLE = re.compile(
    r":(?:doc|ref|class|func|meth|mod|py:\w+|attr|kbd|abbr|term|guilabel|command|file|download|samp|option"
    r"|envvar|program|menuselection|pep|rfc|issue|pr|user):`([^`<]*?)(?:\s*<([^`>]*)>)?`"
)
_ADDRESSES = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "gist": "https://gist.github.com/",
}


def _with_known_directives(text: str) -> str:
    """The text with directives of Pelican and Nikola that are none of docutils."""
    text = _MORE.sub("", text)
    text = _VIDEO.sub(lambda match: f"{match['indent']}{_ADDRESSES[match['name']]}{match['id']}", text)
    text = _CODE.sub(lambda match: f"{match['indent']}.. code:: {match['language']}".rstrip(), text)
    text = _THUMBNAIL.sub(r"\1.. image:: ", text)
    text = _DIRECTIVE.sub(_as_container, text)

    def role(match: re.Match[str]) -> str:
        return (
            f"`{match[1]} <{match[2]}>`__"
            if match[2] and re.match(r"https?://|/", match[2])
            else match[1].strip() or match[0]
        )

    return _ROLE.sub(role, text)


def _as_container(match: re.Match[str]) -> str:
    """A directive that docutils does not have, as what stands in it: its words are not lost."""
    if match["name"].lower() in _KNOWN:
        return match[0]
    indent, rest = match["indent"], match["rest"].strip()
    words = f"\n\n{indent}   {rest}" if rest and " " in rest else ""
    return f"{indent}.. container:: kept{words}"


def html_of_textile(text: str) -> str:
    """The HTML of Textile.

    Raises:
        MarkupError: It cannot be read.
    """
    import textile  # noqa: PLC0415 - only where there is such a text

    try:
        return str(textile.textile(text))
    except Exception as error:  # likewise
        raise MarkupError(str(error).partition("\n")[0]) from error

"""The words that a source says, read apart from how it is turned into a story: the proof compares with them. Pure."""

import html
import re

import pyromark

from newsgen.documents.html import Tag, sub_tags
from newsgen.importers.generators.cutting import sub_between, sub_elements, sub_paired
from newsgen.importers.generators.kramdown import without_remarks

_TAG = re.compile(r"\{\{(?:[^{}]|\{[^{}]*\})*\}\}|\{%(?:(?!%\}|\{%).)*%\}|\{#(?:(?!#\}|\{#).)*#\}", re.DOTALL)
_REMARK = re.compile(r"\{\{[<%]-?\s*/\*")
_REMARK_ENDS = re.compile(r"\*/\s*-?[>%]\}\}")
_WORDS_OF_TAG = re.compile(
    r"\b(?:caption|title|alt|summary|text|note|words|desc|description|credit|attr|by|quote|heading)\s*=\s*"
    r"(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)')"
)
_NUMBER = re.compile(r"<sup class=\"footnote-[^<>]*>(?:<a [^<>]*>)?\d+(?:</a>)?</sup>")
"""Of a footnote: counted by a program, and said by nobody."""
_CUT = "script style form noscript template"
_ATTRIBUTES = re.compile(r"\{::?[^{}\n]*\}|\{[ \t]*(?:[.#][\w-]|[\w-]+=)[^{}\n]*\}|\{>>.{0,1000}?<<\}")
_MODULE = re.compile(r"(?m)^(?:import|export)\s[^\n]*$|</?[A-Z][\w.]*(?:\s[^<>]*)?/?>|\{/\*.{0,2000}?\*/\}")
_BRACES = re.compile(r"(?<![\\{$%])\{(?![{%#])(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
_MARKS = re.compile(
    r"(?m)^[ ]*-{1,2}8<-[^\n]*|^[ ]*/{3,}[ \t]*[\w-]*|^[ ]*(?:!!!|\?\?\?\+?)[ \t]*[\w \t-]*"
    r"|^[ ]*(?:===|:{3,})[ \t]*[\w-]*|\[\[?_?toc_?\]\]?|^[ ]*(?:>[ ]*)+\[![\w-]+\][+-]?"
    r"|(?<![\w:]):{1,2}[a-z][\w-]*(?=[\[{])|:(?:material|fontawesome|octicons|simple)-[\w-]+:",
    re.IGNORECASE,
)
_BOX = re.compile(r"(?m)^([ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[[ xX]\]")
_KEY = re.compile(r"(?m)^[ \t]*(?:-[ \t]+)?\w+:")
_OF_WIKI = re.compile(
    r"(?m:(?<=\S)[ ]\^[a-z0-9-]+[ ]*$)|!\[\[[^\[\]\n]*\]\]|%%(?:(?!%%).){0,2000}%%",
    re.DOTALL,
)
_NAMED_WIKI = re.compile(r"(?<!!)\[\[[^\[\]|\n]+\|([^\[\]\n]*)\]\]")
_INITIAL = re.compile(r"\{\{[<%]\s*(?:dropcap|initial)\s+[\"'](\w+)[\"']\s*[>%]\}\}(?=\w)")
"""A letter that is set large, of the word behind it."""
_FENCE = re.compile(r"(?m)^([ \t>]*(?:`{3,}|~{3,}))[^`\n]*$")
"""Where code begins; behind it stands what language it is, and how it looks."""
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*\)")
"""One that has no words."""
_OPTION_LINES = re.compile(r"(?m)^([ ]*+/{3,}+[^\n]*+)(?:\n[ ]{4,}[\w-]+:[^\n]*)+")
_RAW_HTML = re.compile(r"(?m)^[ ]*\.\. raw::[ ]*html[ ]*$(?:\n[ ]+:[\w-]+:[^\n]*)*((?:\n[ ]+[^\n]*|\n[ \t]*(?=\n))*)")
_RAW = re.compile(r"(?m)^([ ]*)\.\. (?:raw|include|contents)::[^\n]*(?:\n(?:\1[ ]+[^\n]*|[ \t]*(?=\n\1[ ]+\S)))*")
_HTML_TAG = re.compile(r"<[^<>]*>")
_BLOCKS = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table tr td th blockquote pre figure figcaption br hr img details "
    "summary section".split()
)
_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH


def said_by_markdown(body: str, *, is_module: bool = False) -> str:
    """The words of Markdown, and of captions in its tags; without those of code's fences, addresses and comments."""
    if is_module:
        body = _BRACES.sub(" ", _MODULE.sub(" ", re.sub(r"\sstyle=\{\{[^{}]*\}\}", "", body)))
    body = sub_paired(body, _REMARK, _REMARK_ENDS, lambda *_: " ")
    body = sub_between(body, "{% flink %}", "{% endflink %}", lambda piece: _KEY.sub(" ", piece))
    body = without_remarks(body)
    body = _BOX.sub(r"\1", _OF_WIKI.sub(" ", _NAMED_WIKI.sub(r"\1", body)))
    body = _INITIAL.sub(r"\1", _FENCE.sub(r"\1", body))
    body = _TAG.sub(lambda match: f" {' '.join(filter(None, map(''.join, _WORDS_OF_TAG.findall(match[0]))))} ", body)
    body = _PICTURE.sub(" ", _OPTION_LINES.sub(r"\1", _without_cut(body)))
    body = _MARKS.sub(" ", body)
    return said_by_html(_NUMBER.sub(" ", pyromark.html(body, options=_OPTIONS)))


def _without_cut(text: str) -> str:
    text = sub_between(text, "<!--", "-->", lambda _: " ")
    return _ATTRIBUTES.sub(" ", sub_elements(text, _CUT, lambda *_: " "))


def said_by_html(text: str) -> str:
    """The words of HTML."""
    text = _without_cut(text)
    return html.unescape(_HTML_TAG.sub("", sub_tags(_TAG.sub(" ", text), _gap)))


def _gap(tag: Tag) -> str:
    """What parts the words before and behind a tag."""
    if not tag.markup:
        return "<"
    return " " if tag.name in _BLOCKS else ""


def said_by_marks(text: str) -> str:
    """The words of a text in another markup, without lines that tell its program something."""
    text = _RAW_HTML.sub(lambda match: said_by_html(match[1]), text)
    text = _TAG.sub(" ", _RAW.sub("", text))
    text = re.sub(r"(?m)^[ ]+\S+\.(?:png|jpe?g|gif|webp|svg)[ ]*$", "", text)
    text = re.sub(
        r"(?m)^[ ]*\.\. [^\n]*(?:\n[ ]+:[\w-]+:[^\n]*)*|^[ ]*:[\w-]+:[^\n]*|<[^<>\n]*>`?_*|:[\w:-]{1,60}:(?=`)"
        r"|https?://\S+",
        " ",
        text,
    )
    return re.sub(r"\|[\w -]+\||\[#?\w*\]_", " ", text)

"""reStructuredText as HTML that Markdown is made of: directives and roles of Pelican, Nikola and Sphinx. Pure.

Nothing is included, no file touched; HTML that stands in a text comes apart first. docutils is imported where it is
wanted.
"""

import html
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

NOTE_OPENS = "\ufddc"
"""Stands at the beginning of a block, before its name and headline, in a paragraph."""
BLOCK_ENDS = "\ufddd"
"""Stands at its end."""
_MORE = re.compile(
    r"(?im)^[ ]*\.\. (?:TEASER_END(?::[^\n]*)?|more|PELICAN_(?:BEGIN|END)_SUMMARY|sectnum::[^\n]*"
    r"|section-numbering::[^\n]*)[ ]*$"
)
_CONTENTS = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. (?:contents|post-list|tableofcontents|toctree|meta|highlight|role|default-role|tags"
    r"|index)::[^\n]*(?:\n(?:(?P=indent)[ ]+[^\n]*|[ \t]*(?=\n(?P=indent)[ ]+\S)))*"
)
_PLAYER = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. (?P<name>youtube|vimeo|gist|soundcloud|media|tweet|twitter)::[ ]*(?P<id>\S+)[^\n]*$"
    r"(?:\n[ ]+:[\w-]+:[^\n]*)*"
)
_CODE = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. (?:code-block|sourcecode|code|prompt|ipython|parsed-literal)::[ ]*"
    r"(?P<language>[\w+#.-]*)[^\n]*$"
    r"(?:\n(?P=indent)[ ]+:[\w-]+:[^\n]*)*"
)
_LISTING = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. (?:listing|literalinclude)::[ ]*(?P<path>\S+)[^\n]*$"
    r"(?:\n(?P=indent)[ ]+:[\w-]+:[^\n]*)*"
)
_PICTURES = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. (?P<name>slides|gallery|carousel)::[ ]*(?P<rest>[^\n]*)$"
    r"(?P<lines>(?:\n(?P=indent)[ ]+\S[^\n]*|\n[ \t]*(?=\n(?P=indent)[ ]+\S))*)"
)
_DIRECTIVE = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. (?P<name>[\w:.+-]+)::[ ]*(?P<rest>[^\n]*)$"
    r"(?P<options>(?:\n(?P=indent)[ ]+:[\w-]+:[^\n]*)*)"
)
RAW_DIRECTIVE = re.compile(r"(?m)^[ ]*\.\. (?:raw|include)::[^\n]*")
_RAW_HTML = re.compile(
    r"(?m)^(?P<indent>[ ]*)\.\. raw::[ ]*html[ ]*$(?:\n(?P=indent)[ ]+:[\w-]+:[^\n]*)*"
    r"(?P<lines>(?:\n(?P=indent)[ ]+[^\n]*|\n[ \t]*(?=\n))*)"
)


def with_raw_html(text: str, made_of: Callable[[str], str]) -> str:
    """The text with what stands in it as HTML in the place of its directive, each as ``made_of`` has it."""

    def raw(match: re.Match[str]) -> str:
        inner = textwrap.dedent(match["lines"].strip("\n"))
        return f"\n{match['indent']}{made_of(inner)}\n" if inner.strip() else match[0]

    return _RAW_HTML.sub(raw, text)


_KNOWN = frozenset(
    """admonition attention caution danger error hint important note tip warning image figure topic sidebar line-block
    code math rubric epigraph highlights pull-quote compound container table csv-table list-table
    header footer class unicode replace date title raw include""".split()
)
_THUMBNAIL = re.compile(r"(?m)^([ ]*)\.\. thumbnail:: ")
_ROLE = re.compile(r":(?P<role>[a-zA-Z][\w:+-]{0,60}):`(?P<words>[^`<]*?)(?:\s*<(?P<target>[^`>]*)>)?`")
_KNOWN_ROLES = frozenset(
    """emphasis strong literal code math sub subscript sup superscript title title-reference t raw pep-reference
    rfc-reference""".split()
)
_ADDRESSES = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "gist": "https://gist.github.com/",
    "soundcloud": "https://api.soundcloud.com/tracks/",
    "tweet": "https://twitter.com/i/web/status/",
    "twitter": "https://twitter.com/i/web/status/",
}


class MarkupError(Exception):
    """A text that cannot be read; its message says why."""


def html_of_rst(
    text: str, code_of: Callable[[str], str] = lambda _: "", pictures_of: Callable[[str], list[str]] = lambda _: []
) -> tuple[str, Mapping[str, str]]:
    """The HTML of reStructuredText, and its footnotes by their numbers.

    Args:
        text: Without its fields.
        code_of: The text of a file of code that is shown.
        pictures_of: The pictures that a folder or a pattern names.

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
        parts = docutils.core.publish_parts(
            _with_known_directives(text, code_of, pictures_of), writer="html5", settings_overrides=settings
        )
    except Exception as error:  # whatever a parser of another project raises is a fault of this text alone
        raise MarkupError(str(error).partition("\n")[0]) from error
    return _tidied(str(parts["body"]))


_REFERENCE = re.compile(
    r"<a\b(?=[^>]*role=\"doc-(?:noteref|biblioref)\")[^>]*href=\"#(?P<id>[^\"]*)\"[^>]*>.*?</a>", re.DOTALL
)
_FOOTNOTE = re.compile(
    r"<(?P<element>aside|div)\b(?=[^>]*role=\"doc-(?:footnote|biblioentry)\")(?=[^>]*\bclass=\"(?P<kind>\w+))"
    r"[^>]*\bid=\"(?P<id>[^\"]*)\"[^>]*>\s*"
    r"<span class=\"label\">(?P<label>(?:(?!<p\b|<div|<ul|<ol|<pre).)*)</span>"
    r"(?P<inner>(?:(?!</(?P=element)>).)*)</(?P=element)>",
    re.DOTALL,
)
_ADMONITION = re.compile(
    r"<aside class=\"admonition(?P<kinds>[^\"]*)\"[^>]*>\s*<p class=\"admonition-title\">(?P<title>.{0,2000}?)</p>|"
    r"<aside class=\"(?P<box>sidebar|topic)[^\"]*\"[^>]*>\s*<p class=\"(?:sidebar|topic)-title\">"
    r"(?P<name>.{0,2000}?)</p>",
    re.DOTALL,
)
_ENLARGED = re.compile(
    r"<a\b[^>]*\bhref=\"(?P<href>[^\"]*\.(?:png|jpe?g|gif|webp|svg)(?:\?[^\"]*)?)\"[^>]*>\s*(?P<image><img\b[^>]*>)\s*</a>",
    re.IGNORECASE,
)
_PLAIN_TITLES = frozenset({"Note", "Important"})


def _tidied(body: str) -> tuple[str, Mapping[str, str]]:
    """The HTML as newsgen's converter wants it, and the footnotes that stood in it."""
    body = re.sub(r"<section [^>]*id=\"[^\"]*\"[^>]*>|</?section>|<a class=\"headerlink\".*?</a>", "", body)
    body = re.sub(r"<aside class=\"system-message\">.*?</aside>", "", body, flags=re.DOTALL)
    body = re.sub(r"<a class=\"toc-backref\"[^>]*>(.*?)</a>", r"\1", body, flags=re.DOTALL)
    body = re.sub(r"<(t[dh])((?:\s[^>]*)?)><p>((?:(?!</?p\b).)*)</p>\s*</\1>", r"<\1\2>\3</\1>", body, flags=re.DOTALL)
    body = re.sub(r"<pre class=\"code ([\w+#.-]+) literal-block\">(?:<code>)?(.*?)(?:</code>)?</pre>",
                  r'<pre><code class="language-\1">\2</code></pre>', body, flags=re.DOTALL)  # fmt: skip
    body = re.sub(r"<img\b[^>]*>", _without_address_for_words, body)
    body = _ENLARGED.sub(_with_large_picture, body)
    body = re.sub(r"(?m)^(<img\b[^>]*>)$", r"<p>\1</p>", body)
    numbers: dict[str, str] = {}
    notes: dict[str, str] = {}
    for match in _FOOTNOTE.finditer(body):
        number = numbers[match["id"]] = str(len(numbers) + 1)
        label = html.unescape(re.sub(r"<[^>]*>", "", match["label"])).strip("[] \n")
        notes[number] = f"<p>{label}</p>{match['inner']}" if match["kind"] == "citation" else match["inner"]
    body = _FOOTNOTE.sub("", body)

    def referred(match: re.Match[str]) -> str:
        return f"\ufdde{numbers[match['id']]}\ufddf" if match["id"] in numbers else ""

    body = _REFERENCE.sub(referred, body)
    body = re.sub(r"(?<!\s)\s++(?=\ufdde)", "", body)
    return _with_blocks(body), notes


def _with_blocks(body: str) -> str:
    """The HTML with marks around what becomes a block."""
    opened: list[bool] = []
    made: list[str] = []
    at = 0
    depth = 0  # of elements in which Markdown has no blocks
    for match in re.finditer(r"<(?:aside|dl|table)\b[^>]*>|</(?:aside|dl|table)>", body):
        if match.start() < at:
            continue
        if "aside" not in match[0]:
            depth = max(0, depth - 1) if match[0].startswith("</") else depth + 1
            continue
        made.append(body[at : match.start()])
        at = match.end()
        if match[0] == "</aside>":
            made.append(f"<p>{BLOCK_ENDS}</p>" if opened and opened.pop() else "")
            continue
        head = _ADMONITION.match(body, match.start())
        opened.append(head is not None and not depth)
        if head is not None and depth:
            at = head.end()
            made.append(f"<p><strong>{head['title'] or head['name'] or ''}</strong></p>")
        elif head is not None:
            at = head.end()
            title = re.sub(r"<[^>]*>", "", head["title"] or head["name"] or "")
            name = "factbox" if head["box"] == "sidebar" else "note"
            made.append(f"<p>{NOTE_OPENS}{name} {'' if title in _PLAIN_TITLES else title}</p>")
    return "".join([*made, body[at:]])


def _with_large_picture(match: re.Match[str]) -> str:
    """The large picture in the place of a small one that leads to it."""
    return re.sub(r"\bsrc=\"[^\"]*\"", lambda _: f'src="{match["href"]}"', match["image"])


def _without_address_for_words(match: re.Match[str]) -> str:
    """A picture of which nothing is said: docutils says where it lies."""
    src = re.search(r"\bsrc=\"([^\"]*)\"", match[0])
    alt = re.search(r"\balt=\"([^\"]*)\"", match[0])
    if src and alt and html.unescape(alt[1]) in {html.unescape(src[1]), html.unescape(src[1]).rpartition("/")[2]}:
        return match[0].replace(alt[0], 'alt=""')
    return match[0]


def _with_known_directives(text: str, code_of: Callable[[str], str], pictures_of: Callable[[str], list[str]]) -> str:
    """The text with directives of Pelican and Nikola that are none of docutils."""
    text = _CONTENTS.sub("", _MORE.sub("", text))
    text = _PLAYER.sub(_played, text)
    text = _LISTING.sub(lambda match: _listed(match, code_of(match["path"])), text)
    text = _PICTURES.sub(lambda match: _pictured(match, pictures_of), text)
    text = _CODE.sub(lambda match: f"{match['indent']}.. code:: {match['language']}".rstrip(), text)
    text = _THUMBNAIL.sub(r"\1.. figure:: ", text)
    text = _DIRECTIVE.sub(_as_container, text)
    return _ROLE.sub(_role, text)


def _role(match: re.Match[str]) -> str:
    """A role that docutils does not have: a link, where it names one, or its words."""
    role, words, target = match["role"].lower(), match["words"].strip(), (match["target"] or "").strip()
    if role in _KNOWN_ROLES and role != "raw":
        return match[0]
    if role == "doc":
        return f"`{words} <link://filename/{target or words}>`__" if words or target else match[0]
    if role == "kbd":
        return words or match[0]
    if target and re.match(r"https?://|/", target):
        return f"`{words} <{target}>`__"
    return (f"``{words}``" if role in {"class", "func", "meth", "mod", "file", "command", "samp", "option"}
            or role.startswith("py:") else words) or target or match[0]  # fmt: skip


def _played(match: re.Match[str]) -> str:
    typed = match["id"]
    address = typed if "://" in typed else f"{_ADDRESSES.get(match['name'], '')}{typed}"
    return f"\n{match['indent']}{address}\n" if "://" in address else ""


def _listed(match: re.Match[str], code: str) -> str:
    indent = match["indent"]
    if not code.strip():
        return f"{indent}``{match['path']}``"
    language = match["path"].rpartition(".")[2]
    lines = "".join(f"{indent}   {line}\n" if line.strip() else "\n" for line in code.split("\n"))
    return f"{indent}.. code:: {language}\n\n{lines}"


def _pictured(match: re.Match[str], pictures_of: Callable[[str], list[str]]) -> str:
    indent = match["indent"]
    if re.search(r"(?m)^[ ]*\.\. \w", match["lines"]):  # what it shows stands in it as a text
        options = re.match(r"(?:\n[ ]+:[\w-]+:[^\n]*)*", match["lines"])
        inner = match["lines"][options.end() if options else 0 :]
        return f"\n{textwrap.indent(textwrap.dedent(inner.strip(chr(10))), indent)}\n"
    named = [line.strip() for line in match["lines"].split("\n") if line.strip() and not line.strip().startswith(":")]
    if match["rest"].strip():
        named += pictures_of(match["rest"].strip()) or pictures_of(f"galleries/{match['rest'].strip()}")
    return "\n" + "\n\n".join(f"{indent}.. image:: {each}" for each in named) + "\n"


def _as_container(match: re.Match[str]) -> str:
    """A directive that docutils does not have, as what stands in it: its words are not lost."""
    if match["name"].lower() in _KNOWN:
        return match[0]
    indent, rest = match["indent"], match["rest"].strip()
    words = (
        f"\n{indent}   {rest}\n" if rest and (" " in rest or match["name"].startswith(("version", "deprec"))) else ""
    )
    return f"{indent}.. container:: kept\n{words}"

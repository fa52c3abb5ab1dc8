"""What must not run in a reader's browser: scripts in addresses, event handlers, and in `sanitize` all that is active.

An author who may write HTML may write a script (SECURITY.md). What comes from Markdown's lists of attributes is no HTML
of an author, and no address runs a script in any mode.
"""

import re

import nh3

from newsgen.documents.html import Kind, attributes_of, srcset_of, tokens
from newsgen.renderer.closing import DEEPEST
from newsgen.renderer.dialects import NestingError
from newsgen.renderer.markup import DRAWN, is_deep

_MEDIA = frozenset({"picture", "source", "video", "audio", "track"})
_FURTHER_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title", "role"},
    "a": {"href"},
    "img": {"srcset", "sizes", "loading"},
    "source": {"src", "srcset", "sizes", "media", "type", "width", "height"},
    "video": {"src", "poster", "controls", "width", "height", "loop", "muted", "preload", "playsinline"},
    "audio": {"src", "controls", "loop", "muted", "preload"},
    "track": {"src", "kind", "srclang", "label", "default"},
    # Markdown aligns the columns of a table by style.
    "th": {"style"},
    "td": {"style"},
}
_ATTRIBUTES = {
    name: set(nh3.ALLOWED_ATTRIBUTES.get(name, ())) | _FURTHER_ATTRIBUTES.get(name, set())
    for name in {*nh3.ALLOWED_ATTRIBUTES, *_FURTHER_ATTRIBUTES}
}
_TAGS = set(nh3.ALLOWED_TAGS) | _MEDIA


def sanitized(rendered: str) -> str:
    """HTML without scripts, event handlers, frames and forms, by nh3 (a browser-grade parser).

    Raises:
        NestingError: It is nested so deep that nh3 would take long.
    """
    if is_deep(rendered, DEEPEST):
        raise NestingError("elements are nested too deeply")
    return nh3.clean(
        _without_drawings(rendered) if _DRAWING.search(rendered) else rendered,
        tags=_TAGS,
        generic_attribute_prefixes={"aria-"},
        attributes=_ATTRIBUTES,
        filter_style_properties={"text-align"},
        link_rel=None,
    )


_DRAWING = re.compile(r"<(?:svg|math|template)(?=[\s/>])", re.IGNORECASE)


def _without_drawings(rendered: str) -> str:
    """HTML without the tags of drawings, formulas and templates, with which nh3 would take out their words."""
    pieces: list[str] = []
    done = 0
    for token in tokens(rendered):
        if token.name in DRAWN or token.name in {"svg", "math", "template"}:
            pieces.append(rendered[done : token.start])
            done = token.end
    return "".join([*pieces, rendered[done:]])


def without_scripts(rendered: str) -> str:
    """HTML without the text of scripts and styles, which nobody reads."""
    pieces: list[str] = []
    done = 0
    is_script = False
    for token in tokens(rendered):
        if not is_script:
            pieces.append(rendered[done : token.end])
        done = token.end
        is_script = token.kind is Kind.START and token.name in {"script", "style"} and not token.is_open
    return "".join([*pieces, rendered[done:]])


_SCRIPT_SCHEME = re.compile(
    r"(?>(?:(?:blob|feed|filesystem|jar|pcast|view-source):)*)(?P<scheme>javascript|vbscript|livescript|mocha"
    r"|data:text/html|data:image/svg\+xml|data:application/xhtml"
    r"|data:(?:text|application)/(?:xml|xsl|javascript|ecmascript))",
    re.IGNORECASE,
)
"""Behind schemes that only say how the rest is to be opened."""
_IGNORED_IN_SCHEMES = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]")


def is_dangerous(address: str) -> bool:
    """Whether following the address would run a script, however its scheme is disguised."""
    bare = _IGNORED_IN_SCHEMES.sub("", address)
    found = _SCRIPT_SCHEME.match(bare)
    return found is not None and (found["scheme"][:5].lower() == "data:" or bare[found.end() : found.end() + 1] == ":")


_WORDS = frozenset(
    """
    abbr alt aria-description aria-label aria-placeholder aria-roledescription aria-valuetext class download dir
    id label lang name placeholder rel role standby summary title datetime pattern
    """.split()
)
"""Attributes that are never an address."""
_OF_MANY = frozenset("archive by content from ping to values".split())
"""Attributes with several addresses, or with an address behind something else."""
_BETWEEN = re.compile(r"(?:[\t\n\f\r ,;]|url\s*=|['\"])+", re.IGNORECASE)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_SCRIPT = re.compile(r"expression\(|-moz-binding|behaviou?r:|(?:java|vb|live)script:|data:text/html", re.IGNORECASE)


def runs_script(name: str, value: str) -> bool:
    """Whether the value of an attribute holds the address of a script; ``value`` is without character references."""
    lower = name.lower()
    if lower in _WORDS:
        return False
    if lower == "style":
        return _is_dangerous_style(value)
    if ":" not in value:
        return False
    if lower in {"srcset", "imagesrcset"}:
        return is_dangerous(value) or any(is_dangerous(candidate.address) for candidate in srcset_of(value))
    return is_dangerous(value) or (lower in _OF_MANY and any(map(is_dangerous, _BETWEEN.split(value))))


def _is_dangerous_style(value: str) -> bool:
    plain = _CSS_ESCAPE.sub(_unescaped, _CSS_COMMENT.sub("", value))
    return _CSS_SCRIPT.search(_IGNORED_IN_SCHEMES.sub("", plain)) is not None


def _unescaped(match: re.Match[str]) -> str:
    if match[2] is not None:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code <= 0x10FFFF else ""  # noqa: PLR2004 - Unicode ends there


_HANDLER = re.compile(r"on[a-z]", re.IGNORECASE)


def is_handler(name: str) -> bool:
    """Whether an attribute holds code: an event's handler, or a document of its own."""
    return _HANDLER.match(name) is not None or name.lower() == "srcdoc"


def typed_handlers(text: str) -> frozenset[tuple[str, str, str]]:
    """Element, name and value of each handler that an author has typed as HTML."""
    return frozenset(
        (token.name, attribute.name.lower(), attribute.value)
        for token in tokens(text)
        if token.kind is Kind.START and not token.is_bare
        for attribute in attributes_of(text[token.start : token.end])
        if is_handler(attribute.name)
    )

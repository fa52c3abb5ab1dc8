"""What page builders keep of a text in the meta of its post, where the post itself has few words of it. Pure.

Elementor and others write JSON, Beaver Builder, SiteOrigin and Bricks values of PHP, Oxygen shortcodes, Thrive HTML.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsgen.importers.wordpress.said_by_blocks import Media, shown_by
from newsgen.importers.wordpress.settings_of_blocks import is_said, is_seen, plain

_KEY = re.compile(
    r"(?i)_elementor_data|_fl_builder_data|panels_data|ct_builder_(?:shortcodes|json)|_bricks_page_content\w*|tve_updated_post|"
    r"_cornerstone_data|_themify_builder_settings_json|_breakdance_data|\w*(?:page|site|live|visual)_?(?:builder|composer|editor)_?"
    r"(?:data|content|json|layout)"
)
"""Names of meta in which builders keep their pages."""
_SERIALIZED = re.compile(rb's:(\d{1,9}):"')
_FEWEST = 10
"""Words of a built text; with fewer it is no text."""
_FEW = 0.5
"""Share of the words of a built text: where the post has fewer of them, readers saw more."""
_LONGEST = 5_000_000
_MUCH = 1_000
"""Signs of a page that was built."""
_DEEPEST = 40
_SETTINGS = frozenset({"settings", "options", "properties", "data"})
_LEVELS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Built(NamedTuple):
    """A text with what was built."""

    text: str
    key: str = ""
    """The meta that had more than the post; empty for none."""
    is_read: bool = True
    """Whether that could be read."""


def with_built(typed: str, meta: Mapping[str, Sequence[str]], media: Media) -> Built:
    """The text of a post, with that of its builder where the post has few words of it."""
    for key, values in meta.items():
        if not _KEY.fullmatch(key):
            continue
        value = next((value for value in values if 0 < len(value) <= _LONGEST), "")
        made = _html_of(value, media) if value else ""
        words = set(plain(made).split())
        if len(words) < _FEWEST:
            continue
        known = set(plain(typed).split())
        if len(words & known) < _FEW * len(words):
            # What the post says itself, and the builder does not, stays.
            own = typed if len(known - words) >= _FEWEST else ""
            return Built(f"{own}\n\n{made}".strip(), key)
    if (key := _unread(meta)) and not plain(typed).strip():
        return Built(typed, key, is_read=False)
    return Built(typed)


def _unread(meta: Mapping[str, Sequence[str]]) -> str:
    """The name of meta with much in it that looks like a page of a builder that nobody here can read."""
    named = re.compile(r"(?i)builder|brizy|composer|editor_data|page_data|_layout\Z")
    found = (key for key, values in meta.items() if named.search(key) and any(len(each) > _MUCH for each in values))
    return next(found, "")


def _html_of(value: str, media: Media) -> str:
    begin = value.lstrip()[:1]
    if begin in {"[", "{"} and not re.match(r"\s*\[\w+[\s\]]", value):
        try:
            found = json.loads(value)
        except (ValueError, RecursionError):
            return ""
        return "\n\n".join(_of_json(found, media, 0))
    if re.match(r"\s*[aO]:\d+:", value):
        return "\n\n".join(_of_php(value))
    return value


def _of_json(value: object, media: Media, depth: int) -> Iterator[str]:
    """The parts of a page in their order: what each says, then what is in it."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _of_json(inner, media, depth + 1)
        return
    if not isinstance(value, Mapping):
        return
    for key, inner in value.items():
        if key in _SETTINGS and isinstance(inner, Mapping):
            yield from _of_settings(str(value.get("widgetType", "")), inner, media)
        elif isinstance(inner, str) and key.endswith("json_string"):
            yield _html_of(inner, media)
        elif isinstance(inner, Mapping | list):
            yield from _of_json(inner, media, depth + 1)


def _of_settings(widget: str, said: Mapping[str, object], media: Media) -> Iterator[str]:
    title, level = said.get("title"), str(said.get("header_size", ""))
    level = level if level in _LEVELS else "h2"
    if widget == "heading" and isinstance(title, str):
        yield f"<{level}>{title}</{level}>"
    elif made := shown_by("", said, media):
        yield made
    if isinstance(typed := said.get("editor"), str):
        yield typed


def _of_php(value: str) -> Iterator[str]:
    """The texts in a value of PHP whose names say that readers saw them."""
    typed = value.encode("utf-8", "surrogatepass")
    at, key = 0, ""
    while (found := _SERIALIZED.search(typed, at)) is not None:
        end = found.end() + int(found[1])
        if typed[end : end + 2] not in {b'";', b'"'}:
            at, key = found.end(), ""
            continue
        text = typed[found.end() : end].decode("utf-8", "replace")
        if key and is_seen(key) and is_said(text, is_clear=True):
            yield text if re.search(r"</?[a-z]", text) else f"<p>{html.escape(text, quote=False)}</p>"
            key = ""
        elif key and re.fullmatch(r"https?://\S+\.(?:jpe?g|png|gif|webp|avif)", text):
            yield f'<p><img src="{html.escape(text)}" alt=""></p>'
            key = ""
        else:
            key = text
        at = end

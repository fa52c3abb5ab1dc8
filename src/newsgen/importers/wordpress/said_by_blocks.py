"""What blocks show whose words stand in their attributes: of custom fields, of Divi, of plugins. Pure."""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from urllib.parse import unquote

from newsgen.importers.wordpress.settings_of_blocks import is_seen, is_technical

Media = Callable[[str], tuple[str, str, str] | None]
"""As in Shortcodes."""
_FIELDS = re.compile(r"(?:acf|lazyblock|mb|carbon-fields|block-lab|genesis-custom-blocks|meta-box|pods)/")
"""Blocks whose attributes are fields that a site has made for itself."""
_PICTURE = re.compile(r"https?://[^\s\"'<>]+\.(?:jpe?g|png|gif|webp|avif)(?:\?[^\s\"'<>]*)?")
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_NUMBER = re.compile(r"(?i)image|photo|picture|logo|gallery|thumbnail|portrait")
_PRESSED = ("text", "label", "buttonText", "btnText", "linkText")
_LEADS_TO = ("link", "url", "href", "buttonUrl", "buttonLink", "btnLink", "linkUrl")
"""Attributes of a button: its words, and where it leads."""
_DEEPEST = 12
_MOST = 500
"""Values of one block."""


def shown_by(name: str, said: Mapping[str, object], media: Media) -> str:
    """The HTML of the words, links and pictures in a block's attributes; empty where nothing in them looks so."""
    if name.startswith("divi/"):
        made = _values_of_divi(said, 0)
    elif _FIELDS.match(name):
        given = said.get("data")
        made = _fields(given if isinstance(given, Mapping) else said, media, 0)
    else:
        made = _known(said, media, 0)
    return "".join(each for each, _ in zip(made, range(_MOST), strict=False))


def _values_of_divi(value: object, depth: int, *, is_inner: bool = False) -> Iterator[str]:
    """Divi 5 has each text below `innerContent`, for each width of the screen; the widest is the whole one."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        if is_inner:
            found = value.get("desktop")
            typed = found.get("value") if isinstance(found, Mapping) else None
            yield from _of_divi(typed)
            return
        for key, inner in value.items():
            yield from _values_of_divi(inner, depth + 1, is_inner=key == "innerContent")
    elif isinstance(value, list):
        for inner in value:
            yield from _values_of_divi(inner, depth + 1)


def _of_divi(typed: object) -> Iterator[str]:
    if isinstance(typed, str):
        yield _shown(typed)
    elif isinstance(typed, Mapping):
        address, text = str(typed.get("src") or typed.get("linkUrl") or ""), str(typed.get("text") or "")
        if _PICTURE.fullmatch(address):
            yield _picture(address, str(typed.get("alt") or ""), "")
        elif _ADDRESS.fullmatch(address) and text:
            yield _link(address, text)
        elif text:
            yield _shown(text)


def _fields(value: object, media: Media, depth: int, key: str = "") -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        if address := _ADDRESS.fullmatch(str(value.get("url", ""))):
            is_picture = _PICTURE.fullmatch(address[0])
            label = str(value.get("title") or value.get("alt") or address[0])
            yield _picture(address[0], str(value.get("alt", "")), "") if is_picture else _link(address[0], label)
            return
        for name, inner in value.items():
            if not str(name).startswith("_"):
                yield from _fields(inner, media, depth + 1, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _fields(inner, media, depth + 1, key)
    elif isinstance(value, int | str) and not isinstance(value, bool):
        yield from _field(key, str(value), media, depth)


def _field(key: str, typed: str, media: Media, depth: int) -> Iterator[str]:
    if "%" in typed:
        typed = unquote(typed)
    if typed.startswith(("{", "[")):
        with suppress(ValueError, RecursionError):
            yield from _fields(json.loads(typed), media, depth + 1, key)
        return
    if typed.isdigit():
        if _NUMBER.search(key) and (found := media(typed)) is not None:
            yield _picture(*found)
    elif _PICTURE.fullmatch(typed):
        yield _picture(typed, "", "")
    elif _ADDRESS.fullmatch(typed):
        yield _link(typed, typed)
    elif _is_text(typed) and not is_technical(key):
        yield _shown(typed)


def _known(value: object, media: Media, depth: int, key: str = "") -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        button = _button(value)
        yield button
        rest = {str(name): inner for name, inner in value.items() if not button or name not in {*_PRESSED, *_LEADS_TO}}
        for name, inner in rest.items():
            yield from _known(inner, media, depth + 1, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _known(inner, media, depth + 1, key)
    elif isinstance(value, str):
        if _PICTURE.fullmatch(value):
            yield _picture(value, "", "")
        elif is_seen(key) and _is_text(value):
            yield _shown(value)
        elif _ADDRESS.fullmatch(value) and not re.search(r"(?i)schema|json|api", key):
            yield _link(value, value)


def _button(said: Mapping[str, object]) -> str:
    """A link under the words of a button; empty for a block that is none."""
    words = next((typed for key in _PRESSED if isinstance(typed := said.get(key), str) and typed.strip()), "")
    address = next((typed for key in _LEADS_TO if isinstance(typed := said.get(key), str)), "")
    is_one = bool(words) and "<" not in words and _ADDRESS.fullmatch(address) and not _PICTURE.fullmatch(address)
    return _link(address, words.strip()) if is_one else ""


def _is_text(typed: str) -> bool:
    """Whether a value is what somebody wrote: several words, or one that is no choice of a list."""
    bare = re.sub(r"<[^<>]*>", " ", typed).strip()
    return re.search(r"\w\s+\w", bare) is not None or re.match(r"[A-Z\u0080-\uffff]", bare) is not None


def _shown(typed: str) -> str:
    return f"\n\n{typed}\n\n" if re.search(r"</?[a-z]", typed) else f"\n\n<p>{html.escape(typed, quote=False)}</p>\n\n"


def _link(address: str, text: str) -> str:
    return f'\n\n<p><a href="{html.escape(address)}">{html.escape(text, quote=False)}</a></p>\n\n'


def _picture(address: str, alt: str, caption: str) -> str:
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'\n\n<figure><img src="{html.escape(address)}" alt="{html.escape(alt)}">{below}</figure>\n\n'


_OPENING = re.compile(r"<!--\s+wp:(?P<name>[\w/-]+)\s+(?P<said>\{.{0,4000}?\})\s*(?P<empty>/)?-->", re.DOTALL)
_INSIDE = re.compile(
    r"(?P<begin><(?P<tag>p|h[1-6]|a|li|figcaption|button)\b[^>]*>)(?P<text>.*?)(?P<end></(?P=tag)>)", re.DOTALL
)


def with_own_words(inner: str, own: Mapping[str, object]) -> tuple[str, bool]:
    """The text of a reusable block with what a story says in the place of its words, by the names of blocks in it.

    Also whether all of that has found its place.
    """
    made, at, filled = [], 0, set[str]()
    for opened in _OPENING.finditer(inner):
        try:
            said = json.loads(opened["said"])
        except ValueError:
            continue
        named = said.get("metadata") if isinstance(said, dict) else None
        name = str(named.get("name", "")) if isinstance(named, dict) else ""
        new = own.get(name)
        end = inner.find(f"<!-- /wp:{opened['name']} ", opened.end())
        if isinstance(new, Mapping) and end >= 0 and opened.start() >= at:
            made += [inner[at : opened.end()], _filled(inner[opened.end() : end], new)]
            at = end
            filled.add(name)
    return "".join([*made, inner[at:]]), filled >= set(own)


def _filled(text: str, new: Mapping[str, object]) -> str:
    words = new.get("content") or new.get("text") or new.get("caption")
    if isinstance(words, str):
        text = _INSIDE.sub(lambda found: f"{found['begin']}{words}{found['end']}", text, count=1)
    for key, name in (("url", "src|href"), ("alt", "alt")):
        if isinstance(value := new.get(key), str):
            found = re.search(rf'\b(?:{name})="([^"]*)"', text)
            text = f"{text[: found.start(1)]}{html.escape(value)}{text[found.end(1) :]}" if found else text
    return text

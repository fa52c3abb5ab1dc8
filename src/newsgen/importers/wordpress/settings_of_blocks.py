"""Words in the settings of blocks that hold something: titles of panels and tabs, captions, labels. Pure.

Which of them readers saw is told by the names of the settings; what stands in the block, too, has been read already.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_WORDS = frozenset(
    """content text title heading headline subtitle subheading description caption question answer quote body label
    message paragraph summary author name kicker eyebrow overline credit cite citation byline intro lead note term
    definition subhead testimonial excerpt tagline blurb copy placetitle""".split()
)
"""Parts of the names of settings that readers saw."""
_TECHNICAL = frozenset(
    """id ids uid uuid unique class classes classname css style styles color colour background bg gradient font family
    weight size sizes width height align alignment position layout type types unit units icon icons slug tag anchor
    metadata ref theme animation animate transition effect border radius margin padding spacing gap shadow opacity
    overlay breakpoint device mode format preset variation variant version level href url link src target rel namespace
    taxonomy order orderby query template provider key token nonce schema json selector dimension ratio aspect column
    columns kind language lang locale file visibility bindings lock provider svg path shape direction easing""".split()
)
"""Parts of the names of settings that say how something looks, or what a program does."""
_SAID_LAST = frozenset("text label title caption content heading description question answer".split())
"""Ends of names that are words whatever stands before: `linkText`, `iconTitle`."""
_BELOW = frozenset("caption credit cite citation author byline source".split())
"""What stands below that of which it is."""
_STYLED = re.compile(
    r"[{};=|]|\bvar\(|rgba?\(|#[0-9a-fA-F]{3}|\d(?:px|em|rem|vw|vh|%)|\bfa[srb]? fa-|^\s*<svg\b|"
    r"^[\w-]+(?:\s\w+(?:[-_]\w+)+)+$"
)
_SPOKEN = re.compile(r"[^\W\d_]{2,}")
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"(?:https?:)?//\S+\Z|\S+@\S+\Z|\S+\.\w{2,4}\Z")
_MAY_SAY = re.compile(r'[:\[,]\s*"(?:[^"\\\s]*[\s\\]|[A-Z\u0080-\uffff])')
"""What stands in the settings of a block that may say something."""
_DEEPEST = 12
_MOST = 200
_LONGEST = 100_000
"""Signs of a block in which words are looked for."""


class Said(NamedTuple):
    """Words in a setting."""

    key: str
    text: str
    """HTML, perhaps."""
    is_seen: bool
    """Whether its name says that readers saw it."""
    group: int = -1
    """Its place in a list; -1 outside of one."""

    @property
    def is_below(self) -> bool:
        """Whether it stands below the rest of its block."""
        return not _BELOW.isdisjoint(_parts(self.key))


def may_say(typed: str) -> bool:
    """Whether the settings of a block, as they were typed, may have words in them."""
    return _MAY_SAY.search(typed) is not None


def is_hidden(said: Mapping[str, object]) -> bool:
    """Whether the settings of a block keep it from all readers."""
    metadata = said.get("metadata")
    given = [said.get("blockVisibility"), metadata.get("blockVisibility") if isinstance(metadata, Mapping) else None]
    return any(each is False or (isinstance(each, Mapping) and each.get("hideBlock") is True) for each in given)


def is_technical(key: str) -> bool:
    """Whether a setting of this name says how something looks, or what a program does."""
    parts = _parts(key)
    return not parts or (parts[-1] not in _SAID_LAST and not _TECHNICAL.isdisjoint(parts))


def is_seen(key: str) -> bool:
    """Whether a setting of this name is what readers saw."""
    parts = _parts(key)
    return not is_technical(key) and (not _WORDS.isdisjoint(parts) or key.lower() in {"sourcehtml", "source_html"})


def _parts(key: str) -> list[str]:
    found = [part.lower() for part in _PART.findall(key)]
    return [part[:-1] if part.endswith("s") and part[:-1] in _WORDS else part for part in found]


def words_in(said: Mapping[str, object]) -> list[Said]:
    """The words in the settings of a block, in their order."""
    return [each for each, _ in zip(_words_in(said, "", 0, -1), range(_MOST), strict=False)]


def _words_in(value: object, key: str, depth: int, group: int) -> Iterator[Said]:
    if depth > _DEEPEST or (key and is_technical(key)):
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _words_in(inner, name if not _is_number(name) else key, depth + 1, group)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _words_in(inner, key, depth + 1, at)
    elif isinstance(value, str) and key and not key.startswith("_") and is_said(value, is_clear=is_seen(key)):
        yield Said(key, value, is_seen(key), group)


def _is_number(name: str) -> bool:
    return name.isdigit()


def is_said(typed: str, *, is_clear: bool) -> bool:
    """Whether a value is what somebody wrote; less is enough where the name of its setting says so."""
    bare = html.unescape(_TAG.sub(" ", typed)).strip()
    spoken = _SPOKEN.findall(bare)
    if not spoken or _ADDRESS.match(bare) or bare.startswith(("{", "[")):
        return False
    if is_clear:
        return len(spoken) > 1 or bare[0].isupper() or bare[0] > "\u0080"
    return len(spoken) > 1 and not _STYLED.search(bare)


def plain(typed: str) -> str:
    """The words of some HTML, one blank around each, by which others are looked for in it."""
    text = html.unescape(_TAG.sub(" ", typed[:_LONGEST]))
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def unsaid(found: Sequence[Said], inside: str) -> list[Said]:
    """Those words that do not stand in some HTML, each text once."""
    if not found:
        return []
    around = plain(inside)
    typed = around + plain(_COMMENT.sub(" ", inside[:_LONGEST]).replace("<", " "))
    """With what attributes say, such as the words for a picture."""
    left: dict[str, Said] = {}
    for each in found:
        words = plain(each.text)
        if words not in (around if each.is_seen else typed):
            left.setdefault(words, each)
    return list(left.values())


def shown(said: Said) -> str:
    """Words as HTML."""
    if re.search(r"</?(?:p|div|ul|ol|h[1-6]|blockquote)\b", said.text):
        return f"\n{said.text}\n"
    words = said.text if re.search(r"</?[a-z]", said.text) else html.escape(said.text, quote=False)
    is_title = not {"title", "heading", "headline", "label", "question", "kicker", "name"}.isdisjoint(_parts(said.key))
    is_tab = said.group >= 0 and "text" in _parts(said.key)
    return f"\n<p><strong>{words}</strong></p>\n" if is_title or is_tab else f"\n<p>{words}</p>\n"


def settings_of(typed: str | None) -> dict[str, object]:
    """The settings of a block; none where they are no JSON."""
    if not typed:
        return {}
    try:
        said = json.loads(typed)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}

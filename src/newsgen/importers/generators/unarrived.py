"""Words of a source that stand in its tags and fields, looked for in all that became of it. Pure.

The proof compares a page with the running text of a source. What a tag says is worked out before, and what fields say
stands elsewhere: what is dropped on the way there is found here, by words as they were typed.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from newsgen.importers.generators.cutting import sub_between, sub_elements
from newsgen.importers.generators.masks import Masks
from newsgen.importers.proof import count_words

_TAG = re.compile(
    r"\{\{[<%]\s*+(?P<short>(?!/\*)(?>(?:(?![>%]\}\}|\{\{).){1,5000}))[>%]\}\}|\{%-?\s*+(?P<liquid>(?>(?:(?!%\}|\{%).){1,5000}))%\}"
    r"|\{\{-?\s*+(?P<call>[\w.:]{1,100}+\((?>(?:(?!\}\}|\{\{).){1,5000}))\}\}",
    re.DOTALL,
)
_QUOTED = re.compile(
    r"(?>(?:(?P<name>[\w.-]{1,60}+)\s{0,9}+[=:]\s{0,9}+)?)(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'|`(?P<tick>[^`]*)`)"
)
_COMPONENT = re.compile(
    r"<(?P<name>[A-Z][\w.]{0,60})(?P<said>(?>\s+(?:[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|\{(?>[^{}]|\{[^{}]*\})*\}))?|\{[^{}]*\}))*)\s*/?>"
)
"""Of MDX."""
_NO_WORDS = re.compile(
    r"(?:raw|endraw|if|elif|elsif|unless|for|case|when|else|end\w*|comment|highlight|codeblock|code|layout|extends|block|from"
    r"|import|ref|relref|post_url|link|with|cycle|render|/\w*)\b"
)
"""Tags whose texts no reader sees."""
NO_SAYING = frozenset(
    """class classes id style width height size sizes rel target type lang layout ratio align float position color
    colour background icon theme loading decoding crop fit anchor variant date format start end data
    url href src link path file image""".split()
)
"""Arguments and fields that say how something looks, or where it lies."""
_NO_FIELDS = frozenset(
    """layout template permalink url slug type markup eleventycomputed eleventycomputedpermalink password pwd passwd
    passphrase passcode date updated lastmod modified publishdate expirydate published created aliases alias
    redirect_from author authors lang language tags tag draft unread_front_matter resources menu menus cascade
    outputs build _build pagination override robots head scripts styles css js""".split()
)
_SAYING_FIELDS = frozenset("caption credit alt title headline who what quote by photographer name".split())
_ADDRESS = re.compile(r"(?:https?://|mailto:|/)[^\s)>\"]*|<[^<>]*>|\{[{%].{0,2000}?[%}]\}")
_LEAST = 2
_LARGEST = 200_000
_LONGEST = 2_000
_LONGEST_SIZE = 100


def unarrived(body: str, typed: Mapping[str, object], arrived: Iterable[str], *, has_components: bool = False) -> str:
    """Words that stand in quotation marks in tags of a text, or in its fields, and in nothing that became of it.

    Args:
        body: The text.
        typed: The fields, by names in small letters.
        arrived: All texts in which they may stand now.
        has_components: Whether tags with a capital letter are components.
    """
    said = [*_said_in_tags(body), *(_said_in_components(body) if has_components else ()), *_said_in_fields(typed)]
    if not said:
        return ""
    text = " ".join(arrived)
    known = count_words(f"{text} {html.unescape(text)}" if "&" in text else text)
    lost: list[str] = []
    for each in dict.fromkeys(said):
        lost += [word for word in count_words(_plain(each)) if word not in known and _is_word(word)]
    return " ".join(dict.fromkeys(lost))


def _plain(text: str) -> str:
    return re.sub(r"\\[nrt]", " ", _ADDRESS.sub(" ", html.unescape(text) if "&" in text else text))


def _is_word(word: str) -> bool:
    return len(word) >= _LEAST and not re.search(r"\d", word)


def _said_in_components(body: str) -> Iterator[str]:
    for match in _COMPONENT.finditer(Masks().hide_fences(body[:_LARGEST])):
        for quoted in _QUOTED.finditer(match["said"]):
            value = next(part for part in quoted.group("double", "single", "tick") if part is not None)
            name = (quoted["name"] or "").lower()
            if (name == "date" or name not in NO_SAYING) and _is_phrase(value):
                yield value


def _said_in_tags(body: str) -> Iterator[str]:
    if "{" not in body:
        return
    masks = Masks()
    body = masks.hide_code(sub_between(masks.hide_fences(body[:_LARGEST]), "{% raw %}", "{% endraw %}", lambda _: " "))
    body = sub_elements(body, "script style", lambda *_: " ")
    for match in _TAG.finditer(body):
        said = match["short"] or match["liquid"] or match["call"]
        if match["liquid"] and _NO_WORDS.match(said):
            continue
        for quoted in _QUOTED.finditer(said):
            value = next(part for part in quoted.group("double", "single", "tick") if part is not None)
            before = said[: quoted.start()].rstrip()
            if (quoted["name"] or "").lower() in NO_SAYING or re.search(r"\|\s*\w+\s*[:(,]?\s*\Z", before):
                continue
            if _is_phrase(value):
                yield value


def _said_in_fields(thing: object, key: str = "", depth: int = 0) -> Iterator[str]:
    if depth > 8:  # noqa: PLR2004 - nobody nests so deep
        return
    if isinstance(thing, Mapping):
        for name, inner in thing.items():
            plain = str(name).lower()
            if (
                plain not in _NO_FIELDS
                and plain not in NO_SAYING
                and not re.search(r"date|time|publish|(?:url|id)\Z", plain)
            ):
                yield from _said_in_fields(inner, plain, depth + 1)
    elif isinstance(thing, list | tuple):
        for inner in thing:
            yield from _said_in_fields(inner, key, depth + 1)
    elif isinstance(thing, str) and (_is_phrase(thing) or (depth > 1 and key in _SAYING_FIELDS and thing.isalpha())):
        yield thing


def _is_phrase(text: str) -> bool:
    """Whether a text is words, and no size, name of a file or list of classes."""
    is_size = len(text) < _LONGEST_SIZE and re.fullmatch(r"[\d\s.,:x%()a-z-]*(?:px|vw|em|rem|%)\S*", text)
    return not is_size and sum(re.search(r"\w", part) is not None for part in text[:_LONGEST].split()) > 1

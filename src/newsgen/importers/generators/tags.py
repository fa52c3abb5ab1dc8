"""Tags of other systems in a text, whoever's they are: found, paired, and given to a function that knows them. Pure.

``{{< figure … >}}``, ``{{% note %}} … {{% /note %}}`` (Hugo, Nikola), ``{% include … %}`` (Liquid, Nunjucks, Hexo),
``{{ youtube(id="…") }}``, ``{% quote() %} … {% end %}`` (Zola), ``{{ site.baseurl }}``.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_TAG = re.compile(
    r"\{\{(?P<mark>[<%])-?+\s*+(?P<short>(?>\"(?:[^\"\\]|\\.)*\"|`[^`]*`|\s+|(?![>%]\}\}|\{\{[<%]).)*?)\s*-?[>%]\}\}"
    r"|\{%[-+]?+\s*+(?P<liquid>(?>\"[^\"]*\"|'[^'\n]*'|\s+|(?!%\}|\{%).)*?)\s*[-+]?%\}"
    r"|\{\{-?+\s*+(?P<expression>(?>\"[^\"]*\"|'[^'\n]*'|\s+|[^{}]|\{[^{}]*\})*?)\s*-?\}\}"
    r"|\{#(?P<remark>(?![\w.-]+[\s}])(?:(?!#\}|\{#).)*)#\}",
    re.DOTALL,
)
"""Where another tag begins, one that was never closed ends: else each would be looked for to the end of the text.
Blanks in a row are taken as one, or each would be tried as the last before the end.
"""
_ARGUMENT = re.compile(
    r"""(?:(?P<name>[\w.:-]+)\s*[=]\s*)?(?:"(?P<double>(?>(?:[^"\\]|\\.){0,9000}))"|'(?P<single>(?>(?:[^'\\]|\\.){0,9000}))'|`(?P<tick>[^`]*)`
    |(?P<bare>[^\s,"'=]+))(?:\s*,)?""",
    re.VERBOSE | re.DOTALL,
)
_COLON = re.compile(
    r"(?<=[\s,])(path|src|alt|title|caption|url|id|width|height|class|link|img|image|text|type|credit|color|href|label):"
    r"(?:(?=[\"'])|[ \t]+(?=[\"'/\w]))"
)
"""Of Liquid: ``alt: "words"``."""
_CALL = re.compile(r"(?P<name>[\w:.-]+)\s*\((?P<arguments>.*)\)\s*", re.DOTALL)
_PAIRED_BY_LIQUID = re.compile(r"end_?(?P<name>[\w-]*)")


class Tag(NamedTuple):
    """One tag, and what stands between it and its end."""

    form: str
    """``short``, ``liquid``, ``expression`` or ``remark``."""
    name: str
    """In small letters; of an expression, the function that it calls, if it does nothing else."""
    arguments: Mapping[str, str]
    """By name; others by number: ``0``, ``1`` …"""
    said: str
    """All between its braces."""
    typed: str
    inner: str | None = None
    """Already resolved; None of a tag that has no end."""
    raw: str = ""
    """As it was typed."""
    in_address: bool = False
    """Whether it is a part of a link's address, or stands in a tag of HTML."""
    in_html: bool = False
    """Whether it stands in an element of HTML, in which Markdown is none."""


def first_of(arguments: Mapping[str, str], keys: Iterable[str]) -> str:
    """What the first of some arguments says that says anything; empty where none does."""
    return next((arguments[key] for key in keys if arguments.get(key)), "")


def unnamed(arguments: Mapping[str, str]) -> list[str]:
    """What is said without a name, in its order."""
    return [value for key, value in arguments.items() if key.isdigit()]


Handler = Callable[[Tag], str | None]
"""What a tag becomes; None for one that nobody knows."""


@dataclass
class _Token:
    begin: int
    end: int
    form: str
    said: str
    closes: str | None = None
    partner: int = -1
    in_html: bool = False


def resolve(text: str, handle: Handler, unknown: Callable[[Tag], tuple[str, str]]) -> str:
    """The text with its tags resolved.

    Args:
        text: Without code.
        handle: What a tag becomes.
        unknown: What stands in the place of a tag that nobody knows, and in that of its end.
    """
    if "{" not in text:
        return text
    tokens = list(_tokens(text))
    _pair(tokens)
    _mark_html(text, tokens)
    return "".join(_resolved(text, tokens, 0, len(tokens), 0, len(text), handle, unknown))


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TAG.finditer(text):
        form = str(match.lastgroup)
        said = match[form] if form != "mark" else match["short"]
        form = "short" if match["mark"] else form
        closes: str | None = None
        if form == "short" and said.startswith("/"):
            closes = said[1:].strip().lower().partition(" ")[0]
        elif form == "liquid" and (
            end := _PAIRED_BY_LIQUID.fullmatch(said.partition(" ")[0].partition("(")[0].lower())
        ):
            closes = end["name"]
        yield _Token(match.start(), match.end(), form, said, closes)


def _pair(tokens: list[_Token]) -> None:
    """Each end with the last tag of its name that is still open."""
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.closes is None:
            if token.form == "liquid" or (token.form == "short" and not token.said.endswith("/")):
                opened.append(at)
            continue
        for place in range(len(opened) - 1, max(-1, len(opened) - 200), -1):
            other = tokens[opened[place]]
            is_end_of_any = not token.closes and re.match(r"[\w-]+\s*\(", other.said)
            if other.form == token.form and (_name(other.said) == token.closes or is_end_of_any):
                other.partner, token.partner = at, opened[place]
                del opened[place:]
                break
    _part_deepest(tokens)


_MOST_DEPTH = 60
"""Pairs in one another; of what lies deeper each tag stands alone."""


def _part_deepest(tokens: list[_Token]) -> None:
    ends: list[int] = []
    for at, token in enumerate(tokens):
        while ends and ends[-1] <= at:
            ends.pop()
        if token.partner > at:
            if len(ends) < _MOST_DEPTH:
                ends.append(token.partner)
            else:
                tokens[token.partner].partner = token.partner = -1


_ELEMENT = re.compile(
    r"<(?P<end>/)?(?:div|figure|center|table|tr|td|th|section|article|ul|ol|li|p|a|dl|dd)\b[^<>]*>", re.IGNORECASE
)


def _mark_html(text: str, tokens: list[_Token]) -> None:
    """Says of each tag whether it stands in an element of HTML that is open there."""
    if "<" not in text:
        return
    depth, at = 0, 0
    for element in _ELEMENT.finditer(text):
        while at < len(tokens) and tokens[at].begin < element.start():
            tokens[at].in_html = depth > 0
            at += 1
        depth = max(0, depth - 1) if element["end"] else depth + 1


def _name(said: str) -> str:
    match = re.match(r"[\w./:-]+", said)
    return match[0].lower() if match else ""


def _resolved(  # noqa: PLR0917 - the text, which of its tags, and who knows them
    text: str, tokens: list[_Token], first: int, last: int, begin: int, end: int, handle: Handler,
    unknown: Callable[[Tag], tuple[str, str]],
) -> Iterator[str]:  # fmt: skip
    at, number = begin, first
    trims = False  # behind a block: blanks would make code of what follows
    while number < last:
        token = tokens[number]
        before = text[at : token.begin]
        yield before.lstrip(" \t") if trims else before
        starts_line = (trims and not before.strip(" \t")) or before.endswith("\n") or token.begin == 0
        at = token.end
        inner: str | None = None
        raw = ""
        following = number + 1
        if token.partner > number:
            closing = tokens[token.partner]
            inner = "".join(
                _resolved(text, tokens, number + 1, token.partner, token.end, closing.begin, handle, unknown)
            )
            raw = text[token.end : closing.begin]
            at, following = closing.end, token.partner + 1
        tag = _tag(text, token, inner, raw)
        made = handle(tag)
        if made is None:
            opening, closing_sign = unknown(tag)
            yield f"{opening}{inner}{closing_sign}" if inner is not None else opening
            trims = False
        else:
            placed = _placed(text, token, made)
            yield placed
            trims = not token.in_html and (placed.endswith("\n\n") or (not placed and starts_line))
        number = following
    yield text[at:end].lstrip(" \t") if trims else text[at:end]


def _placed(text: str, token: _Token, made: str) -> str:
    """A block in the place of a tag that stands alone on its line: indented as that was, as in items of a list."""
    if not made.startswith("\n\n") or token.in_html:
        return made
    before = text[text.rfind("\n", 0, token.begin) + 1 : token.begin]
    if re.fullmatch(r"[ \t]*(?:>[ \t]?)+", before):
        # Blocks are none in a quotation.
        inner = re.sub(r"(?m)^:::[ ]*$\n?|^::: \w+[ ]*$\n?", "", made.strip("\n"))
        inner = re.sub(r"(?m)^::: \w+[ ]+(\S.*)$", r"**\1**\n", inner).strip("\n")
        return "\n".join(
            [*inner.split("\n")[:1], *(f"{before.rstrip()} {line}".rstrip() for line in inner.split("\n")[1:])]
        )
    if not before or before.strip():
        return made
    return "\n" + "".join(f"{before}{line}\n" if line.strip() else "\n" for line in made.strip("\n").split("\n")) + "\n"


def _tag(text: str, token: _Token, inner: str | None, raw: str) -> Tag:
    said = token.said.removesuffix("/").strip() if token.form == "short" else token.said.strip()
    call = _CALL.fullmatch(said)
    if call and token.form != "short":
        name, typed = call["name"].lower(), call["arguments"]
    else:
        name = _name(said) if token.form != "expression" else ""
        typed = said[len(name) :]
    return Tag(
        token.form, name, arguments_of(typed), said, text[token.begin : token.end], inner, raw,
        in_address(text, token.begin), token.in_html,
    )  # fmt: skip


def arguments_of(typed: str) -> dict[str, str]:
    """The arguments of a tag."""
    found: dict[str, str] = {}
    number = 0
    for match in _ARGUMENT.finditer(_COLON.sub(r"\1=", typed[:20_000])):
        value = next((part for part in match.group("double", "single", "tick", "bare") if part is not None), "")
        value = html.unescape(re.sub(r"\\([\"'\\])", r"\1", value))
        if match["name"]:
            found.setdefault(match["name"].lower(), value)
        else:
            found[str(number)] = value
            number += 1
    return found


def in_address(text: str, at: int) -> bool:
    """Whether a place lies in the address of a link, or in a tag of HTML."""
    before = text[max(0, at - 600) : at]
    if before.rfind("<") > before.rfind(">") and re.match(r"</?[a-zA-Z]", before[before.rfind("<") :]):
        return True
    opening = before.rfind("](")
    if opening >= 0 and not re.search(r"[)\s]", re.sub(r"\{[{%].{0,2000}?[}%]\}", "", before[opening + 2 :])):
        return True
    return re.search(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S*\Z", before, re.MULTILINE) is not None

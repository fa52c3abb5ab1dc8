"""Texts that hold several languages, as qTranslate and its heirs have them: `[:en]Sea[:de]Meer[:]`. Pure."""

import re
from collections.abc import Iterator

from newsgen.importers.wordpress.export import Node, Part

_MARK = re.compile(r"\[:(?P<code>[a-z]{2})?\]|\{:(?P<in_braces>[a-z]{2})?\}|<!--:(?P<in_comment>[a-z]{2})?-->")
"""Where the text of a language begins; one without a language is where that of all goes on."""
_OF_ONE = frozenset({"title", "content:encoded", "excerpt:encoded"})
_NAMED = frozenset({"category"})


def languages_in(text: str) -> list[str]:
    """The languages of a text, in their order; none where it is of one."""
    if "[:" not in text and "<!--:" not in text and "{:" not in text:
        return []
    return list(dict.fromkeys(filter(None, map(_code, _MARK.finditer(text)))))


def _code(mark: re.Match[str]) -> str:
    return mark["code"] or mark["in_braces"] or mark["in_comment"] or ""


def in_language(text: str, language: str) -> str:
    """What a text says in a language; all of it where it does not tell languages apart."""
    return "".join(_pieces(text, language)) if languages_in(text) else text


def _pieces(text: str, language: str) -> Iterator[str]:
    at, current = 0, ""
    for mark in _MARK.finditer(text):
        if current in {"", language}:
            yield text[at : mark.start()]
        at, current = mark.end(), _code(mark)
    if current in {"", language}:
        yield text[at:]


def in_first_language(text: str) -> str:
    """What a text says in the language that it has first."""
    return in_language(text, found[0]) if (found := languages_in(text)) else text


def languages_of(part: Part, own: str) -> list[str]:
    """The languages of an item, ``own`` first where it is among them; none where it is of one."""
    found = list(dict.fromkeys(code for name in ("content:encoded", "title") for code in languages_in(part.text(name))))
    return sorted(found, key=lambda code: code != own)


def part_in(part: Part, language: str, base: str, *, is_first: bool) -> Part:
    """An item in one of its languages, filed under it; others than the first have an address of their own.

    ``base`` is the folder of its host in which the site lay.
    """
    number = part.text("wp:post_id").strip()
    nodes = [_node_in(node, language, base, is_first=is_first) for node in part.nodes]
    if not is_first:
        nodes = [node for node in nodes if node.name != "wp:comment"]
    marks = (("language", language), ("post_translations", f"languages-of-{number}"))
    return Part((*nodes, *(Node("category", {"domain": domain, "nicename": name}, "") for domain, name in marks)))


def _node_in(node: Node, language: str, base: str, *, is_first: bool) -> Node:
    if node.name in _OF_ONE:
        return node._replace(text=in_language(node.text, language))
    if node.name in _NAMED:
        return node._replace(text=in_first_language(node.text))
    if node.name == "link" and not is_first:
        return node._replace(text=re.sub(rf"\A(\s*https?://[^/]+{re.escape(base)})/", rf"\1/{language}/", node.text))
    return node

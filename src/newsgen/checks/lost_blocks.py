"""Blocks that a template fills and that nothing it extends has: Jinja2 leaves them out without a word."""

import re
from collections.abc import Iterator

from newsgen.checks.finding import OutputText
from newsgen.documents.fields import suggest
from newsgen.errors import ContentError, Problem
from newsgen.models.rules import LOST_BLOCK
from newsgen.renderer.theme import ThemeLoader

_OWN = "templates/"
_SILENT = re.compile(r"\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}", re.DOTALL)
_TAG = re.compile(r"\{%[-+]?\s*(?:(?P<end>endblock)\b|block\s+(?P<name>\w+))")
_EXTENDS = re.compile(r"\{%[-+]?\s*extends\s+(?P<parent>[^%]*?)\s*[-+]?%\}")
_SHOWN_ITSELF = re.compile(r"\bself\.(\w+)")


def find_lost_blocks(loader: ThemeLoader) -> Iterator[Problem]:
    """Each such block of the publication's own templates, at its place. What is extended must be named by a text."""
    for name in loader.list_templates():
        found = loader.find(name)
        if found and found[0] == f"{_OWN}{name}" and name.endswith(".html"):
            yield from _lost_in(name, loader)


def _lost_in(name: str, loader: ThemeLoader) -> Iterator[Problem]:
    shown, text = _read(name, loader)
    parents = _parents(name, text, loader)
    if not parents:
        return
    known: set[str] = set()
    used = {*_SHOWN_ITSELF.findall(text)}
    for _, each in parents:
        known.update(block for block, _, _ in _blocks(each))
        used.update(_SHOWN_ITSELF.findall(each))
    for block, at, is_inside in _blocks(text):
        if not is_inside and block not in known | used:
            what = f"the block `{block}` is shown nowhere: {parents[0][0]} has none of that name"
            what += suggest(block, sorted(known))
            mend = "call it as one of its blocks is called (docs/templates.md lists them), or take it out"
            yield OutputText(shown, text.encode()).at_byte(len(text[:at].encode()), LOST_BLOCK, what, mend)


def _read(name: str, loader: ThemeLoader) -> tuple[str, str]:
    """How messages call a template, and its text, in which what Jinja2 does not read is blank."""
    try:
        shown, text = loader.read(name) or (name, "")
    except ContentError:
        return name, ""
    return shown, _SILENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _parents(name: str, text: str, loader: ThemeLoader) -> list[tuple[str, str]]:
    """What a template extends, and what that extends, and so on; nothing where one cannot be told."""
    parents: list[tuple[str, str]] = []
    seen = {name}
    while extends := _EXTENDS.search(text):
        parent = extends["parent"]
        if not re.fullmatch(r"\"[^\"]*\"|'[^']*'", parent) or parent[1:-1] in seen or not loader.find(parent[1:-1]):
            return []
        seen.add(parent[1:-1])
        _, text = _read(parent[1:-1], loader)
        parents.append((parent[1:-1], text))
    return parents


def _blocks(text: str) -> Iterator[tuple[str, int, bool]]:
    """Each block, where it begins, and whether it stands in another one, with which it is shown."""
    depth = 0
    for tag in _TAG.finditer(text):
        if tag["end"]:
            depth -= 1
        else:
            yield tag["name"], tag.start(), depth > 0
            depth += 1

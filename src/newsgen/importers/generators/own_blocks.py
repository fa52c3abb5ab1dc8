"""Blocks of other dialects of Markdown as newsgen's: admonitions, tabs, notes in colons, alerts. Pure."""

import re
import textwrap
from collections.abc import Callable

_ADMONITION = re.compile(
    r"^(?P<indent>[ ]*)(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[\w-]+(?:[ \t]+(?!\")[\w-]+)*)?[ \t]*"
    r"(?:\"(?P<title>[^\n]*)\")?[ \t]*$"
)
_TAB = re.compile(r"^(?P<indent>[ ]*)===[!+]?[ \t]+\"(?P<title>[^\n]*)\"[ \t]*$")
_COLONS = re.compile(
    r"^(?P<colons>:{3,})[ \t]*(?P<kind>tip|info|warning|danger|caution|note|important|success|details|question"
    r"|example)\b[ \t]*(?P<title>[^\n]*)$",
    re.IGNORECASE,
)
_ALERT = re.compile(
    r"^(?P<quote>[ ]{0,3}>[ ]?)\[!(?P<kind>NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO|ABSTRACT|DANGER|QUOTE"
    r"|EXAMPLE)\][-+]?[ \t]*(?P<title>[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_SNIPPET = re.compile(r"^[ \t]*-{1,2}8<-{1,2}[ \t]+\"(?P<path>[^\"\n]+)\"[ \t]*$", re.MULTILINE)
_ICON = re.compile(r"(?<![\w:]):(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^}\n]*\})?[ ]?")
_CONTENTS = re.compile(
    r"(?im)^[ ]{0,3}(?:\[\[?_?toc_?\]\]?|<!--[ ]*(?:/?toc|tocstop|mtoc[^>]*)[ ]*-->|\$\{toc\}"
    r"|\{\{[>< %]*toc[>< %]*\}\})[ \t]*$\n?"
)
_DEEPEST = 8


def with_snippets(text: str, included: Callable[[str], str]) -> str:
    """The text with the files that it takes in."""
    return _SNIPPET.sub(lambda match: included(match["path"].partition(":")[0]) or match[0], text)


def with_own_blocks(text: str, *, is_indented: bool) -> str:
    """The text with blocks that newsgen knows. ``is_indented`` where blocks of indented lines may occur."""
    text = _CONTENTS.sub("", text)
    if is_indented or re.search(r"(?m)^[ ]*(?:!!!|\?\?\?)[ +]", text):
        text = _ICON.sub("", "\n".join(_indented_blocks(text.split("\n"), 0)))
    text = _ALERT.sub(
        lambda match: (
            f"{match['quote']}**{match['title'].strip() or match['kind'].capitalize()}**\n{match['quote'].rstrip()}"
        ),
        text,
    )
    return _colons(text)


def _title_of(kind: str) -> str:
    """What is shown above a note of a kind that says more than that it is one."""
    return "" if kind.lower() in {"note", "info", "abstract", "seealso", ""} else kind.capitalize()


def _indented_blocks(lines: list[str], depth: int) -> list[str]:
    made: list[str] = []
    at = 0
    while at < len(lines):
        opening = _ADMONITION.match(lines[at]) or _TAB.match(lines[at])
        if opening is None or depth > _DEEPEST:
            made.append(lines[at])
            at += 1
            continue
        indent = len(opening["indent"])
        inner, at = _block_below(lines, at + 1, indent)
        inner = _indented_blocks(inner, depth + 1)
        title = (opening["title"] or "").replace('\\"', '"').strip()
        if opening.re is _ADMONITION and opening["title"] is None:
            title = _title_of((opening["kind"] or "").partition(" ")[0])
        if opening.re is _TAB:
            block = [f"**{title}**", "", *inner]
        elif depth or indent:
            block = [*([f"**{title}**", ""] if title else []), *inner]
        else:
            block = [f"::: note {title}".rstrip(), *inner, ":::"]
        made += ["", *(f"{' ' * indent}{line}".rstrip() for line in block), ""]
    return made


def _block_below(lines: list[str], at: int, indent: int) -> tuple[list[str], int]:
    """The lines that are indented more, without that indent, and the number of the next one."""
    begin = at
    while at < len(lines) and (
        not lines[at].strip() or lines[at].startswith((" " * (indent + 4), " " * indent + "\t"))
    ):
        at += 1
    end = at
    while end > begin and not lines[end - 1].strip():
        end -= 1
    return textwrap.dedent("\n".join(lines[begin:end])).split("\n") if end > begin else [], at


def _colons(text: str) -> str:
    """`:::tip Title` of Docusaurus, VuePress and Starlight; those that newsgen has anyway stay."""
    if ":::" not in text:
        return text
    made: list[str] = []
    depth = 0
    for line in text.split("\n"):
        if match := _COLONS.match(line):
            title = re.sub(r"^\[(.*)\]$", r"\1", match["title"].strip())
            made.append(f"::: note {title or _title_of(match['kind'])}".rstrip())
            depth += 1
        elif depth and re.fullmatch(r":{3,}[ \t]*", line):
            made.append(":::")
            depth -= 1
        else:
            made.append(line)
    return "\n".join(made + [":::"] * depth)

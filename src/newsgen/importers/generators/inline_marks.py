"""Marks of other dialects of Markdown in lines: attributes, boxes of tasks, keys, highlights, edits. Pure."""

import re
from collections.abc import Callable

from newsgen.importers.generators.configs import Config

_ATTRIBUTE = r"(?:[.#][\w:-]+|[\w:@-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+)|loading|lazy)"
_LIST = rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t,]+{_ATTRIBUTE})*[ \t]*\}}"
_HEADING = re.compile(rf"^(?P<open>[ ]{{0,3}}#{{1,6}}[ \t][^\n]{{0,500}}?)[ \t]*+{_LIST}[ \t]*$", re.MULTILINE)
_ID = re.compile(r"#([\w:-]+)")
_BEHIND = re.compile(rf"(?<=[\w)\]*_`>]){_LIST}")
_AT_END = re.compile(rf"(?<=\S)[ \t]+{_LIST}[ \t]*$", re.MULTILINE)
_ALONE = re.compile(rf"^[ \t>]*{_LIST}[ \t]*$\n?", re.MULTILINE)
_TASK = re.compile(r"^(?P<open>[ \t>]*(?:[-*+]|\d+[.)])[ \t]+)\[(?P<done>[ xX])\][ \t]+(?=\S)", re.MULTILINE)
_MARKDOWN = re.compile(
    r"(?P<open><(?:div|section|article|aside|details|figure|main|center|blockquote|td|p|span)\b[^<>]*?)"
    r"(?<![ \t])[ \t]++markdown(?:[ \t]*=[ \t]*[\"']?(?:block|span|1|true)[\"']?)?(?=[ \t>/])",
    re.IGNORECASE,
)
_KEYS = re.compile(r"\+\+(?P<keys>[\w-]+(?:\+[\w-]+)*|\"[^\"\n]+\")\+\+")


def without_attributes(text: str, *, has_ends: bool = False) -> str:
    """The text without lists of attributes such as ``{ .button width=300 }``; a heading keeps its id.

    ``has_ends`` where one may stand behind a blank at the end of a block, as markdown-it has it.
    """
    if "{" not in text:
        return text

    def headed(match: re.Match[str]) -> str:
        found = _ID.search(match[0][match.end("open") - match.start() :])
        return f"{match['open']} {{#{found[1]}}}" if found else match["open"]

    lines = _HEADING.sub(headed, text).split("\n")
    text = "\n".join(line if line.lstrip().startswith("#") else _BEHIND.sub("", line) for line in lines)
    if has_ends:
        text = "\n".join(line if line.lstrip().startswith("#") else _AT_END.sub("", line) for line in text.split("\n"))
    return _ALONE.sub("", text)


def with_boxes(text: str) -> str:
    """The text with tasks of a list as boxes that readers see."""
    return (
        _TASK.sub(lambda match: f"{match['open']}{'☐' if match['done'] == ' ' else '☑'} ", text)
        if "[" in text
        else text
    )


def with_markdown_told(text: str) -> str:
    """The text whose elements in which Markdown stands say so as newsgen reads it."""
    return _MARKDOWN.sub(r'\g<open> markdown="1"', text) if "markdown" in text else text


def _element(name: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"<{name}>{match[1]}</{name}>"


def _pressed(match: re.Match[str]) -> str:
    keys = [match["keys"]] if match["keys"].startswith('"') else match["keys"].split("+")
    return "+".join(f"<kbd>{key.strip(chr(34)).replace('-', ' ').capitalize()}</kbd>" for key in keys)


_MARK = re.compile(r"(?<![=\w\\])==(?=[^\s=])((?:(?!\n[ \t]*\n)[^=]){1,500}?)(?<=[^\s=])==(?![=\w])")
_CRITIC: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str], ...] = (
    (
        re.compile(r"\{~~((?>(?:(?!~~\}|~>).){1,1000}))~>((?>(?:(?!~~\}).){0,1000}))~~\}", re.DOTALL),
        r"<del>\1</del><ins>\2</ins>",
    ),
    (re.compile(r"\{\+\+((?>(?:(?!\+\+\}).){1,1000}))\+\+\}", re.DOTALL), _element("ins")),
    (re.compile(r"\{--((?>(?:(?!--\}).){1,1000}))--\}", re.DOTALL), _element("del")),
    (re.compile(r"\{==((?>(?:(?!==\}).){1,1000}))==\}", re.DOTALL), _element("mark")),
    (re.compile(r"\{>>((?>(?:(?!<<\}).){1,1000}))<<\}", re.DOTALL), ""),
)
_CARET: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\^\^(?=\S)([^\n^]{1,500}?)(?<=\S)\^\^"), _element("ins")),
    (re.compile(r"(?<=[\w)])\^([^\s^\[\]]{1,40})\^"), _element("sup")),
)
_TILDE = re.compile(r"(?<=[\w)])~([^\s~]{1,40})~(?!~)")


def with_marks(text: str, config: Config) -> str:
    """The text with marks of the extensions that settings of MkDocs name, as elements."""
    named = repr(config.get("markdown_extensions", ""))
    if "critic" in named and "{" in text:
        for pattern, made in _CRITIC:
            text = pattern.sub(made, text)
    if "pymdownx.keys" in named and "++" in text:
        text = _KEYS.sub(_pressed, text)
    if "pymdownx.mark" in named:
        text = with_highlights(text)
    if "pymdownx.caret" in named and "^" in text:
        for caret, made_of_it in _CARET:
            text = caret.sub(made_of_it, text)
    if "pymdownx.tilde" in named and "~" in text:
        text = _TILDE.sub(_element("sub"), text)
    return text


def with_highlights(text: str) -> str:
    """The text with ``==words==`` as marked words."""
    return _MARK.sub(_element("mark"), text) if "==" in text else text

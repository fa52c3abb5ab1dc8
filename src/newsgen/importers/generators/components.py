"""Markdown with components (MDX): imports are cut, known components resolved, others hidden. Pure."""

import re
from collections.abc import Mapping

from newsgen.importers.generators.cutting import sub_between

_MODULE_LINE = re.compile(
    r"(?m)^(?:import\s(?:[^;\n]|\n(?!\n))*?(?:from\s*)?[\"'][^\"'\n]*[\"'];?|export\s+\{[^}]*\}[^\n]*)[ \t]*$\n?"
)
_EXPORT = re.compile(
    r"(?ms)^export\s+(?:const|let|var|default|function|async)\b.*?(?:^\}?[\])}]*;?[ \t]*$\n(?=\s*\n|\Z)"
    r"|\n[ \t]*\n|\Z)"
)
_IMPORTED = re.compile(r"(?m)^import\s+(\w+)\s+from\s*[\"']([^\"'\n]+)[\"']")
_TAG = re.compile(
    r"<(?P<end>/)?(?P<name>[A-Z][\w.]*)(?P<said>(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]"
    r"|\{(?:[^{}]|\{[^{}]*\})*\})*\}))?|\s+\{\.\.\.[^{}]*\})*)\s*(?P<alone>/)?>"
)
_PROPERTY = re.compile(
    r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|\{\s*+[\"'`]?((?>(?:[^{}\"'`]++|\{[^{}]*\})*))[\"'`]?\s*+\})"
)


def without_modules(text: str) -> tuple[str, dict[str, str]]:
    """The text without lines that are of a module, and the files that these name by the names that they give them."""
    imported = dict(_IMPORTED.findall(text))
    text = _MODULE_LINE.sub("", text)
    return sub_between(_EXPORT.sub("\n", text), "{/*", "*/}", lambda _: ""), imported


_CONSTANT = re.compile(r"(?m)^export\s+const\s+(\w+)\s*=\s*(?:[\"'`]([^\"'`\n$]*)[\"'`]|(\d[\d.]*))\s*;?[ \t]*$")


def constants_of(text: str) -> dict[str, str]:
    """Names that a text with components gives to words and numbers."""
    return {name: words or number for name, words, number in _CONSTANT.findall(text)}


def as_tags(text: str, imported: Mapping[str, str], spelled: dict[str, str] | None = None) -> str:
    """The text with its components as tags of the short kind, which one place knows.

    ``spelled`` takes each of these tags, and how the text has it.
    """

    def replaced(match: re.Match[str]) -> str:
        name = _NAMES.get(match["name"].rpartition(".")[2].lower(), match["name"].lower().replace(".", "-"))
        if match["end"]:
            return f"{{{{< /{name} >}}}}"
        said: list[str] = []
        for key, double, single, bare in _PROPERTY.findall(match["said"]):
            value = (double or single or bare).strip()
            value = imported.get(value.removesuffix(".src"), value)
            if key == "images" and value.startswith("["):
                names = (name.strip(" \"'") for name in value.strip("[]").split(","))
                value = ", ".join(imported.get(name.removesuffix(".src"), name) for name in names)
            quoted = value.replace('"', "&quot;")
            said.append(f'{key.lower()}="{quoted}"')
        alone = " /" if match["alone"] else ""
        made = f"{{{{< {name} {' '.join(said)}{alone} >}}}}"
        if spelled is not None:
            spelled[made] = match[0]
        return made

    text = _TAG.sub(replaced, text)
    text = text.replace("className=", "class=")
    text = re.sub(r"\sstyle=\{\{[^{}]*\}\}", "", text)
    text = re.sub(r"(<[a-z][\w-]*\b[^<>]*?\s[\w-]+=)\{\s*([\w.]+)\s*\}", lambda m: _imported(m, imported), text)
    text = re.sub(r"(?m)^[ \t]*</?>[ \t]*$", "", text)
    return _expressions(re.sub(r"\{\s*[\"'`]([^\"'`]*)[\"'`]\s*\}", _literal, text))


def _literal(match: re.Match[str]) -> str:
    """A text of JavaScript: braces in it are letters."""
    return match[1].replace("{", "&#123;").replace("}", "&#125;")


def _expressions(text: str) -> str:
    """The text with what JavaScript would work out as tags, which one place knows; braces of shortcodes stay."""
    if "{" not in text:
        return text
    made: list[str] = []
    at = failed = 0
    while (begin := text.find("{", at)) >= 0 and failed < _MOST_OPEN:
        if text.startswith(("{{", "{%", "{#"), begin):
            end = text.find("}}" if text[begin + 1] == "{" else "%}" if text[begin + 1] == "%" else "}", begin)
            end = end + 2 if end >= 0 else len(text)
            made.append(text[at:end])
            at = end
            continue
        end = _end_of(text, begin)
        before = text[max(0, begin - 1) : begin]
        if (
            end < 0
            or before in {"\\", "$"}
            or re.search(r"(?:^|\n)[ ]{0,3}#{1,6}[ \t][^\n]*\Z", text[max(0, begin - 300) : begin])
        ):
            failed += end < 0
            made.append(text[at : begin + 1])
            at = begin + 1
            continue
        said = " ".join(text[begin + 1 : end - 1].split())
        quoted = said.replace('"', "'")
        made.append(text[at:begin] + (f'{{{{< expression "{quoted}" /> }}}}'.replace("/> ", "/>") if said else ""))
        at = end
    return "".join([*made, text[at:]])


def _end_of(text: str, begin: int) -> int:
    """Behind the brace that closes one; -1 where none does within a few lines."""
    depth = 0
    for at in range(begin, min(len(text), begin + 3_000)):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if not depth:
                return at + 1
    return -1


def _imported(match: re.Match[str], imported: Mapping[str, str]) -> str:
    """An element whose field is an import: the file that it names."""
    name = match[2].removesuffix(".src")
    return f'{match[1]}"{imported.get(name, "")}"'


_MOST_OPEN = 200
"""Braces without an end in one text."""
_SAME = (
    ("figure", "image img picture figure photo"),
    ("youtube", "youtubeembed youtube"),
    ("tweet", "tweet twitter"),
    ("note", "aside admonition callout note tip warning alert"),
    ("details", "details"),
    ("tab", "tabitem tab"),
    ("tabs", "tabs codegroup"),
    ("card", "card linkcard"),
    ("mark", "highlight mark"),
    ("div", "steps cardgrid fragment box filetree columns column grid hero section center"),
    ("button", "a link linkbutton buttonlink button"),
    ("blockquote", "blockquote quote"),
)
_NAMES = {name: meant for meant, names in _SAME for name in names.split()}
BY_MEANING = frozenset(_NAMES.values())
"""Names that stand for what many components are."""

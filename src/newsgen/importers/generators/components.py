"""Markdown with components (MDX): imports are cut, known components resolved, others hidden. Pure."""

import re
from collections.abc import Mapping

_MODULE_LINE = re.compile(
    r"(?m)^(?:import\s(?:[^;\n]|\n(?!\n))*?(?:from\s*)?[\"'][^\"'\n]*[\"'];?|export\s+\{[^}]*\}[^\n]*)[ \t]*$\n?"
)
_EXPORT = re.compile(
    r"(?ms)^export\s+(?:const|let|var|default|function|async)\b.*?(?:^\}?[\])}]*;?[ \t]*$\n(?=\s*\n|\Z)"
    r"|\n[ \t]*\n|\Z)"
)
_IMPORTED = re.compile(r"(?m)^import\s+(\w+)\s+from\s*[\"']([^\"'\n]+)[\"']")
_REMARK = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)
_TAG = re.compile(
    r"<(?P<end>/)?(?P<name>[A-Z][\w.]*)(?P<said>(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]"
    r"|\{(?:[^{}]|\{[^{}]*\})*\})*\}))?|\s+\{\.\.\.[^{}]*\})*)\s*(?P<alone>/)?>"
)
_PROPERTY = re.compile(
    r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|\{\s*[\"'`]?((?:[^{}\"'`]|\{[^{}]*\})*?)[\"'`]?\s*\})"
)


def without_modules(text: str) -> tuple[str, dict[str, str]]:
    """The text without lines that are of a module, and the files that these name by the names that they give them."""
    imported = dict(_IMPORTED.findall(text))
    text = _MODULE_LINE.sub("", text)
    return _REMARK.sub("", _EXPORT.sub("\n", text)), imported


def as_tags(text: str, imported: Mapping[str, str]) -> str:
    """The text with its components as tags of the short kind, which one place knows."""

    def replaced(match: re.Match[str]) -> str:
        name = _NAMES.get(match["name"].rpartition(".")[2].lower(), match["name"].lower().replace(".", "-"))
        if match["end"]:
            return f"{{{{< /{name} >}}}}"
        said: list[str] = []
        for key, double, single, bare in _PROPERTY.findall(match["said"]):
            value = (double or single or bare).strip()
            value = imported.get(value.removesuffix(".src"), value)
            quoted = value.replace('"', "&quot;")
            said.append(f'{key.lower()}="{quoted}"')
        alone = " /" if match["alone"] else ""
        return f"{{{{< {name} {' '.join(said)}{alone} >}}}}"

    text = _TAG.sub(replaced, text)
    text = text.replace("className=", "class=")
    return re.sub(r"\{\s*[\"'`]([^{}\"'`]*)[\"'`]\s*\}", r"\1", text)


_SAME = (
    ("figure", "image img picture figure photo"),
    ("youtube", "youtubeembed youtube"),
    ("tweet", "tweet twitter"),
    ("note", "aside admonition callout note tip warning alert"),
    ("details", "details"),
    ("tab", "tabitem tab"),
    ("card", "card"),
    ("div", "steps cardgrid fragment box tabs"),
    ("button", "a link linkbutton buttonlink button"),
    ("blockquote", "blockquote quote"),
)
_NAMES = {name: meant for meant, names in _SAME for name in names.split()}

"""Blocks of other dialects of Markdown as newsgen's: admonitions, tabs, notes in colons, alerts. Pure."""

import re
import textwrap
from collections.abc import Callable

from newsgen.importers.generators.shown import block_name

_ADMONITION = re.compile(
    r"^(?P<indent>[ ]*)(?:!!!|\?\?\?\+?)[ \t]++(?>(?P<kind>[\w-]++(?>(?:[ \t]++(?!\")[\w-]++)*))?)[ \t]*+"
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
_SNIPPETS = re.compile(
    r"(?m)^[ \t]*-{1,2}8<-{1,2}[ \t]*\n((?:[ \t]*[^\s\"][^\n]*\n){1,100}?)[ \t]*-{1,2}8<-{1,2}[ \t]*$"
)
_ICON = re.compile(r"(?<![\w:]):(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^}\n]*\})?[ ]?")
_CONTENTS = re.compile(
    r"(?im)^[ ]{0,3}(?:\[\[?_?toc_?\]\]?|<!--[ ]*(?:/?toc|tocstop|mtoc[^>]*)[ ]*-->|\$\{toc\}"
    r"|\{\{[>< %]*toc[>< %]*\}\})[ \t]*$\n?"
)
_FIGURE = re.compile(
    r"<figure\b[^<>]*>\s*+(?>(?:<p>)?)\s*+(?P<begin>(?:\[(?=!))?!\[[^\]\n]*\]\((?:<[^<>\n]*>|[^()\s]*))(?P<title>\s++\"[^\"\n]*\")?"
    r"(?P<end>\)(?>(?:\]\([^()\s]*\))?))\s*+(?>(?:\{[^{}\n]*\})?)\s*+(?>(?:</p>)?)\s*+(?:<figcaption\b[^<>]*>(?P<words>.{0,2000}?)</figcaption>)?"
    r"\s*+</figure>",
    re.DOTALL | re.IGNORECASE,
)
_SCHEMES = re.compile(
    r"!\[[^\]\n]*\]\([^()\s]*#(?:only-dark|gh-dark-mode-only)\)(?:\{[^{}\n]*\})?[ \t]*\n?"
    r"|(?<=[^\s()])#(?:only-light|gh-light-mode-only)(?=\))"
)
"""Of pictures that lie there for light and for dark pages, the dark one; and what makes the other one light."""
_SLASHES = re.compile(
    r"^(?P<indent>[ ]*)(?P<slashes>/{3,})[ \t]*+(?>(?P<kind>[\w-]+)?)[ \t]*+"
    r"(?:\|[ \t]*+(?P<title>(?>(?:[^ \t\n]+|[ \t]+(?=[^ \t\n]))*)))?[ \t]*$"
)
_PICTURE_ALONE = re.compile(r"[ \t]*(!\[[^\]]*\]\((?:<[^<>]*>|[^()\s]*))(?:\s+\"[^\"]*\")?\)(?:\{[^{}]*\})?[ \t]*")
_DIRECTIVE = re.compile(
    r"(?<![\w:]):(?P<leaf>:)?(?P<name>[a-z][\w-]*)(?:\[(?P<words>[^\[\]\n]{0,1000})\])?(?:\{(?P<said>[^{}\n]{0,1000})\})?(?=\W|\Z)"
)
_DEEPEST = 8


def with_snippets(text: str, included: Callable[[str], str]) -> str:
    """The text with the files that it takes in."""
    text = _SNIPPETS.sub(
        lambda match: "\n".join(f'--8<-- "{name.strip()}"' for name in match[1].split("\n") if name.strip()), text
    )
    return _SNIPPET.sub(lambda match: included(match["path"].partition(":")[0]) or match[0], text)


def with_own_blocks(text: str, *, is_indented: bool, has_directives: bool = False, has_containers: bool = False) -> str:
    """The text with blocks that newsgen knows.

    Args:
        text: Without code between fences.
        is_indented: Whether blocks of indented lines may occur.
        has_directives: Whether ``:name[words]{…}`` is a directive.
        has_containers: Whether ``::: name`` may be a block of any name.
    """
    text = _CONTENTS.sub("", text)
    text = _SCHEMES.sub("", text) if "#" in text else text
    text = _FIGURE.sub(_figured, text) if "<figure" in text else text
    if re.search(r"(?m)^[ ]*/{3,}[ \t]*[a-z]", text):
        text = "\n".join(_slashed(text.split("\n")))
    if has_directives and re.search(r"(?m)(?<![\w:])::?[a-z][\w-]*[\[{]", text):
        text = _DIRECTIVE.sub(_directed, text)
    if is_indented or re.search(r"(?m)^[ ]*(?:!!!|\?\?\?)[ +]", text):
        text = _ICON.sub("", "\n".join(_indented_blocks(text.split("\n"), 0)))
    text = _ALERT.sub(
        lambda match: (
            f"{match['quote']}**{match['title'].strip() or match['kind'].capitalize()}**\n{match['quote'].rstrip()}"
        ),
        text,
    )
    return _colons(_contained(text) if has_containers and ":::" in text else text)


_CONTAINER = re.compile(
    r"^(?P<indent>[ ]{0,3})(?P<colons>:{3,})[ \t]*(?P<kind>[A-Za-z][\w-]*)(?P<title>(?:[ \t\[{][^\n]*)?)$"
)
_CONTAINER_ENDS = re.compile(r"^[ ]{0,3}(?P<colons>:{3,})[ \t]*$")
_BLOCKS_HERE = frozenset(
    "pullquote factbox note timeline gallery qa audio video comments comment live tip info warning danger caution "
    "important success details question example".split()
)
"""Names that newsgen has, or that are read anyway."""
_LAYOUT = frozenset(
    "center left right wide full full-width grid columns column cols col row rows lead intro big small section wrapper "
    "container div flex group inner outer main content".split()
)
"""Names that only say where a block stands, and how large."""


def _contained(text: str) -> str:
    """The text with blocks that a site has under names of its own: as newsgen's, or without the lines around them."""
    made: list[str] = []
    opened: list[tuple[int, str]] = []  # where each stands, and what it becomes
    for line in text.split("\n"):
        if match := _CONTAINER.match(line):
            kind = match["kind"].lower()
            named = re.search(r"\{(?P<fields>[^{}]*)\}\s*$", match["title"])
            title = re.sub(r"\{[^{}]*\}\s*$", "", match["title"]).strip()
            told = re.search(r"title=\"?([^\"}]*)", named["fields"]) if named else None
            title = (told[1] if told else re.sub(r"^\[(.*)\]$", r"\1", title)).strip()
            is_own = kind in _BLOCKS_HERE
            layout = title and f"**{title}**\n"
            block = (
                line if is_own else layout if kind in _LAYOUT else f"::: {block_name(kind) or 'note'} {title}".rstrip()
            )
            opened.append((len(made), block))
            made.append(line)
        elif opened and _CONTAINER_ENDS.match(line):
            at, block = opened.pop()
            made[at] = block
            made.append(line if block.startswith(":") or block.lstrip().startswith(":") else "")
        else:
            made.append(line)
    return "\n".join(made)


def _figured(match: re.Match[str]) -> str:
    """A picture with its caption in Markdown, of one in an element."""
    words = re.sub(r"<[^<>]*>", "", match["words"] or "")
    words = " ".join(
        re.sub(r"!?\[([^\[\]]*)\]\([^)]{0,2000}\)|[*_`]{1,2}(?=\S)|(?<=\S)[*_`]{1,2}", r"\1", words).split()
    )
    title = ' "' + words.replace('"', "”") + '"' if words else match["title"] or ""
    begin = re.sub(r"(?<=\()(?=<)", "", match["begin"])
    inner, closing = match["end"][:1], match["end"][1:]
    return f"\n\n{begin}{title}{inner}{closing}\n\n"


def _slashed(lines: list[str]) -> list[str]:
    """Blocks between slashes, as Python-Markdown's extensions have them: ``/// note | Title``."""
    made: list[str] = []
    opened: list[tuple[str, str]] = []
    skips = False
    for line in lines:
        match = _SLASHES.match(line)
        if skips and re.match(r"[ ]{4,}[\w-]+:", line):
            continue
        skips = False
        if match and match["kind"] and (match["title"] is not None or len(match["slashes"]) == 3 or opened):  # noqa: PLR2004
            kind, title = match["kind"].lower(), match["title"] or ""
            opened.append((kind, match["slashes"]))
            skips = True
            if "caption" in kind:
                made.append("\ufdd0")
            elif kind == "tab":
                made += ["", f"**{title}**", ""]
            elif kind not in {"html", "define", "annotate"}:
                made.append(f"::: note {title or _title_of(kind if kind not in _PLAIN else '')}".rstrip())
        elif match and not match["kind"] and opened and len(match["slashes"]) >= len(opened[-1][1]):
            kind, _ = opened.pop()
            if "caption" in kind:
                _put_caption(made)
            elif kind not in {"html", "define", "annotate", "tab"}:
                made.append(":::")
        else:
            made.append(line)
    return [line for line in made + [":::"] * sum(kind not in _NO_BLOCK for kind, _ in opened) if line != "\ufdd0"]


_PLAIN = frozenset({"admonition", "details"})
_NO_BLOCK = frozenset({"html", "define", "annotate", "tab", "caption", "figure-caption", "table-caption"})


def _put_caption(made: list[str]) -> None:
    """Puts what stands behind the last mark into the picture above it."""
    at = len(made) - 1 - made[::-1].index("\ufdd0") if "\ufdd0" in made else -1
    if at < 0:
        return
    words = " ".join(" ".join(made[at + 1 :]).split())
    above = next((number for number in range(at - 1, -1, -1) if made[number].strip()), -1)
    if above >= 0 and (match := _PICTURE_ALONE.fullmatch(made[above])):
        plain = re.sub(r"!?\[([^\[\]]*)\]\([^)]{0,2000}\)|[*_`]{1,2}(?=\S)|(?<=\S)[*_`]{1,2}", r"\1", words).replace(
            '"', "”"
        )
        made[above:] = [f'{match[1]} "{plain}")', ""]
    else:
        del made[at]


def _directed(match: re.Match[str]) -> str:
    """A directive in a line, or alone on one: its words, or a link."""
    said = dict(re.findall(r"([\w-]+)=\"?([^\s\"]*)\"?", match["said"] or ""))
    words = match["words"]
    if words is None and match["said"] is None:
        return match[0]
    target = said.get("href") or said.get("url") or said.get("link") or said.get("src") or ""
    if not target and re.fullmatch(r"[\w.-]+/[\w.-]+", said.get("repo", "")):
        target = f"https://github.com/{said['repo']}"
    if match["name"] == "youtube" and (number := said.get("id") or (match["said"] or "").strip("#")):
        return f"\n\nhttps://www.youtube.com/watch?v={number}\n\n"
    if target:
        return f"[{words or re.sub('^https?://|/$', '', target)}]({target})"
    return words or ""


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
            said = re.fullmatch(r"(?:\[(?P<words>[^\]]*)\])?\s*(?:\{(?P<fields>[^{}]*)\})?", match["title"].strip())
            named = re.search(r"title=\"?([^\"}]*)", said["fields"]) if said and said["fields"] else None
            title = (named[1] if named else said["words"] or "") if said else match["title"].strip()
            made.append(f"::: note {title or _title_of(match['kind'])}".rstrip())
            depth += 1
        elif depth and re.fullmatch(r":{3,}[ \t]*", line):
            made.append(":::")
            depth -= 1
        else:
            made.append(line)
    return "\n".join(made + [":::"] * depth)

"""Lists of attributes as kramdown has them (``{: .table #id}``), where newsgen would show them. Pure."""

import re

from newsgen.importers.generators.cutting import sub_between
from newsgen.importers.generators.shown import block, block_name

_LIST = r"\{:(?!:|toc\})[^{}\n]*\}"
_REMARK_ENDS = re.compile("\ufde4(?:comment)?\\}\n?")
_AS_TYPED = re.compile(r"\{::nomarkdown\b[^{}\n]*\}(?P<inside>(?:(?!\{:[/:]).)*)\{:/(?:nomarkdown)?\}", re.DOTALL)
_ORDER = re.compile(r"\{::[a-z]+\b[^{}\n]*\}|\{:/[a-z]*\}")
_ALONE = re.compile(rf"[ \t>]*(?:{_LIST}[ \t]*)+")
_AT_ITEM = re.compile(rf"^(?P<mark>[ \t]*(?:[-*+]|\d+[.)])[ \t]+){_LIST}[ \t]*", re.MULTILINE)
_SPAN = re.compile(rf"(?P<before>[^\s)*`_]){_LIST}")
_LOOSE = re.compile(rf"(?P<before>\S[ \t]+){_LIST}(?=[ \t]*\S)|(?<=\S)[ \t]+{_LIST}(?=[ \t]*$)", re.MULTILINE)
_UNLIKE_TEXT = re.compile(r"[ \t>]*(?:[-*+][ \t]|\d+[.)][ \t]|:[ \t]|[-=*_|:]{3,}[ \t]*\Z|\[\^)|[ \t]*>|[^|]*\|")


def without_attributes(text: str) -> str:
    """The text without lists of attributes that newsgen would show; paragraphs of some classes become blocks."""
    if "{:" not in text:
        return text
    if "{::" in text:
        text = _ORDER.sub("", _AS_TYPED.sub(r"\g<inside>", without_remarks(text)))
    lines: list[str] = []
    ahead = ""  # a list above a block, and where that begins
    begin = 0
    for line in [*text.split("\n"), ""]:
        if not _ALONE.fullmatch(line):
            if ahead and not line.strip() and len(lines) > begin:
                if made := _as_block(lines, ahead):
                    lines[made[0] :] = made[1].strip("\n").split("\n")
                ahead = ""
            begin = begin if ahead and len(lines) > begin else len(lines)
            lines.append(line)
            continue
        above = lines[-1] if lines else ""
        if not above.strip():
            ahead = line if block_of(line) and not line.startswith((" ", "\t")) else ""
            continue
        if made := _as_block(lines, line):
            lines[made[0] :] = made[1].strip("\n").split("\n")
        elif (
            (not _UNLIKE_TEXT.match(above) and "#" in line)
            or re.match(r"[ \t]*#{1,6}[ \t]", above)
            or (not _UNLIKE_TEXT.match(above) and not line.startswith((" ", "\t")))
        ):
            lines.append(line)
    lines.pop()
    text = _AT_ITEM.sub(r"\g<mark>", "\n".join(lines))
    return "\n".join(map(_without_spans, text.split("\n")))


def without_remarks(text: str) -> str:
    """The text without what stands between ``{::comment}`` and its end."""
    return _REMARK_ENDS.sub("", sub_between(text, "{::comment}", "{:/", lambda _: "\ufde4"))


def _without_spans(line: str) -> str:
    if _ALONE.fullmatch(line) or line.lstrip().startswith("#"):
        return line
    return _LOOSE.sub(lambda match: match["before"] or "", _SPAN.sub(r"\g<before>", line))


def block_of(said: str) -> str:
    """The block that the classes in a list mean; empty for none."""
    names = re.findall(r"\.([A-Za-z][\w-]*)", said)
    return block_name(
        *(re.sub(r"--\w+\Z|-title\Z|\A(?:prompt|block|alert|callout|notice)-(?=[a-z])", "", name) for name in names)
    )


def _title_of(said: str) -> str:
    """What is shown above a note whose class says more than that it is one."""
    match = re.search(r"\.(?:prompt|block)-(tip|warning|danger)\b", said)
    return match[1].capitalize() if match else ""


def _as_block(lines: list[str], said: str) -> tuple[int, str] | None:
    """The block that the class of a paragraph or a quotation means, and the line at which that begins."""
    name = block_of(said)
    begin = len(lines)
    while begin and lines[begin - 1].strip():
        begin -= 1
    above = lines[begin:]
    if not name or not above or said.startswith((" ", "\t")):
        return None
    if all(line.startswith(">") for line in above):
        above = [re.sub(r"\A> ?", "", line) for line in above]
    if _UNLIKE_TEXT.match(above[0]) or above[0].startswith(("#", " ", "\t", "<", ":")):
        return None
    title = ""
    if re.search(r"\.[\w-]+-title\b", said):
        title, above = above[0].strip("* "), above[1:]
        while above and not above[0].strip():
            above = above[1:]
    return begin, block(name, title or _title_of(said), "\n".join(above))

"""Lists of attributes as kramdown has them (``{: .table #id}``), where newsgen would show them. Pure."""

import re

from newsgen.importers.generators.shown import block, block_name

_LIST = r"\{:(?!:)[ \t]*(?!toc\})[^{}\n]*\}"
_ALONE = re.compile(rf"[ \t>]*(?:{_LIST}[ \t]*)+")
_AT_ITEM = re.compile(rf"^(?P<mark>[ \t]*(?:[-*+]|\d+[.)])[ \t]+){_LIST}[ \t]*", re.MULTILINE)
_SPAN = re.compile(rf"(?P<before>[^\s)*`_]){_LIST}")
_LOOSE = re.compile(rf"(?P<before>\S[ \t]+){_LIST}(?=[ \t]*\S)|(?<=\S)[ \t]+{_LIST}(?=[ \t]*$)", re.MULTILINE)
_UNLIKE_TEXT = re.compile(r"[ \t>]*(?:[-*+][ \t]|\d+[.)][ \t]|:[ \t]|[-=*_|:]{3,}[ \t]*\Z|\[\^)|[ \t]*>|[^|]*\|")


def without_attributes(text: str) -> str:
    """The text without lists of attributes that newsgen would show; paragraphs of some classes become blocks."""
    if "{:" not in text:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        if not _ALONE.fullmatch(line):
            lines.append(line)
            continue
        above = lines[-1] if lines else ""
        if not above.strip():
            continue
        if made := _as_block(lines, line):
            lines[made[0] :] = made[1].strip("\n").split("\n")
        elif (
            (not _UNLIKE_TEXT.match(above) and "#" in line)
            or re.match(r"[ \t]*#{1,6}[ \t]", above)
            or (not _UNLIKE_TEXT.match(above) and not line.startswith((" ", "\t")))
        ):
            lines.append(line)
    text = _AT_ITEM.sub(r"\g<mark>", "\n".join(lines))
    return "\n".join(map(_without_spans, text.split("\n")))


def _without_spans(line: str) -> str:
    if _ALONE.fullmatch(line) or line.lstrip().startswith("#"):
        return line
    return _LOOSE.sub(lambda match: match["before"] or "", _SPAN.sub(r"\g<before>", line))


def _as_block(lines: list[str], said: str) -> tuple[int, str] | None:
    """The block that the class of a paragraph or a quotation means, and the line at which that begins."""
    names = [re.sub(r"--\w+\Z", "", name) for name in re.findall(r"\.([A-Za-z][\w-]*)", said)]
    name = block_name(*names)
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
    return begin, block(name, "", "\n".join(above))

"""Texts of the classic editor: empty lines part paragraphs, and other line ends are breaks. Pure."""

import re

from newsgen.importers.wordpress.apart import cut_apart

_AROUND = (
    "address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hgroup|hr|iframe|main|menu|nav|"
    "object|ol|p|pre|script|section|style|table|tbody|tfoot|thead|tr|ul|video|audio"
)
_CELLS = "caption|dd|dt|figcaption|legend|li|summary|td|th"
"""What holds a line as it is: no paragraph is made in it unless it has an empty line."""
_TAG = re.compile(rf"</?(?:{_AROUND})\b[^>]*>", re.IGNORECASE)
_CELL = re.compile(rf"</?(?:{_CELLS})\b", re.IGNORECASE)
_BEGIN_OF_CELL = re.compile(rf"\s*(<(?:{_CELLS})\b[^>]*>)\s*", re.IGNORECASE)
_END_OF_CELL = re.compile(rf"\s*(</(?:{_CELLS})\s*>)\s*", re.IGNORECASE)
_APART = frozenset({"pre", "script", "style", "textarea", "!--"})
_RUN = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_EMPTY = re.compile(r"\n(?: ?\n)+ ?")
_BREAK = re.compile(r"(?<!<br>)(?<!<br/>)(?<!<br />) ?\n ?")
_IS_BLOCK = re.compile(rf"\s*</?(?:{_AROUND}|{_CELLS})\b", re.IGNORECASE)
_IN_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*\n[^<>]*>")
"""A tag over several lines, in which no line ends."""
_KEPT = "\ue010{}\ue011"
_BACK = re.compile("\ue010(\\d+)\ue011")


def with_paragraphs(text: str) -> str:
    """The HTML that WordPress makes of a text before it shows it."""
    if not text.strip():
        return ""
    pieces = cut_apart(text.replace("\r\n", "\n").replace("\r", "\n"), _APART)
    kept = pieces[1::2]
    for number, piece in enumerate(kept):
        gap = "" if piece.startswith("<!--") else "\n\n"
        pieces[2 * number + 1] = f"{gap}{_KEPT.format(number)}"
    # Runs of blanks are cut short first: what looks for a tag behind blanks would begin anew at each of them.
    text = _EMPTY.sub("\n\n", _RUN.sub(" ", "".join(pieces)))
    text = _IN_TAG.sub(lambda tag: tag[0].replace("\n", " "), text)
    # The blanks around a tag stay until the pieces are stripped: to look for them would be to look behind each blank.
    text = _TAG.sub(r"\n\n\g<0>\n\n", text)
    if _CELL.search(text):
        text = _END_OF_CELL.sub(r"\1\n\n", _BEGIN_OF_CELL.sub(r"\n\n\1", text))
    made: list[str] = []
    for piece in filter(None, (each.strip("\n ") for each in re.split(r"\n\s*\n", text))):
        is_apart = _BACK.fullmatch(piece) is not None
        made.append(piece if is_apart or _IS_BLOCK.match(piece) else f"<p>{_with_breaks(piece)}</p>")
    return _BACK.sub(lambda found: kept[int(found[1])], "\n".join(made))


def _with_breaks(piece: str) -> str:
    return _BREAK.sub("<br>\n", piece) if "\n" in piece else piece

"""RTF, as word processors put it on the clipboard, to text. Pure."""

import re

from newsgen.importers.story import LeftOut

_ROW = re.compile(r"^(?:[^|\n]*\|){2,}$", re.MULTILINE)
"""A row of a table, as the library writes it."""
_LINK = re.compile(r'HYPERLINK\s+\\?"([^"\\]+)')
_PICTURE = re.compile(r"\{(?:\\\*)?\\(?:shppict\s*\{\\)?pict\b")


def _text(text: str) -> str:
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - only where there is RTF

    return str(rtf_to_text(text, errors="replace"))  # type: ignore[no-untyped-call]


def rtf_text(text: str) -> tuple[str, tuple[LeftOut, ...]]:
    """The text of a document of RTF, with a line for each paragraph; and what no line can hold."""
    lines = _ROW.sub(lambda row: row[0].rstrip("|").replace("|", "\t"), _text(text))
    links = dict.fromkeys(_LINK.findall(text))
    left = [LeftOut(address, "the address of a link, which a copied story does not keep") for address in links]
    if pictures := len(_PICTURE.findall(text)):
        left.append(LeftOut(f"pictures in it: {pictures}", "pictures are not in the text: --picture FILE gives one"))
    return lines, tuple(left)

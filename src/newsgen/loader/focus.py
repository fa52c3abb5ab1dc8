"""What must be seen of a picture where it is cut: `focus` in the group `image`."""

from collections.abc import Mapping
from types import MappingProxyType

from newsgen.documents.fields import FieldReader

_ACROSS: Mapping[str, int] = MappingProxyType({"left": 0, "right": 100})
"""Word to hundredths from the left."""
_DOWN: Mapping[str, int] = MappingProxyType({"top": 0, "bottom": 100})
"""Word to hundredths from the top."""
_MIDDLE = 50
_MEND = "write words (`left top`), or per cent from the left and the top (`30% 20%`)"


def read_focus(group: FieldReader) -> tuple[int, int] | None:
    """Hundredths from the left and the top; None where nothing is said, or nothing that can be understood."""
    typed = group.text("focus").lower().replace("centre", "center").replace(",", " ").split()
    if not typed:
        return None
    found = _of_words(typed) or _of_numbers(typed)
    if found is None:
        group.note(group.node("focus"), f"`focus` is no place in a picture: {' '.join(typed)}", _MEND)
    return found


def _of_words(typed: list[str]) -> tuple[int, int] | None:
    across = [_ACROSS[word] for word in typed if word in _ACROSS]
    down = [_DOWN[word] for word in typed if word in _DOWN]
    middles = typed.count("center")
    if len(across) + len(down) + middles != len(typed) or max(len(across), len(down)) > 1 or len(typed) > 2:  # noqa: PLR2004 - across and down
        return None
    return (*across, _MIDDLE)[0], (*down, _MIDDLE)[0]


def _of_numbers(typed: list[str]) -> tuple[int, int] | None:
    """Two of per cent, or two shares of one."""
    try:
        across, down = (float(word.removesuffix("%")) for word in typed)
    except ValueError:
        return None
    if max(across, down) <= 1 and not any(word.endswith("%") for word in typed):
        across, down = 100 * across, 100 * down
    is_inside = min(across, down) >= 0 and max(across, down) <= 100  # noqa: PLR2004 - per cent
    return (round(across), round(down)) if is_inside else None

"""How pictures are published, and which stories have one for previews of links: `pictures` and `cards`."""

from newsgen.documents.fields import FieldReader
from newsgen.models.picture import PictureRules

PICTURE_KEYS = ("widths", "formats", "keep", "originals")
PICTURE_FORMATS = ("avif", "webp")
"""From the smallest files to the largest: the first that a browser knows is taken."""
_KEPT = PictureRules().keep
_LEAST = 16
_MOST = 8_192
_MOST_WIDTHS = 8


DRAWN = "all"
"""The choice by which pictures are drawn."""
CARDS = ("lead", DRAWN, "off")


def read_cards(fields: FieldReader) -> str:
    """Which stories have a picture for previews of links: `cards`."""
    return fields.choice("cards", CARDS)


def read_pictures(fields: FieldReader, cards: str) -> PictureRules:
    """The group `pictures`."""
    usual = PictureRules(has_cards=cards != "off")
    group = fields.record("pictures")
    if group is None:
        return usual
    read = PictureRules(
        widths=_read_widths(group) or usual.widths,
        formats=group.some_of("formats", PICTURE_FORMATS, usual.formats),
        keep=group.some_of("keep", _KEPT, usual.keep),
        originals=group.flag("originals"),
        has_cards=usual.has_cards,
    )
    group.refuse_unknown(PICTURE_KEYS)
    return read


def _read_widths(group: FieldReader) -> tuple[int, ...]:
    found: set[int] = set()
    typed = group.names_typed("widths") if group.has("widths") else {}
    for text, node in typed.items():
        if text.isascii() and text.isdecimal() and _LEAST <= int(text[:6]) <= _MOST:
            found.add(int(text))
        else:
            mend = f"write pixels, between {_LEAST} and {_MOST:,}: `widths: [480, 960, 1600]`"
            group.note(node, f"`widths` has {text!r}, which is no width of a picture", mend)
    if len(found) > _MOST_WIDTHS:
        mend = f"name at most {_MOST_WIDTHS}: each is one more file for every picture and format"
        group.note(group.node("widths"), f"`widths` has {len(found)} widths", mend)
    return tuple(sorted(found))

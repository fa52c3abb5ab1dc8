"""Pictures as files: what is known of one without decoding it, and the sizes in which the site shows it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

MOST_PIXELS = 100_000_000
"""A picture of more is never decoded: a file of a few bytes could fill the memory."""
RASTER = ("jpeg", "png", "webp", "avif", "tiff", "bmp")
"""The kinds of pictures of which sizes are made. A GIF has few colours, moves, or both: it stays as it is."""
_SUFFIXES_OF_PICTURES = (
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".svg",
    ".heic", ".heif", ".hif",
)  # fmt: skip
_NEARLY = 0.87
"""A size that is so close to the largest one spares nobody anything."""
_OWN_FORMATS = {
    "jpg": "jpeg", "jpeg": "jpeg", "jpe": "jpeg", "jfif": "jpeg", "png": "png", "webp": "webp", "avif": "avif",
}  # fmt: skip
"""End of a file's name to the format in which the file of this name is written."""


UNREAD = "unread"
"""The kind of what begins as a picture does and cannot be read: what it tells of places cannot be taken out."""
OVERSIZED = "oversized"
"""The kind of what has more bytes than newsgen reads of a picture."""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What the head of a picture's file says."""

    width: int = 0
    """In pixels, as the picture is seen; 0 where it cannot be told."""
    height: int = 0
    kind: str = ""
    """One of RASTER, ``gif``, ``svg``, UNREAD, OVERSIZED, or empty where it is no picture that newsgen knows."""
    is_still: bool = True
    """Whether it has one frame."""
    caption: str = ""
    credit: str = ""
    fault: str = ""
    """Why it cannot be shown, or not as it should be."""

    def as_record(self) -> list[object]:
        """The values of its fields, in their order."""
        return [getattr(self, name) for name in self.__slots__]

    @property
    def is_bomb(self) -> bool:
        """Whether it is too large to be decoded, by newsgen or by a browser."""
        return self.width * self.height > MOST_PIXELS

    @property
    def is_withheld(self) -> bool:
        """Whether it is not published at all."""
        return self.is_bomb or self.kind in {UNREAD, OVERSIZED}

    @property
    def mend(self) -> str:
        """What to do about one that is withheld."""
        if self.kind == UNREAD:
            return "open it with a program that can, and save it as JPEG or PNG"
        return "make it smaller: 2,000 pixels are enough for any screen"

    @property
    def has_sizes(self) -> bool:
        """Whether sizes of it are made; what moves, and what is no raster picture, is published as it is."""
        return self.kind in RASTER and self.is_still and self.width > 0 and not self.is_bomb


NO_FACTS = PictureFacts()


@dataclass(frozen=True, slots=True)
class PictureRules:
    """How the pictures of a site are published: the group `pictures` of newsgen.yaml."""

    widths: tuple[int, ...] = (480, 960, 1600)
    """In pixels, ascending. No picture is wider than the last."""
    formats: tuple[str, ...] = ("webp",)
    """In which each size is offered besides JPEG or PNG; the first that a browser knows is taken."""
    keep: tuple[str, ...] = ("caption", "credit", "copyright", "provenance")
    """What of a file's metadata its sizes keep."""
    originals: bool = False
    """Whether the picture is published in its full size, too."""
    has_cards: bool = True
    """Whether the pictures of stories are cut for previews of links."""


class PictureSize(NamedTuple):
    """One of the files in which a picture is published."""

    path: str
    """In the site."""
    width: int
    height: int
    format: str
    """``jpeg``, ``png``, ``webp`` or ``avif``."""
    focus: tuple[int, int] | None = None
    """Of a size that shows a part of the picture: about what it is cut, in hundredths from its left and its top."""


@dataclass(frozen=True, slots=True)
class PictureSizes:
    """All files in which a picture is published. Paths hang on its name and its size alone, not on its bytes."""

    fallback: tuple[PictureSize, ...]
    """In the format that every browser knows, ascending. The last is what a page names first."""
    offered: tuple[tuple[PictureSize, ...], ...] = ()
    """For each further format, in the order of the rules: its files, ascending."""
    original: PictureSize | None = None

    @property
    def main(self) -> PictureSize:
        """What a page names first."""
        return self.fallback[-1]

    def __iter__(self) -> Iterator[PictureSize]:
        """All of them."""
        yield from self.fallback
        for sizes in self.offered:
            yield from sizes
        if self.original is not None:
            yield self.original


@dataclass(frozen=True, slots=True)
class PictureCuts:
    """The picture of a story as previews of links and search engines show it: cut to their shapes."""

    card: PictureSize
    """1,200 × 630, or as large as the picture allows."""
    shapes: tuple[PictureSize, ...]
    """16:9, 4:3 and a square."""

    def __iter__(self) -> Iterator[PictureSize]:
        """All of them."""
        yield self.card
        yield from self.shapes


CARD_SIZE = (1200, 630)
"""Width and height that networks ask for, in pixels."""
_CARD = ("card", *CARD_SIZE)
_SHAPES = (("16x9", 1200, 675), ("4x3", 1200, 900), ("1x1", 1200, 1200))
_LEAST_CARD = 200
"""Pixels: networks show no smaller picture."""
_MIDDLE = (50, 50)
_UPPER = (50, 33)
"""Of a picture that is higher than it is wide: heads are there, more often than not."""


def cuts_of(path: str, facts: PictureFacts, focus: tuple[int, int] | None, rules: PictureRules) -> PictureCuts | None:
    """The cuts of a story's picture; None where it is too small for them, or none are wanted.

    ``focus`` is what its author says; None where they say nothing.
    """
    if not rules.has_cards or not facts.has_sizes or min(facts.width, facts.height) < _LEAST_CARD:
        return None
    about = focus or (_UPPER if facts.height > facts.width else _MIDDLE)
    tail = "" if focus is None else f"-{focus[0]}-{focus[1]}"

    def cut(name: str, width: int, height: int) -> PictureSize:
        scale = min(1.0, facts.width / width, facts.height / height)
        return PictureSize(
            f"{path}.{name}{tail}.jpg", max(1, round(width * scale)), max(1, round(height * scale)), "jpeg", about
        )

    return PictureCuts(cut(*_CARD), tuple(cut(*shape) for shape in _SHAPES))


def is_picture(path: str) -> bool:
    """Whether the name of a file says that it is a picture that newsgen looks at."""
    return path.lower().endswith(_SUFFIXES_OF_PICTURES)


def sizes_of(path: str, facts: PictureFacts, rules: PictureRules) -> PictureSizes | None:
    """The files in which the picture at ``path`` is published; None where that is the file as it is.

    The largest of the format that every browser knows lies where the file itself would: its address stays what it was,
    and old links lead there.
    """
    if not facts.has_sizes:
        return None
    suffix = path.rpartition(".")[2].lower()
    own = _OWN_FORMATS.get(suffix)
    usual = own or "jpeg"
    top = min(facts.width, rules.widths[-1])
    widths = [*(width for width in rules.widths if width < top * _NEARLY), top]

    def size(width: int, form: str, name: str = "") -> PictureSize:
        height = max(1, round(facts.height * width / facts.width))
        return PictureSize(name or f"{path}.{width}.{_SUFFIXES[form]}", width, height, form)

    fallback = [*(size(width, usual) for width in widths[:-1]), size(top, usual, path if own else "")]
    offered = [tuple(size(width, form) for width in widths) for form in rules.formats if form != usual]
    original = None
    if rules.originals and facts.width > top:
        original = size(facts.width, usual, f"{path}.original.{_SUFFIXES[usual]}")
    return PictureSizes(tuple(fallback), tuple(offered), original)


_SUFFIXES = {"jpeg": "jpg", "png": "png", "webp": "webp", "avif": "avif"}

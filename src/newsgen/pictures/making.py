"""Makes the sizes of a picture. The same bytes come of the same bytes, for one version of Pillow."""

import io
import math
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from newsgen.models.picture import PictureFacts, PictureSize
from newsgen.pictures.containers import provenance_in, with_metadata, with_provenance, without_metadata
from newsgen.pictures.facts import orientation_of
from newsgen.pictures.metadata import FORMATS, MISTAKES, PictureWords, exif_of, words_of, xmp_of

_QUALITY = {"jpeg": 80, "webp": 78, "avif": 60}
_FEW_COLOURS = 256
_SHOWN = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
"""Modes that a browser shows as they are."""
_WORTH = 0.75
"""A file whose picture has the size that is wanted is written anew if the new one is at most so much of it."""
_TELLS = re.compile(
    rb"(?i)gps|latitude|longitude|location|:(?:city|country|state|sublocation)|serial|makernote|Exif\0\0|brob"
)
"""What stands in a C2PA manifest that tells where a picture was taken, or with which device; or may, unseen."""
_CUT_OFF = "it is cut off, or damaged: what could be read of it is shown"
_UNREADABLE = "it cannot be decoded, and shows as a grey field"


@dataclass(frozen=True, slots=True)
class MadePicture:
    """The files of a picture."""

    files: tuple[bytes, ...]
    """In the order of its sizes."""
    fault: str = ""
    """What is wrong with the picture, though it could be made; empty where nothing is."""


def make_sizes(
    content: bytes, sizes: Iterable[PictureSize], facts: PictureFacts, keep: Iterable[str], only: str = ""
) -> MadePicture:
    """The files of a picture in these sizes; or that at one path ``only``. ``keep`` is as in PictureRules."""
    sizes, kept = tuple(sizes), frozenset(keep)
    decoded = _decode(content, facts, max(_width_of_whole(size, facts) for size in sizes))
    words = decoded.words.only(kept)
    provenance = provenance_in(content) if "provenance" in kept else b""
    if _TELLS.search(provenance):
        provenance = b""
    scaled: dict[tuple[object, ...], Any] = {}
    made: list[bytes] = []
    for size in sizes:
        if only and size.path != only:
            continue
        shape = (size.width, size.height, size.focus)
        if shape not in scaled:
            scaled[shape] = _scaled(decoded.picture, size)
        file = _written(scaled[shape], size.format, words, provenance)
        # Words are written into a WebP by Pillow alone.
        is_bare = size.format in {"jpeg", "png"} or not (any(words) or provenance)
        is_whole = (size.width, size.height) == (facts.width, facts.height)
        if is_whole and is_bare and not decoded.fault and decoded.may_stay == size.format:
            file = _better(file, _as_it_was(content, words, provenance))
        made.append(file)
    return MadePicture(tuple(made), decoded.fault)


def published_as_it_is(content: bytes) -> bytes:
    """What is published of a picture of which no sizes are made: its file, without words, places and devices."""
    try:
        return without_metadata(content) or _moving_anew(content)
    except (IndexError, ValueError):
        return _moving_anew(content)


def _moving_anew(content: bytes) -> bytes:
    """A picture that moves (AVIF), written anew; empty where it cannot be read."""
    from PIL import Image, ImageSequence  # noqa: PLC0415 - as above

    file = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            times, frames = [], []
            for frame in ImageSequence.Iterator(picture):
                frames.append(frame.copy())
                times.append(frame.info.get("duration", 0))
            options = {"save_all": True, "append_images": frames[1:], "duration": times, "exif": b"", "xmp": b""}
            quality = {"quality": _QUALITY["avif"], "speed": 7, "max_threads": 1}
            profile = picture.info.get("icc_profile")
            frames[0].save(file, "AVIF", icc_profile=profile, **options, **quality)
    except (*MISTAKES, Image.DecompressionBombError, MemoryError):
        return b""
    return file.getvalue()


def _as_it_was(content: bytes, words: PictureWords, provenance: bytes) -> bytes:
    """The file with other metadata; empty where its own cannot be taken out."""
    bare = without_metadata(content)
    return with_provenance(with_metadata(bare, exif_of(words), xmp_of(words)), provenance) if bare else b""


def _better(anew: bytes, as_it_was: bytes) -> bytes:
    """What is written anew has lost a little; the file as it was is taken unless it is much larger."""
    return anew if not as_it_was or len(anew) < _WORTH * len(as_it_was) else as_it_was


class _Decoded(NamedTuple):
    """A picture, upright and in sRGB."""

    picture: Any
    words: PictureWords
    fault: str = ""
    may_stay: str = ""
    """The format of its file, if that shows it as it is here."""


def _decode(content: bytes, facts: PictureFacts, width: int) -> _Decoded:
    """The picture, at least so wide."""
    from PIL import Image, ImageFile, ImageOps  # noqa: PLC0415 - as above

    fault = ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for is_lenient in (False, True):
            try:
                with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                    words, is_turned = words_of(picture), orientation_of(picture) > 1
                    profile = picture.info.get("icc_profile")
                    is_plain = picture.mode in _SHOWN and not is_turned and not (profile and not _names_srgb(profile))
                    if picture.format in {"JPEG", "MPO"} and picture.mode in {"RGB", "L"}:
                        height = round(width * facts.height / facts.width)
                        picture.draft(picture.mode, (height, width) if is_turned else (width, height))
                    ImageFile.LOAD_TRUNCATED_IMAGES = is_lenient
                    picture.load()
                    upright = ImageOps.exif_transpose(picture) if is_turned else picture
                    may_stay = facts.kind if is_plain and picture.format != "MPO" else ""
                    return _Decoded(_in_srgb(upright, profile), words, fault, may_stay)
            except (*MISTAKES, Image.DecompressionBombError, MemoryError):
                fault = _CUT_OFF
            finally:
                ImageFile.LOAD_TRUNCATED_IMAGES = False
    return _Decoded(Image.new("RGB", (facts.width, facts.height), (128, 128, 128)), PictureWords(), _UNREADABLE)


def _in_srgb(picture: Any, profile: bytes | None) -> Any:  # noqa: ANN401 - Pillow is imported where it is used
    """The picture in 8 bits of grey, of colour, or of colour with transparency."""
    from PIL import ImageCms  # noqa: PLC0415 - as above

    mode = picture.mode
    if mode.startswith("I;16") or mode in {"I", "F"}:
        # 16 bits: the upper eight are what a screen shows.
        _, high = picture.getextrema()
        is_wide = high > 255 or mode.startswith("I;16")  # noqa: PLR2004
        return picture.convert("I").point(lambda value: value / 256 if is_wide else value).convert("L")
    has_alpha = mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in picture.info
    if profile and mode in {"RGB", "CMYK", "RGBA", "L"}:
        wanted = "RGBA" if mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if not _names_srgb(profile) and not (mode == "L" and has_alpha):
                srgb = ImageCms.createProfile("sRGB")
                picture = ImageCms.profileToProfile(picture, source, srgb, outputMode=wanted)
        except (ImageCms.PyCMSError, *MISTAKES):
            pass  # A profile that makes no sense is as none.
    if has_alpha:
        return picture.convert("RGBA")
    return picture if picture.mode in {"L", "RGB"} else picture.convert("L" if picture.mode == "1" else "RGB")


def _names_srgb(profile: bytes) -> bool:
    """Whether a profile is one of those that are called sRGB."""
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile


def _scaled(picture: Any, size: PictureSize) -> Any:  # noqa: ANN401 - as above
    """The picture in a size, or a part of it; never larger than it is."""
    from PIL import Image  # noqa: PLC0415 - as above

    if picture.size == (size.width, size.height):
        return picture
    box = None if size.focus is None else _box(picture.size, size, size.focus)
    return picture.resize((size.width, size.height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _box(whole: tuple[int, int], size: PictureSize, focus: tuple[int, int]) -> tuple[float, float, float, float]:
    """The largest part of a picture that has the shape of a size, as near to its focus as the edges let it."""
    scale = min(whole[0] / size.width, whole[1] / size.height)
    width, height = size.width * scale, size.height * scale
    left = min(max(whole[0] * focus[0] / 100 - width / 2, 0), whole[0] - width)
    top = min(max(whole[1] * focus[1] / 100 - height / 2, 0), whole[1] - height)
    return (left, top, left + width, top + height)


def _width_of_whole(size: PictureSize, facts: PictureFacts) -> int:
    """How wide the whole picture is when this size of it, or of a part, is as wide as it is to be."""
    if size.focus is None:
        return size.width
    return min(facts.width, math.ceil(facts.width / min(facts.width / size.width, facts.height / size.height)))


def _written(picture: Any, form: str, words: PictureWords, provenance: bytes) -> bytes:  # noqa: ANN401 - as above
    """The file of a picture in one format."""
    from PIL import Image, PngImagePlugin  # noqa: PLC0415 - as above

    file = io.BytesIO()
    xmp, exif = xmp_of(words), exif_of(words)
    if form == "jpeg":
        if picture.mode == "RGBA":  # On white, as on paper.
            paper = Image.new("RGB", picture.size, (255, 255, 255))
            paper.paste(picture, mask=picture.getchannel("A"))
            picture = paper
        said = {name: value for name, value in (("exif", exif), ("xmp", xmp)) if value}
        picture.save(file, "JPEG", quality=_QUALITY[form], optimize=True, progressive=True, **said)
    elif form == "png":
        info = PngImagePlugin.PngInfo()
        if xmp:
            info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        picture.save(file, "PNG", pnginfo=info, exif=exif or None, compress_level=6)
    elif form == "webp":
        is_drawn = picture.getcolors(_FEW_COLOURS) is not None
        options = {"quality": _QUALITY[form], "method": 4, "exact": False, "exif": exif, "xmp": xmp}
        picture.save(file, "WEBP", lossless=is_drawn, **options)
        if is_drawn:  # Or a photograph in greys, which has no more colours: that is much smaller with losses.
            lossy = io.BytesIO()
            picture.save(lossy, "WEBP", **options)
            file = min(file, lossy, key=lambda each: len(each.getvalue()))
    else:
        picture.save(file, "AVIF", quality=_QUALITY[form], speed=7, max_threads=1, exif=exif, xmp=xmp)
    return with_provenance(file.getvalue(), provenance)

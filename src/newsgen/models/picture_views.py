"""The sizes of a picture as pages name them: the attributes of `img` and `source`. Pure."""

from newsgen.models.addresses import Addresses, Reference
from newsgen.models.article import Image
from newsgen.models.picture import PictureSize
from newsgen.models.site import Site
from newsgen.models.views import Picture, PictureCut, PictureSource

_FIRST = 34
"""Hundredths: where the middle third begins."""
_LAST = 66


def picture_view(addresses: Addresses, reference: Reference, image: Image) -> Picture:
    """The picture of a story's front matter, which leads to ``reference``.

    What front matter does not say of it the picture's own file may say.
    """
    site, facts = addresses.site, addresses.facts_of(reference.attachment)
    sizes = addresses.sizes_of(reference.attachment)
    shown = sizes.main if sizes else facts
    cuts = addresses.cuts_of(reference.attachment, image.focus)
    return Picture(
        url=reference.url,
        absolute_url=site.absolute_url(reference.url),
        alt=image.alt,
        caption=image.caption or facts.caption,
        credit=image.credit or facts.credit,
        width=shown.width,
        height=shown.height,
        srcset=srcset_of_sizes(site, sizes.fallback) if sizes and len(sizes.fallback) > 1 else "",
        sources=offered_sources(addresses, reference.attachment),
        original=site.url(sizes.original.path) if sizes and sizes.original else "",
        card=_cut_view(site, cuts.card) if cuts else None,
        shapes=tuple(_cut_view(site, shape) for shape in cuts.shapes) if cuts else (),
        focus=_roughly(image.focus, is_upright=shown.height >= shown.width > 0),
    )


def _cut_view(site: Site, cut: PictureSize) -> PictureCut:
    return PictureCut(site.absolute_url(site.url(cut.path)), cut.width, cut.height)


def _roughly(focus: tuple[int, int] | None, *, is_upright: bool) -> str:
    """A focus in words: a style sheet has a class for each."""
    if focus is None:
        # Faces are in the upper half of a portrait, where a list would cut them in two.
        return "upright" if is_upright else ""
    across, down = focus
    words = (
        "left" if across < _FIRST else "right" if across > _LAST else "",
        "top-edge" if down < _FIRST else "bottom-edge" if down > _LAST else "",
    )
    return " ".join(filter(None, words))


def offered_sources(addresses: Addresses, attachment: str) -> tuple[PictureSource, ...]:
    """The further formats in which a picture is offered."""
    sizes = addresses.sizes_of(attachment)
    offered = sizes.offered if sizes else ()
    return tuple(PictureSource(f"image/{files[0].format}", srcset_of_sizes(addresses.site, files)) for files in offered)


def srcset_of_sizes(site: Site, files: tuple[PictureSize, ...]) -> str:
    """The value of `srcset` for these files; of one alone its address, so that no width has to be told."""
    if len(files) == 1:
        return site.url(files[0].path)
    return ", ".join(f"{site.url(file.path)} {file.width}w" for file in files)

"""The sizes of a picture as pages name them: the attributes of `img` and `source`. Pure."""

from newsgen.models.addresses import Addresses, Reference
from newsgen.models.article import Image
from newsgen.models.picture import PictureSize
from newsgen.models.site import Site
from newsgen.models.views import Picture, PictureSource


def picture_view(addresses: Addresses, reference: Reference, image: Image) -> Picture:
    """The picture of a story's front matter, which leads to ``reference``.

    What front matter does not say of it the picture's own file may say.
    """
    site, facts = addresses.site, addresses.facts_of(reference.attachment)
    sizes = addresses.sizes_of(reference.attachment)
    return Picture(
        url=reference.url,
        absolute_url=site.absolute_url(reference.url),
        alt=image.alt,
        caption=image.caption or facts.caption,
        credit=image.credit or facts.credit,
        width=sizes.main.width if sizes else facts.width,
        height=sizes.main.height if sizes else facts.height,
        srcset=srcset_of_sizes(site, sizes.fallback) if sizes and len(sizes.fallback) > 1 else "",
        sources=offered_sources(addresses, reference.attachment),
        original=site.url(sizes.original.path) if sizes and sizes.original else "",
    )


def offered_sources(addresses: Addresses, attachment: str) -> tuple[PictureSource, ...]:
    """The further formats in which a picture is offered."""
    sizes = addresses.sizes_of(attachment)
    offered = sizes.offered if sizes else ()
    return tuple(PictureSource(f"image/{files[0].format}", srcset_of_sizes(addresses.site, files)) for files in offered)


def srcset_of_sizes(site: Site, files: tuple[PictureSize, ...]) -> str:
    """The value of `srcset` for these files."""
    return ", ".join(f"{site.url(file.path)} {file.width}w" for file in files)

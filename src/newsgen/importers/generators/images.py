"""The picture that a story names in its fields. Pure."""

import re
from collections.abc import Mapping

from newsgen.importers.generators.links import Linker
from newsgen.importers.generators.selection import Entry
from newsgen.importers.generators.site import Site
from newsgen.importers.story import Value

_OF_BUNDLE = re.compile(
    r"(?:featured?|cover|thumbnail)(?:[-_.]\w++(?:[-.]\w++)*)?\.(?:jpe?g|png|webp|avif|gif)", re.IGNORECASE
)


def picture_of_bundle(site: Site, entry: Entry) -> str:
    """The picture that themes of Hugo show of a story by its name, beside its `index.md`; empty for none."""
    if site.generator != "hugo" or entry.stem != "index":
        return ""
    folder = f"{entry.path.rpartition('/')[0]}/"
    names = (path.removeprefix(folder) for path in sorted(site.paths) if path.startswith(folder))
    return next((name for name in names if _OF_BUNDLE.fullmatch(name)), "")


def set_image(fields: dict[str, Value], extra: dict[str, Value], linker: Linker) -> None:
    """Names the picture as it lies beside the story; one that lies nowhere is kept in `extra`."""
    image = fields.get("image")
    if not isinstance(image, Mapping):
        return
    src = str(image["src"])
    src = re.sub(r"\{\{[^{}]*\}\}", "", src) if "{{" in src else src
    found = Linker(linker.book, linker.path, linker.prefix, linker.address, names=linker.names).link(
        src, is_picture=True
    )
    fields["image"] = {**image, "src": found}
    if re.search(r"[\\<>|{}:*?]", re.sub(r"\Ahttps?://", "", found)) or found.startswith("#"):
        del fields["image"]
        extra["image"] = {**image, "src": src} if len(image) > 1 else src
    elif found not in linker.names.files and not re.match(r"https?://|//", found):
        del fields["image"]  # It is in no folder here: an address at which nothing lies helps nobody.
        extra["image"] = {**image, "src": src} if len(image) > 1 else src

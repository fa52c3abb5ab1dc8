"""The picture that a story names in its fields. Pure."""

import re
from collections.abc import Mapping

from newsgen.importers.generators.links import Linker
from newsgen.importers.story import Value


def set_image(fields: dict[str, Value], extra: dict[str, Value], linker: Linker) -> None:
    """Names the picture as it lies beside the story; one that lies nowhere is kept in `extra`."""
    image = fields.get("image")
    if not isinstance(image, Mapping):
        return
    src = str(image["src"])
    src = re.sub(r"\{\{-?\s*[^{}]*-?\}\}", "", src) if "{{" in src else src
    found = Linker(linker.book, linker.path, linker.prefix, linker.address, files=linker.files).link(
        src, is_picture=True
    )
    fields["image"] = {**image, "src": found}
    if re.search(r"[\\<>|{}:*?]", re.sub(r"\Ahttps?://", "", found)) or found.startswith("#"):
        del fields["image"]
        extra["image"] = src
    elif found not in linker.files and not re.match(r"https?://|//", found):
        del fields["image"]  # It is in no folder here: an address at which nothing lies helps nobody.
        extra["image"] = src

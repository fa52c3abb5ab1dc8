"""The picture that a story names in its fields, and those that a list in its text names. Pure."""

import fnmatch
import re
from collections.abc import Mapping
from urllib.parse import unquote

from newsgen.importers.generators.book import PICTURE
from newsgen.importers.generators.links import Linker
from newsgen.importers.generators.selection import Entry
from newsgen.importers.generators.site import Site
from newsgen.importers.story import Value

_OF_BUNDLE = re.compile(
    r"(?:featured?|cover|thumbnail)(?:[-_.]\w++(?:[-.]\w++)*)?\.(?:jpe?g|png|webp|avif|gif)", re.IGNORECASE
)
_MOST_PICTURES = 500


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


def pictures_in(site: Site, entry: Entry, listed: str) -> list[str]:
    """The pictures that a pattern, a folder or a list of files names, as links name them."""
    pictures = sorted(path for path in site.paths if PICTURE.search(path))
    listed = listed.strip().removeprefix("{").removesuffix("}") if listed.lstrip().startswith("{") else listed
    names = re.split(r"(?:(?<!\s)\s++)?,\s*|(?<!\s)\s++(?=\S+\.\w{3,4}\b)|\n", listed.strip())
    found: dict[str, None] = {}
    for name in filter(None, (unquote(each).strip("\"'[]() ") for each in names)):
        pattern = name if re.search(r"[*?]", name) else "" if PICTURE.search(name) else f"{name.rstrip('/')}/*"
        if not pattern:
            found[name] = None
            continue
        folders = [entry.path.rpartition("/")[0], *(prefix.rstrip("/") for prefix in (*site.statics, entry.prefix))]
        for folder in dict.fromkeys(folders):
            start = f"{folder}/" if folder else ""
            fits = [
                path for path in pictures if path.startswith(start)
                and fnmatch.fnmatchcase(path.removeprefix(start).lower(), pattern.removeprefix("/").lower())
            ]  # fmt: skip
            if fits:
                is_static = start in site.statics
                found.update(dict.fromkeys(("/" if is_static else "") + path.removeprefix(start) for path in fits))
                break
    return list(found)[:_MOST_PICTURES]

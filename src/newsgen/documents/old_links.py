"""Addresses as other systems' templates make them, in links: ``{{ site.baseurl }}/x``, ``{% post_url 2020-01-02-a %}``.

Here it is told what was meant: paths that a file may have inside content/, or a place on this site. Whether something
is there is for the address book to say.
"""

import re
from dataclasses import dataclass

from newsgen.models.addresses import named

_QUOTED = r"""["'“”‘’](?P<quoted>[^"'“”‘’]*)["'“”‘’]"""
_NO_BASE = re.compile(
    r"""\{\{-?\s*\$?(?:site\.(?:base_?url|url|github\.url|root)|(?:\.|\$\.)?Site\.BaseURL|page\.root|base_?url|site_?url
    |root_?url|BASE_PATH|metadata\.url|config\.base_url|relativeRoot|pathPrefix|absURL)\s*/?\s*(?:\|[^}]*)?-?\}\}""",
    re.VERBOSE | re.IGNORECASE,
)
_FILTERED = re.compile(
    rf"""\{{\{{-?\s*{_QUOTED}\s*(?:\|\s*(?:url|relative_url|absolute_url|absURL|relURL|relLangURL|absLangURL|slug|prepend:
    |append:|safeURL|htmlBaseUrl|locale_url)[^}}]*)*-?\}}\}}""",
    re.VERBOSE,
)
_FUNCTION = re.compile(
    rf"""\{{\{{-?\s*(?P<function>absURL|relURL|relLangURL|ref|relref|url|asset|get_url|url_for)\s*\(?\s*(?:\.\s|\$\s|path\s*=)?
    \s*{_QUOTED}\s*\)?\s*-?\}}\}}""",
    re.VERBOSE | re.IGNORECASE,
)
_REF = re.compile(
    r"""\{\{[<%]\s*(?:rel)?ref\s+(?:path\s*=\s*)?["'“”‘’]?(?P<target>[^"'“”‘’\s>%]+)["'“”‘’]?[^>%]*[>%]\}\}""",
    re.IGNORECASE,
)
_LIQUID = re.compile(
    r"""\{%-?\s*(?P<tag>post_url|link|asset_path|static|url)\s+["']?(?P<target>[^"'\s%]+)["']?\s*-?%\}"""
)
_PELICAN = re.compile(r"(?:\{(?P<kind>filename|static|attach)\}|\|(?:filename|static)\|)")
_MARKDOWN = (".md", ".markdown", ".html")


@dataclass(frozen=True, slots=True)
class OldLink:
    """What an old system's link means."""

    targets: tuple[str, ...]
    """Links as newsgen has them, of which the first that leads to something is meant; none where it is not known."""


def is_old_link(address: str) -> bool:
    """Whether an address is made by a template."""
    return address.startswith(("{", "|", "%7B", "@/")) or "{{" in address or "{%" in address


def old_link(address: str) -> OldLink:
    """What an address means that a template was to make."""
    address = re.sub(r"(?i)%7B", "{", re.sub(r"(?i)%7D", "}", address))
    bare = _NO_BASE.sub("", address)
    address = bare if bare.startswith("{%") else address
    if address.startswith("@/"):  # Zola's, from the top of content/
        return OldLink(_anywhere(address[1:]))
    if pelican := _PELICAN.match(address):
        return OldLink(_anywhere(address[pelican.end() :]))
    if ref := _REF.match(address):
        return OldLink(_anywhere(ref["target"], address[ref.end() :]))
    if liquid := _LIQUID.match(address):
        return OldLink(_of_liquid(liquid["tag"], liquid["target"], address[liquid.end() :]))
    if function := _FUNCTION.match(address):
        found = function["quoted"]
        is_ref = function["function"].lower() in {"ref", "relref"}
        rest = address[function.end() :]
        return OldLink(_anywhere(found, rest) if is_ref else (_rooted(found + rest),))
    return OldLink(_plain(address))


def _plain(address: str) -> tuple[str, ...]:
    """An address without what stands for the beginning of the site."""
    bare = _NO_BASE.sub("", address)
    bare = _FILTERED.sub(lambda match: match["quoted"], bare)
    return () if "{{" in bare or "{%" in bare else (_rooted(bare),)


def _rooted(path: str) -> str:
    return path if path.startswith(("/", "#", "?", "http://", "https://", "mailto:")) else f"/{path}"


def _anywhere(target: str, rest: str = "") -> tuple[str, ...]:
    """A file beside the story, or from the top of content/, with or without its suffix."""
    path, mark, anchor = target.partition("#")
    tail = mark + anchor + rest
    if not path:
        return (tail,)
    bare = path.rstrip("/")
    is_article = bare.endswith(_MARKDOWN) or "." not in bare.rpartition("/")[2]
    names = [bare] if bare.endswith(_MARKDOWN) or not is_article else []
    names += [] if names else [f"{bare}.md", f"{bare}/index.md", f"{bare}.markdown"]
    folders = ("/",) if path.startswith("/") else ("", "/", "/post/", "/posts/")
    paths = [f"{folder}{name.lstrip('/')}{tail}" for folder in folders for name in names]
    return (*paths, *([named(bare + tail)] if is_article else ()))


def _of_liquid(tag: str, target: str, rest: str) -> tuple[str, ...]:
    if tag == "post_url":
        folder, slash, name = target.lstrip("/").rpartition("/")
        name = name.removesuffix(".md")
        folders = ("/_posts/", "", "/", "/posts/")
        paths = [f"{start}{folder}{slash}{name}{suffix}{rest}" for start in folders for suffix in _MARKDOWN[:2]]
        return (*paths, named(f"{folder}{slash}{name}{rest}"))
    if tag == "link":
        path = target.lstrip("/")
        bare = path.removeprefix("_posts/")
        return (f"/{path}{rest}", f"{bare}{rest}", *([named(bare + rest)] if bare.endswith(_MARKDOWN) else ()))
    return ()

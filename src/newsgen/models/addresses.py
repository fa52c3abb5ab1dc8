"""What a link in an article means: another article, a file beside it, a place on this site, or the world outside."""

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote

from newsgen.errors import Problem
from newsgen.models.names import path_fault, path_key
from newsgen.models.rules import BROKEN_LINK, HELD_BACK_LINK, LETTER_CASE
from newsgen.models.site import Site

_EXTERNAL = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.\-]*:|//|#|\?)")
"""Of links that mean no file: another site, a part of the page itself, or what is asked of it."""
_ARTICLE_SUFFIXES = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a link leads, and what is wrong with it."""

    url: str
    attachment: str = ""
    """The file beside the article that it needs: a path inside content/."""
    fault: str = ""
    mend: str = ""
    rule: str = ""
    """Of `newsgen check`, which the fault is under."""
    asked: bool = False
    """Whether it depends on what lies in content/, and may be another tomorrow."""


@dataclass(frozen=True, slots=True)
class PictureUse:
    """The picture of a story, as far as it is a file, or is missing."""

    attachment: str
    """A path inside content/; empty where there is none."""
    problem: Problem | None = None


@dataclass(frozen=True)
class Addresses:
    """The address book of a site: what lies in content/, and where it will be found."""

    site: Site
    articles: Mapping[str, str]
    """Source path of a published article to its place: relative to the site's root, not yet percent-encoded."""
    attachments: frozenset[str] = frozenset()
    """Paths inside content/."""
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Path of a picture inside content/ to its width and height in pixels."""
    held_back: Mapping[str, str] = field(default_factory=dict)
    """Source path of an article that is not published to the reason."""

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        """Paths by what a careless file system takes for the same; of several the first by name, whoever came first."""
        every = sorted({*self.articles, *self.attachments, *self.held_back}, reverse=True)
        return {path_key(path): path for path in every}

    def resolve(self, source: str, target: str) -> Reference:
        """What ``target`` means in the article whose file is ``source``."""
        if not target or _EXTERNAL.match(target):
            return Reference(target)
        return replace(self._look_up(source, target), asked=True)

    def _look_up(self, source: str, target: str) -> Reference:
        path, mark, rest = _split_tail(target)
        inside = _inside(source, path)
        if path.startswith("/"):
            found = self._find(inside, mark + rest)
            return found or Reference(self.site.url(unquote(path).lstrip("/")) + mark + rest)
        if inside.startswith("../") or inside == "..":
            return Reference(
                target,
                fault=f"the link {target} leads out of content/",
                mend="link to a file inside content/",
                rule=BROKEN_LINK.name,
            )
        return self._find(inside, mark + rest) or self._dead(inside, target)

    def _find(self, inside: str, tail: str) -> Reference | None:
        if place := self.articles.get(inside):
            return Reference(self.site.url(place) + tail)
        if inside in self.attachments:
            if fault := path_fault(inside):
                return Reference(
                    tail,
                    fault=f"the file content/{inside} cannot be published: {fault}",
                    mend="rename the file",
                    rule=BROKEN_LINK.name,
                )
            return Reference(self.attachment_url(inside) + tail, attachment=inside)
        return None

    def attachment_url(self, path: str) -> str:
        """The URL of a file beside an article: it keeps its path inside content/."""
        return self.site.url(path)

    def _dead(self, inside: str, target: str) -> Reference:
        if reason := self.held_back.get(inside):
            return Reference(
                "",  # The name of a file that is held back is nobody's business.
                fault=f"the link {target} leads to an article that is not published ({reason})",
                mend="it is shown as text until then",
                rule=HELD_BACK_LINK.name,
            )
        near = self._by_key.get(path_key(inside))
        if near:
            return Reference(
                target,
                fault=f"dead link {target}",
                mend=f"the file is called content/{near}: names must agree in every letter",
                rule=LETTER_CASE.name,
            )
        kind = "article" if inside.endswith(_ARTICLE_SUFFIXES) else "file"
        mend = f"there is no {kind} content/{inside}"
        return Reference(target, fault=f"dead link {target}", mend=mend, rule=BROKEN_LINK.name)


def target_key(source: str, target: str) -> str:
    """What a link hangs on inside content/: nothing but files whose path has this key; empty if it leads outside.

    ``source`` and ``target`` are as in `Addresses.resolve`, the key is as in `path_key`.
    """
    if not target or _EXTERNAL.match(target):
        return ""
    return path_key(_inside(source, _split_tail(target)[0]))


def _inside(source: str, path: str) -> str:
    """The path inside content/ that a link means, which begins at content/ or at the article that holds it."""
    named = unquote(path)
    if not named.isascii():  # as the paths of files are composed here
        named = unicodedata.normalize("NFC", named)
    if path.startswith("/"):
        return posixpath.normpath(named.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), named))


def _split_tail(target: str) -> tuple[str, str, str]:
    """A link's path, the ``?`` or ``#`` behind it, and the rest."""
    match = re.search(r"[?#]", target)
    return (target[: match.start()], match[0], target[match.end() :]) if match else (target, "", "")

"""What a link in an article means: another article, a file beside it, a place on this site, or the world outside."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote

from newsgen.errors import Problem
from newsgen.models.article import ARTICLE_SUFFIXES
from newsgen.models.names import composed, path_fault, path_key, without_suffix
from newsgen.models.picture import NO_FACTS, PictureCuts, PictureFacts, PictureRules, PictureSizes, cuts_of, sizes_of
from newsgen.models.rules import BROKEN_LINK, FAULTY_PICTURE, HELD_BACK_LINK, LETTER_CASE
from newsgen.models.site import Site

_EXTERNAL = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.\-]*:|//|#|\?)")
"""Of links that mean no file: another site, a part of the page itself, or what is asked of it."""
_PAGE = re.compile(r"(?:[^.]*|.*\.(?:html?|xhtml|php\d?|aspx?|jsp|cgi|shtml|cfm))", re.IGNORECASE)
"""The last part of a path that leads to a page rather than to a picture or another file."""
_HOST = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.\-]*:)?//(?:www\.)?")
_NAMED = "story-file:"
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_ .]+(?=.)")


def named(name: str) -> str:
    """A target for `Addresses.resolve` that is an article's file by its name: ``2011-10-29-release``, ``posts/a.md``.

    Other systems link so; the file may lie in any folder, and the suffix and the date before the name may be missing.
    """
    return _NAMED + name


def is_named(target: str) -> bool:
    """Whether a target is an article's file by its name."""
    return target.startswith(_NAMED)


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a link leads, and what is wrong with it."""

    url: str
    attachment: str = ""
    """The file beside the article that it needs: a path inside content/, or that of a static picture behind a `/`."""
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
    """As in Reference; empty where there is none."""
    problem: Problem | None = None
    focus: tuple[int, int] | None = None
    """About what it is cut, as in PictureSize; None where the story does not say."""
    taken: tuple[str, ...] = ()
    """What its file says that front matter does not: ``caption``, ``credit``."""


@dataclass(frozen=True)
class Addresses:
    """The address book of a site: what lies in content/, and where it will be found."""

    site: Site
    articles: Mapping[str, str]
    """Source path of a published article to its place: relative to the site's root, not yet percent-encoded."""
    attachments: frozenset[str] = frozenset()
    """Paths inside content/."""
    pictures: Mapping[str, PictureFacts] = field(default_factory=dict)
    """What is known of each picture inside content/, and of each static one by its path behind a `/`."""
    picture_rules: PictureRules = field(default_factory=PictureRules)
    held_back: Mapping[str, str] = field(default_factory=dict)
    """Source path of an article that is not published to the reason."""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Source path of an article to its old places."""
    old_urls: tuple[str, ...] = ()
    """The web addresses and paths of this site under which the publication lay before."""

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        """Paths by what a careless file system takes for the same; of several the first by name, whoever came first."""
        every = sorted({*self.articles, *self.attachments, *self.held_back}, reverse=True)
        return {path_key(path): path for path in every}

    def facts_of(self, attachment: str) -> PictureFacts:
        """What is known of a file as a picture; nothing where it is none."""
        return self.pictures.get(attachment, NO_FACTS)

    def sizes_of(self, attachment: str) -> PictureSizes | None:
        """The files in which a picture is published; None where that is its own file, or where it is no picture."""
        facts = self.pictures.get(attachment)
        return None if facts is None else sizes_of(attachment.removeprefix("/"), facts, self.picture_rules)

    def cuts_of(self, attachment: str, focus: tuple[int, int] | None) -> PictureCuts | None:
        """The cuts of a story's picture, as `models.picture.cuts_of` gives them."""
        return cuts_of(attachment.removeprefix("/"), self.facts_of(attachment), focus, self.picture_rules)

    def resolve(self, source: str, target: str) -> Reference:
        """What ``target`` means in the article whose file is ``source``."""
        if target.startswith(_NAMED):
            return replace(self._look_up_name(source, target.removeprefix(_NAMED)), asked=True)
        if (old := self._old_path(target)) is not None:
            return replace(self._look_up_old(source, target, old), asked=True)
        if not target or _EXTERNAL.match(target):
            return Reference(target)
        return replace(self._look_up(source, target), asked=True)

    def _old_path(self, target: str) -> str | None:
        """The path of a link to where the publication was before; None of any other link."""
        for old in self.old_urls:
            if old.startswith("/"):
                if target.startswith(old) and not target.startswith("//"):
                    return target[len(old) - 1 :]
            elif (rest := rest_below(old, target)) is not None:
                return rest
        return None

    def _look_up_old(self, source: str, target: str, old: str) -> Reference:
        """Where the story is now that was at an old address."""
        path, mark, rest = _split_tail(old)
        tail = mark + rest if mark == "#" else ""
        if path == "/" and mark != "?":
            return Reference(self.site.url("") + tail)
        spellings = [path, _split_tail(target)[0]] if target.startswith("/") else [path]
        for spelling in spellings:
            if place := self._by_place.get(_place_key(spelling)):
                return Reference(self.site.url(place) + tail)
            if found := self._find(posixpath.normpath(unquote(spelling).lstrip("/")), tail):
                return found
        if "/" in self.old_urls or not _PAGE.fullmatch(path.rpartition("/")[2]):
            return self._look_up(source, target) if target.startswith("/") else Reference(target)
        return Reference(
            target,
            fault=f"dead link {target}: no story has this old address",
            mend=f"give the story that was there `aliases: [{path}]`",
            rule=BROKEN_LINK.name,
        )

    @cached_property
    def _by_place(self) -> Mapping[str, str]:
        """Every place that an article has or had to the one it has; the first by name of several."""
        found: dict[str, str] = {}
        for source in sorted(self.articles):
            found.setdefault(_place_key(self.articles[source]), self.articles[source])
        for source in sorted(self.aliases):
            for alias in self.aliases[source] if source in self.articles else ():
                found.setdefault(_place_key(alias), self.articles[source])
        return found

    def _look_up_name(self, source: str, name: str) -> Reference:
        """The article whose file has a name, as another system would find it."""
        path, mark, rest = _split_tail(name)
        wanted = without_suffix(unquote(path)).strip("/")
        files = self._by_name.get(_name_key(wanted), ())
        fitting = [file for file in files if f"/{without_suffix(file)}".endswith(f"/{wanted}")] or files
        near = [file for file in fitting if posixpath.dirname(file) == posixpath.dirname(source)]
        if not wanted or not fitting:
            what, mend = f"dead link {name}", f"there is no article called {wanted}"
            return Reference(name, fault=what, mend=mend, rule=BROKEN_LINK.name)
        if len(fitting) > 1 and len(near) != 1:
            files_shown = " and ".join(f"content/{file}" for file in fitting[:2])
            what, mend = f"dead link {name}", f"it may be {files_shown}: link to the file"
            return Reference(name, fault=what, mend=mend, rule=BROKEN_LINK.name)
        file = (near if len(near) == 1 else fitting)[0]
        return self._find(file, mark + rest) or self._dead(file, name)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        """Articles, published or not, by the names of their files."""
        found: dict[str, tuple[str, ...]] = {}
        for source in sorted({*self.articles, *self.held_back}):
            key = _name_key(without_suffix(source))
            found[key] = (*found.get(key, ()), source)
        return found

    def _look_up(self, source: str, target: str) -> Reference:
        path, mark, rest = _split_tail(target)
        inside = _inside(source, path)
        if path.startswith("/"):
            found = self._find(inside, mark + rest)
            if found is None and f"/{inside}" in self.pictures:
                found = self._to_file(f"/{inside}", mark + rest)
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
            return self._to_file(inside, tail)
        return None

    def _to_file(self, attachment: str, tail: str) -> Reference:
        """A file that is published: it keeps its path, unless no browser could show it."""
        facts = self.facts_of(attachment)
        if facts.is_withheld:
            shown_path = f"static{attachment}" if attachment.startswith("/") else f"content/{attachment}"
            return Reference(
                "",
                fault=f"the picture {shown_path} is not shown: {facts.fault}",
                mend=facts.mend,
                rule=FAULTY_PICTURE.name,
            )
        sizes = self.sizes_of(attachment)
        path = sizes.main.path if sizes else attachment.removeprefix("/")
        return Reference(self.site.url(path) + tail, attachment=attachment)

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
        kind = "article" if inside.endswith(ARTICLE_SUFFIXES) else "file"
        mend = f"there is no {kind} content/{inside}"
        return Reference(target, fault=f"dead link {target}", mend=mend, rule=BROKEN_LINK.name)


def target_keys(source: str, target: str) -> tuple[str, ...]:
    """What a link hangs on: nothing but what has one of these keys (`keys_of_file`, `keys_of_place`).

    ``source`` and ``target`` are as in `Addresses.resolve`. There is none of a link that leads outside.
    """
    if target.startswith(_NAMED):
        return (f"name {_name_key(without_suffix(unquote(_split_tail(target.removeprefix(_NAMED))[0])))}",)
    if _HOST.match(target):
        return (_old_key(_split_tail(target)[0]),)
    if not target or _EXTERNAL.match(target):
        return ()
    path = _split_tail(target)[0]
    here = path_key(_inside(source, path))
    return (here, _old_key(path)) if path.startswith("/") else (here,)


def keys_of_file(path: str) -> tuple[str, ...]:
    """What links may hang on where a file inside content/ comes, goes or moves: an address of an old site, too."""
    return path_key(path), f"name {_name_key(without_suffix(path))}", _old_key(path)


def keys_of_place(place: str) -> tuple[str, ...]:
    """What links may hang on where a place that an article has or had comes or goes; and of the file at that path."""
    return _old_key(place), path_key(place.strip("/"))


def rest_below(own: str, url: str) -> str | None:
    """What of a web address follows another, whatever scheme each has; None where it does not lie below that."""
    match, other = _HOST.match(own), _HOST.match(url)
    if match is None or other is None:
        return None
    start, path = own[match.end() :], url[other.end() :]
    host, slash, rest = path.partition("/")
    path = f"{host.lower()}/{rest}" if slash or start.count("/") < 2 else path  # noqa: PLR2004 - a host alone
    return "/" + path[len(start) :] if path.startswith(start) else None


def _old_key(path: str) -> str:
    """A key of old addresses: by their last part, so that the host and what is above it may be another."""
    return f"old {_place_key(path).rpartition('/')[2]}"


def _place_key(place: str) -> str:
    """The same for all ways to write one place: with an index or not, percent-encoded or not."""
    path = unquote(place).strip("/")
    return path_key(re.sub(r"(?:^|/)index\.html?$", "", path))


def _name_key(path: str) -> str:
    """A key of a file's name without suffix and date: that of its folder, where the file is an index."""
    name = path.removesuffix("/index").strip("/").rpartition("/")[2]
    return path_key(_DATED.sub("", name, count=1) if _DATED.match(name) else name)


def _inside(source: str, path: str) -> str:
    """The path inside content/ that a link means, which begins at content/ or at the article that holds it."""
    named = composed(unquote(path))
    if path.startswith("/"):
        return posixpath.normpath(named.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), named))


def _split_tail(target: str) -> tuple[str, str, str]:
    """A link's path, the ``?`` or ``#`` behind it, and the rest."""
    match = re.search(r"[?#]", target)
    return (target[: match.start()], match[0], target[match.end() :]) if match else (target, "", "")

"""Links and pictures of texts, as newsgen has them: addresses of this site, and files beside the story. Pure."""

import fnmatch
import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from newsgen.importers.address_parts import bare_host
from newsgen.importers.beside import Names, is_drawing, may_lie_beside, only_draws
from newsgen.importers.generators.addresses import clean
from newsgen.importers.generators.configs import group_of
from newsgen.importers.generators.masks import MASK
from newsgen.importers.generators.selection import Entry
from newsgen.importers.generators.site import Site
from newsgen.importers.tree import UnreadableError
from newsgen.models.names import slug_for

_LARGEST_DRAWING = 4_000_000
_LONGEST_POINTER = 1_024
_TEXTS = (".md", ".markdown", ".mdx", ".rst", ".html", ".htm", ".txt", ".textile", ".ipynb")
_OLD = re.compile(
    r"\A(?:\{(?P<kind>filename|static|attach|author|category|tag|index)\}|\|(?P<bar>filename|static)\||@/"
    r"|link://(?P<nikola>\w+)/)"
)


_ALIAS = re.compile(r"[~@#$][\w-]+/|\{(?:photo|lightbox|photos)\}")
"""A folder by the name that settings give it, in Astro; the library of pictures of a plugin, in Pelican."""


@dataclass
class Book:
    """Where all stories of a site lie, and by what they are named."""

    site: Site
    by_path: dict[str, str] = field(default_factory=dict)
    """The path of each text to the address of its story."""
    by_address: dict[str, str] = field(default_factory=dict)
    """Old addresses, without a slash at the end and `.html`, in small letters, to those of stories."""
    by_name: dict[str, str] = field(default_factory=dict)
    """Ends of paths without suffix, such as ``2019-10-12-story``, to the paths of texts; empty where two have one."""
    by_slug: dict[str, str] = field(default_factory=dict)
    """The last part of each address, in small letters, to the address."""

    _ends: dict[str, list[str]] = field(default_factory=dict)
    pointers: dict[str, bool] = field(default_factory=dict)
    """Files that stories name: whether each is only a pointer of Git LFS."""

    def is_pointer(self, path: str) -> bool:
        """Whether a file holds nothing but where another program would fetch it from."""
        if path not in self.pointers:
            try:
                head = self.site.tree.read(path, _LONGEST_POINTER)
            except UnreadableError:
                head = b""
            self.pointers[path] = head.startswith(b"version https://git-lfs.github.com/spec/")
        return self.pointers[path]

    def only_draws(self, path: str) -> bool:
        """Whether nothing in a drawing can run."""
        try:
            return only_draws(self.site.tree.read(path, _LARGEST_DRAWING))
        except UnreadableError:
            return False

    def by_end(self, path: str) -> str:
        """The one picture whose path ends so, below a folder that only a template knows; empty for none, or several."""
        if not self._ends:
            for each in self.site.paths:
                if _PICTURE.search(each):
                    name = each.rpartition("/")[2].lower()
                    self._ends.setdefault(name, []).append(each)
        end = f"/{path.strip('./').lower()}"
        found = [each for each in self._ends.get(end.rpartition("/")[2], ()) if f"/{each.lower()}".endswith(end)]
        return found[0] if len(found) == 1 else ""

    def file_by_end(self, path: str) -> str:
        """The one file whose path ends so, or the one nearest to the top; empty for none."""
        end = f"/{path.strip('./').lower()}"
        found = [each for folded, each in self.site.folded.items() if f"/{folded}".endswith(end)]
        return min(found, key=lambda each: (each.count("/"), each), default="")

    def add(self, path: str, address: str, *others: str) -> None:
        """Adds a story."""
        self.by_path[path] = address
        for each in (address, *others):
            if each:
                self.by_address.setdefault(_key(each), address)
        self.by_slug.setdefault(_key(address).rpartition("/")[2], address)
        bare = _without_suffix(path)
        for end in _ends(bare):
            self.by_name[end] = path if self.by_name.get(end, path) == path else ""

    def path_of_text(self, name: str, at: str, prefix: str) -> str:
        """The path of the text that a tag or a link names; empty where there is none."""
        name = unquote(name).strip()
        bare = _without_suffix(name.rstrip("/"))
        folders = [posixpath.dirname(at), prefix.rstrip("/"), self.site.top.rstrip("/")]
        if name.startswith("/"):
            folders = folders[1:]
        for folder in dict.fromkeys(folders):
            base = posixpath.normpath(posixpath.join(folder, bare.lstrip("/")))
            for end in ("", "/index", "/_index", "/README"):
                for suffix in (".md", ".markdown", ".mdx", ".html", ".rst", ".textile", ".htm"):
                    found = self.site.folded.get(f"{base}{end}{suffix}".lower())
                    if found in self.by_path:
                        return found
        return self.by_name.get(bare.strip("/").removeprefix("./").lower(), "")


def _ends(bare: str) -> Iterator[str]:
    parts = bare.lower().split("/")
    if parts[-1] in {"index", "_index"} and len(parts) > 1:
        parts.pop()
    for length in (1, 2, 3):
        if length <= len(parts):
            yield "/".join(parts[-length:])


def _is_file(path: str) -> bool:
    return may_lie_beside(path) or is_drawing(path)


def _without_suffix(path: str) -> str:
    lower = path.lower()
    return next((path[: -len(suffix)] for suffix in _TEXTS if lower.endswith(suffix)), path)


def _key(address: str) -> str:
    path = address.lower().rstrip("/")
    return re.sub(r"(?:/index)?\.html?\Z", "", path) or "/"


@dataclass
class Linker:
    """Resolves the links of one story."""

    book: Book
    path: str
    """Of its file."""
    prefix: str
    address: str
    """Of the story: empty where it is not known."""
    lang: str = ""
    names: Names = field(default_factory=Names)
    """The files beside the story."""
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def link(self, typed: str, *, is_picture: bool = False) -> str:
        """An address as newsgen has it."""
        found = self._resolved(html.unescape(typed.strip()) if "&" in typed else typed.strip(), is_picture=is_picture)
        if found and not found.startswith(("#", "mailto:", "tel:", "data:")):
            (self.pictures if is_picture else self.links).append(found)
        return found

    def _resolved(self, typed: str, *, is_picture: bool) -> str:  # noqa: PLR0911 - a line for each kind of address
        if MASK.search(typed) or not typed or typed.startswith("#"):
            return typed
        if re.match(r"(?i)(?:javascript|vbscript|data(?!:image/)|file):", typed):
            return "#"
        old = _OLD.match(typed)
        target = typed[old.end() :] if old else typed
        if self.book.site.generator == "astro" and re.match(r"[~@#]/(?=\S)", typed):
            target = typed[1:]
        elif _PICTURE.search(typed) and (alias := _ALIAS.match(typed)):
            rest = typed[alias.end() :]
            places = (typed[1:], rest, f"/{self.book.by_end(rest)}")
            target = next((each for each in places if each != "/" and self._file(unquote(each))), typed)
        try:
            parts = urlsplit(target)
        except ValueError:
            return typed
        tail = (f"?{parts.query}" if parts.query and not _is_file(parts.path) else "") + (
            f"#{parts.fragment}" if parts.fragment else ""
        )
        if parts.scheme or parts.netloc:
            if parts.scheme not in {"", "http", "https"} or not self._is_ours(parts.netloc):
                return typed
            return (
                self._own(parts.path or "/", tail, is_picture=is_picture)
                or f"{clean(parts.path or '/', self.book.site)}{tail}"
            )
        path = unquote(parts.path)
        if old and (old["kind"] in {"author", "category", "tag", "index"} or old["nikola"]):
            return self._listing(old["kind"] or str(old["nikola"]), path) + tail
        if old and not path.startswith("/") and target == typed.removeprefix("@/") and typed.startswith("@/"):
            path = f"/{path}"
        return self._own(path, tail, is_picture=is_picture) or self._dead(typed, path, tail, is_picture=is_picture)

    def _from_address(self, path: str) -> str:
        """The path that one without a slash means at the story's own address."""
        base = self.address if self.address.endswith("/") else posixpath.dirname(self.address) + "/"
        return posixpath.normpath(posixpath.join(base, path))

    def _is_ours(self, netloc: str) -> bool:
        host = self.book.site.host
        return bool(host) and bare_host(netloc) == host

    def _listing(self, kind: str, name: str) -> str:
        folder = {"author": "authors", "category": "sections", "tag": "tags"}.get(kind)
        if kind in {"filename", "slug"}:
            found = self.book.path_of_text(name, self.path, self.prefix)
            if found not in self.book.by_path:
                return self.book.by_slug.get(name.strip("/").lower(), f"/{name}")
            return self.book.by_path.get(found, f"/{name}")
        if kind in {"gallery", "listing"} and name:
            return f"/galleries/{name.strip('/')}/" if kind == "gallery" else f"/listings/{name}.html"
        return f"/{folder}/{slug_for(name)}/" if folder and name else "/"

    def _own(self, path: str, tail: str, *, is_picture: bool) -> str:
        """The address of a story, or the name of a file, at a path; empty where there is neither."""
        site = self.book.site
        if _is_file(path) and (found := self._file(path)) and (name := self._beside(found)):
            return name + (tail if tail.startswith("#") else "")
        if is_picture:
            return ""
        if path.startswith("/") or not path:
            old = clean(path, site) if path else self.address
            if (known := self.book.by_address.get(_key(old))) is not None:
                return known + tail
        elif self.address and not path.lower().endswith(_TEXTS):
            joined = self._from_address(path)
            if (known := self.book.by_address.get(_key(joined))) is not None:
                return known + tail
        if text := self.book.path_of_text(path, self.path, self.prefix):
            return self.book.by_path[text] + tail
        return ""

    def _file(self, path: str) -> str:
        """The path of a file in the folder; empty where there is none."""
        site = self.book.site
        bare = path
        if site.base and bare.startswith(f"{site.base}/"):
            bare = bare[len(site.base) :]
        stem = _without_suffix(self.path)
        beside = [posixpath.dirname(self.path), stem, re.sub(r"\.[a-z]{2}(?:[-_]\w+)?\Z", "", stem)]
        roots = [prefix.rstrip("/") for prefix in (*site.statics, self.prefix)]
        folders = roots if bare.startswith("/") else [*beside, *roots]
        for folder in dict.fromkeys(folders):
            joined = posixpath.normpath(posixpath.join(folder, bare.lstrip("/")))
            if joined in site.paths:
                return joined
            if (found := site.folded.get(joined.lower())) is not None:
                return found
        if site.generator == "nikola" and ".thumbnail." in bare:
            return self._file(bare.replace(".thumbnail.", "."))
        if not bare.startswith("/") and self.address:
            base = self.address if self.address.endswith("/") else posixpath.dirname(self.address) + "/"
            if found := self._file(posixpath.normpath(posixpath.join(base, bare))):
                return found
        return self.book.by_end(bare) if _PICTURE.search(bare) else ""

    def _beside(self, path: str) -> str:
        """The name of a file beside the story; empty where it may not lie there."""
        source = self.book.site.tree.file(path)
        if source is None or self.book.is_pointer(path) or (is_drawing(path) and not self.book.only_draws(path)):
            return ""
        return self.names.add(path, source)

    def _dead(self, typed: str, path: str, tail: str, *, is_picture: bool) -> str:
        """An address at which nothing lies in the folder: as readers had it."""
        if re.search(r"(?:\A|/)(?:_index|index|README)\.(?:md|markdown|mdx|rst)\Z", path):
            path = re.sub(r"(?:_index|index|README)\.\w+\Z", "", path)
            typed = path + tail if not _OLD.match(typed) else f"@/{path.lstrip('/')}"
        if typed.startswith("/") or _OLD.match(typed):
            return (
                f"{quote(unquote(path if path.startswith('/') else '/' + path), safe='/:@+,;=!$~()*')}{tail}"
                if (self.book.site.base or _OLD.match(typed)) and not is_picture
                else typed
                if not _OLD.match(typed)
                else f"/{path.lstrip('/')}{tail}"
            )
        if not path or (
            re.match(
                r"[\w.-]+\.[a-z]{2,6}(?:/"
                r"|\Z)",
                path,
            )
            and "/" in path
            and not path.startswith(".")
        ):
            return typed
        if self.address and (path.startswith(".") or "/" in path):
            joined = self._from_address(path)
            slash = "/" if path.endswith("/") and not joined.endswith("/") else ""
            return f"{quote(joined, safe='/:@+,;=!$~()*')}{slash}{tail}"
        return typed


_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg)\Z")
_MOST_PICTURES = 500


def pictures_in(site: Site, entry: Entry, listed: str) -> list[str]:
    """The pictures that a pattern, a folder or a list of files names, as links name them."""
    pictures = sorted(path for path in site.paths if _PICTURE.search(path))
    listed = listed.strip().removeprefix("{").removesuffix("}") if listed.lstrip().startswith("{") else listed
    names = re.split(r"(?:(?<!\s)\s++)?,\s*|(?<!\s)\s++(?=\S+\.\w{3,4}\b)|\n", listed.strip())
    found: dict[str, None] = {}
    for name in filter(None, (unquote(each).strip("\"'[]() ") for each in names)):
        pattern = name if re.search(r"[*?]", name) else "" if _PICTURE.search(name) else f"{name.rstrip('/')}/*"
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


_BARE = re.compile(
    r"(?<![\w(\"'<\[=/.])(?P<address>https?://[^\s<>()\[\]\"'`\ufdd0-\ufdef]*[^\s<>()\[\]\"'`.,;:!?*_~\ufdd0-\ufdef])"
    r"(?![^\s<>]*\])"
)
_AUTOLINK = re.compile(r"(?<!\])<(?P<address>https?://[^\s<>]+)>")


def has_bare_links(site: Site) -> bool:
    """Whether the generator makes links of web addresses in running text."""
    if site.generator == "hugo":
        extensions = group_of(group_of(group_of(site.config, "markup"), "goldmark"), "extensions")
        return extensions.get("linkify") is not False
    return site.generator in {"hexo", "astro"}


def with_bare_links(text: str) -> str:
    """A text whose web addresses are links. One that stands alone on its line stays: it may be an embed."""
    if "://" not in text:
        return text

    def linked(line: str) -> str:
        if re.fullmatch(r"\s*\S+\s*|\s{0,3}\[[^\]]*\]:.*|\s*+[-:|][-:| ]*+\s*+", line) or (
            "](" in line and "[http" in line
        ):
            return line
        return _BARE.sub(lambda match: match[0] if _is_in_tag(line, match.start()) else f"<{match['address']}>", line)

    return "\n".join(map(linked, text.split("\n")))


def _is_in_tag(line: str, at: int) -> bool:
    before = line[max(0, at - 600) : at]
    return before.rfind("<") > before.rfind(">") or before.rfind("](") > before.rfind(")")


_INLINE = re.compile(
    r"(?P<open>(?P<picture>!)?\[(?P<words>(?>(?:[^\[\]\\]|\\.|\[(?>(?:[^\[\]\\]"
    r"|\\.)*)\](?>(?:\([^()\n]*+\))?)){0,5000}))\]\()(?P<gap>\s*+)"
    r"(?P<address><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?P<title>\s++(?:\"(?>(?:[^\"\\]|\\.){0,5000})\"|'(?>(?:[^'\\]|\\.){0,5000})'|\((?>(?:[^()\\]|\\.)*)\)))?(?P<size>\s++=\d*x\d*)?\s*+\)"
)
_BLANKS = re.compile(
    r"(!\[[^\[\]\n]*\]\()([^()<>\"\n]*[^\s()<>\"\n][ ][^()<>\"\n]*\.(?:jpe?g|png|gif|webp|svg))(\s+\"[^\"\n]*\")?\)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"^(?P<open>[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(?P<address><[^<>\n]+>|\S+)", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"""(?P<open><(?P<element>[a-zA-Z][\w-]*)\b[^<>]*?\s(?P<name>href|src|poster|data-src)\s*=\s*)(?:"(?P<double>[^"<>]*)"|'(?P<single>[^'<>]*)'|(?P<bare>[^\s"'<>{]+))""",
    re.IGNORECASE,
)
_WIKI = re.compile(r"(?P<picture>!)?\[\[(?P<target>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]*))?\]\]")
_MEDIA = {
    "audio": (".mp3", ".m4a", ".ogg", ".wav", ".flac", ".opus"),
    "video": (".mp4", ".webm", ".mov", ".m4v", ".ogv"),
}
_PICTURE_ELEMENTS = frozenset("img source video audio track embed".split())


def with_links(text: str, linker: Linker) -> str:
    """A text whose links and pictures are as newsgen has them."""
    text = _BLANKS.sub(lambda match: f"{match[1]}<{match[2].strip()}>{match[3] or ''})", text)
    text = _WIKI.sub(lambda match: _wiki(match, linker), text)
    text = _inline(text, linker)
    text = _DEFINITION.sub(lambda match: f"{match['open']}{_spelled(linker.link(match['address'].strip('<>')))}", text)
    text = _AUTOLINK.sub(lambda match: _autolink(match, linker), text)
    for _ in range(3):  # An element may have several addresses; the pattern finds one at a time.
        text, again = _attributes(text, linker)
        if not again:
            break
    return text


def _autolink(match: re.Match[str], linker: Linker) -> str:
    """An address as a link; one of this site leads to where the story lies, under the words that readers had."""
    typed = match["address"]
    found = linker.link(typed)
    return match[0] if found == typed else f"[{typed}]({_spelled(found)})"


def _inline(text: str, linker: Linker) -> str:
    def replaced(match: re.Match[str]) -> str:
        is_picture = bool(match["picture"])
        typed = match["address"]
        if typed.startswith("<"):
            typed = typed[1:-1]
        words = match["words"] if is_picture else _INLINE.sub(replaced, match["words"])
        address = linker.link(typed, is_picture=is_picture)
        sign = "!" if is_picture else ""
        return f"{sign}[{words}]({_spelled(address)}{match['title'] or ''})"

    return _INLINE.sub(replaced, text)


def _spelled(address: str) -> str:
    if not address:
        return ""
    return f"<{address}>" if re.search(r"[\s()]", address) and not re.search(r"[<>\n]", address) else address


def _attributes(text: str, linker: Linker) -> tuple[str, bool]:
    again = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal again
        typed = next(part for part in match.group("double", "single", "bare") if part is not None)
        if typed.startswith("\ufdd7"):
            return match[0]
        again = True
        is_picture = match["element"].lower() in _PICTURE_ELEMENTS
        found = linker.link(typed, is_picture=is_picture)
        return f'{match["open"]}"\ufdd7{html.escape(found, quote=True)}"'

    made = _ATTRIBUTE.sub(replaced, text)
    # What was done is marked until all of an element's addresses have been found.
    if not again or made.count("\ufdd7") > 100_000:  # noqa: PLR2004 - no story has so many
        return made.replace("\ufdd7", ""), False
    return made, True


def _wiki(match: re.Match[str], linker: Linker) -> str:
    """A link of a wiki, or what it shows in the text: by the name of a text or a file, wherever that lies."""
    target = match["target"].strip()
    path, mark, anchor = target.partition("#")
    own = match["words"] or (target.replace("#", " > ").strip(" >") if path else anchor)
    words = "" if re.fullmatch(r"[\d\s|x]+|left|right|center", own) else own
    if (made := _wiki_file(path, words, linker, is_shown=bool(match["picture"]))) is not None:
        return made
    text = linker.book.path_of_text(path, linker.path, linker.prefix) if path else ""
    if text:
        return f"[{words or path}]({linker.book.by_path[text]}{mark}{slug_for(anchor) if anchor else ''})"
    # In a vault of notes, one that is not there shows as its name; elsewhere two brackets mean nothing.
    is_vault = linker.book.site.generator == "markdown" and re.fullmatch(r"_?toc_?", target, re.IGNORECASE) is None
    return (words or path) if is_vault else match[0]


def _wiki_file(name: str, words: str, linker: Linker, *, is_shown: bool) -> str | None:
    """A file that a wiki's link names: a picture, a recording, or a link to it; None where there is no such file."""
    if not _is_file(name) or name.lower().endswith((".md", ".markdown", ".mdx")):
        return None
    place = linker.book.file_by_end(name)
    found = linker.link(f"/{place}" if place else name, is_picture=is_shown and bool(_PICTURE.search(name)))
    if found not in linker.names.files:
        return None
    said = "" if words == name else words
    if is_shown and _PICTURE.search(name):
        return f"![{said}]({_spelled(found)})"
    linked = f"[{said or name.rpartition('/')[2]}]({_spelled(found)})"
    kind = next((kind for kind, ends in _MEDIA.items() if name.lower().endswith(ends)), "") if is_shown else ""
    return f"\n\n::: {kind}\n{linked}\n:::\n\n" if kind else linked

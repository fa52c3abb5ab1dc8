"""The links and pictures of a text, each as `links` has it: of Markdown, HTML and wikis, and bare addresses. Pure."""

import html
import re

from newsgen.importers.generators.book import PICTURE, is_file
from newsgen.importers.generators.configs import group_of
from newsgen.importers.generators.links import Linker
from newsgen.importers.generators.site import Site
from newsgen.models.names import slug_for

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
    if not is_file(name) or name.lower().endswith((".md", ".markdown", ".mdx")):
        return None
    place = linker.book.file_by_end(name)
    found = linker.link(f"/{place}" if place else name, is_picture=is_shown and bool(PICTURE.search(name)))
    if found not in linker.names.files:
        return None
    said = "" if words == name else words
    if is_shown and PICTURE.search(name):
        return f"![{said}]({_spelled(found)})"
    linked = f"[{said or name.rpartition('/')[2]}]({_spelled(found)})"
    kind = next((kind for kind, ends in _MEDIA.items() if name.lower().endswith(ends)), "") if is_shown else ""
    return f"\n\n::: {kind}\n{linked}\n:::\n\n" if kind else linked

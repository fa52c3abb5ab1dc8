"""Tags of Hexo and its widely used themes, whose arguments stand between commas or double colons. Pure.

``{% folding blue, Title %}``, ``{% btn regular::Words::/address/ %}``, ``{% link Words,more,https://… %}``.
"""

import re
from collections.abc import Callable, Mapping

from newsgen.importers.generators.shown import block
from newsgen.importers.generators.tag_markdown import PICTURE, destination, figure, figures_in, gallery, without_marks
from newsgen.importers.generators.tags import Tag, unnamed

_FOLDED = frozenset("folding fold hidetoggle hideblock notel noteblock spoiler collapse details toggle".split())
_INLINE = frozenset("label span u emp wavy del kbd psw p s bb h hl sup sub color font mark emphasize quot".split())
_GROUPS = frozenset("gallery gp grouppicture imagegroup galleries".split())
_ALONE = frozenset("inlineimg inlineimage image img fb_img asset_img lazyimg figure".split())
_BOXES = frozenset("checkbox radio cb todo".split())
_LINKED = frozenset("btn button btns link linkcard site cell url bookmark".split())
_CARDS = frozenset("ghcard githubcard github gitcard".split())
_FRAMED = frozenset("pdf iframe aplayer aplayerlrc aplayerlist meting dplayer mp3 codepen jsfiddle raw_html".split())
_STYLES = frozenset(
    """default primary success info warning warn danger error note tip simple modern flat disabled no-icon icon
    red orange yellow green cyan blue purple pink white black gray grey light dark open close closed true false left
    right center large larger small big logo block outline regular solid brands checked plus minus times incline inline
    undone done fa fas far fab fal""".split()
)
_STYLE = re.compile(
    r"(?:(?:icon|el|prefix|effect|percent|height|width|ratio|bg|cols?|gap|align|size|style|theme|layout|avatar|codeblock)"
    r":[^\s:]+|fa[a-z]?-[\w-]+|open:\w+|color:[\w#-]+|child:\w+|#[0-9a-f]{3,8}|\d+(?:px|%)?|@?fa[a-z]?)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:)?//\S+|/\S*|\.{1,2}/\S+|#\S*|mailto:\S+")
_REPOSITORY = re.compile(r"user:\s*(?P<user>[\w.-]+)\s+repo:\s*(?P<repo>[\w.-]+)|(?<![\w.-])(?P<path>[\w.-]++/[\w.-]+)")
_COMMENTED = re.compile(
    r"<!--\s*+(?P<end>end)?(?P<name>(?:sub)?tab|timeline|node|cell|folding|folder|card|item)\b[ \t]*+"
    r"(?P<said>[^\n<]{0,300}?)\s*+-->",
    re.IGNORECASE,
)


def with_commented_titles(text: str) -> str:
    """A text whose tabs and dates of a timeline, which comments name, have them as lines in bold."""

    def told(match: re.Match[str]) -> str:
        words = re.sub(r"@.*\Z", "", match["said"]).strip() if not match["end"] else ""
        return f"\n**{without_marks(words)}**\n" if words else ""

    return _COMMENTED.sub(told, text)


def parts_of(tag: Tag) -> list[str]:
    """What a tag is told, taken apart where its theme does so."""
    rest = tag.said[len(tag.name) :].strip()
    sign = "::" if "::" in rest else "," if "," in rest else ""
    parts = rest.split(sign) if sign else [rest]
    return [part.strip().strip("'\"").strip() for part in parts]


def is_style(words: str) -> bool:
    """Whether a part says how something looks, in all of its words."""
    return all(word.lower() in _STYLES or _STYLE.fullmatch(word) for word in words.split())


def words_of(parts: list[str]) -> str:
    """What readers see of some parts: without colours, icons and the like, also at the beginning of the first one."""
    kept: list[str] = []
    for part in parts:
        words = part.split()
        while words and is_style(words[0]) and (len(words) > 1 or is_style(part)):
            words.pop(0)
        while len(words) > 1 and ":" in words[-1] and _STYLE.fullmatch(words[-1]):
            words.pop()
        if words:
            kept.append(" ".join(words).strip("@\"'"))
    return " ".join(kept)


def made_of(tag: Tag, title_of: Callable[[str], str]) -> str | None:  # noqa: C901, PLR0911, PLR0912 - a line for each
    """The Markdown of a tag; None for one that is none of these.

    ``title_of`` is the headline of the text that a name means; empty where there is none.
    """
    name, parts = tag.name.replace("-", ""), parts_of(tag)
    if (told := _of_themes(name, tag, parts)) is not None:
        return told
    if name in _FOLDED and tag.inner is not None:
        return block("note", words_of(parts).removeprefix("@"), tag.inner)
    if name == "note":
        title = words_of(parts)
        if tag.inner is not None:
            return block("note", title, tag.inner)
        return block("note", "", title) if title else ""
    if name == "hideinline":
        words, label = (parts[0], parts[1] if len(parts) > 1 else "")
        return f"{label}: {words}" if label and not is_style(label) else words
    if name in _INLINE and tag.inner is None:
        return _inline(tag, parts)
    if name in _BOXES:
        is_done = any("checked" in part or part == "true" for part in parts)
        said = [part for part in parts if not is_style(part)] or parts[-1:]
        return f"{'☑' if is_done else '☐'} {' '.join(said)}"
    if name in _CARDS:
        named = _REPOSITORY.search(tag.said)
        path = named and (named["path"] or f"{named['user']}/{named['repo']}")
        return f"[github.com/{path}](https://github.com/{path})" if path else None
    if name in _LINKED and tag.inner is None:
        return _linked(tag, parts, title_of)
    if name in _GROUPS and tag.inner is not None and ("![" in tag.inner or "<img" in tag.inner):
        return gallery(figures_in(tag.inner), "")
    if name == "gallerygroup" and tag.inner is None:
        return _gallery_group(tag.arguments)
    if name in _ALONE:
        return pictured(tag)
    if name == "timenode" and tag.inner is not None:
        return f"\n\n**{without_marks(words_of(parts))}**\n\n{tag.inner.strip()}\n\n"
    if name == "bilibili" and (number := re.search(r"BV\w+|(?:av)?\d{3,}", tag.said)):
        video = number[0] if number[0].startswith(("BV", "av")) else f"av{number[0]}"
        return f"\n\n[www.bilibili.com/video/{video}](https://www.bilibili.com/video/{video})\n\n"
    if name in _FRAMED and tag.inner is None:
        return _framed(tag)
    if name == "flink" and tag.inner is not None:
        return _friends(tag.raw)
    return None


_BOXED = frozenset("box ablock border panel".split())
_TITLED = frozenset("timeline poetry paper folders okr".split())
_QUIET = frozenset("series about banner".split())


def _of_themes(name: str, tag: Tag, parts: list[str]) -> str | None:  # noqa: PLR0911 - a line for each
    """Likewise of tags that only some themes have."""
    inner = (tag.inner or "").strip("\n")
    if name in _BOXED and tag.inner is not None:
        return block("note", words_of([part for part in parts if not is_style(part)]), inner)
    if name in _TITLED and tag.inner is not None:
        return _titled(name, tag.said[len(tag.name) :].strip(), inner)
    if name in _QUIET:
        return f"\n\n{inner}\n\n"
    if name == "frame" and (picture := re.search(r"\bimg\s*=\s*(\S+)", tag.said)):
        return f"\n\n{figure(picture[1], '')}\n\n"
    if name == "copy" and (words := re.sub(r"\b(?:prefix|git|width|curl):\S+", "", tag.said[len(name) :]).strip()):
        return f"`{words}`" if "`" not in words else words
    if name == "hashtag" and tag.arguments.get("1", "").startswith("http"):
        return f"[{without_marks(tag.arguments['0'])}]({destination(tag.arguments['1'])})"
    if name in {"nota", "bubble", "tooltip"} and tag.inner is None and len(parts) > 1 and parts[1]:
        return f"{parts[0]} ({parts[1]})"
    if name == "youtuber" and (number := re.search(r"\bvideo\s+([\w-]{6,})", tag.said)):
        return f"\n\nhttps://www.youtube.com/watch?v={number[1]}\n\n"
    return _song(tag) if name == "meting" else None


def _titled(name: str, said: str, inner: str) -> str:
    """A text under its headline, with whose it is below it; of a poem each line stays one."""
    below = re.findall(r"(?:\A|[\s,])(?:author|footer)\s*[:=]\s*([^,:=]+?)(?=\s*(?:,|\Z|\s\w+[:=]))", said)
    named = re.search(r"\btitle\s*[:=]\s*([^,:=]+?)(?=\s*(?:,|\Z|\s\w+[:=]))", said)
    head = named[1] if named else re.split(r"\s*,\s*|\s*\b\w+\s*[:=]", said)[0]
    head = (
        ""
        if (is_style(head) and not re.search(r"\d", head)) or (name == "okr" and re.fullmatch(r"\w*\d\w*", head))
        else without_marks(head)
    )
    text = re.sub(r"(?<=\S)\n(?=\S)", "  \n", inner) if name == "poetry" else inner
    pieces = [f"**{head}**" if head else "", text, f"— {', '.join(map(without_marks, below))}" if below else ""]
    return "\n\n" + "\n\n".join(piece for piece in pieces if piece.strip()) + "\n\n"


def _song(tag: Tag) -> str | None:
    """A song by its number at the host that has it."""
    number, host, kind = (tag.arguments.get(str(at), "") for at in range(3))
    places = {"netease": "https://music.163.com/#/{}?id={}", "tencent": "https://y.qq.com/n/ryqq/{}Detail/{}"}
    if not number.isalnum() or host not in places or not kind.isalpha():
        return None
    address = places[host].format(kind, number)
    return f"\n\n[{re.sub('^https?://', '', address)}]({address})\n\n"


def _inline(tag: Tag, parts: list[str]) -> str:
    if tag.name == "label":
        words = re.sub(r"\A(?:\w+\s*)?@", "", " ".join(parts))
        return words_of([re.sub(r"(?<!\s)\s++(?:red|green|blue|orange|pink|purple|cyan|gray)\Z", "", words)]) or words
    if tag.name in {"sup", "sub", "kbd"}:
        return re.sub(r"(?<!\s)\s++color:\S+", "", ", ".join(parts))
    if len(parts) > 1:
        return words_of([part for part in parts if not is_style(part)]) or parts[-1]
    return words_of(parts)


def _linked(tag: Tag, parts: list[str], title_of: Callable[[str], str]) -> str | None:
    named = {key: value.strip() for part in parts if (key := part.partition("=")[0].strip()) in {"url", "link", "href"}
             and (value := part.partition("=")[2])}  # fmt: skip
    if len(parts) == 1 and " " in parts[0]:
        parts = [value for key, value in tag.arguments.items() if key.isdigit()]
    target = next(iter(named.values()), "") or next((part for part in parts if _ADDRESS.fullmatch(part)), "")
    words = [part for part in parts if part and part != target and "=" not in part and not is_style(part)]
    words = [part for part in words if not re.fullmatch(r"\[[\w ]+\]|(?:https?:)?//\S+", part)]
    if not target:
        return words_of(words[:1]) or None
    said = without_marks(words[0]) if words else title_of(target) or re.sub(r"\Ahttps?://|/\Z", "", target)
    return f"[{said}]({destination(target)})" if target != "#" else said


def _gallery_group(arguments: Mapping[str, str]) -> str | None:
    words = unnamed(arguments)
    picture = next((value for value in words if PICTURE.search(value)), "")
    target = next((value for value in words if value != picture and _ADDRESS.fullmatch(value)), "")
    said = [value for value in words if value not in {picture, target}]
    if not picture:
        return None
    linked = (
        f"[{without_marks(said[0])}]({destination(target)})" if said and target else without_marks(" ".join(said[:1]))
    )
    return f"\n\n{figure(picture, '', '')}\n\n{': '.join(filter(None, (linked, *map(without_marks, said[1:2]))))}\n\n"


_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def pictured(tag: Tag) -> str | None:
    """``{% img [class] /file [width] [height] "title 'alt'" %}``; what comes behind the file are words."""
    rest = tag.said[len(tag.name) :].strip()
    found = re.match(r"[\"'][^\"']+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)[\"']", rest, re.IGNORECASE)
    found = found or re.search(
        r"(?<!\S)\S+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)(?:[?#]\S*)?(?=[\s,\"']|\Z)", rest, re.IGNORECASE
    )
    if found is None:
        return None
    src, behind = found[0].strip("\"'"), rest[found.end() :].strip(" ,\"'" if rest[found.start()] in "\"'" else " ,")
    named = dict(re.findall(r"\b(alt|title|caption)\s*=\s*\"?'?([^,\"']+)", behind))
    title, alt = named.get("title") or named.get("caption", ""), named.get("alt", "")
    if not named:
        behind = re.sub(r"\A(?:\d[\d.]*(?:px|%)?[\s,]+)+|\A\d[\d.]*(?:px|%)?\Z", "", behind)
        quoted = [double or single for double, single in _QUOTED.findall(behind)]
        if len(quoted) == 1 and (nested := re.fullmatch(r"(.*)(?<!\s)\s*+'([^']*)'\s*+", quoted[0])):
            quoted = [nested[1], nested[2]]
        title = quoted[0] if quoted else behind.strip("\"'")
        alt = quoted[1] if len(quoted) > 1 else ""
    if tag.name.startswith("inline"):
        return f"![{without_marks(alt or title)}]({destination(src)})"
    return f"\n\n{figure(src, alt, title)}\n\n"


def _framed(tag: Tag) -> str | None:
    addresses = re.findall(r"https?://[^\s\"',]+|(?<=[\s\"'=])/[^\s\"',]+", tag.said)
    target = next((each for each in addresses if not PICTURE.search(each)), "")
    words = [double or single for double, single in _QUOTED.findall(tag.said)]
    said = " – ".join(without_marks(word) for word in words[:2] if not re.search(r"[/=]|\A(?:\d+|auto)\Z", word))
    if not target:
        return None
    if re.search(r"\.(?:mp4|webm|m4v|mov)\Z", target):
        return f"\n\n::: video\n[{said or target.rpartition('/')[2]}]({destination(target)})\n:::\n\n"
    if re.search(r"\.(?:mp3|m4a|ogg|opus|wav|flac)\Z", target):
        return f"\n\n::: audio\n[{said or target.rpartition('/')[2]}]({destination(target)})\n:::\n\n"
    return f"\n\n[{said or re.sub('^https?://|/$', '', target)}]({destination(target)})\n\n"


def _friends(typed: str) -> str:
    """A list of links of what is told as YAML."""
    lines: list[str] = []
    for each in re.split(r"(?m)^[^\S\n]*+-\s++(?=name:|class_name:)", typed):
        told = {
            key: value.strip("\"' ") for key, value in re.findall(r"(?m)^[^\S\n]*+(\w+):[ \t]*+(\S.*)$", f"\n{each}")
        }
        if "link" in told and "name" in told:
            more = f": {told['descr']}" if told.get("descr") else ""
            lines.append(f"- [{without_marks(told['name'])}]({destination(told['link'])}){without_marks(more)}")
        elif "class_name" in told:
            lines += ["", f"**{without_marks(told['class_name'])}**", ""]
    return "\n\n" + "\n".join(lines) + "\n\n"

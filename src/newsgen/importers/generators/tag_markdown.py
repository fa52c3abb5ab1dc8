"""Markdown of what tags say: figures, galleries, notes, quotations, links, code. Pure.

Which of these a tag is, `known_tags` knows.
"""

import html
import re
from collections.abc import Callable, Mapping

from newsgen.importers.generators.shown import block, block_name, dedented
from newsgen.importers.generators.tags import first_of, unnamed

NOTES = frozenset(
    """note notice warning tip info alert admonition hint callout caution danger important attention box panel
    quote-box message aside expand details detail spoiler collapse accordion fold toggle faq""".split()
)
_SAYING = frozenset("warning tip caution danger important hint attention".split())
PICTURE_KEYS = ("src", "url", "path", "image_path", "image", "file", "filename", "link", "img", "picture", "name")
_CAPTIONS = ("caption", "title", "figcaption", "cap", "desc", "text", "description", "legend")
_CREDITS = ("attr", "credit", "source", "by", "photographer", "copyright")
PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:[?#]|\Z)")


_FENCED = re.compile(r"\s*(?P<fence>`{3,}|~{3,})[^\n`]*\n(?:(?!\n[ \t]*(?P=fence)).)*\n[ \t]*(?P=fence)\s*", re.DOTALL)
"""What is code already, in a tag that gives it a name."""
_LINKED = re.compile(r"(\[[^\[\]\n]+\]\(https?://[^()\s\"|<>]+\))")
_LINK_OF_HTML = re.compile(
    r"<a\b[^<>]*?\shref=[\"']?(https?://[^\"'\s<>()|]+)[\"']?[^<>]*>((?:(?!</a\b).){1,500}?)</a\s*>",
    re.DOTALL | re.IGNORECASE,
)


def fenced(language: str, typed: str) -> str:
    """A block of code."""
    typed = typed.strip("\n")
    if _FENCED.fullmatch(typed):
        return typed.strip()
    longest = max((len(run) for run in re.findall("`+", typed)), default=0)
    fence = "`" * max(3, longest + 1)
    name = language if re.fullmatch(r"[\w+#.-]+", language) and language not in {"text", "linenos"} else ""
    return f"{fence}{name}\n{typed}\n{fence}"


def as_html(words: str) -> str:
    """Words of an argument that their site reads as Markdown."""
    words = re.sub(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1", r"<strong>\2</strong>", words)
    words = re.sub(r"(?<!\w)([*_])(?=\S)(.{1,2000}?)(?<=\S)\1(?!\w)", r"<em>\2</em>", words)
    return re.sub(r"\[([^\[\]]+)\]\(([^\s()\"]+)\)", r'<a href="\2">\1</a>', words)


def commented(text: str) -> str:
    """A text that may stand in a comment: two hyphens would end one."""
    return re.sub("-(?=-)|-(?=>)", "- ", " ".join(text.split())).rstrip("-")


def destination(address: str) -> str:
    """The address of a link, in brackets where it needs them."""
    address = address.strip()
    return f"<{address}>" if re.search(r"[\s()]", address) and "<" not in address else address


def figure(src: str, alt: str, caption: str = "", credit: str = "") -> str:
    """A picture with what is said of it."""
    words = " | ".join(filter(None, (captioned(caption), captioned(credit))))
    title = f' "{words}"' if words else ""
    return f"![{without_marks(alt).replace('[', '(').replace(']', ')')}]({destination(src)}{title})"


def figure_in_html(src: str, alt: str, caption: str, credit: str) -> str:
    """The same where Markdown is none."""
    words = html.escape(" | ".join(filter(None, (without_marks(caption), without_marks(credit)))), quote=False)
    image = f'<img src="{html.escape(src)}" alt="{html.escape(without_marks(alt))}">'
    return f"<figure>{image}<figcaption>{words}</figcaption></figure>" if words else image


def captioned(text: str) -> str:
    """Words of a caption with their links."""
    if "](" not in text and "<a" not in text:
        return without_marks(text)
    text = _LINK_OF_HTML.sub(
        lambda link: f"[{without_marks(link[2])}]({link[1]})" if without_marks(link[2]) else "", text
    )
    parts = [part if at % 2 else _spaced(part) for at, part in enumerate(_LINKED.split(text))]
    return "".join(parts).strip().replace('"', "”")


def _spaced(part: str) -> str:
    """Words between two links, with the blanks at their ends."""
    words = without_marks(part)
    before, behind = (" " if part[:1].isspace() else ""), (" " if part[-1:].isspace() else "")
    return f"{before}{words}{behind}" if words else before or behind


def without_marks(text: str) -> str:
    """Words of a caption or a headline, without marks."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^)]{0,2000}\)", r"\1", re.sub(r"<[^<>]*>", "", text))
    return " ".join(text.split()).replace('"', "”").replace("|", "/")


def listed_in(arguments: Mapping[str, str], inner: str | None) -> list[str]:
    """What may name the pictures of a gallery."""
    keys = ("dir", "folder", "path", "src", "match", "pattern", "glob", "images", "pictures", "files", "image")
    named = [arguments[key] for key in keys if arguments.get(key)]
    return [*named, *unnamed(arguments), *((inner or "").split())]


def quotation(inner: str, arguments: Mapping[str, str], *, is_pulled: bool = False) -> str:
    """A quotation, with whose it is."""
    said = [value for key, value in arguments.items() if key.isdigit() or key in {"author", "cite", "source", "by"}]
    who = " ".join(each for each in said if each not in {"left", "right", "%}"})
    if is_pulled:
        return block("pullquote", without_marks(who), inner)
    lines = inner.strip().split("\n") + (["", f"— {who}"] if who else [])
    return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


_FOLDS = frozenset("details expand spoiler collapse accordion accordionitem fold toggle faq".split())
_LOOKS = NOTES | frozenset(
    """primary secondary success danger error true false default icon closed open close simple modern flat disabled
    question quote example bug failure abstract summary light dark
    blue green red yellow orange purple gray grey""".split()
)
"""Arguments of notes that say how one looks."""


def _title_of_note(arguments: Mapping[str, str], name: str, *, is_liquid: bool) -> str:
    named = first_of(arguments, ("title", "summary", "header", "heading", "q"))
    if named:
        return named
    values = [value.strip("\"'") for key, value in arguments.items() if key.isdigit()]
    if name in {"notice", "admonition"} and values:  # the first is its kind, the third an icon
        values = values[1:2]
    words = [
        value
        for value in values
        if value.lower() not in _LOOKS and not re.fullmatch(r"fa[a-z]?|fa-[\w-]+|[.…]+", value)
    ]
    if name in {"notice", "admonition"}:
        return " ".join(words)
    if name in _FOLDS or is_liquid:
        return words[0] if words and " " in words[0] else " ".join(words)
    # A lone word in small letters is called after a picture or a colour.
    return next((word for word in words if not re.fullmatch(r"[a-z0-9:/_#-]+", word)), "")


def note(inner: str, arguments: Mapping[str, str], name: str, *, is_liquid: bool = False) -> str:
    """A note, or the box that it is called."""
    title = _title_of_note(arguments, name, is_liquid=is_liquid)
    title = " ".join(without_marks(title).split()).strip("{}#").removeprefix("@")
    title = title or (name.capitalize() if name in _SAYING else "")
    return block("factbox" if block_name(name) == "factbox" else "note", title, inner)


_SIZES = re.compile(
    r"[\[\]\d.%xpauto,\s]+|\(?(?:min|max)-width.*|\d+(?:vw|px|em|rem).*|lazy|eager|true|false", re.IGNORECASE
)


def with_named_places(arguments: Mapping[str, str]) -> dict[str, str]:
    """The arguments of ``{% image "file", "alt", "caption" %}``, with names."""
    places = unnamed(arguments)
    at = next((number for number, value in enumerate(places) if PICTURE.search(value)), -1)
    rest = [value for value in places[at + 1 :] if value and not _SIZES.fullmatch(value)]
    named = {key: value for key, value in arguments.items() if not key.isdigit()}
    if at >= 0:
        named.setdefault("src", places[at])
    for name, value in zip(("alt", "caption"), rest, strict=False):
        named.setdefault(name, value)
    return named


def picture(
    arguments: Mapping[str, str], inner: str | None, value_of: Callable[[str], str | None], *, in_html: bool
) -> str | None:
    """A figure. Arguments are called differently everywhere; what ends like a picture is one."""
    src = first_of(arguments, PICTURE_KEYS)
    places = unnamed(arguments)
    picture = next((value for value in places if PICTURE.search(value)), "")
    src = (
        src
        if src and (PICTURE.search(src) or not picture)
        else picture or (places[0] if places and "/" in places[0] else "")
    )
    if not src and inner and (nested := re.search(r"!\[[^\]]*\]\([^)]*\)", inner)):
        return f"\n\n{nested[0]}\n\n{inner.replace(nested[0], '').strip()}\n\n"
    if not src:
        return None
    value = value_of(src.strip("{} "))
    src = value if value and "{{" in src else src
    words = [
        each
        for each in places[places.index(src) + 1 if src in places else 0 :]
        if re.search(r"\w", each) and not re.fullmatch(r"[\d.%xpauto]+", each)
    ]
    alt = arguments.get("alt", "")
    caption = first_of(arguments, _CAPTIONS)
    if (title := arguments.get("title", "")) and title != caption:
        caption = f"{title}{'' if re.search('[.:!?…]$', title) else ':'} {caption}"  # Shown above it.
    behind = dedented(inner) if caption and inner and inner.strip() not in caption else ""
    caption = caption or " ".join((inner or "").split()) or " ".join(words)
    credit = first_of(arguments, _CREDITS)
    if credit and re.match(r"https?://[^\s()|]+\Z", leads := arguments.get("attrlink", "")) and "](" not in credit:
        credit = f"[{without_marks(credit)}]({leads})"
    if in_html:
        return figure_in_html(src, alt, caption, credit)
    made = figure(src, alt, caption, credit)
    around = arguments.get("link", "")
    if around != src and re.match(r"(?:https?:/)?/[^\s()|]*\Z", around) and not PICTURE.search(around):
        made = f"[{made}]({around})" if "](http" not in captioned(f"{caption} {credit}") else f"{made}\n\n<{around}>"
    return f"\n\n{made}\n\n{behind}\n\n" if behind else f"\n\n{made}\n\n"


def figures_in(inner: str) -> list[str]:
    """The pictures in a gallery's text, one for each line that has one."""
    found: list[str] = []
    for line in filter(str.strip, inner.split("\n")):
        images = re.findall(r"<img\b[^<>]*>", line)
        for image in images:
            values = dict(re.findall(r"""(?<![\w-])([\w-]++)\s*+=\s*+["']([^"']*)["']""", image))
            if src := values.get("src") or values.get("data-src"):
                found.append(figure(src, values.get("alt", ""), values.get("title", "")))
        if not images:
            found.append(line.strip())
    return found


def gallery(figures: list[str], caption: str) -> str:
    """Several pictures."""
    return "\n\n" + "\n".join([f"::: gallery {without_marks(caption)}".rstrip(), *figures, ":::"]) + "\n\n"


def listed_gallery(listed: object, caption: str) -> str | None:
    """Pictures that a field of the story lists."""
    figures: list[str] = []
    for each in listed if isinstance(listed, list) else ():
        about = each if isinstance(each, dict) else {"image_path": each}
        src = next((about[key] for key in ("url", "image_path", "src", "image") if about.get(key)), None)
        if isinstance(src, str):
            figures.append(figure(src, str(about.get("alt", "")), str(about.get("title", ""))))
    return gallery(figures, caption) if figures else None


def medium(name: str, arguments: Mapping[str, str]) -> str | None:
    """A recording or a film."""
    src = first_of(arguments, ("src", "source", "url", "path", "file", "mp4", "webm", "0", "id"))
    if not src or not re.search(r"[./]", src):
        return None
    said = (arguments.get(key, "") for key in ("caption", "title", "alt", "label"))
    words = without_marks(next(filter(None, said), "")).replace("[", "(").replace("]", ")") or src.rpartition("/")[2]
    return f"\n\n::: {name}\n[{words}]({destination(src)})\n:::\n\n"


def button(arguments: Mapping[str, str], inner: str | None) -> str | None:
    """A link."""
    target = first_of(arguments, ("href", "url", "link", "relref", "ref"))
    target = target or next((value for value in arguments.values() if re.match(r"https?://|/", value)), "")
    words = (inner or arguments.get("text") or arguments.get("label") or target).strip()
    return f"[{words}]({destination(target)})" if target else None

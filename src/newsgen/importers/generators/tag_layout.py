"""Markdown of tags that lay a text out, and of those that nobody knows by what they say: tabs, cards, words. Pure."""

import re
from collections.abc import Callable, Mapping

from newsgen.importers.generators.shown import dedented
from newsgen.importers.generators.tag_markdown import destination, figure, without_marks
from newsgen.importers.generators.tags import Tag, first_of

UNTITLED = "\ufddb"
"""Stands for the headline of a tab that only the tag around all tabs names."""
TABS = frozenset("tabs codetabs tabpane tabgroup tabbed code-tabs subtabs tabset".split())
TAB = frozenset("tab tabitem tab-item codetab code-tab subtab".split())
CARD = frozenset("card linkcard link-card".split())
TITLED = frozenset("step timelineitem timeline-item accordionitem accordion-item detailssummary".split())
WORDS = frozenset(
    """badge label pill chip kbd keyword abbr sup sub mark newthought glossary_tooltip glossary tooltip term
    highlight-text color typeit lead small typed spoiler dropcap initial""".split()
)
"""Tags that are words in a line."""
ASIDES = frozenset("sidenote marginnote margin-note side-note mn sn footnote fn".split())
_TEXTS = ("text", "content", "body", "message", "words")
_TARGETS = (
    "href",
    "url",
    "link",
    "src",
    "post",
    "status",
    "cta_link",
    "button_link",
    "file",
    "path",
    "auto",
)
_REPOSITORIES = ("repo", "repository", "github")
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|csv|zip|epub|mp3|mp4|m4a|ogg|webm|txt|gpx)\Z", re.IGNORECASE)


def _bold(words: str) -> str:
    return f"**{without_marks(words).replace('**', '').replace('__', '').strip('*_ ')}**"


def tab(arguments: Mapping[str, str], inner: str) -> str:
    """What stands under a tab, with its headline."""
    named = first_of(arguments, ("title", "name", "label", "header"))
    places = [arguments[key] for key in sorted(arguments) if key.isdigit()]
    words = named or (places[-1] if places else "")
    title = _bold(words) if words else UNTITLED
    return f"\n\n{title}\n\n{dedented(inner)}\n\n"


def tabs(arguments: Mapping[str, str], inner: str) -> str:
    """All tabs, with the headlines that the tag around them has for them."""
    listed = arguments.get("items") or arguments.get("titles") or arguments.get("names") or ""
    names = [name.strip(" \"'[]") for name in listed.split(",") if name.strip()]
    names = names or [arguments[key] for key in sorted(arguments) if re.fullmatch(r"tabname\d+", key)]
    rest = iter(names)

    def titled(_: re.Match[str]) -> str:
        name = next(rest, "")
        return _bold(name) if name else ""

    return f"\n\n{re.sub(UNTITLED, titled, dedented(inner))}\n\n"


def card(arguments: Mapping[str, str], inner: str) -> str:
    """A card: its headline, linked where it leads somewhere, and its words."""
    title = without_marks(arguments.get("title") or arguments.get("name") or arguments.get("header") or "")
    target = arguments.get("link") or arguments.get("href") or arguments.get("url") or ""
    more = arguments.get("subtitle") or arguments.get("description") or arguments.get("desc") or ""
    image = arguments.get("image") or arguments.get("img") or ""
    pieces = [figure(image, "")] if image else []
    head = f"[{title or target}]({destination(target)})" if target else _bold(title) if title else ""
    pieces.append(f"{head}: {without_marks(more)}" if head and more else head or without_marks(more))
    if arguments.get("header") and arguments.get("title"):
        pieces.insert(0, _bold(arguments["header"]))
    pieces += [dedented(inner), without_marks(arguments.get("footer", ""))]
    return "\n\n" + "\n\n".join(piece for piece in pieces if piece.strip()) + "\n\n"


def titled(arguments: Mapping[str, str], inner: str) -> str:
    """A text with a headline above it."""
    words = first_of(arguments, ("title", "header", "label", "name", "0"))
    more = first_of(arguments, ("subheader", "badge", "date"))
    head = f"{_bold(words)} {without_marks(more)}".strip() if words else without_marks(more)
    return f"\n\n{head}\n\n{dedented(inner)}\n\n" if head else f"\n\n{dedented(inner)}\n\n"


def words_of(arguments: Mapping[str, str], inner: str | None) -> str | None:
    """The words of a tag that stands in a line."""
    if inner and inner.strip():
        return inner
    named = first_of(arguments, ("text", "content", "label", "title", "name", "0"))
    if named:
        return named
    sign = arguments.get("term_id") or arguments.get("term") or ""
    return sign.replace("-", " ") if sign else None


def aside(arguments: Mapping[str, str], inner: str | None) -> str:
    """A note at the margin: its words in brackets, behind what it is told at."""
    places = [arguments[key] for key in sorted(arguments) if key.isdigit()]
    if inner and inner.strip():
        label = places[0] if places else arguments.get("label", "")
        return f"{label} ({' '.join(inner.split())})".strip()
    words = arguments.get("text") or arguments.get("content") or (places[-1] if len(places) > 1 else "")
    return f" ({words})" if words else ""


def by_address(tag: Tag, title_of: Callable[[str], str]) -> str | None:
    """A link to what a tag names that nobody knows, under its words; None where it names nothing."""
    arguments = tag.arguments
    target = next((arguments[key].strip() for key in _TARGETS if _is_address(key, arguments.get(key, "").strip())), "")
    target = target or next((value for key, value in arguments.items() if key.isdigit() and "://" in value), "")
    if not target:
        target = next(
            (f"https://github.com/{value}" for key in _REPOSITORIES
             if re.fullmatch(r"[\w.-]+/[\w.-]+", value := arguments.get(key, ""))), "",
        )  # fmt: skip
    if not target or not re.match(r"https?://|//|/|\.{0,2}[\w./-]+\Z", target):
        return None
    named = ("cta_text", "button_text", "text", "content", "title", "name", "label", "caption", "description")
    words = next((without_marks(arguments[key]) for key in named if arguments.get(key)), "")
    words = words or title_of(target) or re.sub(r"\Ahttps?://(?:www\.)?|[?#].*\Z|/\Z", "", target).strip("./")
    if tag.in_html:
        return f'<a href="{target}">{words}</a>'.replace("\n", " ")
    return f"[{words or target}]({destination(target)})"


def _are_words(text: str) -> bool:
    """Whether a text has several words, and no sign of another use."""
    return re.fullmatch(r"[^=:;/{}<>|\\]*", text) is not None and re.search(r"\w\s+\w", text) is not None


def by_words(tag: Tag) -> str | None:
    """The words that a tag says which nobody knows; None for none."""
    words = next((tag.arguments[key] for key in _TEXTS if tag.arguments.get(key)), "")
    places = [value for key, value in tag.arguments.items() if key.isdigit()]
    if not words and len(places) == 1 and _are_words(places[0]):
        words = places[0]
    return words or None


def _is_address(key: str, value: str) -> bool:
    if re.search(r"\s", value):
        return False
    is_link = key not in {"src", "file", "path", "post", "status", "auto"}
    return bool(re.match(r"https?://|//\w", value) or _DOCUMENT.search(value) or (is_link and re.match(r"/\w", value)))

"""Pictures that stand alone in their paragraph: figures with a caption, a credit, and room beyond the column.

``![What it shows](wall.jpg "The wall in winter | Jane Roe"){.wide}``: the title is caption and credit, in Markdown.
"""

import html
import re
from collections.abc import Callable

from newsgen.documents.html import attributes_of
from newsgen.models.picture import NO_FACTS, PictureFacts

COLUMN = "auto, (min-width: 45rem) 41rem, 100vw"
"""How wide a picture of the text is shown, where the browser does not find out by itself."""
ROOM = {"wide": "auto, (min-width: 66rem) 60rem, 100vw", "full": "auto, 100vw"}
"""Class of a picture that leaves the column to how wide it is shown."""
_TAG = r"""(?:[^<>"']|"[^"]*"|'[^']*')*>"""
_LIST = r"\{:?(?P<list>[^{}\n<>]*)\}"
_PICTURE = re.compile(rf"(?P<tag><img\s{_TAG}){_LIST}")
_ALONE = re.compile(rf"<p>\s*(?P<link><a\s{_TAG}\s*)?(?P<tag><img\s{_TAG})\s*(?(link)</a>)\s*</p>(?P<end>\n?)")


def with_figures(rendered: str, facts_of: Callable[[str], PictureFacts], inline: Callable[[str], str]) -> str:
    """The HTML of a text with its figures.

    Args:
        rendered: What Markdown has made.
        facts_of: What the file says to which an address leads, as typed.
        inline: Gives the HTML of a caption in Markdown.
    """
    if "<img" not in rendered:
        return rendered
    rendered = _PICTURE.sub(_with_classes, rendered)

    def figure(alone: re.Match[str]) -> str:
        values = {each.name.lower(): each.value for each in attributes_of(alone["tag"])}
        classes = values.get("class", "").split()
        room = next((name for name in classes if name in ROOM), "")
        title = values.get("title", "").strip()
        if not title and not room:
            return alone[0]
        typed, _, credit = title.rpartition("|") if "|" in title else (title, "", "")
        facts = facts_of(values.get("src", "")) if title else NO_FACTS
        caption, credit = _words(typed, facts.caption, inline), _words(credit, facts.credit, inline)
        tag = without_attributes(alone["tag"], {"title", "class"} if room else {"title"})
        if room and "sizes" not in values:
            tag = _with(tag, f'sizes="{ROOM[room]}"')
        words = " ".join(filter(None, (caption, f"<small>{credit}</small>" if credit else "")))
        inside = f"{alone['link']}{tag}</a>" if alone["link"] else tag
        opening = f'<figure class="{html.escape(" ".join(classes))}">' if room else "<figure>"
        shown = f"\n<figcaption>{words}</figcaption>" if words else ""
        return f"{opening}\n{inside}{shown}\n</figure>{alone['end']}"

    return _ALONE.sub(figure, rendered)


def _words(typed: str, from_file: str, inline: Callable[[str], str]) -> str:
    """Caption or credit as HTML. What the picture's file says is text: it may come from anybody."""
    return inline(typed.strip()) if typed.strip() else html.escape(from_file, quote=False)


def _with_classes(typed: re.Match[str]) -> str:
    """A picture with the classes and the address that stand in a list behind it; what else is in there is dropped."""
    words = html.unescape(typed["list"]).split()
    if not any(word[0] in ".#" for word in words):
        return typed["tag"] if typed[0][len(typed["tag"]) + 1] == ":" else typed[0]
    names = [word[1:] for word in words if word.startswith("#")]
    classes = [word[1:] for word in words if word.startswith(".")]
    said = ([f'id="{html.escape(names[-1])}"'] if names else []) + (
        [f'class="{html.escape(" ".join(classes))}"'] if classes else []
    )
    return _with(typed["tag"], " ".join(said))


def _with(tag: str, attributes: str) -> str:
    """The tag with further attributes."""
    return re.sub(r"\s*(/?)>\Z", lambda end: f" {attributes}{end[1]}>", tag)


def without_attributes(tag: str, names: set[str]) -> str:
    """The tag without some attributes."""
    for attribute in reversed(list(attributes_of(tag))):
        if attribute.name.lower() in names:
            tag = tag[: attribute.start].rstrip() + tag[attribute.end :]
    return tag

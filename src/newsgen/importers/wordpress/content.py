"""The text of a post as HTML: blocks of the new editor, paragraphs of the classic one, shortcodes, footnotes. Pure."""

import json
import re

from newsgen.importers.address_parts import followed
from newsgen.importers.from_html.convert import markdown_of, to_markdown
from newsgen.importers.from_html.nodes import Element, Text, parse
from newsgen.importers.from_html.seen import LATE, as_seen, whole_words
from newsgen.importers.wordpress.autop import with_paragraphs
from newsgen.importers.wordpress.blocks import BEGIN, Blocks
from newsgen.importers.wordpress.hidden import hidden
from newsgen.importers.wordpress.reading import Content, Site
from newsgen.importers.wordpress.said import said_in, said_in_settings
from newsgen.importers.wordpress.shortcodes import Shortcodes

_PAGE = re.compile(r"<!--\s*nextpage\s*-->", re.IGNORECASE)
_UNSEEN_PARAGRAPH = re.compile(
    r"(?is)<p\b([^<>]{0,300}?(?:\shidden\b|style\s{0,3}=)[^<>]{0,300})>((?:(?!</?p\b).){0,5000})</p>"
)
_COLORED = re.compile(
    r"(?is)(?P<begin><pre\b(?=[^<>]{0,200}\slang=[\"'][\w+#-]{1,20}[\"'])(?P<said>[^<>]{0,300})>)"
    r"(?P<code>(?:(?!</?pre\b).){0,60000}?)(?P<end></pre>)"
)
"""Of WP-Syntax: code in an element that says its language, as it was typed, tags among it."""
_TONGUES = frozenset("de en es fr it ja ko la nl no pl pt ru sv zh".split())
_SIGN = re.compile(
    r"(?i)\Adata:|(?:spacer|blank|placeholder|pixel|transparent|lazy|loading|grey|1x1)[\w-]{0,200}\.(?:gif|png|svg|jpe?g)"
)
"""What stands in the place of a picture until that is loaded."""
_OURS = re.compile("[\ue000-\ue0ff]")
"""Signs that stand for something while a text is being read."""
_NOTE = re.compile("\ue020(\\d+)\ue021")
_BROKEN_NOTE = re.compile(
    r"""\{\s*"content"\s*:\s*"(?P<text>.{0,9000}?)"\s*+,\s*"id"\s*:\s*"(?P<id>[\w-]+)"\s*\}"""
    r"""|\{\s*"id"\s*:\s*"(?P<name>[\w-]+)"\s*,\s*"content"\s*:\s*"(?P<words>.{0,9000}?)"\s*+\}(?=\s*(?:,\s*\{|\]|\Z))""",
    re.DOTALL,
)


def read_content(typed: str, site: Site, attached: tuple[str, ...], notes: str) -> Content:
    """The Markdown of a post.

    Args:
        typed: As the database has it.
        site: What surrounds it.
        attached: Numbers of the pictures that were uploaded for it.
        notes: The footnotes in its meta, as JSON; empty where there are none.
    """
    content = Content("", "")
    typed = _OURS.sub("", typed)
    shortcodes = Shortcodes(site.media, attached, site.table)
    pages = _PAGE.split(typed)
    content.pages = len(pages)
    made = "\n\n".join(_html(page, site, shortcodes, content) for page in pages)
    root = parse(made)
    found = _notes(notes)
    if notes.strip() and not found:
        content.left_out.append(("footnotes", "they cannot be read: kept beside as they are"))
    unseen = as_seen(root, made)
    content.left_out += [(words[:200], why) for words, why in unseen]
    content.beside += [words for words, _ in unseen]
    _leave_out_buttons(root, content)
    every_note = [*found, *((f"newsgen-{number}", text) for number, text in enumerate(shortcodes.notes, 1))]
    _walk(root, site, [identity for identity, _ in every_note])
    content.links = [each for link in root.every("a") if link.text().strip() and (each := followed(link.get("href")))]
    content.pictures = [image.get("src").strip() for image in root.every("img") if image.get("src").strip()]
    done = markdown_of(root)
    dropped = {address for address, _ in done.left_out}
    content.pictures = [address for address in content.pictures if address not in dropped]
    text = _NOTE.sub(r"[^\1]", done.text)
    definitions = [
        f"[^{number}]: {' '.join(to_markdown(words).text.split())}" for number, (_, words) in enumerate(every_note, 1)
    ]
    content.text = text + ("\n" + "\n\n".join(definitions) + "\n" if definitions else "")
    content.said = said_in(typed) + " " + " ".join(said_in(words) for _, words in found)
    content.left_out += done.left_out
    content.beside += [text for text, _ in done.left_out]
    content.beside += [href for link in root.every("a") if _says_nothing(link) and (href := followed(link.get("href")))]
    content.beside += [hidden(typed) for typed in shortcodes.typed]
    content.beside += [text for each in root.every("select", "datalist") if (text := each.text().strip())]
    content.unknown += shortcodes.unknown
    content.unsure += shortcodes.unsure
    content.left_out += [
        (words, "in a shortcode that no rule knows: readers may have seen it") for words in content.unsure
    ]
    content.left_out += [(_times(name, count), why) for (name, why), count in shortcodes.left_out.items()]
    content.said += " ".join(["", *map(said_in, shortcodes.shown)])
    content.said += f" {said_in_settings(typed, shortcodes.said)}"
    return content


def _times(name: str, count: int) -> str:
    return f"{name} ({count} times)" if count > 1 else name


def _html(text: str, site: Site, shortcodes: Shortcodes, content: Content) -> str:
    has_blocks = BEGIN.search(text) is not None
    if has_blocks:
        text = Blocks(site, content).without(text)
    replaced = shortcodes.expand(_COLORED.sub(_as_typed, text) if "<pre" in text else text)
    # Paragraphs are made anew from their lines: one that is not to be seen must stay one thing.
    return replaced if has_blocks else with_paragraphs(_UNSEEN_PARAGRAPH.sub(r"<div\1>\2</div>", replaced))


def _as_typed(match: re.Match[str]) -> str:
    """Code with its tags as text."""
    language = re.search(r"(?i)\slang=[\"']([\w+#-]+)", match["said"])
    if language is None or (language[1].lower()[:2] in _TONGUES and len(language[1]) in {2, 5}):
        return match[0]
    code = match["code"].replace("<", "&lt;").replace(">", "&gt;")
    return f'<pre><code class="language-{language[1].lower()}">{code}</code></pre>'


def _notes(typed: str) -> list[tuple[str, str]]:
    """Id and HTML of each footnote."""
    if not typed.strip():
        return []
    try:
        found = json.loads(typed)
        return [(str(each["id"]), str(each["content"])) for each in found]
    except (ValueError, KeyError, TypeError):
        return _broken_notes(typed)


def _broken_notes(typed: str) -> list[tuple[str, str]]:
    """Likewise of what is no JSON any more: importers of WordPress itself lose the backslashes in it."""
    found: dict[str, str] = {}
    for note in _BROKEN_NOTE.finditer(typed):
        text = note["words"] if note["words"] is not None else note["text"]
        found[note["id"] or note["name"]] = re.sub(r'\\([/"\\])', r"\1", text).replace("\\n", "\n")
    return list(found.items())


def _walk(element: Element, site: Site, notes: list[str]) -> None:
    """Sets footnotes, links and pictures as the story is to have them."""
    children = element.children
    for at, each in enumerate(children):
        if not isinstance(each, Element):
            continue
        if each.name == "sup" and each.get("data-fn") in notes:
            children[at] = Text(f"\ue020{notes.index(each.get('data-fn')) + 1}\ue021")
            continue
        children[at] = child = _as_shown(each)
        for name in ("href", "src", "poster", *LATE):
            if child.get(name):
                child.attributes[name] = site.address(child.get(name))
        if child.name == "img":
            child.attributes["src"] = _source_of(child)
            child.attributes.pop("srcset", None)
            child.attributes.pop("title", None)
        _walk(child, site, notes)


def _as_shown(element: Element) -> Element:
    """An element as what a reader saw it to be."""
    if "wp-block-file__button" in element.classes:
        # It stands beside the name of the file without a blank.
        return Element("span", {}, [Text(" "), Element("a", {"href": element.get("href")}, element.children)])
    if element.name in {"ul", "ol"} and _is_gallery(element):
        return Element("figure", {}, [each for item in element.elements() for each in item.elements()])
    return element


def _is_gallery(element: Element) -> bool:
    """Whether each item of a list is a picture with its words, and one has some: in a list nobody would see them."""
    items = [each for each in element.children if not isinstance(each, Text) or each.text.strip()]
    figures = [
        [inner for inner in item.children if not isinstance(inner, Text) or inner.text.strip()]
        for item in items
        if isinstance(item, Element) and item.name == "li"
    ]
    are_figures = all(len(each) == 1 and isinstance(each[0], Element) and each[0].name == "figure" for each in figures)
    return len(figures) == len(items) > 0 and are_figures and next(element.every("figcaption"), None) is not None


def _source_of(image: Element) -> str:
    """The address of a picture: that of one which is loaded late stands beside a sign for it."""
    typed = image.get("src")
    late = next(filter(None, (image.get(name) for name in LATE)), "")
    return late if late and (not typed.strip() or _SIGN.search(typed)) else typed


def _leave_out_buttons(element: Element, content: Content) -> None:
    """Takes out the second link to a file, which only says to download it."""
    for child in list(element.elements()):
        if "wp-block-file__button" not in child.classes:
            _leave_out_buttons(child, content)
        elif any(each is not child and each.get("href") == child.get("href") for each in element.every("a")):
            content.left_out.append((child.one_line(), "a button beside the link to its file"))
            content.beside += whole_words(child)
            element.children[:] = [each for each in element.children if each is not child]


def _says_nothing(link: Element) -> bool:
    """Whether a link has no words, and no picture: nobody could follow it."""
    return not link.text().strip() and next(link.every("img", "svg", "video", "audio", "iframe"), None) is None

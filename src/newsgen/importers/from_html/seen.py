"""A tree of HTML made to what readers saw of it, before it becomes Markdown. Pure.

What programs and players set up is named by its address, what stands for something else is that, and what nobody saw
is taken out, and told. No word leaves the tree in silence.
"""

import re
from collections.abc import Iterator

from newsgen.importers.from_html.amp import without_amp
from newsgen.importers.from_html.hidden import SIGNS, why_hidden
from newsgen.importers.from_html.nodes import Element, Node, Text, parse
from newsgen.importers.from_html.scripted import show_scripted
from newsgen.importers.from_html.unseen import is_unseen

LATE = tuple(
    """data-src data-lazy-src data-original data-lazy data-orig-src data-image data-echo data-cfsrc data-lazyload
    data-flickity-lazyload nitro-lazy-src data-large-file data-full-url""".split()
)
"""Attributes in which a picture that is loaded late has its address."""
_BEHIND = re.compile(r"background(?:-image)?\s*:[^;]{0,500}?url\(\s*+['\"]?([^'\")]{1,2000})", re.IGNORECASE)
"""A picture on which the words of an element lie."""
_PRESSED = {"button": "span", "textarea": "pre"}
"""Elements that are parts of forms, and outside of them show words: questions that unfold, code of old texts."""
_LEADS = re.compile(
    r"""(?:location(?:\.href)?\s*=|(?:window\.)?open\(|location\.(?:assign|replace)\()\s*['"](https?://[^'"\s]+)"""
)
_COUNTER = re.compile(
    r"(?i)statcounter|sitemeter|counter|analytics|pixel|beacon|quant(?:serve|cast)|scorecardresearch|doubleclick|"
    r"facebook\.com/tr\b|[./]track|stats?\.|metrics|histats|clicky|mixpanel|hotjar|bat\.bing|adserv|amazon-adsystem|"
    r"[?&](?:ev|event|uid|sid|cid|noscript)=|/(?:b|c|p|t|hit|ping|collect|count|log)(?:\.(?:gif|png))?(?:\?|\Z)"
)
"""Addresses that count readers."""
_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|webp|avif|gif|svg)(?:[?#].*)?\Z")
_ABOUT_SCRIPTS = re.compile(r"(?i)java\s?-?script|\benable\b|\bbrowser\b|aktivier|activ(?:e[rz]|a\b|ar\b)|habilit")
"""Words to those whose browser runs none."""
_OF_PROGRAMS = re.compile(
    r"(?i)srcset|sizes|style|class|settings|options|config|json|params|html|json|filter|selector|alt\Z"
)
"""Names of attributes in which a program has its settings."""
_SETTINGS = re.compile(r"[{};=|]|^\s*\[|\d(?:px|em|%)")
_SPOKEN = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3
"""Of a text in an attribute that programs may have shown."""
LeftOut = list[tuple[str, str]]
"""What was taken out, whole, and why."""


def as_seen(root: Element, typed: str) -> LeftOut:
    """Makes of a tree what readers saw, and tells what they did not.

    Args:
        root: Is changed.
        typed: The HTML of it.
    """
    left_out: LeftOut = []
    if "<amp-" in typed:
        without_amp(root, left_out)
    if "srcdoc" in typed:
        _show_documents(root)
    if "data-" in typed or "<script" in typed or "tableauViz" in typed or "<blockquote class" in typed:
        show_scripted(root)
        _show_labels(root, left_out)
    for signs, show in (
        (("<button", "<textarea"), _show_pressed),
        (("background",), _show_behind),
        (("<area",), _show_maps),
        (("caption",), _show_captions),
    ):
        if any(sign in typed for sign in signs):
            show(root)
    if "<object" in typed or "<iframe" in typed:
        _tell_fallbacks(root, left_out)
    if "<noscript" in typed:
        _show_unscripted(root, left_out)
    if SIGNS.search(typed):
        _leave_out_hidden(root, typed, left_out)
    return left_out


def whole_words(element: Element) -> list[str]:
    """The words of an element, and the addresses in it."""
    addresses = [each.get("src") or each.get("href") for each in element.every("img", "a", "iframe")]
    return list(filter(None, [element.one_line(), *addresses]))


def _leave_out_hidden(element: Element, typed: str, left_out: LeftOut) -> None:
    kept: list[Node] = []
    for child in element.children:
        if isinstance(child, Element):
            if why := why_hidden(child, typed):
                left_out += [(each, why) for each in whole_words(child)]
                continue
            _leave_out_hidden(child, typed, left_out)
        kept.append(child)
    element.children[:] = kept


def _show_documents(element: Element) -> None:
    """Sets what a frame holds in its place."""
    for at, child in enumerate(element.children):
        if not isinstance(child, Element):
            continue
        if child.name == "iframe" and child.get("srcdoc").strip() and not re.match(r"(?:https?:)?//", child.get("src")):
            element.children[at] = Element("div", {}, parse(child.get("srcdoc")).children)
        else:
            _show_documents(child)


def _show_captions(element: Element) -> None:
    """Makes a figure of a table that only sets words below a picture, as Blogger's editor did."""
    for at, child in enumerate(element.children):
        if not isinstance(child, Element):
            continue
        _show_captions(child)
        cells = list(child.every("td", "th")) if child.name == "table" and _has_caption(child) else []
        shown = [cell for cell in cells if next(cell.every("img"), None) is not None]
        said = [cell for cell in cells if cell.one_line() and cell not in shown]
        if len(shown) == 1 and len(said) <= 1 and not shown[0].one_line():
            below = [Element("figcaption", {}, said[0].children)] if said else []
            element.children[at] = Element("figure", {}, [*shown[0].children, *below])


def _has_caption(table: Element) -> bool:
    named = (table, *table.every("td", "th"))
    return any("caption" in each for cell in named for each in cell.classes)


def _show_maps(element: Element) -> None:
    """Makes links of the parts of a picture that lead somewhere."""
    for at, child in enumerate(element.children):
        if isinstance(child, Element):
            _show_maps(child)
            if child.name == "area" and child.get("href"):
                element.children[at] = Element(
                    "a", child.attributes, [Text(f" {child.get('alt') or child.get('href')} ")]
                )


def _tell_fallbacks(root: Element, left_out: LeftOut) -> None:
    """Tells the words for those whose browser does not show what a frame or a player shows."""
    for player in root.every("object", "iframe"):
        is_shown = re.match(r"(?:https?:)?//", player.get("src") or player.get("data"))
        if is_shown and next(player.every("embed", "object", "iframe"), None) is None:
            left_out += [(each, f"what <{player.name}> says where it cannot be shown") for each in whole_words(player)]
            player.children.clear()


def _show_unscripted(root: Element, left_out: LeftOut) -> None:
    """Leaves of what is for browsers without scripts what stands nowhere else, but for counters of readers."""
    parts = list(root.every("noscript"))
    inner = [(part, list(part.children)) for part in parts]
    for part in parts:
        part.name, part.children = "div", []
    known = {image.get(name) for image in root.every("img", "iframe", "a") for name in ("src", "href", *LATE)}
    around = root.one_line()
    for part, children in inner:
        part.children = children
        for link in part.every("a"):
            if link.get("href").startswith("//"):
                link.attributes["href"] = f"https:{link.get('href')}"
        _leave_out_counters(part, known, left_out)
        said = part.one_line()
        addresses = [each.get("href") for each in part.every("a")]
        is_said = said in around and all(each in known for each in addresses)
        if said and (is_said or _ABOUT_SCRIPTS.search(said)):
            left_out += [(each, "for browsers without scripts") for each in whole_words(part)]
            part.children = list(part.every("img"))
        if not said and next(part.every("p", "div", "figure"), None) is None:
            part.name = "span"


def _leave_out_counters(element: Element, known: set[str], left_out: LeftOut) -> None:
    kept: list[Node] = []
    for child in element.children:
        if isinstance(child, Element):
            address = (child.get("src") or child.get("href")).strip()
            is_counter = is_unseen(child.get) or _COUNTER.search(address) or not _PICTURE.search(address)
            if child.name == "img" and (address in known or is_counter):
                left_out += (
                    [(address, "a picture that only counts readers")] if address and address not in known else []
                )
                continue
            if child.name == "iframe" and (address in known or is_unseen(child.get) or _COUNTER.search(address)):
                left_out += [(address, "a frame that only counts readers")] if address and address not in known else []
                continue
            _leave_out_counters(child, known, left_out)
            if child.name == "a" and not child.one_line() and next(child.every("img"), None) is None:
                left_out += [(address, "a link without a text")] if address and address not in known else []
                continue
        kept.append(child)
    element.children[:] = kept


def _show_labels(root: Element, left_out: LeftOut) -> None:
    """Words that programs set over pictures, and other texts in attributes for them."""
    found = list(_texts_for_programs(root))
    around = root.one_line() if found else ""
    for element, key, said in found:
        if key == "data-label" and element.name == "img":
            element.attributes["data-newsgen"] = said
        elif said not in around and said not in {element.get("alt"), element.get("title")}:
            left_out.append((said, f"a text for a program: `{key}` of <{element.name}>"))
    _label(root)


def _texts_for_programs(element: Element) -> Iterator[tuple[Element, str, str]]:
    """Elements with attributes that say something, by their names, and what they say."""
    for child in element.elements():
        for key, value in child.attributes.items():
            if not key.startswith("data-") or _OF_PROGRAMS.search(key):
                continue
            said = parse(value).one_line() if "<" in value or "&" in value else " ".join(value.split())
            is_label = key == "data-label" and child.name == "img"
            spoken = sum(_SPOKEN.search(word) is not None for word in said.split())
            if said and (is_label or (spoken >= _FEWEST_WORDS and not _SETTINGS.search(said))):
                yield child, key, said
        yield from _texts_for_programs(child)


def _label(element: Element) -> None:
    for at, child in enumerate(element.children):
        if not isinstance(child, Element):
            continue
        if said := child.attributes.pop("data-newsgen", ""):
            element.children[at] = Element("figure", {}, [child, Element("figcaption", {}, [Text(said)])])
        else:
            _label(child)


def _show_pressed(element: Element) -> None:
    """Makes words of what can be pressed, or has been typed into, outside of forms."""
    for at, child in enumerate(element.children):
        if isinstance(child, Element) and child.name != "form":
            _show_pressed(child)
            if child.name in _PRESSED:
                inside = [each for each in child.children if not _is_drawn(each)]
                leads = _LEADS.search(child.get("onclick"))
                made = Element("a", {"href": leads[1]}, inside) if leads else None
                element.children[at] = made or Element(_PRESSED[child.name], {}, inside)


def _is_drawn(node: Node) -> bool:
    """Whether something only decorates what can be pressed."""
    return isinstance(node, Element) and node.get("aria-hidden") == "true"


def _show_behind(element: Element) -> None:
    """Sets the picture that lies behind an element before what is in it."""
    for child in element.elements():
        behind = _BEHIND.search(child.get("style"))
        if (
            behind
            and not behind[1].startswith("data:")
            and not any(image.get("src") == behind[1].strip() for image in child.every("img"))
        ):
            child.children.insert(0, Element("img", {"src": behind[1].strip(), "alt": ""}))
        _show_behind(child)

"""Pictures of a story with their captions, and tables that only laid out a page: for from_html. Pure."""

import re
from collections.abc import Callable

from newsgen.importers.from_html.nodes import Comment, Element, Text
from newsgen.importers.saved_pages import hints
from newsgen.importers.saved_pages.units import count_words, ends_sentence

_BOXES = frozenset("table div dl span center td p section aside a".split())
_MOST_WORDS = 60
"""Of a caption."""
_NAMED = frozenset({"caption", "credit"})
_MOST_BESIDE = 10
"""Words of a figure beside its caption that are its credit."""
_MOST_BELOW = 2
"""Boxes below a picture that are its caption and its credit."""
_FEWEST_OF_CAPTION = 5
_MOST_OF_CAPTION = 40
"""Words of a caption that only its place tells: fewer may be a name, more a text."""
_CREDITED = re.compile(r"\S{0,20}\s?[:：©|/]\s*\S")
"""How credits begin: *Image: Jane Roe*, *© Jane Roe*."""
_ASIDE = frozenset("i em small font".split())
_LAYOUT = frozenset("table tbody thead tfoot tr td th".split())
_BLANKS = re.compile(r"\s+")
_COUNTER = re.compile(
    r"\W*(?:(?:image|photo|picture|slide|bild|foto|zdjęcie|imagen|imagem|immagine|фото|obrázek|kuva)\W+)?\d{1,3}\s*(?:/|\||of|von|de|sur|di|van|av|af|z|из|з)\s*\d{1,3}\W*",
    re.IGNORECASE,
)
LATE = "data-newsgen-late"
"""Attribute of a picture that has its address from the `<noscript>` behind it."""
_LATE = (LATE, "data-src", "data-lazy-src", "data-original", "data-lazy", "data-echo", "data-full-src", "data-hires")
"""Attributes in which pages keep the address of a picture until it is scrolled to, the better first."""
_LATE_SETS = ("data-srcset", "data-lazy-srcset", "srcset")


def sources_of(image: Element) -> list[str]:
    """The addresses under which a picture may lie, the widest first.

    What stands in `src` may be what is shown until the picture comes, or a small size.
    """
    late = [value for key in _LATE if (value := image.get(key).strip()) and not value.startswith("data:")]
    sets = [each for key in _LATE_SETS for each in _in_set(image.get(key))]
    typed = image.get("src").strip()
    found = [*sets, *late]
    if typed and not typed.startswith("data:"):
        found.append(typed)
    return list(dict.fromkeys(found)) or [typed]


def _in_set(typed: str) -> list[str]:
    """The addresses in a `srcset`, the widest first."""
    found: list[tuple[float, str]] = []
    for part in re.split(r",\s+|,(?=https?:|/)", typed.strip()):
        words = part.split()
        if words and not words[0].startswith("data:"):
            size = re.fullmatch(r"([\d.]{1,9})[wx]", words[1]) if len(words) > 1 else None
            found.append((float(size[1]) if size and size[1].count(".") < 2 and size[1] != "." else 0.0, words[0]))
    return [address for _, address in sorted(found, key=lambda pair: -pair[0])]


def flatten_tables(root: Element) -> None:
    """Makes plain boxes of tables that only laid out a page."""
    for child in list(root.elements()):
        flatten_tables(child)
        if child.name == "table" and not is_table(child):
            _rename(child)


def unlist_figures(root: Element) -> None:
    """Makes plain boxes of lists that only lay out pictures with their captions, each in an item of its own."""
    for child in list(root.elements()):
        items = list(child.elements()) if child.name in {"ol", "ul"} else []
        if items and all(_is_shown_alone(item) for item in items):
            for each in (child, *items):
                each.name = "div"
        unlist_figures(child)


def _is_shown_alone(item: Element) -> bool:
    """Whether an item holds one picture, and no words but those of its figure."""
    figures = list(item.every("figure"))
    shown = sum(count_words(figure.text()) for figure in figures)
    return len(list(item.every("img"))) == 1 and (shown == count_words(item.text()) or is_boxed(item))


def is_counter(text: str) -> bool:
    """Whether words beside a picture say nothing but which of a row it is: *3/12*."""
    return _COUNTER.fullmatch(text) is not None


def drop_counters(root: Element) -> tuple[str, ...]:
    """Takes from figures the elements that only say which of a row a picture is; what they said."""
    found: dict[str, None] = {}
    for figure_ in root.every("figure"):
        for each in figure_.every("span", "b", "i", "em", "small", "strong", "div", "p"):
            if each.children and is_counter(said := _said(each)):
                found[said] = None
                each.children = []
    return tuple(found)


def _rename(element: Element) -> None:
    if element.name in _LAYOUT:
        element.name = "div"
    for child in element.elements():
        if child.name in _LAYOUT and child.name != "table":
            _rename(child)


def is_table(table: Element) -> bool:
    """Whether a table has rows and columns of short texts."""
    if next(table.every("table"), None) is not None:
        return False
    rows = [[cell for cell in row.elements() if cell.name in {"td", "th"}] for row in table.every("tr")]
    filled = [[cell for cell in row if cell.text().strip() or next(cell.every("img"), None)] for row in rows]
    wide = [row for row in filled if len(row) > 1]
    cells = [cell for row in wide for cell in row]
    if len(wide) < 2 or next(table.every("img"), None) is not None:
        return False
    return sum(count_words(cell.text()) for cell in cells) <= 15 * len(cells)


def make_figures(root: Element, split_credit: Callable[[str], tuple[str, str]]) -> None:
    """Sets each picture and its caption into one figure."""
    for at, child in enumerate(root.children):
        if not isinstance(child, Element):
            continue
        images = list(child.every("img"))
        if len(images) == 1 and child.name in _BOXES and is_boxed(child):
            root.children[at] = figure(child, images[0], split_credit)
        elif images:
            if child.name == "figure":
                _mend_figure(child, split_credit)
            else:
                make_figures(child, split_credit)


def is_boxed(element: Element) -> bool:  # noqa: PLR0911 - one case for each kind of box
    """Whether an element holds a picture and its caption, and nothing else."""
    text = _said(element)
    words = count_words(text)
    if not words or words > _MOST_WORDS or element.name == "a":
        return False
    if element.name == "table":
        return True
    if _has_more_than_a_box(element):
        return False
    if any(
        hints.field_of(each) in {"caption", "credit"}
        for each in (element, *element.every(*_BOXES, "small", "i", "em", "font", "dd", "cite"))
    ):
        return True
    if _is_followed_by_words(element):
        return True
    has_break = next(element.every("br", "p", "div", "dd"), None) is not None
    is_aside = _is_all_aside(element)
    is_narrow = bool(
        element.get("width") or re.search(r"\b(?:width|float)\s*:", element.get("style")) or element.get("align")
    )
    if element.name in {"p", "td", "center"}:
        return (has_break and is_aside and words < _MOST_WORDS / 2) or (is_narrow and has_break and element.name != "p")
    if element.name == "div" and not has_break and _is_wrapped(element):
        return True
    typed = f"{element.get('class')} {element.get('id')}"
    named = re.search(r"(?i)photo|picture|image|img|foto|bild|pic\b|thumb|figure|media", typed) is not None
    return named or is_narrow or (has_break and is_aside and words < _MOST_WORDS / 2)


def _is_followed_by_words(element: Element) -> bool:  # noqa: PLR0911 - one for each thing that it is not
    """Whether a picture has its caption, and perhaps its credit, in boxes of their own below it.

    A sentence below a picture may be the text: it is a caption where the picture says the same, or a credit follows.
    """
    blocks = [child for child in element.children if not isinstance(child, Comment)]
    if element.name not in {"div", "section"} or any(isinstance(each, Text) and each.text.strip() for each in blocks):
        return False
    boxes = [each for each in blocks if isinstance(each, Element)]
    told = [each for each in boxes if each.text().strip()]
    images = list(element.every("img"))
    shown = next((at for at, each in enumerate(boxes) if each is images[0] or next(each.every("img"), None)), -1)
    if shown < 0 or not 0 < len(told) <= _MOST_BELOW or any(each in boxes[: shown + 1] for each in told):
        return False
    if any(each.name not in {"div", "p", "span"} or next(each.every("a", "time", "img"), None) for each in told):
        return False
    if any(hints.field_of(each) not in {"", *_NAMED, "subtitle"} or hints.reason(each) for each in told):
        return False
    caption = _said(told[0])
    if caption and caption == _BLANKS.sub(" ", images[0].get("alt")).strip():
        return True
    if not told[0].get("class") or not _FEWEST_OF_CAPTION <= count_words(caption) <= _MOST_OF_CAPTION:
        return False
    is_credited = len(told) == _MOST_BELOW and _CREDITED.match(_said(told[1])) is not None
    return is_credited or (len(told) == 1 and not ends_sentence(caption))


def _has_more_than_a_box(element: Element) -> bool:
    """Whether a picture has its caption in a box within another, and words stand beside that."""
    inner = next((each for each in element.elements() if next(each.every("img"), None) is not None), None)
    if inner is None or inner.name not in _BOXES or inner.name == "a" or not is_boxed(inner):
        return False
    beside = [each for each in element.children if each is not inner and not isinstance(each, Comment)]
    return any(
        (each.text.strip() if isinstance(each, Text) else each.text().strip() and hints.field_of(each) not in _NAMED)
        for each in beside
    )


def _is_all_aside(element: Element) -> bool:
    """Whether all words in a box are set small or slanted."""
    for child in element.children:
        if isinstance(child, Text) and child.text.strip():
            return False
        if isinstance(child, Element) and child.name not in _ASIDE and not _is_all_aside(child):
            return False
    return True


def _is_wrapped(element: Element) -> bool:
    """Whether all words in a box beside its picture stand in one element that has no picture."""
    others = [child for child in element.elements() if child.text().strip()]
    bare = any(isinstance(child, Text) and child.text.strip() for child in element.children)
    return not bare and len(others) == 1 and next(others[0].every("img"), None) is None and others[0].name != "img"


def _said(element: Element) -> str:
    return _BLANKS.sub(" ", " ".join(texts_in(element))).strip()


def texts_in(element: Element) -> list[str]:
    """The texts in an element, each by itself: words of two elements are not one."""
    found: list[str] = []
    for child in element.children:
        if isinstance(child, Text):
            found.append(child.text)
        elif isinstance(child, Element):
            found += texts_in(child)
    return found


def figure(box: Element, image: Element, split_credit: Callable[[str], tuple[str, str]]) -> Element:
    """A box with a picture and its caption as a figure."""
    link = next((each for each in box.every("a") if any(one is image for one in each.every("img"))), None)
    words = caption_of(box, split_credit)
    shown: Element = image
    if link is not None:
        shown = Element("a", dict(link.attributes), [image])
    caption = " | ".join(part for part in words if part)
    return Element("figure", {}, [shown, Element("figcaption", {}, [Text(caption)])])


def caption_of(box: Element, split_credit: Callable[[str], tuple[str, str]]) -> tuple[str, str]:
    """The caption in a box around a picture, and who took it."""
    named = [
        each
        for each in box.every(*_BOXES, "small", "i", "em", "font", "cite", "dd", "figcaption", "h6")
        if hints.field_of(each) == "credit"
    ]
    whole = _said(box)
    credit = _said(named[0]) if named else ""
    if credit and whole != credit and credit in whole:
        rest = whole.replace(credit, " ", 1)
        by = split_credit(f"… {credit}")[1]  # As it stands behind a caption.
        return _BLANKS.sub(" ", rest).strip(" |"), by or credit
    told = _lines(box)
    if len(told) >= _MOST_BELOW:
        parted, by = split_credit(f"{' '.join(told[:-1])} | {told[-1]}")
        if by:
            return parted, by
    return split_credit(whole)


def _lines(box: Element) -> list[str]:
    """What stands around a picture in parts: the words of each element, in whatever boxes all of them lie."""
    children = [child for child in box.children if not isinstance(child, Comment) and _words_of(child)]
    if len(children) == 1 and isinstance(children[0], Element):
        return _lines(children[0])
    return [_words_of(child) for child in children]


def _words_of(node: Element | Text) -> str:
    return _said(node) if isinstance(node, Element) else _BLANKS.sub(" ", node.text).strip()


def _mend_figure(element: Element, split_credit: Callable[[str], tuple[str, str]]) -> None:
    """Sets the mark between caption and credit in a figure of HTML, and both right below its picture."""
    caption = next(element.every("figcaption"), None)
    images = list(element.every("img"))
    if caption is None or len(images) != 1 or next(caption.every("a"), None) is not None:
        return
    said, whole = _said(caption), _said(element)
    rest = whole.replace(said, "", 1).strip() if said else whole
    if rest and count_words(rest) <= _MOST_BESIDE and next(caption.every("img"), None) is None:
        link = next((each for each in element.every("a") if next(each.every("img"), None) is not None), None)
        shown = images[0] if link is None else Element("a", dict(link.attributes), [images[0]])
        text = " | ".join(part for part in (said, rest) if part)
        element.children = [shown, Element("figcaption", {}, [Text(text)])]
        return
    if all(child is not caption for child in element.elements()) and not rest:
        link = next((each for each in element.every("a") if next(each.every("img"), None) is not None), None)
        element.children = [images[0] if link is None else Element("a", dict(link.attributes), [images[0]]), caption]
    words = caption_of(caption, split_credit)
    if words[1]:
        caption.children = [Text(" | ".join(part for part in words if part))]

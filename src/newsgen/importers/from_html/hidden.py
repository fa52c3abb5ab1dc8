"""Whether readers saw an element, by its attributes: the one place that decides it. Pure.

What only readers of screens are told (`screen-reader-text`) has been read, and what unfolds has been opened.
"""

import re

from newsgen.importers.from_html.nodes import Element, Text

_STYLES = (
    (re.compile(r"display\s*:\s*none\b"), "never shown: its style says so"),
    (re.compile(r"visibility\s*:\s*(?:hidden|collapse)\b"), "never shown: its style says so"),
    (re.compile(r"(?<![\w-])opacity\s*:\s*0?(?:\.0+)?%?\s*(?:[;!]|$)"), "never shown: its style makes it transparent"),
    (re.compile(r"font-size\s*:\s*0(?:\.0+)?\s*(?:px|pt|em|rem|%)?\s*(?:[;!]|$)"), "never shown: without size"),
    (re.compile(r"text-indent\s*:\s*-\s*\d{3,}"), "never shown: it lies outside of the page"),
    (re.compile(r"(?<![\w-])max-height\s*:\s*0(?:px|em|%)?\s*(?:[;!]|$)"), "never shown: it has no height"),
)  # fmt: skip
_PLACED = re.compile(r"position\s*:\s*(?:absolute|fixed)")
_FAR = re.compile(
    r"(?<![\w-])(?:left|top|right|bottom)\s*:\s*-\s*(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?(?:px|pt|em|rem)?|"
    r"(?<![\w-])(?:left|top)\s*:\s*-\s*\d{2,}(?:\.\d+)?(?:em|rem)"
)
_FLAT = re.compile(r"(?<![\w-])(?:height|width)\s*:\s*0(?:px|em|%)?\s*(?:[;!]|$)")
_CUT = re.compile(r"overflow(?:-[xy])?\s*:\s*hidden")
_LIT = re.compile(r"(?i)animat|fade|wow|aos|reveal|slide|lazy|transition|invisible|zoom|scroll|parallax|motion")
"""Of what comes into sight by a program while a reader moves down the page."""
_OPENED = re.compile(
    r"(?i)spoiler|toggle|collaps|accordion|(?:^|[\s_-])tab(?:s|[\s_-]|panel|content|$)|read-?more|more-?(?:text|content|less)|expand|"
    r"panel|answer|reveal|unfold|slide|carousel|sharer?-content|lightbox"
)
_FRAMES = ("img", "iframe", "video", "audio", "object", "embed", "amp-img")
SIGNS = re.compile(
    r"(?i)\shidden\b|display\s*:|visibility|opacity|font-size\s*:\s*0|text-indent|-\s*\d{2,}|height\s*:\s*0|width\s*:\s*0"
)
"""What stands in HTML of which a part may be hidden."""


def why_hidden(element: Element, typed: str) -> str:
    """Why no reader saw an element; empty where they did, or may have.

    Args:
        element: With what is in it.
        typed: The HTML in which it stands: what something else in it names may have been opened by that.
    """
    style = element.get("style").lower()
    why = _why(element, style) if style or "hidden" in element.attributes else ""
    return "" if why and _may_open(element, why, typed) else why


def _why(element: Element, style: str) -> str:
    if "hidden" in element.attributes and element.get("hidden").lower() != "until-found":
        return "never shown: it is hidden"
    for pattern, why in _STYLES:
        if pattern.search(style):
            return why
    if _PLACED.search(style) and _FAR.search(style):
        return "never shown: it lies outside of the page"
    return "never shown: it has no height" if _FLAT.search(style) and _CUT.search(style) else ""


def _may_open(element: Element, why: str, typed: str) -> bool:
    """Whether readers could bring an element into sight, or saw what is in it."""
    identity = element.get("id")
    if identity and typed.count(identity) > 1:
        return True
    names = (
        f"{element.get('class')} {identity} {' '.join(each for each in element.attributes if each.startswith('data-'))}"
    )
    if _OPENED.search(names) or element.get("role") == "tabpanel":
        return True
    if "size" in why:
        # Of a row of pictures: without blanks between them. What is in it may have a size of its own.
        return _is_sized(element)
    is_late = "transparent" in why or "visibility" in element.get("style").lower()
    return is_late and (_LIT.search(names) is not None or element.name in _FRAMES)


def _is_sized(element: Element) -> bool:
    if next(element.every(*_FRAMES), None) is not None or element.name in _FRAMES:
        return True
    words = "".join(child.text for child in element.children if isinstance(child, Text)).strip()
    return not words and any("font-size" in child.get("style") or _is_sized(child) for child in element.elements())

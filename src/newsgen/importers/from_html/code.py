"""Code in HTML, as a block of Markdown. Pure."""

import re

from newsgen.importers.from_html.nodes import Element, Text

_LANGUAGE = re.compile(r"\b(?:lang(?:uage)?|brush|highlight-source)[-: ]{1,2}([\w+#.-]+)")


def code_block(element: Element) -> str:
    """Code between fences, which are longer than any in it, with the language that its classes name."""
    inner = next(element.every("code"), None)
    typed = " ".join((*element.classes, *(inner.classes if inner else ())))
    match = _LANGUAGE.search(typed)
    text = _text_of_code(element).strip("\n")
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{match[1] if match else ''}\n{text}\n{fence}"


def _text_of_code(element: Element) -> str:
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, Text):
            parts.append(child.text)
        elif isinstance(child, Element):
            parts.append("\n" if child.name == "br" else _text_of_code(child))
    return "".join(parts)

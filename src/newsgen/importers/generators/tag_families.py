"""Which tags are which family: what each shows, does, or lets through. A table of names for each family. Pure.

The families are asked in this order: a tag that is none of one after all may be of one below it.
"""

import re
from collections.abc import Container, Sequence
from contextlib import suppress

from newsgen.importers.generators.branches import branch
from newsgen.importers.generators.knowing import Knowing, Maker, Other
from newsgen.importers.generators.script_errors import UntoldError
from newsgen.importers.generators.script_values import spelled
from newsgen.importers.generators.shown import block, block_name, dedented
from newsgen.importers.generators.tag_layout import (
    ASIDES,
    CARD,
    TAB,
    TABS,
    TITLED,
    WORDS,
    aside,
    card,
    tab,
    tabs,
    titled,
    words_of,
)
from newsgen.importers.generators.tag_markdown import (
    NOTES,
    button,
    commented,
    figures_in,
    gallery,
    listed_in,
    medium,
    note,
    quotation,
)
from newsgen.importers.generators.tags import Tag, first_of

PICTURES = frozenset(
    """figure img image picture asset_img fig photo responsive_image responsive-image imgproc resize_image
    bundle-image lazyimg lazy-image responsive-img image-caption captioned-image imgcap thumbnail zoom-img""".split()
)
_QUOTES = frozenset("blockquote quote pullquote epigraph pull-quote centerquote cq quotation".split())
CODE = frozenset("highlight codeblock code prism".split())
_DIAGRAMS = frozenset("mermaid plantuml graphviz dot chart echarts vega goat kroki markmap abc".split())
_INCLUDED_CODE = frozenset("listing include_code code_sample codenew readfile include code code_file codefile".split())
GALLERIES = frozenset("gallery carousel slider slideshow lightbox photos album images swiper".split())
_SILENT = frozenset(
    """toc table_of_contents table-of-contents icon fa fontawesome clear clearfix br newline seo feed_meta csrf comments
    disqus rawhtml_end mathjax math_support more hr-clear spacer emoji
    svg divider hr swatches""".split()
)
_TRANSPARENT = frozenset(
    """md markdown center div section row column columns col tabs tab steps rawhtml raw html wrap unsafe lead
    markdownify container cards cardgrid cardpane
    pageinfo style blocks table filetree
    wide_container wide full_width fullwidth crt references chat dialog bubble galleryimages subfigure
    grid timeline tabpane step if unless else elsif elif endif with
    keywordlist
    left right align p span small big u mark katex math latex rtl ltr""".split()
)
_HIDDEN_WHOLE = frozenset("for macro case tablerow schema stylesheet javascript script css js set".split())
_HIDDEN = frozenset("assign increment decrement layout extends import from break continue cycle when liquid do".split())
_SETTING = re.compile(r"(?:assign|set)\s+(?P<name>[\w.-]+)\s*=\s*(?P<value>.+)", re.DOTALL)
_PULLED = re.compile(r"\{\"((?>(?:(?!\"\}|\{\").)+))\"\}", re.DOTALL)
"""Of Octopress: the part of a paragraph that stands at its side once more."""
_RECORDINGS = frozenset({"audio", "mp3", "podcast"})
_MEDIA = _RECORDINGS | {"video", "mp4", "html5video"}


# What shows something.


def _picture(knowing: Knowing, tag: Tag, _: str) -> str | None:
    return knowing.picture(tag, tag.arguments)


def _medium(_: Knowing, tag: Tag, name: str) -> str | Other | None:
    return medium("audio" if name in _RECORDINGS else "video", tag.arguments)


def _code(knowing: Knowing, tag: Tag, _: str) -> str | Other:
    if tag.inner is None:
        return Other.FAMILY
    return knowing.code(tag.arguments.get("0", tag.arguments.get("lang", "")), knowing.masks.restored(tag.raw))


def _diagram(knowing: Knowing, tag: Tag, name: str) -> str | Other:
    return knowing.code(name, knowing.masks.restored(tag.raw)) if tag.inner is not None else Other.FAMILY


def _tabs(_: Knowing, tag: Tag, __: str) -> str | Other:
    return tabs(tag.arguments, tag.inner) if tag.inner is not None else Other.FAMILY


def _tab(_: Knowing, tag: Tag, __: str) -> str:
    return tab(tag.arguments, tag.inner or "")


def _card(_: Knowing, tag: Tag, __: str) -> str:
    return card(tag.arguments, tag.inner or "")


def _titled(_: Knowing, tag: Tag, __: str) -> str:
    return titled(tag.arguments, tag.inner or "")


def _words(_: Knowing, tag: Tag, __: str) -> str | Other:
    words = words_of(tag.arguments, tag.inner) if not tag.in_address else None
    return words if words is not None else Other.FAMILY


def _aside(_: Knowing, tag: Tag, __: str) -> str | Other:
    return aside(tag.arguments, tag.inner) if tag.inner or len(tag.arguments) > 1 else Other.FAMILY


def _code_in_an_argument(knowing: Knowing, tag: Tag, _: str) -> str | Other:
    if tag.inner is not None or "code" not in tag.arguments:
        return Other.FAMILY
    return knowing.code(tag.arguments.get("lang", ""), knowing.masks.restored(tag.arguments["code"]).strip("`"))


def _code_of_a_file(knowing: Knowing, tag: Tag, _: str) -> str | Other:
    if tag.inner is not None:
        return Other.FAMILY
    arguments = tag.arguments
    named = first_of(arguments, ("file", "path", "src", "0"))
    named = next((value for key, value in arguments.items() if key.isdigit() and "." in value), named)
    if typed := knowing.code_of(named):
        return typed if named.endswith((".md", ".markdown")) else knowing.code(named.rpartition(".")[2], typed)
    return Other.FAMILY


def _epigraph(_: Knowing, tag: Tag, __: str) -> str | Other:
    if tag.inner is not None or "0" not in tag.arguments:
        return Other.FAMILY
    return quotation(tag.arguments["0"], {key: value for key, value in tag.arguments.items() if key != "0"})


def _as_typed(_: Knowing, tag: Tag, __: str) -> str | Other:
    return tag.raw if tag.inner is not None else Other.FAMILY


def _pulled(_: Knowing, tag: Tag, __: str) -> str | Other:
    pulled = _PULLED.search(tag.inner) if tag.inner is not None else None
    if tag.inner is None or pulled is None:
        return Other.FAMILY
    text = dedented(_PULLED.sub(lambda match: match[1].strip(), tag.inner))
    return f"\n\n{text}{block('pullquote', '', pulled[1].strip())}"


def _quotation(_: Knowing, tag: Tag, name: str) -> str | Other | None:
    arguments, is_pulled = tag.arguments, block_name(name) == "pullquote"
    if tag.inner is not None:
        return quotation(tag.inner, arguments, is_pulled=is_pulled)
    if tag.in_address:
        return Other.FAMILY
    words = first_of(arguments, ("quote", "text", "content", "body", "0"))
    rest = {key: value for key, value in arguments.items() if value != words}
    return quotation(words, rest, is_pulled=is_pulled) if " " in words else None


def _note(_: Knowing, tag: Tag, name: str) -> str | Other:
    if tag.inner is None or not (name in NOTES or block_name(name)):
        return Other.FAMILY
    return note(tag.inner, tag.arguments, name, is_liquid=tag.form == "liquid" and "," not in tag.said)


def _gallery(knowing: Knowing, tag: Tag, _: str) -> str | Other:
    caption = tag.arguments.get("caption", "")
    if tag.inner is not None and ("![" in tag.inner or "<img" in tag.inner):
        return gallery(figures_in(tag.inner), caption)
    return knowing.pictures_of(" ".join(listed_in(tag.arguments, tag.inner)), caption) or Other.FAMILY


def _button(_: Knowing, tag: Tag, __: str) -> str | None:
    return button(tag.arguments, tag.inner)


# What does something, and shows nothing by itself.


def _comment(knowing: Knowing, tag: Tag, _: str) -> str | Other:
    if tag.inner is None:
        return Other.FAMILY
    knowing.unshown.append(f"{tag.typed}{tag.raw}")
    return ""


def _assign(knowing: Knowing, tag: Tag, _: str) -> str | Other:
    setting = _SETTING.fullmatch(tag.said) if not tag.in_address else None
    told = None
    if setting is not None and knowing.names is not None:
        with suppress(UntoldError):
            value = knowing.names.value(setting["value"])
            knowing.names.set[setting["name"]] = value
            told = spelled(value) if isinstance(value, str | int | float) else None
    if told is None and setting is not None:
        told = knowing.value(setting["value"])
    if setting is None or told is None:
        return Other.FAMILY
    mask = knowing.hidden(tag.typed)
    knowing.captured[setting["name"]] = (told, len(knowing.masks.pieces) - 1, mask)
    return mask


def _capture(knowing: Knowing, tag: Tag, _: str) -> str | Other:
    if tag.inner is None or "0" not in tag.arguments:
        return Other.FAMILY
    mask = knowing.masks.hide(f"<!-- kept: {commented(tag.typed + tag.raw)} -->")
    knowing.captured[tag.arguments["0"]] = (tag.inner, len(knowing.masks.pieces) - 1, mask)
    return mask


def _of_javascript(knowing: Knowing, tag: Tag, _: str) -> str | Other | None:
    """What stands in braces in a text with components: a field, a number; else it is kept, and nobody sees it."""
    if "0" not in tag.arguments:
        return Other.FAMILY
    said = tag.arguments["0"]
    if re.fullmatch(r"[\d.]+", said):
        return said
    if (constant := knowing.constants.get(said.strip())) is not None:
        return constant
    if (literal := re.fullmatch(r"\s*`([^`$]*)`\s*", knowing.masks.restored(said))) is not None:
        return literal[1]
    if re.fullmatch(r"(?:props\.|Astro\.props\.)?frontmatter\.[\w.]+", said):
        return knowing.value(said.partition("frontmatter.")[2].join(("frontmatter.", "")))
    return knowing.hidden(f"{{{said}}}")


def _else(knowing: Knowing, tag: Tag, name: str) -> str | Other:
    if tag.form != "liquid":
        return Other.FAMILY
    mask = knowing.masks.hide(" ")
    knowing.branches[mask] = tag.said.partition(" ")[2].strip() if name != "else" else ""
    return mask


def _condition(knowing: Knowing, tag: Tag, name: str) -> str | Other:
    if tag.inner is None or tag.form != "liquid":
        return Other.FAMILY
    inner = branch(knowing, tag, name)
    return f"\n\n{dedented(inner)}\n\n" if "\n" in inner else inner


def _hidden_whole(knowing: Knowing, tag: Tag, _: str) -> str | Other:
    return knowing.hidden(f"{tag.typed}{tag.raw}") if tag.inner is not None else Other.FAMILY


def _hidden(knowing: Knowing, tag: Tag, _: str) -> str:
    return knowing.hidden(tag.typed)


# What lets through what is in it, or says a little of its own.


def _transparent(_: Knowing, tag: Tag, __: str) -> str:
    inner = re.sub(r"(?m)^[ \t]*<-+>[ \t]*$", "", tag.inner or "")  # between columns
    return f"\n\n{dedented(inner)}\n\n" if "\n" in inner else inner


def _quotation_in_two(_: Knowing, tag: Tag, __: str) -> str | Other:
    if not tag.arguments.get("original"):
        return Other.FAMILY
    words = "\n\n".join(filter(None, (tag.arguments["original"], tag.arguments.get("translated", ""))))
    return quotation(words, {"author": tag.arguments.get("author", "")})


def _link_to_text(knowing: Knowing, tag: Tag, _: str) -> str | Other:
    if tag.inner and (found := knowing.find(tag.inner.strip())):
        return f"[{knowing.title_of(tag.inner.strip()) or tag.inner.strip()}]({found})"
    return Other.FAMILY


def _silent(_: Knowing, __: Tag, ___: str) -> str:
    return ""


def _field(knowing: Knowing, tag: Tag, _: str) -> str | Other | None:
    if "0" not in tag.arguments:
        return Other.FAMILY
    return knowing.value(f"page.{tag.arguments['0']}") or knowing.value(f"site.params.{tag.arguments['0']}")


FAMILIES: Sequence[tuple[Container[str] | None, Maker]] = (
    (PICTURES, _picture),
    (_MEDIA, _medium),
    (CODE, _code),
    (_DIAGRAMS, _diagram),
    (TABS, _tabs),
    (TAB, _tab),
    (CARD, _card),
    (TITLED, _titled),
    (WORDS, _words),
    (ASIDES, _aside),
    ({"code"}, _code_in_an_argument),
    (_INCLUDED_CODE, _code_of_a_file),
    ({"epigraph"}, _epigraph),
    ({"raw", "verbatim"}, _as_typed),
    ({"multilingual_quote"}, _quotation_in_two),
    ({"pullquote"}, _pulled),
    (_QUOTES, _quotation),
    (None, _note),
    (GALLERIES, _gallery),
    ({"button", "btn", "linkbutton"}, _button),
    ({"comment"}, _comment),
    ({"assign", "set"}, _assign),
    ({"capture"}, _capture),
    ({"expression"}, _of_javascript),
    ({"else", "elsif", "elif"}, _else),
    ({"if", "unless"}, _condition),
    (_HIDDEN_WHOLE, _hidden_whole),
    (_HIDDEN, _hidden),
    (_TRANSPARENT, _transparent),
    ({"doc"}, _link_to_text),
    (_SILENT, _silent),
    ({"param"}, _field),
)
"""Names of tags, and what makes something of them; None for names that the function itself knows."""

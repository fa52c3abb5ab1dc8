"""Which tag of another system is what: a figure, an embed, a block, a link, code, or nothing. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from newsgen.importers.generators.definitions import INNER, Definition, shown_by
from newsgen.importers.generators.masks import Masks
from newsgen.importers.generators.shown import block_name, is_of_a_picture, markdown_of, shows_nothing
from newsgen.importers.generators.tag_embeds import EMBEDS, embed_name
from newsgen.importers.generators.tag_markdown import (
    NOTES,
    PICTURE,
    PICTURE_KEYS,
    as_html,
    button,
    commented,
    fenced,
    figure,
    gallery,
    listed_gallery,
    listed_in,
    medium,
    note,
    picture,
    plain,
    quotation,
)
from newsgen.importers.generators.tags import Tag
from newsgen.importers.proof import count_words

_PICTURES = frozenset(
    """figure img image picture asset_img fig photo responsive_image responsive-image imgproc resize_image
    bundle-image lazyimg lazy-image responsive-img image-caption captioned-image imgcap thumbnail zoom-img""".split()
)
_QUOTES = frozenset("blockquote quote pullquote epigraph pull-quote centerquote cq quotation".split())
_CODE = frozenset("highlight codeblock code prism".split())
_DIAGRAMS = frozenset("mermaid plantuml graphviz dot chart echarts vega goat kroki markmap abc".split())
_SILENT = frozenset(
    """toc table_of_contents table-of-contents icon fa fontawesome clear clearfix br newline seo feed_meta csrf comments
    disqus rawhtml_end mathjax math_support more hr-clear spacer""".split()
)
_NO_PART = frozenset(
    """ad ads adsense advert advertisement adslot ad-slot adunit banner newsletter newsletter-signup subscribe signup
    sign-up mailchimp related related-posts relatedposts related-articles share sharing share-buttons social-share
    comments comment-form disqus giscus utterances contactform contact-form form paywall cookie-notice donate-button
    analytics post-nav postnav prevnext""".split()
)
"""Advertisements, forms and lists: readers saw them beside a story, and they are no part of it."""
_TRANSPARENT = frozenset(
    """md markdown center div section row column columns col tabs tab steps rawhtml raw html wrap unsafe lead
    markdownify container card cards cardpane grid timeline tabpane step if unless else elsif elif endif with
    left right align p span small big u mark katex math latex rtl ltr""".split()
)
_HIDDEN_WHOLE = frozenset("for macro comment case tablerow schema style stylesheet javascript script css set".split())
_HIDDEN = frozenset("assign increment decrement layout extends import from break continue cycle when liquid do".split())
_GALLERIES = frozenset("gallery carousel slider slideshow lightbox photos album images".split())
_SAYING_KEYS = frozenset(
    "caption title alt summary text note words desc description credit attr by quote heading".split()
)
"""Arguments that are words for readers."""


@dataclass
class Knower:
    """Resolves the tags of one story."""

    masks: Masks
    find: Callable[[str], str]
    """The address of a file of texts that a tag names; empty where there is none."""
    included: Callable[[str], str]
    """The text of a file that a tag includes; empty where there is none."""
    value: Callable[[str], str | None]
    """The value of an expression; None where it is not known."""
    host: str = ""
    unknown: dict[str, int] = field(default_factory=dict)
    """Name of each tag that nobody knows to how often it was met."""
    data: Callable[[str], object] = lambda _: None
    """The value of a field of the story, whatever that is."""
    define: Callable[[str], Definition | None] = lambda _: None
    """How the site shows a tag."""
    define_part: Callable[[str], Definition | None] = lambda _: None
    """Likewise what a tag includes."""
    pictures: Callable[[str], list[str]] = lambda _: []
    """The pictures that a pattern, a folder or a list names."""
    no_part: dict[str, int] = field(default_factory=dict)
    """Name of each tag that shows nothing of the story to how often it was met."""
    unshown: list[str] = field(default_factory=list)
    """Tags that say words which nobody sees: they are kept beside."""
    captured: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """Texts that a tag has kept under a name: each with the number of its mask, and as it was typed."""

    def handle(self, tag: Tag) -> str | None:
        """What a tag becomes; None for one that nobody knows."""
        made = self._handled(tag)
        if made is not None and tag.form in {"short", "liquid"}:
            words = " ".join(
                value for key, value in tag.arguments.items() if key in _SAYING_KEYS or (key.isdigit() and " " in value)
            )
            if words and count_words(words) - count_words(made):
                self.unshown.append(tag.typed)
        return made

    def _handled(self, tag: Tag) -> str | None:
        if tag.form == "remark":
            return ""
        if tag.form == "expression" and not tag.name:
            return self._expression(tag)
        name = tag.name.rpartition("/")[2].removesuffix(".html")
        if tag.form == "expression" and name not in EMBEDS and (value := self.value(tag.said)) is not None:
            return value
        if name in {"include", "include_relative", "include_cached", "render", "partial"}:
            return self._include(tag)
        if name in {"ref", "relref", "post_url", "link", "post_path", "asset_path", "url", "static", "post_link",
                    "asset_link", "absurl", "relurl", "get_url", "url_for", "asset"}:  # fmt: skip
            return self._link(tag, name)
        return self._known(tag, name)

    def _known(self, tag: Tag, name: str) -> str | None:  # noqa: C901, PLR0911, PLR0912 - a line for each kind
        arguments = tag.arguments
        if (embed := embed_name(name)) and (made := EMBEDS[embed](arguments)):
            return f"\n\n{made}\n\n"
        if name in _NO_PART and not tag.inner:
            return self._left_out(name)
        if name not in _CODE and tag.name:
            defined = self._defined(tag, name, self.define(name), arguments)
            if defined is not None:
                return defined
        if name in _PICTURES:
            return picture(arguments, tag.inner, self.value, in_html=tag.in_html)
        if name in {"video", "audio", "mp3", "mp4", "html5video", "podcast"}:
            return medium("audio" if name in {"audio", "mp3", "podcast"} else "video", arguments)
        if name in _CODE and tag.inner is not None:
            return self.code(arguments.get("0", arguments.get("lang", "")), tag.raw)
        if name in _DIAGRAMS and tag.inner is not None:
            return self.code(name, self.masks.restored(tag.raw))
        if name in {"raw", "verbatim"} and tag.inner is not None:
            return tag.raw
        if name in _QUOTES and tag.inner is not None:
            return quotation(tag.inner, arguments, is_pulled=block_name(name) == "pullquote")
        if (name in NOTES or block_name(name)) and tag.inner is not None:
            return note(tag.inner, arguments, name)
        if name in _GALLERIES:
            if tag.inner is not None and "![" in tag.inner:
                return f"\n\n::: gallery\n{tag.inner.strip()}\n:::\n\n"
            if pictures := self._pictures_of(" ".join(listed_in(arguments, tag.inner)), arguments.get("caption", "")):
                return pictures
        if name in {"button", "btn", "linkbutton"}:
            return button(arguments, tag.inner)
        if name == "capture" and tag.inner is not None and "0" in arguments:
            mask = self.masks.hide(f"<!-- kept: {commented(tag.typed + tag.raw)} -->")
            self.captured[arguments["0"]] = (tag.inner, len(self.masks.pieces) - 1, mask)
            return mask
        if name in {"else", "elsif", "elif"}:
            return " "
        if name in _HIDDEN_WHOLE and tag.inner is not None:
            return self._hidden(f"{tag.typed}{tag.raw}")
        if name in _HIDDEN:
            return self._hidden(tag.typed)
        if name in _TRANSPARENT:
            inner = (
                f"\n\n{tag.inner.strip(chr(10))}\n\n" if tag.inner and "\n" in tag.inner.strip() else tag.inner or ""
            )
            title = arguments.get("title") or arguments.get("name") or arguments.get("header") or ""
            return f"\n\n**{title}**\n\n{inner}" if title and name in {"tab", "card", "step"} else inner
        if name in _SILENT:
            return ""
        if name == "param" and "0" in arguments:
            return self.value(f"page.{arguments['0']}") or self.value(f"site.{arguments['0']}")
        if name in {"abbr", "kbd", "sup", "sub"} and (arguments.get("0") or tag.inner):
            return tag.inner or arguments["0"]
        return self._by_arguments(tag)

    def _by_arguments(self, tag: Tag) -> str | None:
        """What a tag that nobody knows becomes by what it says: a picture, or text with a headline of its own."""
        arguments = tag.arguments
        if any(PICTURE.search(arguments.get(key, "")) for key in PICTURE_KEYS):
            return picture(arguments, tag.inner, self.value, in_html=tag.in_html)
        title = next((arguments[key] for key in ("title", "heading", "header") if arguments.get(key)), "")
        if title and tag.inner is not None and "\n" in tag.inner and not tag.in_html:
            before, behind = self.keep(tag)
            return f"{before}\n\n**{plain(title)}**\n\n{tag.inner.strip(chr(10))}\n\n{behind}"
        return None

    def _left_out(self, name: str) -> str:
        self.no_part[name] = self.no_part.get(name, 0) + 1
        return ""

    def _defined(  # noqa: PLR0911 - a line for each kind
        self, tag: Tag, name: str, definition: Definition | None, arguments: Mapping[str, str]
    ) -> str | None:
        """What a tag shows by the site's own definition; None where that does not tell."""
        if definition is None:
            return None
        is_marked = "markdown" in definition.template.lower()
        arguments = {
            key: as_html(value) if is_marked and " " in value else self._said_by(value)
            for key, value in arguments.items()
        }
        shown = shown_by(definition, arguments, has_inner=tag.inner is not None)
        if (tag.inner or "").strip() and INNER not in shown.html:
            return None  # Readers saw it somewhere: it is not lost because that cannot be read.
        if shown.listed.strip() and "<img" in definition.template:
            return self._pictures_of(shown.listed, arguments.get("caption", ""))
        if shows_nothing(shown):
            # What other templates would add is not known: the tag's name may tell more.
            is_whole = not re.search(r"\b(?:partial|template|render|include|call|range|for)\b", definition.template)
            is_known = name in _PICTURES or any(PICTURE.search(value) for value in arguments.values())
            return self._left_out(name) if is_whole and not is_known and not tag.inner else None
        if tag.in_address or tag.in_html:
            if tag.in_address or not is_of_a_picture(shown):
                return None
            return " ".join(shown.html.split())
        made = markdown_of(shown, name, tag.inner or "")
        if made is not None and not made.strip():
            return None
        return made

    def _said_by(self, value: str) -> str:
        """The value of an argument, which may be the name of a field."""
        if re.fullmatch(r"(?:page|site|post|frontmatter)\.[\w.-]+", value):
            return self.value(value) or ""
        return value

    def _pictures_of(self, listed: str, caption: str) -> str | None:
        """A gallery of the pictures that a pattern, a folder or a list names."""
        figures = [figure(src, "") for src in self.pictures(listed)]
        return gallery(figures, caption) if figures else None

    def code(self, language: str, typed: str) -> str:
        """A block of code."""
        return "\n\n" + self.masks.hide(fenced(language, typed)) + "\n\n"

    def _hidden(self, typed: str) -> str:
        return self.masks.hide(f"<!-- kept: {commented(typed)} -->")

    def _expression(self, tag: Tag) -> str | None:
        value = self.value(tag.said)
        if value is not None:
            return value
        if captured := self.captured.get(tag.said.partition("|")[0].strip()):
            self.masks.pieces[captured[1]] = ""  # It is shown here.
            inner = captured[0]
            return f"\n\n{inner.strip(chr(10))}\n\n" if "\n" in inner.strip() else inner.strip()
        if tag.in_address:
            self.unknown[tag.typed] = self.unknown.get(tag.typed, 0) + 1
            return ""
        return None

    def _include(self, tag: Tag) -> str | None:  # noqa: PLR0911 - likewise
        """A part of the theme: known by its name, or plain text."""
        first = tag.arguments.get("0", "")
        name = first.rpartition("/")[2].partition(".")[0].lower().replace("_", "-")
        arguments = {**tag.arguments}
        arguments.pop("0", None)
        if not arguments and not tag.in_address and (text := self.included(first)):
            return text
        inner = tag._replace(arguments={**arguments, **_renumbered(tag.arguments)}, name=name)
        if name in _NO_PART:
            return self._left_out(name)
        if "youtube" not in name and "vimeo" not in name and not tag.in_address:
            made = self._defined(inner, name, self.define_part(first), inner.arguments)
            if made is not None:
                return made
        if name == "toc":
            return ""
        if name == "gallery":
            return listed_gallery(self.data(arguments.get("id", "gallery")), arguments.get("caption", ""))
        if any(key in name for key in ("figure", "image", "img", "picture", "photo")):
            return picture(arguments, None, self.value, in_html=tag.in_html)
        if arguments and ("youtube" in name or "vimeo" in name or name == "video"):
            name = arguments.get(
                "provider", next((each for each in ("youtube", "vimeo") if each in name), name)
            ).lower()
        if name.replace("-", "") in {"note", "notice", "alert", "callout", "tip", "warning", "important"}:
            words = next((arguments[key] for key in ("content", "text", "body", "message") if key in arguments), "")
            return note(words, arguments, name) if words else None
        return self._known(inner, name)

    def _link(self, tag: Tag, name: str) -> str | None:
        arguments = tag.arguments
        target = arguments.get("path") or arguments.get("0", "")
        if name == "link" and tag.form == "liquid" and re.match(r"https?://|/", arguments.get("1", "")):
            return f"[{target}]({arguments['1']})"  # Hexo: the words, then the address.
        if name in {"link", "url"} and tag.form == "short" and "href" in arguments:
            return f"[{tag.inner or arguments['href']}]({arguments['href']})"
        if not target:
            return None
        path, mark, anchor = target.partition("#")
        found = self.find(path) if path else ""
        address = (
            f"{found}{mark}{anchor}"
            if found or not path
            else f"/{target.lstrip('/')}"
            if "//" not in target
            else target
        )
        if name in {"post_link", "asset_link"}:
            words = [value for key, value in arguments.items() if key.isdigit() and key != "0"]
            words = [word for word in words if word not in {"true", "false"}]
            return f"[{' '.join(words) or path.rpartition('/')[2]}]({address})"
        return address

    def keep(self, tag: Tag) -> tuple[str, str]:
        """What stands in the place of a tag that nobody knows, and of its end: comments, which no reader sees."""
        name = tag.name or tag.said.partition("|")[0].strip()[:60]
        self.unknown[name] = self.unknown.get(name, 0) + 1
        if tag.in_address:
            return "", ""
        end = self._hidden(f"end of {tag.name}") if tag.inner is not None else ""
        return self._hidden(tag.typed), end


def _renumbered(arguments: Mapping[str, str]) -> dict[str, str]:
    values = [value for key, value in arguments.items() if key.isdigit()]
    return {str(number): value for number, value in enumerate(values[1:])}

"""Which tag of another system is what: a figure, an embed, a block, a link, code, or nothing. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from newsgen.importers.generators.conditions import UNKNOWN, holds
from newsgen.importers.generators.definitions import INNER, Definition, shown_by
from newsgen.importers.generators.masks import MASK, Masks
from newsgen.importers.generators.shown import block, block_name, dedented, is_of_a_picture, markdown_of, shows_nothing
from newsgen.importers.generators.tag_embeds import EMBEDS, embed_name
from newsgen.importers.generators.tag_layout import (
    ASIDES,
    CARD,
    TAB,
    TABS,
    TITLED,
    WORDS,
    aside,
    by_address,
    by_words,
    card,
    tab,
    tabs,
    titled,
    words_of,
)
from newsgen.importers.generators.tag_markdown import (
    NOTES,
    PICTURE,
    PICTURE_KEYS,
    as_html,
    button,
    commented,
    fenced,
    figure,
    figures_in,
    gallery,
    listed_gallery,
    listed_in,
    medium,
    note,
    picture,
    quotation,
    with_named_places,
    without_marks,
)
from newsgen.importers.generators.tags import Tag, arguments_of
from newsgen.importers.generators.tags_of_hexo import made_of, pictured
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
    disqus rawhtml_end mathjax math_support more hr-clear spacer emoji
    svg divider hr""".split()
)
_NO_PART = frozenset(
    """ad ads adsense advert advertisement adslot ad-slot adunit banner newsletter newsletter-signup subscribe signup
    sign-up mailchimp related related-posts relatedposts related-articles share sharing share-buttons social-share
    comments comment-form disqus giscus utterances contactform contact-form form paywall cookie-notice donate-button
    analytics post-nav postnav prevnext""".split()
)
_NO_PART_BEGINS = ("newsletter", "subscribe", "signup", "disqus")
"""Advertisements, forms and lists: readers saw them beside a story, and they are no part of it."""
_TRANSPARENT = frozenset(
    """md markdown center div section row column columns col tabs tab steps rawhtml raw html wrap unsafe lead
    markdownify container cards cardgrid cardpane
    pageinfo style blocks table filetree
    wide_container wide full_width fullwidth crt references chat dialog bubble galleryimages subfigure
    grid timeline tabpane step if unless else elsif elif endif with
    left right align p span small big u mark katex math latex rtl ltr""".split()
)
_HIDDEN_WHOLE = frozenset("for macro case tablerow schema stylesheet javascript script css js set".split())
_HIDDEN = frozenset("assign increment decrement layout extends import from break continue cycle when liquid do".split())
_INCLUDED_CODE = frozenset("listing include_code code_sample codenew readfile include code code_file codefile".split())
_GALLERIES = frozenset("gallery carousel slider slideshow lightbox photos album images".split())
_SETTING = re.compile(r"(?:assign|set)\s+(?P<name>[\w.-]+)\s*=\s*(?P<value>.+)", re.DOTALL)
_PULLED = re.compile(r"\{\"((?:(?!\"\}).)+)\"\}", re.DOTALL)
"""Of Octopress: the part of a paragraph that stands at its side once more."""
_UNTOLD = "\ufddc"
"""Stands for what a tag shows that nobody can tell."""
_OPTIONS = re.compile(r"\s--alt\s+(?P<alt>(?:(?!\s--).){1,500})")
"""Of Jekyll's `picture`: words behind `--alt`."""
_FURTHER = ("id", "light_src", "light", "default_src", "day", "fname", "photo", "large", "full", "original")
"""Arguments that may be the picture, too."""
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
    generator: str = ""
    title_of: Callable[[str], str] = lambda _: ""
    """The headline of the text that a tag names; empty where there is none."""
    code_of: Callable[[str], str] = lambda _: ""
    """The text of a file of code that a tag names; empty where there is none."""
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
    look: Callable[[str], object] = lambda _: UNKNOWN
    """The value of a name in a condition."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Conditions, and what of them stands nowhere, or in doubt."""
    _branches: dict[str, str] = field(default_factory=dict)
    """Masks at which another branch of a condition begins, each with the condition of that."""

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

    def _handled(self, tag: Tag) -> str | None:  # noqa: PLR0911 - a line for each kind
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
        if tag.form == "expression" and tag.inner is None and not tag.in_html and name in NOTES:
            words = by_words(tag)
            return note(words, {**tag.arguments, "text": ""}, name) if words else None
        return self._known(tag, name)

    def _known(self, tag: Tag, name: str) -> str | None:  # noqa: C901, PLR0911, PLR0912 - a line for each kind
        arguments = tag.arguments
        if (embed := embed_name(name)) and (made := EMBEDS[embed](arguments)):
            return f"\n\n{made}\n\n"
        if (name in _NO_PART or name.startswith(_NO_PART_BEGINS)) and not tag.inner:
            return self._left_out(name)
        if name not in _CODE and tag.name:
            defined = self._defined(tag, name, self.define(name), arguments)
            if defined is not None:
                return defined if defined != _UNTOLD else None
        if name == "img" and tag.form == "liquid" and self.generator in {"jekyll", "pelican"} and not tag.in_html:
            return pictured(tag) or picture(arguments, tag.inner, self.value, in_html=False)
        if self.generator == "hexo" and tag.form == "liquid" and not tag.in_html:
            told = made_of(tag, self.title_of)
            if told is not None:
                return told
        if name in _PICTURES:
            return self._picture(tag, arguments)
        if name in {"video", "audio", "mp3", "mp4", "html5video", "podcast"}:
            return medium("audio" if name in {"audio", "mp3", "podcast"} else "video", arguments)
        if name in _CODE and tag.inner is not None:
            return self.code(arguments.get("0", arguments.get("lang", "")), tag.raw)
        if name in _DIAGRAMS and tag.inner is not None:
            return self.code(name, self.masks.restored(tag.raw))
        if (laid_out := self._laid_out(tag, name)) is not None:
            return laid_out
        if name in {"raw", "verbatim"} and tag.inner is not None:
            return tag.raw
        if name == "pullquote" and tag.inner is not None and (pulled := _PULLED.search(tag.inner)):
            text = dedented(_PULLED.sub(lambda match: match[1].strip(), tag.inner))
            return f"\n\n{text}{block('pullquote', '', pulled[1].strip())}"
        if name in _QUOTES and tag.inner is None and not tag.in_address:
            words = next(
                (arguments[key] for key in ("quote", "text", "content", "body", "0") if arguments.get(key)), ""
            )
            rest = {key: value for key, value in arguments.items() if value != words}
            return quotation(words, rest, is_pulled=block_name(name) == "pullquote") if " " in words else None
        if name in _QUOTES and tag.inner is not None:
            return quotation(tag.inner, arguments, is_pulled=block_name(name) == "pullquote")
        if (name in NOTES or block_name(name)) and tag.inner is not None:
            return note(tag.inner, arguments, name, is_liquid=tag.form == "liquid" and "," not in tag.said)
        if name in _GALLERIES:
            if tag.inner is not None and ("![" in tag.inner or "<img" in tag.inner):
                return gallery(figures_in(tag.inner), arguments.get("caption", ""))
            if pictures := self._pictures_of(" ".join(listed_in(arguments, tag.inner)), arguments.get("caption", "")):
                return pictures
        if name in {"button", "btn", "linkbutton"}:
            return button(arguments, tag.inner)
        if name == "comment" and tag.inner is not None:
            self.unshown.append(f"{tag.typed}{tag.raw}")
            return ""
        if name in {"assign", "set"} and (setting := _SETTING.fullmatch(tag.said)) and not tag.in_address:
            told = self.value(setting["value"])
            if told is not None:
                mask = self._hidden(tag.typed)
                self.captured[setting["name"]] = (told, len(self.masks.pieces) - 1, mask)
                return mask
        if name == "capture" and tag.inner is not None and "0" in arguments:
            mask = self.masks.hide(f"<!-- kept: {commented(tag.typed + tag.raw)} -->")
            self.captured[arguments["0"]] = (tag.inner, len(self.masks.pieces) - 1, mask)
            return mask
        if name == "expression" and "0" in arguments:
            return self._of_javascript(arguments["0"])
        if name in {"else", "elsif", "elif"} and tag.form == "liquid":
            mask = self.masks.hide(" ")
            self._branches[mask] = tag.said.partition(" ")[2].strip() if name != "else" else ""
            return mask
        if name in {"if", "unless"} and tag.inner is not None and tag.form == "liquid":
            inner = self._branch(tag, name)
            return f"\n\n{dedented(inner)}\n\n" if "\n" in inner else inner
        if name in _HIDDEN_WHOLE and tag.inner is not None:
            return self._hidden(f"{tag.typed}{tag.raw}")
        if name in _HIDDEN:
            return self._hidden(tag.typed)
        if name in _TRANSPARENT:
            inner = re.sub(r"(?m)^[ \t]*<-+>[ \t]*$", "", tag.inner or "")  # between columns
            return f"\n\n{dedented(inner)}\n\n" if "\n" in inner else inner
        if name == "doc" and tag.inner and (found := self.find(tag.inner.strip())):
            return f"[{self.title_of(tag.inner.strip()) or tag.inner.strip()}]({found})"
        if name in _SILENT:
            return ""
        if name == "param" and "0" in arguments:
            return self.value(f"page.{arguments['0']}") or self.value(f"site.{arguments['0']}")
        return self._by_arguments(tag)

    def _branch(self, tag: Tag, name: str) -> str:
        """What a condition shows: the branch that readers saw; all of them where nothing says which one that was."""
        inner = tag.inner or ""
        found = [(each.start(), each.end(), self._branches[each[0]]) for each in MASK.finditer(inner)
                 if each[0] in self._branches]  # fmt: skip
        begins, ends = [0, *(end for _, end, _ in found)], [*(begin for begin, _, _ in found), len(inner)]
        texts = [inner[begin:end] for begin, end in zip(begins, ends, strict=True)]
        first = self._holds(tag.said.partition(" ")[2])
        told = [first if name == "if" or first is None else not first]
        told += [self._holds(said) if said else True for _, _, said in found]
        known = 0
        while known < len(told) and told[known] is False:
            known += 1
        chosen = told[known] if known < len(told) else True
        if chosen is None:
            if inner.strip():
                self.left_out.append((tag.typed, "a condition: nothing says whether it held, and all of it is shown"))
            return " ".join(texts)
        if any(text.strip() for number, text in enumerate(texts) if number != known):
            self.unshown.append(f"{tag.typed}{tag.raw}")
            self.left_out.append((tag.typed, "a condition: what readers did not see of it is kept beside"))
        return texts[known] if known < len(texts) else ""

    def _holds(self, said: str) -> bool | None:
        return holds(said, lambda name: UNKNOWN if name.partition(".")[0] in self.captured else self.look(name))

    def _of_javascript(self, said: str) -> str | None:
        """What stands in braces in a text with components: a field, a number; else it is kept, and nobody sees it."""
        if re.fullmatch(r"[\d.]+", said):
            return said
        if re.fullmatch(r"(?:props\.|Astro\.props\.)?frontmatter\.[\w.]+", said):
            return self.value(said.partition("frontmatter.")[2].join(("frontmatter.", "")))
        return self._hidden(f"{{{said}}}")

    def _laid_out(self, tag: Tag, name: str) -> str | None:  # noqa: C901, PLR0911 - a line for each kind
        """Tabs, cards and the like."""
        arguments, inner = tag.arguments, tag.inner or ""
        if name in TABS and tag.inner is not None:
            return tabs(arguments, inner)
        if name in TAB:
            return tab(arguments, inner)
        if name in CARD:
            return card(arguments, inner)
        if name in TITLED:
            return titled(arguments, inner)
        if name in WORDS and not tag.in_address:
            return words_of(arguments, tag.inner)
        if name in ASIDES and (tag.inner or len(arguments) > 1):
            return aside(arguments, tag.inner)
        if name == "code" and tag.inner is None and "code" in arguments:
            return self.code(arguments.get("lang", ""), arguments["code"])
        if name in _INCLUDED_CODE and tag.inner is None:
            named = next((arguments[key] for key in ("file", "path", "src", "0") if arguments.get(key)), "")
            named = next((value for key, value in arguments.items() if key.isdigit() and "." in value), named)
            if typed := self.code_of(named):
                return typed if named.endswith((".md", ".markdown")) else self.code(named.rpartition(".")[2], typed)
        if name == "epigraph" and tag.inner is None and "0" in arguments:
            return quotation(arguments["0"], {key: value for key, value in arguments.items() if key != "0"})
        return None

    def _by_arguments(self, tag: Tag) -> str | None:  # noqa: PLR0911 - likewise
        """What a tag that nobody knows becomes by what it says: a picture, or text with a headline of its own."""
        arguments = tag.arguments
        if any(PICTURE.search(arguments.get(key, "")) for key in (*PICTURE_KEYS, *_FURTHER)):
            return self._picture(tag, arguments)
        if tag.form != "expression" and any(
            key.isdigit() and PICTURE.search(value) for key, value in arguments.items()
        ):
            return self._picture(tag, arguments)
        if (listed := arguments.get("images", "")) and (
            pictures := self._pictures_of(listed, arguments.get("caption", ""))
        ):
            return pictures
        if tag.inner is None and "src" in arguments and re.search(r"image|figure|photo|picture", tag.name):
            return self._picture(tag, arguments)
        title = next((arguments[key] for key in ("title", "heading", "header") if arguments.get(key)), "")
        if title and tag.inner is not None and "\n" in tag.inner and not tag.in_html:
            before, behind = self.keep(tag)
            return f"{before}\n\n**{without_marks(title)}**\n\n{dedented(tag.inner)}\n\n{behind}"
        if tag.inner is None and tag.name and not tag.in_address:
            is_spoken = tag.form != "liquid" or tag.said.startswith("include")
            return by_address(tag, self.title_of) or (by_words(tag) if is_spoken else None)
        return None

    def _picture(self, tag: Tag, arguments: Mapping[str, str]) -> str | None:
        if tag.form == "liquid" and (told := _OPTIONS.search(tag.said)):
            arguments = {**arguments_of(tag.said[len(tag.name) : told.start()]), "alt": told["alt"].strip()}
        if tag.form == "liquid" and "," in tag.said:
            arguments = with_named_places(arguments)
        if not any(PICTURE.search(value) for key, value in arguments.items() if key in PICTURE_KEYS or key.isdigit()):
            further = next((arguments[key] for key in _FURTHER if PICTURE.search(arguments.get(key, ""))), "")
            arguments = {**arguments, "src": further} if further else arguments
        return picture(arguments, tag.inner, self.value, in_html=tag.in_html)

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
        shown = shown_by(definition, arguments, has_inner=tag.inner is not None, marked=as_html)
        if shown.is_untold:
            return None if any(PICTURE.search(value) for value in arguments.values()) else _UNTOLD
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
            if tag.in_address:
                return " ".join(inner.split())
            return f"\n\n{inner.strip(chr(10))}\n\n" if "\n" in inner.strip() else inner.strip()
        if tag.in_address:
            self.unknown[tag.typed] = self.unknown.get(tag.typed, 0) + 1
            return ""
        return None

    def _include(self, tag: Tag) -> str | None:  # noqa: C901, PLR0911 - likewise
        """A part of the theme: known by its name, or plain text."""
        first = tag.arguments.get("0", "")
        name = first.rpartition("/")[2].partition(".")[0].lower().replace("_", "-")
        arguments = {**tag.arguments}
        arguments.pop("0", None)
        if not arguments and not tag.in_address and (text := self.included(first)):
            return text
        inner = tag._replace(arguments={**arguments, **_renumbered(tag.arguments)}, name=name)
        if name in _NO_PART or name.startswith(_NO_PART_BEGINS):
            return self._left_out(name)
        if "youtube" not in name and "vimeo" not in name and not tag.in_address:
            made = self._defined(inner, name, self.define_part(first), inner.arguments)
            if made is not None:
                return made if made != _UNTOLD else None
        if name == "toc":
            return ""
        if name == "x":  # A part of a theme, and no post of X.
            return None
        if (
            "gallery" in name
            and (listed := " ".join(listed_in(arguments, None)))
            and (made := self._pictures_of(listed, ""))
        ):
            return made
        if name == "gallery":
            return listed_gallery(self.data(arguments.get("id", "gallery")), arguments.get("caption", ""))
        if any(key in name for key in ("figure", "image", "img", "picture", "photo")):
            return picture(arguments, None, self.value, in_html=tag.in_html)
        inner = inner._replace(arguments={key: self._said_by(value) for key, value in inner.arguments.items()})
        if arguments and ("youtube" in name or "vimeo" in name or name == "video"):
            name = arguments.get(
                "provider", next((each for each in ("youtube", "vimeo") if each in name), name)
            ).lower()
        if name.replace("-", "") in {"note", "notice", "alert", "callout", "tip", "warning", "important"}:
            words = next((arguments[key] for key in ("content", "text", "body", "message") if key in arguments), "")
            return note(words, arguments, name) if words else None
        return self._known(inner, name)

    def _link(self, tag: Tag, name: str) -> str | None:  # noqa: PLR0911 - likewise
        arguments = tag.arguments
        target = arguments.get("path") or arguments.get("0", "")
        if name == "link" and self.generator == "hexo":
            return self._known(tag, name)
        if name == "link" and tag.form == "liquid" and re.match(r"https?://|/", arguments.get("1", "")):
            return f"[{target}]({arguments['1']})"
        if name == "link" and tag.form == "liquid" and "," in tag.said and re.match(r"https?://|/", target):
            return f"[{arguments.get('1') or target}]({target})"
        if name in {"link", "url"} and "href" in arguments:
            words = tag.inner or arguments.get("content") or arguments.get("text") or arguments.get("title")
            return f"[{words or arguments['href']}]({arguments['href']})"
        if name in {"asset", "asset_path"} and PICTURE.search(target) and not tag.in_address and not tag.in_html:
            return picture(arguments, None, self.value, in_html=False)
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
            places = [value for key, value in arguments.items() if key.isdigit() and key != "0"]
            words = " ".join(word for word in places if word not in {"true", "false"})
            words = words or self.title_of(path) or path.rpartition("/")[2]
            return f"[{words}]({address})" if found or name == "asset_link" else words
        return address

    def keep(self, tag: Tag) -> tuple[str, str]:
        """What stands in the place of a tag that nobody knows, and of its end: comments, which no reader sees."""
        name = tag.name or tag.said.partition("|")[0].strip()[:60]
        self.unknown[name] = self.unknown.get(name, 0) + 1
        if tag.in_address:
            return next((value for value in tag.arguments.values() if PICTURE.search(value)), ""), ""
        end = self._hidden(f"end of {tag.name}") if tag.inner is not None else ""
        return self._hidden(tag.typed), end


def _renumbered(arguments: Mapping[str, str]) -> dict[str, str]:
    values = [value for key, value in arguments.items() if key.isdigit()]
    return {str(number): value for number, value in enumerate(values[1:])}

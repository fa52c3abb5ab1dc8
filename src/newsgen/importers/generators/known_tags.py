"""Which tag of another system is what: a figure, an embed, a block, a link, code, or nothing. Pure.

What a tag is by its name alone, `tag_families` tells.
"""

import re
from collections.abc import Mapping
from datetime import date

from newsgen.importers.generators.astro_components import Components, properties_of
from newsgen.importers.generators.components import BY_MEANING
from newsgen.importers.generators.definitions import Definition
from newsgen.importers.generators.evaluating import INNER, Shown, shown_by
from newsgen.importers.generators.knowing import FURTHER_PICTURE_KEYS, Knowing, Other
from newsgen.importers.generators.script_errors import UnreadScriptError, UntoldError
from newsgen.importers.generators.script_tags import (
    named_by_script,
    shown_by_macro,
    shown_by_script,
    shown_by_template,
)
from newsgen.importers.generators.script_values import Scope, spelled
from newsgen.importers.generators.scripts import Node, whole_expression
from newsgen.importers.generators.shown import block_name, dedented, is_of_a_picture, markdown_of, shows_nothing
from newsgen.importers.generators.tag_embeds import EMBEDS, embed_name
from newsgen.importers.generators.tag_families import CODE, FAMILIES, GALLERIES, PICTURES
from newsgen.importers.generators.tag_layout import by_address, by_words
from newsgen.importers.generators.tag_markdown import (
    NOTES,
    PICTURE,
    PICTURE_KEYS,
    as_html,
    listed_gallery,
    listed_in,
    note,
    picture,
    without_marks,
)
from newsgen.importers.generators.tags import Tag, first_of, unnamed
from newsgen.importers.generators.tags_of_hexo import made_of, pictured
from newsgen.importers.generators.unarrived import NO_SAYING
from newsgen.importers.proof import count_words

_NO_PART = frozenset(
    """ad ads adsense advert advertisement adslot ad-slot adunit banner newsletter newsletter-signup subscribe signup
    sign-up mailchimp related related-posts relatedposts related-articles share sharing share-buttons social-share
    comments comment-form disqus giscus utterances contactform contact-form form paywall cookie-notice donate-button
    analytics post-nav postnav prevnext""".split()
)
_NO_PART_BEGINS = ("newsletter", "subscribe", "signup", "disqus")
"""Advertisements, forms and lists: readers saw them beside a story, and they are no part of it."""
_UNTOLD = "\ufddc"
"""Stands for what a tag shows that nobody can tell."""
_SAYING_KEYS = frozenset(
    "caption title alt summary text note words desc description credit attr by quote heading".split()
)
"""Arguments that are words for readers."""


class Knower(Knowing):
    """Resolves the tags of one story."""

    def handle(self, tag: Tag) -> str | None:
        """What a tag becomes; None for one that nobody knows."""
        if self.names is not None:
            self.names.used.clear()
        made = self._handled(tag)
        if made is not None and self.names is not None:
            for name in self.names.used & self.captured.keys():
                self.masks.pieces[self.captured[name][1]] = ""  # It is shown here.
        if made is not None and tag.form in {"short", "liquid"}:
            words = " ".join(
                value
                for key, value in tag.arguments.items()
                if key in _SAYING_KEYS or (" " in value and key not in NO_SAYING)
            )
            if words and count_words(words) - count_words(made):
                self.unshown.append(tag.typed)
        return made

    def _handled(self, tag: Tag) -> str | None:  # noqa: PLR0911 - a line for each kind
        if tag.form == "remark":
            return ""
        if tag.form == "expression" and self.names is not None and (told := self._told(tag)) is not None:
            return told
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

    def _known(self, tag: Tag, name: str) -> str | None:
        """What a tag becomes by its name, else by what it says."""
        if (made := self._by_site(tag, name)) is not Other.FAMILY:
            return made
        if (made := self._by_component(tag, name)) is not None:
            return made
        for names, make in FAMILIES:
            if (names is None or name in names) and (made := make(self, tag, name)) is not Other.FAMILY:
                return made
        return self._by_arguments(tag)

    def _by_component(self, tag: Tag, name: str) -> str | None:  # noqa: PLR0911 - likewise
        """What a component of the site's own shows; None for one that is not known, or is known by its name."""
        typed = self.spelled.get(tag.typed, "")
        if not typed or self.component is None or tag.in_address:
            return None
        if name in GALLERIES and (listed := self._listed(typed)):
            return listed_gallery(listed, tag.arguments.get("caption", ""))
        is_known = any(names is not None and name in names for names, _ in FAMILIES)
        if is_known or block_name(name) in {"pullquote", "factbox"} or name in BY_MEANING:
            return None
        try:
            shown = Shown(self.component(typed, self.imported, self.constants, tag.inner is not None))
        except UntoldError:
            return None
        if not shown.html or ((tag.inner or "").strip() and INNER not in shown.html):
            return None
        if tag.in_html:
            return None if "<" in shown.html else shown.html.replace(INNER, tag.inner or "")
        made = markdown_of(shown, name, tag.inner or "")
        return made if made is not None and made.strip() else None

    def _listed(self, typed: str) -> list[object]:
        """Pictures with their words that a component lists in braces."""
        try:
            given = properties_of(typed, Components.worker_of(self.imported, self.constants))
        except UntoldError:
            return []
        found = next((value for value in given.values() if isinstance(value, list)), [])
        if not found or not all(isinstance(each, dict) and each.get("src") for each in found):
            return []
        return [{**each, "title": each.get("caption", each.get("title", ""))} for each in found]

    def _by_site(self, tag: Tag, name: str) -> str | Other | None:
        """What a tag becomes by what its site, or that site's generator, has under its name."""
        if (embed := embed_name(name)) and (made := EMBEDS[embed](tag.arguments)):
            return f"\n\n{made}\n\n"
        if (name in _NO_PART or name.startswith(_NO_PART_BEGINS)) and not tag.inner:
            return self.leave_out(name)
        if name not in CODE and tag.name:
            defined = self._defined(tag, name, self.define(name), tag.arguments)
            if defined is not None:
                return defined if defined != _UNTOLD else None
        if tag.form != "liquid" or tag.in_html:
            return Other.FAMILY
        if name == "img" and self.generator in {"jekyll", "pelican"}:
            return pictured(tag) or picture(tag.arguments, tag.inner, self.value, in_html=False)
        told = made_of(tag, self.title_of) if self.generator == "hexo" else None
        return told if told is not None else Other.FAMILY

    def _by_arguments(self, tag: Tag) -> str | None:  # noqa: PLR0911 - likewise
        """What a tag that nobody knows becomes by what it says: a picture, or text with a headline of its own."""
        arguments = tag.arguments
        if any(PICTURE.search(arguments.get(key, "")) for key in (*PICTURE_KEYS, *FURTHER_PICTURE_KEYS)):
            return self.picture(tag, arguments)
        if tag.form != "expression" and any(
            key.isdigit() and PICTURE.search(value) for key, value in arguments.items()
        ):
            return self.picture(tag, arguments)
        if (listed := arguments.get("images", "")) and (
            pictures := self.pictures_of(listed, arguments.get("caption", ""))
        ):
            return pictures
        if tag.inner is None and "src" in arguments and re.search(r"image|figure|photo|picture", tag.name):
            return self.picture(tag, arguments)
        title = first_of(arguments, ("title", "heading", "header"))
        if title and tag.inner is not None and "\n" in tag.inner and not tag.in_html:
            before, behind = self.keep(tag)
            return f"{before}\n\n**{without_marks(title)}**\n\n{dedented(tag.inner)}\n\n{behind}"
        if tag.inner is None and tag.name and not tag.in_address:
            is_spoken = tag.form != "liquid" or tag.said.startswith("include")
            return by_address(tag, self.title_of) or (by_words(tag) if is_spoken else None)
        return None

    def _defined(  # noqa: C901, PLR0911 - a line for each kind
        self, tag: Tag, name: str, definition: Definition | None, arguments: Mapping[str, str]
    ) -> str | None:
        """What a tag shows by the site's own definition; None where that does not tell."""
        if definition is None:
            return None
        shown = self._shown(tag, definition, arguments)
        if shown.is_untold and definition.script is not None and self.names is not None:
            named = named_by_script(definition.script, tag, self.names)
            if any(PICTURE.search(value) for value in named.values()):
                return self.picture(tag, named)
        if shown.is_untold:
            return None if any(PICTURE.search(value) for value in arguments.values()) else _UNTOLD
        if (tag.inner or "").strip() and INNER not in shown.html:
            return None  # Readers saw it somewhere: it is not lost because that cannot be read.
        if shown.listed.strip() and "<img" in definition.template:
            return self.pictures_of(shown.listed, arguments.get("caption", ""))
        if shows_nothing(shown):
            # What other templates would add is not known: the tag's name may tell more.
            is_whole = not re.search(r"\b(?:partial|template|render|include|call|range|for)\b", definition.template)
            is_known = name in PICTURES or any(PICTURE.search(value) for value in arguments.values())
            return self.leave_out(name) if is_whole and not is_known and not tag.inner else None
        if tag.in_address or tag.in_html:
            if not tag.in_address and definition.script is not None and "<" not in shown.html:
                return shown.html.strip().replace(INNER, tag.inner or "")
            if tag.in_address or not is_of_a_picture(shown):
                return None
            return " ".join(shown.html.split())
        made = markdown_of(shown, name, tag.inner or "")
        if made is not None and not made.strip():
            return None
        return made

    def _shown(self, tag: Tag, definition: Definition, arguments: Mapping[str, str]) -> Shown:
        """What a definition shows for a tag."""
        if definition.script is not None and self.names is not None:
            return shown_by_script(definition.script, tag, self.names, marked=as_html)
        if definition.is_strict and self.names is not None:
            named = {key: value for key, value in arguments.items() if not key.isdigit()}
            return shown_by_template(definition.template, self.names, named)
        is_marked = "markdown" in definition.template.lower()
        arguments = {
            key: as_html(value) if is_marked and " " in value else self.said_by(value)
            for key, value in arguments.items()
        }
        return shown_by(definition, arguments, has_inner=tag.inner is not None, marked=as_html)

    def _told(self, tag: Tag) -> str | None:
        """What an expression shows by what is known of its names; None where that is not all."""
        if self.names is None:
            return None
        try:
            node = whole_expression(tag.said, is_template=True)
            if node[0] == "filter" and node[1] == "safe":
                node = node[2]
            if node[0] == "call" and (called := _called(node[1])) and (macro := self.macro(called)) is not None:
                shown = shown_by_macro(macro, node[2], self.names)
                if shown.is_untold or tag.in_address:
                    return None
                return markdown_of(shown, called, "")
            value = self.names.worker().value(node, Scope())
            if value is None or isinstance(value, bool | date):
                return None
            said = spelled(value)
        except (UnreadScriptError, UntoldError):
            return None
        return said if said.strip() else None

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
            return self.leave_out(name)
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
            and (made := self.pictures_of(listed, ""))
        ):
            return made
        if name == "gallery":
            return listed_gallery(self.data(arguments.get("id", "gallery")), arguments.get("caption", ""))
        if any(key in name for key in ("figure", "image", "img", "picture", "photo")):
            return picture(arguments, None, self.value, in_html=tag.in_html)
        inner = inner._replace(arguments={key: self.said_by(value) for key, value in inner.arguments.items()})
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
        if name == "asset_link" and self.generator == "hexo" and not target.startswith("/"):
            address = target
        if name in {"post_link", "asset_link"}:
            places = [value for key, value in arguments.items() if key.isdigit() and key != "0"]
            words = " ".join(word for word in places if word not in {"true", "false"})
            words = words or self.title_of(path) or path.rpartition("/")[2]
            return f"[{words}]({address})" if found or name == "asset_link" else words
        return address


def _called(node: Node) -> str:
    """The macro that is called: by its name, or as part of the file that was fetched."""
    if node[0] == "of" and node[1][0] == "name":
        node = node[2]
    return str(node[1]) if node[0] in {"name", "value"} else ""


def _renumbered(arguments: Mapping[str, str]) -> dict[str, str]:
    values = unnamed(arguments)
    return {str(number): value for number, value in enumerate(values[1:])}

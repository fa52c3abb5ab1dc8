"""The text of an article: Markdown to a Body with links that lead somewhere.

One pass over the rendered tags and texts does what is newsgen's own: marks of typography, links between articles,
pictures' sizes, and no link that runs a script. It sees what Markdown made and what an author typed as HTML alike.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Protocol

from newsgen.documents.html import attributes_of, split_tags
from newsgen.documents.local import local_mistake
from newsgen.errors import Problem
from newsgen.models.addresses import Addresses
from newsgen.models.article import HTML_SUFFIXES
from newsgen.models.block import BlockView, EmbedView
from newsgen.models.body import Body, Heading
from newsgen.models.picture import PictureFacts
from newsgen.models.rules import UNREACHABLE_LINK
from newsgen.models.views import ArticleView
from newsgen.plugins import Plugins, load_plugins
from newsgen.renderer.blocks import UNTOUCHED, set_blocks, step
from newsgen.renderer.body_reading import READER
from newsgen.renderer.closing import close_story, letters_lost, lost_words
from newsgen.renderer.converters import make_converter
from newsgen.renderer.dialects import SMART_TYPOGRAPHY, Converted, NestingError
from newsgen.renderer.fenced_blocks import FencedBlocks, Known, set_blocks_apart
from newsgen.renderer.figures import with_figures
from newsgen.renderer.left_marks import left_marks
from newsgen.renderer.leftovers import set_leftovers_apart
from newsgen.renderer.link_names import second_addresses, undefined_names
from newsgen.renderer.links import LinkRewriter
from newsgen.renderer.markup import show_straight, tag_names
from newsgen.renderer.open_tags import hide_open_tags, open_tag_problems
from newsgen.renderer.places import Places
from newsgen.renderer.plugged import plug_body
from newsgen.renderer.sanitizing import sanitized, typed_handlers, without_scripts
from newsgen.renderer.typography import Typographer, typographer_of
from newsgen.renderer.unreachable import spaced_addresses, wiki_links
from newsgen.renderer.word_count import NO_WORDS, count_quickly, count_words
from newsgen.settings import MarkdownSettings

_LOCAL = re.compile(r"=[\"']?\s*(?:file:|[a-z]:(?:[/\\]|%5C))", re.IGNORECASE)
"""An address with a scheme that no sanitizer lets through: `file:` or the letter of a drive."""
_SCRIPTS = frozenset({"script", "style"})
_MARKED = re.compile(r"[*_`\[\]<>&\\~^]")
"""What may be Markdown within a line."""
_SIGNS_OF_A_TAG = len("</>")


class Blocks(Protocol):
    """The templates of blocks and embeds."""

    @property
    def known(self) -> Known:
        """What there are templates for."""
        ...

    def fill(self, name: str, view: BlockView | EmbedView, lang: str, during: str) -> str | Problem:
        """The HTML that a template makes in a language for a story, ``content/…``; or what is wrong with it."""
        ...


class _NoBlocks:
    known = Known()

    def fill(self, name: str, view: BlockView | EmbedView, lang: str, during: str) -> str:
        raise NotImplementedError(name, view, lang, during)


class BodyRenderer:
    """Renders the bodies of one site."""

    def __init__(
        self,
        settings: MarkdownSettings,
        addresses: Addresses,
        language: str,
        plugins: Plugins | None = None,
        blocks: Blocks | None = None,
    ) -> None:
        plugins = plugins or Plugins()
        self._converter = make_converter(settings, plugins)
        self._plugged = load_plugins(plugins).bodies
        self._addresses = addresses
        self._language = language
        self._blocks: Blocks = blocks or _NoBlocks()
        self._sets_type = SMART_TYPOGRAPHY in settings.extensions
        # With `escape` no tag of an author is left, but Markdown's attribute lists can set any attribute: onclick too.
        self._shows_tags = settings.raw_html == "escape"
        self._sanitizes = settings.raw_html != "allow"

    def render(
        self, text: str, *, source: str, first_line: int, lang: str, article: ArticleView | None = None
    ) -> tuple[Body, list[Problem]]:
        """The body of an article, and what is wrong with it.

        Args:
            text: The Markdown; or HTML, where the name of the source says so.
            source: The article's path inside content/.
            first_line: The line of the file on which the text begins.
            lang: The language of the article; empty for the publication's.
            article: What plugins are told of it; without it, none is called.
        """
        places = Places(text, f"content/{source}", first_line)
        is_html = source.lower().endswith(HTML_SUFFIXES)
        blocks = FencedBlocks(text) if is_html else set_blocks_apart(text, self._blocks.known, places)
        leftovers = set_leftovers_apart(blocks.text)
        problems: list[Problem] = []
        try:
            made = Converted(leftovers.text) if is_html else self._convert(leftovers.text, places, problems)
            converted = leftovers.put_back(made)
            rendered, plugged = with_figures(converted.html, partial(self._facts_of, source), self._inline), None
            if article is not None and self._plugged:
                # What plugins give is treated as what authors type: it ends, is sanitized, and its links are led.
                rendered, found = plug_body(rendered, article, self._plugged, places)
                problems += found
                plugged = rendered
            if "<" in text or rendered is not converted.html:
                rendered = self._ended(rendered, places, problems)
            if self._sanitizes:
                rendered = self._sanitized(rendered, places, problems)
        except NestingError:
            return Body(""), [places.nesting_problem()]
        problems += leftovers.problems(places, plugged)
        typographer = typographer_of(lang or self._language) if self._sets_type else None
        rewriter = _Rewriter(self._addresses, source, places, typographer, lambda: typed_handlers(text))
        rewriter.links.tell_spaced(spaced_addresses(text, rendered))
        rewriter.links.tell_wiki(wiki_links(text, rendered))
        if not is_html:
            rewriter.links.tell_names(undefined_names(text, rendered), second_addresses(text))
        problems += left_marks(blocks.blanked(text), rendered, places)
        uncounted = blocks.uncounted(rendered)
        shown = blocks.fill(
            show_straight(rewriter.rewrite(rendered)),
            partial(self._blocks.fill, lang=lang or self._language, during=f"content/{source}"),
            places,
            typographer.set_text if typographer else str,
        )
        problems += blocks.problems
        body = Body(
            html=shown,
            headings=_set_headings(converted.headings, typographer),
            word_count=max(0, rewriter.word_count - uncounted),
            attachments=tuple(sorted(rewriter.links.attachments)),
            targets=tuple(sorted(rewriter.links.targets)),
            _reader=READER,
        )
        remarks = [
            places.nth(remark.typed, remark.number, remark.what, remark.mend).as_warning()
            for remark in converted.remarks
        ]
        return body, [*problems, *rewriter.links.problems, *remarks]

    def _convert(self, text: str, places: Places, problems: list[Problem]) -> Converted:
        if "<" in text and not self._shows_tags:
            text, meant = hide_open_tags(text)
            problems += open_tag_problems(meant, places)
        return self._converter.convert(text)

    def _facts_of(self, source: str, address: str) -> PictureFacts:
        """What the file of a picture says that an article shows."""
        return self._addresses.facts_of(self._addresses.resolve(source, address).attachment)

    def _inline(self, caption: str) -> str:
        """A caption in Markdown as HTML: one paragraph, without its tags."""
        plain = html.escape(caption, quote=False)
        if _MARKED.search(caption) is None:
            return plain
        made = self._converter.convert(hide_open_tags(caption)[0] if "<" in caption else caption).html.strip()
        inside = made.removeprefix("<p>").removesuffix("</p>")
        return inside if made == f"<p>{inside}</p>" and "<p>" not in inside else plain

    def _ended(self, rendered: str, places: Places, problems: list[Problem]) -> str:
        """The HTML of a story that holds tags of its author: it ends with the story."""
        closed = close_story(rendered)
        problems += closed.problems(places)
        return closed.html

    def _sanitized(self, rendered: str, places: Places, problems: list[Problem]) -> str:
        if _LOCAL.search(rendered):
            problems += _local_problems(rendered, places)
        clean = sanitized(rendered)
        if "<" in rendered and (lost := letters_lost(without_scripts(rendered), clean)):
            mend = "drawings, formulas and templates are taken out here: write their words as text"
            problems.append(lost_words(lost, places, mend))
        return clean


def _local_problems(rendered: str, places: Places) -> Iterator[Problem]:
    """A warning for each address of a file on one computer, which is about to be taken out."""
    for tag in split_tags(rendered)[1::2]:
        for attribute in attributes_of(tag) if _LOCAL.search(tag) else ():
            is_local = attribute.name.lower() in {"src", "href"} and _LOCAL.match(f"={attribute.value}")
            if is_local and (mistake := local_mistake(attribute.value)):
                yield places.problem(attribute.value, *mistake).as_warning().under(UNREACHABLE_LINK.name)


def _set_headings(headings: Sequence[Heading], typographer: Typographer | None) -> tuple[Heading, ...]:
    """The headings as the text has them."""
    if typographer is None or not headings:
        return tuple(headings)
    return tuple(Heading(heading.level, typographer.set_text(heading.text), heading.anchor) for heading in headings)


class _Rewriter:
    """One pass over the tags and texts of an article."""

    def __init__(
        self,
        addresses: Addresses,
        source: str,
        places: Places,
        typographer: Typographer | None,
        typed: Callable[[], frozenset[tuple[str, str, str]]] = frozenset,
    ) -> None:
        self.links = LinkRewriter(addresses, source, places, typed)
        self._typographer = typographer
        self.word_count = 0

    def rewrite(self, rendered: str) -> str:
        """The HTML with its marks set and its links led."""
        pieces = split_tags(rendered)
        names = tag_names(pieces[1::2])
        may_be_wide = True
        self.links.may_wrap = "picture" not in names
        if UNTOUCHED.isdisjoint(names):
            may_be_wide = not self._count(pieces[::2])
            self._rewrite_prose(pieces, names)
        else:
            self._rewrite_mixed(pieces, names)
        set_blocks(pieces, names, self._typographer, may_be_wide=may_be_wide)
        return "".join(pieces)

    def _rewrite_prose(self, pieces: list[str], names: list[str]) -> None:
        """Rewrites tags none of which stands in code, a script or a drawing: most articles have no others."""
        for index, name in zip(range(1, len(pieces), 2), names, strict=True):
            tag = pieces[index]
            if len(tag) > len(name) + _SIGNS_OF_A_TAG:
                pieces[index] = self._tag(tag, name)

    def _rewrite_mixed(self, pieces: list[str], names: list[str]) -> None:
        untouched: list[str] = []
        for place, name in enumerate([*names, ""]):
            index = 2 * place
            if NO_WORDS.isdisjoint(untouched):
                self.word_count += count_words(pieces[index])
            if index + 1 == len(pieces):
                break
            tag = pieces[index + 1]
            if not _SCRIPTS.isdisjoint(untouched) and name not in _SCRIPTS:
                continue
            if name in UNTOUCHED and not tag.endswith("/>"):
                step(untouched, name, opens=not tag.startswith("</"))
            pieces[index + 1] = self._tag(tag, name)

    def _count(self, texts: list[str]) -> bool:
        """Counts the words of texts, of which each begins a word; whether all are of letters that are not wide."""
        count = count_quickly(" ".join(texts))
        self.word_count += sum(map(count_words, texts)) if count is None else count
        return count is not None

    def _tag(self, tag: str, name: str) -> str:
        if name and "<" in tag[1:]:  # In an attribute: spelled out, no template that looks for a tag takes it for one.
            tag = "<" + tag[1:].replace("<", "&lt;")
        return self.links.rewrite(tag, name)

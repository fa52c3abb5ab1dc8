"""The items of an export as stories. Pure."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import unquote

from newsgen.importers.beside import Names
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, Guess, LeftOut, Story, Value
from newsgen.importers.wordpress.addresses import Addresses
from newsgen.importers.wordpress.authors import Authors
from newsgen.importers.wordpress.built import Built, with_built
from newsgen.importers.wordpress.bylines import Byline
from newsgen.importers.wordpress.comments import Comment, comments_block, public_comments
from newsgen.importers.wordpress.content import read_content
from newsgen.importers.wordpress.episodes import with_recordings
from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.fields import PostFields
from newsgen.importers.wordpress.index import SiteIndex, all_meta_of
from newsgen.importers.wordpress.keeping import KEPT_ASIDE, PASSED_OVER, aside, kept_of
from newsgen.importers.wordpress.old_places import OldPlaces
from newsgen.importers.wordpress.reading import Content, Site, site_of
from newsgen.importers.wordpress.shortcodes import Shortcodes
from newsgen.importers.wordpress.tongues import languages_of, part_in
from newsgen.settings import ImportSettings

_FIELDS_WITH_TEXT = frozenset({"title", "excerpt:encoded"})


@dataclass(frozen=True)
class Reader:
    """Makes stories of the items of a site."""

    index: SiteIndex
    addresses: Addresses
    authors: Authors
    fields: PostFields
    old_places: OldPlaces
    """Is told the addresses that the site had."""
    note: Callable[[str, Mapping[str, object]], None] = lambda _name, _said: None
    """Is told what lies beside all stories: the file for it, and what to write there."""
    settings: ImportSettings = field(default_factory=ImportSettings)
    language: str = ""
    """The publication's."""

    def stories(self, part: Part) -> Iterator[Story]:
        """The story of an item, in each of its languages; none where it is no story."""
        languages = languages_of(part, self.language)
        for at, code in enumerate(languages or [""]):
            given = part_in(part, code, self.index.path, is_first=at == 0) if code else part
            if (story := self.story(given)) is None:
                return
            yield (
                story
                if at == 0
                else replace(story, key=f"{story.key}:{code}", name=f"{story.name}-{code}", kept={}, asked=())
            )

    def story(self, part: Part) -> Story | None:
        """The story of an item; None where it is none."""
        kind = part.text("wp:post_type").strip() or "post"
        wanted = self.settings.types.get(kind, "")
        if kind in PASSED_OVER and not wanted:
            if kind in KEPT_ASIDE:
                self.note(KEPT_ASIDE[kind], aside(part, kind, self.index.authors))
            return None
        return self._story(part, kind, is_page="page" in {kind, wanted}) if wanted != "nothing" else None

    def _story(self, part: Part, kind: str, *, is_page: bool) -> Story:
        number = part.text("wp:post_id").strip()
        files = Names()
        all_meta = all_meta_of(part)
        meta = {key: values[0] for key, values in all_meta.items()}
        site = site_of(self.index, partial(self.addresses.here, files=files), meta)
        part, in_fields = _without_shortcodes(part, site)
        built = with_built(part.text("content:encoded"), all_meta, site.media)
        attached = tuple(self.index.attached.get(number, ()))
        content = read_content(with_recordings(built.text, all_meta), site, attached, meta.get("footnotes", ""))
        byline = Byline(self.authors.of(part)) if is_page else self.authors.byline(part, all_meta)
        fields = self.fields.of(part, kind, meta, files, byline.names, is_page=is_page)
        comments = list(public_comments(part)) if self.settings.comments == "shown" else []
        return Story(
            key=f"wordpress:{self.index.host}:{number or part.text('guid')}",
            digest=hashlib.sha256(repr(part).encode("utf-8", "surrogatepass")).hexdigest(),
            source=f"{kind} {number}",
            fields=fields,
            text=f"{content.text}\n{comments_block(comments)}\n".lstrip("\n") if comments else content.text,
            said=_said(part, content, comments),
            links=tuple(content.links),
            pictures=tuple(content.pictures),
            kind="page" if is_page else "article",
            guesses=tuple(_guesses(part, fields, content, built, byline)),
            left_out=tuple(_left_out(in_fields, content)),
            files=files.files,
            kept=kept_of(part, all_meta, content.beside),
            asked=self._asked(part, number, kind, fields, content.pages),
            folder=self.addresses.folder(number) if is_page else "" if fields.get("date") else "drafts",
            name=self.addresses.file_name(unquote(part.text("wp:post_name").strip()), str(fields["title"])),
        )

    def _asked(self, part: Part, number: str, kind: str, fields: Mapping[str, Value], pages: int) -> tuple[str, ...]:
        """The addresses that asked for a post, of which all others are noted; none of what readers did not see."""
        if "draft" in fields or _is_scheduled(part):
            return ()
        self.old_places.note(part, fields, pages)
        return tuple(self.old_places.questions(part, number, kind))


def _is_scheduled(part: Part) -> bool:
    return part.text("wp:status").strip() == "future"


def _said(part: Part, content: Content, comments: Sequence[Comment]) -> str:
    """The words of a post, told another way than by the conversion."""
    lines = [line_of_html(part.text("title")), content.said, line_of_html(part.text("excerpt:encoded"))]
    return " ".join([*lines, *(f"{each.name} {each.said}" for each in comments)])


def _left_out(in_fields: Sequence[tuple[str, str]], content: Content) -> Iterator[LeftOut]:
    for text, why in (*in_fields, *content.left_out):
        yield LeftOut(text, why)
    for name, count in content.unknown.items():
        yield LeftOut(f"{name} ({count} times)", "kept as a comment: no rule knows it")


def _guesses(
    part: Part, fields: Mapping[str, Value], content: Content, built: Built, byline: Byline
) -> Iterator[Guess]:
    """What an export says only by the way, and not for sure."""
    if not line_of_html(part.text("title")):
        yield Guess("title", str(fields["title"]), "the post has none", DOUBTFUL)
    for words in content.unsure:
        yield Guess("text", words, "a shortcode that no rule knows says it: it stands nowhere", DOUBTFUL)
    if built.key and built.is_read:
        yield Guess("text", built.key, "its page builder has more than the post", LIKELY)
    elif built.key:
        yield Guess("text", built.key, "readers saw what its page builder has", HARDLY)
    if byline.key:
        yield Guess("authors", ", ".join(byline.names), f"its meta says so: {byline.key}", LIKELY)
    if byline.unsure:
        yield Guess("authors", byline.unsure, "its meta may name another author", DOUBTFUL)
    date = str(fields.get("date", ""))
    if date.endswith("Z"):
        yield Guess("date", date, "the export tells it in UTC only", LIKELY)
    if _is_scheduled(part):
        yield Guess("date", date, "it was scheduled when the site was exported, and is public from then on", LIKELY)


def _without_shortcodes(part: Part, site: Site) -> tuple[Part, list[tuple[str, str]]]:
    """The item with none in its title and its excerpt, and those that were there."""
    codes = Shortcodes(site.media)
    if not any("[" in part.text(name) for name in _FIELDS_WITH_TEXT):
        return part, []
    nodes = tuple(
        node._replace(text=codes.stripped(node.text)) if node.name in _FIELDS_WITH_TEXT else node for node in part.nodes
    )
    return Part(nodes), [(name, why) for name, why in codes.left_out]

"""Reads the articles whose files have changed: the first step of a build, over worker processes."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from newsgen.builder.article_store import ArticleStore
from newsgen.builder.options import Progress, Silence
from newsgen.builder.parallel import ForeignWorkers, batched, map_in_order
from newsgen.builder.records import card_to_record
from newsgen.builder.source_index import (
    PREFIX,
    ArticleRemarks,
    Attachment,
    PictureFile,
    SourceIndex,
    source_index_to_blobs,
)
from newsgen.builder.source_lines import ALWAYS, SourceEntry, SourceLines
from newsgen.builder.store import Transaction, encoded
from newsgen.errors import Problem
from newsgen.loader.articles import Loaded, load_article
from newsgen.loader.rules import ArticleRules
from newsgen.loader.sources import ContentFolder, ContentTree, look_at_picture, shown, stamp_of_copy
from newsgen.models.article import Article, HeldBack, held_back_reason
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.index import shown_digest
from newsgen.models.output import FileCopy
from newsgen.models.picture import is_picture
from newsgen.models.stamp import NO_STAMP, Stamp, is_settled
from newsgen.models.written import Other, Written
from newsgen.project import Project, theme_folder
from newsgen.renderer.block_templates import known_blocks
from newsgen.renderer.card_texts import CardTexts
from newsgen.renderer.theme import ThemeLoader
from newsgen.settings import Settings

_BATCH = 250


@dataclass(frozen=True, slots=True)
class Content:
    """What lies in content/, as far as it had to be read."""

    source_index: SourceIndex
    fresh: Mapping[str, Article]
    """The cards that were made this time, by source; those of all others are known."""
    records: Mapping[str, bytes]
    """The same cards as the store keeps them."""
    broken: tuple[str, ...]
    """Sources that could not be made into an article."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with those, and with the folder; the source index has the rest."""
    changed: frozenset[str] | None = None
    """Articles whose files are others than the known source index says, or are gone; None where it knew nothing."""
    unsure: frozenset[str] = frozenset()
    """Articles to be read again at the next look, whatever their files look like."""


class _Read(NamedTuple):
    """What came of a file."""

    loaded: Loaded | None
    """None where the file has the digest that is known."""
    shown: str = ""
    """The digest of what the article shows."""
    record: bytes = b""
    """Its card as the store keeps it."""


@dataclass(slots=True)
class _Reading:
    """What is known of articles while others are read."""

    lines: SourceLines
    expires: dict[str, int]
    ends: dict[str, tuple[int, ...]]
    drafts: set[str]
    remarks: dict[str, ArticleRemarks]
    others: dict[str, Other]
    new: dict[str, SourceEntry] = field(default_factory=dict)
    """The lines that are other than they were."""
    gone: set[str] = field(default_factory=set)
    fresh: dict[str, Article] = field(default_factory=dict)
    records: dict[str, bytes] = field(default_factory=dict)
    broken: list[Loaded] = field(default_factory=list)

    def drop(self, source: str) -> None:
        """Forgets what is known of a file."""
        self.others.pop(source, None)
        self.expires.pop(source, None)
        self.ends.pop(source, None)
        self.remarks.pop(source, None)
        self.drafts.discard(source)

    def take(self, loaded: Loaded, of_shown: str, record: bytes, stamp: Stamp) -> None:
        """Takes in what came of a file that was read anew."""
        card, source = loaded.article or loaded.other, loaded.source
        self.drop(source)
        if card is None:
            self.gone.add(source)
            self.broken.append(loaded)
            return
        self.new[source] = SourceEntry(stamp, card.digest, of_shown, card.date.instant if card.date else ALWAYS)
        if isinstance(card, Article):
            self.fresh[source] = card
            self.records[source] = record
            if card.ends:
                self.ends[source] = tuple(end.instant for end in card.ends)
        else:
            self.others[source] = card
        if card.expires is not None:
            self.expires[source] = card.expires.instant
        if card.hidden_by:
            self.drafts.add(source)
        if loaded.problems or loaded.unknown or loaded.mapped:
            self.remarks[source] = ArticleRemarks(loaded.problems, loaded.unknown, loaded.mapped)


def load_articles(
    folder: ContentFolder,
    tree: ContentTree,
    rules: ArticleRules,
    jobs: int,
    known: SourceIndex | None = None,
    *,
    statics: Sequence[FileCopy] = (),
    verifies: bool = False,
    among: Collection[str] | None = None,
    foreign: ForeignWorkers | None = None,
    progress: Progress | None = None,
) -> Content:
    """The source index of all articles, the cards that were not known, and everything that is wrong with the files.

    A file that has the stamp that ``known`` has of it is not read, unless the run ``verifies``; one that has the digest
    that it had then is not parsed. Files other than those ``among`` these, if there are any, look as they are known to.
    ``statics`` are the static files, of which the pictures are looked at.
    """
    progress = progress or Silence()
    known = known or SourceIndex()
    unread = tree.articles if verifies else tuple(_unread(tree, known, among))
    reading = _begin(tree, known)
    progress.begin("load", len(unread))
    digests = {path: known.lines[path].digest for path in unread if path in known.lines}
    work = partial(_load_batch, folder, rules, digests)
    for batch in map_in_order(work, batched(unread, _BATCH), jobs=jobs, describe=_describe, foreign=foreign):
        for path, read in batch:
            if read.loaded is None:
                reading.new[path] = known.lines[path]._replace(stamp=_trusted(tree, path))
            else:
                reading.take(read.loaded, read.shown, read.record, _trusted(tree, path))
        progress.advance(len(batch))
    lines = reading.lines.with_changes(reading.new, reading.gone)
    changed = frozenset({*reading.fresh, *reading.gone, *(path for path in reading.new if path in reading.others)})
    problems = (*tree.problems, *(problem for loaded in reading.broken for problem in loaded.problems))
    return Content(
        source_index=SourceIndex(
            lines=lines,
            others=dict(sorted(reading.others.items())),
            expires=reading.expires,
            ends=reading.ends,
            drafts=frozenset(reading.drafts),
            remarks=dict(sorted(reading.remarks.items())),
            attachments=_look_at_attachments(folder, tree, SourceIndex() if verifies else known),
            pictures=_look_at_pictures(folder, tree, statics, SourceIndex() if verifies else known),
            known_fingerprint="" if changed else known.fingerprint,
        ),
        fresh=reading.fresh,
        records=reading.records,
        broken=tuple(loaded.source for loaded in reading.broken),
        problems=problems,
        changed=changed if known.lines else None,
        unsure=frozenset(path for path in unread if path not in lines or lines[path].stamp == NO_STAMP),
    )


def reading_rules(program: str, project: Project) -> str:
    """What articles are read by, as a fingerprint."""
    return Fingerprints().of(program, repr(article_rules(project)), project.settings.reading.encoding)


def filing_rules(reading: str, settings: Settings) -> str:
    """What an index and places are made by, as a fingerprint: of the articles as they are read, by `reading_rules`."""
    of_places = (settings.permalink, settings.slugs, settings.languages, settings.site.language)
    return Fingerprints().of(reading, settings.taxonomies, of_places)


def article_rules(project: Project) -> ArticleRules:
    """What newsgen.yaml says of how articles are read, and what blocks there are templates for."""
    settings = project.settings
    loader = ThemeLoader(project.root, project.templates, theme_folder() / "templates")
    blocks = tuple(sorted(known_blocks(loader.list_templates()).blocks))
    return ArticleRules(
        zone=settings.zone,
        taxonomies=settings.taxonomies,
        texts=CardTexts(settings.markdown, settings.site.language, settings.plugins, blocks),
        language=settings.site.language,
        folders=settings.reading.folders,
        slugs=settings.slugs,
        languages=settings.languages,
        own_urls=(settings.site.base_url, *settings.old_urls),
        fields=settings.reading.fields,
        date_formats=settings.reading.date_formats,
        plugins=settings.plugins,
    )


def cards_to_keep(known: SourceIndex, content: Content, rules: str) -> Transaction:
    """What the store is to keep of the articles that were read, beyond what it knows; ``rules`` are `reading_rules`."""
    source_index = content.source_index
    return Transaction(
        blobs=source_index_to_blobs(source_index, known, rules),
        records={PREFIX: content.records},
        gone={PREFIX: set(known.lines.sources).difference(source_index.lines.sources)} if known.lines else {},
        emptied=() if known.lines else (PREFIX,),
    )


def _unread(tree: ContentTree, known: SourceIndex, among: Collection[str] | None) -> Iterator[str]:
    if among is None:
        return known.lines.otherwise(tree.articles, tree.article_stamps)
    paths = (path for path in sorted(among) if path in tree.articles)
    return (path for path in paths if path not in known.lines or known.lines[path].stamp != tree.stamps[path])


def _begin(tree: ContentTree, known: SourceIndex) -> _Reading:
    """What is known of the files that are there."""
    reading = _Reading(
        lines=known.lines,
        expires=dict(known.expires),
        ends=dict(known.ends),
        drafts=set(known.drafts),
        remarks=dict(known.remarks),
        others=dict(known.others),
    )
    if known.lines.sources != tree.articles:
        reading.gone = set(known.lines.sources).difference(tree.articles)
        for source in reading.gone:
            reading.drop(source)
    return reading


def _trusted(tree: ContentTree, path: str) -> Stamp:
    """The stamp of a file, if every later change will show in it."""
    stamp = tree.stamps.get(path)
    return stamp if stamp and is_settled(stamp, tree.looked_at) else NO_STAMP


def _load_batch(
    folder: ContentFolder, rules: ArticleRules, digests: Mapping[str, str], paths: Sequence[str]
) -> list[tuple[str, _Read]]:
    """What came of each file."""
    return [(path, _read(folder, rules, digests, path)) for path in paths]


def _read(folder: ContentFolder, rules: ArticleRules, digests: Mapping[str, str], path: str) -> _Read:
    source = folder.read(path)
    if isinstance(source, Problem):
        return _Read(Loaded(path, None, (source,)))
    if digests.get(path) == source.digest:
        return _Read(None)
    loaded = load_article(source, rules)
    if loaded.article is None:
        return _Read(loaded)
    return _Read(loaded, shown_digest(loaded.article), encoded(card_to_record(loaded.article)))


def _describe(paths: Sequence[str]) -> str:
    return f"{len(paths)} articles from {shown(paths[0])} to {shown(paths[-1])}"


def _look_at_attachments(folder: ContentFolder, tree: ContentTree, known: SourceIndex) -> dict[str, Attachment]:
    """The other files, of which drawings are searched for scripts if they are not known."""
    found: dict[str, Attachment] = {}
    for path in tree.attachments:
        stamp = _trusted(tree, path)
        before = known.attachments.get(path)
        if before is not None and before.stamp == tree.stamps.get(path):
            found[path] = before
        else:
            found[path] = Attachment(stamp, tuple(folder.script_warnings([path])))
    return found


def _look_at_pictures(
    folder: ContentFolder, tree: ContentTree, statics: Sequence[FileCopy], known: SourceIndex
) -> dict[str, PictureFile]:
    """The pictures among these files, with what their heads say where that is not known."""
    now = time.time_ns()
    origins = {f"/{copy.path}": copy for copy in statics if is_picture(copy.path)}
    stamps = [(path, _trusted(tree, path), tree.stamps.get(path)) for path in tree.attachments if is_picture(path)]
    stamps += [(path, stamp := stamp_of_copy(copy, now), stamp) for path, copy in origins.items()]
    found: dict[str, PictureFile] = {}
    for path, stamp, seen in stamps:
        before = known.pictures.get(path)
        if before is not None and before.stamp == seen != NO_STAMP:
            found[path] = before
            continue
        file = Path(origins[path].origin) if path in origins else folder.file(path)
        if file is not None:
            found[path] = PictureFile(stamp, *look_at_picture(file))
    return found


def held_back_at(
    source_index: SourceIndex, article_store: ArticleStore, now: int, *, drafts: bool = False, future: bool = False
) -> tuple[HeldBack, ...]:
    """The articles that may not be shown at an instant (models.article.held_back_reason), by source.

    ``drafts`` and ``future`` say whether those are shown all the same, as a preview may.
    """
    lines = source_index.lines
    hidden = set[str]()
    if not future:
        hidden.update(source for source, instant in zip(lines.sources, lines.instants, strict=True) if instant > now)
    hidden |= {source for source, instant in source_index.expires.items() if instant <= now}
    hidden |= set() if drafts else source_index.drafts
    others = source_index.others
    cards: list[Written] = [
        *article_store.bring_out(sorted(hidden - others.keys())),
        *(others[source] for source in sorted(hidden & others.keys())),
    ]
    return tuple(HeldBack(card.source, card.title, held_back_reason(card, now)) for card in cards)

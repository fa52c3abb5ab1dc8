"""Saved pages as sources: a folder, a ZIP file or single files of them are the pages of one site."""

import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from newsgen.importers.files import WebArchive, read_source, tree_of, way_from
from newsgen.importers.pasted.reading import Reader
from newsgen.importers.pasted.source import text_reader
from newsgen.importers.saved_pages.captures import LARGEST_PAGE, SavedPage, unwrapped
from newsgen.importers.saved_pages.kinds import pages_among, unread_kinds
from newsgen.importers.saved_pages.reading import PassedOver
from newsgen.importers.saved_pages.rules import Rules, read_rules, rules_text
from newsgen.importers.saved_pages.site import PageFile, Site
from newsgen.importers.saved_pages.told import LARGEST_TOLD, called_feeds, is_telling, worth_reading
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.source import Given, Source
from newsgen.importers.story import Story
from newsgen.importers.tree import FileSource, Tree, UnreadableError

RULES = "rules.yaml"
"""What an import leaves of what it has learned, in `imports/NAME/`."""


def open_sources(given: Given) -> Iterator[Source]:
    """A source for each folder, and one for all files that were named."""
    reader = text_reader(given.project, given.now)
    typed = given.reading.rules
    rules = read_rules(read_source(typed).decode("utf-8", "replace"), typed) if typed else None
    singles: list[str] = []
    crawls: list[WebArchive] = []
    for name in given.names:
        tree = tree_of(name)
        tongue = _tongue(reader, given)
        if isinstance(tree, WebArchive):
            crawls.append(tree)
        elif tree is None:
            singles.append(name)
        else:
            yield _source(name, given, _of_tree(tree, tongue, rules))
    if crawls:
        # Crawlers cut what they have got into files of one size: all together are one site.
        archive = WebArchive([file for crawl in crawls for file in crawl.names], crawls[0].name)
        yield _source(archive.name, given, _of_archive(archive, _tongue(reader, given), rules))
    if singles:
        tongue = _tongue(reader, given)
        yield _source(singles[0], given, _of_files(singles, given, tongue, rules))


def _tongue(reader: Reader, given: Given) -> Tongue:
    tongue = Tongue(reader.known, reader.bylines, reader.leftovers, given.now.local.date())
    tongue.zone = given.project.settings.zone
    return tongue


def _source(name: str, given: Given, site: Site) -> Source:
    site.ask = given.reading.ask
    source = Source(name, given.kind, iter(()), site.faults, passed_over=site.passed_over, notes=site.notes)
    return replace(source, stories=_stories(site, source), named=site.named)


def _stories(site: Site, source: Source) -> Iterator[Story]:
    rules = site.learn()
    if rules.learned and rules.templates:
        source.written[RULES] = rules_text(rules).encode()
        found = ", ".join(f"{template.name} ({template.pages:,})" for template in rules.templates)
        learned = f"learned from {rules.learned:,} pages: {found or 'no template'}"
        source.notes.append(f"{learned}; {RULES} has the rules, which can be edited")
    elif len(site.files) > 1 and not rules.templates:
        source.notes.append(f"no template was found that these {len(site.files):,} pages share: each is read by itself")
    for story in site.stories():
        source.old.add(str(story.fields.get("url", "")))
        for each in story.fields.get("aliases", ()):
            source.old.add(str(each))
        yield story


def _of_tree(tree: Tree, tongue: Tongue, rules: Rules | None) -> Site:
    names = pages_among(tree.paths(), tree.head)
    site = Site([PageFile(path, _loader(tree, path)) for path in names], tongue, tree.file, rules)
    feeds = called_feeds(tree.paths())
    if unread := unread_kinds(tree.paths(), {*names, *feeds}):
        site.notes.append(f"not read, since these files are no pages: {unread}")
    for path in worth_reading(feeds, len(names)):
        with suppress(UnreadableError):
            site.telling.add(tree.read(path, LARGEST_TOLD))
    return site


def _of_archive(archive: WebArchive, tongue: Tongue, rules: Rules | None) -> Site:
    pages = [PageFile(path, _capture_loader(archive, path)) for path in archive.pages()]
    site = Site(pages, tongue, archive.file, rules, archive.faults, archive.passed_over, find_captured=archive.picture)
    site.notes += archive.notes
    for path in worth_reading(archive.feeds(), len(pages)):
        with suppress(UnreadableError):
            site.telling.add(archive.captured(path, LARGEST_TOLD).content)
    return site


def _capture_loader(archive: WebArchive, path: str) -> Callable[[], SavedPage | PassedOver | str]:
    def load() -> SavedPage | PassedOver | str:
        try:
            found = archive.captured(path, LARGEST_PAGE)
        except UnreadableError as error:
            return f"{path}: {error}"
        page = unwrapped(path, found.content, found.charset, found.address)
        if isinstance(page, str):
            # Servers call many an answer to a script a page, and empty ones.
            return PassedOver("answers that servers call pages, and that are none")
        return replace(page, captured=found.day or page.captured)

    return load


def _loader(tree: Tree, path: str) -> Callable[[], SavedPage | PassedOver | str]:
    def load() -> SavedPage | PassedOver | str:
        try:
            content = tree.read(path, LARGEST_PAGE)
        except UnreadableError as error:
            return f"{path}: {error}"
        if is_telling(content[:65_536]):
            return PassedOver("feeds and sitemaps")
        return unwrapped(path, content)

    return load


def _of_files(names: list[str], given: Given, tongue: Tongue, rules: Rules | None) -> Site:
    """Single pages; what a browser has saved with one lies in a folder beside it."""
    folders: dict[str, str] = {}
    pages: list[PageFile] = []
    for name in names:
        typed = name.replace("\\", "/")
        # A page that does not say its address is known by where it lies, from wherever it is named.
        path = re.sub(r"\A(?:[A-Za-z]:)?(?:\.{0,2}/)+", "", way_from(given.project.root, name))
        folders[posixpath.dirname(path)] = posixpath.dirname(typed) or "."
        pages.append(PageFile(path, _file_loader(name, path)))

    def file(path: str) -> FileSource | None:
        for folder, real in folders.items():
            inner = path.removeprefix(f"{folder}/") if folder else path
            # Only what a browser has laid beside the page: the folder may hold anything else.
            if inner.count("/") == 1 and (not folder or path != inner) and (tree := tree_of(real)) is not None:
                return tree.file(inner)
        return None

    return Site(pages, tongue, file, rules)


def _file_loader(name: str, path: str) -> Callable[[], SavedPage | str]:
    return lambda: unwrapped(path, read_source(name))

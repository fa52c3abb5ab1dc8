"""Exports of one site of WordPress as a source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from newsgen.errors import UsageError
from newsgen.importers.alone import each_alone
from newsgen.importers.files import Spool, Uploads, pieces_of
from newsgen.importers.old_addresses import OldAddresses
from newsgen.importers.source import Given, Source
from newsgen.importers.story import Story
from newsgen.importers.taken_addresses import TakenAddresses
from newsgen.importers.wordpress.addresses import Addresses
from newsgen.importers.wordpress.authors import Authors
from newsgen.importers.wordpress.export import Export, NoExportError, Part, decoded_stream, items_of
from newsgen.importers.wordpress.fields import PostFields
from newsgen.importers.wordpress.index import SiteIndex, as_host
from newsgen.importers.wordpress.keeping import PASSED_OVER
from newsgen.importers.wordpress.menus import menu_of
from newsgen.importers.wordpress.old_places import OldPlaces
from newsgen.importers.wordpress.stories import Reader
from newsgen.importers.wordpress.terms import term_files
from newsgen.planner import urls
from newsgen.settings import Settings


def open_sources(given: Given) -> Iterator[Source]:
    """One source: all exports that are named in a call are of one site."""
    old = OldAddresses(Spool[tuple[str, str]](), Spool[tuple[str, str]]())
    source = Source(given.names[0], given.kind, iter(()), old=old)
    stories = _stories(given.names, Uploads(given.reading.files), given.project.settings, source)
    yield replace(source, stories=stories)


def _stories(names: Sequence[str], uploads: Uploads, settings: Settings, source: Source) -> Iterator[Story]:
    """The stories of a site's exports, which are read twice: parts of them speak of one another."""
    index = _index_of(names, source)

    def term_place(taxonomy: str, name: str) -> str:
        return f"/{urls.term_place(taxonomy, settings.term_slug(taxonomy, name))}"

    def note(name: str, said: Mapping[str, object]) -> None:
        source.beside.setdefault(name, Spool[Mapping[str, object]]()).append(said)

    for said in index.said_of_terms.values():
        note("terms", said)
    source.old.taken = TakenAddresses(settings)
    source.old.before = index.path if index.path != urlsplit(settings.site.base_url).path.rstrip("/") else ""
    menus, notes = menu_of(index)
    source.notes.extend(notes)
    addresses = Addresses(index, uploads.find, settings.slugs, term_place)
    language = settings.site.language.partition("-")[0]
    reader = Reader(
        index,
        addresses,
        Authors(index),
        PostFields(index, addresses, settings.importing, language, menus),
        OldPlaces(index, term_place, source.old),
        note,
        settings.importing,
        language,
    )
    source.passed_over.update({kind: count for kind, count in index.types.items() if kind in PASSED_OVER})
    yield from term_files(addresses)
    for name in names:
        for stories in each_alone(
            _parts(name, Export()), lambda part: [*reader.stories(part)], _name_of, source.faults
        ):
            yield from stories
    if "rss" in settings.feeds.formats:
        source.old.add_shared("/feed/", f"/{urls.feed_place('', 'rss')}")
    for page in index.pages_of_lone_files():
        source.old.add_shared(page, "/")


def _index_of(names: Sequence[str], source: Source) -> SiteIndex:
    """What the parts of all exports say of one another."""
    index, bases = SiteIndex(), set[str]()
    for name in names:
        export = Export()
        for number, part in enumerate(_parts(name, export)):
            if number == 0:
                index.take_head(export.head)  # It says which addresses are the site's own.
            index.take(part)
        index.take_head(export.head)
        bases.add(as_host(export.head.text("wp:base_blog_url") or export.head.text("link")))
        source.faults.extend(f"{name}: {fault}" for fault in export.faults)
    if len(bases - {""}) > 1:
        found = " and ".join(sorted(bases - {""}))
        raise UsageError(f"these are exports of several sites: {found}", mend="import one after the other")
    if not index.types and not index.title:
        raise UsageError(f"{names[0]} is no export of WordPress: it has no items", mend="name its kind with --as")
    return index


def _name_of(part: Part) -> str:
    return f"item {part.text('wp:post_id').strip()} ({part.text('title').strip()[:80]})"


def _parts(name: str, export: Export) -> Iterator[Part]:
    try:
        yield from items_of(decoded_stream(pieces_of(name)), export)
    except NoExportError as error:
        raise UsageError(f"{name} cannot be imported: {error}", mend="export the site once more") from None

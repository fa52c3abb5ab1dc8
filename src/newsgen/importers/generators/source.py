"""Folders of other generators as sources, each of its own."""

from collections.abc import Iterator
from dataclasses import replace

from newsgen.builder.load import article_rules
from newsgen.errors import UsageError
from newsgen.importers.files import tree_of
from newsgen.importers.generators.reading import Reader
from newsgen.importers.generators.site import site_of
from newsgen.importers.generators.telling import GENERATORS, found_in
from newsgen.importers.generators.unshown import left_out_by_a_program
from newsgen.importers.source import Given, Source
from newsgen.importers.story import Story


def open_sources(given: Given) -> Iterator[Source]:
    """A source for each folder, or ZIP file."""
    for name in given.names:
        source = Source(name, given.kind, iter(()))
        yield replace(source, stories=_stories(name, given, source))


def _stories(name: str, given: Given, source: Source) -> Iterator[Story]:
    tree = tree_of(name)
    if tree is None:
        raise UsageError(f"{name} is no folder, and no ZIP file", mend="name the folder in which the site lies")
    found = found_in(tree, given.kind.name)
    site = site_of(tree, found)
    told = found.settings or "no file of settings: addresses are those that it makes by itself"
    source.notes.append(f"{GENERATORS[found.generator]}, as {told} says" if found.settings else f"it has {told}")
    if site.languages:
        source.notes.append(f"languages: {', '.join(site.languages)}")
    if program := left_out_by_a_program(site):
        source.notes.append(f"{program} leaves texts out by a program, which is not run: look there for `ignores.add`")
    reader = Reader(site, article_rules(given.project), given.project.settings, source.old, source.faults)
    yield from reader.stories()
    source.passed_over.update(reader.passed_over)

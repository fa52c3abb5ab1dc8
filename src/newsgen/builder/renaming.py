"""Gives terms another name in all files of a project: what would be written, and nothing is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from newsgen.builder.catalogue import Catalogue
from newsgen.builder.load import article_rules
from newsgen.errors import Problem
from newsgen.loader.card_texts import TextsAsTyped
from newsgen.loader.renaming import NewNames, renamed
from newsgen.loader.sources import ContentFolder
from newsgen.models.term_profile import TermProfile
from newsgen.plugins import Plugins
from newsgen.project import Project


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file as it is to be."""

    content: bytes
    lines: tuple[tuple[int, str], ...]
    """The number of each line that is another, and the name that stands there now."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be written."""

    files: Mapping[str, ChangedFile]
    """By path, relative to the project, sorted."""
    problems: tuple[Problem, ...]
    """Why some files cannot be changed."""


def rename_terms(project: Project, catalogue: Catalogue, names: NewNames) -> Changes:
    """Every file of the catalogue that has an old name, with the new one."""
    folder = ContentFolder.of(project)
    rules = replace(article_rules(project), texts=TextsAsTyped(), plugins=Plugins())
    files: dict[str, ChangedFile] = {}
    problems: list[Problem] = []
    for path in sorted(_sources(catalogue, names)):
        source, real = folder.read(path), folder.file(path)
        if isinstance(source, Problem) or real is None:
            continue  # It is gone since it was listed.
        typed = folder.typed(path)
        if not typed.is_faithful:
            what = f"in its encoding, {typed.encoding}, some characters can be written in several ways"
            problems.append(Problem(f"content/{path}", what, "save the file as UTF-8 text first"))
            continue
        found = renamed(source, typed.text, rules, names)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            try:
                content = typed.encoded(found.text)
            except UnicodeEncodeError:
                what = f"{names.new!r} cannot be written in the encoding of the file, {typed.encoding}"
                problems.append(Problem(f"content/{path}", what, "save the file as UTF-8 text first"))
            else:
                files[real.relative_to(project.root).as_posix()] = ChangedFile(content, found.lines)
    return Changes(files, tuple(problems))


def _sources(catalogue: Catalogue, names: NewNames) -> Iterator[str]:
    articles = (entry.article for entry in catalogue.entries)
    yield from (article.source for article in articles if not names.old.isdisjoint(article.names(names.taxonomy)))
    for other in catalogue.others:
        if isinstance(other, TermProfile) and not names.old.isdisjoint((other.parent, other.title)):
            yield other.source

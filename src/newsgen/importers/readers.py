"""Sources as stories: each is told from its first bytes, and read by the reader of its kind."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import yaml

from newsgen.documents.encoding import decoded
from newsgen.errors import Problem, UsageError
from newsgen.importers.files import (
    STANDARD_INPUT,
    Uploads,
    head_of,
    pasted_words,
    picture_beside,
    pieces_of,
    read_source,
)
from newsgen.importers.kinds import TEXT, WORDPRESS, Kind, kind_of
from newsgen.importers.old_addresses import OldAddresses
from newsgen.importers.pasted.bylines import read_bylines
from newsgen.importers.pasted.datelines import Known
from newsgen.importers.pasted.days import Days, month_names
from newsgen.importers.pasted.leftovers import read_leftovers
from newsgen.importers.pasted.reading import Reader
from newsgen.importers.story import Story, Value
from newsgen.importers.wordpress.export import Export, NoExportError, Part, decoded_stream, items_of
from newsgen.importers.wordpress.index import SiteIndex, as_host
from newsgen.importers.wordpress.stories import PASSED_OVER
from newsgen.importers.wordpress.stories import Reader as WordPressReader
from newsgen.models.moment import Moment
from newsgen.models.names import slug_for
from newsgen.planner import urls
from newsgen.project import Project, theme_folder
from newsgen.renderer.labels import read_labels
from newsgen.renderer.theme import ThemeLoader
from newsgen.settings import Settings

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".JPG", ".JPEG", ".PNG")
"""Ends of the names of pictures that lie beside a text."""
_LANGUAGE = re.compile(r"labels/([A-Za-z-]+)\.yaml")


@dataclass(frozen=True, slots=True)
class Source:
    """What is read, and what comes of it."""

    name: str
    """As messages call it."""
    kind: Kind
    stories: Iterator[Story]
    faults: list[str] = field(default_factory=list)
    """What is wrong with it as a whole; known when all stories have been read."""
    old: OldAddresses = field(default_factory=OldAddresses)
    """Likewise."""
    passed_over: dict[str, int] = field(default_factory=dict)
    """Likewise: kinds of parts of which no story comes, and how many there are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read."""

    kind: Kind | None = None
    """None for what each source tells by itself."""
    picture: str = ""
    """The file of a copied story's picture; empty for one that lies beside it."""
    files: str = ""
    """The folder in which the files lie that an export names."""


def open_sources(project: Project, names: Sequence[str], reading: Reading, now: Moment) -> Iterator[Source]:
    """The sources of these names; all exports of WordPress among them are of one site.

    Raises:
        UsageError: One cannot be read, or is of no kind that newsgen knows.
    """
    kinds = {name: reading.kind or _told(name) for name in names}
    exports = [name for name, kind in kinds.items() if kind is WORDPRESS]
    reader: Reader | None = None
    for name, kind in kinds.items():
        if kind is TEXT:
            reader = reader or _text_reader(project, now)
            yield Source(_shown(name), kind, _pasted(reader, name, reading.picture))
        elif name == exports[0]:
            source = Source(_shown(name), kind, iter(()))
            stories = _wordpress(exports, Uploads(reading.files), project.settings, source)
            yield replace(source, stories=stories)


def _shown(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else name


def _told(name: str) -> Kind:
    if name == STANDARD_INPUT:
        return TEXT
    found = kind_of(head_of(name))
    if isinstance(found, str):
        mend = "name its kind with --as, if you know better; exports of WordPress and copied texts can be imported"
        raise UsageError(f"{name} is {found}", mend=mend)
    return found


def _wordpress(names: Sequence[str], uploads: Uploads, settings: Settings, source: Source) -> Iterator[Story]:
    """The stories of a site's exports, which are read twice: parts of them speak of one another."""
    index, bases = SiteIndex(), set[str]()
    for name in names:
        export = Export()
        for part in _parts(name, export):
            index.take(part)
        index.take_head(export.head)
        bases.add(as_host(export.head.text("wp:base_blog_url") or export.head.text("link")))
        source.faults.extend(f"{name}: {fault}" for fault in export.faults)
    if len(bases - {""}) > 1:
        found = " and ".join(sorted(bases - {""}))
        raise UsageError(f"these are exports of several sites: {found}", mend="import one after the other")
    if not index.types and not index.title:
        raise UsageError(f"{names[0]} is no export of WordPress: it has no items", mend="name its kind with --as")

    def term_place(taxonomy: str, name: str) -> str:
        return f"/{urls.term_place(taxonomy, settings.term_slug(taxonomy, name))}"

    reader = WordPressReader(index, uploads.find, settings.slugs, term_place, source.old)
    source.passed_over.update({kind: count for kind, count in index.types.items() if kind in PASSED_OVER})
    yield from reader.terms()
    for name in names:
        yield from filter(None, map(reader.story, _parts(name, Export())))


def _parts(name: str, export: Export) -> Iterator[Part]:
    try:
        yield from items_of(decoded_stream(pieces_of(name)), export)
    except NoExportError as error:
        raise UsageError(f"{name} cannot be imported: {error}", mend="export the site once more") from None


def _text_reader(project: Project, now: Moment) -> Reader:
    loader = ThemeLoader(project.root, project.templates, theme_folder() / "templates")
    languages = (match[1] for name in sorted(loader.list_templates()) if (match := _LANGUAGE.fullmatch(name)))
    months = month_names(read_labels(loader, tag) for tag in languages if tag != "regions")
    is_day_first = None if project.settings.site.language.startswith("en") else True
    if project.settings.site.language == "en-US":
        is_day_first = False
    words = yaml.safe_load(pasted_words("words.yaml"))
    agencies, towns = (frozenset(map(str.casefold, words[name])) for name in ("agencies", "towns"))
    known = Known(Days(months, is_day_first), agencies, towns)
    leftovers = read_leftovers(yaml.safe_load(pasted_words("leftovers.yaml")))
    return Reader(known, leftovers, read_bylines(words), now.local)


def _pasted(reader: Reader, name: str, picture: str) -> Iterator[Story]:
    """The story in a copied text."""
    shown = _shown(name)
    text = decoded(read_source(name), shown, "windows-1252")
    if isinstance(text, Problem):
        raise UsageError(f"{shown} is no text", problems=(text,), mend="save it as text in UTF-8")
    story = reader.read(text, shown)
    if story is None:
        raise UsageError(f"{shown} has no story", mend="copy the headline and the story, and give both")
    yield _with_picture(story, picture or picture_beside(name, _PICTURES))


def _with_picture(story: Story, picture: str) -> Story:
    """A copied story with its picture, which takes the caption that was copied."""
    if not picture:
        return story
    suffix = picture.rpartition(".")[2].lower()
    name = f"{slug_for(str(story.fields['title']))}.{suffix}"
    kept = story.fields.get("extra")
    words = dict(kept) if isinstance(kept, dict) else {}
    image: dict[str, Value] = {"src": name, "alt": words.get("caption") or story.fields["title"], **words}
    fields = {key: value for key, value in story.fields.items() if key != "extra"}
    return replace(story, fields={**fields, "image": image}, files={name: picture})

"""Term files of authors and other terms of which a file of data tells, and no page. Pure."""

import hashlib
from collections.abc import Iterator, Mapping

from newsgen.importers.generators.book import Book
from newsgen.importers.generators.data import Person, lives_of
from newsgen.importers.generators.images import set_image
from newsgen.importers.generators.known import Known
from newsgen.importers.generators.links import Linker
from newsgen.importers.generators.links_in_text import with_links
from newsgen.importers.generators.masks import Masks, without_braces
from newsgen.importers.generators.said import said_by_markdown
from newsgen.importers.generators.site import Site
from newsgen.importers.mail import is_mail
from newsgen.importers.story import Story, Value
from newsgen.settings import Settings


def stories_of_lives(
    site: Site, settings: Settings, book: Book, known: list[Known], people: Mapping[str, str]
) -> Iterator[Story]:
    """A story for each term that an article names, and of which no page tells.

    ``people`` are signs by which stories name their authors, to names.
    """
    taken = {
        (each.folder.removeprefix("terms/"), settings.term_slug(each.folder.removeprefix("terms/"), name))
        for each in known
        if each.kind == "term"
        for name in (str(each.said.fields["title"]), people.get(each.name.lower(), each.name))
    }
    named = {
        (taxonomy, settings.term_slug(taxonomy, name)): name
        for taxonomy in (each.name for each in settings.taxonomies)
        for each in known
        if isinstance(names := each.said.fields.get(taxonomy), tuple)
        for name in names
        if not is_mail(name)
    }
    for person in lives_of(site):
        slug = settings.term_slug(person.taxonomy, person.name)
        key = (person.taxonomy, slug)
        if key in named and key not in taken:
            taken.add(key)
            yield _life(site, book, person, named[key], slug)


def _life(site: Site, book: Book, person: Person, title: str, slug: str) -> Story:
    path = person.path.rpartition(":")[0]
    linker = Linker(book, path, site.contents[0][0], "")
    fields: dict[str, Value] = {"title": title}
    extra: dict[str, Value] = {}
    if person.image:
        fields["image"] = {"src": person.image}
        set_image(fields, extra, linker)
    if extra:
        fields["extra"] = extra
    masks = Masks()
    text = masks.restored(with_links(masks.hide_code(without_braces(person.text)), linker)).strip("\n")
    return Story(
        key=f"{site.generator}:{site.name}:{person.path.removeprefix(site.top)}",
        digest=hashlib.sha256(repr(person).encode("utf-8", "surrogatepass")).hexdigest(),
        source=path, fields=fields, text=text, said=said_by_markdown(person.text), kind="term",
        links=tuple(dict.fromkeys(linker.links)), pictures=tuple(dict.fromkeys(linker.pictures)),
        files=dict(linker.names.files), folder=f"terms/{person.taxonomy}", name=slug,
    )  # fmt: skip

"""A term file for each author, section and tag of which an export says something. Pure."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import partial

from newsgen.importers.beside import Names
from newsgen.importers.story import Story, Value
from newsgen.importers.wordpress.addresses import Addresses
from newsgen.importers.wordpress.content import read_content
from newsgen.importers.wordpress.reading import site_of


def term_files(addresses: Addresses) -> Iterator[Story]:
    """The term files of a site."""
    index = addresses.index
    for login, about in sorted(index.biographies.items()):
        yield _term_file(addresses, "authors", index.authors[login], about, {})
    for category in index.categories.values():
        parent = index.parent_of(category)
        if category.description or parent:
            fields: dict[str, Value] = {"parent": parent.name} if parent else {}
            yield _term_file(addresses, "sections", category.name, category.description, fields)
    for nickname, text in sorted(index.tag_descriptions.items()):
        yield _term_file(addresses, "tags", index.tag_names[nickname], text, {})


def _term_file(addresses: Addresses, taxonomy: str, name: str, text: str, fields: Mapping[str, Value]) -> Story:
    files = Names()
    content = read_content(text, site_of(addresses.index, partial(addresses.here, files=files)), (), "")
    return Story(
        key=f"wordpress:{addresses.index.host}:{taxonomy}:{name}",
        digest=hashlib.sha256(f"{name}\0{text}\0{sorted(fields)}".encode()).hexdigest(),
        source=f"{taxonomy}: {name}",
        fields={"title": name, **fields},
        text=content.text,
        said=f"{name} {content.said}",
        kind="term",
        files=files.files,
        folder=f"terms/{taxonomy}",
        name=addresses.file_name(name, ""),
    )

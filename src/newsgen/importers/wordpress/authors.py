"""Who wrote a post: by its terms, else by what plugins have noted, else who saved it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.wordpress.bylines import Byline, byline_in
from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.index import SiteIndex
from newsgen.models.names import slug_for


@dataclass(frozen=True)
class Authors:
    """Tells the authors of posts."""

    index: SiteIndex

    def byline(self, part: Part, meta: Mapping[str, Sequence[str]]) -> Byline:
        """Who wrote a post, and what says so."""
        names = self.of(part)
        if any(node.attributes.get("domain") == "author" for node in part.every("category")) and names:
            return Byline(names)
        users = {number: self.index.authors.get(login, "") for number, login in self.index.logins.items()}
        found = byline_in(meta, self.index.persons, {number: name for number, name in users.items() if name}, names)
        is_told = found.names and set(found.names) != set(names)
        return found if is_told else Byline(names, unsure=found.unsure)

    def of(self, part: Part) -> tuple[str, ...]:
        """Those who wrote it: a plugin for several authors files a post under each."""
        together = [node for node in part.every("category") if node.attributes.get("domain") == "author"]
        names = [self._author_called(node.attributes.get("nicename", ""), line_of_html(node.text)) for node in together]
        if names:
            return tuple(dict.fromkeys(filter(None, names)))
        login = part.text("dc:creator").strip()
        return (self.index.authors.get(login) or login.partition("@")[0],) if login else ()

    def _author_called(self, nicename: str, typed: str) -> str:
        """The name of one of several authors: what the plugin typed is a login, a part of an address, or a name."""
        called = (unquote(each).lower().removeprefix("cap-") for each in (nicename, typed))
        return next((self._names_of_authors[each] for each in called if each in self._names_of_authors), typed)

    @cached_property
    def _names_of_authors(self) -> Mapping[str, str]:
        """Login in small letters, or its slug, to the name that was shown."""
        pairs = [(login.lower(), name) for login, name in self.index.authors.items()]
        return {**{slug_for(login): name for login, name in pairs}, **dict(pairs)}

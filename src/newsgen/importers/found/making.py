"""A story of what was found in a source. Pure."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from newsgen.importers.beside import Names, may_lie_beside
from newsgen.importers.found.addresses import own_path, path_of
from newsgen.importers.found.bodies import Body, figure_of, read_body
from newsgen.importers.found.dates import is_later
from newsgen.importers.found.item import Form, Found
from newsgen.importers.found.sizes import stands_in
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.old_addresses import OldAddresses
from newsgen.importers.story import HARDLY, Guess, LeftOut, Story, Value
from newsgen.importers.tree import FileSource
from newsgen.models.names import slug_for

_FIRST_WORDS = re.compile(r".{10,120}?[.!?。！？](?=\s|$)|.{1,80}(?=\s|$)|.{1,80}", re.DOTALL)
_LONGEST_TITLE = 1_900
_TOLD = 3
"""Files that lie nowhere and are named."""
_LONGEST_SUMMARY = 5_000
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?|jsp|cfm|shtml)\Z", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"\A(?:index|default|story|article|node|post)?-?\d*\Z", re.IGNORECASE)


def no_file(_path: str) -> FileSource | None:
    """What a source without files says of each."""
    return None


@dataclass
class Maker:
    """Makes the stories of one source."""

    style: str
    """One of `SLUG_STYLES`."""
    hosts: Iterable[str] = ()
    """The old site's own."""
    file: Callable[[str], FileSource | None] = no_file
    """The file at a path of the old site, or of its export; None where there is none."""
    old: OldAddresses = field(default_factory=OldAddresses)
    picture_hosts: Iterable[str] = ()
    """Where else its pictures lay."""
    now: str = ""
    """The day of the import; a page has a date only where it is to wait for it."""
    absent: dict[str, None] = field(default_factory=dict)
    """Files of the old site that lie nowhere, and whose address has no host: nothing leads to them any more."""

    def story(self, found: Found) -> Story | None:
        """The story; None where the source has neither headline nor text."""
        files = Names()
        body = read_body(found.text, found.form, lambda address: self._address(address, files))
        self._add_pictures(body, found.pictures, files)
        words = found.said or body.said
        title, guesses = line_of_html(found.title)[:_LONGEST_TITLE], list(found.guesses)
        if not title:
            title = _first_words(words) or line_of_html(found.summary)[:120]
            if not title:
                return None
            guesses.append(Guess("title", title, "the first words: it has no headline", HARDLY))
        lead = found.image.get("src", "").strip()
        if lead and lead not in body.pictures and stands_in(lead, body.pictures):
            # In another size: readers saw it there, and it stays there.
            body.beside += found.image.values()
            found = replace(found, image={})
        fields = self._fields(found, title, files)
        said = f"{line_of_html(found.title)} {words} {line_of_html(found.summary)}"
        kept = dict(found.kept)
        if body.beside:
            kept["left_out"] = body.beside
        if len(line_of_html(found.summary)) > _LONGEST_SUMMARY:
            kept["summary"] = line_of_html(found.summary)
        if len(line_of_html(found.title)) > _LONGEST_TITLE:
            kept["title"] = line_of_html(found.title)
        if found.kind == "article" and not body.text.strip():
            guesses.append(Guess("text", "", "the source has none of it", HARDLY))
        url = str(fields.get("url", ""))
        if url and "draft" not in fields:
            self.old.add(url)
        pictures = [*body.pictures]
        return Story(
            key=found.key,
            digest=hashlib.sha256(found.says.encode("utf-8", "surrogatepass")).hexdigest(),
            source=found.source,
            fields=fields,
            text=body.text,
            said=said,
            links=tuple(body.links),
            pictures=tuple(pictures),
            kind=found.kind,
            guesses=tuple(guesses),
            left_out=(*found.left_out, *(LeftOut(*each) for each in body.left_out)),
            files=files.files,
            kept=kept,
            folder="pages" if found.kind == "page" else "" if fields.get("date") else "drafts",
            name=slug_for(found.name or _name_in(url), self.style) if found.name or _name_in(url) else "",
        )

    def _fields(self, found: Found, title: str, files: Names) -> dict[str, Value]:
        is_page = found.kind == "page"
        fields: dict[str, Value] = {"title": title, **found.fields}
        if not is_page:
            fields["date"] = found.date
            fields["updated"] = found.updated if is_later(found.updated, found.date) else ""
        elif self.now and found.date[:10] > self.now:
            fields["date"] = found.date
        fields["summary"] = line_of_html(found.summary)[:_LONGEST_SUMMARY]
        fields["url"] = own_path(found.address, self.hosts)
        extra = dict(found.extra)
        held_back = found.held_back or ("" if found.date or is_page else "without a date")
        if held_back:
            fields["draft"] = "true"
            extra["status"] = held_back
        if found.address and not fields["url"]:
            extra.setdefault("address", found.address)
        fields["image"] = self._image(found.image, title, files)
        fields["extra"] = {key: value for key, value in extra.items() if value}
        return {key: value for key, value in fields.items() if value}

    def _add_pictures(self, body: Body, pictures: Iterable[Mapping[str, str]], files: Names) -> None:
        """Puts pictures below a text."""
        typed = "".join(map(figure_of, pictures))
        if not typed:
            return
        below = read_body(typed, Form.HTML, lambda address: self._address(address, files))
        body.text = f"{body.text.rstrip()}\n\n{below.text}"
        body.said += f" {below.said}"
        body.pictures += below.pictures
        body.links += below.links
        body.beside += below.beside

    def _image(self, image: Mapping[str, str], title: str, files: Names) -> Mapping[str, Value]:
        if not image.get("src"):
            return {}
        said = {key: line_of_html(image.get(key, "")) for key in ("alt", "caption", "credit")}
        said["alt"] = said["alt"] or said["caption"] or title
        return {"src": self._address(image["src"].strip(), files), **{key: text for key, text in said.items() if text}}

    def _address(self, address: str, files: Names) -> str:
        """A link or picture: a file beside the story where there is one, a path of this site where it is its own."""
        path = path_of(address, self.hosts)
        own = path or path_of(address, self.picture_hosts)
        place = unquote((own or address).partition("?")[0].partition("#")[0])
        if may_lie_beside(place) and "//" not in place and (on_disk := self.file(place.lstrip("/"))) is not None:
            return files.add(place.lstrip("/"), on_disk)
        if may_lie_beside(place) and address.startswith("/") and not address.startswith("//"):
            self.absent.setdefault(address)
        # A file that is not there stays where it was: it is no page of this site.
        return address if may_lie_beside(place) else path or address


def told_of_absent(absent: Iterable[str]) -> Iterator[str]:
    """What a person must know of files that lie nowhere."""
    if named := list(absent):
        others = f" and {len(named) - _TOLD:,} more" if len(named) > _TOLD else ""
        count = "1 picture or file lies" if len(named) == 1 else f"{len(named):,} pictures and files lie"
        yield (
            f"{count} nowhere, so what leads there is dead: {', '.join(named[:_TOLD])}{others}. "
            "If you have the folder, name it with --files, and import once more"
        )


def _first_words(text: str) -> str:
    match = _FIRST_WORDS.match(" ".join(text.split()))
    return match[0].strip().rstrip(".。") if match else ""


def _name_in(url: str) -> str:
    """The end of an address, if it says anything."""
    name = _SUFFIX.sub("", url.rstrip("/").rpartition("/")[2])
    return "" if _NOT_IN_NAMES.match(name) else name

"""Stories as the publication, the options and the rest of an import have them. Pure."""

from collections import Counter
from dataclasses import dataclass, field, replace

from newsgen.importers.mail import has_mail, masked, name_without_mail
from newsgen.importers.story import LeftOut, Story
from newsgen.importers.taken_addresses import Taken, TakenAddresses
from newsgen.importers.tidying import tidied
from newsgen.models.names import path_key
from newsgen.settings import Settings


@dataclass
class Adjusting:
    """Gives each story of an import a key, a folder and an address of its own."""

    settings: Settings
    into: str = ""
    """The folder of all stories; empty for those that they ask for."""
    draft: bool = False
    tidy: bool = False
    _keys: Counter[str] = field(default_factory=Counter)
    _places: dict[str, str] = field(default_factory=dict)
    """Addresses that stories of this import have, to their keys."""

    def __post_init__(self) -> None:
        folders = self.settings.reading.folders
        self._folders = {"pages": folders.pages, "terms": folders.terms}
        self._taken = TakenAddresses(self.settings)

    def adjusted(self, story: Story) -> Story:
        """The story as it is to be written."""
        story = _without_mail_of_authors(replace(story, key=self._own_key(story.key)))
        story = self._with_free_place(self._without_taken_address(story))
        if self.tidy:
            story = tidied(story)
        if self.draft:
            story = replace(story, fields={**story.fields, "draft": "true"})
        return replace(story, folder=self.into.strip("/") or self._own_folder(story.folder))

    def says_kind(self, story: Story) -> bool:
        """Whether a file must say its kind, since its folder does not."""
        by_folder = self.settings.reading.folders.kind_of(f"{story.folder}/") if story.folder else "article"
        return by_folder != story.kind

    def _own_key(self, key: str) -> str:
        """The key of a story: of a second one that has it in this import, another."""
        self._keys[key] += 1
        return key if self._keys[key] == 1 else f"{key}#{self._keys[key]}"

    def _without_taken_address(self, story: Story) -> Story:
        """The story without an address of its own that something else has here."""
        url = str(story.fields.get("url", ""))
        if not url:
            return story
        place = path_key(url.strip("/"))
        is_here = self._taken.at(url) in {Taken.LISTING, Taken.TERM, Taken.FILE}
        why = "at which a listing or a file of this site lies" if is_here else ""
        if self._places.setdefault(place, story.key) != story.key:
            why = "which another story has, too"
        parts = place.split("/")
        if any("." in part and "/".join(parts[:number]) in self._places for number, part in enumerate(parts[:-1], 1)):
            why = "which lies below another story, and that is a file"
        if not why:
            return story
        fields = {name: value for name, value in story.fields.items() if name != "url"}
        return replace(story, fields=fields, left_out=(*story.left_out, LeftOut(url, f"its old address, {why}")))

    def _with_free_place(self, story: Story) -> Story:
        """A page whose file alone says where it lies, under a name with which it lies nowhere else."""
        if story.kind != "page" or story.fields.get("url") or not story.name:
            return story
        place = "/".join(filter(None, (story.folder.partition("/")[2], story.name)))
        is_taken = self._places.get(path_key(place), story.key) != story.key
        # A page below the name of a taxonomy may be of a term of which there is no listing.
        if is_taken or self._taken.at(f"/{place}/") in {Taken.LISTING, Taken.FILE}:
            return replace(story, name=f"{story.name}-page")
        return story

    def _own_folder(self, folder: str) -> str:
        """The folder of pages and term files as newsgen.yaml names it."""
        first, slash, rest = folder.partition("/")
        return f"{self._folders.get(first, first)}{slash}{rest}"


def _without_mail_of_authors(story: Story) -> Story:
    """The story without mail addresses in the names of its authors; one who has no other name is left out, and told."""
    typed = story.fields.get("authors", ())
    names = typed if isinstance(typed, tuple) else (str(typed),)
    bare = tuple(dict.fromkeys(filter(None, map(name_without_mail, names))))
    if not any(map(has_mail, names)):
        return story
    said, left_out, guesses = story.said, list(story.left_out), story.guesses
    for name in filter(has_mail, names):
        said = said.replace(name, name_without_mail(name), 1)
        left_out.append(LeftOut(masked(name), "a mail address among the authors"))
    fields = {**story.fields, "authors": bare}
    if not bare:
        del fields["authors"]
        guesses = tuple(guess for guess in guesses if guess.field != "authors")
    guesses = tuple(guess._replace(value=masked(guess.value)) for guess in guesses)
    return replace(story, fields=fields, said=said, left_out=tuple(left_out), guesses=guesses)

"""What a term file says of a term: a place, an author, a series. What stories carry, and how often, is not here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsgen.models.article import Image
from newsgen.models.front import FrontRow
from newsgen.models.moment import Moment


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """Where else an author is to be found."""

    title: str
    """Empty where only the address was given."""
    url: str
    """A web address."""


@dataclass(frozen=True, slots=True)
class TermProfile:
    """One term file's card. Its text is not here."""

    source: str
    """Path of its file inside content/, with forward slashes."""
    digest: str
    """Of its file, as in SourceFile."""
    taxonomy: str
    slug: str
    """The last part of the term's address."""
    title: str
    """The name of the term, for lists of files too: the author's, else the name of the file."""
    has_own_title: bool = False
    names: tuple[str, ...] = ()
    """Other names that mean the term."""
    parent: str = ""
    """A name of the term of which it is a part."""
    summary: str = ""
    """Plain text: the author's, else the first words."""
    has_own_summary: bool = False
    image: Image | None = None
    same_as: tuple[str, ...] = ()
    """Web addresses that mean the same."""
    role: str = ""
    email: str = ""
    links: tuple[ProfileLink, ...] = ()
    label: str = ""
    """What readers must know wherever the term is named."""
    is_oldest_first: bool | None = None
    """The order of its stories; None for that of its taxonomy."""
    lang: str = ""
    """A BCP 47 tag; empty where it is the publication's own."""
    updated: Moment | None = None
    hidden_by: str = ""
    """What keeps it from being heeded, as in Article."""
    has_text: bool = False
    front: tuple[FrontRow, ...] = ()
    """The rows above the list of its stories."""
    extra: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    """The line of the source file of some fields, for messages."""
    body_line: int = 1
    """The line of the source file on which the text begins."""

    # What may be held back has these (Withheld); a term file is heeded at once and for good.

    @property
    def date(self) -> Moment | None:
        """None: it is heeded at once."""
        return None

    @property
    def expires(self) -> Moment | None:
        """None: it is heeded for good."""
        return None

"""A standing page: About, an imprint, a landing page. It is no story: it has no date, and stands in no list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsgen.models.article import Image
from newsgen.models.moment import Moment


@dataclass(frozen=True, slots=True)
class StandingPage:
    """One page's card. Its text is not here."""

    source: str
    """Path of its file inside content/, with forward slashes."""
    digest: str
    """Of its file, as in SourceFile."""
    title: str
    path: str
    """What makes its address: the path of its file below the folder of pages, without suffix; empty for the front."""
    subtitle: str = ""
    summary: str = ""
    """Plain text: the author's, else the first words."""
    has_own_summary: bool = False
    date: Moment | None = None
    """From when on it is published; None where that is at once."""
    updated: Moment | None = None
    expires: Moment | None = None
    image: Image | None = None
    lang: str = ""
    """A BCP 47 tag; empty where it is the publication's own."""
    menu: int = 0
    """Its place in the menu, counted from 1; 0 for none."""
    template: str = ""
    """The name of its template; empty for the theme's."""
    hidden_by: str = ""
    """What keeps it from being published, as in Article."""
    aliases: tuple[str, ...] = ()
    """Old addresses, relative to the site's root, without the leading slash."""
    url: str = ""
    """Its very own place, as in Article."""
    extra: Mapping[str, object] = field(default_factory=dict)
    body_line: int = 1
    """The line of the source file on which the text begins."""

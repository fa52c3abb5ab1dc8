"""What a plugin finds wrong: newsgen tells where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that is wrong with an article, or with a file of the site."""

    what: str
    """A sentence without a capital and a full stop: ``the tide is 25 metres high``."""
    mend: str = ""
    """How to mend it, to whoever wrote it: ``write it in metres, such as 2.5``."""
    field: str = ""
    """The field of the front matter at which it is told."""
    near: str = ""
    """A text, as it stands in the article's text or in the file of the site: it is told at its first place."""
    path: str = ""
    """For `checks`: the file of the site, relative to its root."""
    is_error: bool = True
    """Whether it keeps the site from being published; else it is a warning."""

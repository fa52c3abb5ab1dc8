"""One file of the site: its path and its bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """What is to lie at ``path`` under the output folder."""

    path: str
    """Relative, with forward slashes; obeys models.names.path_fault."""
    content: bytes


@dataclass(frozen=True, slots=True)
class FileCopy:
    """A file that is published as it is: a static file or an attachment."""

    path: str
    """As in Output."""
    origin: str
    """The file on disk, absolute; read by I/O modules only."""
    label: str
    """What to call it in a message: ``static/logo.svg``."""

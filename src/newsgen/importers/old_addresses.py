"""The addresses that a source had, and where those lead on that no story has taken. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsgen.models.names import path_fault


@dataclass
class OldAddresses:
    """Found while the stories of a source are read. Paths begin with a slash, and are not encoded."""

    every: dict[str, None] = field(default_factory=dict)
    """All that readers could follow, in the order in which they were found."""
    redirects: dict[str, str] = field(default_factory=dict)
    """Those at which no story lies, to where they lead on."""

    def add(self, path: str, leads_to: str = "") -> None:
        """Adds one, if a file can be called so; ``leads_to`` where it is not the address of a story here."""
        if path_fault(path.strip("/")):
            return
        self.every[path] = None
        if leads_to and path != leads_to:
            self.redirects[path] = leads_to

    def list_text(self) -> str:
        """A line for each, for `newsgen check --old-urls`."""
        return "".join(f"{path}\n" for path in self.every)

    def redirects_text(self) -> str:
        """A line for each that leads on, for `redirects` in newsgen.yaml."""
        return "".join(f"{old} {new}\n" for old, new in self._sound())

    def _sound(self) -> Iterator[tuple[str, str]]:
        return ((old, new) for old, new in self.redirects.items() if not any(map(str.isspace, old + new)))

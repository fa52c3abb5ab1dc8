"""Where the store keeps what is known of one output folder: names, and nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shelves:
    """The names under which the store keeps the ledger of one output folder."""

    output: str
    """As the user would name it."""

    @property
    def ledger(self) -> str:
        """The sheet of the ledger."""
        return f"ledger of {self.output}"

    def column(self, name: str) -> str:
        """The sheet of one column of the ledger."""
        return f"{name} of {self.output}"

    @property
    def looks(self) -> str:
        """The sheet of what the files of the site look like."""
        return f"looks of {self.output}"

    @property
    def report(self) -> str:
        """The sheet of the last report."""
        return f"report on {self.output}"

    @property
    def pages(self) -> str:
        """The shelf of the records of pages."""
        return f"pages of {self.output}"

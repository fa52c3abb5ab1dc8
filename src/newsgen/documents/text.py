"""A piece of a file that knows where it stands: for messages with a place."""

from dataclasses import dataclass
from functools import lru_cache

from newsgen.errors import Problem, shortened


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a file, and where in the file it begins."""

    path: str
    """As a Problem shows it."""
    text: str
    first_line: int = 1

    def problem(self, what: str, mend: str = "", *, line: int = 0, column: int = 0) -> Problem:
        """A problem at a line of the file, with that line for the excerpt."""
        return Problem(self.path, shortened(what), shortened(mend), line, column, self.line_text(line))

    def place(self, at: int) -> dict[str, int]:
        """Line and column of a place in this piece, as `problem` takes them."""
        before = self.text[:at]
        return {"line": self.first_line + before.count("\n"), "column": at - before.rfind("\n")}

    def line_text(self, line: int) -> str:
        """The text of one line of the file; empty outside of this piece."""
        lines = _lines(self.text)
        index = line - self.first_line
        return lines[index] if line and 0 <= index < len(lines) else ""


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    """The lines of the text that was last asked for: a file with thousands of mistakes is split once."""
    return text.split("\n")

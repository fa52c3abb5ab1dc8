"""One build over many spoiled files: what it says of each, and whether the old site stays as it was."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conftest import Result, SiteDriver

HEAD = "title: A title\ndate: 2024-01-02\n"


def article(fields: str = "", body: str = "A story.", *, head: str = HEAD) -> str:
    """An article's file; ``fields`` stand behind title and date, from line 4 on."""
    return f"---\n{head}{fields}\n---\n{body}\n"


@dataclass(frozen=True)
class Refusal:
    """A build that published nothing, and said why."""

    result: Result
    left_the_old_site: bool

    def of(self, path: str) -> str:
        """All that was said of one file, with excerpts and hints."""
        blocks = re.split(r"(?m)^(?=\S)", self.result.err)
        return "".join(block for block in blocks if block.startswith((f"{path}:", f"{path}: ")))


def refuse(root: Path, files: Mapping[str, str | bytes]) -> Refusal:
    """Builds a good site, adds these files, and builds again."""
    site = SiteDriver(root)
    site.write("content/good.md", title="A good story")
    good = site.build()
    assert good.code == 0, good.err
    before = site.files()
    for path, text in files.items():
        site.write_file(path, text)
    result = site.build("--verbose")
    assert "Traceback" not in result.err
    return Refusal(result, left_the_old_site=site.files() == before)


def has_caret(message: str) -> bool:
    """Whether the source line is shown with a caret below it."""
    return re.search(r"(?m)^ +\d+ \| .+\n +\| +\^$|^ +\d+ \| .+\n +\| \^$", message) is not None

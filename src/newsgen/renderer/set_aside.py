"""Runs of plain paragraphs, set aside before Markdown and put back behind it.

Most of a story is paragraphs that hold nothing but words. A run of them needs no tree: a short stand-in takes its
place in the text, goes through Markdown as the one paragraph that it looks like, and the run comes back as it would
have come out. The HTML is the same to the byte (tests/test_plain_prose.py). Where it could be another thing, such as
inside a block of code or of HTML, nothing is set aside.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_MARK = "\ufdd1"
"""A noncharacter: the loader lets none through, so none can come from an author."""
# Fences, HTML and abbreviations reach over more than one block.
_REACHES_FURTHER = re.compile(r"```|~~~|<|\*\[|\t|\r")
# Lines that begin with a letter or a mark of print, end without a space, and hold no sign that means something.
_PLAIN = re.compile(r"(?:(?:[^\W\d_]|[\"'“”‘’«(—–…])[^\\`*_\[\]<>&|{}~\x02\x03\n]*(?<! )(?:\n|\Z))+\Z")
_STAND_IN = re.compile(rf"<p>{_MARK}(\d+){_MARK}</p>")
_AT_LEAST = 2


@dataclass(frozen=True, slots=True)
class SetAside:
    """A text without its plain runs."""

    text: str
    runs: tuple[tuple[str, ...], ...]

    def put_back(self, rendered: str, finish: Callable[[str], str]) -> str:
        """The rendered HTML with the runs in their places; ``finish`` makes a paragraph's text ready to be shown."""
        if not self.runs:
            return rendered

        def paragraphs(match: re.Match[str]) -> str:
            return "\n".join(f"<p>{finish(text)}</p>" for text in self.runs[int(match[1])])

        return _STAND_IN.sub(paragraphs, rendered)


NOTHING_ASIDE = SetAside("", ())


def set_aside(text: str) -> SetAside:
    """Takes runs of two and more plain paragraphs out of a Markdown text.

    The last paragraph of a run stays where another block follows: a line that begins with a colon makes it a term.
    """
    if _REACHES_FURTHER.search(text):
        return SetAside(text, ())
    kept: list[str] = []
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    for block in text.strip("\n").split("\n\n"):
        if _PLAIN.match(block):
            run.append(block)
            continue
        _close(run, kept, runs, spare_last=True)
        kept.append(block)
    _close(run, kept, runs, spare_last=False)
    return SetAside("\n\n".join(kept), tuple(runs))


def _close(run: list[str], kept: list[str], runs: list[tuple[str, ...]], *, spare_last: bool) -> None:
    last = [run.pop()] if run and spare_last else []
    if len(run) >= _AT_LEAST:
        kept.append(f"{_MARK}{len(runs)}{_MARK}")
        runs.append(tuple(run))
    else:
        kept += run
    kept += last
    run.clear()

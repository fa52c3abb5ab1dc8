"""Finds the words of stories that are held back wherever they show in the site. Pure.

A story is known by its phrases: runs of words with nothing between them, so that they look the same as text, as HTML
and as XML. Phrases that a published story has too are no secret.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

_LETTERS = r"[^\W\d_]+"
_RUN = re.compile(rf"{_LETTERS}(?:[ \n]{_LETTERS}){{5,9}}")
"""Of words that are parted by spaces."""
_HEADLINE = re.compile(rf"{_LETTERS}(?:[ \n]{_LETTERS}){{3,9}}")
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{14,24}")
"""Japanese, Chinese and Thai, which part no words."""
_MOST = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a story that is held back."""

    source: str
    words: str
    """Parted by single spaces."""


def phrases_of(source: str, title: str, body: str) -> tuple[Phrase, ...]:
    """Phrases by which a story is known: its headline's, and some of its text from the beginning to the end."""
    found = [match[0] for match in _HEADLINE.finditer(title)]
    runs = [match[0] for match in _RUN.finditer(body)] or [match[0] for match in _UNPARTED.finditer(body)]
    step = max(1, len(runs) // _MOST)
    found += runs[::step][:_MOST]
    return tuple(Phrase(source, " ".join(words.split())) for words in dict.fromkeys(found))


@dataclass(frozen=True)
class Secrets:
    """Many phrases, for a search in many files."""

    phrases: tuple[Phrase, ...]

    @cached_property
    def _by_anchor(self) -> Mapping[bytes, list[tuple[Phrase, re.Pattern[bytes]]]]:
        """A word inside of each phrase that has several: it stands between blanks wherever the phrase shows."""
        found: defaultdict[bytes, list[tuple[Phrase, re.Pattern[bytes]]]] = defaultdict(list)
        for phrase in self.phrases:
            words = [word.encode() for word in phrase.words.split(" ")]
            if len(words) > 2:  # noqa: PLR2004 - a first, a last, and one between
                pattern = re.compile(rb"\s+".join(map(re.escape, words)))
                found[max(words[1:-1], key=len)].append((phrase, pattern))
        return dict(found)

    @cached_property
    def _unparted(self) -> list[tuple[Phrase, bytes]]:
        return [(phrase, phrase.words.encode()) for phrase in self.phrases if " " not in phrase.words]

    def __getstate__(self) -> dict[str, object]:
        """Without what each process makes for itself."""
        return {"phrases": self.phrases}

    def without(self, known: Collection[str]) -> "Secrets":
        """The others, where these words are known."""
        return Secrets(tuple(phrase for phrase in self.phrases if phrase.words not in known))

    def search(self, content: bytes) -> Iterator[tuple[Phrase, int]]:
        """The phrases that show in a file, and at which byte."""
        if not self.phrases:
            return
        for anchor in self._by_anchor.keys() & set(content.split()):
            for phrase, pattern in self._by_anchor[anchor]:
                if found := pattern.search(content):
                    yield phrase, found.start()
        for phrase, words in self._unparted:
            if (at := content.find(words)) >= 0:
                yield phrase, at


def spelled_out(path: str, content: bytes) -> bytes:
    """The bytes in which to search: those of a JSON file without its escapes."""
    if not path.endswith(".json") or b"\\u" not in content:
        return content
    try:
        return json.dumps(json.loads(content), ensure_ascii=False).encode("utf-8", "replace")
    except ValueError:
        return content


def secrets_of(stories: Iterable[tuple[str, str, str]]) -> Secrets:
    """The phrases of stories: source, headline and text of each."""
    return Secrets(tuple(phrase for story in stories for phrase in phrases_of(*story)))

"""Copied texts as sources, each of one story or of several."""

import re
from collections.abc import Iterator
from dataclasses import replace

from newsgen.documents.encoding import decoded
from newsgen.errors import Problem, UsageError
from newsgen.importers.files import STANDARD_INPUT, pasted_words, picture_beside, read_source, refuse_no_picture
from newsgen.importers.found.month_names import days_of
from newsgen.importers.pasted.bylines import read_bylines
from newsgen.importers.pasted.clip import read_clip
from newsgen.importers.pasted.known import read_known
from newsgen.importers.pasted.leftovers import read_leftovers
from newsgen.importers.pasted.reading import Reader
from newsgen.importers.source import Given, Source
from newsgen.importers.story import Story, Value
from newsgen.models.moment import Moment
from newsgen.models.names import slug_for
from newsgen.project import Project

_ADDRESS = re.compile(r"https?://\S+")
_LARGEST = 4_000_000
"""Bytes of a text that somebody has copied."""
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".JPG", ".JPEG", ".PNG")
"""Ends of the names of pictures that lie beside a text."""


def open_sources(given: Given) -> Iterator[Source]:
    """A source for each text."""
    refuse_no_picture(given.reading.picture)
    reader = text_reader(given.project, given.now)
    for name in given.names:
        originals: list[bytes] = []
        stories = _pasted(reader, name, given.reading.picture, originals)
        yield Source(_shown(name), given.kind, stories, originals=originals)


def _shown(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else name


def text_reader(project: Project, now: Moment) -> Reader:
    """Reads copied texts, with the words of all languages that the theme knows."""
    words = pasted_words("words.yaml")
    known = read_known(words, days_of(project))
    leftovers = read_leftovers(pasted_words("leftovers.yaml"))
    return Reader(known, leftovers, read_bylines(words), now.local)


def _pasted(reader: Reader, name: str, picture: str, originals: list[bytes]) -> Iterator[Story]:
    """The stories in a copied text; the picture is that of the first."""
    shown = _shown(name)
    content = read_source(name, _LARGEST)
    if name == STANDARD_INPUT:
        originals.append(content)
    text = decoded(content, shown, "windows-1252")
    if isinstance(text, Problem):
        raise UsageError(f"{shown} is no text", problems=(text,), mend="save it as text in UTF-8")
    clip = read_clip(text, shown)
    stories = reader.read_all(clip.text, shown)
    if not stories:
        raise _without_story(clip.text.strip(), shown)
    first = replace(stories[0], left_out=(*clip.left_out, *stories[0].left_out))
    yield _with_picture(first, picture or picture_beside(name, _PICTURES))
    yield from stories[1:]


def _without_story(text: str, shown: str) -> UsageError:
    """What is wrong with a text in which there is no story."""
    if not text:
        return UsageError(f"{shown} is empty", mend="select the story on its page, copy it, and call this again")
    if _ADDRESS.fullmatch(text):
        what = f"{shown} has no story: it is an address, and newsgen fetches no pages"
        return UsageError(what, mend="open it in a browser, select the story, copy it, and call this again")
    return UsageError(
        f"{shown} has no story: no paragraph in it is as long as those of stories are",
        mend="copy the headline and the whole story, and give both",
    )


def _with_picture(story: Story, picture: str) -> Story:
    """A copied story with its picture, which takes the caption that was copied."""
    if not picture:
        return story
    suffix = picture.rpartition(".")[2].lower()
    name = f"{slug_for(str(story.fields['title']))}.{suffix}"
    kept = story.fields.get("extra")
    words = dict(kept) if isinstance(kept, dict) else {}
    image: dict[str, Value] = {"src": name, "alt": words.get("caption") or story.fields["title"], **words}
    fields = {key: value for key, value in story.fields.items() if key != "extra"}
    return replace(story, fields={**fields, "image": image}, files={name: picture})

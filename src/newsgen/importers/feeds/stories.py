"""The entries of feeds as stories. Pure."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsgen.importers.feeds.documents import Document, Entry
from newsgen.importers.feeds.sections import parted
from newsgen.importers.found.dates import DateReader
from newsgen.importers.found.item import Form, Found
from newsgen.importers.found.keeping import kept_of
from newsgen.importers.found.names import authors_in
from newsgen.importers.found.sizes import stands_in
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.story import LeftOut, Value

_CUT = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|&hellip;|&#8230;|&#x2026;)\W{0,6}\Z"
    r"|\b(?:read more|continue reading|read the (?:full|whole|rest)"
    r"|weiterlesen|lire la suite|lire plus|leer más"
    r"|seguir leyendo|leggi tutto|continua a leggere|leia mais|lees verder|czytaj (?:dalej|więcej)|läs mer"
    r"|читать (?:далее|полностью)|devamını oku)\b.{0,80}\Z"
    r"|(?:阅读全文|続きを読む|더 ?보기|전문 ?보기|اقرأ المزيد)\W{0,6}\Z",
    re.IGNORECASE | re.DOTALL,
)
_FOOT = re.compile(
    r"(?:<p\b[^<>]*>|\n|(?<=[.!?…”\"\]>]))\s*The post\s(?:(?!</?p\b)[^\n]){1,2000}?\sappeared first on\s"
    r"(?:(?!</?p\b)[^\n]){1,1000}(?:</p>)?\s*\Z",
    re.IGNORECASE,
)
"""What WordPress puts below each entry; also where its links are gone, or its paragraph is."""
_LONGEST_FOOT = 4_000
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SHOWN = re.compile(
    r"""<(?:img|source|a|amp-img)\b[^<>]*?\s(?:src|data-src|href)\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE
)
"""The address of a picture in a text, or of what one leads to."""
_NO_TAG = frozenset({"uncategorized", "uncategorised"})
_SOUND = re.compile(r"audio|mp3|m4a|ogg|podcast", re.IGNORECASE)
_FILM = re.compile(r"video|mp4|webm|mov", re.IGNORECASE)


def is_cut(text: str) -> bool:
    """Whether a text is only the beginning of a story."""
    return _CUT.search(_TAG.sub("", _without_foot(text)).strip()) is not None


def _without_foot(text: str) -> str:
    """A text without what WordPress puts below it: looked for at its end alone."""
    at = max(0, len(text.rstrip()) - _LONGEST_FOOT)
    return text[:at] + _FOOT.sub("", text[at:])


@dataclass(frozen=True)
class EntryReader:
    """Reads the entries of one feed."""

    dates: DateReader
    site_language: str
    """The publication's own."""
    sections: frozenset[str] = frozenset()
    """Categories that are sections."""

    def found(self, entry: Entry, document: Document, host: str, source: str) -> Found:
        """What an entry says."""
        text = entry.content or entry.summary
        without_foot = _without_foot(text)
        found = Found(
            key=self.key(entry, host),
            source=source,
            says=json.dumps(_said(entry), ensure_ascii=False, default=str, sort_keys=True),
            title=html.escape(entry.title, quote=False)
            if "<" in entry.title and not _TAG.search(entry.title)
            else entry.title,
            text=without_foot + _media(entry, text),
            form=Form.TEXT if entry.is_plain and not entry.media else Form.HTML,
            date=self.dates.read(entry.published),
            updated=self.dates.read(entry.updated),
            address=entry.link,
            summary=entry.summary if entry.content else "",
            is_extract=is_cut(text),
        )
        if without_foot != text:
            found.left_out.append(_left_out(text[len(without_foot) :]))
        if entry.is_plain and entry.media:
            found.text = f"<p>{html.escape(without_foot)}</p>{_media(entry, text)}"
        if is_cut(found.summary) and line_of_html(found.text).startswith(line_of_html(found.summary)[:40]):
            found.kept["summary"] = found.summary
            found.summary = ""
        shown = [html.unescape(each) for each in _SHOWN.findall(text)] if entry.image else []
        if entry.image and entry.image not in text and not stands_in(entry.image, shown):
            found.image = {"src": entry.image, "credit": entry.credit}
        elif entry.image:
            found.kept["image"] = entry.image
        found.fields |= self._fields(entry, document)
        if entry.rights:
            found.extra["rights"] = line_of_html(entry.rights)
        found.extra["guid"] = entry.identity if entry.identity not in {entry.link, ""} else ""
        if entry.said:
            found.kept["feed"] = json.loads(json.dumps(entry.said, default=str))
        if rest := kept_of(entry.rest, found):
            found.kept["rest"] = rest
        if found.is_extract:
            found.extra["extract"] = "true"
        return found

    def key(self, entry: Entry, host: str) -> str:
        """What tells an entry from all others."""
        identity = entry.identity or entry.link or f"{entry.title}\0{entry.published}"
        return f"feed:{identity}" if ":" in identity and "\0" not in identity else f"feed:{host}:{identity}"

    def _fields(self, entry: Entry, document: Document) -> Mapping[str, Value]:
        tags = (line_of_html(name) for _, name in entry.tags)
        language = (entry.language or document.language).replace("_", "-")
        own = self.site_language.partition("-")[0].lower()
        is_other = (
            re.fullmatch(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*", language) and language.partition("-")[0].lower() != own
        )
        names = (tag for tag in tags if tag and tag.lower() not in _NO_TAG)
        sections, others = parted(names, self.sections)
        return {
            "authors": tuple(dict.fromkeys(name for each in entry.authors for name in authors_in(each))),
            "sections": sections,
            "tags": others,
            "sources": (line_of_html(entry.source),) if entry.source and entry.source != document.title else (),
            "lang": language if is_other else "",
        }


def _left_out(text: str) -> LeftOut:
    return LeftOut(line_of_html(text), "a line that its system puts below each entry")


def _media(entry: Entry, text: str) -> str:
    """Recordings, films and documents of an entry that its text does not have, as HTML."""
    made: list[str] = []
    for address, kind in entry.media:
        typed = html.escape(address)
        if address in text or typed in text or not re.match(r"(?i)https?://|/", address):
            continue
        if _SOUND.search(kind or address):
            made.append(f'<audio controls src="{typed}"></audio>')
        elif _FILM.search(kind or address):
            made.append(f'<video controls src="{typed}"></video>')
        else:
            made.append(f'<p><a href="{typed}">{html.escape(address.rstrip("/").rpartition("/")[2])}</a></p>')
    return "\n".join(made)


def _said(entry: Entry) -> Mapping[str, object]:
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}

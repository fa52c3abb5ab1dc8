"""Blogger's exports: posts, pages, comments, drafts and labels as entries of one feed. Pure."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from newsgen.importers.feeds.documents import Entry

_KIND = "http://schemas.google.com/g/2005#kind"
_ARCHIVE = re.compile(r"(/(\d{4})_(0[1-9]|1[0-2])_(?:0[1-9]|[12]\d|3[01])_archive\.html)")
_END = re.compile(r"[#/](?P<kind>\w+)\Z")


def kind_of(entry: Entry) -> str:
    """``post``, ``page``, ``comment``, ``settings``, ``template``; empty of an entry of any other feed."""
    if told := entry.said.get("blogger_type"):
        return str(told).lower()
    kinds = (match["kind"] for scheme, name in entry.tags if scheme == _KIND and (match := _END.search(name)))
    return next(kinds, "")


def without_marks(entry: Entry) -> None:
    """Takes from an entry what only Blogger has a use for, and gives its address back, if only its end is told."""
    entry.tags = [(scheme, name) for scheme, name in entry.tags if scheme != _KIND]
    filename = str(entry.said.get("blogger_filename") or "")
    if filename.startswith("/") and (not entry.link or urlsplit(entry.link).path in {"", "/"}):
        entry.link = filename
    if "#comment" in entry.link:
        entry.link = ""
    for name in [name for name in entry.said if name.startswith(("blogger_", "app_", "thr_", "gd_"))]:
        if name not in {"blogger_location", "blogger_metadescription"}:
            del entry.said[name]
    if description := entry.said.pop("blogger_metadescription", ""):
        entry.summary = str(description)


def state_of(entry: Entry) -> str:
    """Why readers did not see it; empty where they did."""
    if str(entry.said.get("app_draft") or "").strip().lower() in {"yes", "true", "1"}:
        return "draft"
    if entry.said.get("blogger_trashed"):
        return "trashed"
    state = str(entry.said.get("blogger_status") or "").lower()
    return "" if state in {"", "live"} else state


def parent_of(entry: Entry) -> str:
    """The post of a comment."""
    reply = entry.said.get("thr_in-reply-to") or {}
    told = reply.get("ref") if isinstance(reply, Mapping) else ""
    return str(told or entry.said.get("blogger_parent") or "")


def archives_in(text: str) -> Iterator[tuple[str, str]]:
    """The addresses of months and weeks in a text, and the month of each: ``2011/03``."""
    for path, year, month in _ARCHIVE.findall(text):
        yield path, f"{year}/{month}"


def comment_of(entry: Entry) -> Mapping[str, str]:
    """A comment, without what is nobody's business."""
    return {"author": ", ".join(entry.authors), "date": entry.published, "content": entry.content or entry.summary}

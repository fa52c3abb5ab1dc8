"""Whether a text is an article, a standing page, a page of a term, or none of these. Pure."""

import re

from newsgen.importers.generators.fields import Said
from newsgen.importers.generators.front import Front
from newsgen.importers.generators.selection import (
    ANY,
    ARTICLE,
    DRAFT,
    PAGE,
    SECTION,
    UNNAMED,
    Entry,
    is_listing,
    page_names,
)
from newsgen.importers.generators.site import Site
from newsgen.importers.story import LIKELY, Guess

TERMS = {"tags": "tags", "tag": "tags", "categories": "sections", "category": "sections", "series": "series"}
"""Folders of texts about terms, as systems call them, to newsgen's taxonomies."""
PEOPLE = frozenset({"authors", "author", "people"})
_TOP_PAGES = re.compile(
    r"(?i)(?:about|contact|imprint|impressum|privacy|datenschutz|terms|legal|disclaimer|license|kontakt|faq|team"
    r"|donate|subscribe|newsletter|advertise|colophon|links|resume|cv|portfolio|projects|now|uses)"
    r"(?:[-_](?:us|me|policy|uns))?"
)
_REDIRECT = "pages that led on to others"
LISTED = "pages that only listed others"
_NO_TEXT = "pages of sections and of the front, without a text"
_FEW = 5
"""Words that are a text."""


def kind_of(site: Site, entry: Entry, front: Front, said: Said) -> tuple[str, str]:  # noqa: C901, PLR0911, PLR0912 - a line for each
    """Its kind, and why it is no story: one of both is empty."""
    words = len(re.sub(r"<[^>]*>|\{[{%].*?[%}]\}|\W+", " ", front.body).split())
    lower = entry.path.lower()
    parts = entry.inside.split("/")
    if not front.has_fields:
        if lower.endswith((".html", ".htm")):
            return "", "files of HTML without fields"
        if site.generator == "jekyll" and entry.role == PAGE:
            return "", "texts without fields, which no page was made of"
    if words < _FEW and leads_to(front):
        return "", _REDIRECT
    is_told = said.date is not None and words > 0  # A list that a story has is a part of it.
    if entry.role != ARTICLE and not is_told and is_listing(entry, front.body):
        return "", LISTED
    if len(parts) > 1 and parts[0] in PEOPLE and (entry.role == SECTION or len(parts) == 2):  # noqa: PLR2004
        return "term", ""
    if site.generator == "astro" and entry.collection in PEOPLE and said.date is None:
        return "term", ""
    if entry.role == SECTION:
        if len(parts) == 3 and parts[0] in TERMS and words:  # noqa: PLR2004 - tags/harbour/_index.md
            return "term", ""
        return ("page", "") if words >= _FEW and len(parts) > 1 else ("", _NO_TEXT)
    if not words and entry.stem.lower() in {"index", "readme"} and said.date is None and "!" not in front.body:
        return "", _NO_TEXT
    is_front = entry.stem.lower() in {"index", "readme"} and len(parts) == 1
    if is_front and words < _FEW * 6:
        return "", _NO_TEXT
    if entry.role in {DRAFT, UNNAMED}:
        return "article", ""
    if entry.role == PAGE or is_front:
        return "page", ""
    layout = {str(front.typed.get(key, "")).lower().rpartition("/")[2] for key in ("layout", "type", "template")}
    is_page = bool({name.partition(".")[0] for name in layout} & page_names(site))
    if is_page and entry.role != ARTICLE:
        return "page", ""
    if said.is_draft and said.date is None:
        return "article", ""
    name = entry.folder if entry.stem == "index" else entry.stem
    at_top = len(parts) == 1 or (len(parts) == 2 and entry.stem == "index")  # noqa: PLR2004 - about/index.md
    if said.date is None or (entry.role == ANY and at_top and _TOP_PAGES.fullmatch(name)):
        if said.date is None and entry.role == ARTICLE and not said.fault:
            said.guesses.append(Guess("kind", "page", "it has no date", LIKELY))
        return "page", ""
    return "article", ""


def leads_to(front: Front) -> str:
    """Where a page leads on to that was only there for that; empty for any other."""
    value = front.typed.get("redirect_to", front.typed.get("redirect_url"))
    value = value[0] if isinstance(value, list) and value else value
    found = value.strip() if isinstance(value, str) else ""
    return found if re.match(r"/|https?://", found) else ""

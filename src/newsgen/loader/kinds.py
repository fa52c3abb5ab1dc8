"""Which files in content/ are articles, by their names and, where a name does not tell, by their first lines. Pure."""

import re
from collections.abc import Iterable

from newsgen.loader.paths import date_in_path
from newsgen.models.article import ARTICLE_SUFFIXES, HTML_SUFFIXES
from newsgen.models.names import without_suffix
from newsgen.settings import Folders

_KNOWN_FOLDERS = frozenset({"_posts", "_drafts"})
_NO_STORIES = frozenset(
    "readme license licence changelog contributing code_of_conduct security authors todo index _index".split()
)
"""Names, without suffix, of files that are no stories unless they have a date: those of the project itself, and what
Hugo takes for the page of a section."""
_BEGINNINGS = ("_", *sorted(_NO_STORIES))
_FIELDS = re.compile(r"\s*(?:---[ \t]*\n|\+\+\+[ \t]*\n|\{\s*\"|(?:<!--\s*)?\.\. \w|[A-Za-z][\w \-]*:[ \t])")
_DATE = re.compile(r"^\W*[\w\-]*(?:date|published|created|posted)[\w\-]*[\"']?\s*[:=]", re.MULTILINE | re.IGNORECASE)
_IS_OTHER = re.compile(r"(?:^|[{,])\s*[\"']?kind[\"']?\s*[:=]\s*[\"']?(?:page|term)\b", re.MULTILINE)
_USUAL = Folders()
_PANDOC = "`pandoc -s -t gfm` makes Markdown of it"
_MEND = f"{_PANDOC}; keep its fields"
_TEMPLATE = "a template of another system: write what it made, and name it .md"
OTHER_KINDS = {
    ".mdx": "Markdown with components: take out `import` and the components, and name it .md",
    ".rst": f"reStructuredText: {_MEND}",
    ".adoc": f"AsciiDoc: `asciidoctor -b docbook` and then {_MEND}",
    ".asciidoc": f"AsciiDoc: `asciidoctor -b docbook` and then {_MEND}",
    ".org": f"Org: {_MEND}",
    ".textile": f"Textile: {_MEND}",
    ".ipynb": "a notebook: `jupyter nbconvert --to markdown` makes Markdown of it; add its fields",
    ".docx": f"Word: {_PANDOC}; add its fields",
    ".odt": f"OpenDocument: {_PANDOC}; add its fields",
    ".rtf": f"rich text: {_PANDOC}; add its fields",
    ".mkd": "Markdown: name it .md",
    ".mdown": "Markdown: name it .md",
    ".erb": _TEMPLATE,
    ".haml": _TEMPLATE,
    ".slim": _TEMPLATE,
    ".njk": _TEMPLATE,
    ".liquid": _TEMPLATE,
    ".pug": _TEMPLATE,
    ".hbs": _TEMPLATE,
    ".lr": "Lektor: put its fields between two lines `---`, the text below them, and name it .md",
    ".meta": "Nikola's fields: put them at the top of their story, a blank line below them",
    ".txt": "text: name it .md if it is a story",
}
"""Suffix of what is not read to what can be done."""


def is_html(path: str) -> bool:
    """Whether the text of an article in this file is HTML."""
    return path.lower().endswith(HTML_SUFFIXES)


def may_be_article(path: str) -> bool:
    """Whether a file of this name can be an article."""
    return path.lower().endswith(ARTICLE_SUFFIXES)


def wants_a_look(path: str) -> bool:
    """Whether the first lines must tell if a file that may be an article is one."""
    if not path.endswith(".md"):
        return is_html(path) or (may_be_article(path) and _is_doubtful(path))
    return _is_doubtful(path)


def _is_doubtful(path: str) -> bool:
    name = path[path.rfind("/") + 1 :].lower()
    if name.startswith(_BEGINNINGS) and (name[0] == "_" or without_suffix(name) in _NO_STORIES):
        return True
    return "_" in path and any(part[:1] == "_" and part not in _KNOWN_FOLDERS for part in path.split("/")[:-1])


def is_written(path: str, head: str, folders: Folders = _USUAL) -> bool:
    """Whether a file of which the name does not tell is an article, a standing page or a term file.

    An article has fields, and a date; another has fields, and lies in the folder of
    such or says what it is. The
    page of a section is none, though Hugo writes a date into it.
    """
    if path.rpartition("/")[2].startswith("_index.") or _FIELDS.match(head) is None:
        return False
    if folders.kind_of(path) != "article" or _IS_OTHER.search(head):
        return True
    return bool(date_in_path(path)) or _DATE.search(head) is not None


def sorted_by_kind(paths: Iterable[str]) -> tuple[list[str], list[str], dict[str, int]]:
    """Files that no article uses: plain ones, those that look like stories, and how many of each other kind."""
    plain: list[str] = []
    passed_over: list[str] = []
    others: dict[str, int] = {}
    for path in paths:
        suffix = path[path.rfind(".") :].lower()
        if suffix in OTHER_KINDS:
            others[suffix] = others.get(suffix, 0) + 1
        else:
            (passed_over if may_be_article(path) else plain).append(path)
    return plain, passed_over, others

"""How the text of an article becomes HTML: `markdown` and `raw_html`."""

from dataclasses import dataclass

from newsgen.documents.fields import FieldReader

DEFAULT_EXTENSIONS = ("extra", "sane_lists", "smarty")
RAW_HTML = ("allow", "sanitize", "escape")
DIALECTS = ("markdown", "commonmark")
COMMONMARK_EXTENSIONS = (
    "extra",
    "tables",
    "footnotes",
    "def_list",
    "abbr",
    "attr_list",
    "fenced_code",
    "md_in_html",
    "sane_lists",
    "smarty",
)
"""What the dialect commonmark knows of Python-Markdown's extensions; it always has fenced code and sane lists."""


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """How the text of an article becomes HTML."""

    dialect: str = DIALECTS[0]
    extensions: tuple[str, ...] = DEFAULT_EXTENSIONS
    raw_html: str = RAW_HTML[0]
    bare_links: bool = False
    """Whether a web address in running text becomes a link."""


def read_markdown(fields: FieldReader) -> MarkdownSettings:
    """The group `markdown`, and `raw_html` beside it."""
    raw_html = fields.choice("raw_html", RAW_HTML)
    group = fields.record("markdown")
    if group is None:
        return MarkdownSettings(raw_html=raw_html)
    dialect = group.choice("dialect", DIALECTS)
    extensions = group.names("extensions") if group.has("extensions") else DEFAULT_EXTENSIONS
    if dialect == "commonmark" and (strange := [name for name in extensions if name not in COMMONMARK_EXTENSIONS]):
        what = f"the dialect commonmark has no extension `{strange[0]}`"
        mend = f"take it out, or use `dialect: markdown`; commonmark has {', '.join(COMMONMARK_EXTENSIONS)}"
        group.note(group.node("extensions"), what, mend)
    bare_links = group.flag("bare_links")
    group.refuse_unknown(("dialect", "extensions", "bare_links"))
    return MarkdownSettings(dialect, extensions, raw_html, bare_links=bare_links)

"""The text of a story as newsgen's Markdown: a person's stays as it is, but for what must be changed. Pure."""

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from newsgen.importers.generators.components import as_tags, constants_of, without_modules
from newsgen.importers.generators.configs import Config
from newsgen.importers.generators.cutting import sub_elements, sub_paired
from newsgen.importers.generators.emojis import with_emojis
from newsgen.importers.generators.html_in_text import with_markdown_inside, with_safe_html
from newsgen.importers.generators.inline_marks import with_boxes, with_highlights, with_markdown_told, with_marks
from newsgen.importers.generators.inline_marks import without_attributes as without_attribute_lists
from newsgen.importers.generators.known_tags import Knower
from newsgen.importers.generators.kramdown import without_attributes
from newsgen.importers.generators.links import Linker
from newsgen.importers.generators.links_in_text import with_bare_links, with_links
from newsgen.importers.generators.loops import with_loops
from newsgen.importers.generators.markups import html_of_textile, markdown_of_html
from newsgen.importers.generators.masks import Masks, with_raw_as_code, without_braces
from newsgen.importers.generators.own_blocks import with_own_blocks, with_snippets
from newsgen.importers.generators.rst import BLOCK_ENDS, NOTE_OPENS, RAW_DIRECTIVE, html_of_rst, with_raw_html
from newsgen.importers.generators.tag_layout import UNTITLED
from newsgen.importers.generators.tag_markdown import commented
from newsgen.importers.generators.tags import Tag, in_address, resolve
from newsgen.importers.generators.tags_of_hexo import with_commented_titles
from newsgen.importers.generators.template_names import TemplateNames
from newsgen.importers.generators.templates import with_known_loops

_RAW = (
    re.compile(r"\{?\{%-?\s*(?:raw|verbatim)\s*-?%\}\}?"),
    re.compile(r"\{?\{%-?\s*(?:end|/)(?:raw|verbatim)\s*-?%\}\}?"),
)
_SHOWN = (re.compile(r"\{(?P<sign>[{%])/\*"), re.compile(r"\*/[}%]\}"))
"""Of Zola, a tag that is shown."""
_ESCAPED = (re.compile(r"\{\{(?P<mark>[<%])-?\s*/\*"), re.compile(r"\*/\s*-?[>%]\}\}"))
_CODE = (
    (
        re.compile(r"^[ \t]*\{%-?\s*(?:highlight|codeblock|code|prism)\b(?P<said>[^%]*)%\}", re.MULTILINE),
        re.compile(r"\{%-?\s*end(?:highlight|codeblock|code|prism)\s*-?%\}"),
    ),
    (
        re.compile(r"^[ \t]*\{\{[<%]\s*(?:highlight|code)\b(?P<said>[^>%{]*)[>%]\}\}", re.MULTILINE),
        re.compile(r"\{\{[<%]\s*/\s*(?:highlight|code)\s*[>%]\}\}"),
    ),
)
"""What begins something, and what ends it."""
_NAMED_CODE = re.compile(
    r"(?:(?<=\n\n)|\A)(?: {4}|\t)(?::::|#!)(?P<language>[\w+#-]+)[ \t]*\n"
    r"(?P<code>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n(?=(?:[ \t]*\n)*(?: {4}|\t)))+)"
)
"""Of Python-Markdown: lines that are indented, below one that names their language."""
_OF_OBSIDIAN = re.compile(r"%%(?:(?!%%).){1,2000}%%|(?m:(?<=\S)[ ]\^[a-z0-9-]+[ ]*$)", re.DOTALL)
"""Remarks that nobody sees, and marks of blocks."""
_LOOSE = re.compile(r"\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}")


@dataclass
class Body:
    """What became of a text."""

    text: str
    left_out: list[tuple[str, str]] = field(default_factory=list)


def body_of_markdown(
    text: str,
    knower: Knower,
    linker: Linker,
    *,
    is_module: bool,
    is_indented: bool,
    is_common: bool,
    has_emojis: bool,
    has_bare_links: bool,
    included: Callable[[str], str],
    config: Config,
    names: TemplateNames | None = None,
) -> Body:
    """The Markdown of newsgen for that of another system.

    Args:
        text: As it was typed.
        knower: What knows its tags.
        linker: What knows where its links lead.
        is_module: Whether it has components.
        is_indented: Whether blocks may stand in it that are made by indented lines.
        is_common: Whether Markdown in elements of HTML is Markdown, as CommonMark has it.
        has_emojis: Whether codes such as ``:tada:`` are signs.
        has_bare_links: Whether web addresses in running text are links.
        included: The text of a file that it takes in.
        config: The settings of the site.
        names: What names in its templates stand for, where that is known.
    """
    masks = knower.masks
    text = without_raw(text)
    if knower.generator == "markdown":
        text = _without_queries(text)
    if knower.generator == "mkdocs":
        text = _FILM.sub(r"\n\n::: \g<kind>\n[\g<name>](\g<address>)\n:::\n\n", text)
    text = with_snippets(text, included)
    text = masks.hide_fences(text)
    text = with_code(text, knower)
    text = with_commented_titles(text) if knower.generator == "hexo" else text
    text = with_own_blocks(text, is_indented=is_indented, has_directives=knower.generator == "astro",
                           has_containers=knower.generator in {"eleventy", "hexo", "astro"})  # fmt: skip
    if knower.generator in {"pelican", "nikola", "mkdocs"}:
        text = _NAMED_CODE.sub(lambda match: knower.code(match["language"], textwrap.dedent(match["code"])), text)
    text = masks.hide_code(text, has_indented=not is_module)
    text = _with_dialect(text, knower.generator, config)
    if is_module:
        knower.constants = constants_of(text)
        text, knower.imported = without_modules(text)
        text = as_tags(text, knower.imported, knower.spelled)
    text = with_loops(text, knower.lists)
    text = with_known_loops(text, names.worker()) if names is not None else text
    text = without_attributes(text)
    text, left_out = _resolved(text, knower)
    text = _with_headings(text, masks)
    text = with_emojis(text) if has_emojis else text
    text = with_bare_links(text) if has_bare_links else text
    text = with_links(with_markdown_inside(text) if is_common else text, linker)
    text = re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text)
    text = with_raw_as_code(text, in_address)
    text = re.sub(r"(?m)^([ \t]*):::(?=[\w{])", r"\1\\:::", text)
    return Body(masks.restored(text).strip("\n"), left_out)


_FILM = re.compile(r"!\[type:(?P<kind>video|audio)\]\((?P<address>[^()\s]*?(?P<name>[^/()\s]+))\)")
"""Of a plugin for MkDocs."""
_QUERY = re.compile(
    r"^```[ ]*(?:dataview|dataviewjs|query|tasks|tracker|button|base)\b(?:(?!^```).){0,20000}^```[ \t]*$"
    r"|<%[-_+*]?(?:(?!%>).){0,2000}%>|(?<!`)`=[^`\n]{1,500}`(?!`)",
    re.DOTALL | re.MULTILINE,
)
"""Of Obsidian: what its plugins would work out."""
_NOTE_IN_LINE = re.compile(r"(?<![\\\[])\^\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]*\](?:\([^()\n]*\))?){1,2000})\]")
_INNER_CALLOUT = re.compile(
    r"(?m)^(?P<quote>[ ]{0,3}>[ ]?(?:>[ ]?)+)\[!(?P<kind>[\w-]+)\][+-]?[ \t]*(?P<title>[^\n]*)$"
)


def _without_queries(text: str) -> str:
    """A note of Obsidian with what its plugins would work out in comments, and its notes in lines at its end."""
    notes: list[str] = []

    def noted(match: re.Match[str]) -> str:
        notes.append(f"[^in-line-{len(notes) + 1}]: {match['words'].strip()}")
        return f"[^in-line-{len(notes)}]"

    def titled(match: re.Match[str]) -> str:
        return f"{match['quote']}**{match['title'].strip() or match['kind'].capitalize()}**\n{match['quote'].rstrip()}"

    masks = Masks(signs=("\ufdd6", "\ufdd7"))
    text = _QUERY.sub(lambda match: f"<!-- kept: {commented(match[0])} -->", text)
    text = masks.hide_code(masks.hide_fences(text))
    text = _INNER_CALLOUT.sub(titled, _NOTE_IN_LINE.sub(noted, text))
    return masks.restored("\n\n".join([text.rstrip("\n"), *notes]) if notes else text)


def _with_dialect(text: str, generator: str, config: Config) -> str:
    """The text with what only the dialect of its generator knows, as newsgen has it."""
    text = with_boxes(text)
    if generator in {"mkdocs", "hugo", "eleventy", "zola"}:
        text = without_attribute_lists(text, has_ends=generator == "eleventy")
    if generator in {"mkdocs", "pelican", "nikola"}:
        text = with_markdown_told(text)
    if generator == "mkdocs":
        return with_marks(text, config)
    if generator == "markdown":
        return with_highlights(_OF_OBSIDIAN.sub("", text))
    return text


def _resolved(text: str, knower: Knower) -> tuple[str, list[tuple[str, str]]]:
    """The text without tags of other systems, and without HTML that runs."""
    text = resolve(text, knower.handle, knower.keep).replace(UNTITLED, "")
    masks = knower.masks
    text = masks.hide_code(text) if "<!--" in text else text
    text = _BRACKETED.sub(lambda match: f"]({quote(unquote(match[1]), safe='/:@!$&*+,;=~-._#?%')}", text)
    text, left_out = with_safe_html(text)
    for number, piece in enumerate(masks.pieces):
        if _HTML_OF_CODE.match(piece):
            masks.pieces[number], cut = with_safe_html(piece)
            left_out += cut
    return text, left_out


_BRACKETED = re.compile(r"\]\(<(/[^<>\n]*)>")
"""An address that reads like the end of an element, and whose words then read like attributes of that."""
_HTML_OF_CODE = re.compile(r"<(?:pre|code)\b|`(?!``)[^\n]*\n", re.IGNORECASE)
"""What Markdown may have for HTML: elements, and spans that a list or the like would part."""


def _with_headings(text: str, masks: Masks) -> str:
    """The text in which a heading that was nothing but a tag has the words that the tag says."""

    def worded(match: re.Match[str]) -> str:
        said = _SAID.search(masks.pieces[int(match["number"])])
        return f"{match['open']}{said[1][:1].upper()}{said[1][1:]}" if said else match[0]

    return _EMPTY_HEADING.sub(worded, text)


_EMPTY_HEADING = re.compile(r"(?m)^(?P<open>[ ]{0,3}#{1,6}[ \t]+)\ufdd1(?P<number>\d+)\ufdd2[ \t]*$")
_SAID = re.compile(r"kept: \{[{%][<%]?\s*[\w/-]+\s+\"([^\"]+)\"")


def without_raw(text: str) -> str:
    """A text without the tags around what its site shows as it is typed."""
    if "{" not in text:
        return text
    text = sub_paired(text, *_RAW, lambda _, inside: without_braces(inside))
    text = _LOOSE.sub("", text)
    ends = {"<": ">", "%": "%", "{": "}"}
    text = sub_paired(
        text,
        *_SHOWN,
        lambda opened, inside: without_braces(f"{{{opened['sign']}{inside}{ends[opened['sign']]}}}"),
    )
    return sub_paired(
        text,
        *_ESCAPED,
        lambda opened, inside: without_braces(f"{{{{{opened['mark']} {inside.strip()} {ends[opened['mark']]}}}}}"),
    )


def with_code(text: str, knower: Knower) -> str:
    """A text in which the tags around code are blocks of code, hidden from all that follows."""
    for opening, closing in _CODE:

        def made(opened: re.Match[str], code: str) -> str:
            words = opened["said"].split()
            language = words[0].strip("\"'") if words and "=" not in words[0] else ""
            language = next((word.partition(":")[2] for word in words if word.startswith("lang:")), language)
            return knower.code(language, knower.masks.restored(code))

        text = sub_paired(text, opening, closing, made)
    return text


def body_of_html(text: str, knower: Knower, linker: Linker) -> Body:
    """The Markdown of HTML with tags of another system in it."""
    masks = knower.masks
    text = without_raw(text)
    outside = Masks(signs=("\ufdd8", "\ufdd9"))
    text = sub_elements(text, "pre code", lambda _, piece: masks.hide(piece))
    text = with_loops(text, knower.lists)

    def handle(tag: Tag) -> str | None:
        made = knower.handle(tag)
        if made is None or "\n\n" not in made:
            return made
        return f"\n<p>{outside.hide(with_links(made.strip(), linker))}</p>\n"

    def keep(tag: Tag) -> tuple[str, str]:
        before, behind = knower.keep(tag)
        return (outside.hide(masks.restored(before)) if before else ""), (
            outside.hide(masks.restored(behind)) if behind else ""
        )

    text, left_out = with_safe_html(resolve(text, handle, keep))
    text = _with_frames_as_html(text)
    text = with_raw_as_code(text, in_address, "<code>", "</code>")
    converted = markdown_of_html(with_links(masks.restored(text), linker))
    made = outside.restored(converted.text)
    return Body(masks.restored(made).strip("\n"), [*left_out, *converted.left_out])


def _with_frames_as_html(text: str) -> str:
    """HTML in which what stands for a frame is HTML, too: a player's address stands alone in a paragraph."""
    text = re.sub(r"(?m)^\n(https://\S+)\n$", r"<p>\1</p>", text)
    return re.sub(r"\n\n\[([^\]\n]*)\]\(<?([^)>\n]*)>?\)\n\n", r'<p><a href="\2">\1</a></p>', text)


_CODE_OF_RST = re.compile(r"``(?:(?!``).)*?``")
_BLOCK = re.compile(rf"(?m)^{NOTE_OPENS}(?P<head>[^\n]*)$|^{BLOCK_ENDS}$")
_PLAYER = re.compile(
    r"(?m)^<?(?P<address>https://(?:www\.youtube\.com/watch|vimeo\.com/\d|twitter\.com/|youtu\.be/)[^\s<>]*)>?$"
)


def body_of_rst(text: str, knower: Knower, linker: Linker) -> Body:
    """The Markdown of reStructuredText."""
    outside = Masks(signs=("\ufdd8", "\ufdd9"))

    def handle(tag: Tag) -> str | None:
        made = knower.handle(tag) if tag.form == "short" else tag.typed
        if made is None or tag.form != "short":
            return made
        is_block = "\n\n" in made
        mask = outside.hide(with_links(made.strip() if is_block else made, linker))
        return f"\n\n{mask}\n\n" if is_block else mask

    def keep(tag: Tag) -> tuple[str, str]:
        return "", "" if tag.form == "short" else tag.typed

    def untouched(match: re.Match[str]) -> str:
        return knower.masks.hide(match[0])

    cut: list[tuple[str, str]] = []

    def of_html(typed: str) -> str:
        made = _of_other(typed, linker)
        cut.extend(made.left_out)
        return outside.hide(made.text) if made.text.strip() else ""

    resolved = with_raw_html(without_raw(text), of_html)
    if re.search(r"\{\{[<%]", text):
        resolved = resolve(_CODE_OF_RST.sub(untouched, resolved), handle, keep)
        resolved = re.sub(r"(\ufdd9\n\n)[ \t]+(?=\S)", r"\1", knower.masks.restored(resolved))
    made, notes = html_of_rst(resolved, knower.code_of, knower.pictures)
    body = _of_other(made, linker)
    said = "\n\n".join(
        f"[^{number}]: " + _of_other(note, linker).text.replace("\n", "\n    ") for number, note in notes.items()
    )
    written = re.sub("\ufdde(\\d+)\ufddf", r"[^\1]", body.text)
    written = _BLOCK.sub(lambda match: f"::: {match['head'].strip()}" if match["head"] is not None else ":::", written)
    written = _PLAYER.sub(lambda match: match["address"].replace("\\_", "_"), written)
    body.text = outside.restored(f"{written}\n\n{said}".strip("\n"))
    body.left_out += [
        (match[0].strip()[:200], "never run, and never read in") for match in RAW_DIRECTIVE.finditer(resolved)
    ]
    body.left_out += cut
    return body


def body_of_textile(text: str, knower: Knower, linker: Linker) -> Body:
    """The Markdown of Textile."""
    resolved = resolve(without_raw(text), knower.handle, knower.keep)
    return _of_other(html_of_textile(knower.masks.restored(resolved)), linker)


def _of_other(made: str, linker: Linker) -> Body:
    clean, left_out = with_safe_html(made)
    masks = Masks(signs=("\ufde0", "\ufde1"))
    clean = _with_frames_as_html(clean) if "<iframe" in made else clean
    clean = sub_elements(clean, "pre code tt", lambda _, piece: masks.hide(piece))
    converted = markdown_of_html(masks.restored(with_links(clean, linker)))
    return Body(converted.text.strip("\n"), [*left_out, *converted.left_out])

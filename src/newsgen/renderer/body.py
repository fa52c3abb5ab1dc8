"""The text of an article: Markdown to a Body with links that lead somewhere.

One pass over the rendered tags and texts does what is newsgen's own: marks of typography, links between articles,
pictures' sizes, and no link that runs a script. It sees what Markdown made and what an author typed as HTML alike.
"""

import html
import re
from collections.abc import Callable

import nh3

from newsgen.errors import Problem
from newsgen.models.addresses import Addresses
from newsgen.models.article import HTML_SUFFIXES
from newsgen.models.body import Body
from newsgen.models.rules import SCRIPT_LINK
from newsgen.renderer.dialects import SMART_TYPOGRAPHY, Converted, Converter, NestingError
from newsgen.renderer.markup import (
    attribute_value,
    is_dangerous,
    is_deep,
    show_stray_angles,
    spell_out_strays,
    split_tags,
    tag_name,
    url_attributes,
)
from newsgen.renderer.typography import Typographer
from newsgen.settings import MarkdownSettings

_SCRIPTS = frozenset({"script", "style"})
_UNTOUCHED = frozenset({"code", "pre", "kbd", "samp", "script", "style", "textarea", "math", "svg"})
_NO_WORDS = frozenset({"script", "style", "math", "svg"})
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup time u var".split()
)
_DEEPEST = 1000
"""Elements inside one another that are sanitized: browsers follow about 500, and the time grows with the square."""
_SIGNS_OF_A_TAG = len("</>")
_HAS_ADDRESS = re.compile(r"(?i)[\s/\"'](?:href|src|poster|action|formaction|data|xlink:href)\s*=")
_CHARACTERS_A_WORD = 2
"""Of Chinese and Japanese, which are written without spaces."""
_ASCII = bytes(range(128))
_BLANK_OR_NOT = bytes(ord(" ") if byte in _ASCII and chr(byte).isspace() else ord("x") for byte in range(256))
_FAR_CHARACTERS = re.compile(r"[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000-\U0010ffff]")
"""Blanks that are not ASCII, and all from the ideographs on."""
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class BodyRenderer:
    """Renders the bodies of one site."""

    def __init__(self, settings: MarkdownSettings, addresses: Addresses, language: str) -> None:
        self._converter = _make_converter(settings)
        self._addresses = addresses
        self._language = language
        self._sets_type = SMART_TYPOGRAPHY in settings.extensions
        # With `escape` no tag of an author is left, but Markdown's attribute lists can set any attribute: onclick too.
        self._sanitizes = settings.raw_html != "allow"

    def render(self, text: str, *, source: str, first_line: int, lang: str) -> tuple[Body, list[Problem]]:
        """The body of an article, and what is wrong with it.

        Args:
            text: The Markdown; or HTML, where the name of the source says so.
            source: The article's path inside content/.
            first_line: The line of the file on which the text begins.
            lang: The language of the article; empty for the publication's.
        """
        places = _Places(text, f"content/{source}", first_line)
        try:
            converted = Converted(text) if source.lower().endswith(HTML_SUFFIXES) else self._converter.convert(text)
            rendered = spell_out_strays(converted.html) if "<" in text else converted.html
            if self._sanitizes:
                rendered = sanitized(rendered)
        except NestingError:
            return Body(""), [places.nesting_problem()]
        rewriter = _Rewriter(
            self._addresses, source, places, Typographer(lang or self._language) if self._sets_type else None
        )
        rendered = converted.aside.put_back(rewriter.rewrite(rendered), rewriter.paragraph)
        body = Body(
            html=rendered,
            headings=converted.headings,
            word_count=rewriter.word_count - len(converted.aside.runs),  # a stand-in looked like a word
            attachments=tuple(sorted(rewriter.attachments)),
            targets=tuple(sorted(rewriter.targets)),
        )
        return body, rewriter.problems


def _make_converter(settings: MarkdownSettings) -> Converter:
    """The converter of the dialect that the settings name. The code of the other one is not even loaded."""
    if settings.dialect == "commonmark":
        from newsgen.renderer.commonmark import CommonMarkConverter  # noqa: PLC0415 - nor is its engine

        return CommonMarkConverter(settings)
    from newsgen.renderer.markdown import MarkdownConverter  # noqa: PLC0415 - Python-Markdown takes a while to load

    return MarkdownConverter(settings)


def count_words(text: str) -> int:
    """The words of plain text; two ideographs or kana count as one."""
    count = _count_quickly(text)
    if count is not None:
        return count
    ideographs = _IDEOGRAPHS.findall(text)
    return len(_IDEOGRAPHS.sub(" ", text).split()) + len(ideographs) // _CHARACTERS_A_WORD


def _count_quickly(text: str) -> int | None:
    """The words of a text without making a text of each; None if it has blanks or words that are not so simple."""
    encoded = text.encode(errors="surrogatepass")
    if not text.isascii():
        others = encoded.translate(None, delete=_ASCII).decode(errors="surrogatepass")
        if _FAR_CHARACTERS.search(others):
            return None
    marked = encoded.translate(_BLANK_OR_NOT)
    return marked.count(b"x ") + marked.endswith(b"x")  # A word ends before a blank, or with the text.


def sanitized(rendered: str) -> str:
    """HTML without scripts, event handlers, frames and forms, by nh3 (a browser-grade parser).

    Raises:
        NestingError: It is nested so deep that nh3 would take long.
    """
    if is_deep(rendered, _DEEPEST):
        raise NestingError("elements are nested too deeply")
    return nh3.clean(
        rendered,
        generic_attribute_prefixes={"aria-"},
        attributes=_ATTRIBUTES,
        filter_style_properties={"text-align"},
        link_rel=None,
    )


_FURTHER_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title", "role"},
    "a": {"href"},
    # Markdown aligns the columns of a table by style.
    "th": {"style"},
    "td": {"style"},
}
_ATTRIBUTES = {
    name: set(nh3.ALLOWED_ATTRIBUTES.get(name, ())) | _FURTHER_ATTRIBUTES.get(name, set())
    for name in {*nh3.ALLOWED_ATTRIBUTES, *_FURTHER_ATTRIBUTES}
}


class _Places:
    """Finds where in a file something was typed."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text = text
        self._path = path
        self._first_line = first_line
        self._from: dict[str, int] = {}

    def problem(self, typed: str, what: str, mend: str) -> Problem:
        """A problem at the next place where ``typed`` stands."""
        at = self._text.find(typed, self._from.get(typed, 0))
        if at < 0:
            return Problem(self._path, what, mend)
        self._from[typed] = at + len(typed)
        return self._at(at, what, mend)

    def _at(self, at: int, what: str, mend: str) -> Problem:
        line_start = self._text.rfind("\n", 0, at) + 1
        line_end = self._text.find("\n", at)
        source_line = self._text[line_start : line_end if line_end >= 0 else len(self._text)]
        line = self._first_line + self._text.count("\n", 0, at)
        return Problem(self._path, what, mend, line, at - line_start + 1, source_line)

    def nesting_problem(self) -> Problem:
        """The line that is indented or quoted deepest is the likely one, or the one with the most tags."""
        lines = self._text.split("\n")
        depths = [len(re.match(r"[\s>*+\-]*", line)[0]) for line in lines]  # type: ignore[index] # it always matches
        if max(depths) == 0:
            depths = [line.count("<") for line in lines]
        deepest = depths.index(max(depths))
        at = sum(len(line) + 1 for line in lines[:deepest])
        what = f"nested too deeply at line {self._first_line + deepest}"
        return self._at(at, what, "take lists, quotations or elements out of one another")


class _Rewriter:
    """One pass over the tags and texts of an article."""

    def __init__(self, addresses: Addresses, source: str, places: _Places, typographer: Typographer | None) -> None:
        self._addresses = addresses
        self._source = source
        self._places = places
        self._typographer = typographer
        self.attachments: set[str] = set()
        self.targets: set[str] = set()
        self.problems: list[Problem] = []
        self.word_count = 0

    def rewrite(self, rendered: str) -> str:
        """The HTML with its marks set and its links led."""
        pieces = split_tags(rendered)
        names = [tag_name(tag) for tag in pieces[1::2]]
        if _UNTOUCHED.isdisjoint(names):
            self._count(pieces[::2])
            self._rewrite_prose(pieces, names)
        else:
            self._rewrite_mixed(pieces, names)
        return "".join(pieces)

    def _rewrite_prose(self, pieces: list[str], names: list[str]) -> None:
        """Rewrites pieces none of which stands in code, a script or a drawing: most articles have no others."""
        typographer = self._typographer
        for place, name in enumerate(names):
            index = 2 * place
            if typographer is not None:
                pieces[index] = typographer.set(pieces[index])
                if name not in _INLINE:
                    typographer.begin_block()
            tag = pieces[index + 1]
            if len(tag) > len(name) + _SIGNS_OF_A_TAG:
                pieces[index + 1] = self._tag(tag, name)
        if typographer is not None:
            pieces[-1] = typographer.set(pieces[-1])

    def _rewrite_mixed(self, pieces: list[str], names: list[str]) -> None:
        untouched: list[str] = []
        for place, name in enumerate([*names, ""]):
            index = 2 * place
            pieces[index] = self._set(pieces[index], untouched)
            if index + 1 == len(pieces):
                break
            tag = pieces[index + 1]
            if not _SCRIPTS.isdisjoint(untouched) and name not in _SCRIPTS:
                continue
            if name in _UNTOUCHED and not tag.endswith("/>"):
                _step(untouched, name, opens=not tag.startswith("</"))
            if self._typographer is not None and name not in _INLINE:
                self._typographer.begin_block()
            pieces[index + 1] = self._tag(tag, name)

    def _count(self, texts: list[str]) -> None:
        """Counts the words of texts, of which each begins a word."""
        count = _count_quickly(" ".join(texts))
        self.word_count += sum(map(count_words, texts)) if count is None else count

    def paragraph(self, text: str) -> str:
        """The text of a paragraph that holds no tag, with its marks set."""
        if self._typographer is not None:
            self._typographer.begin_block()
        return self._set(show_stray_angles(text), [])

    def _tag(self, tag: str, name: str) -> str:
        if name and "<" in tag[1:]:  # In an attribute: spelled out, no template that looks for a tag takes it for one.
            tag = "<" + tag[1:].replace("<", "&lt;")
        return self._lead(tag, name) if "=" in tag and _HAS_ADDRESS.search(tag) else tag

    def _set(self, text: str, untouched: list[str]) -> str:
        if _NO_WORDS.isdisjoint(untouched):
            self.word_count += count_words(text)
        if self._typographer is None:
            return text
        if untouched:
            self._typographer.pass_over(text)
            return text
        return self._typographer.set(text)

    def _lead(self, tag: str, name: str) -> str:
        """The tag with its addresses resolved, and without those that run a script."""
        sizes: list[str] = []

        def lead(match: re.Match[str]) -> str:
            address = attribute_value(match)
            if is_dangerous(address):
                mend = "it was taken out; link to a page"
                problem = self._places.problem(address, f"a link that runs a script: {address[:60]}", mend)
                self.problems.append(problem.as_warning().under(SCRIPT_LINK.name))
                return ""
            reference = self._addresses.resolve(self._source, address)
            if reference.asked:
                self.targets.add(address)
            if reference.fault:
                problem = self._places.problem(address, reference.fault, reference.mend)
                self.problems.append(problem.as_warning().under(reference.rule))
                if not reference.url:
                    return ""
            if reference.attachment:
                self.attachments.add(reference.attachment)
                if name == "img" and (size := self._addresses.sizes.get(reference.attachment)):
                    sizes.append(f' width="{size[0]}" height="{size[1]}"')
            if reference.url == address:
                return match[0]
            return f'{match["space"]}{match["name"]}="{html.escape(reference.url)}"'

        led = _sub_addresses(tag, lead)
        if name == "img":
            extra = "".join(sizes) if "width=" not in tag else ""
            extra += ' loading="lazy"' if "loading=" not in tag else ""
            led = re.sub(r"\s*/?>\Z", lambda end: extra + end[0].lstrip(), led)
        return led


def _step(within: list[str], name: str, *, opens: bool) -> None:
    """Keeps the list of the open elements whose text is not touched; an end tag closes all that stands inside."""
    if opens:
        within.append(name)
    elif name in within:
        del within[within.index(name) :]


def _sub_addresses(tag: str, lead: Callable[[re.Match[str]], str]) -> str:
    pieces: list[str] = []
    done = 0
    for match in url_attributes(tag):
        pieces += [tag[done : match.start()], lead(match)]
        done = match.end()
    return "".join([*pieces, tag[done:]])

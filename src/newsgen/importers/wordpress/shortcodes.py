"""Shortcodes, such as `[gallery ids="1,2"]`. What no rule knows is kept, hidden from readers, and counted. Pure."""

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from newsgen.importers.wordpress import families, players
from newsgen.importers.wordpress.apart import cut_apart
from newsgen.importers.wordpress.bare import is_bare_code, is_code_with
from newsgen.importers.wordpress.settings_of_blocks import is_said, is_technical, plain, words_in

_NAME = r"[a-zA-Z][\w-]*"
_VALUE = r"(?:\"[^\"]{0,4000}+\"|'[^']{0,4000}+'|[^\s\]\"']++)"
_BARE = r"(?:https?://[^\s\]\[\"'<>]++|[^\s\]\[\"'=/]++)"
_ATTRIBUTES = (
    rf"(?P<attributes>(?>(?:=\s*+{_BARE})?)"
    rf"(?>(?:\s++(?:[\w-]++\s*+=\s*+{_VALUE}|\"[^\"]{{0,4000}}+\"|{_BARE})){{0,60}}))"
)
_CODE = re.compile(
    rf"(?P<escaped>\[)?\[(?:(?P<name>{_NAME}){_ATTRIBUTES}\s*+(?>(?P<empty>/)?)|/(?P<end>{_NAME}))\](?(escaped)\]?)"
)
_PAIR = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|(\S+)""")
_APART = frozenset({"pre", "code", "script", "!--"})
"""In which nothing is replaced: code, and what has been hidden already."""
_TAG = re.compile(r"<[^<>]*>")
_LAST = re.compile(r"\[/([a-zA-Z][\w-]*)\]")
_LANGUAGES = frozenset(
    """code php html css python javascript js bash shell sql xml ruby java cpp csharp perl text plain c go json yaml
    powershell ps vb delphi as3 actionscript actionscript3 scala groovy objc matlab diff erlang fsharp haskell lisp lua
    pascal scheme clojure typescript coldfusion crayon cc cce ccb cci codesyntax geshi prettify syntax enlighter
    latex tex math katex mathjax""".split()
)
"""What may be a word in brackets, and is a shortcode where it is ended."""
_CODE_COLORER = re.compile(r"cc(?:[a-z]{0,12})_(?P<language>[a-z][a-z0-9+#-]{0,20})")
"""Of CodeColorer: letters that say how the code is shown, and its language, `ccnLe_php`."""
_NO_LANGUAGE = frozenset(
    "sourcecode code text plain crayon cc cce ccb codesyntax geshi prettify syntax enlighter".split()
)
_CODE_WITH_TAGS = re.compile(
    r"(?<!\[)\[(?P<name>[a-zA-Z]\w*)(?P<attributes>(?:\s[^\[\]]{0,400})?)\]"
    r"(?P<inside>(?:(?!\[/?(?P=name)\b).)*?(?:<!--|<(?:pre|code|script|style|textarea)\b)(?:(?!\[/(?P=name)\]).)*)\[/(?P=name)\]",
    re.DOTALL,
)
_IN_LINE = frozenset("cci latex tex math katex mathjax".split())
"""Of which the code stands in a sentence."""
_FORMULA = re.compile(r"\$latex\s+([^$]{1,2000}?)\s*\$")
_NOTES = frozenset("ref note footnote fn efn_note mfn modern_footnote sidenote".split())
"""Of which the inside is a footnote, where they stand in a line."""
_IN_BRACKETS = re.compile(r"(?<!\()[^\S\n]?\(\((?!\()((?:(?!\(\(|\)\)).){8,4000})\)\)(?!\))", re.DOTALL)
_AT_NUMBER = re.compile(r"(?<=\S)[^\S\n]?\[(\d{1,3})\.\s+((?:[^\[\]]|\[[^\[\]]{0,400}\]){8,4000})\]")
"""A footnote of FD Footnotes, `[1. Words]`."""
_FEWEST_WORDS = 3
"""Of a footnote in two brackets: what is shorter is a formula, or a remark."""
_NUMBERED = re.compile(r"\[[a-z]+(?:-[a-z]+)+:\d+\]|\[[a-z][\w-]*\|[^\[\]=]*=[^\[\]]*\]")
"""A shortcode in the manner of old plugins for recipes."""
_COLON = re.compile(
    r"(?<!\[)\[(?P<name>audio|video|youtube|vimeo|soundcloud|dailymotion|slideshare|gist|flickr|scribd|issuu):\s{0,3}"
    r"(?P<addresses>[^\[\]|<>]{4,1000})(?P<said>\|[^\[\]<>]{0,500})?\]"
)
"""A shortcode in the manner of old players."""
_CREDIT = re.compile(r"\[media-credit\b(?P<said>[^\[\]]{0,400})\](?P<inside>.*?)\[/media-credit\]", re.DOTALL)
_FILLED_IN = re.compile(r"@ET-DC@[\w+/=]+@")
"""What Divi fills in with something of the site."""
_LAST_ESCAPED = re.compile(r"\[/([a-zA-Z][\w-]*)\]\]")
KNOWN = players.NAMES | frozenset("caption wp_caption gallery audio video playlist sourcecode".split())
_ENDED = (
    frozenset("caption wp_caption media-credit audio video sourcecode".split())
    | _LANGUAGES
    | _NOTES
    | frozenset(families.MARKS)
)
"""Of which the inside belongs to them; other shortcodes may stand in one another, also those of one name."""
_PASSWORD = re.compile(
    r"""(["']?\b(?:password|passwd|passwort|passcode|pass|pwd)s?["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s\]"',}]+)""",
    re.IGNORECASE,
)
_KEPT_COMMENT = re.compile(r"<!-- kept: .*? -->", re.DOTALL)
_IN_FIELD = "a shortcode in a title or an excerpt"
_SOURCES = ("src", "mp3", "mp4", "m4v", "webm", "ogv", "ogg", "wav", "m4a", "flv", "wmv", "0")
"""Attributes of a recording that name a file."""
_QUOTES = "“”„‟″′’‘‚»«"
"""Signs into which an editor may have turned quotation marks."""
_LONGEST_TAG = 2_000
_NO_CODE = frozenset("sic x o ok laughs applause edit update note citation ed i ii iii iv".split())
"""Words in brackets that people write."""


@dataclass(frozen=True, slots=True)
class Code:
    """One shortcode."""

    name: str
    attributes: Mapping[str, str]
    """Those without a name are called by their number: ``0``, ``1``."""
    inside: str
    typed: str
    is_around: bool = False
    """Whether it begins a line, and has an end."""


@dataclass
class Shortcodes:
    """Replaces shortcodes by HTML."""

    media: Callable[[str], tuple[str, str, str] | None]
    """Number of a file to its address, its alternative text and its caption; None where the export has none."""
    attached: tuple[str, ...] = ()
    """Numbers of the pictures that were uploaded for this story."""
    table: Callable[[str], str] = lambda _number: ""
    """Number of a table of TablePress to its HTML; empty where the export has none."""
    unknown: Counter[str] = field(default_factory=Counter)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Name and reason of each that is not shown."""
    typed: list[str] = field(default_factory=list)
    """Of those the beginning, where it says more than a name."""
    notes: list[str] = field(default_factory=list)
    """HTML of each footnote; `<sup data-fn="newsgen-1">` stands where the first is."""
    unsure: list[str] = field(default_factory=list)
    """Words in attributes of shortcodes that no rule knows, which readers may have seen."""
    said: list[str] = field(default_factory=list)
    """Words in attributes."""
    _last_number: int = 0
    """Of a footnote that says its number."""
    shown: list[str] = field(default_factory=list)
    """HTML that came of attributes: what readers saw, and no text holds."""

    def stripped(self, text: str) -> str:
        """A title or an excerpt without shortcodes, which are counted as left out; what stands between them stays."""
        if "[" not in text:
            return text
        inner = Shortcodes(self.media)
        made = _KEPT_COMMENT.sub("", inner.expand(text))
        self.left_out.update((name, _IN_FIELD) for name in inner.unknown.elements())
        self.left_out.update(inner.left_out)
        return made

    def expand(self, text: str) -> str:
        """The text with HTML in the place of shortcodes; code is left alone."""
        parts = cut_apart(_CODE_WITH_TAGS.sub(_protected, text) if "[/" in text else text, _APART)
        parts[::2] = [self._replaced(self._without_marks(part)) for part in parts[::2]]
        return "".join(parts)

    def _without_marks(self, text: str) -> str:
        """The text without what looks like no shortcode, and is one."""
        if "$latex" in text:
            text = _FORMULA.sub(lambda found: f"<code>{html.escape(html.unescape(found[1]), quote=False)}</code>", text)
        if "@ET-DC@" in text:
            self.left_out["@ET-DC@", "filled in with what the site has"] += len(_FILLED_IN.findall(text))
            text = _FILLED_IN.sub("", text)
        if "((" in text:
            text = _IN_BRACKETS.sub(self._note_in_brackets, text)
        if "[" not in text:
            return text
        text = _COLON.sub(self._with_colon, text)
        return _NUMBERED.sub(self._numbered, _AT_NUMBER.sub(self._note_at_number, text))

    def _note(self, inside: str) -> str:
        """The place of a footnote that is typed where it belongs."""
        self.notes.append(self._replaced(inside.strip()))
        return f'<sup data-fn="newsgen-{len(self.notes)}"></sup>'

    def _note_in_brackets(self, match: re.Match[str]) -> str:
        has_words = len(re.findall(r"[^\W\d_]{2,}", match[1])) >= _FEWEST_WORDS
        return self._note(match[1]) if has_words else match[0]

    def _note_at_number(self, match: re.Match[str]) -> str:
        """They are counted from 1, on each page anew."""
        has_words = len(re.findall(r"[^\W\d_]{2,}", match[2])) >= _FEWEST_WORDS
        if int(match[1]) not in {1, self._last_number + 1} or not has_words:
            return match[0]
        self._last_number = int(match[1])
        return self._note(match[2])

    def _with_colon(self, match: re.Match[str]) -> str:
        """What a player of old plugins shows, `[audio:https://…|titles=…]`."""
        addresses = [each.strip() for each in match["addresses"].split(",") if re.match(r"https?://\S", each.strip())]
        if match["name"] in {"audio", "video"} and addresses:
            tags = "".join(
                f'\n\n<{match["name"]}><source src="{html.escape(html.unescape(each))}"></{match["name"]}>\n\n'
                for each in addresses
            )
            return tags + (_comment(match[0]) if match["said"] else "")
        address = (
            players.embedded(match["name"], {"0": match["addresses"]}, "") if players.is_player(match["name"]) else ""
        )
        if address:
            return f"\n\n<p>{html.escape(address)}</p>\n\n"
        self.unknown[match["name"]] += 1
        return _comment(match[0])

    def _numbered(self, match: re.Match[str]) -> str:
        self.unknown[re.split("[:|]", match[0][1:-1])[0]] += 1
        return _comment(match[0])

    def _replaced(self, text: str) -> str:
        if "[" not in text:
            return text
        ends = {match[1]: match.start() for match in _LAST.finditer(text)}
        """Name of each shortcode that is ended to where that stands last."""
        is_laid_out = any(map(families.is_layout, ends))
        closings = {match[1]: match.start() for match in _LAST_ESCAPED.finditer(text)}
        made: list[str] = []
        at = 0
        while (match := _CODE.search(text, at)) is not None:
            made.append(text[at : match.start()])
            at = match.end()
            if match["escaped"]:
                shown, at = _escaped(text, match, closings)
                made.append(shown)
            elif _is_in_tag(text, match.start()):
                made.append(match[0])
            elif match["end"]:
                made.append(self._lone_end(match))
            elif not (
                self._is_code(match, is_ended=ends.get(match["name"], -1) >= at)
                or (is_laid_out and families.is_layout(match["name"]) and not match["attributes"].strip())
            ):
                made.append(match[0])
            else:
                name = match["name"].lower()
                has_inside = (
                    name in _ENDED or _CODE_COLORER.fullmatch(name) is not None or families.holds_its_inside(name)
                ) and ends.get(match["name"], -1) >= at
                inside, at = self._inside(text, match, at, is_ended=has_inside)
                is_ended = ends.get(match["name"], -1) >= at
                is_around = is_ended and _begins_line(text, match.start())
                code = Code(
                    match["name"], _attributes(match["attributes"]), inside, text[match.start() : at], is_around
                )
                known = len(self.typed)
                made.append(self._made(name, code))
                self._keep_words(code, made[-1], is_kept=len(self.typed) > known)
        return "".join([*made, text[at:]])

    def _keep_words(self, code: Code, made: str, *, is_kept: bool) -> None:
        """Keeps the words in attributes beside, where nothing else does."""
        words = [
            value for key, value in code.attributes.items() if not is_technical(key) and is_said(value, is_clear=False)
        ]
        listed = [each for value in code.attributes.values() for each in _listed(value)]
        if listed and plain(" ".join(listed)) not in plain(made):
            self.said += listed
            self.typed += listed
            self.unsure += [f"[{code.name}] {each}" for each in listed if plain(each) not in plain(made)]
        if not words:
            return
        self.said += words
        begin = code.typed[: code.typed.index("]") + 1]
        if not is_kept and hidden(begin) not in made:
            self.typed.append(begin)
        if "&" in begin:
            self.typed += words

    def _lone_end(self, match: re.Match[str]) -> str:
        """The end of a shortcode whose beginning is elsewhere, or nowhere."""
        name = match["end"]
        if self._is_silent(name.lower()):
            return "" if families.is_inline(name) else "\n\n"
        is_code = name in self.unknown or name.lower() in KNOWN or re.search("[_-]", name)
        return _comment(match[0]) if is_code else match[0]

    @staticmethod
    def _is_silent(name: str) -> bool:
        """Whether only what a shortcode stands around, or says in its attributes, was to be seen."""
        return (
            families.is_builders(name)
            or families.FORM.fullmatch(name) is not None
            or families.LISTING.fullmatch(name) is not None
            or name in {"gallery", "playlist"}
        )

    @staticmethod
    def _is_code(match: re.Match[str], *, is_ended: bool) -> bool:
        typed, name, said = match["name"], match["name"].lower(), match["attributes"]
        if _is_language(name):
            return is_ended
        if name in _NO_CODE:
            return name in _NOTES and is_ended
        if "=" in said or bool(match["empty"]) or is_ended or (typed == name and ("_" in name or "-" in name)):
            return True
        if typed != name:
            return False  # WordPress tells them by their case: a person typed this.
        if name in KNOWN or (said.strip() and is_code_with(name, said)):
            return True
        return not said.strip() and is_bare_code(name, match.string, match.start(), match.end())

    @staticmethod
    def _inside(text: str, match: re.Match[str], at: int, *, is_ended: bool) -> tuple[str, int]:
        if match["empty"] or not is_ended:
            return "", at
        end = text.find(f"[/{match['name']}]", at)
        return text[at:end], end + len(match["name"]) + 3

    def _made(self, name: str, code: Code) -> str:  # noqa: C901, PLR0911 - one case for each kind
        said = code.attributes
        if name == "media-credit" and re.search(r"<img\b", code.inside):
            return self._caption(replace(code, inside=code.typed))
        if name in {"caption", "wp_caption"}:
            return self._caption(code)
        if name == "gallery":
            return self._gallery(said)
        if name in {"audio", "video"}:
            sources = [each for key in _SOURCES for each in _files_in(said.get(key, ""))]
            tags = "".join(f'<source src="{html.escape(source)}">' for source in sources)
            poster = f' poster="{html.escape(said["poster"])}"' if said.get("poster") else ""
            inside = self._replaced(code.inside)
            return f"\n\n<{name}{poster}>{tags}</{name}>\n\n{inside}" if sources else self._kept(code)
        if name == "table" and (table := self.table(said.get("id", ""))):
            self.shown.append(table)
            return table
        if name in _NOTES and code.inside.strip() and not code.is_around:
            return self._note(code.inside)
        if name in families.MARKS and code.inside:
            return families.marked(name, said, self._replaced(code.inside))
        if name == "playlist":
            return self._playlist(said) or self._kept(code)
        if players.is_player(name):
            address = players.embedded(name, said, code.inside)
            return f"\n\n<p>{html.escape(address)}</p>\n\n" if address else self._kept(code)
        if name == "sourcecode" or _is_language(name) or (name == "highlight" and said.get("lang")):
            return _code_block(name, said, code.inside)
        return self._of_family(name, code)

    def _of_family(self, name: str, code: Code) -> str:
        """What the shortcode of a well-known plugin shows."""
        if code.attributes and not families.is_coded(name):
            self.typed.append(code.typed[: code.typed.index("]") + 1])
        if families.is_script(name):
            self.left_out[name, "a script"] += 1
            return ""
        if families.is_coded(name):
            return f"\n\n{families.decoded(code.inside)}\n\n"
        if families.FORM.fullmatch(name):
            self.left_out[f"[{name}]", "a form"] += 1
            return "\n\n"
        if families.LISTING.fullmatch(name):
            self.left_out[f"[{name}]", "a list that the site makes"] += 1
            return "\n\n"
        if families.is_builders(name):
            self.left_out[f"[{name}]", "the layout of a page builder"] += 1
            inside = self._replaced(code.inside)
            shown = families.quoted(name, code.attributes, inside) or families.shown_of(
                name, code.attributes, inside, self.media
            )
            self.shown.append(shown if not code.inside else "")
            return shown or ("" if families.is_inline(name) else "\n\n")
        return self._kept(code)

    def _kept(self, code: Code) -> str:
        """As a comment, which no page shows; what stands behind it stays."""
        if self.typed and self.typed[-1] == code.typed[: len(self.typed[-1])]:
            self.typed.pop()  # The comment has it.
        self.unknown[code.name] += 1
        begin = code.typed[: code.typed.index("]") + 1] if code.inside else code.typed
        shown = families.said_by(code.attributes, self.media, is_around=code.is_around)
        self.shown.append(shown)
        if not code.inside:
            if words := families.perhaps_seen(code.attributes, shown):
                self.unsure.append(f"[{code.name}] {words}")
            return _comment(begin) + shown
        return f"{_comment(begin)}{shown}{self._replaced(code.inside)}{_comment(f'[/{code.name}]')}"

    def _caption(self, code: Code) -> str:
        """A picture with its words; whose it is stands behind a bar, where a plugin has told that."""
        credit = _CREDIT.search(code.inside)
        inside = _CREDIT.sub(lambda found: found["inside"], code.inside)
        match = re.match(r"\s*(?P<shown>(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(?P<words>.*)", inside, re.DOTALL)
        words = code.attributes.get("caption", "")
        if match is None:
            return self._replaced(inside) + (f"<p>{words}</p>" if words else "")
        shown, rest = match["shown"], match["words"].strip()
        if words and rest and not _TAG.sub("", rest).strip():
            shown, rest = shown + rest, ""  # Several pictures under one caption.
        words = self._replaced((rest or html.unescape(words)).strip())
        align = code.attributes.get("align", "")
        whose = _attributes(credit["said"]).get("name", "") if credit else ""
        words = f"{words} | {html.escape(whose)}".strip() if whose else words
        self.shown.append(html.escape(whose))
        said = f"<figcaption>{words}</figcaption>" if words else ""
        return f'\n\n<figure class="{html.escape(align)}">{shown}{said}</figure>\n\n'

    def _gallery(self, said: Mapping[str, str]) -> str:
        numbers = re.findall(r"\d+", said.get("ids") or said.get("include", "")) or list(self.attached)
        shown = [found for number in numbers if (found := self.media(number)) is not None]
        figures = "".join(
            f'<figure><img src="{html.escape(address)}" alt="{html.escape(alt)}">'
            + (f"<figcaption>{caption}</figcaption>" if caption else "")
            + "</figure>"
            for address, alt, caption in shown
        )
        return f"\n\n<figure>{figures}</figure>\n\n" if figures else ""

    def _playlist(self, said: Mapping[str, str]) -> str:
        numbers = re.findall(r"\d+", said.get("ids", "")) or []
        kind = "video" if said.get("type") == "video" else "audio"
        shown = [found for number in numbers if (found := self.media(number)) is not None]
        return "".join(f'\n\n<{kind} src="{html.escape(address)}"></{kind}>\n\n' for address, _, _ in shown)


def _listed(typed: str) -> list[str]:
    """The words of a list of parts that an attribute holds, written as an address is."""
    if not typed.startswith(("%5B", "%7B")):
        return []
    try:
        found = json.loads(unquote(typed))
    except (ValueError, RecursionError):
        return []
    return [each.text for each in words_in({"part": found})]


def _begins_line(text: str, at: int) -> bool:
    """Whether nothing but blanks, tags and shortcodes stand before a place on its line."""
    return text[max(0, at - _LONGEST_TAG) : at].rstrip(" \t")[-1:] in {"", "\n", ">", "]"}


def _files_in(typed: str) -> list[str]:
    """The addresses in an attribute of a recording: old ones have several, and options behind a bar."""
    found = typed.partition("|")[0]
    return [each.strip() for each in re.split(r",\s*(?=https?://)", found) if each.strip()]


def _is_language(name: str) -> bool:
    """Whether code stands in a shortcode of this name."""
    return name in _LANGUAGES or _CODE_COLORER.fullmatch(name) is not None


def _code_block(name: str, said: Mapping[str, str], inside: str) -> str:
    typed = html.escape(html.unescape(inside.strip("\n")), quote=False)
    colored = _CODE_COLORER.fullmatch(name)
    if name in _IN_LINE or (colored and name.startswith("cci")):
        return f"<code>{typed.strip()}</code>"
    own = name if name not in _NO_LANGUAGE and name != "highlight" else ""
    own = colored["language"] if colored else own
    language = said.get("language") or said.get("lang") or own
    mark = f' class="language-{html.escape(language)}"' if language else ""
    return f"\n\n<pre><code{mark}>{typed}</code></pre>\n\n"


def _protected(match: re.Match[str]) -> str:
    """Code that holds tags as an element of its own, so that nothing in it is taken for one."""
    name = match["name"].lower()
    is_code = name == "sourcecode" or _is_language(name)
    return _code_block(name, _attributes(match["attributes"]), match["inside"]) if is_code else match[0]


def _escaped(text: str, match: re.Match[str], closings: Mapping[str, int]) -> tuple[str, int]:
    """What is typed in two brackets shows in one, `[[gallery]]` and `[[b]x[/b]]`; and where it ends."""
    if match[0].endswith("]]"):
        return html.escape(match[0][1:-1], quote=False), match.end()
    closing = f"[/{match['name']}]]"
    if match["name"] and closings.get(match["name"], -1) >= match.end():
        end = text.index(closing, match.end())
        end += len(closing)
        return text[match.start() + 1 : end - 1], end
    return "[", match.start() + 1


def _is_in_tag(text: str, at: int) -> bool:
    """Whether a place is within a tag: a comment there would break it."""
    opened = text.rfind("<", max(0, at - _LONGEST_TAG), at)
    return (
        opened >= 0 and text.find(">", opened, at) < 0 and re.match(r"<[a-zA-Z]", text[opened : opened + 2]) is not None
    )


def _comment(text: str) -> str:
    return f"<!-- kept: {hidden(text)} -->"


def hidden(text: str) -> str:
    """A text that may stand in a comment: two hyphens would end one, and a password is nobody's business."""
    text = _PASSWORD.sub(r"\1…", text)
    return re.sub("-(?=-)|-(?=>)", "- ", text)


def _attributes(typed: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare, quoted, alone in _PAIR.findall(typed):
        if name:
            found[name.lower()] = html.unescape(double or single or bare).strip(_QUOTES)
        else:
            found[str(sum(key.isdigit() for key in found))] = html.unescape(quoted or alone)
    return found

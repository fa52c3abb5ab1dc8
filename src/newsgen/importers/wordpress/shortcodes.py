"""Shortcodes, such as `[gallery ids="1,2"]`. What no rule knows is kept, hidden from readers, and counted. Pure."""

import html
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from newsgen.importers.wordpress import families, players
from newsgen.importers.wordpress.apart import cut_apart
from newsgen.importers.wordpress.brackets import (
    CODE,
    NOTES,
    Code,
    Ends,
    attributes_in,
    code_at,
    ends_in,
    is_in_tag,
    is_known_name,
    is_shortcode,
    unescaped,
)
from newsgen.importers.wordpress.code_blocks import code_block, is_language
from newsgen.importers.wordpress.hidden import KEPT, hidden, kept
from newsgen.importers.wordpress.media_codes import Media, captioned, gallery, playlist, recording
from newsgen.importers.wordpress.settings_of_blocks import is_said, is_technical, plain, words_in

_APART = frozenset({"pre", "code", "script", "!--"})
"""In which nothing is replaced: code, and what has been hidden already."""
_CODE_WITH_TAGS = re.compile(
    r"(?<!\[)\[(?P<name>[a-zA-Z]\w*)(?P<attributes>(?:\s[^\[\]]{0,400})?)\]"
    r"(?P<inside>(?:(?!\[/?(?P=name)\b).)*?(?:<!--|<(?:pre|code|script|style|textarea)\b)(?:(?!\[/(?P=name)\]).)*)\[/(?P=name)\]",
    re.DOTALL,
)
_FORMULA = re.compile(r"\$latex\s+([^$]{1,2000}?)\s*\$")
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
_FILLED_IN = re.compile(r"@ET-DC@[\w+/=]+@")
"""What Divi fills in with something of the site."""
_IN_FIELD = "a shortcode in a title or an excerpt"


@dataclass
class Shortcodes:
    """Replaces shortcodes by HTML."""

    media: Media
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
        made = KEPT.sub("", inner.expand(text))
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
            return tags + (kept(match[0]) if match["said"] else "")
        address = (
            players.embedded(match["name"], {"0": match["addresses"]}, "") if players.is_player(match["name"]) else ""
        )
        if address:
            return f"\n\n<p>{html.escape(address)}</p>\n\n"
        self.unknown[match["name"]] += 1
        return kept(match[0])

    def _numbered(self, match: re.Match[str]) -> str:
        self.unknown[re.split("[:|]", match[0][1:-1])[0]] += 1
        return kept(match[0])

    def _replaced(self, text: str) -> str:
        if "[" not in text:
            return text
        ends = ends_in(text)
        made: list[str] = []
        at = 0
        while (match := CODE.search(text, at)) is not None:
            made.append(text[at : match.start()])
            shown, at = self._replacement(match, ends)
            made.append(shown)
        return "".join([*made, text[at:]])

    def _replacement(self, match: re.Match[str], ends: Ends) -> tuple[str, int]:
        """What stands in the place of a shortcode, and where that ends in its text."""
        if match["escaped"]:
            return unescaped(match, ends)
        if is_in_tag(match.string, match.start()):
            return match[0], match.end()
        if match["end"]:
            return self._lone_end(match), match.end()
        if not is_shortcode(match, ends):
            return match[0], match.end()
        code, end = code_at(match, ends)
        known = len(self.typed)
        made = self._made(code.name.lower(), code)
        self._keep_words(code, made, is_kept=len(self.typed) > known)
        return made, end

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
        is_code = name in self.unknown or is_known_name(name)
        return kept(match[0]) if is_code else match[0]

    @staticmethod
    def _is_silent(name: str) -> bool:
        """Whether only what a shortcode stands around, or says in its attributes, was to be seen."""
        return (
            families.is_builders(name)
            or families.FORM.fullmatch(name) is not None
            or families.LISTING.fullmatch(name) is not None
            or name in {"gallery", "playlist"}
        )

    def _made(self, name: str, code: Code) -> str:  # noqa: PLR0911 - one case for each kind
        said = code.attributes
        is_credit = name == "media-credit" and re.search(r"<img\b", code.inside) is not None
        if is_credit or name in {"caption", "wp_caption"}:
            shown, whose = captioned(replace(code, inside=code.typed) if is_credit else code, self._replaced)
            self.shown.append(whose)
            return shown
        if name == "gallery":
            return gallery(said, self.attached, self.media)
        if name in {"audio", "video"}:
            player = recording(name, said)
            return player + self._replaced(code.inside) if player else self._kept(code)
        if name == "table" and (table := self.table(said.get("id", ""))):
            self.shown.append(table)
            return table
        if name in NOTES and code.inside.strip() and not code.is_box:
            return self._note(code.inside)
        if name in families.MARKS and code.inside:
            return families.marked(name, said, self._replaced(code.inside))
        if name == "playlist":
            return playlist(said, self.media) or self._kept(code)
        if players.is_player(name):
            address = players.embedded(name, said, code.inside)
            return f"\n\n<p>{html.escape(address)}</p>\n\n" if address else self._kept(code)
        if name == "sourcecode" or is_language(name) or (name == "highlight" and said.get("lang")):
            return code_block(name, said, code.inside)
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
            return kept(begin) + shown
        return f"{kept(begin)}{shown}{self._replaced(code.inside)}{kept(f'[/{code.name}]')}"


def _listed(typed: str) -> list[str]:
    """The words of a list of parts that an attribute holds, written as an address is."""
    if not typed.startswith(("%5B", "%7B")):
        return []
    try:
        found = json.loads(unquote(typed))
    except (ValueError, RecursionError):
        return []
    return [each.text for each in words_in({"part": found})]


def _protected(match: re.Match[str]) -> str:
    """Code that holds tags as an element of its own, so that nothing in it is taken for one."""
    name = match["name"].lower()
    is_code = name == "sourcecode" or is_language(name)
    return code_block(name, attributes_in(match["attributes"]), match["inside"]) if is_code else match[0]

"""What a tag that a site defines itself shows: its template is read for that. Nothing of it is run. Pure.

A template is taken for text with values in it. What a tag says is put in its place, and so is what it looks up in the
site's files of data; a condition holds where its value is there; all else that a template could ask for is empty.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

from newsgen.importers.generators.cutting import split_at_bars
from newsgen.importers.generators.definitions import Definition
from newsgen.importers.generators.site_data import inside, words_of

INNER = "\ufdda"
"""Stands for what lies between a tag and its end."""
_LARGEST = 20_000
"""Letters of what a tag shows."""
_MOST_STEPS = 2_000
_QUOTED = r"\"(?>(?:[^\"\\]|\\.){0,4000})\"|'(?>(?:[^'\\]|\\.){0,4000})'|`[^`]*`"
_SIGN = re.compile(
    r"\{\{-?\s*+(?P<value>(?>\"[^\"]*\"|`[^`]*`|'[^'\n]*'|(?!\}\}).){0,2000}?)\s{0,100}+-?\}\}"
    r"|\{%-?\s*+(?P<order>.{0,2000}?)\s{0,100}+-?%\}"
    r"|\$\{(?P<script>[^{}]*)\}",
    re.DOTALL,
)
_ATOM = re.compile(
    rf"(?P<quoted>{_QUOTED})|\.Get\s+(?P<get>\"[\w-]+\"|`[\w-]+`|'[\w-]+'|\d+)"
    r"|index\s+\.Params\s+(?P<index>\"[\w-]+\"|\d+)|\.(?:Params|params)\.(?P<param>[\w-]+)"
    r"|(?:include|page\.include)(?:\.(?P<include>[\w-]+)|\[[\"'](?P<bracket>[\w-]+)[\"']\])"
    r"|args\[(?P<number>\d+)\]|(?P<inner>\.Inner(?:Deindent)?\b)|(?P<variable>\$[\w]+)|(?P<dot>(?<![\w.)])\.(?![\w]))"
    r"|(?P<other>(?<![\w.$])\.?[A-Za-z_][\w.]*)"
)
_AS_TYPED = frozenset("relurl absurl rellangurl safehtml safeurl markdownify print cond htmlunescape trim".split())
"""Functions that show what they are given."""
_OF_A_FILE = frozenset({".relpermalink", ".permalink", ".name", ".src"})
_DATA = re.compile(r"\$?\.?(?:site|hugo)\.data\b", re.IGNORECASE)
"""What a site's files of data say."""
_JOINED = re.compile(r"(?<!\s)\s++(?:(and|or)\s+|(&&|\|\|)\s*)|(&&|\|\|)\s*")
_STEP = re.compile(r"\.(?P<name>[\w-]+)|\[(?P<said>[^\[\]]+)\]")
_WORD = re.compile(r"(?:\"[^\"]*\"|`[^`]*`|'[^']*'|\([^()]*\)|[^\s()\"'`])+")
_CHOOSING = frozenset("where where_exp find find_exp first last map sort group_by sample concat push slice".split())
"""Filters that choose among data: what they would give is not known."""


class _Sign:
    """Stands for something that is not there."""

    def __bool__(self) -> bool:
        return False


_OTHER: Final = _Sign()
"""What is no look into data."""
_UNKNOWN: Final = _Sign()
"""What would lie in something that is not there."""
_INNER_NAMES = frozenset({"body", "content", "inner", "caller"})


class Shown(NamedTuple):
    """What a tag shows."""

    html: str
    """With INNER in the place of what lies between the tag and its end."""
    listed: str = ""
    """What names several pictures, where it shows such."""
    is_untold: bool = False
    """Whether some of its words were looked up in data, and not found."""


def _unquoted(text: str) -> str:
    return re.sub(r"\\([\"'`\\/])", r"\1", text[1:-1])


@dataclass
class _Evaluation:
    """One look through a template."""

    definition: Definition
    arguments: Mapping[str, str]
    inner: bool
    marked: Callable[[str], str]
    """The HTML of words of Markdown."""
    variables: dict[str, str] = field(default_factory=dict)
    dots: list[str] = field(default_factory=list)
    found: dict[str, object] = field(default_factory=dict)
    """Variables that were looked up in data."""
    found_dots: list[object] = field(default_factory=list)
    """What each dot was in data."""
    is_untold: bool = False
    is_unknown: bool = False
    """Whether the value that was looked for last is made by something that is not known."""
    unknown: set[str] = field(default_factory=set)
    """Variables with such values."""
    lacks: bool = False
    """Whether a word that readers saw is not known."""
    listed: str = ""
    holds: list[tuple[bool, bool, bool]] = field(default_factory=list)
    """Of each condition that is open: whether it holds here, whether one of its branches did, whether it sets the
    dot."""

    def shown(self) -> str:
        template = re.sub(
            r"\{\{-?\s*/\*.*?\*/\s*-?\}\}|<!--.*?-->|\{#.*?#\}|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}",
            "", self.definition.template, flags=re.DOTALL,
        )  # fmt: skip
        made: list[str] = []
        at = 0
        for step, match in enumerate(_SIGN.finditer(template)):
            if step > _MOST_STEPS:
                break
            if self._is_on:
                made.append(template[at : match.start()])
            at = match.end()
            self.is_unknown = False
            made.append(self._sign(match))
            self.lacks |= self.is_unknown and self._is_on and _is_in_text(made)
        if self._is_on:
            made.append(template[at:])
        return "".join(made)

    @property
    def _is_on(self) -> bool:
        return all(hold for hold, _, _ in self.holds)

    def _sign(self, match: re.Match[str]) -> str:
        if match["order"] is not None:
            return self._order(match["order"])
        said = match["value"] if match["value"] is not None else match["script"]
        word = re.match(r"(?:with|if|else|end|range|define|block|template|partial|return|break|continue)\b", said)
        if match["value"] is not None and word:
            self.is_unknown = _asks_for_words(said)
            return self._order(said)
        if setting := re.fullmatch(r"(\$\w+)\s*:?=\s*(.*)", said, re.DOTALL):
            if self._is_on:
                self._set(setting[1], setting[2])
            return ""
        return self._shown_value(said) if self._is_on else ""

    def _set(self, name: str, said: str) -> None:
        self.is_unknown = False
        self.found[name] = self._looked_up(said)
        self.variables[name] = self.value(said)
        if self.is_unknown:
            self.unknown.add(name)

    def _shown_value(self, said: str) -> str:
        self.is_unknown = False
        found, value = self._looked_up(said), self.value(said)
        self.is_unknown |= not value and _asks_for_words(said)
        self.is_unknown |= (word := re.match(r"\$?\w+", said)) is not None and word[0] in self.unknown
        if found is _UNKNOWN:
            self.is_untold |= not value
        elif found is _OTHER:
            self.is_untold |= self._speaks_of_data(said)
        elif value and "markdownify" in said:
            return self.marked(value)
        return value

    def _speaks_of_data(self, said: str) -> bool:
        names = (name for name, found in self.found.items() if found is not _OTHER)
        return bool(_DATA.search(said)) or any(re.search(rf"(?<![\w.$]){re.escape(name)}\b", said) for name in names)

    def _looked_up(self, said: str) -> object:
        """What an expression finds in data: None for nothing there, _OTHER where it does not look there."""
        head, *filters = split_at_bars(said)
        head, rest = _without_brackets(head.strip())
        words = _WORD.findall(head)
        keys: list[str] = []
        if words[:1] == ["index"] and len(words) > 1:
            thing = self._looked_up(words[1])
            keys = [self.value(_without_brackets(word)[0]) for word in words[2:]]
        elif len(words) == 1:
            thing, rest = self._begun(words[0], rest)
        else:
            return _OTHER
        if thing is _OTHER:
            return _OTHER
        keys += [step["name"] or self.value(step["said"]) for step in _STEP.finditer(rest)]
        for key in keys:
            thing = _UNKNOWN if thing is None or isinstance(thing, _Sign) else inside(thing, key)
        chooses = any(each.strip().partition(":")[0].partition(" ")[0] in _CHOOSING for each in filters)
        return _UNKNOWN if chooses else thing

    def _begun(self, word: str, rest: str) -> tuple[object, str]:
        """The thing of data with which a word begins, and what follows it there."""
        if begins := _DATA.match(word):
            return self.definition.data, word[begins.end() :] + rest
        if (name := re.match(r"\$?\w+", word)) and name[0] in self.found:
            return self.found[name[0]], word[name.end() :] + rest
        if word.startswith(".") and self.found_dots and self.found_dots[-1] is not _OTHER:
            return self.found_dots[-1], (word if word != "." else "") + rest
        return _OTHER, rest

    def _order(self, said: str) -> str:
        word, _, rest = said.partition(" ")
        if word in {"if", "with", "unless", "for", "range", "case", "block", "define", "capture"}:
            value = self.value(rest)
            if word in {"for", "range"}:
                self.listed = self.listed or value or " "
                found = False
            else:
                found = word not in {"define", "case"} and self._holds(rest) is not (word == "unless")
            self.holds.append((found, found, word == "with"))
            if word == "with":
                self.dots.append(value)
                self.found_dots.append(self._looked_up(rest))
        elif word in {"else", "elsif", "elif"} and self.holds:
            _, was, is_with = self.holds.pop()
            rest = re.sub(r"^(?:if|with)\s+", "", rest)
            found = not was and (not rest or self._holds(rest))
            self.holds.append((found, was or found, is_with))
        elif (word == "end" or word.startswith("end")) and self.holds:
            if self.holds.pop()[2] and self.dots:
                self.dots.pop()
                self.found_dots.pop()
        elif word in {"assign", "set"} and self._is_on and (setting := re.match(r"(\w+)\s*=\s*(.*)", rest, re.DOTALL)):
            self._set(setting[1], setting[2])
        return ""

    def _holds(self, said: str) -> bool:  # noqa: PLR0911 - a line for each form
        said = said.strip()
        if match := re.fullmatch(r"\(?\s*(?:not|!)\s*(.*)", said):
            return not self._holds(match[1])
        if match := re.fullmatch(r"(and|or)\s+(.*)", said):
            found = [bool(self._atom(each)) for each in _ATOM.finditer(match[2])]
            return all(found) if match[1] == "and" else any(found)
        parts = _JOINED.split(said)
        if len(parts) > 1:
            signs = {part for part in parts[1:] if part in {"and", "or", "&&", "||"}}
            found = [self._holds(part) for part in parts if part and part not in {"and", "or", "&&", "||"}]
            return all(found) if signs & {"and", "&&"} else any(found)
        if re.match(r"\(?(?:eq|ne)\b", said) or "==" in said or "!=" in said:
            self.is_untold |= self._speaks_of_data(said)
        atoms = [self._atom(each) for each in _ATOM.finditer(said) if each["other"] not in {"eq", "ne", "isset"}]
        if re.match(r"\(?eq\b", said) or "==" in said:
            return len(set(atoms[:2])) == 1 and len(atoms) > 1
        if re.match(r"\(?ne\b", said) or "!=" in said:
            return len(set(atoms[:2])) > 1
        if said.startswith(".IsNamedParams"):
            return any(not key.isdigit() for key in self.arguments)
        if match := re.match(r"isset\s+\.Params\s+[\"`]?([\w-]+)", said):
            return match[1].lower() in self.arguments
        thing = self._looked_up(said)
        return bool(self.value(said)) if thing is _OTHER else bool(thing)

    def value(self, said: str) -> str:
        """What an expression shows, as far as that hangs on the tag."""
        found = self._looked_up(said)
        head, *filters = split_at_bars(said)
        value = self._head(head.strip()) if found is _OTHER else words_of(found)
        for each in filters:
            name, _, rest = each.strip().partition(" ")
            words = [self._atom(atom) for atom in _ATOM.finditer(rest)]
            name = name.partition("(")[0].rstrip(":")
            if name == "default" and not value:
                value = next(filter(None, words or [_first_quoted(each)]), "")
            elif name in {"append", "prepend"} and words:
                value = f"{value}{words[0]}" if name == "append" else f"{words[0]}{value}"
            elif name == "printf" and words:
                value = _formatted(words[0], [*words[1:], value])
            elif name in _CASES and value and INNER not in value:
                value = _CASES[name](value)
            elif name in _CHANGING:
                self.is_unknown = True
        return value

    def _head(self, said: str) -> str:
        if match := re.match(r"\(?\s*printf\s+(.*)", said, re.DOTALL):
            words = [self._atom(atom) for atom in _ATOM.finditer(match[1])]
            return _formatted(words[0], words[1:]) if words else ""
        if match := re.match(r"default\s+(\S+)\s+(.*)", said, re.DOTALL):
            return self.value(match[2]) or self.value(match[1])
        plus = re.split(r"\s\+\s|\s~\s", said)
        if len(plus) > 1:
            return "".join(self._head(part.strip()) for part in plus)
        asked, colon, otherwise = said.rpartition(":")
        if colon and (asks := re.search(r"\?(?![?.])", asked)):
            return self.value((asked[asks.end() :] if self._holds(asked[: asks.start()]) else otherwise).strip())
        atoms = list(_ATOM.finditer(said))
        # What an unknown function makes of a text that the template has, such as a date, is not that text.
        is_call = bool(atoms) and atoms[0]["other"] is not None and atoms[0]["other"].lower() not in _AS_TYPED
        values = [self._atom(atom) for atom in atoms if not (is_call and atom["quoted"])]
        return next(filter(None, values), "")

    def _atom(self, match: re.Match[str]) -> str:
        kind = match.lastgroup
        text = match[str(kind)] if kind else ""
        if kind == "quoted":
            return _unquoted(text)
        if kind == "inner":
            return INNER if self.inner else ""
        if kind == "variable":
            return self.variables.get(text, "")
        if kind == "dot":
            return self.dots[-1] if self.dots else ""
        if kind == "other":
            return self._named(text)
        return self.arguments.get(text.strip("\"'`").lower(), "")

    def _named(self, text: str) -> str:
        names = self.definition.names
        if self.inner and (text in _INNER_NAMES or (self.definition.is_paired and names[:1] == (text,))):
            return INNER
        if text in self.variables:
            return self.variables[text]
        if text.lower() in _OF_A_FILE:
            return self.dots[-1] if self.dots else ""
        rest = names[1:] if self.definition.is_paired else names
        if text in rest and (value := self.arguments.get(str(rest.index(text)))) is not None:
            return value
        return self.arguments.get(text.lower(), "") if text.lower() not in {"0", "1"} else ""


_CASES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"upcase": str.upper, "upper": str.upper, "downcase": str.lower, "lower": str.lower, "capitalize": str.capitalize}
)
_CHANGING = frozenset(
    "truncate truncatewords split size length len number_of_words slice remove replace replace_first date plus minus "
    "times divided_by countwords countrunes substr first last sort where sample dateformat".split()
)
"""Filters after which there are other words, which nobody knows here."""


def _asks_for_words(said: str) -> bool:
    """Whether an expression asks a program, or another template, for what readers saw; no signs and no styles."""
    return re.match(r"\(?\s*(?:partial|partialCached|template|len|time|now)\b", said) is not None and not re.search(
        r"icon|svg|style|script|css|\bjs\b", said
    )


def _is_in_text(made: list[str]) -> bool:
    """Whether what comes next is text, and no part of a tag."""
    before = "".join(made)[-2_000:]
    return before.rfind("<") <= before.rfind(">")


def _without_brackets(said: str) -> tuple[str, str]:
    """What stands in the brackets with which an expression begins, and what follows them."""
    depth = 0
    for at, letter in enumerate(said if said.startswith("(") else ""):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return said[1:at].strip(), said[at + 1 :]
    return said, ""


def _first_quoted(text: str) -> str:
    match = re.search(_QUOTED, text)
    return _unquoted(match[0]) if match else ""


def _formatted(form: str, values: list[str]) -> str:
    rest = iter(values)
    return re.sub(r"%[svdq]", lambda _: next(rest, ""), form)


def shown_by(
    definition: Definition, arguments: Mapping[str, str], *, has_inner: bool, marked: Callable[[str], str] = str
) -> Shown:
    """What a tag with these arguments shows by its definition; ``marked`` makes HTML of words of Markdown."""
    evaluation = _Evaluation(definition, arguments, has_inner, marked)
    html = evaluation.shown()
    # With words of its own in it, a box is shown by those.
    lacks = evaluation.lacks and INNER not in html and re.search(r"\w", re.sub(r"<[^<>]*>", " ", html)) is not None
    return Shown(html[:_LARGEST], evaluation.listed, evaluation.is_untold or lacks)

"""What components of a site of Astro show: their templates are read, and nothing is run. Pure.

One that asks for anything that is not known here, such as a program or another component, shows nothing at all.
"""

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from newsgen.importers.generators.configs import read_data
from newsgen.importers.generators.cutting import sub_between, sub_elements
from newsgen.importers.generators.evaluating import INNER
from newsgen.importers.generators.script_errors import UnreadScriptError, UntoldError
from newsgen.importers.generators.script_values import Scope, holds, spelled
from newsgen.importers.generators.script_worker import Worker
from newsgen.importers.generators.scripts import read_expression, whole_expression
from newsgen.importers.generators.site import Site
from newsgen.importers.tree import UnreadableError

_LARGEST = 20_000
_DEEPEST = 12
_MOST_THINGS = 500
_HEAD = re.compile(r"\A\s*---[ \t]*\r?\n(?P<said>.*?)\n?---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TAKEN = re.compile(r"\bconst\s*\{(?P<names>[^;]{0,2000}?)\}\s*(?::\s*\w+\s*)?=\s*Astro\.props\b")
_DATA = re.compile(r"\bimport\s+(?P<name>\w+)\s+from\s*[\"'](?P<path>[^\"'\n]+\.(?:json|ya?ml))[\"']")
_NAME = re.compile(r"<(?P<end>/)?(?P<name>[A-Za-z][\w.-]*)?")
_PROPERTY = re.compile(r"\s*(?P<name>[\w:@.-]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<open>\{)))?")
_LISTED = re.compile(
    r"(?P<list>.*?)\.map\(\s*\(?\s*(?P<name>\w+)(?:\s*,\s*(?P<number>\w+))?\s*\)?\s*=>\s*\(?\s*", re.DOTALL
)
_PICTURES = frozenset({"Image", "Picture"})


def closing_brace(text: str, begin: int) -> int:
    """Behind the brace that closes one.

    Raises:
        UntoldError: None does.
    """
    depth = 0
    quote = ""
    for at in range(begin, min(len(text), begin + _LARGEST)):
        letter = text[at]
        if quote:
            quote = "" if letter == quote and text[at - 1] != "\\" else quote
        elif letter in '"`' or (letter == "'" and not text[at - 1 : at].isalnum()):
            quote = letter
        elif letter in "{}":
            depth += 1 if letter == "{" else -1
            if not depth:
                return at + 1
    raise UntoldError


def properties_of(typed: str, worker: Worker) -> dict[str, Any]:
    """What a tag of a component gives it.

    Raises:
        UntoldError: Something of it is not known.
    """
    begin = _NAME.match(typed)
    at = begin.end() if begin else 0
    found: dict[str, Any] = {}
    for name, value, at in _properties(typed, at, worker, Scope()):  # noqa: B007, B020 - each tells where it ends
        if name == "...":
            raise UntoldError
        found[name] = value
    return found


def _properties(text: str, at: int, worker: Worker, scope: Scope) -> Iterator[tuple[str, Any, int]]:
    """The name and the value of each property of a tag, and where it ends; ``...`` for several at once."""
    while True:
        blank = re.compile(r"\s*").match(text, at)
        at = blank.end() if blank else at
        if text.startswith("{", at):
            end = closing_brace(text, at)
            said = text[at + 1 : end - 1].strip()
            yield (said, _valued(said, worker, scope), end) if re.fullmatch(r"\w+", said) else ("...", None, end)
            at = end
            continue
        match = _PROPERTY.match(text, at)
        if match is None:
            return
        at = match.end()
        value: Any = True
        if match["open"]:
            end = closing_brace(text, at - 1)
            said = text[at : end - 1]
            is_style = ":" in match["name"] or match["name"] in {"class", "className", "style"}
            value, at = None if is_style else _valued(said, worker, scope), end
        elif match["double"] is not None or match["single"] is not None:
            value = html.unescape(match["double"] if match["double"] is not None else match["single"])
        yield match["name"], value, at


def _valued(said: str, worker: Worker, scope: Scope) -> Any:  # noqa: ANN401 - any value
    try:
        return worker.value(whole_expression(said.strip()), scope)
    except UnreadScriptError:
        raise UntoldError from None


class Components:
    """The components of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def shown(self, typed: str, imported: Mapping[str, str], constants: Mapping[str, str], *, inner: bool) -> str:
        """The HTML of a tag, with INNER in the place of what lies between it and its end.

        Args:
            typed: The tag.
            imported: Names of its text to the files that they stand for.
            constants: Names of its text to words and numbers.
            inner: Whether it has an end.

        Raises:
            UntoldError: It is not known.
        """
        match = _NAME.match(typed)
        name = match["name"] if match else ""
        path = self._path(name or "", imported.get(name or "", ""))
        text = self._read(path)
        given = properties_of(typed, self.worker_of(imported, constants))
        head = _HEAD.match(text)
        said = head["said"] if head else ""
        worker = Worker(lambda one: self._named(one, path, said, given, worker), frozenset({INNER}))
        template = sub_between(text[head.end() :] if head else text, "<!--", "-->", lambda _: "")
        template = sub_elements(template, "script style", lambda *_: "")
        return _Rendering(worker, inner).made(template, Scope(), 0).strip()

    @staticmethod
    def worker_of(imported: Mapping[str, str], constants: Mapping[str, str]) -> Worker:
        """Who works out what stands in a tag of a text."""

        def named(name: str) -> Any:  # noqa: ANN401 - any value
            if name in constants:
                return constants[name]
            if re.search(r"\.(?:jpe?g|png|webp|avif|gif|svg)\Z", imported.get(name, ""), re.IGNORECASE):
                return imported[name]
            raise UntoldError

        return Worker(named)

    def _path(self, name: str, typed: str) -> str:
        top = f"{self._site.top}src/"
        paths = sorted(path for path in self._site.paths if path.startswith(top) and path.endswith(f"/{name}.astro"))
        bare = re.sub(r"^(?:[@~#]/?|\.{1,2}/)+", "", typed)
        fitting = [path for path in paths if bare and path.endswith(f"/{bare}")] or ([] if bare else paths)
        if not name or len(fitting) != 1:
            raise UntoldError
        return fitting[0]

    def _read(self, path: str) -> str:
        try:
            return self._site.tree.read(path, _LARGEST).decode("utf-8", "replace")
        except UnreadableError:
            raise UntoldError from None

    def _named(self, name: str, path: str, said: str, given: Mapping[str, Any], worker: Worker) -> Any:  # noqa: ANN401 - any value; of what
        """The value of a name of a component."""
        if name == "Astro":
            return {"props": dict(given)}
        taken = _TAKEN.search(said)
        if taken and (
            found := re.search(rf"(?:^|,)\s*(?:(?P<own>\w+)\s*:\s*)?{name}\s*(?P<usual>=(?!=))?", taken["names"])
        ):
            value = given.get(found["own"] or name)
            if value is not None or not found["usual"]:
                return value
            return self._begun(taken["names"], found.end(), worker)
        if data := next((each for each in _DATA.finditer(said) if each["name"] == name), None):
            return self._data(path, data["path"])
        if (own := re.search(rf"\bconst\s+{re.escape(name)}\s*(?::[^=\n]*)?=(?!=|>)\s*", said)) is not None:
            return self._begun(said, own.end(), worker)
        raise UntoldError

    @staticmethod
    def _begun(text: str, at: int, worker: Worker) -> Any:  # noqa: ANN401 - any value
        try:
            return worker.value(read_expression(text, at)[0], Scope())
        except (UnreadScriptError, RecursionError):
            raise UntoldError from None

    def _data(self, path: str, typed: str) -> object:
        folder = posixpath.dirname(path) if typed.startswith(".") else f"{self._site.top}src"
        found = posixpath.normpath(posixpath.join(folder, re.sub(r"^[@~#]?/", "", typed)))
        if found not in self._site.paths:
            raise UntoldError
        return read_data(self._site.tree, found)


class _Rendering:
    """Fills in the template of a component."""

    def __init__(self, worker: Worker, inner: bool) -> None:  # noqa: FBT001 - one of two things
        self._worker = worker
        self._inner = INNER if inner else ""

    def made(self, text: str, scope: Scope, depth: int) -> str:
        """The HTML of a part of a template."""
        if depth > _DEEPEST:
            raise UntoldError
        made: list[str] = []
        at = 0
        while at < len(text):
            following = re.compile(r"[{<]").search(text, at)
            begin = following.start() if following else len(text)
            made.append(text[at:begin])
            if following is None:
                break
            if text[begin] == "{":
                at = closing_brace(text, begin)
                made.append(self._expression(text[begin + 1 : at - 1].strip(), scope, depth))
            else:
                shown, at = self._tag(text, begin, scope)
                made.append(shown)
        if sum(map(len, made)) > _LARGEST:
            raise UntoldError
        return "".join(made)

    def _expression(self, said: str, scope: Scope, depth: int) -> str:
        said = re.sub(r"/\*.*?\*/", "", said, flags=re.DOTALL).strip()
        begin = said.find("<")
        if not said:
            return ""
        if begin < 0:
            value = _valued(said, self._worker, scope)
            return "" if value is None or isinstance(value, bool) else html.escape(spelled(value), quote=False)
        asked = said[:begin].rstrip("( \n\t")
        markup = said[begin : said.rfind(">") + 1]
        if asked.endswith("&&"):
            is_shown = holds(_valued(asked[:-2], self._worker, scope))
            return self.made(markup, scope, depth + 1) if is_shown else ""
        if asked.endswith("?"):
            parts = re.split(r"\)?\s+:\s+\(?", said[begin:].rstrip(") \n"))
            if len(parts) != 2:  # noqa: PLR2004 - one or the other
                raise UntoldError
            chosen = parts[0] if holds(_valued(asked[:-1], self._worker, scope)) else parts[1]
            return self.made(chosen, scope, depth + 1) if chosen.startswith("<") else ""
        listed = _LISTED.fullmatch(said[:begin])
        if listed is None:
            raise UntoldError
        things = _valued(listed["list"], self._worker, scope)
        if not isinstance(things, list) or len(things) > _MOST_THINGS:
            raise UntoldError
        return "".join(
            self.made(markup, Scope({listed["name"]: each, listed["number"] or "": number}, scope), depth + 1)
            for number, each in enumerate(things)
        )

    def _tag(self, text: str, begin: int, scope: Scope) -> tuple[str, int]:
        match = _NAME.match(text, begin)
        if match is None or (not match["name"] and text[match.end() : match.end() + 1] != ">"):
            return "&lt;", begin + 1
        name, at = match["name"] or "Fragment", match.end()
        properties: list[str] = []
        for key, value, end in _properties(text, at, self._worker, scope):
            at = end
            if key.startswith("set:") or (name == "slot" and key == "name"):
                raise UntoldError
            if value is not None and value is not False and ":" not in key and key != "...":
                properties.append(key if value is True else f'{key}="{html.escape(spelled(value))}"')
        ends = re.compile(r"\s*/?\s*>").match(text, at)
        if ends is None:
            raise UntoldError
        if name == "Fragment":
            return "", ends.end()
        if name == "slot":
            return "" if match["end"] else self._inner, ends.end()
        if name in _PICTURES:
            name = "img"
        if name[0].isupper() or "." in name:
            raise UntoldError
        return f"<{'/' if match['end'] else ''}{' '.join([name, *properties])}>", ends.end()

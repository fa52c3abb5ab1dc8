"""What the names in templates of one text stand for: its fields, the site's data, and what is set on the way. Pure."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from newsgen.importers.generators.configs import read_config
from newsgen.importers.generators.patterns import About, numbers_of, strftime
from newsgen.importers.generators.script_dates import formatted
from newsgen.importers.generators.script_errors import UnreadScriptError, UntoldError
from newsgen.importers.generators.script_functions import slug
from newsgen.importers.generators.script_values import Function, Scope, holds, spelled
from newsgen.importers.generators.script_worker import Worker
from newsgen.importers.generators.scripts import read_expression, whole_expression
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.site_data import DataFolder, SiteData
from newsgen.importers.tree import UnreadableError
from newsgen.loader.paths import as_dated_name, without_date

_RESERVED = frozenset("collections pagination content eleventy self caller super loop forloop".split())
"""Names that a generator fills, of which nothing is known here."""
_OF_LAYOUTS = re.compile(r"(?:^|/)_?(?:layouts?|includes)/")
_MOST_LAYOUTS = 200


class SiteNames:
    """What names stand for in all texts of a site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.data = SiteData(site).root
        self._given: dict[str, Any] = {}
        self._named: frozenset[str] | None = None

    def value(self, name: str) -> Any:  # noqa: ANN401 - any value
        """The value of a name of the site; None for one that nothing sets.

        Raises:
            UntoldError: It is set, and nobody knows to what.
        """
        if name in _RESERVED:
            raise UntoldError
        found = self.data.inside(name)
        if found is not None:
            if not isinstance(found, DataFolder) and not found:
                raise UntoldError
            return found
        if name == "pkg":
            return read_config(self.site.tree, f"{self.site.top}package.json")
        if (given := self._global(name)) is not None:
            return given
        if self._is_of_layouts(name):
            raise UntoldError
        return None

    def _global(self, name: str) -> Any:  # noqa: ANN401 - likewise
        """What settings of Eleventy give all texts."""
        if name not in self._given:
            self._given[name] = self.site.scripts.given(name)
        value = self._given[name]
        if isinstance(value, UntoldError):
            raise value
        return value

    def _is_of_layouts(self, name: str) -> bool:
        """Whether a layout may set a name, or a file of data that cannot be read."""
        if self._named is None:
            names: set[str] = set()
            for path in [path for path in sorted(self.site.paths) if _OF_LAYOUTS.search(path)][:_MOST_LAYOUTS]:
                try:
                    text = self.site.tree.read(path, 100_000).decode("utf-8", "replace")
                except UnreadableError:
                    continue
                if text.startswith("---"):
                    names.update(re.findall(r"(?m)^([\w$]+)[ \t]*:", text.split("\n---", 1)[0]))
            for path in self.site.paths:
                if match := re.search(r"(?:^|/)_data/([\w$]+)\.\w+\Z", path):
                    names.add(match[1])
            self._named = frozenset(names)
        return name in self._named


class TemplateNames:
    """What names stand for in one text."""

    def __init__(self, names: SiteNames, about: About, typed: Mapping[str, Any], address: str) -> None:
        self._names = names
        self._about = about
        self._typed = typed
        self._address = address
        self.set: dict[str, Any] = {}
        """What was set on the way."""
        self.used: set[str] = set()
        """Names of those that were asked for."""

    @property
    def site(self) -> Site:
        """The site of the text."""
        return self._names.site

    def worker(self) -> Worker:
        """Who works out expressions of the text."""
        worker = self.site.scripts.worker("", self.look)
        own = worker.filters

        def filtered(name: str, value: Any, given: Sequence[Any]) -> Any:  # noqa: ANN401 - any value
            if own is not None and name in self.site.scripts.filters:
                with suppress(UntoldError):
                    return own(name, value, given)
                # What its name and its form say holds, whatever library it asks.
                return _dated(value, given) if _SAYS_DATE.search(name) else _untold()
            return _filtered(name, value, given, self._about)

        worker.filters = filtered
        return worker

    def value(self, said: str) -> Any:  # noqa: ANN401 - any value
        """The value of an expression.

        Raises:
            UntoldError: It is not known.
        """
        try:
            return self.worker().value(whole_expression(said, is_template=True), Scope())
        except UnreadScriptError:
            raise UntoldError from None

    def holds(self, said: str) -> bool | None:
        """Whether a condition holds; None where that is not known."""
        try:
            return holds(self.value(said))
        except UntoldError:
            return None

    def look(self, name: str) -> Any:  # noqa: ANN401 - likewise
        """The value of a name.

        Raises:
            UntoldError: Nobody knows it.
        """
        if name in self.set:
            self.used.add(name)
            return self.set[name]
        typed = self._typed
        if self.site.generator == "hexo":
            raise UntoldError
        if self.site.generator == "jekyll":
            return self._look_of_jekyll(name)
        if name == "page":
            return self._page()
        computed = typed.get("eleventycomputed")
        if isinstance(computed, Mapping) and name in computed:
            raise UntoldError
        if name.lower() in typed:
            return _as_value(typed[name.lower()], self._about if name == "date" else None)
        return self._names.value(name)

    def _look_of_jekyll(self, name: str) -> Any:  # noqa: ANN401 - likewise
        if name == "page":
            date_of_it = _moment_of(self._about)
            known = {"url": self._address, "date": date_of_it}
            return _Told({**self._typed, **{key: value for key, value in known.items() if value}}, _OF_A_PAGE)
        if name == "site":
            return _Told({**self.site.config, "data": self._names.data}, None)
        raise UntoldError

    def _page(self) -> dict[str, Any]:
        entry = self._about.entry
        stem = without_date(as_dated_name(entry.stem))
        folder = entry.path.removeprefix(entry.prefix).rpartition("/")[0]
        own = without_date(as_dated_name(folder.rpartition("/")[2])) if stem == "index" else stem
        path = "/" + "/".join(filter(None, (folder, stem)))
        page: dict[str, Any] = {
            "fileSlug": own, "filePathStem": path, "inputPath": f"./{entry.path}",
            "outputFileExtension": "html", "lang": self._about.lang,
        }  # fmt: skip
        if (moment := _moment_of(self._about)) is not None:
            page["date"] = moment
        if self._address:
            page["url"] = self._address
        return page


_OF_A_PAGE = frozenset(
    "content excerpt url date id categories tags collection path next previous name dir slug relative_path".split()
)
"""What Jekyll itself gives a text."""


class _Told(dict[str, Any]):
    """Values of which some others are filled in by a program: all that are missing, or those of some names."""

    def __init__(self, known: Mapping[str, Any], reserved: frozenset[str] | None) -> None:
        super().__init__(known)
        self._reserved = reserved

    def get(self, key: str, usual: Any = None) -> Any:  # noqa: ANN401 - any value
        """One of them.

        Raises:
            UntoldError: It is filled in by a program.
        """
        if key in self:
            return self[key]
        if self._reserved is None or key in self._reserved:
            raise UntoldError
        return usual


class Fields(dict[str, Any]):
    """All data of a text, as a function is given it."""

    def __init__(self, names: TemplateNames, own: Mapping[str, Any]) -> None:
        super().__init__(own)
        self._names = names

    def get(self, key: str, usual: Any = None) -> Any:  # noqa: ANN401 - any value
        """One of them.

        Raises:
            UntoldError: It is not known.
        """
        del usual
        return self[key] if key in self else self._names.look(key)


def _moment_of(about: About) -> date | None:
    day = about.moment
    return datetime(day.year, day.month, day.day, *about.clock) if day is not None else None  # noqa: DTZ001 - as typed


def _as_value(value: Any, about: About | None) -> Any:  # noqa: ANN401 - any value
    """A field as a template has it: fields are all read as texts."""
    if about is not None:
        return _moment_of(about) or _untold()
    if isinstance(value, str):
        word = value.strip()
        if word in {"true", "false"}:
            return word == "true"
        return int(word) if re.fullmatch(r"-?(?:0|[1-9]\d{0,14})", word) else value
    if isinstance(value, list):
        return [_as_value(each, None) for each in value]
    if isinstance(value, Mapping):
        return {key: _as_value(each, None) for key, each in value.items()}
    return value


_SAYS_DATE = re.compile(r"date|format|time", re.IGNORECASE)


def _dated(value: Any, given: Sequence[Any]) -> str:  # noqa: ANN401 - any value
    """A date by the form that a filter is given."""
    if not isinstance(value, date) or not given or not isinstance(given[0], str):
        raise UntoldError
    return formatted(value, given[0], is_luxon="y" in given[0])


def _untold() -> Any:  # noqa: ANN401 - it never gives anything back
    raise UntoldError


def _filtered(  # noqa: C901, PLR0911, PLR0912 - a line for each
    name: str,
    value: Any,  # noqa: ANN401 - any value
    given: Sequence[Any],
    about: About,
) -> Any:  # noqa: ANN401 - likewise
    """What the filters that templates have anyway make of a value."""
    first = given[0] if given else None
    if name in {"safe", "escape", "e", "escape_once", "string", "url", "relative_url", "forceescape"}:
        return value if not isinstance(value, date) else _untold()
    if name in {"default", "d"}:
        return value if value not in {None, ""} else first
    if name in {"slug", "slugify", "slugifyUrl"} and isinstance(value, str | int):
        return slug([value])
    if isinstance(value, date) or (name == "date" and value in {"now", "today"}):
        if isinstance(first, str) and "%" not in first and _SAYS_DATE.search(name):
            return _dated(value, given)
        if name == "date" and isinstance(first, str) and isinstance(value, date):
            numbers = numbers_of(about)
            made = re.sub("%-?[A-Za-z]", lambda sign: strftime(sign[0], numbers), first)
            return made if "%" not in made else _untold()
        return _untold()
    if name in {"upper", "upcase", "lower", "downcase", "capitalize", "trim", "strip", "title"}:
        text = spelled(value)
        return {
            "upper": text.upper, "upcase": text.upper, "lower": text.lower, "downcase": text.lower,
            "capitalize": text.capitalize, "trim": text.strip, "strip": text.strip, "title": text.title,
        }[name]()  # fmt: skip
    if name == "replace" and len(given) > 1 and isinstance(first, str):
        return spelled(value).replace(first, spelled(given[1]))
    if name in {"append", "prepend"}:
        return spelled(value) + spelled(first) if name == "append" else spelled(first) + spelled(value)
    if isinstance(value, list):
        if name == "join":
            return (spelled(first) if given else "").join(map(spelled, value))
        if name in {"first", "last"}:
            return (value[0] if name == "first" else value[-1]) if value else None
        if name in {"length", "size", "count"}:
            return len(value)
        if name in {"reverse", "reversed"}:
            return value[::-1]
    if name in {"length", "size"} and isinstance(value, str):
        return len(value)
    return _untold()


def value_by_script(site: Site, said: str, names: TemplateNames, data: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """What a function of a file of data gives for a text; ``said`` is where it stands, and its text.

    Raises:
        UntoldError: That is not known.
    """
    path, _, typed = said.partition("\n")
    try:
        node, _ = read_expression(typed)
    except UnreadScriptError:
        raise UntoldError from None
    worker = site.scripts.worker(path, names.look)
    return worker.call(Function(node, Scope()), [data])

"""``{% cached story, … %}…{% endcached %}``: a piece of a page that is rendered once for the same values, then kept.

A story's teaser stands on ten pages and more: its day, its month, each of its terms. The piece may use the values
that are named, `site`, `labels` and macros, and nothing else: what it took from its page, or asked of the archive,
would be wrong on the next page. Where that can be seen, it is refused.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import islice
from typing import get_args

from jinja2 import TemplateError, nodes
from jinja2.environment import Environment
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from newsgen.models.notebook import Notebook, read_note
from newsgen.models.page import Context

_OF_THE_PAGE = frozenset({"page", "body", "structured_data", "archive"}) | {
    field.name for context in get_args(Context) for field in fields(context)
}
"""Variables that mean another thing on each page."""


class CachedFragments(Extension):
    """The tag ``cached``."""

    tags = {"cached"}  # noqa: RUF012 - Jinja2's interface
    keep_at_most = 120_000
    """About 120 MB in each process. When there are more, the half that was made first is let go."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.notebook = Notebook()
        """Where questions are noted; the renderer puts its own here."""
        self._kept: dict[tuple[object, ...], tuple[Markup, tuple[object, ...], frozenset[str]]] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as a call with its values, which renders its inside only if it must."""
        line = next(parser.stream).lineno
        values = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            values.append(parser.parse_expression())
        inside = parser.parse_statements(("name:endcached",), drop_needle=True)
        if strangers := _strangers(inside, values):
            parser.fail(f"what is `cached` cannot use `{strangers[0]}`: name it behind `cached`", line)
        kept = parser.free_identifier()
        place = nodes.Const(f"{parser.name}:{line} {kept.name}")
        return self._kept_or_made(kept, [place, *values], inside).set_lineno(line)

    def _kept_or_made(self, kept: nodes.InternalName, named: list[nodes.Expr], inside: list[nodes.Node]) -> nodes.Node:
        """What was kept, or a call of `_make` with the inside, which is not even set up where something was kept."""
        make = nodes.CallBlock(self.call_method("_make", named), [], [], inside)
        return nodes.Scope(
            [
                nodes.Assign(kept, self.call_method("_known", named)),
                nodes.If(nodes.Test(kept, "none", [], [], None, None), [make], [], [nodes.Output([kept])]),
            ]
        )

    def _known(self, place: str, *values: object) -> Markup | None:
        kept = self._kept.get(_key(place, values))
        if kept is None:
            return None
        fragment, _, asked = kept
        if asked:
            self.notebook.add(asked)
        return fragment

    def _make(self, place: str, *values: object, caller: Callable[[], str]) -> Markup:
        if len(self._kept) >= self.keep_at_most:
            for key in list(islice(self._kept, self.keep_at_most // 2)):
                del self._kept[key]
        before = self.notebook.take()
        fragment = Markup(caller())  # noqa: S704 - rendered and escaped by the same template
        asked = self.notebook.take()
        self.notebook.add(before | asked)
        if asked and (questions := sorted({read_note(note)[0] for note in asked} - {"asset"})):
            raise TemplateError(
                f"what is `cached` cannot ask `archive.{questions[0]}`: ask it before, and name the answer"
            )
        self._kept[_key(place, values)] = (fragment, values, asked)
        return fragment


def _key(place: str, values: Sequence[object]) -> tuple[object, ...]:
    """By what a fragment is kept.

    Cards, and rows of them, are never altered and live as long as the site is rendered: who it is tells more cheaply
    than what it holds. Other values that Python takes for equal may look different, such as 1 and true.
    """
    # mypy takes no type for something that can be a key.
    return (place, *[id(value) if _is_card(type(value)) else (type(value), value) for value in values])  # type: ignore[arg-type]


@cache
def _is_card(kind: type) -> bool:
    """Whether what is of this type is a card, or a row of them."""
    return kind in {tuple, list, dict} or is_dataclass(kind)


def _strangers(inside: Iterable[nodes.Node], values: Sequence[nodes.Expr]) -> list[str]:
    """The page's variables that are used inside, but neither named nor set there."""
    named = {
        name.name for value in values for name in (value, *value.find_all(nodes.Name)) if isinstance(name, nodes.Name)
    }
    used = [name for node in inside for name in node.find_all(nodes.Name)]
    used += [node for node in inside if isinstance(node, nodes.Name)]
    own = named | {name.name for name in used if name.ctx != "load"}
    return sorted({name.name for name in used if name.ctx == "load"} & _OF_THE_PAGE - own)

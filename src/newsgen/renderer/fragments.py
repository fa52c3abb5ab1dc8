"""``{% cached story, … %}…{% endcached %}``: a piece of a page that is rendered once for the same values, then kept.

A story's teaser stands on ten pages and more: its day, its month, each of its terms. The piece may use the values
that are named, `site`, `labels` and macros, and nothing else; what it would ask of the archive could be another
answer on the next page.
"""

from collections.abc import Callable
from dataclasses import is_dataclass

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

_KEEP_AT_MOST = 30_000
"""About 30 MB in each process; when there are more, all are let go and the next ones kept."""


class CachedFragments(Extension):
    """The tag ``cached``."""

    tags = {"cached"}  # noqa: RUF012 - Jinja2's interface

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._kept: dict[tuple[object, ...], tuple[Markup, tuple[object, ...]]] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag as a call with its values, which renders its inside only if it must."""
        line = next(parser.stream).lineno
        values = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            values.append(parser.parse_expression())
        inside = parser.parse_statements(("name:endcached",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("_fragment", [place, *values])
        return nodes.CallBlock(call, [], [], inside).set_lineno(line)

    def _fragment(self, place: str, *values: object, caller: Callable[[], str]) -> Markup:
        # Cards are frozen and live as long as the site is rendered: who it is tells more cheaply than what it holds.
        key = (place, *(id(value) if is_dataclass(value) else value for value in values))
        kept = self._kept.get(key)
        if kept is not None:
            return kept[0]
        if len(self._kept) >= _KEEP_AT_MOST:
            self._kept.clear()
        fragment = Markup(caller())  # noqa: S704 - rendered and escaped by the same template
        self._kept[key] = (fragment, values)
        return fragment

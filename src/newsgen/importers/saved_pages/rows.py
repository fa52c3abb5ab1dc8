"""Lines that nothing but their words and links tells to be rows: the way to a story, and what it is filed by. Pure."""

import re
from collections.abc import Sequence

from newsgen.importers.address_parts import bare_host, joined, parts_of_address
from newsgen.importers.saved_pages import evidence, hints
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Unit

WAY = "the way to the story"
_SIGNS = r">»›→⟩▸▶/\\|·•:＞／｜–—-"
_BETWEEN = re.compile(rf"\s*(?:[{_SIGNS}]|::|&gt;)+\s*")
"""Between two names of such a row."""
_LEADING = re.compile(r"[>»›→⟩▸▶/\\＞／]|::")
"""Signs that lead from one name to the next, and part no equals."""
_LABEL = re.compile(r"\A[^\W\d_][^:：]{2,28}[:：]\s*")
_INDEX = re.compile(r"(?:index|default|home|main)\.\w{1,5}|")
_MOST_CRUMBS = 6
_MOST_WORDS = 5
"""Of one name in a row."""
_IN_TEXT = frozenset({"", hints.FOOT})


def is_way(unit: Unit, parsed: Parsed, title: str) -> bool:
    """Whether a line is the row of links that leads to the story, from the home page or a section on.

    The last name may be the headline itself, or no link.
    """
    if not 1 <= len(unit.links) <= _MOST_CRUMBS or unit.place.element.name in {"h1", "h2"}:
        return False
    names = [link.one_line() for link in unit.links]
    between, rest = _row(unit.text, names)
    is_named = all(
        len(name.split()) <= _MOST_WORDS or evidence.agrees_with_title(name, title) for name in (*names, rest)
    )
    is_row = bool(between) and is_named and (len(names) > 1 or bool(rest))
    if not is_row or not all(_is_on_site(link.get("href"), parsed) for link in unit.links):
        return False
    return _is_home(unit.links[0].get("href"), parsed) or any(_LEADING.search(sign) for sign in between)


def _row(text: str, names: Sequence[str]) -> tuple[list[str], str]:
    """What stands between the names of a row, and what behind them; nothing between them where it is no row."""
    rest = (text if text.startswith(names[0] or "-") else _LABEL.sub("", text)).strip(f" {_SIGNS}")
    between: list[str] = []
    for name in names:
        sign = _BETWEEN.match(rest[len(name) :])
        if not name or not rest.startswith(name) or (sign is None and rest != name):
            return [], rest
        between.append(sign[0] if sign else "")
        rest = rest[len(name) + len(between[-1]) :]
    return between, rest


def _is_on_site(typed: str, parsed: Parsed) -> bool:
    """Whether a link leads to a page of the site."""
    if re.match(r"(?i)\s*(?:javascript:|mailto:|tel:)", typed):
        return False
    host = parts_of_address(joined(parsed.page.address, typed.strip())).netloc
    return not host or bare_host(host) == bare_host(parts_of_address(parsed.page.address).netloc)


def _is_home(typed: str, parsed: Parsed) -> bool:
    path = parts_of_address(joined(parsed.page.address, typed.strip())).path
    return path in {"", "/"} or (path.count("/") == 1 and _INDEX.fullmatch(path[1:]) is not None)


def tags_in(unit: Unit, tongue: Tongue) -> tuple[str, ...]:
    """What a line says that a story is filed by: a word for that, and links, or names between commas."""
    if unit.place.hint not in _IN_TEXT or unit.pictures:
        return ()
    found = tongue.bylines.tags(unit.text)
    if not found:
        return ()
    if unit.links:
        linked = tuple(dict.fromkeys(name for link in unit.links if (name := link.one_line().strip(" #,;"))))
        rest = unit.text.partition(linked[0])[2] if linked else unit.text
        for name in linked:
            rest = rest.replace(name, " ")
        if re.search(r"[^\W_]{3}", rest):
            return ()  # It says something else, too.
        found = linked
    return found if all(len(name.split()) <= _MOST_WORDS for name in found) else ()

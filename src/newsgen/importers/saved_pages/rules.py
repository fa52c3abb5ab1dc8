"""What is known of a site's pages, as a file that a person may edit. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from newsgen.errors import UsageError
from newsgen.importers.editable import with_digest

FIELDS = ("headline", "subtitle", "authors", "date", "section", "tags", "dateline")
"""Of a template, beside `body` and `drop`."""
_NAMES = frozenset({*FIELDS, "body", "drop", "own"})
_KNOWN = frozenset(
    {
        "templates",
        "standing",
        "elsewhere",
        "keep",
        "teased",
        "day_first",
        "title_ends",
        "site",
        "authors",
        "sections",
        "ends",
        "leads",
        "names",
    }
)
_LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of a site's pages: where what is on them."""

    name: str
    body: tuple[str, ...]
    """Selectors of CSS, the better first; so in all that follow."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    pages: int = 0
    """From how many it was learned."""
    example: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Selector to what was seen there."""
    agreement: float = 1.0
    """How much the judge has found the same body."""
    own: tuple[str, ...] = ()
    """Boxes that are the story's own, whatever they are called."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All that is known of a site."""

    templates: tuple[Template, ...] = ()
    standing: Mapping[str, int] = field(default_factory=dict)
    """Lines that many pages have, with `#` for each number, to how many do."""
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    """Likewise outside of stories, in menus: not told again of each page."""
    keep: frozenset[str] = frozenset()
    """Of these, those that are a part of stories all the same."""
    teased: frozenset[str] = frozenset()
    """Likewise those that are one story's own, where no link to it stands above them."""
    ends: tuple[str, ...] = ()
    """Likewise those behind which no story goes on."""
    leads: tuple[str, ...] = ()
    """First words of lines that lead to other stories."""
    day_first: bool | None = None
    title_ends: tuple[str, ...] = ()
    """What the site puts around headlines in the titles of its pages."""
    site: str = ""
    authors: tuple[str, ...] = ()
    """Names that pages give as authors and that are none: the site's own."""
    names: tuple[str, ...] = ()
    """Names that bylines have in capitals alone, as the site elsewhere writes them."""
    sections: Mapping[str, str] = field(default_factory=dict)
    """Folders of addresses that are sections, to their names."""
    learned: int = 0
    """From how many pages."""

    def is_standing(self, told: str) -> bool:
        """Whether a line is one that many pages have, and no part of their stories."""
        return told in self.standing and told not in self.keep


def rules_text(rules: Rules) -> str:
    """The file of some rules; its last line tells by a digest whether somebody has edited it."""
    return with_digest("\n".join(_lines(rules)) + "\n")


def _lines(rules: Rules) -> Iterator[str]:
    yield f"# How the pages of {rules.site or 'this site'} are read: learned from {rules.learned:,} of them."
    yield "# Edit what is wrong, and import again with `--rules` and this file. The better selectors stand first."
    yield f"site: {_quoted(rules.site)}"
    day_first = "null" if rules.day_first is None else str(rules.day_first).lower()
    yield f"day_first: {day_first} # whether 5/3/2004 is in March"
    yield "# What titles of pages have before or behind the headline."
    yield from _list("title_ends", rules.title_ends, 0)
    yield "# Names that pages give as their author, and that are none."
    yield from _list("authors", rules.authors, 0)
    if rules.names:
        yield "# Names that bylines have in capitals, as the site elsewhere writes them."
        yield from _list("names", rules.names, 0)
    yield "# Folders of addresses that are sections, and what these are called."
    yield "sections:" if rules.sections else "sections: {}"
    yield from (f"  {_quoted(folder)}: {_quoted(name)}" for folder, name in rules.sections.items())
    yield "templates:" if rules.templates else "templates: {}"
    for template in rules.templates:
        yield from _template(template)
    yield "# Lines that many pages have amid their text: no part of a story. `#` stands for a number."
    yield from _counted("standing", rules.standing)
    yield "# Of such lines, those that are a part of stories all the same."
    yield from _list("keep", sorted(rules.keep), 0)
    if rules.teased:
        yield "# Of such lines, those that are one story's own: no part of the others, which lead to it by them."
        yield from _list("teased", sorted(rules.teased), 0)
    yield "# Lines behind which no story goes on: what stands there are comments, or tools."
    yield from _list("ends", rules.ends, 0)
    yield "# First words of lines that lead to other stories: these lines are no part of a story."
    yield from _list("leads", rules.leads, 0)
    yield "# Lines that many pages have outside of their text: they are not listed again with each story."
    yield from _counted("elsewhere", rules.elsewhere)


def _counted(name: str, lines: Mapping[str, int]) -> Iterator[str]:
    yield f"{name}:" if lines else f"{name}: []"
    for line, count in sorted(lines.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  - {_quoted(line)} # {count:,} pages"


def _template(template: Template) -> Iterator[str]:
    yield f"  {template.name}: # {template.pages:,} pages, such as {_printable(template.example)}"
    if template.agreement < 0.8:
        yield f"    # Look at this one: another program finds the same body by {template.agreement:.0%} only."
    for name, selectors in (
        ("body", template.body),
        *((key, template.fields.get(key, ())) for key in FIELDS),
        ("drop", template.drop),
        *((("own", template.own),) if template.own else ()),
    ):
        if not selectors:
            yield f"    {name}: []"
            continue
        yield f"    {name}:"
        for each in selectors:
            note = template.notes.get(each, "")
            yield f"      - {_quoted(each)}" + (f" # {_printable(note)}" if note else "")


def _list(name: str, values: Iterable[str], depth: int) -> Iterator[str]:
    found = list(values)
    yield f"{'  ' * depth}{name}:" if found else f"{'  ' * depth}{name}: []"
    for each in found:
        yield f"{'  ' * depth}  - {_quoted(each)}"


def _quoted(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _printable(text: str) -> str:
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= 80 else f"{plain[:79]}…"


def read_rules(text: str, name: str) -> Rules:
    """The rules in a file.

    Raises:
        UsageError: It is none, or says what rules do not know.
    """
    if len(text) > _LARGEST:
        raise UsageError(f"{name} is too large for a file of rules", mend="import once more without --rules")
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f":{mark.line + 1}:{mark.column + 1}" if mark is not None else ""
        raise UsageError(
            f"{name}{at} is no YAML", mend="mend that line, or import once more without --rules"
        ) from error
    if not isinstance(said, dict):
        raise UsageError(f"{name} has no rules", mend="import once more without --rules, which writes a file of rules")
    _refuse_unknown(said, _KNOWN, name)
    templates = said.get("templates") or {}
    if not isinstance(templates, dict):
        raise UsageError(
            f"{name}: `templates` has to be a group", mend="give each template a name, and its selectors below"
        )
    return Rules(
        templates=tuple(_read_template(str(key), value, name) for key, value in templates.items()),
        standing=dict.fromkeys(_texts(said, "standing", name), 0),
        elsewhere=dict.fromkeys(_texts(said, "elsewhere", name), 0),
        keep=frozenset(_texts(said, "keep", name)),
        teased=frozenset(_texts(said, "teased", name)),
        day_first=said.get("day_first") if isinstance(said.get("day_first"), bool) else None,
        title_ends=_texts(said, "title_ends", name),
        ends=_texts(said, "ends", name),
        leads=_texts(said, "leads", name),
        site=str(said.get("site") or ""),
        authors=_texts(said, "authors", name),
        names=_texts(said, "names", name),
        sections=_read_sections(said, name),
    )


def _read_sections(said: Mapping[str, Any], name: str) -> Mapping[str, str]:
    found = said.get("sections") or {}
    if not isinstance(found, dict) or not all(isinstance(value, str) and value.strip() for value in found.values()):
        raise UsageError(
            f"{name}: `sections` has to be a group of texts",
            mend='write each as `"arts": "Arts and Culture"` on its line',
        )
    return {str(folder): value.strip() for folder, value in found.items()}


def _refuse_unknown(said: Mapping[str, Any], known: frozenset[str], name: str) -> None:
    for key in said:
        if key not in known:
            raise UsageError(
                f"{name}: `{key}` is nothing that rules know", mend=f"they know {', '.join(sorted(known))}"
            )


def _read_template(key: str, said: object, name: str) -> Template:
    if not isinstance(said, dict):
        raise UsageError(
            f"{name}: the template `{key}` has to be a group", mend="write `body:` below it, with a selector"
        )
    _refuse_unknown(said, _NAMES, f"{name}, template {key}")
    chosen = {part: _texts(said, part, f"{name}, template {key}") for part in said}
    for selector in (each for part in chosen.values() for each in part):
        if not is_selector(selector):
            raise UsageError(
                f"{name}, template {key}: `{selector}` is no selector of CSS", mend="write one such as `div.story > p`"
            )
    fields = {part: value for part, value in chosen.items() if part in FIELDS and value}
    return Template(key, chosen.get("body", ()), fields, chosen.get("drop", ()), own=chosen.get("own", ()))


def _texts(said: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    value = said.get(key)
    found = [value] if isinstance(value, str) else value or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise UsageError(f"{name}: `{key}` has to be a list of texts", mend='write each as `- "…"` on its line')
    return tuple(found)


def is_selector(text: str) -> bool:
    """Whether a text is a selector of CSS."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # noqa: PLC0415 - only where there are rules

    try:
        LexborHTMLParser("<p>").css(text)
    except (SelectolaxError, ValueError):
        return False
    return True


def joined_rules(one: Rules, other: Rules) -> Rules:
    """The rules of a site with those for further pages of it."""
    return replace(
        one,
        templates=renamed((*one.templates, *other.templates)),
        standing={**other.standing, **one.standing},
        elsewhere={**other.elsewhere, **one.elsewhere},
        keep=one.keep | other.keep,
        teased=one.teased | other.teased,
        ends=tuple(dict.fromkeys((*one.ends, *other.ends))),
        leads=tuple(dict.fromkeys((*one.leads, *other.leads))),
        learned=one.learned + other.learned,
    )


def renamed(templates: Iterable[Template]) -> tuple[Template, ...]:
    """Templates with names in their order."""
    return tuple(replace(template, name=f"story-{number}") for number, template in enumerate(templates, 1))

"""What is known while the tags of one story are resolved, and what is kept of those that show nothing. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from newsgen.importers.generators.conditions import UNKNOWN
from newsgen.importers.generators.definitions import Definition
from newsgen.importers.generators.masks import Masks
from newsgen.importers.generators.script_tags import Macro
from newsgen.importers.generators.tag_markdown import (
    PICTURE,
    PICTURE_KEYS,
    commented,
    fenced,
    figure,
    gallery,
    picture,
    with_named_places,
)
from newsgen.importers.generators.tags import Tag, arguments_of
from newsgen.importers.generators.template_names import TemplateNames

_OPTIONS = re.compile(r"\s--alt\s+(?P<alt>(?:(?!\s--).){1,500})")
"""Of Jekyll's `picture`: words behind `--alt`."""
FURTHER_PICTURE_KEYS = ("id", "light_src", "light", "default_src", "day", "fname", "photo", "large", "full", "original")
"""Arguments that may be the picture, too."""


@dataclass
class Knowing:
    """The story whose tags are resolved."""

    masks: Masks
    find: Callable[[str], str]
    """The address of a file of texts that a tag names; empty where there is none."""
    included: Callable[[str], str]
    """The text of a file that a tag includes; empty where there is none."""
    value: Callable[[str], str | None]
    """The value of an expression; None where it is not known."""
    generator: str = ""
    title_of: Callable[[str], str] = lambda _: ""
    """The headline of the text that a tag names; empty where there is none."""
    code_of: Callable[[str], str] = lambda _: ""
    """The text of a file of code that a tag names; empty where there is none."""
    unknown: dict[str, int] = field(default_factory=dict)
    """Name of each tag that nobody knows to how often it was met."""
    data: Callable[[str], object] = lambda _: None
    """The value of a field of the story, whatever that is."""
    lists: Callable[[str], object] = lambda _: None
    """What a field or a file of data says, whatever that is; None where there is none."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Of a text with components: names that it gives to words and numbers."""
    imported: Mapping[str, str] = field(default_factory=dict)
    """Likewise names that it gives to files."""
    spelled: dict[str, str] = field(default_factory=dict)
    """Tags that stand for components, to these as the text has them."""
    component: Callable[[str, Mapping[str, str], Mapping[str, str], bool], str] | None = None
    """The HTML of a component by the site's own definition."""
    define: Callable[[str], Definition | None] = lambda _: None
    """How the site shows a tag."""
    define_part: Callable[[str], Definition | None] = lambda _: None
    """Likewise what a tag includes."""
    pictures: Callable[[str], list[str]] = lambda _: []
    """The pictures that a pattern, a folder or a list names."""
    no_part: dict[str, int] = field(default_factory=dict)
    """Name of each tag that shows nothing of the story to how often it was met."""
    unshown: list[str] = field(default_factory=list)
    """Tags that say words which nobody sees: they are kept beside."""
    captured: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    """Texts that a tag has kept under a name: each with the number of its mask, and as it was typed."""
    look: Callable[[str], object] = lambda _: UNKNOWN
    """The value of a name in a condition."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Conditions, and what of them stands nowhere, or in doubt."""
    names: TemplateNames | None = None
    """What names in templates stand for, where that is known."""
    macro: Callable[[str], Macro | None] = lambda _: None
    """A macro of the site."""
    branches: dict[str, str] = field(default_factory=dict)
    """Masks at which another branch of a condition begins, each with the condition of that."""

    def code(self, language: str, typed: str) -> str:
        """A block of code."""
        return "\n\n" + self.masks.hide(fenced(language, typed)) + "\n\n"

    def hidden(self, typed: str) -> str:
        """A comment with what nobody sees."""
        return self.masks.hide(f"<!-- kept: {commented(typed)} -->")

    def keep(self, tag: Tag) -> tuple[str, str]:
        """What stands in the place of a tag that nobody knows, and of its end: comments, which no reader sees."""
        name = tag.name or tag.said.partition("|")[0].strip()[:60]
        self.unknown[name] = self.unknown.get(name, 0) + 1
        if tag.in_address:
            return next((value for value in tag.arguments.values() if PICTURE.search(value)), ""), ""
        typed = self.spelled.get(tag.typed, tag.typed)
        called = re.match(r"<([\w.]+)", typed)
        end = self.hidden(f"</{called[1]}>" if called else f"end of {tag.name}") if tag.inner is not None else ""
        return self.hidden(typed), end

    def leave_out(self, name: str) -> str:
        """Nothing, which is counted."""
        self.no_part[name] = self.no_part.get(name, 0) + 1
        return ""

    def said_by(self, value: str) -> str:
        """The value of an argument, which may be the name of a field."""
        if re.fullmatch(r"(?:page|site|post|frontmatter)\.[\w.-]+", value):
            return self.value(value) or ""
        return value

    def picture(self, tag: Tag, arguments: Mapping[str, str]) -> str | None:
        """A figure, by arguments that are called differently everywhere."""
        if tag.form == "liquid" and (told := _OPTIONS.search(tag.said)):
            arguments = {**arguments_of(tag.said[len(tag.name) : told.start()]), "alt": told["alt"].strip()}
        if tag.form == "liquid" and "," in tag.said:
            arguments = with_named_places(arguments)
        if not any(PICTURE.search(value) for key, value in arguments.items() if key in PICTURE_KEYS or key.isdigit()):
            further = next(
                (arguments[key] for key in FURTHER_PICTURE_KEYS if PICTURE.search(arguments.get(key, ""))), ""
            )
            arguments = {**arguments, "src": further} if further else arguments
        return picture(arguments, tag.inner, self.value, in_html=tag.in_html)

    def pictures_of(self, listed: str, caption: str) -> str | None:
        """A gallery of the pictures that a pattern, a folder or a list names."""
        figures = [figure(src, "") for src in self.pictures(listed)]
        return gallery(figures, caption) if figures else None


class Other(Enum):
    """What a function of a family says of a tag that is none of it after all: the next family is asked."""

    FAMILY = auto()


Maker = Callable[[Knowing, Tag, str], str | Other | None]
"""What a tag of a name becomes; None where nobody can tell."""

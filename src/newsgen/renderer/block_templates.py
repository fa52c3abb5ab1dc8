"""The templates of blocks and embeds: which there are, and what they make."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from jinja2 import Template
from markupsafe import Markup

from newsgen.errors import ContentError, Problem
from newsgen.models.block import BlockView, EmbedView
from newsgen.renderer.fenced_blocks import Known
from newsgen.renderer.theme import THEME

BLOCKS = "blocks/"
EMBEDS = "embeds/"
_SUFFIX = ".html"
_FORMS = {
    BLOCKS: re.compile(r"[a-z](?:(?![A-Z])[\w-])*"),
    EMBEDS: re.compile(r"(?!www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+"),
}
"""What the names in each folder are like."""


def block_templates(names: Iterable[str]) -> list[str]:
    """Of some names of templates those of blocks and embeds, sorted."""
    return sorted(name for name in names if name.startswith((BLOCKS, EMBEDS)) and name.endswith(_SUFFIX))


def known_blocks(names: Iterable[str]) -> Known:
    """What there are templates for, of the names of all templates."""
    found: dict[str, set[str]] = {BLOCKS: set(), EMBEDS: set()}
    for template in block_templates(name.removeprefix(THEME) for name in names):
        folder, name = _parts(template)
        if _FORMS[folder].fullmatch(name):
            found[folder].add(name)
    return Known(frozenset(found[BLOCKS]), frozenset(found[EMBEDS]))


def unusable_names(names: Iterable[str]) -> Iterator[Problem]:
    """A warning for each template of a block or an embed that no story can ask for."""
    for template in block_templates(name for name in names if not name.startswith(THEME)):
        folder, name = _parts(template)
        if name.startswith("_") or _FORMS[folder].fullmatch(name):  # what others include begins with an underscore
            continue
        usable = name.lower().removeprefix("www." if folder == EMBEDS else "")
        if _FORMS[folder].fullmatch(usable):
            mend = f"call it {usable}{_SUFFIX}"
        elif folder == BLOCKS:
            mend = "a block's name begins with a letter of a to z, and has letters, digits, `-` and `_`"
        else:
            mend = "call it as the host is called, in lower case and without `www.`: example.com.html"
        what = "no block can be called so" if folder == BLOCKS else "no embed is looked for by this name"
        yield Problem(f"templates/{template}", what, mend).as_warning()


def _parts(template: str) -> tuple[str, str]:
    """The folder and the name of a template."""
    folder = BLOCKS if template.startswith(BLOCKS) else EMBEDS
    return folder, template[len(folder) : -len(_SUFFIX)]


class BlockTemplates:
    """The templates of blocks and embeds of a site."""

    def __init__(
        self,
        names: Iterable[str],
        template: Callable[[str], Template],
        words: Callable[[str], Mapping[str, object]],
        mistakes: tuple[type[Exception], ...],
        problem_of: Callable[[Exception, str, str], Problem],
    ) -> None:
        """Takes the names of all templates, and what gives a template, and the theme's words in a language.

        ``problem_of`` makes a problem of what is raised, of ``mistakes``, of the name of a template and of the story.
        """
        self.known = known_blocks(names)
        self._template = template
        self._words = words
        self._mistakes = mistakes
        self._problem_of = problem_of

    def fill(self, name: str, view: BlockView | EmbedView, lang: str, during: str) -> str | Problem:
        """The HTML that a template makes in a language for a story, ``content/…``; or what is wrong with it."""
        kind = "block" if isinstance(view, BlockView) else "embed"
        inside = Markup(view.html) if isinstance(view, BlockView) else Markup()  # noqa: S704 - rendered and sanitized
        try:
            return self._template(name).render({kind: view, "inside": inside, "words": self._words(lang), "lang": lang})
        except ContentError as error:
            return replace(error.problems[0], during=during)
        except self._mistakes as error:
            return self._problem_of(error, name, during)

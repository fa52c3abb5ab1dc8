"""The templates of blocks and embeds: which there are, and what they make."""

from collections.abc import Callable, Iterable, Mapping

from jinja2 import Template
from markupsafe import Markup

from newsgen.errors import ContentError, Problem
from newsgen.models.block import BlockView, EmbedView
from newsgen.renderer.fenced_blocks import Known
from newsgen.renderer.theme import THEME

BLOCKS = "blocks/"
EMBEDS = "embeds/"
_SUFFIX = ".html"


def block_templates(names: Iterable[str]) -> list[str]:
    """Of some names of templates those of blocks and embeds, sorted."""
    return sorted(name for name in names if name.startswith((BLOCKS, EMBEDS)) and name.endswith(_SUFFIX))


class BlockTemplates:
    """The templates of blocks and embeds of a site."""

    def __init__(
        self,
        names: Iterable[str],
        template: Callable[[str], Template],
        words: Callable[[str], Mapping[str, object]],
        mistakes: tuple[type[Exception], ...],
        problem_of: Callable[[Exception, str], Problem],
    ) -> None:
        """Takes the names of all templates, and what gives a template, and the theme's words in a language.

        ``problem_of`` makes a problem of what is raised, of ``mistakes``, and of the name of a template.
        """
        own = block_templates(name.removeprefix(THEME) for name in names)
        self.known = Known(
            frozenset(name[len(BLOCKS) : -len(_SUFFIX)] for name in own if name.startswith(BLOCKS)),
            frozenset(name[len(EMBEDS) : -len(_SUFFIX)] for name in own if name.startswith(EMBEDS)),
        )
        self._template = template
        self._words = words
        self._mistakes = mistakes
        self._problem_of = problem_of

    def fill(self, name: str, view: BlockView | EmbedView, lang: str) -> str | Problem:
        """The HTML that a template makes in a language; or what is wrong with it."""
        kind = "block" if isinstance(view, BlockView) else "embed"
        inside = Markup(view.html) if isinstance(view, BlockView) else Markup()  # noqa: S704 - rendered and sanitized
        try:
            return self._template(name).render({kind: view, "inside": inside, "words": self._words(lang), "lang": lang})
        except ContentError as error:
            return error.problems[0]
        except self._mistakes as error:
            return self._problem_of(error, name)

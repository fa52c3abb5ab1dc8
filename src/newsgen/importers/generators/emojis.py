"""Codes such as ``:tada:``, which a site may have its generator show as signs. Pure."""

import re

from newsgen.importers.generators.configs import group_of
from newsgen.importers.generators.site import Site
from newsgen.importers.tree import UnreadableError

_CODE = re.compile(r"(?<![\w:/.]):[+-]?[a-z0-9][a-z0-9_+-]*:(?![\w/:])")
_LARGEST = 200_000
_PACKAGES = re.compile(
    r"(?:package\.json|Gemfile|\.eleventy\.c?js|eleventy\.config\.[cm]?[jt]s|astro\.config\.[cm]?[jt]s)"
)
_PLUGINS = re.compile(r"jemoji|markdown-it-emoji|plugin-emoji|remark-g?emoji|github-emojis|pymdownx\.emoji|mdx_emoji")


def has_emojis(site: Site) -> bool:
    """Whether the site's settings, or what it is made with, turn codes into signs."""
    config = site.config
    if site.generator == "hugo":
        return config.get("enableemoji") is True
    if site.generator == "zola":
        return group_of(config, "markdown").get("render_emoji") is True
    if _PLUGINS.search(repr(config)):
        return True
    for path in sorted(site.paths):
        if path.startswith(site.top) and _PACKAGES.fullmatch(path.removeprefix(site.top)):
            try:
                text = site.tree.read(path, _LARGEST).decode("utf-8", "replace")
            except UnreadableError:
                continue
            if _PLUGINS.search(text):
                return True
    return False


def with_emojis(text: str) -> str:
    """A text without code, with signs for codes; a code of none stays as it is."""
    if not _CODE.search(text):
        return text
    from emoji import emojize  # noqa: PLC0415 - only where there is such a code

    return _CODE.sub(lambda match: emojize(match[0], language="alias", variant="emoji_type"), text)

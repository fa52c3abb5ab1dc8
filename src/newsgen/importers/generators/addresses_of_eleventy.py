"""The address that Eleventy gave a text: its `permalink` is a template, or a function, of all its data. Pure."""

from collections.abc import Mapping
from typing import Any

from newsgen.importers.generators.patterns import About
from newsgen.importers.generators.script_errors import UntoldError
from newsgen.importers.generators.script_values import Scope, spelled
from newsgen.importers.generators.template_names import Fields, SiteNames, TemplateNames, value_by_script
from newsgen.importers.generators.templates import Rendering
from newsgen.loader.paths import as_dated_name, without_date

OF_SCRIPT = "javascript:"
"""How the text of a function begins that a file of data has as a value."""
COMPUTED = "eleventyComputedPermalink"
"""What is computed for all texts of a folder."""


class NoAddressError(ValueError):
    """That no page was made of a text."""


def permalink_of(about: About) -> str:
    """The permalink of a text, as it was typed; empty where there is none."""
    typed = _computed(about.typed) or about.text("permalink")
    return typed.partition("\n")[2] if typed.startswith(OF_SCRIPT) else typed


def _computed(typed: Mapping[str, Any]) -> str:
    own = typed.get("eleventycomputed")
    value = own.get("permalink") if isinstance(own, Mapping) else None
    return str(value if value is not None else typed.get(COMPUTED.lower()) or "")


def address_of_eleventy(about: About, names: SiteNames) -> str:
    """A path.

    Raises:
        UntoldError: Its permalink cannot be worked out.
        NoAddressError: It has none.
    """
    stem, folder = without_date(as_dated_name(about.entry.stem)), about.entry.folder
    is_folder = about.entry.stem in {"index", folder.rpartition("/")[2]}
    path = f"/{folder}/" if is_folder else f"/{folder}/{stem}/"
    own = TemplateNames(names, about, about.typed, "")
    typed = about.text("permalink")
    if not typed and "permalink" not in about.typed:
        given = names.value("permalink")
        if given is not None and not isinstance(given, str):
            raise UntoldError
        typed = given or ""
    if computed := _computed(about.typed):
        typed = _template(computed, own, typed)
    elif typed.startswith(OF_SCRIPT):
        typed = _template(typed, own, "")
    if not typed:
        return path
    made = _rendered(typed, own)
    if not made.strip():
        raise UntoldError
    return made


def _template(said: str, names: TemplateNames, typed: str) -> str:
    """What a function gives, or a template as it is."""
    if not said.startswith(OF_SCRIPT):
        return said
    value = value_by_script(
        names.site, said.removeprefix(OF_SCRIPT), names, Fields(names, {"permalink": typed or None})
    )
    if value is False:
        raise NoAddressError
    if value is None:
        return typed
    return spelled(value)


def _rendered(typed: str, names: TemplateNames) -> str:
    return Rendering(names.worker()).made(typed, Scope()) if "{" in typed else typed

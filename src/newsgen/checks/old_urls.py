"""Whether the addresses of an old site still lead to something: a list of them against the new one's files. Pure."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from newsgen.checks.links import LinkResolver
from newsgen.errors import Problem, shortened
from newsgen.models.rules import OLD_URL

_MEND = "write it under `aliases:` of the page that has taken its place, or into the file that `redirects` names"


def count_old_urls(text: str) -> int:
    """How many addresses a list has."""
    return sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith("#"))


def check_old_urls(text: str, path: str, leads: LinkResolver) -> Iterator[Problem]:
    """A problem for each line of a list whose address nothing answers.

    Args:
        text: An address on each line, whole or from its first slash on; behind one that asks for something by `?` may
            stand where a rule of the web server leads it on. Lines that begin with `#` are remarks.
        path: How messages call the list.
        leads: The files of the site.
    """
    for number, line in enumerate(text.splitlines(), 1):
        typed = line.strip()
        if not typed or typed.startswith("#"):
            continue
        if fault := _fault(typed, leads):
            what, mend = fault
            yield Problem(path, what, mend, number, 1, line, rule=OLD_URL.name)


def _fault(typed: str, leads: LinkResolver) -> tuple[str, str] | None:
    try:
        parts = urlsplit(typed)
    except ValueError:
        return f"{shortened(typed)} is no address", "correct the line, or take it out"
    place = parts.path.lstrip("/")
    if parts.query and " " in typed:
        asking, leads_to = typed.split()[:2]
        if leads.look_up(leads.site.base_path + leads_to.lstrip("/"), "").rule:
            return f"nothing answers at {shortened(leads_to)}, to which {shortened(asking)} leads", _MEND
        return None
    if parts.query:
        what = f"{shortened(typed)} asks for a page by `?{parts.query}`, and no file has such a name"
        return what, "a rule of the web server can lead it on"
    if leads.look_up(leads.site.base_path + place, "").rule:
        return f"nothing answers at the old address {shortened(typed)}", _MEND
    return None

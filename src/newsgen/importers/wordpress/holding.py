"""What holds a post back: whether readers saw all of it, as far as an export tells. Pure."""

from collections.abc import Mapping

from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.members import is_for_some

_SHOWN = frozenset({"publish", "future", "static"})
"""States of what readers saw, or will see; `static` is a page of old versions. Whatever else plugins call a state was
not public."""


def held_back(part: Part, meta: Mapping[str, str], *, is_dated: bool, is_public: bool) -> str:
    """Why readers did not see a post, or nobody but a person knows whether they did; empty where they did."""
    if part.text("wp:post_password").strip():
        return "protected"
    status = part.text("wp:status").strip()
    if status not in _SHOWN:
        return status or "without a status"
    if is_for_some(part.text("content:encoded"), meta):
        return "for members, at least a part of it"
    if not is_dated:
        return "without a date"
    return "" if is_public else f"of the type {part.text('wp:post_type').strip()}"

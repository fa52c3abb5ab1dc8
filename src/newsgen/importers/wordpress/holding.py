"""What holds a post back: whether readers saw all of it, as far as an export tells. Pure."""

import re
from collections.abc import Mapping

from newsgen.importers.wordpress.export import Part

_SHOWN = frozenset({"publish", "future", "static"})
"""States of what readers saw, or will see; `static` is a page of old versions. Whatever else plugins call a state was
not public."""
_FOR_MEMBERS = re.compile(
    r"\[(?:members?[-_]?only|members_\w+|membership|pmpro_membership|wcm_(?:no)?restrict|restrict|rcp_restrict|s2if|s2member[\w-]*"
    r"|private|hide|hidepost|protected?|content_protector|passster|password|ppwp?|mepr-show|mepr-active|wlm_private|ihc-hide-content"
    r"|um_loggedin|um_show_content|is_logged_in|logged[-_]?in|loggedin|groups_member|paywall|subscribers?[-_]?only)(?=[\s\]])",
    re.IGNORECASE,
)
"""Shortcodes of plugins between which stands what not all readers saw."""
_MEMBERS_META = frozenset({"_members_access_role", "rcp_subscription_level", "rcp_user_level"})


def held_back(part: Part, meta: Mapping[str, str], *, is_dated: bool, is_public: bool) -> str:
    """Why readers did not see a post, or nobody but a person knows whether they did; empty where they did."""
    if part.text("wp:post_password").strip():
        return "protected"
    status = part.text("wp:status").strip()
    if status not in _SHOWN:
        return status or "without a status"
    if any(meta.get(name) for name in _MEMBERS_META) or _FOR_MEMBERS.search(part.text("content:encoded")):
        return "for members, at least a part of it"
    if not is_dated:
        return "without a date"
    return "" if is_public else f"of the type {part.text('wp:post_type').strip()}"

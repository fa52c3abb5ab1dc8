"""What an export says beside its stories, as it is kept: without what is of persons. Pure."""

import json
import re
from collections.abc import Mapping, Sequence

from newsgen.importers.from_html.plain import plain
from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.index import all_meta_of

PASSED_OVER = frozenset(
    """attachment nav_menu_item revision wp_block wp_template wp_template_part wp_global_styles wp_navigation custom_css
    customize_changeset oembed_cache user_request wp_font_family wp_font_face acf-field acf-field-group acf-post-type
    acf-taxonomy feedback flamingo_inbound flamingo_outbound flamingo_contact wpcf7_contact_form wpforms nf_sub
    mc4wp-form shop_order shop_order_refund shop_coupon shop_subscription scheduled-action edd_payment give_payment
    elementor_library elementor_snippet et_pb_layout fusion_template jetpack_migration amp_validated_url
    guest-author tribe-ea-record wpcode jp_pay_order jp_mem_plan""".split()
)
"""Kinds of parts that are no text for readers: forms and what came in by them, orders, the theme's own."""
KEPT_ASIDE = {
    "attachment": "uploads",
    "revision": "revisions",
    "nav_menu_item": "menus",
    **dict.fromkeys(
        """wp_block wp_template wp_template_part wp_global_styles wp_navigation custom_css elementor_library
        et_pb_layout fusion_template acf-field acf-field-group acf-post-type acf-taxonomy""".split(),
        "parts",
    ),
}
"""Of these, to the file in which all of a kind are kept; what came in by forms is of persons, and is not."""
_PERSONAL = re.compile(r"(?i)e-?mail|(?:^|_)ips?(?:_|$)|phone|billing|shipping|password|user_agent|address")
"""Names of meta that are of persons."""
_PRIVATE = frozenset({"wp:comment_author_email", "wp:comment_author_IP", "wp:comment_user_id", "wp:commentmeta"})
"""What an export says of those who commented, and nobody else may know."""


def aside(part: Part, kind: str, authors: Mapping[str, str]) -> dict[str, object]:
    """What an item says that is no story, and of nobody's person."""
    login = part.text("dc:creator").strip()
    meta = all_meta_of(part)
    said: dict[str, object] = {
        "kind": kind,
        "number": part.text("wp:post_id").strip(),
        "title": plain(part.text("title")),
        "address": part.text("wp:attachment_url").strip() or part.text("link").strip(),
        "text": part.text("content:encoded"),
        "caption": part.text("excerpt:encoded"),
        "of": part.text("wp:post_parent").strip(),
        "order": part.text("wp:menu_order").strip(),
        "author": (authors.get(login) or login.partition("@")[0]) if login else "",
        "date": part.text("wp:post_date").strip(),
        "terms": [plain(node.text) for node in part.every("category")],
        "meta": _public_meta(meta),
    }
    return {key: value for key, value in said.items() if value and value != "0"}


def kept_of(part: Part, meta: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """What newsgen has no field for: comments without what is nobody's business, and the meta."""
    kept: dict[str, object] = {}
    comments = [
        {
            node.name.removeprefix("wp:comment_"): node.text
            for node in comment.nodes
            if node.name not in _PRIVATE and node.text
        }
        for comment in part.inner("wp:comment")
    ]
    if comments:
        kept["comments"] = comments
    if meta:
        kept["meta"] = _public_meta(meta)
    for name in (
        "guid",
        "wp:post_date_gmt",
        "wp:post_modified_gmt",
        "wp:comment_status",
        "wp:ping_status",
        "wp:menu_order",
    ):
        if text := part.text(name).strip():
            kept[name.removeprefix("wp:")] = text
    return kept


def _public_meta(meta: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """The meta that is of no person."""
    return {
        key: _value(values[0]) if len(values) == 1 else [_value(text) for text in values]
        for key, values in meta.items()
        if not _PERSONAL.search(key)
    }


def _value(text: str) -> object:
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, dict | list) else text

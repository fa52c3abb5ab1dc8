"""What an export says beside its stories, as it is kept: without what is of persons. Pure."""

import json
import re
from collections.abc import Mapping, Sequence

from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.mail import has_mail, masked
from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.index import all_meta_of

PASSED_OVER = frozenset(
    """attachment nav_menu_item revision wp_block wp_template wp_template_part wp_global_styles wp_navigation custom_css
    customize_changeset oembed_cache user_request wp_font_family wp_font_face acf-field acf-field-group acf-post-type
    acf-taxonomy feedback flamingo_inbound flamingo_outbound flamingo_contact wpcf7_contact_form wpforms nf_sub
    mc4wp-form shop_order shop_order_refund shop_coupon shop_subscription scheduled-action edd_payment give_payment
    elementor_library elementor_snippet et_pb_layout fusion_template jetpack_migration amp_validated_url
    guest-author guest_author byline ppma_boxes ppmacf_field tablepress_table tribe-ea-record wpcode jp_pay_order
    jp_mem_plan""".split()
)
"""Kinds of parts that are no text for readers: forms and what came in by them, orders, the theme's own."""
KEPT_ASIDE = {
    "attachment": "uploads",
    "revision": "revisions",
    "nav_menu_item": "menus",
    **dict.fromkeys(
        """wp_block wp_template wp_template_part wp_global_styles wp_navigation custom_css elementor_library
        et_pb_layout fusion_template acf-field acf-field-group acf-post-type acf-taxonomy tablepress_table""".split(),
        "parts",
    ),
}
"""Of these, to the file in which all of a kind are kept; what came in by forms is of persons, and is not."""
_SECRET = re.compile(
    r"(?i)passw(?:or)?d|passphrase|user_agent|(?:^|_)(?:billing|shipping)_(?:first|last|full|company|address|city|state|post|"
    r"country|phone|email|name)|(?:^|_)customer_"
)
"""Names of meta that are of those who bought or signed in."""
_MAY_NAME = re.compile(r"(?i)e-?mail|(?:^|_)ips?(?:_|$)")
"""Names of meta in which addresses of persons may stand, or nothing but a number."""
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F:]+")
_PRIVATE = frozenset({"wp:comment_author_email", "wp:comment_author_IP", "wp:comment_user_id", "wp:commentmeta"})
"""What an export says of those who commented, and nobody else may know."""
_OF_MACHINES = re.compile(r"(?i)akismet|agent|geo|location|referr|hash")
"""Names of meta of comments that tell of whom they are."""


def aside(part: Part, kind: str, authors: Mapping[str, str]) -> dict[str, object]:
    """What an item says that is no story, and of nobody's person."""
    login = part.text("dc:creator").strip()
    meta = all_meta_of(part)
    said: dict[str, object] = {
        "kind": kind,
        "number": part.text("wp:post_id").strip(),
        "title": line_of_html(part.text("title")),
        "address": part.text("wp:attachment_url").strip() or part.text("link").strip(),
        "text": part.text("content:encoded"),
        "caption": part.text("excerpt:encoded"),
        "of": part.text("wp:post_parent").strip(),
        "order": part.text("wp:menu_order").strip(),
        "author": (authors.get(login) or login.partition("@")[0]) if login else "",
        "date": part.text("wp:post_date").strip(),
        "terms": [line_of_html(node.text) for node in part.every("category")],
        "meta": _public_meta(meta, is_text=True),
        "comments": comments_of(part),
    }
    return {key: value for key, value in said.items() if value and value != "0"}


def kept_of(part: Part, meta: Mapping[str, Sequence[str]], left_out: Sequence[str] = ()) -> dict[str, object]:
    """What newsgen has no field for: comments without what is nobody's business, the meta, and what was left out."""
    kept: dict[str, object] = {}
    comments = comments_of(part)
    if comments:
        kept["comments"] = comments
    if left_out:
        kept["left_out"] = list(left_out)
    if meta:
        kept["meta"] = _public_meta(meta, is_text=part.text("wp:post_type").strip() in {"", "post", "page"})
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


def comments_of(part: Part) -> list[dict[str, object]]:
    """All comments of an item, also those that were not public: without mail and IP addresses."""
    return [_comment(each) for each in part.inner("wp:comment")]


def _comment(comment: Part) -> dict[str, object]:
    own = [comment.text("wp:comment_author_email").strip(), comment.text("wp:comment_author_IP").strip()]
    said: dict[str, object] = {
        node.name.removeprefix("wp:comment_"): _without(own, node.text)
        for node in comment.nodes
        if node.name not in _PRIVATE and node.text
    }
    for name in ("author", "author_url"):
        if name in said:
            said[name] = masked(str(said[name]), "…")
    meta = {
        key: text
        for each in comment.inner("wp:commentmeta")
        if (key := each.text("wp:meta_key").strip())
        and not (_OF_MACHINES.search(key) or _MAY_NAME.search(key) or _SECRET.search(key))
        and not (has_mail(text := each.text("wp:meta_value")) or _IP.search(text))
    }
    return {**said, "meta": meta} if meta else said


def _without(addresses: Sequence[str], text: str) -> str:
    """A text without the addresses of who wrote it."""
    for address in addresses:
        if len(address) > 3 and _may_hold(text, address):  # noqa: PLR2004 - the shortest that is one
            text = re.sub(rf"(?<![\w.]){re.escape(address)}(?![\w])", "…", text, flags=re.IGNORECASE)
    return text


def _may_hold(text: str, address: str) -> bool:
    """Whether an address may stand in a text; most do not, and to compile a pattern for each would cost the most."""
    return not (text.isascii() and address.isascii()) or address.lower() in text.lower()


def _public_meta(meta: Mapping[str, Sequence[str]], *, is_text: bool) -> dict[str, object]:
    """The meta that is of no person.

    ``is_text`` says that it is of a story, a page or a file; what else sites keep may have come in from somebody.
    """
    found: dict[str, object] = {}
    for key, values in meta.items():
        if not _SECRET.search(key):
            said = (
                [_IP.sub("…", masked(text, "…")) for text in values] if not is_text or _MAY_NAME.search(key) else values
            )
            found[key] = _value(said[0]) if len(said) == 1 else [_value(text) for text in said]
    return found


def _value(text: str) -> object:
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return found if isinstance(found, dict | list) else text

"""What the shortcodes of well-known plugins show: embeds, and the words, links and pictures in attributes. Pure."""

import base64
import binascii
import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

from newsgen.importers.wordpress.players import is_player
from newsgen.importers.wordpress.said_by_blocks import shown_by
from newsgen.importers.wordpress.settings_of_blocks import plain

Media = Callable[[str], tuple[str, str, str] | None]
"""Number of a file to its address, its alternative text and its caption; None where the export has none."""

FORM = re.compile(
    r"(?:contact-?form|contact-form-7|contact-field|jetpack_subscription_form|wpforms|gravityforms?|ninja_forms?\w*|formidable|"
    r"caldera_form|mc4wp_form|fluentform|forminator_form|everest_form|happyforms|weforms|si-contact-form|ws_form|quform|"
    r"cforms\d*|kaliforms|hubspot|mailpoet_form|newsletter(?:_\w+)?|subscribe2|yikes-mailchimp|sibwp_form|wpuf_\w+|"
    r"(?:user_?)?(?:login|register|registration)(?:[-_]form)?|wppb-\w+|simple_contact_form|et_pb_contact_\w+|et_pb_signup\w*|"
    r"fusion_(?:form|login|register)\w*|fusion_contact_form|crowdsignal|polldaddy|poll)"
)
"""Forms and polls: what readers typed into is gone with the site."""
LISTING = re.compile(
    r"(?:display-posts|recent[-_]?posts?|latest[-_]posts?|related[-_]posts?|jetpack-related-posts|catlist|archives|sitemap|"
    r"wp_sitemap_page|simple-sitemap\w*|tag_?cloud|toc|ez-toc|table_of_contents|blog(?:_posts)?|posts|post_grid|"
    r"woocommerce_\w+|products?|product_\w+|recent_products|featured_products|add_to_cart\w*|portfolio|subpages|child_?pages|"
    r"vc_(?:basic_grid|masonry_grid|media_grid|posts_\w+|wp_\w+)|"
    r"et_pb_(?:blog|(?:fullwidth_)?(?:post_slider|portfolio|menu|post_title|post_content)|filterable_portfolio|shop|"
    r"comments|sidebar|search|post_nav)|fusion_(?:blog|recent_posts|portfolio|woo_\w+|widget_area|menu|tb_\w+)|"
    r"ssba\w*|addtoany|share|social(?:_icons)?|dipl_\w+|breadcrumbs?|searchform|wpseo_\w+|"
    r"footnotes|footnote_list|references|efn_reference|mfn_list|modern_footnotes|backrefs|wp_rss|rss|list_?pages|list_?posts|"
    r"page_?list|post_?list|pagelist|sub_?pages|siblings|tags|tag_list|categories|category_?posts|posts_?by_?\w+|"
    r"adsense\w*|ads?\d*|ad_\w+|wp_ad_camp_\d+|quads|bannerize|dfads|the_ad(?:_\w+)?|adrotate|adinserter|"
    r"printfriendly|sharethis|tweetmeme|google_?plus|plusone|post_tags|post_comments|post_date|post_author|author_avatar)"
)
"""What a site made of itself when it was asked: newsgen's theme has such lists."""
_BUILDER = re.compile(
    r"(?:vc_|et_pb_|fusion_|av_|fl_|cs_|themify_|ult_|bsf-|dt_|mk_|qode_|mkdf_|edgtf_|us_|tve_|su_|nectar_|porto_|kc_|"
    r"thrive_|ultimate_|one_|two_|three_|four_|five_|x_)\w+|"
    r"(?:row|columns?|col|section|container|one_?half|button|dropcap|toggles?|accordions?|accordion[-_]item|tabs?|tabgroup|"
    r"spoiler|highlight|divider|spacer|clear|hr|box|alert|icon|title|tagline_box|pull_?quote(?:_?left|_?right|_?center)?|block_?quote(?:_?left|_?right)?|quote)"
)
"""Page builders, and the parts of which themes made pages."""
_QUOTE = re.compile(r"(?:[a-z]{1,6}_)?(?:pull_?)?(?:block_?)?quote(?:_?(?:left|right|center))?")
"""Shortcodes that stand around a quotation, among them one that is set large beside the text."""
_SCRIPT = re.compile(r"vc_raw_js|fusion_code_js")
_CODED = re.compile(r"vc_raw_html|fusion_code|et_pb_code_base64")
"""Their inside is written so that no editor touches it."""
_WORDS = """
    title heading header h2 h4 subtitle subheading sub_heading head text subhead name position job_title company
    question quote author cite caption price label button_text button_one_text button_two_text link_text btn_title
    """.split()
"""Attributes that a reader saw, in the order in which they stood."""
_LINKS = """
    url link href button_url button_link link_url button_one_url button_two_url btn_link image_link lightbox_url
    """.split()
_PICTURES = """
    image image_id image_url img img_id img_src image_src photo picture src images ids logo portrait_url avatar_image
    preview_image gallery_ids thumbnail source img1 img2 image1 image2 image_1 image_2 before after before_image
    after_image background_image
    """.split()
_INLINE = re.compile(r"(?:\w+_)?(?:dropcap|highlight|tooltip|popover|label|icon|lightbox|fontawesome)")
_BUTTON = re.compile(r"(?:\w+_)?(?:button|btn)\d?")
_LIGHTBOX = re.compile(r"(?:\w+_)?lightbox")
_LAYOUT = re.compile(
    r"(?:row|columns?|cols?|section|container|wrapper?|grid|one_?(?:half|third|fourth|fifth)|two_?thirds?|three_?fourths?|half|third|"
    r"tabs?|tabgroup|accordions?|toggles?|box)(?:_inner|_last|_first)?\d?"
)
"""Names that may be words, and are shortcodes in a text in which others stand around something."""
_PICTURED = re.compile(
    r"(?i)(?:\w+_)?(?:img|image|photo|pic|picture|before|after|thumb(?:nail)?|media|attachment|gallery)(?:_?ids?)?_?\d*"
)
"""Attributes in which pictures are named by their numbers."""
_FRAMED = "fusion_imageframe"
"""Its inside is the address of a picture."""
_LONGEST = 4_000
_NEUTRAL = frozenset({"", "none", "#", "yes", "no", "true", "false", "on", "off", "default", "left", "right", "center"})


MARKS = {
    "b": "strong",
    "i": "em",
    "u": "u",
    "s": "del",
    "url": "a",
    "img": "img",
    "color": "",
    "size": "",
    "center": "",
}
"""Marks of forums and of old blogs to elements of HTML."""


def marked(name: str, said: Mapping[str, str], inside: str) -> str:
    """What a mark of a forum shows, as HTML: `[url=https://…]words[/url]`, `[img]https://…[/img]`, `[b]words[/b]`."""
    if name == "url":
        address = said.get("0", "").removeprefix("=").strip("\"'") or inside.strip()
        return f'<a href="{html.escape(address)}">{inside}</a>' if re.match(r"https?://\S+\Z", address) else inside
    if name == "img":
        is_address = re.match(r"(?:https?:/)?/\S+\Z", inside.strip())
        return f'<img src="{html.escape(inside.strip())}" alt="">' if is_address else inside
    return f"<{MARKS[name]}>{inside}</{MARKS[name]}>" if MARKS[name] else inside


def quoted(name: str, said: Mapping[str, str], inside: str) -> str:
    """The quotation that a shortcode of this name stands around, with whose it is, as HTML; empty for others."""
    if not _QUOTE.fullmatch(name) or not inside.strip():
        return ""
    words = [said.get(key, "") for key in ("author", "name", "cite", "source", "by", "attribution", "job", "company")]
    whose = ", ".join(dict.fromkeys(word for word in words if not _is_neutral(word)))
    if "pull" in name:
        source = f"<cite>{html.escape(whose)}</cite>" if whose else ""
        return f'\n\n<figure class="pullquote"><blockquote>{inside}{source}</blockquote></figure>\n\n'
    source = f"\n\n— {html.escape(whose)}" if whose else ""
    return f"\n\n<blockquote>{inside}{source}</blockquote>\n\n"


def is_builders(name: str) -> bool:
    """Whether a shortcode is of those of which pages were built."""
    return _BUILDER.fullmatch(name) is not None


def is_inline(name: str) -> bool:
    """Whether a word goes on beside such a shortcode."""
    return _INLINE.fullmatch(name) is not None


def holds_its_inside(name: str) -> bool:
    """Whether what stands between such a shortcode and its end belongs to it, and is no text with others in it."""
    return (
        is_player(name)
        or name == _FRAMED
        or any(each.fullmatch(name) for each in (_BUTTON, _QUOTE, _SCRIPT, _CODED, _LIGHTBOX))
    )


def is_script(name: str) -> bool:
    """Whether what a shortcode holds is a program."""
    return _SCRIPT.fullmatch(name) is not None


def is_coded(name: str) -> bool:
    """Whether what a shortcode holds is written so that editors leave it alone."""
    return _CODED.fullmatch(name) is not None


def decoded(inside: str) -> str:
    """What was written so, as HTML; as it was where it is not."""
    typed = re.sub(r"\s|</?p>", "", inside)
    try:
        return unquote(base64.b64decode(typed, validate=True).decode("utf-8")) if typed else inside
    except (binascii.Error, ValueError):
        return inside


def shown_of(name: str, said: Mapping[str, str], inside: str, media: Media) -> str:
    """The words, links and pictures in the attributes of a page builder's shortcode, as HTML.

    ``inside`` is what stands in it where that is a button or the frame of a picture; it is shown, too.
    """
    if _LIGHTBOX.fullmatch(name) and "<img" not in inside:
        return f"{inside}{_picture(said.get('src', '').strip(), media, said.get('alt', ''))}"
    if is_inline(name):
        return inside
    if name == _FRAMED and re.match(r"https?://\S+\Z", inside.strip()):
        return _picture(inside.strip(), media, said.get("alt", ""))
    if inside.strip():
        said = {**said, "button_text": inside.strip(), "text": "", "title": ""}
    is_button = _BUTTON.fullmatch(name) is not None
    return "".join(_shown_of(said, media, is_button=is_button)) or inside


def _shown_of(said: Mapping[str, str], media: Media, *, is_button: bool = False) -> Iterator[str]:
    for key in _PICTURES:
        for each in said.get(key, "").removeprefix("media:").split(","):
            yield _picture(each.strip(), media, said.get("alt", ""))
    words = [typed for key in _WORDS if not _is_neutral(typed := _words(said.get(key, "")))]
    links = [found for key in _LINKS if (found := _link(said.get(key, "")))]
    for text in words[: len(words) - 1] if links and words else words:
        yield f"\n\n<p><strong>{text}</strong></p>\n\n"
    for number, (address, typed) in enumerate(links):
        # The title of a button's link is what a pointer shows over it.
        label = "" if is_button and words else typed
        name = html.escape(label) or (words[-1] if words and number == 0 else html.escape(address))
        yield f'\n\n<p><a href="{html.escape(address)}">{name}</a></p>\n\n'
        if number == 0 and words and label and label != words[-1]:
            yield f"\n\n<p><strong>{words[-1]}</strong></p>\n\n"
    for value in said.values():
        if value.startswith("%5B%7B"):
            yield _of_group(value, media)


def _of_group(typed: str, media: Media) -> str:
    """The words of a list of parts, as WPBakery writes one into an attribute."""
    try:
        found = json.loads(unquote(typed))
    except (ValueError, RecursionError):
        return ""
    return shown_by("", {"": found}, media)


_SHOWN = re.compile(
    r"(?:https?:)?//[^\s\"'<>,|]{1,2000}\.(?:jpe?g|png|gif|webp|avif)(?:\?[^\s\"'<>,|]*)?", re.IGNORECASE
)


def said_by(said: Mapping[str, str], media: Media, *, is_around: bool) -> str:
    """What a shortcode that no rule knows probably showed, as HTML: its pictures.

    Of one that stands around a text also the words and links in its attributes.
    """
    if is_around:
        return "".join(_shown_of(said, media))
    found = dict.fromkeys(each for value in said.values() for each in _SHOWN.findall(value))
    found |= dict.fromkeys(
        number
        for key, value in said.items()
        if _PICTURED.fullmatch(key) and re.fullmatch(r"(?:media:)?[\d,\s]+", value)
        for number in re.findall(r"\d+", value)
        if (medium := media(number)) is not None and _SHOWN.fullmatch(medium[0])
    )
    groups = "".join(_of_group(value, media) for value in said.values() if value.startswith("%5B%7B"))
    words = " | ".join(filter(None, (said.get("caption") or said.get("captiontext", ""), said.get("credit", ""))))
    if len(found) == 1 and words and not groups:
        image = _picture(next(iter(found)), media, said.get("alt", "")).strip().removeprefix("<p>").removesuffix("</p>")
        return f"\n\n<figure>{image}<figcaption>{html.escape(words, quote=False)}</figcaption></figure>\n\n"
    return "".join(_picture(each, media, said.get("alt", "")) for each in found) + groups


def is_layout(name: str) -> bool:
    """Whether a name stands for a part of a page where such parts stand around something."""
    return _LAYOUT.fullmatch(name) is not None


def perhaps_seen(given: Mapping[str, str], shown: str = "") -> str:
    """What attributes say that a reader may have seen: all values, where one of them has words; else nothing.

    ``shown`` is HTML in which some of that stands.
    """
    seen = plain(shown)
    said = {
        key: value
        for key, value in given.items()
        if (not plain(value).strip() or plain(value) not in seen) and not value.startswith("%5B%7B")
    }
    values = [value for value in said.values() if not _is_neutral(value) and "//" not in value]
    has_words = any(re.search(r"[^\W\d_]{2,}.*\s.*[^\W\d_]{2,}", value, re.DOTALL) for value in values)
    has_words = has_words or any(not _is_neutral(said.get(key, "")) for key in _WORDS)
    return ", ".join(values) if has_words else ""


def _is_neutral(text: str) -> bool:
    return (
        text.lower() in _NEUTRAL
        or len(text) > _LONGEST
        or re.fullmatch(r"[\d.,%\s-]*(?:px|em|rem|%)?", text) is not None
    )


def _words(typed: str) -> str:
    """The words of an attribute as HTML: Divi writes signs of HTML as `%22`, others as entities."""
    typed = typed.replace("%22", "&quot;").replace("%91", "[").replace("%93", "]").strip()
    return unquote(typed) if "%20" in typed else typed


def _link(typed: str) -> tuple[str, str] | None:
    """Address and label; WPBakery writes `url:https%3A%2F%2F…|title:More|target:_blank`."""
    if typed.startswith("url:"):
        parts = dict(part.partition(":")[::2] for part in typed.split("|"))
        address, label = unquote(parts.get("url", "")), unquote(parts.get("title", ""))
    else:
        address, label = typed.removeprefix("manually,"), ""
    return (address.strip(), label.strip()) if re.match(r"(?:https?://|/|mailto:)\S+\Z", address.strip()) else None


def _picture(typed: str, media: Media, alt: str) -> str:
    typed = typed.partition("|")[0]
    if typed.isdigit() and (found := media(typed)) is not None:
        address, said, caption = found
        below = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f'\n\n<figure><img src="{html.escape(address)}" alt="{html.escape(said)}">{below}</figure>\n\n'
    if re.match(r"(?:https?:)?//\S+\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?\S*)?\Z", typed, re.IGNORECASE):
        return f'\n\n<p><img src="{html.escape(typed)}" alt="{html.escape(alt)}"></p>\n\n'
    return ""

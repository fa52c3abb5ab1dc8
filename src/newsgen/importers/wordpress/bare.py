"""Shortcodes that say nothing but their name, such as `[toc]`: told from words in brackets that people write. Pure."""

import re

from newsgen.importers.wordpress import families

_NEVER_WORDS = frozenset(
    """powerpress powerpress_playlist clearboth clearfix clear adsense nggallery contactform wpforms gravityform
    recentposts displayposts catlist tagcloud printfriendly addtoany sharethis tweetmeme googlemap slideshowpro
    nextgen jetpack akismet noformat nosidebar oembed metaslider layerslider revslider wooslider easyrotator
    bbpress buddypress woocommerce edd mailchimp mailmunch optin optinmonster leadin yarpp wpgmza mapsmarker
    supsystic tablepress wptable eme em_events pdfviewer embedyt embeddoc blackbirdpie hulu bloglist wpss
    polldaddy crowdsignal gdpr cookiebot br hr raw authorbox postauthor wpmem bp_profile dfads adrotate
    adinserter showads socialshare wpsocialite footnotes backrefs references efn_reference mfn_list""".split()
)
"""Names that no person writes in brackets."""
_ALONE = frozenset(
    """slider slideshow sitemap map maps calendar events guestbook links bookmarks members memberlist forum shop cart
    checkout account search subscribe signup signin donate donation donations paypal testimonials faq faqs
    downloads list comments rss feed feeds index contents breadcrumb sidebar widget widgets ad ads banner
    counter countdown weather quiz survey booking reservations directory profile dashboard""".split()
)
"""Names that may be words; where they stand alone on a line they are shortcodes."""
_LINE_BEGIN = re.compile(r"(?:\A|\n|<(?:p|div|td|center)\b[^>]{0,200}>)[^\S\n]*\Z", re.IGNORECASE)
_LINE_END = re.compile(r"[^\S\n]*(?:\Z|\n|</(?:p|div|td|center)>|<br)", re.IGNORECASE)
_LONGEST_BEGIN = 240


def is_bare_code(name: str, text: str, start: int, end: int) -> bool:
    """Whether a name in brackets, at a place of a text, is a shortcode though it has no attributes and no end.

    WordPress tells names by their case: what a person typed in capitals is none.
    """
    if name != name.lower():
        return False
    if name in _NEVER_WORDS or re.fullmatch(r"ads?\d+|\w+\d*(?:slider|gallery|shortcode)\d*", name):
        return True
    is_known = (
        name in _ALONE
        or families.is_builders(name)
        or families.FORM.fullmatch(name) is not None
        or families.LISTING.fullmatch(name) is not None
    )
    if not is_known:
        return False
    is_at_begin = _LINE_BEGIN.search(text, max(0, start - _LONGEST_BEGIN), start) is not None
    return is_at_begin and _LINE_END.match(text, end) is not None

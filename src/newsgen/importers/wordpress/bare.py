"""Shortcodes that say nothing but their name, such as `[toc]`: told from words in brackets that people write. Pure."""

import re

from newsgen.importers.wordpress import families
from newsgen.importers.wordpress.players import is_player

_NEVER_WORDS = frozenset(
    """powerpress powerpress_playlist clearboth clearfix clear adsense nggallery contactform wpforms gravityform
    recentposts displayposts catlist tagcloud printfriendly addtoany sharethis tweetmeme googlemap slideshowpro
    nextgen jetpack akismet noformat nosidebar oembed metaslider layerslider revslider wooslider easyrotator
    bbpress buddypress woocommerce edd mailchimp mailmunch optin optinmonster leadin yarpp wpgmza mapsmarker
    supsystic tablepress wptable eme em_events pdfviewer embedyt embeddoc blackbirdpie hulu bloglist wpss
    polldaddy crowdsignal gdpr cookiebot br hr raw authorbox postauthor wpmem bp_profile dfads adrotate
    adinserter showads socialshare wpsocialite footnotes backrefs references efn_reference mfn_list
    latexpage sociable wpsociable nextpage""".split()
)
"""Names that no person writes in brackets."""
_ALONE = frozenset(
    """slider slideshow sitemap map maps calendar events guestbook links bookmarks members memberlist forum shop cart
    checkout account search subscribe signup signin donate donation donations paypal testimonials faq faqs
    downloads list comments rss feed feeds index contents breadcrumb sidebar widget widgets ad ads banner
    counter countdown weather quiz survey booking reservations directory profile dashboard""".split()
)
"""Names that may be words; with a number behind them they are shortcodes."""
_REMARKS = frozenset(
    """laughter laughs laughing applause cheers crosstalk music silence pause inaudible unintelligible sic image photo
    picture illustration redacted deleted removed spoiler spoilers end continued snip break intermission advertisement
    sponsored disclaimer updated update correction translation abridged excerpt missing unknown blank sigh""".split()
)
"""What people write in brackets, and nothing else on its line."""
_LINE_BEGIN = re.compile(
    r"(?:\A|\n|[=/][^\[\]]{0,200}\]|-->|<(?:p|div|td|center)\b[^>]{0,200}>)[^\S\n]*(?:\[[a-z][\w-]*\][^\S\n]*){0,9}\Z",
    re.IGNORECASE,
)
_LINE_END = re.compile(
    r"[^\S\n]*(?:\[[a-z][\w-]*\][^\S\n]*){0,9}(?:\Z|\n|\[/|\[\w+[^\[\]=]{0,80}=|</(?:p|div|td|center)>|<br)",
    re.IGNORECASE,
)
"""Several on a line of their own are shortcodes, too."""
_LONGEST_BEGIN = 240


def is_bare_code(name: str, text: str, start: int, end: int) -> bool:
    """Whether a name in brackets, at a place of a text, is a shortcode though it has no attributes and no end.

    WordPress tells names by their case: what a person typed in capitals is none.
    """
    if name != name.lower():
        return False
    if name in _NEVER_WORDS or re.fullmatch(r"ads?\d+|\w+\d*(?:slider|gallery|shortcode)\d*", name):
        return True
    if name in _REMARKS:
        return False
    # Whoever writes a word in brackets seldom gives it a line of its own; who sets a shortcode nearly always does.
    is_at_begin = _LINE_BEGIN.search(text, max(0, start - _LONGEST_BEGIN), start) is not None
    return is_at_begin and _LINE_END.match(text, end) is not None


def is_code_with(name: str, said: str) -> bool:
    """Likewise of a name behind which words stand, none of them with a sign of equality: `[hulu 12]`."""
    if name != name.lower():
        return False
    is_known = (
        name in _ALONE
        or families.is_builders(name)
        or families.FORM.fullmatch(name) is not None
        or families.LISTING.fullmatch(name) is not None
        or is_player(name)
    )
    return name in _NEVER_WORDS or (is_known and re.fullmatch(r"(?:\s+(?:\d+|https?://\S+))+\s*", said) is not None)

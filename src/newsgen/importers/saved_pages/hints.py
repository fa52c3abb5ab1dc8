"""What the class or id of an element says of it: most systems name their boxes. Pure."""

import re
from functools import lru_cache
from itertools import pairwise

from newsgen.importers.from_html.hidden import why_hidden
from newsgen.importers.from_html.nodes import Element

_HASHED = re.compile(
    r"(?:sc|css|jsx|jss|svelte|emotion)-[A-Za-z0-9]{4,}|__(?=[A-Za-z0-9]*[A-Z])[A-Za-z0-9]{5,6}(?![A-Za-z0-9])|"
    r"(?<![A-Za-z0-9])[A-Za-z0-9]*\d[A-WYZa-wyz][A-Za-z0-9]*"
)
"""Names that programs have made up of letters and digits: that one has `ad` in it tells nothing."""
_SPLIT = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
FOOT = "the foot of a story"
"""What boxes are called below a text, in which its byline, date and tags may stand."""
_WORDS: dict[str, str] = {
    "menu": "nav navi navigation navbar menu menubar submenu breadcrumb breadcrumbs crumbs crumb "
    "pager pagination pagenav prevnext toc "
    "skip skiplink masthead topbar navlinks pathway",
    "a share bar": "share sharing sharebar sharedaddy social socials addthis addtoany sociable bookmarks "
    "bookmark facebook "
    "twitter tweet whatsapp tools toolbar toolbox printmail actions sharethis utils utilities snap digg sns "
    "compartir compartilhar condividi partage partager udostepnij",
    "links to other stories": "related relateds relacionadas relacionados verwandte similar yarpp jp-relatedposts "
    "recommended recommendations "
    "popular mostread mostpopular trending morestories readmore seealso readalso alsoread outbrain taboola latest "
    "headlines teaser teasers teaserbox further linkbox mehr zergnet revcontent ranking bestread lireaussi "
    "surlememesujet masleidas masvistas lomasleido teinteresa leiatambem vejatambem maislidas leggianche correlati "
    "lesenauch mehrzumthema meistgelesen leesook meestgelezen lasocksa mestlast lesogsa mestlest czytajtakze "
    "zobacztakze bacajuga terkait ilgilihaberler tinlienquan",
    "comments": "comment comments commentlist respond disqus reply replies talkback feedback guestbook "
    "fbcomments kommentare reaction comentarios comentarii commentaires commentaire commenti kommentarer "
    "kommentarfelt kommentit reacties komentarze komentari komentarji komentarai yorumlar "
    "hozzaszolasok hozzaszolas",
    "a form for a newsletter": "newsletter subscribe subscription signup mailinglist optin mailchimp paywall",
    "an advertisement": "ad ads adv advert adverts advertisement advertising adsense adslot adbox adunit "
    "banner banners sponsor "
    "sponsored sponsors sponsoring promo promos promotion dfp doubleclick werbung anzeige "
    "publicidad reklama mpu gpt commercial",
    "a box of the site": "widget widgets sidebar poll polls rating ratings rate stars vote votes cookie cookies "
    "consent gdpr login search "
    "tagcloud footer foot copyright legal jumpbar modal popup overlay hidden announcement donate donation pledge",
    "a box about the author": "authorbox authorbio bio aboutauthor about-author",
}
_REASONS = {word: why for why, words in _WORDS.items() for word in words.split()}
_SOFT = frozenset(
    """related relateds similar widget widgets sidebar rating ratings rate stars promo promos promotion poll polls
    teaser teasers further ranking legal tools toolbox modal popup overlay announcement latest headlines
    popular trending legge mehr linkbox toc footer foot summary""".split()
)
"""Words by which a box may be the story's own all the same, if what it says speaks for that."""
_PAIRS = {
    ("author", "box"): "a box about the author",
    ("author", "bio"): "a box about the author",
    ("author", "info"): "a box about the author",
    ("about", "author"): "a box about the author",
    ("more", "stories"): "links to other stories",
    ("most", "read"): "links to other stories",
    ("read", "more"): "links to other stories",
    ("read", "also"): "links to other stories",
    ("see", "also"): "links to other stories",
    ("more", "from"): "links to other stories",
    ("you", "may"): "links to other stories",
    ("up", "next"): "links to other stories",
} | {(text, "footer"): FOOT for text in ("post", "entry", "article", "story", "node", "item", "hentry", "content")}
_HARMLESS = frozenset(
    """no has with without body content main wrapper wrap container layout page site article story text left right top
    enabled disabled open closed single post entry full width""".split()
)
"""Words beside which a box may be the story's own: ``has-sidebar``, ``content-with-comments``."""
_TAGS = {"nav": "menu", "footer": "a box of the site", "form": "a form"}
_ROLES = {"navigation": "menu", "contentinfo": "a box of the site", "search": "a box of the site", "banner": "menu"}
_HEADLINE = frozenset(
    {"headline", "title", "hed", "heading", "titre", "titulo", "entrytitle", "posttitle", "contentheading"}
)
_BYLINE = frozenset(
    (
        "byline author authors bylines writer writers reporter reporters journalist journalists autor auteur vcard fn "
        "authorline firma firmas signature signataire signataires muhabir yazar penulis autores auteurs autoren autore "
        "autori redacteur columnist contributor contributors forfatter skribent szerzo authorname bylinename"
    ).split()
)
_DATE = frozenset(
    (
        "date dateline time timestamp published pubdate datetime posted postdate created "
        "createdate dt datum fecha updated submitted"
    ).split()
)
_CAPTION = frozenset(
    (
        "caption captions cutline figcaption photocaption imgcaption legend legende "
        "bildunterschrift pie wp-caption-text"
    ).split()
)
_CREDIT = frozenset("credit credits photographer photocredit copyright source photoby".split())
_TAGGED = frozenset("tag tags keywords keyword topics taglist posttags articletags tagged topic labels".split())
_SECTION = frozenset("section category kicker rubrik rubric channel cat sections categories topicname eyebrow".split())
_KICKER = frozenset(
    (
        "kicker eyebrow overline dachzeile spitzmarke roofline antetitulo volanta cintillo occhiello surtitre chapeu "
        "hattitle nadtitulek nadtytul"
    ).split()
)
_STANDFIRST = frozenset(
    (
        "standfirst dek deck subtitle subhead subheadline lead lede intro summary excerpt teaser "
        "abstract description subheading chapo"
    ).split()
)
KINDS = {
    "headline": _HEADLINE,
    "authors": _BYLINE,
    "date": _DATE,
    "caption": _CAPTION,
    "credit": _CREDIT,
    "tags": _TAGGED,
    "section": _SECTION,
    "subtitle": _STANDFIRST,
}


@lru_cache(maxsize=20_000)
def _words(typed: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _SPLIT.split(_HASHED.sub(_told_by_hash, typed)) if word)


def _told_by_hash(match: re.Match[str]) -> str:
    """Nothing, but for a word for a field that stands behind such a mark: ``css-tags``."""
    word = match[0].rpartition("-")[2]
    return f"-{word}-" if word.islower() and any(word in known for known in KINDS.values()) else "-"


@lru_cache(maxsize=20_000)
def _of_token(token: str) -> str:
    words = _words(token)
    for pair in pairwise(words):
        if pair in _PAIRS:
            return _PAIRS[pair]
    if len(words) > 1 and (
        words[0] in {"no", "has", "with", "without", "is"} or words[-1] in {"wrapper", "main", "enabled"}
    ):
        return ""
    joined = "".join(words)
    if joined in _REASONS:
        return _REASONS[joined]
    if words and words[-1] in {"body", "content", "text", "article", "story", "page"} and len(words) > 1:
        return ""
    return next((_REASONS[word] for word in words if word in _REASONS), "")


def is_kicker(element: Element) -> bool:
    """Whether the name of an element says that the words above a headline stand in it."""
    return any(word in _KICKER for token in element.classes for word in _words(token))


def is_foot_of(around: Element, element: Element) -> bool:
    """Whether an element is the foot of a story around it, and not of the page."""
    return element.name == "footer" and (around.name == "article" or "hentry" in around.classes)


def reason(element: Element) -> str:  # noqa: PLR0911 - one for each place where names stand
    """Why an element is no part of a story, as its name says; empty where that says nothing."""
    name = element.name
    if name in {"body", "html", "main", "article", "h1", "figure", "figcaption", "img", "blockquote"}:
        return ""
    if name in _TAGS:
        return _TAGS[name]
    attributes = element.attributes
    role = attributes.get("role", "")
    if role in _ROLES:
        return _ROLES[role]
    if attributes.get("hidden") is not None and "hidden" in attributes:
        return "hidden"
    style = attributes.get("style", "")
    if style and (re.search(r"display\s*:\s*none", style) or why_hidden(element, 2 * attributes.get("id", ""))):
        return "hidden"
    for key in ("class", "id"):
        for token in attributes.get(key, "").split():
            if found := _of_token(token):
                return found
    return ""


def is_soft(element: Element) -> bool:
    """Whether only words speak against an element that editors use for boxes of a story, too."""
    if element.name in _TAGS or element.get("role") in _ROLES or "hidden" in reason(element):
        return False
    typed = f"{element.get('class')} {element.get('id')}"
    words = {word for token in typed.split() if _of_token(token) for word in _words(token) if word in _REASONS}
    return bool(words) and words <= _SOFT


@lru_cache(maxsize=20_000)
def _kind_of(classes: str) -> str:
    for token in classes.split():
        # Of a picture: *Caption_credit* is a credit within a caption.
        told = [kind for word in _words(token) for kind in ("caption", "credit") if word in KINDS[kind]]
        if len(set(told)) > 1:
            return told[-1]
    words = {word for token in classes.split() for word in (*_words(token), "".join(_words(token)))}
    return next((kind for kind, known in KINDS.items() if words & known), "")


def field_of(element: Element) -> str:
    """The field of a story that an element holds, as its name says; empty where that says nothing."""
    attributes = element.attributes
    said = attributes.get("itemprop", "") or attributes.get("property", "")
    known = {
        "headline": "headline", "name": "", "author": "authors", "datePublished": "date", "dateCreated": "date",
        "articleSection": "section", "keywords": "tags", "caption": "caption", "copyrightHolder": "credit",
        "alternativeHeadline": "subtitle",
    }  # fmt: skip
    if known.get(said):
        return known[said]
    if "author" in attributes.get("rel", "").split():
        return "authors"
    if "tag" in attributes.get("rel", "").split() and "category" not in attributes.get("rel", ""):
        return "tags"
    if element.name == "figcaption":
        return "caption"
    if element.name == "time":
        return "date"
    typed = f"{attributes.get('class', '')} {attributes.get('id', '')}".strip()
    return _kind_of(typed) if typed else ""

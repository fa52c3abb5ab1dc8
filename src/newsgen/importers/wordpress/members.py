"""Whether a plugin showed a post, or a part of it, to some readers alone: told by the shape of names. Pure.

Hundreds of plugins do that, each with names of its own; their names are made of the same few words. What only looks
like such names is told apart: people of a staff, accessibility, caches, copying and mail.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache

_OPENED = re.compile(
    r"\[(?:members?[-_]?only|members_\w+|membership|pmpro_membership|wcm_(?:no)?restrict|restrict|rcp_restrict|s2if|s2member[\w-]*"
    r"|private|hide|hidepost|hide[-_]content|protected?|content_protector|passster|password|ppwp?|mepr-show|mepr-active"
    r"|wlm_private|ihc-hide-content|um_loggedin|um_show_content|is_logged_in|logged[-_]?in|loggedin|groups_member"
    r"|[\w-]{0,40}paywall|subscribers?[-_]?only)(?=[\s\]])",
    re.IGNORECASE,
)
"""Shortcodes that need no end to hold back what follows, or whose names have none of the words below."""
_CLOSED = re.compile(r"\[/([a-z][\w-]{0,100})\s{0,9}\]|<!--\s{0,9}/wp:([a-z][\w-]{0,60}/[\w/-]{1,100})", re.IGNORECASE)
"""The end of a shortcode or of a plugin's block around a text."""
_PAYWALL = re.compile(r"<!--\s{0,9}wp:[\w-]{1,60}/[\w/-]{0,60}paywall\b", re.IGNORECASE)
"""A block after which all is for those who pay."""
_OF_SOME = re.compile(
    r"(?<!re)member|restrict|protect|paywall|subscribers?(?![a-z])|logged_?in|(?<![a-z])(?:access|acl|paid)(?![a-z])"
    r"|(?:patrons?|donors?|supporters?|registered|users?)_only|groups_(?:\w+_)?read"
    r"|(?<![a-z])premium(?=\Z|_(?:content|posts?|only|text|articles?|access))"
)
"""Words in the name of a shortcode or a block that shows its text to some."""
_OTHER = re.compile(
    r"(?<![a-z])(?:team|staff|crew|band|board|family|faculty|cast|person|e?mails?|spam|antispam|copy|not|non|un\w+)(?![a-z])"
    r"|(?:team|staff|crew|board)_?member|logged_?out"
)
"""Words that make another thing of these: the people of a staff, hidden mail addresses, what those see who are out."""
_EXACT_META = re.compile(
    r"(?i)_members_access_role|rcp_(?:subscription|user|access)_level|ihc_mb_who|_?wpmem_block|_is_paid|um_content_restriction|"
    r"patreon[-_]level|groups[-_](?:\w+[-_])?read"
)
_META = re.compile(
    r"(?<!re)member(?:s|ships?|ful)?_(?:\w+_)?(?:only|access|acl|levels?|restrict\w*|protect\w*|plans?|tiers?|required|paid|block\w*"
    r"|content|available|visib\w*)|(?:\A|_)memberships?\Z|(?:require\w*|only)_(?:\w+_)?(?:members|logged_?in|login)\b|members?_only"
    r"|restrict|protect|paywall|subscribers?(?![a-z])|logged_?in|login_(?:required|only)|(?:registered|patrons?|users?)_only"
    r"|(?:\A|_)acl(?![a-z])|paid_(?:content|only|access)|(?:\A|_)(?:is_)?premium(?:_(?:content|posts?|only|articles?|access))?\Z"
    r"|(?:newsletter|content|post|page|user|role|member|view|read)s?_access(?![a-z])"
    r"|(?<![a-z])access_(?:levels?|roles?|groups?|control|rules?|plans?|restrict\w*|types?|mode|tiers?)"
)
"""Names of meta that say who may read a post."""
_OTHER_META = re.compile(
    r"message|notice|redirect|teaser|marketing|template|style|css|force_public|exclude|disable|discount|(?<![a-z])(?:url|page_id|title)"
    r"|cache|rocket|litespeed|w3tc|wpsc|wpfc|autoptimize|optimi[sz]|breeze|transient|comment|(?<![a-z])(?:open|free|age|geo|country|copy"
    r"|copyright|right_click|hotlink|image|images|video|pdf|download|downloads|spam|e?mails?|captcha|ads?|notif\w*|count|counts|sent|send|push|last"
    r"|time|date|log|token|secret|api|key|expires|hits|stats?|ip|host|team|staff|crew|seo|yoast|aioseo|elementor|schema|width"
    r"|size|scroll)(?![a-z])|(?:team|staff|crew|board)_?member"
)
"""Words that make another thing of such a name: what others are told, what caches and counters note."""
_FOR_ALL = re.compile(
    r"(?:|-?\d*0|-1|no|n|off|false|none|null|everybody|everyone|everything|all|any_?one|public(?:[-_ ]read)?|guests?"
    r"|visitors?|free|default|inherit|open|publish(?:ed)?|disabled?|global|world|un(?:restricted|protected|locked)"
    r"|not?[-_ ](?:restrict\w*|protect\w*|access\w*)|n/a|-)",
    re.IGNORECASE,
)
"""What such meta says of a post that all may read."""
_SWITCH = re.compile(r"(?i)enabled?\Z|active\Z|custom_access_settings\Z|is_restricted\Z")
"""Names in a group that say whether all the rest of it holds."""
_ASKING = re.compile(r"(?i)_?(?:\w+_)?(?:visib\w+|access|audience|readers|who_(?:can|may)_\w+)")
"""Names of meta that many have, with values that say who may read a post."""
_SOME = re.compile(
    r"(?i)(?:only[-_ ])?(?:members?|subscribers?|paid(?:[-_ ]\w+)?|paying|premium|registered"
    r"|logged[-_ ]?in|private|restricted|patrons?)"
    r"(?:[-_ ](?:only|users?|members?))?"
)
_OF_PHP = re.compile(r's:\d+:"([^"]*)";|[ibd]:([^;{}"]{0,100});|(N);|([aO]):\d+:(?:"[^"]*":\d+:)?\{|(\})')


def is_for_some(text: str, meta: Mapping[str, str]) -> bool:
    """Whether a post has a part, or all of it, that a plugin showed to some readers alone."""
    return any(_says_so(key, value) for key, value in meta.items()) or _has_part(text)


def _has_part(text: str) -> bool:
    if _OPENED.search(text) or _PAYWALL.search(text):
        return True
    return any(_is_of_some(name) for name in {match[1] or match[2] for match in _CLOSED.finditer(text)})


def _is_of_some(name: str) -> bool:
    # `premium/` is the name of a plugin with blocks of all kinds, `core/` that of the editor itself.
    name = re.sub(r"[-/]", "_", name.lower().removeprefix("core/").removeprefix("premium/"))
    return _OF_SOME.search(name) is not None and _OTHER.search(name) is None


def _says_so(key: str, value: str) -> bool:
    said = list(_said_in(key, value.strip()))
    if not _names_readers(key):
        # What a plugin keeps of a post in one group may say it in a part of that.
        return any(_is_said(name, each) for name, each in said)
    if any(_SWITCH.search(name) and _FOR_ALL.fullmatch(each) for name, each in said if name != key):
        return False
    return any(
        not _FOR_ALL.fullmatch(each) for name, each in said if name == key or not _OTHER_META.search(name.lower())
    )


def _is_said(name: str, value: str) -> bool:
    """Whether a name with its value says that some may read a post: by the name, or for one of many kinds by both."""
    if _FOR_ALL.fullmatch(value):
        return False
    return _names_readers(name) or (_ASKING.fullmatch(name) is not None and _SOME.fullmatch(value) is not None)


_LONGEST_KEY = 300
"""Letters; a database of WordPress holds 255."""


@lru_cache(maxsize=1_000)
def _names_readers(key: str) -> bool:
    if _EXACT_META.fullmatch(key):
        return True
    name = key[:_LONGEST_KEY].lower().replace("-", "_")
    return _META.search(name) is not None and _OTHER_META.search(name) is None


def _said_in(key: str, value: str) -> Iterator[tuple[str, str]]:
    """What a value says: of a list or a group of PHP or JSON each value in it, with its name or that of the whole."""
    if re.match(r"[aO]:\d", value):
        yield from _said_in_php(key, value)
    elif value[:1] in {"{", "["} and _names_readers(key):
        found: object = value
        with suppress(ValueError, RecursionError):
            found = json.loads(value)
        yield from _said_in_json(key, found)
    else:
        yield key, value


def _said_in_php(key: str, value: str) -> Iterator[tuple[str, str]]:
    groups: list[str] = []
    """The name of each group that is open: the values of one without names of its own have that."""
    name: str | None = key
    """Of the value that comes next; None where the name itself does."""
    for match in _OF_PHP.finditer(value):
        said = match[1] or match[2] or ""
        if match[5]:
            groups[-1:] = []
        elif name is None:
            name = groups[-1] if said.isdecimal() and groups else said
        elif match[4]:
            groups.append(name)
            name = None
        else:
            if not match[3]:
                yield name, said.strip()
            name = None if groups else key


def _said_in_json(key: str, value: object) -> Iterator[tuple[str, str]]:
    waiting = [(key, value)]
    while waiting:
        name, each = waiting.pop()
        if isinstance(each, dict):
            waiting += each.items()
        elif isinstance(each, list):
            waiting += ((name, inner) for inner in each)
        elif each is not None:
            yield name, str(each).strip()

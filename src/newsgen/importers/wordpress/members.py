"""Whether a plugin showed a post, or a part of it, to some readers alone: told by the shape of names. Pure.

Hundreds of plugins do that, each with names of its own; their names are made of the same few words. What only looks
like such names is told apart: people of a staff, accessibility, caches, copying and mail.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

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
    r"(?i)_members_access_role|rcp_(?:subscription|user|access)_level|ihc_mb_who|_?wpmem_block|um_content_restriction|"
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
    r"|copyright|right_click|hotlink|image|images|video|pdf|download|downloads|spam|e?mails?|notif\w*|count|counts|sent|send|push|last"
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
_OF_PHP = re.compile(r's:\d+:"([^"]*)";|[ibd]:([^;{}"]*);|(N);|([aO]):\d+:(?:"[^"]*":\d+:)?\{|(\})')


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
    if _EXACT_META.fullmatch(key) is None:
        name = key.lower().replace("-", "_")
        if _META.search(name) is None or _OTHER_META.search(name):
            return False
    return any(_FOR_ALL.fullmatch(each.strip()) is None for each in _values(value.strip()))


def _values(value: str) -> Iterator[str]:
    """What a value says: of a list or a group of PHP or JSON each value in it, without the names."""
    if re.match(r"[aO]:\d", value):
        yield from _values_of_php(value)
    elif value[:1] in {"{", "["}:
        found: object = value
        with suppress(ValueError, RecursionError):
            found = json.loads(value)
        yield from _values_of_json(found)
    else:
        yield value


def _values_of_php(value: str) -> Iterator[str]:
    keys: list[bool] = []
    """Of each group that is open, whether a name comes next."""
    for match in _OF_PHP.finditer(value):
        if match[5]:
            keys[-1:] = []
            continue
        is_name = bool(keys) and keys[-1]
        if keys:
            keys[-1] = not is_name
        if match[4]:
            keys.append(True)
        elif not is_name and not match[3]:
            yield match[1] or match[2] or ""


def _values_of_json(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
        elif each is not None:
            yield str(each)

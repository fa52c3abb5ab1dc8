"""The rules of `newsgen check`: what each is called, what it asks for, and how grave a breach is.

A problem names the rule that it is under (errors.Problem.rule), wherever it is found: some by a build already. A rule
that is *fixed* holds for every build, and cannot be turned off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from newsgen.errors import Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    name: str
    severity: Severity
    """What a breach is, unless newsgen.yaml says otherwise."""
    asks: str
    """What should be so."""
    is_fixed: bool = False


CONTENT = Rule("content", _ERROR, "a build accepts every article, template and setting", is_fixed=True)
CURRENT = Rule("current", _ERROR, "the site in the output is the one that a build would make now")
INTACT = Rule("intact", _ERROR, "every file of the site is as newsgen wrote it")
FOREIGN_FILE = Rule("foreign-file", _WARNING, "the output holds no file that newsgen did not write")

OLD_URL = Rule("old-url", _ERROR, "each address of a list, `--old-urls`, leads to something")
BROKEN_LINK = Rule("broken-link", _ERROR, "a link inside the site leads to something")
LETTER_CASE = Rule("letter-case", _ERROR, "a link agrees with the address in every letter")
BROKEN_ANCHOR = Rule("broken-anchor", _WARNING, "a link to a part of a page leads to a part that is there")
OUTSIDE_BASE = Rule("outside-base", _ERROR, "a link inside the site begins with the path of base_url")
EXTERNAL_LINK = Rule("external-link", _WARNING, "a link to another site leads to something (with --external)")
HELD_BACK_LINK = Rule("held-back-link", _WARNING, "no article links to one that is not published")
SCRIPT_LINK = Rule("script-link", _WARNING, "no link runs a script")
UNREACHABLE_LINK = Rule("unreachable-link", _WARNING, "no link leads to the writer's own computer or network")

OPEN_ELEMENT = Rule("open-element", _WARNING, "the HTML of a story closes what it opens, and nothing else")
OUTSIDE_STORY = Rule("outside-story", _WARNING, "the HTML of a story holds nothing that concerns the whole page")
LEFTOVER_CODE = Rule("leftover-code", _WARNING, "no reader sees shortcodes or template code")
LOST_WORDS = Rule("lost-words", _WARNING, "every word of a story is in its page")

ADDRESS_CONFLICT = Rule("address-conflict", _ERROR, "no two things want one address", is_fixed=True)
ALIAS_CONFLICT = Rule("alias-conflict", _ERROR, "no alias is the address of something else", is_fixed=True)
HELD_BACK = Rule("held-back", _ERROR, "no draft, later or expired story shows anywhere in the site")

MISSING_SUMMARY = Rule("missing-summary", _WARNING, "an article has a summary of its own")
MISSING_PICTURE = Rule("missing-picture", _WARNING, "an article's picture is there")
FAULTY_PICTURE = Rule("faulty-picture", _WARNING, "a picture is whole, of the kind it is named as, and not too large")
PICTURE_PLACE = Rule("picture-place", _WARNING, "no file tells where it was made")
PREVIEW_PICTURE = Rule("preview-picture", _WARNING, "a story's picture is one that previews of links can show")
MISSING_ALT = Rule("missing-alt", _WARNING, "a picture says in words what it shows")
MISSING_CREDIT = Rule("missing-credit", _WARNING, "the picture of a story names its maker")
DUPLICATE = Rule("duplicate", _WARNING, "no two articles have the same text")
NEAR_DUPLICATE = Rule("near-duplicate", _WARNING, "no two articles have nearly the same text")
TERM_SPELLING = Rule("term-spelling", _WARNING, "a term is spelled in one way")
LIST_AS_TEXT = Rule("list-as-text", _WARNING, "several names are written as a list")
CUT_VALUE = Rule("cut-value", _WARNING, "no ` #` cuts the value of a field short")
YAML_INDENT = Rule("yaml-indent", _WARNING, "every reader of YAML understands the fields")
MISSING_TEXT = Rule("missing-text", _WARNING, "an article has a text")
LONE_VERSION = Rule("lone-version", _WARNING, "`translation_of` names a version that is there")
DATE_ORDER = Rule("date-order", _ERROR, "what happens to an article comes after its date")
STRANGE_DATE = Rule("strange-date", _WARNING, "a date is likely")
UNKNOWN_FIELD = Rule("unknown-field", _WARNING, "newsgen knows every field")
STRANGE_CHARACTER = Rule("strange-character", _WARNING, "a text has no control or direction characters")
SCRIPT_IN_DRAWING = Rule("script-in-drawing", _WARNING, "no drawing holds a script")
STRANGE_FILE = Rule(
    "strange-file",
    _WARNING,
    "content/, static/ and templates/ hold files, folders, and links that are followed",
)
PLUGIN = Rule("plugin", _WARNING, "what the publication's own plugins ask for is so")
SETTINGS = Rule("settings", _WARNING, "what newsgen.yaml names is there")

HTML_NESTING = Rule("html-nesting", _WARNING, "elements are closed, and stand where they may")
DUPLICATE_ID = Rule("duplicate-id", _WARNING, "no two elements of a page have one id")
HEADINGS = Rule("headings", _WARNING, "a page has one h1, and no level of headings is left out")
LANGUAGE = Rule("language", _WARNING, "the language of a text is named, and is its own")
THEME_WORDS = Rule("theme-words", _WARNING, "the theme has words in the publication's language")
LOST_BLOCK = Rule("lost-block", _WARNING, "a block that a template fills is in what it extends")
THEME_COPY = Rule("theme-copy", _WARNING, "a copy of a file of the theme has what the theme has changed since")
PAGE_TITLE = Rule("page-title", _ERROR, "every page has a title")
PAGE_WEIGHT = Rule("page-weight", _WARNING, "a page and what it shows weigh at most 2 MB")

FEED = Rule("feed", _ERROR, "a feed keeps the rules of RSS 2.0, Atom or JSON Feed")
SITEMAP = Rule("sitemap", _ERROR, "a sitemap keeps the rules of sitemaps.org, and of Google News")
WELL_FORMED = Rule("well-formed", _ERROR, "XML and JSON files can be read")

SITE_SIZE = Rule("site-size", _ERROR, "the site has at most 1 GB, as GitHub Pages publishes")
FILE_SIZE = Rule("file-size", _ERROR, "no file is larger than the 100 MB that GitHub takes")
REFUSED_FILE = Rule("refused-file", _ERROR, "GitHub Pages takes every file: no links, readable by all, plain names")

RULES: Mapping[str, Rule] = MappingProxyType(
    {rule.name: rule for rule in tuple(globals().values()) if isinstance(rule, Rule)}
)
"""By their names, in this order."""

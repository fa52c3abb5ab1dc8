"""Other systems' fields that hide a story, and so hide it here. A value that is not understood is an error.

No value of these fields may mean *publish* by chance. newsgen's own are read elsewhere: `draft` by `articles`, what is
to come and what has expired by models.article.held_back_reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsgen.documents.fields import FALSE, TRUE, word_of
from newsgen.documents.yaml_nodes import Node, Record, Scalar, Sequence

_YES = TRUE | {"1", "y", "t"}
_NO = FALSE | {"0", "n", "f"}
SHOWN_BY = frozenset(
    """
    published publish ispublished public ispublic visible isvisible listed enabled active live islive ready approved
    reviewed final released render output show publishable forpublication readytopublish cleared online
    """.split()
)
"""Fields of which `false` hides a story."""
HIDDEN_BY = frozenset(
    """
    hidden hide ishidden private isprivate unlisted unpublished isdraft headless embargoed trashed deleted disabled
    exclude excluded protected eleventyexcludefromcollections draft embargo archived isarchived membersonly
    subscribersonly expired nopublish donotpublish wip internal confidential secret ignore ignored skip premium
    ispremium paywall paywalled paid killed spiked held hold onhold trash withdrawn rejected retracted invisible
    inactive offline restricted pending suspended encrypt encrypted
    """.split()
)
"""Fields of which `true` hides a story."""
_PARTS = frozenset("navigation toc footer path tags feedback title date meta sidebar".split())
"""Parts of a page that Material for MkDocs leaves out by a list: `hide: [navigation]`."""
STATES = frozenset("status poststatus state workflowstate publishstatus publicationstatus".split())
"""Fields that hide a story if they call it a draft, or the like; another value is an error, but for loose names."""
_STATES = re.compile(
    r"(?:wp|cms|content|article|story|editorial|entry|page|item|node|post|record|document|doc|copy|desk|news|edit|review"
    r"|approval|publication|publishing|publish|moderation|workflow|release)(?:status|state|stage)|stage|workflow|approval"
    r"|lifecycle"
)
"""The same, but for the error: another value is none of our business."""
VISIBILITY = frozenset({"visibility", "access", "audience"})
REDIRECTS = frozenset({"redirect", "redirectto", "redirecturl"})
"""Fields of which an address hides a story: its page only sent readers there."""
PASSWORDS = frozenset({"password", "postpassword", "deletedat", "trashedat"})
"""Fields that hide a story with whatever value they have."""
MOMENTS = frozenset({"publishedat", "publishedon", "datepublished"})
"""Fields that hide a story if they are empty: it has not been published yet."""
TYPES = frozenset({"type", "posttype", "kind", "layout"})
"""Fields that hide a story if they call it a draft, or the like."""
_HIDDEN_TYPES = frozenset({"draft", "private", "revision", "trash"})
_IN_GROUPS = frozenset({"draft", "isdraft", "published", "private", "unpublished"})
"""Fields that mean the story even in a group of fields."""
SHOWING_WORDS = frozenset(
    "publish published public live active online visible posted final done released approved featured open".split()
)
HIDING_WORDS = frozenset(
    """
    draft autodraft private pending trash trashed future scheduled hidden skip inherit unlisted unpublished review
    inreview embargoed embargo deleted spam rejected killed spiked hold held onhold offline inactive disabled archived
    withdrawn new inprogress todo idea wip password protected members paid subscribers tiers restricted internal
    removed retracted unapproved notpublished pendingreview awaitingreview underreview needsreview readyforreview
    dev development suspended expired blocked unfinished incomplete editing onlypaid onlyfree onlymembers
    """.split()
)
_LOOSE = frozenset(
    """
    state access audience online active live
    islive listed enabled exclude excluded protected disabled deleted archived paid ready
    approved reviewed final released render output show internal secret ignore ignored skip cleared killed spiked held
    hold onhold trash withdrawn rejected retracted invisible inactive offline restricted pending suspended
    """.split()
)
"""Fields of these names that may be about something else: `state: Ohio`."""
_LOOKS_LIKE_DATE = re.compile(r"[^\d]{0,12}\d{1,4}[-/. ].*\d.*")
_BUILDS = frozenset({"build", "_build"})
_NOT_BUILT = frozenset({"never", "false", "link", "no"})
_BUILT = frozenset({"always", "true", "local", "yes"})


@dataclass(frozen=True, slots=True)
class Hiding:
    """That a field hides a story, or cannot be understood."""

    key: str
    node: Node
    value: str
    """As it was typed, or what it is."""
    fault: str = ""
    """What is wrong with the value; empty where it hides the story."""

    @property
    def reason(self) -> str:
        """Why the story is held back."""
        return f"hidden by `{self.key}: {self.value}`" if self.value else f"hidden by `{self.key}`"


def hiding_of(entries: Mapping[str, Node]) -> Hiding | None:
    """What hides a story among fields that newsgen does not have; None where nothing does."""
    found: list[Hiding] = []
    for key, node in entries.items():
        if (hiding := _judge(key, _plainly(key), node)) is not None:
            found.append(hiding)
    return next((hiding for hiding in found if hiding.fault), found[0] if found else None)


def may_hide(key: str) -> bool:
    """Whether a field of this name says if a story is to be seen, and nothing else."""
    plain = _plainly(key)
    return plain in SHOWN_BY | HIDDEN_BY | STATES | VISIBILITY | PASSWORDS | REDIRECTS and plain not in _LOOSE


def _plainly(key: str) -> str:
    return re.sub(r"[\s\-]|(?<=.)_", "", key).lower()


def looks_like_date(text: str) -> bool:
    """Whether a text may be meant as a date."""
    return _LOOKS_LIKE_DATE.fullmatch(text) is not None


def _judge(key: str, plain: str, node: Node) -> Hiding | None:  # noqa: PLR0911 - one line for each kind of field
    if plain in _BUILDS:
        return _judge_build(key, node)
    if plain in {"permalink", "url"}:
        return Hiding(key, node, "false") if word_of(node) in FALSE else None
    if plain in REDIRECTS:
        target = node.items[0] if isinstance(node, Sequence) and node.items else node
        word = target.text.strip() if isinstance(target, Scalar) else ""
        return Hiding(key, node, word[:200]) if re.match(r"/|https?://", word) else None
    if plain in TYPES | MOMENTS:
        word = word_of(node)
        is_hidden = isinstance(node, Scalar) and (node.is_empty if plain in MOMENTS else word in _HIDDEN_TYPES)
        return Hiding(key, node, "" if plain in MOMENTS else word) if is_hidden else None
    if plain in PASSWORDS:
        return None if isinstance(node, Scalar) and node.is_empty else Hiding(key, node, "…")
    if plain in SHOWN_BY:
        return _judge_flag(key, node, hides_if=_NO, shows_if=_YES)
    if plain == "hide" and isinstance(node, Sequence) and all(word_of(each) in _PARTS for each in node.items):
        return None
    if plain in HIDDEN_BY:
        return _judge_flag(key, node, hides_if=_YES, shows_if=_NO)
    if plain in STATES | VISIBILITY or _STATES.fullmatch(plain):
        return _judge_word(key, node)
    return _judge_group(key, node) if isinstance(node, Record) else None


def _judge_group(key: str, group: Record) -> Hiding | None:
    """What hides a story from inside a group such as `meta`."""
    inner = ((name, node) for name, node in group.entries.items() if _plainly(name) in _IN_GROUPS)
    found = (_judge(name, _plainly(name), node) for name, node in inner)
    return next(
        (Hiding(f"{key}: {each.key}", each.node, each.value) for each in found if each and not each.fault), None
    )


def _judge_flag(key: str, node: Node, *, hides_if: frozenset[str], shows_if: frozenset[str]) -> Hiding | None:
    word = word_of(node)
    if word in shows_if or (word.isdigit() and key.lower() == "killed"):  # so many people
        return None
    if word in hides_if:
        return Hiding(key, node, word)
    if re.sub(r"[\s_\-]", "", word) in HIDING_WORDS:
        return Hiding(key, node, word)
    if key.lower() in {"published", "embargo"} and looks_like_date(word):
        return None  # it is checked as one
    return _not_understood(key, node, "it must be true or false")


def _judge_word(key: str, node: Node) -> Hiding | None:
    if key.lower() == "access" and isinstance(node, Sequence) and node.items:
        return Hiding(key, node, "…")
    word = word_of(node)
    plain = re.sub(r"[\s_]|(?<=.)-", "", word)
    if plain in SHOWING_WORDS | {"true", "1", "yes"}:
        return None
    if plain in HIDING_WORDS | {"false", "0", "no"}:
        return Hiding(key, node, word)
    return _not_understood(key, node, "it may mean that the story is not to be published")


def _judge_build(key: str, node: Node) -> Hiding | None:
    if not isinstance(node, Record):
        return Hiding(key, node, "false") if word_of(node) in FALSE else None
    for name, value in node.entries.items():
        word = word_of(value)
        if name.lower() in {"render", "list"} and word in _NOT_BUILT and (word != "link" or name.lower() == "render"):
            return Hiding(key, value, f"{{{name}: {word}}}")
        if name.lower() in {"render", "list"} and word not in _BUILT:
            return _not_understood(f"{key}: {name}", value, "it must be always or never")
    return None


def _not_understood(key: str, node: Node, why: str) -> Hiding | None:
    plain = _plainly(key)
    if plain in _LOOSE or (plain not in STATES and _STATES.fullmatch(plain)):
        return None
    if isinstance(node, Scalar):
        shown = repr(node.text) if not node.is_empty else "empty"
    else:
        shown = "a list" if isinstance(node, Sequence) else "a group of fields"
    return Hiding(key, node, "", f"`{key}` is {shown}; {why}")

"""A story as the text of its file: front matter in the order of docs/articles.md, then Markdown. Pure."""

import re
from collections.abc import Iterator, Mapping

from newsgen.documents.writing import quoted, yaml_item, yaml_text
from newsgen.importers.story import Story, Value
from newsgen.models.names import slug_for

_ORDER = (
    "kind title date updated slug url id permalink kicker subtitle genre section sections authors tags places people "
    "organizations sources series dateline summary image images lang translation_of draft expires aliases canonical "
    "corrections menu weight featured pinned parent same_as role links label noindex extra"
).split()
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Characters that no text has a use for."""
_PLAIN = frozenset({"date", "updated", "expires", "draft", "weight", "featured", "pinned", "noindex", "menu"})
"""Fields whose values are no texts."""


def file_text(story: Story, *, says_kind: bool = False) -> str:
    """All of a story's file; ``says_kind`` where its folder does not tell what it is, or something else."""
    fields = sorted(story.fields.items(), key=lambda each: (_place(each[0]), each[0]))
    lines = [line for name, value in fields for line in _lines(name, value, 0)]
    if says_kind:
        lines.insert(0, f"kind: {story.kind}")
    text = story.text.strip("\n")
    body = f"\n{_UNPRINTABLE.sub('', text)}\n" if text else ""
    return "\n".join(["---", *lines, "---", ""]) + body


def file_name(story: Story, style: str) -> str:
    """The path of a story's file in content/ as `newsgen new` would choose it, without suffix.

    ``style`` is one of `SLUG_STYLES`.
    """
    name = story.name or slug_for(str(story.fields["title"]), style)
    folder = story.folder or str(story.fields.get("date", ""))[:7].replace("-", "/")
    return f"{folder}/{name}" if folder else name


def _place(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER) - 1


def _lines(name: str, value: Value, depth: int) -> Iterator[str]:
    begin = f"{'  ' * depth}{_key(name)}:"
    if isinstance(value, Mapping):
        yield begin
        for key, inner in value.items():
            yield from _lines(key, inner, depth + 1)
    elif isinstance(value, tuple):
        items = [_item(item) for item in value]
        line = f"{begin} [{', '.join(items)}]"
        if len(line) <= 100:  # noqa: PLR2004 - letters that a line of an editor shows
            yield line
        else:
            yield begin
            yield from (f"{'  ' * (depth + 1)}- {_text(str(item), name)}" for item in value)
    else:
        # Within `extra` a field of this name holds whatever the source says.
        yield f"{begin} {_text(value, name if not depth else '')}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[a-z_][\w-]*", name) else quoted(_UNPRINTABLE.sub("", name))


def _item(item: object) -> str:
    return yaml_item(_clean(str(item)))


def _text(text: str, name: str) -> str:
    return text if name in _PLAIN else yaml_text(_clean(text))


def _clean(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub("", text).split())

"""Text to YAML that reads back as the same text."""

import json
from functools import lru_cache

from newsgen.documents.text import Text
from newsgen.documents.yaml_nodes import Node, Record, Scalar, Sequence, read_mapping


def yaml_text(text: str) -> str:
    """The text as a YAML value on one line: bare where that reads back alike, else in double quotes."""
    return text if _is(text, _read(text)) else quoted(text)


@lru_cache(maxsize=1_000)  # names of tags and authors come again and again
def yaml_item(text: str) -> str:
    """The text as an item of a list in brackets, where commas, brackets and colons have a meaning."""
    node = _read(f"[{text}]")
    return text if isinstance(node, Sequence) and len(node.items) == 1 and _is(text, node.items[0]) else quoted(text)


def _read(value: str) -> Node | None:
    record = read_mapping(Text("", f"key: {value}\n"))
    return record.entries.get("key") if isinstance(record, Record) and len(record.entries) == 1 else None


def _is(text: str, node: Node | None) -> bool:
    return isinstance(node, Scalar) and not node.is_empty and node.is_plain and node.text == text


def quoted(text: str) -> str:
    """The text in double quotes: bare, a branch called 1.0 would be a number, and one called on would be a truth."""
    return json.dumps(text, ensure_ascii=False)

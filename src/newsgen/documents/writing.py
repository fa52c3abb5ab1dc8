"""Text to YAML that reads back as the same text."""

import json

from newsgen.documents.marked import Record, Scalar, Text, read_mapping


def yaml_text(text: str) -> str:
    """The text as a YAML value on one line: bare where that reads back alike, else in double quotes."""
    record = read_mapping(Text("", f"key: {text}\n"))
    if isinstance(record, Record):
        node = record.entries.get("key")
        if isinstance(node, Scalar) and len(record.entries) == 1 and not node.is_empty and node.is_plain and node.text == text:
            return text
    return json.dumps(text, ensure_ascii=False)


def yaml_item(text: str) -> str:
    """The text as an item of a list in brackets, where commas and brackets have a meaning."""
    return json.dumps(text, ensure_ascii=False) if set(text) & set(",[]{}") else yaml_text(text)

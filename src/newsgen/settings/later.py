"""Problems with newsgen.yaml that show only when what it names is read."""

from newsgen.documents.text import Text
from newsgen.documents.yaml_nodes import Node, Record, Scalar, Sequence, read_mapping
from newsgen.errors import Problem


def problem_with_item(key: str, text: Text, name: str, what: str, mend: str) -> Problem:
    """A problem with what newsgen.yaml names behind a key, alone or in a list."""
    record = read_mapping(text)
    node = None if isinstance(record, Problem) else _item(record.entries.get(key), name)
    return text.problem(what, mend, line=node.line, column=node.column) if node else text.problem(what, mend)


def _item(node: Node | None, name: str) -> Node | None:
    items = node.items if isinstance(node, Sequence) else ()
    named = (item for item in items if isinstance(item, Scalar) and item.text.strip().removeprefix("./") == name)
    return next(named, None if isinstance(node, Record) else node)

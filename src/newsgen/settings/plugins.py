"""The publication's own code: `plugins`."""

import re

from newsgen.documents.fields import FieldReader
from newsgen.models.names import path_fault

_MODULE = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_MEND = "write `plugins: [plugins/tides.py]`, or the name of an installed module"
_NO_PROGRAMS = ("content", "templates", "static")


def read_plugins(fields: FieldReader) -> tuple[str, ...]:
    """Files of the project and names of modules; those with a fault are left out."""
    names = []
    for typed, node in fields.names_typed("plugins").items():
        name = typed.removeprefix("./")
        if fault := _fault(name):
            fields.note(node, f"`plugins`: {typed} {fault[0]}", fault[1])
        elif name not in names:
            names.append(name)
    return tuple(names)


def _fault(name: str) -> tuple[str, str] | None:
    """What is wrong with the name of a plugin, and how to mend it; None where nothing is."""
    if "/" not in name and not name.endswith(".py"):
        return None if _MODULE.fullmatch(name) else ("is neither a file nor the name of a module", _MEND)
    folder, _, file = name.rpartition("/")
    if fault := path_fault(name):
        return f"has {fault}", "name a file inside the project, such as `plugins/tides.py`"
    if not file.endswith(".py") or not file.removesuffix(".py").isidentifier():
        return "is no file whose name Python can import", "name it in letters, digits and `_`, such as `tides.py`"
    if not folder:
        return "lies beside newsgen.yaml", f"move it into a folder of its own: `plugins/{file}`"
    top = name.partition("/")[0]
    if top in _NO_PROGRAMS:
        return f"lies in {top}/, which holds no programs", f"move it into a folder of its own: `plugins/{file}`"
    return None

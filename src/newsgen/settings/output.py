"""Where the site is written: `output`."""

from newsgen.documents.fields import Fields
from newsgen.models.names import path_fault


def read_output(fields: Fields) -> str:
    """A path inside the project."""
    typed = fields.text("output") or "build"
    path = typed.removeprefix("./").rstrip("/")
    if fault := path_fault(path):
        fields.note(
            fields.node("output"),
            f"`output` has {fault}: {typed}",
            "name a folder inside the project, such as `build`",
        )
        return "build"
    return path

"""Where the site is written, and how pages name its files: `output` and `assets`."""

from newsgen.documents.fields import FieldReader
from newsgen.models.names import path_fault

DEFAULT_OUTPUT = "build"


def read_output(fields: FieldReader) -> str:
    """A path inside the project."""
    typed = fields.text("output") or DEFAULT_OUTPUT
    path = typed.removeprefix("./").rstrip("/")
    if fault := path_fault(path):
        fields.note(
            fields.node("output"),
            f"`output` has {fault}: {typed}",
            f"name a folder inside the project, such as `{DEFAULT_OUTPUT}`",
        )
        return DEFAULT_OUTPUT
    return path


def read_asset_versions(fields: FieldReader) -> bool:
    """Whether the address of a static file carries its version."""
    group = fields.record("assets")
    if group is None:
        return False
    has_versions = group.flag("versions")
    group.refuse_unknown(("versions",))
    return has_versions

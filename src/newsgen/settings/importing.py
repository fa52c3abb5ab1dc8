"""What `newsgen import` makes of what a publication may want or not: `import`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsgen.documents.fields import FieldReader

COMMENTS = ("kept", "shown")
"""What becomes of readers' comments; the first is usual."""
TYPES = ("article", "page", "draft", "nothing")
"""What a type of posts of the old site may become."""
IMPORT_KEYS = ("comments", "types")


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """What `newsgen import` makes of what a publication may want or not."""

    comments: str = COMMENTS[0]
    """One of COMMENTS."""
    types: Mapping[str, str] = field(default_factory=dict)
    """A type of posts of the old site's own to one of TYPES."""


def read_import(fields: FieldReader) -> ImportSettings:
    """The group `import`, the usual values where there is none."""
    group = fields.record("import")
    if group is None:
        return ImportSettings()
    read = ImportSettings(group.choice("comments", COMMENTS), _read_types(group))
    group.refuse_unknown(IMPORT_KEYS)
    return read


def _read_types(group: FieldReader) -> dict[str, str]:
    types = group.record("types")
    return {} if types is None else {name: types.choice(name, TYPES) for name in types.keys()}  # noqa: SIM118 - no dict

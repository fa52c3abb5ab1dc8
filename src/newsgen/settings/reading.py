"""How files in content/ are read: `folders`, and of another system `fields`, `date_formats` and `encoding`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.documents.encoding import UTF_8, known_encoding
from newsgen.documents.fields import FieldReader, suggest
from newsgen.models.date_forms import format_fault
from newsgen.models.names import path_fault
from newsgen.settings.taxonomies import ARTICLE_FIELDS, Taxonomy


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders in content/ whose files are no articles, unless they say so."""

    pages: str = "pages"
    """Of the standing pages."""
    terms: str = "terms"
    """Of the term files, each in the folder of its taxonomy."""

    def kind_of(self, path: str) -> str:
        """What a file is by where it lies: `article`, `page` or `term`. The path is inside content/."""
        if path.startswith(f"{self.terms}/"):
            return "term"
        return "page" if path.startswith(f"{self.pages}/") else "article"


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How the files of another system are read."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """A field there to the field here, or to `extra`."""
    date_formats: tuple[str, ...] = ()
    """In the manner of strftime(3): ``%d.%m.%Y``."""
    encoding: str = UTF_8
    """Of files that are not UTF-8."""
    folders: Folders = field(default_factory=Folders)


def read_reading(fields: FieldReader, taxonomies: Sequence[Taxonomy]) -> ReadingSettings:
    """How files are read; a field may be mapped to one of these taxonomies."""
    formats = fields.names_typed("date_formats")
    for form, node in formats.items():
        if fault := format_fault(form):
            fields.note(node, f"the format {form!r} {fault}", 'write it like `["%d.%m.%Y"]`')
    encoding = known_encoding(typed := fields.text("encoding") or UTF_8)
    if not encoding:
        mend = "write a name such as `windows-1252`, `shift_jis`, `euc-kr` or `gb18030`"
        fields.note(fields.node("encoding"), f"`encoding` names none that is known: {typed}", mend)
    return ReadingSettings(_read_fields(fields, taxonomies), tuple(formats), encoding, _read_folders(fields))


def _read_folders(fields: FieldReader) -> Folders:
    group, names = fields.record("folders"), tuple(Folders.__dataclass_fields__)
    if group is None:
        return Folders()
    typed = {name: group.text(name).strip("/") for name in names}
    for name, folder in typed.items():
        if folder and (fault := path_fault(folder)):
            group.note(
                group.node(name), f"`{name}` has {fault}", "name a folder in content/: `folders: {pages: seiten}`"
            )
    folders = Folders(**{name: folder for name, folder in typed.items() if folder})
    if folders.pages == folders.terms:
        group.note(None, "`pages` and `terms` are one folder", "name two")
    group.refuse_unknown(names)
    return folders


def _read_fields(fields: FieldReader, taxonomies: Sequence[Taxonomy]) -> dict[str, str]:
    """Other systems' fields and what they are here."""
    group = fields.record("fields")
    known = (*ARTICLE_FIELDS, *(name for taxonomy in taxonomies for name in (taxonomy.name, taxonomy.singular)))
    mapped = {}
    for name in group.keys() if group is not None else ():
        target = group.text(name) if group is not None else ""
        if group is not None and target not in known:
            what = f"`{name}` is to be {target!r}, which is no field{suggest(target, known)}"
            group.note(group.node(name) or group.key_node(name), what, f"known here: {', '.join(known)}")
        mapped[name] = target
    return mapped

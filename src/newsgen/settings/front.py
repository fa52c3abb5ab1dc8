"""The rows of front pages: `front`, in newsgen.yaml and in term files."""

from collections.abc import Iterable

from newsgen.documents.fields import FieldReader
from newsgen.models.front import ARCHIVE, FEATURED, LATEST, LEAD, ON_THIS_DAY, SECTIONS, TERM, FrontRow
from newsgen.settings.taxonomies import Taxonomy

MOST = 100
"""Stories of a row, and rows."""
_COUNTED = {LATEST: 50, FEATURED: 20, SECTIONS: 20, ON_THIS_DAY: 20}
"""Row to how many it may show."""
_MOST_BESIDE_LEAD = 4
_BESIDE_LEAD = 4
_OF_A_TERM = 4
_OF_THE_SITE = frozenset({SECTIONS, ON_THIS_DAY, ARCHIVE})
"""What the front of a term has not."""


def read_front(
    fields: FieldReader, taxonomies: Iterable[Taxonomy], usual: tuple[FrontRow, ...], *, of_term: bool = False
) -> tuple[FrontRow, ...]:
    """The rows under the key `front`; ``usual`` where there is no such key."""
    if fields.node("front") is None:
        return usual
    items = fields.records("front")
    if len(items) > MOST:
        fields.note(fields.node("front"), f"`front` has {len(items):,} rows; the limit is {MOST}", "keep what matters")
        return usual
    singulars = {each.singular: each.name for each in taxonomies}
    rows = [row for item in items if (row := _read_row(item, singulars, of_term=of_term))]
    if sum(row.kind == LEAD for row in rows) > 1:
        fields.note(fields.node("front"), "`front` has two leads", "keep one `lead: true`")
    return tuple(rows)


def _read_row(item: FieldReader, singulars: dict[str, str], *, of_term: bool) -> FrontRow | None:
    kinds = (LEAD, ARCHIVE, *_COUNTED, *singulars)
    if of_term:
        kinds = tuple(kind for kind in kinds if kind not in _OF_THE_SITE)
    named = [key for key in item.keys() if key in kinds]  # noqa: SIM118 - no mapping
    if len(named) != 1:
        all_known = (*kinds, "title", "stories")
        if all(key in all_known for key in item.keys()):  # noqa: SIM118 - no mapping
            what = "a row names two kinds" if named else "a row names no kind"
            item.note(None, what, f"choose one of {', '.join(kinds)}: `- {{latest: 8}}`")
        for key in all_known:
            item.node(key)  # which is all_known
        item.refuse_unknown(all_known)
        return None
    (kind,) = named
    title = item.text("title", limit=200) if kind not in {LEAD, ARCHIVE} else ""
    known: tuple[str, ...] = (kind,) if kind in {LEAD, ARCHIVE} else (kind, "title")
    row = None
    if kind in {LEAD, ARCHIVE}:
        if not item.flag(kind):
            item.note(item.node(kind), f"`{kind}` is not true", f"write `{kind}: true`, or delete the row")
        elif kind == LEAD:
            known = (*known, "stories")
            count = item.whole_number("stories", _BESIDE_LEAD, least=0, most=_MOST_BESIDE_LEAD)
            row = FrontRow(LEAD, count)
        else:
            row = FrontRow(ARCHIVE)
    elif kind in _COUNTED:
        row = FrontRow(kind, item.whole_number(kind, 0, least=1, most=_COUNTED[kind]), title=title)
    else:
        known = (*known, "stories")
        name = item.required_text(kind)
        count = item.whole_number("stories", _OF_A_TERM, least=1, most=MOST)
        row = FrontRow(TERM, count, singulars[kind], name, title) if name else None
    item.refuse_unknown(known)
    return row


def front_as_values(rows: Iterable[FrontRow], taxonomies: Iterable[Taxonomy]) -> list[dict[str, object]]:
    """The rows in the form of newsgen.yaml."""
    singulars = {each.name: each.singular for each in taxonomies}
    found: list[dict[str, object]] = []
    for row in rows:
        value: dict[str, object] = {}
        if row.kind == TERM:
            value = {singulars[row.taxonomy]: row.name, "stories": row.count}
        elif row.kind in _COUNTED:
            value = {row.kind: row.count}
        else:
            value = {row.kind: True, **({"stories": row.count} if row.kind == LEAD else {})}
        found.append(value | ({"title": row.title} if row.title else {}))
    return found

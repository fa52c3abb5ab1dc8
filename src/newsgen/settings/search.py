"""What readers can search: `search`."""

from dataclasses import dataclass

from newsgen.documents.fields import FieldReader
from newsgen.documents.yaml_nodes import Scalar

SEARCH_KEYS = ("fields", "snippets", "synonyms")
SEARCHED_FIELDS = ("text", "summary", "captions", "terms")
"""What can be searched besides headlines: the text of a story, its summary and dateline, what is said of its picture,
the names that it is filed under."""
SNIPPETS = ("pages", "stored", "off")
"""What results show below a headline: the lines in which the words stand, which a browser loads from the stories'
pages; the summary, which lies in the index; nothing."""


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """What readers can search."""

    is_on: bool = True
    fields: tuple[str, ...] = SEARCHED_FIELDS
    """In the order of SEARCHED_FIELDS."""
    snippets: str = SNIPPETS[0]
    has_synonyms: bool = True
    """Whether another name of a term finds what its name finds."""


def read_search(fields: FieldReader) -> SearchSettings:
    """The group `search`, or `search: off`."""
    if isinstance(fields.node("search"), Scalar):
        return SearchSettings(is_on=fields.flag("search"))
    group = fields.record("search")
    if group is None:
        return SearchSettings()
    read = SearchSettings(
        fields=group.some_of("fields", SEARCHED_FIELDS, SEARCHED_FIELDS),
        snippets=group.choice("snippets", SNIPPETS),
        has_synonyms=group.flag("synonyms") or not group.has("synonyms"),
    )
    group.refuse_unknown(SEARCH_KEYS)
    return read

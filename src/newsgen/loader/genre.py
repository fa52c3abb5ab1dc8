"""The field `genre`: what kind of story it is, in newsgen's words or in those of other systems."""

from collections.abc import Mapping
from types import MappingProxyType

from newsgen.documents.fields import FieldReader, suggest
from newsgen.documents.yaml_nodes import Scalar
from newsgen.loader.foreign import plainly
from newsgen.models.genre import GENRES
from newsgen.models.rules import UNKNOWN_FIELD

_NEWS = ("news", "newsarticle", "article", "story", "post", "standard", "default", "brief")
_OTHERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "analysis": ("newsanalysis", "analysisnewsarticle"),
        "background": ("backgrounder", "explainer", "explanatory", "backgroundnewsarticle"),
        "editorial": ("leader", "leadingarticle"),
        "interview": ("q&a", "qa", "qanda"),
        "letter": ("letters", "letterstotheeditor", "lettertotheeditor"),
        "obituary": ("obituaries", "obit"),
        "opinion": ("oped", "op/ed", "comment", "commentary", "column", "viewpoint", "opinionnewsarticle"),
        "report": ("feature", "reportage", "reportagenewsarticle"),
        "review": ("reviews", "reviewnewsarticle"),
        "satire": ("satiricalarticle",),
        "sponsored": ("advertorial", "sponsoredcontent", "advertisercontentarticle", "partnercontent"),
    }
)
"""Genre to what other systems call it; case, hyphens, underscores and blanks are nothing."""
_MEANT: Mapping[str, str] = MappingProxyType(
    {
        **{name: genre for genre, names in _OTHERS.items() for name in names},
        **{genre: genre for genre in GENRES},
        **dict.fromkeys(_NEWS, ""),
    }
)


def read_genre(fields: FieldReader, terms: frozenset[str]) -> tuple[str, dict[str, object]]:
    """The genre, empty for news, and what another system meant by the field; ``terms`` are the fields of taxonomies."""
    node = fields.node("genre") if "genre" not in terms and fields.has("genre") else None
    if node is None:
        return "", {}
    typed = plainly(node.text.strip()) if isinstance(node, Scalar) else ""
    if typed in _MEANT:
        return _MEANT[typed], {}
    fields.warn(
        node,
        f"`genre` has no effect: it is no kind of story that newsgen knows{suggest(typed, GENRES)}",
        f"write one of: {', '.join(GENRES)}; of news it is left out",
        rule=UNKNOWN_FIELD,
    )
    return "", {"genre": fields.plain("genre")}

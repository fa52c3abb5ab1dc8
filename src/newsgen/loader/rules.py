"""What reading a file of content/ depends on besides the file: what newsgen.yaml says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from newsgen.loader.card_texts import CardTexts, TextsAsTyped
from newsgen.plugins import Plugins
from newsgen.settings import ARTICLE_FIELDS, Folders, Taxonomy


@dataclass(frozen=True, slots=True)
class ArticleRules:
    """What reading an article depends on besides its file."""

    zone: tzinfo
    taxonomies: tuple[Taxonomy, ...]
    texts: CardTexts = field(default_factory=TextsAsTyped)
    """How the texts of its card are set."""
    slugs: str = "ascii"
    languages: tuple[str, ...] = ()
    """Names of folders that tell the language of what lies in them."""
    own_urls: tuple[str, ...] = ()
    """Web addresses and paths that are, or were, the publication's own."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What newsgen.yaml says of other systems' fields: their name to newsgen's."""
    date_formats: tuple[str, ...] = ()
    plugins: Plugins = field(default_factory=Plugins)
    """What has a say in every article."""
    language: str = ""
    """The publication's own."""
    folders: Folders = field(default_factory=Folders)
    term_keys: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    """Taxonomy to the fields that take its names."""
    terms: frozenset[str] = field(init=False, repr=False)
    """The fields that take names."""
    known: frozenset[str] = field(init=False, repr=False)
    """All fields."""

    def slugs_of(self, taxonomy: str) -> Mapping[str, str]:
        """Name of a term to the slug that newsgen.yaml gives it."""
        return next((each.slugs for each in self.taxonomies if each.name == taxonomy), {})

    def __post_init__(self) -> None:
        keys = {each.name: tuple(dict.fromkeys((each.name, each.singular))) for each in self.taxonomies}
        terms = frozenset(key for names in keys.values() for key in names)
        object.__setattr__(self, "term_keys", keys)
        object.__setattr__(self, "terms", terms)
        object.__setattr__(self, "known", terms | frozenset(ARTICLE_FIELDS))

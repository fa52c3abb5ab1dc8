"""The words of the theme, and how a language says dates, times and numbers: templates/labels, a file for each language.

A project's labels.yaml, which has a group for each language, lies over the theme's files word by word.
"""

from collections.abc import Iterator, Mapping

from newsgen.documents.fields import plain_value
from newsgen.documents.text import Text
from newsgen.documents.yaml_nodes import Node, Record, Scalar, read_mapping
from newsgen.errors import ContentError, Problem
from newsgen.models.language import broader_tags, in_usual_case
from newsgen.renderer.label_mistakes import label_problems
from newsgen.renderer.theme import ThemeLoader

OWN_LABELS = "labels.yaml"
"""A project's words: a group for each language."""
_FOLDER = "labels/"
_REGIONS = f"{_FOLDER}regions.yaml"
"""What a region says otherwise than its language."""
_WORD_BY_WORD = frozenset({"genres", "policies", "taxonomies"})
"""Groups of words, each of which may be said otherwise alone."""
_ALIASES = {"no": "nb", "iw": "he", "in": "id"}


class Words(dict[str, object]):
    """Words by name, which templates find as attributes too.

    Jinja2 looks for an attribute first, and a dictionary that has none costs it an exception: `labels.updated` is asked
    for a hundred thousand times.
    """

    def __init__(self, words: Mapping[str, object]) -> None:
        super().__init__(words)
        # The methods of a mapping stay what they are, as docs/templates.md says.
        self.__dict__.update((name, word) for name, word in words.items() if not hasattr(dict, name))


def read_labels(loader: ThemeLoader, language: str) -> Mapping[str, object]:
    """The words in a language; English where the theme has no word in it.

    Raises:
        ContentError: A file of words is not what it should be.
    """
    own = _own_groups(loader)
    words: dict[str, object] = {}
    for tag in ("en", *_tags(language)):
        for layer in _layers(loader, tag, own):
            for name, word in layer.items():
                known = words.get(name)
                is_group = name in _WORD_BY_WORD and isinstance(known, dict) and isinstance(word, dict)
                words[name] = {**known, **word} if is_group else word  # type: ignore[dict-item] # both are
    return Words(words)


def has_words_in(loader: ThemeLoader, language: str) -> bool:
    """Whether the theme or the project has words in a language, whatever the region."""
    own = _groups(loader, OWN_LABELS)
    return any(loader.find(f"{_FOLDER}{tag}.yaml") or tag.lower() in own for tag in _tags(language))


def fingerprint_labels(loader: ThemeLoader) -> str:
    """What tells all words, of the theme and of the project, from others."""
    return loader.digest(name for name in loader.list_templates() if name.startswith(_FOLDER) or name == OWN_LABELS)


def _tags(language: str) -> list[str]:
    """From the language alone to all that its tag says, as files are named: ``zh``, ``zh-Hant``, ``zh-HK``."""
    main, dash, rest = language.replace("_", "-").partition("-")
    tag = _ALIASES.get(main.lower(), main) + dash + rest
    return [in_usual_case(each) for each in reversed(broader_tags(tag))]


def _layers(loader: ThemeLoader, tag: str, own: Mapping[str, Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
    if "-" in tag and (said := _groups(loader, _REGIONS).get(tag.lower())):
        yield said
    record = _record(loader, f"{_FOLDER}{tag}.yaml")
    if record is not None:
        yield {name: _word(node) for name, node in record.entries.items()}
    yield own.get(tag.lower(), {})


def _own_groups(loader: ThemeLoader) -> dict[str, Mapping[str, object]]:
    layer = loader.read(OWN_LABELS)
    record = _record(loader, OWN_LABELS)
    english = _record(loader, f"{_FOLDER}en.yaml")
    if layer and record and english:
        words = {name: _word(node) for name, node in english.entries.items()}
        if problems := label_problems(Text(*layer), record, words):
            raise ContentError(f"{layer[0]} has errors", problems=tuple(problems))
    return _groups(loader, OWN_LABELS)


def _groups(loader: ThemeLoader, name: str) -> dict[str, Mapping[str, object]]:
    """The groups of a file by the tags of their languages, in small letters."""
    record = _record(loader, name)
    groups = record.entries.items() if record else ()
    return {
        tag.replace("_", "-").lower(): {name: _word(word) for name, word in group.entries.items()}
        for tag, group in groups
        if isinstance(group, Record)
    }


def _word(node: Node) -> object:
    # A blank is a word, too: it stands between names, and in numbers.
    return node.text if isinstance(node, Scalar) and node.text.isspace() else plain_value(node)


def _record(loader: ThemeLoader, name: str) -> Record | None:
    layer = loader.read(name)
    if layer is None:
        return None
    record = read_mapping(Text(*layer))
    if isinstance(record, Problem):
        raise ContentError(f"{layer[0]} has errors", problems=(record,))
    return record

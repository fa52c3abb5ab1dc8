"""Which language a file is in, by where it lies, and which files are versions of one story.

``languages`` are the names of folders that newsgen.yaml lists. A file is in the language of the last such folder above
it (``ja/a.md``), or of the end of its name (``a.ja.md``); without that, it is the same file as its versions.
"""

from pathlib import PurePosixPath

from newsgen.documents.fields import FieldReader
from newsgen.documents.yaml_nodes import Scalar
from newsgen.models.article import ARTICLE_SUFFIXES
from newsgen.models.names import without_suffix


def language_of(path: str, languages: tuple[str, ...]) -> str:
    """The language that the path of a file names, as it is listed; empty where it names none."""
    return _split(path, languages)[0] if languages else ""


def without_language(path: str, languages: tuple[str, ...]) -> str:
    """The path without the part that names its language: versions of one story have it in common."""
    return _split(path, languages)[1] if languages else path


def _split(path: str, languages: tuple[str, ...]) -> tuple[str, str]:
    known = {tag.lower(): tag for tag in languages}
    *folders, name = path.split("/")
    stem = without_suffix(name)
    start, _, ending = stem.rpartition(".")
    if start and (tag := known.get(_folded(ending))):
        return tag, "/".join([*folders, start + name[len(stem) :]])
    for at in range(len(folders) - 1, -1, -1):
        if tag := known.get(_folded(folders[at])):
            return tag, "/".join([*folders[:at], *folders[at + 1 :], name])
    return "", path


def _folded(name: str) -> str:
    return name.replace("_", "-").lower()


def read_version_place(fields: FieldReader) -> str:
    """Where an article names another version, as ``line:column``; empty where it does not.

    Other systems give every story such a word, also one that has no other version yet: that names none.
    """
    node, key = fields.node("translation_of"), fields.key_node("translation_of")
    if not isinstance(node, Scalar) or not isinstance(key, Scalar):
        return ""
    is_own = key.text == "translation_of" or node.text.strip().endswith(ARTICLE_SUFFIXES)
    return f"{node.line}:{node.column}" if is_own else ""


def read_version_key(fields: FieldReader, source: str, languages: tuple[str, ...]) -> str:
    """What all versions of a story have in common: a path without its language, or the word that they name.

    ``translation_of`` names the file of another version, from content/ or from the article's folder, or any word.
    """
    named = fields.text("translation_of", limit=1_000)
    if not named:
        return without_language(source, languages) if languages else ""
    if not named.endswith(ARTICLE_SUFFIXES):
        return named
    path = PurePosixPath(named.removeprefix("/").removeprefix("content/"))
    beside = PurePosixPath(source).parent / path
    inside = path if named.startswith(("/", "content/")) or len(path.parts) > 1 else beside
    return without_language(inside.as_posix(), languages)

"""Languages that the names of files and folders tell, where newsgen.yaml does not say that they do.

Names alone prove nothing: `it/` may be a section. So a language counts only beside another one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from newsgen.errors import Problem, some
from newsgen.models.language import is_known_language
from newsgen.models.names import without_suffix
from newsgen.models.rules import LANGUAGE
from newsgen.planner.views import Views
from newsgen.settings import SETTINGS_FILE


def languages_between(one: str, other: str) -> list[str]:
    """The languages in which two paths differ: by the name of one folder, or by the end of the file's name."""
    both = list(zip(one.split("/"), other.split("/"), strict=False))
    differing = [pair for pair in both if pair[0] != pair[1]]
    if one.count("/") != other.count("/") or len(differing) != 1:
        return []
    if both[-1] in differing:
        (stem, tag), (other_stem, other_tag) = map(_parted, differing[0])
        return sorted({tag, other_tag} - {""}) if stem == other_stem else []
    tags = [_as_tag(name) for name in differing[0]]
    are_two = tags[0].lower() != tags[1].lower()
    return sorted(tags) if are_two and all(map(is_known_language, tags)) else []


def unnamed_languages(views: Views) -> Iterator[Problem]:
    """A warning where stories lie in folders, or have names, that tell another language than the publication's."""
    if views.settings.languages:
        return
    sources = views.archive.index.sources
    own = views.site.language
    found = {**_by_folder(sources, own), **_by_name(sources)}
    others = [tag for tag in found if _base(tag) != _base(own) and not _says_its_language(views, found[tag])]
    if not others:
        return
    tags = sorted({*others, *(tag for tag in found if _base(tag) == _base(own))})
    shown = some([f"{tag} (content/{found[tag]})" for tag in sorted(others)], 3)
    what = f"stories are named like versions in other languages, and are taken for {own}: {shown}"
    mend = (
        f"write `languages: [{', '.join(tags)}]`, and {{lang}} in `permalink` if that is set; or `lang: {own}` in them"
    )
    yield Problem(SETTINGS_FILE, what, mend).as_warning().under(LANGUAGE.name)


def _by_folder(sources: Sequence[str], own: str) -> Mapping[str, str]:
    """Language to a story in the folder of that name, where a folder for the publication's own lies beside it."""
    beside: defaultdict[str, dict[str, str]] = defaultdict(dict)
    first = {source.rpartition("/")[0]: source for source in reversed(sources)}
    for folder in sorted(first):
        above = ""
        for name in folder.split("/"):
            if is_known_language(_as_tag(name)):
                beside[above].setdefault(_as_tag(name), first[folder])
            above = f"{above}/{name}"
    are_languages = [tags for tags in beside.values() if any(_base(tag) == _base(own) for tag in tags)]
    return {tag: source for tags in are_languages for tag, source in tags.items()}


def _by_name(sources: Sequence[str]) -> Mapping[str, str]:
    """Language to a story whose name ends in it, where the same name is there without it, or with another."""
    dotted = [source for source in sources if source.count(".") > 1]
    parted = [(source, *_parted(source)) for source in dotted]
    if not any(tag for _, _, tag in parted):
        return {}
    stems = Counter(_parted(source)[0] for source in sources)
    return {tag: source for source, stem, tag in reversed(parted) if tag and stems[stem] > 1}


def _parted(name: str) -> tuple[str, str]:
    """A file's name without suffix and language, and the language that it ends in; empty for none."""
    stem = without_suffix(name)
    start, dot, ending = stem.rpartition(".")
    tag = _as_tag(ending)
    return (start, tag) if dot and is_known_language(tag) else (stem, "")


def _as_tag(name: str) -> str:
    return name.replace("_", "-")


def _base(tag: str) -> str:
    return tag.lower().partition("-")[0]


def _says_its_language(views: Views, source: str) -> bool:
    archive = views.archive
    return bool(archive.articles[archive.positions[source]].lang)

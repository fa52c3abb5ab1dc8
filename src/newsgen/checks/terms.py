"""Terms that are one, but are spelled in several ways: `harbour` and `harbours`. Pure.

Spellings that make one slug are one term, and a build tells of them. Here are those that have pages of their own.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from newsgen.models.article import Article
from newsgen.models.index import SlugOf, term_column
from newsgen.models.likeness import tell_apart
from newsgen.models.term_filing import NO_FILING, TermFiling

_NAMES = frozenset(("authors", "people", "places", "organizations", "sources"))
"""Taxonomies of proper names, of which an `s` at the end makes no plural."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A term that is probably another one."""

    taxonomy: str
    name: str
    count: int
    other: str
    other_count: int
    source: str
    """The first article that carries it."""


def find_spellings(
    articles: Sequence[Article],
    slug_of: SlugOf,
    kept_apart: Container[tuple[str, str]],
    filings: Mapping[str, TermFiling],
) -> Iterator[Spelling]:
    """The terms that differ from a more frequent one by case, accents, marks or the plural alone.

    The articles are oldest first; ``slug_of`` gives usual slugs. ``kept_apart`` are taxonomy and name of
    terms that the newsroom has given slugs of their own: it knows. ``filings`` are what term files say, by taxonomy.
    """
    counts: Counter[tuple[str, str]] = Counter()
    firsts: dict[tuple[str, str], str] = {}
    for article in articles:
        for taxonomy, names in article.terms.items():
            for name in names:
                counts[taxonomy, name] += 1
                firsts.setdefault((taxonomy, name), article.source)
    families: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    slugs = _slugs_of_pages(articles, {taxonomy for taxonomy, _ in counts}, slug_of, filings)
    for taxonomy, name in counts:
        families[taxonomy, _bare(name, has_plural=taxonomy not in _NAMES)].append((taxonomy, name))
    for family in families.values():
        if len(family) < 2:  # noqa: PLR2004 - a pair
            continue
        chief = max(family, key=lambda term: (counts[term], term))
        for term in sorted(family):
            if slugs[term] != slugs[chief] and term not in kept_apart and chief not in kept_apart:
                yield Spelling(*term, counts[term], chief[1], counts[chief], firsts[term])


_LONG_ENOUGH = 6
"""Letters of a name from which one that is other in a single letter is probably the same: Iran and Iraq are two."""


def nearly_alike(counts: Mapping[str, int]) -> Mapping[str, str]:
    """Each name that is other in a single letter from one that is used as often or more, to that one.

    ``counts`` say how often each name is used. The cost follows the number of names, not its square.
    """
    filed: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(counts):
        word = _MARKS.sub("", name.casefold())
        if len(word) >= _LONG_ENOUGH:
            for key in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
                filed[key].append(name)
    found: dict[str, str] = {}
    for names in filed.values():
        for name, other in combinations(names, 2) if len(names) <= _MANY else ():
            rare, usual = sorted((name, other), key=lambda each: (counts[each], each))
            if _is_one_letter_apart(_MARKS.sub("", rare.casefold()), _MARKS.sub("", usual.casefold())):
                known = found.get(rare)
                found[rare] = usual if known is None or counts[usual] > counts[known] else known
    return found


_MANY = 50
"""Names that are alike but for a letter: the items of a series, no slips of the pen."""


def _is_one_letter_apart(one: str, other: str) -> bool:
    """Whether two words are other in one letter: too much, missing or another. Digits tell things apart."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    ends = {(1, 0), (0, 1), (1, 1)}
    for longer, shorter in ends:
        if one[start + longer :] == other[start + shorter :]:
            return one != other and (one[start : start + longer] + other[start : start + shorter]).isalpha()
    return False


def _slugs_of_pages(
    articles: Sequence[Article], taxonomies: Iterable[str], slug_of: SlugOf, filings: Mapping[str, TermFiling]
) -> Mapping[tuple[str, str], str]:
    """Taxonomy and name of each term to the slug under which it is filed."""
    columns = {
        taxonomy: filings.get(taxonomy, NO_FILING).filed(tell_apart(term_column(articles, taxonomy, slug_of)))
        for taxonomy in taxonomies
    }
    return {
        (taxonomy, name): slug
        for taxonomy, column in columns.items()
        for name, slug in zip(column.names, column.slugs, strict=True)
    }


_MARKS = re.compile(r"[\s_.,:;/’'\"·‐-―-]+")
"""Without which a name is the same; C, C++ and C# are three."""
_PLURAL = re.compile(r"(?:(?<=[a-z]{2})(?P<ies>ies)|(?<=ch|sh|ss)es|(?<=[xz])es|(?<=[a-z]{2}[a-rt-z])s)\b")

_NO_PLURALS = frozenset(("news",))


def _bare(name: str, *, has_plural: bool) -> str:
    """The name without case, accents and marks, and its words in the singular."""
    letters = "".join(
        char for char in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(char)
    )
    words = _MARKS.sub(" ", letters).strip()
    if has_plural and words not in _NO_PLURALS:
        words = _PLURAL.sub(lambda match: "y" if match["ies"] else "", words)
    return words.replace(" ", "")

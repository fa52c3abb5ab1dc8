"""The rules of a site, learned from many of its pages: what stands on all, what varies, and where. Pure."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from newsgen.importers.saved_pages import evidence
from newsgen.importers.saved_pages.bodies import find_body
from newsgen.importers.saved_pages.capitals import is_in_capitals, names_elsewhere
from newsgen.importers.saved_pages.edges import ends_of, leads_of
from newsgen.importers.saved_pages.field_paths import find_fields
from newsgen.importers.saved_pages.furniture import furniture
from newsgen.importers.saved_pages.groups import FEWEST, Group, grouped, is_below
from newsgen.importers.saved_pages.habits import day_first, false_authors
from newsgen.importers.saved_pages.lists import has_several
from newsgen.importers.saved_pages.own_boxes import free, own_boxes
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.rules import Rules, Template, renamed
from newsgen.importers.saved_pages.standing import kept_lines, lines_elsewhere, standing_in, teased_lines
from newsgen.importers.saved_pages.teasers import mark_teasers, told_of_others
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Paths


def learn(pages: Sequence[Parsed], paths: Paths, tongue: Tongue) -> Rules:
    """The rules of a site.

    Args:
        pages: As many of its pages as are worth it.
        paths: Those of the site.
        tongue: Knows words; is told how the site writes dates.
    """
    tongue.day_first = day_first(pages)
    title_ends = evidence.title_ends([page.said.title for page in pages])
    mark_teasers(pages, paths)
    groups = _learned_groups(pages, paths, tongue, title_ends)
    several = {id(page) for group in groups for page in group.pages if _has_several(page, group)}
    if several:
        # Lists that show whole stories: what stands on these, too, does not stand on many pages by itself.
        pages = [page for page in pages if id(page) not in several]
        groups = _learned_groups(pages, paths, tongue, title_ends)
    others = told_of_others(pages)
    teased: set[str] = set()
    standing: Counter[str] = Counter()
    kept: set[str] = set()
    ends: dict[str, None] = {}
    leads: dict[str, None] = {}
    for group in groups:
        mine = standing_in(group, tongue)
        group.own = own_boxes(group, paths, mine, tongue)
        if group.own:
            free(group, group.own)
            mine = standing_in(group, tongue)
        teased |= teased_lines(group, mine, others)
        kept |= kept_lines(group, mine, len(group.pages))
        ends.update(dict.fromkeys(ends_of(group, mine)))
        leads.update(dict.fromkeys(leads_of(group)))
        standing.update({told: count for told, count in mine.items() if told not in kept})
    hosts = Counter(page.page.address.split("/")[2] for page in pages if page.page.address.count("/") > 1)
    return Rules(
        templates=renamed(_merged([_template(group, paths, standing) for group in groups])),
        standing=standing,
        elsewhere=lines_elsewhere(pages, standing),
        keep=frozenset(kept),
        teased=frozenset(teased - kept),
        day_first=tongue.day_first,
        title_ends=title_ends,
        ends=tuple(ends),
        leads=tuple(leads),
        site=hosts.most_common(1)[0][0] if hosts else "",
        authors=false_authors(pages, title_ends),
        names=_names(groups, pages, tongue),
        learned=len(pages),
    )


def _names(groups: Sequence[Group], pages: Sequence[Parsed], tongue: Tongue) -> tuple[str, ...]:
    """The authors whom some pages name in capitals alone, as others write them."""
    found: set[str] = {name for page in pages for name in page.said.authors}
    for group in groups:
        chosen = set(group.fields.get("authors", ()))
        shown = (unit.text for page in group.pages for unit in page.lines.units if unit.place.path in chosen)
        found.update(name for text in shown if len(text) > 1 for name in tongue.authors(text, is_sure=True))
    capitals = [name for name in found if is_in_capitals(name)]
    if not capitals:
        return ()
    return names_elsewhere(capitals, [*found, *(unit.text for page in pages for unit in page.lines.units)])


def _learned_groups(pages: Sequence[Parsed], paths: Paths, tongue: Tongue, ends: Sequence[str]) -> list[Group]:
    """The templates that have enough pages, with their bodies and fields."""
    standing = _standing_at(pages)
    groups = grouped(pages, paths)
    for group in groups:
        _learn_group(group, paths, standing, tongue, ends)
    groups = _joined(groups, paths, standing, tongue, ends)
    return [group for group in groups if len(group.pages) >= FEWEST and group.mains]


def _standing_at(pages: Sequence[Parsed]) -> set[tuple[int, str]]:
    """Paths and the lines that many pages have there."""
    counts: Counter[tuple[int, str]] = Counter()
    for page in pages:
        counts.update({(unit.place.path, unit.told) for unit in page.lines.units if unit.told})
    least = max(3, round(0.04 * len(pages))) if len(pages) >= FEWEST else len(pages) + 1
    return {line for line, count in counts.items() if count >= least}


def _learn_group(
    group: Group, paths: Paths, standing: Container[tuple[int, str]], tongue: Tongue, ends: Sequence[str]
) -> None:
    find_body(group, paths, standing, tongue)
    if len(group.pages) >= FEWEST and group.mains:
        group.fields = find_fields(group.pages, group.body, paths, tongue, ends)


def _joined(
    groups: Sequence[Group], paths: Paths, standing: Container[tuple[int, str]], tongue: Tongue, ends: Sequence[str]
) -> list[Group]:
    """Groups whose headlines stand at one path are one, if the body of one lies in that of the other."""
    found: list[Group] = []
    for group in groups:
        head = set(group.fields.get("headline", ()))
        other = next(
            (
                each
                for each in found
                if head & set(each.fields.get("headline", ()))
                and (is_below(group.body, each.body, paths) or is_below(each.body, group.body, paths))
            ),
            None,
        )
        if other is None:
            found.append(group)
            continue
        other.pages += group.pages
        if other.body != group.body:
            _learn_group(other, paths, standing, tongue, ends)
    return found


def _has_several(page: Parsed, group: Group) -> bool:
    """Whether a page has several headlines where other pages of its template have one."""
    if page.said.is_story and page.said.sure:
        return False
    chosen = set(group.fields.get("headline", ()))
    heads = [at for at, unit in enumerate(page.lines.units) if unit.place.path in chosen]
    return has_several(page.lines.units, heads)


def _template(group: Group, paths: Paths, standing: Mapping[str, int]) -> Template:
    drop = furniture(group, paths, standing)
    example = group.pages[0].page
    return Template(
        name="",
        body=(paths.selector(group.body),),
        fields={name: tuple(paths.selector(path) for path in found) for name, found in group.fields.items() if found},
        drop=tuple(paths.exact_selector(path) for path in drop),
        own=tuple(paths.exact_selector(path) for path in sorted(group.own)),
        pages=len(group.pages),
        example=example.address or example.path,
        notes={paths.exact_selector(path): note for path, note in drop.items()},
    )


def _merged(templates: Sequence[Template]) -> list[Template]:
    """Templates that say the same as one."""
    found: dict[tuple[str, ...], Template] = {}
    for each in templates:
        known = found.get(each.body)
        if known is None:
            found[each.body] = each
            continue
        fields = {
            name: tuple(dict.fromkeys((*known.fields.get(name, ()), *each.fields.get(name, ()))))
            for name in {**known.fields, **each.fields}
        }
        found[each.body] = Template(
            known.name,
            known.body,
            fields,
            tuple(dict.fromkeys((*known.drop, *each.drop))),
            known.pages + each.pages,
            known.example,
            {**each.notes, **known.notes},
            own=tuple(dict.fromkeys((*known.own, *each.own))),
        )
    return list(found.values())

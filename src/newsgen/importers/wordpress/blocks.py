"""Blocks of the editor: their marks are taken away, and what has no HTML of its own is filled in, or told. Pure."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsgen.importers.wordpress.hidden import hidden
from newsgen.importers.wordpress.reading import Content, Site
from newsgen.importers.wordpress.said_by_blocks import shown_by, with_own_words
from newsgen.importers.wordpress.settings_of_blocks import is_hidden, may_say, settings_of, shown, unsaid, words_in

BEGIN = re.compile(r"<!--\s+(?=/?wp:)")
_BLOCK = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)?)\s*+(?P<said>\{.*\})?\s*(?P<empty>/)?-->",
    re.DOTALL,
)
_LISTS = re.compile(
    r"(?:archives|avatar|calendar|categories|comment|comments|latest-|loginout|page-list|post-|posts-|query|read-more|rss|search|"
    r"site-|tag-cloud|term-|navigation|social-links|home-link|template-part|pattern|legacy-widget|widget-group|comments-)"
)
"""Blocks that show what the site has just then: newsgen's theme makes such lists itself."""
_FORM = re.compile(
    r"jetpack/(?:contact-form|field-|option|button|subscriptions|mailchimp)|(?:wpforms|gravityforms|mailpoet)/"
)
_APART = frozenset({"shortcode", "html", "freeform"})
"""Blocks whose inside begins a line, as typed."""
_SILENT = frozenset({"footnotes", "more", "nextpage", "spacer", "separator"})
_MOST_REUSED = 500
"""Reusable blocks in one text."""


@dataclass
class Blocks:
    """Takes the marks of blocks away: what they hold is HTML. What has none of its own is told."""

    site: Site
    content: Content
    within: tuple[str, ...] = ()
    """Numbers of the reusable blocks that are being filled in."""

    def without(self, text: str) -> str:
        """The HTML in and between blocks."""
        marks = list(_marks(text))
        ends, inner = _nested(marks)
        before: dict[int, str] = {}
        """Number of a mark to what stands in its place besides what it is."""
        made: list[str] = []
        at = 0
        for number, (start, match) in enumerate(marks):
            made.append(text[at:start])
            at = match.end() + start
            end = ends.get(number)
            if end is not None and match["said"]:
                self._open(match, text[at : marks[end][0]], number, (end, inner.get(number, [])), before)
            made.append(before.get(number, "") + self._replace(match))
        return "".join([*made, text[at:]])

    def _open(
        self,
        match: re.Match[str],
        inside: str,
        number: int,
        around: tuple[int, list[int]],
        before: dict[int, str],
    ) -> None:
        """Shows what stands in the settings of a block alone, and hides what they hide.

        ``around`` has the numbers of its end, and of the blocks in it.
        """
        end, children = around
        if "lockVisibility" not in match["said"] and not may_say(match["said"]):
            return
        said = settings_of(match["said"])
        if is_hidden(said):
            before[number] = before.get(number, "") + '<div style="display:none">'
            before[end] = "</div>" + before.get(end, "")
            return
        name = match["name"].removeprefix("core/")
        found = unsaid(words_in(said), inside) if name not in _SILENT else []
        if found and (_LISTS.match(name) or _FORM.match(name)):
            self.content.beside += [hidden(each.text) for each in found]
            return
        if not all(each.is_seen for each in found):
            before[number] = before.get(number, "") + self._kept(match[0])
            self.content.unknown[f"wp:{match['name']}"] += 1
        tabs = [each for each in found if each.is_seen and each.group >= 0]
        are_beside = len(tabs) == len(children) > 1 and len({each.key for each in tabs}) == 1
        for each in found:
            if each.is_seen:
                place = children[each.group] if are_beside and each in tabs else end if each.is_below else number
                before[place] = before.get(place, "") + shown(each)

    def _replace(self, match: re.Match[str]) -> str:
        name = match["name"].removeprefix("core/")
        if match["end"] or not match["empty"]:
            if '"bindings"' in match[0]:
                return self._bound(settings_of(match["said"]))
            return "\n" if name in _APART else ""
        said = settings_of(match["said"])
        if is_hidden(said):
            self.content.left_out.append((f"wp:{name}", "never shown: its settings say so"))
            self._keep_beside(match[0])
            return ""
        return self._shown(name, said, match[0])

    def _shown(self, name: str, said: Mapping[str, object], typed: str) -> str:
        """What a block shows that has no HTML of its own."""
        if name == "block" and (made := self._reused(said, typed)) is not None:
            return made
        address = str(said.get("url", ""))
        if name == "social-link":
            words = " ".join(filter(None, (str(said.get("label") or said.get("service") or ""), address)))
            self.content.left_out.append((words or f"wp:{name}", "a link to an account: the theme has such"))
            self._keep_beside(typed)
            return ""
        if address and (made := _shown_address(name, address, said)):
            return made
        if name == "tablepress/table" and (table := self.site.table(str(said.get("id", "")))):
            return table
        return "" if name in _SILENT else self._of_plugin(name, said, typed)

    def _of_plugin(self, name: str, said: Mapping[str, object], typed: str) -> str:
        for pattern, why in ((_LISTS, "a list that the site makes"), (_FORM, "a form")):
            if pattern.match(name):
                self.content.left_out.append((f"wp:{name}", why))
                self._keep_beside(typed)
                return ""
        self.content.unknown[f"wp:{name}"] += 1
        return self._kept(typed) + shown_by(name, said, self.site.media)

    def _reused(self, said: Mapping[str, object], typed: str) -> str | None:
        """The text of a reusable block, with the words that a story has for it; None where it cannot be filled in."""
        number = str(said.get("ref", ""))
        is_new = number not in self.within and self.content.reused < _MOST_REUSED
        if not is_new or not (inner := self.site.block(number)):
            return None
        self.content.reused += 1
        own, is_whole = said.get("content"), True
        if isinstance(own, Mapping) and own:
            inner, is_whole = with_own_words(inner, own)
        made = Blocks(self.site, self.content, (*self.within, number)).without(inner)
        if not is_whole:
            self.content.unknown["wp:block with words of its own"] += 1
            made += self._kept(typed)
        return made

    def _bound(self, said: Mapping[str, object]) -> str:
        """What a block takes from the meta of its post: it has no words of its own then."""
        metadata = said.get("metadata")
        bindings = metadata.get("bindings") if isinstance(metadata, Mapping) else None
        found = []
        for attribute, source in bindings.items() if isinstance(bindings, Mapping) else ():
            given = source.get("args") if isinstance(source, Mapping) else None
            text = self.site.meta.get(str(given.get("key", "")), "") if isinstance(given, Mapping) else ""
            if text and attribute in {"content", "text"}:
                found.append(f"<p>{text}</p>")
            elif text and attribute == "url" and re.match(r"https?://\S+\.(?:jpe?g|png|gif|webp|avif)\Z", text):
                found.append(f'<p><img src="{html.escape(text)}" alt=""></p>')
        return "".join(found)

    def _keep_beside(self, typed: str) -> None:
        self.content.beside.append(hidden(typed))
        self._keep_decoded(typed)

    def _keep_decoded(self, typed: str) -> None:
        """Keeps the words of a block beside where their signs are written as numbers: nobody would find one."""
        if "\\" in typed and (match := _BLOCK.fullmatch(typed)):
            self.content.beside += [hidden(each.text) for each in words_in(settings_of(match["said"]))]

    def _kept(self, typed: str) -> str:
        self._keep_decoded(typed)
        return f"<!-- kept: {hidden(typed.removeprefix('<!--').removesuffix('-->').strip())} -->"


def _shown_address(name: str, address: str, said: Mapping[str, object]) -> str:
    """The HTML of a block that is a link, or something of another host; empty for others."""
    if name.endswith("-link"):
        label = str(said.get("label") or said.get("service") or address)
        return f'<li><a href="{html.escape(address)}">{html.escape(label)}</a></li>'
    return f"\n<p>{html.escape(address)}</p>\n" if name == "embed" else ""


def _marks(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Where each mark of a block begins, and what it says."""
    at = 0
    while (begin := BEGIN.search(text, at)) is not None:
        end = text.find("-->", begin.end())
        if end < 0:
            return
        at = end + 3
        if match := _BLOCK.fullmatch(text[begin.start() : at]):
            yield begin.start(), match


def _nested(marks: Sequence[tuple[int, re.Match[str]]]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Number of each mark that begins something to that of its end, and to those of the blocks right in it."""
    ends: dict[int, int] = {}
    inner: dict[int, list[int]] = {}
    opened: list[tuple[str, int]] = []
    for number, (_, match) in enumerate(marks):
        name = match["name"]
        if match["end"]:
            if opened and opened[-1][0] == name:
                ends[opened.pop()[1]] = number
            continue
        if opened:
            inner.setdefault(opened[-1][1], []).append(number)
        if not match["empty"]:
            opened.append((name, number))
    return ends, inner

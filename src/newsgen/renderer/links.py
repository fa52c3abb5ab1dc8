"""The attributes of an article's tags: addresses that lead somewhere, and none that runs a script.

Each attribute that names a file is followed: what it names is published with the story, and the page's address of it
is written in its place.
"""

import html
import posixpath
import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsgen.documents.html import Attribute, attributes_of, srcset_of, values_of
from newsgen.documents.local import local_mistake
from newsgen.documents.old_links import is_old_link, old_link
from newsgen.models.addresses import Addresses, Reference, is_named
from newsgen.models.picture_views import offered_sources, srcset_of_sizes
from newsgen.models.rules import BROKEN_LINK, LEFTOVER_CODE, SCRIPT_LINK, UNREACHABLE_LINK
from newsgen.renderer.figures import COLUMN, ROOM, without_attributes
from newsgen.renderer.link_names import LinkName
from newsgen.renderer.places import Places
from newsgen.renderer.sanitizing import is_handler, runs_script
from newsgen.renderer.unreachable import meant, plain_link, without_blanks

if TYPE_CHECKING:
    from newsgen.errors import Problem

_ADDRESSES = frozenset(
    """
    action background cite data dynsrc formaction href longdesc lowsrc manifest poster src xlink:href
    data-src data-original data-lazy-src data-poster data-full data-large data-image
    """.split()
)
_LISTS = frozenset({"srcset", "imagesrcset", "data-srcset", "data-lazy-srcset"})
_MAY_BE_WORDS = re.compile(r"cite\Z|data-")
"""Attributes of which nobody is told that they lead nowhere."""
_CONCERNS = re.compile(
    r"""[:&]|[\s/"'](?:action|background|cite|data|dynsrc|href|icon|longdesc|lowsrc|manifest|on[a-z]+|poster|src|srcdoc
    |srcset|style|formaction|imagesrcset|data-(?:lazy-)?(?:srcset|src)|data-(?:original|poster|full|large|image))\s*=""",
    re.IGNORECASE | re.VERBOSE,
)
CSS_ADDRESS = re.compile(r"(url\(\s*['\"]?)([^'\")\s]+)", re.IGNORECASE)
_LONGEST_SHOWN = 60


class LinkRewriter:
    """Rewrites the attributes of one article's tags."""

    def __init__(
        self,
        addresses: Addresses,
        source: str,
        places: Places,
        typed_handlers: Callable[[], frozenset[tuple[str, str, str]]] = frozenset,
    ) -> None:
        self._addresses = addresses
        self._source = source
        self._places = places
        self._ask_handlers = typed_handlers
        self.attachments: set[str] = set()
        self.targets: set[str] = set()
        self.problems: list[Problem] = []
        self.may_wrap = True
        """Whether a picture may be put into an element `picture`: off where authors have typed that themselves."""

    @cached_property
    def _handlers(self) -> frozenset[tuple[str, str, str]]:
        return self._ask_handlers()

    def rewrite(self, tag: str, name: str) -> str:
        """The tag with its addresses resolved, and without what would run a script that no author has typed."""
        if "=" not in tag or not _CONCERNS.search(tag):
            return tag
        pieces: list[str] = []
        done = 0
        attachment: str | None = None
        for attribute in attributes_of(tag):
            lower = attribute.name.lower()
            value = self._value(name, lower, attribute)
            if name == "img" and lower == "src" and value is None:
                return html.escape(values_of(tag).get("alt", ""), quote=False)  # What it shows, in words.
            if name == "img" and lower == "src" and value:
                attachment = self._addresses.resolve(self._source, attribute.value).attachment
            if value == attribute.value:
                continue
            before = tag[done : attribute.start]
            written = "" if value is None else f'{attribute.name}="{html.escape(value)}"'
            pieces += [before if written else before.rstrip(), written]
            done = attribute.end
        led = "".join([*pieces, tag[done:]])
        return self._with_sizes(led, attachment or "") if name == "img" else led

    def _value(self, name: str, attribute: str, typed: Attribute) -> str | None:
        """What an attribute is to hold; None if it has to go."""
        value = typed.value
        if is_handler(attribute) and (name, attribute, value) not in self._handlers:
            self._warn(value, f"an event handler among a text's attributes: {attribute}", "it was taken out")
            return None
        if runs_script(attribute, value):
            shown = " ".join(value.split())[:_LONGEST_SHOWN]
            self._warn(value, f"a link that runs a script: {shown}", "it was taken out; link to a page")
            return None
        if attribute in _ADDRESSES:
            return self._led(value, is_quiet=_MAY_BE_WORDS.match(attribute) is not None)
        if attribute in _LISTS:
            return self._led_srcset(value)
        if attribute == "style" and "url(" in value.lower():
            return CSS_ADDRESS.sub(lambda match: match[1] + (self._led(match[2]) or match[2]), value)
        return value

    def tell_spaced(self, typed: list[str]) -> None:
        """Warns of what was meant for the address of a link, and is none."""
        for address in typed:
            problem = self._places.problem(
                address, f"no link, since its address has blanks: {address}", f"write {without_blanks(address)}"
            )
            self.problems.append(problem.as_warning().under(BROKEN_LINK.name))

    def tell_wiki(self, typed: list[str]) -> None:
        """Warns of links in another manner than Markdown's."""
        for link in typed:
            problem = self._places.problem(link, f"a link of a wiki shows as text: {link}", f"write {plain_link(link)}")
            self.problems.append(problem.as_warning().under(LEFTOVER_CODE.name))

    def tell_names(self, undefined: list[LinkName], second: list[LinkName]) -> None:
        """Warns of links by a name that nothing defines, and of definitions of one that is taken."""
        for at, name in undefined:
            mend = f"write the address in round brackets, or on a line of its own: [{name}]: https://…"
            self._tell_name(at, f"no link, since nothing defines [{name}]", mend)
        for at, name in second:
            what = f"[{name}] has another address by a line before, so this one shows as text"
            self._tell_name(at, what, "give one of them another name, or take it out")

    def _tell_name(self, at: int, what: str, mend: str) -> None:
        self.problems.append(self._places.at(at, what, mend).as_warning().under(BROKEN_LINK.name))

    def _warn(self, typed: str, what: str, mend: str) -> None:
        self.problems.append(self._places.problem(typed, what, mend).as_warning().under(SCRIPT_LINK.name))

    def _led_srcset(self, value: str) -> str:
        candidates = srcset_of(value)
        led = [(self._led(address) or address, descriptor) for address, descriptor in candidates]
        if [address for address, _ in led] == [address for address, _ in candidates]:
            return value
        return ", ".join(f"{address} {descriptor}".rstrip() for address, descriptor in led)

    def _led(self, address: str, *, is_quiet: bool = False) -> str | None:
        """Where an address leads from the page; None if it leads nowhere that may be named."""
        if is_old_link(address):
            return self._led_old(address)
        if mistake := self._local_mistake(address):
            problem = self._places.problem(address, *mistake)
            self.problems.append(problem.as_warning().under(UNREACHABLE_LINK.name))
            return address
        reference = self._resolve(address)
        if reference.fault and is_quiet:
            return address if reference.url else None
        if reference.fault:
            self._tell(address, reference)
            return reference.url or None
        if reference.attachment:
            self.attachments.add(reference.attachment)
        return reference.url

    def _local_mistake(self, address: str) -> tuple[str, str] | None:
        site = self._addresses.site
        if address.startswith(site.base_url) or (mistake := local_mistake(address)) is None:
            return None
        return None if unquote(address).lstrip("/") in self._addresses.attachments else mistake

    def _resolve(self, address: str) -> Reference:
        reference = self._addresses.resolve(self._source, address)
        if reference.asked:
            self.targets.add(address)
        return reference

    def _tell(self, address: str, reference: Reference) -> None:
        mend = reference.mend
        if reference.rule == BROKEN_LINK.name and (better := meant(address)):
            mend = f"write {better}"
        problem = self._places.problem(address, reference.fault, mend)
        self.problems.append(problem.as_warning().under(reference.rule))

    def _led_old(self, address: str) -> str | None:
        """Where a link leads that another system's template was to make."""
        targets = old_link(address).targets
        references = [(target, self._resolve(target)) for target in targets]
        found = next((reference for target, reference in references if self._is_there(target)), None)
        if found is None and references and (len(references) == 1 or is_named(targets[-1])):
            found = references[-1][1]
        if found is not None and not found.fault:
            if found.attachment:
                self.attachments.add(found.attachment)
            return found.url
        rule = BROKEN_LINK if targets else LEFTOVER_CODE
        shown = address[:_LONGEST_SHOWN]
        what = f"dead link {shown}" if targets else f"a link that a template was to make: {shown}"
        mend = (
            f"there is no file content/{targets[0].lstrip('/')}" if targets else "write the address that it stood for"
        )
        problem = self._places.problem(address, found.fault if found else what, found.mend if found else mend)
        self.problems.append(problem.as_warning().under(found.rule if found else rule.name))
        return None

    def _is_there(self, target: str) -> bool:
        """Whether a path leads to something in content/; a name is asked for where none does."""
        path = unquote(re.split(r"[?#]", target)[0])
        inside = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(self._source), path)
        inside = posixpath.normpath(inside)
        book = self._addresses
        return inside in book.articles or inside in book.attachments or inside in book.held_back

    def _with_sizes(self, tag: str, attachment: str) -> str:
        """An `img` with the room that it takes, and with the files from which a browser may choose."""
        addresses, said = self._addresses, values_of(tag)
        sizes, facts = addresses.sizes_of(attachment), addresses.facts_of(attachment)
        more: dict[str, str] = {}
        if facts.width and "width" not in said:
            # Where its author says how high it is, the browser tells how wide.
            shown = sizes.main if sizes else facts
            more |= {"width": str(shown.width), "height": str(shown.height)} if "height" not in said else {}
        if "loading" not in said:
            more["loading"] = "lazy"
        room = said.get("sizes") or COLUMN
        offered = offered_sources(addresses, attachment) if sizes and "srcset" not in said else ()
        if sizes and len(sizes.fallback) > 1 and "srcset" not in said:
            more["srcset"] = srcset_of_sizes(addresses.site, sizes.fallback)
            more |= {} if "sizes" in said else {"sizes": room}
        if said.get("sizes") in ROOM.values() and "srcset" not in said and "srcset" not in more:
            tag = without_attributes(tag, {"sizes"})  # It has one size: nothing is to be chosen.
        extra = "".join(f' {name}="{html.escape(value)}"' for name, value in more.items())
        tag = re.sub(r"\s*/?>\Z", lambda end: extra + end[0].lstrip(), tag)
        if not offered or not self.may_wrap:
            return tag
        by_width = f' sizes="{html.escape(room)}"' if sizes and len(sizes.fallback) > 1 else ""
        sources = "".join(
            f'<source type="{each.type}" srcset="{html.escape(each.srcset)}"{by_width}>' for each in offered
        )
        return f"<picture>{sources}{tag}</picture>"

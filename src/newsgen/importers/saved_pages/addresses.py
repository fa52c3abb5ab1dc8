"""Where links and pictures of a page lead: which addresses are the site's own, and what a story has for each. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from newsgen.importers.address_parts import bare_host, joined, parts_of_address
from newsgen.importers.from_html.nodes import Element
from newsgen.importers.proxies import original_of, originals_of, serves_others
from newsgen.importers.saved_pages.captures import SavedPage
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.pictures import sources_of
from newsgen.importers.tree import FileSource

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|zip|txt|mp3|mp4|jpe?g|png|gif|svg)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page may ask of its site."""

    link: Callable[[str, str], str]
    """Path of a page's file, and an address that is typed on it, to the address as the story is to have it."""
    picture: Callable[[SavedPage, str], tuple[str, FileSource | None]]
    """A page and the address of a picture on it, to a name and the file; None where there is none."""
    is_usual: Callable[[str], bool] = field(default=lambda _: True)
    """Whether an address is of a pattern that many pages of the site have."""
    is_lost: Callable[[str], bool] = field(default=lambda _: False)
    """Whether a whole address is one of the site, and none of its pages here has it."""


@dataclass(slots=True)
class Addresses:
    """The addresses of one page."""

    parsed: Parsed
    site: str
    """The host of the site, for pages that tell no address of their own."""
    around: Surroundings
    files: dict[str, FileSource] = field(default_factory=dict)
    """Name to file of the pictures that the story has."""

    def absolute(self, address: str) -> str:
        """The whole of an address that is typed on the page."""
        typed = address.strip()
        if typed.startswith("#") or re.match(r"(?i)[a-z][a-z0-9+.-]*:", typed) or not self.parsed.page.address:
            return typed
        whole = joined(self.parsed.page.address, typed)
        canonical = parts_of_address(self.parsed.said.canonical)
        if canonical.scheme == "https" and canonical.netloc == parts_of_address(whole).netloc:
            # A folder of a crawl tells no scheme.
            return re.sub(r"\Ahttp:", "https:", whole)
        return whole

    def is_own(self, address: str) -> bool:
        """Whether an address leads to a page of the same site."""
        if re.match(r"(?i)\s*(?:#|javascript:|mailto:|tel:)", address):
            return False
        host = parts_of_address(joined(self.parsed.page.address, address.strip())).netloc
        own = parts_of_address(self.parsed.page.address).netloc or self.site
        return not host or bare_host(host) == bare_host(own)

    def is_story(self, address: str) -> bool:
        """Whether an address may be that of another story of the site: no file, and no place on this page."""
        path = parts_of_address(address.strip()).path
        return self.is_own(address) and bool(path.strip("/")) and _FILE.search(path) is None

    def picture(self, image: Element) -> tuple[str, str, FileSource | None]:
        """The address of a picture, with name and file of the first of its addresses at which one lies."""
        sources = sources_of(image)
        shown = [self._absolute_on(each, one) for one in sources for each in originals_of(one)]
        for each in dict.fromkeys((*shown, *sources)):
            name, file = self.around.picture(self.parsed.page, each)
            if file:
                return each, name, file
        sure = next((each for one in sources if (each := original_of(one))), "")
        return (self._absolute_on(sure, sources[0]) if sure else sources[0]), "", None

    def _absolute_on(self, address: str, proxy: str) -> str:
        """The address of a picture that another one shows: a path is one on this site, where a service makes sizes."""
        return joined(self.absolute("/" if serves_others(proxy) else proxy), address)

    def set_in(self, root: Element) -> None:
        """Sets links and pictures as the story is to have them."""
        page = self.parsed.page
        for element in _all(root):
            if element.name == "a" and element.get("href"):
                element.attributes["href"] = self.around.link(page.path, self.absolute(element.get("href")))
            elif element.name == "img":
                typed, name, file = self.picture(element)
                element.attributes = {
                    key: value
                    for key, value in element.attributes.items()
                    if key in {"alt", "width", "height", "class", "align"}
                }
                if file:
                    self.files[name] = file
                element.attributes["src"] = name if file else self.absolute(typed)
            elif element.name == "time":
                element.name, element.attributes = "span", {}  # For machines: what readers see are its words.

    def unlink_lost(self, root: Element) -> Iterator[str]:
        """Takes from pictures the links to pages of the site that are not there, such as the window of a gallery."""
        for link in list(root.every("a")):
            address = self.absolute(link.get("href"))
            is_around = not link.text().strip() and next(link.every("img"), None) is not None
            if is_around and self.is_story(address) and self.around.is_lost(address):
                link.name, link.attributes = "span", {}
                yield address


def _all(root: Element) -> Iterator[Element]:
    yield root
    for child in root.elements():
        yield from _all(child)

"""What the publication says of itself."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the publication."""

    name: str = ""
    logo: str = ""
    """A path inside the site, or a URL."""
    url: str = ""
    email: str = ""
    policies: tuple[tuple[str, str], ...] = ()
    """schema.org's policy properties of a NewsMediaOrganization (``correctionsPolicy`` …) and their URLs."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of the site's menu, as newsgen.yaml has it."""

    title: str
    url: str = ""
    """Empty where the title names a section."""


@dataclass(frozen=True, slots=True)
class Site:
    """The publication."""

    title: str
    base_url: str
    """Absolute, ends in a slash: ``https://example.org/record/``."""
    language: str = "en"
    timezone: str = "UTC"
    description: str = ""
    publisher: Publisher = field(default_factory=Publisher)
    copyright: str = ""
    image: str = ""
    """The picture for link previews of pages that have none of their own."""
    menu: tuple[MenuItem, ...] = ()

    @property
    def base_path(self) -> str:
        """The path under which the site lies: ``/record/``, or ``/``."""
        return "/" + self.base_url.split("://", 1)[1].partition("/")[2]

    @property
    def origin(self) -> str:
        """Scheme and host, without a slash at the end: ``https://example.org``."""
        scheme, _, rest = self.base_url.partition("://")
        return f"{scheme}://{rest.partition('/')[0]}"

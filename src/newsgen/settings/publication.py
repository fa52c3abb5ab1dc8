"""What the publication says of itself: title, languages, time zone, publisher, menu."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsgen.documents.fields import FieldReader, nearest
from newsgen.documents.yaml_nodes import Node, Record, Scalar
from newsgen.models.language import is_language_tag, language_tag
from newsgen.models.site import DEFAULT_LANGUAGE, DEFAULT_TIMEZONE, MenuItem, Publisher, Site
from newsgen.settings.addresses import base_url_of
from newsgen.settings.output import read_asset_versions
from newsgen.settings.theme import ThemeSettings

POLICIES = (
    "publishingPrinciples",
    "correctionsPolicy",
    "ethicsPolicy",
    "diversityPolicy",
    "ownershipFundingInfo",
    "unnamedSourcesPolicy",
    "actionableFeedbackPolicy",
    "verificationFactCheckingPolicy",
    "masthead",
)


def read_site(fields: FieldReader, theme: ThemeSettings, *, has_search: bool) -> Site:
    """What the publication says of itself, and of its look what every page has to know."""
    has_versions = read_asset_versions(fields)
    return Site(
        title=fields.required_text("title", limit=200),
        base_url=base_url_of(fields),
        language=_read_language(fields),
        timezone=_read_timezone(fields),
        description=fields.text("description"),
        publisher=_read_publisher(fields),
        copyright=fields.text("copyright"),
        image=fields.text("image"),
        menu=read_menu(fields),
        relative_urls=fields.flag("relative_urls"),
        asset_versions=has_versions,
        logo=theme.logo,
        logo_dark=theme.logo_dark if theme.dark != "off" else "",
        dark=theme.dark != "off",
        has_search=has_search,
        theme_css=theme.stylesheet(has_versions=has_versions),
    )


def _read_language(fields: FieldReader) -> str:
    tag = language_tag(fields.text("language") or DEFAULT_LANGUAGE)
    if not is_language_tag(tag):
        fields.note(fields.node("language"), f"`language` is not a language tag: {tag}", "write `en`, `ko`, `pt-BR` …")
        return DEFAULT_LANGUAGE
    return tag


def _read_timezone(fields: FieldReader) -> str:
    name = fields.text("timezone") or DEFAULT_TIMEZONE
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = nearest(name, _zone_names())
        hint = f"did you mean `{near}`?" if near else "write a name such as `Asia/Seoul` or `Europe/Berlin`"
        fields.note(fields.node("timezone"), f"`timezone` names no time zone: {name}", hint)
        return DEFAULT_TIMEZONE
    return name


def _zone_names() -> list[str]:
    from zoneinfo import available_timezones  # noqa: PLC0415 - reads hundreds of files; only for a hint

    return sorted(available_timezones())


def _read_publisher(fields: FieldReader) -> Publisher:
    publisher = fields.record("publisher")
    if publisher is None:
        return Publisher()
    read = Publisher(
        name=publisher.text("name"),
        logo=publisher.text("logo"),
        url=publisher.text("url"),
        email=publisher.text("email"),
        policies=tuple((name, publisher.text(name)) for name in POLICIES if publisher.has(name)),
    )
    publisher.refuse_unknown(("name", "logo", "url", "email", *POLICIES))
    return read


def read_menu(fields: FieldReader) -> tuple[MenuItem, ...]:
    """The items of `menu`."""
    node = fields.node("menu")
    if node is None:
        return ()
    if isinstance(node, Scalar | Record):
        fields.note(node, "`menu` must be a list", "write `menu: [World, Business]`")
        return ()
    return tuple(item for item in (_read_menu_item(fields, item) for item in node.items) if item.title)


def _read_menu_item(fields: FieldReader, node: Node) -> MenuItem:
    if isinstance(node, Scalar):
        return MenuItem(" ".join(node.text.split()))
    if isinstance(node, Record) and set(node.entries) == {"title", "url"}:
        title, url = node.entries["title"], node.entries["url"]
        if isinstance(title, Scalar) and isinstance(url, Scalar):
            return MenuItem(title.text, url.text)
    fields.note(
        node,
        "an item of `menu` must be a section's name, or a title and a url",
        "write `- {title: About, url: /about/}`",
    )
    return MenuItem("")


def menu_as_values(menu: tuple[MenuItem, ...]) -> list[object]:
    """The menu in the form of newsgen.yaml."""
    return [{"title": item.title, "url": item.url} if item.url else item.title for item in menu]

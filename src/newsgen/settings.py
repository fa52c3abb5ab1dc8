"""newsgen.yaml as typed, and as resolved. One function crosses from the one to the other: `read_settings`.

Pure: the file is read in `project`. What the publication says of itself goes into Site; the rest is for the program.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsgen.documents.encoding import UTF_8, known_encoding
from newsgen.documents.fields import Fields, nearest, suggest
from newsgen.documents.marked import Node, Record, Scalar, Text, read_mapping
from newsgen.errors import Problem
from newsgen.models.date_forms import format_fault
from newsgen.models.language import is_language_tag, language_tag
from newsgen.models.names import SLUG_STYLES, path_fault, segment_fault, slug_for
from newsgen.models.rules import RULES
from newsgen.models.site import MenuItem, Publisher, Site

SETTINGS_FILE = "newsgen.yaml"
DEFAULT_PERMALINK = "/{year}/{month}/{day}/{slug}/"
LANGUAGE_PERMALINK = "/{lang}/{year}/{month}/{day}/{slug}/"
"""Of a publication with `languages`."""
DEFAULT_EXTENSIONS = ("extra", "sane_lists", "smarty")
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
RAW_HTML = ("allow", "sanitize", "escape")
CHECK_LEVELS = ("off", "warning", "error")
"""How grave a breach of a rule is; `off` where nobody looks."""
DIALECTS = ("markdown", "commonmark")
COMMONMARK_EXTENSIONS = (
    "extra",
    "tables",
    "footnotes",
    "def_list",
    "abbr",
    "attr_list",
    "fenced_code",
    "sane_lists",
    "smarty",
)
"""What the dialect commonmark knows of Python-Markdown's extensions; it always has fenced code and sane lists."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One way of filing articles, such as tags, sections or authors."""

    name: str
    """The field of the front matter, and the first part of its URLs: ``tags``."""
    title: str
    singular: str
    """The field's other name, for a single term: ``tag``."""
    slugs: Mapping[str, str] = field(default_factory=dict)
    """Name of a term to its slug, where the usual one will not do."""


DEFAULT_TAXONOMIES = (
    Taxonomy("tags", "Tags", "tag"),
    Taxonomy("sections", "Sections", "section"),
    Taxonomy("authors", "Authors", "author"),
    Taxonomy("places", "Places", "place"),
    Taxonomy("people", "People", "person"),
    Taxonomy("organizations", "Organizations", "organization"),
    Taxonomy("sources", "Sources", "source"),
    Taxonomy("series", "Series", "series"),
)


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """How the text of an article becomes HTML."""

    dialect: str = "markdown"
    extensions: tuple[str, ...] = DEFAULT_EXTENSIONS
    raw_html: str = "allow"
    bare_links: bool = False
    """Whether a web address in running text becomes a link."""


@dataclass(frozen=True, slots=True)
class DeploySettings:
    """Where `newsgen deploy` publishes to."""

    remote: str = "origin"
    """A remote of the project's git repository, or a URL or path."""
    branch: str = "gh-pages"
    cname: str = ""
    """The domain of one's own under which GitHub Pages shows the site; empty for none."""
    history: bool = True
    """Whether each publication is a commit on top of the last one."""


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How the files of another system are read."""

    fields: Mapping[str, str] = field(default_factory=dict)
    """A field there to the field here, or to `extra`."""
    date_formats: tuple[str, ...] = ()
    """In the manner of strftime(3): ``%d.%m.%Y``."""
    encoding: str = UTF_8
    """Of files that are not UTF-8."""


@dataclass(frozen=True, slots=True)
class Settings:
    """newsgen.yaml, resolved: every field has its value."""

    site: Site
    permalink: str = DEFAULT_PERMALINK
    slugs: str = SLUG_STYLES[0]
    """One of models.names.SLUG_STYLES."""
    languages: tuple[str, ...] = ()
    """Names of folders in content/ whose articles are in the language of that name."""
    old_urls: tuple[str, ...] = ()
    """Where the publication was before: web addresses (``https://old.example/``), and paths of this site."""
    feed_ids: str = ""
    """The base URL that the identities of stories in feeds begin with; empty for that of the site."""
    redirects_file: str = ""
    """A file of the project with old and new addresses, line by line; empty for none."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """What that file says: old place to the new place or web address."""
    redirect_lines: Mapping[str, tuple[int, str]] = field(default_factory=dict, repr=False, compare=False)
    """Old place to its line of that file: the number and the text. No page hangs on it."""
    per_page: int = 25
    feed_limit: int = 20
    taxonomies: tuple[Taxonomy, ...] = DEFAULT_TAXONOMIES
    markdown: MarkdownSettings = field(default_factory=MarkdownSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    output: str = "build"
    """The output folder, relative to the project."""
    checks: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Rule of `newsgen check` to `off`, `warning` or `error`. Not part of what a site is made from, and so not of the
    text by which settings are compared."""
    deploy: DeploySettings = field(default_factory=DeploySettings, repr=False)
    """Likewise: where a site is published to makes none of its pages stale."""

    @property
    def zone(self) -> ZoneInfo:
        """The publication's time zone."""
        return ZoneInfo(self.site.timezone)

    def term_slug(self, taxonomy: str, name: str) -> str:
        """The slug under which a name is filed in a taxonomy."""
        slugs = next((known.slugs for known in self.taxonomies if known.name == taxonomy), {})
        return slugs.get(name) or slug_for(name, self.slugs)

    def as_text_values(self) -> dict[str, object]:
        """The settings in the form of newsgen.yaml, for `newsgen config`."""
        site = self.site
        return {
            "title": site.title,
            "base_url": site.base_url,
            "language": site.language,
            "timezone": site.timezone,
            "description": site.description,
            "publisher": {
                "name": site.publisher.name,
                "logo": site.publisher.logo,
                "url": site.publisher.url,
                "email": site.publisher.email,
                **dict(site.publisher.policies),
            },
            "copyright": site.copyright,
            "image": site.image,
            "menu": [{"title": item.title, "url": item.url} if item.url else item.title for item in site.menu],
            "relative_urls": site.relative_urls,
            "permalink": self.permalink,
            "slugs": self.slugs,
            "languages": list(self.languages),
            "old_urls": list(self.old_urls),
            "feed_ids": self.feed_ids,
            "redirects": self.redirects_file,
            "per_page": self.per_page,
            "feed_limit": self.feed_limit,
            "taxonomies": {
                taxonomy.name: {
                    "title": taxonomy.title,
                    "singular": taxonomy.singular,
                    **({"slugs": dict(taxonomy.slugs)} if taxonomy.slugs else {}),
                }
                for taxonomy in self.taxonomies
            },
            "markdown": {
                "dialect": self.markdown.dialect,
                "extensions": list(self.markdown.extensions),
                "bare_links": self.markdown.bare_links,
            },
            "raw_html": self.markdown.raw_html,
            "fields": dict(self.reading.fields),
            "date_formats": list(self.reading.date_formats),
            "encoding": self.reading.encoding,
            "output": self.output,
            "checks": dict(self.checks),
            "deploy": {
                "remote": self.deploy.remote,
                "branch": self.deploy.branch,
                "cname": self.deploy.cname,
                "history": self.deploy.history,
            },
        }


_KEYS = (
    "title",
    "base_url",
    "language",
    "timezone",
    "description",
    "publisher",
    "copyright",
    "image",
    "menu",
    "relative_urls",
    "permalink",
    "slugs",
    "languages",
    "old_urls",
    "feed_ids",
    "redirects",
    "per_page",
    "feed_limit",
    "taxonomies",
    "markdown",
    "raw_html",
    "fields",
    "date_formats",
    "encoding",
    "output",
    "checks",
    "deploy",
)
DEPLOY_KEYS = ("remote", "branch", "cname", "history")


def read_settings(text: Text) -> Settings | list[Problem]:
    """The settings that the text of newsgen.yaml asks for, or everything that is wrong with it."""
    record = read_mapping(text)
    if isinstance(record, Problem):
        return [record]
    problems: list[Problem] = []
    fields = Fields(text, record, problems)
    languages = _read_languages(fields)
    taxonomies = _read_taxonomies(fields)
    settings = Settings(
        site=_read_site(fields),
        permalink=_read_permalink(fields, languages),
        slugs=fields.choice("slugs", SLUG_STYLES),
        languages=languages,
        old_urls=_read_old_urls(fields),
        feed_ids=_read_feed_ids(fields),
        redirects_file=_read_redirects_file(fields),
        per_page=fields.whole_number("per_page", 25, least=1, most=1000),
        feed_limit=fields.whole_number("feed_limit", 20, least=1, most=1000),
        taxonomies=taxonomies,
        markdown=_read_markdown(fields),
        reading=_read_reading(fields, taxonomies),
        output=_read_output(fields),
        checks=_read_checks(fields),
        deploy=_read_deploy(fields),
    )
    fields.refuse_unknown(_KEYS)
    return [problem.as_error() for problem in problems] or settings


def _read_site(fields: Fields) -> Site:
    return Site(
        title=fields.required_text("title", limit=200),
        base_url=_read_base_url(fields),
        language=_read_language(fields),
        timezone=_read_timezone(fields),
        description=fields.text("description"),
        publisher=_read_publisher(fields),
        copyright=fields.text("copyright"),
        image=fields.text("image"),
        menu=_read_menu(fields),
        relative_urls=fields.flag("relative_urls"),
    )


PLACEHOLDER_URL = "https://example.org/"
"""The `base_url` of a publication that was begun and has no address yet: nobody can have this one."""
BASE_URL_MEND = "write it like `https://example.org/` or `https://example.org/repository/`"


def _read_base_url(fields: Fields) -> str:
    typed = fields.required_text("base_url")
    if not typed:
        return ""
    url, fault = read_base_url(typed)
    if fault:
        fields.note(fields.node("base_url"), f"`base_url` {fault}: {typed}", BASE_URL_MEND)
    return url


def read_base_url(typed: str) -> tuple[str, str]:
    """The base URL as it is used, and nothing; or nothing, and what is wrong with what was typed."""
    try:
        parts = urlsplit(typed)
        port = f":{parts.port}" if parts.port else ""
        host = (parts.hostname or "").encode("idna").decode("ascii")
        path = unquote(parts.path.strip("/"), errors="strict")
    except (ValueError, UnicodeError):
        return "", "is not a web address"
    if ":" in host:  # an address of IP version 6
        host = f"[{host}]"
    fault = ""
    if parts.scheme not in {"http", "https"}:
        fault = "does not begin with https:// or http://"
    elif not host or not re.fullmatch(r"[a-z0-9.\-\[\]:]+", host):
        fault = "names no host"
    elif parts.query or parts.fragment or parts.username:
        fault = "must have no ?, # or user name"
    elif path:
        reason = path_fault(path)
        fault = f"has a path with {reason}" if reason else ""
    if fault:
        return "", fault
    quoted = quote(path, safe="/~@!$&'()+,;=")
    return (f"{parts.scheme}://{host}{port}/{quoted}/" if path else f"{parts.scheme}://{host}{port}/"), ""


def _read_language(fields: Fields) -> str:
    tag = language_tag(fields.text("language") or "en")
    if not is_language_tag(tag):
        fields.note(fields.node("language"), f"`language` is not a language tag: {tag}", "write `en`, `ko`, `pt-BR` …")
        return "en"
    return tag


def _read_timezone(fields: Fields) -> str:
    name = fields.text("timezone") or "UTC"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = nearest(name, _zone_names())
        hint = f"did you mean `{near}`?" if near else "write a name such as `Asia/Seoul` or `Europe/Berlin`"
        fields.note(fields.node("timezone"), f"`timezone` names no time zone: {name}", hint)
        return "UTC"
    return name


def _zone_names() -> list[str]:
    from zoneinfo import available_timezones  # noqa: PLC0415 - reads hundreds of files; only for a hint

    return sorted(available_timezones())


def _read_publisher(fields: Fields) -> Publisher:
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


def _read_menu(fields: Fields) -> tuple[MenuItem, ...]:
    node = fields.node("menu")
    if node is None:
        return ()
    if isinstance(node, Scalar | Record):
        fields.note(node, "`menu` must be a list", "write `menu: [World, Business]`")
        return ()
    return tuple(item for item in (_read_menu_item(fields, item) for item in node.items) if item.title)


def _read_menu_item(fields: Fields, node: Node) -> MenuItem:
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


_TOKEN = re.compile(r"\{([^{}]*)\}")
_TOKENS = ("year", "month", "day", "slug", "section", "lang")


def _read_permalink(fields: Fields, languages: tuple[str, ...]) -> str:
    typed = fields.text("permalink") or (LANGUAGE_PERMALINK if languages else DEFAULT_PERMALINK)
    node = fields.node("permalink")
    tokens = _TOKEN.findall(typed)
    rest = _TOKEN.sub("x", typed)
    fault = ""
    if unknown := [token for token in tokens if token not in _TOKENS]:
        fault = f"does not know {{{unknown[0]}}}"
    elif set(rest) & set("{}"):
        fault = "has a brace without its partner"
    elif "slug" not in tokens:
        fault = "needs {slug}, or articles would share an address"
    elif typed.count("{lang}") != typed.count("/{lang}/"):
        fault = "must have {lang} between two slashes"
    elif not (typed.startswith("/") and typed.endswith("/")) or typed == "/":
        fault = "must begin and end with a slash"
    elif reason := path_fault(rest[1:-1]):
        fault = f"has {reason}"
    if fault:
        fields.note(node, f"`permalink` {fault}", f"write it like `{DEFAULT_PERMALINK}`")
        return DEFAULT_PERMALINK
    return typed


def _read_languages(fields: Fields) -> tuple[str, ...]:
    named = fields.names("languages")
    for name in named:
        if not is_language_tag(name.replace("_", "-")):
            what = f"`languages`: {name} is not a language tag"
            fields.note(fields.node("languages"), what, "write `languages: [en, ja, zh-Hant]`")
    return tuple(name.strip("/").replace("_", "-") for name in named)


def _read_old_urls(fields: Fields) -> tuple[str, ...]:
    """Each ends in a slash."""
    found = []
    for typed in fields.names("old_urls"):
        if typed.startswith("/") and not typed.startswith("//"):
            path = unquote(typed.strip("/"))
            fault = path_fault(path) if path else ""
            url = f"/{path}/" if path else "/"
        else:
            url, fault = read_base_url(typed if "//" in typed else f"https://{typed}")
        if fault:
            mend = "write `old_urls: [https://old.example/, /blog/]`"
            fields.note(fields.node("old_urls"), f"`old_urls`: {typed} {fault}", mend)
        else:
            found.append(url)
    return tuple(found)


def _read_feed_ids(fields: Fields) -> str:
    typed = fields.text("feed_ids")
    url, fault = read_base_url(typed) if typed else ("", "")
    if fault:
        mend = "write the `base_url` that the publication had when its first story stood in a feed"
        fields.note(fields.node("feed_ids"), f"`feed_ids` {fault}: {typed}", mend)
    return url


def problem_at(key: str, text: Text, what: str, mend: str) -> Problem:
    """A problem with what newsgen.yaml says behind a key, where it is known only later that it is wrong."""
    record = read_mapping(text)
    node = record if isinstance(record, Problem) else record.entries.get(key)
    return text.problem(what, mend, line=node.line, column=node.column) if node else text.problem(what, mend)


def _read_redirects_file(fields: Fields) -> str:
    typed = fields.text("redirects")
    path = typed.removeprefix("./")
    if typed and (fault := path_fault(path)):
        mend = "name a file inside the project, such as `redirects.txt`"
        fields.note(fields.node("redirects"), f"`redirects` has {fault}: {typed}", mend)
        return ""
    return path


_TAXONOMY_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_OFF = frozenset({"false", "off", "no"})


def _read_taxonomies(fields: Fields) -> tuple[Taxonomy, ...]:
    taxonomies = {taxonomy.name: taxonomy for taxonomy in DEFAULT_TAXONOMIES}
    groups = fields.record("taxonomies")
    if groups is None:
        return DEFAULT_TAXONOMIES
    for name in groups.keys():  # noqa: SIM118 - Fields is no mapping
        node = groups.node(name)
        if isinstance(node, Scalar) and node.text in _OFF:
            taxonomies.pop(name, None)
            continue
        usual = taxonomies.get(name, Taxonomy(name, name.replace("_", " ").capitalize(), name.removesuffix("s")))
        if not _TAXONOMY_NAME.fullmatch(name):
            groups.note(
                groups.key_node(name),
                f"`{name}` cannot name a taxonomy",
                "use small letters, digits and hyphens",
            )
        elif name in ARTICLE_FIELDS:
            groups.note(
                groups.key_node(name),
                f"`{name}` is a field of every article",
                "choose another name for the taxonomy",
            )
        elif node is None:
            taxonomies[name] = usual
        elif details := groups.record(name):
            taxonomies[name] = _read_taxonomy(details, usual)
    return tuple(taxonomies.values())


def _read_taxonomy(details: Fields, usual: Taxonomy) -> Taxonomy:
    slugs: dict[str, str] = {}
    if given := details.record("slugs"):
        for name in given.keys():  # noqa: SIM118 - likewise
            slug = given.text(name)
            if not slug or segment_fault(slug):
                given.note(given.node(name), f"{slug!r} cannot be a slug", "use small letters, digits and hyphens")
            slugs[name] = slug
    read = Taxonomy(usual.name, details.text("title") or usual.title, details.text("singular") or usual.singular, slugs)
    details.refuse_unknown(("title", "singular", "slugs"))
    return read


def _read_markdown(fields: Fields) -> MarkdownSettings:
    raw_html = fields.choice("raw_html", RAW_HTML)
    group = fields.record("markdown")
    if group is None:
        return MarkdownSettings(raw_html=raw_html)
    dialect = group.choice("dialect", DIALECTS)
    extensions = group.names("extensions") if group.has("extensions") else DEFAULT_EXTENSIONS
    if dialect == "commonmark" and (strange := [name for name in extensions if name not in COMMONMARK_EXTENSIONS]):
        what = f"the dialect commonmark has no extension `{strange[0]}`"
        mend = f"take it out, or use `dialect: markdown`; commonmark has {', '.join(COMMONMARK_EXTENSIONS)}"
        group.note(group.node("extensions"), what, mend)
    bare_links = group.flag("bare_links")
    group.refuse_unknown(("dialect", "extensions", "bare_links"))
    return MarkdownSettings(dialect, extensions, raw_html, bare_links=bare_links)


def _read_reading(fields: Fields, taxonomies: Sequence[Taxonomy]) -> ReadingSettings:
    formats = fields.names("date_formats")
    for form in formats:
        if fault := format_fault(form):
            fields.note(fields.node("date_formats"), f"the format {form!r} {fault}", 'write it like `["%d.%m.%Y"]`')
    encoding = known_encoding(typed := fields.text("encoding") or UTF_8)
    if not encoding:
        mend = "write a name such as `windows-1252`, `shift_jis`, `euc-kr` or `gb18030`"
        fields.note(fields.node("encoding"), f"`encoding` names none that is known: {typed}", mend)
    return ReadingSettings(_read_fields(fields, taxonomies), formats, encoding)


def _read_fields(fields: Fields, taxonomies: Sequence[Taxonomy]) -> dict[str, str]:
    """Other systems' fields and what they are here."""
    group = fields.record("fields")
    known = (*ARTICLE_FIELDS, *(name for taxonomy in taxonomies for name in (taxonomy.name, taxonomy.singular)))
    mapped = {}
    for name in group.keys() if group is not None else ():
        target = group.text(name) if group is not None else ""
        if group is not None and target not in known:
            what = f"`{name}` is to be {target!r}, which is no field{suggest(target, known)}"
            group.note(group.node(name) or group.key_node(name), what, f"known here: {', '.join(known)}")
        mapped[name] = target
    return mapped


def _read_output(fields: Fields) -> str:
    typed = fields.text("output") or "build"
    path = typed.removeprefix("./").rstrip("/")
    if fault := path_fault(path):
        fields.note(
            fields.node("output"),
            f"`output` has {fault}: {typed}",
            "name a folder inside the project, such as `build`",
        )
        return "build"
    return path


def _read_checks(fields: Fields) -> dict[str, str]:
    group = fields.record("checks")
    if group is None:
        return {}
    checks = {}
    for name in group.keys():  # noqa: SIM118 - Fields is no mapping
        typed = group.text(name)
        word = "off" if typed.lower() in _OFF else typed.lower()
        rule = RULES.get(name)
        if rule is None:
            what = f"there is no rule `{name}`{suggest(name, RULES)}"
            group.note(group.key_node(name), what, "`newsgen check --rules` lists them")
        elif rule.is_fixed:
            group.note(group.key_node(name), f"every build asks for `{name}`: it cannot be changed", "delete the line")
        elif word not in CHECK_LEVELS:
            node = group.node(name) or group.key_node(name)
            group.note(node, f"`{name}` must be {_any_of(CHECK_LEVELS)}", f"write `{name}: off`, say")
        else:
            checks[name] = word
    return checks


_HOST = re.compile(r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_BRANCH = 240
"""Bytes: git writes a file of this name, and another that ends in `.lock`."""
# What git-check-ref-format(1) forbids in the name of a branch, what gitglossary(7) calls a pseudoref, as those of
# git's that lie beside HEAD, and the name of a commit.
_NO_BRANCH = re.compile(
    r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^[-/]|[/.]$|(?:^|/)\.|\.lock(?:/|$)|^(?:@|HEAD)$|(?-i:^[A-Z_-]+_HEAD$)"
    r"|^(?:(?:FETCH|ORIG|MERGE|CHERRY_PICK|REVERT|BISECT|REBASE)_HEAD|AUTO_MERGE|MERGE_AUTOSTASH|BISECT_EXPECTED_REV"
    r"|NOTES_MERGE_(?:PARTIAL|REF)|[0-9a-f]{40}|[0-9a-f]{64})$",
    re.IGNORECASE,
)


def _read_deploy(fields: Fields) -> DeploySettings:
    group = fields.record("deploy")
    if group is None:
        return DeploySettings()
    usual = DeploySettings()
    read = DeploySettings(
        remote=_read_remote(group) or usual.remote,
        branch=group.text("branch") or usual.branch,
        cname=_read_cname(group),
        history=group.flag("history") if group.node("history") else usual.history,
    )
    if fault := branch_fault(read.branch):
        group.note(group.node("branch"), f"`branch` {fault}: {read.branch}", branch_mend(read.branch))
    group.refuse_unknown(DEPLOY_KEYS)
    return read


def _read_remote(group: Fields) -> str:
    remote = group.text("remote")
    if fault := remote_fault(remote):
        mend = "write the name of a remote, such as `origin`, or an address that git can push to"
        group.note(group.node("remote"), f"`remote` {fault}", mend)
    return remote


def remote_fault(remote: str) -> str:
    """Why newsgen.yaml may not name this as the remote; empty where it may."""
    if fault := address_fault(remote):
        return fault
    if re.match(r"[a-z+]+://[^/@]*:[^/@]*@", remote, re.IGNORECASE):
        return "holds a password, which everybody who reads it would know"
    return ""


def address_fault(address: str) -> str:
    """Why git may not be given this as the name or the address of a repository; empty where it may.

    What stands before ``::`` is a program that git starts (gitremote-helpers(7)): it may do anything, and `fd` waits
    for what nobody sends.
    """
    if address.startswith("-"):
        return f"begins with a hyphen: {address}"
    if helper := _HELPER.match(address):
        return f"names a program, `git-remote-{helper[1] or helper[2]}`, and no place"
    return ""


_HELPER = re.compile(r"([a-z0-9][a-z0-9+.-]*)::|(ext|fd)://", re.IGNORECASE)


def branch_fault(branch: str) -> str:
    """Why no branch can have this name, or why it is hardly meant; empty where all is well."""
    if not branch or _NO_BRANCH.search(branch) or len(branch.encode()) > _LONGEST_BRANCH:
        return "cannot be the name of a branch"
    return "is the whole name of a reference, and not that of a branch" if _REFERENCE.match(branch) else ""


def branch_mend(branch: str) -> str:
    """What to write in the place of a branch that has a fault."""
    name = _REFERENCE.sub("", branch)
    return f"write a name such as `{'gh-pages' if name == branch or branch_fault(name) else name}`"


_REFERENCE = re.compile(r"(?:refs/)?(?:heads|tags|remotes/[^/]+|notes)/|refs/")


def _read_cname(group: Fields) -> str:
    typed = group.text("cname")
    if not typed:
        return ""
    try:
        host = typed.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        mend = "write the host alone, such as `news.example.org`"
        group.note(group.node("cname"), f"`cname` is not the name of a host: {typed}", mend)
    return host


def _any_of(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


ARTICLE_FIELDS = (
    "title",
    "date",
    "updated",
    "slug",
    "dateline",
    "kicker",
    "subtitle",
    "summary",
    "image",
    "corrections",
    "lang",
    "draft",
    "expires",
    "aliases",
    "alias",
    "canonical",
    "url",
    "id",
    "translation_of",
    "extra",
)
"""The fields of an article's front matter that are no taxonomy."""

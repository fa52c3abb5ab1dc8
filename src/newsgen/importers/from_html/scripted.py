"""What a script would set in the place of an element, as its address: charts, posts, documents, films. Pure."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from newsgen.importers.from_html.nodes import Element, Node, Text

_SCRIPTS = (
    (re.compile(r"https://gist\.github\.com/([\w./-]+?)\.js(?:\?.*)?"), "https://gist.github.com/{}"),
    (re.compile(r"https://datawrapper\.dwcdn\.net/(\w+)/embed(?:\.min)?\.js.*"), "https://datawrapper.dwcdn.net/{}/"),
    (
        re.compile(r"https://(?:content\.jwplatform|cdn\.jwplayer)\.com/players/([\w-]+)\.(?:js|html).*"),
        "https://cdn.jwplayer.com/players/{}.html",
    ),
    (re.compile(r"https://asciinema\.org/a/(\w+)\.js.*"), "https://asciinema.org/a/{}"),
    (
        re.compile(r"https://www\.buzzsprout\.com/([\w/-]+)\.js.*"),
        "https://www.buzzsprout.com/{}",
    ),
)
"""Address of a script to that of what it shows."""
_IN_PROGRAM = (
    (
        re.compile(r"DV\.load\(\s*[\"'](?:https?:)?//www\.documentcloud\.org/documents/([\w-]+)\.js"),
        "https://www.documentcloud.org/documents/{}",
    ),
    (
        re.compile(r"loadNote\(\s*[\"'](?:https?:)?//www\.documentcloud\.org/documents/([\w-]+)/annotations/"),
        "https://www.documentcloud.org/documents/{}",
    ),
    (re.compile(r"pym\.Parent\(\s*[\"'][^\"']{1,100}[\"']\s*,\s*[\"']((?:https?:)?//[^\"'\s]{4,500})[\"']"), "{}"),
)
"""What a program says that it will load."""
_NUMBERED = (
    ("flourish-embed", "data-src", re.compile(r"((?:visualisation|story)/\d+)\b.*"), "https://flo.uri.sh/{}/embed"),
    ("infogram-embed", "data-id", re.compile(r"(?:_/)?([\w-]+)"), "https://infogram.com/{}"),
)
"""Class of an element, the attribute that says what it will show, and the address of that."""
_POST = re.compile(
    r"(?i)(?:^|\s)(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|reddit-(?:card|embed)\S*|"
    r"imgur-embed-pub|text-post-media|fb-(?:post|video|comment-embed)|threads-post|tumblr-post|giphy-embed|getty\S*)(?:\s|$)"
)
"""Classes of posts of others."""
_OF_POSTS = frozenset(
    "data-href data-permalink data-url data-post-url data-instgrm-permalink data-text-post-permalink".split()
)
_INFOGRAM = re.compile(r"infogram_0_([\w-]+)")
_GIVEN = ("data-pym-src", "data-href", "data-src", "data-url")
_AROUND = re.compile(
    r"(?i)like|share|comment(?!-embed)|follow|save|send|subscri|page-plugin|fb-page|fb-group|fb-profile|adsbygoogle|\bad\b|captcha|"
    r"donat|newsletter|signup|sign-up|lazy|bg|background|parallax|slide"
)
"""Of what stands around a story, or behind it."""
_FILE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg|js|css|json|php)(?:\?.*)?\Z")


_MOST_WORDS = 3
"""Of an element that waits for its script: `Loading …`."""


def show_scripted(root: Element) -> None:
    """Sets the address of what scripts would have shown where they would have shown it, once for each."""
    seen = (each for each in root.every("a", "iframe", "img") if not _is_wordless(each))
    known = {each.get(name) for each in seen for name in ("href", "src")}
    _show(root, known)


def _show(element: Element, known: set[str]) -> None:
    children: list[Node] = []
    for child in element.children:
        children.append(child)
        if not isinstance(child, Element):
            continue
        _show(child, known)
        address = scripted_address(child) if child.name == "script" or _is_empty(child) else ""
        if address and address not in known:
            known.add(address)
            children.append(Element("p", {}, [Text(address)]))
    element.children[:] = children


def _is_empty(element: Element) -> bool:
    """Whether nothing is to be seen in an element by itself."""
    seen = element.every("img", "iframe", "video", "audio", "a", "table")
    return len(element.text().split()) <= _MOST_WORDS and all(_is_wordless(each) for each in seen)


def _is_wordless(element: Element) -> bool:
    return element.name == "a" and not element.text().strip() and next(element.every("img", "svg"), None) is None


def scripted_address(element: Element) -> str:
    """The address of what a script would show in the place of an element; empty where there is none.

    Args:
        element: One in which nothing is to be seen by itself, or a script.
    """
    found = of_script(element.get, element.text()) if element.name == "script" else _of_element(element)
    return f"https:{found}" if found.startswith("//") else found


def of_script(said: Callable[[str], str], program: str) -> str:
    """The address of what a script shows; empty where that is not known.

    Args:
        said: Its attributes by their names; empty for those that it has not.
        program: What stands in it.
    """
    source = said("src").strip()
    source = f"https:{source}" if source.startswith("//") else source
    for pattern, shown in _SCRIPTS:
        if source and (match := pattern.fullmatch(source)):
            return shown.format(match[1])
    if "infogr" in source and (match := _INFOGRAM.fullmatch(said("id"))):
        return f"https://infogram.com/{match[1]}"
    if "speakerdeck.com/assets/embed" in source and re.fullmatch(r"\w+", said("data-id")):
        return f"https://speakerdeck.com/player/{said('data-id')}"
    for pattern, shown in _IN_PROGRAM:
        if match := pattern.search(program):
            return shown.format(match[1])
    return ""


def posted_address(element: Element) -> str:
    """Likewise of an element of a whole page: only where its name says that a post, a chart or a film is to come."""
    return _of_element(element, is_strict=True) if _is_empty(element) else ""


def _of_element(element: Element, *, is_strict: bool = False) -> str:  # noqa: PLR0911 - one case for each kind
    for name, key, pattern, shown in _NUMBERED:
        if name in element.classes and (match := pattern.fullmatch(element.get(key).strip())):
            return shown.format(match[1])
    if element.get("data-pin-do") in {"embedPin", "embedBoard", "embedUser"}:
        return element.get("href")
    if "instagram-media" in element.classes and element.get("data-instgrm-permalink"):
        return element.get("data-instgrm-permalink").partition("?")[0]
    if _POST.search(element.get("class")):
        return _of_post(element)
    if element.name in {"video-js", "video"} and element.get("data-account"):
        return _of_brightcove(element)
    if element.name == "object" and "tableauViz" in element.classes:
        return _of_tableau(element)
    return _given_to(element) if not is_strict else ""


def _given_to(element: Element) -> str:
    """An address in an attribute that many programs read; not of what stands around a story."""
    given = next((typed for key in _GIVEN if (typed := element.get(key).strip())), "")
    is_around = _AROUND.search(f"{element.get('class')} {element.get('id')}") or _FILE.search(given)
    return given if re.fullmatch(r"(?:https?:)?//[^\s<>\"']+", given) and not is_around else ""


def _of_post(post: Element) -> str:
    """The address of a post that waits for its script."""
    number = post.get("data-tweet-id") or post.get("data-tweetid")
    if number.isdigit():
        return f"https://twitter.com/i/status/{number}"
    given = (post.get("cite"), *(value for key, value in post.attributes.items() if key in _OF_POSTS))
    links = (link.get("href") for link in reversed(list(post.every("a"))))
    return next((each for each in (*given, *links) if re.fullmatch(r"https?://[^\s<>\"']+", each)), "")


def _of_brightcove(film: Element) -> str:
    account, number, player = (film.get(f"data-{key}") for key in ("account", "video-id", "player"))
    if not (re.fullmatch(r"\d+", account) and re.fullmatch(r"(?:ref:)?[\w.-]+", number)):
        return ""
    named = player if re.fullmatch(r"[\w-]+", player) else "default"
    return f"https://players.brightcove.net/{account}/{named}_default/index.html?videoId={number}"


def _of_tableau(chart: Element) -> str:
    said = {each.get("name"): unquote(each.get("value")) for each in chart.every("param")}
    sheet = said.get("name", "")
    return f"https://public.tableau.com/views/{sheet}" if re.fullmatch(r"[\w.-]+/[\w.-]+", sheet) else ""

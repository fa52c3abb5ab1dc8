"""Exports of Tumblr: posts of seven types in XML, or blocks of text in JSON. Pure."""

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, tostring

from newsgen.errors import UsageError
from newsgen.importers.exports.telling import tumblr_file
from newsgen.importers.found.addresses import host_of
from newsgen.importers.found.item import Found
from newsgen.importers.found.json_text import load_json, said_twice
from newsgen.importers.found.keeping import kept_of, rest_of
from newsgen.importers.found.opening import Material
from newsgen.importers.found.safe_xml import XmlError, local, read_xml

_SHOWN = frozenset({"", "published"})
_CLOSING = ("private", "is-private", "is_private", "is_paywalled", "is-paywalled")
"""Marks of what not all readers saw."""
Post = Mapping[str, Any]


def read(material: Material) -> Iterator[Found]:
    """What an export has."""
    tree = material.tree
    path = tumblr_file(tree.paths()) if tree else ""
    content = (material.file(path) or b"") if path else material.content()
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")):
        yield from _read_json(material, content)
        return
    try:
        root = read_xml(content)
    except XmlError as error:
        raise UsageError(f"{path or material.name} cannot be read: {error}", mend="export it once more") from None
    for post in (each for each in root.iter() if local(each) == "post"):
        material.hosts.update(filter(None, [host_of(post.get("url", ""))]))
        yield _found(material, post)


def _found(material: Material, post: Element) -> Found:
    said: dict[str, str] = {}
    for each in post:
        if local(each) not in {"photoset", "tag", "conversation"}:
            # Of a photo in several sizes the largest stands first.
            said.setdefault(local(each), (each.text or "").strip())
    title, body = _parts(post, said)
    state = post.get("state", "").lower()
    if state in _SHOWN and any(post.get(name, "").lower() in {"1", "true", "yes"} for name in _CLOSING):
        state = "private"
    found = Found(
        key=f"tumblr:{post.get('id')}",
        source=f"post {post.get('id')}",
        says=tostring(post, encoding="unicode"),
        title=title,
        text=body,
        date=material.dates.read(post.get("date-gmt", "").replace(" GMT", " +00:00") or post.get("date", "")),
        address=post.get("url-with-slug", "") or post.get("url", ""),
        name=post.get("slug", ""),
        held_back="" if state in _SHOWN else f"state: {state}",
    )
    found.fields["tags"] = tuple(
        dict.fromkeys((each.text or "").strip() for each in post if local(each) == "tag" and each.text)
    )
    found.extra["type"] = post.get("type", "") if post.get("type") != "regular" else ""
    if rest := rest_of(post, found, but=_NO_WORDS):
        found.kept["rest"] = rest
    return found


def _parts(post: Element, said: Mapping[str, str]) -> tuple[str, str]:  # noqa: PLR0911 - one case for each type
    """The headline of a post, and its text as HTML."""

    def get(name: str) -> str:
        return said.get(name, "")

    match post.get("type", ""):
        case "photo":
            urls = [get("photo-url"), *(_first(photo) for photo in post.iter() if local(photo) == "photo")]
            pictures = "".join(
                f'<p><img src="{html.escape(url)}" alt=""></p>' for url in dict.fromkeys(filter(None, urls))
            )
            return "", pictures + get("photo-caption")
        case "quote":
            return "", f"<blockquote>{get('quote-text')}</blockquote><p>{get('quote-source')}</p>"
        case "link":
            address = html.escape(get("link-url"))
            label = get("link-text") or address
            return get("link-text"), f'<p><a href="{address}">{label}</a></p>{get("link-description")}'
        case "conversation":
            typed = get("conversation-text").splitlines() or [
                f"{each.get('label') or each.get('name') or ''} {' '.join(each.itertext())}".strip()
                for each in post.iter()
                if local(each) == "line"
            ]
            lines = (f"<p>{html.escape(line)}</p>" for line in typed if line.strip())
            return get("conversation-title"), "".join(lines)
        case "audio":
            return get("id3-title"), f"{get('audio-embed') or get('audio-player')}{get('audio-caption')}"
        case "video":
            source = get("video-source")
            shown = f"<p>{html.escape(source)}</p>" if source.startswith("http") else source or get("video-player")
            return "", f"{shown}{get('video-caption')}"
        case "answer":
            return "", f"<blockquote>{get('question')}</blockquote>{get('answer')}"
        case _:
            return get("regular-title"), get("regular-body")


_NO_WORDS = frozenset(
    """id id_string url url-with-slug type date-gmt date unix-timestamp timestamp format slug reblog-key reblog_key
    state bookmarklet mobile feed-item from-feed-id width height max-width offset direct-video is_blog
    is_submission post_url short_url note_count like_count blog blog_name can_reblog can_like can_reply
    can_send_in_message is_blocks_post_format layout should_open_in_legacy display_avatar
    interactability_reblog interactability_blaze is_blazed is_blaze_pending can_ignite can_blaze followed
    liked parent_post_url object_type original_type genesis_post_id uuid tumblelog""".split()
)
"""Of a post what is of no story."""


def _first(photo: Element) -> str:
    return next(((each.text or "").strip() for each in photo if local(each) == "photo-url"), "")


def _read_json(material: Material, content: bytes) -> Iterator[Found]:
    try:
        said = load_json(content, twice := list[str]())
    except ValueError as error:
        raise UsageError(f"{material.name} is no JSON: {error}", mend="export it once more") from None
    if twice:
        material.source.faults.append(f"{material.name}: {said_twice(twice)}")
    inner = said.get("response", said) if isinstance(said, dict) else said
    posts = inner.get("posts") if isinstance(inner, dict) else inner
    if not isinstance(posts, list):
        raise UsageError(f"{material.name} has no posts", mend="export it once more")
    for post in posts:
        if isinstance(post, dict):
            material.hosts.update(filter(None, [host_of(str(post.get("post_url") or ""))]))
            yield _found_in_json(material, post)


def _found_in_json(material: Material, post: Post) -> Found:
    blocks = (
        [each for each in post.get("content") or () if isinstance(each, dict)]
        if isinstance(post.get("content"), list)
        else []
    )
    title = str(post.get("title") or "")
    if not title and blocks and blocks[0].get("subtype") == "heading1":
        title = html.escape(str(blocks.pop(0).get("text") or ""), quote=False)
    body = "".join(_block(each) for each in blocks) or _legacy(post)
    state = str(post.get("state") or "").lower()
    if state in _SHOWN and any(post.get(name) in (1, True, "1", "true") for name in _CLOSING):
        state = "private"
    found = Found(
        key=f"tumblr:{post.get('id_string') or post.get('id')}",
        source=f"post {post.get('id_string') or post.get('id')}",
        says=json.dumps(
            {name: value for name, value in post.items() if not name.endswith("_count")}, sort_keys=True, default=str
        ),
        title=title,
        text=body,
        date=material.dates.read(str(post.get("date") or post.get("timestamp") or "").replace(" GMT", " +00:00")),
        address=str(post.get("post_url") or ""),
        name=str(post.get("slug") or ""),
        held_back="" if state in _SHOWN else f"state: {state}",
    )
    tags = post.get("tags")
    found.fields["tags"] = tuple(map(str, tags)) if isinstance(tags, list) else ()
    found.kept |= kept_of({name: value for name, value in post.items() if name not in _NO_WORDS}, found)
    return found


def _legacy(post: Post) -> str:
    photos = post.get("photos")
    addresses = (
        [str((each.get("original_size") or {}).get("url") or "") for each in photos if isinstance(each, dict)]
        if isinstance(photos, list)
        else []
    )
    pictures = "".join(f'<p><img src="{html.escape(each)}" alt=""></p>' for each in addresses if each)
    return pictures + "".join(
        str(post.get(name) or "") for name in ("body", "caption", "text", "source", "description", "question", "answer")
    )


_TAGS = {"heading1": "h2", "heading2": "h3", "quote": "blockquote", "indented": "blockquote"}
_MARKS = {"bold": "strong", "italic": "em", "strikethrough": "s", "small": "small"}


def _block(block: Post) -> str:
    """A block of text as HTML."""
    match str(block.get("type") or ""):
        case "text":
            inside, subtype = _marked(block), str(block.get("subtype") or "")
            if subtype.endswith("list-item"):
                name = "ol" if subtype.startswith("ordered") else "ul"
                return f"<{name}><li>{inside}</li></{name}>"
            name = _TAGS.get(subtype, "p")
            return f"<{name}>{inside}</{name}>"
        case "image":
            media = block.get("media")
            first = media[0] if isinstance(media, list) and media and isinstance(media[0], dict) else {}
            caption = html.escape(str(block.get("caption") or ""))
            address, alt = html.escape(str(first.get("url") or "")), html.escape(str(block.get("alt_text") or ""))
            shown = f'<img src="{address}" alt="{alt}">'
            return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>" if caption else f"<p>{shown}</p>"
        case "link":
            address = html.escape(str(block.get("url") or ""))
            return f'<p><a href="{address}">{html.escape(str(block.get("title") or "")) or address}</a></p>'
        case _:
            address = str(block.get("url") or "")
            return f"<p>{html.escape(address)}</p>" if address else ""


def _marked(block: Post) -> str:
    """The text of a block with its marks, which are told by places in it."""
    text, marks = str(block.get("text") or ""), block.get("formatting")
    cuts: dict[int, tuple[list[str], list[str]]] = {}
    for mark in marks if isinstance(marks, list) else ():
        begin, end = mark.get("start"), mark.get("end")
        kind = str(mark.get("type") or "")
        name = "a" if kind in {"link", "mention"} else _MARKS.get(kind, "")
        if not name or not isinstance(begin, int) or not isinstance(end, int) or not 0 <= begin < end <= len(text):
            continue
        address = str(mark.get("url") or (mark.get("blog") or {}).get("url") or "")
        opening = f'<a href="{html.escape(address)}">' if name == "a" else f"<{name}>"
        cuts.setdefault(begin, ([], []))[1].append(opening)
        cuts.setdefault(end, ([], []))[0].insert(0, f"</{name}>")
    made, at = [], 0
    for place in sorted(cuts):
        made += [html.escape(text[at:place], quote=False), *cuts[place][0], *cuts[place][1]]
        at = place
    return "".join([*made, html.escape(text[at:], quote=False)]).replace("\n", "<br>")

"""Cards of Ghost's editor as HTML: what stands in a text and is none. Both editors call them alike. Pure."""

import html
from collections.abc import Mapping

Payload = Mapping[str, object]
NOT_ON_THE_WEB = {
    "email": "stood in mails only",
    "email-cta": "stood in mails only",
    "signup": "a form for newsletters",
    "paywall": "the mark behind which only members read on",
}
"""Cards that no reader of the site saw as a part of the story, and why they are left out."""
_WIDTHS = {"wide": "wide", "full": "full"}


def card_html(name: str, payload: Payload) -> str | None:
    """A card as HTML; None for one that is not known."""
    if name in NOT_ON_THE_WEB:
        return ""
    make = _CARDS.get(name.removeprefix("card-"))
    return make(payload) if make else None


def from_markdown(text: str) -> str:
    """Markdown as Ghost reads it, as HTML."""
    from markdown import markdown  # noqa: PLC0415 - only where there is some

    return markdown(text, extensions=["extra", "sane_lists"])


def _text(payload: Payload, *names: str) -> str:
    return next((str(payload[name]).strip() for name in names if isinstance(payload.get(name), str)), "")


def _escaped(payload: Payload, *names: str) -> str:
    return html.escape(_text(payload, *names))


def _paragraph(inside: str) -> str:
    """Some HTML as a paragraph, unless it is one."""
    return inside if not inside or inside.startswith("<p") else f"<p>{inside}</p>"


def _link(address: str, words: str) -> str:
    return f'<p><a href="{html.escape(address)}">{words or html.escape(address)}</a></p>' if address else ""


def _picture(payload: Payload) -> str:
    if not (source := _escaped(payload, "src")):
        return ""
    shown = f'<img src="{source}" alt="{_escaped(payload, "alt")}">'
    return f'<a href="{href}">{shown}</a>' if (href := _escaped(payload, "href")) else shown


def _figure(inside: str, caption: str, width: str = "") -> str:
    if not inside:
        return _paragraph(caption)
    named = f' class="{_WIDTHS[width]}"' if width in _WIDTHS else ""
    return f"<figure{named}>{inside}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _image(payload: Payload) -> str:
    return _figure(_picture(payload), _text(payload, "caption"), _text(payload, "cardWidth"))


def _gallery(payload: Payload) -> str:
    images = payload.get("images")
    shown = [_picture(each) for each in images if isinstance(each, Mapping)] if isinstance(images, list) else []
    return _figure("".join(shown), _text(payload, "caption"))


def _html(payload: Payload) -> str:
    return _text(payload, "html")


def _markdown(payload: Payload) -> str:
    return from_markdown(_text(payload, "markdown"))


def _code(payload: Payload) -> str:
    language = _escaped(payload, "language")
    named = f' class="language-{language}"' if language else ""
    code = str(payload.get("code") or "")
    return f"<pre><code{named}>{html.escape(code, quote=False)}</code></pre>{_paragraph(_text(payload, 'caption'))}"


def _embed(payload: Payload) -> str:
    address = _escaped(payload, "url")
    shown = f"<p>{address}</p>" if address.startswith("http") else _text(payload, "html")
    return shown + _paragraph(_text(payload, "caption"))


def _bookmark(payload: Payload) -> str:
    said = payload.get("metadata")
    said = said if isinstance(said, Mapping) else payload
    whose = ", ".join(filter(None, (_escaped(said, "author"), _escaped(said, "publisher"))))
    parts = (_link(_text(payload, "url"), _escaped(said, "title")), _paragraph(_escaped(said, "description")))
    return "".join(parts) + _paragraph(whose) + _paragraph(_text(payload, "caption"))


def _callout(payload: Payload) -> str:
    emoji, words = _text(payload, "calloutEmoji"), _text(payload, "calloutText")
    opened = words.startswith("<p>")
    inside = f"<p>{emoji} {words[3:]}" if opened and emoji else _paragraph(f"{emoji} {words}".strip())
    return f"<blockquote>{inside}</blockquote>" if words or emoji else ""


def _toggle(payload: Payload) -> str:
    heading = _text(payload, "heading")
    return (f"<p><strong>{heading}</strong></p>" if heading else "") + _paragraph(_text(payload, "content"))


def _button(payload: Payload) -> str:
    return _link(_text(payload, "buttonUrl"), _escaped(payload, "buttonText"))


def _file(payload: Payload) -> str:
    link = _link(_text(payload, "src"), _escaped(payload, "fileTitle", "fileName"))
    return link + _paragraph(_escaped(payload, "fileCaption"))


def _audio(payload: Payload) -> str:
    source = _escaped(payload, "src")
    shown = f'<audio controls src="{source}"></audio>' if source else ""
    return shown + _paragraph(_escaped(payload, "title"))


def _video(payload: Payload) -> str:
    source = _escaped(payload, "src")
    shown = f'<video controls src="{source}"></video>' if source else ""
    return shown + _paragraph(_text(payload, "caption"))


def _header(payload: Payload) -> str:
    heading, below = _text(payload, "header"), _text(payload, "subheader")
    return (f"<h2>{heading}</h2>" if heading else "") + _paragraph(below) + _button(payload)


def _call_to_action(payload: Payload) -> str:
    picture = _figure(_picture({"src": payload.get("imageUrl")}), "")
    return (
        picture
        + _paragraph(_text(payload, "sponsorLabel"))
        + _paragraph(_text(payload, "textValue"))
        + _button(payload)
    )


def _product(payload: Payload) -> str:
    picture = _figure(_picture({"src": payload.get("productImageSrc")}), "")
    title = _text(payload, "productTitle")
    parts = (picture, f"<h4>{title}</h4>" if title else "", _paragraph(_text(payload, "productDescription")))
    return "".join(parts) + _link(_text(payload, "productUrl"), _escaped(payload, "productButton"))


def _rule(_payload: Payload) -> str:
    return "<hr>"


_CARDS = {
    "image": _image,
    "gallery": _gallery,
    "html": _html,
    "markdown": _markdown,
    "code": _code,
    "codeblock": _code,
    "embed": _embed,
    "bookmark": _bookmark,
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "file": _file,
    "audio": _audio,
    "video": _video,
    "header": _header,
    "call-to-action": _call_to_action,
    "product": _product,
    "hr": _rule,
    "horizontalrule": _rule,
}

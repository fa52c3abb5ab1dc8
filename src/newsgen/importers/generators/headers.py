"""Fields of Pelican's in other places than at the top of Markdown: as lines that one reader knows. Pure."""

import re

_RST_TITLE = re.compile(
    r"\A(?>(?:[\ufeff\s]*\n)?)(?:(?P<over>[=\-~^*#\"'+]{2,})[ \t]*\n)?"
    r"[ \t]*(?P<title>\S[^\n]*)\n(?P<under>[=\-~^*#\"'+]{2,})[ \t]*\n"
)
_RST_FIELD = re.compile(r":(?P<key>[\w-]+):[ \t]*(?P<value>[^\n]*(?:\n[ \t]+\S[^\n]*)*)\n?")


def with_headers_of_rst(content: bytes) -> bytes:
    """A text that begins with a headline and a list of fields, with these as lines `key: value`."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if re.match(r"\s*(?:\.\. [\w-]+:(?!:)|---\n)", text):
        return content
    title = _RST_TITLE.match(text)
    at = title.end() if title else 0
    found: dict[str, str] = {"title": title["title"].strip()} if title else {}
    position = at
    while (blank := re.compile(r"[ \t]*\n").match(text, position)) is not None:
        position = blank.end()
    while (each := _RST_FIELD.match(text, position)) is not None:
        found[each["key"].lower()] = " ".join(each["value"].split())
        position = each.end()
    if not found:
        return content
    lines = "".join(f"{key}: {value}\n" for key, value in found.items() if value)
    return f"{lines}\n{text[position:]}".encode()


_LINES = ("title", "slug", "date", "tags", "link", "description")


def with_names_of_lines(meta: bytes) -> bytes:
    """What stands beside a story of Nikola's: a line for each field, in its oldest form without names."""
    text = meta.decode("utf-8-sig", "replace")
    if re.search(r"(?m)^\.\. \w|^---|^\w+\s*[:=]", text):
        return meta
    lines = [line.strip() for line in text.split("\n")]
    return "".join(f".. {name}: {line}\n" for name, line in zip(_LINES, lines, strict=False) if line).encode()


def with_headers_of_html(content: bytes) -> bytes:
    """A page of HTML with what its head says as lines `key: value`."""
    text = content.decode("utf-8-sig", "replace")
    title = _inside(text, "title")
    metas = re.findall(
        r"<meta\s+name=[\"']([\w-]+)[\"']\s+(?:content|contents)=[\"']([^\"']*)[\"']", text, re.IGNORECASE
    )
    body = _inside(text, "body")
    if title is None:
        return content
    found = {"title": title, **{key.lower(): value for key, value in metas if key.lower() != "title"}}
    lines = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in found.items() if value.strip())
    return f"{lines}\n{text if body is None else body}".encode()


def _inside(text: str, name: str) -> str | None:
    """What stands in the first element of a name; None where there is none, or it has no end."""
    begin = re.search(rf"<{name}[^<>]*>", text, re.IGNORECASE)
    end = re.compile(f"</{name}>", re.IGNORECASE).search(text, begin.end()) if begin else None
    return text[begin.end() : end.start()] if begin and end else None

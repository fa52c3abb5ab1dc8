"""Bytes of a page as text, as the HTML standard has it: mark, header, declaration, then what they look like. Pure."""

import re

_SNIFFED = 4096
"""Bytes among which a declaration counts. The standard says 1024; old pages have long scripts before it."""
_META = re.compile(rb"<meta[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_REGIONAL = ("cp949", "cp932", "gb18030", "big5", "cp1251", "cp1256", "cp1255", "cp1253", "cp1250")
"""What pages without any declaration were written in, those first that refuse most."""


def decoded_page(content: bytes, header: str = "") -> str:
    """The text of a page.

    Args:
        content: Its bytes.
        header: The charset that a server or a part of MHTML has declared; empty where none has.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    declared = _codec(header) or _declared(content)
    if declared and (text := _strictly(content, declared)) is not None:
        return text
    if (text := _strictly(content, "utf-8")) is not None:
        return text
    return content.decode(declared or _guessed(content), "replace")


def _declared(content: bytes) -> str:
    head = _COMMENT.sub(b"", content[:_SNIFFED])
    match = _META.search(head) or _XML.match(head)
    name = _codec(match[1].decode("ascii", "replace")) if match else ""
    return "utf-8" if name.startswith("utf-16") else name  # A declaration that can be read is not in UTF-16.


def _codec(label: str) -> str:
    """Python's name of what a label of the Encoding standard means; empty for none."""
    from webencodings import lookup  # noqa: PLC0415 - only where there are pages

    found = lookup(label.strip().strip("\"'")) if label.isascii() else None
    if found is None:
        return ""
    wider = {"euc-kr": "cp949", "gbk": "gb18030", "shift_jis": "cp932", "iso-8859-8-i": "iso-8859-8"}
    return wider.get(str(found.name), str(found.codec_info.name))


def _strictly(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(content: bytes) -> str:
    """The encoding of a page that declares none, and is not in UTF-8."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only where nothing is declared

    text = content[:200_000]
    end = text.rfind(b">") + 1  # behind it no tag ends
    text = re.sub(rb"<[^>]*>", b" ", text[:end]) + text[end:]
    best = from_bytes(text, cp_isolation=[*_REGIONAL, "cp1252"]).best()
    return best.encoding if best is not None else "cp1252"

"""Addresses: where the site is, where its stories lie in it, where both were before."""

import re
from urllib.parse import quote, unquote, urlsplit

from newsgen.documents.fields import FieldReader
from newsgen.models.names import path_fault

PLACEHOLDER_URL = "https://example.org/"
"""The `base_url` of a publication that was begun and has no address yet: nobody can have this one."""
BASE_URL_MEND = "write it like `https://example.org/` or `https://example.org/repository/`"
DEFAULT_PERMALINK = "/{year}/{month}/{day}/{slug}/"
LANGUAGE_PERMALINK = "/{lang}/{year}/{month}/{day}/{slug}/"
"""Of a publication with `languages`."""


def base_url_of(fields: FieldReader) -> str:
    """The `base_url`; empty where it has a fault."""
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


_TOKEN = re.compile(r"\{([^{}]*)\}")
_TOKENS = ("year", "month", "day", "slug", "section", "lang")


def read_permalink(fields: FieldReader, languages: tuple[str, ...]) -> str:
    """The pattern of stories' addresses; the usual one where it has a fault."""
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


def read_old_urls(fields: FieldReader) -> tuple[str, ...]:
    """Where the publication was before; each ends in a slash."""
    found = []
    for typed, node in fields.names_typed("old_urls").items():
        if typed.startswith("/") and not typed.startswith("//"):
            path = unquote(typed.strip("/"))
            fault = path_fault(path) if path else ""
            url = f"/{path}/" if path else "/"
        else:
            url, fault = read_base_url(typed if "//" in typed else f"https://{typed}")
        if fault:
            mend = "write `old_urls: [https://old.example/, /blog/]`"
            fields.note(node, f"`old_urls`: {typed} {fault}", mend)
        else:
            found.append(url)
    return tuple(found)


def read_feed_ids(fields: FieldReader) -> str:
    """The base URL of stories' identities in feeds; empty for that of the site."""
    typed = fields.text("feed_ids")
    url, fault = read_base_url(typed) if typed else ("", "")
    if fault:
        mend = "write the `base_url` that the publication had when its first story stood in a feed"
        fields.note(fields.node("feed_ids"), f"`feed_ids` {fault}: {typed}", mend)
    return url


def read_redirect_files(fields: FieldReader) -> tuple[str, ...]:
    """Paths inside the project."""
    found = []
    for typed, node in fields.names_typed("redirects").items():
        path = typed.removeprefix("./")
        if fault := path_fault(path):
            mend = "name files inside the project, such as `redirects.txt`"
            fields.note(node, f"`redirects` has {fault}: {typed}", mend)
        else:
            found.append(path)
    return tuple(found)

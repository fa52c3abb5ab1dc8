"""What a preview adds to a page: the script that reloads it, and a banner where the story is not published. Pure."""

from collections.abc import Sequence
from html import escape

from newsgen.errors import Problem

CLIENT = "/.preview/client.js"
EVENTS = "/.preview/events"
"""No page of a site has a segment that begins with a dot."""
_BANNER = (
    "position:fixed;inset:auto 0 0 0;z-index:2147483000;margin:0;padding:.6rem 1rem;"
    "font:600 1rem/1.4 system-ui,sans-serif;text-align:center;"
    "color:#1c1300;background:#ffd84d;border-top:2px solid #8a6d00"
)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1.5rem; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border-left: 4px solid #c4321c;
  background: color-mix(in srgb, currentColor 8%, transparent); }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def dressed(content: bytes, path: str, version: str, held_back: str) -> bytes:
    """A page with the script, and with the banner where it has a reason.

    ``path`` is the page's path in the output, ``version`` tells what the browser has got.
    """
    banner = (
        f'<p role="note" style="{_BANNER}">Preview: this story is not published ({escape(held_back)})</p>\n'
        if held_back
        else ""
    )
    script = f'<script src="{CLIENT}" data-path="{escape(path)}" data-version="{escape(version)}" defer></script>\n'
    added = (banner + script).encode("utf-8", "replace")
    end = content.lower().rfind(b"</body")
    return content[:end] + added + content[end:] if end >= 0 else content + added


def error_page(problems: Sequence[Problem]) -> bytes:
    """What is shown where a page cannot be made, and has not been made before."""
    body = "\n".join(f"<pre>{escape(problem.explain())}</pre>" for problem in problems)
    return _page("This page cannot be shown", body + "\n<p>It comes back by itself when this is mended.</p>")


def plain_page(title: str, text: str) -> bytes:
    """A page of the preview's own, with one sentence."""
    return _page(title, f"<p>{escape(text)}</p>")


def _page(title: str, body: str) -> bytes:
    return _PAGE.format(title=escape(title), body=body).encode("utf-8", "replace")

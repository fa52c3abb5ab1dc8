"""What is kept in a comment, which no page shows. Pure."""

import re

_PASSWORD = re.compile(
    r"""(["']?\b(?:password|passwd|passwort|passcode|pass|pwd)s?["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s\]"',}]+)""",
    re.IGNORECASE,
)
KEPT = re.compile(r"<!-- kept: .*? -->", re.DOTALL)


def kept(text: str) -> str:
    """A comment that keeps a text."""
    return f"<!-- kept: {hidden(text)} -->"


def hidden(text: str) -> str:
    """A text that may stand in a comment: two hyphens would end one, and a password is nobody's business."""
    text = _PASSWORD.sub(r"\1…", text)
    return re.sub("-(?=-)|-(?=>)", "- ", text)

"""Files of an import that people may edit: whether they have is told by a digest in the last line. Pure."""

from hashlib import sha256

_DIGEST = "# Nobody has edited this file while this is its SHA-256 without this line: "


def with_digest(text: str) -> str:
    """A text that people may edit, in YAML, with a last line by which that is told."""
    return f"{text}{_DIGEST}{sha256(text.encode()).hexdigest()}\n"


def is_edited(text: str) -> bool:
    """Whether somebody has edited what was written `with_digest`."""
    before, mark, _ = text.rpartition(_DIGEST)
    return bool(text) and (not mark or with_digest(before) != text)

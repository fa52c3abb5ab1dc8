"""What is raised where a script cannot be read, or a value is not known. Pure."""

from typing import NoReturn


class UnreadScriptError(ValueError):
    """What is no expression that is known here."""


class UntoldError(ValueError):
    """That the value is not known."""


def untold() -> NoReturn:
    """Says that a value is not known, where an expression stands."""
    raise UntoldError

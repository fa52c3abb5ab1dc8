"""How messages of ``newsgen theme`` call a copy, and how it stands to the theme."""

from newsgen.cli.console import counted
from newsgen.documents.three_way import Kind
from newsgen.errors import printable
from newsgen.renderer.theme_copies import (
    TEMPLATES,
    Copy,
    State,
    original_path,
    shown,
)


def since(copy: Copy) -> str:
    """The newsgen that a copy was made from; empty where that is not known."""
    return f"newsgen {copy.original.version}" if copy.original else ""


def told(copy: Copy) -> str:
    """A copy, and how it stands to the theme, in a line."""
    was = f" ({copy.renamed_from} until it was renamed)" if copy.renamed_from else ""
    return printable(f"{copy.path}{was}: {standing(copy)}")


def standing(copy: Copy) -> str:
    """How a copy stands to the theme."""
    theme = shown(copy.file)
    why = f"{original_path(copy.path)} was changed" if copy.problem else "not made by `newsgen theme copy`"
    return {
        State.SAME: f"the same as {theme}; without it the site would be the same, and stay up to date",
        State.CHANGED: f"changed by you; it has all that {theme} has had since {since(copy)}",
        State.EXTENDS: f"takes {theme} of today, and changes parts of it",
        State.GONE: f"the theme has no {copy.file.removeprefix(TEMPLATES)} any more",
        State.UNREADABLE: copy.problem.what if copy.problem else "",
        State.UNKNOWN: f"yours; it is not {theme} of today, and what it was made from is not known ({why})",
        State.BEHIND: f"behind: {theme} has changed in {places_of(copy)}",
    }[copy.state]


def places_of(copy: Copy) -> str:
    """How many places of a file the theme has changed, and what is with them in the copy."""
    parts = (
        (len(copy.those(Kind.BOTH)), "in yours already"),
        (len(copy.those(Kind.THEIRS)), "to be taken over"),
        (len(copy.those(Kind.CONFLICT)), "in conflict with yours"),
    )
    told = ", ".join(f"{count:,} {words}" for count, words in parts if count)
    return f"{counted(len(copy.by_theme), 'place')} since {since(copy)}: {told}"


def copy_json(copy: Copy) -> dict[str, object]:
    """A copy as JSON has it."""
    return {
        "path": copy.path,
        "theme_path": copy.file,
        "state": str(copy.state),
        "copied_from": copy.original.version if copy.original else None,
        "renamed_from": copy.renamed_from or None,
        "taken": len(copy.those(Kind.BOTH)),
        "missed": len(copy.those(Kind.THEIRS)),
        "conflicts": len(copy.those(Kind.CONFLICT)),
    }

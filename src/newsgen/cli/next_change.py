"""What the clock changes next, as a build and a deployment tell it."""

from newsgen.builder.report import NextChange
from newsgen.cli.console import Console, counted


def next_json(change: NextChange | None) -> dict[str, object] | None:
    """What the clock changes next, as JSON has it."""
    if change is None:
        return None
    kinds = {"appear": change.appear, "leave": change.leave, "end": change.end, "age": change.age}
    return {"at": change.at, **{kind: [f"content/{source}" for source in some] for kind, some in kinds.items()}}


def tell_next(console: Console, change: NextChange | None) -> None:
    """When to build again though nobody has edited anything."""
    if change is None:
        return
    day, _, clock = change.at.partition("T")
    parts = [f"{counted(len(change.appear), 'file')} to appear"] if change.appear else []
    parts += [f"{counted(len(change.leave), 'file')} to leave"] if change.leave else []
    parts += [f"{counted(len(change.end), 'banner or pin', 'banners or pins')} to end"] if change.end else []
    parts += [f"{counted(len(change.age), 'story', 'stories')} to leave the news sitemap"] if change.age else []
    console.say(f"next: {' and '.join(parts)} on {day}, {clock[:5]} (`newsgen list --upcoming`)")

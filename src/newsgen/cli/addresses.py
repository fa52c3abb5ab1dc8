"""What a person is told of addresses that lead nowhere any more."""

from collections.abc import Sequence

from newsgen.builder.report import Vanished
from newsgen.cli.console import Console
from newsgen.documents.writing import yaml_item

_SHOWN = 10


def tell_vanished(console: Console, vanished: Sequence[Vanished]) -> None:
    """The articles that nothing is left of, and what to write where another takes their place."""
    for gone in vanished if console.verbose else vanished[:_SHOWN]:
        named = f"content/{gone.source}: " if gone.source else ""
        console.say(f"gone: {named}nothing is at {gone.old_url} any more")
        console.say(f"  mend: if another article takes its place, write `aliases: [{yaml_item(gone.alias)}]` in that")
    if len(vanished) > _SHOWN and not console.verbose:
        console.say(f"gone: {len(vanished) - _SHOWN:,} more (--verbose shows all)")

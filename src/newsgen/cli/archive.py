"""What a build says of an archive that came out of another system: its fields, and files that are no stories here."""

from collections.abc import Iterable, Sequence

from newsgen.builder.report import BuildReport
from newsgen.cli.console import Console
from newsgen.errors import some
from newsgen.loader.foreign import offered
from newsgen.loader.kinds import OTHER_KINDS, sorted_by_kind


def tell_fields(console: Console, report: BuildReport) -> None:
    """Other systems' fields that were understood, those that were not, and a line that makes them understood."""
    if report.understood_fields:
        console.say(f"other systems' fields, understood: {_counted(report.understood_fields.items())}")
    if not report.unknown_fields:
        return
    console.say(f"not understood, kept in `extra`: {_counted(report.unknown_fields.items())}")
    if patterns := sum(count for key, count in report.unknown_fields.items() if key.lower() == "permalink"):
        console.say(
            f"  `permalink` in {patterns:,} is a pattern, or no address of this site: addresses are newsgen's own"
        )
        console.say("  mend: a pattern for all goes into newsgen.yaml, such as `permalink: /{year}/{month}/{slug}/`")
    offers = {key: field for key in report.unknown_fields if (field := offered(key))}
    for key, field in offers.items():
        console.say(f"  `{key}` in {report.unknown_fields[key]:,} looks like `{field}`")
    if offers:
        line = ", ".join(f"{key}: {field}" for key, field in offers.items())
        console.say(
            f"  mend: if so, write in newsgen.yaml `fields: {{{line}}}`; to keep one without a word, `NAME: extra`"
        )


def tell_files(console: Console, report: BuildReport) -> None:
    """Pictures that describe themselves, and files in content/ that no article uses, by kind."""
    plain, passed_over, others = sorted_by_kind(report.unused_files)
    if report.described_by_files:
        shown = len(report.described_by_files) if console.verbose else 3
        console.say(f"captions or credits from the pictures' own files: {some(report.described_by_files, shown)}")
    if plain:
        console.say(f"not published, since no article uses them: {_some(plain, console)}")
    if passed_over:
        console.say(f"passed over, since they are no stories with a date: {_some(passed_over, console)}")
    for suffix, count in others.items():
        console.say(f"not read: {count:,} {suffix}, {OTHER_KINDS[suffix]}")


def _counted(fields: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{key} ({count:,})" for key, count in fields)


def _some(names: Sequence[str], console: Console) -> str:
    return some([f"content/{name}" for name in names], len(names) if console.verbose else 3)

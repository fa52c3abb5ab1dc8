"""How grave a breach of each rule is: `checks`."""

from collections.abc import Sequence

from newsgen.documents.fields import FALSE, FieldReader, suggest
from newsgen.models.rules import RULES

CHECK_LEVELS = ("off", "warning", "error")
"""How grave a breach of a rule is; `off` where nobody looks."""


def read_checks(fields: FieldReader) -> dict[str, str]:
    """Rule to level, of those that were typed."""
    group = fields.record("checks")
    if group is None:
        return {}
    checks = {}
    for name in group.keys():  # noqa: SIM118 - Fields is no mapping
        typed = group.text(name)
        word = "off" if typed.lower() in FALSE else typed.lower()
        rule = RULES.get(name)
        if rule is None:
            what = f"there is no rule `{name}`{suggest(name, RULES)}"
            group.note(group.key_node(name), what, "`newsgen check --rules` lists them")
        elif rule.is_fixed:
            group.note(group.key_node(name), f"every build asks for `{name}`: it cannot be changed", "delete the line")
        elif word not in CHECK_LEVELS:
            node = group.node(name) or group.key_node(name)
            group.note(node, f"`{name}` must be {_any_of(CHECK_LEVELS)}", f"write `{name}: off`, say")
        else:
            checks[name] = word
    return checks


def _any_of(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"

"""What conditions in a text show: the branch that readers saw, or all of them where nobody knows. Pure."""

from newsgen.importers.generators.conditions import UNKNOWN, holds
from newsgen.importers.generators.knowing import Knowing
from newsgen.importers.generators.masks import MASK
from newsgen.importers.generators.tags import Tag


def branch(knowing: Knowing, tag: Tag, name: str) -> str:
    """What a condition shows: the branch that readers saw; all of them where nothing says which one that was."""
    inner = tag.inner or ""
    found = [(each.start(), each.end(), knowing.branches[each[0]]) for each in MASK.finditer(inner)
             if each[0] in knowing.branches]  # fmt: skip
    begins, ends = [0, *(end for _, end, _ in found)], [*(begin for begin, _, _ in found), len(inner)]
    texts = [inner[begin:end] for begin, end in zip(begins, ends, strict=True)]
    first = _holds(knowing, tag.said.partition(" ")[2])
    told = [first if name == "if" or first is None else not first]
    told += [_holds(knowing, said) if said else True for _, _, said in found]
    known = 0
    while known < len(told) and told[known] is False:
        known += 1
    chosen = told[known] if known < len(told) else True
    if chosen is None:
        if inner.strip():
            knowing.left_out.append((tag.typed, "a condition: nothing says whether it held, and all of it is shown"))
        return " ".join(texts)
    if any(text.strip() for number, text in enumerate(texts) if number != known):
        knowing.unshown.append(f"{tag.typed}{tag.raw}")
        knowing.left_out.append((tag.typed, "a condition: what readers did not see of it is kept beside"))
    return texts[known] if known < len(texts) else ""


def _holds(knowing: Knowing, said: str) -> bool | None:
    if knowing.names is not None:
        told = knowing.names.holds(said)
        knowing.names.used.clear()  # Nothing of it is shown here.
        if told is not None:
            return told
    return holds(said, lambda name: UNKNOWN if name.partition(".")[0] in knowing.captured else knowing.look(name))

"""Why a remote has refused a push, by what git says of it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from newsgen.deploy.outside.git import Ran, failed, without_secrets
from newsgen.deploy.outside.private_repo import AGAIN, other_kind, unfit
from newsgen.errors import MachineError

_UNFORCED = (
    "--no-history (`deploy: {history: false}`) needs a server that takes forced pushes: let it take them, "
    "or deploy with --history"
)
# An empty remote says how it names bytes only when it is pushed to.
_OTHER_HASH = re.compile(r"does not support this repository's hash algorithm|unexpected capabilities\^\{\}")
_BY_THE_REMOTE = "[remote rejected]"
_NO_FORCE = re.compile(r"\(non-fast-forward\)|forced?[- ]push", re.IGNORECASE)
_LATE_HERE = re.compile(r"\((?:fetch first|non-fast-forward|stale info|needs force)")
_LATE_THERE = re.compile(r"\((?:cannot lock ref|incorrect old value provided|reference already exists)")
_LATE = re.compile(r"cannot lock ref .*(?:but expected|reference already exists)")
# Lines of the remote begin with `remote:`.
_DAMAGE = re.compile(
    r"^(?:error|fatal): .*(?:object file .* is empty|corrupt|unable to (?:read|unpack)|(?:bad|invalid) object"
    r"|missing (?:blob|commit|tree)|pack-objects died)",
    re.MULTILINE | re.IGNORECASE,
)


def refusal(ran: Ran, target: str, kind: str, *, replaces: bool) -> MachineError:
    """The error for a push that failed; ``kind`` is how newsgen's repository names bytes."""
    what = f"push to {target}"
    verdict = [line for line in ran.text.split("\n") if line.startswith("!")]
    if _OTHER_HASH.search(ran.err):
        return unfit(what, ran, AGAIN, other_kind(kind))
    if _is_overtaken(verdict, ran.err):
        return MachineError(
            f"somebody else has published to {target} meanwhile; nothing was pushed",
            mend="run it again",
        )
    reasons = "\n".join(without_secrets(line.rpartition("\t")[2]) for line in verdict)
    told = replace(ran, err="\n".join(part for part in (reasons, ran.err) if part))
    if not reasons.startswith(_BY_THE_REMOTE) and _DAMAGE.search(ran.err):
        return unfit(what, told, AGAIN, kind)
    return failed(what, told, _UNFORCED if replaces and _NO_FORCE.search(told.err) else AGAIN)


def _is_overtaken(verdict: Iterable[str], said: str) -> bool:
    """Whether somebody was faster, by the words of the one side or the other. Other refusals are told as they are.

    That the remote takes no forced pushes (``[remote rejected] (non-fast-forward)``) is another matter.
    """
    return any(_LATE_THERE.search(line) if _BY_THE_REMOTE in line else _LATE_HERE.search(line) for line in verdict) or (
        any("(failed to update ref" in line for line in verdict) and bool(_LATE.search(said))
    )

"""Templates that this process has compiled, by their text: a second build in one process need not compile them again.

In memory only: compiled code that lay in .newsgen/ would be run by the next build, whoever had put it there.
"""

from functools import cache
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


@cache
def _memory() -> dict[tuple[str, str], CodeType | None]:
    return {}


class CompiledTemplates(BytecodeCache):
    """Jinja2's cache of compiled templates, kept for the life of the process.

    Sound only where compiling depends on nothing but the text: the environment must not fold constants through its
    filters.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the code of a template of this name and text, if it is known."""
        bucket.code = _memory().get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remembers the code of a template."""
        _memory()[bucket.key, bucket.checksum] = bucket.code

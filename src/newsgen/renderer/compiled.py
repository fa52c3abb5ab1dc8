"""Templates that this process has compiled, by their text: a second build in one process need not compile them again.

In memory only: compiled code that lay in .newsgen/ would be run by the next build, whoever had put it there.
"""

from collections.abc import Mapping
from functools import cache
from types import CodeType

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from newsgen.models.fingerprint import digest_of
from newsgen.renderer.template_dependencies import fingerprint_templates
from newsgen.renderer.theme import ThemeLoader


@cache
def _memory() -> dict[tuple[str, str], CodeType | None]:
    return {}


class CompiledTemplates(BytecodeCache):
    """Jinja2's cache of compiled templates, kept for the life of the process.

    Sound only where compiling depends on nothing but the texts of what a template reaches, and on the constants: the
    environment must not fold constants through its filters.
    """

    def __init__(self, loader: ThemeLoader, constants: Mapping[str, object], *, is_quick: bool) -> None:
        self._loader = loader
        self._constants = repr((constants, is_quick))

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of a template in the cache."""
        reached = fingerprint_templates(self._loader, [name])[name]
        checksum = digest_of(f"{source}\n{reached}\n{self._constants}")
        bucket = Bucket(environment, self.get_cache_key(name, filename), checksum)
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives the code of a template of this name and text, if it is known."""
        bucket.code = _memory().get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remembers the code of a template."""
        _memory()[bucket.key, bucket.checksum] = bucket.code

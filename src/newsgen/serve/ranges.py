"""Parts of files: the Range header of RFC 9110, section 14. Pure.

Starlette's FileResponse knows ranges, too. But it opens a file by its name after we have looked where it leads, answers
a header that it does not understand with an error, and leaves the safe headers out of errors.
"""

import re

_ONE = re.compile(r"bytes=\s*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})\s*", re.IGNORECASE)


class UnsatisfiableError(Exception):
    """The range lies behind the end of the file."""


def part_of(header: str, size: int) -> range | None:
    """The bytes that are asked for; None where the whole file is to be sent.

    That is so where the header is none of the field's, or asks for several parts: a server may answer with the whole.

    Raises:
        UnsatisfiableError: As its name says.
    """
    found = _ONE.fullmatch(header)
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        length = min(int(found["last"]), size)
        part = range(size - length, size)
    else:
        last = int(found["last"]) if found["last"] else size - 1
        if found["last"] and last < int(found["first"]):
            return None
        part = range(int(found["first"]), min(last, size - 1) + 1)
    if not part:
        raise UnsatisfiableError
    return part

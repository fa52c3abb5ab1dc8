"""Opening single files: no link in the place of one is followed, and nothing is waited for. For doors alone."""

import errno
import os
import stat
from collections.abc import Iterator

# Not every system has these.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # opening a named pipe would wait for its other end
_BINARY = getattr(os, "O_BINARY", 0)
LINKS_ARE_REFUSED = bool(_NO_FOLLOW)
"""Whether the system can refuse to follow a link; where it cannot, paths must be resolved first."""
_CHUNK = 1 << 18


def open_unfollowed(path: str) -> int:
    """Whatever lies there, opened for reading. Raises OSError, with the number ELOOP where that is a link."""
    return os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT | _BINARY)


def open_regular(path: str) -> int | None:
    """The file, opened for reading; None if a link lies there, or anything but a regular file. Raises OSError."""
    try:
        file = open_unfollowed(path)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:  # a link; a socket
            return None
        raise
    if stat.S_ISREG(os.fstat(file).st_mode):
        return file
    os.close(file)
    return None


def create(path: str) -> int:
    """A new file, opened for writing: 0666 less the umask, for the site is to be read by a web server."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY, 0o666)


def open_to_add(path: str) -> int:
    """A file that is to grow, new or not, opened for reading and writing. Raises OSError where a link lies there."""
    return os.open(path, os.O_RDWR | os.O_CREAT | _NO_FOLLOW | _NO_WAIT | _BINARY, 0o666)


def chunks(file: int) -> Iterator[bytes]:
    """What is left to read of the open file."""
    while chunk := os.read(file, _CHUNK):
        yield chunk

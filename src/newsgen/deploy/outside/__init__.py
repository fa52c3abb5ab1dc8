"""The I/O of this package: files of the built site, folders that sites are copied to, and git.

No symbolic link inside a site is followed. `disk` reads and writes files, and `git` runs the program of that name.
`remote` asks it about the project's repository. `repository` knows what newsgen wants of it, `private_repo` keeps the
repository in which that is done, `fast_import` spells a commit, and `refusals` says why a push came to nothing.
`package` looks at newsgen itself, as it is installed.
"""

from newsgen.deploy.outside.disk import (
    Found,
    Kind,
    Sums,
    enclosing_repository,
    hides_from_others,
    list_folder,
    obstacle,
    overlap,
    read_bytes,
    real_path,
    sum_file,
    write_bytes,
)
from newsgen.deploy.outside.fast_import import Entry, Piece
from newsgen.deploy.outside.package import Fetch, Installed, fetch_from_index, installed_package
from newsgen.deploy.outside.private_repo import UnfitStoreError
from newsgen.deploy.outside.remote import Remote, current_branch, find_remote, is_ignored
from newsgen.deploy.outside.repository import Identity, Store

__all__ = [
    "Entry",
    "Fetch",
    "Found",
    "Identity",
    "Installed",
    "Kind",
    "Piece",
    "Remote",
    "Store",
    "Sums",
    "UnfitStoreError",
    "current_branch",
    "enclosing_repository",
    "fetch_from_index",
    "find_remote",
    "hides_from_others",
    "installed_package",
    "is_ignored",
    "list_folder",
    "obstacle",
    "overlap",
    "read_bytes",
    "real_path",
    "sum_file",
    "write_bytes",
]

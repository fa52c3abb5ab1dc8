"""What newsgen keeps for itself in .newsgen/: the I/O of this package. May be deleted, copied or damaged at any time.

`database` is the store, `lock` keeps two builds of a project apart, `shared` has what the processes of a build share,
`pictures` the pictures that were made.
"""

from newsgen.builder.store.database import Store, StoreKeys, Transaction, encoded
from newsgen.builder.store.lock import lent_workspace, project_lock
from newsgen.builder.store.pictures import PictureCache
from newsgen.builder.store.shared import SharedFile, SharedRecords, shared_file, shared_records

__all__ = [
    "PictureCache",
    "SharedFile",
    "SharedRecords",
    "Store",
    "StoreKeys",
    "Transaction",
    "encoded",
    "lent_workspace",
    "project_lock",
    "shared_file",
    "shared_records",
]

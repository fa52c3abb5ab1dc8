"""The I/O of the writer: staging, publishing, snapshots, cleaning. No other module of this package touches the disk.

Paths inside the output obey models.names.path_fault, and no symbolic link inside the output is followed: what lies
behind one is not ours. `staging` gathers files, `publishing` moves them in, `ownership` reads what says which files are
ours. `snapshot` and `cleaning` are done without a build. `tree`, `places`, `files` and `messages` serve them.
"""

from newsgen.writer.folder.cleaning import Cleaned, clean
from newsgen.writer.folder.ownership import Ownership, read_ownership
from newsgen.writer.folder.places import check_output
from newsgen.writer.folder.publishing import Published, Receipt
from newsgen.writer.folder.snapshot import OutputSnapshot, restat, stored_snapshot, take_snapshot
from newsgen.writer.folder.staging import Staging
from newsgen.writer.folder.tree import read_published
from newsgen.writer.manifest import RECORD_NAMES

__all__ = [
    "RECORD_NAMES",
    "Cleaned",
    "OutputSnapshot",
    "Ownership",
    "Published",
    "Receipt",
    "Staging",
    "check_output",
    "clean",
    "read_ownership",
    "read_published",
    "restat",
    "stored_snapshot",
    "take_snapshot",
]

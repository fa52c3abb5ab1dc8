"""The I/O of imports: `reading` reads sources, `trees` what lies in folders and ZIP files, `fetched` what others have.

`web_archives` reads files of WARC and WACZ: `warc_files` finds them, and `warc_records` what is in one. `publication`
writes, and `spool` remembers what is too large for memory.
"""

from newsgen.importers.files.databases import declared_keys, rows_of_table, sampled_tables
from newsgen.importers.files.fetched import INDEX, FetchedFiles, polite_client
from newsgen.importers.files.publication import Publication, way_from
from newsgen.importers.files.reading import (
    STANDARD_INPUT,
    Uploads,
    digest_of_source,
    head_of,
    opened,
    pasted_words,
    picture_beside,
    pieces_of,
    read_source,
    refuse_no_picture,
    refuse_no_source,
)
from newsgen.importers.files.spool import Spool
from newsgen.importers.files.trees import files_of, not_read_in, tree_of
from newsgen.importers.files.web_archives import WebArchive

__all__ = [
    "INDEX",
    "STANDARD_INPUT",
    "FetchedFiles",
    "Publication",
    "Spool",
    "Uploads",
    "WebArchive",
    "declared_keys",
    "digest_of_source",
    "files_of",
    "head_of",
    "not_read_in",
    "opened",
    "pasted_words",
    "picture_beside",
    "pieces_of",
    "polite_client",
    "read_source",
    "refuse_no_picture",
    "refuse_no_source",
    "rows_of_table",
    "sampled_tables",
    "tree_of",
    "way_from",
]

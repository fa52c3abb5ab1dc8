"""The I/O of the loader: lists and reads what lies in content/. No other module of this package touches the disk.

`content` is that folder, of which `entries` takes in the parts; `static` lists files that are copied as they are;
`pictures` reads pictures;
`looking` tells from outside whether files have changed; `remarks` says what is wrong with one.
"""

from newsgen.loader.sources.content import ContentFolder, ContentTree
from newsgen.loader.sources.looking import digest_of_file, look_below
from newsgen.loader.sources.pictures import look_at_picture, read_picture
from newsgen.loader.sources.remarks import shown
from newsgen.loader.sources.static import digest_of_copies, list_data, list_layers, stamp_of_copy

__all__ = [
    "ContentFolder",
    "ContentTree",
    "digest_of_copies",
    "digest_of_file",
    "list_data",
    "list_layers",
    "look_at_picture",
    "look_below",
    "read_picture",
    "shown",
    "stamp_of_copy",
]

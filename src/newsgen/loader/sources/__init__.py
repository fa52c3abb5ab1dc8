"""The door of the loader: lists and reads what lies in content/. No other module of this room touches the disk."""

from newsgen.loader.sources.content import (
    ContentFolder,
    ContentTree,
    digest_of_copies,
    digest_of_file,
    list_layers,
    look_below,
    shown,
)

__all__ = [
    "ContentFolder",
    "ContentTree",
    "digest_of_copies",
    "digest_of_file",
    "list_layers",
    "look_below",
    "shown",
]

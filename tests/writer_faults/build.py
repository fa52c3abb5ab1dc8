"""Publishes or cleans in a process that a test can kill: ``build.py ROOT old|new|changes|copy|clean``."""

import sys
from pathlib import Path

from writer_faults.desk import Desk

from newsgen.errors import NewsgenError
from newsgen.models.output import FileCopy
from newsgen.writer.folder import clean

OLD: dict[str, bytes] = {
    "style.css": b"old css",
    "same.js": b"same",
    "2024/a/index.html": b"old a",
    "2024/gone/index.html": b"gone",
    "becomes-folder": b"file",
    "becomes-file/x/y.html": b"inner",
    "tags/gone/index.html": b"gone",
    "index.html": b"old home",
}
NEW: dict[str, bytes] = {
    "style.css": b"new css",
    "same.js": b"same",
    "2024/a/index.html": b"new a",
    "2025/b/index.html": b"new b",
    "becomes-folder/z.html": b"inner",
    "becomes-file": b"file",
    "index.html": b"new home",
}
SITES = {"old": OLD, "new": NEW}


def main(root: str, command: str) -> int:
    try:
        obey(Desk(Path(root)), command)
    except NewsgenError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def obey(desk: Desk, command: str) -> None:
    match command:
        case "old" | "new":
            desk.publish(SITES[command])
        case "changes":
            desk.change(OLD, NEW)
        case "copy":
            with desk.open() as staging:
                staging.publish([staging.copy(FileCopy("a.jpg", f"{desk.root}/a.jpg", "static/a.jpg"))])
        case "clean":
            clean(desk.build, desk.workspace)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

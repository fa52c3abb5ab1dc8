"""Folders of other generators that tests make and import: what arrived, and what readers see of it."""

import json
import re
import struct
import zlib
from pathlib import Path

from tests.conftest import Result, SiteDriver

NOW = "2026-11-28"
RAW = re.compile(r"\{\{|\{%|%\}|\}\}|\{filename\}|\{static\}|^!!! |^\?\?\? |\{:|<!--more-->", re.MULTILINE)
"""What no reader may see."""


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\x7f"))
    + chunk(b"IEND", b"")
)
"""A grey dot."""


class Imported:
    """What came of a folder."""

    def __init__(self, site: SiteDriver, result: Result, folder: str) -> None:
        self.site = site
        self.result = result
        self._folder = folder

    @property
    def report(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.file(f"imports/{self._folder}/report.json"))
        return found

    def file(self, path: str) -> str:
        return (self.site.root / path).read_text(encoding="utf-8")

    def story(self, path: str) -> tuple[str, str]:
        """The front matter and the text of a story."""
        _, fields, text = self.file(f"content/{path}").split("---\n", 2)
        return fields, text.strip("\n")

    def stories(self) -> list[str]:
        content = self.site.root / "content"
        return sorted(path.relative_to(content).as_posix() for path in content.rglob("*.md"))

    def seen(self) -> dict[str, str]:
        """What readers see of each page, without code, after a build in which nothing may be wrong."""
        built = self.site.build(now=NOW)
        assert built.code == 0, built.err
        pages = sorted((self.site.root / "build").rglob("*.html"))
        found = {}
        for page in pages:
            html = page.read_text(encoding="utf-8")
            main = re.sub(r"<(script|style|code|pre)\b.*?</\1>|<!--.*?-->|<[^>]*>", " ", html, flags=re.DOTALL)
            found[page.relative_to(self.site.root / "build").as_posix()] = main
        return found


def clean(imported: Imported) -> None:
    """No reader sees a tag of another system."""
    assert {path: found[0] for path, text in imported.seen().items() if (found := RAW.findall(text))} == {}


def take_folder(  # noqa: PLR0917 - where, of what, and how it ends
    site: SiteDriver, sources: Path, files: dict[str, str | bytes], arguments: tuple[str, ...], name: str, code: int
) -> Imported:
    """What comes of a folder that is made of these files."""
    root = sources / name
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = site.newsgen("import", str(root), "--now", NOW, "--verbose", *arguments)
    assert "Traceback" not in result.out + result.err
    assert result.code == code, result.out + result.err
    return Imported(site, result, name)

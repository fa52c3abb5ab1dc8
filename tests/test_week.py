"""The week of docs/getting-started.md, played as an editor would: every file as it is shown, every command as typed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHAPTER = "## A week in the newsroom\n"
_PIECE = re.compile(r"(?:^`(?P<file>[^`\n]+)`:\n\n)?^```\w+\n(?P<body>.*?)^```\n", re.MULTILINE | re.DOTALL)
_VARIES = re.compile(r"[\d.]+ (?:s\b|[KM]?B\b)")
"""Seconds and sizes."""

_PROGRESS = re.compile(r"^(?:load|render|write) [\d,]+ of [\d,]+\n", re.MULTILINE)
"""What a build says of itself on a slow machine."""


class Desk:
    """A shell in which one command comes after the other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        scripts = Path(sys.executable).parent
        self._environ = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
        self._environ.pop("SOURCE_DATE_EPOCH", None)

    def write(self, path: str, text: str) -> None:
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def run(self, command: str) -> str:
        """What a command prints: messages, then results. The folder and the clock stay for the next one."""
        script = f'{command}\nprintf "\\n%s\\n%s" "$PWD" "$SOURCE_DATE_EPOCH"'
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self._folder,
            env=self._environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        printed, folder, clock = done.stdout.rsplit("\n", 2)
        self._folder = Path(folder)
        if clock:
            self._environ["SOURCE_DATE_EPOCH"] = clock
        return done.stderr + printed


def chapter() -> str:
    text = (Path(__file__).parent.parent / "docs" / "getting-started.md").read_text(encoding="utf-8")
    return text.partition(CHAPTER)[2].partition("\n## ")[0]


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="typed into a shell")
def test_the_week_can_be_typed_as_it_stands(tmp_path: Path) -> None:
    desk, told = Desk(tmp_path), 0
    for piece in _PIECE.finditer(chapter()):
        if piece["file"]:
            desk.write(piece["file"], piece["body"])
            continue
        for typed in re.split(r"^\$ ", piece["body"], flags=re.MULTILINE)[1:]:
            command, _, wanted = typed.partition("\n")
            printed = _PROGRESS.sub("", desk.run(command))
            assert _VARIES.sub("…", printed).strip() == _VARIES.sub("…", wanted).strip(), command
            told += bool(wanted.strip())
    assert told >= 10


def test_every_file_of_the_week_is_shown_whole() -> None:
    files = [piece["file"] for piece in _PIECE.finditer(chapter()) if piece["file"]]

    assert len(files) == 7
    assert all(piece["body"].startswith("---\n") for piece in _PIECE.finditer(chapter()) if piece["file"])

"""Files are opened in one way: no link is followed, nothing but a regular file is read."""

import errno
import os
import socket
from pathlib import Path

import pytest

from newsgen.checks.folder import read_file, read_pieces
from newsgen.deploy.outside import sum_file
from newsgen.errors import MachineError
from newsgen.opening import create, open_regular, open_unfollowed
from newsgen.serve.files import open_inside

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and pipes are made in the manner of POSIX")


@pytest.fixture(params=["link", "link to nothing", "folder", "pipe", "socket"])
def strange(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A path in the folder `inside` where no regular file lies."""
    (tmp_path / "inside").mkdir()
    path = tmp_path / "inside" / "x"
    match request.param:
        case "link":
            (tmp_path / "secret").write_text("secret", encoding="utf-8")
            path.symlink_to(tmp_path / "secret")
        case "link to nothing":
            path.symlink_to(tmp_path / "nothing")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case _:
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(os.fspath(path))
    return path


def test_nothing_but_a_regular_file_is_opened(strange: Path) -> None:
    assert open_regular(str(strange)) is None


def test_no_room_reads_anything_but_a_regular_file(strange: Path) -> None:
    assert open_inside(str(strange), [strange.parent]) is None
    assert read_file(strange.parent, "x") is None
    assert list(read_pieces(strange.parent, "x")) == []
    with pytest.raises(MachineError, match="not a regular file"):
        sum_file(str(strange))


def test_nothing_is_created_where_something_lies(strange: Path) -> None:
    with pytest.raises(FileExistsError):
        create(str(strange))


def test_a_link_is_told_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("elsewhere")

    with pytest.raises(OSError, match="symbolic links") as told:
        open_unfollowed(str(tmp_path / "link"))

    assert told.value.errno == errno.ELOOP

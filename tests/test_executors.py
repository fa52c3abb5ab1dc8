"""Workers of dask.distributed, MPI and loky make the bytes that one process makes."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.conftest import SiteDriver, tree_digest

pytestmark = pytest.mark.executors

SCRIPT = Path(__file__).parent / "executors" / "build_with.py"
MPIEXEC = ("mpiexec", "-n", "3", "--oversubscribe")
STARTS: dict[str, tuple[str, Sequence[str]]] = {
    "dask": ("distributed", [sys.executable]),
    "loky": ("loky", [sys.executable]),
    "mpi": ("mpi4py.futures", [*MPIEXEC, sys.executable, "-m", "mpi4py.futures"]),
}
"""Kind to the module that must be there, and how a program is started."""


@pytest.mark.parametrize("kind", STARTS)
def test_workers_of_another_program_make_the_same_bytes(site: SiteDriver, tmp_path: Path, kind: str) -> None:
    module, start = STARTS[kind]
    pytest.importorskip(module)
    for number in range(250):
        day = f"2025-01-{1 + number % 28:02}"
        site.write(f"content/{number}.md", title=f"Story {number}", date=day, tags=["Sea", f"Port {number % 7}"])
    site.build()
    site.remove(".newsgen")  # so that the articles are read by these workers, too
    environ = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        # MPI refuses to be started by root, as in a container, unless it is told so twice.
        "OMPI_ALLOW_RUN_AS_ROOT": "1",
        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
    }

    ran = subprocess.run(
        [*start, str(SCRIPT), kind, str(site.root), str(tmp_path / "other")],
        capture_output=True,
        text=True,
        env=environ,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert tree_digest(tmp_path / "other") == tree_digest(site.output)
    assert not list(site.root.rglob("shared-*"))

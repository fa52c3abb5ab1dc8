"""Builds a project with the two workers of another program: ``build_with.py KIND PROJECT OUTPUT``.

It is run as a program, as a newsroom would: these workers start it, or import it, again.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from newsgen.builder.build import BuildOptions, build
from newsgen.project import open_project


@contextmanager
def dask() -> Iterator[Executor]:
    from distributed import Client, LocalCluster  # noqa: PLC0415 - one of three is loaded

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
        Client(cluster) as client,
        client.get_executor() as pool,
    ):
        yield pool


@contextmanager
def mpi() -> Iterator[Executor]:
    from mpi4py.futures import MPIPoolExecutor  # noqa: PLC0415 - likewise

    with MPIPoolExecutor() as pool:
        yield pool


@contextmanager
def loky() -> Iterator[Executor]:
    from loky import get_reusable_executor  # noqa: PLC0415 - likewise

    pool = get_reusable_executor(max_workers=2)
    yield pool
    pool.shutdown(wait=True)


def main() -> None:
    kind, root, output = sys.argv[1:]
    with {"dask": dask, "mpi": mpi, "loky": loky}[kind]() as pool:
        options = BuildOptions(output=Path(output), now="2026-01-01", executor=pool)
        report = build(open_project(Path(root)), options)
    sys.stdout.write(f"{report.written} files written\n")


if __name__ == "__main__":
    main()

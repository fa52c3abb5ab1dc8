"""The benchmark measures what it says: the same archive every time, and the same articles in both sites."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLE_PAGE = re.compile(r"\d{4}/\d\d/\d\d/[^/]+/index\.html")
UNAVAILABLE = 69
"""Exit code of benchmarks.hugo_site where there is no Hugo."""


def run(module: str, *arguments: object, hash_seed: int = 0) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={"PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def write_archive(folder: Path, *, articles: int, seed: int = 1, hash_seed: int = 0) -> dict[str, bytes]:
    """Write an archive, and return the bytes of each of its files."""
    result = run("benchmarks.archive", folder, "--articles", articles, "--seed", seed, hash_seed=hash_seed)
    assert result.returncode == 0, result.stderr
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def article_pages(output: Path) -> set[str]:
    pages = (str(path.relative_to(output)) for path in output.rglob("index.html"))
    return {page for page in pages if ARTICLE_PAGE.fullmatch(page)}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_archive(tmp_path / "first", articles=40, hash_seed=1)
    second = write_archive(tmp_path / "second", articles=40, hash_seed=2)

    assert first == second


def test_another_seed_gives_another_archive(tmp_path: Path) -> None:
    first = write_archive(tmp_path / "first", articles=5, seed=1)
    second = write_archive(tmp_path / "second", articles=5, seed=2)

    assert first.keys() != second.keys()


def test_so_many_articles_are_so_many_files(tmp_path: Path) -> None:
    files = write_archive(tmp_path, articles=300)

    assert len([name for name in files if name.startswith("content/") and name.endswith(".md")]) == 300


def test_newsgen_and_hugo_publish_the_same_articles(tmp_path: Path) -> None:
    hugo = run("benchmarks.hugo_site", tmp_path / "hugo", "--articles", 60, "--without-related", "--build")
    if hugo.returncode == UNAVAILABLE:
        pytest.skip(hugo.stderr.strip())
    assert hugo.returncode == 0, hugo.stderr
    write_archive(tmp_path / "newsgen", articles=60)
    newsgen = run("newsgen", "build", "--project", tmp_path / "newsgen")
    assert newsgen.returncode == 0, newsgen.stderr

    pages = article_pages(tmp_path / "newsgen" / "build")

    assert len(pages) == 60
    assert pages == article_pages(tmp_path / "hugo" / "public")

"""The wheel: what is in it, and that it builds the site that the checkout builds."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
import yaml
from conftest import newsgen, tree_digest

from newsgen.deploy.workflow import WORKFLOW

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parent.parent
NOW = "2026-11-23"
UNREACHABLE = (
    "No matching distribution found",
    "Could not find a version",
    "connection",
    "network",
    "timed out",
)


def run(*command: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(list(map(str, command)), cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built from a copy so that nothing is left behind in it."""
    copy = tmp_path_factory.mktemp("sources") / "newsgen"
    is_litter = shutil.ignore_patterns(".git", ".newsgen", "build", "__pycache__", ".*_cache", ".venv", "*.egg-info")
    shutil.copytree(ROOT, copy, ignore=is_litter)
    target = copy.parent / "dist"
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, copy)
    if "No module named build" in done.stderr:
        pytest.skip("the wheel is built by the package `build` (pip install newsgen[test])")
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = target.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_and_the_theme_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"newsgen"}
    for folder, inside in (
        ("templates", "newsgen/theme/templates"),
        ("static", "newsgen/theme/static"),
        ("src/newsgen", "newsgen"),
    ):
        mine = {
            f"{inside}/{path.relative_to(ROOT / folder).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and path.suffix != ".pyc"
        }
        assert mine <= names
    assert {"newsgen/starter/newsgen.yaml", "newsgen/starter/welcome.md", "newsgen/py.typed"} <= names
    assert not [
        name for name in names if {"benchmarks", "tests", "content", "docs", "build"} & set(name.split("/")[:2])
    ]
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_installed_wheel_builds_the_site_of_the_checkout(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True, symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    installed = run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    if installed.returncode and any(sign in installed.stderr for sign in UNREACHABLE):
        pytest.skip(f"no package index can be reached: {installed.stderr.strip().splitlines()[-1]}")
    assert installed.returncode == 0, installed.stderr
    for name in ("wheel", "checkout"):
        (tmp_path / name).mkdir()
        shutil.copytree(ROOT / "content", tmp_path / name / "content")
        shutil.copy(ROOT / "newsgen.yaml", tmp_path / name)

    by_wheel = run(tmp_path / "venv" / "bin" / "newsgen", "build", "--now", NOW, cwd=tmp_path / "wheel")
    by_checkout = newsgen("build", "--project", str(tmp_path / "checkout"), "--now", NOW)

    assert by_wheel.returncode == 0, by_wheel.stderr
    assert by_checkout.code == 0, by_checkout.err
    assert tree_digest(tmp_path / "wheel" / "build") == tree_digest(tmp_path / "checkout" / "build")
    begun = run(tmp_path / "venv" / "bin" / "newsgen", "init", "paper", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert (tmp_path / "paper" / "content").is_dir()


def test_the_workflow_installs_the_newsgen_that_wrote_it_where_no_index_knows_it(tmp_path: Path) -> None:
    """Its own command is run in a fresh environment; what newsgen needs is taken from this one."""
    for name in ("laid", "checkout"):
        shutil.copytree(ROOT / "content", tmp_path / name / "content")
        shutil.copy(ROOT / "newsgen.yaml", tmp_path / name)
    assert newsgen("deploy", "--workflow", "--project", str(tmp_path / "laid")).code == 0
    steps = yaml.safe_load((tmp_path / "laid" / WORKFLOW).read_text(encoding="utf-8"))["jobs"]["build"]["steps"]
    (install,) = [step["run"] for step in steps if str(step.get("run")).startswith("pip install")]
    venv.create(tmp_path / "venv", with_pip=False, symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    (packages,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib"))
    pip = tmp_path / "bin" / "pip"
    pip.parent.mkdir()
    # That of the tests may be installed, too, and is not to count.
    options = "--no-deps --no-index --ignore-installed --quiet"
    pip.write_text(f'#!/bin/sh\nexec {sys.executable} -m pip --python {python} "$@" {options}\n')
    pip.chmod(0o755)

    installed = run("env", f"PATH={pip.parent}:{os.environ['PATH']}", "sh", "-ec", install, cwd=tmp_path / "laid")
    assert installed.returncode == 0, installed.stderr
    by_laid = run(python.with_name("newsgen"), "build", "--now", NOW, cwd=tmp_path / "laid")
    by_checkout = newsgen("build", "--project", str(tmp_path / "checkout"), "--now", NOW)

    assert run(python, "-c", "import newsgen; print(newsgen.__file__)").stdout.startswith(str(packages))
    assert by_laid.returncode == 0, by_laid.stderr
    assert by_checkout.code == 0, by_checkout.err
    assert tree_digest(tmp_path / "laid" / "build") == tree_digest(tmp_path / "checkout" / "build")
    # The newsgen that was installed writes the same workflow, and the same wheel.
    again = run(python.with_name("newsgen"), "deploy", "--workflow", cwd=tmp_path / "laid")
    assert "is right already" in again.stdout, again.stderr

"""`newsgen deploy --workflow`: what GitHub is told to do."""

import base64
import hashlib
import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import Result, SiteDriver, newsgen

from newsgen.deploy.outside import Fetch, installed_package
from newsgen.deploy.workflow import WHEELS, WORKFLOW, install_command, workflow, write_workflow
from newsgen.project import open_project

WHEEL = f"{WHEELS}/{installed_package().wheel_name}"
INSTALL = "pip install newsgen==1.0"


def write(site: SiteDriver, *arguments: str) -> Result:
    return site.newsgen("deploy", "--workflow", *arguments)


def init(folder: Path, branch: str = "main") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "--quiet", "-b", branch, str(folder)], check=True)


def read(folder: Path) -> dict[str, object]:
    """The workflow as YAML 1.2 has it, where `on` is a word."""
    loaded = yaml.load((folder / WORKFLOW).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    assert isinstance(loaded, dict)
    return loaded


def steps(folder: Path) -> list[dict[str, object]]:
    return read(folder)["jobs"]["build"]["steps"]  # type: ignore[index, no-any-return]


def step(folder: Path, beginning: str) -> dict[str, object]:
    """The step that uses or runs something that begins so."""
    (found,) = [each for each in steps(folder) if str(each.get("uses", each.get("run"))).startswith(beginning)]
    return found


def test_it_is_written_and_then_right(site: SiteDriver) -> None:
    init(site.root)

    first, second = write(site), write(site)

    assert (first.code, second.code) == (0, 0)
    assert "is written" in first.out
    assert "GitHub Actions" in first.out
    assert "is right already" in second.out


def test_another_file_is_not_overwritten_unless_forced(site: SiteDriver) -> None:
    path = site.write_file(WORKFLOW, "mine\n")

    refused = write(site)
    assert refused.code == 2
    assert "is there already, and is another" in refused.err
    assert "--force" in refused.err
    assert path.read_text() == "mine\n"
    assert write(site, "--force").code == 0
    assert read(site.root)["name"] == "Publish"


def test_a_rehearsal_writes_nothing(site: SiteDriver) -> None:
    result = write(site, "--dry-run")

    assert "would be written" in result.out
    assert not (site.root / ".github").exists()
    told = write(site, "--json").json
    assert Path(told.pop("workflow")).resolve() == site.root / WORKFLOW
    assert Path(told.pop("wheel")).resolve() == site.root / WHEEL
    assert told == {"is_changed": True, "is_rehearsal": False}


@pytest.mark.sampled(every=2)
@pytest.mark.parametrize("folder", ["", "papers/harbour post"])
@pytest.mark.parametrize("has_requirements", [False, True])
def test_it_obeys_githubs_schema(tmp_path: Path, folder: str, *, has_requirements: bool) -> None:
    path = tmp_path / "publish.yml"
    install = install_command(WHEEL, folder, has_requirements=has_requirements)
    path.write_text(workflow(branch="main", folder=folder, output="build", install=install))
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]

    right = subprocess.run([*checker, str(path)], capture_output=True, text=True, check=False)
    path.write_text(path.read_text().replace("runs-on:", "runs-at:"))
    wrong = subprocess.run([*checker, str(path)], capture_output=True, text=True, check=False)

    assert right.returncode == 0, right.stdout
    assert wrong.returncode != 0


def test_it_builds_for_where_pages_are(site: SiteDriver) -> None:
    write(site)

    build, check = step(site.root, "newsgen build"), step(site.root, "newsgen check")
    assert build["run"] == 'newsgen build --base-url "$BASE_URL"'
    assert check["run"] == 'newsgen check --github --base-url "$BASE_URL"'
    assert build["env"] == check["env"] == {"BASE_URL": "${{ steps.pages.outputs.base_url }}"}
    order = [str(each.get("uses", each.get("run"))).partition("@")[0].partition(" --")[0] for each in steps(site.root)]
    assert order == [
        "actions/checkout",
        "actions/setup-python",
        f"pip install ./{WHEEL}",
        "actions/cache",
        "actions/configure-pages",
        "newsgen build",
        "newsgen check",
        "actions/upload-pages-artifact",
    ]


def test_it_has_the_rights_that_it_needs_and_no_others(site: SiteDriver) -> None:
    write(site)

    whole = read(site.root)
    jobs = whole["jobs"]
    assert isinstance(jobs, dict)
    assert whole["permissions"] == {"contents": "read"}
    assert jobs["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["deploy"]["environment"]["name"] == "github-pages"
    assert whole["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}


def test_it_runs_on_a_push_by_the_clock_and_by_hand(site: SiteDriver) -> None:
    init(site.root, "trunk")
    write(site)

    on = read(site.root)["on"]
    assert isinstance(on, dict)
    assert on["push"] == {"branches": ["trunk"]}
    assert on["schedule"] == [{"cron": "17 * * * *"}]
    assert "workflow_dispatch" in on


@pytest.mark.parametrize("name", ["1.0", "on", "yes", "null", "0x1", "2026-11-24", "~x", "main", "a,b", "[é]"])
def test_a_name_is_a_text_whatever_it_looks_like(name: str) -> None:
    text = workflow(branch=name, folder=name, output=name, install=INSTALL)

    whole = yaml.safe_load(text)  # YAML 1.1, where `on` is a truth
    assert whole[True]["push"]["branches"] == [name.replace("[", "\\[").replace("]", "\\]")]
    assert whole["jobs"]["build"]["defaults"]["run"]["working-directory"] == name


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_link_in_the_place_of_the_workflow_is_named(site: SiteDriver, force: tuple[str, ...]) -> None:
    path = site.root / WORKFLOW
    path.parent.mkdir(parents=True)
    path.symlink_to(site.write_file("elsewhere.yml", "mine\n"))

    result = write(site, *force)

    assert result.code == 2
    assert "publish.yml is a symbolic link" in result.err
    assert "take it away" in result.err
    assert (site.root / "elsewhere.yml").read_text() == "mine\n"


def test_what_the_last_build_left_is_kept_and_hidden_files_are_uploaded(site: SiteDriver) -> None:
    site.settings("output: public\n")
    write(site)

    cached = step(site.root, "actions/cache")["with"]
    uploaded = step(site.root, "actions/upload-pages-artifact")
    assert isinstance(cached, dict)
    assert cached["path"].split() == [".newsgen", "public"]
    assert uploaded["with"] == {"path": "public", "include-hidden-files": "true"}
    assert int(str(uploaded["uses"]).rpartition("@v")[2]) >= 5  # the first that has this input


def test_a_publication_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    init(tmp_path / "repo")
    site = SiteDriver(tmp_path / "repo" / "papers" / "harbour: post")

    assert write(site).code == 0

    top = tmp_path / "repo"
    jobs = read(top)["jobs"]
    assert isinstance(jobs, dict)
    assert jobs["build"]["defaults"]["run"]["working-directory"] == "papers/harbour: post"
    cached = step(top, "actions/cache")["with"]
    assert isinstance(cached, dict)
    assert cached["path"].split("\n")[:2] == ["papers/harbour: post/.newsgen", "papers/harbour: post/build"]
    assert step(top, "actions/upload-pages-artifact")["with"]["path"] == "papers/harbour: post/build"  # type: ignore[index]
    assert not (site.root / ".github").exists()


# The newsgen that it installs.


def installs(site: SiteDriver, fetch: Fetch = lambda _: None) -> str:
    """The command by which the workflow installs what it needs; ``fetch`` is the package index."""
    write_workflow(open_project(site.root), {}, force=True, rehearse=False, fetch=fetch)
    return str(step(site.root, "pip install")["run"])


def by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if newsgen had been installed by its name, from some index."""
    mine = replace(installed_package(), came_directly=False)
    monkeypatch.setattr("newsgen.deploy.workflow.installed_package", lambda: mine)


def test_a_newsgen_that_came_from_a_folder_is_laid_into_the_repository(site: SiteDriver) -> None:
    init(site.root)

    result = write(site)

    assert step(site.root, "pip install")["run"] == f"pip install ./{WHEEL}"
    assert f"{WHEEL} is the newsgen that GitHub installs: commit it, too" in result.err
    assert (site.root / WHEEL).read_bytes() == installed_package().wheel()


def test_a_newsgen_that_the_index_has_is_named_by_its_version(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_its_name(monkeypatch)
    mine = installed_package()

    assert installs(site, lambda _: mine.files) == f"pip install newsgen=={mine.version}"
    assert not (site.root / WHEELS).exists()


@pytest.mark.parametrize("there", [None, {}, {"newsgen/__init__.py": b"import somebody_elses"}])
def test_of_what_the_index_has_under_the_name_only_the_same_files_will_do(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch, there: dict[str, bytes] | None
) -> None:
    by_its_name(monkeypatch)

    assert installs(site, lambda _: there) == f"pip install ./{WHEEL}"
    assert (site.root / WHEEL).exists()


@pytest.mark.parametrize(
    ("requirements", "on_index", "command"),
    [
        ("newsgen\n", False, f"pip install ./{WHEEL} && pip install -r requirements.txt"),
        ("newsgen\n", True, "pip install -r requirements.txt"),
        ("newsgen==0.0.9\n", True, "pip install -r requirements.txt"),
        ("newsgen-plugin\n", True, "pip install newsgen==VERSION && pip install -r requirements.txt"),
        ("markdown-x\n", False, f"pip install ./{WHEEL} && pip install -r requirements.txt"),
        ("newsgen @ git+https://example.org/newsgen\n", False, "pip install -r requirements.txt"),
        ("newsgen[commonmark] @ https://example.org/x.zip\n", False, "pip install -r requirements.txt"),
        ("# mine\n./wheels/newsgen-0.0.9-py3-none-any.whl\n", False, "pip install -r requirements.txt"),
        ("# newsgen-0.0.9-py3-none-any.whl\n", False, f"pip install ./{WHEEL} && pip install -r requirements.txt"),
    ],
)
def test_requirements_of_the_project_are_installed(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch, requirements: str, command: str, *, on_index: bool
) -> None:
    by_its_name(monkeypatch)
    mine = installed_package()
    site.write_file("requirements.txt", requirements)

    found = installs(site, lambda _: mine.files if on_index else None)

    assert found == command.replace("VERSION", mine.version)


@pytest.mark.parametrize(
    ("folder", "command"),
    [
        ("", "pip install ./.github/newsgen/x.whl"),
        ("paper", "pip install ../.github/newsgen/x.whl"),
        ("papers/harbour post", "pip install ../../.github/newsgen/x.whl"),
    ],
)
def test_the_wheel_is_found_from_the_publications_folder(folder: str, command: str) -> None:
    assert install_command(".github/newsgen/x.whl", folder, has_requirements=False) == command


def test_a_wheel_that_git_ignores_is_told(site: SiteDriver) -> None:
    init(site.root)
    site.write_file(".gitignore", "*.whl\n")

    result = write(site)

    assert f"git ignores {WHEEL}: add it with `git add --force {WHEEL}`" in result.err


def test_another_wheel_is_not_overwritten_unless_forced(site: SiteDriver) -> None:
    site.write_file(WHEEL, "mine")

    refused = write(site)

    assert refused.code == 2
    assert f"{WHEEL} is there already" in refused.err
    assert not (site.root / WORKFLOW).exists()
    assert write(site, "--force").code == 0
    assert (site.root / WHEEL).read_bytes() == installed_package().wheel()


def test_the_wheel_alone_is_written_for_other_hosts(tmp_path: Path) -> None:
    folder = tmp_path / "wheels"

    rehearsed = newsgen("deploy", "--wheel", str(folder), "--dry-run")
    assert "would be written" in rehearsed.out
    assert not folder.exists()
    assert newsgen("deploy", "--wheel", str(folder)).code == 0
    assert [path.name for path in folder.iterdir()] == [installed_package().wheel_name]
    again = newsgen("deploy", "--wheel", str(folder), "--json").json
    assert Path(again.pop("wheel")).name == installed_package().wheel_name
    assert again == {"is_changed": False, "is_rehearsal": False}
    assert newsgen("deploy", "--wheel", str(folder), "--to", "x").code == 2


def test_a_wheel_says_of_each_file_what_it_holds() -> None:
    mine = installed_package()
    archive = zipfile.ZipFile(io.BytesIO(mine.wheel()))
    (record,) = [name for name in archive.namelist() if name.endswith(".dist-info/RECORD")]

    listed = dict(line.split(",", 1) for line in archive.read(record).decode().splitlines())

    assert listed.keys() == set(archive.namelist())
    for path in set(listed) - {record}:
        content = archive.read(path)
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        assert listed[path] == f"sha256={digest},{len(content)}"
    described = archive.read(record.replace("RECORD", "METADATA")).decode()
    assert "Requires-Dist: jinja2" in described
    assert mine.wheel() == installed_package().wheel()


def test_signs_in_a_branchs_name_are_no_pattern() -> None:
    text = workflow(branch="a+b!", folder="", output="build", install=INSTALL)

    assert yaml.load(text, Loader=yaml.BaseLoader)["on"]["push"]["branches"] == ["a\\+b\\!"]  # noqa: S506 - texts only

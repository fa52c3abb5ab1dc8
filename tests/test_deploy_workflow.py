"""`newsgen deploy --workflow`: what GitHub is told to do."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import Result, SiteDriver

from newsgen.deploy.workflow import WORKFLOW, workflow


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
    assert told == {"is_changed": True, "is_rehearsal": False}


@pytest.mark.parametrize("folder", ["", "papers/harbour post"])
@pytest.mark.parametrize("has_requirements", [False, True])
def test_it_obeys_githubs_schema(tmp_path: Path, folder: str, *, has_requirements: bool) -> None:
    path = tmp_path / "publish.yml"
    path.write_text(workflow(branch="main", folder=folder, output="build", has_requirements=has_requirements))
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
        "pip install newsgen",
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
    text = workflow(branch=name, folder=name, output=name, has_requirements=False)

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


def test_requirements_of_the_project_are_installed(site: SiteDriver) -> None:
    site.write_file("requirements.txt", "newsgen\n")
    write(site)

    assert step(site.root, "pip install")["run"] == "pip install -r requirements.txt"


def test_signs_in_a_branchs_name_are_no_pattern() -> None:
    text = workflow(branch="a+b!", folder="", output="build", has_requirements=False)

    assert yaml.load(text, Loader=yaml.BaseLoader)["on"]["push"]["branches"] == ["a\\+b\\!"]  # noqa: S506 - texts only

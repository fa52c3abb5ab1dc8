"""`newsgen deploy` to a branch: of bare repositories on this disk, byte for byte."""

import hashlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

import pytest
from conftest import Result, SiteDriver
from examples import some_of

from newsgen.builder.options import Progress
from newsgen.checks.check import CheckOptions, CheckReport, check
from newsgen.deploy.outside import repository
from newsgen.deploy.outside.git import Git, Watch, without_secrets
from newsgen.models.names import path_fault
from newsgen.project import Project
from newsgen.writer.manifest import MANIFEST_NAME, Manifest, render_manifest

pytestmark = pytest.mark.sampled(every=6)

ARTICLE = "2025/03/04/a/index.html"


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")


def git(folder: Path, *arguments: str, feed: bytes = b"") -> bytes:
    ran = subprocess.run(["git", *arguments], cwd=folder, input=feed, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout


class Repository:
    """A bare repository."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        git(folder, "init", "--quiet", "--bare", *options)

    def tip(self, branch: str = "gh-pages") -> str:
        return git(self.folder, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}").decode().strip()

    def files(self, branch: str = "gh-pages") -> dict[str, bytes]:
        """Path to bytes of every file of the branch, whose modes are those of plain files."""
        blobs = {}
        for line in git(self.folder, "ls-tree", "-r", "-z", branch).split(b"\0")[:-1]:
            head, _, path = line.partition(b"\t")
            mode, _, blob = head.split(b" ")
            assert mode == b"100644"
            blobs[os.fsdecode(path)] = blob
        told = io.BytesIO(
            git(self.folder, "cat-file", "--batch", feed=b"".join(each + b"\n" for each in blobs.values()))
        )
        found = {}
        for path in blobs:
            found[path] = told.read(int(told.readline().split()[2]))
            told.readline()
        return found

    def commits(self, branch: str = "gh-pages") -> list[str]:
        return git(self.folder, "log", "--format=%H", branch).decode().split()

    def entries(self, branch: str = "gh-pages") -> dict[str, str]:
        """Path to mode and name of everything on the branch."""
        lines = git(self.folder, "ls-tree", "-r", "-z", branch).decode().split("\0")[:-1]
        return {path: head for head, _, path in (line.partition("\t") for line in lines)}

    def push(self, path: str, mode: str = "100644", content: bytes = b"theirs", branch: str = "gh-pages") -> str:
        """Somebody adds something to the branch; what this is on it, as in `entries`."""
        ref = f"refs/heads/{branch}"
        head = b"commit %b\ncommitter Else <e@example.org> 1700000000 +0000\ndata 4\nElse\n" % ref.encode()
        head += b"from %b\n" % self.tip(branch).encode() if self.tip(branch) else b""
        name = os.fsencode(path)
        if mode == "160000":
            feed = head + b"M 160000 %b %b\n" % (b"1234567890" * 4, name)
        else:
            feed = head + b"M %b inline %b\ndata %d\n%b\n" % (mode.encode(), name, len(content), content)
        git(self.folder, "fast-import", "--quiet", feed=feed)
        return self.entries(branch)[path]

    def commit(self, files: Mapping[str, bytes], branch: str = "gh-pages", parent: str = "") -> str:
        """Somebody publishes these files."""
        feed = [b"commit refs/heads/%b\n" % branch.encode(), b"committer Else <e@example.org> 1700000000 +0000\n"]
        feed += [b"data 4\nElse\n", b"from %b\n" % parent.encode() if parent else b""]
        for path, content in files.items():
            feed.append(b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(content), content))
        git(self.folder, "fast-import", "--quiet", "--force", feed=b"".join(feed))
        return self.tip(branch)


class Publisher(SiteDriver):
    """A publication in a git repository with a remote."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "site")
        self.moved_to("https://paper.example.org/")
        self.remote = Repository(folder / "remote.git")
        git(self.root, "init", "--quiet", "-b", "main")
        git(self.root, "remote", "add", "origin", str(self.remote.folder))
        self.write_file(".gitignore", "/build/\n/.newsgen/\n")

    def deploy(self, *arguments: str) -> Result:
        return self.newsgen("deploy", *arguments)

    def deployed(self, *arguments: str) -> Result:
        """The same, for a deployment that must succeed."""
        result = self.deploy(*arguments)
        assert result.code == 0, result.err
        return result

    def built(self) -> dict[str, bytes]:
        """Every file that lies in build/, and a manifest that lists them all."""
        files = {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in self.output.rglob("*")
            if path.is_file() and path.name != MANIFEST_NAME
        }
        listed = {path: hashlib.sha256(each).hexdigest() for path, each in files.items() if not path_fault(path)}
        return {**files, MANIFEST_NAME: render_manifest(Manifest(listed, is_dirty=False)).encode()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    """A publication of two stories, built: each test has a copy of it."""
    made = SiteDriver(tmp_path_factory.mktemp("built") / "site")
    made.moved_to("https://paper.example.org/")
    made.write("content/a.md", "![p](p.png)", tags=["Sea"])
    made.write_file("content/p.png", bytes(range(256)))
    made.write("content/b.md", title="B", date="2025-03-05")
    assert made.build().code == 0
    return made


@pytest.fixture
def paper(tmp_path: Path, built: SiteDriver) -> Publisher:
    """A publication of two stories, built."""
    made = Publisher(tmp_path)
    made.take(built)
    return made


@pytest.fixture
def wrap_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Has a shell do something before a call of git, in which ``$git`` is the program; returns the wrapper."""

    def wrap(call: str, script: str) -> Path:
        wrapper = tmp_path / "bin" / "git"
        wrapper.parent.mkdir()
        wrapper.write_text(
            f'#!/bin/sh\ngit={shutil.which("git")}\nif [ "$1" = {call} ]; then\n{script}\nfi\nexec $git "$@"\n'
        )
        wrapper.chmod(0o755)
        monkeypatch.setenv("PATH", f"{wrapper.parent}:{os.environ['PATH']}")
        return wrapper

    return wrap


# What arrives.


def test_the_branch_holds_the_bytes_of_the_site(paper: Publisher) -> None:
    result = paper.deployed()

    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}
    assert MANIFEST_NAME in paper.remote.files()
    assert paper.remote.tip()[:12] in result.out
    assert f"{len(paper.built()) + 1} added, 0 changed, 0 removed" in result.out


def test_where_nothing_has_changed_there_is_no_commit(paper: Publisher) -> None:
    paper.deployed()
    before = paper.remote.tip()

    result = paper.deployed()

    assert "nothing has changed" in result.out
    assert paper.remote.tip() == before


def test_a_change_is_one_commit_on_top_of_the_last(paper: Publisher) -> None:
    paper.deployed()
    before = paper.remote.tip()
    paper.write("content/b.md", "Another text.", title="B", date="2025-03-05")
    paper.build()

    result = paper.deployed("--json").json

    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}
    assert paper.remote.commits() == [result["commit"], before]
    assert "2025/03/05/b/index.html" in result["changed"]
    assert (result["added"], result["removed"]) == ([], [])


def test_a_file_that_left_the_site_leaves_the_branch(paper: Publisher) -> None:
    paper.deployed()
    paper.remove("content/b.md")
    paper.build()

    paper.deployed()

    assert "2025/03/05/b/index.html" not in paper.remote.files()
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


def test_a_file_may_become_a_folder_and_a_folder_a_file(paper: Publisher) -> None:
    paper.write_file("build/x", "file")
    paper.write_file("build/y/z", "file")
    paper.deployed()
    paper.remove("build/x")
    paper.remove("build/y")
    paper.write_file("build/x/z", "file")
    paper.write_file("build/y", "file")

    paper.deployed()

    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


NAMES = [
    "a b.txt",
    "é.txt",
    "it's.txt",
    'say "yes".txt',
    "back\\slash.txt",
    "#x",
    "-x",
    "한국.txt",
    "\t.txt",
    " a ",
    "→",
]


def test_any_name_arrives(paper: Publisher) -> None:
    for number, name in enumerate(NAMES):
        (paper.output / name).write_text(str(number))
    (paper.output / os.fsdecode(b"latin-\xe9.txt")).write_text("bytes")

    paper.deployed("--force")  # Of some names the check says that GitHub Pages refuses them.
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}
    for name in NAMES:
        (paper.output / name).unlink()
    result = paper.deployed()
    nobodys = {name: str(number).encode() for number, name in enumerate(NAMES) if path_fault(name)}
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b"", **nobodys}
    assert nobodys  # which no manifest can list
    assert "kept, since no manifest of newsgen's lists it" in result.err


def test_what_newsgen_did_not_write_is_published_too_but_for_gits_own_folder(paper: Publisher) -> None:
    paper.write_file("build/.well-known/security.txt", "mail us")
    paper.write_file("build/.htaccess", "x")
    git(paper.output, "init", "--quiet")

    paper.deployed()

    files = paper.remote.files()
    assert files[".well-known/security.txt"] == b"mail us"
    assert files[".htaccess"] == b"x"
    assert not any(path.startswith(".git/") for path in files)


def test_nothing_converts_the_bytes(paper: Publisher) -> None:
    text = b"one\r\ntwo\nthree\r\n"
    paper.write_file("build/x.txt", text)
    paper.write_file("build/.gitattributes", "* text=auto eol=crlf filter=lfs ident working-tree-encoding=UTF-16\n")
    paper.write_file(".gitattributes", "* text eol=lf filter=lfs diff=lfs merge=lfs\n")
    for key, value in {
        "core.autocrlf": "true",
        "core.safecrlf": "true",
        "filter.lfs.clean": "tr a-z A-Z",
        "filter.lfs.process": "false",
        "filter.lfs.required": "true",
        "core.attributesFile": str(paper.root / ".gitattributes"),
    }.items():
        git(paper.root, "config", key, value)

    paper.deployed()

    assert paper.remote.files()["x.txt"] == text
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


def test_modes_do_not_matter(paper: Publisher) -> None:
    for path in paper.output.rglob("*.html"):
        path.chmod(0o700)

    paper.deployed("--force")

    assert paper.remote.files()[ARTICLE] == paper.built()[ARTICLE]


@pytest.mark.long
def test_an_empty_repository_of_either_kind_will_do(paper: Publisher) -> None:
    new, old = (Repository(paper.root.parent / name, f"--object-format={name}") for name in ("sha256", "sha1"))
    for other in (new, old, new):
        paper.write_file("build/x", os.urandom(9))

        paper.deployed("--remote", str(other.folder))

        assert other.files() == {**paper.built(), ".nojekyll": b""}
        assert "nothing has changed" in paper.deployed("--remote", str(other.folder)).out


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_a_repository_of_either_kind_will_do(paper: Publisher, options: tuple[str, ...]) -> None:
    other = Repository(paper.root.parent / "other.git", *options)
    if options:
        other.commit({"README": b"x"})
    paper.deployed()

    paper.deployed("--remote", str(other.folder), "--adopt")
    paper.deployed("--remote", str(other.folder))

    readme = {"README": b"x"} if options else {}
    assert other.files() == {**paper.built(), ".nojekyll": b"", **readme}


# The project's own repository.


def state_of(paper: Publisher) -> dict[str, object]:
    """All that git knows of the project, and every file of it but newsgen's own."""
    own = paper.root / ".git"
    return {
        "status": git(paper.root, "status", "--porcelain", "--ignored"),
        "refs": git(paper.root, "for-each-ref"),
        "head": (own / "HEAD").read_bytes(),
        "git": {path.relative_to(own): path.read_bytes() for path in own.rglob("*") if path.is_file()},
        "built": paper.built(),
    }


def test_the_project_is_as_it_was(paper: Publisher) -> None:
    git(paper.root, "add", "newsgen.yaml")
    git(paper.root, "-c", "user.name=x", "-c", "user.email=x@e.org", "commit", "--quiet", "-m", "x")
    paper.write_file("content/staged.txt", "staged")
    git(paper.root, "add", "content/staged.txt")
    before = state_of(paper)

    paper.deployed()
    paper.write_file("build/x", "x")
    paper.deployed("--no-history")
    (paper.output / "x").unlink()

    assert state_of(paper) == before


def test_a_hook_of_git_may_deploy(paper: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state_of(paper)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(paper.root.parent / "elsewhere"))

    paper.deployed()

    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"):
        monkeypatch.delenv(name)
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}
    assert state_of(paper) == before
    assert not (paper.root.parent / "elsewhere").exists()


def test_hooks_of_the_user_do_not_run(paper: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, ending in (("pre-push", "exit 1"), ("reference-transaction", "exit 0"), ("post-commit", "exit 1")):
        paper.write_file(f"hooks/{name}", f'#!/bin/sh\npwd >>"$0.log"\n{ending}\n').chmod(0o755)
    settings = f"[core]\nhooksPath = {paper.root}/hooks\n"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(paper.write_file("global", settings)))

    paper.deployed()

    ran = {Path(line) for line in (paper.root / "hooks/reference-transaction.log").read_text().splitlines()}
    assert ran == {paper.remote.folder}  # whose hooks are its own business


def test_a_user_who_wants_no_bare_repository_found_by_chance_can_deploy(
    paper: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = "[safe]\nbareRepository = explicit\n"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(paper.write_file("global", settings)))

    assert "commit" in paper.deployed().out


def test_settings_of_the_projects_repository_count(paper: Publisher) -> None:
    there = str(paper.remote.folder)
    git(paper.root, "config", f"url.{there}.insteadOf", "short:paper")
    git(paper.root, "config", "user.name", "Mei <Castellan>")
    git(paper.root, "config", "user.email", "mei@example.org")

    paper.deployed("--remote", "short:paper")

    assert git(paper.remote.folder, "log", "-1", "--format=%an|%ae|%cn", "gh-pages") == (
        b"Mei Castellan|mei@example.org|Mei Castellan\n"
    )


@pytest.mark.parametrize(
    "settings",
    [
        "[push]\nrecurseSubmodules = only\n",
        "[submodule]\nrecurse = true\n",
        "[push]\npushOption = x\n",
        "[push]\nfollowTags = true\ngpgSign = true\n",
    ],
)
def test_settings_of_the_user_do_not_change_what_is_pushed(
    paper: Publisher, monkeypatch: pytest.MonkeyPatch, settings: str
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(paper.write_file("global", settings)))

    paper.deployed()

    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


def test_a_push_that_updates_nothing_is_no_success(paper: Publisher, wrap_git: Callable[[str, str], Path]) -> None:
    wrapper = wrap_git("push", "exit 0")

    result = paper.deploy()
    wrapper.unlink()

    assert result.code == 3
    assert "git pushes nothing to gh-pages" in result.err
    assert "git config" in result.err
    paper.deployed()
    assert paper.remote.tip()


@pytest.mark.parametrize("call", ["ls-remote", "push"])
def test_settings_are_carried_once(
    paper: Publisher, wrap_git: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """An extra header that is sent twice is refused by GitHub."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(paper.write_file("global", "[http]\nextraHeader = X: user\n")))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "http.extraHeader")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "X: environment")
    git(paper.root, "config", "http.extraHeader", "X: project")
    log = wrap_git(call, '$git config --get-all http.extraHeader >>"$0.log"').with_suffix(".log")

    paper.deployed()

    assert sorted(log.read_text().splitlines()) == ["X: environment", "X: project", "X: user"]


@pytest.mark.long
@pytest.mark.parametrize(
    "condition", ["hasconfig:remote.*.url:**/remote.git", "onbranch:main", "gitdir:**/site/.git", "gitdir:**/site/"]
)
def test_settings_that_the_user_has_for_this_repository_count(
    paper: Publisher, monkeypatch: pytest.MonkeyPatch, condition: str
) -> None:
    there = str(paper.remote.folder)
    included = paper.write_file(
        "work", f'[user]\nname = Work\nemail = work@e.org\n[url "{there}"]\ninsteadOf = short:p\n'
    )
    settings = f'[user]\nname = Home\nemail = home@e.org\n[includeIf "{condition}"]\npath = {included}\n'
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(paper.write_file("global", settings)))

    paper.deployed("--remote", "short:p")
    assert git(paper.remote.folder, "log", "-1", "--format=%an|%ce", "gh-pages") == b"Work|work@e.org\n"
    paper.write_file("build/x", "x")
    git(paper.root, "config", "user.name", "Here")
    paper.deployed()

    assert git(paper.remote.folder, "log", "-1", "--format=%an|%ce", "gh-pages") == b"Here|work@e.org\n"


def test_what_the_users_file_says_last_counts(paper: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    included = paper.write_file("work", "[user]\nname = Work\nemail = work@e.org\n")
    settings = f'[includeIf "onbranch:main"]\npath = {included}\n[user]\nname = Home\n'
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(paper.write_file("global", settings)))

    paper.deployed()

    assert git(paper.remote.folder, "log", "-1", "--format=%an|%ce", "gh-pages") == b"Home|work@e.org\n"


def test_with_history_nothing_is_forced(paper: Publisher, wrap_git: Callable[[str, str], Path]) -> None:
    log = wrap_git("push", 'echo "$@" >>"$0.log"').with_suffix(".log")

    paper.deployed()
    assert "force" not in log.read_text()
    assert ":refs/heads/gh-pages" in log.read_text()
    paper.write_file("build/x", "x")
    paper.deployed("--no-history")
    assert "--force-with-lease=refs/heads/gh-pages:" in log.read_text()


def test_without_a_name_the_commit_has_that_of_the_publication(
    paper: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMAIL", "guessed@example.org")

    paper.deployed()

    said = git(paper.remote.folder, "log", "-1", "--format=%an|%ae|%s|%b", "gh-pages").decode()
    assert said.startswith("Test Post|noreply@paper.example.org|Publish Test Post|")
    assert said.rstrip().endswith("added, 0 changed, 0 removed")


def test_the_name_in_the_environment_counts(paper: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", f"The {role}")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "x@example.org")
        monkeypatch.setenv(f"GIT_{role}_DATE", "1700000000 +0100")

    paper.deployed()

    said = git(paper.remote.folder, "log", "-1", "--format=%an|%cn|%ad", "--date=raw", "gh-pages").decode()
    assert said == "The AUTHOR|The COMMITTER|1700000000 +0100\n"


# Where it goes.


def test_a_project_outside_of_git_needs_an_address(tmp_path: Path) -> None:
    site = SiteDriver(tmp_path / "plain")
    site.moved_to("https://paper.example.org/")
    site.write()
    site.build()
    remote = Repository(tmp_path / "remote.git")

    nameless = site.newsgen("deploy")
    result = site.newsgen("deploy", "--remote", f"file://{remote.folder}")

    assert nameless.code == 2
    assert "the project lies in no git repository, so it has no remote `origin`" in nameless.err
    assert "--remote URL" in nameless.err
    assert result.code == 0, result.err
    assert remote.files()[ARTICLE] == (site.output / ARTICLE).read_bytes()


def test_a_path_in_newsgen_yaml_begins_at_the_project(paper: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(paper.root / "content")
    paper.settings("deploy: {remote: ../remote.git, branch: site/live}\n")

    paper.deployed()

    assert paper.remote.files("site/live")[ARTICLE] == paper.built()[ARTICLE]


def test_a_path_on_the_command_line_begins_here(paper: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(paper.root / "content")

    paper.deployed("--remote", "../../remote.git", "--branch", "live")

    assert paper.remote.tip("live")


def test_a_remote_is_pushed_to_where_its_pushurl_says(paper: Publisher) -> None:
    other = Repository(paper.root.parent / "push.git")
    git(paper.root, "config", "remote.origin.pushurl", "../push.git")

    paper.deployed()

    assert other.tip()
    assert not paper.remote.tip()


def test_of_several_push_addresses_the_first_counts_and_the_others_are_named(paper: Publisher) -> None:
    other = Repository(paper.root.parent / "other.git")
    for address in (str(paper.remote.folder), str(other.folder), "https://me:secret@e.org/x.git"):
        git(paper.root, "remote", "set-url", "--add", "--push", "origin", address)

    result = paper.deployed()

    assert paper.remote.tip()
    assert not other.tip()
    assert f"the site goes to the first alone, not to {other.folder}, https://e.org/x.git" in result.err
    assert "--remote URL" in result.err


def test_a_remote_whose_address_names_a_program_is_refused(paper: Publisher) -> None:
    git(paper.root, "remote", "add", "tape", "fd::17")

    result = paper.deploy("--remote", "tape")

    assert result.code == 2
    assert "the address of `tape` names a program, `git-remote-fd`" in result.err
    assert "git remote set-url tape URL" in result.err


@pytest.mark.parametrize(
    ("call", "patience"), [("ls-remote", "_TO_ANSWER"), ("push", "_TO_MOVE"), ("fetch", "_TO_MOVE")]
)
def test_a_remote_that_never_answers_is_given_up(
    paper: Publisher, wrap_git: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch, call: str, patience: str
) -> None:
    paper.deployed()
    if call == "fetch":
        paper.remote.push("x")
    paper.write_file("build/y", "y")
    monkeypatch.setattr(repository, patience, 0.1)
    wrap_git(call, "exec sleep 3600")

    result = paper.deploy()

    assert result.code == 3
    assert f"git {call} has waited for 0 seconds without a sign of the remote" in result.err
    assert "mend: look whether the remote answers" in result.err


class Slow:
    """A program that says something as often as it is waited for in vain, and ends then."""

    def __init__(self, said: IO[bytes], parts: int) -> None:
        self.said, self.left = said, parts

    def wait(self, timeout: float) -> int:
        if not self.left:
            return 7
        self.left -= 1
        self.said.write(b"Writing objects: 1%\r")
        self.said.flush()
        raise subprocess.TimeoutExpired("git", timeout)


def test_a_remote_that_is_slow_but_tells_of_its_progress_is_waited_for(tmp_path: Path) -> None:
    with (tmp_path / "said").open("wb") as said:
        assert Watch(0.001, [said]).wait(Slow(said, parts=50)) == 7  # type: ignore[arg-type]


def test_what_git_says_of_its_progress_is_not_told(tmp_path: Path) -> None:
    said = (
        "Counting objects: 1% (1/9)",
        "remote: Resolving deltas: 9% (1/9)",
        "Total 3 (delta 0), reused 0",
        "fatal: no",
    )
    fake = tmp_path / "git"
    fake.write_text("#!/bin/sh\n" + "".join(f"echo '{line}' >&2\n" for line in said))
    fake.chmod(0o755)

    assert Git(tmp_path, {"PATH": f"{tmp_path}:{os.environ['PATH']}"}).ask("push").err == "fatal: no"


def test_an_unknown_remote_is_named(paper: Publisher) -> None:
    result = paper.deploy("--remote", "upstream")

    assert result.code == 2
    assert "there is no remote `upstream`" in result.err
    assert "git remote add upstream URL" in result.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--remote", ""), "--remote is empty"),
        (("--remote", "--upload-pack=touch x"), "--remote begins with a hyphen"),
        (("--remote", "fd::17"), "--remote names a program"),
        (("--branch", "a b"), "--branch cannot be the name of a branch"),
        (("--branch", "FETCH_HEAD"), "--branch cannot be the name of a branch"),
        (("--branch", "refs/tags/v1"), "--branch is the whole name of a reference"),
        (("--to", ""), "--to is empty"),
        (("--to", "x", "--branch", "b"), "--to copies into a folder"),
        (("--to", "x", "--no-history"), "--to copies into a folder"),
        (("--workflow", "--to", "x"), "--workflow publishes nothing itself"),
        (("--workflow", "--remote", "x"), "--workflow publishes nothing itself"),
    ],
)
def test_what_makes_no_sense_is_refused(paper: Publisher, arguments: tuple[str, ...], said: str) -> None:
    result = paper.deploy(*arguments)

    assert result.code == 2
    assert said in result.err
    assert "mend:" in result.err
    assert not paper.remote.tip()


def test_a_remote_that_is_not_there_is_told_in_gits_words(paper: Publisher) -> None:
    result = paper.deploy("--remote", str(paper.root.parent / "nowhere.git"))

    assert result.code == 3
    assert "git cannot reach" in result.err
    assert "does not appear to be a git repository" in result.err
    assert "Traceback" not in result.err


def test_passwords_are_not_shown(paper: Publisher) -> None:
    result = paper.deploy("--remote", "https://me:secret@localhost:1/x.git", "--json")

    assert result.code == 3
    assert "https://localhost:1/x.git" in result.err
    assert "secret" not in result.err
    assert (
        without_secrets("fatal: unable to access 'https://t0ken@e.org/'") == "fatal: unable to access 'https://e.org/'"
    )


@pytest.mark.parametrize("secret", ["p@qz", "pa qz", "pa/qz", "p@q/q qz@", "p'qz", "p' q@qz", "@qz"])
@pytest.mark.parametrize("way", ["address", "remote"])
def test_no_part_of_a_password_is_shown(paper: Publisher, secret: str, way: str) -> None:
    address = f"https://me:{secret}@localhost:1/x.git"
    git(paper.root, "remote", "set-url", "origin", address)

    result = paper.deploy(*(("--remote", address) if way == "address" else ()))

    assert result.code == 3
    assert "git cannot reach https://localhost:1/x.git" in result.err
    assert "qz" not in result.err
    assert "me:" not in result.err


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("fatal: unable to access 'https://me:p@s/s w@e.org/x/': no", "fatal: unable to access 'https://e.org/x/': no"),
        ("To https://me:pa/s@e.org/x", "To https://e.org/x"),
        ("see https://e.org/x, or write to me@e.org", "see https://e.org/x, or write to me@e.org"),
    ],
)
def test_in_what_git_says_addresses_lose_their_passwords(said: str, shown: str) -> None:
    assert without_secrets(said) == shown


# History.


def test_without_history_the_branch_is_one_commit(paper: Publisher) -> None:
    paper.deployed()
    paper.write_file("build/x", "x")

    paper.deployed("--no-history")
    assert len(paper.remote.commits()) == 1
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}
    paper.write_file("build/x", "y")
    paper.settings("deploy: {history: false}\n")
    paper.deployed()
    assert len(paper.remote.commits()) == 1
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}
    paper.write_file("build/x", "z")
    paper.deployed("--history")
    assert len(paper.remote.commits()) == 2


def test_without_history_the_first_publication_is_a_commit_too(paper: Publisher) -> None:
    paper.deployed("--no-history")

    assert len(paper.remote.commits()) == 1


@pytest.mark.long
def test_newsgens_repository_may_be_deleted_at_any_time(paper: Publisher) -> None:
    paper.deployed()
    first = paper.remote.tip()
    shutil.rmtree(paper.root / ".newsgen")
    assert "nothing has changed" in paper.deployed().out
    paper.write_file("build/x", "x")
    shutil.rmtree(paper.root / ".newsgen")

    paper.deployed()

    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}
    assert paper.remote.commits() == [paper.remote.tip(), first]


@pytest.mark.long
@pytest.mark.parametrize("damage", ["HEAD", "config", "objects", "refs"])
def test_a_damaged_repository_of_newsgens_is_made_anew_or_named(paper: Publisher, damage: str) -> None:
    paper.deployed()
    store = paper.root / ".newsgen" / "deploy.git"
    shutil.rmtree(store / damage) if (store / damage).is_dir() else (store / damage).write_bytes(b"\0nonsense")
    paper.write_file("build/x", "x")
    before = state_of(paper)

    result = paper.deploy()

    assert state_of(paper) == before
    if result.code:
        assert (result.code, "delete" in result.err, str(store) in result.err) == (3, True, True)
        shutil.rmtree(store)
        paper.deployed()
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


def overwrite(path: Path, content: bytes) -> None:
    path.unlink()  # git makes its objects read-only
    path.write_bytes(content)


def objects_of(store: Path) -> list[Path]:
    return [path for path in (store / "objects").rglob("*") if path.is_file()]


def object_of(store: Path, name: str) -> Path:
    """The file of an object; most of a small site are files of their own."""
    object_name = git(store, "rev-parse", name).decode().strip()
    return store / "objects" / object_name[:2] / object_name[2:]


def put_a_file_in_its_place(store: Path) -> None:
    shutil.rmtree(store)
    store.write_text("x")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "the tip is cut": lambda store: overwrite(object_of(store, "refs/newsgen/tip"), b""),
    "a tree is cut": lambda store: overwrite(object_of(store, "refs/newsgen/tip^{tree}"), b""),
    "a page is missing": lambda store: object_of(store, "refs/newsgen/tip:2025/03/05/b/index.html").unlink(),
    "a page is junk": lambda store: overwrite(object_of(store, "refs/newsgen/tip:2025/03/05/b/index.html"), b"junk"),
    "the ref is empty": lambda store: (store / "refs/newsgen/tip").write_bytes(b""),
    "shallow is nonsense": lambda store: (store / "shallow").write_text("0000\n"),
    "all is junk": lambda store: [overwrite(path, b"junk") for path in objects_of(store)],
    "it is a file": put_a_file_in_its_place,
}


@pytest.mark.long
@pytest.mark.parametrize("damage", some_of(tuple(DAMAGES)))
@pytest.mark.parametrize("history", ["--history", "--no-history"])
def test_a_damaged_repository_of_newsgens_is_made_anew(paper: Publisher, damage: str, history: str) -> None:
    paper.deployed()
    DAMAGES[damage](paper.root / ".newsgen" / "deploy.git")
    paper.remove("content/b.md")
    paper.build()

    result = paper.deployed(history)

    assert "gone: nothing is at /2025/03/05/b/ any more" in result.out
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}
    assert len(paper.remote.commits()) == (2 if history == "--history" else 1)


def test_what_an_unchanged_page_is_missing_is_found_before_the_push(paper: Publisher) -> None:
    paper.deployed()
    object_of(paper.root / ".newsgen" / "deploy.git", f"refs/newsgen/tip:{ARTICLE}").unlink()
    paper.write_file("build/x", "x")

    paper.deployed("--no-history")

    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


@pytest.mark.long
@pytest.mark.parametrize(
    ("said", "pushes"),
    [
        ("error: object file objects/ab/cd is empty", 2),
        ("fatal: loose object abcd (stored in objects/ab/cd) is corrupt", 2),
        ("fatal: unable to read abcd", 2),
        ("fatal: unable to access https://e.org/: Could not resolve host", 1),
        ("remote: error: object file objects/ab/cd is empty", 1),
    ],
)
def test_a_push_that_fails_by_damage_here_is_tried_once_more(
    paper: Publisher, wrap_git: Callable[[str, str], Path], said: str, pushes: int
) -> None:
    paper.deployed()
    before = paper.remote.tip()
    paper.write_file("build/x", "x")
    log = wrap_git("push", f'echo >>"$0.log"; echo "{said}" >&2; exit 128').with_suffix(".log")

    result = paper.deploy()

    assert result.code == 3
    assert said in result.err
    assert "mend what git says" in result.err
    assert len(log.read_text()) == pushes
    assert paper.remote.tip() == before


def test_what_cannot_be_fetched_from_the_remote_is_told_in_gits_words(paper: Publisher) -> None:
    paper.deployed()
    paper.remote.commit({"x": b"x"}, parent=paper.remote.tip())
    overwrite(object_of(paper.remote.folder, "gh-pages:x"), b"")

    result = paper.deploy()

    assert result.code == 3
    assert f"git cannot fetch gh-pages of {paper.remote.folder}" in result.err
    assert "mend what git says" in result.err


def test_what_a_killed_deployment_has_written_by_half_is_taken_away(paper: Publisher) -> None:
    paper.deployed()
    objects = paper.root / ".newsgen" / "deploy.git" / "objects"
    kept = objects_of(objects.parent)
    leavings = [
        *("pack/tmp_pack_a1B2c3", "pack/tmp_idx_a1B2c3", "ab/tmp_obj_a1B2c3", "tmp_objdir-x/ab/cdef"),
        *("pack/pack-12.pack", "pack/pack-13.keep"),
    ]
    for name in leavings:
        (objects / name).parent.mkdir(parents=True, exist_ok=True)
        (objects / name).write_bytes(b"x")

    paper.deployed("--dry-run")

    assert sorted(objects_of(objects.parent)) == sorted(kept)


@pytest.mark.long
@pytest.mark.parametrize("files", [3, 300])
def test_what_was_not_published_does_not_pile_up(paper: Publisher, files: int) -> None:
    """Few files are objects of their own in git, many are a pack."""
    paper.deployed()
    tip = paper.remote.tip()
    hook = paper.remote.folder / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    store = paper.root / ".newsgen" / "deploy.git"
    sizes = []
    for attempt in range(3):
        for number in range(files):
            paper.write_file(f"build/x/{number}", os.urandom(1000) + bytes([attempt]))
        assert paper.deploy().code == 3
        sizes.append(sum(path.stat().st_size for path in objects_of(store)))

    assert sizes[2] < sizes[0] * 1.2
    assert git(store, "rev-parse", "refs/newsgen/tip").decode().strip() == tip


@pytest.mark.long
def test_what_nothing_leads_to_goes_whatever_the_user_has_set(
    paper: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = "[gc]\nauto = 0\npruneExpire = never\n"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(paper.write_file("global", settings)))
    paper.deployed()
    store = paper.root / ".newsgen" / "deploy.git"
    for number in range(60):  # git looks into one of the 256 folders
        git(store, "hash-object", "-w", "--stdin", feed=b"%d" % number)
        (store / "objects" / "17").mkdir(exist_ok=True)
        (store / "objects" / "17" / f"{number:038x}").write_bytes(b"x")
    paper.write_file("build/x", "x")

    paper.deployed()

    assert not [path for path in objects_of(store) if path.parent.name == "17" and len(path.read_bytes()) == 1]


def test_what_a_killed_deployment_has_locked_is_let_go(paper: Publisher) -> None:
    paper.deployed()
    store = paper.root / ".newsgen" / "deploy.git"
    for lock in ("shallow.lock", "packed-refs.lock", "refs/newsgen/next.lock", "refs/newsgen/tip.lock", "config.lock"):
        (store / lock).write_text("")
    paper.remote.commit({"y": b"y"}, parent=paper.remote.tip())

    paper.deployed()

    assert paper.remote.files() == {**paper.built(), ".nojekyll": b"", "y": b"y"}


# Whose branch it is.


def test_a_branch_that_is_not_newsgens_is_refused(paper: Publisher) -> None:
    before = paper.remote.commit({f"file{number}.txt": b"x" for number in range(7)})

    refused = paper.deploy()

    assert refused.code == 2
    assert "file0.txt, file1.txt, file2.txt, file3.txt, file4.txt and 2 more" in refused.err
    assert "--adopt" in refused.err
    assert paper.remote.tip() == before
    result = paper.deployed("--adopt")
    others = {f"file{number}.txt": b"x" for number in range(7)}
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b"", **others}
    assert all(name in result.err for name in others)
    assert before in paper.remote.commits()
    paper.deployed()


def test_the_main_branch_is_never_taken_for_newsgens(paper: Publisher) -> None:
    git(paper.root, "add", "content", "newsgen.yaml")
    git(paper.root, "-c", "user.name=x", "-c", "user.email=x@e.org", "commit", "--quiet", "-m", "x")
    git(paper.root, "push", "--quiet", "origin", "main")

    assert paper.deploy("--branch", "main").code == 2


# What others have pushed to it.

OTHERS = [
    ("google1f2.html", "100644"),
    (".gitattributes", "100644"),
    ("tools/run.sh", "100755"),
    ("2025/03/04/notes.txt", "100644"),
    ("latest", "120000"),
    ("theme", "160000"),
    ("항만/벽 1.txt", "100644"),
    ("ATOM.xml", "100644"),
]


@pytest.mark.parametrize("history", ["--history", "--no-history"])
@pytest.mark.parametrize(("path", "mode"), some_of(OTHERS))
def test_what_somebody_has_pushed_stays_and_is_named(paper: Publisher, path: str, mode: str, history: str) -> None:
    paper.deployed(history)
    theirs = paper.remote.push(path, mode, b"* text eol=crlf\n" if path == ".gitattributes" else b"2025")
    paper.write("content/c.md", title="C", date="2025-03-07")
    paper.build()

    told = paper.deployed(history, "--dry-run", "--json").json
    result = paper.deployed(history)

    assert paper.remote.entries()[path] == theirs
    assert paper.remote.entries()["2025/03/07/c/index.html"]
    assert told["kept"] == [path]
    assert f"kept, since no manifest of newsgen's lists it: {path} (gh-pages of " in result.err
    assert "nothing has changed" in paper.deployed(history).out
    assert ("tell such names apart" in result.err) == (path == "ATOM.xml")


@pytest.mark.parametrize("history", ["--history", "--no-history"])
@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("2025/03/07/c/index.html", "100644"),
        ("2025/03/07", "100644"),
        ("2025/03/07", "120000"),
        ("2025/03/07/c", "160000"),
        ("film.txt/one/two", "100644"),
    ],
)
def test_what_is_in_the_way_goes_only_by_a_word(paper: Publisher, path: str, mode: str, history: str) -> None:
    paper.deployed(history)
    theirs = paper.remote.push(path, mode)
    others = paper.remote.push("keep.txt")
    before = paper.remote.tip()
    paper.write("content/c.md", title="C", date="2025-03-07")
    paper.write_file("static/film.txt", "a film")
    paper.build()

    refused, rehearsed = paper.deploy(history), paper.deploy(history, "--dry-run")

    assert (refused.code, rehearsed.code) == (1, 1)
    assert f"where the site is to be: {path}; nothing was published" in refused.err
    assert "--adopt" in refused.err
    assert (paper.remote.tip(), paper.remote.entries()[path]) == (before, theirs)
    told = paper.deployed(history, "--adopt", "--json").json
    assert (told["replaced"], told["kept"]) == ([path], ["keep.txt"])
    assert {key: each for key, each in paper.remote.files().items() if key != "keep.txt"} == {
        **paper.built(),
        ".nojekyll": b"",
    }
    assert paper.remote.entries()["keep.txt"] == others


def test_a_file_that_somebody_has_pushed_and_the_site_has_too_is_taken_over(paper: Publisher) -> None:
    paper.deployed()
    paper.remote.push("google1f2.html", content=b"google-site-verification: google1f2.html")
    paper.write_file("static/google1f2.html", "google-site-verification: google1f2.html")
    paper.build()

    assert paper.deployed("--json").json["replaced"] == []
    paper.remove("static/google1f2.html")
    paper.build()
    paper.deployed()
    assert "google1f2.html" not in paper.remote.files()


@pytest.mark.parametrize("mode", ["100644", "120000"])
def test_a_page_that_somebody_has_edited_on_the_branch_is_put_right_and_named(paper: Publisher, mode: str) -> None:
    paper.deployed()
    paper.remote.push(ARTICLE, mode, b"<p>Bought by another paper.</p>")

    result = paper.deployed()

    assert f"edited on the branch since newsgen has published it, and replaced: {ARTICLE}" in result.err
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


def test_a_damaged_manifest_on_the_branch_is_told(paper: Publisher) -> None:
    paper.deployed()
    paper.remote.push(MANIFEST_NAME, content=b"# newsgen manifest 1 clean\n<<<<<<< HEAD\n")
    before = paper.remote.tip()

    refused = paper.deploy()

    assert refused.code == 2
    assert "holds a damaged .newsgen-manifest" in refused.err
    assert paper.remote.tip() == before
    paper.deployed("--adopt")
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


# CNAME and .nojekyll.


@pytest.mark.parametrize("way", ["settings", "static"])
def test_a_domain_on_the_branch_that_gives_way_is_named(paper: Publisher, way: str) -> None:
    paper.deployed()
    paper.remote.push("CNAME", content=b"old.example.org\n")
    if way == "settings":
        paper.settings("deploy: {cname: example.org}\n")
    else:
        paper.write_file("static/CNAME", "example.org")
        paper.build()

    result = paper.deployed()

    assert "CNAME on the branch said old.example.org, and says example.org now" in result.err
    assert paper.remote.files()["CNAME"].strip() == b"example.org"


def test_the_domain_of_the_settings_is_published(paper: Publisher) -> None:
    paper.settings("deploy: {cname: news.example.org}\n")

    result = paper.deployed()

    assert paper.remote.files()["CNAME"] == b"news.example.org\n"
    assert "its links lead to paper.example.org" in result.err


def test_the_domain_in_the_site_is_published(paper: Publisher) -> None:
    paper.write_file("static/CNAME", "example.org")
    paper.build()

    assert paper.deployed().err == ""
    assert paper.remote.files()["CNAME"] == b"example.org"


def test_two_domains_are_refused(paper: Publisher) -> None:
    paper.write_file("static/CNAME", "example.org")
    paper.build()
    paper.settings("deploy: {cname: news.example.org}\n")

    result = paper.deploy()

    assert result.code == 2
    assert "news.example.org" in result.err
    assert "'example.org'" in result.err


@pytest.mark.parametrize("history", ["--history", "--no-history"])
def test_a_domain_on_the_branch_is_kept_and_told(paper: Publisher, history: str) -> None:
    paper.deployed()
    paper.remote.commit({"CNAME": b"kept.example.org\n"}, parent=paper.remote.tip())
    before = paper.remote.tip()

    same = paper.deployed(history)
    assert paper.remote.tip() == before
    paper.write_file("build/x", "x")
    result = paper.deployed(history)

    assert "nothing has changed" in same.out
    assert paper.remote.files()["CNAME"] == b"kept.example.org\n"
    assert "CNAME (kept.example.org) lies on the branch and is kept" in result.err
    assert "deploy: {cname: kept.example.org}" in result.err


def test_the_sites_own_sign_for_pages_is_kept(paper: Publisher) -> None:
    paper.write_file("static/.nojekyll", "mine")
    paper.build()

    paper.deployed()

    assert paper.remote.files()[".nojekyll"] == b"mine"


# What may not be published.


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda paper: shutil.rmtree(paper.output), "build/ holds no site"),
        (lambda paper: (paper.output / MANIFEST_NAME).unlink(), "build/ holds no site"),
        (lambda paper: (paper.output / MANIFEST_NAME).write_text("x"), "is damaged"),
        (lambda paper: paper.write_file(f"build/{MANIFEST_NAME}.changes", "x"), "build/ is not whole"),
        (lambda paper: paper.write_file("build/.newsgen-staging/x", "x"), "build/ is not whole"),
        (lambda paper: paper.remove(f"build/{ARTICLE}"), f"missing is build/{ARTICLE}"),
        (lambda paper: (paper.output / "link").symlink_to("index.html"), "build/link is a symbolic link"),
        (lambda paper: (paper.output / "dir").symlink_to("tags"), "build/dir is a symbolic link"),
        (lambda paper: os.mkfifo(paper.output / "pipe"), "build/pipe is not a regular file"),
        (lambda paper: (paper.output / "a\nb").write_text("x"), "has a line feed in its name"),
    ],
)
@pytest.mark.parametrize("target", ["branch", "folder"])
def test_an_output_that_is_no_whole_site_is_refused(
    paper: Publisher, spoil: Callable[[Publisher], object], said: str, target: str
) -> None:
    spoil(paper)
    folder = paper.root.parent / "www"

    result = paper.deploy(*(() if target == "branch" else ("--to", str(folder))))

    assert result.code == 2
    assert said in result.err
    assert "mend:" in result.err
    assert not paper.remote.tip()
    assert not folder.exists()


def test_a_killed_publication_of_a_build_is_not_published(paper: Publisher) -> None:
    path = paper.output / MANIFEST_NAME
    text = path.read_text().replace("manifest 1 clean", "manifest 1 dirty")
    body = text.rpartition("# end: ")[0]
    from newsgen.writer.manifest import _end_of  # noqa: PLC0415 - to forge one

    path.write_text(body + _end_of(body.encode(), body.count("\n") - 1))

    result = paper.deploy()

    assert result.code == 2
    assert "build/ is not whole" in result.err


def test_a_file_that_was_altered_is_told(paper: Publisher) -> None:
    (paper.output / ARTICLE).write_text("tampered")

    result = paper.deployed("--force")

    assert f"not as newsgen has written it, and published as it is: build/{ARTICLE}" in result.err


def test_another_output_may_be_named(paper: Publisher) -> None:
    paper.build("-o", str(paper.root / "other"))
    shutil.rmtree(paper.output)

    paper.deployed("-o", str(paper.root / "other"))

    assert ARTICLE in paper.remote.files()


# A rehearsal.


def test_a_rehearsal_says_what_would_change_and_pushes_nothing(paper: Publisher) -> None:
    paper.deployed()
    before = paper.remote.tip()
    for number in range(12):
        paper.write_file(f"build/x{number:02}", "x")
    paper.write_file("build/CNAME", "e.org")
    project = state_of(paper)

    few, every = paper.deployed("--dry-run"), paper.deployed("--dry-run", "--verbose")
    told = paper.deployed("--dry-run", "--json").json

    assert paper.remote.tip() == before
    assert state_of(paper) == project
    assert "added: x08" in few.out
    assert "added: x09" not in few.out
    assert "added: 3 more (--verbose shows all)" in few.out
    assert "added: x11" in every.out
    assert told["added"] == ["CNAME", *(f"x{number:02}" for number in range(12))]
    assert (told["is_rehearsal"], told["commit"]) == (True, "")
    assert "13 added, 1 changed, 0 removed" in few.out
    assert "nothing was published" in few.out


def test_a_rehearsal_counts_as_the_deployment_does(paper: Publisher) -> None:
    paper.deployed()
    paper.write("content/b.md", "Another text.", title="B", date="2025-03-06")
    paper.build()

    rehearsed, done = paper.deployed("--dry-run", "--json").json, paper.deployed("--json").json

    for key in ("added", "changed", "removed", "gone", "files", "bytes", "target"):
        assert rehearsed[key] == done[key]
    assert done["removed"]


def test_every_key_of_the_report_is_documented(paper: Publisher) -> None:
    page = (Path(__file__).parent.parent / "docs" / "publish.md").read_text(encoding="utf-8")
    table = page.partition("## The report as JSON")[2]

    for key in paper.deployed("--json").json:
        assert f"`{key}`" in table


# Stories that are gone.


@pytest.mark.parametrize("rehearsal", [("--dry-run",), ()])
def test_a_story_that_was_public_and_is_gone_is_named(paper: Publisher, rehearsal: tuple[str, ...]) -> None:
    paper.deployed()
    paper.remove("content/b.md")
    paper.build()
    paper.build()

    result = paper.deployed(*rehearsal)

    assert "gone: nothing is at /2025/03/05/b/ any more" in result.out
    assert "write `aliases: [/2025/03/05/b/]` in that" in result.out
    assert result.out.count("gone:") == 1  # the day's page, say, was no story


def test_a_story_whose_old_address_lives_on_is_not_gone(paper: Publisher) -> None:
    paper.deployed()
    paper.write("content/b.md", title="B", date="2025-03-07", aliases=["/2025/03/05/b/"])
    paper.build()

    assert "gone:" not in paper.deployed().out


@pytest.mark.long
def test_a_gone_story_under_a_path_is_named_from_the_site_on(paper: Publisher) -> None:
    paper.write_file("newsgen.yaml", "title: T\nbase_url: https://e.org/re po/\npermalink: /{section}/{slug}/\n")
    paper.write("content/c.md", section="Local")
    paper.build()
    paper.deployed()
    paper.remove("content/c.md")
    paper.build()

    assert paper.deployed("--json").json["gone"] == [{"url": "/local/c/", "alias": "/local/c/"}]


@pytest.mark.long
@pytest.mark.parametrize(
    "page",
    [
        '<meta content="article" property="og:type">',
        "<META property='og:type' content=article />",
        '<meta name="og:type"\n content="article" data-x="a > b">',
        '<meta property="article:published_time" content="2025-03-04">',
        '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
        '<script async type=application/ld+json>[{"@type": ["Report", "X"]}, {"@type": "BreadcrumbList"}]</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "http://schema.org/BlogPosting"}]}</script>',
        '<meta content="0; url=/elsewhere/" http-equiv="Refresh">',
    ],
)
def test_a_story_and_a_redirect_are_known_however_the_page_is_written(paper: Publisher, page: str) -> None:
    paper.write_file("build/gone/index.html", page)
    paper.deployed("--force")
    paper.remove("build/gone")

    assert paper.deployed("--json").json["gone"] == [{"url": "/gone/", "alias": "/gone/"}]


@pytest.mark.long
@pytest.mark.parametrize(
    "page",
    [
        '<meta property="og:type" content="website"><p>og:type: article</p>',
        '<meta property="og:title" content="article">',
        '<script type="application/ld+json">[{"@type": "NewsArticle"}, {"@type": "NewsArticle"}]</script>',
        '<script type="application/ld+json">{"@type": "ItemList", "x": [{"@type": "NewsArticle"}]}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle"</script>',
        '<meta http-equiv="refresh" content="300">',
    ],
)
def test_a_page_that_is_no_story_goes_without_a_word(paper: Publisher, page: str) -> None:
    paper.write_file("build/gone/index.html", page)
    paper.deployed("--force")
    paper.remove("build/gone")

    assert paper.deployed("--json").json["gone"] == []


@pytest.mark.long
def test_an_old_address_that_leads_nowhere_any_more_is_named(paper: Publisher) -> None:
    paper.write("content/b.md", title="B", date="2025-03-05", aliases=["/old/b/"])
    paper.build()
    paper.deployed()
    paper.write("content/b.md", title="B", date="2025-03-05")
    paper.build()

    result = paper.deployed()

    assert "gone: nothing is at /old/b/ any more" in result.out
    assert "write `aliases: [/old/b/]` in that" in result.out


@pytest.mark.long
def test_after_a_move_of_the_site_an_address_is_named_from_the_site_on(paper: Publisher) -> None:
    paper.deployed()
    paper.remove("content/b.md")
    paper.write_file("newsgen.yaml", "title: T\nbase_url: https://example.org/new/\n")
    paper.build()

    assert "gone: nothing is at /2025/03/05/b/ any more" in paper.deployed().out


# What goes wrong on the way.


@pytest.mark.parametrize("history", ["--history", "--no-history"])
def test_who_publishes_meanwhile_is_not_overwritten(
    paper: Publisher, wrap_git: Callable[[str, str], Path], history: str
) -> None:
    paper.deployed()
    paper.write_file("build/x", "x")
    there = f"export GIT_DIR='{paper.remote.folder}'"
    commit = "$git -c user.name=e -c user.email=e commit-tree -m else gh-pages^{tree} -p gh-pages"
    wrapper = wrap_git("push", f"({there}; $git update-ref refs/heads/gh-pages $({commit}))")

    result = paper.deploy(history)
    wrapper.unlink()

    assert result.code == 3
    assert "somebody else has published to gh-pages" in result.err
    assert "run it again" in result.err
    assert len(paper.remote.commits()) == 2
    assert "x" not in paper.remote.files()
    paper.deployed(history)
    assert "x" in paper.remote.files()


def test_a_first_publication_overwrites_no_other(paper: Publisher, wrap_git: Callable[[str, str], Path]) -> None:
    """The branch comes into being between the look and the push."""
    other = paper.remote.commit({"else": b"x"}, "other")
    wrap_git("push", f"GIT_DIR='{paper.remote.folder}' $git branch gh-pages {other}")

    first, second = paper.deploy("--no-history"), paper.deploy("--history", "--adopt")

    assert first.code == 3
    assert "somebody else has published" in first.err
    assert second.code == 0, second.err
    assert other in paper.remote.commits()


@pytest.mark.long
def test_two_first_publications_at_once(paper: Publisher) -> None:
    """Both push before the branch is there for either."""
    hook = paper.remote.folder / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    met = paper.root.parent / "met"
    met.mkdir()
    both_are_here = f"[ $(ls {met} | wc -l) -ge 2 ]"
    a_moment = "sleep 0.05; waits=$((waits + 1)); [ $waits -lt 3600 ] || exit 1"  # minutes, and not for ever
    hook.write_text(f"#!/bin/sh\ntouch {met}/$$\nwaits=0\nuntil {both_are_here}; do {a_moment}; done\n")
    hook.chmod(0o755)
    other = Publisher(paper.root.parent / "other")
    other.write()
    other.build()
    slow = [sys.executable, "-m", "newsgen", "deploy", "--remote", str(paper.remote.folder), "--project"]

    both = [
        subprocess.Popen([*slow, str(each.root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for each in (paper, other)
    ]
    said = [process.communicate()[1].decode() for process in both]

    assert sorted(process.returncode for process in both) == [0, 3]
    (late,) = [text for process, text in zip(both, said, strict=True) if process.returncode]
    assert "somebody else has published to gh-pages" in late
    assert "run it again" in late


def test_a_server_that_takes_no_forced_pushes_is_told_as_such(paper: Publisher) -> None:
    git(paper.remote.folder, "config", "receive.denyNonFastForwards", "true")
    paper.deployed("--no-history")
    paper.write_file("build/x", "x")

    refused = paper.deploy("--no-history")

    assert refused.code == 3
    assert "somebody else" not in refused.err
    assert "[remote rejected] (non-fast-forward)" in refused.err
    assert "denying non-fast-forward" in refused.err
    assert "needs a server that takes forced pushes" in refused.err
    paper.deployed("--history")


def test_a_push_that_the_remote_declines_is_told_in_its_words(paper: Publisher) -> None:
    hook = paper.remote.folder / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nprintf 'this branch is \\033[31mprotected\\n' >&2\nexit 1\n")
    hook.chmod(0o755)

    result = paper.deploy()

    assert result.code == 3
    assert "pre-receive hook declined" in result.err
    assert "this branch is \\x1b[31mprotected" in result.err
    assert "\x1b" not in result.err
    assert not paper.remote.tip()


def test_without_git_there_is_a_mend(paper: Publisher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))

    result = paper.deploy()

    assert result.code == 3
    assert "git is not installed" in result.err
    assert "newsgen deploy --to DIR" in result.err


def test_a_git_that_is_too_old_is_named(paper: Publisher, wrap_git: Callable[[str, str], Path]) -> None:
    wrap_git("--version", "echo git version 2.25.1; exit 0")

    result = paper.deploy()

    assert result.code == 3
    assert "git version 2.25.1 is too old: 2.31 is needed" in result.err
    assert "install a newer git" in result.err


@pytest.mark.parametrize("version", ["2.31.0", "3.0.1 (Apple Git-1)", "2.100.windows.1", "unheard of"])
def test_a_git_that_is_young_enough_will_do(
    paper: Publisher, wrap_git: Callable[[str, str], Path], version: str
) -> None:
    wrap_git("--version", f"echo 'git version {version}'; exit 0")

    paper.deployed()


def test_a_git_that_may_not_be_executed_is_told(
    paper: Publisher, wrap_git: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrapper = wrap_git("push", "exit 1")
    wrapper.chmod(0o644)
    monkeypatch.setenv("PATH", str(wrapper.parent))

    result = paper.deploy()

    assert result.code == 3
    assert "git cannot be run: permission denied" in result.err
    assert "may execute" in result.err


def test_two_deployments_wait_for_no_other(paper: Publisher) -> None:
    from newsgen.builder.store import project_lock  # noqa: PLC0415 - as another process would

    with project_lock(paper.root / ".newsgen"):
        result = paper.deploy()

    assert result.code == 3
    assert "another build or deployment is at work here" in result.err


def deploying(paper: Publisher, wrapper: Path) -> subprocess.Popen[bytes]:
    """A deployment in another process, which has reached the call at which the wrapped git halts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsgen", "deploy", "--project", str(paper.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not wrapper.with_suffix(".reached").exists():
        assert process.poll() is None
        time.sleep(0.02)
    return process


@pytest.mark.parametrize("stop_at", ["ls-remote", "fast-import", "push"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_killed_in_the_middle_nothing_is_published_and_the_next_one_works(
    paper: Publisher, wrap_git: Callable[[str, str], Path], stop_at: str, number: signal.Signals
) -> None:
    wrapper = wrap_git(stop_at, 'touch "$0.reached"; exec sleep 3600')
    process = deploying(paper, wrapper)

    os.killpg(process.pid, number)
    _, err = process.communicate()
    wrapper.unlink()

    assert process.returncode == (-9 if number is signal.SIGKILL else 128 + number)
    assert b"Traceback" not in err
    assert not paper.remote.tip()
    paper.deployed()
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


@pytest.mark.long
@pytest.mark.parametrize("call", ["fast-import", "push", "fetch"])
@pytest.mark.parametrize("said", ["write error: No space left on device", "write error. Out of diskspace"])
def test_a_disk_that_is_full_while_git_works_is_told_as_such(
    paper: Publisher, wrap_git: Callable[[str, str], Path], call: str, said: str
) -> None:
    paper.deployed()
    shutil.rmtree(paper.root / ".newsgen/deploy.git")
    paper.write("content/new.md")
    paper.build()
    before = paper.remote.tip()
    wrap_git(call, f'echo "fatal: {said}" >&2; exit 128')

    result = paper.deploy()

    assert result.code == 3
    assert said in result.err
    assert "mend: free some space, then deploy again" in result.err
    assert paper.remote.tip() == before


@pytest.mark.long
@pytest.mark.parametrize("cut", ["-c -100", "-c 500", "-c 0"])
def test_a_stream_that_is_cut_publishes_nothing(
    paper: Publisher, wrap_git: Callable[[str, str], Path], cut: str
) -> None:
    """As it would be if newsgen were killed while git reads."""
    paper.deployed()
    before = paper.remote.tip()
    for number in range(50):
        paper.write_file(f"build/{number}", "x")
    wrapper = wrap_git("fast-import", f'head {cut} | $git "$@"; exit $?')

    result = paper.deploy()
    wrapper.unlink()

    assert result.code == 3
    assert "git cannot make the commit" in result.err
    assert paper.remote.tip() == before
    paper.deployed()
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


def test_a_file_that_shrinks_while_it_is_published_stops_the_deployment(
    paper: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsgen.deploy import branch  # noqa: PLC0415 - to come between its steps

    find = branch.changes_between

    def meanwhile(*arguments: object) -> object:
        (paper.output / ARTICLE).write_text("short")
        return find(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(branch, "changes_between", meanwhile)

    result = paper.deploy()

    assert result.code == 3
    assert f"{ARTICLE} is being written" in result.err
    assert not paper.remote.tip()


def test_many_files_arrive(paper: Publisher) -> None:
    """More than git keeps loose, more than one batch of pages that are gone, and more than a pipe holds."""
    page = '<meta property="og:type" content="article">' + "x" * 2000
    for number in range(600):
        paper.write_file(f"build/many/{number}.html", f"{page}{number}")
    paper.deployed()
    shutil.rmtree(paper.output / "many")

    result = paper.deployed("--json").json

    assert len(result["gone"]) == 600
    assert paper.remote.files() == {**paper.built(), ".nojekyll": b""}


# Is it fit to print?


@pytest.mark.parametrize("way", ["branch", "folder"])
def test_what_the_check_finds_unfit_is_published_only_by_force(paper: Publisher, way: str) -> None:
    target = () if way == "branch" else ("--to", str(paper.root.parent / "www"))
    paper.write("content/b.md", "A [dead link](/nowhere/).", title="B", date="2025-03-05")
    paper.build()

    refused = paper.deploy(*target)

    assert refused.code == 1
    assert "content/b.md:6:15: error: dead link /nowhere/ [broken-link]" in refused.err
    assert "nothing was published: `newsgen check` finds 1 error" in refused.err
    assert paper.remote.tip() == ""
    assert not (paper.root.parent / "www").exists()
    forced = paper.deployed("--force", *target)
    assert "warning: `newsgen check` finds 1 error; published all the same" in forced.err


@pytest.mark.parametrize("way", ["branch", "folder"])
def test_a_build_while_the_check_looks_is_not_published(
    paper: Publisher, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = () if way == "branch" else ("--to", str(paper.root.parent / "www"))

    def check_slowly(project: Project, options: CheckOptions, progress: Progress) -> CheckReport:
        report = check(project, options, progress)
        paper.write("content/c.md", "News.", title="C", date="2025-03-06")
        assert paper.build().code == 0
        return report

    monkeypatch.setattr("newsgen.cli.deploy.check", check_slowly)

    refused = paper.deploy(*target)

    assert refused.code == 3
    assert "build/ was built anew while it was being checked" in refused.err
    assert "deploy again" in refused.err
    assert paper.remote.tip() == ""
    assert not (paper.root.parent / "www").exists()
    monkeypatch.undo()
    paper.deployed(*target)


def test_a_site_that_is_not_what_the_sources_say_is_refused(paper: Publisher) -> None:
    paper.write("content/c.md", "News.", title="C", date="2025-03-06")

    refused = paper.deploy()

    assert refused.code == 1
    assert "is not what a build would make now: it would write /2025/03/05/b/ and 17 more" in refused.err
    assert "run `newsgen build`" in refused.err
    assert paper.remote.tip() == ""


def test_a_site_without_an_address_is_not_published(paper: Publisher) -> None:
    paper.moved_to("https://example.org/")
    built = paper.build()

    refused = paper.deploy()

    assert "base_url is still https://example.org/" in built.err
    assert refused.code == 2
    assert "`base_url` is still https://example.org/" in refused.err
    assert "mend: write in newsgen.yaml where the site will be" in refused.err
    assert paper.deploy("--force").code == 0

"""`newsgen deploy --to DIR`: a folder that holds the site, whole or not at all, and what else lies there."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Result, SiteDriver, read_tree

from newsgen.deploy.order import rank
from newsgen.writer.folder import publishing
from newsgen.writer.manifest import MANIFEST_NAME

STORY = "2025/03/05/b/index.html"


class Copier(SiteDriver):
    """A publication, and a folder that it is copied to."""

    @property
    def www(self) -> Path:
        return self.root.parent / "www"

    def copy(self, *arguments: str) -> Result:
        return self.newsgen("deploy", "--to", str(self.www), *arguments)

    def copied(self, *arguments: str) -> Result:
        """The same, for a copy that must succeed."""
        result = self.copy(*arguments)
        assert result.code == 0, result.err
        return result


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
def paper(tmp_path: Path, built: SiteDriver) -> Copier:
    """A publication of two stories, built."""
    made = Copier(tmp_path / "site")
    made.take(built)
    return made


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    """Sets the umask, until the test ends."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def test_the_folder_holds_the_bytes_of_the_site(paper: Copier) -> None:
    result = paper.copied()

    assert read_tree(paper.www) == paper.files()
    assert (paper.www / MANIFEST_NAME).read_bytes() == (paper.output / MANIFEST_NAME).read_bytes()
    assert f"{len(paper.files())} added, 0 changed, 0 removed" in result.out


def test_it_is_told_when_the_site_must_be_built_again(paper: Copier) -> None:
    paper.write("content/later.md", title="Later", date="2999-01-02 08:00")
    assert paper.build().code == 0

    assert "next: 1 file to appear on 2999-01-02, 08:00" in paper.copied().out
    told = paper.copied("--json").json["next"]
    assert (told["at"], told["appear"]) == ("2999-01-02T08:00:00+00:00", ["content/later.md"])


def test_only_files_that_differ_are_written(paper: Copier) -> None:
    paper.copied()
    before = {path: (paper.www / path).stat().st_ino for path in paper.files()}
    paper.write("content/b.md", "Another text.", title="B", date="2025-03-05")
    paper.build()

    result = paper.copied("--json").json

    after = {path: (paper.www / path).stat().st_ino for path in paper.files()}
    moved = {path for path in after if after[path] != before[path]}
    assert moved == {*result["changed"], *result["added"]}
    assert STORY in moved
    assert "style.css" not in moved
    assert read_tree(paper.www) == paper.files()


def test_where_nothing_has_changed_nothing_is_written(paper: Copier) -> None:
    paper.copied()
    before = {path: path.stat().st_mtime_ns for path in paper.www.rglob("*")}

    result = paper.copied()

    assert "nothing has changed" in result.out
    assert {path: path.stat().st_mtime_ns for path in paper.www.rglob("*")} == before


def test_an_altered_file_is_put_right(paper: Copier) -> None:
    paper.copied()
    page = paper.www / STORY
    page.write_bytes(page.read_bytes().replace(b"B", b"C"))
    (paper.www / "feed.xml").unlink()

    paper.copied()

    assert read_tree(paper.www) == paper.files()


def test_what_left_the_site_goes_and_what_is_not_newsgens_stays(paper: Copier) -> None:
    paper.copied()
    (paper.www / "mine.txt").write_text("mine")
    (paper.www / "2025" / "mine.txt").write_text("mine")
    paper.remove("content/b.md")
    paper.build()

    paper.copied()

    assert read_tree(paper.www) == {**paper.files(), "mine.txt": b"mine", "2025/mine.txt": b"mine"}


def test_a_file_that_newsgen_did_not_write_into_the_output_is_copied_and_goes_with_it(paper: Copier) -> None:
    paper.write_file("build/.well-known/x", "x")
    paper.write_file("build/CNAME", "x")
    paper.copied()
    assert read_tree(paper.www) == paper.files()
    paper.remove("build/.well-known/x")

    paper.copied()

    assert not (paper.www / ".well-known").exists()


def test_a_name_that_no_site_may_have_is_left_out_and_told(paper: Copier) -> None:
    paper.write_file("build/.htaccess", "x")

    result = paper.copied()

    assert "warning: not copied: build/.htaccess has a part that begins with a dot" in result.err
    assert not (paper.www / ".htaccess").exists()


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("path", [STORY, "style.css", "feed.xml", "p.png", "tags/sea/index.html"])
@pytest.mark.parametrize("is_in_site", [True, False])
def test_a_file_that_somebody_has_edited_in_the_folder_is_named(paper: Copier, path: str, *, is_in_site: bool) -> None:
    paper.copied()
    (paper.www / path).write_bytes(b"edited")
    if not is_in_site:
        paper.remove("content/b.md")
        paper.write("content/a.md", "No picture, and no tag.")
        paper.build()

    rehearsed, result = paper.copied("--dry-run"), paper.copied("--force")

    told = f"warning: edited in {paper.www}/ since newsgen has published it, and replaced: {path}"
    assert told in rehearsed.err
    assert told in result.err
    assert read_tree(paper.www) == paper.files()
    assert "edited" not in paper.copied().err


def test_a_foreign_folder_is_refused_unless_it_is_adopted(paper: Copier) -> None:
    paper.www.mkdir()
    (paper.www / "mine.txt").write_text("mine")
    (paper.www / "index.html").write_text("theirs")

    refused = paper.copy()

    assert refused.code == 2
    assert "holds files that newsgen has not put there: index.html, mine.txt" in refused.err
    assert "--adopt" in refused.err
    assert read_tree(paper.www) == {"mine.txt": b"mine", "index.html": b"theirs"}
    assert paper.copy("--dry-run").code == 2
    paper.copied("--adopt")
    assert read_tree(paper.www) == {**paper.files(), "mine.txt": b"mine"}
    paper.copied()


def test_a_damaged_manifest_is_refused_unless_it_is_adopted(paper: Copier) -> None:
    paper.copied()
    (paper.www / MANIFEST_NAME).write_text("x")

    refused = paper.copy()

    assert refused.code == 2
    assert "is damaged" in refused.err
    assert "deploy once with --adopt" in refused.err
    paper.copied("--adopt")
    assert read_tree(paper.www) == paper.files()


@pytest.mark.parametrize("adopt", [(), ("--adopt",)])
@pytest.mark.parametrize("name", [MANIFEST_NAME, f"{MANIFEST_NAME}.changes"])
def test_a_folder_in_the_place_of_the_manifest_is_named(paper: Copier, name: str, adopt: tuple[str, ...]) -> None:
    (paper.www / name).mkdir(parents=True)

    result = paper.copy(*adopt)

    assert result.code == 2
    assert f"{name} is a folder" in result.err
    assert "take it away" in result.err


def test_a_file_that_stands_in_the_way_stops_the_whole(paper: Copier) -> None:
    paper.copied()
    before = read_tree(paper.www)
    (paper.www / "2025" / "03" / "07").write_text("mine")
    paper.write("content/c.md", title="C", date="2025-03-07")
    paper.build()

    result = paper.copy()

    assert result.code == 1
    assert "was not written by newsgen" in result.err
    assert read_tree(paper.www) == {**before, "2025/03/07": b"mine"}


def test_a_link_in_the_folder_is_not_followed(paper: Copier, tmp_path: Path) -> None:
    paper.copied()
    shutil.rmtree(paper.www / "2025")
    (tmp_path / "elsewhere").mkdir()
    (paper.www / "2025").symlink_to(tmp_path / "elsewhere")

    result = paper.copy()

    assert result.code == 1
    assert "symbolic link" in result.err
    assert not any((tmp_path / "elsewhere").iterdir())


def test_a_folder_behind_a_link_will_do(paper: Copier, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    paper.www.symlink_to(tmp_path / "disk")

    paper.copied()
    paper.copied()

    assert read_tree(tmp_path / "disk") == paper.files()


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "folder", ["build", "build/inner", ".", "..", "content", "content/x", "static", ".newsgen", ".newsgen/x", ".git/x"]
)
def test_the_projects_own_folders_are_refused(paper: Copier, folder: str) -> None:
    before = paper.files()

    result = paper.newsgen("deploy", "--to", str(paper.root / folder))

    assert result.code == 2
    assert "mend:" in result.err
    assert paper.files() == before


def test_another_publication_is_refused(paper: Copier, make_site: Callable[[str], SiteDriver]) -> None:
    other = make_site("other")

    result = paper.newsgen("deploy", "--to", str(other.output))

    assert result.code == 2
    assert "lies in another publication" in result.err


def test_a_rehearsal_changes_nothing(paper: Copier) -> None:
    first = paper.copied("--dry-run", "--json").json
    assert not paper.www.exists()
    assert (len(first["added"]), first["is_rehearsal"]) == (len(paper.files()), True)
    paper.copied()
    before = {path: path.stat().st_mtime_ns for path in paper.www.rglob("*")}
    paper.write("content/b.md", "Another text.", title="B", date="2025-03-06")
    paper.build()

    rehearsed = paper.copied("--dry-run", "--json").json
    assert {path: path.stat().st_mtime_ns for path in paper.www.rglob("*")} == before
    done = paper.copied("--json").json

    for key in ("added", "changed", "removed", "gone", "files", "bytes"):
        assert rehearsed[key] == done[key]
    assert done["removed"]


def test_a_story_that_was_public_and_is_gone_is_named(paper: Copier) -> None:
    paper.copied()
    paper.remove("content/b.md")
    paper.build()

    rehearsed, done = paper.copied("--dry-run"), paper.copied()

    for result in (rehearsed, done):
        assert "gone: nothing is at /2025/03/05/b/ any more" in result.out
        assert "write `aliases: [/2025/03/05/b/]` in that" in result.out
        assert result.out.count("gone:") == 1


def moves(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that come into the folder, in order, once something is copied."""
    moved: list[str] = []
    move = publishing.Publication._move

    def watched(publication: publishing.Publication, path: str) -> None:
        moved.append(path)
        move(publication, path)

    monkeypatch.setattr(publishing.Publication, "_move", watched)
    return moved


def test_changes_come_in_by_the_order_of_law_3(paper: Copier, monkeypatch: pytest.MonkeyPatch) -> None:
    paper.settings("feeds: {from: 1}\n")
    paper.build()
    paper.copied()
    paper.write("content/c.md", "![q](q.png)", title="C", date="2025-03-06", tags=["Sea"], aliases=["/old/"])
    paper.write_file("content/q.png", b"q")
    paper.write_file("static/extra.css", "x")
    paper.build()
    moved = moves(monkeypatch)
    paper.copied()

    def place(path: str) -> int:
        return moved.index(path)

    assert max(place("q.png"), place("extra.css")) < place("2025/03/06/c/index.html")
    articles = max(place("2025/03/06/c/index.html"), place(STORY))  # which names its neighbour
    assert articles < min(place("tags/sea/index.html"), place("articles/index.html"), place("old/index.html"))
    assert max(place("tags/sea/index.html"), place("2025/index.html"), place("old/index.html")) < place("index.html")
    assert place("index.html") < min(place("feed.xml"), place("tags/sea/feed.xml"))
    assert max(place("feed.xml"), place("tags/sea/feed.xml")) < place("sitemaps/articles-2025.xml")


def test_every_kind_of_file_has_its_rank() -> None:
    article = b'<head><meta property="og:type" content="article">'
    ranks = [
        rank("style.css", b""),
        rank("2025/a/index.html", article),
        rank("2025/index.html", b'<meta property="og:type" content="website">'),
        rank("index.html", b""),
        rank("tags/x/feed.xml", b""),
        rank("sitemap.xml", b""),
    ]

    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("step", ["_move", "_remove_orphans"])
def test_interrupted_in_the_middle_the_next_one_finishes(
    paper: Copier, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    paper.copied()
    paper.remove("content/b.md")
    paper.write("content/c.md", title="C", date="2025-03-06")
    paper.build()

    with monkeypatch.context() as patch:

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(publishing.Publication, step, stop)
        result = paper.copy()
    assert result.code == 130
    assert "what is published is whole" in result.err

    paper.copied()
    assert read_tree(paper.www) == paper.files()
    assert not list(paper.www.glob("*.changes"))


def test_files_can_be_read_by_a_web_server(paper: Copier, umask: Callable[[int], int]) -> None:
    umask(0o022)

    result = paper.copied()

    assert result.err == ""
    modes = {path.stat().st_mode & 0o777 for path in paper.www.rglob("*")}
    assert modes == {0o644, 0o755}


@pytest.mark.parametrize("mask", [0o027, 0o077])
def test_a_umask_that_hides_the_site_is_warned_of(paper: Copier, umask: Callable[[int], int], mask: int) -> None:
    umask(mask)

    result = paper.copied()

    assert f"warning: {paper.www} cannot be read by other users" in result.err
    assert "umask" in result.err


def test_git_is_not_needed(paper: Copier, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))

    paper.copied()

    assert read_tree(paper.www) == paper.files()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(paper: Copier) -> None:
    paper.www.mkdir(mode=0o555)

    result = paper.copy()

    assert result.code == 3
    assert "deploy again" in result.err or "allow writing" in result.err

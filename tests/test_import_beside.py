"""Files beside stories: none is replaced by another story's, and each keeps its name, whatever comes besides."""

import json
from pathlib import Path

import pytest
from tests.conftest import Result, SiteDriver
from tests.test_import_wordpress import HEAD, item
from tests.test_import_wordpress import imported as wordpress

from newsgen.errors import UsageError
from newsgen.importers import run
from newsgen.importers.beside import Names
from newsgen.importers.files import digest_of_source
from newsgen.importers.placing import Placing
from newsgen.importers.record import Entry
from newsgen.importers.story import Story, Value
from newsgen.importers.tree import FileSource

MONTH = "content/2020/05"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "old"


def add(source: Path, name: str, picture: bytes, text: str = "![Quay](photo.jpg)") -> None:
    """A story of May 2020 in a folder of its own, with its picture."""
    folder = source / "content/posts" / name
    folder.mkdir(parents=True, exist_ok=True)
    (source / "hugo.toml").write_text('title = "Old"\nbaseURL = "https://old.example/"\n')
    (folder / "index.md").write_text(f"---\ntitle: Story {name}\nslug: {name}\ndate: 2020-05-04\n---\n{text}\n")
    (folder / "photo.jpg").write_bytes(picture)


def imported(site: SiteDriver, source: Path, *arguments: str) -> Result:
    return site.newsgen("import", str(source), "--now", "2026-11-28", "--json", *arguments)


def outcomes(result: Result) -> dict[str, str]:
    """Name of each story's file to what came of it."""
    found = json.loads(result.out)["reports"][0]["outcomes"]
    return {path.rpartition("/")[2].removesuffix(".md"): outcome for path, outcome in found.items()}


def picture_of(site: SiteDriver, name: str) -> tuple[str, bytes]:
    """What a story's text calls its picture, and what lies there."""
    text = (site.root / f"{MONTH}/{name}.md").read_text()
    shown = text.partition("![Quay](")[2].partition(")")[0]
    return shown, (site.root / MONTH / shown).read_bytes()


def test_a_picture_of_another_story_is_never_replaced(site: SiteDriver, source: Path) -> None:
    add(source, "m", b"m")
    imported(site, source)
    file = site.root / f"{MONTH}/m.md"
    file.write_text(edited := file.read_text().replace("Story m", "My own headline"))
    add(source, "a", b"a")

    again = imported(site, source)

    assert again.code == 0
    assert file.read_text() == edited
    assert picture_of(site, "m") == ("photo.jpg", b"m")
    name, content = picture_of(site, "a")
    assert (name != "photo.jpg", content) == (True, b"a")


def test_a_story_is_not_updated_because_another_one_came(site: SiteDriver, source: Path) -> None:
    add(source, "m", b"m")
    imported(site, source)
    add(source, "a", b"a")

    again = imported(site, source)

    assert outcomes(again) == {"a": "new", "m": "same"}
    names = {name: picture_of(site, name) for name in "am"}
    add(source, "_0", b"0")
    add(source, "b", b"b")
    assert {outcomes(imported(site, source))[name] for name in "am"} == {"same"}
    assert {name: picture_of(site, name) for name in "am"} == names
    assert picture_of(site, "b")[1] == b"b"


def test_a_name_stays_when_the_story_that_had_it_first_is_gone(site: SiteDriver, source: Path) -> None:
    add(source, "a", b"a")
    add(source, "m", b"m")
    imported(site, source)
    name, _ = picture_of(site, "m")
    assert name.startswith("photo-")
    (source / "content/posts/a/index.md").unlink()
    (source / "content/posts/a/photo.jpg").unlink()

    assert outcomes(imported(site, source)) == {"m": "same"}
    record = site.root / "imports/record.ndjson"
    record.write_text("".join(line for line in record.read_text().splitlines(keepends=True) if "m.md" in line))
    for each in ("a.md", "photo.jpg"):
        (site.root / MONTH / each).unlink()

    assert outcomes(imported(site, source)) == {"m": "same"}
    assert picture_of(site, "m") == (name, b"m")


def test_a_dry_run_names_files_as_the_import_does(site: SiteDriver, source: Path) -> None:
    add(source, "a", b"a")
    add(source, "b", b"a")
    add(source, "m", b"m")

    dry = imported(site, source, "--dry-run")

    assert outcomes(dry) == outcomes(imported(site, source))
    assert {picture_of(site, name)[0] for name in "ab"} == {"photo.jpg"}
    assert sorted(path.name for path in (site.root / MONTH).glob("*.jpg")) == sorted(
        {"photo.jpg", picture_of(site, "m")[0]}
    )
    assert set(outcomes(imported(site, source, "--dry-run")).values()) == {"same"}


def test_a_changed_picture_is_changed_for_its_own_story_alone(site: SiteDriver, source: Path) -> None:
    for name in "ab":
        add(source, name, b"both")
    add(source, "m", b"m")
    imported(site, source)
    mine = picture_of(site, "m")[0]
    add(source, "b", b"other")
    add(source, "m", b"newer")

    again = imported(site, source)

    assert picture_of(site, "a") == ("photo.jpg", b"both")
    assert picture_of(site, "b")[1] == b"other"
    assert picture_of(site, "m") == (mine, b"newer")
    assert outcomes(again) == {"a": "same", "b": "updated", "m": "same"}
    assert set(outcomes(imported(site, source)).values()) == {"same"}


def test_a_picture_that_somebody_has_edited_stays(site: SiteDriver, source: Path) -> None:
    add(source, "m", b"m")
    imported(site, source)
    (site.root / f"{MONTH}/photo.jpg").write_bytes(b"cut")
    add(source, "a", b"a")
    add(source, "m", b"newer")

    again = imported(site, source)

    assert picture_of(site, "m") == ("photo.jpg", b"cut")
    assert picture_of(site, "a")[1] == b"a"
    assert "photo.jpg is another file, and stays as it is" in again.out


def test_a_picture_that_cannot_be_read_keeps_its_name_for_later(
    site: SiteDriver, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(file: FileSource) -> str:
        if "/m/" in str(file):
            raise UsageError(f"{file} cannot be read", mend="make it readable")
        return digest_of_source(file)

    add(source, "m", b"m")
    with monkeypatch.context() as broken:
        broken.setattr(run, "digest_of_source", refused)
        assert imported(site, source).code == 1
        add(source, "a", b"a")
        assert outcomes(imported(site, source)) == {"a": "new", "m": "same"}

    assert outcomes(imported(site, source)) == {"a": "same", "m": "same"}
    assert picture_of(site, "m") == ("photo.jpg", b"m")


def test_a_file_that_lies_there_already_is_left_and_the_story_has_its_own(site: SiteDriver, source: Path) -> None:
    site.write_file(f"{MONTH}/photo.jpg", b"mine")
    add(source, "m", b"m")

    assert imported(site, source).code == 0

    assert (site.root / f"{MONTH}/photo.jpg").read_bytes() == b"mine"
    assert picture_of(site, "m")[1] == b"m"
    assert outcomes(imported(site, source)) == {"m": "same"}


def test_a_story_of_another_source_that_has_the_key_has_its_own_picture(site: SiteDriver, tmp_path: Path) -> None:
    one, two = tmp_path / "one/site", tmp_path / "two/site"
    add(one, "m", b"one", text="The wall of the harbour has stood for a hundred years. ![Quay](photo.jpg)")
    add(two, "m", b"two", text="It rained on every day of that month and few complained. ![Quay](photo.jpg)")
    index = two / "content/posts/m/index.md"
    index.write_text(index.read_text().replace("Story m", "Rain").replace("slug: m", "slug: rain"))

    for _ in range(2):
        again = [imported(site, one), imported(site, two)]
        assert picture_of(site, "m") == ("photo.jpg", b"one")
        assert picture_of(site, "m-2")[1] == b"two"

    assert [outcomes(each) for each in again] == [{"m": "same"}, {"m-2": "same"}]


def test_two_pictures_of_one_name_in_one_story_stay_two(site: SiteDriver, source: Path) -> None:
    add(source, "m", b"m", text="![Quay](photo.jpg) ![Wall](/other/photo.jpg)")
    (source / "static/other").mkdir(parents=True)
    (source / "static/other/photo.jpg").write_bytes(b"other")

    assert imported(site, source).code == 0

    assert picture_of(site, "m") == ("photo.jpg", b"m")
    assert sorted(path.read_bytes() for path in (site.root / MONTH).glob("photo*.jpg")) == [b"m", b"other"]


def placed(text: str, **fields: Value) -> Story:
    """A story beside which `a.jpg` is to lie, where another story has that name."""
    known = {"other": Entry("", "content/x.md", "", {"content/a.jpg": "1"})}
    placing = Placing(lambda path: "1" if path == "content/a.jpg" else "", lambda _: "2", known)
    story = Story(
        "key", "", "", {"title": "a.jpg", **fields}, text, "", ("a.jpg#2",), ("a.jpg",), files={"a.jpg": "/a.jpg"}
    )
    return placing.named(story, "key", "content")


@pytest.mark.parametrize(
    "text",
    [
        "![a.jpg]({})",
        '![x]({} "a.jpg") and the file a.jpg',
        "[x](<{}>)",
        "[x]({}#page)",
        '<img src="{}" alt="a.jpg">',
        "<img alt='' src={}>",
        "![x][y]\n\n[y]: {}\n",
        "[x](https://old.example/?file=a.jpg) [y](/a.jpg) [z](b/a.jpg) `a.jpg`",
    ],
)
def test_a_name_changes_as_an_address_and_stays_as_a_word(text: str) -> None:
    story = placed(text.format("a.jpg"), image={"src": "a.jpg", "alt": "a.jpg"})

    (name,) = story.files
    assert name != "a.jpg"
    assert story.text == text.format(name)
    assert story.fields == {"title": "a.jpg", "image": {"src": name, "alt": "a.jpg"}}
    assert (story.links, story.pictures) == ((f"{name}#2",), (name,))


def test_names_hang_on_nothing_but_the_story() -> None:
    first, second = Names(), Names()

    assert first.name_for("2019/photo.jpg") == second.name_for("2020/photo.jpg") == "photo.jpg"
    assert first.name_for("2020/Photo.jpg") not in {"photo.jpg", "Photo.jpg"}
    assert Names({"photo.jpg": "/photo.jpg"}).name_for("https://old.example/photo.jpg") != "photo.jpg"
    assert Names().name_for("a/plan (new).SVG") == "plan-new.svg"


def test_a_picture_in_what_wordpress_says_of_a_section_lies_beside_it(site: SiteDriver, tmp_path: Path) -> None:
    (tmp_path / "2008").mkdir()
    (tmp_path / "2008/quay.jpg").write_bytes(b"quay")
    said = '<img src="https://old.example/wp-content/uploads/2008/quay.jpg" alt="Quay">'
    head = HEAD.replace("Both of them.", f"Both of them. {said}")

    assert wordpress(site, item(), head=head, arguments=["--files", str(tmp_path)]).code == 0

    assert "![Quay](quay.jpg)" in (site.root / "content/terms/sections/korea.md").read_text()
    assert (site.root / "content/terms/sections/quay.jpg").read_bytes() == b"quay"

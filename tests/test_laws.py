"""The laws of docs/architecture.md, one after another. (Law 1 and law 8 have files of their own.)"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import NOW, Result, SiteDriver, read_tree, tree_digest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsgen.builder.store import project_lock
from newsgen.models.addresses import Addresses
from newsgen.models.site import Site
from newsgen.planner.pagination import Chunk, newest_first, paginate
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.markup import ELEMENTS
from newsgen.settings import MarkdownSettings

SOURCE = Path(__file__).parent.parent / "src"
MAKE_SITE = Callable[[str], SiteDriver]


def environment(**changes: str) -> dict[str, str]:
    """What a child process sees: no more than it needs."""
    usual = {
        "PATH": os.defpath,
        "PYTHONPATH": str(SOURCE),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
    }
    return usual | changes


def child(root: Path, *arguments: str, cwd: Path | None = None, **changes: str) -> Result:
    """Runs newsgen in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "newsgen", arguments[0], "--project", str(root), *arguments[1:]],
        cwd=cwd,
        env=environment(**changes),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


# Law 2: same input, same bytes.

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><circle r="9"/></svg>\n'
SUBJECTS = ("Harbour", "Ferries", "İstanbul", "Straße", "평양", "Élysée", "World Cup", "Budget")


def small_archive(site: SiteDriver, order: Iterable[int] = range(24)) -> SiteDriver:
    """Two dozen articles with a bit of everything, written in a given order; the rest of the site follows."""
    for number in order:
        site.write(
            f"content/{2023 + number % 3}/story-{number}.md",
            f'Story *{number}* -- "quoted".\n\n[Another](../2023/story-0.md) and ![a picture](../p/p.svg)\n',
            title=f'"Story {number}: ïçş"',
            date=f"{2023 + number % 3}-0{1 + number % 9}-1{number % 5} 23:4{number % 10}",
            tags=[SUBJECTS[number % 8], SUBJECTS[(number * 3) % 8], f"Only {number}"],
            section=SUBJECTS[number % 5],
            authors=["A. Şimşek", "İ. Reporter"][: 1 + number % 2],
            lang=["en", "ko", "tr", "ar"][number % 4],
            image={"src": "../p/p.svg", "alt": "A circle"} if number % 4 == 0 else None,
            aliases=[f"/old/{number}/"] if number % 6 == 0 else None,
        )
    site.write_file("content/p/p.svg", PICTURE)
    site.write_file("static/z/ß.txt", "static")
    site.write_file("static/robots.txt", "User-agent: *\n")
    site.settings("language: en\nper_page: 5\n")
    return site


@pytest.fixture(scope="module")
def small_digest(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The digest of the small archive's site."""
    site = small_archive(SiteDriver(tmp_path_factory.mktemp("law2") / "site"))
    result = site.build()
    assert result.code == 0, result.err
    return tree_digest(site.output)


@pytest.mark.sampled(every=4)
@pytest.mark.parametrize(
    "changes",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {
            "LC_ALL": "POSIX",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONIOENCODING": "ascii:replace",
        },
    ],
    ids=lambda changes: " ".join(f"{key}={value}" for key, value in changes.items()),
)
def test_the_environment_changes_no_byte(site: SiteDriver, small_digest: str, changes: dict[str, str]) -> None:
    small_archive(site)

    result = child(site.root, "build", "--now", NOW, **changes)

    assert result.code == 0, result.err
    assert tree_digest(site.output) == small_digest


@pytest.mark.parametrize("name", ["two words", "é%41'", "line\nfeed", "-dash", "[a]{b}*?"])
def test_the_path_of_the_project_changes_no_byte(make_site: MAKE_SITE, small_digest: str, name: str) -> None:
    site = small_archive(make_site(name))

    result = site.build()

    assert result.code == 0, result.err
    assert tree_digest(site.output) == small_digest


@pytest.mark.long
def test_the_current_folder_and_a_link_to_the_project_change_no_byte(
    site: SiteDriver, small_digest: str, tmp_path: Path
) -> None:
    small_archive(site)
    (tmp_path / "link").symlink_to(site.root)

    result = child(Path("link"), "build", "--now", NOW, cwd=tmp_path)

    assert result.code == 0, result.err
    assert tree_digest(site.output) == small_digest


# A Python that lists folders in an order of its own, as some file systems do.
DISORDER = """
import os

class Backwards:
    def __init__(self, entries):
        with entries:
            self.entries = sorted(entries, key=lambda entry: entry.name[::-1], reverse=True)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass
    def __iter__(self):
        return iter(self.entries)
    def __next__(self):
        if not self.entries:
            raise StopIteration
        return self.entries.pop(0)

scandir, listdir = os.scandir, os.listdir
os.scandir = lambda *arguments: Backwards(scandir(*arguments))
os.listdir = lambda *arguments: sorted(listdir(*arguments), key=lambda name: name[::-1], reverse=True)
"""


def test_the_order_of_directories_changes_no_byte(site: SiteDriver, small_digest: str, tmp_path: Path) -> None:
    small_archive(site, order=reversed(range(24)))
    disorder = tmp_path / "disorder" / "sitecustomize.py"
    disorder.parent.mkdir()
    disorder.write_text(DISORDER)

    result = child(site.root, "build", "--now", NOW, PYTHONPATH=f"{disorder.parent}{os.pathsep}{SOURCE}")

    assert result.code == 0, result.err
    assert tree_digest(site.output) == small_digest


@pytest.mark.parametrize(
    ("arguments", "changes"),
    [
        (["--now", "2039-05-06T07:08"], {}),
        (["--now", "2026-01-01T00:00:01+09:00"], {}),
        ([], {"SOURCE_DATE_EPOCH": "1800000000"}),
        ([], {}),
    ],
)
def test_the_clock_changes_no_byte(
    site: SiteDriver,
    small_digest: str,
    arguments: list[str],
    changes: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small_archive(site)
    for name, value in changes.items():
        monkeypatch.setenv(name, value)

    result = site.newsgen("build", *arguments)

    assert result.code == 0, result.err
    assert tree_digest(site.output) == small_digest


def test_the_clock_decides_what_is_published(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(date="2027-01-01")

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761599")
    assert site.newsgen("build").code == 0
    assert not site.exists("2027/01/01/a/index.html")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01T00:00:00Z
    assert site.newsgen("build").code == 0
    assert site.exists("2027/01/01/a/index.html")


def test_the_number_of_processes_changes_no_byte(make_site: MAKE_SITE) -> None:
    digests = []
    for jobs in (1, 2, 7):
        site = make_site(f"jobs-{jobs}")
        for number in range(251):  # more than one batch for the readers, and for the renderers
            site.write(
                f"content/{number}.md",
                f"Story {number}.",
                title=f"Story {number}",
                date=f"2025-01-0{1 + number % 2}",
            )
        result = site.build("--jobs", str(jobs))
        assert result.code == 0, result.err
        digests.append(tree_digest(site.output))

    assert len(set(digests)) == 1


# Law 3: a build that fails leaves the old site untouched.


def state_of(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file with its number, its time and its bytes, the manifest too."""
    return {
        str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


BREAK: dict[str, Callable[[SiteDriver], object]] = {
    "an article without a title": lambda site: site.write("content/b.md", title=None),
    "two articles of one address": lambda site: site.write("content/other/a.md"),
    "an article that is not UTF-8": lambda site: site.write_file("content/b.md", b"---\ntitle: \xe9\n---\n"),
    "a template with a syntax error": lambda site: site.write_file("templates/article.html", "{% if %}"),
    "a template with an unknown variable": lambda site: site.write_file("templates/home.html", "{{ nothing.here }}"),
    "a template that is missing": lambda site: site.write_file("templates/day.html", "{% include 'none.html' %}"),
    "a static file where a page lies": lambda site: site.write_file("static/2025/03/04/a/index.html", "x"),
    "newsgen.yaml with an unknown field": lambda site: site.settings("colour: red\n"),
}


@pytest.mark.parametrize("fault", BREAK)
def test_a_build_that_fails_leaves_the_old_site(site: SiteDriver, fault: str) -> None:
    site.write("content/a.md", tags=["x"])
    assert site.build().code == 0
    before = state_of(site.output)

    site.write("content/new.md", date="2025-05-05")
    BREAK[fault](site)
    result = site.build()

    assert result.code == (2 if "yaml" in fault else 1)
    assert result.err
    assert state_of(site.output) == before
    assert not (site.root / ".newsgen" / "staging").exists()


def test_a_build_that_changes_nothing_touches_nothing(site: SiteDriver) -> None:
    small_archive(site)
    site.build()
    before = state_of(site.output)

    site.build()

    assert state_of(site.output) == before


# Law 4: nothing outside.


def test_only_the_output_and_the_workspace_change(site: SiteDriver) -> None:
    small_archive(site)
    site.write_file("notes/plan.txt", "mine")
    site.write_file("content/.hidden/x.md", "mine")
    before = state_of(site.root)

    assert site.build().code == 0
    assert site.build("--keep-going", now="2030-01-01").code == 0
    assert site.newsgen("list").code == 0
    assert site.newsgen("clean").code == 0
    after = state_of(site.root)

    assert {path for path in after if after[path] != before.get(path)} <= {
        ".newsgen/.gitignore",
        ".newsgen/store.sqlite",
        ".newsgen/lock",
    }
    assert before.keys() <= after.keys()


def link_out(site: SiteDriver, outside: Path) -> None:
    """Symbolic links from every folder of a publication to files and folders outside of it."""
    for name in ("article.md", "picture.svg", "folder/inner.md", "style.css", "template.html"):
        path = outside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\ntitle: Secret\ndate: 2025-01-01\n---\nTOPSECRET")
    links = {
        "content/x.md": "article.md",
        "content/picture.svg": "picture.svg",
        "content/d": "folder",
        "static/s.css": "style.css",
        "static/d": "folder",
        "templates/home.html": "template.html",
        "templates/d": "folder",
    }
    for link, target in links.items():
        place = site.root / link
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(outside / target)


def test_what_links_lead_to_outside_of_the_project_is_not_read(site: SiteDriver, tmp_path: Path) -> None:
    site.write("content/a.md", "![x](picture.svg) [y](x.md)", image="picture.svg")
    link_out(site, tmp_path / "outside")

    result = site.build("--keep-going")

    assert result.code == 1
    for link in ("content/x.md", "content/picture.svg", "content/d", "static/s.css", "static/d"):
        assert f"{link}: error: symlink leaves the project" in result.err
    assert not [path for path, content in site.files().items() if b"TOPSECRET" in content or b"Secret" in content]


TRACED = "openat,open,openat2,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,"
TRACED += "symlink,symlinkat,chmod,fchmodat,truncate,utimensat,mknodat"
CALL = re.compile(r"(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)\) += (-?\d+)")


def traced_build(site: SiteDriver, log: Path) -> list[tuple[str, str]]:
    """Every successful call that a build made to open or change a file, and its arguments."""
    command = [
        "strace",
        "-f",
        "-o",
        str(log),
        "-s",
        "4096",
        "-e",
        f"trace={TRACED}",
        sys.executable,
        "-m",
        "newsgen",
    ]
    command += ["build", "--project", str(site.root), "--now", NOW, "--jobs", "2", "--keep-going"]
    subprocess.run(command, cwd=site.root, env=environment(), capture_output=True, check=False)
    calls = [CALL.match(line) for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    return [(call[1], call[2]) for call in calls if call and not call[3].startswith("-")]


@pytest.mark.long
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_system_sees_nothing_written_or_read_outside(site: SiteDriver, tmp_path: Path) -> None:
    small_archive(site)
    outside = tmp_path / "outside"
    link_out(site, outside)

    calls = traced_build(site, tmp_path / "strace.log")

    if not calls:
        pytest.skip("strace may not trace here")
    mine = [str(site.output), str(site.root / ".newsgen"), "/dev/"]  # /dev/shm holds the workers' semaphores
    changing = [
        arguments
        for name, arguments in calls
        if not name.startswith("open") or re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", arguments)
    ]
    paths = [path for arguments in changing for path in re.findall(r'"([^"]*)"', arguments)]
    foreign = [path for path in paths if not path.startswith(tuple(mine)) and path.startswith("/")]
    assert any(path.startswith(mine[0]) for path in paths)
    assert not [path for path in foreign if not path.startswith("/proc/self/")]
    assert not [arguments for _, arguments in calls if str(outside) in arguments]
    read = {path for _, arguments in calls for path in re.findall(r'"(/[^"]*)"', arguments)}
    known = (
        site.root,
        SOURCE.parent,
        sys.prefix,
        sys.base_prefix,
        sys.exec_prefix,
        "/usr",
        "/lib",
        "/etc",
        "/proc",
        "/sys",
        "/dev",
    )
    assert not [path for path in read if not path.startswith(tuple(str(place) for place in known))]


# Law 5: nothing that is not ours.


def test_foreign_files_in_the_output_survive_everything(site: SiteDriver) -> None:
    site.write("content/a.md", tags=["x"])
    site.build()
    foreign = {
        "build/mine.txt": "1",
        "build/CNAME": "2",
        "build/.well-known/x": "3",
        "build/tags/x/notes.txt": "4",
    }
    for path, text in foreign.items():
        site.write_file(path, text)

    site.write("content/a.md", tags=["y"])
    assert site.build().code == 0
    assert site.build().code == 0
    cleaned = site.newsgen("clean")

    assert cleaned.code == 0
    assert {path: content.decode() for path, content in read_tree(site.output).items()} == {
        path.removeprefix("build/"): text for path, text in foreign.items()
    }
    assert all(path.removeprefix("build/") in cleaned.out for path in foreign)


def test_a_foreign_file_in_the_way_is_named_and_kept(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.build()
    site.write_file("build/2025/05/05/b/index.html", "mine")
    before = state_of(site.output)

    site.write("content/b.md", date="2025-05-05")
    result = site.build()

    assert result.code == 1
    assert "build/2025/05/05/b/index.html" in result.err
    assert state_of(site.output) == before


def test_a_folder_that_is_not_ours_is_not_built_into(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.write_file("build/index.html", "mine")

    result = site.build()

    assert result.code == 2
    assert "index.html" in result.err
    assert site.read("index.html") == "mine"


# Law 6: no silent loss.

WIRE = """BEIRUT, June 2 (AP) -- <HVE> The <F.N> report says a<b and x > y & z.

[Q]: Why?

[A]: Because < 5 percent & >= 3.

| Place | Dead |
|-------|------|
| North | 3 | 4 extra |

[Laughter]: loud

Rocket type <KN-23> by <ANSI> or <name@> or <http:/broken; see [note] and [link].

[link]: https://example.org/used
"""


def test_every_word_of_wire_copy_is_in_the_page(site: SiteDriver) -> None:
    site.write(body=WIRE)

    assert site.build().code == 0

    shown = LexborHTMLParser(site.read("2025/03/04/a/index.html")).css_first("main").text()
    lost = [
        word
        for word in WIRE.partition("[link]: ")[0].split()
        if re.sub(r"\W", "", word) not in re.sub(r"\W", "", shown)
    ]
    assert not lost
    for token in (
        "<HVE>",
        "<F.N>",
        "a<b",
        "<KN-23>",
        "<ANSI>",
        "<name@>",
        "[Q]: Why?",
        "[Laughter]: loud",
        "4 extra",
    ):
        assert token in shown


WORD = st.integers(0, 99).map(lambda number: f"w{number}w")
FOREIGN_WORD = st.text(
    st.characters(categories=("Lu", "Ll", "Lo"), exclude_characters="\u037a"), min_size=1, max_size=6
)
MARKS = r"""
    < > & ; " ' * _ ` ( ) # ~ | - + = : . ! \ / { } ^ $ % @ [ ] ]( ]:_ [^ *[ -- ``` ~~~
    <b> </b> <br> <HVE> <F.N> <a <!-- --> &lt; &#65;
    """.split()
BREAKS = [
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n1. ",
    "    ",
    "\n\n    ",
    "\n# ",
    "\n[",
    "|\n|-|-|\n|",
    "\n: ",
    "\n---\n",
]
MARK = st.sampled_from([mark.replace("_", " ") if len(mark) > 1 else mark for mark in MARKS] + BREAKS)

BODIES = BodyRenderer(MarkdownSettings(), Addresses(Site("T", "https://example.org/"), {}), "en")


def rendered(text: str) -> str:
    body, _ = BODIES.render(text, source="a.md", first_line=1, lang="")
    return body.html


def is_definition(text: str) -> bool:
    """Abbreviations are defined by `*[HVE]: …`, attributes set by `{: …}`: that is no text."""
    return "*[" in text or "{:" in text


@given(st.lists(WORD | MARK, max_size=25).map("".join))
@examples(200)
def test_no_mark_makes_a_word_vanish(text: str) -> None:
    if is_definition(text):
        return
    html = rendered(text)

    assert not [word for word in re.findall(r"w\d+w", text) if word not in html]


TOKEN = st.tuples(
    WORD | FOREIGN_WORD,
    st.sampled_from(["{}", "<{}>", "<{}.N>", "</{}>", "<{} x>", "{}<", "<{}", "&{}", "({})", "“{}”"]),
)


@given(st.lists(TOKEN, min_size=1, max_size=20))
@examples(100)
def test_every_word_is_shown(tokens: list[tuple[str, str]]) -> None:
    words = ["" if word.lower() in ELEMENTS else word for word, _ in tokens]
    text = " ".join(form.format(word) for word, (_, form) in zip(words, tokens, strict=True) if word)

    shown = LexborHTMLParser(f"<body>{rendered(text)}").body
    assert shown is not None
    assert not [word for word in words if word not in shown.text()]


def test_an_article_that_is_not_published_is_named_with_the_reason(site: SiteDriver) -> None:
    site.write("content/draft.md", draft=True)
    site.write("content/future.md", date="2027-01-01")
    site.write("content/expired.md", expires="2025-06-01")

    result = site.build("--json")

    assert {held["source"]: held["reason"] for held in result.json["held_back"]} == {
        "content/draft.md": "draft",
        "content/future.md": "future until 2027-01-01",
        "content/expired.md": "expired since 2025-06-01",
    }
    said = site.build().out
    assert "held back: content/draft.md (draft)" in said
    assert "held back: content/future.md (future until 2027-01-01)" in said
    assert "held back: content/expired.md (expired since 2025-06-01)" in said


@pytest.mark.parametrize(("one", "other"), [("Go", "go"), ("café", "cafe\u0301"), ("Straße", "STRASSE"), ("a", "a")])
def test_two_articles_of_one_address_are_both_named(site: SiteDriver, one: str, other: str) -> None:
    site.write("content/1.md", slug=one)
    site.write("content/2.md", slug=other)

    result = site.build()

    assert result.code == 1
    assert "content/2.md" in result.err
    assert "content/1.md" in result.err or "normalization form C" in result.err
    assert not site.output.exists()


# Law 7: all errors at once, and exit codes.


def test_exit_code_0_1_2(site: SiteDriver) -> None:
    site.write()
    assert site.build().code == 0
    site.write("content/b.md", title=None)
    assert site.build().code == 1
    assert site.build("--keep-going").code == 1
    assert site.build("--no-such-option").code == 2
    site.settings("titel: x\n")
    assert site.build().code == 2


def test_exit_code_3_while_another_build_is_at_work(site: SiteDriver) -> None:
    site.write()

    with project_lock(site.root / ".newsgen"):
        result = child(site.root, "build")

    assert result.code == 3
    assert f"another build or deployment is at work here (process {os.getpid()})" in result.err
    assert not site.output.exists()


def test_exit_code_4_is_a_fault_of_newsgen(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write()
    monkeypatch.setattr("newsgen.cli.build.build", lambda *_: 1 / 0)

    result = site.build()

    assert result.code == 4
    assert "newsgen itself failed: ZeroDivisionError" in result.err
    assert "Traceback" not in result.err
    assert "Traceback" in site.build("--verbose").err


def test_all_errors_are_told_at_once_with_their_lines(site: SiteDriver) -> None:
    site.write("content/a.md", title=None, date="2025-13-01")
    site.write("content/b.md", slug="a//b", lang="x y")
    site.write_file("static/s.txt", "x")
    site.write_file("content/c.md", "no front matter")

    result = site.build()

    assert result.code == 1
    for place in (
        "content/a.md:2:1",
        "content/a.md:2:7",
        "content/b.md:4:7",
        "content/b.md:5:7",
        "content/c.md:1:1",
    ):
        assert f"{place}: error: " in result.err


def test_line_numbers_count_the_front_matter(site: SiteDriver) -> None:
    site.write("content/a.md", "One.\n\nTwo [dead](none.md).", tags=["x"])

    result = site.build()

    assert "content/a.md:9:12: warning: dead link none.md" in result.err
    assert "    9 | Two [dead](none.md).\n      |            ^" in result.err


@contextmanager
def large_build(site: SiteDriver) -> Iterator["subprocess.Popen[str]"]:
    """A build that has begun to render, in a process of its own."""
    site.write("content/a.md")
    assert site.build().code == 0
    for number in range(300):
        site.write(f"content/{number}.md", "Word. " * 100, date="2025-06-07", tags=[f"t{number}"])
    command = [
        sys.executable,
        "-m",
        "newsgen",
        "build",
        "--project",
        str(site.root),
        "--now",
        NOW,
        "--jobs",
        "2",
    ]
    staging = site.root / ".newsgen" / "staging"
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=environment(), stdout=pipe, stderr=pipe, encoding="utf-8")
    with process:
        deadline = time.monotonic() + 600
        while process.poll() is None and not (staging.is_dir() and any(staging.iterdir())):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        yield process
        process.kill()


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_an_interrupted_build_leaves_the_old_site_and_no_staging(site: SiteDriver, name: str, code: int) -> None:
    with large_build(site) as process:
        before = state_of(site.output)
        process.send_signal(getattr(signal, name))
        _, said = process.communicate(timeout=600)

    assert process.returncode == code
    assert "Traceback" not in said
    assert state_of(site.output) == before
    assert not (site.root / ".newsgen" / "staging").exists()


@pytest.mark.long
def test_a_reader_that_goes_away_is_no_fault(site: SiteDriver) -> None:
    for number in range(1500):
        site.write(f"content/{number}.md", "x", title="A long headline " * 6)
    listing = f"'{sys.executable}' -m newsgen list --project '{site.root}'"
    command = f"{listing} | head -1; exit ${{PIPESTATUS[0]}}"

    done = subprocess.run(
        ["bash", "-c", command], env=environment(), capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 141
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.long
def test_a_closed_standard_output_is_no_fault(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/")
    site.write()
    command = f"'{sys.executable}' -m newsgen build --project '{site.root}' >&-"

    done = subprocess.run(
        ["bash", "-c", command], env=environment(), capture_output=True, encoding="utf-8", check=False
    )

    assert done.returncode == 0
    assert done.stderr == ""
    assert site.exists("index.html")


# Law 9: an article's address never changes by itself.


@pytest.mark.parametrize(
    ("path", "fields", "address"),
    [
        ("content/some-story.md", {}, "2025/03/04/some-story/"),
        ("content/2025-03-04-some-story.md", {"date": None}, "2025/03/04/some-story/"),
        ("content/2025-03-04.md", {}, "2025/03/04/2025-03-04/"),
        ("content/deep/er/Some Story.md", {}, "2025/03/04/some-story/"),
        ("content/story/index.md", {}, "2025/03/04/story/"),
        ("content/x.md", {"slug": "Chosen"}, "2025/03/04/Chosen/"),
        ("content/누리호.md", {}, "2025/03/04/nuriho/"),
    ],
)
def test_the_address_comes_from_the_file_or_the_front_matter(
    site: SiteDriver, path: str, fields: dict[str, str | None], address: str
) -> None:
    site.write(path, **fields)

    assert site.build().code == 0
    assert site.exists(f"{address}index.html")


def test_a_new_headline_moves_nothing(site: SiteDriver) -> None:
    site.write("content/a.md", title="Harbour wall")
    site.build()

    site.write("content/a.md", title="Harbour wall to rise at last")
    report = site.report()

    assert site.exists("2025/03/04/a/index.html")
    assert report["moved"] == []


def test_a_new_date_is_reported_with_the_alias_that_keeps_the_old_address(site: SiteDriver) -> None:
    site.write("content/a.md", date="2025-03-04")
    site.build()

    site.write("content/a.md", date="2025-03-05")
    result = site.build()

    assert "content/a.md" in result.out
    assert "/2025/03/04/a/" in result.out
    assert "/2025/03/05/a/" in result.out
    assert "aliases: [/2025/03/04/a/]" in result.out


@pytest.mark.parametrize("base", ["", "record/", "some%20path/é/"])
def test_the_alias_leads_on_and_silences_the_report(site: SiteDriver, base: str) -> None:
    site.write_file("newsgen.yaml", f"title: T\nbase_url: https://example.org/{base}\n")
    site.write("content/a.md", slug="é x")
    assert site.build().code == 0
    site.write("content/a.md", slug="é x", date="2025-03-05")
    (move,) = site.report()["moved"]
    assert move["aliases"] == ["/2025/03/04/é x/"]

    site.write("content/a.md", slug="é x", date="2025-03-05", aliases=move["aliases"])
    report = site.report()

    assert report["moved"] == []
    assert f"url={move['to']}" in site.read("2025/03/04/é x/index.html")


def test_an_address_that_an_alias_keeps_alive_from_the_start_is_not_reported(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.build()

    site.write("content/a.md", date="2025-03-05", aliases=["/2025/03/04/a/"])

    assert site.report()["moved"] == []
    assert "url=/2025/03/05/a/" in site.read("2025/03/04/a/index.html")


def test_a_report_that_was_not_heeded_is_not_forgotten(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.build()
    site.write("content/a.md", date="2025-03-05")
    site.write("content/b.md", title=None)
    assert site.build().code == 1  # nothing is published, so nothing has moved yet

    site.remove("content/b.md")

    assert [move["aliases"] for move in site.report()["moved"]] == [["/2025/03/04/a/"]]


def test_a_renamed_file_is_recognized(site: SiteDriver) -> None:
    path = site.write("content/a.md", "A story.")
    site.write("content/other.md", "Another.")
    site.build()

    path.rename(site.root / "content" / "b.md")

    assert site.report()["moved"] == [
        {
            "source": "content/b.md",
            "from": "/2025/03/04/a/",
            "to": "/2025/03/04/b/",
            "aliases": ["/2025/03/04/a/"],
        }
    ]


def test_a_moved_file_that_keeps_its_name_keeps_its_address(site: SiteDriver) -> None:
    path = site.write("content/a.md")
    site.build()
    before = site.files()

    (site.root / "content" / "archive").mkdir()
    path.rename(site.root / "content" / "archive" / "a.md")
    report = site.report()

    assert report["moved"] == []
    assert site.files().keys() == before.keys()


# Law 10: old pages do not change when news arrives.


def write_days(site: SiteDriver, count: int) -> None:
    """One article a day, tags in turn; the section World and the author Rae carry all."""
    for number in range(1, count + 1):
        site.write(
            f"content/s{number:02}.md",
            f"Story {number}.",
            title=f"Story {number}",
            date=f"2025-0{1 + (number - 1) // 28}-{1 + (number - 1) % 28:02}",
            tags=["Odd" if number % 2 else "Even"],
            section="World",
            authors=["Rae"],
        )


def pages_of_term(place: str) -> set[str]:
    return {f"{place}index.html", f"{place}feed.xml"}


def test_news_changes_what_it_must_and_nothing_else(site: SiteDriver) -> None:
    site.settings("per_page: 5\n")
    write_days(site, 26)
    assert site.build().code == 0
    before = site.files()

    write_days(site, 27)
    assert site.build().code == 0
    after = site.files()

    assert after.keys() - before.keys() == {
        "2025/01/27/s27/index.html",
        "2025/01/27/index.html",
        "on-this-day/01-27/index.html",
    }
    assert not before.keys() - after.keys()
    assert {path for path in before if before[path] != after[path]} == {
        "2025/01/26/s26/index.html",  # its neighbour
        "2025/01/26/index.html",  # the day before
        "2025/01/index.html",  # its month, its year, and what counts them
        "2025/index.html",
        "dates/index.html",
        "articles/index.html",  # the newest page of every listing it is in
        *pages_of_term("tags/odd/"),
        *pages_of_term("sections/world/"),
        *pages_of_term("authors/rae/"),
        "tags/index.html",  # the indexes, which count
        "sections/index.html",
        "authors/index.html",
        *pages_of_term(""),  # the front page and its feeds
        "atom.xml",
        "sitemap.xml",
        "search-index/manifest.js",
        *(
            f"search-index/2025/{name}.js" for name in ("d0", "days", "l0", "t0")
        ),  # its words, and what its result shows
        "sitemaps/articles-2025.xml",
        "sitemaps/dates.xml",
        "sitemaps/on-this-day.xml",
        "sitemaps/pages.xml",
        "on-this-day/01-26/index.html",  # the day of the year before
        *(f"sitemaps/terms-{taxonomy}.xml" for taxonomy in ("authors", "sections", "tags")),
    }


def test_numbered_pages_keep_their_articles_when_a_listing_overflows(site: SiteDriver) -> None:
    site.settings("per_page: 5\n")
    write_days(site, 29)
    assert site.build().code == 0
    before = site.files()

    write_days(site, 30)
    assert site.build().code == 0
    after = site.files()

    numbered = {path for path in before if "/page/" in path}
    changed = {path for path in numbered if before[path] != after[path]}
    added = {path for path in after.keys() - before.keys() if "/page/" in path}
    assert added == {
        "articles/page/5/index.html",
        "sections/world/page/5/index.html",
        "authors/rae/page/5/index.html",
    } | {"tags/even/page/2/index.html"}
    # The page below the new one points to it; what it lists stays.
    assert changed == {
        "articles/page/4/index.html",
        "sections/world/page/4/index.html",
        "authors/rae/page/4/index.html",
        "tags/even/page/1/index.html",
    }
    assert all(headlines(before[path]) == headlines(after[path]) for path in numbered)


def headlines(page: bytes) -> list[str]:
    return [link.text() for link in LexborHTMLParser(page.decode()).css("ol.stories h2 a")]


counts = st.integers(0, 2000)
sizes = st.integers(1, 60)


@given(counts, sizes)
def test_every_article_is_listed_exactly_once(count: int, per_page: int) -> None:
    listed = [item for chunk in paginate(count, per_page) for item in newest_first(range(count), chunk)]

    assert listed == list(reversed(range(count)))


@given(counts, sizes)
def test_no_page_is_nearly_empty_nor_overfull(count: int, per_page: int) -> None:
    newest, *numbered = paginate(count, per_page)

    assert all(chunk.stop - chunk.start == per_page for chunk in numbered)
    assert newest.stop - newest.start < 2 * per_page
    assert newest.stop - newest.start >= min(count, per_page)


@given(counts, sizes, st.integers(1, 200))
def test_numbered_pages_are_the_same_when_articles_are_appended(count: int, per_page: int, more: int) -> None:
    def numbered(chunks: Iterable[Chunk]) -> dict[int, tuple[int, int, int | None]]:
        return {chunk.number: (chunk.start, chunk.stop, chunk.older) for chunk in chunks if chunk.number}

    before, after = numbered(paginate(count, per_page)), numbered(paginate(count + more, per_page))

    assert before.items() <= after.items()


@given(counts, sizes)
def test_pages_are_chained_without_a_gap(count: int, per_page: int) -> None:
    chunks = list(paginate(count, per_page))

    assert [chunk.older for chunk in chunks] == [chunk.number for chunk in chunks[1:]] + [None]
    assert [chunk.newer for chunk in chunks] == [None] + [chunk.number for chunk in chunks[:-1]]


def test_a_move_is_told_once_by_the_build_that_moves_it(site: SiteDriver) -> None:
    site.write("content/a.md", date="2025-03-04")
    site.build()
    site.write("content/a.md", date="2025-03-05")

    first, second = site.report(), site.report()

    assert [move["from"] for move in first["moved"]] == ["/2025/03/04/a/"]
    assert second["moved"] == []
    site.write("content/a.md", date="2025-03-05", aliases=first["moved"][0]["aliases"])
    assert site.report()["moved"] == []


def test_a_move_is_told_although_the_story_was_held_back_in_between(site: SiteDriver) -> None:
    site.write("content/z.md")
    site.write("content/a.md", date="2025-03-04")
    site.build()
    site.write("content/a.md", date="2025-13-04")
    site.build("--keep-going")

    site.write("content/a.md", date="2025-03-05")

    assert [move["from"] for move in site.report()["moved"]] == ["/2025/03/04/a/"]


def test_the_hint_holds_the_aliases_that_are_there_already(site: SiteDriver) -> None:
    site.write("content/a.md", date="2025-03-04", aliases=["/old/"], slug="a, b")
    site.build()

    site.write("content/a.md", date="2025-03-05", aliases=["/old/"], slug="a, b")

    assert 'aliases: [/old/, "/2025/03/04/a, b/"]' in site.build().out


def test_a_new_base_url_moves_no_story(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.build()

    site.write_file("newsgen.yaml", "title: T\nbase_url: https://example.org/sub/\ntimezone: UTC\n")

    assert site.report()["moved"] == []


def test_a_link_to_a_draft_does_not_give_its_name_away(site: SiteDriver) -> None:
    site.write("content/secret-plan.md", draft=True)
    site.write("content/a.md", "See [the plan](secret-plan.md).")

    result = site.build()

    assert "content/a.md:6:16: warning: the link secret-plan.md leads to an article that is not published" in result.err
    assert b"secret-plan" not in b"".join(site.files().values())

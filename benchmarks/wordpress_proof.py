"""Count what an import of WordPress brings to the pages of a built site, without asking the importer.

    python -m benchmarks.wordpress_proof export.xml another.xml

Each export is read with the XML parser of Python's standard library, imported into an empty publication, and built;
then words, links, pictures, comments, footnotes and meta are looked for on the pages and in the files. Nothing of
newsgen's importers is used here, so that their own proof is proved.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from benchmarks.contenders import newsgen_environment

_WORD = re.compile(r"[^\W_]+")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"(?<!\[)\[/?[a-zA-Z][\w-]*(?:[\s=][^\[\]]*)?/?\](?!\])")
_SEEN_CODE = re.compile(
    r"\[/?(?:caption|gallery|audio|video|playlist|embed|sourcecode|vc_|et_pb_|fusion_|av_|su_|contact-form|youtube|vimeo|tweet|"
    r"table id|nggallery|ngg|wpforms|gravityform|mc4wp|tiled)[^\]]*\]|<!-- /?wp:"
)
_ADDRESS = re.compile(r"https?://\S+")
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+\Z)")
_PERSONAL = re.compile(r"(?i)password|user_agent|(?:^|_)(?:billing|shipping|customer)_")
_BREAKS = frozenset(
    """address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1
    h2 h3 h4 h5 h6 header hr iframe img li main nav ol p pre section summary table tbody td tfoot th thead tr ul video
    audio source object embed""".split()
)
_VOID = frozenset("br hr img source embed input meta link wbr col track".split())
_UNSEEN = frozenset("script style template noscript form button select textarea option svg iframe".split())


class Reader(HTMLParser):
    """The words, links and pictures of some HTML."""

    def __init__(self, within: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.running: list[str] = []
        """What stands in no code."""
        self._codes = 0
        self._is_button = False
        self.links: list[str] = []
        self.pictures: list[str] = []
        self._within = within
        self._depth = 0 if within else 1
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes what an element says."""
        said = {name: value or "" for name, value in attrs}
        if tag == self._within:
            self._depth += 1
        if tag in _UNSEEN:
            self._unseen += 1
        self._is_button = "wp-block-file__button" in said.get("class", "")
        if "data-fn" in said or said.get("id", "").startswith("fnref"):
            self.parts.append(" ")  # The mark of a note.
        if tag in _BREAKS or self._is_button:
            self.parts.append(" ")
        self._codes += tag in {"pre", "code"}
        if self._depth and not self._unseen:
            if tag == "a" and said.get("href"):
                self.links.append(said["href"])
            if tag == "img":
                self.pictures += [found.split()[0] for found in said.get("srcset", "").split(",") if found.strip()]
                self.pictures += filter(None, [said.get("src", "")])
                self.parts.append(f" {said.get('alt', '')} " if self._within else " ")

    def handle_endtag(self, tag: str) -> None:
        """Ends it."""
        if tag in _BREAKS:
            self.parts.append(" ")
        self._is_button = False
        self._codes -= tag in {"pre", "code"}
        if tag == self._within:
            self._depth -= 1
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)

    def handle_data(self, data: str) -> None:
        """Takes a text, where it is to be seen."""
        # The button of a file leads where the link beside it does: it is left out by name.
        if self._depth and not self._unseen and not self._is_button:
            self.parts.append(data)
            if self._codes <= 0:
                self.running.append(data)

    @property
    def text(self) -> str:
        """All that is to be read."""
        return "".join(self.parts)


def read(html: str, within: str = "") -> Reader:
    """The HTML as it was read; ``within`` names the element of which alone something is wanted."""
    reader = Reader(within)
    reader.feed(html)
    reader.close()
    return reader


def words(text: str) -> Counter[str]:
    """The words of a text, and the letters of Chinese and Japanese."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return Counter(_WORD.findall(_DENSE.sub(r" \g<0> ", plain)))


@dataclass
class Count:
    """So many there are, and so many of them have not arrived."""

    there: int = 0
    missing: list[str] = field(default_factory=list)

    def add(self, name: str, *, has_arrived: bool) -> None:
        """Counts one."""
        self.there += 1
        if not has_arrived:
            self.missing.append(name)

    def __str__(self) -> str:
        share = 100 * (1 - len(self.missing) / self.there) if self.there else 100
        return f"{self.there:,} · {share:.2f} %"


@dataclass
class Counts:
    """What was counted of one export."""

    posts: int = 0
    on_pages: Count = field(default_factory=Count)
    in_files: Count = field(default_factory=Count)
    links: Count = field(default_factory=Count)
    pictures: Count = field(default_factory=Count)
    comments: Count = field(default_factory=Count)
    footnotes: Count = field(default_factory=Count)
    meta: Count = field(default_factory=Count)
    addresses: Count = field(default_factory=Count)
    codes: list[str] = field(default_factory=list)
    """That a reader can see."""


@dataclass
class Post:
    """An item of an export."""

    said: dict[str, str]
    comments: list[str]
    meta: list[tuple[str, str]]
    terms: list[tuple[str, str]]


def posts_of(export: Path) -> tuple[str, list[Post]]:
    """The web address of the site, and all items of its export."""
    root = ET.parse(export).getroot()  # noqa: S314 - likewise
    base = next((element.text or "" for element in root.iter() if element.tag.endswith("base_blog_url")), "")
    base = base or root.findtext("channel/link", "")
    return base.rstrip("/"), [_post(item) for item in root.iter("item")]


def _post(item: ET.Element) -> Post:
    post = Post({}, [], [], [])
    for element in item:
        name = element.tag.rpartition("}")[2]
        inner = {each.tag.rpartition("}")[2]: each.text or "" for each in element}
        if name == "comment":
            post.comments.append(inner.get("comment_content", ""))
        elif name == "postmeta":
            post.meta.append((inner.get("meta_key", ""), inner.get("meta_value", "")))
        elif name == "category":
            post.terms.append((element.get("domain", ""), element.get("nicename", "")))
        elif name == "encoded":
            post.said["content" if "content" in element.tag else "excerpt"] = element.text or ""
        else:
            post.said.setdefault(name, element.text or "")
    return post


def is_public(post: Post) -> bool:
    """Whether readers saw a post or a page."""
    said = post.said
    return (
        said.get("post_type", "post") in {"post", "page"}
        and said.get("status") == "publish"
        and not said.get("post_password")
        and not said.get("post_date", "").startswith("0000")
    )


def count(export: Path, folder: Path) -> Counts:
    """Imports an export into an empty folder, builds that, and counts."""
    (folder / "content").mkdir(parents=True)
    (folder / "newsgen.yaml").write_text("title: Proof\nbase_url: https://proof.example/\n", encoding="utf-8")
    _newsgen(folder, "import", str(export))
    (imports,) = (folder / "imports").glob("*/")
    if (imports / "redirects.txt").exists():
        with (folder / "newsgen.yaml").open("a", encoding="utf-8") as file:
            file.write(f"redirects: imports/{imports.name}/redirects.txt\n")
    told = _newsgen(folder, "build")
    if not (folder / "build").is_dir():
        raise SystemExit(f"{export} could not be built:\n{told}")
    base, posts = posts_of(export)
    return _Counting(folder, imports, base, posts).all()


def _newsgen(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "newsgen", *arguments, "--project", str(folder)]
    done = subprocess.run(command, env=newsgen_environment(), capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


class _Counting:
    def __init__(self, folder: Path, imports: Path, base: str, posts: Sequence[Post]) -> None:
        self._build = folder / "build"
        self._base = base
        self._posts = posts
        self._counts = Counts()
        self._files = {path: path.read_text(encoding="utf-8") for path in (folder / "content").rglob("*.md")}
        self._kept = "\n".join(_strings(imports))
        self._asked = dict(
            line.split(" ", 1) for line in (imports / "old-urls.txt").read_text("utf-8").splitlines() if "?" in line
        ) if (imports / "old-urls.txt").exists() else {}  # fmt: skip
        self._all = "\n".join(self._files.values())
        self._by_number = {}
        for text in self._files.values():
            if match := re.search(r"^  wordpress_id: \"?(\d+)", text, re.MULTILINE):
                self._by_number[match[1]] = text

    def all(self) -> Counts:
        for post in self._posts:
            number = post.said.get("post_id", "")
            if post.said.get("post_type", "post") in {"post", "page"}:
                self._count_words_in_file(post, self._by_number.get(number, "") if number else self._all)
            if is_public(post) and post.said.get("post_id") and post.said.get("link"):
                self._counts.posts += 1
                self._count_page(post)
            for comment in post.comments:
                plain = read(comment).text
                found = all(word in self._kept for word in comment.split()) or plain in self._kept
                self._counts.comments.add(plain[:60], has_arrived=found)
            for key, value in post.meta:
                if not _PERSONAL.search(key) and post.said.get("post_type", "post") != "feedback":
                    self._counts.meta.add(key, has_arrived=all(part in self._kept for part in _leaves(value)))
        return self._counts

    @staticmethod
    def _said(post: Post) -> str:
        """The words of a post that stand on its page; an address there becomes a player, or a link."""
        typed = _CODE.sub(" ", _COMMENT.sub("", post.said.get("content", "")))
        title = _CODE.sub(" ", post.said.get("title", ""))
        return f"{read(title).text} {_ADDRESS.sub(' ', read(typed).text)}"

    def _count_words_in_file(self, post: Post, text: str) -> None:
        wanted = words(self._said(post)) + words(read(_CODE.sub(" ", post.said.get("excerpt", ""))).text)
        bare = re.sub(r"\\(?=[^\w\s])", "", unescape(text))
        found = words(bare) + words(re.sub(r"<[^>]*>|[*_~`]+", "", bare)) + words(self._kept)
        self._counts.in_files.there += wanted.total()
        self._counts.in_files.missing += (wanted - found).elements()

    def _page(self, path: str) -> str:
        file = self._build / unquote(path).strip("/")
        for each in (file, file / "index.html"):
            if each.is_file():
                return each.read_text(encoding="utf-8", errors="replace")
        return ""

    def _count_page(self, post: Post) -> None:
        said = post.said
        path = self._path(said.get("link", ""))
        # What newsgen has a listing for at that address lies elsewhere, and is told.
        page = self._page(self._asked.get(f"/?p={said.get('post_id')}", path))
        shown = read(page, "main")
        wanted = words(self._said(post))
        on_page = words(shown.text)
        self._counts.on_pages.there += wanted.total()
        self._counts.on_pages.missing += (wanted - on_page).elements()
        self._counts.codes += [
            f"{path}: {code}"
            for code in _SEEN_CODE.findall(" ".join(shown.running))
            if f"[{code}]" not in said["content"]
        ]
        self._count_addresses(post, path)
        source = read(_COMMENT.sub("", said.get("content", "")))
        hrefs = {_plain(each) for each in (*shown.links, *shown.pictures)} | {
            _plain(word) for word in shown.text.split()
        }
        for link in source.links:
            if re.match(r"(?:https?:)?//|/", link.strip()) and not link.startswith("javascript"):
                wanted_link = _plain(self._path(link) or link).partition("#")[0]
                ends = wanted_link.rstrip("/").rpartition("/")[2]
                self._counts.links.add(link, has_arrived=wanted_link in hrefs or any(ends in each for each in hrefs))
        for picture in source.pictures:
            name = _SIZE.sub("", _plain(picture).rpartition("/")[2])
            has = any(name in each or _plain(picture).rpartition("/")[2] in each for each in hrefs)
            self._counts.pictures.add(picture, has_arrived=has)
        self._count_footnotes(post, on_page)

    def _count_footnotes(self, post: Post, on_page: Counter[str]) -> None:
        for key, value in post.meta:
            if key == "footnotes" and value.strip():
                for note in json.loads(value):
                    self._counts.footnotes.add(
                        note["content"], has_arrived=not words(read(note["content"]).text) - on_page
                    )

    def _count_addresses(self, post: Post, path: str) -> None:
        wanted = [path] if path != "/" else []
        if "?" not in path and path != "/":
            pages = len(re.findall(r"<!--\s*nextpage\s*-->", post.said.get("content", "")))
            wanted += [f"{path.rstrip('/')}/{number}/" for number in range(2, pages + 2)] + [
                f"{path.rstrip('/')}/feed/"
            ]
        wanted.append(f"/?p={post.said.get('post_id')}")
        wanted += [
            f"/tag/{name}/" for domain, name in post.terms if domain == "post_tag" and post.said["post_type"] == "post"
        ]
        for address in wanted:
            leads = self._asked.get(address, "") if "?" in address else address
            self._counts.addresses.add(address, has_arrived=bool(leads) and bool(self._page(leads)))

    def _path(self, address: str) -> str:
        parts, own = urlsplit(unescape(address).strip()), urlsplit(self._base)
        if parts.netloc and parts.netloc.removeprefix("www.") != own.netloc.removeprefix("www."):
            return ""
        path = parts.path.removeprefix(own.path) or "/"
        return path + (f"?{parts.query}" if parts.query else "")


def _plain(address: str) -> str:
    return unquote(unescape(address)).strip()


def _strings(folder: Path) -> Iterator[str]:
    """Every text in the JSON that was kept."""
    for path in folder.rglob("*"):
        if path.suffix == ".ndjson":
            for line in path.read_text(encoding="utf-8").splitlines():
                yield from _texts(json.loads(line))
        elif path.suffix == ".json" and "kept" in path.parts:
            yield from _texts(json.loads(path.read_text(encoding="utf-8")))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    else:
        yield str(value)


def _leaves(value: str) -> Iterable[str]:
    try:
        found = json.loads(value)
    except ValueError:
        return [value]
    return _texts(found) if isinstance(found, dict | list) else [value]


def main(arguments: Sequence[str] | None = None) -> int:
    """Count, print a table in Markdown, and return 1 where something is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.wordpress_proof", description=__doc__)
    parser.add_argument("exports", nargs="+", type=Path, help="exports of WordPress, each of a site of its own")
    parser.add_argument("--missing", action="store_true", help="name what is missing")
    options = parser.parse_args(arguments)
    names = ("on_pages", "in_files", "links", "pictures", "comments", "footnotes", "meta", "addresses")
    print(f"| export | posts | {' | '.join(name.replace('_', ' ') for name in names)} | codes to be seen |")
    print(f"|---|---:|{'---:|' * (len(names) + 1)}")
    is_whole = True
    for export in options.exports:
        with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as folder:
            counts = count(export, Path(folder) / "site")
        cells = " | ".join(str(getattr(counts, name)) for name in names)
        print(f"| {export.name} | {counts.posts:,} | {cells} | {len(counts.codes)} |", flush=True)
        for name in names:
            found: Count = getattr(counts, name)
            is_whole = is_whole and not found.missing
            if options.missing and found.missing:
                print(f"  {name}: {Counter(found.missing).most_common(60)}")
        if options.missing and counts.codes:
            print(f"  codes: {counts.codes[:40]}")
        is_whole = is_whole and not counts.codes
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())

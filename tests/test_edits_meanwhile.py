"""What is edited while a build runs is seen by the next one, whatever it is and whenever it comes."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.conftest import NOW, SiteDriver, newsgen

from newsgen.builder import engine
from newsgen.builder.engine import Engine
from newsgen.builder.publish import Publisher
from newsgen.renderer.pages import Renderer


def picture(shade: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 30), (shade, shade, shade)).save(file, "PNG")
    return file.getvalue()


def template(word: str) -> str:
    return (
        '{% extends "theme/article.html" %}{% block main %}{{ super() }}'
        '{{ data.notes.a }}{% include "partials/mine.html" %}' + word + "{% endblock %}"
    )


FILES: dict[str, tuple[str | bytes | None, str | bytes]] = {
    "content/a.md": (
        "---\ntitle: One\ndate: 2025-03-04\nimage: a.png\ntags: [Sea]\n---\nOld words.\n\n::: tides\nTwo.\n:::\n",
        "---\ntitle: Two\ndate: 2025-03-04\nimage: a.png\ntags: [Land]\n---\nNew words.\n\n::: tides\nTwo.\n:::\n",
    ),
    "content/a.png": (picture(10), picture(200)),
    "content/pages/about.md": ("---\ntitle: About\n---\nOld.\n", "---\ntitle: About us\n---\nNew.\n"),
    "content/terms/tags/sea.md": ("---\ntitle: Sea\n---\nOld.\n", "---\ntitle: Sea\n---\nNew.\n"),
    "templates/article.html": (template("old"), template("new")),
    "templates/partials/mine.html": ("<p>old</p>", "<p>new</p>"),
    "templates/blocks/tides.html": (None, "<aside>{{ inside }}</aside>"),
    "templates/labels.yaml": ("en: {search: Old}\n", "en: {search: New}\n"),
    "static/style.css": ("a { color: red }\n", "a { color: blue }\n"),
    "data/notes.yaml": ("a: old\n", "a: new\n"),
}
"""Path to what is in it before and after the edit; None where there is no file."""
MOMENTS = {
    "while articles are read": (engine, "load_articles", 1),
    "before the first page": (Engine, "_render", 1),
    "before the third page": (Renderer, "render_with", 3),
    "after the last page": (Engine, "_conclude", 1),
    "when all is published": (Publisher, "_remember", 1),
}
"""To what is called then, and for which time."""


@pytest.mark.sampled(every=7)
@pytest.mark.parametrize("is_first", [True, False], ids=["first build", "edit"])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("path", FILES)
def test_what_is_edited_while_a_build_runs_is_seen_by_the_next(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str, moment: str, *, is_first: bool
) -> None:
    for each, (before, _) in FILES.items():
        if before is not None:
            site.write_file(each, before)
    if not is_first:
        assert site.build().code == 0
        site.write("content/other.md", title="Another", tags=["Sea"])
    edits = edit_at(moment, lambda: site.write_file(path, FILES[path][1]), monkeypatch)
    site.build()
    assert edits

    assert site.build().code == 0

    clean = tmp_path / "clean"
    shutil.copytree(site.root, clean, ignore=shutil.ignore_patterns("build", ".newsgen"))
    assert newsgen("build", "--project", str(clean), "--now", NOW).code == 0
    ours, theirs = site.files(), site.files(clean / "build")
    assert {name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)} == set()


def edit_at(moment: str, edit: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Has something edited once, at a moment of the next build; what is returned is filled then."""
    whose, name, time = MOMENTS[moment]
    real = getattr(whose, name)
    calls: list[None] = []
    edits: list[object] = []

    def called(*given: Any, **named: Any) -> Any:
        calls.append(None)
        if len(calls) == time:
            edits.append(edit())
            monkeypatch.setattr(whose, name, real)
        return real(*given, **named)

    monkeypatch.setattr(whose, name, called)
    return edits

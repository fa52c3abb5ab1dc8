"""What the pictures of a site cost: made photographs of 12 megapixels, one for each story.

python -m benchmarks.pictures --photographs 1000
"""

import argparse
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PIL import Image

from benchmarks import machine
from benchmarks.contenders import Wanted, newsgen, newsgen_version
from benchmarks.measure import Cost, measure
from benchmarks.page import read_options, tell

PART = "pictures"
_SIZE = (4000, 3000)
_SETTINGS = "title: Photographs\nbase_url: https://example.org/\n"
_DIFFERENT = 8
"""Scenes; the photographs of one differ in their bytes alone, which newsgen cannot know."""


def photograph(scene: int) -> bytes:
    """A JPEG of 12 megapixels with soft forms and the noise of a camera, as large as a telephone makes it."""
    across = Image.linear_gradient("L").rotate(90 * scene).resize(_SIZE)
    waves = Image.effect_mandelbrot((500, 375), (-2.0 + scene / 9, -1.2, 1.0, 1.2), 60).resize(_SIZE)
    noise = Image.effect_noise(_SIZE, 24)
    picture = Image.merge("RGB", (Image.blend(across, noise, 0.25), Image.blend(waves, noise, 0.25), noise))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=92)
    return file.getvalue()


def write_project(folder: Path, count: int) -> None:
    """A story a day, each with a photograph of its own."""
    (folder / "content").mkdir(parents=True)
    (folder / "newsgen.yaml").write_text(_SETTINGS, encoding="utf-8")
    scenes = [photograph(scene) for scene in range(min(count, _DIFFERENT))]
    for number in range(count):
        # A comment behind the picture makes another file of it.
        content = scenes[number % len(scenes)] + number.to_bytes(4, "big")
        (folder / "content" / f"p{number}.jpg").write_bytes(content)
        day = date(2020, 1, 1) + timedelta(days=number)
        text = (
            f"---\ntitle: Photograph {number}\ndate: {day}\nimage: {{src: p{number}.jpg, alt: A scene}}\n---\nWords.\n"
        )
        (folder / "content" / f"{number}.md").write_text(text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table in Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    parser.add_argument("--photographs", type=int, default=100, help="how many (default: 100)")
    options = read_options(parser, PART, arguments)
    load_before = machine.load()
    with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as temporary:
        folder = Path(temporary) / "site"
        write_project(folder, options.photographs)
        whole = _build(folder)
        again = _build(folder)
        shutil.rmtree(folder / "build")
        anew = _build(folder)
        shutil.rmtree(folder / "build")
        shutil.rmtree(folder / ".newsgen")
        for picture in (folder / "content").glob("*.jpg"):
            picture.unlink()
        plain = _build(folder)
        facts = machine.facts(folder, datetime.now(UTC).date(), load_before)
    text = f"{_table(options.photographs, whole, again, anew, plain)}\n\n{newsgen_version()}.\n\n{facts}"
    tell(PART, text, options)
    return 0


def _build(folder: Path) -> Cost:
    contender = newsgen(folder, Wanted(0))
    command = [sys.executable, "-m", "newsgen", "build", "--json", "--project", str(folder)]
    return measure(command, contender.environment, folder / "build")


def _made(cost: Cost) -> int:
    made: int = json.loads(cost.answer)["pictures_made"]
    return made


def _table(count: int, whole: Cost, again: Cost, anew: Cost, plain: Cost) -> str:
    rows = [
        ("from nothing", whole),
        ("nothing has changed", again),
        ("into an empty folder", anew),
        ("without the photographs", plain),
    ]
    lines = [
        f"| {count:,} photographs | seconds | processor seconds | memory at the peak | made |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.memory / (1 << 20):,.0f} MiB | {_made(cost):,} |"
        for name, cost in rows
    ]
    return "\n".join([*lines, "", f"Processor time of one photograph: {(whole.cpu - plain.cpu) / count:.2f} s."])


if __name__ == "__main__":
    sys.exit(main())

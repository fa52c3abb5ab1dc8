"""What is measured, in which order: builds from nothing, builds after edits, starts.

Each contender takes its turn within each run, so that a machine that is slower for a while is slower for all.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.archive import make_archive
from benchmarks.contenders import ROOT, Contender, Wanted, newsgen_environment, unsealed
from benchmarks.edits import choose_stories, edits_of, undo
from benchmarks.measure import Cost, measure

Costs = dict[str, list[Cost]]
"""Of each name the costs, a run each."""
Say = Callable[[str, Cost], None]
"""Told what was measured, and its cost."""

HELP = "`newsgen --help`"
DEMO = "`newsgen build`, the demo publication, nothing changed"
_DEMO_PARTS = ("newsgen.yaml", "content", "templates", "static")


def builds_from_nothing(contenders: Sequence[Contender], runs: int, say: Say) -> Costs:
    """Contender to the costs of its builds."""
    costs: Costs = {contender.name: [] for contender in contenders}
    for run in range(1, runs + 1):
        for contender in contenders:
            contender.remove_output()
            cost = contender.build()
            say(f"run {run} of {runs}: {contender.name}, from nothing", cost)
            costs[contender.name].append(cost)
    return costs


def builds_after_edits(contenders: Sequence[Contender], wanted: Wanted, runs: int, say: Say) -> dict[str, Costs]:
    """Contender to edit to the costs of the builds after it. What the last build left is what they begin with."""
    chosen = choose_stories(make_archive(wanted.articles, wanted.seed), runs)
    templates = {contender.name: contender.template_text() for contender in contenders}
    costs: dict[str, Costs] = {contender.name: {} for contender in contenders}
    with ExitStack() as stack:
        for contender in contenders:
            stack.enter_context(unsealed(contender))
            if contender.is_newsgen:
                # A project without a template of its own gets one first, so that an edit of it is an edit.
                contender.write_template(contender.edit_template(templates[contender.name], 0))
                say(f"{contender.name}, before the edits", contender.build())
        for run in range(1, runs + 1):
            for edit in edits_of(run, chosen):
                for contender in contenders:
                    edit.apply(contender, templates[contender.name])
                    cost = contender.build()
                    say(f"run {run} of {runs}: {contender.name}, {edit.title.lower()}", cost)
                    costs[contender.name].setdefault(edit.title, []).append(cost)
        for contender in contenders:
            undo(contender, runs, chosen, templates[contender.name])
    return costs


def starts(runs: int, say: Say) -> Costs:
    """Command to the costs of starting it. One run more goes before, and is not counted."""
    with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as folder:
        demo = Path(folder, "demo")
        for part in _DEMO_PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, demo / part)
            else:
                demo.mkdir(exist_ok=True)
                shutil.copy(source, demo / part)
        program = [sys.executable, "-m", "newsgen"]
        commands = {HELP: [*program, "--help"], DEMO: [*program, "build", "--project", str(demo), "--quiet"]}
        costs: Costs = {title: [] for title in commands}
        for run in range(runs + 1):
            for title, command in commands.items():
                cost = measure(command, newsgen_environment())
                if run:
                    costs[title].append(cost)
        for title, measured in costs.items():
            say(title, measured[-1])
    return costs

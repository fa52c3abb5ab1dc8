"""The step of a build that sees to pictures: after the pages, which tell which are needed, and before publishing."""

from newsgen.builder.outcome import Outcome
from newsgen.builder.pictures import MadePictures, PictureWork, make_pictures, picture_problems
from newsgen.builder.run import Run
from newsgen.builder.state import Copy
from newsgen.builder.store import PictureCache
from newsgen.errors import Problem
from newsgen.models.output import FileCopy
from newsgen.models.rules import FAULTY_PICTURE
from newsgen.writer.folder import Staging


def see_to_pictures(run: Run, outcome: Outcome, assets: dict[str, str], staging: Staging) -> MadePictures:
    """Makes the pictures of the site that are not made yet, and stages all that are not as the last build left them.

    ``assets`` are the static files, path in the site to the file.
    """
    files = outcome.picture_files
    if not files.pictures:
        return MadePictures()
    before = {} if outcome.dirty.is_all else outcome.diff.state.copies
    standing = dict[str, Copy]()
    wanted: list[str] = []
    for path in outcome.made_pictures:
        kept = files.kept(path, before)
        if kept is None:
            wanted.append(path)
        else:
            standing |= kept
    anew = {*wanted}
    run.store.close()  # no connection may be carried into another process
    work = PictureWork(run.folder, assets, files, PictureCache(run.project.workspace), staging)
    with run.phase("pictures", len(wanted)):
        made = make_pictures(work, wanted, run.options.jobs, run.progress.advance, run.foreign)
    made.copies |= standing
    made.faults |= {path: fault for path, fault in outcome.known_faults.items() if path not in anew}
    return made


def problems_of_pictures(made: MadePictures, outcome: Outcome) -> list[Problem]:
    """A warning for each picture that is not as it should be, with a story that shows it."""
    return picture_problems(made.faults, outcome.shown_by, FAULTY_PICTURE.name)


def copied_files(run: Run, outcome: Outcome) -> list[FileCopy]:
    """The files beside stories that are published as they are."""
    made = {*outcome.made_pictures}
    real = {path: run.folder.file(path) for path, origin in sorted(outcome.files.items()) if origin not in made}
    return [FileCopy(path, str(file), f"content/{path}") for path, file in real.items() if file]

"""Whether a page must be made anew, and why.

A page stands if the same newsgen would make it from the same inputs: its context, its article's text, its template
and all that it reaches, and the answers to what it asked. All of these are known by their fingerprints. Whether its
file lies in the output as it was written is for `render` to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from newsgen.builder.traces import Fact, PageTrace
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.page import Context, Page
from newsgen.models.recorder import edition_of_note, read_note
from newsgen.planner.archive_api import ArchiveApi, ask_again, spelled
from newsgen.planner.views import Views
from newsgen.renderer.theme import Assets, DataFiles

STANDS = ""
"""No reason to make a page anew."""


_NOT_OF_ARCHIVE = frozenset({"address", "asset", "body", "data", "file"})
"""Questions to something else than the archive."""


class Answers:
    """The fingerprints of today's answers to questions that a page asked; each is asked once in a process."""

    def __init__(self, views: Views, assets: Mapping[str, str], data: DataFiles) -> None:
        """``assets`` are the static files, path in the site to the file."""
        self._questions = {edition.prefix: ArchiveApi(edition) for edition in views.editions}
        self._addresses = views.addresses
        self._archive = views.archive
        self._assets = Assets(assets, has_versions=views.site.asset_versions)
        self._data = data
        self._known: dict[str, str] = {}
        self.fingerprints = Fingerprints()

    def take_over(self, facts: Mapping[str, Fact]) -> None:
        """Takes over what the archive answered earlier: nothing has changed of it that it could tell."""
        self._known |= {note: fact.answer for note, fact in facts.items() if read_note(note)[0] not in _NOT_OF_ARCHIVE}

    def to(self, note: str) -> str:
        """The fingerprint of the answer to a noted question.

        Raises:
            ValueError: The note is none.
        """
        known = self._known.get(note)
        if known is None:
            known = self._known[note] = self.fingerprints.of(self._ask(note))
        return known

    def _ask(self, note: str) -> object:
        match read_note(note):
            case ["address", [str(source), str(target)]]:
                reference = self._addresses.resolve(source, target)
                return reference, self._addresses.facts_of(reference.attachment)
            case ["asset", [str(path)]]:
                return self._assets.version(path)
            case ["file", [str(path)]]:
                return self._assets.digest(path)
            case ["data", [str(name)]]:
                return self._data.version(name)
            case ["body", [str(source)]]:
                return self._text_digest(source)
        questions = self._questions.get(edition_of_note(note))
        if questions is None:
            raise ValueError(f"there is no such edition any more: {note}")
        return ask_again(questions, note)

    def _text_digest(self, source: str) -> str:
        """The digest of an article's file; empty where there is none."""
        position = self._archive.positions.get(source)
        return "" if position is None else self._archive.index.files[position]


@dataclass(frozen=True)
class Given:
    """What the planner gave a page, made when it is asked for."""

    page: Page
    _fingerprints: Fingerprints

    @cached_property
    def context(self) -> Context:
        """What its template is to show."""
        return self.page.make_context()

    @cached_property
    def fingerprint(self) -> str:
        """Of its address, its template's name and its context."""
        page = self.page
        return self._fingerprints.of(page.path, page.template, page.head, page.listed_under, self.context)


@dataclass(frozen=True, slots=True)
class CommonInputs:
    """What many pages hang on, at the last build or now."""

    environment: str
    """As in BuildState."""
    templates: Mapping[str, str]
    """As in BuildState."""


class Staleness:
    """Compares pages with their traces."""

    def __init__(self, before: CommonInputs, now: CommonInputs, answers: Answers) -> None:
        self._before = before
        self._now = now
        self._answers = answers
        self._is_another_program = before.environment != now.environment
        self._given: Given | None = None

    def given(self, page: Page) -> "Given":
        """What the planner gave a page. Whoever compares it asks for it again if the page is then rendered."""
        if self._given is None or self._given.page is not page:
            self._given = Given(page, self._answers.fingerprints)
        return self._given

    def answers(self, notes: frozenset[str]) -> dict[str, str]:
        """What a page asked, and the fingerprints of the answers."""
        return {note: self._answers.to(note) for note in sorted(notes)}

    def reason(self, page: Page, text: str, trace: PageTrace | None, *, may_show_other: bool) -> str:
        """Why the page must be made anew, to be read behind "because"; empty where it stands but for its file.

        ``text`` is the digest of its article's file, ``trace`` says how it was made, if it was. What it shows of the
        archive is compared only where it ``may_show_other``.
        """
        if trace is None:
            return "it is new"
        if self._is_another_program:
            return "newsgen, one of its libraries, the settings or the theme's words have changed"
        if trace.text != text:
            return f"the text of content/{page.source} has changed"
        if may_show_other and trace.inputs != self.given(page).fingerprint:
            return "what it shows has changed"
        if self._before.templates.get(page.template) != self._now.templates.get(page.template):
            return f"the template {page.template} has changed, or one that it reaches"
        return self._answer_reason(trace)

    def _answer_reason(self, trace: PageTrace) -> str:
        for note, fingerprint in trace.answers.items():
            try:
                if self._answers.to(note) != fingerprint:
                    return _answer_changed(note)
            except ValueError:
                return "what it asked cannot be asked again"
        return STANDS


def _answer_changed(note: str) -> str:
    match read_note(note):
        case ["address", [_, target]]:
            return f"the link {target} leads elsewhere"
        case ["asset" | "file", [path]]:
            return f"the static file {path} has changed"
        case ["body", [source]]:
            return f"the text of content/{source} has changed"
        case ["data", [str(name)]]:
            return (
                f"what lies in data/{name}".rstrip("/") + " is other"
                if name.endswith("/")
                else f"data/{name} has changed"
            )
    return f"{spelled(note)} has another answer"

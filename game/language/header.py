"""Reads what a whole story shares: story.yaml, cast.yaml, state.yaml, notebook.yaml, afterwards.yaml, ledger."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import yaml

from game.language.afterwards import read_afterwards
from game.language.fields import Fields, scalar
from game.language.instruments import read_instruments
from game.language.invariants import read_invariants
from game.language.ledger import read_ledger
from game.language.mark import Mark
from game.language.names import check_name
from game.language.problem import Problems, did_you_mean
from game.language.renamed import Renamed, read_renamed
from game.language.scope import Scope
from game.language.source import Source
from game.language.state import State, read_state
from game.language.story import EndingText, EpisodeFile, Fate, Instrument, Invariant, Person, Reading, Story
from game.language.types import FLAG, Variable

FILES = {
    "story.yaml": (
        "story",
        "title",
        "version",
        "stances",
        "episodes",
        "endings",
        "cast",
        "state",
        "instruments",
        "invariants",
        "notes",
        "readings",
        "afterwards",
        "prose",
        "renamed",
    ),
    "cast.yaml": ("cast",),
    "state.yaml": ("state", "instruments", "invariants"),
    "notebook.yaml": ("notes", "readings"),
    "afterwards.yaml": ("afterwards",),
}
"""Each file of the header and its keys; a small story may keep everything in story.yaml."""
TAGS = ("again", "after", "turns")
"""Tags of the language that a stance cannot be called."""


def open_story(folder: Path, problems: Problems | None = None) -> Story:
    """What the story in `folder` shares among its episodes, which are not read yet.

    With `problems` given, everything wrong is added there; without, StoryError is raised if anything is.
    """
    found = Problems() if problems is None else problems
    story = _Header(folder, found).read()
    if problems is None:
        found.stop_if_wrong()
    return story


class _Header:
    def __init__(self, folder: Path, problems: Problems) -> None:
        self.folder, self.problems = folder, problems
        self.sections: dict[str, tuple[Source, yaml.Node]] = {}
        self.top = self._open()

    def _open(self) -> Fields | None:
        top = None
        for name, keys in FILES.items():
            if name != "story.yaml" and not (self.folder / name).exists():
                self._refuse_yml(name)
                continue
            source = Source.read(self.folder / name, name, self.problems)
            root = source.compose() if source else None
            if source is None or root is None:
                self.problems.half_read = True
                continue
            fields = Fields(source, root, name, keys)
            top = fields if name == "story.yaml" else top
            for key, mark, node in fields:
                if key in self.sections:
                    self.problems.add("U111", mark, f"“{key}” stands in two files.", "Keep one of them.")
                self.sections[key] = (source, node)
        return top

    def _refuse_yml(self, name: str) -> None:
        """Report a file of the header that is called otherwise, whose names would all seem missing."""
        stray = Path(name).with_suffix(".yml").name
        if (self.folder / stray).exists():
            self.problems.add("U101", Mark(stray, 1, 1), f"{stray} is not read.", f"Call it {name}.")
            self.problems.half_read = True

    def read(self) -> Story:
        if self.top is None:
            return Story("", "", "", self.folder, {}, {}, {}, {}, {}, {}, {}, {}, ())
        cast = self._cast()
        notes = self._texts("notes")
        readings = self._readings(notes)
        state = self._state(cast, notes, readings)
        variables = {**state.variables, **self._known("notes", "noted"), **self._known("readings", "read")}
        episodes = self._episodes()
        story = Story(
            self.top.name("story"),
            self.top.text("title"),
            self.top.text("version", "0"),
            self.folder,
            self._stances(),
            cast,
            variables,
            state.means,
            state.totals,
            notes,
            readings,
            self._endings(),
            episodes,
            read_ledger(self.folder, self.problems).by_label(),
            self._renamed(),
            self._instruments(state),
            self._invariants(Scope(variables, state.means, frozenset(notes), frozenset(readings)), episodes),
        )
        return replace(story, afterwards=self._afterwards(story))

    def _known(self, section: str, prefix: str) -> dict[str, Variable]:
        """The flags that say which notes, or which readings, the player has."""
        entries = [(f"{prefix}.{key}", mark) for key, mark, _ in self._section(section, f"`{section}`") or ()]
        return {key: Variable(key, FLAG, 0, mark=mark) for key, mark in entries}

    def _afterwards(self, story: Story) -> tuple[Fate, ...]:
        return read_afterwards(*self.sections["afterwards"], story) if "afterwards" in self.sections else ()

    def _section(self, name: str, what: str) -> Fields | None:
        if name not in self.sections:
            return None
        source, node = self.sections[name]
        fields = Fields(source, node, what)
        for key, mark, _ in fields:
            check_name(key, mark, self.problems)
        return fields

    def _texts(self, name: str) -> dict[str, str]:
        fields = self._section(name, f"`{name}`")
        return {key: fields.text(key) for key, _, _ in fields} if fields else {}

    def _stances(self) -> dict[str, str]:
        """Stance to sign."""
        fields = self._section("stances", "`stances`")
        stances = self._texts("stances")
        for key, mark, _ in fields or ():
            if key in TAGS:
                self.problems.add("U223", mark, f"“{key}” is a tag of the language.", "Call the stance otherwise.")
            elif len(stances[key]) != 1:
                self.problems.add("U223", mark, f"The sign of {key} is one sign.", f'Write {key}: "?"')
        return stances

    def _cast(self) -> dict[str, Person]:
        section = self._section("cast", "`cast`")
        people = {}
        for id, source, node in _entries(section):
            fields = Fields(
                source,
                node,
                f"`{id}`",
                ("name", "full", "role", "tongue", "groups", "about"),
            )
            name = fields.text("name")
            people[id] = Person(
                id,
                name,
                fields.text("full", name),
                fields.text("role", ""),
                fields.text("tongue", "") or None,
                fields.words("groups"),
                fields.text("about", ""),
            )
        return people

    def _readings(self, notes: dict[str, str]) -> dict[str, Reading]:
        section = self._section("readings", "`readings`")
        readings = {}
        for id, source, node in _entries(section):
            fields = Fields(source, node, f"`{id}`", ("of", "text"))
            of = fields.words("of")
            for note in of:
                if note not in notes:
                    message = f"No note is called {note}."
                    self.problems.miss(
                        "U307", fields.value_mark("of"), note, message, partial(did_you_mean, note, notes)
                    )
            if len(set(of)) != 2 and not isinstance(fields.get("of"), yaml.ScalarNode):
                self.problems.add("U316", fields.mark, "A reading is made of two notes.", "Write of: [one, another].")
            readings[id] = Reading(id, frozenset(of), fields.text("text"))
        return readings

    def _state(self, cast: dict[str, Person], notes: dict[str, str], readings: dict[str, Reading]) -> State:
        if "state" not in self.sections:
            return State()
        source, node = self.sections["state"]
        return read_state(source, node, cast, notes, readings)

    def _instruments(self, state: State) -> dict[str, Instrument]:
        if "instruments" not in self.sections:
            return {}
        source, node = self.sections["instruments"]
        return read_instruments(source, node, state.variables)

    def _invariants(self, scope: Scope, episodes: tuple[EpisodeFile, ...]) -> tuple[Invariant, ...]:
        if "invariants" not in self.sections:
            return ()
        source, node = self.sections["invariants"]
        return read_invariants(source, node, scope, [file.id for file in episodes])

    def _endings(self) -> dict[str, EndingText]:
        section = self._section("endings", "`endings`")
        endings = {}
        for id, mark, node in section or ():
            source = self.sections["endings"][0]
            fields = Fields(source, node, f"`{id}`", ("title", "listener"), form="Write {title: what it is called}.")
            endings[id] = EndingText(fields.text("title"), fields.text("listener", ""), mark)
        return endings

    def _renamed(self) -> tuple[tuple[Renamed, ...], ...]:
        return read_renamed(*self.sections["renamed"]) if "renamed" in self.sections else ()

    def _episodes(self) -> tuple[EpisodeFile, ...]:
        assert self.top
        files, before = list[EpisodeFile](), len(self.problems)
        for node in self._listed():
            fields = Fields(self.top.source, node, "An episode", (), form="Write name: episodes/file.yaml")
            self.problems.half_read |= not fields.sound
            for id, mark, path in fields:
                if any(file.id == id for file in files):
                    self.problems.add("U313", mark, f"Another episode is called {id}.", "Name one of them otherwise.")
                    self.problems.half_read = True
                files.append(self._episode(id, mark, scalar(self.top.source, path, "The path")))
        if not files and len(self.problems) == before:
            self.problems.add("U203", self.top.mark, "story.yaml needs `episodes:`.", "- name: episodes/file.yaml")
        return tuple(files)

    def _listed(self) -> list[yaml.Node]:
        """The items of `episodes`; of what is a mapping by mistake, that mapping."""
        assert self.top
        node = self.top.get("episodes")
        if not isinstance(node, yaml.MappingNode):
            return self.top.items("episodes")
        advice = "Put a dash before each: - name: episodes/file.yaml"
        self.problems.add("U207", self.top.source.mark(node), "`episodes` is a list, in order.", advice)
        return [node]

    def _episode(self, id: str, mark: Mark, path: str) -> EpisodeFile:
        check_name(id, mark, self.problems)
        file = EpisodeFile(id, path, mark)
        if is_inside(file, self.problems) and not _is_file(self.folder / path):
            Source.read(self.folder / path, path, self.problems, mark)
        return file


def is_inside(file: EpisodeFile, problems: Problems) -> bool:
    """Whether an episode lies in its story's folder; a problem if it does not."""
    if Path(file.path).is_absolute() or ".." in Path(file.path).parts:
        message = f"{file.path} lies outside the story’s folder."
        problems.add("U112", file.mark, message, "Name a file inside it.")
        return False
    return True


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except ValueError:
        return False


def _entries(section: Fields | None) -> list[tuple[str, Source, yaml.Node]]:
    return [(id, section.source, node) for id, _, node in section] if section else []

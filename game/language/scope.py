"""What a name means: the declared state, the notebook, and the scenes and choices of one episode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from game.language.expression import Expression, Lookup, Name
from game.language.story import Clock, Story
from game.language.types import FLAG, OneOf, Range, Variable

MAX_TURNS = 99
ENDING = "#ending"
"""The key of the ending that was reached, which only what is told afterwards reads."""


@dataclass
class SceneNames:
    """The names that one scene declares."""

    choices: set[str] = field(default_factory=set)
    heres: set[str] = field(default_factory=set)
    sessions: set[str] = field(default_factory=set)
    state: dict[str, Variable] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """Everything that a name in an episode can mean."""

    variables: Mapping[str, Variable]
    means: Mapping[str, Expression]
    notes: frozenset[str]
    readings: frozenset[str]
    scenes: Mapping[str, SceneNames] = field(default_factory=dict)
    clock: Clock | None = None
    endings: OneOf | None = None
    """What `ending` may be, where it is known."""

    @classmethod
    def of(
        cls, story: Story, scenes: Mapping[str, SceneNames], clock: Clock | None, endings: OneOf | None = None
    ) -> Scope:
        """The scope of an episode of `story`, or of what is told after its `endings`."""
        notes, readings = frozenset(story.notes), frozenset(story.readings)
        return cls(story.variables, story.means, notes, readings, scenes, clock, endings)

    @cached_property
    def totals(self) -> frozenset[str]:
        """The variables that are sums of others."""
        return frozenset(variable.total for variable in self.variables.values() if variable.total)

    def lookup(self, scene: str | None = None, session: str | None = None) -> Lookup:
        """How names are read in a scene, and in a session of it."""

        def find(dotted: str) -> Name | Expression | None:
            return self._here(dotted, scene, session) or self._declared(dotted) or self._elsewhere(dotted, scene)

        return find

    def _here(self, dotted: str, scene: str | None, session: str | None) -> Name | None:
        if dotted == "clock" and self.clock:
            return Name("clock", Range(0, self.clock.most))
        if dotted == "ending" and self.endings:
            return Name(ENDING, self.endings)
        if dotted == "turn" and session:
            return Name(f"{scene}/{session}#turn", Range(0, MAX_TURNS))
        names = self.scenes.get(scene or "")
        if names and dotted in names.state:
            return Name(names.state[dotted].key, names.state[dotted].type)
        return None

    def _declared(self, dotted: str) -> Name | Expression | None:
        if dotted in self.variables:
            return Name(dotted, self.variables[dotted].type)
        if dotted in self.means:
            return self.means[dotted]
        head, _, tail = dotted.partition(".")
        if (head == "noted" and tail in self.notes) or (head == "read" and tail in self.readings):
            return Name(dotted, FLAG)
        return None

    def _elsewhere(self, dotted: str, scene: str | None) -> Name | None:
        head, _, tail = dotted.rpartition(".")
        names = self.scenes.get(head or scene or "")
        if names and tail in names.choices:
            return Name(f"@{head or scene}.{tail}", FLAG)
        if dotted in self.scenes:
            return Name(f"@{dotted}", FLAG)
        return None

    def doubt(self, name: str, scene: str | None) -> str:
        """What is doubtful about `name` in a scene, in one sentence; empty if it means one thing."""
        names = self.scenes.get(scene or "", SceneNames())
        means = {
            "the ending": name == "ending" and self.endings is not None,
            "a variable of this scene": name in names.state,
            "a declared variable": name in self.variables or name in self.means,
            "a choice of this scene": name in names.choices,
            "a scene": name in self.scenes,
        }
        meant = [what for what, is_meant in means.items() if is_meant]
        return f"{name} is {' and '.join(meant)}; here it means the first." if len(meant) > 1 else ""

    def known(self, scene: str | None = None) -> list[str]:
        """The names that may be meant, for a suggestion."""
        here = self.scenes.get(scene or "", SceneNames())
        return [
            *self.variables,
            *self.means,
            *here.state,
            *here.choices,
            *self.scenes,
            *(f"noted.{note}" for note in self.notes),
            *(f"read.{reading}" for reading in self.readings),
            *(f"{name}.{choice}" for name, names in self.scenes.items() for choice in names.choices),
            *(["clock"] if self.clock else []),
            *(["ending"] if self.endings else []),
        ]

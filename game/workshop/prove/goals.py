"""What a verdict is wanted on: everything that can show in a story, each thing once however many nodes show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.language.mark import Mark
from game.language.story import Story
from game.language.types import Range, Type, Variable
from game.workshop.prove.graph import Graph, Sight

WANTED = ("scene", "choice", "text", "ending")
"""Kinds of which each must be reachable."""
UNWANTED = ("stuck", "invariant")
"""Kinds of which none may be reachable."""
VALUE = "value"
IDLE = ("locked", "shut", VALUE)
"""Kinds that show a condition to be false, or a value to occur; what never is so, is idle."""
KINDS = (*WANTED, *UNWANTED, *IDLE)


WIDE = 32
"""Of a range with more values it is only asked whether it comes to its ends."""


@dataclass(frozen=True, slots=True, order=True)
class Goal:
    """One thing that can show, or cannot."""

    kind: str
    mark: Mark
    name: str


STORY = Mark("story.yaml", 1, 1)


def goal_of(sight: Sight) -> Goal:
    """What a sight shows."""
    return Goal(sight.kind, sight.mark, sight.name)


def goals_of(graph: Graph, story: Story) -> list[Goal]:
    """Every goal, kind after kind, in the order of the files."""
    found = {goal_of(sight) for node in graph.nodes for sight in node.sights}
    ended = {goal.name for goal in found if goal.kind == "ending"}
    found |= set(_unused(story, ended))
    return sorted(found, key=lambda goal: (KINDS.index(goal.kind), goal))


def goals_of_values(variable: Variable) -> Iterable[tuple[int, Goal]]:
    """The values that a variable is to have some time, but for its first one, and the goal for each."""
    low, high = variable.type.low, variable.type.high
    for value in (low, high) if is_wide(variable.type) else range(low, high + 1):
        if value != variable.start and variable.mark:
            name = f"{variable.name} = {variable.type.show(value)}"
            yield value, Goal(VALUE, variable.mark, name)


def is_wide(kind: Type) -> bool:
    """Whether of a type only the ends are asked for."""
    return isinstance(kind, Range) and kind.high - kind.low >= WIDE


def _unused(story: Story, ended: set[str]) -> Iterable[Goal]:
    for ending, text in story.endings.items():
        if ending not in ended:
            yield Goal("ending", text.mark, ending)

"""What a route leads to: a scene, a choice, an ending, a note, or a state in which a condition holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from game.engine.library import Library
from game.language.mark import Mark
from game.language.problem import Problems, StoryError, did_you_mean
from game.language.story import Story
from game.workshop.prove.contexts import unfold
from game.workshop.prove.facts import Facts
from game.workshop.prove.goals import Goal, goal_of, goals_of
from game.workshop.prove.graph import Graph, Sight
from game.workshop.prove.invariant import ASKED, invariant
from game.workshop.prove.reader import read_graph
from game.workshop.prove.settle import study
from game.workshop.prove.slice import sliced

NAMED = ("ending", "scene", "choice")
NAME = re.compile(r"[\w.]+")
TARGET = Mark("target", 1, 1)
"""Where a name stands that nothing in the story has."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal, and a graph of the whole story in which it shows."""

    graph: Graph
    goal: Goal

    def facts(self, check: Callable[[], None]) -> Facts:
        """What is known of all that leads there; `check` is called wherever much is kept, and may raise."""
        return study(sliced(unfold(sliced(self.graph, self._shows)), self._shows), check)

    def _shows(self, sight: Sight) -> bool:
        return goal_of(sight) == self.goal


def aim_at(library: Library, target: str) -> Aim:
    """What is called `target` or, if nothing is, that it holds as a condition; StoryError if it is none."""
    graph, story = read_graph(library), library.story
    goals = goals_of(graph, story)
    goal = next((goal for kind in NAMED for goal in goals if goal.kind == kind and _is(goal, target)), None)
    if goal is not None:
        return Aim(graph, goal)
    _know(story, goals, target)
    condition = f"noted.{target}" if target in story.notes else target
    graph = read_graph(library, (invariant(story, condition, True),))
    return Aim(graph, next(goal for goal in goals_of(graph, story) if goal.mark == ASKED))


def _is(goal: Goal, target: str) -> bool:
    return goal.name == target or goal.name.endswith(f".{target}")


def _know(story: Story, goals: Iterable[Goal], target: str) -> None:
    """StoryError, with the nearest name, if the target is a name that nothing in the story has."""
    if not NAME.fullmatch(target) or {target, f"noted.{target}"} & story.variables.keys():
        return
    names = {goal.name for goal in goals if goal.kind in NAMED}
    names |= {name.rpartition(".")[2] for name in names} | {*story.notes, *story.variables}
    problems = Problems()
    problems.know(TARGET.file, [target])
    message = f"No scene, choice, ending, note or variable is called {target}."
    problems.add("U306", TARGET, message, did_you_mean(target, names))
    problems.stop_if_wrong()


def sentence_of(error: StoryError) -> str:
    """The first problem in one sentence, with its place if that is in a file of the story."""
    problem = error.problems[0]
    place = "" if problem.mark.file in (TARGET.file, ASKED.file) else f"{problem.mark}: "
    return f"{place}{problem.message} {problem.advice}".rstrip()

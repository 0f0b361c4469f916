"""Finds the shortest way to a scene, a choice, an ending, a note, or a state in which a condition holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.trail import Step
from game.language.mark import Mark
from game.language.problem import Problems, did_you_mean
from game.workshop.folder import count
from game.workshop.prove.budget import BUDGET, Budget, Spent
from game.workshop.prove.goals import Goal, goal_of
from game.workshop.prove.graph import Sight
from game.workshop.prove.invariant import ASKED, invariant
from game.workshop.prove.prover import Prover, Tell
from game.workshop.prove.quest import Limits, Quest, spots_of
from game.workshop.prove.verdict import PARTIAL, Verdict, impossible, reached, unknown
from game.workshop.prove.walk import Walker, pending_of
from game.workshop.prove.witness import confirm

NAMED = ("ending", "scene", "choice")
NAME = re.compile(r"[\w.]+")


@dataclass
class Route:
    """The way to one target."""

    library: Library
    target: str
    budget: Budget = BUDGET
    tell: Tell = lambda _: None

    def find(self) -> Verdict:
        """The verdict on the target; StoryError if it is neither a name nor a condition."""
        prover = Prover(self.library, budget=self.budget, tell=self.tell)
        goal = next((g for kind in NAMED for g in prover.goals if g.kind == kind and self._names(g)), None)
        if goal is None:
            self._know(prover)
            condition = f"noted.{self.target}" if self.target in self.library.story.notes else self.target
            prover = Prover(
                self.library, (invariant(self.library.story, condition, True),), self.budget, tell=self.tell
            )
            spots = [goal for goal in prover.goals if goal.mark == ASKED]
            return self._nearest(prover, spots)
        return self._nearest(prover, [goal])

    def _know(self, prover: Prover) -> None:
        """StoryError, with the nearest name, if the target is a name that nothing in the story has."""
        story = self.library.story
        if not NAME.fullmatch(self.target) or {self.target, f"noted.{self.target}"} & story.variables.keys():
            return
        names = {goal.name for goal in prover.goals if goal.kind in NAMED}
        names |= {name.rpartition(".")[2] for name in names} | {*story.notes, *story.variables}
        problems = Problems()
        problems.know("target", [self.target])
        message = f"No scene, choice, ending, note or variable is called {self.target}."
        problems.add("U306", Mark("target", 1, 1), message, did_you_mean(self.target, names))
        problems.stop_if_wrong()

    def _names(self, goal: Goal) -> bool:
        return goal.name == self.target or goal.name.endswith(f".{self.target}")

    def _nearest(self, prover: Prover, goals: list[Goal]) -> Verdict:
        """The verdict on whichever goal is met first."""
        prover.search_until(frozenset(goals))
        found = [goal for goal in goals if goal in prover.search.found]
        if found:
            replays = {goal: prover.search.witness(goal) for goal in found}
            goal = min(found, key=lambda goal: len(replays[goal]))
            confirm(self.library, prover.graph, goal, replays[goal])
            return reached(goal, replays[goal], True)
        if prover.search.complete:
            return impossible(goals[0], "no state shows it")
        return self._guided(prover, goals)

    def _guided(self, prover: Prover, goals: list[Goal]) -> Verdict:
        facts, looked_at = prover.facts, f"{len(prover.search.states):,} states were looked at"
        prover.forget_states()
        spots = [spot for goal in goals for spot in spots_of(facts, goal)]
        try:
            answer = Quest(facts, Limits()).decide(spots)
        except Spent:
            return unknown(goals[0], f"{looked_at}; the {self.budget.words} of memory that it may take were in use")
        if answer.replay is not None:
            goal = self._met(prover, goals, answer.replay)
            return reached(goal, answer.replay, answer.least == len(answer.replay))
        if answer.slots is not None or answer.exhausted:
            return impossible(goals[0], "no state shows it")
        return unknown(goals[0], looked_at)

    def _met(self, prover: Prover, goals: list[Goal], replay: tuple[Step, ...]) -> Goal:
        """The goal that a replay shows, in the engine too; Unconfirmed if it shows none."""
        seen: list[tuple[int, Sight]] = []
        Walker(prover.graph, pending_of(prover.graph)).replay(replay, seen)
        shown = {goal_of(sight) for _, sight in seen}
        goal = next((goal for goal in goals if goal in shown), goals[0])
        confirm(self.library, prover.graph, goal, replay)
        return goal


def told(library: Library, verdict: Verdict, target: str) -> str:
    """A route for a person: each step with its words."""
    if verdict.replay is None:
        known = "not known within this budget" if verdict.outcome == PARTIAL else "impossible"
        return f"{target}: {known}; {verdict.why}."
    playthrough = Playthrough(library)
    rows = []
    for step in verdict.replay:
        label = next((choice.label for choice in playthrough.moment.choices if choice.id == step.id), "(a reading)")
        rows.append(f"{step.id:40} {label}")
        playthrough.replay([step])
    how = "no way is shorter" if verdict.shortest else "perhaps not the shortest way"
    return "\n".join([f"{target}: {count(len(verdict.replay), 'step')}; {how}.", *rows])

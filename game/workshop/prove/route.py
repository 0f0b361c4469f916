"""Finds the shortest way to a scene, a choice, an ending, a note, or a state in which a condition holds."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.playthrough import Library, Playthrough
from game.workshop.prove.facts import Facts
from game.workshop.prove.goals import Goal
from game.workshop.prove.invariant import invariant
from game.workshop.prove.prover import BUDGET, Prover, Tell
from game.workshop.prove.quest import Limits, Quest, spots_of
from game.workshop.prove.verdict import PARTIAL, Verdict, impossible, reached, unknown
from game.workshop.prove.witness import confirm

NAMED = ("ending", "scene", "choice")


@dataclass
class Route:
    """The way to one target."""

    library: Library
    target: str
    budget: int = BUDGET
    tell: Tell = lambda _: None

    def find(self) -> Verdict:
        """The verdict on the target; StoryError if it is neither a name nor a condition."""
        prover = Prover(self.library, budget=self.budget, tell=self.tell)
        goal = next((g for kind in NAMED for g in prover.goals if g.kind == kind and self._names(g)), None)
        if goal is None:
            condition = f"noted.{self.target}" if self.target in self.library.story.notes else self.target
            prover = Prover(
                self.library, (invariant(self.library.story, condition, True),), self.budget, tell=self.tell
            )
            spots = [goal for goal in prover.goals if goal.kind == "invariant"]
            return self._nearest(prover, spots)
        return self._nearest(prover, [goal])

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
        facts = Facts(prover.graph)
        spots = [spot for goal in goals for spot in spots_of(facts, goal)]
        answer = Quest(facts, Limits()).decide(spots)
        if answer.replay is not None:
            return reached(goals[0], answer.replay, answer.least == len(answer.replay))
        if answer.slots is not None or answer.exhausted:
            return impossible(goals[0], "no state shows it")
        return unknown(goals[0], f"{len(prover.search.states):,} states were looked at")


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
    return "\n".join([f"{target}: {len(verdict.replay)} steps; {how}.", *rows])

"""Finds a way to something in a story: any way first, then a shorter one while the budget lasts."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.trail import Step
from game.language.count import count
from game.workshop.prove.aim import Aim, aim_at
from game.workshop.prove.budget import Budget, Spent
from game.workshop.prove.facts import Facts
from game.workshop.prove.play import Plays
from game.workshop.prove.prover import IDLE_STEPS, LIMITS, Tell
from game.workshop.prove.quest import Limits, Quest, spots_of
from game.workshop.prove.search import Search
from game.workshop.prove.shortest import Shortest
from game.workshop.prove.verdict import PARTIAL, Verdict, impossible, reached, unknown
from game.workshop.prove.witness import confirm

ROUTE_BUDGET = Budget(20_000)
"""States that are gone on from in search of a shorter way: in *Ulysse 1* two to four seconds of processor time."""


@dataclass
class Route:
    """The way to one target; may be interrupted, and what is `known` then be read."""

    library: Library
    target: str
    budget: Budget = ROUTE_BUDGET
    tell: Tell = lambda _: None
    limits: Limits = LIMITS
    known: Verdict | None = None
    """The shortest way so far, while a shorter one is looked for."""

    def find(self) -> Verdict:
        """The verdict on the target; StoryError if it is neither a name nor a condition."""
        aim = aim_at(self.library, self.target)
        try:
            return self._find(aim, aim.facts(self.budget.check))
        except Spent:
            return self.known or unknown(aim.goal, f"the {self.budget.words} of memory that it may take were in use")

    def _find(self, aim: Aim, facts: Facts) -> Verdict:
        quest, spots = Quest(facts, self.limits), spots_of(facts, aim.goal)
        answer = quest.decide(spots)
        if answer.slots is not None or answer.exhausted:
            return impossible(aim.goal, "no state shows it")
        replay = self._played(aim, facts) if answer.replay is None else answer.replay
        if replay is None:
            return self._counted(aim, facts)
        shortest = Shortest(quest, spots, replay, answer.groups, lambda one: self._know(aim, one))
        shortest.run(self.budget.states)
        return self._know(aim, shortest)

    def _know(self, aim: Aim, found: Shortest) -> Verdict:
        """The verdict on what was found so far."""
        if self.known is None or found.replay != self.known.replay:
            confirm(self.library, aim.graph, aim.goal, found.replay)
        why = "" if found.known else f"a shorter way may exist, of {count(found.least, 'step')} or more"
        self.known = reached(aim.goal, found.replay, found.known, why)
        self.tell(f"a way of {count(len(found.replay), 'step')}; is any shorter?")
        self.budget.check()
        return self.known

    def _played(self, aim: Aim, facts: Facts) -> tuple[Step, ...] | None:
        """A way that play at random comes upon."""
        plays = Plays(facts.graph, self.budget.check)
        plays.run(IDLE_STEPS, IDLE_STEPS)
        return plays.found.get(aim.goal)

    def _counted(self, aim: Aim, facts: Facts) -> Verdict:
        """The verdict from going through the states, as far as the budget goes."""
        search = Search(facts.graph, facts.live)
        search.run(self.budget.states, self._progress, frozenset({aim.goal}))
        if aim.goal in search.found:
            replay = search.witness(aim.goal)
            confirm(self.library, aim.graph, aim.goal, replay)
            return reached(aim.goal, replay, True)
        if search.complete:
            return impossible(aim.goal, "no state shows it")
        return unknown(aim.goal, f"{len(search.states):,} states were looked at")

    def _progress(self, states: int, frontier: int) -> None:
        self.tell(f"{states:,} states, {frontier:,} to go on from")
        self.budget.check()


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
    return "\n".join([how_short(verdict, target), *rows])


def how_short(verdict: Verdict, target: str) -> str:
    """How long a way is, and whether a shorter one may exist, in one sentence."""
    how = "no way is shorter" if verdict.shortest else f"{verdict.why}: a larger --budget looks for it"
    return f"{target}: {count(len(verdict.replay or ()), 'step')}; {how}."

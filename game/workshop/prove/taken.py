"""Finds the values that no variable is ever given: a flag that is never true, an end to which no range comes.

This has a graph of its own, since it matters what a variable is given even where nothing reads it any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from game.engine.library import Library
from game.engine.trail import Step
from game.language.types import Flag, OneOf, Type, Variable
from game.workshop.prove.budget import BUDGET, Budget, Spent
from game.workshop.prove.contexts import unfold
from game.workshop.prove.facts import Facts
from game.workshop.prove.goals import Goal, goal_of, goals_of_values, is_wide
from game.workshop.prove.play import Plays
from game.workshop.prove.quest import Limits, Quest, spots_of
from game.workshop.prove.reader import read_graph
from game.workshop.prove.search import Search
from game.workshop.prove.settle import study
from game.workshop.prove.verdict import REMARK, Verdict, impossible, reached, unknown
from game.workshop.prove.witness import Witness
from game.workshop.uses import unread

STATES = 20_000
"""States that are looked at one by one; where there are more, play and projections decide."""
IDLE_STEPS, MOST_STEPS = 10_000, 60_000
"""Steps of random play: without anything new, and in all."""
LIMITS = Limits(rounds=6)
"""Less than for what a verdict on the story hangs on."""


@dataclass
class Taken:
    """What is known of the values that variables are given; may be interrupted and read at any time."""

    library: Library
    limits: Limits = LIMITS
    budget: Budget = BUDGET
    plays: int = MOST_STEPS
    tell: Callable[[str], None] = lambda _: None
    verdicts: dict[Goal, Verdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.variables = watched(self.library)
        self.goals = [goal for variable in self.variables for _, goal in goals_of_values(variable)]

    @property
    def result(self) -> list[Verdict]:
        """A verdict on every value, PARTIAL where nothing is known."""
        return [self.verdicts.get(goal) or unknown(goal, "not looked at") for goal in self.goals]

    def run(self) -> None:
        """Find out which values occur, as far as there is memory for it."""
        with suppress(Spent):
            self._run()

    def _run(self) -> None:
        self.tell("the values of variables")
        self.budget.check()
        facts = study(unfold(read_graph(self.library, watched=self.variables)), self.budget.check)
        shown = {goal_of(sight) for node in facts.graph.nodes for sight in node.sights}
        for goal in self.goals:
            if goal not in shown:
                self._forbid(goal)
        search = Search(facts.graph, facts.live)
        search.run(min(self.budget.states, STATES), lambda *_: self.budget.check())
        self._believe(facts, {goal: search.witness(goal) for goal in search.found}, True)
        if not search.complete:
            self._play(facts)
        quest = Quest(facts, self.limits)
        for goal in [goal for goal in self.goals if goal not in self.verdicts]:
            if search.complete:
                self._forbid(goal)
            else:
                self._decide(facts, quest, goal)

    def _forbid(self, goal: Goal) -> None:
        self.verdicts[goal] = impossible(goal, "nothing gives it that value where play can come")

    def _play(self, facts: Facts) -> None:
        plays = Plays(facts.graph, self.budget.check)
        plays.run(min(IDLE_STEPS, self.plays), self.plays)
        self._believe(facts, plays.found, False)

    def _believe(self, facts: Facts, found: Mapping[Goal, tuple[Step, ...]], shortest: bool) -> None:
        """Verdicts on what was reached, once the engine has played the way to it."""
        witness = Witness(self.library, facts.graph)
        for goal in sorted(found.keys() - self.verdicts.keys(), key=lambda goal: [step.id for step in found[goal]]):
            witness.confirm(goal, found[goal])
            self.verdicts[goal] = reached(goal, found[goal], shortest)

    def _decide(self, facts: Facts, quest: Quest, goal: Goal) -> None:
        self.tell(f"whether {goal.name} some time")
        answer = quest.decide(spots_of(facts, goal))
        if answer.replay is not None:
            self._believe(facts, {goal: answer.replay}, answer.least == len(answer.replay))
        elif answer.slots is not None or answer.exhausted:
            self._forbid(goal)


def watched(library: Library) -> list[Variable]:
    """The variables whose values are looked at: what is declared, but for sums and what nothing reads."""
    story = library.story
    episodes = [library.chart(file.id).episode for file in story.episodes]
    idle = {variable.mark for variable in unread(story, episodes)}
    local = [variable for episode in episodes for scene in episode.scenes.values() for variable in scene.state]
    declared = [variable for key, variable in story.variables.items() if key not in story.totals]
    return [variable for variable in (*declared, *local) if variable.mark not in idle]


def never(variable: Variable, verdicts: Mapping[Goal, Verdict]) -> str:
    """What a variable never is, in words; empty if it is everything some time."""
    goals = dict(goals_of_values(variable))
    missing = [value for value, goal in goals.items() if goal in verdicts and verdicts[goal].outcome == REMARK]
    if not missing:
        return ""
    if is_wide(variable.type):
        ends = {variable.type.low: "down", variable.type.high: "up"}
        return f"never comes {_listed([f'{ends[value]} to {value}' for value in missing])}"
    if len(missing) == len(goals):
        return f"is never anything but {variable.type.show(variable.start)}"
    return _words(variable.type, missing)


def _words(kind: Type, missing: Sequence[int]) -> str:
    if isinstance(kind, Flag | OneOf):
        return f"is never {_listed([kind.show(value) for value in missing])}"
    low = next(value for value in range(kind.low, kind.high + 1) if value not in missing)
    high = next(value for value in range(kind.high, kind.low - 1, -1) if value not in missing)
    parts = [f"less than {low}"] if low > kind.low else []
    parts += [f"more than {high}"] if high < kind.high else []
    return f"is never {_listed([*parts, *(str(value) for value in missing if low < value < high)])}"


def _listed(words: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))

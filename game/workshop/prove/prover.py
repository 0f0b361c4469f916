"""Gives every goal of a story its verdict: exactly where the states can be counted, otherwise by projection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from game.engine.library import Library
from game.engine.trail import Step
from game.language.story import Invariant
from game.workshop.prove.budget import BUDGET, Budget, Spent
from game.workshop.prove.contexts import unfold
from game.workshop.prove.culprits import culprits
from game.workshop.prove.escape import Exit, way_out
from game.workshop.prove.facts import Facts
from game.workshop.prove.goals import IDLE, STORY, UNWANTED, WANTED, Goal, goal_of, goals_of
from game.workshop.prove.graph import Graph
from game.workshop.prove.invariant import broken, invariants_of
from game.workshop.prove.live import read_by
from game.workshop.prove.play import Plays
from game.workshop.prove.projection import Projection, fits
from game.workshop.prove.quest import Answer, Limits, Quest, Spots, spots_of
from game.workshop.prove.reader import read_graph
from game.workshop.prove.search import Search
from game.workshop.prove.settle import study
from game.workshop.prove.shelter import sheltered
from game.workshop.prove.verdict import PARTIAL, PROVED, TRAP, Verdict, impossible, reached, unknown
from game.workshop.prove.witness import Witness, confirm
from game.workshop.prove.wording import asked

Tell = Callable[[str], None]
"""Told how far the prover is."""
Counts = frozenset[tuple[str, int]]
"""Counts of texts, by episode and slot."""

MOST_VALUES = 30_000_000
"""Values of states that are kept at most, eight bytes each: a quarter of a gigabyte."""
MOST_BITS = 1 << 32
"""Places times valuations up to which everything is counted exactly, one bit each: half a gigabyte."""
FIRST_STATES = 20_000
"""States that are looked at before anything else is tried."""
LIMITS = Limits()
PATIENCE, MOST_PATIENT = 5, 8
"""How many times as many states a second quest goes on from, and for how many goals: one takes up to half a minute."""
IDLE_STEPS, MOST_STEPS = 20_000, 120_000
"""Steps of random play: without anything new, and in all."""
WAY_OUT = Goal(TRAP, STORY, "a way to an ending")


@dataclass
class Prover:
    """What is known about a story, while more is found out; may be interrupted and read at any time."""

    library: Library
    invariants: tuple[Invariant, ...] = ()
    budget: Budget = BUDGET
    limits: Limits = LIMITS
    most_bits: int = MOST_BITS
    plays: int = MOST_STEPS
    tell: Tell = lambda _: None
    verdicts: dict[Goal, Verdict] = field(default_factory=dict)
    grounds: dict[Goal, tuple[Facts, frozenset[int]]] = field(default_factory=dict)
    """In which projection a goal is impossible."""
    exits: tuple[Exit, ...] = ()
    """In which projection play can leave each region."""
    looked_at: int = 0
    """States that were looked at and let go of."""
    short: bool = False
    """Something was given up for want of memory."""

    def __post_init__(self) -> None:
        self.base = read_graph(self.library, self.invariants)
        self.whole = unfold(self.base)
        self.facts = study(self.whole)
        self.facts.check = self.budget.check
        assert self.facts.values is not None
        self.values = self.facts.values
        self.graph = self.facts.graph
        self.goals = [*goals_of(self.base, self.library.story), WAY_OUT]
        self.search = Search(self.graph, self.facts.live)

    @property
    def result(self) -> list[Verdict]:
        """A verdict on every goal, PARTIAL where nothing is known."""
        return [self.verdicts.get(goal) or unknown(goal, self._so_far) for goal in self.goals]

    @property
    def _so_far(self) -> str:
        """How far all this got, and what kept it from going on."""
        stopped = f"; the {self.budget.words} of memory that it may take were in use" if self.short else ""
        return f"{max(self.looked_at, len(self.search.states)):,} states were looked at{stopped}"

    @contextmanager
    def _spending(self) -> Iterator[None]:
        """Give up what is done within where it takes more memory than it may."""
        try:
            yield
        except Spent:
            self.short = True

    def forget_states(self) -> None:
        """Let go of the states that were looked at, once they have told what they can."""
        self.looked_at = max(self.looked_at, len(self.search.states))
        self.search = Search(self.graph, self.facts.live)

    def run(self) -> None:
        """Find out everything that the budget allows."""
        self._shelter()
        self._forbid_unseen()
        with self._spending():
            self.search.run(min(self.budget.states, FIRST_STATES), self._progress)
        self._settle()
        if not self.search.complete:
            self._play()
            self._project()
        if not self.search.complete and any(self._open(goal) for goal in self.goals if goal.kind not in IDLE):
            with self._spending():
                self.search.run(self._affordable, self._progress)
            self._settle()
        if self.search.complete:
            for goal, counts in self._counted():
                with self._spending():
                    self._count(goal, counts)

    @property
    def _affordable(self) -> int:
        """The states that the budget allows, fewer where each has many values to keep."""
        values = sum(map(len, self.facts.live)) // len(self.graph.nodes)
        return min(self.budget.states, MOST_VALUES // max(1, values))

    def _shelter(self) -> None:
        """Verdicts on menus that play comes to only where some choice is open."""
        safe = sheltered(self.whole)
        places: dict[Goal, set[int]] = {}
        for number, node in enumerate(self.whole.nodes):
            for sight in node.sights:
                if sight.kind == "stuck":
                    places.setdefault(goal_of(sight), set()).add(number)
        for goal, numbers in places.items():
            if numbers <= safe:
                self.verdicts[goal] = impossible(goal, "play comes here only where some choice is open")

    def _forbid_unseen(self) -> None:
        """Verdicts on what no values that occur at its nodes allow."""
        seen = {goal_of(sight) for node in self.graph.nodes for sight in node.sights}
        counted = dict(self._counted())
        for goal in self.goals:
            if self._open(goal) and goal not in seen and goal not in counted and goal is not WAY_OUT:
                self._bar(goal)

    def _bar(self, goal: Goal) -> None:
        why = "no value that occurs there allows it"
        with self._spending():
            if goal.kind in WANTED:
                why = _because(self.facts, culprits(self.values, self._plain, spots_of(self.values.facts, goal)))
        self.verdicts[goal] = impossible(goal, why)
        self.grounds[goal] = (self.facts, frozenset())

    @cached_property
    def _plain(self) -> Quest:
        """For goals in the graph in which nothing is settled, where what forbids them can still be seen."""
        return Quest(self.values.facts, self.limits)

    def _open(self, goal: Goal) -> bool:
        return goal not in self.verdicts or self.verdicts[goal].outcome == PARTIAL

    def _progress(self, states: int, frontier: int) -> None:
        self.tell(f"{states:,} states, {frontier:,} to go on from")
        self.budget.check()

    def _settle(self) -> None:
        """Verdicts from the exact search."""
        self._believe({goal: self.search.witness(goal) for goal in self.search.found}, True)
        if not self.search.complete:
            return
        counted = dict(self._counted())
        for goal in self.goals:
            if self._open(goal) and goal not in counted and goal is not WAY_OUT:
                self.verdicts[goal] = impossible(goal, f"none of all {len(self.search.states):,} states shows it")
        if self._open(WAY_OUT):
            self._trap()

    def _reach(self, graph: Graph, goal: Goal, search: Search) -> None:
        replay = search.witness(goal)
        confirm(self.library, graph, goal, replay)
        self._show(goal, replay, True)

    def _show(self, goal: Goal, replay: tuple[Step, ...], shortest: bool) -> None:
        """The verdict on what a replay shows."""
        must = self._must.get(goal)
        self.verdicts[goal] = reached(goal, replay, shortest, broken(self.library, must, replay) if must else "")

    @cached_property
    def _must(self) -> Mapping[Goal, Invariant]:
        """Every invariant, by its goal."""
        charts = [self.library.chart(file.id) for file in self.library.story.episodes]
        story, asked = self.library.story, self.invariants
        found = [one for chart in charts for one, _ in invariants_of(story, chart.episode, asked)]
        return {Goal("invariant", one.mark, one.name): one for one in found}

    def _trap(self) -> None:
        number = self.search.trap()
        if number is None:
            self.verdicts[WAY_OUT] = impossible(WAY_OUT, "from every state some ending can be reached")
            return
        replay = self.search.trail(number)
        confirm(self.library, self.graph, WAY_OUT, replay)
        last = replay[-1].id if replay else "the beginning"
        self.verdicts[WAY_OUT] = reached(WAY_OUT, replay, True, f"{last} closes the last way to any ending")

    # More states than the budget -----------------------------------------------------------------------------

    def _play(self) -> None:
        self.tell("playing at random")
        plays = Plays(self.graph, self.budget.check)
        with self._spending():
            plays.run(min(IDLE_STEPS, self.plays), self.plays)
        self._believe(plays.found)

    def _believe(self, found: Mapping[Goal, tuple[Step, ...]], shortest: bool = False) -> None:
        """Verdicts on what was reached, once the engine has played the way to it."""
        witness = Witness(self.library, self.graph)
        for goal in sorted(found, key=lambda goal: [step.id for step in found[goal]]):
            if self._open(goal) or (shortest and not self.verdicts[goal].shortest):
                witness.confirm(goal, found[goal])
                self._show(goal, found[goal], shortest)

    def _project(self) -> None:
        """Verdicts on what is left, by projections."""
        facts = self.facts
        counted = dict(self._counted())
        quest = Quest(facts, self.limits)
        entire = self._whole(facts)
        left = [g for g in self.goals if g not in self.verdicts and g not in counted and g is not WAY_OUT]
        for goal in left:
            self._decide(facts, quest, goal)
        left = [goal for goal in left if self._open(goal)]
        patient = Quest(facts, replace(self.limits, expansions=PATIENCE * self.limits.expansions))
        for goal in left[:MOST_PATIENT] if not entire else ():
            self._decide(facts, patient, goal)
        patient.forget()
        with self._spending():
            if entire and left:
                self._count_all(facts, quest, left, entire)
        quest.forget()
        with self._spending():
            self._way_out(facts, entire)
        with self._spending():
            self._decide_counted(counted)

    def _count_all(self, facts: Facts, quest: Quest, goals: Iterable[Goal], entire: frozenset[int]) -> None:
        """Verdicts from the projection on all slots, which is exact."""
        projection = Projection(facts, entire)
        reached = projection.forward([True] * len(facts.graph.nodes), facts.reached)
        for goal in goals:
            spots = spots_of(facts, goal)
            if not quest.goal(projection, reached, spots):
                self._forbid(facts, goal, quest.least(entire, spots))
            else:
                self._decide(facts, quest, goal, entire)

    def _forbid(self, facts: Facts, goal: Goal, slots: frozenset[int]) -> None:
        self.verdicts[goal] = impossible(goal, _because(facts, slots))
        self.grounds[goal] = (facts, slots)

    def _whole(self, facts: Facts) -> frozenset[int]:
        """Every slot that matters, if so many valuations can be counted exactly; otherwise none."""
        slots = frozenset(facts.slots)
        if fits(facts, slots) * len(self.graph.nodes) > self.most_bits:
            return frozenset()
        self.tell(f"counting {fits(facts, slots) * sum(facts.kept):,} possible states exactly")
        return slots

    def _decide(self, facts: Facts, quest: Quest, goal: Goal, entire: frozenset[int] = frozenset()) -> None:
        self.tell(f"{goal.kind} {goal.name}")
        spots = spots_of(facts, goal)
        answer = self._asked(quest, spots, entire)
        if answer is None:
            quest.forget()
            self.verdicts[goal] = unknown(goal, self._so_far)
        elif answer.replay is not None:
            confirm(self.library, facts.graph, goal, answer.replay)
            self._show(goal, answer.replay, answer.least == len(answer.replay))
        elif answer.slots is not None:
            slots = answer.slots
            with self._spending():
                slots = slots if goal.kind in UNWANTED else quest.least(slots, spots)
            self._forbid(facts, goal, slots)
        elif answer.exhausted:
            self.verdicts[goal] = impossible(goal, "none of the states that could lead there does")
        else:
            why = f"not decided with {len(answer.groups)} projections of {self.limits.width:,} valuations"
            self.verdicts[goal] = unknown(goal, why)

    def _asked(self, quest: Quest, spots: Spots, entire: frozenset[int]) -> Answer | None:
        """What a quest found out; None if there was no memory for it."""
        with self._spending():
            return quest.decide(spots, entire)
        return None

    def _way_out(self, facts: Facts, entire: frozenset[int]) -> None:
        self.tell("looking for traps")
        found = way_out(facts, self.limits, self._calm())
        if entire and found.slots is None and found.replay is None:
            found = way_out(facts, self.limits, self._calm(), entire)
        if found.slots is not None:
            self.verdicts[WAY_OUT] = impossible(WAY_OUT, _because(facts, found.slots))
            self.exits = found.exits
        elif found.replay is not None:
            confirm(self.library, self.graph, WAY_OUT, found.replay)
            last = found.closed_by.id if found.closed_by else "the beginning"
            self.verdicts[WAY_OUT] = reached(WAY_OUT, found.replay, False, f"{last} closes the last way to any ending")

    def _calm(self) -> frozenset[int]:
        """The nodes that nothing gets stuck at."""
        return frozenset(
            number
            for number, node in enumerate(self.graph.nodes)
            if all(self._proved(goal_of(sight)) for sight in node.sights if sight.kind == "stuck")
        )

    def _proved(self, goal: Goal) -> bool:
        return goal in self.verdicts and self.verdicts[goal].outcome == PROVED

    def _decide_counted(self, counted: Mapping[Goal, Counts]) -> None:
        """Verdicts on what depends on how often a text was shown, in a graph that follows those counts."""
        if counted:
            counts = frozenset().union(*counted.values())
            facts = self._following(counts)
            quest = Quest(facts, self.limits)
            for goal in counted:
                self._decide(facts, quest, goal)

    # Counts of texts -----------------------------------------------------------------------------------------

    def _counted(self) -> Iterable[tuple[Goal, Counts]]:
        """The goals without verdict that depend on how often a text was shown, and on which counts."""
        found: dict[Goal, set[tuple[str, int]]] = {}
        for node in self.base.nodes:
            layout = self.base.layouts[node.episode] if node.episode else None
            for sight in node.sights:
                goal = goal_of(sight)
                slots = [slot for slot in read_by(sight.clauses) if "~" in self.base.names[slot]]
                if slots and layout and self._open(goal):
                    found.setdefault(goal, set()).update((node.episode, slot - layout.offset) for slot in slots)
        return [(goal, frozenset(counts)) for goal, counts in found.items()]

    def _following(self, counts: Counts) -> Facts:
        """What is known of the graph that follows those counts; Spent if there is no memory for it."""
        self.budget.check()
        return study(unfold(read_graph(self.library, self.invariants, counts)), self.budget.check)

    def _count(self, goal: Goal, counts: Counts) -> None:
        facts = self._following(counts)
        search = Search(facts.graph, facts.live)
        search.run(self.budget.states, self._progress, frozenset({goal}))
        if goal in search.found:
            self._reach(facts.graph, goal, search)
        elif search.complete:
            self.verdicts[goal] = impossible(goal, f"none of all {len(search.states):,} states shows it")


def _because(facts: Facts, slots: frozenset[int]) -> str:
    if not slots:
        return "nothing leads there, whatever the state"
    return "decided by " + ", ".join(sorted({asked(facts.graph.names[slot]) for slot in slots}))

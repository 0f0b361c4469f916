"""Gives every goal of a story its verdict: exactly where the states can be counted, otherwise by projection."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from game.engine.code import Guard
from game.engine.playthrough import Library
from game.workshop.prove.contexts import unfold
from game.workshop.prove.goals import STORY, Goal, goal_of, goals_of
from game.workshop.prove.graph import Graph
from game.workshop.prove.live import read_by
from game.workshop.prove.reader import read_graph
from game.workshop.prove.search import Search
from game.workshop.prove.verdict import TRAP, Verdict, impossible, reached, unknown
from game.workshop.prove.witness import confirm

Tell = Callable[[str], None]
"""Told how far the prover is."""
Counts = frozenset[tuple[str, int]]
"""Counts of texts, by episode and slot."""

BUDGET = 1_000_000
"""States that are kept unless more are allowed; about 250 bytes each."""
WAY_OUT = Goal(TRAP, STORY, "a way to an ending")


@dataclass
class Prover:
    """What is known about a story, while more is found out; may be interrupted and read at any time."""

    library: Library
    invariants: tuple[tuple[str, Guard], ...] = ()
    budget: int = BUDGET
    tell: Tell = lambda _: None
    verdicts: dict[Goal, Verdict] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.base = read_graph(self.library, self.invariants)
        self.graph = unfold(self.base)
        self.goals = [*goals_of(self.base, self.library.story), WAY_OUT]
        self.search = Search(self.graph)

    @property
    def result(self) -> list[Verdict]:
        """A verdict on every goal, PARTIAL where nothing is known."""
        why = f"{len(self.search.states):,} states were looked at"
        return [self.verdicts.get(goal) or unknown(goal, why) for goal in self.goals]

    def run(self) -> None:
        """Find out everything that the budget allows."""
        self.search.run(self.budget, self._progress)
        self._settle()
        for goal, counts in self._counted():
            self._count(goal, counts)

    def _progress(self, states: int, frontier: int) -> None:
        self.tell(f"{states:,} states, {frontier:,} to go on from")

    def _settle(self) -> None:
        """Verdicts from the exact search."""
        for goal in self.search.found:
            self._reach(self.graph, goal, self.search)
        if not self.search.complete:
            return
        counted = dict(self._counted())
        for goal in self.goals:
            if goal not in self.verdicts and goal not in counted and goal is not WAY_OUT:
                self.verdicts[goal] = impossible(goal, f"none of all {len(self.search.states):,} states shows it")
        self._trap()

    def _reach(self, graph: Graph, goal: Goal, search: Search) -> None:
        replay = search.witness(goal)
        confirm(self.library, graph, goal, replay)
        self.verdicts[goal] = reached(goal, replay, True)

    def _trap(self) -> None:
        number = self.search.trap()
        if number is None:
            self.verdicts[WAY_OUT] = impossible(WAY_OUT, "from every state some ending can be reached")
            return
        replay = self.search.trail(number)
        confirm(self.library, self.graph, WAY_OUT, replay)
        last = replay[-1].id if replay else "the beginning"
        self.verdicts[WAY_OUT] = reached(WAY_OUT, replay, True, f"{last} closes the last way to any ending")

    # Counts of texts -----------------------------------------------------------------------------------------

    def _counted(self) -> Iterable[tuple[Goal, Counts]]:
        """The goals without verdict that depend on how often a text was shown, and on which counts."""
        found: dict[Goal, set[tuple[str, int]]] = {}
        for node in self.base.nodes:
            layout = self.base.layouts[node.episode] if node.episode else None
            for sight in node.sights:
                goal = goal_of(sight)
                slots = [slot for slot in read_by(sight.clauses) if "~" in self.base.names[slot]]
                if slots and layout and goal not in self.verdicts:
                    found.setdefault(goal, set()).update((node.episode, slot - layout.offset) for slot in slots)
        return [(goal, frozenset(counts)) for goal, counts in found.items()]

    def _count(self, goal: Goal, counts: Counts) -> None:
        graph = unfold(read_graph(self.library, self.invariants, counts))
        search = Search(graph)
        search.run(self.budget, self._progress, frozenset({goal}))
        if goal in search.found:
            self._reach(graph, goal, search)
        elif search.complete:
            self.verdicts[goal] = impossible(goal, f"none of all {len(search.states):,} states shows it")

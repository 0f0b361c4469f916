"""Exact breadth-first search over real states: the shortest replay to everything, and all that can never be.

A state is a node where play rests and the values of the slots that still matter there.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from operator import itemgetter

from game.engine.trail import Step
from game.workshop.prove.goals import Goal, goal_of
from game.workshop.prove.graph import END, Graph, Sight
from game.workshop.prove.walk import Place, Walker, pending_of

Key = tuple[int, tuple[int, ...]]
Progress = Callable[[int, int], None]
"""Told how many states are known, and how many of them are still to be gone on from."""
TOLD_EVERY = 256


class Keys:
    """Turns places into keys and back, keeping only what matters."""

    def __init__(self, graph: Graph, live: Sequence[frozenset[int]]) -> None:
        """`live` are the slots that matter at each node."""
        self.graph = graph
        self.slots = [self._local(number, slots) for number, slots in enumerate(live)]
        self.pick = [_getter(slots) for slots in self.slots]

    def _local(self, number: int, slots: frozenset[int]) -> tuple[int, ...]:
        layout = self.graph.layouts[self.graph.nodes[number].episode]
        return tuple(sorted(slot if slot < layout.shared else slot - layout.offset for slot in slots))

    def key(self, place: Place) -> Key:
        """What matters of a place."""
        here, values = place
        return here, self.pick[here](values)

    def place(self, key: Key) -> Place:
        """A place that has that key."""
        here, kept = key
        values = list(self.graph.charts[self.graph.nodes[here].episode].start)
        for slot, value in zip(self.slots[here], kept, strict=True):
            values[slot] = value
        return here, values


def _getter(slots: Sequence[int]) -> Callable[[list[int]], tuple[int, ...]]:
    if len(slots) >= 2:
        return itemgetter(*slots)
    return lambda values: tuple(values[slot] for slot in slots)


class Search:
    """All states, nearest first, until there are no more or the budget is spent."""

    def __init__(self, graph: Graph, live: Sequence[frozenset[int]]) -> None:
        self.graph = graph
        self.keys = Keys(graph, live)
        self.walker = Walker(graph, pending_of(graph))
        self.states: list[Key] = []
        self.found: dict[Goal, tuple[int, Step | None]] = {}
        self.complete = False
        self._done = 0
        self._known: dict[Key, int] = {}
        self._parents = array("q")
        self._steps: list[Step | None] = []
        self._edges = array("q")

    def run(self, budget: int, progress: Progress, until: frozenset[Goal] | None = None) -> None:
        """Search until done, until one of `until` is found, or until there are more than `budget` states.

        Can be interrupted and read at any time, and goes on where it stopped.
        """
        if not self.states:
            self._begin()
        while self._done < len(self.states) <= budget and (until is None or until.isdisjoint(self.found)):
            self._expand(self._done)
            self._done += 1
            if self._done % TOLD_EVERY == 0:
                progress(len(self.states), len(self.states) - self._done)
        self.complete = self._done == len(self.states)

    def _begin(self) -> None:
        seen: list[tuple[int, Sight]] = []
        self._arrive(self.walker.begin(seen), -1, None)
        self._note(seen, -1, None)

    def _expand(self, number: int) -> None:
        here, values = self.keys.place(self.states[number])
        for arc in self.walker.choices(here, values):
            seen: list[tuple[int, Sight]] = []
            place = self.walker.take(arc, values, seen)
            self._edges.extend((number, self._arrive(place, number, arc.step)))
            if seen:
                self._note(seen, number, arc.step)

    def _arrive(self, place: Place, parent: int, step: Step | None) -> int:
        key = self.keys.key(place)
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self.states)
            self.states.append(key)
            self._parents.append(parent)
            self._steps.append(step)
        return number

    def _note(self, seen: list[tuple[int, Sight]], number: int, step: Step | None) -> None:
        for _, sight in seen:
            self.found.setdefault(goal_of(sight), (number, step))

    def trail(self, number: int) -> tuple[Step, ...]:
        """A shortest way to a state."""
        steps = []
        while number >= 0:
            step = self._steps[number]
            if step is not None:
                steps.append(step)
            number = self._parents[number]
        return tuple(reversed(steps))

    def witness(self, goal: Goal) -> tuple[Step, ...]:
        """A shortest way to something that was found."""
        number, step = self.found[goal]
        return (*self.trail(number), *((step,) if step else ()))

    def trap(self) -> int | None:
        """The nearest state from which no ending can be reached, if there is any; of a complete search only."""
        before: list[list[int]] = [[] for _ in self.states]
        for source, target in zip(self._edges[::2], self._edges[1::2], strict=True):
            before[target].append(source)
        todo = [n for n, (here, _) in enumerate(self.states) if self.graph.nodes[here].kind == END]
        saved = set(todo)
        while todo:
            for source in before[todo.pop()]:
                if source not in saved:
                    saved.add(source)
                    todo.append(source)
        return next((number for number in range(len(self.states)) if number not in saved), None)

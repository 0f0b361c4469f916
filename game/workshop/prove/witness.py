"""Believes no replay before the real Playthrough has played it."""

from __future__ import annotations

from game.engine.library import Library
from game.engine.playthrough import NotOffered, Playthrough
from game.engine.trail import Step
from game.workshop.prove.goals import Goal, goal_of
from game.workshop.prove.graph import Graph, Sight
from game.workshop.prove.walk import Place, Walker, pending_of


class Unconfirmed(Exception):
    """A replay does not show what it should: the prover and the engine disagree, which is a fault of the prover."""


def confirm(library: Library, graph: Graph, goal: Goal, replay: tuple[Step, ...]) -> None:
    """Play a replay in the engine and look whether the goal shows; Unconfirmed if not."""
    Witness(library, graph).confirm(goal, replay)


class Witness:
    """Plays replays one after the other; what one has in common with the one before is not played again."""

    def __init__(self, library: Library, graph: Graph) -> None:
        self.graph = graph
        self._playthrough = Playthrough(library)
        self._pending = pending_of(graph)
        self._walked: list[tuple[Place, frozenset[Goal]]] = []
        """Where the walk rested after each step, and what it had seen by then."""
        seen: list[tuple[int, Sight]] = []
        place = self._walker().begin(seen)
        self._walked.append((place, frozenset(goal_of(sight) for _, sight in seen)))

    def confirm(self, goal: Goal, replay: tuple[Step, ...]) -> None:
        """Play a replay in the engine and look whether the goal shows; Unconfirmed if not."""
        try:
            self._play(replay)
        except (NotOffered, LookupError) as problem:
            raise Unconfirmed(f"{goal.kind} {goal.name}: {problem}") from problem
        (here, _), seen = self._walked[-1]
        if self.graph.nodes[here].block != self._playthrough.position.state or not _shows(goal, self._playthrough):
            raise Unconfirmed(f"{goal.kind} {goal.name}: the engine rests in {self._playthrough.position.state}")
        if goal.kind != "trap" and goal not in seen:
            raise Unconfirmed(f"{goal.kind} {goal.name}: it does not show")

    def _walker(self) -> Walker:
        return Walker(self.graph, dict(self._pending))

    def _play(self, replay: tuple[Step, ...]) -> None:
        trail = self._playthrough.trail
        same = next(
            (n for n, (a, b) in enumerate(zip(trail, replay, strict=False)) if a != b), min(len(trail), len(replay))
        )
        if same < len(trail):
            self._playthrough.rewind(len(trail) - same)
            del self._walked[same + 1 :]
        for step in replay[same:]:
            self._playthrough.replay([step])
            self._walk(step)

    def _walk(self, step: Step) -> None:
        (place, known), walker = self._walked[-1], self._walker()
        seen: list[tuple[int, Sight]] = []
        arc = next((arc for arc in walker.choices(*place) if arc.step == step), None)
        if arc is None:
            raise LookupError(step.id)
        place = walker.take(arc, place[1], seen)
        self._walked.append((place, known | {goal_of(sight) for _, sight in seen}))


def _shows(goal: Goal, playthrough: Playthrough) -> bool:
    moment = playthrough.moment
    match goal.kind:
        case "choice":
            return any(goal.name.endswith(choice.id) for choice in moment.open)
        case "ending":
            return moment.ending is not None and moment.ending.id == goal.name
        case "stuck":
            return moment.ending is None and not moment.open
    return True

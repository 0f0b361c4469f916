"""Believes no replay before the real Playthrough has played it."""

from __future__ import annotations

from game.engine.library import Library
from game.engine.playthrough import NotOffered, Playthrough
from game.engine.trail import Step
from game.workshop.prove.goals import Goal, goal_of
from game.workshop.prove.graph import Graph, Sight
from game.workshop.prove.walk import Walker, pending_of


class Unconfirmed(Exception):
    """A replay does not show what it should: the prover and the engine disagree, which is a fault of the prover."""


def confirm(library: Library, graph: Graph, goal: Goal, replay: tuple[Step, ...]) -> None:
    """Play a replay in the engine and look whether the goal shows; Unconfirmed if not."""
    playthrough = Playthrough(library)
    try:
        playthrough.replay(replay)
    except NotOffered as problem:
        raise Unconfirmed(f"{goal.kind} {goal.name}: {problem}") from problem
    seen: list[tuple[int, Sight]] = []
    here, _ = Walker(graph, pending_of(graph)).replay(replay, seen)
    if graph.nodes[here].block != playthrough.position.state or not _shows(goal, playthrough):
        raise Unconfirmed(f"{goal.kind} {goal.name}: the engine rests in {playthrough.position.state}")
    if goal.kind != "trap" and goal not in {goal_of(sight) for _, sight in seen}:
        raise Unconfirmed(f"{goal.kind} {goal.name}: it does not show")


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

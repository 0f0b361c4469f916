"""What became unreachable or newly reachable between two versions of a story, as far as a proof gets in some time."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from game.workshop.ink import InkedLibrary
from game.workshop.prove.goals import Goal
from game.workshop.prove.progress import Progress
from game.workshop.prove.prover import Prover
from game.workshop.prove.verdict import PARTIAL, TRAP

KINDS = ("scene", "choice", "ending")
"""What is told by name; texts have none that outlives a change."""
BAD = ("stuck", "invariant", TRAP)
"""What should not be, and is told where it can come to be."""

Known = Mapping[tuple[str, str], "bool | None"]
"""Kind and name to whether it can be reached; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What changed, each as its kind and name."""

    lost: tuple[tuple[str, str], ...]
    """Could be reached and cannot any more, or cannot though it is new."""
    won: tuple[tuple[str, str], ...]
    """Could not be reached and can now."""
    caught: tuple[tuple[str, str], ...]
    """Where play can get stuck or trapped, or what must hold does not, and that was not so before."""
    freed: tuple[tuple[str, str], ...]
    """What is so no more."""
    unknown: tuple[int, int]
    """How many of the old version's verdicts are not known in this time, and of the new one's."""
    of: tuple[int, int]


class _TimeIsUp(Exception):
    pass


class _Clock:
    """Told how far the prover is; ends it when its time is over."""

    def __init__(self, seconds: float) -> None:
        self._until, self._progress = time.monotonic() + seconds, Progress()

    def __call__(self, what: str) -> None:
        if time.monotonic() > self._until:
            raise _TimeIsUp
        self._progress(what)


def reach_between(old: InkedLibrary, new: InkedLibrary, seconds: float) -> Reach:
    """What changed, with so many seconds for each version."""
    before, after = _known(old, seconds), _known(new, seconds)
    return Reach(
        tuple(key for key in after if key[0] in KINDS and after[key] is False and before.get(key) is not False),
        tuple(key for key in after if key[0] in KINDS and after[key] and before.get(key) is False),
        tuple(key for key in after if key[0] in BAD and after[key] and not before.get(key)),
        tuple(key for key in after if key[0] in BAD and after[key] is False and before.get(key)),
        (_open(before), _open(after)),
        (len(before), len(after)),
    )


def _known(library: InkedLibrary, seconds: float) -> Known:
    clock = _Clock(seconds)
    prover = Prover(library, tell=clock)
    with suppress(_TimeIsUp):
        prover.run()
    found: dict[tuple[str, str], bool | None] = {}
    for verdict in prover.result:
        goal = verdict.goal
        if goal.kind in (*KINDS, *BAD):
            found[goal.kind, _named(goal, library)] = None if verdict.outcome == PARTIAL else verdict.replay is not None
    return found


def _named(goal: Goal, library: InkedLibrary) -> str:
    """The name of a goal, with its episode if it is of one."""
    if len(library.episodes) > 1 and goal.kind in ("scene", "choice"):
        return goal.name
    within = [f"{file.id}." for file in library.story.episodes if file.path == goal.mark.file]
    return "".join([*within, goal.name])


def _open(known: Known) -> int:
    return sum(truth is None for truth in known.values())


def losses(reach: Reach) -> Sequence[tuple[str, str]]:
    """What is worse than before."""
    return (*reach.lost, *reach.caught)

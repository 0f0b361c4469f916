"""What is known about each goal, and about the story as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.engine.trail import Step
from game.workshop.prove.goals import IDLE, UNWANTED, WANTED, Goal

PROVED, REFUTED, PARTIAL = "PROVED", "REFUTED", "PARTIAL"
REMARK = "REMARK"
"""Nothing wrong, but hardly meant; it weighs nothing in the verdict on the story."""
TRAP = "trap"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known about one goal."""

    goal: Goal
    outcome: str
    replay: tuple[Step, ...] | None
    """A way to it, if it can be reached."""
    shortest: bool
    """No way to it is shorter."""
    why: str
    """What it rests on, in a sentence; may be empty."""


def reached(goal: Goal, replay: tuple[Step, ...], shortest: bool, why: str = "") -> Verdict:
    """The verdict on what can be reached."""
    outcome = REFUTED if goal.kind in UNWANTED or goal.kind == TRAP else PROVED
    return Verdict(goal, outcome, replay, shortest, why)


def impossible(goal: Goal, why: str) -> Verdict:
    """The verdict on what can never be."""
    outcome = REFUTED if goal.kind in WANTED else REMARK if goal.kind in IDLE else PROVED
    return Verdict(goal, outcome, None, False, why)


def unknown(goal: Goal, why: str) -> Verdict:
    """No verdict yet."""
    return Verdict(goal, PARTIAL, None, False, why)


def whole(verdicts: Sequence[Verdict]) -> str:
    """The verdict on the story: REFUTED if anything is, PARTIAL if anything that counts is open, else PROVED."""
    outcomes = {verdict.outcome for verdict in verdicts if verdict.goal.kind not in IDLE}
    return next((outcome for outcome in (REFUTED, PARTIAL) if outcome in outcomes), PROVED)

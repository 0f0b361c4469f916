"""The prover agrees with play: on invented stories, verdict by verdict and length by length."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from game.engine.library import Library
from game.language.header import open_story
from game.language.problem import StoryError
from game.workshop.certify.write import certified
from game.workshop.checker.certificate import data_of
from game.workshop.checker.check import faults
from game.workshop.prove.budget import Budget
from game.workshop.prove.goals import Goal
from game.workshop.prove.prover import WAY_OUT, Prover
from game.workshop.prove.quest import Limits
from game.workshop.prove.route import Route
from game.workshop.prove.verdict import Verdict
from tests.workshop.prove.invented import write_story
from tests.workshop.prove.naive import TOKEN, Naive, TooLarge

MOST_STATES = 300


class Case:
    """An invented story, played and proved."""

    def __init__(self, random: Random, folder: Path, **limits: Any) -> None:
        self.firsts = write_story(random, folder)
        self.lines = {path.name: path.read_text(encoding="utf-8").split("\n") for path in folder.glob("*.yaml")}
        self.library = Library(open_story(folder))
        for file in self.library.story.episodes:
            self.library.chart(file.id)
        self.naive = Naive(self.library, MOST_STATES)
        self.naive.run()
        self.prover = Prover(self.library, **limits)
        self.prover.run()

    def expected(self, goal: Goal) -> int | None:
        """After how many steps play first shows the goal; None for never. LookupError if play cannot tell."""
        one = len(self.library.story.episodes) == 1
        match goal.kind:
            case "scene":
                return self.naive.tokens.get(self.firsts[goal.name])
            case "choice" | "locked" | "shut" if not goal.name.endswith(".go_on"):
                shown = {"choice": self.naive.choices, "locked": self.naive.locked, "shut": self.naive.shut}[goal.kind]
                return shown.get(f"e0.{goal.name}" if one else goal.name)
            case "ending":
                return self.naive.endings.get(goal.name)
            case "stuck":
                return self._stuck(goal)
            case "trap":
                return self.naive.trap
            case "invariant":
                return self.naive.broken.get(goal.name)
            case "text":
                return self.naive.tokens.get(self._token(goal))
        raise LookupError(goal.kind)

    def _stuck(self, goal: Goal) -> int | None:
        found = []
        for name, depth in self.naive.stuck.items():
            episode, _, block = name.partition(":")
            mark = self.library.chart(episode).blocks[block].mark
            found += [depth] if (block, mark) == (goal.name, goal.mark) else []
        return min(found, default=None)

    def _token(self, goal: Goal) -> str:
        line = self.lines[goal.mark.file][goal.mark.line - 1]
        if goal.name.endswith("this paragraph"):
            return TOKEN.findall(line)[0]
        number = re.search(r"text (\d+)$", goal.name)
        if number is None:
            raise LookupError(goal.name)
        return TOKEN.findall(ways(line[line.rindex("{", 0, goal.mark.column) :])[int(number[1]) - 1])[0]


def ways(text: str) -> list[str]:
    """The ways of the braces that a text begins with."""
    found, depth = [""], 0
    for letter in text:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if not depth:
            break
        found += [""] if letter == "|" and depth == 1 else []
        found[-1] += letter
    return found


def disagreement(case: Case, verdict: Verdict) -> str:
    """What play and the prover disagree about; empty if they agree."""
    try:
        expected = case.expected(verdict.goal)
    except LookupError:
        return ""
    if verdict.outcome == "PARTIAL":
        return ""
    got = None if verdict.replay is None else len(verdict.replay)
    same = expected == got if verdict.shortest or got is None else expected is not None and expected <= got
    return "" if same else f"{verdict}: play says {expected}"


def disagreements(case: Case) -> list[str]:
    """What play and the prover disagree about, and what the checker does not believe."""
    found = [said for verdict in case.prover.result if (said := disagreement(case, verdict))]
    made = certified(case.prover)
    found += [f"{goal} has no certificate" for goal in made.without]
    return [*found, *faults(case.library, json.loads(json.dumps(data_of(made.frame, made.certificate))))]


def explore(random: Random, **limits: Any) -> Case:
    """Invent, play and prove a story; unsound and large ones are passed over."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return Case(random, Path(folder), **limits)
        except (StoryError, TooLarge):
            assume(False)
            raise


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_every_verdict_agrees_with_play(random: Random) -> None:
    case = explore(random)
    assert disagreements(case) == []
    assert not [verdict for verdict in case.prover.result if verdict.outcome == "PARTIAL"]
    assert WAY_OUT in case.prover.verdicts


TINY = {"budget": Budget(0), "plays": 0, "most_bits": 0}
"""Nothing is counted or played: projections and guided replays have to do."""


@pytest.mark.parametrize("width", [12, 60, 400_000])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_projections_agree_with_play_however_narrow_they_are(width: int, random: Random) -> None:
    case = explore(random, **TINY, limits=Limits(width=width, expansions=40))
    assert disagreements(case) == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_counting_by_bits_agrees_with_play(random: Random) -> None:
    case = explore(random, budget=Budget(0), plays=0, limits=Limits(rounds=1), most_bits=1 << 26)
    assert disagreements(case) == []


@pytest.mark.parametrize("width", [12, 60, 400_000])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.sampled_from([3, 20_000]))
def test_the_shortest_ways_are_those_of_play(width: int, random: Random, states: int) -> None:
    case = explore(random, **TINY, limits=Limits(rounds=1))
    verdicts = [
        Route(case.library, goal.name, Budget(states), limits=Limits(width=width, expansions=40)).find()
        for goal in case.prover.goals
        if goal.kind in ("scene", "choice", "ending")
    ]
    assert [said for verdict in verdicts if (said := disagreement(case, verdict))] == []
    assert [verdict for verdict in verdicts if _is_shorter_than_told(case, verdict)] == []
    assert states == 3 or not [verdict for verdict in verdicts if verdict.replay and not verdict.shortest]


def _is_shorter_than_told(case: Case, verdict: Verdict) -> bool:
    """Whether play knows a way that is shorter than any can be."""
    least = re.search(r"of (\d+) steps? or more", verdict.why)
    try:
        return least is not None and int(least[1]) > (case.expected(verdict.goal) or 0)
    except LookupError:
        return False

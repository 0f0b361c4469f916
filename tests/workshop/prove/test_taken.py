"""What no variable is ever given: held against play on invented stories, and said in an author's words."""

from __future__ import annotations

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
from game.workshop.prove.budget import Budget
from game.workshop.prove.quest import Limits
from game.workshop.prove.taken import Taken, never
from game.workshop.prove.verdict import PARTIAL, PROVED, REMARK
from tests.workshop.prove.invented import write_story
from tests.workshop.prove.naive import Naive, TooLarge
from tests.workshop.stories import HEAD, ONE, write

STATE = """\
state:
  warm: {range: 0..5, starts: 2}
  lit: {flag: false}
  word: {one of: [none, yes, maybe, no]}
  still: {range: 0..3, starts: 1}
  wide: {range: 0..99}
  deep: {range: -1..100, starts: 100}
  high: {range: 0..40, starts: 7}
"""


def said(folder: Path, **limits: Any) -> dict[str, str]:
    """By name and place what a variable never is."""
    taken = Taken(Library(open_story(folder)), **limits)
    taken.run()
    words = {f"{one.name} {one.mark}": never(one, taken.verdicts) for one in taken.variables}
    return {name: text for name, text in words.items() if text}


BLIND = {"budget": Budget(0), "plays": 0}
"""Nothing is counted or played."""


@pytest.mark.parametrize("limits", [{}, BLIND], ids=["counted", "projected"])
def test_what_is_never_given_is_said_with_its_place(limits: dict[str, Any], tmp_path: Path):
    head = HEAD.replace(HEAD[HEAD.index("state:") : HEAD.index("notes:")], STATE)
    one = """\
episode: one
scenes:
  hall:
    state:
      knocks: {range: 0..2}
    flow:
    - here: bench
    - Sit {again}: |
        ~ warm = 4; warm -= 1; if lit: warm = 0; knocks += 1; wide += 1; deep = 91; high += 1; high -= 2
        -> bench
    - Speak {as speak}: |
        ~ word = yes; note wick; note oil
        -> bench
    - Go {if word != no}: |
        {warm} {word == maybe:Perhaps|Well} {still} {knocks} {wide} {deep} {high}
        -> out
  out:
    flow:
    - end: good
"""
    assert said(write(tmp_path, head, one), **limits) == {
        "warm story.yaml:10:3": "is never less than 2 or more than 4",
        "lit story.yaml:11:3": "is never anything but false",
        "word story.yaml:12:3": "is never maybe or no",
        "still story.yaml:13:3": "is never anything but 1",
        "deep story.yaml:15:3": "never comes down to -1",
        "high story.yaml:16:3": "never comes up to 40",
        "noted.rope story.yaml:20:3": "is never anything but false",
    }


def test_a_value_that_is_overwritten_at_once_was_given(tmp_path: Path):
    one = ONE.replace("note wick; warm += 1", "note wick; warm = 3; warm = 1; lit = true; lit = false; note rope")
    assert said(write(tmp_path, HEAD, one)) == {"warm story.yaml:10:3": "is never 2"}


class Case:
    """An invented story, played and looked through."""

    def __init__(self, random: Random, folder: Path, **limits: Any) -> None:
        write_story(random, folder)
        head = folder / "story.yaml"
        head.write_text(head.read_text().replace("range: 0..2", f"range: 0..{random.choice((2, 40))}"))
        library = Library(open_story(folder))
        self.naive = Naive(library, 300)
        self.naive.run()
        self.taken = Taken(library, **limits)
        self.taken.run()


def denies(said: str, value: str) -> bool:
    """Whether what is said of a variable is wrong where it has a value."""
    if not said or said.startswith("is never anything but "):
        return bool(said) and value != said.split()[-1]
    parts = re.split(", | or ", said.removeprefix("is never ").removeprefix("never comes "))
    return any(_denied(part.split(), value) for part in parts)


def _denied(part: list[str], value: str) -> bool:
    match part:
        case ["less", "than", end]:
            return int(value) < int(end)
        case ["more", "than", end]:
            return int(value) > int(end)
    return value == part[-1]


@pytest.mark.parametrize(
    "limits",
    [{}, {**BLIND, "limits": Limits(width=12, expansions=40)}, {**BLIND, "limits": Limits(expansions=40)}],
    ids=["counted", "narrow", "wide"],
)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_nothing_that_play_shows_is_said_never_to_be(limits: dict[str, Any], random: Random):
    with tempfile.TemporaryDirectory() as folder:
        try:
            case = Case(random, Path(folder), **limits)
        except (StoryError, TooLarge):
            assume(False)
            raise
    outcomes = {verdict.goal.name: verdict.outcome for verdict in case.taken.result if "k =" not in verdict.goal.name}
    assert {name for name in outcomes if outcomes[name] == REMARK} & case.naive.values == set()
    said = {one.name: never(one, case.taken.verdicts) for one in case.taken.variables if one.name != "k"}
    met = [value.split(" = ") for value in case.naive.values]
    assert [(said[name], value) for name, value in met if denies(said.get(name, ""), value)] == []
    if not limits:
        assert PARTIAL not in outcomes.values()
        assert case.naive.values & outcomes.keys() <= {name for name in outcomes if outcomes[name] == PROVED}

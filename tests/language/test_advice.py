"""What is wrong is said with what to write instead, in the words of what was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.workshop.check import check_story
from tests.making import write

STORY = """story: example
title: Example
stances: {ask: "?"}
episodes:
- one: one.yaml
endings:
  home: {title: Home}
cast:
  ada: {name: Ada, groups: [crew]}
state:
  slept: {flag: false}
  slots: {range: 0..5}
  trust: {each: crew, range: 0..10}
  all_trust: {total: trust}
  worn: {means: slots < 1}
"""
EPISODE = """episode: one
scenes:
  hall:
    flow:
    - |
      It was late.

      {here}
    - Go:
      - -> away
  away:
    flow:
    - end: home
  passing:
    pool: passers
    flow: |
      <-
"""

ADVICE = [
    ("      {if slept && worn} Then.", "Write and, or, not."),
    ("      {if !slept} Then.", "Write and, or, not."),
    ("      {elif slept} Then.", "Write {else if slept} at the head of a paragraph."),
    ("      {slept:one|else:other}", "{else} heads a paragraph; within a line the last text has no condition"),
    ("      {if slept >= 1} Then.", "Write slept or not slept."),
    ('      {if slept == "yes"} Then.', "Write slept or not slept."),
    ("      {if trust > 3} Then.", "It is a family: write trust.ada, or declare a total of it."),
    ("      {if clock > 3} Then.", "Give the episode one: clock: {minutes: 90, until: the boat}."),
    ("      ~ trust = 3", "It is a family: write trust.ada."),
    ("      ~ slots = low", "Write one from 0 to 5."),
    ("      ~ worn = true", "Set what it is computed from."),
    ("      ~ all_trust += 1", "Set those that it sums."),
    ("      {if slots + 1 > 3} Then.", "Compare a name with a whole number."),
    ("      {if visited(hall)} Then.", "Write the name alone: a scene or a choice is true once it was met."),
    ("      {ask; as x}", "Tags stand in one pair of braces at the end of a label."),
    ("    - if slept: -> away", "Write - if: slept and, on the line below, then: and a flow."),
    ("    - if: slept\n      -> away", "Write a key before it, such as then: -> away"),
    ("    - if: {slept}\n      then: -> away", "Remove the brackets, braces or dashes."),
    ("    - Wait {ask, as waited}: -> away", "Divide tags by ; and write {ask; as waited}."),
    ("      -> END", "An ending is an item of a list: - end: NAME"),
    ("      -> home", "An ending is an item of a list: - end: home"),
    ("      end: home", "It is an item of the list: write - end: in the column of the block’s dash."),
    ("    - Wait {ask as waited}: -> away", "Divide tags by ; and write {ask; as waited}."),
    ("    - Wait |", "A choice has a colon behind its label: Wait: |"),
    ("    - Wait: end home", "An ending is an item of a list: - end: home"),
    ('    - Wait: "-> away"', "Write the arrow without quotes."),
    ("    - Wait:\n        end: home", "Put a dash before end: to make it an item of a list."),
]


@pytest.mark.parametrize(("line", "advice"), ADVICE)
def test_it_is_said_what_to_write_instead(line: str, advice: str, tmp_path: Path):
    episode = EPISODE.replace("      {here}", line)
    problems = check_story(write(tmp_path, {"story.yaml": STORY, "one.yaml": episode}))
    errors = [problem for problem in problems if problem.severity == "error" and problem.code not in ("U402", "U405")]
    assert [problem.advice[: len(advice)] for problem in errors] == [advice]


def test_a_scene_of_a_pool_that_is_never_drawn_is_drawn_or_removed(tmp_path: Path):
    episode = EPISODE.replace("      {here}", "      At last.")
    problems = check_story(write(tmp_path, {"story.yaml": STORY, "one.yaml": episode}))
    assert "Draw its pool: - pool: passers" in [problem.advice for problem in problems if problem.code == "U602"]


def test_an_else_after_a_brace_that_is_never_closed_is_not_wrong_as_well(tmp_path: Path):
    episode = EPISODE.replace("      {here}", "      {if slept It was dark.\n\n      {else} It was light.")
    problems = check_story(write(tmp_path, {"story.yaml": STORY, "one.yaml": episode}))
    assert [problem.code for problem in problems if problem.severity == "error"] == ["U504"]

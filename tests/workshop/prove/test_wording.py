"""A verdict says in its author's words what it is about, and where that stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.language.header import open_story
from game.workshop.certify.write import certified
from game.workshop.checker.certificate import data_of
from game.workshop.checker.check import faults
from game.workshop.prove.command import prove_command
from game.workshop.prove.prover import Prover
from game.workshop.prove.verdict import PROVED, REFUTED
from game.workshop.prove.wording import asked
from tests.workshop.stories import write

WEATHER = """\
episode: one
scenes:
  hall:
    flow:
    - |
      It {rained|rained still} in the hall.

      {if warm == 3 and lit} The oven glowed.
    - Look out {again}: |
        There was {~rain|sleet|{snow|more snow}|sun}.
        -> hall
    - Leave {if warm < 3}:
      - end: good
    - Burn {if lit}: |
        {!Ash.|Dust.}

        ~ warm = 3
        -> hall
"""
ONCE = """\
episode: one
scenes:
  hall:
    flow:
    - |
      There was {~rain|sleet|{lit:snow|hail}} outside.
    - Leave: |
        ~ warm = 1; lit = true
    - end: good
"""


def told_by(capsys: pytest.CaptureFixture[str], folder: Path) -> str:
    prove_command([str(folder)])
    return capsys.readouterr().out


def test_a_text_is_named_by_its_words_and_an_ending_stands_where_it_is_declared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    said = told_by(capsys, write(tmp_path, one=WEATHER))
    assert "one.yaml:8:30: never told: “The oven glowed.”" in said
    assert "one.yaml:15:10: never told: “Dust.”" in said
    assert "story.yaml:8:3: the ending bad cannot be reached" in said


TRAP = """\
episode: one
scenes:
  hall:
    flow:
    - Go down: -> well
    - Leave:
      - end: good
  well:
    flow:
    - Shout {again}: -> well
"""


def test_a_trap_stands_where_the_choice_stands_that_shuts_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    said = told_by(capsys, write(tmp_path, one=TRAP))
    assert "there is a trap\n           one.yaml:5:7: hall.go_down closes the last way to any ending" in said


def test_play_that_is_stuck_is_stuck_in_a_scene(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    said = told_by(capsys, write(tmp_path, one=TRAP.replace("{again}", "{again; if lit}")))
    assert "one.yaml:10:7: play can get stuck in well: nothing is open" in said


def test_which_text_is_drawn_is_not_claimed_but_that_one_is(tmp_path: Path):
    for seed_story in (ONCE, ONCE.replace("rain|sleet|", "sleet|rain|"), ONCE.replace("~rain|", "~hail|rain|")):
        prover = Prover(Library(open_story(write(tmp_path, one=seed_story))))
        prover.run()
        texts = [one for one in prover.result if one.goal.kind == "text"]
        assert [(one.goal.name, one.outcome) for one in texts] == [("one.yaml:6:18, text 1", PROVED)]


def test_a_drawn_text_where_play_never_comes_is_never_told_and_certified(tmp_path: Path):
    never = ONCE.replace("    - Leave", "    - Wait {if lit}: |\n        {~a|b|c}\n    - Leave", 1)
    loaded = Library(open_story(write(tmp_path, one=never)))
    prover = Prover(loaded)
    prover.run()
    texts = {one.goal.name: one.outcome for one in prover.result if one.goal.kind == "text"}
    assert texts == {"one.yaml:6:18, text 1": PROVED, "one.yaml:8:10, text 1": REFUTED}
    found = certified(prover)
    assert found.without == ()
    assert list(faults(loaded, data_of(found.frame, found.certificate))) == []


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        ("trust.ada", "trust.ada"),
        ("two: @hall.lamp", "two: hall.lamp"),
        ("hall/nudges", "nudges"),
        ("two: ~41", "two: how often a text was told"),
        ("hall/talk#turn", "turn of talk"),
        ("hall/talk#start2", "what was begun in talk"),
        ("stairs#return", "where stairs was called"),
        ("clock#spent", "clock"),
        ("#ending", "ending"),
    ],
)
def test_a_slot_is_named_by_what_it_remembers(slot: str, words: str):
    assert asked(slot) == words

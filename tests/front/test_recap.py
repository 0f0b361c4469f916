"""A recap that asks: what the player says to it is a step like any other, in all three front ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.trail import Step
from game.language.header import open_story
from game.terminal.app import Ulysse
from game.terminal.evening import Evening
from game.terminal.screens.card import CardScreen
from tests.front.fronts import Wire, plain
from tests.making import HEADER, episode, offered, take, told, write
from tests.terminal.evening import opened, painted, press, reading, words

ONE = """
hall:
  flow:
  - Sleep: |
      ~ slept = true
      -> two
  - Watch: |
      ~ flew = ada
      -> two
"""
RECAP = """\
recap:
- |
  {if slept} I slept.

  I kept the pebble.
- Strike the pebble {as pebble}: |
    ~ slots = 0
- Strike the sleep {as sleep; if slept}: |
    Then I did not sleep.
    ~ slept = false
- Let it stand {as keep}: |
    ~ slots = 1
"""
TWO = """
shore:
  place: The shore
  flow:
  - |
    {slept:Rested.|Tired.} {slots}.
  - Swim: |
      {recap.pebble:No pebble.|The pebble.}
      -> three
"""
THREE = """
hill:
  flow:
  - |
    {slots == 0:Nothing in my pocket.|Something in my pocket.}
  - end: home
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    story = HEADER.replace("- one: one.yaml", "- one: one.yaml\n- two: two.yaml\n- three: three.yaml")
    two, three = episode(TWO, RECAP, "two"), episode(THREE, "", "three")
    return write(
        tmp_path / "story", {"story.yaml": story, "one.yaml": episode(ONE), "two.yaml": two, "three.yaml": three}
    )


def begun(story: Path) -> Playthrough:
    """A playthrough that has come to the recap, having slept."""
    playthrough = Playthrough(Library(open_story(story)))
    take(playthrough, "Sleep", "Go on")
    return playthrough


def test_the_card_tells_and_asks_before_the_first_scene(story: Path):
    moment = begun(story).moment
    assert moment.card is not None
    assert [line.text for line in moment.card.recap] == ["I slept.", "I kept the pebble."]
    assert offered(moment) == ["Strike the pebble", "Strike the sleep", "Let it stand"]
    assert (moment.card.skip, moment.place, told(moment)) == ("recap.keep", "The shore", [])


def test_what_is_said_to_it_is_a_step_that_the_story_remembers(story: Path):
    playthrough = begun(story)
    assert told(take(playthrough, "Strike the sleep")) == ["Then I did not sleep.", "Tired. 2."]
    assert playthrough.moment.card is None
    assert playthrough.trail[-1] == Step("choose", "recap.sleep")
    playthrough.rewind()
    assert told(take(playthrough, "Strike the pebble")) == ["Rested. 0."]
    assert told(take(playthrough, "Swim", "Go on")) == ["Nothing in my pocket."]
    again = Playthrough(playthrough.library)
    again.replay(playthrough.trail)
    assert again.digest == playthrough.digest


def test_only_one_line_can_be_struck_and_only_if_it_stands(story: Path):
    playthrough = Playthrough(Library(open_story(story)))
    take(playthrough, "Watch", "Go on")
    assert offered(playthrough.moment) == ["Strike the pebble", "Let it stand"]
    assert offered(take(playthrough, "Strike the pebble")) == ["Swim"]


def test_the_wire_says_which_choice_goes_on(story: Path, tmp_path: Path):
    with Wire(tmp_path, story=story) as wire:
        wire.read()
        wire.send({"choose": "hall.sleep"})
        moment = wire.send({"choose": "hall.go_on"})
        assert (moment["scene"], moment["card"]["skip"]) == ("recap", "recap.keep")
    with Wire(tmp_path, "--continue", story=story) as wire:
        assert wire.read() == moment
        assert wire.send({"choose": moment["card"]["skip"]})["text"][0]["text"] == "Rested. 1."
    with Wire(tmp_path, "--continue", story=story) as wire:
        assert wire.read()["scene"] == "shore"
        assert wire.send({"choose": "shore.swim"})["text"][0]["text"] == "The pebble."


def test_the_plain_front_end_lists_it_under_the_card(story: Path, tmp_path: Path):
    said = plain(tmp_path, "1\n1\n1\n", story=story).stdout
    card = said[said.index("Episode 2") :]
    asked = ("I kept the pebble.", "1. Strike the pebble", "2. Strike the sleep", "3. Let it stand", "Rested. 0.")
    assert [card.index(words) for words in asked] == sorted(card.index(words) for words in asked)


async def at_the_card(pilot: Pilot[None]) -> Ulysse:
    """Past the first episode, having slept."""
    app = await opened(pilot)
    app.screen.query_one("#entries").offer(app.screen.query_one("#entries").options, pick="begin")
    await press(pilot, "enter", "x", "1", "1")
    assert isinstance(app.screen, CardScreen)
    return app


@pytest.mark.parametrize(
    ("key", "said", "step"),
    [("1", "Rested. 0.", "recap.pebble"), ("2", "Tired. 2.", "recap.sleep"), ("x", "Rested. 1.", "recap.keep")],
)
async def test_on_the_terminals_card_a_number_strikes_and_any_other_key_goes_on(
    story: Path, tmp_path: Path, key: str, said: str, step: str
):
    app = Ulysse(Evening(story, tmp_path, 7), False, None, 0.0)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_card(pilot)
        assert "1   Strike the pebble" in painted(app)
        assert "any other key: Let it stand" in painted(app)
        await press(pilot, key)
        assert said in words(reading(app).roll)
        assert reading(app).play.trail[-1].id == step


async def test_a_click_strikes_and_the_card_is_shown_again_when_it_is_taken_back(story: Path, tmp_path: Path):
    app = Ulysse(Evening(story, tmp_path, 7), False, None, 0.0)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_card(pilot)
        await pilot.click("#asked", offset=(8, 1))
        await pilot.pause()
        assert reading(app).play.trail[-1].id == "recap.sleep"
        await press(pilot, "ctrl+z")
        assert isinstance(app.screen, CardScreen)
        await pilot.click("#first")
        await pilot.pause()
        assert reading(app).play.trail[-1].id == "recap.keep"


async def test_a_key_that_is_held_strikes_nothing(story: Path, tmp_path: Path):
    app = Ulysse(Evening(story, tmp_path, 7), False, None, 0.0)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await at_the_card(pilot)
        app.patience = 60.0
        await press(pilot, "1", "1")
        assert isinstance(app.screen, CardScreen)


async def test_a_game_that_was_closed_at_the_card_opens_there(story: Path, tmp_path: Path):
    with Wire(tmp_path, story=story) as wire:
        wire.read()
        wire.send({"choose": "hall.sleep"})
        wire.send({"choose": "hall.go_on"})
    app = Ulysse(Evening(story, tmp_path, 7), True, None, 0.0)
    async with app.run_test(size=(60, 20)) as pilot:
        await opened(pilot)
        await pilot.pause()
        assert isinstance(app.screen, CardScreen)
        await press(pilot, "2")
        assert "Tired." in words(reading(app).roll)

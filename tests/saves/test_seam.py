"""A game that goes on in a changed story keeps what was played: its timeline, its history, its book."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from game.engine.library import Library
from game.engine.playthrough import NotOffered
from game.engine.trail import Position
from game.player.past import past
from game.saves import Keeper
from tests.saves.players import SENTENCE, again, wander
from tests.saves.test_changed_story import PATH, changed

SHELLS = ("shore.yaml", "~ shells += 1; spend 1", "~ shells += 2; spend 1")
"""What the first step does is another thing."""
CLIMB = (
    "hill.yaml",
    "    - Rest {again}: |\n        ~ strain.ole -= 1",
    "    - Rest {again}: |\n        ~ strain.ole -= 2",
)
"""What the seventh step does is another thing."""
GONE = ("shore.yaml", "    - Go on {again}: -> fork", "    - Walk on {again}: -> fork")
"""The fourth step is not offered."""


def played(keeper: Keeper, path: tuple[str, ...] = PATH) -> None:
    for id in path:
        keeper.choose(id)
    keeper.close()


def resumed(library: Library, folder: Path, turn: int = len(PATH)) -> Keeper:
    keeper = again(library, folder)
    moment = keeper.resume()
    assert moment is not None
    assert moment.turn == turn
    return keeper


# Nothing has changed -------------------------------------------------------------------------------------------


def test_what_is_recalled_is_what_was(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    wander(keeper, 40, 3)
    keeper.close()
    other = resumed(library, tmp_path, keeper.playthrough.turn)
    assert other.playthrough.trail == keeper.playthrough.trail
    assert other.playthrough.moments == keeper.playthrough.moments
    assert other.playthrough.past == keeper.playthrough.past


@pytest.mark.parametrize(("length", "steps"), [(8, 1), (8, 2), (8, 7), (2, 1)])
def test_going_back_beyond_a_load_shows_what_was(
    library: Library, keeper: Keeper, tmp_path: Path, length: int, steps: int
) -> None:
    played(keeper, PATH[:length])
    before = keeper.playthrough.moments[-1 - steps]
    other = resumed(library, tmp_path, length)
    assert other.rewind(steps) == before
    other.choose(PATH[length - steps])
    assert other.playthrough.moment == keeper.playthrough.moments[length + 1 - steps]


def steps_taken(keeper: Keeper, name: str) -> int:
    """How many steps are taken again when a game is opened."""
    count = 0

    def watch(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        count += event == "call" and frame.f_code.co_qualname == "Playthrough._take"

    sys.setprofile(watch)
    try:
        keeper.load(name)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("length", [1, 5, 300])
def test_a_load_takes_one_step_whatever_was_played(
    library: Library, keeper: Keeper, tmp_path: Path, length: int
) -> None:
    for _ in range(length):
        keeper.choose("sand.look_for_shells")
    keeper.close()
    other = again(library, tmp_path)
    assert steps_taken(other, "auto") == 1
    assert len(other.playthrough.moments) == length + 1
    other.choose("sand.wade_in")
    other.choose("sand.put_the_shells_back")
    other.rewind()
    other.close()
    third = again(library, tmp_path)
    assert steps_taken(third, "auto") == 1
    assert third.playthrough.moments == other.playthrough.moments


# The story has changed -----------------------------------------------------------------------------------------


def test_what_was_played_before_is_still_told(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper)
    other = resumed(changed(tmp_path, SHELLS), tmp_path)
    play = other.playthrough
    assert tuple(step.id for step in play.trail) == PATH
    assert [moment.scene for moment in play.moments] == [moment.scene for moment in keeper.playthrough.moments]
    assert [moment.turn for moment in play.moments] == list(range(len(PATH) + 1))
    assert [done.words for done in past(play)] == [done.words for done in past(keeper.playthrough)]


def test_one_cannot_go_back_to_what_the_story_does_not_hold(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper)
    library = changed(tmp_path, SHELLS)
    other = resumed(library, tmp_path)
    with pytest.raises(NotOffered) as refused:
        other.rewind()
    assert SENTENCE.match(str(refused.value))
    assert other.rewind(len(PATH)).turn == 0
    other = resumed(library, tmp_path)
    other.choose("top.call")
    assert other.rewind().turn == len(PATH)
    with pytest.raises(NotOffered):
        other.rewind()


def test_one_can_go_back_to_what_it_still_holds(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper)
    library = changed(tmp_path, CLIMB)
    other = resumed(library, tmp_path)
    assert [isinstance(led, Position) for led in other.playthrough.past] == [True] * 7 + [False] + [True]
    assert other.rewind(2) == keeper.playthrough.moments[6]
    other.choose("slope.climb")
    other.close()
    third = again(library, tmp_path)
    moment = third.load("auto")
    assert third.notice is None
    assert (moment.turn, moment.scene) == (7, "top")
    assert third.load("branch").turn == len(PATH)


def test_a_choice_that_is_gone_is_named(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper)
    other = resumed(changed(tmp_path, GONE), tmp_path)
    words = [done.words for done in past(other.playthrough)]
    assert words[:4] == ["Look for shells", "Look at the rope", "Wade in", "Go on"]
    assert len(words) == len(PATH)


def test_it_is_kept_through_every_later_load(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper)
    library = changed(tmp_path, SHELLS)
    other = resumed(library, tmp_path)
    moments = other.playthrough.moments
    other.choose("top.call")
    other.close()
    third = resumed(library, tmp_path, len(PATH) + 1)
    assert third.notice is None
    assert third.playthrough.moments[:-1] == moments
    assert tuple(step.id for step in third.playthrough.trail) == (*PATH, "top.call")


def test_a_story_may_change_again_and_again(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper, PATH[:6])
    for count, edits in enumerate(([SHELLS], [SHELLS, CLIMB], [GONE], [SHELLS, GONE])):
        folder = tmp_path / str(count)
        folder.mkdir()
        other = resumed(changed(folder, *edits), tmp_path, 6 + count)
        assert tuple(step.id for step in other.playthrough.trail) == (*PATH[:6], *["slope.rest"] * count)
        assert len(other.playthrough.moments) == 7 + count
        other.choose("slope.rest")
        assert other.notice is None
        other.close()
        assert resumed(other.library, tmp_path, 7 + count).notice is None


def test_words_that_change_are_told_anew_and_hold_nobody_back(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper)
    other = resumed(changed(tmp_path, ("shore.yaml", "Two paths.", "Two paths, and a gull.")), tmp_path)
    assert other.notice is None
    assert other.playthrough.moments[4].text[0].text == "Two paths, and a gull."
    assert other.rewind(8).turn == 0


# Called scenes -------------------------------------------------------------------------------------------------


def test_a_called_scene_is_found_by_name_and_goes_back_to_its_caller(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper, ("sand.look_for_shells", "sand.ask_ida"))
    other = resumed(changed(tmp_path, SHELLS), tmp_path, 2)
    assert other.playthrough.moment.scene == "talk"
    assert other.notice is not None
    assert other.choose("talk.nothing").scene == "sand"


def test_a_scene_that_is_called_from_elsewhere_now_is_not_guessed(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper, ("sand.look_for_shells", "sand.ask_ida"))
    twice = (
        "shore.yaml",
        "    - Ask Ida: |",
        "    - Ask Ida again: |\n        -> talk ->\n        -> again\n    - Ask Ida: |",
    )
    leave = ("shore.yaml", "    - Nothing: |", "    - Leave: -> fork\n    - Nothing: |")
    other = resumed(changed(tmp_path, SHELLS, twice, leave), tmp_path, 1)
    assert other.playthrough.moment.scene == "sand"


def test_a_call_that_came_back_long_ago_holds_nobody_back(keeper: Keeper, tmp_path: Path) -> None:
    played(keeper, ("sand.look_for_shells", "sand.ask_ida", "talk.nothing", "sand.go_on"))
    twice = (
        "shore.yaml",
        "    - Ask Ida: |",
        "    - Ask Ida again: |\n        -> talk ->\n        -> again\n    - Ask Ida: |",
    )
    other = resumed(changed(tmp_path, SHELLS, twice), tmp_path, 4)
    assert other.playthrough.moment.scene == "fork"

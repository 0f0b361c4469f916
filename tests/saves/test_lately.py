"""What was played lately is told again from the nearest place that is kept, and is what was told at the time."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.saves import Keeper
from game.saves.record import LAST_PLACES, STRIDE
from tests.saves.players import again, wander


@pytest.mark.parametrize("length", [1, LAST_PLACES, STRIDE, 2 * STRIDE, 2 * STRIDE + 1, 150])
@pytest.mark.parametrize("count", [1, 2, 5, 14, STRIDE, 60])
def test_what_was_lately_is_told_as_it_was(
    library: Library, keeper: Keeper, tmp_path: Path, length: int, count: int
) -> None:
    for _ in range(length):
        keeper.choose("sand.look_for_shells")
    other = again(library, tmp_path)
    other.resume()
    assert other.playthrough.last is not None
    step, left = other.playthrough.last
    assert (step, left.choices) == (keeper.playthrough.trail[-1], keeper.playthrough.moments[-2].choices)
    assert other.playthrough.lately(count) == keeper.playthrough.lately(count)
    assert other.playthrough.past == keeper.playthrough.past
    keeper.close()


@pytest.mark.parametrize("seed", range(30))
def test_a_wandering_game_is_told_as_it_was(library: Library, keeper: Keeper, tmp_path: Path, seed: int) -> None:
    wander(keeper, 70, seed)
    other = again(library, tmp_path)
    other.resume()
    for count in (3, 14, 30, 999):
        assert other.playthrough.lately(count) == keeper.playthrough.lately(count)
    assert other.playthrough.past == keeper.playthrough.past
    keeper.close()


@pytest.mark.parametrize("back", [1, 3, 14, 50])
def test_one_goes_back_and_on_without_the_beginning(
    library: Library, keeper: Keeper, tmp_path: Path, back: int
) -> None:
    for _ in range(100):
        keeper.choose("sand.look_for_shells")
    other = again(library, tmp_path)
    other.resume()
    assert other.rewind(back) == keeper.playthrough.moments[100 - back]
    other.choose("sand.wade_in")
    other.rewind(2)
    assert other.playthrough.moments == keeper.playthrough.moments[: 100 - back]
    keeper.close()


def test_few_steps_are_taken_again(
    library: Library, keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(300):
        keeper.choose("sand.look_for_shells")
    other = again(library, tmp_path)
    other.resume()
    taken: list[str] = []
    choose = Playthrough.choose
    monkeypatch.setattr(Playthrough, "choose", lambda self, id: taken.append(id) or choose(self, id))
    other.playthrough.lately(14)
    assert len(taken) <= 14 + STRIDE
    keeper.close()

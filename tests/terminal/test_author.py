"""Author mode: the workings of the game, and a way to anywhere in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from game.player.workings import kept, offered
from game.saves.slot import AUTO
from game.shipped import own_story
from game.terminal.app import Ulysse
from game.terminal.evening import Evening
from game.terminal.screens.reading import Reading
from game.terminal.screens.seeking import Seeking
from game.terminal.screens.workings import Workings
from game.workshop.seeker import Search, Seeker
from tests.terminal.evening import SIZES, STORY, begun, game, painted, press, reading
from tests.terminal.test_watch import until


def authored(saves: Path, sought: Path = STORY) -> Ulysse:
    app = Ulysse(Evening(STORY, saves, 7, seeker=Seeker(sought)), patience=0)
    app.animation_level = "none"
    return app


async def jump(pilot: Pilot[None], target: str) -> None:
    """Ask for a way, with keys."""
    await press(pilot, "ctrl+g", *target)
    await press(pilot, "enter")


async def jumped(pilot: Pilot[None], target: str) -> Reading:
    """A jump that comes to its end."""
    await jump(pilot, target)
    await until(pilot, lambda: isinstance(pilot.app.screen, Reading))
    await pilot.pause()
    return reading(pilot.app)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
async def test_the_workings_show_the_place_the_choices_and_the_state(tmp_path: Path, size: tuple[int, int]) -> None:
    """What the last choice changed stands first, with a sign and with what it was."""
    app = authored(tmp_path)
    async with app.run_test(size=size) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2", "ctrl+d")
        assert isinstance(app.screen, Workings)
        shown = painted(app)
        play = screen.play
        assert f"{play.position.episode} · {play.moment.scene} · one.yaml:" in shown
        changed = [row for row in kept(play) if row.before is not None]
        assert changed
        assert f"▸ {changed[0].key} = {changed[0].value}  was {changed[0].before}" in shown
        assert offered(play)[0].label in shown
        await press(pilot, "escape")
        assert reading(app) is screen


async def test_typing_filters_the_workings(tmp_path: Path) -> None:
    """By every word; nothing else is shown."""
    app = authored(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        key, other = (row.key for row in kept(screen.play)[:2])
        await press(pilot, "ctrl+d")
        app.screen.query_one(Input).value = f"{key} ="
        await pilot.pause()
        assert f"{key} = " in painted(app)
        assert f"{other} = " not in painted(app)


async def test_without_author_mode_there_is_neither_key_nor_command(tmp_path: Path) -> None:
    """Nor in the help."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "ctrl+d", "ctrl+g")
        assert screen.app.screen is screen
        offered = [each.binding.description for each in screen.active_bindings.values()]
        assert not {"Workings", "Jump"} & set(offered)
    async with authored(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        offered = [each.binding.description for each in screen.active_bindings.values()]
        assert {"Workings", "Jump"} < set(offered)


async def test_a_jump_goes_on_there_and_the_old_game_is_kept(tmp_path: Path) -> None:
    """Both stand on the shelf."""
    app = authored(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2")
        old = screen.play.trail
        there = await jumped(pilot, "stairs")
        assert there is screen
        assert screen.play.moment.scene == "stairs"
        assert screen.play.moment.place in painted(app)
        shelf = app.evening.shelf
        autos = [slot for slot in shelf.slots() if slot.kind == AUTO]
        trails = [shelf.open(slot, app.evening.keeper.library).playthrough.trail for slot in autos]
        assert sorted(map(len, trails)) == sorted([len(old), len(screen.play.trail)])
        assert old in trails


async def test_what_cannot_be_reached_is_said_and_nothing_has_changed(tmp_path: Path) -> None:
    """A name that is none, a condition that is none."""
    app = authored(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        for target, said in (("stair", "Did you mean stairs?"), ("noted. ==", "is not a condition")):
            await jump(pilot, target)
            await until(pilot, lambda said=said: said in " ".join(painted(app).replace("│", " ").split()))
            await press(pilot, "escape")
            assert app.screen is screen
            assert screen.play.turn == 0


async def test_escape_ends_a_search(tmp_path: Path) -> None:
    """Its program is gone when the screen is, and play is where it was. The search is one that takes seconds."""
    app = authored(tmp_path, own_story())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "ctrl+g", *"certificate")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Seeking))
        search = app.screen.search  # type: ignore[attr-defined]
        await press(pilot, "escape")
        assert app.screen is screen
        assert search._child.wait() is not None
        assert screen.play.turn == 0


def test_a_search_that_takes_too_long_says_so() -> None:
    """As it does when it was ended."""
    assert "within 0 seconds" in Search(STORY, "stairs", 0).answer(print).why
    search = Search(STORY, "stairs")
    search.end()
    assert "was ended" in search.answer(print).why

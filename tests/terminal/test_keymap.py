"""The keys of the settings file: those that can be given are, and of the others it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.player.settings import read_settings
from game.terminal.app import Ulysse
from game.terminal.keymap import settle
from game.terminal.screens.instrument import InstrumentScreen
from tests.terminal.evening import begun, game, press


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"crew": "enter"}, ["crew keeps its key, for enter is take on the same screen"]),
        ({"crew": "ctrl+p"}, ["crew keeps its key, for ctrl+p is palette on the same screen"]),
        ({"crew": "?"}, ["crew keeps its key, for ? is help on the same screen"]),
        ({"crew": "banana"}, ["crew keeps its key, for “banana” is no key"]),
        ({"crew": "f11, loud+x"}, ["crew keeps its key, for “loud+x” is no key"]),
        ({"crew": ""}, ["crew keeps its key, for “” is no key"]),
        ({"crew": "c"}, ["crew keeps its key, for c is typed on the same screen"]),
        ({"crew": "-"}, ["crew keeps its key, for minus is typed on the same screen"]),
        ({"crew": "latin_small_letter_a"}, ["crew keeps its key, for “latin_small_letter_a” is no key"]),
        ({"crew": "backspace"}, ["crew keeps its key, for backspace is typed on the same screen"]),
        ({"list.up": "1"}, ["list.up keeps its key, for 1 is typed on the same screen"]),
        ({"crew": "f11", "undo": "f11"}, ["undo keeps its key, for F11 is crew on the same screen"]),
        ({"crwe": "f11"}, ["no action is called crwe"]),
        (
            {"undo": "f2", "crew": "kiwi"},
            ["crew keeps its key, for “kiwi” is no key", "undo keeps its key, for F2 is crew on the same screen"],
        ),
    ],
)
def test_a_key_that_cannot_be_given(asked: dict[str, str], why: list[str]) -> None:
    """The action keeps its own."""
    given, refused = settle(asked, Ulysse)
    assert refused == why
    assert len(given) == len(asked) - len(why)


@pytest.mark.parametrize(
    "asked",
    [
        {"crew": "ctrl+z", "undo": "f2"},
        {"undo": "ctrl+z,f10"},
        {"help": "f11"},
        {"crew": "ctrl+shift+x, alt+c", "undo": "ctrl+minus"},
        {"title.quit": "x", "list.down": "é,§,semicolon"},
        {"saves.save": "f2"},
    ],
)
def test_a_key_that_is_free_is_given(asked: dict[str, str]) -> None:
    """Also one that two actions exchange, and one that does something else on another screen."""
    assert settle(asked, Ulysse) == (asked, [])


async def test_a_key_may_be_written_in_capitals(tmp_path: Path) -> None:
    """A capital alone is another key than the small letter."""
    (tmp_path / "settings.toml").write_text('[keys]\ncrew = "F11"\nundo = "Ctrl+Y, F10"\n"title.quit" = "X"\n', "utf-8")
    app = game(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await begun(pilot)
        assert not app._notifications
        assert app.settings.keys == {"crew": "f11", "undo": "ctrl+y,f10", "title.quit": "X"}
        await press(pilot, "f11")
        assert isinstance(app.screen, InstrumentScreen)


async def test_what_is_refused_is_told(tmp_path: Path) -> None:
    """In one sentence; the file keeps what was asked for."""
    (tmp_path / "settings.toml").write_text('[keys]\ncrew = "enter"\nclock = "banana"\nundo = "f10"\n', "utf-8")
    app = game(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await begun(pilot)
        clauses = (
            "clock keeps its key, for “banana” is no key; crew keeps its key, for enter is take on the same screen"
        )
        assert [each.message for each in app._notifications] == [f"In settings.toml, {clauses}."]
        await press(pilot, "enter", "f10")
        assert app.screen is screen
        assert screen.play.moment.turn == 0
        for key in ("f2", "f3"):
            await press(pilot, key)
            assert isinstance(app.screen, InstrumentScreen)
            await press(pilot, "escape")
        app.change_settings(app.settings.with_value("column", "52"))
    assert read_settings(tmp_path)[0].keys == {"crew": "enter", "clock": "banana", "undo": "f10"}

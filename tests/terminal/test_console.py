"""Terminals with fewer signs and fewer colours: the Linux console, sixteen colours, two hundred and fifty-six."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.color import Color, ColorSystem
from textual.pilot import Pilot

from game.terminal.console import FONT, paintable
from game.terminal.themes import FILM, NAMES, PLAIN, tokens
from tests.terminal.evening import SIZES, begun, game, painted, press

CONSOLE = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)
"""The sixteen colours of the Linux console."""
ANSI = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
READ = ("ink", "read", "dust", "cold", *(f"voice-{number}" for number in range(1, 7)))


# Signs -----------------------------------------------------------------------------------------------------------


def foreign(text: str) -> set[str]:
    """The signs that the console's font has not; letters are its owner's."""
    return {sign for sign in text if sign not in FONT and not sign.isalpha() and sign != "\n"}


@pytest.mark.parametrize("size", SIZES)
async def test_on_the_linux_console_every_sign_is_in_its_font(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On every screen: frames, bars, curves, the map, the pick, the scroll bar, and what an author writes."""
    monkeypatch.setenv("TERM", "linux")
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        await look(pilot)
        await press(pilot, "2", "1")
        for key in ("f2", "f3", "tab", "f4", "f6", "f7", "f8", "escape", "question_mark", "ctrl+p"):
            await press(pilot, key)
            await look(pilot)
            await press(pilot, "pagedown", "pagedown")
            await look(pilot)
            await press(pilot, "escape")
        assert screen.app.screen is screen


async def look(pilot: Pilot[None]) -> None:
    await pilot.pause()
    assert foreign(painted(pilot.app)) == set()  # type: ignore[arg-type]


async def test_elsewhere_the_signs_are_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In any other terminal."""
    monkeypatch.setenv("TERM", "xterm-256color")
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1")
        assert "▸" in painted(screen.ulysse)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("━▸ Wait… “No”, he’s – №", '─► Wait. "No", he\'s - #'),
        ("e\u0301 ë ж λ ברית", "é ë ж λ ברית"),
        ("🚀 ⠿ ◆", "?? ? ?"),
        ("╭─╮│╰─╯ ▀▄█ ● ○ ≡ ·", "┌─┐│└─┘ ▀▄█ • ○ ≡ ·"),
    ],
)
def test_a_sign_gives_way_to_one_of_its_width(text: str, shown: str) -> None:
    assert paintable(text) == shown
    assert cell_len(shown) == cell_len(text)


# Colours ---------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def in_sixteen(colour: str) -> str:
    return CONSOLE[Color.parse(colour).downgrade(ColorSystem.STANDARD).number or 0]


def in_many(colour: str) -> str:
    return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor().hex


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize(("least", "painted_as"), [(3, in_sixteen), (4.5, in_many)], ids=["16", "256"])
def test_everything_can_be_read_in_fewer_colours(theme: str, least: float, painted_as) -> None:  # type: ignore[no-untyped-def]
    """4.5 to one in 256 colours; three to one, as for large letters, where there are sixteen."""
    named = tokens(FILM[NAMES.index(theme)])
    for token in READ:
        assert contrast(painted_as(named[token]), painted_as(named["ground"])) >= least, token


@pytest.mark.parametrize("theme", NAMES)
def test_everything_can_be_read_on_either_ground(theme: str) -> None:
    """4.5 to one, on the ground and where the pick lies."""
    named = tokens(FILM[NAMES.index(theme)])
    for token in READ:
        for ground in ("ground", "raised"):
            assert contrast(named[token], named[ground]) >= 4.5, (token, ground)


@pytest.mark.parametrize("ground", ["#000000", "#ffffff"])
def test_the_terminals_own_colours_can_be_read_on_black_and_on_white(ground: str) -> None:
    """Which of the two it is, nobody tells."""
    named = tokens(PLAIN)
    for token in READ:
        colour = named[token].removeprefix("ansi_")
        if colour != "default":
            number = ANSI.index(colour.removeprefix("bright_")) + 8 * colour.startswith("bright_")
            assert contrast(CONSOLE[number], ground) >= 3, token

"""A terminal to test in: the game over a small story full of awkward text."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from game.terminal.app import Ulysse
from game.terminal.evening import Evening
from game.terminal.screens.card import CardScreen
from game.terminal.screens.reading import Reading
from game.terminal.widgets.sheet import Sheet

STORY = Path(__file__).parent / "story"
SIZES = ((60, 20), (80, 24), (120, 36))


def game(saves: Path, patience: float = 0.0, resume: bool = False, episode: int | None = None) -> Ulysse:
    """The application, without the pause after a key unless it is what is tested."""
    app = Ulysse(Evening(STORY, saves, 7), resume, episode, patience)
    app.animation_level = "none"
    return app


async def opened(pilot: Pilot[None]) -> Ulysse:
    """The application, its story open."""
    app = pilot.app
    assert isinstance(app, Ulysse)
    await app.opened.wait()
    await pilot.pause()
    return app


async def begun(pilot: Pilot[None]) -> Reading:
    """A new game, past its title card."""
    app = await opened(pilot)
    assert app.problem is None, str(app.problem)
    app.screen.query_one("#entries").offer(app.screen.query_one("#entries").options, pick="begin")
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(app.screen, CardScreen)
    await press(pilot, "escape")
    return reading(app)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """One key after the other, each with time to be answered."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def reading(app: Ulysse) -> Reading:
    """The screen one reads on."""
    assert isinstance(app.screen, Reading), app.screen
    return app.screen


def words(sheet: Sheet) -> str:
    """Everything on a sheet."""
    return "\n".join("".join(segment.text for segment in sheet.line(y)) for y in range(sheet.height_in_lines))


def labels(screen: Reading) -> list[str]:
    """The choices that are shown."""
    return [option.body.plain for option in screen.menu.options]


def painted(app: Ulysse) -> str:
    """What is on the screen, line by line, as a player sees it."""
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in lines)


def said(app: Ulysse, selector: str) -> str:
    """The words of a Static."""
    return str(app.screen.query_one(selector, Static).content)

"""Makes the pictures of this folder from the running game: `python -m docs.pictures.make`, in a checkout."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from game.terminal.app import Ulysse
from game.terminal.evening import Evening
from game.terminal.screens.card import CardScreen
from game.terminal.screens.title import Title

HERE = Path(__file__).parent
STORY = HERE.parents[1] / "story" / "ulysse-1"
DOTTED = re.compile(r"(?<=>)[^<]*[\u2801-\u28ff][^<]*(?=<)")
SMALL, WIDE = (80, 24), (120, 36)
WAY = ("1", "1", "2")
"""The choices taken before the pictures of reading."""
DESCENT = ("escape", *["1"] * 12)
"""From the card of episode 2 to two kilometres above the ground."""


async def shoot(pilot: Pilot[None], name: str) -> None:
    """One picture of what is on the screen."""
    await pilot.pause()
    path = HERE / f"{name}.svg"
    svg = pilot.app.export_screenshot(title="Ulysse 1")
    path.write_text(_settled(svg), "utf-8")


def _settled(svg: str) -> str:
    """The same picture every time, its spaces kept by every program that shows it, and as wide as its dots."""
    svg = re.sub(r"terminal-\d+", "terminal", svg).replace("&#160;", " ")
    svg = DOTTED.sub(lambda found: found[0].replace(" ", "\u2800"), svg)
    return svg.replace("<text ", '<text xml:space="preserve" ')


async def press(pilot: Pilot[None], *keys: str) -> None:
    """One key after the other."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def evening(size: tuple[int, int], prefix: str) -> None:
    """Title, card, reading, and what stands beside, at one size."""
    with tempfile.TemporaryDirectory() as saves:
        app = Ulysse(Evening(STORY, Path(saves), 7), patience=0)
        async with app.run_test(size=size) as pilot:
            await app.opened.wait()
            assert isinstance(app.screen, Title)
            await shoot(pilot, f"{prefix}-title")
            await press(pilot, "enter")
            await shoot(pilot, f"{prefix}-card")
            await press(pilot, "x", *WAY)
            await shoot(pilot, f"{prefix}-reading")
            for key, name in (("f2", "crew"), ("tab", "map"), ("f3", "clock"), ("f4", "notebook"), ("f8", "shelf")):
                await press(pilot, key)
                await shoot(pilot, f"{prefix}-{name}")
                await press(pilot, "escape")
            await press(pilot, "escape", "9")
            await shoot(pilot, f"{prefix}-settings")


async def later(size: tuple[int, int], episode: int, keys: tuple[str, ...], *pictures: tuple[str, str]) -> None:
    """Pictures of a later episode: after `keys`, each after one key more and by its name; no key for its card."""
    with tempfile.TemporaryDirectory() as saves:
        app = Ulysse(Evening(STORY, Path(saves), 7), episode=episode, patience=0)
        async with app.run_test(size=size) as pilot:
            await app.opened.wait()
            await pilot.pause()
            while not isinstance(app.screen, CardScreen):
                await pilot.pause()
            await press(pilot, *keys)
            for key, name in pictures:
                await press(pilot, *([key] if key else []))
                await shoot(pilot, name)


def main() -> int:
    """Every picture."""
    asyncio.run(evening(SMALL, "small"))
    asyncio.run(evening(WIDE, "wide"))
    asyncio.run(later(WIDE, 2, DESCENT, ("", "wide-descent")))
    asyncio.run(later(SMALL, 2, DESCENT, ("f3", "small-descent")))
    asyncio.run(later(SMALL, 3, (), ("", "small-card-3")))
    asyncio.run(later(WIDE, 3, (), ("", "wide-card-3")))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Playing while the story is being written: a file that is saved is read again, and play goes on at the same place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from math import inf
from pathlib import Path

import pytest
from textual.pilot import Pilot

from game.terminal.app import Ulysse
from game.terminal.evening import Evening
from game.terminal.screens.reading import Reading
from game.terminal.screens.title import Title
from game.workshop.watch import Watch
from tests.terminal.evening import STORY, begun, labels, opened, painted, press, reading, words


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORY, tmp_path / "story"))


def watched(story: Path) -> Ulysse:
    app = Ulysse(Evening(story, story.parent / "shelf", 7, Watch(story)), patience=0)
    app.animation_level = "none"
    return app


def rewrite(path: Path, *changes: tuple[str, str]) -> None:
    """Save a file as an editor does, at another time than before."""
    text, before = path.read_text(encoding="utf-8"), path.stat().st_mtime_ns
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


async def until(pilot: Pilot[None], seen: Callable[[], bool]) -> None:
    """Let the program run until something is so; a test that waits for ever has failed."""
    for _ in range(2_000):
        if seen():
            return
        await pilot.pause(0.01)
    raise AssertionError(painted(pilot.app))  # type: ignore[arg-type]


async def read_again(pilot: Pilot[None], screen: Reading, path: Path, *changes: tuple[str, str]) -> None:
    """Save a file whose story can be played, and wait until the screen takes keys in it."""
    before = screen._painted
    rewrite(path, *changes)
    await until(pilot, lambda: before < screen._painted < inf)


async def test_new_words_are_shown_where_one_is(story: Path) -> None:
    """The choices made stay made, and the game is kept in its file."""
    app = watched(story)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2")
        changes = ("It is out.", "It has gone out."), ("And the oil?", "And the wick?")
        await read_again(pilot, screen, story / "one.yaml", *changes)
        assert "It has gone out." in words(screen.roll)
        assert labels(screen)[0] == "And the wick?"
        assert screen.play.moment.turn == 1
        await press(pilot, "2")
        assert screen.play.moment.turn == 2
        assert len(app.evening.shelf.slots()) == 1


async def test_a_mistake_is_shown_beside_the_game_which_goes_on(story: Path) -> None:
    """In the last story that could be played; once it is mended, the sentence goes."""
    app = watched(story)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        rewrite(story / "one.yaml", ("-> stairs", "-> stair"))
        await until(pilot, lambda: "one.yaml:" in painted(app))
        shown = " ".join(painted(app).split())
        assert "play goes on in the story as it was" in shown
        assert "Did you mean stairs?" in shown
        await press(pilot, "1")
        assert screen.play.moment.scene == "stairs"
        changes = ("-> stair\n", "-> stairs\n"), ("A long way up.", "A longer way up.")
        await read_again(pilot, screen, story / "one.yaml", *changes)
        assert "A longer way up." in words(screen.roll)
        assert "one.yaml:" not in painted(app)


async def test_a_choice_that_is_gone_is_told(story: Path) -> None:
    """Play stands before it, in a game of its own."""
    app = watched(story)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2")
        await read_again(pilot, screen, story / "one.yaml", ("as lamp}", "as candle}"))
        assert screen.play.moment.turn == 0
        assert any("1 step can no longer be done" in each.message for each in app._notifications)
        await press(pilot, "1")
        assert len(app.evening.shelf.slots()) == 2


async def test_a_story_that_could_not_be_opened_is_opened_when_it_is_mended(story: Path) -> None:
    """The title stays."""
    rewrite(story / "story.yaml", ("title: The Lamp", "titel: The Lamp"))
    app = watched(story)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert app.problem is not None
        await press(pilot, "escape")
        assert isinstance(app.screen, Title)
        rewrite(story / "story.yaml", ("titel: The Lamp", "title: The Lamp"))
        await until(pilot, lambda: "THE LAMP" in painted(app))
        await begun(pilot)
        assert reading(app).play.moment.turn == 0

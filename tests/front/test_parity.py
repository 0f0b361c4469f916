"""Whatever a player can do in the terminal can be done line by line, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from inspect import isclass
from io import StringIO
from pathlib import Path
from pkgutil import iter_modules

import pytest
from textual.binding import Binding
from textual.screen import Screen

import game.terminal.screens
from game.engine.library import Library
from game.language.header import open_story
from game.linear.page import Page
from game.linear.player import Player
from game.linear.table import Table
from game.player.settings import read_settings
from game.saves import Keeper, Shelf
from game.terminal.app import Ulysse
from game.terminal.screens.authoring import Authoring
from game.terminal.screens.card import CardScreen
from game.terminal.screens.pause import ENTRIES as PAUSE
from game.terminal.screens.place import Leaf, Place
from game.terminal.screens.seeking import Seeking
from game.terminal.screens.title import ENTRIES as TITLE
from game.terminal.screens.workings import Workings
from tests.front.features import FEATURES, Feature
from tests.terminal.evening import STORY, opened, painted, press
from tests.terminal.evening import game as evening

State = tuple[object, ...]


def a_game_before(saves: Path) -> None:
    """Somebody has played here, and kept a game."""
    story = open_story(STORY)
    keeper = Keeper(Library(story), Shelf(saves, story.id))
    keeper.begin(7)
    keeper.choose("hall.lamp")
    keeper.save("kept")
    keeper.close()


def state(keeper: Keeper, saves: Path) -> State:
    """Where play stands and what is kept, by whatever way it came to be so."""
    play = keeper.playthrough if keeper._record else None
    shelf = Shelf(saves, "lighthouse")
    return (
        [step.id for step in play.trail] if play else [],
        play.digest if play and play.trail else "",
        sorted((slot.kind, slot.name, slot.turn) for slot in shelf.slots()),
        sorted(slot.name for slot in shelf.deleted()),
        dict(read_settings(saves)[0].values),
        sorted(path.name for path in saves.glob("books/*")),
    )


async def in_the_terminal(feature: Feature, saves: Path) -> tuple[State, str]:
    """Press its keys; what came of it, and what is shown."""
    app: Ulysse = evening(saves)
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(pilot)
        entries = app.screen.query_one("#entries")
        entries.offer(entries.options, pick=feature.entry)  # type: ignore[attr-defined]
        await press(pilot, "enter")
        if isinstance(app.screen, CardScreen):
            await press(pilot, "x")
        await press(pilot, *feature.keys)
        shown = painted(app) if app.is_running else ""
        app.evening.shelf.flush()
        return state(app.evening.keeper, saves), " ".join(shown.split())


def line_by_line(feature: Feature, saves: Path) -> tuple[State, str]:
    """Type its lines; what came of it, and what was said."""
    story, out = open_story(STORY), StringIO()
    keeper = Keeper(Library(story), Shelf(saves, story.id))
    player = Player(Table(story, keeper, Page(story, read_settings(saves)[0]), saves, 7), out)
    player.open(resume=False, episode=None)
    player.serve(feature.typed)
    keeper.shelf.flush()
    found = state(keeper, saves)
    keeper.close()
    return found, out.getvalue()


@pytest.mark.parametrize("feature", FEATURES, ids=[feature.name for feature in FEATURES])
async def test_both_can_do_it_and_the_same_comes_of_it(feature: Feature, tmp_path: Path) -> None:
    """The same steps, the same games kept, the same settings, the same books."""
    for folder in ("painted", "plain"):
        a_game_before(tmp_path / folder)
    there, shown = await in_the_terminal(feature, tmp_path / "painted")
    here, told = line_by_line(feature, tmp_path / "plain")
    assert feature.seen in shown
    assert feature.said in told
    assert there == here


AUTHORS = (Authoring, Seeking, Workings)
"""Screens of author mode, which is no part of playing."""


# Nothing is forgotten ----------------------------------------------------------------------------------------


def screens() -> Iterator[type[Screen[object]]]:
    """Every screen of the terminal that is no mould for others."""
    for module in iter_modules(game.terminal.screens.__path__, "game.terminal.screens."):
        for each in vars(import_module(module.name)).values():
            ours = isclass(each) and issubclass(each, Place) and each.__module__ == module.name
            if ours and each not in (Place, Leaf, *AUTHORS) and set(each.__subclasses__()) <= set(AUTHORS):
                yield each


def test_every_screen_has_a_feature() -> None:
    """A new one is done line by line as well, or this fails."""
    known = {screen for feature in FEATURES for screen in feature.screens}
    assert set(screens()) - known == set()


def test_every_key_and_entry_has_a_feature() -> None:
    """Of the screens, of the title and of the menu behind Escape."""
    classes = {base for screen in screens() for base in screen.__mro__ if issubclass(base, Place)} | {Ulysse}
    bound = {each.id for base in classes for each in vars(base).get("BINDINGS", ()) if isinstance(each, Binding)}
    listed = {id for id, _ in (*TITLE, *PAUSE)}
    known = {id for feature in FEATURES for id in feature.ids} | {feature.entry for feature in FEATURES}
    assert (bound | listed) - known - {None} == set()

"""Text of authors and players that looks like markup, moves, or does not fit: refused with its place, or shown."""

from __future__ import annotations

import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from textual.widgets import Input

from game.engine.library import Library
from game.language.header import open_story
from game.linear.page import Page
from game.linear.player import Player
from game.linear.table import Table
from game.player.settings import Settings
from game.saves import Keeper, Shelf
from game.terminal.app import Ulysse
from game.terminal.evening import Evening
from game.terminal.screens.reading import Reading
from game.terminal.widgets.sheet import Sheet
from game.workshop.check import check_story
from tests.terminal.evening import begun, press
from tests.terminal.hostile import REFUSED, TEXTS, quoted, write_hostile

SIZES = ((120, 36), (60, 20), (40, 12), (80, 24))
LEAVES = ("f2", "f3", "f4", "f6", "f7", "f8", "escape", "question_mark", "ctrl+p")


def letters(text: str) -> str:
    """What of a text is seen for certain, spaces and line breaks apart."""
    return "".join(letter for letter in text if unicodedata.category(letter)[0] in "LNPS")


def shown_on(app: Ulysse) -> str:
    """Everything on the sheets of the present screen, also what is scrolled away."""
    sheets = app.screen.query(Sheet)
    return letters("".join(paragraph.body.plain for sheet in sheets for paragraph in sheet.paragraphs))


def assert_painted(app: Ulysse) -> None:
    """Every line is as wide as the terminal: a letter that is taken for wider or narrower would shift the rest."""
    for line in app.screen._compositor.render_strips():
        assert line.cell_length == app.size.width


@pytest.mark.parametrize("group", range(6))
async def test_the_terminal_shows_it_on_every_screen(group: int, tmp_path: Path) -> None:
    """Labels, prose, names, notes, places, titles, reasons, readings, listeners, and the name of a saved game."""
    text = " ".join(list(TEXTS.values())[group::6])
    story = write_hostile(tmp_path / "story", text)
    app = Ulysse(Evening(story, tmp_path / "saves", 7), patience=0)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1", "f4", "1", "2", "escape")
        assert letters(f"Done {text}") in shown_on(app)
        assert letters(f"Talk {text}") in shown_on(app)
        await keep_as(pilot, text)
        await pilot.resize_terminal(*SIZES[group % len(SIZES)])
        for key in LEAVES:
            await press(pilot, key)
            assert_painted(app)
            await press(pilot, "escape")
            assert app.screen is screen
        await press(pilot, "f12", "escape", *"talk", "enter", *"go")
        for _ in range(99):
            await press(pilot, *["enter"] * (screen.play.moment.ending is None))
        assert screen.play.moment.ending is not None
        await press(pilot, "1", "x")
        assert letters(f"Fate {text}") in shown_on(app)
        assert_painted(app)


async def keep_as(pilot: object, text: str) -> None:
    """Save under that name."""
    await press(pilot, "f8", "s")  # type: ignore[arg-type]
    pilot.app.screen.query_one(Input).value = text  # type: ignore[attr-defined]
    await press(pilot, "enter")  # type: ignore[arg-type]
    assert_painted(pilot.app)  # type: ignore[attr-defined]
    await press(pilot, "escape")  # type: ignore[arg-type]
    assert isinstance(pilot.app.screen, Reading)  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [0, 60])
@pytest.mark.parametrize("name", TEXTS)
def test_it_is_read_line_by_line(name: str, width: int, tmp_path: Path) -> None:
    """Every command, and nothing but letters and line breaks comes out."""
    text, out = TEXTS[name], StringIO()
    story = open_story(write_hostile(tmp_path / "story", text))
    keeper = Keeper(Library(story), Shelf(tmp_path / "saves", story.id))
    player = Player(Table(story, keeper, Page(story, Settings()), tmp_path / "saves", 7), out, width)
    player.open(False, None)
    typed = ("crew", "clock", "1", "notebook", "pair 1 2", f"save {text}", "saves", "timeline", "history", "book", text)
    player.serve([*typed, f"history {text}", f"load {text}", f"choose {text}", "1", "2", "1", "ending"])
    player.serve([f"delete {text}", "undelete"])
    keeper.close()
    told = out.getvalue()
    assert "THE END" in told
    for words in ("Done", "Talk", "Never", "Do", "Says", "Means", "Fate"):
        assert letters(f"{words} {text}") in letters(told)
    assert all(letter == "\n" or unicodedata.category(letter) != "Cc" for letter in told)


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_move_the_cursor_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    """As it stands, and written as an escape in quotes."""
    raw = write_hostile(tmp_path / "raw", REFUSED[name])
    assert {problem.code for problem in check_story(raw)} <= {"U113", "U104"}
    escaped = write_hostile(tmp_path / "escaped", "plain")
    for file in escaped.iterdir():
        file.write_text(file.read_text("utf-8").replace('"plain"', quoted(REFUSED[name])), "utf-8")
    problems = list(check_story(escaped))
    assert {problem.code for problem in problems} == {"U113"}
    assert {problem.mark.line for problem in problems if problem.mark.file == "story.yaml"} == {2, 8, 10, 14, 15, 17}

"""Reading and choosing, at three sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from game.terminal.app import Ulysse
from game.terminal.evening import Evening
from game.terminal.screens.ending import EndingScreen
from game.terminal.screens.title import Title
from game.terminal.widgets.sheet import Sheet
from tests.making import HEADER, hall, write
from tests.terminal.evening import SIZES, begun, game, labels, opened, painted, press, reading, said, words


@pytest.mark.parametrize("size", SIZES)
async def test_the_whole_way_through(tmp_path: Path, size: tuple[int, int]) -> None:
    """Title, card, choices by digit and by arrows, the second card, the ending, and back to the title."""
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        app = screen.ulysse
        assert app.evening.play.moment.turn == 0
        await press(pilot, "1")
        assert app.evening.play.trail[-1].id.endswith("wait")
        assert "I counted to nine." in words(screen.roll)
        await press(pilot, *["4"] * 1)
        assert app.evening.play.moment.scene == "landing"
        screen.roll.settle()
        await press(pilot, *["pagedown"] * 9, "enter", "enter")
        assert "EPISODE 2" in painted(app)
        assert said(app, "#second") == "ב\nר\nי\nת"
        await press(pilot, "space")
        await press(pilot, "2")
        assert app.evening.play.moment.ending is not None
        await press(pilot, "1")
        assert isinstance(app.screen, EndingScreen)
        assert "her brother [nord]" in painted(app)
        await press(pilot, "down")
        told = " ".join(painted(app).split())
        assert "Ben trust some; strain at the end, as at first" in told
        assert "6 choices not taken: The stairs 3, The hall 1" in told
        assert "1 of 1 ending found in all your games." in told
        await press(pilot, "x", "end")
        assert isinstance(app.screen, EndingScreen)
        assert ("enter: more" in painted(app)) == app.screen.sheet.more
        while isinstance(app.screen, EndingScreen):
            await press(pilot, "enter")
        await press(pilot, "3")
        assert isinstance(app.screen, Title)


async def test_an_ending_without_a_listener_names_none(tmp_path: Path) -> None:
    """A story need not say whom it was told to."""
    header, end = HEADER.replace(", listener: her brother", ""), hall("- Go:\n  - end: home")
    app = Ulysse(Evening(write(tmp_path / "story", {"story.yaml": header, "one.yaml": end}), tmp_path, 7))
    async with app.run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await press(pilot, "1", "enter")
        assert isinstance(app.screen, EndingScreen)
        assert said(app, "#first") == "Home"
        assert said(app, "#second") == ""


async def test_author_text_is_shown_letter_for_letter(tmp_path: Path) -> None:
    """Brackets, markup, emoji, combining marks and Hebrew are words like any other."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        text = " ".join(words(screen.roll).split())
        for piece in ("[/ and the sign said [b] and [nord]", "[link=x]no[/link]", "{'a[0]'}", "🚀", "é", "ברית"):
            assert piece in text
        assert "Buonasera [/i]." in text
        assert "Good evening [b]." in text
        assert labels(screen)[:2] == ["Say [b]nothing[/b]", "Ask about the lamp [/"]


@pytest.mark.parametrize("size", SIZES)
async def test_no_line_is_wider_than_the_column(tmp_path: Path, size: tuple[int, int]) -> None:
    """A line has at most 68 cells, at every size, and speech hangs from the gutter."""
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        widths = [screen.roll.line(y).cell_length for y in range(screen.roll.height_in_lines)]
        assert max(widths) <= 68
        spoken = next(line for line in words(screen.roll).splitlines() if "Buonasera" in line)
        below = words(screen.roll).splitlines()[words(screen.roll).splitlines().index(spoken) + 1]
        assert spoken.index("Buonasera") == below.index("Good evening") == 11
        assert spoken.startswith("Ada")


async def test_a_locked_choice_says_why_and_is_not_taken(tmp_path: Path) -> None:
    """It has a reason, no digit takes it, and the arrows pass over it."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        assert "You do not know [that] anybody did [/." in painted(screen.ulysse)
        await press(pilot, "3", "down", "down")
        assert screen.play.moment.turn == 0
        assert screen.menu.pick == 0
        await press(pilot, "down", "enter")
        assert screen.play.trail[-1].id.endswith("lamp")


async def test_a_stance_has_a_sign(tmp_path: Path) -> None:
    """A sign before the words, beside the colour."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        assert "›1 … Say [b]nothing" in painted(screen.ulysse)
        assert " 2 ? Ask about" in painted(screen.ulysse)


async def test_a_double_press_chooses_once(tmp_path: Path) -> None:
    """The same key again within a quarter of a second is the same press; another key is not."""
    async with game(tmp_path, patience=60).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await pilot.press("2", "2", "2")
        await pilot.pause()
        assert screen.play.moment.turn == 1
        await press(pilot, "1")
        assert screen.play.moment.turn == 2


async def test_keys_that_were_waiting_do_not_answer_the_next_menu(tmp_path: Path) -> None:
    """Three keys pressed before the next menu is painted choose once."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        for key in ("1", "2", "1"):
            screen.post_message(Key(key, key))
        await pilot.pause()
        await pilot.pause()
        assert screen.play.moment.turn == 1


async def test_a_key_older_than_the_menu_is_not_taken(tmp_path: Path) -> None:
    """It was meant for what was on the screen when it was pressed."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        old = Key("1", "1")
        await press(pilot, "2")
        screen.post_message(old)
        await pilot.pause()
        assert screen.play.moment.turn == 1


async def test_a_menu_that_is_not_painted_yet_is_not_answered(tmp_path: Path) -> None:
    """Also by the mouse."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        screen.menu.take(0)
        screen.menu.take(0)
        assert screen.play.moment.turn == 1
        await pilot.pause()
        screen.menu.take(0)
        assert screen.play.moment.turn == 2


async def test_a_menu_beneath_another_screen_is_not_answered(tmp_path: Path) -> None:
    """A window that is laid over it leaves it in view."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "ctrl+p")
        screen.menu.take(0)
        assert screen.play.moment.turn == 0
        await press(pilot, "escape", "1")
        assert screen.play.moment.turn == 1


async def test_letters_narrow_the_menu(tmp_path: Path) -> None:
    """Every word typed must be there; Escape gives all back; letters that fit nothing are not taken."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, *"lamp")
        assert labels(screen) == ["Ask about the lamp [/"]
        await press(pilot, *"zz")
        assert labels(screen) == ["Ask about the lamp [/"]
        await press(pilot, "escape")
        assert len(labels(screen)) == 3
        await press(pilot, *"ask", "space", *"la", "backspace", "enter")
        assert screen.play.trail[-1].id.endswith("lamp")


async def test_the_view_stops_at_the_top_of_a_tall_passage(tmp_path: Path) -> None:
    """Nothing of a passage is above the view when it is shown; Enter reads on before it chooses."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1")
        assert screen.roll.more
        assert screen.roll.scroll_offset.y == screen.roll.passage_top
        assert "▸ Say [b]nothing[/b]" in painted(screen.ulysse)
        turn = screen.play.moment.turn
        await press(pilot, "enter")
        assert screen.play.moment.turn == turn
        assert screen.roll.scroll_offset.y > screen.roll.passage_top
        await press(pilot, *["enter"] * 8)
        assert screen.play.moment.turn > turn


async def test_what_is_new_is_told_apart(tmp_path: Path) -> None:
    """New text has the ink of its own, and what was chosen stands before it."""
    async with game(tmp_path).run_test(size=(80, 36)) as pilot:
        screen = await begun(pilot)
        before = [str(segment.style.color) for segment in screen.roll.line(0) if segment.style]
        await press(pilot, "2")
        after = [str(segment.style.color) for segment in screen.roll.line(0) if segment.style]
        assert before[0] != after[0]
        assert screen.roll.paragraphs[screen.roll.fresh].kind == "echo"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["ulysse", "paper", "terminal"])
async def test_what_was_read_looks_as_if_laid_anew(tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    """Lines that were new lose their colours where they stand, and so does a pick that one leaves."""
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        screen.ulysse.theme = theme
        await press(pilot, "1", "2", "down", "down", "up")
        for sheet in (screen.roll, screen.menu):
            shown = _cells(sheet)
            sheet.notify_style_update()
            assert _cells(sheet) == shown


def _cells(sheet: Sheet) -> list[list[tuple[str, str]]]:
    """Every character and its style, line by line."""
    lines = [sheet.line(y) for y in range(sheet.height_in_lines)]
    return [[(letter, str(each.style)) for each in line for letter in each.text] for line in lines]


async def test_what_was_noted_stands_in_the_text(tmp_path: Path) -> None:
    """A note is told where it was made."""
    async with game(tmp_path).run_test(size=(80, 36)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2")
        assert "noted      The lamp is out [/ and cold." in words(screen.roll)


async def test_few_paragraphs_live(tmp_path: Path) -> None:
    """However long one plays, the roll keeps a hundred and fifty, and the last of them."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        for _ in range(40):
            screen.roll.add(screen.roll.paragraphs[-8:])
        assert len(screen.roll.paragraphs) == 150
        assert screen.roll.fresh == 142


@pytest.mark.parametrize("sizes", [((80, 24), (60, 20), (120, 36), (80, 24))])
async def test_resizing_keeps_the_place(tmp_path: Path, sizes: tuple[tuple[int, int], ...]) -> None:
    """The paragraph at the top of the view is still there."""
    async with game(tmp_path).run_test(size=sizes[0]) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1", "pagedown")
        place = screen.roll.place()
        assert place[0] > 0
        for size in sizes[1:]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            top = screen.roll.tops[place[0]] - screen.roll.scroll_offset.y
            assert -place[1] <= top < screen.roll.size.height
        assert screen.roll.place() == place


async def test_too_small_a_terminal_says_so(tmp_path: Path) -> None:
    """One sentence, no key does anything, and nothing is lost."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await pilot.resize_terminal(39, 24)
        await press(pilot, "1", "enter", "f4")
        assert "needs forty columns" in painted(screen.ulysse)
        assert screen.play.moment.turn == 0
        await pilot.resize_terminal(80, 11)
        await press(pilot, "1")
        assert "needs forty columns" in painted(screen.ulysse)
        await pilot.resize_terminal(80, 24)
        await press(pilot, "1")
        assert screen.play.moment.turn == 1


async def test_the_mouse_chooses(tmp_path: Path) -> None:
    """A click takes the choice under it; the pick follows the mouse."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await pilot.hover("#menu", offset=(12, 1))
        assert screen.menu.pick == 1
        await pilot.click("#menu", offset=(12, 1))
        await pilot.pause()
        assert screen.play.trail[-1].id.endswith("lamp")


async def test_undo_takes_back_one_choice(tmp_path: Path) -> None:
    """The text and the menu are those of the moment before."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        first = labels(screen)
        await press(pilot, "2", "ctrl+z")
        assert screen.play.moment.turn == 0
        assert labels(screen) == first
        assert "It is out." not in words(screen.roll)
        await press(pilot, "ctrl+z")
        assert screen.play.moment.turn == 0


async def test_slow_text_is_completed_by_any_key(tmp_path: Path) -> None:
    """The key that completes it does nothing else."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot)
        app.settings = app.settings.with_value("speed", "slow")
        screen = await begun(pilot)
        screen.roll.hide_new()
        assert "Very" not in words(screen.roll)
        await press(pilot, "1")
        assert screen.play.moment.turn == 0
        assert "Very" in words(screen.roll)
        await press(pilot, "1")
        assert screen.play.moment.turn == 1


async def test_wide_terminals_show_the_instruments(tmp_path: Path) -> None:
    """Clock, crew and notebook from 110 columns; below, they are a key away."""
    async with game(tmp_path).run_test(size=(109, 30)) as pilot:
        screen = await begun(pilot)
        assert not screen.query_one("#beside").display
        await pilot.resize_terminal(110, 30)
        await pilot.pause()
        assert "2 h 00 until dawn" in painted(screen.ulysse)
        assert "Keeps [b]the lamp[/b]." in " ".join(painted(screen.ulysse).split())


async def test_a_resumed_game_shows_what_came_before(tmp_path: Path) -> None:
    """Closed at once after a choice, it goes on there, without a card."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await press(pilot, "2", "1")
        turn = reading(pilot.app).play.moment.turn
        await press(pilot, "ctrl+q")
    async with game(tmp_path, resume=True).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot)
        await pilot.pause()
        screen = reading(app)
        assert screen.play.moment.turn == turn
        assert "It is out." in words(screen.roll)
        assert not app.screen.query(Input)


async def test_an_episode_can_be_begun(tmp_path: Path) -> None:
    """The second, with its recap."""
    async with game(tmp_path, episode=2).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot)
        await pilot.pause()
        assert "EPISODE 2" in painted(app)
        assert "I climbed." in painted(app)


async def test_choices_of_an_earlier_game_are_marked_if_that_is_wanted(tmp_path: Path) -> None:
    """In words; the words that narrow the menu are the choice's own."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2", "ctrl+z")
        assert labels(screen)[1] == "Ask about the lamp [/"
        screen.ulysse.change_settings(screen.ulysse.settings.with_value("taken", "marked"))
        screen.show_all()
        assert labels(screen)[:2] == ["Say [b]nothing[/b]", "Ask about the lamp [/  taken before"]
        await press(pilot, *"taken")
        assert len(labels(screen)) == 3


async def test_names_in_what_was_read_are_quiet(tmp_path: Path) -> None:
    """Colours belong to what is new; the names and signs of what was read have none of their own."""
    async with game(tmp_path).run_test(size=(80, 60)) as pilot:
        screen = await begun(pilot)
        named = next(y for y in range(screen.roll.height_in_lines) if "Buonasera" in _text(screen.roll, y))
        assert len(_colours(screen.roll, named)) == 2
        await press(pilot, "2", "1")
        for y in range(screen.roll.tops[screen.roll.fresh]):
            assert len(_colours(screen.roll, y)) <= 1, _text(screen.roll, y)


def _text(sheet: Sheet, y: int) -> str:
    return "".join(segment.text for segment in sheet.line(y))


def _colours(sheet: Sheet, y: int) -> set[str]:
    return {str(each.style.color) for each in sheet.line(y) if each.style and each.text.strip()}


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (100, 30)])
async def test_the_end_of_a_passage_is_in_view_however_many_choices_follow(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Or its beginning at the top, if it is taller; also where the menu took more lines than the one before it."""
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        for key in ("2", "1", "1", "2", "2", "1", "1", "x", "1", "ctrl+z", "ctrl+z"):
            await press(pilot, key)
            await pilot.pause()
            if screen.app.screen is screen:
                roll = screen.roll
                end = max(0, roll.height_in_lines - roll.size.height)
                assert roll.scroll_offset.y == min(roll.passage_top, end), key


async def test_the_line_above_the_choices_says_what_goes_on(tmp_path: Path) -> None:
    """That there is more to read; what was typed; that no choice has it."""
    async with game(tmp_path).run_test(size=(60, 16)) as pilot:
        screen = await begun(pilot)
        assert screen.roll.more == ("enter: more" in words(screen.prompt))
        while screen.roll.more:
            await press(pilot, "enter")
        assert not words(screen.prompt).strip()
        await press(pilot, "pageup")
        assert "enter: more" in words(screen.prompt)
        await press(pilot, "z", "z")
        assert "no choice has that" in words(screen.prompt)
        before = labels(screen)
        await press(pilot, *before[0][:3].lower().replace(" ", ""))
        assert "no choice" not in words(screen.prompt)
        assert "/" in words(screen.prompt)
        await press(pilot, "escape")
        assert "/" not in words(screen.prompt)
        assert labels(screen) == before

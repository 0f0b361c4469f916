"""Every other screen and its keys, at three sizes."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.content import Content

from game.engine.instruments import Instruments
from game.engine.library import Library
from game.engine.moment import Card, Line, Span
from game.language.header import open_story
from game.language.sol import SolTime
from game.player.settings import SCHEMA, read_settings
from game.saves import Keeper, Shelf
from game.terminal.dials import left_in_words
from game.terminal.screens.card import CardScreen, upright
from game.terminal.screens.episodes import Episodes
from game.terminal.screens.help import Help
from game.terminal.screens.history import History
from game.terminal.screens.instrument import InstrumentScreen
from game.terminal.screens.map import MapScreen
from game.terminal.screens.notebook import Notebook
from game.terminal.screens.notice import Notice
from game.terminal.screens.pause import ENTRIES, Pause
from game.terminal.screens.reading import Reading
from game.terminal.screens.saves import Saves
from game.terminal.screens.settings import SettingsScreen
from game.terminal.screens.timeline import Timeline
from game.terminal.screens.title import Title
from game.terminal.widgets.mars import Mars
from game.terminal.widgets.menu import Option
from tests.terminal.evening import SIZES, STORY, begun, game, opened, painted, press, reading, said, words

KEYS = {
    "f2": InstrumentScreen,
    "f3": InstrumentScreen,
    "f4": Notebook,
    "tab": MapScreen,
    "f6": Timeline,
    "f7": History,
    "f8": Saves,
    "escape": Pause,
    "question_mark": Help,
    "f1": Help,
}


@pytest.mark.parametrize("size", SIZES)
async def test_every_key_opens_its_screen_and_escape_puts_it_away(tmp_path: Path, size: tuple[int, int]) -> None:
    """From the text and back to it, with author text on every one."""
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2")
        for key, kind in KEYS.items():
            await press(pilot, key)
            assert isinstance(screen.app.screen, kind), key
            assert "esc back" in painted(screen.ulysse), key
            await press(pilot, "escape")
            assert screen.app.screen is screen, key


@pytest.mark.parametrize("size", SIZES)
async def test_the_clock_shows_the_message_on_its_way(tmp_path: Path, size: tuple[int, int]) -> None:
    """In words, and as a line."""
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1", "1", "f3")
        shown = " ".join(painted(screen.ulysse).split())
        assert "1 h 30 until dawn" in shown
        assert "To Office: on its way out, answer in 18 min." in shown
        assert "Mars ●" in shown


async def test_the_crew_says_what_its_bars_show(tmp_path: Path) -> None:
    """A word beside each bar; those who are here first."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f2")
        shown = painted(screen.ulysse)
        assert "Ada Bell" in shown
        assert "here" in shown
        assert "trust" in shown
        assert "some" in shown
        assert "at the end" in shown
        assert "Keeps [b]the lamp[/b]." in shown


async def test_two_notes_make_a_reading(tmp_path: Path) -> None:
    """Put together, said, and told in the text; another pair comes to nothing."""
    async with game(tmp_path).run_test(size=(80, 30)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2", "f4", "1")
        assert said(screen.ulysse, "#said") == "And which other one?"
        await press(pilot, "3")
        assert said(screen.ulysse, "#said") == "Nothing comes of it."
        await press(pilot, "1", "1", "1", "2")
        assert said(screen.ulysse, "#said") == "Somebody let it go out [nord]."
        await press(pilot, "escape")
        assert screen.app.screen is screen
        assert screen.play.trail[-1].kind == "pair"
        assert "Somebody let it go out [nord]." in words(screen.roll)


async def test_the_timeline_goes_back_and_keeps_the_other_way(tmp_path: Path) -> None:
    """Back before any choice; once another is taken, what was is on the shelf."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2", "1", "f6")
        assert "Ask about the lamp [/" in painted(screen.ulysse)
        await press(pilot, "down", "enter")
        assert screen.play.moment.turn == 0
        await press(pilot, "1")
        assert any(slot.kind == "branch" for slot in screen.ulysse.evening.shelf.slots())


async def test_history_has_everything_and_finds(tmp_path: Path) -> None:
    """Words, choices and subtitles; what is found is marked and in view."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1", "1", "1", "f7")
        history = screen.app.screen
        assert isinstance(history, History)
        assert "It is high." in words(history.sheet)
        assert "▸ The tide" in words(history.sheet)
        await press(pilot, *"fifth", "space", *"lan")
        assert len(history.found) == 1
        assert "Five. It was dark on the fifth landing" in painted(screen.ulysse)
        await press(pilot, "up", "down", "pageup", "pagedown", "enter")
        await press(pilot, *["backspace"] * 9, "[", "slash")
        assert "4 found" in painted(screen.ulysse)


async def test_the_shelf_keeps_deletes_brings_back_and_opens(tmp_path: Path) -> None:
    """A name is asked for; a deleted game comes back; an opened one is played."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1", "f8", "s", *"[b", "enter")
        shelf = screen.ulysse.evening.shelf
        assert any(slot.name == "[b" for slot in shelf.slots())
        assert "Kept as [b." in painted(screen.ulysse)
        count = len(shelf.slots())
        await press(pilot, "delete")
        assert len(shelf.slots()) == count - 1
        await press(pilot, "u")
        assert len(shelf.slots()) == count
        await press(pilot, "escape", "1", "f8")
        saves = screen.app.screen
        assert isinstance(saves, Saves)
        named = next(slot for slot in shelf.slots() if slot.kind == "named")
        saves.fill(named.id)
        await press(pilot, "enter")
        assert screen.app.screen is screen
        assert screen.play.moment.turn == 1


async def test_quick_save_and_quick_load(tmp_path: Path) -> None:
    """One key each; without a quick save, a sentence."""
    async with game(tmp_path).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f9")
        assert screen.play.moment.turn == 0
        await press(pilot, "2", "f5", "1", "f9")
        assert screen.play.moment.turn == 1
        assert "It is out." in words(screen.roll)


async def test_a_damaged_save_is_told_in_a_sentence(tmp_path: Path) -> None:
    """The shelf still opens, and so does the title."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        await press(pilot, "1", "f5", "ctrl+q")
    for path in tmp_path.glob("**/*.json"):
        path.write_text("{", "utf-8")
    async with game(tmp_path, resume=True).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot)
        assert isinstance(app.screen, Title | Reading)
        await press(pilot, "down", "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_the_title_list(tmp_path: Path, size: tuple[int, int]) -> None:
    """Without a game there is nothing to continue; every entry opens and comes back."""
    async with game(tmp_path).run_test(size=size) as pilot:
        app = await opened(pilot)
        title = app.screen
        assert isinstance(title, Title)
        assert "THE LAMP" in painted(app)
        assert [option.id for option in title.entries.options] == ["begin", "episodes", "settings", "about", "quit"]
        for kind in (Episodes, SettingsScreen, Notice):
            await press(pilot, "down", "enter")
            assert isinstance(app.screen, kind)
            await press(pilot, "escape")
            assert app.screen is title


async def test_a_game_can_be_continued_from_the_title(tmp_path: Path) -> None:
    """Continue comes first as soon as there is a game."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2", "escape")
        await press(pilot, *["down"] * [id for id, _ in ENTRIES].index("title"), "enter")
        app = screen.ulysse
        assert isinstance(app.screen, Title)
        assert app.screen.entries.options[0].id == "resume"
        app.screen.entries.offer(app.screen.entries.options, pick="resume")
        await press(pilot, "enter")
        assert reading(app).play.moment.turn == 1


async def test_an_unreadable_story_is_explained(tmp_path: Path) -> None:
    """The problems are shown, and the title stands."""
    app = game(tmp_path)
    app.evening.folder = tmp_path / "nowhere"
    async with app.run_test(size=(80, 24)) as pilot:
        await app.opened.wait()
        await pilot.pause()
        assert isinstance(app.screen, Notice)
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, Notice)


async def test_settings_hold_at_once_and_are_kept(tmp_path: Path) -> None:
    """Every setting turns through all its words and comes back."""
    async with game(tmp_path).run_test(size=(60, 20)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "escape", str([id for id, _ in ENTRIES].index("settings") + 1))
        for each in SCHEMA:
            for word in (*each.words[1:], each.words[0]):
                await press(pilot, "right")
                assert screen.ulysse.settings[each.id] == word
                assert read_settings(tmp_path)[0][each.id] == word
            await press(pilot, "down")
        await press(pilot, "enter", "left", "escape")
        assert screen.app.screen is screen


@pytest.mark.parametrize("theme", SCHEMA[0].words)
async def test_every_theme_paints_every_screen(tmp_path: Path, theme: str) -> None:
    """The tokens are there in each."""
    async with game(tmp_path).run_test(size=(120, 36)) as pilot:
        app = await opened(pilot)
        app.change_settings(app.settings.with_value("theme", theme))
        screen = await begun(pilot)
        await press(pilot, "2", "f3", "escape", "f7", "escape", "question_mark", "escape")
        assert screen.app.screen is screen
        assert app.theme == theme


async def test_subtitles_alone(tmp_path: Path) -> None:
    """Foreign speech in English only, if the player wants that."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot)
        app.settings = app.settings.with_value("subtitles", "english")
        screen = await begun(pilot)
        assert "Buonasera" not in words(screen.roll)
        assert "Good evening [b]." in words(screen.roll)


async def test_help_lists_the_keys_of_the_screen(tmp_path: Path) -> None:
    """With the names by which they are set."""
    async with game(tmp_path).run_test(size=(120, 40)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "question_mark")
        shown = painted(screen.ulysse)
        for piece in ("ctrl+z", "Take back the last choice", "undo", "1 to 9"):
            assert piece in shown


async def test_a_key_can_be_given_away(tmp_path: Path) -> None:
    """In the settings file, under [keys]."""
    (tmp_path / "settings.toml").write_text('[keys]\nundo = "f10"\n', "utf-8")
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1", "ctrl+z")
        assert screen.play.moment.turn == 1
        await press(pilot, "f10")
        assert screen.play.moment.turn == 0


def test_right_to_left_titles_stand_upright() -> None:
    """One letter to a line, so that no terminal reorders them; others as they are."""
    assert upright("ברית") == "ב\nר\nי\nת"
    assert upright("Ὀδυσσεύς") == "Ὀδυσσεύς"
    assert upright("♂") == "♂"


async def test_the_palette_has_what_can_be_done_here(tmp_path: Path) -> None:
    """By name; what is chosen is done."""
    async with game(tmp_path).run_test(size=(80, 30)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "ctrl+p", *"take back", "enter")
        assert screen.play.moment.turn == 0
        await press(pilot, "2", "ctrl+p", *"timeline")
        assert "Timeline      Go back to any choice" in painted(screen.ulysse)
        await press(pilot, "enter")
        await pilot.pause()
        assert isinstance(screen.app.screen, Timeline)


@pytest.mark.parametrize("theme", ["ulysse", "terminal"])
async def test_the_pick_of_the_palette_is_told_apart(tmp_path: Path, theme: str) -> None:
    """Also in the terminal's own colours, which have no lighter ground to lay it on; and no sign is two cells wide."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        screen.ulysse.change_settings(screen.ulysse.settings.with_value("theme", theme))
        await press(pilot, "ctrl+p")
        lines = screen.app.screen._compositor.render_strips()
        looks = [
            {(part.style.bgcolor, part.style.reverse) for part in line if part.style and part.text.strip(" │╭╮╰╯─")}
            for line in lines
            if any(what in line.text for what in ("Who is aboard", "Where you are, and"))
        ]
        assert len(looks) == 2
        assert looks[0] != looks[1]
        assert all(line.cell_length == len(line.text) for line in lines[3:7])


async def test_the_timeline_says_where_and_what_is_kept(tmp_path: Path) -> None:
    """Each place once, above what was chosen there; the end of a list that is longer than the screen is in view."""
    async with game(tmp_path).run_test(size=(60, 12)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "2", "1", "1", "1", "f6")
        assert isinstance(screen.app.screen, Timeline)
        shown = painted(screen.ulysse)
        assert "keeps what was as a saved game" in " ".join(shown.replace("│", "").split())
        places = [option.over.plain for option in screen.app.screen.list.options]
        assert places == ["Episode 1 · The stairs", "", "Episode 1 · The hall", ""]
        await press(pilot, "end")
        assert "›4   Ask about the lamp" in painted(screen.ulysse)
        await press(pilot, "home")
        assert screen.app.screen.list.pick == 0


async def test_the_keys_of_an_old_hand(tmp_path: Path) -> None:
    """j and k go down and up, q goes back and out; in a line to type on they are letters."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "f8", "j", "k", "s")
        await press(pilot, "q")
        assert screen.app.screen.query_one("Input").value == "q"
        await press(pilot, "escape", "q")
        assert screen.app.screen is screen
        await press(pilot, "f2", "q", "escape", "j")
        assert isinstance(screen.app.screen, Pause)
        assert screen.app.screen.list.pick == 1
        await press(pilot, "q")
        screen.leave()
        await pilot.pause()
        assert isinstance(screen.app.screen, Title)
        await press(pilot, "j", "q")
        assert not screen.app.is_running


async def test_a_key_is_called_what_it_was_set_to(tmp_path: Path) -> None:
    """In the footer, in the menu behind Escape and in the help."""
    (tmp_path / "settings.toml").write_text('[keys]\nundo = "f11"\nsaves = "ctrl+k"\n', "utf-8")
    async with game(tmp_path).run_test(size=(80, 40)) as pilot:
        screen = await begun(pilot)
        assert "F11 Undo" in painted(screen.ulysse)
        await press(pilot, "escape")
        assert "ctrl+k" in painted(screen.ulysse)
        await press(pilot, "escape", "question_mark")
        assert "F11 " in painted(screen.ulysse)
        assert "ctrl+z" not in painted(screen.ulysse)


async def test_a_screen_is_put_away_once(tmp_path: Path) -> None:
    """However often its answer is given before it is gone; what lies beneath stays."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "1", "f8")
        saves = screen.app.screen
        assert isinstance(saves, Saves)
        for _ in range(3):
            saves.list.take(0)
        await pilot.pause()
        await pilot.pause()
        assert screen.app.screen is screen


async def test_mars_stands_still_under_another_screen(tmp_path: Path) -> None:
    """A widget that changes beneath the text would have all of it painted anew, ten times a second."""
    app = game(tmp_path)
    app.animation_level = "full"
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        mars = app.screen.query_one(Mars)
        turn = mars.turn
        mars._step()
        assert mars.turn != turn
        await begun(pilot)
        turn = mars.turn
        mars._step()
        assert mars.turn == turn


async def test_the_palette_takes_its_choice_once(tmp_path: Path) -> None:
    """However often it is put away; and in a window without a line for its list no key fails."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "ctrl+p", "t")
        palette = screen.app.screen
        await pilot.resize_terminal(30, 1)
        await press(pilot, "down", "pageup", "pagedown", "end", "home")
        for _ in range(3):
            palette.dismiss()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen.app.screen is screen


async def test_to_delete_to_open_and_to_save_over_takes_a_second_press_if_that_is_wanted(tmp_path: Path) -> None:
    """Said where it is asked; another game asks anew; nothing is asked where nothing is lost."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        app, shelf = screen.ulysse, screen.ulysse.evening.shelf
        app.change_settings(app.settings.with_value("confirm", "always"))
        await press(pilot, "2", "f8", "s", *"one", "enter", "s", *"two", "enter")
        assert {slot.name for slot in shelf.slots() if slot.kind == "named"} == {"one", "two"}
        await press(pilot, "d", "down", "d")
        assert len([slot for slot in shelf.slots() if slot.kind == "named"]) == 2
        assert said(app, "#said") == "d again: delete one."
        await press(pilot, "d")
        assert [slot.name for slot in shelf.slots() if slot.kind == "named"] == ["two"]
        await press(pilot, "s", *"two", "enter")
        assert said(app, "#said") == "There is a two. Save as two once more: it gives way."
        await press(pilot, "s", *"two", "enter")
        assert said(app, "#said") == "Kept as two."
        await press(pilot, "enter")
        assert isinstance(app.screen, Saves)
        await press(pilot, "enter")
        assert app.screen is screen


async def test_the_quick_load_is_asked_at_every_turn(tmp_path: Path) -> None:
    """If that is wanted."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        app = screen.ulysse
        app.change_settings(app.settings.with_value("confirm", "always"))
        await press(pilot, "f5", "2", "f9")
        assert screen.play.turn == 1
        await press(pilot, "1", "f9")
        assert screen.play.turn == 2
        await press(pilot, "f9")
        assert screen.play.turn == 0


async def test_bookmarks_stand_beside_the_episodes_that_were_reached(tmp_path: Path) -> None:
    """They open as any game does; none of an episode that was not reached is shown."""
    keeper = Keeper(Library(open_story(STORY)), Shelf(tmp_path / "made", "lighthouse"))
    keeper.begin(7, "two")
    slot = keeper.save("Light")
    keeper.close()
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    (shipped / "bookmark-02.json").write_bytes(keeper.shelf.path(slot).read_bytes())
    for begin, entries in ((None, ["1"]), ("two", ["1", "2", "bookmark-02"])):
        app = game(tmp_path / f"shelf-{begin}")
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(pilot)
            app.evening.shelf.bookmarked = shipped
            if begin:
                app.evening.begin(2)
                app.evening.keeper.choose("top.down")
            await press(pilot, *["down"] * [o.id for o in app.screen.entries.options].index("episodes"), "enter")  # type: ignore[attr-defined]
            assert isinstance(app.screen, Episodes)
            assert [option.id for option in app.screen.list.options] == entries
            if begin:
                await press(pilot, "3")
                await press(pilot, "x")
                assert reading(app).play.moment.episode == 2
                assert reading(app).play.turn == 0


@pytest.mark.parametrize("key", [key for key in KEYS if key != "f1"])
async def test_quitting_before_a_screen_is_painted_breaks_nothing(tmp_path: Path, key: str) -> None:
    """Two keys faster than a frame."""
    for _ in range(3):
        async with game(tmp_path).run_test(size=(80, 24)) as pilot:
            screen = await begun(pilot)
            for pressed in (key, "ctrl+q"):
                screen.app.simulate_key(pressed)
                await asyncio.sleep(0)
            await pilot.pause()


async def test_a_key_typed_ahead_of_a_screen_breaks_nothing(tmp_path: Path) -> None:
    """The screen is there before its widgets are."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        app = await opened(pilot)
        app.evening.begin(None)
        app.push_screen(Reading())
        await app.run_action("move(1)", app.screen)
        await pilot.pause()
        assert reading(app).menu.pick == 0


@pytest.mark.parametrize("key", KEYS)
async def test_a_key_after_the_one_that_quits_puts_nothing_up(tmp_path: Path, key: str) -> None:
    """A program that ends gives a screen no widgets: one that asked for them would fail."""
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        screen = await begun(pilot)
        await press(pilot, "escape", "up")
        for pressed in ("enter", key, key):
            screen.app.simulate_key(pressed)
            await asyncio.sleep(0)
        await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_card_is_read_to_its_end_before_a_key_goes_on(tmp_path: Path, size: tuple[int, int]) -> None:
    """A digit takes nothing that is out of view; Escape does not wait."""
    recap = tuple(Line("narration", (Span(f"Line {number}."),)) for number in range(1, 31))
    options = [Option("strike", Content("Strike it")), Option("keep", Content("Let it stand"))]
    answers: list[str | None] = []
    async with game(tmp_path).run_test(size=size) as pilot:
        screen = await begun(pilot)
        for keys in (("1",), ("escape",)):
            card = CardScreen(Card(2, "Light", "", recap, "keep"), screen.setter, options)
            screen.app.push_screen(card, answers.append)
            await pilot.pause()
            assert "any key: more" in painted(screen.ulysse)
            await press(pilot, *keys)
            assert (screen.app.screen is card) == (keys == ("1",))
            while screen.app.screen is card and "any key: more" in painted(screen.ulysse):
                await press(pilot, "x")
            if screen.app.screen is card:
                assert "any other key: Let it stand" in painted(screen.ulysse)
                assert "─────────" not in painted(screen.ulysse)
                await press(pilot, "1")
        assert answers == ["strike", "keep"]


def test_the_place_is_whole_where_the_time_leaves_no_room() -> None:
    """What is left stays; the time of day is on the clock."""
    now = Instruments(355, 375, "the light goes", SolTime(3, 634), None, ())
    assert left_in_words(now) == "Sol 3, 10:34 · the light goes in 5 h 55"
    assert left_in_words(now, 30) == "the light goes in 5 h 55"

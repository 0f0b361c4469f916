"""The plain front end: every command, and nothing that only a picture would say."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from game.engine.library import Library
from game.language.header import open_story
from game.linear import aboard, around, reading, shelf
from game.linear.page import Page
from game.linear.player import Player
from game.linear.table import Table
from game.player.settings import Settings
from game.saves import Keeper, Shelf
from tests.front.fronts import plain
from tests.terminal.evening import STORY


def test_a_whole_story_can_be_played_by_numbers(tmp_path: Path):
    played = plain(tmp_path, "2\n2\n2\n1\n1\n1\n1\n1\n1\n1\n")
    assert played.returncode == 0
    assert played.stderr == ""
    assert "Ada: “Buonasera.”" in played.stdout
    assert "[Good evening.]" in played.stdout
    assert "THE END" in played.stdout


def test_a_locked_choice_has_its_reason_and_no_number(tmp_path: Path):
    assert "-. Who let it go out? (push) [closed: You do not know that anybody did.]" in plain(tmp_path, "").stdout


def test_notes_are_numbered_and_put_together(tmp_path: Path):
    played = plain(tmp_path, "2\n1\nnotebook\npair 1 2\nnotebook\n")
    assert "1. The lamp is out." in played.stdout
    assert "[Noted: There is oil in the can.]" in played.stdout
    assert "Put together: Somebody let it go out." in played.stdout


def test_what_cannot_be_taken_gets_a_sentence_and_the_game_goes_on(tmp_path: Path):
    lines = "0\n99\n" + "9" * 5_000 + "\nback\nback x\ndance\n\npair\npair 1 1\nload\nload nothing\n١\n"
    lines += (
        "rewind 1\nrewind x\nset\nset theme amber\nset column 7\nepisode 2\nepisode x\ndelete\ndelete zz\nundelete\n"
    )
    lines += "choose\nchoose zz\ncontinue\nc\nhelp zz\ntimeline\nending\n1\n"
    played = plain(tmp_path, lines)
    assert played.returncode == 0
    assert played.stderr == ""
    assert "There is no choice 99" in played.stdout
    assert "This is the beginning." in played.stdout
    assert "I sat 1 times." in played.stdout


def test_it_is_chosen_by_itself_where_output_is_no_terminal(tmp_path: Path):
    import subprocess
    import sys

    from tests.front.fronts import BENCH, environment

    command = [sys.executable, "-m", "game", str(BENCH), "--saves", str(tmp_path)]
    played = subprocess.run(command, input="1\n", capture_output=True, text=True, timeout=30, env=environment())
    assert "THE BENCH" in played.stdout
    assert "\x1b" not in played.stdout


def test_a_pipe_that_closes_early_is_no_traceback(tmp_path: Path):
    import subprocess
    import sys

    from tests.front.fronts import BENCH, environment

    command = f"{sys.executable} -m game play {BENCH} --plain --saves {tmp_path} | head -1"
    played = subprocess.run(
        command, shell=True, input="look\n" * 2_000, capture_output=True, text=True, timeout=30, env=environment()
    )
    assert "Traceback" not in played.stderr


def commands() -> list[str]:
    """The word of every command."""
    return [word for group in (reading, aboard, shelf, around) for word in group.COMMANDS]


def test_the_help_and_the_page_name_every_command(tmp_path: Path):
    helped = plain(tmp_path, "help\n").stdout
    page = (Path(__file__).parents[2] / "docs" / "playing.md").read_text("utf-8")
    for word in commands():
        assert f"\n{word}" in helped
        assert f"`{word}" in page


def test_a_command_may_be_cut_short_if_no_other_begins_so(tmp_path: Path):
    told = plain(tmp_path, "not\nc\nepisode\n").stdout
    assert "The notebook is empty." in told
    assert "Type more of it: choose, crew, clock, continue." in told
    assert "Type episode and the number" in told


def test_nothing_is_said_twice(tmp_path: Path):
    told = plain(tmp_path, "2\n1\npair 1 2\n").stdout
    assert told.count("Place: The hall.") == 1
    assert told.count("Place: The kitchen.") == 1
    assert told.endswith("Somebody let it go out.\n\n")


def test_no_line_is_wider_than_what_is_set(tmp_path: Path):
    story = open_story(STORY)
    keeper = Keeper(Library(story), Shelf(tmp_path, story.id))
    out = StringIO()
    player = Player(Table(story, keeper, Page(story, Settings()), tmp_path, 7), out, 200)
    player.open(False, None)
    player.serve(["set column 52", "look", "saves", "crew", "history", "settings", "2", "1", "look", "timeline"])
    keeper.close()
    assert max(map(len, out.getvalue().partition("column: 52")[2].splitlines())) <= 52


def test_a_name_cannot_ring_or_move_the_cursor(tmp_path: Path):
    told = plain(tmp_path, "save a\x1b[2Jb\x07\nsaves\nhistory \x1b[1m\n").stdout
    assert "\x1b" not in told
    assert "\x07" not in told
    assert "Kept as a [2Jb." in told


def test_choices_of_an_earlier_game_are_marked_if_that_is_wanted(tmp_path: Path):
    told = plain(tmp_path, "set taken marked\n2\nback\n").stdout
    assert told.partition("Commands")[0].count("[taken before]") == 1

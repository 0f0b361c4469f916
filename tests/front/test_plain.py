"""The plain front end: every command, and nothing that only a picture would say."""

from __future__ import annotations

from pathlib import Path

from tests.front.fronts import plain


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


def test_every_command_of_the_help_answers(tmp_path: Path):
    lines = "help\nlook\n1\nback\nnotebook\ncrew\nclock\nhistory\nhistory bench\nsave here\nsaves\nload here\nquit\n"
    played = plain(tmp_path, lines)
    assert played.returncode == 0
    for said in ("take that choice", "Ada Bell, keeper, trust 5.", "2 hours 00 minutes to dawn.", "Kept as here."):
        assert said in played.stdout


def test_what_cannot_be_taken_gets_a_sentence_and_the_game_goes_on(tmp_path: Path):
    lines = "0\n99\n" + "9" * 5_000 + "\nback\nback x\ndance\n\npair\npair 1 1\nload\nload nothing\nsave\n١\n1\n"
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

"""The command itself: usage, exit codes, one clear sentence for what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.front.fronts import BENCH, environment


def ulysse(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "game", *arguments]
    return subprocess.run(command, input="", capture_output=True, text=True, timeout=30, env=environment())


def test_a_sound_story_checks_clean():
    checked = ulysse("check", str(BENCH))
    assert (checked.returncode, checked.stdout) == (0, "Nothing is wrong.\n")


def test_problems_are_printed_with_place_and_caret_and_counted(tmp_path: Path):
    (tmp_path / "story.yaml").write_text("story: s\ntitle: S\nepisodes:\n- one: one.yaml\n")
    (tmp_path / "one.yaml").write_text(
        "episode: one\nscenes:\n  hall:\n    flow:\n    - |\n      Hello.\n      -> nowhere\n"
    )
    checked = ulysse("check", str(tmp_path))
    assert checked.returncode == 1
    assert "one.yaml:7:10: error U404: There is no place called nowhere." in checked.stdout
    assert "\n             ^\n" in checked.stdout
    found = json.loads(ulysse("check", str(tmp_path), "--json").stdout)
    assert [(p["code"], p["line"], p["column"]) for p in found] == [("U404", 7, 10), ("U405", 5, 7)][: len(found)]


@pytest.mark.parametrize(
    "arguments",
    [("nowhere",), ("check", "nowhere"), ("ids", "nowhere"), ("--seed", "x"), ("--seed", "9" * 30), ("--nonsense",)],
)
def test_wrong_usage_is_exit_code_2_and_no_traceback(arguments: tuple[str, ...]):
    answer = ulysse(*arguments)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chek", "."), "There is neither a command nor a folder chek. Did you mean check?"),
        (("--seed", "x"), "ulysse: error: argument --seed: a seed is a whole number"),
        (("prove", "nowhere"), "There is no folder nowhere."),
        (("route", "nowhere", "hall"), "There is no folder nowhere."),
        (("route", str(BENCH)), f"{BENCH} is a folder, and no target: ulysse route STORY TARGET."),
        (("prove", str(BENCH), "--certificate", "nowhere/c.json"), "There is no folder nowhere."),
        (
            ("map", str(BENCH), "--html", "nowhere/m.html"),
            "nowhere/m.html cannot be opened: No such file or directory.",
        ),
        (
            ("stats", str(BENCH), "--plays", "1", "--svg", "nowhere/s.svg"),
            "nowhere/s.svg cannot be opened: No such file or directory.",
        ),
    ],
)
def test_wrong_usage_gets_one_sentence(arguments: tuple[str, ...], said: str):
    assert ulysse(*arguments).stderr.splitlines()[-1] == said


def test_the_ledger_follows_an_edited_label(tmp_path: Path):
    (tmp_path / "story.yaml").write_text("story: s\ntitle: S\nepisodes:\n- one: one.yaml\nendings:\n  e: {title: E}\n")
    text = "episode: one\nscenes:\n  hall:\n    flow:\n    - Look at his hand: |\n        He hid it.\n    - end: e\n"
    (tmp_path / "one.yaml").write_text(text)
    assert ulysse("ids", str(tmp_path)).returncode == 1
    assert ulysse("ids", str(tmp_path), "--write").returncode == 0
    (tmp_path / "one.yaml").write_text(text.replace("his hand", "his hands"))
    renamed = ulysse("ids", str(tmp_path), "--write")
    assert "renamed: hall.look_at_his_hand" in renamed.stdout
    played = ulysse("play", str(tmp_path), "--wire", "--saves", str(tmp_path / "saves"))
    assert '"id": "hall.look_at_his_hand", "label": "Look at his hands"' in played.stdout


def test_an_author_plays_only_on_a_painted_screen():
    said = "--watch and --author need a terminal that can show a painted screen.\n"
    for plain in (("--watch",), ("--author",), ("--watch", "--plain"), ("--author", "--wire")):
        refused = ulysse("play", str(BENCH), *plain)
        assert (refused.returncode, refused.stderr) == (2, said)

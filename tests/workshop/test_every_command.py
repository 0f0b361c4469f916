"""Every command of the workshop: exit codes, JSON, what it says of a story that is not there or cannot be read."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from game.cli import COMMANDS, main
from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.saves import Shelf
from game.shipped import own_story
from game.workshop.lantern import lantern_folder
from tests.front.fronts import environment
from tests.workshop.stories import HEAD, ONE, write

SOUND = {
    "check": ([], 0),
    "prove": ([], 0),
    "route": (["signed"], 0),
    "why": (["down", "--from", "there"], 0),
    "rehearse": ([], 0),
    "stats": (["--plays", "1"], 0),
    "review": (["--since", "HEAD", "--plays", "1"], 0),
    "map": ([], 0),
    "schema": ([], 0),
    "ids": (["--write"], 0),
}
"""Of a sound story: each command's words behind the story, and its exit code."""
WRONG = {
    "check": [],
    "prove": [],
    "route": ["good"],
    "why": ["Knock", "--from", "there"],
    "rehearse": [],
    "ids": [],
}
"""Of a story in which something is wrong, the commands that say so; with nothing wrong to say, the others do not."""
ELSEWHERE = {"new", "saves"}
"""Commands that are given no story."""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ULYSSE_SAVES", str(tmp_path / "saves"))
    return tmp_path / "saves"


def keep(story: Path, shelf: Path) -> None:
    library = Library(open_story(story))
    saved = Shelf(shelf, library.story.id)
    saved.write(Playthrough(library), "named", "there")
    saved.close()


def in_git(folder: Path) -> Path:
    known = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "one"]):
        subprocess.run(["git", "-C", str(folder), *known, *words], check=True, capture_output=True)
    return folder


def test_the_tables_hold_every_command():
    assert SOUND.keys() | ELSEWHERE <= COMMANDS.keys() | {"serve"}
    assert COMMANDS.keys() - ELSEWHERE - SOUND.keys() <= {"serve"}


@pytest.mark.parametrize("command", SOUND)
def test_a_sound_story(command: str, tmp_path: Path, shelf: Path, capsys: pytest.CaptureFixture[str]):
    story = in_git(Path(shutil.copytree(lantern_folder(), tmp_path / "lantern")))
    keep(story, shelf)
    words, code = SOUND[command]
    assert main([command, str(story), *words]) == code, capsys.readouterr().out
    told = capsys.readouterr()
    assert told.out.strip()
    assert "Traceback" not in told.err
    assert main([command, str(story), *words, "--json"]) == code
    json.loads(capsys.readouterr().out)


BROKEN_PLAN = "plan: p\nsteps:\n- choose: Fly\n"


@pytest.mark.parametrize("command", WRONG)
def test_a_story_in_which_something_is_wrong(
    command: str, tmp_path: Path, shelf: Path, capsys: pytest.CaptureFixture[str]
):
    one = ONE.replace("    - Go in:", "    - Go in {if lit}:")
    story = write(tmp_path / "s", HEAD, one, p=BROKEN_PLAN)
    keep(story, shelf)
    if command == "check":
        write(story, one=ONE.replace("-> door", "-> dor"))
    for words in ([], ["--json"]):
        assert main([command, str(story), *WRONG[command], *words]) == 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", SOUND)
@pytest.mark.parametrize("what", ["not there", "a file", "empty", "no YAML"])
def test_a_story_that_cannot_be_read(
    command: str, what: str, tmp_path: Path, shelf: Path, capsys: pytest.CaptureFixture[str]
):
    story = tmp_path / "story"
    if what == "a file":
        story.write_text("mine")
    elif what != "not there":
        story.mkdir()
    if what == "no YAML":
        in_git(write(story, "story: ["))
    words, _ = SOUND[command]
    code = main([command, str(story), *words])
    told = capsys.readouterr()
    if (command, what) in {("check", "no YAML"), ("check", "empty"), ("schema", "no YAML")}:
        assert code in (0, 1)
        return
    assert code == 2
    assert told.out == ""
    assert 0 < len(told.err.splitlines()) < 12
    assert not shelf.exists()


@pytest.mark.parametrize("command", [*SOUND, "new", "saves"])
def test_wrong_usage_is_said_and_costs_nothing(command: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as left:
        main([command, "--nonsense"])
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith(f"usage: ulysse {command}")


def test_new_and_saves_print_json(tmp_path: Path, shelf: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["new", str(tmp_path / "tale"), "--json"]) == 0
    assert all(Path(file).is_file() for file in json.loads(capsys.readouterr().out)["files"])
    assert main(["new", str(tmp_path / "tale"), "--json"]) == 2
    assert main(["saves", "list", "--json", "--saves", str(shelf)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == []


def test_schema_map_and_ids_write_and_say_so_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    story = write(tmp_path / "s")
    assert main(["schema", str(story), "--write", "--json"]) == 0
    assert Path(json.loads(capsys.readouterr().out)["file"]).is_file()
    assert main(["map", str(story), "--html", str(tmp_path / "m.html"), "--json"]) == 0
    assert [site["name"] for site in json.loads(capsys.readouterr().out)["sites"]] == ["hall", "door"]
    assert main(["ids", str(story), "--json"]) == 1
    assert "hall.knock" in json.loads(capsys.readouterr().out)["added"]
    assert main(["ids", str(story), "--write", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"]


@pytest.mark.parametrize(
    ("words", "said"), [(["prove", "--json"], "Interrupted"), (["stats", "--plays", "100000", "--json"], "Stopped")]
)
def test_ctrl_c_prints_what_is_known(words: list[str], said: str):
    command = [sys.executable, "-m", "game", words[0], str(own_story()), *words[1:]]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
    assert run.stderr is not None
    first = run.stderr.readline()
    assert first, "it says how far it is"
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=120)
    assert said in err
    assert "Traceback" not in err
    assert json.loads(out)
    assert run.returncode in (0, 1)

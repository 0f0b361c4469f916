"""`new`: a whole story that checks clean and plays at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.workshop.check import check_story
from game.workshop.lantern import lantern_folder
from game.workshop.new import WRITTEN, NotEmpty, new_command, write_story


def test_what_is_written_is_the_lantern_named_after_its_folder(tmp_path: Path):
    folder = tmp_path / "deep" / "My Story"
    assert write_story(folder) == tuple(folder / name for name in WRITTEN)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(WRITTEN)
    assert open_story(folder).id == "my_story"
    assert [(lantern_folder() / name).read_text() == (folder / name).read_text() for name in WRITTEN].count(False) == 1


def test_the_lantern_has_no_file_that_new_does_not_write():
    files = {path.relative_to(lantern_folder()).as_posix() for path in lantern_folder().rglob("*") if path.is_file()}
    assert files == set(WRITTEN)


def test_it_has_no_error(tmp_path: Path):
    write_story(tmp_path)
    assert check_story(tmp_path).errors == ()


def test_it_plays_at_once_to_either_ending(tmp_path: Path):
    write_story(tmp_path)
    library = Library(open_story(tmp_path))
    quick = Playthrough(library)
    for id in ("lamp_room.down", "kitchen.leave", "jetty.sign"):
        quick.choose(id)
    assert quick.moment.ending
    assert quick.moment.ending.id == "signed"
    slow = Playthrough(library)
    for id in ("lamp_room.read_her_log", "lamp_room.the_ninth", "lamp_room.wait_for_the_rest", "lamp_room.down"):
        slow.choose(id)
    assert slow.pair("log", "hand_lamp")
    for id in ("kitchen.leave", "jetty.who", "jetty.strike"):
        slow.choose(id)
    assert slow.moment.ending
    assert slow.moment.ending.id == "struck"


@pytest.mark.parametrize("name", ["notes.txt", ".git/config"])
def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(NotEmpty):
        write_story(tmp_path)
    assert new_command([str(tmp_path)]) == 2
    assert "not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [name.partition("/")[0]]


def test_a_file_is_no_folder(tmp_path: Path):
    (tmp_path / "here").write_text("")
    assert new_command([str(tmp_path / "here")]) == 2


def test_an_empty_folder_gets_the_story_and_the_next_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert new_command([str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert f"ulysse play {tmp_path}" in printed
    assert str(tmp_path / "story.yaml") in printed

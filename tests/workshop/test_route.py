"""`route`: the way is printed, saved and played on from; nothing is written where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import main
from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.trail import Step
from game.language.header import open_story
from game.saves import Shelf
from game.saves.transfer import import_file
from game.workshop.lantern import lantern_folder
from tests.workshop.stories import write

LANTERN = str(lantern_folder())


def opened(saves: Path, name: str) -> Playthrough:
    library = Library(open_story(lantern_folder()))
    shelf = Shelf(saves, library.story.id)
    try:
        return shelf.open(shelf.need(name), library).playthrough
    finally:
        shelf.close()


def test_a_save_stands_where_the_way_leads(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["route", LANTERN, "trust >= 4", "--save", "high trust", "--saves", str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("Kept as “high trust”, after 4 steps.\n")
    assert int(opened(tmp_path, "high trust").world["trust"]) >= 4


def test_a_file_can_be_brought_to_another_shelf(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    shelf, file = tmp_path / "shelf", tmp_path / "there.json"
    assert main(["route", LANTERN, "noted.log", "--save", str(file), "--saves", str(shelf)]) == 0
    assert not list(shelf.rglob("*.json"))
    slot = import_file(tmp_path / "other", file)
    assert "log" in opened(tmp_path / "other", slot.name).notes
    assert main(["route", LANTERN, "noted.log", "--save", str(file), "--saves", str(shelf)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_play_goes_on_at_the_end_of_the_way(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    with Path("/dev/null").open() as nothing, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", nothing)
        assert main(["route", LANTERN, "signed", "--play", "--plain", "--saves", str(tmp_path)]) == 0
    assert "THE END: October is signed" in capfd.readouterr().out
    assert opened(tmp_path, "auto").moment.ending is not None


@pytest.mark.parametrize("budget", ["1", "1000000"])
def test_a_way_in_json_was_played_whether_it_was_searched_or_guided(
    tmp_path: Path, budget: str, capsys: pytest.CaptureFixture[str]
):
    folder = write(tmp_path)
    assert main(["route", str(folder), "warm == 1 and noted.oil", "--json", "--budget", budget]) == 0
    play = Playthrough(Library(open_story(folder)))
    play.replay(Step(*step) for step in json.loads(capsys.readouterr().out))
    assert play.world["warm"] == "1"
    assert "oil" in play.notes


def test_where_there_is_no_way_nothing_is_saved_or_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder, saves = write(tmp_path / "s"), tmp_path / "saves"
    for use in (["--save", "x"], ["--play"]):
        assert main(["route", str(folder), "warm == 3", *use, "--saves", str(saves)]) == 1
        assert "impossible" in capsys.readouterr().out
    assert not list(saves.rglob("*.json"))


@pytest.mark.parametrize(("target", "near"), [("dor", "door"), ("nok", "knock"), ("wik", "wick"), ("godo", "good")])
def test_a_name_that_nothing_has_gets_the_nearest(
    tmp_path: Path, target: str, near: str, capsys: pytest.CaptureFixture[str]
):
    assert main(["route", str(write(tmp_path)), target]) == 2
    assert f"Did you mean {near}?" in capsys.readouterr().err

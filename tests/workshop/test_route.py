"""`route`: the way is printed, saved and played on from; nothing is written where there is none."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from game.cli import main
from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.trail import Step
from game.language.header import open_story
from game.saves import Shelf
from game.saves.transfer import import_file
from game.shipped import own_story
from game.workshop.lantern import lantern_folder
from game.workshop.prove.play import Plays
from game.workshop.prove.prover import Prover
from game.workshop.prove.quest import Limits, Quest, spots_of
from game.workshop.prove.shortest import Shortest
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
    sentences = f"No scene, choice, ending, note or variable is called {target}. Did you mean {near}?\n"
    assert capsys.readouterr().err == sentences


DEEP = [str(own_story()), "mars.list"]
DOUBT = r"mars.list: \d+ steps; a shorter way may exist, of \d+ steps or more: a larger --budget looks for it\."


def test_a_way_that_may_not_be_the_shortest_says_so_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["route", *DEEP, "--budget", "1", "--save", "deep", "--saves", str(tmp_path)]) == 0
    first, *_, kept = capsys.readouterr().out.splitlines()
    assert re.fullmatch(DOUBT, first)
    assert kept.startswith("Kept as “deep”, after ")
    assert main(["route", *DEEP, "--budget", "1", "--json"]) == 0
    said = capsys.readouterr()
    assert re.search(DOUBT, said.err)
    assert re.match(r"mars.list: (\d+)", first)[1] == str(len(json.loads(said.out)))  # type: ignore[index]


def test_every_way_that_play_comes_upon_is_made_as_short_as_can_be():
    prover = Prover(Library(open_story(lantern_folder())))
    prover.search.run(20_000, lambda *_: None)
    plays = Plays(prover.graph)
    plays.run(20_000, 20_000)
    quest = Quest(prover.facts, Limits())
    for goal, way in plays.found.items():
        shortest = Shortest(quest, spots_of(prover.facts, goal), way, (frozenset(),), lambda _: None)
        shortest.run(20_000)
        assert (len(shortest.replay), shortest.known) == (len(prover.search.witness(goal)), True), goal


def test_an_interrupt_prints_the_shortest_way_so_far(tmp_path: Path):
    words = [sys.executable, "-m", "game", "route", *DEEP, "--budget", "999999999", "--play", "--saves", str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        next(line for line in run.stderr if "a way of" in line)
        run.send_signal(signal.SIGINT)
        out, err = run.stdout.read(), run.stderr.read()
    assert run.returncode == 130
    assert "Interrupted: the shortest way so far.\n" in err
    assert "Traceback" not in err
    assert re.match(DOUBT, out)
    assert not list(tmp_path.rglob("auto-*"))


def test_an_interrupt_before_any_way_says_that_there_is_none(capsys: pytest.CaptureFixture[str]):
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        assert main(["route", *DEEP]) == 130
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert capsys.readouterr() == ("", "Interrupted: no way was found yet.\n")

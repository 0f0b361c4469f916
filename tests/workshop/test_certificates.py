"""Certificates: written for everything impossible, held to be true by a checker that knows nothing of the prover."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from game.cli import main
from game.engine.library import Library
from game.language.header import open_story
from game.language.problem import StoryError
from game.workshop.certify import write_certificates
from game.workshop.checker.__main__ import faults_in
from game.workshop.lantern import lantern_folder
from game.workshop.prove.prover import Prover
from tests.workshop.prove.invented import write_story
from tests.workshop.stories import write

STORY = """\
episode: one
scenes:
  hall:
    flow:
    - here: bench
    - Sit {again}: |
        ~ if warm < 2: warm += 1
        -> bench
    - Burn {if warm == 3; again}: -> bench
    - Go:
      - end: good
    - Never {if lit}:
      - end: bad
"""


def certified(folder: Path) -> tuple[Path, Path]:
    """A story with three things that are impossible, and the folder of its certificates."""
    story, certificates = write(folder / "story", one=STORY), folder / "certificates"
    assert main(["prove", str(story), "--certificates", str(certificates)]) == 1
    return story, certificates


def faults(story: Path, certificates: Path) -> list[str]:
    found = faults_in(certificates, Library(open_story(story)))
    return [fault for some in found.values() for fault in some]


def goals(certificates: Path) -> set[str]:
    files = [json.loads(path.read_text()) for path in sorted(certificates.glob("[0-9]*.json"))]
    return {goal["name"] for data in files for goal in data["goals"]}


def test_every_impossible_has_a_certificate_that_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    story, certificates = certified(tmp_path)
    assert {"hall.burn", "hall.never", "bad"} <= goals(certificates)
    assert faults(story, certificates) == []
    assert "Without" not in capsys.readouterr().err


def forge(certificates: Path, goal: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the certificate of a goal."""
    for path in certificates.glob("[0-9]*.json"):
        data = json.loads(path.read_text())
        if goal in {one["name"] for one in data["goals"]}:
            change(data)
            path.write_text(json.dumps(data))


def without_the_beginning(data: dict[str, Any]) -> None:
    data["states"] = [state for state in data["states"] if state["block"]]


def without_an_edge(data: dict[str, Any]) -> None:
    rest = next(state for state in data["states"] if state["rests"] and state["block"] == "hall:0")
    bits = int(rest["bits"], 16)
    rest["bits"] = f"{bits & (bits - 1):x}"


def with_the_goal_inside(data: dict[str, Any]) -> None:
    (warm,) = [variable for variable in data["variables"] if variable["name"] == "warm"]
    assert 3 not in warm["values"]
    warm["values"].append(3)
    for state in data["states"]:
        if "warm" in state["followed"]:
            state["bits"] = "f"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (without_the_beginning, "the beginning is not inside"),
        (without_an_edge, "a step leads outside"),
        (with_the_goal_inside, "this shows: choice"),
    ],
)
def test_a_forged_certificate_is_refused(tmp_path: Path, change: Callable[[dict[str, Any]], None], fault: str):
    story, certificates = certified(tmp_path)
    forge(certificates, "hall.burn", change)
    assert any(found.startswith(fault) for found in faults(story, certificates))


def test_a_slot_that_is_said_to_have_fewer_values_than_it_has_is_refused(tmp_path: Path):
    story, certificates = write(tmp_path / "story"), tmp_path / "certificates"
    main(["prove", str(story), "--certificates", str(certificates)])
    values = json.loads((certificates / "values.json").read_text())
    name = next(name for name, had in values["own"].items() if had == [0, 1])
    values["own"][name] = [0]
    (certificates / "values.json").write_text(json.dumps(values))
    assert f"{name} can be 1" in faults(story, certificates)


def test_a_certificate_of_another_story_is_refused(tmp_path: Path):
    story, certificates = certified(tmp_path)
    path = story / "one.yaml"
    path.write_text(path.read_text().replace("warm < 2", "warm < 3"), encoding="utf-8")
    assert any("outside" in fault for fault in faults(story, certificates))


def test_the_checker_is_a_program_that_knows_nothing_of_the_prover(tmp_path: Path):
    story, certificates = certified(tmp_path)
    watch = (
        "import sys; from game.workshop.checker.__main__ import main; code = main(sys.argv[1:]);"
        "sys.exit(9 if any(name.startswith('game.workshop.prove') for name in sys.modules) else code)"
    )
    done = subprocess.run([sys.executable, "-c", watch, str(story), str(certificates)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" files hold.\n")
    forge(certificates, "hall.burn", without_the_beginning)
    done = subprocess.run([sys.executable, "-c", watch, str(story), str(certificates)], capture_output=True, text=True)
    assert done.returncode == 1
    done = subprocess.run([sys.executable, "-c", watch, str(story), str(tmp_path)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert "values.json" in done.stderr


def test_a_folder_that_holds_anything_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "diary.txt").write_text("mine")
    assert main(["prove", str(lantern_folder()), "--certificates", str(tmp_path)]) == 2
    assert "holds something else" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["diary.txt"]


def test_the_certificates_of_the_lantern_hold(tmp_path: Path):
    for _ in range(2):
        assert main(["prove", str(lantern_folder()), "--certificates", str(tmp_path)]) == 0
    assert faults(lantern_folder(), tmp_path) == []
    assert len(goals(tmp_path)) >= 7


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_of_invented_stories_every_impossible_has_a_certificate_that_holds(
    tmp_path_factory: pytest.TempPathFactory, random: Random
):
    folder = tmp_path_factory.mktemp("invented")
    write_story(random, folder)
    try:
        prover = Prover(Library(open_story(folder)), budget=20_000)
    except StoryError:
        assume(False)
        raise
    prover.run()
    found = write_certificates(prover, folder / "certificates", lambda _: None)
    assert found.without == ()
    assert faults(folder, folder / "certificates") == []

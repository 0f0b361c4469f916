"""Declarations of state."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.language.header import open_story
from tests.language.reading import wrong_state
from tests.making import HEADER, write


def test_every_kind_of_variable_starts_as_it_says(tmp_path: Path):
    story = open_story(write(tmp_path, {"story.yaml": HEADER, "one.yaml": ""}))
    starts = {key: variable.type.show(variable.start) for key, variable in story.variables.items()}
    assert starts == {
        "slept": "false",
        "slots": "2",
        "most": "4",
        "flew": "open",
        "trust.ada": "5",
        "trust.ben": "6",
        "told.ada": "false",
        "told.ben": "false",
        "trust_total": "11",
        "noted.lamp": "false",
        "noted.oil": "false",
        "read.refused": "false",
    }
    assert list(story.means) == ["warm"]
    assert story.totals == {"trust_total": ("trust.ada", "trust.ben")}


@pytest.mark.parametrize(
    "declared",
    ["{flag: true}", "{range: -3..3}", "{range: 2..9}", "{one of: [a, b]}", "{one of: [a, b], starts: b}"],
)
def test_this_declares_a_variable(tmp_path: Path, declared: str):
    assert wrong_state(tmp_path, declared) == []


@pytest.mark.parametrize(
    ("declared", "code", "column"),
    [
        ("5", "U201", 6),
        ("{}", "U315", 6),
        ("{flag: yes}", "U205", 13),
        ("{range: 5..1}", "U315", 14),
        ("{range: a..b}", "U315", 14),
        ("{range: 5}", "U315", 14),
        ("{range: 0..9999999}", "U315", 14),
        ("{range: 0..5, starts: 6}", "U309", 28),
        ("{range: 0..5, starts: ²}", "U309", 28),
        ("{one of: [a]}", "U315", 6),
        ("{one of: [a, a]}", "U315", 6),
        ("{one of: [a, b], starts: c}", "U309", 31),
        ("{flag: true, range: 0..5}", "U315", 6),
        ("{each: crwe, flag: true}", "U314", 13),
        ("{each: crew, flag: true, but: {adda: false}}", "U202", 37),
        ("{total: trst}", "U314", 14),
        ("{means: y}", "U306", 14),
        ("{flga: true}", "U202", 7),
    ],
)
def test_this_declares_nothing_and_the_place_is_exact(tmp_path: Path, declared: str, code: str, column: int):
    found = wrong_state(tmp_path, declared)
    assert found[0] == (code, f"10:{column}") or (code, f"10:{column}") in found


def test_scalars_are_taken_as_they_stand(tmp_path: Path):
    header = HEADER.replace("title: Small", "title: no").replace("story: small", "story: small\nversion: 1.10")
    story = open_story(write(tmp_path, {"story.yaml": header, "one.yaml": ""}))
    assert (story.title, story.version) == ("no", "1.10")


def test_the_header_may_stand_in_four_files(tmp_path: Path):
    head, rest = HEADER.split("cast:\n")
    cast, rest = rest.split("state:\n")
    state, notebook = rest.split("notes:\n")
    files = {"story.yaml": head, "cast.yaml": f"cast:\n{cast}", "state.yaml": f"state:\n{state}"}
    files |= {"notebook.yaml": f"notes:\n{notebook}", "one.yaml": ""}
    whole = tmp_path / "whole"
    one = open_story(write(whole, {"story.yaml": HEADER, "one.yaml": ""}))
    four = open_story(write(tmp_path, files))
    assert (four.cast, four.readings) == (one.cast, one.readings)
    said = [[(v.key, v.type, v.start, v.total) for v in story.variables.values()] for story in (one, four)]
    assert said[0] == said[1]
    assert {key: str(four.variables[key].mark) for key in ("slept", "noted.lamp")} == {
        "slept": "state.yaml:2:3",
        "noted.lamp": "notebook.yaml:2:3",
    }

"""Forged certificates: whatever a lazy checker would believe is refused, in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from game.engine.library import Library
from game.language.header import open_story
from game.workshop.checker.__main__ import main
from game.workshop.checker.check import faults
from tests.workshop.stories import HEAD, write
from tests.workshop.test_certificates import STORY, certificate

Json = dict[str, Any]
CALLS = "    - Ask {again}: |\n        -> aside ->\n        -> bench\n    - Ask twice {again}: |\n        -> aside ->\n"
FLOW = STORY.replace("    - Go:\n", f"{CALLS}        -> bench\n    - Go:\n")
ASIDE = "  aside:\n    flow:\n    - |\n      Aside.\n\n      <-\n"
MUST = HEAD + "invariants:\n  cool: {must: not lit or warm == 0}\n"
RETURN = "one: aside#return"


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("forged") / "story", MUST, FLOW + ASIDE)


@pytest.fixture(name="honest", scope="module")
def _honest(folder: Path) -> Json:
    return certificate(Library(open_story(folder)))


def goal_of(data: Json, kind: str, name: str) -> Json:
    return next(goal for goal in data["goals"] if (goal["kind"], goal["name"]) == (kind, name))


def tables_of(data: Json, *slots: str) -> list[Json]:
    return [table for table in data["tables"] if table["slots"] == list(slots)]


def goal(kind: str, name: str, file: str = "one.yaml", line: int = 1, column: int = 1) -> Callable[[Json], None]:
    """Claim one thing more."""
    more = {"kind": kind, "name": name, "file": file, "line": line, "column": column}
    return lambda data: data["goals"].append(more)


def changed(kind: str, name: str, /, **other: Any) -> Callable[[Json], None]:
    """Claim something else in place of what is impossible."""
    return lambda data: goal_of(data, kind, name).update(other)


def every_cell(change: Callable[[Json, int], None]) -> Callable[[Json], None]:
    def forge(data: Json) -> None:
        for number, cell in enumerate(data["cells"]):
            change(cell, number)

    return forge


def ranks(of: Callable[[int], list[Any]]) -> Callable[[Json], None]:
    """Other ranks in every cell, by its number."""
    return every_cell(lambda cell, number: cell.update(ranks=of(number)))


def without_a_slot(name: str) -> Callable[[Json], None]:
    """Follow a slot no more, so that it might be anything."""

    def forge(data: Json) -> None:
        gone = {number for number, table in enumerate(data["tables"]) if name in table["slots"]}
        for cell in data["cells"]:
            cell["tables"] = [number for number in cell["tables"] if number not in gone]

    return forge


def a_wrong_step(data: Json) -> None:
    """Sitting is said to change nothing."""
    for table in tables_of(data, "warm"):
        table["rows"] = [[0]]


def only_the_way_out(data: Json) -> None:
    without_a_slot(RETURN)(data)
    data["goals"] = [goal_of(data, "trap", "a way to an ending")]


def a_negative_group(data: Json) -> None:
    """A group that no change would touch."""
    for table in tables_of(data, "warm"):
        table["group"] -= len(data["groups"])
    ranks(lambda _: [-99, 0, 0])(data)


def a_row_too_short(data: Json) -> None:
    tables_of(data, "warm")[0]["rows"][0] = []


FORGED: dict[str, tuple[str, Callable[[Json], None]]] = {
    "nothing is inside": ("the beginning is not inside", lambda data: data["cells"].clear()),
    "the beginning is missing": ("the beginning is not inside", lambda data: data["cells"].pop(0)),
    "a cell is missing": ("a step leads outside, from one/hall:", lambda data: data["cells"].pop()),
    "no value is inside": ("the beginning is not inside", lambda data: [t["rows"].clear() for t in data["tables"]]),
    "a wrong step": ("a step leads outside", a_wrong_step),
    "play rests nowhere": ("a step leads outside", every_cell(lambda cell, _: cell.update(rests=False))),
    "a negative group": ("is none of its group", a_negative_group),
    "a row too short": ("is none of its group", a_row_too_short),
    "a table that is not there": (
        "a cell of one/hall:0 has a table that is not there",
        lambda data: data["cells"][1].update(tables=[-1]),
    ),
    "a rank too few": ("has not a group, a region and a rank for each row", ranks(lambda _: [-1, 0])),
    "no ranks": ("has not a group, a region and a rank for each row", ranks(lambda _: [])),
    "a block of another story": ("there is no one/hall:99", lambda data: data["cells"][-1].update(block="hall:99")),
    "an episode of another story": ("there is no two/", lambda data: data["cells"][-1].update(episode="two")),
    "a card on which play rests": ("there is no one/its card", lambda data: data["cells"][0].update(rests=True)),
    "a choice that can be taken": (
        "this shows: choice hall.go one.yaml:",
        goal("choice", "hall.go", line=19, column=7),
    ),
    "an ending that is reached": ("this shows: ending good", goal("ending", "good", "story.yaml", 7, 3)),
    "a place where nothing is": ("there is no choice hall.burn", changed("choice", "hall.burn", line=99)),
    "the name of another choice": ("there is no choice hall.go", changed("choice", "hall.burn", name="hall.go")),
    "a kind that there is not": ("there is no hope hall.burn", changed("choice", "hall.burn", kind="hope")),
    "a text that there is not": ("there is no text", goal("text", "one.yaml:1:1, text 1")),
    "an ending that there is not": ("there is no ending ugly", goal("ending", "ugly", "story.yaml")),
    "a trap of another name": ("there is no trap door", changed("trap", "a way to an ending", name="door")),
    "a weaker invariant": ("there is no invariant cooler", changed("invariant", "cool", name="cooler")),
    "a condition that is broken": ("this shows: invariant warm <= 1", goal("invariant", "warm <= 1", "condition")),
    "a broken condition, elsewhere": ("there is no invariant", goal("invariant", "warm <= 1", "condition", 2)),
    "a condition that is none": ("cannot be checked", goal("invariant", "warm <=", "condition")),
    "the same verdict twice": ("the same is said 2 times", lambda data: data["goals"].append(data["goals"][0])),
    "every state as near to an ending": ("no way to an ending may be left", ranks(lambda _: [-1, 0, 0])),
    "regions that only go up": ("no way to an ending may be left", ranks(lambda number: [-1, number, 0])),
    "ranks without end": ("/cells/0/ranks/2 is not a whole number", ranks(lambda _: [-1, 0, float("-inf")])),
    "a call that comes back nowhere": ("this shows: stuck aside:", without_a_slot(RETURN)),
    "a way out of nowhere": ("no way to an ending may be left at one/aside:", only_the_way_out),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_is_forged_is_refused_in_a_sentence(
    name: str, folder: Path, honest: Json, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said, forge = FORGED[name]
    data = deepcopy(honest)
    forge(data)
    path = tmp_path / "forged.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    code = main([str(folder), str(path)])
    printed = capsys.readouterr()
    assert code in (1, 2)
    assert said in (printed.out if code == 1 else printed.err)
    assert code == 1 or printed.err.startswith(f"{path} cannot be checked: ")


def test_the_honest_one_holds(folder: Path, honest: Json) -> None:
    assert list(faults(Library(open_story(folder)), honest)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"goals": [1], "goals": []}', "a key stands there twice"),
        ("[" * 100_000, "too many brackets"),
        ("", "it is not JSON: Expecting value"),
        ("[]", "certificate is not an object"),
        ("{}", "certificate is not made of goals, groups, tables, cells"),
        ('{"goals": 1, "groups": [], "tables": [], "cells": []}', "certificate/goals is not a list"),
        ('{"goals": [], "groups": [["a", 1]], "tables": [], "cells": []}', "certificate/groups/0/1 is not text"),
    ],
)
def test_what_is_no_certificate_is_refused_in_a_sentence(
    text: str, said: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forged.json"
    path.write_text(text, encoding="utf-8")
    assert main([str(folder), str(path)]) == 2
    printed = capsys.readouterr().err
    assert printed.startswith(f"{path} cannot be checked: ")
    assert said in printed

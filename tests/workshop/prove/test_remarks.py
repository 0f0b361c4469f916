"""What `prove` remarks on choices: said only where play shows that it is so."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli import main
from game.engine.library import Library
from game.language.header import open_story
from game.workshop.checker.check import faults
from tests.workshop.stories import HEAD, write

HALL = """\
episode: one
scenes:
  hall:
    flow:
    - session: talk
      turns: 2
      topics:
      - Light {as light; if not lit}: |
          ~ lit = true
      - See {as see; if warm == 0}: |
          {warm} Seen.
      - Sit {as sit}:
          if: warm == 0
          locked: No.
          flow: |
            Sat.
      ends:
        spent: -> room
  room:
    flow:
    - Stay {as stay; if warm == 0}: -> out
    - Go {as go; if lit}: -> out
    - Wake {as wake; if warm >= 1}:
      - Rise {as rise; if warm >= 1}: -> out
  out:
    flow:
    - end: good
"""
HEADER = HEAD.replace("  bad: {title: Bad}\n", "")


def remarks(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    main(["prove", str(folder)])
    rows = [row.split(maxsplit=2) for row in capsys.readouterr().out.splitlines()]
    return [f"{row[1]} {row[2]}" for row in rows if row[:1] == ["REMARK"] and "one.yaml" in row[1]]


def test_a_condition_that_can_fail_is_not_remarked_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also where its topic is not among those that are ranked, or where play never comes to it."""
    sits = "its condition never fails where it is asked"
    assert remarks(write(tmp_path, HEADER, HALL), capsys) == [
        f"one.yaml:12:9: the reason why hall.sit is locked is never shown: {sits}",
        "one.yaml:10:9: the condition of hall.see never fails where it is asked",
        "one.yaml:21:7: the condition of room.stay never fails where it is asked",
    ]


def test_the_checker_does_not_believe_that_the_condition_of_a_topic_never_fails(tmp_path: Path) -> None:
    goal = {"kind": "shut", "name": "hall.light", "file": "one.yaml", "line": 8, "column": 9}
    groups = [["lit"], ["one: @hall.light"]]
    tables = [{"group": number, "slots": slots, "rows": [[0], [1]]} for number, slots in enumerate(groups)]
    inside = {"goals": [goal], "groups": groups, "tables": tables}
    library = Library(open_story(write(tmp_path, HEADER, HALL)))
    cells = [
        {"episode": "one", "block": block, "rests": rests, "ranks": [-1, 0, 0], "tables": [0, 1]}
        for block in ("", *library.chart("one").blocks)
        for rests in (False, True)
        if block or not rests
    ]
    assert list(faults(library, {**inside, "cells": cells})) == ["this shows: shut hall.light one.yaml:8:9"]

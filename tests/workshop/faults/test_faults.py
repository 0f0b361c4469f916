"""Faults that authors make, each in a story of its own: `check` or `prove` reports it, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.language.header import open_story
from game.workshop.check import check_story
from game.workshop.prove.prover import Prover
from game.workshop.prove.unread import unread
from game.workshop.prove.verdict import REFUTED

STORY = """\
story: fault
title: Fault
episodes: [{one: one.yaml}]
endings: {done: {title: Done}}
state: {a: {flag: false}, n: {range: 0..5}, w: {one of: [red, green]}}
"""
GOOD = "    - Go on {as onward}: -> last\n"
LAST = "  last:\n    flow:\n    - end: done\n"


def write(folder: Path, flow: str, header: str = STORY) -> Path:
    """A story whose first scene has that flow, from its fifth line on, and whose second one ends it."""
    (folder / "story.yaml").write_text(header, encoding="utf-8")
    text = "episode: one\nscenes:\n  first:\n    flow:\n" + flow + LAST
    (folder / "one.yaml").write_text(text, encoding="utf-8")
    return folder


READ = "    - |\n      {a:Yes|No} {n} {w == red:red|green}\n"
CHECKED = {
    "a jump to a missing scene": ("    - Go: -> nowhere\n", "U404", 5),
    "a jump to a missing episode": ("    - Go: -> two.hall\n", "U404", 5),
    "an undeclared name in a condition": ("    - Go {if ghost}: -> last\n", "U306", 5),
    "an undeclared name in an effect": ("    - |\n      ~ ghost = true\n" + GOOD, "U306", 6),
    "an undeclared name in a text": ("    - |\n      {ghost}\n" + GOOD, "U306", 6),
    "a choice that leads nowhere": ("    - Go: |\n        Gone.\n", "U405", 5),
    "text after a jump": ("    - |\n      -> last\n\n      Never.\n", "U402", 8),
    "a round without a choice": ("    - |\n      -> first\n", "U408", 3),
    "a number compared with a word": ("    - Go {if n == red}: -> last\n", "U306", 5),
    "a number added to a word": ("    - |\n      ~ w += 1\n" + GOOD, "U308", 6),
    "a comparison that is never true": ("    - Go {if n > 5}: -> last\n" + GOOD, "U305", 5),
    "an unbalanced bracket": ("    - |\n      {a:Yes\n" + GOOD, "U504", 6),
    "a misspelt instruction": ("    - hree: bench\n" + GOOD, "U212", 5),
    "unclosed inline text": ("    - |\n      *Yes\n" + GOOD, "U505", 6),
    "two options with the same text": ("    - Go: -> last\n    - Go: -> last\n", "U313", 6),
    "an orphan scene": (GOOD + "  orphan:\n    flow:\n    - -> last\n", "U602", 6),
    "a duplicate scene": (GOOD + "  first:\n    flow:\n    - -> last\n", "U111", 6),
}


@pytest.mark.parametrize("fault", CHECKED)
def test_check_reports(fault: str, tmp_path: Path) -> None:
    flow, code, line = CHECKED[fault]
    problems = [(p.code, p.mark.file, p.mark.line) for p in check_story(write(tmp_path, flow))]
    assert (code, "one.yaml", line) in problems


def test_check_reports_a_missing_file(tmp_path: Path) -> None:
    folder = write(tmp_path, GOOD, STORY.replace("{one: one.yaml}", "{one: one.yaml}, {two: two.yaml}"))
    assert ("U101", "story.yaml", 3) in {(p.code, p.mark.file, p.mark.line) for p in check_story(folder)}


def test_check_reports_an_orphan_file(tmp_path: Path) -> None:
    folder = write(tmp_path, GOOD)
    (folder / "stray.yaml").write_text("episode: stray\n", encoding="utf-8")
    assert any(p.code == "U603" and "stray.yaml" in p.message for p in check_story(folder))


PROVED = {
    "a menu whose options can all be closed at once": (
        "    - Yes: |\n        ~ a = true\n    - No: |\n        No.\n    - |\n      And?\n"
        "    - Red {if a}: -> last\n    - Green {if a and n == 0}: -> last\n",
        "stuck",
        11,
    ),
    "a trap with no way to any ending": (
        "    - Out: -> last\n    - In: -> room\n  room:\n    flow:\n    - Round {again}: -> room\n",
        "trap",
        1,
    ),
    "a condition that can never be true": ("    - Go {if a; as never}: -> last\n" + GOOD, "choice", 5),
    "a scene only behind such a condition": (
        "    - Go {if a; as never}: -> room\n" + GOOD + "  room:\n    flow:\n    - |\n      A room.\n      -> last\n",
        "scene",
        7,
    ),
    "a text only behind such a condition": ("    - |\n      {a:Never|Always} told.\n" + GOOD, "text", 6),
}


@pytest.mark.parametrize("fault", PROVED)
def test_prove_reports(fault: str, tmp_path: Path) -> None:
    flow, kind, line = PROVED[fault]
    folder = write(tmp_path, flow)
    assert not check_story(folder).errors
    prover = Prover(Library(open_story(folder)))
    prover.run()
    refuted = [(v.goal.kind, v.goal.mark.line) for v in prover.result if v.outcome == REFUTED]
    assert (kind, line) in refuted, refuted


def test_prove_reports_a_variable_that_is_never_used(tmp_path: Path) -> None:
    folder = write(tmp_path, "    - |\n      {a:Yes|No}\n" + GOOD)
    assert unread(Library(open_story(folder))) == ["n", "w"]


def test_a_story_without_a_fault_is_proved(tmp_path: Path) -> None:
    flow = "    - Yes: |\n        ~ a = true; n += 1; w = green\n    - No: |\n        No.\n" + READ + GOOD
    folder = write(tmp_path, flow)
    assert not len(check_story(folder))
    prover = Prover(Library(open_story(folder)))
    prover.run()
    assert [v for v in prover.result if v.outcome == REFUTED] == []
    assert unread(Library(open_story(folder))) == []

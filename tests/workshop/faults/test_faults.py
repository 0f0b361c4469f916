"""Faults that authors make, each in a story of its own: what is wrong, which command says it, and where."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from game.cli import main

STORY = """\
story: fault
title: Fault
episodes: [{one: one.yaml}]
endings: {done: {title: Done}}
state: {a: {flag: false}, n: {range: 0..5}, w: {one of: [red, green]}}
invariants: {used: {must: a or n <= 4 or w == red}}
"""
GOOD = "    - Go on {as onward}: -> last\n"
LAST = "  last:\n    flow:\n    - end: done\n"
HALL = "one.yaml"


@dataclass(frozen=True)
class Fault:
    """A story with one fault: what is said of it, and where."""

    said: str
    """The code of `check`, or the kind of goal that `prove` refutes."""
    line: int
    flow: str = GOOD
    """Of the first scene, from line 5 of its file on."""
    file: str = HALL
    header: str = STORY
    files: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """The story's folder; a second scene ends it."""
        one = f"episode: one\nscenes:\n  first:\n    flow:\n{self.flow}{LAST}"
        for name, text in {"story.yaml": self.header, HALL: one, **self.files}.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder


TWO = STORY.replace("{one: one.yaml}", "{one: one.yaml}, {two: two.yaml}")
CHECKED = {
    "a jump to a missing scene": Fault("U404", 5, "    - Go: -> nowhere\n"),
    "a jump to a missing scene of another episode": Fault("U404", 5, "    - Go: -> two.hall\n"),
    "a jump to a missing file": Fault("U101", 3, "    - Go: -> two\n", "story.yaml", TWO),
    "an undeclared name in a guard": Fault("U306", 5, "    - Go {if ghost}: -> last\n"),
    "an undeclared name in an effect": Fault("U306", 6, "    - |\n      ~ ghost = true\n" + GOOD),
    "an undeclared name in a text": Fault("U306", 6, "    - |\n      {ghost}\n" + GOOD),
    "a choice that leads nowhere": Fault("U405", 5, "    - Go: |\n        Gone.\n"),
    "text after a jump": Fault("U402", 8, "    - |\n      -> last\n\n      Never.\n"),
    "an orphan scene": Fault("U602", 6, GOOD + "  orphan:\n    flow:\n    - -> last\n"),
    "an orphan file": Fault("U603", 3, file="story.yaml", files={"stray.yaml": "episode: stray\n"}),
    "a loop without a choice": Fault("U408", 3, "    - |\n      -> first\n"),
    "a number compared with a word": Fault("U306", 5, "    - Go {if n == red}: -> last\n"),
    "a number compared with a word in quotes": Fault("U304", 5, "    - Go {if n == 'red'}: -> last\n"),
    "a number added to a word": Fault("U308", 6, "    - |\n      ~ w += 1\n" + GOOD),
    "a guard that can never be true, by its type": Fault("U305", 5, "    - Go {if n > 5}: -> last\n" + GOOD),
    "a duplicate scene": Fault("U111", 6, GOOD + "  first:\n    flow:\n    - -> last\n"),
    "an unbalanced bracket": Fault("U504", 6, "    - |\n      {a:Yes\n" + GOOD),
    "a misspelt instruction": Fault("U212", 5, "    - hree: bench\n" + GOOD),
    "unclosed inline text": Fault("U505", 6, "    - |\n      *Yes\n" + GOOD),
    "two options with the same text": Fault("U313", 6, "    - Go: -> last\n    - Go: -> last\n"),
    "a variable never used": Fault(
        "U605", 6, file="story.yaml", header=STORY.replace("state: {a", "state:\n  {z: {flag: false}, a")
    ),
}
PROVED = {
    "a menu whose options can all be closed at once": Fault(
        "stuck",
        11,
        "    - Yes: |\n        ~ a = true\n    - No: |\n        No.\n    - |\n      And?\n"
        "    - Red {if a}: -> last\n    - Green {if a and n == 0}: -> last\n",
    ),
    "a trap with no way to any ending": Fault(
        "trap",
        1,
        "    - Out: -> last\n    - In: -> room\n  room:\n    flow:\n    - Round {again}: -> room\n",
        "story.yaml",
    ),
    "a guard that can never be true": Fault("choice", 5, "    - Go {if a; as never}: -> last\n" + GOOD),
    "a scene only behind such a guard": Fault(
        "scene",
        7,
        "    - Go {if a; as never}: -> room\n" + GOOD + "  room:\n    flow:\n    - |\n      A room.\n      -> last\n",
    ),
    "a text only behind such a guard": Fault("text", 6, "    - |\n      {a:Never|Always} told.\n" + GOOD),
}


def answered(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, object]]]:
    """The exit code of a command, and what it found."""
    code = main([command, str(folder), "--json"])
    found = json.loads(capsys.readouterr().out)
    return code, found if command == "check" else [g for g in found["goals"] if g["verdict"] == "REFUTED"]


@pytest.mark.parametrize("name", CHECKED)
def test_check_says_what_is_wrong_and_where(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fault = CHECKED[name]
    code, found = answered("check", fault.write(tmp_path), capsys)
    said = [(one["code"], one["file"], one["line"]) for one in found]
    assert (fault.said, fault.file, fault.line) in said
    assert code == (0 if fault.said.startswith("U6") else 1)


@pytest.mark.parametrize("name", PROVED)
def test_prove_says_what_check_cannot_see(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fault = PROVED[name]
    assert answered("check", fault.write(tmp_path), capsys) == (0, [])
    code, found = answered("prove", tmp_path, capsys)
    assert code == 1
    assert (fault.said, fault.file, fault.line) in [(one["kind"], one["file"], one["line"]) for one in found]


def test_a_story_without_a_fault_is_proved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flow = "    - Yes: |\n        ~ a = true; n += 1; w = green\n    - No: |\n        No.\n"
    read = "    - |\n      {a:Yes|No} {n} {w == red:red|green}\n"
    folder = Fault("", 0, flow + read + GOOD).write(tmp_path)
    assert answered("check", folder, capsys) == (0, [])
    assert answered("prove", folder, capsys) == (0, [])

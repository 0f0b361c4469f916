"""Invariants: what can be wrong with one, and where; what it can read; and the example of docs/language.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.cli import main
from game.engine.library import Library
from game.language.header import open_story
from game.workshop.check import as_text, check_story
from game.workshop.prove.invariant import invariant
from game.workshop.prove.prover import Prover
from game.workshop.prove.verdict import PROVED, REFUTED
from tests.making import write

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
STORY = """\
story: s
title: S
episodes: [{one: one.yaml}]
endings: {home: {title: Home}}
state: {lit: {flag: false}, n: {range: 0..3}}
notes: {wick: A wick.}
invariants:
"""
ONE = """\
episode: one
clock: {minutes: 9}
invariants:
%s
scenes:
  hall:
    flow:
    - Light it {as light}: |
        ~ lit = true; n += 1; note wick; spend 3
        -> yard
  yard:
    flow:
    - Go:
      - end: home
"""
SOUND = "  still: {must: n <= 2}"


def found(folder: Path, head: str = SOUND, one: str = SOUND) -> list[tuple[str, str]]:
    """Code and place of what is wrong with a story of these invariants."""
    write(folder, {"story.yaml": STORY + head + "\n", "one.yaml": ONE % one})
    return [(problem.code, str(problem.mark)) for problem in check_story(folder)]


WRONG = {
    "no mapping": ("  still: n <= 2", "U201", 10),
    "no condition": ("  still: {if: lit}", "U203", 10),
    "an empty one": ("  still: {must: }", "U301", 17),
    "a list": ("  still: {must: [lit]}", "U208", 17),
    "an unknown key": ("  still: {must: lit, when: lit}", "U202", 22),
    "an unknown name": ("  still: {must: lti}", "U306", 17),
    "an unknown name after if": ("  still: {must: lit, if: lti}", "U306", 26),
    "a condition that always holds": ("  still: {must: n <= 3}", "U305", 17),
    "no flag": ("  still: {must: n}", "U303", 17),
    "no part": ("  still: {must: lit, in: [two]}", "U404", 26),
    "no list of parts": ("  still: {must: lit, in: hall}", "U207", 26),
    "no name": ("  Still: {must: lit}", "U204", 3),
    "the same twice": ("  still: {must: lit}\n  still: {must: lit}", "U111", 3),
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_wrong_is_said_with_its_place_in_the_header_and_in_an_episode(fault: str, tmp_path: Path):
    text, code, column = WRONG[fault]
    down = text.count("\n")
    assert found(tmp_path, head=text) == [(code, f"story.yaml:{8 + down}:{column}")]
    assert found(tmp_path, one=text) == [(code, f"one.yaml:{4 + down}:{column}")]


def test_it_reads_what_is_known_where_it_is_declared(tmp_path: Path):
    assert found(tmp_path, one="  late: {must: not hall.light or clock >= 1 and noted.wick, in: [hall, yard]}") == []
    assert found(tmp_path, head="  late: {must: not noted.wick, in: [one]}") == []
    assert found(tmp_path, head="  late: {must: clock >= 1}") == [("U306", "story.yaml:8:16")]
    assert found(tmp_path, head="  late: {must: hall.light}") == [("U306", "story.yaml:8:16")]


def verdicts(folder: Path, head: str, one: str, *asked: str) -> dict[str, tuple[str, int | None]]:
    """By name, the outcome, and the steps to where it is broken."""
    assert found(folder, head, one) == []
    library = Library(open_story(folder))
    prover = Prover(library, tuple(invariant(library.story, text) for text in asked))
    prover.run()
    some = [verdict for verdict in prover.result if verdict.goal.kind == "invariant"]
    return {v.goal.name: (v.outcome, None if v.replay is None else len(v.replay)) for v in some}


def test_it_must_hold_only_there_and_only_then(tmp_path: Path):
    head = "  a: {must: not lit}\n  b: {must: n == 1, if: lit}\n  c: {must: lit}\n"
    one = "  d: {must: lit, in: [yard]}\n  e: {must: lit, in: [hall]}\n  f: {must: hall.light, if: clock <= 6}"
    assert verdicts(tmp_path, head, one, "noted.wick") == {
        "a": (REFUTED, 1),
        "b": (PROVED, None),
        "c": (REFUTED, 0),
        "d": (PROVED, None),
        "e": (REFUTED, 0),
        "f": (PROVED, None),
        "noted.wick": (REFUTED, 0),
    }


def test_in_some_episodes_is_not_in_the_others_and_play_rests_at_the_end_of_one(tmp_path: Path):
    head = STORY.replace("{one: one.yaml}", "{one: one.yaml}, {two: two.yaml}")
    head += (
        "  a: {must: lit, in: [two]}\n  b: {must: not lit, in: [one]}\n  c: {must: n >= 1, if: lit, in: [one, two]}\n"
    )
    one = "episode: one\nscenes:\n  hall:\n    flow:\n    - Go: |\n        ~ lit = true; n += 1\n        -> two\n"
    two = "episode: two\nscenes:\n  yard:\n    flow:\n    - Stop:\n      - end: home\n"
    write(tmp_path, {"story.yaml": head, "one.yaml": one, "two.yaml": two})
    prover = Prover(Library(open_story(tmp_path)))
    prover.run()
    outcomes = {v.goal.name: v.outcome for v in prover.result if v.goal.kind == "invariant"}
    assert outcomes == {"a": PROVED, "b": REFUTED, "c": PROVED}


def test_what_a_block_changes_in_between_breaks_nothing(tmp_path: Path):
    write(tmp_path, {"story.yaml": STORY + "  few: {must: n <= 1}\n", "one.yaml": ONE % SOUND})
    text = (tmp_path / "one.yaml").read_text(encoding="utf-8").replace("n += 1;", "n = 3; n = 1;")
    (tmp_path / "one.yaml").write_text(text, encoding="utf-8")
    prover = Prover(Library(open_story(tmp_path)))
    prover.run()
    assert {v.outcome for v in prover.result if v.goal.kind == "invariant"} == {PROVED}


def test_the_example_of_the_page_is_answered_as_the_page_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    section = PAGE.partition("### Invariants")[2].partition("# notebook.yaml")[0]
    files = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", section, re.DOTALL))
    (said,) = re.findall(r"```text\n(.*?)```", section, re.DOTALL)
    write(tmp_path, files)
    assert as_text(check_story(tmp_path)) == "Nothing is wrong."
    assert main(["prove", str(tmp_path)]) == 1
    assert said in capsys.readouterr().out

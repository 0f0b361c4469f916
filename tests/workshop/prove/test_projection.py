"""What a projection must not overlook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game.engine.library import Library
from game.language.header import open_story
from game.workshop.certify.write import certified
from game.workshop.prove.budget import Budget
from game.workshop.prove.prover import WAY_OUT, Prover
from game.workshop.prove.verdict import PARTIAL, PROVED, REFUTED
from tests.workshop.prove.test_scale import story

BLIND = {"budget": Budget(0), "plays": 0, "most_bits": 0}
"""Nothing is counted or played."""
ENDS = "  all:\n    flow:\n    - end: all\n  some:\n    flow:\n    - end: some\n"


def test_a_trap_that_play_falls_into_by_itself_is_no_way_out(tmp_path: Path) -> None:
    flow = (
        "  hall:\n    flow:\n    - Lock {as lock}: |\n        ~ a = true\n    - Leave it: |\n        No.\n"
        "    - if: a\n      then: -> well\n    - Out: -> all\n"
        "  well:\n    flow:\n    - |\n      Dark.\n    - Shout {again}: |\n        Echo.\n"
        "    - if: b\n      then: -> well\n    - Up: -> all\n"
    )
    prover = Prover(story(tmp_path, "  a: {flag: false}\n  b: {flag: true}\n", flow + ENDS), **BLIND)
    prover.run()
    verdict = prover.verdicts[WAY_OUT]
    assert (verdict.outcome, verdict.why) == (REFUTED, "hall.lock closes the last way to any ending")


def test_a_way_out_that_hangs_on_a_change_whose_outcome_is_not_foreseen_is_found(tmp_path: Path) -> None:
    flow = (
        "  hall:\n    flow:\n    - Pull {again}: |\n        ~ if lamp: rope = true\n        -> hall\n"
        "    - Light: |\n        ~ lamp = true\n        -> hall\n    - Out {if rope}: -> all\n"
    )
    prover = Prover(story(tmp_path, "  lamp: {flag: false}\n  rope: {flag: false}\n", flow + ENDS), **BLIND)
    prover.run()
    assert prover.verdicts[WAY_OUT].outcome == PROVED
    assert certified(prover).without == ()


def test_a_value_that_is_only_passed_through_occurs_all_the_same(tmp_path: Path) -> None:
    flow = (
        "  hall:\n    flow:\n    - Count {as count}: |\n        ~ n = 4; n -= 2\n        -> far\n    - Skip: -> far\n"
        "  far:\n    flow:\n    - Out {if n == 2}: -> all\n    - On {if n == 1}: -> all\n"
        "    - Back {if n == 3}: -> far\n"
    )
    prover = Prover(story(tmp_path, "  n: {range: 0..5, starts: 1}\n", flow + ENDS), **BLIND)
    prover.run()
    found = {goal.name: verdict.outcome for goal, verdict in prover.verdicts.items() if goal.kind == "choice"}
    assert found == {
        "hall.count": PROVED,
        "hall.skip": PROVED,
        "far.out": PROVED,
        "far.on": PROVED,
        "far.back": REFUTED,
    }


@pytest.mark.parametrize("limits", [{}, BLIND], ids=["counted", "projected"])
@pytest.mark.parametrize(
    ("effects", "asked"), [("a = true", "a"), ("a = true; b = a", "b"), ("a = true; b = a; c = b", "c")]
)
def test_what_is_read_only_between_two_changes_keeps_its_value(
    effects: str, asked: str, limits: dict[str, Any], tmp_path: Path
) -> None:
    flow = (
        f"  hall:\n    flow:\n    - Go: |\n        ~ {effects}\n    - if: {asked}\n      then: -> all\n"
        "    - |\n      Never.\n\n      -> some\n"
    )
    state = "".join(f"  {name}: {{flag: false}}\n" for name in "abc")
    prover = Prover(story(tmp_path, state, flow + ENDS), **limits)
    prover.run()
    never = next(verdict for verdict in prover.result if verdict.goal.name.endswith("this passage"))
    assert (never.outcome, never.why) == (REFUTED, f"decided by {asked}")


def test_a_change_with_too_many_cases_can_make_any_value(tmp_path: Path) -> None:
    flow = (
        "  hall:\n    flow:\n    - Count {again; if k < 60}: |\n        ~ k += 1\n        -> hall\n"
        "    - Gather {again}: |\n        ~ m += 1\n        -> hall\n"
        "    - Add: |\n        ~ k += m\n        -> far\n"
        "  far:\n    flow:\n    - Out: -> all\n    - Many {if k == 155}: -> some\n"
    )
    library = story(tmp_path, "  k: {range: 0..200}\n  m: {range: 0..100}\n", flow + ENDS)
    prover = Prover(library, **BLIND)
    many = next(goal for goal in prover.goals if goal.name == "far.many" and goal.kind == "choice")
    prover.run()
    assert prover.verdicts[many].replay is not None or prover.verdicts[many].outcome == PARTIAL


@pytest.mark.parametrize("limits", [{}, BLIND], ids=["counted", "projected"])
def test_a_text_inside_one_that_comes_with_repetition_is_counted_by_itself(
    limits: dict[str, Any], tmp_path: Path
) -> None:
    flow = (
        "  hall:\n    flow:\n    - |\n      One {a|two {b|c|{d|e}}}.\n    - Again {again}: -> hall\n    - Out: -> all\n"
    )
    prover = Prover(story(tmp_path, "  a: {flag: false}\n", flow + ENDS), **limits)
    prover.run()
    texts = [verdict for verdict in prover.result if ", text " in verdict.goal.name]
    assert [len(verdict.replay or ()) for verdict in texts] == [0, 1, 1, 2, 3, 3, 4]


@pytest.mark.parametrize(
    "told", ["{k == m:{b|c}|d}.", "On.\n\n      ~ if k == m: spend 2", "On.\n\n      ~ if clock == 5: spend 1"]
)
def test_what_the_program_counts_may_depend_on_thousands_of_cases(told: str, tmp_path: Path) -> None:
    mail = "    - send: mail\n      in: 3\n      to: ann\n      text: |\n        Well?\n      reply: |\n        Well.\n"
    flow = (
        f"  hall:\n    flow:\n{mail}    - here: bench\n    - |\n      {told}\n"
        "    - Count {again}: |\n        ~ k += 1\n"
        "        -> bench\n    - Gather {again}: |\n        ~ m += 1\n        -> bench\n    - Out: -> all\n"
    )
    state = "  k: {range: 0..70}\n  m: {range: 0..60}\n"
    story(tmp_path, state, flow + ENDS)
    for name, key, more in (
        ("story", "state:", "cast: {ann: {name: Ann}}\n"),
        ("one", "scenes:", "clock: {minutes: 9}\n"),
    ):
        path = tmp_path / f"{name}.yaml"
        path.write_text(path.read_text().replace(key, more + key))
    prover = Prover(Library(open_story(tmp_path)), budget=Budget(500), plays=100)
    prover.run()
    texts = {verdict.outcome for verdict in prover.result if verdict.goal.kind == "text"}
    assert texts == {PROVED}


def test_what_changes_before_play_comes_back_to_the_beginning_is_begun_with_all_the_same(tmp_path: Path) -> None:
    flow = (
        "  hall:\n    flow:\n    - Light {if not a}: |\n        ~ a = true\n        -> two\n"
        "    - Dark {if not a}: -> two\n    - Out {if a}: -> all\n    - Up {if a and b}: -> all\n"
    )
    story(tmp_path, "  a: {flag: false}\n  b: {flag: false}\n", flow + ENDS)
    header = tmp_path / "story.yaml"
    header.write_text(header.read_text().replace("{one: one.yaml}", "{one: one.yaml}, {two: two.yaml}"))
    back = "    - Back: -> one\n    - Ring: |\n        ~ b = a\n        -> one\n"
    (tmp_path / "two.yaml").write_text("episode: two\nscenes:\n  yard:\n    flow:\n" + back)
    prover = Prover(Library(open_story(tmp_path)), **BLIND)
    prover.run()
    found = {goal.name: verdict.outcome for goal, verdict in prover.verdicts.items() if goal.kind == "choice"}
    assert set(found.values()) == {PROVED}

"""What the prover is for: stories whose states nobody can play one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.language.header import open_story
from game.workshop.certify.write import certified
from game.workshop.checker.certificate import data_of
from game.workshop.checker.check import faults
from game.workshop.prove.budget import Budget
from game.workshop.prove.prover import WAY_OUT, Prover
from game.workshop.prove.verdict import PROVED, REFUTED, Verdict, whole

HEAD = """\
story: large
title: Large
episodes: [{one: one.yaml}]
endings: {all: {title: All}, some: {title: Some}}
state:
"""
ENDS = "  all:\n    flow:\n    - end: all\n  some:\n    flow:\n    - end: some\n"


def story(folder: Path, state: str, flow: str) -> Library:
    """A story of one episode with that state and that flow."""
    (folder / "story.yaml").write_text(HEAD + state, encoding="utf-8")
    (folder / "one.yaml").write_text("episode: one\nscenes:\n" + flow, encoding="utf-8")
    return Library(open_story(folder))


def twenty_choices(folder: Path, wanted: int) -> Library:
    """Twenty questions, and an ending that needs `wanted` yeses."""
    state = "".join(f"  y{number}: {{flag: false}}\n" for number in range(21))
    asked = "".join(
        f"    - Yes {n}: |\n        ~ y{n} = true\n    - No {n}: |\n        No.\n    - |\n      Then.\n"
        for n in range(20)
    )
    condition = " and ".join(f"y{number}" for number in range(wanted))
    last = f"    - if: {condition}\n      then: -> great\n    - end: some\n  great:\n    flow:\n    - end: all\n"
    return story(folder, state, "  start:\n    flow:\n" + asked + last)


def ending_of(prover: Prover, name: str) -> Verdict:
    """The verdict on an ending."""
    return next(one for one in prover.result if (one.goal.kind, one.goal.name) == ("ending", name))


def test_an_ending_that_needs_twenty_yeses_is_reached_by_twenty(tmp_path: Path) -> None:
    prover = Prover(twenty_choices(tmp_path, 20))
    prover.run()
    assert whole(prover.result) == PROVED
    replay = ending_of(prover, "all").replay
    assert replay is not None
    assert [step.id for step in replay] == [f"start.yes_{number}" for number in range(20)]


def test_an_ending_that_needs_a_twenty_first_yes_is_impossible_for_want_of_it(tmp_path: Path) -> None:
    prover = Prover(twenty_choices(tmp_path, 21))
    prover.run()
    verdict = ending_of(prover, "all")
    assert (verdict.outcome, verdict.why) == (REFUTED, "decided by y20")


@pytest.mark.parametrize("wanted", [20, 21])
def test_every_impossible_leaves_a_certificate_that_holds(tmp_path: Path, wanted: int) -> None:
    library = twenty_choices(tmp_path, wanted)
    prover = Prover(library)
    prover.run()
    found = certified(prover)
    assert found.without == ()
    assert list(faults(library, data_of(found.frame, found.certificate))) == []


def test_where_play_comes_only_while_a_choice_is_open_needs_no_table_of_all_flags(tmp_path: Path) -> None:
    """Fifteen flags together have more valuations than a table of a certificate may have rows."""
    flags = range(15)
    turns = "".join(f"    - Set {n} {{again}}: |\n        ~ f{n} = true\n        -> hub\n" for n in flags)
    opens = "".join(f"    - Open {n} {{if f{n}}}: -> all\n" for n in flags)
    gate = f"  gate:\n    flow:\n{opens}    - otherwise: -> some\n"
    flow = f"  hub:\n    flow:\n{turns}    - Go: -> gate\n{gate}{ENDS}"
    library = story(tmp_path, "".join(f"  f{n}: {{flag: false}}\n" for n in flags), flow)
    prover = Prover(library)
    prover.run()
    found = certified(prover)
    assert found.without == ()
    assert {goal["kind"] for goal in found.certificate.goals} >= {"stuck", "trap"}
    assert list(faults(library, data_of(found.frame, found.certificate))) == []


METERS = 6


def hub(folder: Path, way_out: str) -> Library:
    """Six meters that go up and down: nearly two million states."""
    state = "".join(f"  m{number}: {{range: 0..10}}\n" for number in range(METERS))
    turns = "".join(
        f"    - Up {n} {{again}}: |\n        ~ m{n} += 1\n        -> hub\n"
        f"    - Down {n} {{again; if m{n} >= 1}}: |\n        ~ m{n} -= 1\n        -> hub\n"
        for n in range(METERS)
    )
    flow = "  hub:\n    flow:\n    - |\n      The hub.\n" + turns + way_out
    return story(folder, state, flow + ENDS)


def test_nearly_two_million_states_are_proved(tmp_path: Path) -> None:
    ways = "    - Out {if m0 == 10 and m5 == 10; again}: -> all\n    - Back {if m3 == 4; again}: -> some\n"
    prover = Prover(hub(tmp_path, ways))
    prover.run()
    assert whole(prover.result) == PROVED
    assert prover.verdicts[WAY_OUT].outcome == PROVED
    replay = ending_of(prover, "all").replay
    assert replay is not None
    assert len(replay) >= 21


def test_a_trap_among_millions_of_states_is_found_with_the_choice_that_shuts_it(tmp_path: Path) -> None:
    ways = (
        "    - Out {if m0 == 10; again}: -> all\n    - Back {if m3 == 4; again}: -> some\n"
        "    - Down the well {if m1 == 3; again; as well}: -> well\n"
        "  well:\n    flow:\n    - |\n      Dark.\n    - Shout {again}: -> well\n"
    )
    prover = Prover(hub(tmp_path, ways))
    prover.run()
    verdict = prover.verdicts[WAY_OUT]
    assert (verdict.outcome, verdict.why) == (REFUTED, "hub.well closes the last way to any ending")


@pytest.mark.parametrize("budget", [1, 50])
def test_a_budget_that_is_too_small_never_makes_a_pass(tmp_path: Path, budget: int) -> None:
    ways = "    - Out {if m0 == 10 and m5 == 10; again}: -> all\n    - Back {if m3 == 4; again}: -> some\n"
    prover = Prover(hub(tmp_path, ways), budget=Budget(budget))
    assert whole(prover.result) == "PARTIAL"
    prover.search.run(budget, lambda _states, _left: None)
    assert whole(prover.result) == "PARTIAL"

"""A season whose targets are decided by what happened episodes before; and what it takes to know the truth of each."""

from __future__ import annotations

from pathlib import Path

from game.engine.library import Library
from game.language.header import open_story
from game.workshop.check import check_story
from game.workshop.prove.prover import WAY_OUT, Prover
from game.workshop.prove.verdict import PARTIAL, PROVED, REFUTED
from tests.benchmarks.season import CHAIN, IMPOSSIBLE, POSSIBLE, Season


def test_every_target_of_a_season_is_decided_and_rightly(tmp_path: Path):
    Season(3, 14).write(tmp_path)
    assert not len(check_story(tmp_path))
    library = Library(open_story(tmp_path))
    assert len(library.story.variables) > 60
    prover = Prover(library)
    prover.run()
    assert not prover.search.complete
    assert [verdict for verdict in prover.result if verdict.outcome == PARTIAL] == []
    outcomes = {v.goal.name.rpartition(".")[2]: v.outcome for v in prover.result if v.goal.kind == "choice"}
    assert {name: outcomes[name] for name in (*POSSIBLE, *IMPOSSIBLE)} == {
        **dict.fromkeys(POSSIBLE, PROVED),
        **dict.fromkeys(IMPOSSIBLE, REFUTED),
    }
    behind = {v.why for v in prover.result if v.goal.kind == "choice" and v.outcome == REFUTED}
    assert {f"decided by back{number}" for number in range(1, CHAIN)} <= behind
    assert prover.verdicts[WAY_OUT].outcome == PROVED


def test_a_condition_that_is_too_wide_for_one_projection_is_seen_through_several(tmp_path: Path):
    Season(3, 14).write(tmp_path)
    prover = Prover(Library(open_story(tmp_path)), plays=0)
    prover.run()
    found = {v.goal.name.rpartition(".")[2]: v for v in prover.result if v.goal.kind == "choice"}
    verdict = found["twenty_yeses"]
    assert verdict.replay is not None
    assert (verdict.outcome, verdict.shortest, len(verdict.replay)) == (PROVED, True, 53)

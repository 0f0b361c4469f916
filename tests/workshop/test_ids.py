"""The ledger: new, renamed and vanished ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from game.language.problem import StoryError
from game.workshop.check import check_story
from game.workshop.ids import settle_ids
from tests.making import HEADER, hall, write

FLOW = "- %s: |\n    I waited.\n- Leave: |\n    I left.\n- end: home"


def ids_report(folder: Path, write: bool) -> tuple[str, bool]:
    """What differs, and whether the ledger now agrees with the story."""
    changes, written = settle_ids(folder, write)
    return str(changes), written or not changes


def story(folder: Path, label: str) -> Path:
    return write(folder, {"story.yaml": HEADER, "one.yaml": hall(FLOW % label)})


def ids_of(folder: Path) -> list[str]:
    return [choice.id for choice in Playthrough(Library(open_story(folder))).moment.choices]


def test_a_first_ledger_knows_every_choice_and_is_settled_then(tmp_path: Path):
    story(tmp_path, "Wait for him")
    assert ids_report(tmp_path, write=False) == ("new: hall.wait_for_him\nnew: hall.leave", False)
    assert ids_report(tmp_path, write=True)[1]
    assert ids_report(tmp_path, write=False) == ("The ledger is up to date.", True)
    assert len(check_story(tmp_path)) == 0


@pytest.mark.parametrize("label", ["Wait for them", "Wait *now* for him", "Wait for {slots} him"])
def test_an_edited_label_keeps_its_id_and_settles(tmp_path: Path, label: str):
    ids_report(story(tmp_path, "Wait for him"), write=True)
    text, settled = ids_report(story(tmp_path, label), write=False)
    assert (text, settled) == (f"renamed: hall.wait_for_him: “Wait for him” is now “{label}”", False)
    ids_report(tmp_path, write=True)
    assert ids_report(tmp_path, write=False) == ("The ledger is up to date.", True)
    assert ids_of(tmp_path) == ["hall.wait_for_him", "hall.leave"]


def test_a_vanished_id_is_retired_and_never_used_again(tmp_path: Path):
    ids_report(story(tmp_path, "Wait for him"), write=True)
    assert "gone: hall.wait_for_him" in ids_report(story(tmp_path, "Knock"), write=True)[0]
    text, settled = ids_report(story(tmp_path, "Wait for him"), write=True)
    assert "retired and used again: hall.wait_for_him" in text
    assert not settled


def test_an_unsound_story_has_no_ledger(tmp_path: Path):
    write(tmp_path, {"story.yaml": HEADER, "one.yaml": hall("- end: hoem")})
    with pytest.raises(StoryError):
        ids_report(tmp_path, write=True)
    assert not (tmp_path / "ids.yaml").exists()


def test_a_broken_ledger_is_explained(tmp_path: Path):
    story(tmp_path, "Wait")
    write(tmp_path, {"ids.yaml": "ids: [\n"})
    assert {problem.code for problem in check_story(tmp_path)} == {"U104"}
    with pytest.raises(StoryError):
        ids_report(tmp_path, write=True)

"""The test plans of the shipped story hold, one for each way of the signature and one for each temperament."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from game.shipped import own_story
from game.workshop.rehearse.command import rehearse_command
from game.workshop.temperament import TEMPERAMENTS

PLANS = own_story() / "plans"


def test_every_plan_holds(capsys: pytest.CaptureFixture[str]):
    assert rehearse_command([str(own_story())]) == 0, capsys.readouterr().out


def test_each_way_of_the_signature_has_a_plan():
    flown = {flew for path in PLANS.glob("signed-*.yaml") for flew in re.findall(r"flew: (\w+)}}", path.read_text())}
    assert flown == {"renzo", "limits", "vorbeck", "passed"}


def test_each_temperament_has_a_plan_that_it_plays():
    for name in TEMPERAMENTS.keys() - {"random"}:
        played = re.findall(r"by: (\w+)", (PLANS / f"{name}.yaml").read_text())
        assert set(played) == {name}


def test_another_signature_does_not_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    story = Path(shutil.copytree(own_story(), tmp_path / "story"))
    plan = story / "plans" / "signed-fit.yaml"
    plan.write_text(plan.read_text().replace("sheet.sign_fit", "sheet.sign_unfit"))
    assert rehearse_command([str(story)]) == 1
    assert "R204: flew is not renzo" in capsys.readouterr().out

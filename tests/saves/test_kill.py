"""A program may be killed at any moment: at most the choice being made is lost, and the shelf opens."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.saves.killed import ROUND

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs fork")


def deaths(*words: str) -> list[dict[str, Any]]:
    """What was found after each death."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.saves.killed", *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_killed_at_every_step_of_writing(tmp_path: Path) -> None:
    found = deaths(str(tmp_path), "steps")
    assert len(found) > 80
    assert not found[-1]["killed"]
    for number, death in enumerate(found):
        assert death["killed"] == (death is not found[-1]), number
        assert death["turn"] >= max(1, death["promised"]), number
        assert death["notice"] is None, number


def test_killed_hundreds_of_times(tmp_path: Path) -> None:
    found = deaths(str(tmp_path), "random", "200")
    assert len(found) == 200
    for number, death in enumerate(found):
        before = found[number - 1]["turn"] if number % ROUND else 0
        assert death["killed"]
        assert death["turn"] >= max(death["promised"], before)
        assert death["notice"] is None
    assert sum(death["promised"] > 0 for death in found) > 50
    assert set(found[-1]["slots"]) == {"auto"}


def test_the_command_itself_killed_in_a_burst_of_choices(tmp_path: Path) -> None:
    found = deaths(str(tmp_path), "real", "12")
    assert len(found) == 12
    for death in found:
        assert death["killed"]
        assert death["turn"] - death["promised"] in (0, 1)
        assert (death["notices"], death["slots"]) in (([], ["auto"]), ([], []))
        assert death["slots"] or death["turn"] == 0
    assert any(death["unanswered"] for death in found)

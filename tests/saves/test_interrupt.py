"""Ctrl-C at any line between a step and its place on the disk: no step that was taken is lost."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from game.engine.library import Library
from game.saves import Keeper
from tests.saves.players import again

WATCHED = ("trail.py", "keeper.py", "record.py", "tree.py", "shelf.py", "disk.py")


class CtrlC:
    """Sends SIGINT to this process when the n-th line of the watched files is about to run."""

    def __init__(self, last: int) -> None:
        self.left = last

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.endswith(WATCHED):
            return None
        self.left -= event == "line"
        if self.left < 0:
            sys.settrace(None)
            signal.raise_signal(signal.SIGINT)
        return self


@pytest.fixture(autouse=True)
def ctrl_c_as_in_a_terminal() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupted(keeper: Keeper, step: str, last: int) -> bool:
    """Whether the step was interrupted at that line."""
    trace = sys.gettrace()
    sys.settrace(CtrlC(last))
    try:
        keeper.rewind(2) if step == "rewind" else keeper.choose(step)
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(trace)
    return False


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a file that was being read
@pytest.mark.parametrize("step", ["sand.look_for_shells", "sand.go_on", "rewind"])
def test_a_step_that_was_taken_is_on_the_disk_after_closing(library: Library, tmp_path: Path, step: str) -> None:
    last = 0
    taken = []
    while True:
        keeper = again(library, tmp_path / str(last))
        keeper.begin(seed=1)
        for _ in range(3):
            keeper.choose("sand.look_for_shells")
        died = interrupted(keeper, step, last)
        keeper.close()
        other = again(library, keeper.shelf.folder.parent)
        assert other.resume() == keeper.playthrough.moment, last
        assert other.playthrough.trail == keeper.playthrough.trail
        assert [slot.kind for slot in other.shelf.slots() if slot.kind != "branch"] == ["auto"], last
        taken.append(len(keeper.playthrough.trail))
        if not died:
            break
        last += 1
    assert last > 20
    assert set(taken) == {3, 1 if step == "rewind" else 4}

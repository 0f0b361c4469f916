"""Finds a way while somebody plays. The command hands a Seeker to the terminal in author mode.

The search runs in a program of its own, `python -m game.workshop.seeker STORY TARGET`: play never waits for it, it can
be ended at any moment, and the memory that it took goes with it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Timer

from game.engine.library import Library
from game.engine.trail import Step
from game.language.header import open_story
from game.language.problem import StoryError
from game.language.value import value

LIMIT = 120
"""Seconds that a search may take."""


@value
class Answer:
    """What came of a search."""

    steps: tuple[Step, ...] | None
    """From the beginning of the story to the target; None if there is no way, or none was found."""
    why: str = ""
    """Why there are no steps, in one sentence."""


class Search:
    """One search, which has begun."""

    def __init__(self, folder: Path, target: str, limit: float = LIMIT) -> None:
        """Look in the story of `folder` for a way to `target`, for at most `limit` seconds."""
        self.target, self.limit = target, limit
        self._asked = self._late = False
        words = [sys.executable, "-m", __name__, str(folder), target]
        self._child = Popen(words, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, encoding="utf-8")
        self._timer = Timer(limit, self._run_out)
        self._timer.daemon = True
        self._timer.start()

    def answer(self, tell: Callable[[str], None]) -> Answer:
        """Wait for the answer; `tell` is called with how far the search is."""
        self._asked = True
        with self._child as child:
            assert child.stdout is not None
            for line in child.stdout if not child.stdout.closed else ():
                said = json.loads(line)
                if "told" not in said:
                    self._timer.cancel()
                    steps = said["steps"]
                    return Answer(None if steps is None else tuple(Step(*step) for step in steps), said["why"])
                tell(said["told"])
        self._timer.cancel()
        how = f"was found within {self.limit:.0f} seconds" if self._late else "was found: the search was ended"
        return Answer(None, f"No way to {self.target} {how}.")

    def end(self) -> None:
        """Give up; whoever waits for the answer gets one."""
        self._timer.cancel()
        self._child.kill()
        self._child.wait()
        if not self._asked and self._child.stdout is not None:
            self._child.stdout.close()

    def _run_out(self) -> None:
        self._late = True
        self._child.kill()


class Seeker:
    """Looks for ways in one story, as its files stand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def seek(self, target: str) -> Search:
        """Begin to look for a way to a scene, a choice, an ending, a note or a condition."""
        return Search(self.folder, target)


def search(folder: Path, target: str) -> Answer:
    """The way from the beginning, or why there is none. The prover is for this program, not for the one that plays."""
    from game.workshop.prove.aim import sentence_of
    from game.workshop.prove.route import Route, told

    try:
        library = Library(open_story(folder))
        verdict = Route(library, target, tell=lambda what: _say(told=what)).find()
    except StoryError as error:
        return Answer(None, sentence_of(error))
    return Answer(verdict.replay, "" if verdict.replay is not None else told(library, verdict, target))


def _say(**said: object) -> None:
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    found = search(Path(sys.argv[1]), sys.argv[2])
    _say(steps=found.steps, why=found.why)

"""Follows a story's files while it is played, and takes a playthrough over into the story as it stands now.

A front end asks `changed` on a timer and, when it says so, `reread`. The last story that could be played is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from game.engine.library import Library
from game.engine.playthrough import NotOffered, Playthrough
from game.language.count import count
from game.language.problem import Problem, StoryError
from game.workshop.check import check_story
from game.workshop.folder import open_library

Prints = dict[str, tuple[int, int]]
"""File to when it was written, in nanoseconds, and its size."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of reading a story again."""

    playthrough: Playthrough
    """Goes on in the story as it stands or, if that cannot be played, as it was."""
    problems: tuple[Problem, ...]
    """Everything that is wrong with the story as it stands."""
    fresh: bool
    """The playthrough is in the story as it stands."""
    undone: int
    """How many of its last steps can no longer be done."""

    @property
    def sentence(self) -> str:
        """What happened, for the author."""
        if not self.fresh:
            errors = sum(problem.severity == "error" for problem in self.problems)
            return f"{count(errors, 'error')}; play goes on in the story as it was."
        return f"Read again; {count(self.undone, 'step')} can no longer be done." if self.undone else "Read again."


class Watch:
    """The files of one story."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen = self._look()

    def changed(self) -> bool:
        """Whether a file was written, added or removed since this was last asked."""
        now = self._look()
        before, self._seen = self._seen, now
        return now != before

    def reread(self, playthrough: Playthrough) -> Reread:
        """Read the story again and do in it what was done in `playthrough`, as far as that goes."""
        problems = tuple(check_story(self.folder))
        try:
            library = open_library(self.folder)
            fresh = _begin(library, playthrough)
            return Reread(fresh, problems, True, _replay(fresh, playthrough))
        except StoryError as error:
            found = problems if any(problem.severity == "error" for problem in problems) else error.problems
            return Reread(playthrough, found, False, 0)

    def _look(self) -> Prints:
        return {str(path): print for path in self.folder.rglob("*.yaml") if (print := _print(path))}


def _print(path: Path) -> tuple[int, int] | None:
    """What tells one writing of a file from another; None if it is gone meanwhile."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def _begin(library: Library, old: Playthrough) -> Playthrough:
    """A playthrough with the same beginning, or from the first episode if there is no such any more."""
    known = {file.id for file in library.story.episodes}
    return Playthrough(library, old.seed, old.beginning if old.beginning in known else None)


def _replay(fresh: Playthrough, old: Playthrough) -> int:
    """Do the steps of `old` in `fresh`; how many could not be done."""
    for number, step in enumerate(old.trail):
        try:
            fresh.replay([step])
        except NotOffered:
            return len(old.trail) - number
    return 0

"""Rehearses a whole story: every plan in its folder, and what they met together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from game.language.header import open_story
from game.language.problem import Problem, Problems
from game.workshop.ink import InkedLibrary
from game.workshop.rehearse.coverage import Met, Share
from game.workshop.rehearse.opening import Opening
from game.workshop.rehearse.reader import FOLDER, read_plans
from game.workshop.rehearse.stage import Stage


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One plan file and what was wrong with it."""

    file: str
    title: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of the plans of a story."""

    story: str
    plans: tuple[Rehearsed, ...]
    coverage: tuple[Share, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, by file and line."""
        return tuple(problem for plan in self.plans for problem in plan.problems)


def rehearse(folder: Path, saves: Path | None = None) -> Rehearsal:
    """Rehearse the story in `folder`; plans may begin at games in `saves`. StoryError if it is unsound."""
    library = InkedLibrary(open_story(folder)).read_all()
    problems, met = Problems(), Met(library)
    plans = read_plans(library.story, library.episodes.values(), problems)
    opening = Opening(library, saves, problems)
    for plan in plans:
        play, follower = opening.begin(plan), opening.begin(plan)
        if play and follower:
            stage = Stage(plan, play, follower, problems)
            stage.run()
            met.add(play, stage.begun)
    titles = {plan.file: plan.title for plan in plans}
    files = [f"{FOLDER}/{path.name}" for path in sorted((folder / FOLDER).glob("*.yaml"))]
    rehearsed = tuple(Rehearsed(file, titles.get(file, file), _of(file, problems)) for file in files)
    return Rehearsal(library.story.id, rehearsed, met.shares())


def _of(file: str, problems: Problems) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.mark.file == file)

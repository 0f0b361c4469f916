"""Plays one plan and reports where the story does something else."""

from __future__ import annotations

from game.engine.moment import Choice
from game.engine.playthrough import NotOffered, Playthrough
from game.language.mark import Mark
from game.language.problem import Problems
from game.workshop.ink import plain, told_in
from game.workshop.rehearse.facts import holds, instead, is_called, offered
from game.workshop.rehearse.plan import Choose, Expect, Fact, Never, Pair, Plan, Step, Until
from game.workshop.temperament import TEMPERAMENTS, Endless, draw_of, walk


class Lost(Exception):
    """The plan cannot go on."""


class Stage:
    """One plan on its way."""

    def __init__(self, plan: Plan, play: Playthrough, follower: Playthrough, problems: Problems) -> None:
        """`play` and `follower` are two playthroughs that stand where the plan begins."""
        self.plan, self.problems = plan, problems
        self.play, self._follower = play, follower
        self._told_from = self.begun = len(play.moments) - 1
        self._banned: list[Fact] = []
        self._broken: set[Fact] = set()

    def run(self) -> None:
        """Take every step, or stop at the first that cannot be taken; what is wrong is added to the problems."""
        try:
            for step in self.plan.steps:
                self._step(step)
        except Lost:
            return

    def _step(self, step: Step) -> None:
        match step:
            case Expect(facts):
                self._expect(facts)
            case Never(facts):
                self._banned += facts
                self._watch()
            case _:
                self._move(step)

    def _move(self, step: Choose | Pair | Until) -> None:
        self._told_from = len(self.play.moments)
        match step:
            case Choose(labels):
                for label, mark in labels:
                    self._choose(label, mark)
            case Pair(notes, mark):
                self._pair(notes, mark)
            case Until():
                self._until(step)
        self._follow()

    # Moving --------------------------------------------------------------------------------------------------

    def _choose(self, label: str, mark: Mark) -> None:
        found = self._find(label)
        if found is None:
            self._lose("R201", mark, f"“{label}” is not offered here.", offered(self.play, label))
        elif found.locked is not None:
            self._lose("R201", mark, f"“{label}” is locked here: {plain(found.locked)}")
        else:
            self.play.choose(found.id)

    def _find(self, label: str) -> Choice | None:
        moment = self.play.moment
        found = [choice for choice in moment.choices if is_called(choice, label, moment)]
        return next(iter(sorted(found, key=lambda choice: choice.locked is not None)), None)

    def _pair(self, notes: tuple[str, ...], mark: Mark) -> None:
        try:
            reading = self.play.pair(*notes)
        except NotOffered as error:
            self._lose("R202", mark, str(error))
            return
        if reading is None:
            self._lose("R202", mark, f"Nothing comes of {' and '.join(notes)}.")

    def _until(self, step: Until) -> None:
        draw = draw_of(step.by, self.plan.seed)
        try:
            walk(self.play, TEMPERAMENTS[step.by], draw, lambda _: self._hold(step.facts), step.most)
        except Endless as error:
            self._lose("R203", step.mark, f"What is waited for does not come. {error}")

    def _lose(self, code: str, mark: Mark, message: str, advice: str = "") -> None:
        self.problems.add(code, mark, message, advice)
        raise Lost

    # Facts ---------------------------------------------------------------------------------------------------

    def _told(self) -> str:
        """What the last step told; at first, what the beginning tells."""
        return "\n".join(map(told_in, self.play.moments[self._told_from :]))

    def _hold(self, facts: tuple[Fact, ...]) -> bool:
        return all(holds(fact, self.play, told_in(self.play.moment)) for fact in facts)

    def _expect(self, facts: tuple[Fact, ...]) -> None:
        told = self._told()
        for fact in facts:
            if not holds(fact, self.play, told):
                self.problems.add("R204", fact.mark, *instead(fact, self.play, told))

    def _follow(self) -> None:
        """Look at every moment of the last step for what must never be."""
        for step in self.play.trail[len(self._follower.trail) :]:
            self._follower.replay([step])
            self._watch()

    def _watch(self) -> None:
        told = told_in(self._follower.moment)
        for fact in self._banned:
            if fact not in self._broken and holds(fact, self._follower, told):
                self._broken.add(fact)
                after = self._follower.trail[-1].id if self._follower.trail else "the beginning"
                self.problems.add("R205", fact.mark, f"This is never to be, and is so after {after}.")

"""The Trail behind a Playthrough: what was done, and where each step led."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from game.engine.code import World
from game.engine.moment import Moment
from game.language.value import value


class Step(NamedTuple):
    """One thing that a player did."""

    kind: str
    """`choose` or `pair`."""
    id: str
    """The choice's id, or the reading's."""


@value
class Position:
    """Where a playthrough stands: episode, state and world belong together and change together."""

    episode: str
    state: str
    world: World
    moment: Moment


Past = Position | Moment
"""Where play stood: a position that one can go back to, or only what can still be told of it."""


class Recall(Protocol):
    """Tells, of a playthrough that was resumed, what came before, when somebody asks for it."""

    def steps(self) -> Sequence[Step]:
        """Everything that was done until it was resumed, oldest first."""

    def past(self, turn: int) -> tuple[int, Sequence[Past]]:
        """Where play stood after so many steps and after each later one but the last.

        It may begin earlier, and says after how many steps: after none, if that is the only place where it can begin.
        """


@value
class Standing:
    """Where a playthrough is resumed: in a block, with a world, after steps that are not taken again."""

    episode: str
    state: str
    world: World
    turn: int = 0
    """After so many steps."""
    step: Step | None = None
    """The last of them, a choice that was taken there and is taken again; without it, all were taken before."""
    recall: Recall | None = None
    """What came before, for whoever asks; needed if there are steps."""


class Trail:
    """Steps and where each led, in pairs: a step and its position come and go in one instruction."""

    def __init__(self, turn: int = 0, recall: Recall | None = None) -> None:
        """Ready for the position after so many steps; what came before is recalled when somebody asks."""
        self._led: list[tuple[Step | None, Past | None]] = [(None, None)] * turn
        self._recall = recall
        self._known = turn
        """From here on positions are known."""
        self._remembered = recall is None
        """The steps are known."""

    def __len__(self) -> int:
        """How many positions there are, the beginning among them."""
        return len(self._led)

    def add(self, step: Step | None, position: Position) -> None:
        """`step` was taken and led there; None is the beginning."""
        self._led.append((step, position))

    def cut(self, count: int) -> None:
        """Forget the last so many steps."""
        del self._led[-count:]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Everything that was done, oldest first."""
        self._remember()
        return tuple(step for step, _ in self._led if step is not None)

    @property
    def present(self) -> Position:
        """Where play stands."""
        position = self._led[-1][1]
        assert isinstance(position, Position)
        return position

    @property
    def last(self) -> tuple[Step, Moment] | None:
        """The last step, and the moment in which it was taken."""
        if self._led[-1][0] is None:
            self._remember()
        step = self._led[-1][0]
        if step is None:
            return None
        left = self._led[-2][1] or self.before(1)
        return step, left if isinstance(left, Moment) else left.moment

    def past(self) -> tuple[Past, ...]:
        """Where play stood, oldest first; the last is the present."""
        if self._known:
            self._recover(0)
        return tuple(led for _, led in self._led if led is not None)

    def before(self, count: int) -> Past:
        """Where play stood so many steps ago."""
        index = len(self._led) - 1 - count
        if count and index < self._known:
            self._recover(index)
        led = self._led[index][1]
        assert led is not None
        return led

    def _remember(self) -> None:
        """Put the steps that were done before where they belong; those done since have their place."""
        if self._remembered or self._recall is None:
            return
        for index, step in zip(range(1, len(self._led)), self._recall.steps(), strict=False):
            if self._led[index][0] is None:
                self._led[index] = step, self._led[index][1]
        self._remembered = True

    def _recover(self, index: int) -> None:
        if self._recall is None:
            return
        self._remember()
        first, past = self._recall.past(index)
        end = min(first + len(past), self._known, len(self._led) - 1)
        self._led[first:end] = [(step, led) for (step, _), led in zip(self._led[first:end], past, strict=False)]
        self._known = first
        if not first:
            self._recall = None

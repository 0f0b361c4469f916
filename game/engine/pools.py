"""Weaves a draw from a pool: the scenes that are in it, ranked, and the one that comes is visited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.draft import COUNTER, Add, Branch, Candidate, Draft, DraftStep, Put, Ranked, Ranking
from game.language.expression import Compare, Every, Expression, Name, Not, Some
from game.language.item import Pool
from game.language.story import Scene
from game.language.types import FLAG

if TYPE_CHECKING:
    from game.engine.weaver import Weaver


class PoolWeaver:
    """Weaves the draws that a scene makes at one place."""

    def __init__(self, weaver: Weaver, pool: Pool) -> None:
        self.weaver, self.pool = weaver, pool
        members = [scene for scene in weaver.episode.scenes.values() if scene.pool == pool.name]
        self.members = sorted(members, key=lambda scene: -_conditions(scene.when))
        self.ages = [_drawn(scene) for scene in self.members if scene.again]
        """The keys that say in which order those scenes were last drawn that may come again."""

    def weave(self, following: Draft) -> Draft:
        """One draw after the other, then `following`."""
        name, weaver = f"pool {self.pool.name}", self.weaver
        weaver.graph.rankings[name] = Ranking(tuple(map(_candidate, self.members)), 1)
        for _ in range(self.pool.draw):
            weaver.share(following)
            edges = [(Ranked(name, index), self._draw(scene, following)) for index, scene in enumerate(self.members)]
            draft = weaver.new(self.pool.mark)
            draft.edges = [*edges, (None, following)]
            following = draft
        return following

    def _draw(self, scene: Scene, following: Draft) -> Draft:
        weaver, mark = self.weaver, self.pool.mark
        target = weaver.point(scene.name, None, scene.mark)
        draft = weaver.call(f"{scene.name}#return", target, following, mark)
        drawn = _drawn(scene)
        draft = weaver.before(Put(drawn, 1), draft, mark)
        for age in self.ages if scene.again else ():
            older: tuple[DraftStep, ...] = (Add(age, 1, len(self.ages)),)
            draft = weaver.before(Branch(((_more_recent(age, drawn), older),)), draft, mark)
        return weaver.share(draft)


def _drawn(scene: Scene) -> str:
    return f"{scene.name}#drawn"


def _candidate(scene: Scene) -> Candidate:
    conditions: list[Expression] = [scene.when] if scene.when else []
    if not scene.again:
        conditions.append(Not(Name(_drawn(scene), FLAG)))
    age = _drawn(scene) if scene.again else None
    return Candidate(Every(tuple(conditions)), None, age, _conditions(scene.when))


def _conditions(when: Expression | None) -> int:
    if when is None:
        return 0
    return len(when.parts) if isinstance(when, Every) else 1


def _more_recent(age: str, than: str) -> Expression:
    """Whether a scene was drawn after another, which may never have been."""
    known, other = Name(age, COUNTER), Name(than, COUNTER)
    return Every((Compare(">", known, 0), Some((Compare("==", other, 0), Compare("<", known, other)))))

"""Weaves a session: a hub, to which every topic and everything that the other one begins comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.draft import COUNTER, Add, AnyOpen, Candidate, Draft, DraftGuard, DraftOffer, Put, Ranked, Ranking
from game.language.expression import Compare, Every, Expression, Name, Not
from game.language.item import Option, Session
from game.language.scope import MAX_TURNS
from game.language.types import FLAG, Range

if TYPE_CHECKING:
    from game.engine.weaver import Weaver


class SessionWeaver:
    """Weaves one session of the scene that `weaver` is at."""

    def __init__(self, weaver: Weaver, session: Session) -> None:
        self.weaver, self.session = weaver, session
        self.scene = weaver.scene
        self.base = f"{weaver.scene}/{session.name}"
        self.turn = Name(f"{self.base}#turn", Range(0, MAX_TURNS))
        self.last = Name(f"{self.base}#last", COUNTER)
        """The number of the topic that was last spoken of."""
        self.hub = weaver.share(weaver.new(session.mark))

    def weave(self, following: Draft) -> Draft:
        """The beginning of the session, which goes on with `following`."""
        session, weaver = self.session, self.weaver
        weaver.share(following)
        menu = self._menu()
        spent = weaver.share(weaver.flow(session.spent, following))
        empty = spent if session.empty is None else weaver.share(weaver.flow(session.empty, following))
        offering = weaver.new(session.mark)
        offering.edges = [*self._starts(), (AnyOpen(menu), menu), (None, empty)]
        rest = weaver.share(weaver.deliver(offering, session.mark))
        closing = self._closing(following)
        self.hub.edges = [*closing, (Compare(">=", self.turn, session.turns), spent), (None, rest)]
        beginning = weaver.new(session.mark)
        beginning.edges = [*closing, (None, rest)]
        return self._reset(beginning)

    def _reset(self, beginning: Draft) -> Draft:
        """A session that is entered again begins anew."""
        topics = [self._spoken(topic.name).key for topic in self.session.topics]
        starts = [self._begun(number).key for number in range(len(self.session.starts))]
        for key in (self.turn.key, self.last.key, *topics, *starts):
            beginning = self.weaver.before(Put(key, 0), beginning, self.session.mark)
        return beginning

    def _closing(self, following: Draft) -> list[tuple[DraftGuard | None, Draft]]:
        if self.session.closed_when is None:
            return []
        return [(self.session.closed_when, self.weaver.share(self.weaver.flow(self.session.closed, following)))]

    # What the other one begins -------------------------------------------------------------------------------

    def _starts(self) -> list[tuple[DraftGuard | None, Draft]]:
        return [(self._unbegun(number), self._start(number)) for number in range(len(self.session.starts))]

    def _start(self, number: int) -> Draft:
        weaver, start = self.weaver, self.session.starts[number]
        home = weaver.share(weaver.new(start.mark))
        home.edges, home.bounded = [(None, self.hub)], 1
        return weaver.share(weaver.before(Put(self._begun(number).key, 1), weaver.flow(start.flow, home), start.mark))

    def _begun(self, number: int) -> Name:
        return Name(f"{self.base}#start{number}", FLAG)

    def _unbegun(self, number: int) -> Expression:
        when = self.session.starts[number].when
        return Every((Not(self._begun(number)), *((when,) if when else ())))

    # Topics --------------------------------------------------------------------------------------------------

    def _menu(self) -> Draft:
        menu = self.weaver.share(self.weaver.new(self.session.mark, "menu"))
        menu.offers = [self._topic(index) for index in range(len(self.session.topics))]
        ranked = [topic for topic in self.session.topics if not _always(topic)]
        self.weaver.graph.rankings[self.base] = Ranking(tuple(map(self._candidate, ranked)), self.session.offers)
        return menu

    def _topic(self, index: int) -> DraftOffer:
        topic = self.session.topics[index]
        steps = (Put(self.last.key, index + 1), Add(self.turn.key, topic.turns, MAX_TURNS))
        if _always(topic):
            return self.weaver.offer(topic, self.hub, None, steps)
        rank = sum(not _always(before) for before in self.session.topics[:index])
        return self.weaver.offer(topic, self.hub, Ranked(self.base, rank), steps)

    def _candidate(self, topic: Option) -> Candidate:
        conditions: list[Expression] = [topic.when] if topic.when and topic.locked is None else []
        if not topic.again:
            conditions.append(Not(self._spoken(topic.name)))
        if topic.after is None:
            return Candidate(Every(tuple(conditions)), None)
        conditions.append(self._spoken(topic.after))
        before = next((n for n, other in enumerate(self.session.topics, 1) if other.name == topic.after), 0)
        return Candidate(Every(tuple(conditions)), Compare("==", self.last, before))

    def _spoken(self, topic: str) -> Name:
        return Name(f"@{self.scene}.{topic}", FLAG)


def _always(topic: Option) -> bool:
    """Whether a topic is offered beside the ranked ones: it costs no turn and follows none."""
    return topic.turns == 0 and topic.after is None

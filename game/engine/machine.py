"""The machine that moves the game: a `transitions.Machine` made of a Statechart.

Its triggers: `begin SCENE` enters a scene, `choose` takes an offer, `go` moves on by itself, and `pair` puts two notes
together and stays where it is. Guards are the conditions of the transitions; what a block tells and changes happens on
entering its state. One machine serves every playthrough of an episode: what moves is a Walker.
"""

from __future__ import annotations

from typing import Any

from transitions import Event, EventData, Machine, State, Transition

from game.engine.code import World
from game.engine.statechart import Block, Branches, Statechart, StepOp, Tells
from game.engine.telling import Teller

BEGIN = "begin"


class Walker:
    """The model that a machine moves: where a playthrough stands while a step is being taken."""

    __slots__ = ("left", "noted", "picked", "state", "teller", "world")

    def __init__(self, state: str, world: World, teller: Teller) -> None:
        self.state = state
        self.world = world
        self.teller = teller
        self.picked: str | None = None
        """What the player chose: an offer's id, or a reading's slot key."""
        self.left: tuple[str, str | None] | None = None
        """The episode, and perhaps the scene of it, that play goes to."""
        self.noted: list[str] = []

    def enter(self, block: Block) -> None:
        """Tell and do what `block` says."""
        values = list(self.world)
        for step in block.steps:
            step.run(values, self.teller)
        self.world = tuple(values)
        self.left = block.leave

    def tell(self, block: Block) -> None:
        """Tell what `block` says, and change nothing."""
        _tell(block.steps, list(self.world), self.teller)


def _tell(steps: tuple[StepOp, ...], values: list[int], teller: Teller) -> None:
    for step in steps:
        if isinstance(step, Branches):
            _tell(step.way(values), values, teller)
        elif isinstance(step, Tells):
            step.run(values, teller)


class BlockState(State):
    """A state that is a block."""

    def __init__(self, block: Block) -> None:
        super().__init__(block.id)
        self.block = block

    def enter(self, event_data: Any) -> None:
        """Let the walker enter the block."""
        event_data.model.enter(self.block)


class Way(Transition):
    """A transition with guards. Nothing else is called before or after it but what a transition to nowhere does."""

    def execute(self, event_data: EventData) -> bool:
        """Go this way if all its guards hold; whether they did."""
        walker: Any = event_data.model
        for condition in self.conditions:
            guard: Any = condition.func
            if not guard(event_data):
                return False
        if self.dest is None:
            event_data.machine.callbacks(self.after, event_data)
        else:
            walker.state = self.dest
            event_data.machine.states[self.dest].enter(event_data)
        return True


class Pull(Event):
    """A trigger. Nothing is called before or after the transitions that it tries."""

    def trigger(self, model: Any, *_: Any, **__: Any) -> bool:
        """Go the first way that is open from where `model`, a Walker, stands; whether there was one."""
        pulled = EventData(None, self, self.machine, model, (), {})
        return any(way.execute(pulled) for way in self.transitions[model.state])


class StoryMachine(Machine):
    """A machine whose triggers are Pulls and whose transitions are Ways."""

    event_cls = Pull
    transition_cls = Way


class Picked:
    """A condition: this is what the player picked."""

    __slots__ = ("id",)

    def __init__(self, id: str) -> None:
        self.id = id

    def __call__(self, event: Any) -> bool:
        return bool(event.model.picked == self.id)


class Reads:
    """What a reading does: its flag is set."""

    __slots__ = ("slots",)

    def __init__(self, slots: dict[str, int]) -> None:
        self.slots = slots

    def __call__(self, event: Any) -> None:
        walker = event.model
        slot = self.slots[walker.picked]
        walker.world = (*walker.world[:slot], 1, *walker.world[slot + 1 :])


def begin(scene: str) -> str:
    """The trigger that enters a scene: one each, since play may come to any scene of an episode from another."""
    return f"begin {scene}"


def build_machine(chart: Statechart) -> Machine:
    """The machine of `chart`. It has no model of its own: a trigger is given the walker that it moves."""
    reads = Reads({key: slot for key, slot in chart.slots.items() if key.startswith("read.")})
    transitions: list[dict[str, Any]] = [
        {"trigger": begin(scene), "source": BEGIN, "dest": entry} for scene, entry in chart.entries.items()
    ]
    for block in chart.blocks.values():
        for edge in block.edges:
            conditions: list[Any] = [edge.guard] if edge.guard else []
            transitions.append({"trigger": "go", "source": block.id, "dest": edge.target, "conditions": conditions})
        for offer in block.offers:
            conditions = [Picked(offer.id), *offer.guards]
            transitions.append(
                {"trigger": "choose", "source": block.id, "dest": offer.target, "conditions": conditions}
            )
        if block.kind == "menu" and reads.slots:
            transitions.append({"trigger": "pair", "source": block.id, "dest": None, "after": reads})
    states = [State(BEGIN), *map(BlockState, chart.blocks.values())]
    return StoryMachine(
        model=None,
        states=states,
        transitions=transitions,
        initial=BEGIN,
        auto_transitions=False,
        send_event=True,
    )


def fire(machine: Machine, trigger: str, walker: Walker) -> bool:
    """Pull a trigger for `walker`; whether a transition was taken."""
    event = machine.events.get(trigger)
    return event is not None and walker.state in event.transitions and bool(event.trigger(walker))

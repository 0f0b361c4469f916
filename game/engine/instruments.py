"""The Instruments: the clock, the light's way and the messages on it, for whoever shows a playthrough."""

from __future__ import annotations

from game.engine.code import World
from game.engine.compiler import BUDGET, SPENT
from game.engine.statechart import Statechart
from game.language.sol import SolTime
from game.language.value import value


@value
class Instruments:
    """What the clock on the wall shows."""

    minutes: int | None
    """Minutes left, or None in an episode without a clock."""
    total: int | None
    """Minutes that the clock was last given."""
    until: str
    time: SolTime | None
    """The sol and its local time, or None where the story does not tell."""
    light: float | None
    """Minutes that light takes to Earth, one way."""
    flights: tuple[tuple[str, str | None, int, int], ...]
    """Messages on their way: name, to whom, minutes until the answer, minutes that it takes in all."""


def instruments_at(world: World, chart: Statechart) -> Instruments:
    """What they show in `world`."""
    clock = chart.episode.clock
    flights = tuple(
        (name, flight.to, world[flight.slot] - 1, flight.minutes)
        for name, flight in chart.flights.items()
        if world[flight.slot] > 0
    )
    return Instruments(
        world[chart.slots["clock"]] if clock else None,
        world[chart.slots[BUDGET]] if clock else None,
        clock.until if clock else "",
        clock.begins.after(world[chart.slots[SPENT]]) if clock and clock.begins else None,
        chart.episode.light,
        flights,
    )

"""The recap on an episode's title card: what it tells, and what a player may say to it.

The menu at its end, if it has one, is a scene of its own that comes before the episode's first; `episode` asks for it.
"""

from __future__ import annotations

from game.language.item import Block, Flow, Menu
from game.language.problem import Problems
from game.language.step import Effect, Go, Paragraph, Place, Utterance
from game.language.story import Scene
from game.language.ways import deeds_in, mark_of, steps_in

RECAP = "recap"
"""The name of the scene that a recap's menu is."""


def told_in(recap: Flow) -> tuple[Block, ...]:
    """What a recap tells."""
    return tuple(item for item in recap.items if isinstance(item, Block))


def menu_of(recap: Flow) -> Menu | None:
    """The menu that a recap ends in, or None."""
    last = recap.items[-1] if recap.items else None
    return last if isinstance(last, Menu) else None


def scene_of(menu: Menu, first: Scene) -> Scene:
    """The scene of a recap's menu, at whose end stands the episode's `first`."""
    on = Block((Paragraph(None, None, (Go(Place(None, first.name, None, menu.mark)),), menu.mark),), menu.mark)
    return Scene(RECAP, first.place, (), (), None, None, False, Flow((menu, on)), menu.mark)


def check_recap(recap: Flow, problems: Problems) -> None:
    """Report what a recap cannot do: it tells, and at its end the player may say something to it."""
    menu = menu_of(recap)
    answers = [option.flow for option in menu.options] if menu else []
    marks = deeds_in(Flow(tuple(item for item in recap.items if item is not menu)))
    marks += [item.mark for flow in answers for item in flow.items if not isinstance(item, Block)]
    marks += [mark_of(s) for flow in answers for s in steps_in(flow) if not isinstance(s, Effect | Utterance)]
    for mark in marks:
        advice = "Leave arrows and instructions out, and effects but under its choices."
        problems.add("U222", mark, "A recap only tells, and may end in one menu.", advice)
    if menu and (menu.otherwise or menu.options[-1].when):
        mark = menu.options[-1].mark
        message = "The last choice of a recap is taken by whoever goes on, so it is always open."
        problems.add("U225", mark, message, "Put a choice without a condition last.")

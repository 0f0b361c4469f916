"""Whether a fact holds at the moment where a playthrough stands, and what is so instead."""

from __future__ import annotations

from game.engine.code import test_of
from game.engine.moment import Choice, Moment
from game.engine.playthrough import Playthrough
from game.language.problem import did_you_mean
from game.workshop.ink import plain
from game.workshop.rehearse.plan import Fact

SHOWN = 160
"""Characters of what was told that a problem quotes."""
MENU = {"menu": "open", "locked": "locked", "absent": "absent"}


def holds(fact: Fact, play: Playthrough, told: str) -> bool:
    """Whether a fact holds; `told` is the text that counts as just told."""
    match fact.kind:
        case "text":
            return flat(fact.value) in flat(told)
        case "if":
            return _test(fact, play)
        case "note":
            return fact.value in play.notes
        case "reading":
            return fact.value in _readings(play)
        case "state":
            key, _, wanted = fact.value.partition(" = ")
            return play.world[key] == wanted
        case "menu" | "locked" | "absent":
            return _in_menu(fact, play.moment)
    return _where(fact.kind, play) == fact.value


def instead(fact: Fact, play: Playthrough, told: str) -> tuple[str, str]:
    """What is wrong where a fact does not hold, and what is so instead."""
    value = fact.value
    match fact.kind:
        case "text":
            return "The last step does not tell this.", f"It told: {flat(told)[-SHOWN:] or 'nothing'}"
        case "if":
            return f"It is not so that {value}.", ""
        case "note" | "reading":
            have = play.notes if fact.kind == "note" else _readings(play)
            return f"The notebook has no {fact.kind} {value}.", f"It has: {', '.join(have) or 'nothing'}."
        case "state":
            key, _, wanted = value.partition(" = ")
            return f"{key} is not {wanted}.", f"It is {play.world[key]}."
        case "menu" | "locked" | "absent":
            return f"“{value}” is not {MENU[fact.kind]} here.", offered(play, value)
    where = _where(fact.kind, play)
    return f"The {fact.kind} is not {value}.", f"It is {where}." if where else "The story has not ended."


def is_called(choice: Choice, label: str, moment: Moment) -> bool:
    """Whether a plan means `choice` by `label`: its label, its id, or its name in the present scene."""
    return label in (choice.id, choice.id.removeprefix(f"{moment.scene}.")) or flat(label) == flat(choice.label)


def offered(play: Playthrough, label: str) -> str:
    """A sentence on what could be chosen instead of `label`."""
    labels = [plain(choice.label) for choice in play.moment.open]
    if not labels:
        return "The story has ended."
    near = did_you_mean(label, [other for other in labels if other != label])
    return near if near.startswith("Did") else "Open here: " + " · ".join(labels)


def flat(text: str) -> str:
    """A text as plans compare it: on one line, with typographic apostrophes, without marks."""
    return " ".join(plain(text).replace("'", "’").split())


def _where(kind: str, play: Playthrough) -> str:
    ending = play.moment.ending
    return {
        "scene": play.moment.scene,
        "episode": play.position.episode,
        "ending": ending.id if ending else "",
    }[kind]


def _readings(play: Playthrough) -> list[str]:
    return [reading.id for reading in play.readings]


def _in_menu(fact: Fact, moment: Moment) -> bool:
    found = [choice for choice in moment.choices if is_called(choice, fact.value, moment)]
    if fact.kind == "absent":
        return not found
    return any((choice.locked is None) == (fact.kind == "menu") for choice in found)


def _test(fact: Fact, play: Playthrough) -> bool:
    assert fact.when is not None
    slots = play.library.chart(play.position.episode).slots
    return test_of(fact.when, slots)(play.position.world)

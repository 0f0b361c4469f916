"""Which of what a story declares something reads: a condition, a text, an effect, an instrument; and what is set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from game.engine.keys import text_keys
from game.language.expression import Expression, Name, keys
from game.language.item import Block, If, Menu, Option, Session
from game.language.step import Assign, Effect, Utterance
from game.language.story import Episode, Instrument, Story
from game.language.types import Variable
from game.language.ways import items_in, steps_in

NOTEBOOK = ("noted.", "read.")
"""How the keys begin of what the player reads in the notebook."""


def unread(story: Story, episodes: Sequence[Episode]) -> list[Variable]:
    """What nothing reads of the state that is declared, in the order of its declaration; of a family its first."""
    return _without(story, episodes, _read(story, episodes))


def unused(story: Story, episodes: Sequence[Episode]) -> list[Variable]:
    """What nothing reads and nothing sets; a sum is set with any of its family."""
    used = _read(story, episodes) | {key for episode in episodes for key in _set(episode)}
    used |= {total for total, members in story.totals.items() if not used.isdisjoint(members)}
    return _without(story, episodes, used)


def called(variable: Variable) -> str:
    """What an author calls a variable, or the family of which it is one."""
    return _kin(variable.name)


def _without(story: Story, episodes: Sequence[Episode], used: set[str]) -> list[Variable]:
    """The variables, one of each family, of which neither they nor their kin nor their total are `used`."""
    summed = {key for total in used & story.totals.keys() for key in story.totals[total]}
    kin = set(map(_kin, used | summed))
    declared = [variable for key, variable in story.variables.items() if not key.startswith(NOTEBOOK)]
    declared += [variable for episode in episodes for scene in episode.scenes.values() for variable in scene.state]
    return list({_kin(v.key): v for v in reversed(declared) if _kin(v.key) not in kin}.values())[::-1]


def _kin(key: str) -> str:
    """A variable, or its whole family."""
    return key.partition(".")[0]


def _read(story: Story, episodes: Iterable[Episode]) -> set[str]:
    found = set(_drawn(story.instruments.values())) | _of(*(one.must for one in story.invariants))
    for episode in episodes:
        found |= _read_in(episode) | _of(*(one.must for one in episode.invariants))
        found |= set(_drawn(episode.instruments.values()))
    return found


def _drawn(instruments: Iterable[Instrument]) -> Iterator[str]:
    for one in instruments:
        yield from one.keys
        yield from [one.against] if one.against else []


def _set(episode: Episode) -> set[str]:
    steps = [step for scene in episode.scenes.values() for step in steps_in(scene.flow)]
    return {step.change.variable.key for step in steps if isinstance(step, Effect) and isinstance(step.change, Assign)}


def _read_in(episode: Episode) -> set[str]:
    found: set[str] = set()
    for scene in episode.scenes.values():
        found |= _of(scene.when)
        for item in items_in(scene.flow):
            match item:
                case Block(paragraphs):
                    for paragraph in paragraphs:
                        found |= _of(paragraph.when)
                case Menu(options):
                    found |= {key for option in options for key in _option(option)}
                case If(when):
                    found |= _of(when)
                case Session():
                    found |= {key for topic in item.topics for key in _option(topic)} | _of(item.closed_when)
                    found |= {key for start in item.starts for key in _of(start.when)}
        for step in steps_in(scene.flow):
            found |= _step(step)
    for block in (*episode.recap, *(block for fate in episode.afterwards for block in fate.blocks)):
        for paragraph in block.paragraphs:
            found |= _of(paragraph.when) | {key for step in paragraph.steps for key in _step(step)}
    return found


def _option(option: Option) -> set[str]:
    return {*_of(option.when), *text_keys(option.label), *text_keys(option.locked)}


def _step(step: object) -> set[str]:
    match step:
        case Utterance():
            return {*text_keys(step.text), *text_keys(step.subtitle)}
        case Effect(Assign(value=Name(key)), when):
            return {key} | _of(when)
        case Effect(_, when):
            return _of(when)
    return set()


def _of(*conditions: Expression | None) -> set[str]:
    return {key for condition in conditions if condition is not None for key in keys(condition)}

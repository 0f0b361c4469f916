"""Declared variables that nothing reads: no condition, no text, no other variable."""

from __future__ import annotations

from game.engine.library import Library
from game.language.expression import Expression, Name, keys
from game.language.story import Assign, Block, Cases, Effect, Episode, If, Menu, Option, Session, Text, Utterance, Value
from game.language.story import Variants as Ways
from game.language.ways import items_in, steps_in


def unread(library: Library) -> list[str]:
    """The variables of `state.yaml` and of scenes that nothing reads, in the order of their declaration."""
    story = library.story
    episodes = [library.chart(file.id).episode for file in story.episodes]
    read = {key for episode in episodes for key in _read(episode)}
    declared = [key for key in story.variables if not key.startswith(("noted.", "read."))]
    declared += [variable.key for episode in episodes for scene in episode.scenes.values() for variable in scene.state]
    return [key for key in declared if key not in read and key.partition(".")[0] not in _families(read, story.totals)]


def _families(read: set[str], totals: object) -> set[str]:
    """The families of which some member, or the total, is read."""
    members = totals if isinstance(totals, dict) else {}
    whole = {name for name in members if name in read}
    return {key.partition(".")[0] for key in read if "." in key} | {
        key.partition(".")[0] for name in whole for key in members[name]
    }


def _read(episode: Episode) -> set[str]:
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
    return _of(option.when) | _text(option.label) | _text(option.locked)


def _step(step: object) -> set[str]:
    match step:
        case Utterance():
            return _text(step.text) | _text(step.subtitle)
        case Effect(Assign(value=Name(key)), when):
            return {key} | _of(when)
        case Effect(_, when):
            return _of(when)
    return set()


def _of(condition: Expression | None) -> set[str]:
    return set(keys(condition)) if condition is not None else set()


def _text(text: Text | None) -> set[str]:
    found: set[str] = set()
    for part in text.parts if text else ():
        match part:
            case Value(name):
                found.add(name.key)
            case Cases(cases):
                for condition, inner in cases:
                    found |= _of(condition) | _text(inner)
            case Ways(_, texts):
                for inner in texts:
                    found |= _text(inner)
    return found

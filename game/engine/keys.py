"""The keys of the state that guards, steps and texts read. The compiler gives slots to those, and to no others."""

from __future__ import annotations

from collections.abc import Iterator

from game.engine.draft import AnyOpen, Branch, DraftGuard, DraftStep, Ranked, Tell
from game.language.expression import Name, keys
from game.language.step import Assign, Effect
from game.language.text import Cases, Text, Value, Variants


def guard_keys(guard: DraftGuard | None) -> Iterator[str]:
    """What a condition reads; those of a ranking and a menu are read where these stand."""
    if guard is not None and not isinstance(guard, Ranked | AnyOpen):
        yield from keys(guard)


def step_keys(step: DraftStep) -> Iterator[str]:
    """What a step reads, with the steps in it."""
    match step:
        case Tell(utterance):
            yield from text_keys(utterance.text)
            yield from text_keys(utterance.subtitle)
        case Effect(change, condition):
            yield from keys(condition) if condition else ()
            if isinstance(change, Assign) and isinstance(change.value, Name):
                yield change.value.key
        case Branch(ways):
            for condition, steps in ways:
                yield from keys(condition) if condition else ()
                for inner in steps:
                    yield from step_keys(inner)


def text_keys(text: Text | None) -> Iterator[str]:
    """What a text reads."""
    for part in text.parts if text else ():
        match part:
            case Value(name):
                yield name.key
            case Cases(cases):
                for condition, inner in cases:
                    yield from keys(condition) if condition is not None else ()
                    yield from text_keys(inner)
            case Variants(_, texts):
                for inner in texts:
                    yield from text_keys(inner)

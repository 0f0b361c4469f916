"""The keymap: which of the keys in the settings file can be given to the actions they stand beside. The App asks."""

from __future__ import annotations

import pkgutil
import string
from collections.abc import Iterator, Mapping
from importlib import import_module

from textual.app import App
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key

from game.terminal import screens
from game.terminal.keys import named
from game.terminal.screens.place import Place

MODIFIERS = frozenset(("ctrl", "shift", "alt", "super", "hyper", "meta"))
NAMED = frozenset(key.value for key in Keys if not key.value.startswith("<"))
SIGNS = frozenset(map(_character_to_key, string.punctuation))

Given = Mapping[str, str]
"""Action to its keys, between commas."""
Bound = dict[str, set[str]]
"""Action of a screen to the keys that it comes with."""


def settle(asked: Given, app: type[App[None]]) -> tuple[Given, list[str]]:
    """What can be given of the keys `asked` for, and why each of the others cannot.

    A key is refused that is none, and one that does something else on the same screen; of two actions that ask for the
    same, the first in the file gets it. An action that is refused its keys keeps those that it comes with.
    """
    kinds = {screen: _keys(app) | _keys(screen) for screen in _screens()}
    given, refused = dict(asked), []
    while fault := next(_faults(given, kinds), None):
        action, why = fault
        del given[action]
        refused.append(why)
    return given, refused


def is_key(name: str) -> bool:
    """Whether a key is called `name`: a sign, or a name such as `f2` or `minus`; `ctrl+` and the like may precede."""
    *modifiers, key = name.split("+") if len(name) > 1 else [name]
    known = len(key) == 1 or not {name, key}.isdisjoint(NAMED | SIGNS)
    return known and MODIFIERS.issuperset(modifiers)


def _screens() -> Iterator[type[Place[object]]]:
    """Every kind of screen."""
    for module in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        import_module(module.name)
    todo: list[type[Place[object]]] = [Place]
    while todo:
        screen = todo.pop()
        todo += screen.__subclasses__()
        yield screen


def _keys(node: type[DOMNode]) -> Bound:
    bound: Bound = {}
    for key, bindings in node._merged_bindings.key_to_bindings.items() if node._merged_bindings else ():
        for binding in bindings:
            if binding.id:
                bound.setdefault(binding.id, set()).add(key)
    return bound


def _faults(given: Given, kinds: Mapping[type[Place[object]], Bound]) -> Iterator[tuple[str, str]]:
    """Actions that cannot have their keys, and why; what only clashes comes last, the last in the file first."""
    for action, keys in given.items():
        strange = [key for key in map(str.strip, keys.split(",")) if not is_key(key)]
        if not any(action in bound for bound in kinds.values()):
            yield action, f"no action is called {action}"
        elif strange:
            yield action, f"{action} keeps its key, for “{strange[0]}” is no key"
    asked = {action: set(keys.split(",")) for action, keys in App._normalize_keymap(given).items()}
    for action in reversed(asked):
        for screen, bound in kinds.items():
            if clash := _clash(action, screen, bound, asked) if action in bound else None:
                yield action, f"{action} keeps its key, for {clash} on the same screen"


def _clash(action: str, screen: type[Place[object]], bound: Bound, asked: Bound) -> str | None:
    """What one of its new keys does already on a screen that has the action."""
    fresh = sorted(asked[action] - bound[action])
    for key in fresh:
        if screen.reads(key):
            return f"{named(key)} is typed"
        for other, keys in bound.items():
            if other != action and key in asked.get(other, keys):
                return f"{named(key)} is {other}"
    return None

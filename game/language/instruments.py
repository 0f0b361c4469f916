"""Reads the instruments: which numbers of the state are drawn, and how."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import yaml

from game.language.fields import Fields
from game.language.mark import Mark
from game.language.problem import did_you_mean
from game.language.source import Source
from game.language.story import Instrument
from game.language.types import Range, Variable

KINDS = ("curve", "bar")
KEYS = ("curve", "bar", "unit", "words", "against")


def read_instruments(
    source: Source, node: yaml.Node, variables: Mapping[str, Variable], clock: bool = False
) -> dict[str, Instrument]:
    """The instruments of a story, or of an episode with a clock or without, by the variable or family each shows."""
    instruments = {}
    for name, mark, declared in Fields(source, node, "`instruments`"):
        fields = Fields(source, declared, f"`{name}`", KEYS)
        family = tuple(key for key in variables if key.startswith(f"{name}."))
        keys = _numbers(fields, mark, name, (name,) if name in variables else family, variables)
        kind, against = _kind(fields), _against(fields, variables, clock)
        if keys and kind:
            title, unit, words = fields.text(kind), fields.text("unit", ""), fields.words("words")
            instruments[name] = Instrument(title, kind, keys, unit, words, against)
    return instruments


def _numbers(
    fields: Fields, mark: Mark, name: str, keys: tuple[str, ...], variables: Mapping[str, Variable]
) -> tuple[str, ...]:
    """The keys, if there are any and all are numbers."""
    if not keys:
        known = {known.partition(".")[0] for known in variables}
        fields.problems.miss("U306", mark, name, f"Nothing is called {name} here.", partial(did_you_mean, name, known))
    elif not all(isinstance(variables[key].type, Range) for key in keys):
        fields.problems.add("U317", mark, f"{name} is no number.", "Only a range can be drawn.")
    return keys


def _kind(fields: Fields) -> str | None:
    kinds = [kind for kind in KINDS if kind in fields]
    if len(kinds) != 1 and fields.sound:
        advice = "Write {curve: Title}, its values along the way, or {bar: Title}, its value now."
        fields.problems.add("U317", fields.mark, f"{fields.what} is drawn in one way.", advice)
    return kinds[0] if len(kinds) == 1 else None


def _against(fields: Fields, variables: Mapping[str, Variable], clock: bool) -> str | None:
    name = fields.text("against", "")
    if not name:
        return None
    if "bar" in fields:
        mark = fields.key_mark("against")
        fields.problems.add("U317", mark, "Only a curve is drawn against something.", "Leave it out.")
    if not (clock and name == "clock"):
        _numbers(fields, fields.value_mark("against"), name, (name,) if name in variables else (), variables)
    return name

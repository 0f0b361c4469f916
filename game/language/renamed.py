"""Reads what became of names, section `renamed` of story.yaml: so that saved games find what is called otherwise now.

renamed:                                  # oldest first
- scenes: {bridge: cockpit}
  state: {nerve: courage}
- choices: {cockpit.say: cockpit.tell}
"""

from __future__ import annotations

import yaml

from game.language.fields import Fields, scalar
from game.language.mark import Mark
from game.language.source import Source
from game.language.value import value

KINDS = ("scenes", "choices", "state", "notes", "readings")


@value
class Renamed:
    """Something that has another name now."""

    kind: str
    """One of KINDS."""
    old: str
    new: str
    mark: Mark
    """Where the old name stands."""
    new_mark: Mark


def read_renamed(source: Source, node: yaml.Node) -> tuple[tuple[Renamed, ...], ...]:
    """What was renamed at one time, each, oldest first; what is wrong is added to the problems of `source`."""
    if not isinstance(node, yaml.SequenceNode):
        message = "`renamed` is a list, what was renamed first at its head."
        source.problems.add("U207", source.mark(node), message, "Put a dash before scenes:, choices: or the like.")
        return ()
    return tuple(_at_one_time(source, item) for item in node.value)


def _at_one_time(source: Source, node: yaml.Node) -> tuple[Renamed, ...]:
    return tuple(
        Renamed(kind, old, scalar(source, new, f"`{old}`"), mark, source.mark(new))
        for kind, _, names in Fields(source, node, "What was renamed", KINDS)
        for old, mark, new in Fields(source, names, f"`{kind}`")
    )

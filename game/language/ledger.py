"""The ledger of ids, ids.yaml: which id a label has, so that a save outlives an edited label.

ids:
  last_round:
    look_at_his_hands: {label: Look at his hands, words: 1f0c9a3e}
retired:
  last_round: [old_name]
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

from game.language.fields import Fields
from game.language.problem import Problems
from game.language.source import Source
from game.language.value import value

FILE = "ids.yaml"


@value
class Entry:
    """What the ledger knows of one choice."""

    label: str
    words: str
    """Fingerprint of label and outcome at the last writing, eight hexadecimal digits."""


@value
class Ledger:
    """Scene to id to entry, and the ids that are never used again."""

    ids: dict[str, dict[str, Entry]] = field(default_factory=dict)
    retired: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def by_label(self) -> dict[str, dict[str, str]]:
        """Scene to label to id."""
        return {scene: {entry.label: id for id, entry in ids.items()} for scene, ids in self.ids.items()}


def read_ledger(folder: Path, problems: Problems) -> Ledger:
    """The ledger of the story in `folder`; an empty one if it has none."""
    if not (folder / FILE).exists():
        return Ledger()
    source = Source.read(folder / FILE, FILE, problems)
    root = source.compose() if source else None
    if source is None or root is None:
        return Ledger()
    top = Fields(source, root, FILE, ("ids", "retired"))
    ids: dict[str, dict[str, Entry]] = {}
    if node := top.get("ids"):
        for scene, _, choices in Fields(source, node, "`ids`"):
            ids[scene] = {}
            for id, _, entry in Fields(source, choices, f"`{scene}`"):
                fields = Fields(source, entry, f"`{id}`", ("label", "words"))
                ids[scene][id] = Entry(fields.text("label"), fields.text("words", ""))
    retired = {}
    if node := top.get("retired"):
        fields = Fields(source, node, "`retired`")
        retired = {scene: fields.words(scene) for scene, _, _ in fields}
    return Ledger(ids, retired)

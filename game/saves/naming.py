"""Names of other versions: what a saved game calls the things that its story calls otherwise now, and back.

`loading` calls it. An old name is never a name of today as well, so names of any earlier version are brought up to
date alike; what was called how at which time matters only to the digests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from game.engine.trail import Step
from game.language.renamed import KINDS, Renamed
from game.language.story import Story
from game.language.value import value
from game.saves.place import Place
from game.saves.save import Save

CALLS = ("#return", "#reply")
"""What the keys end with that say which scene called."""
OF_SCENES = ("return", "drawn")
"""The program's own marks behind `#` that belong to the scene before it."""


@value
class Naming:
    """From names of one time to those of another, by one change after the other; each is kind to name to name."""

    changes: tuple[Mapping[str, Mapping[str, str]], ...] = ()

    @classmethod
    def since(cls, story: Story) -> Naming:
        """From the names of any earlier version to those of today."""
        return cls(tuple(map(_by_kind, story.renamed)))

    def back(self) -> Naming:
        """The other way round."""
        turned = [{kind: {new: old for old, new in names.items()} for kind, names in c.items()} for c in self.changes]
        return Naming(tuple(turned[::-1]))

    def scene(self, name: str) -> str:
        """What a scene is called."""
        for change in self.changes:
            name = change["scenes"].get(name, name)
        return name

    def choice(self, id: str) -> str:
        """The id of a choice."""
        for change in self.changes:
            scene, dot, name = id.partition(".")
            id = change["choices"].get(id) or f"{change['scenes'].get(scene, scene)}{dot}{name}"
        return id

    def reading(self, name: str) -> str:
        """What a reading is called."""
        for change in self.changes:
            name = change["readings"].get(name, name)
        return name

    def key(self, key: str) -> str:
        """What is remembered under a key, the program's own marks included."""
        if not self.changes:
            return key
        if key.startswith("@"):
            return f"@{self.choice(key[1:])}"
        scene, slash, rest = key.partition("/")
        if slash:
            return f"{self.scene(scene)}/{rest}"
        name, sharp, mark = key.partition("#")
        if sharp:
            return f"{self.scene(name) if mark in OF_SCENES else name}#{mark}"
        for change in self.changes:
            key = _declared(key, change)
        return key

    def place(self, place: Place) -> Place:
        """A place by these names."""
        return replace(
            place,
            scene=self.scene(place.scene) if place.scene else place.scene,
            choices=tuple(map(self.choice, place.choices)),
            values={self.key(key): self._call(key, value) for key, value in place.values.items()},
        )

    def _call(self, key: str, value: str) -> str:
        """A value, which may name the scene that called another."""
        caller, space, which = value.partition(" ")
        return f"{self.scene(caller)}{space}{which}" if key.endswith(CALLS) else value


TODAY = Naming()
"""The names as they are."""


def up_to_date(save: Save, story: Story) -> Save:
    """A save by the names of today; its digests stay as they are."""
    if not story.renamed:
        return save
    naming = Naming.since(story)
    ids = {"choose": naming.choice, "pair": naming.reading}
    steps = {step: Step(step.kind, ids[step.kind](step.id)) for step in {node.step for node in save.nodes}}
    return replace(
        save,
        origin=naming.place(save.origin),
        places={step: naming.place(place) for step, place in save.places.items()},
        scenes={
            episode: {naming.scene(scene): logic for scene, logic in scenes.items()}
            for episode, scenes in save.scenes.items()
        },
        nodes=tuple(node._replace(step=steps[node.step]) for node in save.nodes),
    )


def namings(story: Story) -> Sequence[Naming]:
    """From the names of today to those of today, of the version before, and so on."""
    changes = Naming.since(story).changes
    return [Naming(changes[number:]).back() for number in range(len(changes), -1, -1)]


def _by_kind(renamed: tuple[Renamed, ...]) -> Mapping[str, Mapping[str, str]]:
    return {kind: {one.old: one.new for one in renamed if one.kind == kind} for kind in KINDS}


def _declared(key: str, change: Mapping[str, Mapping[str, str]]) -> str:
    head, dot, tail = key.partition(".")
    if head == "noted":
        return f"noted.{change['notes'].get(tail, tail)}"
    if head == "read":
        return f"read.{change['readings'].get(tail, tail)}"
    return change["state"].get(key) or f"{change['state'].get(head, head)}{dot}{tail}"

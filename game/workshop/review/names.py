"""Which names are new, gone or changed between two versions of a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from game.language.text import Letters
from game.workshop.ids import LIKE
from game.workshop.ink import InkedLibrary
from game.workshop.nodes import nodes_in
from game.workshop.rehearse.coverage import options_of


@dataclass(frozen=True, slots=True)
class Names:
    """What differs among the names of one kind."""

    kind: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    """The old name and the new one, of choices of a scene whose labels are alike."""
    relabelled: tuple[tuple[str, str, str], ...]
    """A name that stayed, the old label and the new one."""


def names_between(old: InkedLibrary, new: InkedLibrary) -> tuple[Names, ...]:
    """What differs, kind by kind; kinds in which nothing does are left out."""
    found = (_differing(kind, labels, _labels(new)[kind]) for kind, labels in _labels(old).items())
    return tuple(names for names in found if names.new or names.gone or names.renamed or names.relabelled)


def _labels(library: InkedLibrary) -> dict[str, dict[str, str]]:
    """Kind to name to label; what has no label has its name."""
    story, episodes = library.story, library.episodes.values()
    scenes = [f"{episode.id}.{name}" for episode in episodes for name in episode.scenes]
    choices = {
        f"{episode.id}.{scene}.{option.name}": "".join(part.text for part in nodes_in(option.label, Letters))
        for episode in episodes
        for scene, option in options_of(episode)
    }
    plain = {"endings": story.endings, "notes": story.notes, "readings": story.readings, "variables": story.variables}
    return {
        "episodes": {episode.id: episode.id for episode in episodes},
        "scenes": {name: name for name in scenes},
        "choices": choices,
        **{kind: {name: name for name in names} for kind, names in plain.items()},
    }


def _differing(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Names:
    added = [name for name in new if name not in old]
    gone = [name for name in old if name not in new]
    renamed = []
    for name in list(gone) if kind == "choices" else []:
        like = {other: _likeness(old[name], new[other]) for other in added if _scene(other) == _scene(name)}
        best = max(like, key=lambda other: like[other], default=None)
        if best is not None and like[best] >= LIKE:
            renamed.append((name, best))
            gone.remove(name)
            added.remove(best)
    relabelled = tuple((name, old[name], new[name]) for name in new if name in old and old[name] != new[name])
    return Names(kind, tuple(added), tuple(gone), tuple(renamed), relabelled)


def _scene(choice: str) -> str:
    return choice.rpartition(".")[0]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()

"""The atlas as Mermaid text, drawn by the diagrams of `transitions`."""

from __future__ import annotations

import re

from transitions.extensions import HierarchicalGraphMachine
from transitions.extensions.nesting import NestedState

from game.workshop.map.atlas import Atlas, Road, Visited

UNSAFE = re.compile(r'["\\;:|#<>{}\[\]]+')
"""Signs that a Mermaid label cannot hold."""
LONGEST = 40


class _Nobody:
    """A model that is never moved: only the picture of the machine is wanted."""


class _Labelled(NestedState):
    """A state that is shown under another name."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name)
        self.label = label


def as_mermaid(atlas: Atlas, visited: Visited | None = None) -> str:
    """The map as a state diagram, each episode a box of its scenes."""
    ids = _ids(atlas)
    states = _states(atlas, ids)
    transitions = [
        {"trigger": _safe(road.label) or "go", "source": ids[site.episode, site.name], "dest": ids[_end(road)]}
        for site in atlas.sites
        for road in site.roads
    ]
    machine = HierarchicalGraphMachine(
        model=_Nobody(),
        states=states,
        transitions=transitions,
        initial=ids[atlas.sites[0].episode, atlas.sites[0].name],
        auto_transitions=False,
        graph_engine="mermaid",
        title=_safe(atlas.title),
    )
    return str(machine.get_combined_graph().draw(None)) + "\n" + _visits(ids, visited)


def _ids(atlas: Atlas) -> dict[tuple[str, str], str]:
    """A short id for every scene and ending: names hold signs that would nest them deeper."""
    episodes = {episode: number for number, episode in enumerate(atlas.episodes)}
    ids = {(s.episode, s.name): f"e{episodes[s.episode]}_s{number}" for number, s in enumerate(atlas.sites)}
    return ids | {("", ending): f"end{number}" for number, ending in enumerate(atlas.endings)}


def _states(atlas: Atlas, ids: dict[tuple[str, str], str]) -> list[_Labelled]:
    boxes = {id: _Labelled(f"e{number}", _safe(title)) for number, (id, title) in enumerate(atlas.episodes.items())}
    for site in atlas.sites:
        boxes[site.episode].add_substate(_Labelled(ids[site.episode, site.name].partition("_")[2], site.name))
    return [*boxes.values(), *(_Labelled(ids["", id], _safe(title)) for id, title in atlas.endings.items())]


def _end(road: Road) -> tuple[str, str]:
    return (road.episode or "", road.target)


def _safe(text: str) -> str:
    short = " ".join(UNSAFE.sub(" ", text).split())
    return short if len(short) <= LONGEST else short[:LONGEST].rsplit(" ", 1)[0] + "…"


def _visits(ids: dict[tuple[str, str], str], visited: Visited | None) -> str:
    """A class for the scenes that a playthrough met."""
    if visited is None:
        return ""
    met = sorted(ids[scene] for scene in visited.scenes)
    met += [ids["", visited.ending]] if visited.ending else []
    return "\n".join(["  classDef visited fill:#7aa7d8,color:#000", *(f"  class {id} visited" for id in met), ""])

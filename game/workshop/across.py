"""Checks what leads from one episode to another; `check` calls it with everything that was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.engine.statechart import Statechart
from game.language.problem import Problems, did_you_mean
from game.language.step import Call, Go, Place
from game.language.story import Episode
from game.language.ways import comes_back, steps_in

Entry = tuple[str, str]
"""An episode, and the scene of it that is entered."""


def check_across(episodes: Mapping[str, Episode], charts: Mapping[str, Statechart], problems: Problems) -> None:
    """Report arrows to scenes that another episode does not have, and rounds through several episodes."""
    scenes = {(id, scene.name): scene for id, episode in episodes.items() for scene in episode.scenes.values()}
    returning = {entry for entry, scene in scenes.items() if comes_back(scene)}
    for place in _places_elsewhere(episodes):
        target = episodes.get(place.episode or "")
        if place.scene and target and target.scenes:
            _check_scene(place, (target.id, place.scene), target, returning, problems)
    ways = {(id, scene): _leads(chart, scene) for id, chart in charts.items() for scene in chart.entries}
    for entry in ways:
        if entry in _onward(entry, ways):
            mark = episodes[entry[0]].scenes[entry[1]].mark
            message = f"From {entry[1]}, play goes round through other episodes without ever resting."
            problems.add("U408", mark, message, "Put a menu into the round.")


def _places_elsewhere(episodes: Mapping[str, Episode]) -> Iterator[Place]:
    """Where arrows lead that leave their episode."""
    for episode in episodes.values():
        for scene in episode.scenes.values():
            for step in steps_in(scene.flow):
                if isinstance(step, Go | Call) and step.place.episode is not None:
                    yield step.place


def _check_scene(place: Place, entry: Entry, target: Episode, returning: set[Entry], problems: Problems) -> None:
    name = entry[1]
    if name not in target.scenes:
        message = f"The episode {target.id} has no scene {name}."
        problems.add("U404", place.mark, message, did_you_mean(name, target.scenes))
    elif entry in returning:
        message = f"{name} comes back with <-, so nothing of another episode leads there."
        problems.add("U406", place.mark, message, "Lead to a scene that goes on.")


def _leads(chart: Statechart, scene: str) -> set[Entry]:
    """The entries of other episodes that a scene leads to without a menu."""
    found, todo = {chart.entries[scene]}, [chart.entries[scene]]
    while todo:
        for edge in chart.blocks[todo.pop()].edges:
            if edge.target not in found:
                found.add(edge.target)
                todo.append(edge.target)
    leaves = [leave for leave in (chart.blocks[id].leave for id in found) if leave]
    return {(episode, scene) for episode, scene in leaves if scene is not None}


def _onward(entry: Entry, ways: Mapping[Entry, set[Entry]]) -> set[Entry]:
    """Every entry that play comes to from `entry` without a menu."""
    found: set[Entry] = set()
    todo = [entry]
    while todo:
        new = ways.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found

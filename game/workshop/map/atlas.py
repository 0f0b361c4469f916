"""An Atlas: every scene of a story and every way that leads from one to another, as frozen values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from game.engine.playthrough import Playthrough
from game.engine.statechart import Block, Statechart
from game.workshop.ink import InkedLibrary, plain


@dataclass(frozen=True, slots=True)
class Road:
    """A way out of a scene."""

    label: str
    """The choice that leads there; empty if play goes there by itself."""
    episode: str | None
    """None if it is an ending."""
    target: str
    """A scene, or an ending."""


@dataclass(frozen=True, slots=True)
class Site:
    """A scene on the map."""

    episode: str
    name: str
    place: str
    pool: str
    words: int
    choices: tuple[tuple[str, str], ...]
    """Id and label of each."""
    roads: tuple[Road, ...]


@dataclass(frozen=True, slots=True)
class Atlas:
    """A whole story."""

    title: str
    episodes: Mapping[str, str]
    """Id to title."""
    sites: tuple[Site, ...]
    endings: Mapping[str, str]
    """Id to title."""


@dataclass(frozen=True, slots=True)
class Visited:
    """What a playthrough met."""

    scenes: frozenset[tuple[str, str]]
    choices: frozenset[tuple[str, str]]
    ways: frozenset[tuple[str, str, str]]
    """Episode, and the scenes of it between which play went in one step."""
    ending: str | None


def atlas_of(library: InkedLibrary) -> Atlas:
    """The atlas of a story whose episodes are read."""
    episodes = {id: episode.title for id, episode in library.episodes.items()}
    words: dict[tuple[str, str], int] = {}
    for ink in library.inks:
        if ink.kind == "text":
            words[ink.episode, ink.scene] = words.get((ink.episode, ink.scene), 0) + ink.words
    sites = tuple(site for id in episodes for site in _sites(id, library, words))
    endings = {id: ending.title for id, ending in library.story.endings.items()}
    return Atlas(library.story.title, episodes, sites, endings)


def visited_by(play: Playthrough, library: InkedLibrary) -> Visited:
    """What `play` met."""
    ids = {episode.number: id for id, episode in library.episodes.items()}
    scenes = frozenset((ids[moment.episode], moment.scene) for moment in play.moments)
    taken = frozenset((ids[moment.episode], step.id) for step, moment in zip(play.trail, play.moments, strict=False))
    steps = pairwise(play.moments)
    ways = frozenset((ids[one.episode], one.scene, other.scene) for one, other in steps if one.episode == other.episode)
    return Visited(scenes, taken, ways, play.moment.ending.id if play.moment.ending else None)


def walked(sites: Sequence[Site], visited: Visited) -> frozenset[tuple[str, str]]:
    """The ways between scenes of one episode that a playthrough went, also through scenes that only pass play on."""
    roads = {site.name: [road.target for road in site.roads if road.episode == site.episode] for site in sites}
    episode = sites[0].episode if sites else ""
    return frozenset(
        way for id, one, other in visited.ways if id == episode for way in pairwise(_shortest(roads, one, other))
    )


def _shortest(roads: Mapping[str, Sequence[str]], one: str, other: str) -> list[str]:
    """The scenes on a shortest way; none if there is no way."""
    before, todo = {one: ""}, [one]
    for scene in todo:
        for target in roads.get(scene, ()):
            if target not in before:
                before[target] = scene
                todo.append(target)
    way = [other] if other in before and one != other else []
    while way and way[-1] != one:
        way.append(before[way[-1]])
    return way[::-1]


def as_json(atlas: Atlas, visited: Visited | None = None) -> str:
    """The atlas for programs, with what a playthrough met."""
    play = visited and {
        "scenes": sorted(map(list, visited.scenes)),
        "choices": sorted(map(list, visited.choices)),
        "ending": visited.ending,
    }
    return json.dumps({**asdict(atlas), "play": play}, ensure_ascii=False, indent=1)


def _sites(episode: str, library: InkedLibrary, words: Mapping[tuple[str, str], int]) -> Iterator[Site]:
    chart = library.chart(episode)
    blocks: dict[str, list[Block]] = {}
    for block in chart.blocks.values():
        blocks.setdefault(block.scene, []).append(block)
    roads = _Roads(library, chart)
    for name, scene in chart.episode.scenes.items():
        own = blocks.get(name, [])
        choices = tuple((offer.id, _label(offer.label.text(chart.start, 0))) for block in own for offer in block.offers)
        yield Site(
            episode,
            name,
            scene.place,
            scene.pool or "",
            words.get((episode, name), 0),
            tuple(dict.fromkeys(choices)),
            tuple(dict.fromkeys(roads.out_of(own))),
        )


class _Roads:
    """Finds the ways out of scenes, along what play does by itself."""

    def __init__(self, library: InkedLibrary, chart: Statechart) -> None:
        self.chart = chart
        self.first = {id: episode.first for id, episode in library.episodes.items()}
        blocks = chart.blocks
        self.messages = {slot for key, slot in chart.slots.items() if key.endswith(("#flight", "#reply"))}
        self.entered = set(chart.entries.values())
        for block in blocks.values():
            self.entered |= {target for target in self._onward(block) if blocks[target].scene != block.scene}

    def _onward(self, block: Block) -> list[str]:
        """Where play goes from a block by itself; the answer to a message may come anywhere, and is no way."""
        return [e.target for e in block.edges if e.guard is None or not self.messages & set(e.guard.reads)]

    def out_of(self, blocks: list[Block]) -> Iterator[Road]:
        """The roads out of the scene whose blocks these are: those of its choices, then those that need none."""
        for block in blocks:
            for offer in block.offers:
                yield from self._along(_label(offer.label.text(self.chart.start, 0)), block.scene, offer.target)
        for block in blocks:
            if block.id in self.entered:
                yield from self._along("", block.scene, block.id)

    def _along(self, label: str, scene: str, start: str) -> Iterator[Road]:
        seen, todo = {start}, [start]
        while todo:
            block = self.chart.blocks[todo.pop()]
            if block.scene != scene:
                yield Road(label, self.chart.episode.id, block.scene)
                continue
            if block.ending is not None:
                yield Road(label, None, block.ending)
            if block.leave is not None and block.leave[0] in self.first:
                yield Road(label, block.leave[0], block.leave[1] or self.first[block.leave[0]])
            following = [target for target in reversed(self._onward(block)) if target not in seen]
            seen.update(following)
            todo += following


def _label(text: str) -> str:
    return " ".join(plain(text).split())

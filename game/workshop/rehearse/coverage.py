"""What of a story some plays met: its scenes, choices, varying texts and endings. Used by `rehearse` and `stats`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from game.engine.playthrough import Playthrough
from game.language.item import Option
from game.language.mark import Mark
from game.language.story import Episode
from game.language.ways import options_in
from game.workshop.ink import Ink, InkedLibrary, excerpt, met_in, texts_of


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a play can meet."""

    name: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of one sort were met, and which were not."""

    what: str
    met: int
    of: int
    missed: tuple[Part, ...]


@dataclass
class Met:
    """What plays met."""

    library: InkedLibrary
    choices: set[tuple[str, str]] = field(default_factory=set)
    """Episode, and the id of a choice in it."""
    inks: set[int] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)
    scenes: set[tuple[str, str]] = field(default_factory=set)

    def add(self, play: Playthrough, begun: int = 0) -> None:
        """Count what `play` met from the moment with the number `begun` on."""
        ids = {episode.number: id for id, episode in self.library.episodes.items()}
        for moment in play.moments[begun:]:
            self.inks |= met_in(texts_of(moment))
            self.scenes.add((ids[moment.episode], moment.scene))
        for step, moment in zip(play.trail[begun:], play.moments[begun:], strict=False):
            self.choices.add((ids[moment.episode], step.id))
        if play.moment.ending:
            self.endings.add(play.moment.ending.id)

    def shares(self) -> tuple[Share, ...]:
        """What was met of each sort."""
        told = self.scenes | {(ink.episode, ink.scene) for ink in self._inks_met()}
        return (
            _share("scenes", _scenes(self.library), told),
            _share("choices", _choices(self.library), self.choices),
            _share("varying texts", _varying(self.library), self.inks),
            _share("endings", {id: Part(id, None) for id in self.library.story.endings}, self.endings),
        )

    def _inks_met(self) -> Iterator[Ink]:
        return (self.library.inks[number] for number in self.inks if self.library.inks[number].kind == "text")


def _share(what: str, parts: Mapping[Any, Part], met: AbstractSet[Any]) -> Share:
    missed = tuple(part for key, part in parts.items() if key not in met)
    return Share(what, len(parts) - len(missed), len(parts), missed)


def _scenes(library: InkedLibrary) -> dict[tuple[str, str], Part]:
    """Scenes that tell something or rest in a menu; the others only pass play on."""
    telling = {(ink.episode, ink.scene) for ink in library.inks}
    scenes = [(episode, scene) for episode in library.episodes.values() for scene in episode.scenes.values()]
    return {
        (episode.id, scene.name): Part(scene.name, scene.mark)
        for episode, scene in scenes
        if (episode.id, scene.name) in telling
    }


def _choices(library: InkedLibrary) -> dict[tuple[str, str], Part]:
    return {
        (episode.id, f"{scene}.{option.name}"): Part(f"{scene}.{option.name}", option.mark)
        for episode in library.episodes.values()
        for scene, option in options_of(episode)
    }


def _varying(library: InkedLibrary) -> dict[int, Part]:
    return {
        ink.number: Part(f"“{excerpt(ink.opening)}”", ink.mark)
        for ink in library.inks
        if ink.varies and ink.kind == "text"
    }


def options_of(episode: Episode) -> Iterator[tuple[str, Option]]:
    """Every choice and topic of an episode, with its scene."""
    for scene in episode.scenes.values():
        yield from ((scene.name, option) for option in options_in(scene.flow))

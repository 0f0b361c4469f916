"""The slow and certain way: play every state of a small story in the engine, and write down when each thing shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.engine.trail import Step

TOKEN = re.compile(r"T\d+\.")
TAGS = re.compile(r"- (Take \d+) \{(.*)\}:")


class TooLarge(Exception):
    """The story has more states than are worth playing."""


@dataclass
class Naive:
    """What play shows, and after how many steps."""

    library: Library
    most: int
    tokens: dict[str, int] = field(default_factory=dict)
    choices: dict[str, int] = field(default_factory=dict)
    locked: dict[str, int] = field(default_factory=dict)
    shut: dict[str, int] = field(default_factory=dict)
    endings: dict[str, int] = field(default_factory=dict)
    stuck: dict[str, int] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    values: set[str] = field(default_factory=set)
    """Every value that a variable had where play rested, as `name = value`."""
    trap: int | None = None
    states: int = 0

    def run(self) -> None:
        """Play every state; TooLarge if there are too many."""
        first = Playthrough(self.library)
        trails: list[tuple[Step, ...]] = [()]
        numbers = {_state(first): 0}
        edges: list[tuple[int, int]] = []
        ends = self._look(first, set())
        saved = {0} if ends else set()
        for number, trail in enumerate(trails):
            playthrough = Playthrough(self.library)
            playthrough.replay(trail)
            for step in _steps(playthrough):
                playthrough.replay([step])
                target = numbers.setdefault(_state(playthrough), len(trails))
                edges.append((number, target))
                if target == len(trails):
                    trails.append((*trail, step))
                if self._look(playthrough, saved):
                    saved.add(target)
                playthrough.rewind()
            if len(trails) > self.most:
                raise TooLarge
        self.states = len(trails)
        self.trap = _nearest_unsaved([len(trail) for trail in trails], edges, saved)

    def _look(self, playthrough: Playthrough, _saved: set[int]) -> bool:
        moment, depth = playthrough.moment, len(playthrough.trail)
        told = [line.text for line in moment.text] + [line.text for line in (moment.card.recap if moment.card else ())]
        told += [choice.label for choice in moment.choices] + [choice.locked or "" for choice in moment.choices]
        for token in TOKEN.findall(" ".join(told)):
            _keep(self.tokens, token, depth)
        for choice in moment.choices:
            name = f"{playthrough.position.episode}.{choice.id}"
            _keep(self.locked if choice.locked else self.choices, name, depth)
        if moment.ending:
            _keep(self.endings, moment.ending.id, depth)
        elif not moment.open:
            _keep(self.stuck, f"{playthrough.position.episode}:{playthrough.position.state}", depth)
        for name in shut_in(playthrough):
            _keep(self.shut, name, depth)
        self.values |= {f"{name} = {shown}" for name, shown in playthrough.world.items()}
        for name in broken_in(playthrough):
            _keep(self.broken, name, depth)
        return moment.ending is not None


def broken_in(playthrough: Playthrough) -> Iterator[str]:
    """The invariants that do not hold, by name: what the files say, read and evaluated without the program."""
    story, episode = playthrough.story, playthrough.position.episode
    head, here = (_read(story.folder / name) for name in ("story.yaml", f"{episode}.yaml"))
    for place, declared in ((episode, head), (playthrough.moment.scene, here)):
        for name, one in declared["invariants"].items():
            if place in one.get("in", [place]) and _holds(playthrough, head, one.get("if", "true")):
                yield from [] if _holds(playthrough, head, one["must"]) else [name]


def shut_in(playthrough: Playthrough) -> Iterator[str]:
    """The choices of a menu whose `if` fails, but for those that are gone once they were taken; not the locked ones."""
    story, (episode, state) = playthrough.story, (playthrough.position.episode, playthrough.position.state)
    head, text = _read(story.folder / "story.yaml"), (story.folder / f"{episode}.yaml").read_text(encoding="utf-8")
    tags = {label: tags.split("; ") for label, tags in TAGS.findall(text)}
    chart = playthrough.library.chart(episode)
    for offer in chart.blocks[state].offers:
        world = playthrough.position.world
        if all(guard.test(world) for guard in offer.also if not guard.ranked):
            for tag in tags.get(offer.label.text(world, playthrough.seed), ()):
                if tag.startswith("if ") and not _holds(playthrough, head, tag[3:]):
                    yield f"{episode}.{offer.id}"


@lru_cache(maxsize=4)
def _read(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _holds(playthrough: Playthrough, head: dict[str, Any], text: str) -> bool:
    def value(name: str) -> object:
        shown = playthrough.world.get(name)
        if shown is not None:
            return {"true": True, "false": False}.get(shown, int(shown) if shown.lstrip("-").isdigit() else shown)
        if name in ("true", "clock"):
            return name == "true" or playthrough.instruments.minutes
        if "means" in head["state"].get(name, ()):
            return _holds(playthrough, head, head["state"][name]["means"])
        return playthrough.position.world[slots[f"@{name}"]] if ".take_" in name else name

    slots = playthrough.library.chart(playthrough.position.episode).slots
    spelt = re.sub(r"(?<![\w.])(?!and\b|or\b|not\b|in\b)[a-z][\w.]*", lambda found: f"value('{found[0]}')", text)
    return bool(eval(spelt, {"value": value}))


def _keep(where: dict[str, int], name: str, depth: int) -> None:
    where[name] = min(depth, where.get(name, depth))


def _state(playthrough: Playthrough) -> tuple[object, ...]:
    position = playthrough.position
    return position.episode, position.state, position.world


def _steps(playthrough: Playthrough) -> list[Step]:
    steps = [Step("choose", choice.id) for choice in playthrough.moment.open]
    if playthrough.moment.choices or playthrough.moment.ending is None:
        made = {reading.id for reading in playthrough.readings}
        for reading in playthrough.story.readings.values():
            if reading.id not in made and reading.of <= set(playthrough.notes) and _is_menu(playthrough):
                steps.append(Step("pair", reading.id))
    return steps


def _is_menu(playthrough: Playthrough) -> bool:
    position = playthrough.position
    return playthrough.library.chart(position.episode).blocks[position.state].kind == "menu"


def _nearest_unsaved(depths: list[int], edges: list[tuple[int, int]], saved: set[int]) -> int | None:
    grown = True
    while grown:
        grown = False
        for source, target in edges:
            if target in saved and source not in saved:
                saved.add(source)
                grown = True
    return min((depth for number, depth in enumerate(depths) if number not in saved), default=None)

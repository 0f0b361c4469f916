"""The names of one story: what its schema offers beside the words of the language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from game.language.episode import read_episode
from game.language.header import open_story
from game.language.problem import Problems
from game.language.story import Episode, Story


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a story declares, each sort in the order of its files."""

    title: str
    stances: tuple[str, ...]
    cast: tuple[str, ...]
    groups: tuple[str, ...]
    variables: tuple[str, ...]
    """What a condition can read: declared, computed, and in the notebook."""
    settable: tuple[str, ...]
    notes: tuple[str, ...]
    readings: tuple[str, ...]
    endings: tuple[str, ...]
    episodes: tuple[str, ...]
    scenes: tuple[str, ...]
    pools: tuple[str, ...]


def vocabulary_of(folder: Path) -> Vocabulary:
    """The names of the story in `folder`, as far as it can be read: a story need not be sound to have a schema."""
    problems = Problems()
    story = open_story(folder, problems)
    episodes = [read_episode(story, file.id, problems) for file in story.episodes]
    return _vocabulary(story, episodes)


def _vocabulary(story: Story, episodes: list[Episode]) -> Vocabulary:
    scenes = [scene for episode in episodes for scene in episode.scenes.values()]
    notebook = ("noted.", "read.")
    return Vocabulary(
        story.title,
        tuple(story.stances),
        tuple(story.cast),
        _once(group for person in story.cast.values() for group in person.groups),
        (*story.variables, *story.means),
        tuple(key for key in story.variables if not key.startswith(notebook)),
        tuple(story.notes),
        tuple(story.readings),
        tuple(story.endings),
        _once(file.id for file in story.episodes),
        _once(scene.name for scene in scenes),
        _once(scene.pool for scene in scenes if scene.pool),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

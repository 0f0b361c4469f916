"""Holds what a story says was renamed against what there is; `check` calls it with everything that was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.language.item import Option
from game.language.problem import Problems, did_you_mean
from game.language.renamed import Renamed
from game.language.story import Episode, Story
from game.saves.naming import Naming
from game.workshop.nodes import nodes_in

ONE = {"scenes": "scene", "choices": "choice", "state": "variable", "notes": "note", "readings": "reading"}
"""What one of each kind is."""


def check_renamed(story: Story, episodes: Iterable[Episode], problems: Problems) -> None:
    """Report old names that are still there, and new ones that are not."""
    if not story.renamed:
        return
    known = _known(story, episodes)
    changes = Naming.since(story).changes
    for number, renamed in enumerate(story.renamed, 1):
        later = Naming(changes[number:])
        for one in renamed:
            _check(one, _called(one, later), known[one.kind], problems)


def _check(one: Renamed, now: str, known: set[str], problems: Problems) -> None:
    if one.old in known:
        message = f"{one.old} is there, so it was not renamed."
        problems.add("U319", one.mark, message, "Remove this line, or the old name.")
    if now not in known:
        problems.add("U318", one.new_mark, f"No {ONE[one.kind]} is called {now}.", did_you_mean(now, known))


def _called(one: Renamed, later: Naming) -> str:
    """What something is called now that was called so after it was renamed."""
    match one.kind:
        case "scenes":
            return later.scene(one.new)
        case "choices":
            return later.choice(one.new)
        case "notes":
            return later.key(f"noted.{one.new}").removeprefix("noted.")
        case "readings":
            return later.reading(one.new)
    return later.key(one.new)


def _known(story: Story, episodes: Iterable[Episode]) -> Mapping[str, set[str]]:
    """The names of each kind; of state, whole families too."""
    scenes = [scene for episode in episodes for scene in episode.scenes.values()]
    state = {key for key in story.variables if not key.startswith(("noted.", "read."))}
    return {
        "scenes": {scene.name for scene in scenes},
        "choices": {f"{scene.name}.{option.name}" for scene in scenes for option in nodes_in(scene.flow, Option)},
        "state": state | {key.partition(".")[0] for key in state},
        "notes": set(story.notes),
        "readings": set(story.readings),
    }

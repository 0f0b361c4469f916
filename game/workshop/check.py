"""Everything wrong with the text of a story, in one run."""

from __future__ import annotations

import json
from pathlib import Path

from game.engine.compiler import compile_episode
from game.engine.statechart import Statechart
from game.language.count import count
from game.language.episode import read_episode
from game.language.fields import Fields
from game.language.header import FILES, open_story
from game.language.item import Pool
from game.language.problem import Problems
from game.language.source import Source
from game.language.step import Call, Go
from game.language.story import Episode, Story
from game.language.uncollected import uncollected
from game.language.ways import items_in, steps_in
from game.workshop.across import check_across
from game.workshop.prosecheck import check_prose, drop_meant, read_rules
from game.workshop.rehearse.reader import FOLDER as PLANS
from game.workshop.renames import check_renamed
from game.workshop.uses import called, unused

FILES_OF_A_STORY = {*FILES, "ids.yaml"}


def check_story(folder: Path) -> Problems:
    """What is wrong with the story in `folder`: errors keep it from being played, warnings do not."""
    problems = Problems()
    with uncollected():
        _check(folder, problems)
    return problems


def _check(folder: Path, problems: Problems) -> None:
    story = open_story(folder, problems)
    episodes: dict[str, Episode] = {}
    charts: dict[str, Statechart] = {}
    for file in story.episodes:
        before = len(problems.errors)
        episodes[file.id] = episode = read_episode(story, file.id, problems)
        if len(problems.errors) == before and problems.all_declared:
            charts[file.id] = compile_episode(story, episode, problems)
    check_across(episodes, charts, problems)
    if not problems.errors:
        check_renamed(story, episodes.values(), problems)
        _look_for_orphans(episodes, problems)
        _look_for_idle(story, list(episodes.values()), problems)
    _look_for_stray_files(story, problems)
    _check_prose(story, episodes, problems)


def _check_prose(story: Story, episodes: dict[str, Episode], problems: Problems) -> None:
    """Apply the section `prose` of story.yaml, if there is one."""
    source = Source.read(story.folder / "story.yaml", "story.yaml", problems)
    root = source.compose() if source else None
    section = Fields(source, root, "story.yaml").get("prose") if source and root else None
    if source is None or section is None:
        return
    rules = read_rules(source, section)
    if not problems.errors:
        check_prose(rules, episodes.values(), problems, story.afterwards)
    drop_meant(rules, episodes.values(), problems)


def _look_for_orphans(episodes: dict[str, Episode], problems: Problems) -> None:
    """Warn of scenes that nothing leads to from the beginning of any episode."""
    todo = [(id, episode.first) for id, episode in episodes.items()]
    reached = set(todo)
    while todo:
        for target in _led_to(episodes, *todo.pop()):
            if target not in reached:
                reached.add(target)
                todo.append(target)
    for id, episode in episodes.items():
        for name, scene in episode.scenes.items():
            if (id, name) not in reached:
                advice = f"Draw its pool: - pool: {scene.pool}" if scene.pool else "Lead an arrow there, or remove it."
                problems.warn("U602", scene.mark, f"Nothing leads to the scene {name}.", advice)


def _led_to(episodes: dict[str, Episode], id: str, name: str) -> list[tuple[str, str]]:
    """Episode and name of the scenes that a scene leads to."""
    episode = episodes[id]
    flow = episode.scenes[name].flow
    places = [step.place for step in steps_in(flow) if isinstance(step, Go | Call)]
    found = [(place.episode or id, place.scene) for place in places if place.scene]
    if pools := {item.name for item in items_in(flow) if isinstance(item, Pool)}:
        found += [(id, other.name) for other in episode.scenes.values() if other.pool in pools]
    return [(where, scene) for where, scene in found if scene in episodes[where].scenes]


def _look_for_idle(story: Story, episodes: list[Episode], problems: Problems) -> None:
    """Warn of what is declared and never used."""
    for variable in unused(story, episodes):
        if variable.mark:
            message = f"Nothing reads or sets {called(variable)}."
            problems.warn("U605", variable.mark, message, "Use it in a condition, a text or an effect, or remove it.")


def _look_for_stray_files(story: Story, problems: Problems) -> None:
    """Warn of YAML files that are no part of the story and no test plans of it."""
    known = FILES_OF_A_STORY | {Path(file.path).as_posix() for file in story.episodes}
    for path in sorted(story.folder.rglob("*.y*ml")) if story.episodes and not problems.half_read else ():
        name = path.relative_to(story.folder).as_posix()
        is_plan = name.startswith(f"{PLANS}/") and path.suffix == ".yaml"
        if name not in known and not is_plan:
            advice = "Add it to `episodes`, or move it away."
            if name.startswith(f"{PLANS}/"):
                advice = f"Call it {path.with_suffix('.yaml').name}."
            mark = story.episodes[-1].mark
            problems.warn("U603", mark, f"{name} is not listed, so it is never read.", advice)


def as_text(problems: Problems) -> str:
    """The problems for a person, and a last line that counts them."""
    errors = len(problems.errors)
    warnings = len(problems) - errors
    last = "Nothing is wrong." if not len(problems) else f"{count(errors, 'error')}, {count(warnings, 'warning')}."
    return "\n\n".join([*map(str, problems), last])


def as_json(problems: Problems) -> str:
    """The problems for a program: a list of objects."""
    return json.dumps(
        [
            {
                "code": p.code,
                "severity": p.severity,
                "file": p.mark.file,
                "line": p.mark.line,
                "column": p.mark.column,
                "message": p.message,
                "advice": p.advice,
            }
            for p in problems
        ],
        ensure_ascii=False,
        indent=1,
    )

"""Writes a generated story (the format peers-story/1) in Ulysse's YAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

WIDE = 2_000
"""Numbers are declared so wide that no play of these stories reaches an end of them."""


def write_story(spec_file: Path, folder: Path, scenes_per_episode: int) -> None:
    """Write the story that `spec_file` describes into `folder`."""
    spec = json.loads(spec_file.read_text())
    (folder / "episodes").mkdir(parents=True, exist_ok=True)
    chapter = {scene["id"]: index // scenes_per_episode for index, scene in enumerate(spec["scenes"])}
    chapters: dict[int, list[dict[str, Any]]] = {}
    for scene in spec["scenes"]:
        chapters.setdefault(chapter[scene["id"]], []).append(scene)
    (folder / "story.yaml").write_text("\n".join(_header(spec, list(chapters))) + "\n")
    for number, scenes in chapters.items():
        rows = [f"episode: ep{number}", f"title: Chapter {number}", "scenes:"]
        for scene in scenes:
            rows += _scene(scene, number, chapter)
        (folder / "episodes" / f"{number:04}.yaml").write_text("\n".join(rows) + "\n")


def _header(spec: dict[str, Any], numbers: list[int]) -> list[str]:
    rows = ["story: generated", "title: Generated", "episodes:"]
    rows += [f"- ep{number}: episodes/{number:04}.yaml" for number in numbers]
    rows += ["endings:", *(f"  {scene['ending']}: {{title: The end}}" for scene in spec["scenes"] if scene["ending"])]
    rows.append("state:")
    for variable in spec["variables"]:
        kind = "flag: false" if variable["type"] == "bool" else f"range: -{WIDE}..{WIDE}, starts: 0"
        rows.append(f"  {variable['name']}: {{{kind}}}")
    return rows


def _scene(scene: dict[str, Any], number: int, chapter: dict[str, int]) -> list[str]:
    rows = [f"  {scene['id']}:", "    flow:", "    - |"]
    for block in scene["text"]:
        head = f"{{if {_guard(block['if'])}}} " if "if" in block else ""
        rows += [f"      {head}{block['p']}", ""]
    if scene["ending"]:
        return [*rows, f"      The end ({scene['ending']}).", f"    - end: {scene['ending']}"]
    for choice in scene["choices"]:
        rows += _choice(choice, number, chapter)
    return rows


def _choice(choice: dict[str, Any], number: int, chapter: dict[str, int]) -> list[str]:
    tags = ["again"] + ([f"if {_guard(choice['guard'])}"] if choice["guard"] else [])
    there = chapter[choice["to"]]
    place = choice["to"] if there == number else f"ep{there}.{choice['to']}"
    head = f"    - {choice['text']} {{{'; '.join(tags)}}}:"
    if not choice["effects"]:
        return [f"{head} -> {place}"]
    return [f"{head} |", *(f"        ~ {_effect(effect)}" for effect in choice["effects"]), f"        -> {place}"]


def _guard(guard: dict[str, Any]) -> str:
    return " and ".join(_condition(condition) for condition in guard["all"])


def _condition(condition: dict[str, Any]) -> str:
    name, op, value = condition["var"], condition["op"], condition["value"]
    if isinstance(value, bool):
        return name if value == (op == "==") else f"not {name}"
    return f"{name} {op} {value}"


def _effect(effect: dict[str, Any]) -> str:
    value = effect["value"]
    if effect["op"] == "set":
        return f"{effect['var']} = {str(value).lower()}"
    return f"{effect['var']} {'-=' if value < 0 else '+='} {abs(value)}"

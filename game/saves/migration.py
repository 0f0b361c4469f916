"""Turns the content of a file of an older format into that of the present one."""

from __future__ import annotations

from typing import Any

from game.saves.fingerprint import DIGITS

OLDEST = 1
"""The oldest format that is read."""


def migrated(top: Any) -> Any:
    """`top` as the present format says it. What is wrong in it stays wrong, for the strict reading that follows."""
    if not isinstance(top, dict) or top.get("ulysse save") is not OLDEST:
        return top
    steps, places, scenes = top.get("steps"), top.get("places"), top.get("scenes")
    return {
        **top,
        "ulysse save": 2,
        "editions": {},
        "origin": _placed(top.get("origin")),
        "scenes": _logic(scenes) if isinstance(scenes, dict) else scenes,
        "places": apart({number: _placed(place) for number, place in places.items()})
        if isinstance(places, dict)
        else places,
        "seams": [],
        **(_numbered(steps) if isinstance(steps, list) else {}),
    }


def _numbered(steps: list[Any]) -> dict[str, Any]:
    """Steps that say their parent, kind and id, as steps that say the number of their id, and the ids."""
    choices: dict[str, list[str]] = {}
    readings: list[str] = []
    for row in steps:
        match row:
            case [_, "choose", str(id), _]:
                scene, _, name = id.partition(".")
                choices.setdefault(scene, []).append(name)
            case [_, "pair", str(id), _]:
                readings.append(id)
    choices = {scene: list(dict.fromkeys(names)) for scene, names in choices.items()}
    readings = list(dict.fromkeys(readings))
    ids = [("choose", f"{scene}.{name}") for scene, names in choices.items() for name in names]
    numbers = {id: number for number, id in enumerate([*ids, *(("pair", id) for id in readings)])}
    return {"choices": choices, "readings": readings, "steps": [_short(row, numbers) for row in steps]}


def _short(row: Any, numbers: dict[tuple[str, str], int]) -> Any:
    match row:
        case [parent, str(kind), str(id), str(digest)] if (kind, id) in numbers:
            return [numbers[kind, id], digest[:DIGITS], parent]
    return row


def _logic(scenes: dict[str, Any]) -> dict[str, Any]:
    """The fingerprint of logic of those of words and of logic, by episode."""
    grouped: dict[str, dict[str, Any]] = {}
    for key, prints in scenes.items():
        episode, _, scene = key.partition(".")
        grouped.setdefault(episode, {})[scene] = prints.partition(" ")[2] if isinstance(prints, str) else prints
    return grouped


def apart(places: dict[str, Any]) -> dict[str, Any]:
    """Places of which each says all its values, as places that say how they differ from the one before."""
    changed, before = {}, dict[str, Any]()
    for number, place in places.items():
        changed[number] = place
        if isinstance(place, dict) and isinstance(values := place.get("values"), dict):
            changed[number] = {**place, "values": {**dict.fromkeys(before.keys() - values.keys()), **values}}
            before = values
    return changed


def together(places: dict[str, Any]) -> dict[str, Any]:
    """Places that say how they differ from the one before, as places of which each says all its values."""
    whole, before = {}, dict[str, Any]()
    for number, place in places.items():
        whole[number] = place
        if isinstance(place, dict) and isinstance(values := place.get("values"), dict):
            before = {key: text for key, text in {**before, **values}.items() if text is not None}
            whole[number] = {**place, "values": before}
    return whole


def _placed(place: Any) -> Any:
    return {**place, "state": ""} if isinstance(place, dict) else place

"""What the wire sends, as objects that JSON can hold. docs/wire.md lists every field."""

from __future__ import annotations

from typing import Any

from game.engine.gauge import Gauge
from game.engine.instruments import Instruments
from game.engine.moment import Card, Ending, Line, Moment
from game.engine.playthrough import Playthrough
from game.player.way import Spot, every, way


def moment_object(moment: Moment) -> dict[str, Any]:
    """A moment, as it is sent after every step."""
    return {
        "type": "moment",
        "turn": moment.turn,
        "episode": moment.episode,
        "scene": moment.scene,
        "place": moment.place,
        "card": _card(moment.card) if moment.card else None,
        "text": [_line(line) for line in moment.text],
        "noted": list(moment.noted),
        "choices": [
            {"id": choice.id, "label": choice.label, "stance": choice.stance, "locked": choice.locked}
            for choice in moment.choices
        ],
        "ending": _ending(moment.ending) if moment.ending else None,
    }


def world_object(play: Playthrough) -> dict[str, Any]:
    """What the story remembers, and all that other front ends show beside the text."""
    start = way(play)
    return {
        "type": "world",
        "world": dict(play.world),
        "notes": list(play.notes),
        "instruments": _instruments(play.instruments),
        "gauges": [_gauge(gauge) for gauge in play.gauges],
        "map": [_spot(spot) for spot in every(start)] if start else [],
    }


def _gauge(gauge: Gauge) -> dict[str, Any]:
    return {
        "title": gauge.title,
        "kind": gauge.kind,
        "person": gauge.person,
        "unit": gauge.unit,
        "low": gauge.low,
        "high": gauge.high,
        "axis": list(gauge.axis),
        "trace": [list(point) for point in gauge.trace],
        "value": gauge.value,
        "said": gauge.sentence,
    }


def _spot(spot: Spot) -> dict[str, Any]:
    onward = [each.place for each in spot.onward]
    return {"place": spot.place, "here": spot.here, "onward": onward, "across": list(spot.across)}


def _instruments(now: Instruments) -> dict[str, Any]:
    return {
        "minutes": now.minutes,
        "total": now.total,
        "until": now.until,
        "sol": now.time.sol if now.time else None,
        "local": now.time.local if now.time else None,
        "light": now.light,
        "messages": [{"id": id, "to": to, "minutes": left, "total": total} for id, to, left, total in now.flights],
    }


def _card(card: Card) -> dict[str, Any]:
    return {
        "episode": card.episode,
        "title": card.title,
        "second_title": card.second_title,
        "recap": [line.text for line in card.recap],
        "skip": card.skip,
    }


def _ending(ending: Ending) -> dict[str, Any]:
    return {
        "id": ending.id,
        "title": ending.title,
        "listener": ending.listener,
        "fates": [{"person": line.speaker, "text": line.text} for line in ending.fates],
    }


def _line(line: Line) -> dict[str, Any]:
    if line.kind != "speech":
        return {"kind": line.kind, "text": line.text} | ({"speaker": line.speaker} if line.speaker else {})
    return {"kind": "speech", "speaker": line.speaker, "lang": line.lang, "text": line.text, "subtitle": line.subtitle}

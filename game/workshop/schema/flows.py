"""The shapes of a flow: blocks, choices, instructions."""

from __future__ import annotations

from game.language.scope import MAX_TURNS
from game.workshop.schema.shapes import LABEL, Schema, closed, flag, listed, name, one_of, ref, text, whole
from game.workshop.schema.vocabulary import Vocabulary


def flow_shapes(words: Vocabulary) -> dict[str, Schema]:
    """The definitions by name."""
    instructions = [*_instructions(words), ({"otherwise": ref("flow")}, ["otherwise"])]
    items = [ref("block"), ref("choice"), *({**closed(k, needs), "title": needs[0]} for k, needs in instructions)]
    return {
        "condition": {
            "type": ["string", "boolean"],
            "description": "names, whole numbers, == != < <= > >=, in [a, b], and, or, not",
            "examples": list(words.variables),
        },
        "block": {"type": "string", "description": "prose after `|`, or an arrow"},
        "flow": {"anyOf": [ref("block"), listed(ref("item"))], "description": "what happens"},
        "item": {"anyOf": items},
        "outcome": {"anyOf": [ref("flow"), ref("option")]},
        "option": _option(words),
        "choice": _choice(),
    }


def _choice() -> Schema:
    return {
        "type": "object",
        "patternProperties": {LABEL: ref("outcome")},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
        "description": "what the player reads, tags in braces, and what becomes of it",
    }


def _option(words: Vocabulary) -> Schema:
    keys = {
        "if": {**ref("condition"), "description": "open only then"},
        "locked": text("why it is shown and cannot be taken where `if` fails"),
        "as": name("the choice’s name, instead of the slug of its label"),
        "again": flag("may be taken any number of times"),
        "after": name("in a session: open once that topic was taken"),
        "turns": whole(0, MAX_TURNS, "in a session: what the topic costs"),
        "stance": one_of(words.stances, "how it is meant"),
        "flow": ref("flow"),
    }
    return closed(keys, ["flow"])


def _instructions(words: Vocabulary) -> list[tuple[dict[str, Schema], list[str]]]:
    """The keys of each instruction, and those that it needs."""
    person = one_of(words.cast, "somebody of the cast")
    return [
        ({"here": name("a place to come back to")}, ["here"]),
        ({"if": ref("condition"), "then": ref("flow"), "else": ref("flow")}, ["if", "then"]),
        (_session(words), ["session", "turns", "topics"]),
        ({"pool": one_of(words.pools, "a pool"), "draw": whole(1, 20, "how many scenes")}, ["pool"]),
        (
            {
                "send": name("the message"),
                "in": whole(0, 9999, "minutes until the answer lands"),
                "to": person,
                "text": ref("flow"),
                "reply": ref("flow"),
            },
            ["send", "in"],
        ),
        ({"end": one_of(words.endings, "an ending")}, ["end"]),
        ({"todo": text("a note to yourself; `check` lists it")}, ["todo"]),
    ]


def _session(words: Vocabulary) -> dict[str, Schema]:
    start = closed({"if": ref("condition"), "flow": ref("flow")}, ["flow"])
    held = closed({"if": ref("condition"), "flow": ref("flow")}, ["if"], "the session ends at once when `if` holds")
    ends = {"closed": held, "spent": ref("flow"), "empty": ref("flow")}
    return {
        "session": name("a conversation"),
        "with": one_of(words.cast, "the other one"),
        "turns": whole(1, MAX_TURNS, "how many there are"),
        "offers": whole(1, 20, "at most so many topics at once; 6 if not said"),
        "topics": listed(ref("choice"), "what can be said"),
        "starts": listed(start, "what the other one begins"),
        "ends": closed(ends, what="how it ends"),
    }

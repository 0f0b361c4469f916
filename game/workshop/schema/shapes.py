"""The few shapes that a schema is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Schema = dict[str, Any]

NAME = r"^[a-z][a-z0-9_]*$"
LABEL = "^[^a-z]"
"""What the player reads begins with anything but a small letter."""


def closed(keys: Mapping[str, Schema], needs: Iterable[str] = (), what: str = "") -> Schema:
    """A mapping that has no other keys."""
    shape: Schema = {"type": "object", "properties": dict(keys), "additionalProperties": False}
    shape |= {"required": list(needs)} if needs else {}
    return shape | ({"description": what} if what else {})


def mapping(value: Schema, what: str = "") -> Schema:
    """A mapping of names that the author chooses."""
    shape: Schema = {"type": "object", "propertyNames": {"pattern": NAME}, "additionalProperties": value}
    return shape | ({"description": what} if what else {})


def listed(item: Schema, what: str = "") -> Schema:
    """A list."""
    return {"type": "array", "items": item} | ({"description": what} if what else {})


def text(what: str) -> Schema:
    """A line of text; what YAML takes for a number or a truth is text too."""
    return {"type": ["string", "number", "boolean"], "description": what}


def name(what: str) -> Schema:
    """A name that is declared here."""
    return {"type": "string", "pattern": NAME, "description": what}


def one_of(names: Iterable[str], what: str) -> Schema:
    """A name that was declared elsewhere; any name while there is none."""
    known = list(names)
    return {"enum": known, "description": what} if known else name(what)


def flag(what: str) -> Schema:
    """True or false."""
    return {"type": "boolean", "description": what}


def whole(low: int, high: int, what: str) -> Schema:
    """A whole number between two ends."""
    return {"type": "integer", "minimum": low, "maximum": high, "description": what}


def ref(definition: str) -> Schema:
    """A shape that is defined once."""
    return {"$ref": f"#/definitions/{definition}"}

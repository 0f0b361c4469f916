"""Reads JSON that nobody vouches for: small enough, shallow enough, of the expected types, and nothing left over."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from game.saves.error import Damaged

MAX_BYTES = 4_000_000
"""A three-hour game is some 120 kB."""
MAX_DEPTH = 8
MAX_BRACKETS = 120_000
"""Lists and mappings in a file; every step is one."""
MAX_DIGITS = 18
MAX_TEXT = 400

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NO_BRACKET = re.compile(rb"[^\[\]{}]+")


def parse(data: bytes) -> Any:
    """The JSON value in `data`; Damaged, with a sentence, if it is too much or no JSON."""
    if len(data) > MAX_BYTES:
        raise Damaged(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    if data.count(b"[") + data.count(b"{") > MAX_BRACKETS or depth_of(data) > MAX_DEPTH:
        raise Damaged("it is nested deeper, or holds more, than any saved game")
    try:
        return json.loads(
            data.decode("utf-8"),
            parse_int=_whole,
            parse_float=_refuse,
            parse_constant=_refuse,
            object_pairs_hook=_mapping,
        )
    except (ValueError, RecursionError):
        raise Damaged("it is not the text of a saved game") from None


def depth_of(data: bytes) -> int:
    """How deep the brackets outside of strings nest."""
    depth = deepest = 0
    for sign in _NO_BRACKET.sub(b"", _STRING.sub(b"", data)):
        depth += 1 if sign in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(digits[:MAX_DIGITS])
    return int(digits)


def _refuse(text: str) -> None:
    raise ValueError(text)


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError("a key stands twice")
    return mapping


class Keys:
    """A mapping whose values are taken out by name and type; Damaged if one is missing, wrong or left over."""

    def __init__(self, value: Any, what: str) -> None:
        if not isinstance(value, dict):
            raise Damaged(f"{what} is no mapping")
        self._left = dict(value)
        self._what = what

    def text(self, key: str, most: int = MAX_TEXT) -> str:
        """A line of text, of so many characters at most."""
        return text_in(self._take(key), f"“{key}”", most)

    def number(self, key: str, low: int = 0, high: int = 10**MAX_DIGITS) -> int:
        """A whole number between the two."""
        return number_in(self._take(key), f"“{key}”", low, high)

    def items(self, key: str, most: int) -> list[Any]:
        """A list of so many at most."""
        return list_in(self._take(key), f"“{key}”", most)

    def inner(self, key: str) -> Keys:
        """A mapping in this one."""
        return Keys(self._take(key), f"“{key}”")

    def texts(self, key: str, most: int) -> Mapping[str, str]:
        """A mapping of names to texts, of so many at most."""
        value = self._take(key)
        if not isinstance(value, dict) or len(value) > most:
            raise Damaged(f"“{key}” is no mapping, or too large")
        return {text_in(name, f"“{key}”"): text_in(text, f"“{key}”") for name, text in value.items()}

    def names(self) -> list[str]:
        """The keys that were not taken yet."""
        return list(self._left)

    def end(self) -> None:
        """Nothing may be left."""
        if self._left:
            raise Damaged(f"{self._what} says “{min(self._left)[:40]}”, which means nothing here")

    def _take(self, key: str) -> Any:
        if key not in self._left:
            raise Damaged(f"{self._what} lacks “{key}”")
        return self._left.pop(key)


def text_in(value: Any, what: str, most: int = MAX_TEXT) -> str:
    """`value` if it is a text of so many characters at most, without control characters."""
    if not isinstance(value, str) or len(value) > most or _CONTROL.search(value):
        raise Damaged(f"{what} is no line of text, or too long")
    return value


def number_in(value: Any, what: str, low: int, high: int) -> int:
    """`value` if it is a whole number between the two."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Damaged(f"{what} is no number from {low} to {high}")
    return value


def list_in(value: Any, what: str, most: int) -> list[Any]:
    """`value` if it is a list of so many at most."""
    if not isinstance(value, list) or len(value) > most:
        raise Damaged(f"{what} is no list, or too long")
    return value

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

_STRING = re.compile(rb'"[^"\\]*+(?:\\.?[^"\\]*+)*+"?', re.DOTALL)
"""A string, to the end of the file if it has none: so that nothing is looked through twice."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_INNERMOST = re.compile(rb"\[[^\[\]{}]*+\]|\{[^\[\]{}]*+\}")
_LONG = re.compile(rb"\d{%d}" % (MAX_DIGITS + 1))


def parse(data: bytes) -> Any:
    """The JSON value in `data`; Damaged, with a sentence, if it is too much or no JSON."""
    if len(data) > MAX_BYTES:
        raise Damaged(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    bare = _STRING.sub(b"", data)
    if bare.count(b"[") + bare.count(b"{") > MAX_BRACKETS or _deep(bare):
        raise Damaged("it is nested deeper, or holds more, than any saved game")
    if _LONG.search(bare):
        raise Damaged(f"it holds a number of more than {MAX_DIGITS} digits")
    try:
        text = data.decode("utf-8")
        return json.loads(text, parse_float=_refuse, parse_constant=_refuse, object_pairs_hook=_mapping)
    except (ValueError, RecursionError):
        raise Damaged("it is not the text of a saved game") from None


def _deep(bare: bytes) -> bool:
    """Whether there are brackets left to take away, from a text without strings, after so many times the innermost."""
    for _ in range(MAX_DEPTH):
        bare = _INNERMOST.sub(b"", bare)
    return _INNERMOST.search(bare) is not None


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
        return {name: text_in(text, f"“{key}”") for name, text in self.texts_or_nulls(key, most).items()}

    def texts_or_nulls(self, key: str, most: int) -> Mapping[str, str | None]:
        """A mapping of names to texts or to nothing, of so many at most."""
        value = self._take(key)
        if not isinstance(value, dict) or len(value) > most:
            raise Damaged(f"“{key}” is no mapping, or too large")
        said = f"“{key}”"
        return {text_in(name, said): text if text is None else text_in(text, said) for name, text in value.items()}

    def flag(self, key: str) -> bool:
        """Whether it says `true` there; what it does not mention is false."""
        return self._left.pop(key, False) is True

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

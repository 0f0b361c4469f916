"""Reads JSON that nobody vouches for: small enough, of the expected types, and nothing left over."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

from game.saves.error import Damaged

MAX_BYTES = 4_000_000
"""A three-hour game is some 26 kB."""
MAX_BRACKETS = 120_000
"""Lists and mappings in a file; every step is one."""
MAX_DIGITS = 18
MAX_TEXT = 400

_STRING = re.compile(rb'"[^"\\]*+(?:\\.?[^"\\]*+)*+"?', re.DOTALL)
"""A string, to the end of the file if it has none: so that nothing is looked through twice."""
_HIDING = (b"\\", b"\x7f", b"\xc2")
"""Without an escape, a DEL, and what the others of them begin with, no text of a file has a control character."""
_CONTROL = re.compile("[\x7f-\x9f\ud800-\udfff]")


def parse(data: bytes) -> Any:
    """The JSON value in `data`, no text of which has a control character.

    Damaged, with a sentence, if it is too much or no JSON.
    """
    if len(data) > MAX_BYTES:
        raise Damaged(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    if len(data) > MAX_BRACKETS and _brackets(data) > MAX_BRACKETS:
        raise Damaged("it holds more than any saved game")
    return _decoded(data, _JSON)


def parse_vouched(data: bytes) -> Any:
    """Like `parse`, of a few lines under a right checksum: of a key that stands twice the second counts."""
    return _decoded(data, _PLAIN)


def _decoded(data: bytes, form: json.JSONDecoder) -> Any:
    try:
        value = form.decode(data.decode("utf-8"))
        hidden = any(byte in data for byte in _HIDING) and _has_control(value)
    except RecursionError:
        raise Damaged("it is nested deeper than any saved game") from None
    except ValueError:
        raise Damaged("it is not the text of a saved game") from None
    if hidden:
        raise Damaged("it holds characters that no line of text has")
    return value


def _brackets(data: bytes) -> int:
    bare = _STRING.sub(b"", data)
    return bare.count(b"[") + bare.count(b"{")


def _has_control(value: Any) -> bool:
    """Whether `value`, written again with no more escapes than it needs, shows or escapes a control character."""
    text = json.dumps(value, ensure_ascii=False)
    return "\\" in text.replace("\\\\", "").replace('\\"', "") or _CONTROL.search(text) is not None


def _refuse(text: str) -> None:
    raise ValueError(text)


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError("a key stands twice")
    return mapping


_PLAIN = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
_JSON = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse, object_pairs_hook=_mapping)


class Keys:
    """A mapping whose values are taken out by name and type; Damaged if one is missing, wrong or left over."""

    def __init__(self, value: Any, what: str) -> None:
        if type(value) is not dict:
            raise Damaged(f"{what} is no mapping")
        self._left = dict(value)
        self._what = what

    def text(self, key: str) -> str:
        """A line of text that is short enough."""
        return text_in(self._take(key), f"“{key}”")

    def lines(self, *keys: str) -> list[str]:
        """Like `text`, for several."""
        values = self._several(keys)
        texts_in(values, f"a text of {self._what}")
        return values

    def numbers(self, *keys: str) -> list[int]:
        """Like `number`, for several that are not under 0."""
        values = self._several(keys)
        if not set(map(type, values)) <= {int} or min(values) < 0 or max(values) > 10**MAX_DIGITS:
            raise Damaged(f"a number of {self._what} is none, or too large")
        return values

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
        value = self._mapping(key, most)
        texts_in([*value, *value.values()], f"“{key}”")
        return value

    def lists(self, key: str, most: int) -> Mapping[str, list[str]]:
        """A mapping of names to lists of texts, of so many at most."""
        value = self._mapping(key, most, list)
        texts_in([*value, *chain.from_iterable(value.values())], f"“{key}”")
        return value

    def mappings(self, key: str, most: int) -> Mapping[str, Mapping[str, str]]:
        """A mapping of names to mappings of names to texts, of so many at most."""
        value = self._mapping(key, most, dict)
        inner = (text for each in value.values() for pair in each.items() for text in pair)
        texts_in([*value, *inner], f"“{key}”")
        return value

    def mapping(self, key: str) -> Mapping[str, Any]:
        """A mapping of names to anything."""
        return self._mapping(key, MAX_BRACKETS)

    def end(self) -> None:
        """Nothing may be left."""
        if self._left:
            raise Damaged(f"{self._what} says “{min(self._left)[:40]}”, which means nothing here")

    def _mapping(self, key: str, most: int, to: type | None = None) -> dict[str, Any]:
        value = self._take(key)
        if type(value) is not dict or len(value) > most or (to and not set(map(type, value.values())) <= {to}):
            raise Damaged(f"“{key}” is no mapping of what it should be, or too large")
        return value

    def _take(self, key: str) -> Any:
        return self._several((key,))[0]

    def _several(self, keys: Sequence[str]) -> list[Any]:
        try:
            return [*map(self._left.pop, keys)]
        except KeyError as error:
            raise Damaged(f"{self._what} lacks “{error.args[0]}”") from None


def texts_in(values: Collection[Any], what: str) -> None:
    """Damaged if not all `values` are texts that are short enough."""
    if not _are_lines(values):
        raise Damaged(f"{what} is no line of text, or too long")


def _are_lines(values: Collection[Any]) -> bool:
    try:
        together = "".join(values)  # tells of types and lengths at once, in a quarter of the time
    except TypeError:
        return False
    return len(together) <= MAX_TEXT or max(map(len, values)) <= MAX_TEXT


def text_in(value: Any, what: str) -> str:
    """`value` if it is a text that is short enough, else Damaged."""
    if type(value) is not str or len(value) > MAX_TEXT:
        raise Damaged(f"{what} is no line of text, or too long")
    return value


def number_in(value: Any, what: str, low: int, high: int) -> int:
    """`value` if it is a whole number between the two, else Damaged."""
    if type(value) is not int or not low <= value <= high:
        raise Damaged(f"{what} is no number from {low} to {high}")
    return value


def list_in(value: Any, what: str, most: int) -> list[Any]:
    """`value` if it is a list of so many at most, else Damaged."""
    if type(value) is not list or len(value) > most:
        raise Damaged(f"{what} is no list, or too long")
    return value

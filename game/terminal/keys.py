"""What a key is called, wherever the game names one: in the footer, the menu behind Escape, the help."""

from __future__ import annotations

NAMES = {"question_mark": "?", "pageup": "page up", "pagedown": "page down", "escape": "esc"}


def named(key: str) -> str:
    """The name of a key, such as `ctrl+z` or `F2`."""
    return key.upper() if key[1:].isdecimal() else NAMES.get(key, key)

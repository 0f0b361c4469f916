"""A visitor: a browser that is known by a cookie, and the folder in which its games are kept."""

from __future__ import annotations

import re
import secrets
from hashlib import blake2b
from pathlib import Path

COOKIE = "ulysse_visitor"
YEAR = 365 * 24 * 60 * 60
"""Seconds that a browser keeps the cookie."""
FOLDER = "visitors"

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """A token that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def is_token(text: str | None) -> bool:
    """Whether `text` could be a token."""
    return text is not None and _TOKEN.fullmatch(text) is not None


def folder_of(token: str, saves: Path) -> Path:
    """Where the games of a visitor are kept. The token cannot be told from the name of the folder."""
    return saves / FOLDER / blake2b(token.encode(), digest_size=16).hexdigest()

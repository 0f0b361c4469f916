"""The names of a shelf's files."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

from game.language.names import slug
from game.saves.fingerprint import fingerprint
from game.saves.scribe import BACKUP
from game.saves.slot import AUTO, BRANCH, QUICK, Slot

ENDING = ".json"
DELETED = "deleted"


def ids_in(folder: Path) -> list[str]:
    """The ids of the files in `folder`, readable or not."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return sorted({Path(name).stem for name in names if name.endswith((ENDING, BACKUP)) and not name.startswith(".")})


def label(slot: Slot) -> str:
    """A slot in a sentence."""
    return f"“{slot.name or slot.id}”"


def new_lane() -> str:
    """The id of a playthrough that has none."""
    return f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"


def id_for(kind: str, name: str, lane: str = "", tip: int = 0) -> str:
    """The id of a save of that kind and name, of the playthrough `lane`, that stands after step `tip`."""
    if kind in (AUTO, QUICK):
        return f"{kind}-{lane}"
    if kind == BRANCH:
        return f"{kind}-{lane}-{tip}"
    return f"{kind}-{slug(name)[:40].strip('_').replace('_', '-')}-{fingerprint(name, 3)}"


def make_room(path: Path) -> None:
    """Move a file that was deleted before under the same id out of the way."""
    stem = f"{path.stem[:50]}-{secrets.token_hex(2)}"
    for old in (path, path.with_suffix(BACKUP)):
        if old.exists():
            os.replace(old, old.with_stem(stem))

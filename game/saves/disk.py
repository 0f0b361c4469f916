"""Writing a file whole or not at all, and making it last. Everything that the saves do to a disk is done here."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from game.saves.error import SaveError


def replace_file(path: Path, data: bytes, durable: bool = False, look: Callable[[], None] = lambda: None) -> None:
    """Write `data` beside `path`, `look` once more, then put it in its place at once.

    A program that is killed leaves the old file or the new one. With `durable`, so does a power cut.
    OSError if the disk does not take it, or whatever `look` raises; the old file then stands as it was.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        _write(beside, data, durable)
        look()
        os.replace(beside, path)
    except (OSError, SaveError):
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def _write(path: Path, data: bytes, durable: bool) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def append(path: Path, data: bytes) -> None:
    """Write `data` at the end of a file at once, wherever another program has brought it. OSError as above."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, data)
    finally:
        os.close(handle)


def settle(path: Path) -> None:
    """Wait until a file, or a folder's list of files, is on the disk. OSError if it cannot be."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return  # Windows does not open folders; its replace is journalled
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it, where they are missing. OSError if that cannot be."""
    folder.mkdir(parents=True, exist_ok=True)


def read_at_most(path: Path, count: int) -> bytes:
    """The first `count` bytes of a file. OSError if it cannot be read."""
    with path.open("rb") as file:
        return file.read(count)


def reason_of(error: OSError) -> str:
    """Why a disk refused, as the end of a sentence."""
    return (error.strerror or "the disk refused").lower().rstrip(".")

"""The Scribe: makes what was written last, in a thread of its own, so that nobody waits for a disk."""

from __future__ import annotations

import threading
from pathlib import Path

from game.saves.disk import reason_of, replace_file, settle

BACKUP = ".bak"
"""The ending of the copy that is known to be on the disk. It is never older than what the Scribe last finished."""


class Scribe:
    """For each file the newest data waits; older data that nobody made last yet is passed over."""

    def __init__(self) -> None:
        self._waiting: dict[Path, bytes] = {}
        self._busy = False
        self._closed = False
        self._bell = threading.Condition()
        self._thread: threading.Thread | None = None
        self.trouble: str | None = None
        """Why the last file could not be made to last, or None."""

    def put(self, path: Path, data: bytes) -> None:
        """Have `path`, which was just written, made to last, and a copy of it kept."""
        with self._bell:
            self._waiting[path] = data
            self._bell.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="scribe", daemon=True)
                self._thread.start()

    def flush(self) -> None:
        """Wait until everything is on the disk."""
        with self._bell:
            self._bell.wait_for(lambda: not self._waiting and not self._busy)

    def close(self) -> None:
        """Finish, and end the thread."""
        with self._bell:
            self._closed = True
            self._bell.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._closed = False

    def _work(self) -> None:
        while (task := self._next()) is not None:
            try:
                _make_last(*task)
                self.trouble = None
            except OSError as error:
                self.trouble = reason_of(error)
            with self._bell:
                self._busy = False
                self._bell.notify_all()

    def _next(self) -> tuple[Path, bytes] | None:
        with self._bell:
            self._bell.wait_for(lambda: bool(self._waiting) or self._closed)
            if not self._waiting:
                return None
            path = next(iter(self._waiting))
            self._busy = True
            return path, self._waiting.pop(path)


def _make_last(path: Path, data: bytes) -> None:
    if path.exists():
        settle(path)
    replace_file(path.with_suffix(BACKUP), data, durable=True)
    settle(path.parent)

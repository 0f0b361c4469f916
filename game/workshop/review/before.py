"""Reads a story as it was at a revision that git keeps, into a folder of its own. Called by `review`."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile


class NoBefore(Exception):
    """The story cannot be had as it was; says why in one sentence."""


def story_at(story: Path, revision: str, into: Path) -> tuple[Path, str]:
    """Write the story in the folder `story` as it was at `revision` below `into`; its folder, and the commit.

    NoBefore if there is no git, no repository, no such revision, or no story there.
    """
    inside = _git(story, "rev-parse", "--show-prefix", fails=f"{story} is in no git repository.")
    prefix = inside.decode().strip().rstrip("/") or "."
    wanted = f"{revision}^{{commit}}"
    commit = _git(story, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted, fails=_unknown(revision))
    top = Path(_git(story, "rev-parse", "--show-toplevel", fails="").decode().strip())
    missing = f"There was no story in {story} at {revision}."
    archive = _git(top, "archive", "--format=zip", commit.decode().strip(), "--", prefix, fails=missing)
    with ZipFile(BytesIO(archive)) as files:
        files.extractall(into)
    if not (into / prefix / "story.yaml").is_file():
        raise NoBefore(missing)
    return into / prefix, commit.decode().strip()[:12]


def _unknown(revision: str) -> str:
    return f"git knows no revision {revision}."


def _git(folder: Path, *words: str, fails: str) -> bytes:
    """What a git command prints; NoBefore, with that sentence, if it fails."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    except OSError:
        raise NoBefore("git is not installed, or not on the path.") from None
    if done.returncode:
        raise NoBefore(fails)
    return done.stdout

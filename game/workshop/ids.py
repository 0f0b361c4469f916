"""The ledger of ids: what is new, renamed or gone since it was last written, and writing it.

A label may be edited without losing its choice's id: the vanished label and the new one that is like it in the same
scene are one choice. An id that is gone is retired and never used again.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b
from pathlib import Path

import yaml

from game.language.episode import read_episode
from game.language.header import open_story
from game.language.item import Option
from game.language.ledger import FILE, Entry, Ledger, read_ledger
from game.language.problem import Problems
from game.language.step import Utterance
from game.language.text import Text
from game.language.ways import options_in, steps_in

LIKE = 0.7
"""How alike two labels must be to be one that was edited; `difflib` gives 1 for equal ones."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between a ledger and its story."""

    added: tuple[str, ...]
    renamed: tuple[tuple[str, str, str], ...]
    """Id, the old label, the new one."""
    gone: tuple[str, ...]
    reused: tuple[str, ...]
    """Retired ids that are used again."""

    def __bool__(self) -> bool:
        return bool(self.added or self.renamed or self.gone or self.reused)

    def __str__(self) -> str:
        rows = [f"new: {id}" for id in self.added]
        rows += [f"renamed: {id}: “{old}” is now “{new}”" for id, old, new in self.renamed]
        rows += [f"gone: {id}" for id in self.gone]
        rows += [f"retired and used again: {id}; give the choice another name with `as`" for id in self.reused]
        return "\n".join(rows) or "The ledger is up to date."


def settle_ids(folder: Path, write: bool) -> tuple[Changes, bool]:
    """What differs between a story and its ledger, and whether that was written. StoryError if it is unsound."""
    problems = Problems()
    ledger = read_ledger(folder, problems)
    problems.stop_if_wrong()
    written, changes = _compare(ledger, _present(folder))
    if write and not changes.reused:
        _write(folder, written)
    return changes, write and not changes.reused


def _present(folder: Path) -> dict[str, dict[str, Entry]]:
    """Scene to id to entry, as the story stands."""
    story = open_story(folder)
    found: dict[str, dict[str, Entry]] = {}
    for file in story.episodes:
        for scene in read_episode(story, file.id).scenes.values():
            for option in options_in(scene.flow):
                found.setdefault(scene.name, {})[option.name] = Entry(option.words, _fingerprint(option))
    return found


def _fingerprint(option: Option) -> str:
    told = [_plain(step.text) for step in steps_in(option.flow) if isinstance(step, Utterance)]
    return blake2b("\n".join([_plain(option.label), *told]).encode(), digest_size=4).hexdigest()


def _plain(text: Text) -> str:
    return "".join(getattr(part, "text", "{}") for part in text.parts)


def _compare(ledger: Ledger, present: dict[str, dict[str, Entry]]) -> tuple[Ledger, Changes]:
    added, renamed, gone, reused = [], [], [], []
    ids: dict[str, dict[str, Entry]] = {}
    retired = {scene: list(old) for scene, old in ledger.retired.items()}
    for scene in sorted({*ledger.ids, *present}):
        before, now = ledger.ids.get(scene, {}), dict(present.get(scene, {}))
        for old in [id for id in before if id not in now]:
            new = _nearest(before[old].label, {id: e for id, e in now.items() if id not in before})
            if new is None:
                gone.append(f"{scene}.{old}")
                retired.setdefault(scene, []).append(old)
            else:
                renamed.append((f"{scene}.{old}", before[old].label, now[new].label))
                now[old] = now.pop(new)
        added += [f"{scene}.{id}" for id in now if id not in before]
        reused += [f"{scene}.{id}" for id in now if id in ledger.retired.get(scene, ())]
        if now:
            ids[scene] = now
    written = Ledger(ids, {scene: tuple(old) for scene, old in retired.items()})
    return written, Changes(tuple(added), tuple(renamed), tuple(gone), tuple(reused))


def _nearest(label: str, candidates: dict[str, Entry]) -> str | None:
    likeness = {id: SequenceMatcher(None, label, entry.label).ratio() for id, entry in candidates.items()}
    best = max(likeness, key=lambda id: likeness[id], default=None)
    return best if best is not None and likeness[best] >= LIKE else None


def _write(folder: Path, ledger: Ledger) -> None:
    ids = {
        scene: {id: {"label": entry.label, "words": entry.words} for id, entry in sorted(choices.items())}
        for scene, choices in ledger.ids.items()
    }
    data: dict[str, object] = {"ids": ids}
    if ledger.retired:
        data["retired"] = {scene: list(old) for scene, old in ledger.retired.items()}
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    (folder / FILE).write_text(text, encoding="utf-8")

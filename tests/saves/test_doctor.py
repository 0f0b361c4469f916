"""What the doctor says and mends, and the command that asks it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from game.engine.library import Library
from game.saves import Keeper, Slot
from game.saves.command import FINE, UNUSABLE, WRONG, saves_command
from game.saves.doctor import DAMAGED, EDITED, LEFTOVER, examine, mend
from tests.saves.conftest import TALE
from tests.saves.players import again, wander


@pytest.fixture
def evening(keeper: Keeper) -> Slot:
    wander(keeper, 9, 8)
    slot = keeper.save("Evening")
    keeper.close()
    for path in keeper.shelf.folder.glob("auto-*"):
        path.unlink()
    return slot


def test_a_truncated_file_without_a_copy_keeps_its_sound_steps(library: Library, keeper: Keeper, evening: Slot) -> None:
    path = keeper.shelf.path(evening)
    data = path.read_bytes()
    lines = data.split(b"\n")
    cut = b"\n".join(lines[: lines.index(b'"steps": [') + 6]) + b"\n [1, "
    path.write_bytes(cut)
    path.with_suffix(".bak").unlink()
    (finding,) = examine(keeper.shelf, library)
    assert finding.state == DAMAGED
    assert finding.sentence.endswith("; 5 steps of it can be saved.")
    assert "the original is in damaged/" in mend(keeper.shelf, finding)
    assert again(library, keeper.shelf.folder.parent).load("Evening").turn == 5
    (original,) = (keeper.shelf.folder / "damaged").iterdir()
    assert original.read_bytes() == cut


def test_wherever_a_file_is_cut_after_its_head_something_is_saved(
    library: Library, keeper: Keeper, evening: Slot
) -> None:
    path = keeper.shelf.path(evening)
    data = path.read_bytes()
    path.with_suffix(".bak").unlink()
    start = data.index(b'"steps"')
    for length in range(start + 12, len(data) - 2, 7):
        path.write_bytes(data[:length])
        (finding,) = examine(keeper.shelf, library)
        assert finding.state == DAMAGED
        mend(keeper.shelf, finding)
        count = data[:length].count(b'"],') + data[:length].count(b'"]\n')
        assert again(library, keeper.shelf.folder.parent).load("Evening").turn >= max(0, count - 6)


def test_a_good_copy_is_put_back(library: Library, keeper: Keeper, evening: Slot) -> None:
    path = keeper.shelf.path(evening)
    data = path.read_bytes()
    for broken, state in ((b"{}", DAMAGED), (data.replace(b"Evening", b"Evenine"), EDITED), (None, DAMAGED)):
        if broken is None:
            path.unlink()
        else:
            path.write_bytes(broken)
        (finding,) = examine(keeper.shelf, library)
        assert finding.state == state
        mend(keeper.shelf, finding)
        assert path.read_bytes() == data


def test_an_edited_file_without_a_copy_is_sealed(library: Library, keeper: Keeper, evening: Slot) -> None:
    path = keeper.shelf.path(evening)
    path.write_text(path.read_text().replace('"Evening"', '"Night"'))
    path.with_suffix(".bak").unlink()
    (finding,) = examine(keeper.shelf, library)
    mend(keeper.shelf, finding)
    assert again(library, keeper.shelf.folder.parent).load("Night").turn == evening.turn


def test_rubbish_is_named_and_kept(keeper: Keeper) -> None:
    keeper.choose("sand.go_on")
    keeper.shelf.flush()
    (keeper.shelf.folder / "auto-rubbish.json").write_bytes(os.urandom(200))
    finding = next(finding for finding in examine(keeper.shelf) if finding.state == DAMAGED)
    assert finding.remedy is None
    assert mend(keeper.shelf, finding) == "Nothing was changed."
    assert (keeper.shelf.folder / "auto-rubbish.json").exists()


def test_what_a_killed_program_left_is_put_away(keeper: Keeper) -> None:
    keeper.choose("sand.go_on")
    keeper.shelf.flush()
    left, fresh = (keeper.shelf.folder / name for name in (".a.json.1-1.tmp", ".b.json.1-1.tmp"))
    left.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(left, (1, 1))
    (finding,) = (finding for finding in examine(keeper.shelf) if finding.state == LEFTOVER)
    mend(keeper.shelf, finding)
    assert not left.exists()
    assert fresh.exists()


# The command ---------------------------------------------------------------------------------------------------


class Command:
    """`ulysse saves` on one shelf."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, *words: str, code: int = FINE) -> str:
        """What it prints."""
        story = ["--story", str(TALE)] if words[0] == "doctor" else []
        assert saves_command([*words, *story, "--saves", str(self.folder)]) == code
        captured = self.capsys.readouterr()
        return captured.out or captured.err

    def json(self, *words: str, code: int = FINE) -> Any:
        """What it prints as JSON."""
        return json.loads(self(*words, "--json", code=code))


@pytest.fixture
def saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, capsys)


def test_an_empty_shelf(saves: Command, tmp_path: Path) -> None:
    assert saves("list") == "No game is saved.\n"
    assert saves.json("list") == []
    assert saves("doctor") == "No game is saved.\n"
    assert saves("where") == f"{tmp_path}\n"
    assert saves("show", "x", code=UNUSABLE) == "No game is saved.\n"


def test_list_and_show(saves: Command, evening: Slot) -> None:
    assert "Evening: " in saves("list")
    assert saves.json("list")[0]["turn"] == evening.turn
    assert "seed 7" in saves("show", "evening")
    assert len(saves.json("show", "Evening")["steps"]) == evening.turn
    assert "Did you mean Evening?" in saves("show", "Evenin", code=UNUSABLE)


def test_doctor(saves: Command, keeper: Keeper, evening: Slot) -> None:
    assert "steps can be taken again" in saves("doctor")
    path = keeper.shelf.path(evening)
    path.write_bytes(path.read_bytes()[:-20])
    assert saves.json("doctor", code=WRONG)[0]["state"] == "damaged"
    assert "It was mended" in saves("doctor", "--repair")
    assert "steps can be taken again" in saves("doctor")


@pytest.mark.usefixtures("evening")
def test_export_and_import(saves: Command, tmp_path: Path) -> None:
    file = tmp_path / "evening.ulysse"
    saves("export", "Evening", str(file))
    assert "exists already" in saves("export", "Evening", str(file), code=UNUSABLE)
    assert saves.json("import", str(file))["name"] == "Evening (2)"
    saves("delete", "Evening")
    assert saves.json("import", str(file))["name"] == "Evening"
    saves("undelete", "Evening")
    assert len(saves.json("list")) == 3
    file.write_bytes(file.read_bytes().replace(b"Evening", b"Evenine"))
    assert "changed outside the game" in saves("import", str(file), code=UNUSABLE)
    assert saves.json("import", str(file), "--edited")["name"] == "Evenine"
    file.write_bytes(b"nothing")
    assert "cannot be imported" in saves("import", str(file), code=UNUSABLE)
    assert "cannot be read" in saves("import", str(tmp_path), code=UNUSABLE)

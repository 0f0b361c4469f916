"""Disks that refuse: the game goes on, says so in one sentence, and what was saved before stands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from game.engine.library import Library
from game.saves import Keeper, SaveError
from tests.saves.players import SENTENCE, again

resource = pytest.importorskip("resource")
ROOT = Path(__file__).parents[2]

FULL = """
import sys
from pathlib import Path
from game.engine.library import Library
from game.language.header import open_story
from tests.saves.conftest import TALE
from tests.saves.players import again
folder = Path(sys.argv[1])
library = Library(open_story(TALE))
keeper = again(library, folder)
keeper.begin()
failed = 0
for _ in range(400):
    before = keeper.shelf.newest()
    keeper.choose("sand.look_for_shells")
    if keeper.notice:
        failed += 1
        assert "no space left" in keeper.notice, keeper.notice
        assert keeper.shelf.newest().turn >= before.turn
        if failed == 3:
            break
assert failed == 3
kept = keeper.shelf.newest().turn
assert kept > 10, kept
(folder / "ballast").unlink()
keeper.choose("sand.look_for_shells")
keeper.shelf.flush()
keeper.choose("sand.look_for_shells")
assert keeper.notice is None, keeper.notice
assert again(library, folder).resume().turn == keeper.playthrough.moment.turn
keeper.close()
print("survived")
"""

READ_ONLY = """
import sys
from pathlib import Path
from game.engine.library import Library
from game.language.header import open_story
from tests.saves.conftest import TALE
from tests.saves.players import again
keeper = again(Library(open_story(TALE)), Path(sys.argv[1]))
assert keeper.resume().turn == 1
assert keeper.choose("sand.look_for_shells").turn == 2
assert "read-only file system" in keeper.notice, keeper.notice
keeper.close()
print("survived")
"""


def _in_a_namespace(prepare: str, program: str, folder: Path) -> None:
    """Run a program where `prepare` has mounted something that nobody else sees."""
    script = f"{prepare} && exec {sys.executable} -c '{program}' {folder}"
    if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode:
        pytest.skip("may not mount")
    done = subprocess.run(["unshare", "-m", "sh", "-c", script], cwd=ROOT, capture_output=True, text=True)
    if "mount" in done.stderr and "Traceback" not in done.stderr:
        pytest.skip(done.stderr)
    assert done.stdout == "survived\n", done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="mounts")
def test_a_full_disk(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=96k tmpfs {tmp_path} && head -c 76000 /dev/zero > {tmp_path}/ballast"
    _in_a_namespace(mount, FULL.replace("'", '"'), tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts")
def test_a_read_only_disk(library: Library, tmp_path: Path) -> None:
    keeper = again(library, tmp_path)
    keeper.begin()
    keeper.choose("sand.look_for_shells")
    keeper.close()
    _in_a_namespace(f"mount --bind {tmp_path} {tmp_path} && mount -o remount,ro,bind {tmp_path}", READ_ONLY, tmp_path)


def test_a_file_that_may_not_grow(library: Library, tmp_path: Path) -> None:
    keeper = again(library, tmp_path)
    keeper.begin()
    keeper.choose("sand.look_for_shells")
    keeper.shelf.flush()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (700, before[1]))
    try:
        assert keeper.choose("sand.look_for_shells").turn == 2
        assert keeper.notice is not None
        assert SENTENCE.match(keeper.notice)
        with pytest.raises(SaveError, match="file too large"):
            keeper.save("Evening")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [slot.turn for slot in keeper.shelf.slots()] == [1]
    keeper.close()
    assert [slot.turn for slot in keeper.shelf.slots()] == [2]
    assert not [name for name in os.listdir(keeper.shelf.folder) if name.endswith(".tmp")]


def test_a_file_stands_where_the_folder_should_be(library: Library, tmp_path: Path) -> None:
    (tmp_path / "saves").write_text("no folder")
    keeper = again(library, tmp_path / "saves")
    assert keeper.resume() is None
    keeper.begin()
    assert keeper.choose("sand.look_for_shells").turn == 1
    assert keeper.notice is not None
    assert SENTENCE.match(keeper.notice)
    with pytest.raises(SaveError, match="cannot be saved in"):
        keeper.quick_save()
    keeper.close()
    assert (tmp_path / "saves").read_text() == "no folder"


def test_a_folder_stands_where_a_file_should_be(keeper: Keeper) -> None:
    keeper.choose("sand.look_for_shells")
    slot = keeper.save("Evening")
    keeper.shelf.flush()
    path = keeper.shelf.path(slot)
    path.unlink()
    path.mkdir()
    assert keeper.shelf.find("Evening") == slot
    assert keeper.load("Evening").turn == 1
    with pytest.raises(SaveError):
        keeper.save("Evening")


def test_a_folder_that_is_taken_away_comes_back(library: Library, keeper: Keeper, tmp_path: Path) -> None:
    keeper.choose("sand.look_for_shells")
    keeper.shelf.flush()
    keeper.shelf.folder.rename(tmp_path / "away")
    keeper.choose("sand.look_for_shells")
    assert keeper.notice is None
    keeper.close()
    moment = again(library, tmp_path).resume()
    assert moment is not None
    assert moment.turn == 2

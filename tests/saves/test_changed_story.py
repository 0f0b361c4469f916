"""The story changes under a save: restored where that can be, moved back where it cannot, told in one sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game.engine.library import Library
from game.language.header import open_story
from game.saves import Keeper, SaveError, Shelf, Slot
from game.saves.doctor import CHANGED, SOUND, examine
from tests.saves.conftest import TALE
from tests.saves.players import SENTENCE, again, wander

PATH = (
    "sand.look_for_shells",
    "sand.look_at_the_rope",
    "sand.wade_in",
    "sand.go_on",
    "fork.south",
    "fork.go_on",
    "slope.rest",
    "slope.climb",
)


def changed(tmp_path: Path, *edits: tuple[str, str, str]) -> Library:
    """The tale with texts replaced: file, old, new."""
    folder = tmp_path / "tale-2"
    shutil.copytree(TALE, folder)
    for name, old, new in edits:
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new))
    return Library(open_story(folder))


@pytest.fixture
def saved(keeper: Keeper) -> Slot:
    """Eight choices, from the sand to the top of the hill."""
    for id in PATH:
        keeper.choose(id)
    keeper.close()
    slot = keeper.shelf.newest()
    assert slot is not None
    return slot


SILENT = {
    "words": [("shore.yaml", "Two paths.", "Two paths, and a gull."), ("hill.yaml", "Shells in every", "Shells in my")],
    "title": [("story.yaml", "A Tale", "Another Tale"), ("story.yaml", "1.0.0", "1.1.0")],
    "new state": [("story.yaml", "  wet: {flag: false}", "  seen: {flag: false}\n  wet: {flag: false}")],
    "new note": [("story.yaml", "notes:\n", "notes:\n  gull: A gull.\n")],
    "words in another order": [("story.yaml", "[none, north, south]", "[none, up, south, north]")],
    "new choice passed by": [
        ("shore.yaml", "    - Go on {again}: -> fork", "    - Sing: -> fork\n    - Go on {again}: -> fork")
    ],
    "new scene": [("hill.yaml", "  away:\n", "  gone:\n    flow:\n    - end: lost\n  away:\n")],
}


@pytest.mark.parametrize("edit", SILENT)
def test_what_did_not_change_the_way_is_not_mentioned(tmp_path: Path, keeper: Keeper, saved: Slot, edit: str) -> None:
    library = changed(tmp_path, *SILENT[edit])
    keeper = again(library, tmp_path)
    moment = keeper.resume()
    assert keeper.notice is None
    assert moment is not None
    assert (moment.turn, moment.scene) == (8, "top")
    assert keeper.playthrough.world["shells"] == "1"
    assert keeper.playthrough.world["way"] == "south"
    keeper.choose("top.call")
    assert [slot.id for slot in keeper.shelf.slots()] == [saved.id]


CARRIED = {
    "another effect": [("shore.yaml", "~ shells += 1; spend 1", "~ shells += 2; spend 1")],
    "another start": [
        ("story.yaml", "strain: {each: crew, range: 0..8, starts: 2}", "strain: {each: crew, range: 0..8}")
    ],
    "a passed choice is gone": [("shore.yaml", "    - Go on {again}: -> fork", "    - Walk on {again}: -> fork")],
    "a passed way is closed": [("shore.yaml", "South {if wet}", "South {if shells > 5}")],
    "a state is gone": [
        ("story.yaml", "  wet: {flag: false}\n", ""),
        ("shore.yaml", "~ wet = true; note boat", "~ note boat"),
        ("shore.yaml", "South {if wet}", "South"),
        ("hill.yaml", "{if wet} I was wet.", "I was dry."),
    ],
}


@pytest.mark.parametrize("edit", CARRIED)
def test_a_place_that_is_still_there_is_found_by_name(tmp_path: Path, keeper: Keeper, saved: Slot, edit: str) -> None:
    library = changed(tmp_path, *CARRIED[edit])
    before = keeper.shelf.path(saved).read_bytes()
    keeper = again(library, tmp_path)
    moment = keeper.resume()
    assert moment is not None
    assert moment.scene == "top"
    assert keeper.notice is not None
    assert SENTENCE.match(keeper.notice)
    assert "you are where you were (The top)" in keeper.notice
    assert keeper.playthrough.world["shells"] == "1"
    assert keeper.playthrough.world["strain_total"] == str(
        sum(int(keeper.playthrough.world[f"strain.{name}"]) for name in ("ida", "ole"))
    )
    keeper.choose("top.call")
    keeper.close()
    assert keeper.shelf.path(saved).read_bytes() == before
    third = again(library, tmp_path)
    assert third.resume() == keeper.playthrough.moment
    assert third.notice is None


@pytest.mark.usefixtures("saved")
def test_a_place_that_is_gone_moves_one_back_to_the_newest_that_is_there(
    tmp_path: Path,
) -> None:
    library = changed(
        tmp_path,
        ("hill.yaml", "  top:\n    place: The top", "  summit:\n    place: The summit"),
        ("hill.yaml", "-> top", "-> summit"),
    )
    keeper = again(library, tmp_path)
    moment = keeper.resume()
    assert moment is not None
    assert moment.scene == "slope"
    assert keeper.notice == "The story has changed since this was saved; you are one choice earlier (The slope)."


def test_a_menu_of_other_choices_is_mentioned(tmp_path: Path, keeper: Keeper) -> None:
    keeper.choose("sand.go_on")
    keeper.close()
    library = changed(
        tmp_path,
        ("shore.yaml", "    - North:", "    - Up north:"),
        ("shore.yaml", "    - South {if wet}:", "    - Down south {if wet}:"),
        ("shore.yaml", "    - Back {again}:", "    - Turn round {again}:"),
    )
    keeper = again(library, tmp_path)
    moment = keeper.resume()
    assert moment is not None
    assert (moment.turn, moment.scene) == (1, "fork")
    assert keeper.notice == "The story has changed here since this was saved (The fork)."


def test_what_happened_on_arriving_does_not_happen_again(tmp_path: Path, keeper: Keeper) -> None:
    for id in PATH[:6]:
        keeper.choose(id)
    keeper.close()
    world = keeper.playthrough.world
    library = changed(tmp_path, ("shore.yaml", "~ shells += 1; spend 1", "~ shells += 2; spend 1"))
    keeper = again(library, tmp_path)
    moment = keeper.resume()
    assert moment is not None
    assert (moment.scene, moment.text[0].text) == ("slope", "The hill, from the south.")
    assert keeper.playthrough.world == world


def test_a_trail_is_walked_to_where_it_parts(tmp_path: Path, keeper: Keeper) -> None:
    keeper.choose("sand.look_for_shells")
    keeper.choose("sand.go_on")
    keeper.choose("fork.back")
    keeper.choose("sand.ask_ida")
    keeper.close()
    library = changed(
        tmp_path,
        ("shore.yaml", "-> talk ->", "-> chat ->"),
        ("shore.yaml", "  talk:\n", "  chat:\n"),
    )
    keeper = again(library, tmp_path)
    moment = keeper.resume()
    assert moment is not None
    assert moment.turn == 3
    assert keeper.notice == "The story has changed since this was saved; you are one choice earlier (The sand)."


@pytest.mark.usefixtures("saved")
def test_a_place_from_which_nothing_goes_on_is_no_place(tmp_path: Path) -> None:
    dead_end = "    - Call {again}: -> top\n    - Say nothing {again}: -> top\n"
    text = (TALE / "hill.yaml").read_text()
    old = text[text.index("    - Call:") : text.index("  found_out:")]
    library = changed(
        tmp_path,
        ("hill.yaml", old, dead_end),
        ("hill.yaml", "    - Climb: -> top", "    - Climb: -> top\n    - Leave: -> away"),
        ("shore.yaml", "~ shells += 1", "~ shells += 2"),
    )
    keeper = again(library, tmp_path)
    moment = keeper.resume()
    assert moment is not None
    assert moment.scene == "slope"


@pytest.mark.usefixtures("saved")
def test_an_episode_that_is_gone_leaves_the_one_before(tmp_path: Path) -> None:
    library = changed(
        tmp_path,
        ("story.yaml", "- hill: hill.yaml\n", ""),
        ("shore.yaml", "-> hill", "-> end_here"),
        ("shore.yaml", "  fork:\n", "  end_here:\n    flow:\n    - end: lost\n  fork:\n"),
    )
    keeper = again(library, tmp_path)
    moment = keeper.resume()
    assert moment is not None
    assert (moment.scene, moment.episode) == ("fork", 1)
    assert keeper.notice is not None
    assert "you are 4 choices earlier (The fork)" in keeper.notice


def test_a_story_that_cannot_be_played_says_so_and_keeps_the_save(tmp_path: Path, saved: Slot) -> None:
    library = changed(tmp_path, ("hill.yaml", "-> top", "-> nowhere"))
    other = again(library, tmp_path)
    with pytest.raises(SaveError, match="The story cannot be played") as refused:
        other.load(saved.id)
    assert "\n" not in str(refused.value)
    assert other.shelf.path(saved).exists()


@pytest.mark.usefixtures("saved")
def test_the_doctor_names_the_first_difference(tmp_path: Path, keeper: Keeper) -> None:
    (finding,) = examine(keeper.shelf, keeper.library)
    assert finding.state == SOUND
    library = changed(tmp_path, ("shore.yaml", "~ wet = true", "~ wet = false"))
    (finding,) = examine(Shelf(tmp_path, "tale"), library)
    assert finding.state == CHANGED
    assert "changed at step 3, sand.wade_in: it leads elsewhere" in finding.sentence
    assert "Changed scenes: shore.sand." in finding.sentence


def test_no_random_game_is_stranded_by_a_change(tmp_path: Path, library: Library) -> None:
    other = changed(
        tmp_path,
        ("shore.yaml", "~ shells += 1; spend 1", "~ shells += 1; spend 2"),
        ("hill.yaml", "    - Climb: -> top\n", "    - Climb {if shells > 0}: -> top\n    - Creep: -> away\n"),
    )
    for seed in range(40):
        keeper = again(library, tmp_path / str(seed))
        keeper.begin(seed)
        wander(keeper, 3 + seed, seed)
        keeper.close()
        keeper = again(other, tmp_path / str(seed))
        moment = keeper.resume()
        assert moment is not None
        assert moment.open or moment.ending

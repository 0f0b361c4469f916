"""A story gives its scenes, choices, state and notes other names, and says so: saved games go on as if nothing were."""

from __future__ import annotations

from pathlib import Path

from game.engine.library import Library
from game.language.header import open_story
from game.saves import Keeper
from game.saves.doctor import SOUND, examine
from game.saves.place import place_of
from game.workshop.check import check_story
from tests.making import write
from tests.saves.conftest import TALE
from tests.saves.players import again
from tests.saves.test_changed_story import PATH

FIRST = """\
- scenes: {sand: beach}
  choices: {sand.look_for_shells: beach.gather}
  state: {wet: soaked, strain: nerves, strain_total: nerves_total}
  notes: {rope: line}
  readings: {adrift: let_go}
"""
SECOND = "- scenes: {beach: strand}\n  choices: {beach.gather: strand.pick}\n  state: {nerves.ole: nerves.olaf}\n"

TO_FIRST = (
    ("shore.yaml", "  sand:", "  beach:"),
    ("shore.yaml", "-> sand", "-> beach"),
    ("shore.yaml", "{again}: |\n        A shell", "{again; as gather}: |\n        A shell"),
    ("shore.yaml", "strain", "nerves"),
    ("shore.yaml", "wet", "soaked"),
    ("shore.yaml", "note rope", "note line"),
    ("hill.yaml", "strain", "nerves"),
    ("hill.yaml", "{if wet}", "{if soaked}"),
    ("story.yaml", "wet:", "soaked:"),
    ("story.yaml", "strain", "nerves"),
    ("story.yaml", "  rope:", "  line:"),
    ("story.yaml", "[rope,", "[line,"),
    ("story.yaml", "adrift", "let_go"),
)
TO_SECOND = (
    ("shore.yaml", "  beach:", "  strand:"),
    ("shore.yaml", "-> beach", "-> strand"),
    ("shore.yaml", "as gather", "as pick"),
    ("shore.yaml", "nerves.ole", "nerves.olaf"),
    ("hill.yaml", "nerves.ole", "nerves.olaf"),
    ("story.yaml", "  ole: {name: Ole", "  olaf: {name: Ole"),
)


def version(folder: Path, renamed: str, *edits: tuple[str, str, str]) -> Library:
    """The tale after some edits, with what it says was renamed."""
    files = {path.name: path.read_text() for path in TALE.glob("*.yaml")}
    for name, old, new in edits:
        assert old in files[name], (name, old)
        files[name] = files[name].replace(old, new)
    files["story.yaml"] += f"renamed:\n{renamed}" if renamed else ""
    write(folder, files)
    assert [str(problem) for problem in check_story(folder)] == []
    return Library(open_story(folder))


def play(keeper: Keeper) -> None:
    """Eight choices and a reading, and a branch that was left."""
    for id in PATH[:3]:
        keeper.choose(id)
    keeper.pair("rope", "boat")
    keeper.choose("sand.put_the_shells_back")
    keeper.rewind()
    for id in PATH[3:]:
        keeper.choose(id)
    keeper.close()


def test_a_saved_game_goes_on_by_other_names(tmp_path: Path, keeper: Keeper):
    play(keeper)
    keeper = again(version(tmp_path / "2", FIRST, *TO_FIRST), tmp_path)
    moment = keeper.resume()
    assert (keeper.notice, moment and moment.scene, moment and moment.turn) == (None, "top", 9)
    world = keeper.playthrough.world
    assert (world["soaked"], world["nerves.ole"]) == ("true", "5")
    assert (world["noted.line"], world["read.let_go"]) == ("true", "true")
    assert keeper.rewind(6).scene == "beach"
    keeper.choose("beach.gather")


def test_games_of_every_version_go_on_in_the_newest(tmp_path: Path, keeper: Keeper):
    """The game is kept by one version, goes on in the next, and its steps then have names of both."""
    play(keeper)
    keeper = again(version(tmp_path / "2", FIRST, *TO_FIRST), tmp_path)
    keeper.resume()
    keeper.rewind(6)
    for id in ("beach.gather", "beach.gather", "beach.go_on"):
        keeper.choose(id)
    keeper.close()
    library = version(tmp_path / "3", FIRST + SECOND, *TO_FIRST, *TO_SECOND)
    keeper = again(library, tmp_path)
    moment = keeper.resume()
    assert (keeper.notice, moment and moment.scene) == (None, "fork")
    assert keeper.playthrough.world["nerves.olaf"] == "4"
    assert keeper.rewind().scene == "strand"
    keeper.choose("strand.pick")
    assert {finding.state for finding in examine(keeper.shelf, library)} == {SOUND}


def test_a_place_is_found_by_its_new_names_where_more_has_changed(tmp_path: Path, keeper: Keeper):
    for id in PATH[:3]:
        keeper.choose(id)
    keeper.close()
    edits = (*TO_FIRST, ("shore.yaml", "~ shells += 1; spend 1", "~ shells += 2; spend 1"))
    keeper = again(version(tmp_path / "2", FIRST, *edits), tmp_path)
    moment = keeper.resume()
    assert keeper.notice == "The story has changed since this was saved; you are where you were (The sand)."
    assert moment is not None
    assert moment.scene == "beach"
    values = place_of(keeper.playthrough).values
    assert (values["soaked"], values["nerves.ole"], values["noted.line"], values["shells"]) == (
        "true",
        "4",
        "true",
        "1",
    )
    assert values["@beach.look_at_the_rope"] == "1"
    assert "beach.look_at_the_rope" not in {choice.id for choice in moment.choices}
    keeper.choose("beach.gather")
    keeper.close()
    keeper = again(version(tmp_path / "3", FIRST + SECOND, *edits, *TO_SECOND), tmp_path)
    moment = keeper.resume()
    assert (keeper.notice, moment and moment.scene, moment and moment.turn) == (None, "strand", 4)


def test_without_a_word_about_it_a_save_is_not_what_it_was(tmp_path: Path, keeper: Keeper):
    play(keeper)
    keeper = again(version(tmp_path / "2", "", *TO_FIRST), tmp_path)
    keeper.resume()
    assert keeper.notice is not None

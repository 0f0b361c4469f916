"""JSON lines: every object, every command, and input that cannot be taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.front.fronts import Wire
from tests.terminal.evening import STORY


def test_the_first_moment_has_the_card_the_text_and_the_choices(tmp_path: Path):
    with Wire(tmp_path) as wire:
        moment = wire.read()
    assert moment["type"] == "moment"
    assert (moment["turn"], moment["episode"], moment["scene"]) == (0, 1, "hall")
    assert moment["card"] == {"episode": 1, "title": "One", "second_title": "Ἕν", "recap": [], "skip": None}
    assert moment["text"][1] == {
        "kind": "speech",
        "speaker": "ada",
        "lang": "it",
        "text": "Buonasera.",
        "subtitle": "Good evening.",
    }
    assert [choice["id"] for choice in moment["choices"]] == ["hall.sit_down", "hall.lamp", "hall.who_let_it_go_out"]
    assert moment["choices"][2]["locked"] == "You do not know that anybody did."
    assert moment["ending"] is None


def test_choosing_pairing_and_rewinding(tmp_path: Path):
    with Wire(tmp_path) as wire:
        first = wire.read()
        assert wire.send({"choose": "hall.lamp"})["noted"] == ["lamp"]
        assert wire.send({"choose": "hall.and_the_oil"})["noted"] == ["oil"]
        assert wire.send({"pair": ["oil", "lamp"]})["id"] == "refused"
        assert wire.read()["text"] == [{"kind": "reading", "text": "Somebody let it go out."}]
        assert wire.send({"world": True})["world"]["read.refused"] == "true"
        assert wire.send({"rewind": 3})["choices"] == first["choices"]


def test_the_world_has_what_stands_beside_the_text(tmp_path: Path):
    """The same that the terminal draws and that is said line by line."""
    with Wire(tmp_path, story=STORY) as wire:
        wire.read()
        wire.send({"choose": "hall.wait"})
        answer = wire.send({"world": True})
    strain = next(each for each in answer["gauges"] if (each["title"], each["person"]) == ("Strain", "ben"))
    assert (strain["kind"], strain["low"], strain["high"], strain["axis"]) == ("curve", 0, 10, [0, 1])
    assert (strain["trace"], strain["value"], strain["said"]) == ([[0, 8], [1, 8]], 8, "At the end, as at first.")
    assert answer["map"] == [
        {"place": "The hall", "here": False, "onward": ["The stairs"], "across": []},
        {"place": "The stairs", "here": True, "onward": [], "across": []},
    ]


def test_saving_and_loading_give_the_same_moment(tmp_path: Path):
    with Wire(tmp_path) as wire:
        wire.read()
        kept = wire.send({"choose": "hall.sit_down"})
        assert wire.send({"save": "before"}) == {"type": "saved", "name": "before"}
        wire.send({"choose": "hall.sit_down"})
        assert wire.send({"load": "before"}) == kept


def test_continue_goes_on_where_the_last_game_stopped(tmp_path: Path):
    with Wire(tmp_path) as wire:
        wire.read()
        last = wire.send({"choose": "hall.sit_down"})
    with Wire(tmp_path, "--continue") as wire:
        assert wire.read() == last


def test_an_episode_can_be_begun_by_its_number(tmp_path: Path):
    with Wire(tmp_path, "--episode", "2") as wire:
        assert wire.read()["card"]["title"] == "Two"


BAD_LINES = [
    b"not json",
    b"[]",
    b"{}",
    b'{"choose": 3}',
    b'{"choose": "hall.nothing"}',
    b'{"choose": "hall.who_let_it_go_out"}',
    b'{"rewind": 1}',
    b'{"rewind": -1}',
    b'{"rewind": true}',
    b'{"rewind": "1"}',
    b'{"load": "nothing"}',
    b'{"load": "../../etc/passwd"}',
    b'{"save": ""}',
    b'{"save": 7}',
    b'{"pair": ["lamp"]}',
    b'{"pair": ["lamp", "oil"]}',
    b'{"dance": 1}',
    b'{"choose": "a", "rewind": 1}',
    b"\xff\xfe",
    b"[" * 9_000,
    b"1" * 20_000,
    b'{"rewind": 1e999}',
]


def test_input_that_cannot_be_taken_gets_a_sentence_and_the_game_goes_on(tmp_path: Path):
    with Wire(tmp_path) as wire:
        wire.read()
        for line in BAD_LINES:
            answer = wire.send_raw(line)
            assert answer["type"] == "error", line
            assert answer["message"].count("\n") == 0
            assert "Traceback" not in answer["message"]
        assert wire.send({"choose": "hall.sit_down"})["turn"] == 1


@pytest.mark.parametrize("arguments", [("--episode", "9"), ("--episode", "0")])
def test_an_episode_that_is_not_there_is_said_in_one_sentence(tmp_path: Path, arguments: tuple[str, str]):
    with Wire(tmp_path, *arguments) as wire:
        assert wire.read()["message"].startswith("There is no episode")
        assert wire.process.wait(timeout=20) == 2


def test_a_story_that_is_not_sound_is_refused_with_its_place(tmp_path: Path):
    (tmp_path / "story.yaml").write_text("story: bad\ntitle: Bad\nepisodes:\n- one: missing.yaml\n")
    with Wire(tmp_path / "saves", story=tmp_path) as wire:
        assert "story.yaml:4:3" in wire.read()["message"]

"""One scenario, three front ends: the same choices tell the same words and offer the same menus."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.engine.library import Library
from game.engine.moment import Moment
from game.engine.playthrough import Playthrough
from game.language.header import open_story
from tests.front.fronts import Wire, plain
from tests.terminal.evening import STORY, begun, game, press, reading

SEED = 7
STEPS = 9


def pick(number: int, moment: Moment) -> int:
    """Which of the open choices the scenario takes at a step: another one each time."""
    return number % len(moment.open)


@pytest.fixture(scope="module")
def moments() -> tuple[Moment, ...]:
    """What the engine itself tells in the scenario."""
    playthrough = Playthrough(Library(open_story(STORY)), SEED)
    for number in range(STEPS):
        if playthrough.moment.ending is not None:
            break
        playthrough.choose(playthrough.moment.open[pick(number, playthrough.moment)].id)
    return playthrough.moments


def test_the_wire_tells_it(moments: tuple[Moment, ...], tmp_path: Path):
    with Wire(tmp_path, "--seed", str(SEED), story=STORY) as wire:
        answer = wire.read()
        for number, moment in enumerate(moments):
            assert [line["text"] for line in answer["text"]] == [line.text for line in moment.text]
            assert [choice["label"] for choice in answer["choices"]] == [choice.label for choice in moment.choices]
            fates = [(line.speaker, line.text) for line in moment.ending.fates] if moment.ending else []
            assert [(each["person"], each["text"]) for each in (answer["ending"] or {"fates": []})["fates"]] == fates
            if number + 1 < len(moments):
                answer = wire.send({"choose": moment.open[pick(number, moment)].id})


def test_the_plain_front_end_tells_it(moments: tuple[Moment, ...], tmp_path: Path):
    typed = "".join(f"{pick(number, moment) + 1}\n" for number, moment in enumerate(moments[:-1]))
    told = plain(tmp_path, typed, "--seed", str(SEED), story=STORY).stdout
    at = 0
    for moment in moments:
        for words in [*(line.text for line in moment.text), *(choice.label for choice in moment.choices)]:
            at = told.index(words, at) + len(words)


async def test_the_terminal_tells_it(moments: tuple[Moment, ...], tmp_path: Path):
    async with game(tmp_path).run_test(size=(80, 24)) as pilot:
        await begun(pilot)
        for number, moment in enumerate(moments):
            if moment.card is not None and number:
                await press(pilot, "x")
            screen = reading(pilot.app)  # type: ignore[arg-type]
            if moment.ending is None:
                assert [option.body.plain for option in screen.menu.options if option.open] == [
                    choice.label for choice in moment.open
                ]
            if number + 1 < len(moments):
                await press(pilot, str(pick(number, moment) + 1))

"""A program that is killed, over and over, and looks each time at what is left. Run by test_kill.py.

`python -m tests.saves.killed FOLDER steps` dies before and within every single thing that is done to the disk;
`… random COUNT` dies at any moment; with `… real COUNT` it is the command itself that dies, in the middle of choices
that are sent to it over the wire. Prints one JSON line for each death.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from game.engine.library import Library
from game.language.header import open_story
from game.saves import Keeper, Shelf
from tests.saves.conftest import TALE
from tests.saves.wired import Wired, line, yield_often

WATCHED = ("open", "write", "replace", "fsync", "close", "unlink", "mkdir")
ROUND = 10
PLAIN = ("look_for_shells", "put_the_shells_back")
"""Choices that are always open on the sand."""
BURST = 40
"""Choices that are sent at once."""
YIELDS = 1_000
"""How often the killer gives way, at most, before it kills: about as long as two choices take."""
REALLY_WRITE = os.write


class Shim:
    """Stops the process at its n-th call to the operating system; a write is done by half."""

    def __init__(self, last: int) -> None:
        self.left = last

    def install(self) -> None:
        """Stand between `os` and whoever uses it from now on."""
        for name in WATCHED:
            setattr(os, name, self._watch(name, getattr(os, name)))

    def _watch(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                if name == "write":
                    call(args[0], bytes(args[1])[: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **named)

        return watched


def scenario(keeper: Keeper, done: Callable[[int], None]) -> None:
    """Everything that writes: choices, a branch, names, quick saves, deleting."""
    if keeper.resume() is None:
        keeper.begin(seed=1)
    for id in ("sand.look_for_shells", "sand.put_the_shells_back"):
        done(keeper.choose(id).turn)
    keeper.save("Evening")
    keeper.quick_save()
    keeper.rewind()
    done(keeper.choose("sand.look_at_the_rope").turn)
    keeper.shelf.delete(keeper.shelf.need("Evening"))
    keeper.close()


def marathon(wait: float, keeper: Keeper, done: Callable[[int], None]) -> None:
    """Plays until a timer of its own seconds at work, which nobody catches, ends it."""
    if keeper.resume() is None:
        keeper.begin(seed=1)
    signal.setitimer(signal.ITIMER_PROF, wait)
    while True:
        done(keeper.choose("sand.look_for_shells").turn)


def die(keeper: Keeper, play: Callable[..., None], prepare: Callable[[], object] = int) -> tuple[bool, int]:
    """Whether a child that plays was killed, and the last turn that it had promised."""
    ear, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ear)
        prepare()
        play(keeper, lambda turn: REALLY_WRITE(mouth, b"%d\n" % turn))
        os._exit(0)
    os.close(mouth)
    with os.fdopen(ear) as lines:
        promised = [int(line) for line in lines]
    killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    return killed, promised[-1] if promised else 0


def look(library: Library, folder: Path) -> dict[str, Any]:
    """What a program that is started next finds."""
    keeper = Keeper(library, Shelf(folder, "tale"))
    moment = keeper.resume()
    slots = keeper.shelf.slots()
    return {"turn": moment.turn if moment else 0, "notice": keeper.notice, "slots": [slot.kind for slot in slots]}


def report(death: tuple[bool, int], library: Library, folder: Path) -> bool:
    """Print one line; whether the child was killed."""
    print(json.dumps({"killed": death[0], "promised": death[1], **look(library, folder)}))
    return death[0]


def die_at_every_step(library: Library, folder: Path) -> None:
    """One death later each time, each on a shelf that holds one game, until the program ends by itself."""
    for last in range(10_000):
        shelf = folder / str(last)
        keeper = Keeper(library, Shelf(shelf, "tale"))
        keeper.begin(seed=1)
        keeper.choose("sand.look_for_shells")
        keeper.close()
        death = die(Keeper(library, Shelf(shelf, "tale")), scenario, Shim(last).install)
        if not report(death, library, shelf):
            return


def die_at_random(library: Library, folder: Path, count: int) -> None:
    """One play after the other, each ended at any moment; a new shelf after every ROUND of them."""
    chance = random.Random(5)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for number in range(count):
        shelf = folder / str(number // ROUND)
        keeper = Keeper(library, Shelf(shelf, "tale"))
        play = partial(marathon, chance.uniform(0.0005, 0.02))
        report(die(keeper, play), library, shelf)


def die_for_real(folder: Path, count: int) -> None:
    """Kill the command over and over, each time the one that went on after the last death, ROUND of them on a shelf."""
    chance = random.Random(9)
    for number in range(count):
        shelf = folder / str(number // ROUND)
        if number % ROUND == 0:
            game = start(shelf)
        killed, unanswered = interrupt(game, chance)
        left = len(list((shelf / "tale").glob("*.tmp")))
        slots = [slot.kind for slot in Shelf(shelf, "tale").slots()]
        died, game = game, start(shelf)
        found = {"turn": game.turn, "notices": game.notices, "slots": slots, "half written": left}
        print(json.dumps({"killed": killed, "promised": died.turn, "unanswered": unanswered, **found}), flush=True)
        if number % ROUND == ROUND - 1 or number == count - 1:
            game.end()


def start(shelf: Path) -> Wired:
    """The command, going on with the game on a shelf; its first moment was heard."""
    game = Wired(shelf, "--continue")
    while game.hear()["type"] != "moment":
        pass
    return game


def interrupt(game: Wired, chance: random.Random) -> tuple[bool, int]:
    """Send bytes up to any of a burst of choices, hear some of the answers, and kill.

    Whether it was killed, and how many choices it had been sent and never answered.
    """
    begun = game.turn
    burst = b"".join(line(f"sand.{chance.choice(PLAIN)}") for _ in range(BURST))
    sent = burst[: chance.randint(1, len(burst))]
    game.say(sent)
    whole = sent.count(b"\n")
    for _ in range(chance.randint(0, whole // 2)):
        game.hear()
    yield_often(chance.randrange(YIELDS))
    killed = game.kill() == -signal.SIGKILL
    return killed, begun + whole - game.turn


if __name__ == "__main__":
    own = Library(open_story(TALE))
    own.machine("shore")
    if sys.argv[2] == "steps":
        die_at_every_step(own, Path(sys.argv[1]))
    elif sys.argv[2] == "real":
        die_for_real(Path(sys.argv[1]), int(sys.argv[3]))
    else:
        die_at_random(own, Path(sys.argv[1]), int(sys.argv[3]))

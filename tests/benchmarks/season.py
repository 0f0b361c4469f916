"""Writes a season for the prover: episodes of beats and sessions, numbers, flags, and targets whose truth is known.

    python -m tests.benchmarks.season FOLDER [--episodes 10] [--beats 34] [--seed 1]
    ulysse prove FOLDER

In the last scene each target is a choice. What is coupled over the whole season decides them: twenty yeses and an
impossible twenty-first; purchases from one purse; errands in an order that play has, and in one that it has not; topics
that take more turns than there are.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from random import Random

CREW = ("ada", "ben", "cyr", "dot", "eve", "fay", "gus", "hal")
FLAGS, TOPICS, TURNS = 8, 8, 4
"""Flags of an episode; topics and turns of a session."""
YESES, CHAIN, WARES = 20, 12, 5
POSSIBLE = ("twenty_yeses", "four_wares", "in_order", "two_long")
IMPOSSIBLE = ("yes_too_many", "five_wares", "out_of_order", "three_long")
"""The choices of the last scene that can be taken some time, and those that never can."""


class Season:
    """One season, which the seed decides."""

    def __init__(self, episodes: int, beats: int, seed: int = 1) -> None:
        """Of so many episodes with so many beats; there must be forty beats in all."""
        self.episodes, self.beats, self.random = episodes, beats, Random(seed)
        flags = [f"f{number}" for number in range(FLAGS * episodes)]
        self.flags = [flags[FLAGS * number : FLAGS * (number + 1)] for number in range(episodes)]
        self.yeses = flags[:YESES]
        self.choices = 0

    def write(self, folder: Path) -> None:
        """Write its files into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "story.yaml").write_text("\n".join(self._header()) + "\n", encoding="utf-8")
        for number in range(self.episodes):
            (folder / f"e{number}.yaml").write_text("\n".join(self._episode(number)) + "\n", encoding="utf-8")

    def _header(self) -> Iterator[str]:
        yield from ("story: season", "title: Season", "episodes:")
        yield from (f"- e{number}: e{number}.yaml" for number in range(self.episodes))
        yield from (
            "endings:",
            "  plain: {title: Plain}",
            *(f"  end{n}: {{title: End {n}}}" for n in range(5)),
            "cast:",
        )
        yield from (f"  {one}: {{name: {one.title()}, groups: [crew]}}" for one in CREW)
        yield from ("state:", "  trust: {each: crew, range: 0..10, starts: 3}", "  strain: {each: crew, range: 0..10}")
        yield from ("  air: {range: 0..10, starts: 8}", "  pen: {range: 0..10, starts: 10}")
        yield from ("  purse: {range: 0..8, starts: 8}", "  mute: {flag: false}")
        own = [f"ware{n}" for n in range(WARES)] + [f"{w}{n}" for w in ("step", "back") for n in range(CHAIN)]
        for flag in (flag for flags in (*self.flags, own, ["long0", "long1", "long2"]) for flag in flags):
            yield f"  {flag}: {{flag: false}}"

    # Episodes ------------------------------------------------------------------------------------------------

    def _episode(self, number: int) -> Iterator[str]:
        yield from (f"episode: e{number}", "scenes:")
        sessions = {self.beats // 4, self.beats // 2, 3 * self.beats // 4}
        flagged = dict(zip(sorted(self.random.sample(range(self.beats), FLAGS)), self.flags[number], strict=True))
        for beat in range(self.beats):
            yield from (f"  b{beat}:", "    flow:")
            yield from self._told(number)
            if beat in sessions:
                yield from self._session(number, beat, number == 0 and beat == min(sessions))
            yield from self._menu(number, flagged.get(beat), f"b{beat + 1}")
            yield from self._errands(number * self.beats + beat, f"b{beat + 1}")
        yield from (f"  b{self.beats}:", "    flow:", "    - |", "      So it went.")
        yield from self._last() if number == self.episodes - 1 else [f"    - -> e{number + 1}"]

    def _told(self, number: int) -> Iterator[str]:
        yield from ("    - |", "      It went on.")
        if self.random.random() < 0.6:
            yield from ("", f"      {{if {self._guard(number)}}} It showed.")

    def _menu(self, number: int, flag: str | None, onward: str) -> Iterator[str]:
        for place in range(self.random.choice((2, 3, 3, 3, 4))):
            effects = self._effects(0.55)
            guarded = place > 0 and self.random.random() < 0.3
            yield from self._choice(effects, onward, self._guard(number) if guarded else "", f"{number}")
        if flag:
            yield from self._choice([f"{flag} = true"], onward)

    def _choice(self, effects: list[str], onward: str, guard: str = "", at: str = "", name: str = "") -> Iterator[str]:
        self.choices += 1
        tags = "; ".join([f"as {name or f'c{self.choices}'}", *([f"if {guard}"] if guard else [])])
        yield f"    - Choose {self.choices} {{{tags}}}:"
        yield from (["      - |", f"        ~ {'; '.join(effects)}"] if effects else [])
        if at and self.random.random() < 0.18:
            for _ in range(2):
                self.choices += 1
                yield from (f"      - Detour {self.choices} {{as c{self.choices}}}: |", f"          {self._apart()}")
        yield f"      - -> {onward}"

    def _apart(self) -> str:
        effects = self._effects(1)
        return f"~ {'; '.join(effects)}"

    def _effects(self, share: float) -> list[str]:
        """A change of somebody, sometimes also of what they have in common."""
        one = self.random.choice(CREW)
        change = self.random.choice(
            ("trust.{} += 1", "trust.{} += 1", "trust.{} -= 1", "strain.{} += 1", "strain.{} -= 1")
        )
        found = [change.format(one)] if self.random.random() < share else []
        return found + ([f"{self.random.choice(('air', 'pen'))} -= 1"] if self.random.random() < 0.05 else [])

    def _guard(self, number: int) -> str:
        """A condition that the season so far makes sense of."""
        one, kind = self.random.choice(CREW), self.random.random()
        if kind < 0.4 or number < 2:
            return f"trust.{one} >= {min(9, 4 + number // 2 + self.random.randint(0, 2))}"
        if kind < 0.6:
            return f"strain.{one} >= {self.random.randint(1, min(6, 1 + number))}"
        flag = self.random.choice(self.flags[self.random.randrange(number - 1)])
        return flag if self.random.random() < 0.75 else f"not {flag}"

    # What is coupled -----------------------------------------------------------------------------------------

    def _session(self, number: int, beat: int, long: bool) -> Iterator[str]:
        yield from (f"    - session: talk{beat}", f"      turns: {TURNS}", "      topics:")
        names = [f"t{number}_{beat}_{topic}" for topic in range(TOPICS)]
        for place, name in enumerate(names):
            after = [f"after {names[place - 4]}"] if place >= 4 else []
            guard = [f"if {self._guard(number)}"] if place and self.random.random() < 0.2 else []
            tags = "; ".join([f"as {name}", *after, *guard])
            yield from (f"      - Topic {place} {{{tags}}}: |", f"          {self._apart()}")
        for place in range(3 if long else 0):
            yield from (f"      - Long {place} {{as long_{place}; turns 2}}: |", f"          ~ long{place} = true")
        yield from (f"      - Leave it {{as leave{number}_{beat}; turns 0}}: -> m{beat}",)
        yield from ("      ends:", "        spent: |", "          The bell went.", f"    - here: m{beat}")

    def _errands(self, at: int, onward: str) -> Iterator[str]:
        """What can be done once in the season, a beat each."""
        total = self.episodes * self.beats
        every = total // (CHAIN + WARES + 1)
        place, rest = divmod(at, every)
        if rest:
            return
        if place < CHAIN:
            before = f"step{place - 1}" if place else ""
            yield from self._choice([f"step{place} = true"], onward, before)
            yield from self._choice([f"back{place} = true"], onward, f"back{place + 1}" if place < CHAIN - 1 else "")
        elif place < CHAIN + WARES:
            ware = place - CHAIN
            yield from self._choice([f"purse -= 2; ware{ware} = true"], onward, "purse >= 2")

    def _last(self) -> Iterator[str]:
        yield from ("    - The end: -> plain",)
        for name, condition in self._targets():
            yield f"    - Target {name} {{as {name}; if {condition}}}: -> plain"
        for number in range(5):
            yield from (f"    - End {number} {{as end_{number}; if {self._guard(self.episodes)}}}: -> ending{number}",)
        yield from ("  plain:", "    flow:", "    - end: plain")
        for number in range(5):
            yield from (f"  ending{number}:", "    flow:", f"    - end: end{number}")

    def _targets(self) -> Iterator[tuple[str, str]]:
        yield "twenty_yeses", " and ".join(self.yeses)
        yield "yes_too_many", " and ".join([*self.yeses, "mute"])
        yield "four_wares", " and ".join(f"ware{n}" for n in range(WARES - 1))
        yield "five_wares", " and ".join(f"ware{n}" for n in range(WARES))
        yield "in_order", f"step{CHAIN - 1}"
        yield "out_of_order", "back0"
        yield "two_long", "long0 and long1"
        yield "three_long", "long0 and long1 and long2"


def main() -> None:
    """Write a season, as the command line says."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    for name, default in (("--episodes", 10), ("--beats", 34), ("--seed", 1)):
        parser.add_argument(name, type=int, default=default)
    given = parser.parse_args()
    Season(given.episodes, given.beats, given.seed).write(given.folder)


if __name__ == "__main__":
    main()

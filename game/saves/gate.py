"""The Gate: saves of every released version are kept, and every build loads them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from game.engine.library import Library
from game.engine.playthrough import Playthrough
from game.language.value import value
from game.saves.disk import make_folder, read_at_most, replace_file
from game.saves.error import SaveError
from game.saves.files import ENDING, ids_in
from game.saves.format import encode
from game.saves.loading import CARRIED, MOVED, RESTORED, load
from game.saves.reading import decode
from game.saves.record import Record
from game.saves.save import Save
from game.saves.slot import AUTO, BOOKMARK, Head
from game.saves.strict import MAX_BYTES
from game.saves.summary import summary_of

GAMES = 200
LONGEST = 120
"""Choices in the longest of the games; each is a little longer than the one before."""
STRANDED = "stranded"


@value
class Verdict:
    """What became of the saves of a release."""

    ways: dict[str, tuple[str, ...]]
    """How they were brought back, or `stranded`, to their ids."""

    @property
    def stranded(self) -> tuple[str, ...]:
        """Those that did not open, or from which nothing can be done."""
        return self.ways.get(STRANDED, ())

    def __str__(self) -> str:
        return ", ".join(f"{len(self.ways.get(way, ()))} {way}" for way in (RESTORED, CARRIED, MOVED, STRANDED))


def judge(folder: Path, library: Library) -> Verdict:
    """Load every save in `folder` into the story of `library`."""
    ways: dict[str, tuple[str, ...]] = {}
    for id in ids_in(folder):
        way = _way(folder / f"{id}{ENDING}", id, library)
        ways[way] = (*ways.get(way, ()), id)
    return Verdict(ways)


def _way(path: Path, id: str, library: Library) -> str:
    try:
        loaded = load(decode(read_at_most(path, MAX_BYTES + 1), id), library)
    except (SaveError, OSError):
        return STRANDED
    moment = loaded.record.playthrough.moment
    return loaded.how if moment.open or moment.ending else STRANDED


def keep_release(library: Library, folder: Path, games: int = GAMES) -> int:
    """Write the saves of a release to `folder`: a bookmark at every episode, and games by many hands; how many."""
    make_folder(folder)
    count = 0
    for save in (*bookmarks(library), *_games(library, games)):
        replace_file(folder / f"{save.head.slot.id}{ENDING}", encode(save))
        count += 1
    return count


def bookmarks(library: Library) -> Iterator[Save]:
    """A save at the beginning of every episode."""
    for file in library.story.episodes:
        record = Record(Playthrough(library, 0, file.id))
        episode = library.chart(file.id).episode
        yield _save(record, f"{BOOKMARK}-{episode.number:02}", BOOKMARK, episode.title)


def _games(library: Library, count: int) -> Iterator[Save]:
    """Games that go where fewest went before, begun at every episode in turn."""
    taken: Counter[str] = Counter()
    episodes = library.story.episodes
    for number in range(count):
        playthrough = Playthrough(library, number, episodes[number % len(episodes)].id)
        record = Record(playthrough)
        for _ in range(1 + number * LONGEST // count):
            if not playthrough.moment.open:
                break
            choice = min(playthrough.moment.open, key=lambda choice: taken[choice.id])
            taken[choice.id] += 1
            playthrough.choose(choice.id)
            record.follow()
        yield _save(record, f"{AUTO}-{number:03}", AUTO, "")


def _save(record: Record, id: str, kind: str, name: str) -> Save:
    return record.save(Head(summary_of(record.playthrough, id, kind, name, 0), id, 1, "release", 1))

"""`ulysse stats`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from game.engine.playthrough import NotOffered
from game.language.header import open_story
from game.language.problem import StoryError
from game.workshop.folder import PROBLEMS, SOUND, complain, reader_of, unopened
from game.workshop.ink import InkedLibrary
from game.workshop.prove.progress import Progress
from game.workshop.stats.figures import figures_of
from game.workshop.stats.picture import as_svg
from game.workshop.stats.report import as_json, as_text
from game.workshop.stats.sample import Sample, sampled
from game.workshop.temperament import TEMPERAMENTS, Endless

PLAYS = 20


def stats_command(argv: list[str]) -> int:
    """Play a story by temperaments and print its figures; the exit code."""
    parser = reader_of("stats", "The figures of a story: what is written, and what sampled plays meet of it.")
    parser.add_argument(
        "--plays", type=int, default=PLAYS, metavar="N", help=f"by each temperament; {PLAYS} if not said"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the first seed; 0 if not said")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw a picture there")
    given = parser.parse_args(argv)
    if not given.story.is_dir():
        return complain(f"There is no folder {given.story}.")
    if not 1 <= given.plays <= 100_000 or not 0 <= given.seed < 10**15:
        return complain("--plays is from 1 to 100000 and --seed a whole number from 0 on.")
    try:
        library = InkedLibrary(open_story(given.story)).read_all()
        samples = list(_until_stopped(library, given.plays, given.seed))
    except StoryError as error:
        return complain(str(error))
    except (Endless, NotOffered) as error:
        print(f"A sampled play does not come to an end: {error}", file=sys.stderr)
        return PROBLEMS
    return _print(library, samples, given.json, given.svg)


def _print(library: InkedLibrary, samples: list[Sample], json: bool, svg: Path | None) -> int:
    if not samples:
        return complain("It was stopped before the first play had ended.")
    figures = figures_of(library, samples)
    if svg:
        try:
            svg.write_text(as_svg(figures), encoding="utf-8")
        except OSError as error:
            return complain(unopened(error))
    print(as_json(figures) if json else as_text(figures))
    return SOUND


def _until_stopped(library: InkedLibrary, plays: int, seed: int) -> Iterator[Sample]:
    """The samples, with progress; on Ctrl-C, those that there are."""
    tell = Progress()
    try:
        for number, sample in enumerate(sampled(library, plays, seed), 1):
            tell(f"{number:,} of {plays * len(TEMPERAMENTS):,} plays")
            yield sample
    except KeyboardInterrupt:
        print("Stopped; the figures are of the plays that ended before.", file=sys.stderr)
